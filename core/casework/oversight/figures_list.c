/* SPDX-License-Identifier: MIT
 *
 * The cases behind a number.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/oversight/figures.h"

enum { SLICE = 256, TRIES = 3 };

struct drilling {
	const struct range *range;
	enum figure figure;
	enum grouping by;
	const char *key;
	struct figure_case *rows;
	size_t n, cap;
};

static bool asked_for(const struct drilling *d, const struct fact *x)
{
	char key[ITEM_CODE];

	return !d->key || d->by == BY_ALL || text_equal(fact_key(x, d->by, key), d->key);
}

static enum err collect(const struct fact *x, void *ctx)
{
	struct drilling *d = ctx;
	struct share_of s = figure_of(d->figure, x, d->range);

	if (s.below <= 0 || !asked_for(d, x))
		return OK;
	if (d->n == d->cap) {
		size_t cap = d->cap ? 2 * d->cap : 64;
		d->rows = mem_grow(d->rows, d->cap * sizeof *d->rows, cap * sizeof *d->rows);
		d->cap = cap;
	}
	struct figure_case *c = &d->rows[d->n++];
	*c = (struct figure_case){.id = x->id, .received_ms = x->received_ms, .due = x->due,
		.above = s.above, .below = s.below};
	text_copy(c->number, sizeof c->number, x->number);
	text_copy(c->item_name, sizeof c->item_name, x->item_name);
	text_copy(c->state, sizeof c->state, x->state);
	return OK;
}

/* The smaller part of the line first, then the newest. */
static int worst_first(const void *a, const void *b)
{
	const struct figure_case *x = a, *y = b;
	int64_t p = x->above * y->below, q = y->above * x->below;

	if (p != q)
		return (p > q) - (p < q);
	if (x->received_ms != y->received_ms)
		return (x->received_ms < y->received_ms) - (x->received_ms > y->received_ms);
	return strcmp(x->number, y->number);
}

struct figure_listing {
	struct store *store;
	struct drilling d;
	struct range range;
	char key[ITEM_CODE];
	struct fact_mark mark;
	int64_t event;               /* the newest one when it began */
	int tries;
};

void figure_listing_start(struct store *s, const struct range *r, enum figure f, enum grouping by,
	const char *key, struct figure_listing **out)
{
	struct figure_listing *x = mem_new(sizeof *x);

	*x = (struct figure_listing){.store = s, .range = *r};
	x->d = (struct drilling){.range = &x->range, .figure = f, .by = by, .key = key ? x->key : NULL};
	text_copy(x->key, sizeof x->key, key ? key : "");
	*out = x;
}

static enum err from_the_first(struct figure_listing *x)
{
	x->d.n = 0;
	x->mark = (struct fact_mark){.begun = false};
	x->tries++;
	return view_newest(x->store, &x->event);
}

/* Everything was read; when something changed meanwhile it is read again, in the end in one go. */
static enum err settle(struct figure_listing *x, bool *whole)
{
	int64_t now = 0;
	enum err e = view_newest(x->store, &now);

	*whole = !e && (now == x->event || x->tries >= TRIES);
	if (e || now == x->event)
		return e;
	if (!*whole)
		return from_the_first(x);
	x->d.n = 0;
	return fact_between(x->store, x->range.from_ms, x->range.to_ms, collect, &x->d);
}

enum err figure_listing_step(struct figure_listing *x, int ms, bool *whole)
{
	int64_t end = clock_mono_ms() + ms;
	enum err e = x->tries ? OK : from_the_first(x);

	*whole = false;
	do {
		size_t n = 0;
		if (!e)
			e = fact_slice(x->store, x->range.from_ms, x->range.to_ms, &x->mark, SLICE, collect, &x->d, &n);
		if (!e && n < SLICE)
			e = settle(x, whole);
	} while (!e && !*whole && clock_mono_ms() < end);
	return e;
}

void figure_listing_whole(struct figure_listing *x, size_t most, struct figure_case **out, size_t *n,
	uint64_t *total)
{
	if (x->d.n)
		qsort(x->d.rows, x->d.n, sizeof *x->d.rows, worst_first);
	*out = x->d.rows;
	*total = x->d.n;
	*n = x->d.n < most ? x->d.n : most;
	mem_free(x);
}

void figure_listing_stop(struct figure_listing *x)
{
	if (x)
		mem_free(x->d.rows);
	mem_free(x);
}

enum err figures_cases(struct store *s, const struct range *r, enum figure f, enum grouping by,
	const char *key, size_t most, struct figure_case **out, size_t *n, uint64_t *total)
{
	enum { LONG_MS = 1000 };
	struct figure_listing *x = NULL;
	bool whole = false;
	enum err e = OK;

	figure_listing_start(s, r, f, by, key, &x);
	while (!e && !whole)
		e = figure_listing_step(x, LONG_MS, &whole);
	if (e)
		figure_listing_stop(x);
	else
		figure_listing_whole(x, most, out, n, total);
	return e;
}
