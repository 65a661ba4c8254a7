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

enum { PROVIDERS_MOST = 200, PROVIDER_BUCKETS = 32, PROVIDER_DAYS = 64, PROVIDER_RESOURCES = 600,
	PROVIDER_TROUBLES = 2000 };

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
	uint32_t outcomes[OUTCOME_COUNT];
};

/* The part of one resource of a department. */
struct provider_resource {
	char id[16];
	uint32_t asks, failed, refused, raised, confirmed;
	int days[PROVIDER_DAYS];     /* as above */
	size_t n_days;
};

/* What a number leads to: an ask that brought no answer, or an objection that was sent. */
struct provider_trouble {
	struct uid casefile;
	struct uid objection;        /* none: an ask */
	char resource[16];
	enum outcome outcome;        /* of an ask */
	int64_t at_ms;               /* of the ask; the objection was sent */
	int64_t took_ms;             /* of an ask */
};

struct providers {
	struct provider list[PROVIDERS_MOST];
	size_t n;
	struct provider_resource resources[PROVIDER_RESOURCES];
	size_t n_resources;
	struct provider_trouble troubles[PROVIDER_TROUBLES]; /* a ring: [n_troubles % PROVIDER_TROUBLES] is next */
	uint64_t n_troubles;         /* ever; the newest stay */
	uint32_t lost;               /* asks of resources the catalog does not have any more */
};

/* One ask, one objection more. Pure; what was stopped or is on its way is no ask yet. */
struct provider_ask {
	const char *resource;
	enum outcome outcome;
	int64_t at_ms, took_ms;
	struct uid casefile;
};
void providers_ask(struct providers *p, const struct catalog *c, const struct provider_ask *a);
void providers_objection(struct providers *p, const struct catalog *c, const struct objection *o);
void providers_sort(struct providers *p);            /* most asked first */

/* All in the span, sorted. Needs the keys of cases: ERR_LOCKED, ERR_DENIED. Refreshes the objections. */
enum err providers_read(struct store *s, const struct catalog *c, struct objections *o,
	const struct range *r, struct providers *out) MUST_CHECK;
/* The same in steps of about so many ms, for a loop. The parts given must outlive the reading. */
struct providers_reading;
enum err providers_start(struct store *s, const struct catalog *c, struct objections *o,
	const struct range *r, struct providers_reading **out) MUST_CHECK;
enum err providers_step(struct providers_reading *x, int ms, bool *whole) MUST_CHECK;
uint64_t providers_so_far(const struct providers_reading *x); /* asks counted */
const struct providers *providers_of(const struct providers_reading *x); /* sorted when whole; borrowed */
void providers_stop(struct providers_reading *x); /* frees; NULL is none */

const struct provider *providers_find(const struct providers *p, const char *name); /* NULL none */
/* Who answers for the data, as the catalog names it, else the department. */
const char *provider_office(const struct provider *p, const struct catalog *c);
/* Is the resource one of that department's? */
bool provider_has(const struct provider *p, const struct catalog *c, const char *resource);
/* The time that so many of a hundred answers kept, rounded down to its bucket; -1: no answer. */
int provider_within_ms(const struct provider *p, int hundredth);
int provider_median_days(const struct provider *p);  /* the upper one of two; -1 none */
int provider_resource_days(const struct provider_resource *r);

#endif
