/* SPDX-License-Identifier: MIT
 *
 * The hall's own calendars, by two people (domain.md section 1): an administrator proposes a year's, or
 * a correction of one, and a supervisor, who may see whose days move, puts it in force (accord.h):
 *
 *   CALENDAR_PROPOSED    the newest one waits, those before it no longer do
 *   CALENDAR_CONFIRMED   by somebody else; the year counts so from now on
 *   CALENDAR_WITHDRAWN   by either of the two roles, before that
 *
 * Told days that move are found afterwards as for any other calendar (moving.h).
 */
#ifndef ONETRIP_YEARBOOK_H
#define ONETRIP_YEARBOOK_H

#include "core/casework/accord.h"
#include "core/casework/oversight/moved.h"
#include "core/standards/calendar.h"

enum { YEARBOOK_CHANGES = 400, LOOK_MOST = 200000 };

struct proposal {
	uint8_t hash[HASH_SIZE];
	char by[OPERATOR_ID];
	int64_t at_ms;
	struct calendar calendar;
};

/* Those in force count from now on in this process; also without anybody logged in. */
enum err yearbook_apply(struct store *s) MUST_CHECK;
enum err yearbook_waiting(struct store *s, struct proposal *out) MUST_CHECK; /* ERR_NOTFOUND: none */

/* By an administrator. ERR_DENIED; ERR_SYNTAX with messages as of calendar_read; ERR_EXISTS: this very
 * text waits already; ERR_BUSY: try again. */
enum err yearbook_propose(struct store *s, const char *path, const char *text, size_t len,
	struct buf *messages) MUST_CHECK;
/* By a supervisor: what waits, if it still is this one, counts. ERR_DENIED: also for who proposed it;
 * ERR_STATE: another one waits, or none; ERR_BUSY: try again. */
enum err yearbook_confirm(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;

/* By an administrator or a supervisor. ERR_STATE: it waits no more. */
enum err yearbook_withdraw(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;

/* The days which a calendar sets otherwise than what counts now, ascending; at most max. */
size_t yearbook_changes(struct store *s, const struct calendar *c, struct calendar_day *out, size_t max);

/* Every day of an open case that would be another one with this calendar (told: the one that counts
 * now), found in small steps by who holds the keys of cases. */
struct look;
enum err look_new(struct store *s, const struct calendar *c, item_finder find, void *ctx,
	struct look **out) MUST_CHECK; /* borrows */
void look_free(struct look *l);
enum err look_step(struct look *l, bool *whole) MUST_CHECK; /* one page or one case */
size_t look_moved(const struct look *l, const struct moved **out); /* so far, at most LOOK_MOST */

#endif
