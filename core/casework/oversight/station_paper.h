/* SPDX-License-Identifier: MIT
 *
 * Papers of no case: the day sheet 日结单 and a list for publication 公示名单. Frozen like those of a
 * case, in an event of the station's own chain -
 *   PAPER: document key (the day, a number) columns copies hash bytes
 * A day sheet carries the anchor of its day (anchor.h): on paper it shows any later change.
 */
#ifndef ONETRIP_STATION_PAPER_H
#define ONETRIP_STATION_PAPER_H

#include "core/casework/papers/slip.h"

enum { LIST_MOST = 200 };

/* The newest of that kind and key, with how often it was printed; *n (may be NULL): how many there are.
 * ERR_NOTFOUND: none. The bytes are the caller's: station_paper_release. */
enum err station_paper_find(struct store *s, const char *document, const char *key,
	struct slip_kept *out, int *n) MUST_CHECK;
void station_paper_release(struct slip_kept *k);         /* wipes */

/* The sheet of a day. One that ended and has its sheet already gives that one, marked as printed; else
 * the chain is anchored and a new one made. ERR_INPUT: a day to come; ERR_DENIED, ERR_LOCKED, ERR_BUSY as
 * anchor_take. */
enum err daysheet_make(struct store *s, const struct slip_place *place, day_t day, int columns,
	struct slip_kept *out) MUST_CHECK;

/* A list of several cases, names and numbers masked, made and kept. ERR_INPUT: none, or more than
 * LIST_MOST. */
enum err publicity_make(struct store *s, const struct slip_place *place, const struct uid *ids, size_t n,
	item_finder find, void *ctx, int columns, struct slip_kept *out) MUST_CHECK;

#endif
