/* SPDX-License-Identifier: MIT
 *
 * One pass over the span's events; of an answer only its resource, verdict and time are looked at.
 */
#include "core/casework/oversight/provider.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/workday.h"

enum { WALK = 1000, HUNDRED = 100 };

static struct provider *provider_of(struct providers *p, const struct resource *r)
{
	for (size_t i = 0; i < p->n; i++)
		if (text_equal(p->list[i].name, r->department))
			return &p->list[i];
	if (p->n == PROVIDERS_MOST)
		return NULL;
	struct provider *x = &p->list[p->n++];
	text_copy(x->name, sizeof x->name, r->department);
	text_copy(x->name_en, sizeof x->name_en, r->department_en);
	return x;
}

/* Two buckets a doubling: the upper one from one and a half times on. */
static int bucket_of(int64_t took_ms)
{
	int bucket = 0;

	while (bucket + 2 < PROVIDER_BUCKETS && took_ms >= (int64_t)2 << (bucket / 2))
		bucket += 2;
	return bucket + (2 * took_ms >= (int64_t)3 << (bucket / 2));
}

void providers_ask(struct providers *p, const struct catalog *c, const char *resource, enum outcome outcome,
	int64_t took_ms)
{
	const struct resource *r = catalog_find(c, resource);
	struct provider *x = NULL;

	if (outcome == OUTCOME_CANCELLED || outcome == OUTCOME_PENDING)
		return;
	if (r)
		x = provider_of(p, r);
	if (!x) {
		p->lost++;
		return;
	}
	x->asks++;
	if (outcome_well(outcome))
		x->took[bucket_of(took_ms)]++;
	else if (outcome == OUTCOME_DENIED || outcome == OUTCOME_BADASK)
		x->refused++;
	else
		x->failed++;
}

static int working_days(int64_t from_ms, int64_t to_ms)
{
	struct civil from = clock_civil(from_ms), to = clock_civil(to_ms);

	return workday_between(day_of(from.year, from.month, from.day), day_of(to.year, to.month, to.day));
}

void providers_objection(struct providers *p, const struct catalog *c, const struct objection *o)
{
	const struct resource *r = catalog_find(c, o->resource);
	struct provider *x = r && o->sent_ms ? provider_of(p, r) : NULL;
	bool said = o->answer != ANSWER_NONE;

	if (!x) /* mended, declined or still in the hall: the department has no part in it */
		return;
	x->raised++;
	x->answered += said;
	x->confirmed += o->answer == ANSWER_CORRECTED;
	if (said && x->n_days < PROVIDER_DAYS)
		x->days[x->n_days++] = working_days(o->sent_ms, o->answered_ms);
}

static int by_asks(const void *a, const void *b)
{
	const struct provider *x = a, *y = b;

	if (x->asks != y->asks)
		return x->asks < y->asks ? 1 : -1;
	return strcmp(x->name, y->name);
}

void providers_sort(struct providers *p)
{
	if (p->n)
		qsort(p->list, p->n, sizeof *p->list, by_asks);
}

/* ---- out of the journal ---- */

struct count {
	const struct catalog *catalog;
	const struct range *range;
	struct providers *out;
	bool blind, over;
};

static enum err take(const struct event *e, void *ctx)
{
	struct count *c = ctx;
	enum outcome outcome;

	if (e->at_ms >= c->range->to_ms)
		c->over = true;
	if (c->over || e->at_ms < c->range->from_ms || !text_equal(e->kind, "EVIDENCE"))
		return OK;
	c->blind |= e->body.n == 0;
	const char *resource = record_get(&e->body, "resource"), *word = record_get(&e->body, "outcome");
	if (resource && word && outcome_parse(word, &outcome))
		providers_ask(c->out, c->catalog, resource, outcome, record_int(&e->body, "took", 0));
	return OK;
}

static enum err count_asks(struct store *s, struct count *c)
{
	uint64_t after = 0, before = 1;
	enum err e = journal_since(s, c->range->from_ms, &after);

	while (!e && after != before && !c->over && !c->blind) {
		before = after;
		e = journal_walk(s, &after, WALK, take, c);
	}
	return !e && c->blind ? ERR_DENIED : e;
}

static void count_objections(struct count *c, const struct objections *o)
{
	const struct objection *const *all;
	size_t n = objections_all(o, &all);

	for (size_t i = 0; i < n; i++)
		if (all[i]->raised_ms >= c->range->from_ms && all[i]->raised_ms < c->range->to_ms)
			providers_objection(c->out, c->catalog, all[i]);
}

enum err providers_read(struct store *s, const struct catalog *catalog, struct objections *o,
	const struct range *r, struct providers *out)
{
	struct count c = {.catalog = catalog, .range = r, .out = out};
	enum err e = objections_refresh(o);

	memset(out, 0, sizeof *out);
	if (!e)
		e = count_asks(s, &c);
	if (e)
		return e;
	count_objections(&c, o);
	providers_sort(out);
	return OK;
}

/* ---- times ---- */

int provider_within_ms(const struct provider *p, int hundredth)
{
	uint64_t all = 0, passed = 0;

	for (int b = 0; b < PROVIDER_BUCKETS; b++)
		all += p->took[b];
	for (int b = 0; b < PROVIDER_BUCKETS && all; b++) {
		passed += p->took[b];
		if (passed * HUNDRED >= all * (uint64_t)hundredth)
			return (b % 2 ? 3 : 2) << (b / 2) >> 1;
	}
	return -1;
}

static int by_days(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

int provider_median_days(const struct provider *p)
{
	int sorted[PROVIDER_DAYS];

	if (!p->n_days)
		return -1;
	memcpy(sorted, p->days, p->n_days * sizeof *sorted);
	qsort(sorted, p->n_days, sizeof *sorted, by_days);
	return sorted[p->n_days / 2];
}
