/* SPDX-License-Identifier: MIT
 *
 * What a hall tells the departments that share their data with it (capability J5): how often it asked
 * in a span, what did not come back, how long answers took, and what became of its objections. Counted
 * from the evidence of its cases and from its objections; nobody's data is in it.
 */
#ifndef ONETRIP_PROVIDER_H
#define ONETRIP_PROVIDER_H

#include "core/casework/objection.h"
#include "core/casework/oversight/figures.h"
#include "core/exchange/catalog.h"

enum { PROVIDERS_MOST = 200, PROVIDER_BUCKETS = 32, PROVIDER_DAYS = 64 };

struct provider {
	char name[64], name_en[64];  /* of the department */
	uint32_t asks;
	uint32_t failed;             /* no answer, a broken one, none for today's quota */
	uint32_t refused;            /* the department did not let the hall ask */
	uint32_t took[PROVIDER_BUCKETS]; /* answers by time: bucket b holds those of 2^(b/2) ms and up */
	uint32_t raised;             /* objections of the span that were sent to it */
	uint32_t confirmed;          /* the department corrected its register */
	uint32_t answered;
	int days[PROVIDER_DAYS];     /* working days from sending to the answer, the first PROVIDER_DAYS */
	size_t n_days;
};

struct providers {
	struct provider list[PROVIDERS_MOST];
	size_t n;
	uint32_t lost;               /* asks of resources the catalog does not have any more */
};

/* One ask, one objection more. Pure; what was stopped or is on its way is no ask yet. */
void providers_ask(struct providers *p, const struct catalog *c, const char *resource, enum outcome outcome,
	int64_t took_ms);
void providers_objection(struct providers *p, const struct catalog *c, const struct objection *o);
void providers_sort(struct providers *p);            /* most asked first */

/* All in the span, sorted. Needs the keys of cases: ERR_LOCKED, ERR_DENIED. Refreshes the objections. */
enum err providers_read(struct store *s, const struct catalog *c, struct objections *o,
	const struct range *r, struct providers *out) MUST_CHECK;
/* The time that so many of a hundred answers kept, rounded down to its bucket; -1: no answer. */
int provider_within_ms(const struct provider *p, int hundredth);
int provider_median_days(const struct provider *p);  /* the upper one of two; -1 none */

#endif
