/* SPDX-License-Identifier: MIT
 *
 * Figures of a range by department, window, item, person or day, and the cases behind a number.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/oversight/figures.h"

struct reading {
	struct figures *out;
	size_t cap;
};

const char *fact_key(const struct fact *x, enum grouping by, char out[ITEM_CODE])
{
	switch (by) {
	case BY_DEPARTMENT: text_copy(out, ITEM_CODE, x->department); break;
	case BY_WINDOW: text_copy(out, ITEM_CODE, x->window); break;
	case BY_ITEM: text_copy(out, ITEM_CODE, x->item); break;
	case BY_OPERATOR: text_copy(out, ITEM_CODE, x->operator); break;
	case BY_DAY: day_format(day_at(x->received_ms), out); break;
	default: *out = '\0';
	}
	return out;
}

static struct figure_group *group_of(struct reading *r, const struct fact *x)
{
	struct figures *f = r->out;
	char key[ITEM_CODE];

	fact_key(x, f->by, key);
	for (size_t i = 0; i < f->n; i++)
		if (text_equal(f->groups[i].key, key))
			return &f->groups[i];
	if (f->n == FIGURES_GROUPS)
		return NULL;
	if (f->n == r->cap) {
		size_t cap = r->cap ? 2 * r->cap : 16;
		f->groups = mem_grow(f->groups, r->cap * sizeof *f->groups, cap * sizeof *f->groups);
		r->cap = cap;
	}
	struct figure_group *g = &f->groups[f->n++];
	text_copy(g->key, sizeof g->key, key);
	text_copy(g->name, sizeof g->name, f->by == BY_ITEM ? x->item_name : key);
	return g;
}

static void warm(struct figures *f, const struct fact *x)
{
	struct civil at = clock_civil(x->received_ms);

	if (x->received_ms >= f->range.from_ms && x->received_ms < f->range.to_ms)
		f->heat[day_weekday(day_at(x->received_ms))][at.hour]++;
}

static enum err take(const struct fact *x, void *ctx)
{
	struct reading *r = ctx;
	struct figure_group *g;

	r->out->cases++;
	tally_add(&r->out->all, x, &r->out->range);
	warm(r->out, x);
	if (r->out->by == BY_ALL)
		return OK;
	/* A day's row tells of the cases received on it, so that its numbers lead to them. */
	if (r->out->by == BY_DAY && (x->received_ms < r->out->range.from_ms))
		return OK;
	g = group_of(r, x);
	if (g)
		tally_add(&g->tally, x, &r->out->range);
	else
		r->out->rest++;
	return OK;
}

static int by_received(const void *a, const void *b)
{
	const struct figure_group *x = a, *y = b;
	int64_t n = x->tally.of[FIGURE_RECEIVED].above, m = y->tally.of[FIGURE_RECEIVED].above;

	return n != m ? (n < m) - (n > m) : strcmp(x->key, y->key);
}

static int by_key(const void *a, const void *b)
{
	const struct figure_group *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static void sort_groups(struct figures *f)
{
	if (f->n)
		qsort(f->groups, f->n, sizeof *f->groups, f->by == BY_DAY ? by_key : by_received);
}

enum err figures_read(struct store *s, const struct range *r, enum grouping by, struct figures *out)
{
	struct figures f = {.range = *r, .by = by};
	struct reading reading = {.out = &f};
	enum err e = fact_between(s, r->from_ms, r->to_ms, take, &reading);

	if (e) {
		figures_release(&f);
		return e;
	}
	sort_groups(&f);
	*out = f;
	return OK;
}

void figures_release(struct figures *f)
{
	mem_free(f->groups);
	*f = (struct figures){.cases = 0};
}

/* ---- in steps ---- */

enum { SLICE = 256, TRIES = 3 };

struct figures_reading {
	struct store *store;
	struct figures f;
	struct reading reading;
	struct fact_mark mark;
	int64_t event;               /* the newest one when it began */
	int tries;
};

static enum err begin_again(struct figures_reading *x)
{
	struct range range = x->f.range;
	enum grouping by = x->f.by;

	figures_release(&x->f);
	x->f = (struct figures){.range = range, .by = by};
	x->reading = (struct reading){.out = &x->f};
	x->mark = (struct fact_mark){.begun = false};
	x->tries++;
	return view_newest(x->store, &x->event);
}

void figures_start(struct store *s, const struct range *r, enum grouping by,
	struct figures_reading **out)
{
	struct figures_reading *x = mem_new(sizeof *x);

	x->store = s;
	x->f = (struct figures){.range = *r, .by = by};
	*out = x;
}

/* Everything was read; was it the same all the time? */
static enum err settle(struct figures_reading *x, bool *whole)
{
	struct figures f;
	int64_t now = 0;
	enum err e = view_newest(x->store, &now);

	if (e || now == x->event) {
		*whole = !e;
		sort_groups(&x->f);
		return e;
	}
	if (x->tries < TRIES)
		return begin_again(x);
	e = figures_read(x->store, &x->f.range, x->f.by, &f);
	if (e)
		return e;
	figures_release(&x->f);
	x->f = f;
	*whole = true;
	return OK;
}

enum err figures_step(struct figures_reading *x, int ms, bool *whole)
{
	int64_t end = clock_mono_ms() + ms;
	enum err e = x->tries ? OK : begin_again(x);

	*whole = false;
	while (!e && !*whole) {
		size_t n = 0;
		e = fact_slice(x->store, x->f.range.from_ms, x->f.range.to_ms, &x->mark, SLICE, take,
			&x->reading, &n);
		if (!e && n < SLICE)
			e = settle(x, whole);
		if (clock_mono_ms() >= end)
			break;
	}
	return e;
}

uint64_t figures_so_far(const struct figures_reading *x)
{
	return x->f.cases;
}

void figures_whole(struct figures_reading *x, struct figures *out)
{
	*out = x->f;
	x->f = (struct figures){.cases = 0};
	figures_stop(x);
}

void figures_stop(struct figures_reading *x)
{
	if (!x)
		return;
	figures_release(&x->f);
	mem_free(x);
}
