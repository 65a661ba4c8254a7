/* SPDX-License-Identifier: MIT
 *
 * What a changed calendar does to dates that were told (capability I7): every open case whose promised
 * or legal day is another one now. Nothing moves silently: the days in the journal stay as told.
 */
#ifndef ONETRIP_MOVED_H
#define ONETRIP_MOVED_H

#include "core/casework/casefile.h"

struct moved {
	char number[CASE_NUMBER], clock[16]; /* word of deadline.h */
	day_t told, now;
	bool provisional;            /* the new one lies past the published calendar */
};

/* Of one case: at most 2. A case whose clock stands still has none. Pure. */
size_t moved_days(const struct casefile *c, int64_t now_ms, struct moved out[2]);
/* The same days whether they moved or not; one without a clock is left out. */
size_t moved_reckon(const struct casefile *c, int64_t now_ms, struct moved out[2]);
/* Open cases with a day, a page a call, in order of their numbers: offset begins at 0 and moves on. */
enum { MOVED_PAGE = 200 };
struct moved_page {
	struct uid ids[MOVED_PAGE];
	size_t n, offset;
	bool last;                   /* no further page */
};
enum err moved_page(struct store *s, struct moved_page *p) MUST_CHECK;
/* Of all open cases of the store, in order of their numbers. fn: an error stops. */
enum err moved_list(struct store *s, item_finder find, void *ctx,
	enum err (*fn)(const struct moved *m, void *ctx), void *fn_ctx) MUST_CHECK;

#endif
