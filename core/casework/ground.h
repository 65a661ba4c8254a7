/* SPDX-License-Identifier: MIT
 *
 * Grounds of acts as data (assets/life/grounds.tsv): what may be said to refuse, deny, pause ..., with
 * the law. Read once.
 */
#ifndef ONETRIP_GROUND_H
#define ONETRIP_GROUND_H

#include "core/base/base.h"

struct ground {
	const char *text, *text_en, *law; /* law "" none */
	bool elsewhere;              /* another authority decides it: it has to be named (art. 32(1) no. 2) */
};

enum err grounds_open(const char *path) MUST_CHECK; /* again: nothing */
void grounds_close(void);
/* Of an act (life_word, "light", "verify"), at most max; none before grounds_open. */
size_t grounds_of(const char *act, struct ground *out, size_t max);
/* The words, in either language, are a ground of the act that sends the applicant elsewhere. */
bool ground_elsewhere(const char *act, const char *words);

#endif
