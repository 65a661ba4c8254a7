/* SPDX-License-Identifier: MIT
 *
 * A changed calendar moves told days (capability I7): found out in small steps at a supervisor's first
 * session after the change, written into each case and told to the supervisor. What was told stays in
 * the journal as it was told.
 *
 *   of the case:    MOVED: clock told now [provisional]
 *   of the station: MOVED: the same and case (hex), number         CALENDAR: hash until
 */
#ifndef ONETRIP_MOVING_H
#define ONETRIP_MOVING_H

#include "core/casework/oversight/moved.h"

enum { MOVING_TOLD_DAYS = 14, MOVING_MOST = 2000 };

struct moving;
/* Borrows. ERR_LOCKED, ERR_DENIED: not a supervisor's session. */
enum err moving_new(struct store *s, item_finder find, void *ctx, struct moving **out) MUST_CHECK;
void moving_free(struct moving *m);
/* One page of cases or one case; *whole: the calendar is the one that was seen last, or all has been
 * compared and it is now. ERR_BUSY: try again. */
enum err moving_step(struct moving *m, bool *whole) MUST_CHECK;

/* Days that moved since, newest first, at most max; *n. uid: of the case. */
struct moved_day {
	struct moved moved;
	struct uid casefile;
	int64_t at_ms;
};
enum err moving_list(struct store *s, int64_t since_ms, struct moved_day *out, size_t max, size_t *n)
	MUST_CHECK;

#endif
