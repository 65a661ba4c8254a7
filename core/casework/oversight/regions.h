/* SPDX-License-Identifier: MIT
 *
 * Cases between regions (异地通办) in figures: what this hall handed over and had decided elsewhere, what
 * it took in and decided for others. From the station's own acts (crossing.h, inward.h), which hold
 * nothing personal. Each act counts in the range it lies in; days are working days.
 */
#ifndef ONETRIP_REGIONS_H
#define ONETRIP_REGIONS_H

#include "core/casework/oversight/figures.h"

enum { REGIONS_MOST = 64, REGION_DAYS = 4000 };

struct region_flow {
	unsigned came, taken, returned, decided, withdrawn;
	int days[REGION_DAYS];       /* of decided ones, at most so many: from the hand-over */
	size_t n_days;
};
struct region_sum {
	char code[8];
	struct region_flow out, in;  /* received here, decided there; received there, decided here */
};
struct region_sums {
	struct region_sum list[REGIONS_MOST]; /* by code */
	size_t n;
};

/* ERR_LOCKED without the keys of who is logged in. */
enum err regions_read(struct store *s, const struct range *r, struct region_sums *out) MUST_CHECK;
int region_median(const struct region_flow *f); /* days; -1 none */

#endif
