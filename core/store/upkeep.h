/* SPDX-License-Identifier: MIT
 *
 * What a journal needs done while people work in it, in small steps by whoever is logged in and may:
 * the day's anchor with the first session of a day, keys of old casefiles wrapped anew after somebody
 * was disabled, and word in the journal when the witness had to begin anew.
 */
#ifndef ONETRIP_UPKEEP_H
#define ONETRIP_UPKEEP_H

#include "core/base/base.h"

struct store;

enum { UPKEEP_REST_MS = 60000, UPKEEP_NEXT_MS = 50 };

/* One step, at most one commit; how long nothing is to be done, in ms. */
int upkeep_step(struct store *s);

#endif
