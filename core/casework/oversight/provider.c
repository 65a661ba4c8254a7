/* SPDX-License-Identifier: MIT
 *
 * One pass over the span's events; of an answer only its resource, verdict and time are looked at.
 */
#include "core/casework/oversight/provider.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/workday.h"

enum { SLICE = 50, HUNDRED = 100 };

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

static struct provider_resource *resource_of(struct providers *p, const char *id)
{
	for (size_t i = 0; i < p->n_resources; i++)
		if (text_equal(p->resources[i].id, id))
			return &p->resources[i];
	if (p->n_resources == PROVIDER_RESOURCES)
		return NULL;
	struct provider_resource *x = &p->resources[p->n_resources++];
	text_copy(x->id, sizeof x->id, id);
	return x;
}

static struct provider_trouble *new_trouble(struct providers *p, const char *resource)
{
	struct provider_trouble *t = &p->troubles[p->n_troubles++ % PROVIDER_TROUBLES];

	*t = (struct provider_trouble){.took_ms = 0};
	text_copy(t->resource, sizeof t->resource, resource);
	return t;
}

static void went_wrong(struct providers *p, const struct provider_ask *a)
{
	struct provider_trouble *t = new_trouble(p, a->resource);

	t->casefile = a->casefile;
	t->outcome = a->outcome;
	t->at_ms = a->at_ms;
	t->took_ms = a->took_ms;
}

void providers_ask(struct providers *p, const struct catalog *c, const struct provider_ask *a)
{
	const struct resource *r = catalog_find(c, a->resource);
	bool well = outcome_well(a->outcome), refused = a->outcome == OUTCOME_DENIED || a->outcome == OUTCOME_BADASK;
	struct provider *x = NULL;

	if (a->outcome == OUTCOME_CANCELLED || a->outcome == OUTCOME_PENDING)
		return;
	if (r)
		x = provider_of(p, r);
	if (!x) {
		p->lost++;
		return;
	}
	struct provider_resource *one = resource_of(p, a->resource);
	x->asks++;
	x->refused += refused;
	x->failed += !well && !refused;
	x->outcomes[a->outcome]++;
	if (one) {
		one->asks++;
		one->refused += refused;
		one->failed += !well && !refused;
	}
	if (well)
		x->took[bucket_of(a->took_ms)]++;
	else
		went_wrong(p, a);
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
	struct provider_resource *one = resource_of(p, o->resource);
	if (one) {
		one->raised++;
		one->confirmed += o->answer == ANSWER_CORRECTED;
		if (said && one->n_days < PROVIDER_DAYS)
			one->days[one->n_days++] = working_days(o->sent_ms, o->answered_ms);
	}
	struct provider_trouble *t = new_trouble(p, o->resource);
	t->casefile = o->casefile;
	t->objection = o->id;
	t->at_ms = o->sent_ms;
}

const struct provider *providers_find(const struct providers *p, const char *name)
{
	for (size_t i = 0; i < p->n; i++)
		if (text_equal(p->list[i].name, name))
			return &p->list[i];
	return NULL;
}

bool provider_has(const struct provider *p, const struct catalog *c, const char *resource)
{
	const struct resource *r = catalog_find(c, resource);

	return r && text_equal(r->department, p->name);
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

const char *provider_office(const struct provider *p, const struct catalog *c)
{
	for (size_t i = 0; i < c->n_resources; i++) {
		const struct resource *r = &c->resources[i];
		if (r->office && *r->office && text_equal(r->department, p->name))
			return r->office;
	}
	return i18n_pick(p->name, p->name_en);
}

/* ---- out of the journal ---- */

struct providers_reading {
	struct store *store;
	const struct catalog *catalog;
	struct objections *objections;
	struct range range;
	struct providers *out;
	uint64_t after, asks;
	bool blind;
};

static enum err take(const struct event *e, void *ctx)
{
	struct providers_reading *x = ctx;
	struct provider_ask a = {.at_ms = e->at_ms, .casefile = e->casefile};

	if (e->at_ms < x->range.from_ms || e->at_ms >= x->range.to_ms || !text_equal(e->kind, "EVIDENCE"))
		return OK; /* what came later may be older: another station's */
	x->blind |= e->body.n == 0;
	x->asks++;
	const char *word = record_get(&e->body, "outcome");
	a.resource = record_get(&e->body, "resource");
	a.took_ms = record_int(&e->body, "took", 0);
	if (a.resource && word && outcome_parse(word, &a.outcome))
		providers_ask(x->out, x->catalog, &a);
	return OK;
}

static void count_objections(struct providers_reading *x)
{
	const struct objection *const *all;
	size_t n = objections_all(x->objections, &all);

	for (size_t i = 0; i < n; i++)
		if (all[i]->raised_ms >= x->range.from_ms && all[i]->raised_ms < x->range.to_ms)
			providers_objection(x->out, x->catalog, all[i]);
}

enum err providers_start(struct store *s, const struct catalog *c, struct objections *o,
	const struct range *r, struct providers_reading **out)
{
	struct providers_reading x = {.store = s, .catalog = c, .objections = o, .range = *r};
	enum err e = objections_refresh(o);

	if (!e)
		e = journal_since(s, r->from_ms, &x.after);
	if (e)
		return e;
	x.out = mem_new(sizeof *x.out);
	*out = mem_new(sizeof x);
	**out = x;
	return OK;
}

enum err providers_step(struct providers_reading *x, int ms, bool *whole)
{
	int64_t end = clock_mono_ms() + ms;
	uint64_t before;
	enum err e;

	*whole = false;
	do {
		before = x->after;
		e = journal_walk(x->store, &x->after, SLICE, take, x);
		if (!e && x->blind)
			e = ERR_DENIED;
	} while (!e && x->after != before && clock_mono_ms() < end);
	if (e || x->after != before)
		return e;
	count_objections(x);
	providers_sort(x->out);
	*whole = true;
	return OK;
}

uint64_t providers_so_far(const struct providers_reading *x)
{
	return x->asks;
}

const struct providers *providers_of(const struct providers_reading *x)
{
	return x->out;
}

void providers_stop(struct providers_reading *x)
{
	if (!x)
		return;
	mem_free(x->out);
	mem_free(x);
}

enum err providers_read(struct store *s, const struct catalog *catalog, struct objections *o,
	const struct range *r, struct providers *out)
{
	enum { LONG_MS = 1000 };
	struct providers_reading *x = NULL;
	bool whole = false;
	enum err e = providers_start(s, catalog, o, r, &x);

	while (!e && !whole)
		e = providers_step(x, LONG_MS, &whole);
	if (!e)
		*out = *x->out;
	providers_stop(x);
	return e;
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

static int median(const int *days, size_t n)
{
	int sorted[PROVIDER_DAYS];

	if (!n)
		return -1;
	memcpy(sorted, days, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, by_days);
	return sorted[n / 2];
}

int provider_median_days(const struct provider *p)
{
	return median(p->days, p->n_days);
}

int provider_resource_days(const struct provider_resource *r)
{
	return median(r->days, r->n_days);
}
