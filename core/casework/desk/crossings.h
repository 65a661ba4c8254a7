/* SPDX-License-Identifier: MIT
 *
 * The cases of this hall that another region has, and the questions about them: one in flight at a
 * time, from the loop, never waited for. A question carries the whole hand-over under its op, so
 * sending it again is the same as asking how it stands: what was lost on the way, before or behind
 * the other region, is mended by the next one. It carries the next part of the package until the other
 * side has all of it, beginning where that side says it is.
 */
#ifndef ONETRIP_CROSSINGS_H
#define ONETRIP_CROSSINGS_H

#include "core/casework/crossing.h"
#include "core/exchange/driver.h"
#include "core/form/item.h"
#include "core/store/store.h"

/* Not taken in yet: asked this often; taken in: the second; never earlier than that. */
enum { CROSSING_SOON_MS = 60 * 1000, CROSSING_LATER_MS = 10 * 60 * 1000, CROSSINGS_MOST = 20000 };

struct crossings_parts {         /* all borrowed */
	struct store *store;
	const struct catalog *catalog;
	struct driver *driver;
	item_finder find;
	void *ctx;
	const char *hall, *window, *region; /* of this hall */
};

struct crossings;
struct crossings *crossings_new(const struct crossings_parts *p);
void crossings_free(struct crossings *x);        /* before the driver */
void crossings_turn(struct crossings *x, const struct catalog *c); /* another catalog counts */
/* When locking, and before another person logs in: cancels what is in flight. */
void crossings_forget(struct crossings *x);
/* Takes what is new and asks about what is due; cheap, at every turn of the loop. True: a case changed;
 * *id is which, *state how. */
bool crossings_tick(struct crossings *x, struct uid *id, enum crossing_state *state);
size_t crossings_away(const struct crossings *x); /* cases another region has */

#endif
