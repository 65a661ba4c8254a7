/* SPDX-License-Identifier: MIT
 *
 * From what departments said to the answers of a form. Pure: a casefile and perhaps one answer that
 * is just arriving go in, proposed answers come out; nothing is written.
 *
 * Who wins: what the clerk typed stays, the department's value stands beside it (conflict).
 * Between departments the first share of the field wins, whatever came first, and the second
 * opinion stands beside it when it differs. An answer counts only for the holder it is about: when
 * the number of a party changes, what was said about the one before goes. The same when an answer
 * that rows are compared with, or that a question carried, changes.
 */
#ifndef ONETRIP_PREFILL_H
#define ONETRIP_PREFILL_H

#include "core/casework/casefile.h"

struct prefill {
	const struct casefile *file;
	const struct evidence *incoming; /* newer than everything in the file; NULL none */
	day_t today;
	/* asked about this holder ("" the applicant) and not answered yet */
	bool (*silent)(const void *ctx, const char *resource, const char *holder);
	const void *ctx;
};

struct proposal {
	size_t field;
	struct answer answer;            /* owned */
	struct uid evidence;             /* the act of the answer it came from; none: no department */
};

/* Hands every answer that changes to fn, one a field, borrowed; at most max. Returns how many. */
typedef void (*prefill_fn)(void *ctx, const struct proposal *change);
size_t prefill_each(const struct prefill *p, size_t max, prefill_fn fn, void *ctx);

/* How many rows a department gives to a repeat (at most its max); -1: it has not said. */
int prefill_rows(const struct prefill *p, size_t repeat);

/* What the departments say about one field; false when nothing usable. */
bool prefill_known(const struct prefill *p, size_t field, struct proposal *out);
/* A department's value is still what its stored answer says, about the holder it was asked about;
 * true for answers of other origins. */
bool prefill_rests(const struct prefill *p, size_t field);
/* This answer says of the field what stands there, of whom the form names now. */
bool prefill_said_by(const struct prefill *p, size_t field, const struct evidence *e);
/* A typed value whose source was asked and is silent has yet to be verified. */
bool prefill_unverified(const struct prefill *p, size_t field);
/* The first field for which the incoming answer has a value that does not fit it; -1 none. */
int prefill_misfit(const struct prefill *p);

/* What the citizen has to confirm although a department said it: contact kept by the account. */
bool prefill_suggests(const struct field *f, const char *resource);

#endif
