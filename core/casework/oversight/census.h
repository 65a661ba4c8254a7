/* SPDX-License-Identifier: MIT
 *
 * Counting by who, what and day: the memory of purposes and of misuse. Rows keep their order of
 * arrival; the table is wiped when it goes, it may hold numbers of people.
 */
#ifndef ONETRIP_CENSUS_H
#define ONETRIP_CENSUS_H

#include "core/base/clock.h"
#include "core/store/journal.h"

enum { CENSUS_ROWS = 300000, CENSUS_WHO = 16, CENSUS_WHAT = 40 };

struct census_key {
	int kind;                    /* the caller's */
	day_t day;
	char who[CENSUS_WHO], what[CENSUS_WHAT], thing[CENSUS_WHAT];
};

struct census_row {
	struct census_key key;
	uint32_t count;
	int64_t first_ms, last_ms;   /* wall */
};

struct census {
	struct census_row *rows;
	size_t n, cap;
	uint32_t *slots;             /* index + 1; 0 free; a power of two of them */
	size_t n_slots;
};

/* Where a census of the last days begins in the journal, for who is logged in. ERR_LOCKED; ERR_DENIED:
 * does not watch over the hall. */
enum err census_since(struct store *s, int days, uint64_t *after) MUST_CHECK;
/* Text that does not fit is cut. NULL: CENSUS_ROWS are used up. */
struct census_row *census_add(struct census *c, const struct census_key *key, int64_t at_ms);
struct census_row *census_find(const struct census *c, const struct census_key *key); /* or NULL */
void census_release(struct census *c);           /* wipes; c is {0} then */
/* A key with its unused bytes zero. NULL is "". */
struct census_key census_key(int kind, day_t day, const char *who, const char *what, const char *thing);

#endif
