/* SPDX-License-Identifier: MIT
 *
 * One row a received appeal, for its queue and its figures: codes, times, counts, and nobody's data
 * (where it happened and who says so stand in the casefile only). A view like those of view.h: written
 * by the projector, rebuilt from the journal, readable without a key.
 */
#ifndef ONETRIP_APPEAL_VIEW_H
#define ONETRIP_APPEAL_VIEW_H

#include "core/store/view.h"

enum {
	APPEAL_FLAG_SECRET = 1,
	APPEAL_FLAG_REPEATED = 2,    /* the same person and matter within 30 days */
	APPEAL_FLAG_SUPERVISED = 4,
	APPEAL_FLAG_RETURNED = 8,
	APPEAL_FLAG_MASTER = 16,     /* others are merged under it */
	APPEAL_FLAG_ASKED = 32,      /* somebody asks to see who it is */
	APPEAL_FLAG_AT_ONCE = 64     /* a question that was answered while it was asked */
};

struct appeal_row {
	struct uid id;
	char number[CASE_NUMBER], item[ITEM_CODE];
	int hotline, kind;           /* enum hotline; of the code set appeal_kind */
	char subject[16];            /* code; "" of a price report */
	char unit[24], department[32];
	char state[STATE_WORD];      /* word of casework/appeal.h */
	int64_t registered_ms, dispatched_ms, sign_due_ms, signed_ms, replied_ms, visited_ms; /* 0 not */
	day_t due;                   /* to be answered by */
	int64_t next_ms;             /* after it somebody is late; 0 nobody */
	int urged, reopened, extended;
	int outcome;                 /* enum appeal_outcome */
	int rating;                  /* after the return visit; 0 none */
	unsigned flags;
	bool closed;                 /* nobody has to do anything more */
};
enum err appeal_row_put(struct store *s, const struct appeal_row *r) MUST_CHECK; /* projector only */

/* Saved views, on digits in this order: msgid */
#define APPEAL_TAB_TABLE(X)                                                                        \
	X(APPEAL_TAB_DISPATCH, N_("To dispatch"))                                                   \
	X(APPEAL_TAB_SIGN, N_("To sign"))                                                          \
	X(APPEAL_TAB_HANDLE, N_("In hand"))                                                       \
	X(APPEAL_TAB_LATE, N_("Late"))                                                             \
	X(APPEAL_TAB_VISIT, N_("To visit"))                                                        \
	X(APPEAL_TAB_LEADER, N_("To supervise"))                                                   \
	X(APPEAL_TAB_MERGED, N_("Merged"))                                                         \
	X(APPEAL_TAB_ALL, N_("Whole"))

enum appeal_tab {
#define X(name, text) name,
	APPEAL_TAB_TABLE(X)
#undef X
	APPEAL_TABS
};
struct appeal_filter {
	enum appeal_tab tab;
	const char *department;      /* NULL: every unit */
	int64_t now_ms;
};
/* The same again within 30 days first, then most urgent, of ALL the newest; limit <= 1000; mem_free. */
enum err appeal_rows(struct store *s, const struct appeal_filter *f, size_t limit, size_t offset,
	struct appeal_row **out, size_t *n) MUST_CHECK;
enum err appeal_counts(struct store *s, const struct appeal_filter *f, uint64_t out[APPEAL_TABS])
	MUST_CHECK;

typedef enum err (*appeal_fn)(const struct appeal_row *r, void *ctx);
/* Every appeal registered in [from, to). */
enum err appeal_between(struct store *s, int64_t from_ms, int64_t to_ms, appeal_fn fn, void *ctx)
	MUST_CHECK;

/* The same in order of time, at most `most` behind *after ({0} at first), which moves on; *n: how many.
 * Fewer than `most`: all were told. */
struct said_mark {
	bool begun;
	int64_t at_ms;
	struct uid id;
	int n;                       /* of a rating */
};
enum err appeal_slice(struct store *s, int64_t from_ms, int64_t to_ms, struct said_mark *after, size_t most,
	appeal_fn fn, void *ctx, size_t *n) MUST_CHECK;
enum err appeal_by_id(struct store *s, const struct uid *casefile, struct appeal_row *out) MUST_CHECK;

/* ---- ratings: one row each ---- */

enum {
	RATING_FLAG_EXCLUDED = 1,    /* found malicious: kept, not counted */
	RATING_FLAG_ANONYMOUS = 2,   /* nobody can be called back */
	RATING_FLAG_COMPLEX = 4      /* 15 working days instead of 5 */
};

struct rating_row {
	struct uid id;
	int n;                       /* of the case, from 0 */
	char item[ITEM_CODE], item_name[64], department[32];
	char window[8], clerk[16];   /* who is rated */
	char channel[12], occasion[12];
	int level, again;            /* 1..5; after it was put right, 0 not */
	unsigned flags;
	int64_t at_ms, called_ms, fixed_ms; /* 0 not */
};
enum err rating_row_put(struct store *s, const struct rating_row *r) MUST_CHECK; /* projector only */
enum err rating_find(struct store *s, const struct uid *casefile, int n, struct rating_row *out) MUST_CHECK;
typedef enum err (*rating_fn)(const struct rating_row *r, void *ctx);
enum err ratings_between(struct store *s, int64_t from_ms, int64_t to_ms, rating_fn fn, void *ctx)
	MUST_CHECK;
enum err ratings_slice(struct store *s, int64_t from_ms, int64_t to_ms, struct said_mark *after, size_t most,
	rating_fn fn, void *ctx, size_t *n) MUST_CHECK;

#endif
