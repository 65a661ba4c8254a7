/* SPDX-License-Identifier: MIT
 *
 * What the hall has put in force by two people, as this process knows it: calendars, code tables,
 * windows. Applied when a store is opened; followed while a program runs, so that what somebody
 * confirmed at another window counts here from the next turn on. Needs no key.
 */
#ifndef ONETRIP_INFORCE_H
#define ONETRIP_INFORCE_H

#include "core/store/store.h"

enum { INFORCE_KINDS = 8 };

struct inforce {
	uint64_t after[INFORCE_KINDS]; /* arrival of the newest act of each kind that is known here */
};

/* Everything, anew. {0} before the first call. */
enum err inforce_apply(struct store *s, struct inforce *known) MUST_CHECK;
/* *changed: acts came since, and everything was applied anew. A few look-ups in an index when not. */
enum err inforce_follow(struct store *s, struct inforce *known, bool *changed) MUST_CHECK;

#endif
