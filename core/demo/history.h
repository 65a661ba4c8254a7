/* SPDX-License-Identifier: MIT
 *
 * Thirty days of a hall: cases of all items by the people and firms of the demo city, appended to
 * a demo file day by day as counters, examiners and deciders would have done, so that a supervisor
 * finds a queue and figures that live. Departments answer from the city's own records.
 *
 * The same seed and moment give the same cases, to the second; keys, nonces and query codes are random. Nobody
 * whom lessons and scripts name has a case in it.
 */
#ifndef ONETRIP_HISTORY_H
#define ONETRIP_HISTORY_H

#include "core/casework/casefile.h"
#include "core/demo/people.h"

enum { HISTORY_DAYS = 30, HISTORY_CASES = 1200 };

/* Who worked there: window (of a clerk), operator number. All must be operators of the store. */
struct history_staff {
	const char *window, *clerk;
};
extern const struct history_staff history_counters[];
extern const size_t history_n_counters;
#define HISTORY_EXAMINER "3001"
#define HISTORY_DECIDER "4001"
#define HISTORY_ISSUER "6001"
#define HISTORY_SUPERVISOR "2001"
#define HISTORY_APPEALS "7001"

/* All borrowed. The store is of a demo, unlocked, without a projector. */
struct history {
	struct store *store;
	struct directory *directory;
	const struct catalog *catalog;
	const struct city *city;
	const char *hall;            /* heading of slips */
	int64_t until_ms;            /* the moment it leads up to */
	size_t cases;                /* how many; 0: HISTORY_CASES */
	void (*progress)(void *ctx, size_t done, size_t all); /* once a day; NULL none */
	void *ctx;
};

/* Moves the clock and puts it back. ERR_DEMO on a live file. After an error the file holds whole
 * days only. */
enum err history_lay(const struct history *h) MUST_CHECK;

#endif
