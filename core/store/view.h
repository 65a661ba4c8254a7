/* SPDX-License-Identifier: MIT
 *
 * What can be sorted and filtered by, rebuilt from the journal: the queue, and exact search
 * tokens (keyed hashes of ID, credit code, phone, query code). Names are sealed here too and are
 * searched in memory after unlocking. Written only by the projector.
 */
#ifndef ONETRIP_VIEW_H
#define ONETRIP_VIEW_H

#include "core/store/journal.h"

enum { CASE_NUMBER = 24, QUERY_CODE = 8, STATE_WORD = 20, ITEM_CODE = 40 };

struct view_case {
	struct uid id;
	char number[CASE_NUMBER];   /* "260316-A03-021" */
	char query[QUERY_CODE];     /* 6 characters, the last a check; "" before receipt; a token on disk */
	char item[ITEM_CODE];       /* base code, "" until picked */
	char item_name[64];
	char state[STATE_WORD];     /* word of casework/state.h */
	char window[8];
	char operator[16];
	char note[64];              /* what comes next: a short code, never personal data */
	day_t due;                  /* DAY_NONE: no clock */
	int64_t created_ms, updated_ms;
	int missing;                /* fields still missing in a draft */
	bool unverified;            /* holds values to be asked again */
	bool closed;                /* nobody has to do anything more: the projector says so */
	/* for the queue (core/store/queue.h); days, DAY_NONE: none */
	char department[32];        /* of the item, "" until picked */
	char holder[16];            /* whose turn it is; "" nobody's yet */
	day_t next;                 /* first day that ends, of all clocks */
	day_t warn;                 /* from this day on it is yellow */
	day_t notice, defer;        /* of the one-time notice; of a paper to come */
	day_t replied;              /* of the last reply to a light */
	unsigned flags;             /* FLAG_* */
	int overridden;             /* shared values replaced at the counter */
	int urged;
	char applicant[201];        /* name in clear; sealed on disk */
};

/* What the queue shows besides the state, bits of view_case.flags. */
enum {
	FLAG_DEFERRED = 1,           /* a paper is to come (容缺) */
	FLAG_UNVERIFIED = 2,         /* values to be asked again */
	FLAG_TWIN = 4,               /* suspected duplicate: taken although a like one was known */
	FLAG_OBJECTED = 8,           /* a shared value is objected to */
	FLAG_SPOT = 16,              /* drawn for a spot check (抽检) */
	FLAG_DEMANDED = 32,          /* a second notice is asked for */
	FLAG_STOPPED = 64,           /* a pause stops its clocks */
	FLAG_EXTENDED = 128,
	FLAG_AWAY = 1 << 8,          /* another region has it */
	FLAG_INWARD = 1 << 9,        /* another region received it */
	FLAG_WANTED = 1 << 10,       /* and asks for it */
	FLAG_RATED = 1 << 12,        /* a bad rating waits for somebody */
	FLAG_ON_WAY = 1 << 13        /* papers handed on that are not told to be there */
};

/* CALLER: number or phone of who appealed, for finding the like of an appeal only. PLACE: address code
 * of what happened; CELL: of the ground it lies on; LINK: number of the case an appeal is about. */
enum token { TOKEN_ID, TOKEN_CREDIT_CODE, TOKEN_PHONE, TOKEN_QUERY, TOKEN_CALLER, TOKEN_PLACE, TOKEN_CELL,
	TOKEN_LINK };

/* view_put writes the token of the query code too; ERR_EXISTS: another case has this number. */
enum err view_put(struct store *s, const struct view_case *c) MUST_CHECK;   /* projector only */
enum err view_token(struct store *s, const struct uid *casefile, enum token kind,
	const char *value) MUST_CHECK;                                      /* projector only */
/* All but that of the query code, so that the projector can put anew what holds now. */
enum err view_drop_tokens(struct store *s, const struct uid *casefile) MUST_CHECK;

/* Reading. Without the keys applicant and query come back empty; a file older than its queue columns
 * shows none of its cases until it is rebuilt (queue_behind). */
/* by due: what ends first of all clocks */
enum view_order { VIEW_BY_DUE, VIEW_BY_UPDATED, VIEW_BY_NUMBER };
struct view_filter {
	const char *state;          /* NULL: any; a state word; "open": not closed; "done": closed;
	                               "unverified": holds values to be asked again; "served":
	                               received or ended at the window on the days, not a discarded
	                               draft; item does not count */
	bool open;                  /* with a state word: of them what nobody has closed */
	const char *window;         /* NULL: any */
	const char *item;
	day_t day_from, day_to;     /* of creation ("done": of the last change; "served":
	                               of the receipt or end); DAY_NONE: any */
	enum view_order order;
	size_t limit, offset;       /* limit <= 1000 */
};
enum err view_list(struct store *s, const struct view_filter *f, struct view_case **out,
	size_t *n) MUST_CHECK;                                              /* mem_free */
/* The newest event the views have taken in; 0 none. The same twice: no row has changed since. */
enum err view_newest(struct store *s, int64_t *event) MUST_CHECK;
enum err view_count(struct store *s, const struct view_filter *f, uint64_t *n) MUST_CHECK;
enum err view_find(struct store *s, enum token kind, const char *value, struct view_case **out,
	size_t *n) MUST_CHECK;                                              /* newest first */
/* Cases whose applicant's name holds part, newest first, at most limit. Names are opened once
 * after unlocking and kept in memory until store_lock. ERR_LOCKED without keys. */
enum err view_search_name(struct store *s, const char *part, size_t limit, struct view_case **out,
	size_t *n) MUST_CHECK;                                              /* mem_free */
/* The same for names that fit says yes to; fit sees every name of the file. */
typedef bool (*name_fit)(const char *name, void *ctx);
enum err view_match_names(struct store *s, name_fit fit, void *ctx, size_t limit,
	struct view_case **out, size_t *n) MUST_CHECK;
/* Pairs of cases with one applicant's number and one item that nobody has closed, or closed since
 * then; at most limit, the newest first. mem_free. */
struct view_pair {
	struct uid a, b;             /* a was opened first */
};
enum err view_pairs(struct store *s, int64_t closed_since_ms, size_t limit, struct view_pair **out,
	size_t *n) MUST_CHECK;
enum err view_by_number(struct store *s, const char *number, struct view_case *out) MUST_CHECK;
enum err view_get(struct store *s, const struct uid *id, struct view_case *out) MUST_CHECK;

/* Serial numbers without a network: one above the highest of (window, day) so far, for
 * number_format. Two windows may draw the same one; numbers are unique by constraint, so the
 * second append is ERR_EXISTS and draws again. */
enum err view_next_serial(struct store *s, const char *window, day_t day, unsigned *out) MUST_CHECK;

#endif
