/* SPDX-License-Identifier: MIT
 *
 * After somebody was disabled (trust.md 4.2): new casefiles are under a new epoch of class C at once;
 * the keys of old ones are wrapped by it in small steps by whoever is logged in with class C. When
 * none is left the old epochs are retired: their slots go, so that nobody, not even with a slot that
 * was copied before, opens a casefile by them from this file. What was copied before stays readable.
 *
 *   KEYS_REWRAPPED: n (casefiles) epoch keys (digest, as in acts on operators)
 */
#ifndef ONETRIP_REWRAP_H
#define ONETRIP_REWRAP_H

#include "core/base/base.h"

struct store;

enum { REWRAP_BATCH = 200 };         /* one write transaction, some milliseconds */

/* Reads only: are there old epochs? */
enum err rewrap_needed(struct store *s, bool *needed) MUST_CHECK;
/* One step; *left false: nothing more to do. ERR_LOCKED, ERR_DENIED: no class C; ERR_BUSY. */
enum err rewrap_step(struct store *s, bool *left) MUST_CHECK;

#endif
