/* SPDX-License-Identifier: MIT
 *
 * Between prefill_said.c, which knows what departments say, and prefill.c, which decides what comes
 * of it.
 */
#ifndef ONETRIP_PREFILL_INSIDE_H
#define ONETRIP_PREFILL_INSIDE_H

#include "core/casework/prefill.h"

enum { SAID_KEPT = 8 };

/* What one department says about a field. */
struct opinion {
	char *value; /* canonical; NULL none */
	const struct evidence *by;
	size_t rank; /* its place among the field's shares */
};

/* Cells of one row ask the same few departments: what was found is kept for the next. */
struct said {
	const char *resource;
	int party;
	const struct evidence *evidence;
};
struct fill {
	const struct prefill *p;
	struct said kept[SAID_KEPT];
	size_t n; /* found so far */
};

const struct field *fill_field(const struct prefill *p, size_t field);
const struct answer *fill_standing(const struct prefill *p, size_t field);
/* Who counts for a share now; NULL nobody has answered. */
const struct evidence *fill_said_by(struct fill *f, const struct share *s);
/* What an answer has for the field, as the department wrote it; NULL nothing. */
const char *fill_said(const struct prefill *p, size_t field, size_t rank, const struct evidence *e,
	char count[16]);
/* The canonical form, NULL when the value cannot be one of this field. mem_free_text. */
char *fill_canonical(const struct field *f, const char *raw, day_t today);
/* The first opinion, and the first that differs from it. */
void fill_opinions(struct fill *fill, size_t field, struct opinion out[2]);
void fill_opinions_release(struct opinion o[2]);
/* The evidence an answer rests on; NULL none. */
const struct evidence *fill_evidence(const struct prefill *p, const struct answer *a);
/* Does it still say so of who and what the form names now? */
bool fill_says(const struct prefill *p, size_t field, const struct evidence *e, const char *value);

#endif
