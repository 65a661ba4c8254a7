/* SPDX-License-Identifier: MIT
 *
 * The queue of open cases: pages by time left, exact counts by department, a month's figures, and
 * a search inside a view. Everything but the names is read from two narrow indexes over open cases,
 * so a hall with a million closed cases pays for its open ones only.
 *
 * Lights follow from two days of a row: red after `next`, yellow from `warn` on.
 */
#ifndef ONETRIP_QUEUE_H
#define ONETRIP_QUEUE_H

#include "core/store/view.h"

enum { QUEUE_DEPARTMENTS = 64, QUEUE_TEXT = 64, QUEUE_ROWS = 2 << 20 };

/* Saved views, on digits in this order: msgid */
#define QUEUE_VIEW_TABLE(X)                                                                        \
	X(QUEUE_ALL, N_("Whole"))                                                                  \
	X(QUEUE_LATE, N_("Overdue"))                                                               \
	X(QUEUE_TODAY, N_("Due today"))                                                            \
	X(QUEUE_DEFERRED, N_("Papers due"))                                                        \
	X(QUEUE_TWINS, N_("Twins?"))                                                               \
	X(QUEUE_SPOT, N_("Spot checks"))                                                           \
	X(QUEUE_OWN, N_("Own"))

enum queue_view {
#define X(name, text) name,
	QUEUE_VIEW_TABLE(X)
#undef X
	QUEUE_VIEWS
};

struct queue_filter {
	enum queue_view view;
	const char *me;              /* operator, for "own" */
	const char *department, *window, *state; /* NULL: any; drafts are shown by their state only */
	day_t today;
	unsigned flags;              /* 0: any; else only rows with one of these FLAG_* */
};

enum err queue_page(struct store *s, const struct queue_filter *f, size_t limit, size_t offset,
	struct view_case **out, size_t *n) MUST_CHECK;            /* limit <= 1000; mem_free */

/* One department: how many in each view, and by light. Filters by window and state hold, that by
 * department does not, so that the line of every department stays to be seen. */
struct queue_count {
	char department[32];
	uint64_t in[QUEUE_VIEWS];
	uint64_t red, yellow, green; /* red: past due; the sum is what has a running clock */
	uint64_t today;              /* ends today, not yet red */
};
enum err queue_counts(struct store *s, const struct queue_filter *f,
	struct queue_count out[QUEUE_DEPARTMENTS], size_t *n) MUST_CHECK;
/* The first counting reads every open case, about 2 us each; a loop reads them in steps before.
 * *ready: what is left is what changed since. ms < 0: to the end. */
enum err queue_counts_read(struct store *s, int ms, bool *ready) MUST_CHECK;
/* The same by SQL over the file's index, 1 us an open case each time. */
enum err queue_recount(struct store *s, const struct queue_filter *f,
	struct queue_count out[QUEUE_DEPARTMENTS], size_t *n) MUST_CHECK;

/* Of the days from and to: opened, and ended (by their last change), by department. */
struct queue_month {
	char department[32];
	uint64_t opened, ended;
};
enum err queue_month(struct store *s, day_t from, day_t to,
	struct queue_month out[QUEUE_DEPARTMENTS], size_t *n) MUST_CHECK;

/* Every case of the file, counted a slice at a time from other tables and indexes than queue_counts: open
 * ones by the first of these that fits: overdue, paper due, ends today, a second notice asked for, to be
 * verified, none of these, drafts. 1 us an open case, 0.3 us a closed one. {0} begins. */
enum { QUEUE_CLASSES = 7 };
struct queue_key {               /* where a slice of the open ones ended */
	int64_t next, flags, defer;
	char number[CASE_NUMBER], department[32], window[8], state[STATE_WORD], holder[16];
	struct uid id;
};
struct queue_census {
	enum { CENSUS_NONE, CENSUS_OPEN, CENSUS_CASES, CENSUS_WHOLE } stage;
	uint64_t classes[QUEUE_CLASSES], all, closed;
	int64_t seen;                /* the newest event when it began */
	struct queue_key open;
	int64_t closed_at, updated;  /* where a slice of all of them ended */
	struct uid id;
};
/* Reads on for about so long, anew after a change. *ready: nothing changed to this moment. ms < 0: to
 * the end. */
enum err queue_census_read(struct store *s, struct queue_census *c, day_t today, int ms, bool *ready)
	MUST_CHECK;

/* Windows with open cases, ascending; at most max. */
enum err queue_windows(struct store *s, char (*out)[8], size_t max, size_t *n) MUST_CHECK;

/* A search inside a view: its rows are read once with their names, a slice at a time, then every
 * key looks through memory. Numbers, items, windows and names match. Forget it when the keys are
 * wiped: it holds names. */
struct queue_search;
enum err queue_search_new(struct store *s, const struct queue_filter *f, struct queue_search **out)
	MUST_CHECK;
void queue_search_free(struct queue_search *x);  /* wipes */
/* Reads on for about so long; *whole: all rows are there. */
enum err queue_search_read(struct queue_search *x, int ms, bool *whole) MUST_CHECK;
size_t queue_search_size(const struct queue_search *x);          /* rows read so far */
/* How many of the rows read match; a longer text of the same beginning looks through the last hits. */
size_t queue_search_find(struct queue_search *x, const char *text);
enum err queue_search_page(struct queue_search *x, size_t limit, size_t offset,
	struct view_case **out, size_t *n) MUST_CHECK;           /* of the last find; mem_free */

/* The file was written before it had a queue: cases without a place in it, until store_rebuild. */
enum err queue_behind(struct store *s, bool *behind) MUST_CHECK;

#endif
