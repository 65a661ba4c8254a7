/* SPDX-License-Identifier: MIT
 *
 * Numbers that name a legal person: unified social credit code GB 32100-2015 (18), organisation
 * code GB 11714-1997 (9), register number GS 15-2006 (15). standards.md section 2.
 */
#ifndef ONETRIP_CREDIT_CODE_H
#define ONETRIP_CREDIT_CODE_H

#include "core/standards/verdict.h"

struct credit_code {
	struct verdict verdict;
	const char *kind;   /* "USCC", "ORG", "REGNO", "" unknown */
	char normal[80]; /* cut when the number is too long */
	char prefix[4];     /* two characters or "" */
	char region[8];
	char org[12];       /* nine characters or "" */
};

void credit_code_check(const char *text, size_t len, struct credit_code *out);

/* The first 18 bytes are of the alphabet and both checks match. */
bool credit_code_matches(const char *code);

#endif
