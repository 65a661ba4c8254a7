/* SPDX-License-Identifier: MIT
 *
 * One row a received case for figures, reports and exports (capability S5): times, counts, codes,
 * and nobody's data. A view like those of view.h: written by the projector only, rebuilt from the
 * journal, readable without a key.
 */
#ifndef ONETRIP_FACT_H
#define ONETRIP_FACT_H

#include "core/store/view.h"

enum { FACT_SPELLS = 320 };

struct fact {
	struct uid id;
	char number[CASE_NUMBER];
	char item[ITEM_CODE], item_name[64], department[32];
	char window[8], operator[16]; /* of the receipt */
	char state[STATE_WORD];
	int kind;                    /* enum item_kind */
	int64_t opened_ms, received_ms, accepted_ms; /* 0: not */
	int64_t finished_ms;         /* decided, or closed without a decision; 0: still running */
	int64_t closed_ms;           /* 0: somebody still has to do something */
	day_t due, legal_due;        /* DAY_NONE: no clock */
	int fields, keyed, keys;     /* answered in the form, typed by the clerk, key presses */
	int asked;                   /* materials the case needed, without generated ones */
	int exempt;                  /* of them: had from a department, a licence, an earlier case */
	int papers;                  /* of them: brought by the applicant */
	int pledged, deferred;       /* of them: pledged; still to come */
	int baseline_papers, baseline_trips; /* as it was before, from the item */
	int visits;                  /* days on which somebody stood at a window for it */
	int notices;                 /* one-time notices issued */
	int paused_days, extended_days; /* working days; as prolonged */
	int rating;                  /* 5 very content .. 1; 0 not rated */
	bool by_self;                /* a rating that counts was given by the citizen, not on the telephone */
	char spells[FACT_SPELLS];    /* seconds in each state so far: "DRAFT:252 ACCEPTED:2400" */
};

enum err fact_put(struct store *s, const struct fact *f) MUST_CHECK; /* projector only */

typedef enum err (*fact_fn)(const struct fact *f, void *ctx);
/* Every case that was running at some moment of [from, to), in no stated order. */
enum err fact_between(struct store *s, int64_t from_ms, int64_t to_ms, fact_fn fn, void *ctx)
	MUST_CHECK;
/* The same cases, at most `most` of them behind *after ({0} at first), which moves on; *n: how many.
 * Fewer than `most`: all were told. What changes between two calls may be told twice or never:
 * view_newest shows whether something did. */
struct fact_mark {
	bool begun, ended;           /* ended: the running ones are behind it */
	int64_t finished_ms, received_ms;
	struct uid id;
};
enum err fact_slice(struct store *s, int64_t from_ms, int64_t to_ms, struct fact_mark *after,
	size_t most, fact_fn fn, void *ctx, size_t *n) MUST_CHECK;
/* Cases received in [from, to) by time of receipt, after the one given (NULL: from the beginning). */
struct fact_place {
	int64_t received_ms;
	struct uid id;
};
enum err fact_walk(struct store *s, int64_t from_ms, int64_t to_ms, const struct fact_place *after,
	fact_fn fn, void *ctx) MUST_CHECK;
enum err fact_number(struct store *s, const struct uid *id, char out[CASE_NUMBER]) MUST_CHECK; /* "" none */
enum err fact_by_id(struct store *s, const struct uid *id, struct fact *out) MUST_CHECK;
/* Cases received at a window in [from, to). */
enum err fact_of_window(struct store *s, const char *window, int64_t from_ms, int64_t to_ms, fact_fn fn,
	void *ctx) MUST_CHECK;
enum err fact_by_number(struct store *s, const char *number, struct fact *out) MUST_CHECK;

#endif
