/* SPDX-License-Identifier: MIT
 *
 * From what departments said to the answers of a form. Pure: a casefile and perhaps one answer that
 * is just arriving go in, proposed answers come out; nothing is written.
 *
 * Who wins: what the clerk typed stays, the department's value stands beside it (conflict).
 * Between departments the first share of the field wins, whatever came first, and the second
 * opinion stands beside it when it differs.
 */
#ifndef ONETRIP_PREFILL_H
#define ONETRIP_PREFILL_H

#include "core/casework/casefile.h"

struct prefill {
	const struct casefile *file;
	const struct evidence *incoming; /* newer than everything in the file; NULL none */
	day_t today;
	bool (*silent)(const void *ctx, const char *resource); /* asked and not answered yet */
	const void *ctx;
};

struct proposal {
	size_t field;
	struct answer answer;            /* owned */
	struct uid evidence;             /* the act of the answer it came from; none: no department */
};

/* Writes at most max proposals, one a field that changes; proposals_release afterwards. */
size_t prefill_all(const struct prefill *p, struct proposal *out, size_t max);
void proposals_release(struct proposal *list, size_t n);

/* What the departments say about one field; false when nothing usable. */
bool prefill_known(const struct prefill *p, size_t field, struct proposal *out);
/* A department's value is still what its stored answer says; true for answers of other origins. */
bool prefill_rests(const struct prefill *p, size_t field);
/* A typed value whose source was asked and is silent has yet to be verified. */
bool prefill_unverified(const struct prefill *p, size_t field);
/* Fields for which the incoming answer has a value that does not fit them. */
size_t prefill_misfits(const struct prefill *p, size_t *out, size_t max);

/* What the citizen has to confirm although a department said it: contact kept by the account. */
bool prefill_suggests(const struct field *f, const char *resource);

#endif
