/* SPDX-License-Identifier: MIT
 *
 * Only what says "nobody there" counts towards the breaker: a department that answers no, or
 * answers nonsense, is not down.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/fault.h"
#include "core/exchange/health.h"

static struct health_unit *unit_of(struct health *h, const struct resource *r)
{
	struct health_unit *u;

	for (size_t i = 0; i < h->n_units; i++) {
		u = &h->units[i];
		if (strcmp(u->origin, r->origin->name) == 0 &&
			strcmp(u->department, r->department ? r->department : "") == 0)
			return u;
	}
	if (h->n_units == HEALTH_UNITS)
		return NULL;
	u = &h->units[h->n_units++];
	*u = (struct health_unit){.title = r->origin->dialect->title};
	text_copy(u->origin, sizeof(u->origin), r->origin->name);
	text_copy(u->department, sizeof(u->department), r->department ? r->department : "");
	return u;
}

static int64_t scaled(const struct health *h, int64_t ms)
{
	return h->den ? ms * h->num / h->den : ms;
}

/* ---- quotas ---- */

static bool quota_used(struct health *h, const char *resource)
{
	for (size_t i = 0; i < h->n_quotas; i++) {
		if (strcmp(h->quotas[i].resource, resource) == 0)
			return h->quotas[i].until_ms > clock_now_ms();
	}
	return false;
}

/* Until the next day of Beijing, when gateways count anew. */
static void quota_note(struct health *h, const char *resource)
{
	struct civil tomorrow = {0};
	size_t i = 0;

	while (i < h->n_quotas && strcmp(h->quotas[i].resource, resource) != 0)
		i++;
	if (i == HEALTH_QUOTAS)
		return;
	h->n_quotas += i == h->n_quotas;
	text_copy(h->quotas[i].resource, HEALTH_NAME, resource);
	day_split(clock_today() + 1, &tomorrow.year, &tomorrow.month, &tomorrow.day);
	h->quotas[i].until_ms = clock_wall(&tomorrow);
}

static void quota_forget(struct health *h, const char *resource)
{
	for (size_t i = 0; i < h->n_quotas; i++) {
		if (strcmp(h->quotas[i].resource, resource) == 0)
			h->quotas[i].until_ms = 0;
	}
}

/* ---- breakers ---- */

int health_check(struct health *h, const struct resource *r, bool insist)
{
	struct health_unit *u = unit_of(h, r);

	if (insist)
		return FAULT_NONE;
	if (quota_used(h, r->id))
		return FAULT_QUOTA;
	if (!u || u->breaker == BREAKER_CLOSED)
		return FAULT_NONE;
	if (u->breaker == BREAKER_HALF || clock_mono_ms() < u->until_ms)
		return FAULT_BREAKER;
	u->breaker = BREAKER_HALF;
	return FAULT_NONE;
}

static void open_breaker(struct health *h, struct health_unit *u, int rest_s)
{
	int64_t span = (int64_t)TRIP_MS << (u->trips < 4 ? u->trips : 4);

	if (span > TRIP_LONGEST_MS)
		span = TRIP_LONGEST_MS;
	if (span < (int64_t)rest_s * 1000)
		span = (int64_t)rest_s * 1000;
	if (u->breaker == BREAKER_CLOSED)
		u->since_ms = clock_now_ms();
	u->breaker = BREAKER_OPEN;
	u->until_ms = clock_mono_ms() + scaled(h, span);
	u->trips++;
}

static void close_breaker(struct health_unit *u)
{
	u->breaker = BREAKER_CLOSED;
	u->since_ms = u->until_ms = u->first_failure_ms = 0;
	u->failures = u->trips = 0;
}

static void keep_sample(struct health_unit *u, const struct reply *reply, bool good)
{
	u->samples[u->next_sample] = (struct health_sample){
		.at_ms = clock_mono_ms(), .took_ms = reply->took_ms, .good = good};
	u->next_sample = (u->next_sample + 1) % HEALTH_SAMPLES;
	if (u->n_samples < HEALTH_SAMPLES)
		u->n_samples++;
}

static void note_failure(struct health *h, struct health_unit *u, int rest_s)
{
	if (u->failures++ == 0)
		u->first_failure_ms = clock_now_ms();
	if (rest_s > 0 || u->breaker == BREAKER_HALF || u->failures >= TRIP_FAILURES)
		open_breaker(h, u, rest_s);
}

void health_note(struct health *h, const struct resource *r, const struct reply *reply, int rest_s)
{
	struct health_unit *u = unit_of(h, r);
	bool good = outcome_well(reply->outcome);

	if (reply->outcome == OUTCOME_LIMIT)
		quota_note(h, r->id);
	else if (good)
		quota_forget(h, r->id);
	if (!u)
		return;
	u->last = reply->outcome;
	if (!good)
		text_copy(u->code, sizeof(u->code), reply->code);
	if (good || reply->outcome == OUTCOME_AGAIN || reply->outcome == OUTCOME_BROKEN)
		keep_sample(u, reply, good);
	if (reply->outcome == OUTCOME_AGAIN)
		note_failure(h, u, rest_s);
	else
		close_breaker(u); /* somebody is there */
}

void health_unknown(struct health *h, const struct resource *r)
{
	struct health_unit *u = unit_of(h, r);

	if (u && u->breaker == BREAKER_HALF)
		u->breaker = BREAKER_OPEN; /* until_ms is over: the next one may try */
}

void health_reset(struct health *h, const char *department)
{
	for (size_t i = 0; i < h->n_units; i++) {
		if (department && strcmp(h->units[i].department, department) != 0)
			continue;
		close_breaker(&h->units[i]);
		if (!outcome_well(h->units[i].last))
			h->units[i].last = OUTCOME_PENDING; /* the next answer tells */
	}
	h->n_quotas = 0;
}

/* ---- figures ---- */

static int by_size(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

struct health_figures health_figures(const struct health_unit *u, int64_t span_ms)
{
	struct health_figures f = {.typical_ms = -1, .slow_ms = -1};
	int64_t from = clock_mono_ms() - span_ms;
	int took[HEALTH_SAMPLES];

	for (size_t i = 0; i < u->n_samples; i++) {
		const struct health_sample *s = &u->samples[i];

		if (s->at_ms < from)
			continue;
		f.asked++;
		if (s->good)
			took[f.good++] = s->took_ms;
	}
	if (f.good > 0) {
		qsort(took, f.good, sizeof(*took), by_size);
		f.typical_ms = took[f.good / 2];
		f.slow_ms = took[f.good * 95 / 100 < f.good ? f.good * 95 / 100 : f.good - 1];
	}
	return f;
}
