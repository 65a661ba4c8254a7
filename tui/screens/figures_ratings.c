/* SPDX-License-Identifier: MIT
 *
 * S17, what citizens said: how many rated by themselves, what was owed for bad ones, then by item,
 * window, person and channel with their samples. Enter leads to the ratings, or to the cases.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/screens/figures_state.h"
#include "tui/screens/rating_sum.h"

enum { SLICE = 128, STEP_MS = 6, PAGE = 11, ROWS_MOST = 5000, NAME_COL = 3, ROW_ALL = 1 + RATING_SHARES,
	ROW_GROUPS = ROW_ALL + 1 };

/* ---- the tab: first the cases, then the ratings ---- */

struct reading {
	struct figures_reading *cases; /* NULL: counted */
	struct said_mark mark;
	struct figures_ratings *out;
};

static enum err start(struct app *a, struct figures_view *s)
{
	struct reading *r = mem_new(sizeof *r);

	r->out = mem_new(sizeof *r->out);
	figures_start(a->store, &s->range, BY_ALL, &r->cases);
	s->reading = r;
	return OK;
}

static void stop(struct figures_view *s)
{
	struct reading *r = s->reading;

	if (r) {
		figures_stop(r->cases);
		mem_free(r->out);
	}
	mem_free(r);
	s->reading = NULL;
}

static enum err add(const struct rating_row *r, void *ctx)
{
	struct figures_ratings *x = ctx;

	x->n++;
	for (int by = 0; by < RATING_BYS; by++)
		rating_sums_add(&x->by[by], rating_key(r, (enum rating_by)by), r);
	return OK;
}

static enum err step_cases(struct reading *r, int ms)
{
	struct figures f;
	bool whole = false;
	enum err e = figures_step(r->cases, ms, &whole);

	if (e || !whole)
		return e;
	figures_whole(r->cases, &f);
	r->cases = NULL;
	r->out->by_self = f.all.of[FIGURE_BY_SELF];
	figures_release(&f);
	return OK;
}

static enum err step(struct app *a, struct figures_view *s, int ms, bool *whole)
{
	struct reading *r = s->reading;
	int64_t end = clock_mono_ms() + ms;
	enum err e;
	size_t n;

	if (r->cases)
		return step_cases(r, ms);
	do
		e = ratings_slice(a->store, s->range.from_ms, s->range.to_ms, &r->mark, SLICE, add, r->out, &n);
	while (!e && n == SLICE && clock_mono_ms() < end);
	if (e || n == SLICE)
		return e;
	for (int by = 0; by < RATING_BYS; by++)
		rating_sums_rank(&r->out->by[by]);
	mem_free(s->ratings);
	s->ratings = r->out;
	r->out = NULL;
	stop(s);
	*whole = true;
	return OK;
}

static uint64_t so_far(const struct figures_view *s)
{
	const struct reading *r = s->reading;

	return r ? r->out->n : s->ratings ? s->ratings->n : 0;
}

static size_t rows_of(const struct figures_view *s)
{
	size_t n = ROW_GROUPS;

	for (int by = 0; s->ratings && by < RATING_BYS; by++)
		n += s->ratings->by[by].n;
	return n;
}

/* Which group stands in a row behind ROW_GROUPS. */
static const struct rating_group *group_at(const struct figures_ratings *x, size_t index, enum rating_by *by)
{
	index -= ROW_GROUPS;
	for (int b = 0; b < RATING_BYS; b++) {
		*by = (enum rating_by)b;
		if (index < x->by[b].n)
			return &x->by[b].groups[index];
		index -= x->by[b].n;
	}
	return NULL;
}

static void open_row(struct app *a, struct figures_view *s)
{
	struct figures_drill cases = {.range = s->range, .figure = FIGURE_BY_SELF, .by = BY_ALL};
	struct figures_ratings_of of = {.range = s->range, .owed = (int)s->list.at - 1};
	enum err e;

	if (s->list.at >= ROW_ALL)
		of.owed = -1;
	if (s->list.at >= ROW_GROUPS) {
		const struct rating_group *g = group_at(s->ratings, s->list.at, &of.by);
		text_copyn(of.key, sizeof of.key, g ? g->key : "", g ? strlen(g->key) : 0);
	}
	e = s->list.at == 0 ? app_push(a, &screen_figure_cases, &cases) : app_push(a, &screen_figure_ratings, &of);
	if (e)
		app_fail(a, e);
}

/* ---- its rows ---- */

static void share_row(struct canvas *c, int row, const char *name, int64_t above, int64_t below)
{
	char text[24] = "-";

	canvas_text(c, row, 7, PAINT_TEXT, name);
	canvas_printf(c, row, 40, PAINT_TEXT, "%lld/%lld", (long long)above, (long long)below);
	if (below > 0)
		tally_show_at((above * 10000 + below / 2) / below, UNIT_PERCENT, text);
	canvas_right(c, row, 73, PAINT_OK, text);
}

static void group_row(const struct figures_ratings *x, struct canvas *c, int row, size_t index)
{
	enum rating_by by;
	const struct rating_group *g = group_at(x, index, &by);
	char rank[8] = "", name[100];

	if (!g)
		return;
	if (g->rank)
		text_format(rank, sizeof rank, "%d", g->rank);
	text_format(name, sizeof name, by == RATING_BY_WINDOW ? _("Window %s") : by == RATING_BY_CLERK ?
		_("Operator %s") : "%s", rating_group_name(by, g->key));
	rating_sum_row(c, row, rank, name, &g->sum);
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct figures_ratings *x = ctx;

	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	if (index == 0)
		share_row(c, at, _(figure_text(FIGURE_BY_SELF)), x->by_self.above, x->by_self.below);
	else if (index < ROW_ALL)
		share_row(c, at, _(rating_share_text((enum rating_owed)(index - 1))), x->by[0].of[index - 1].above,
			x->by[0].of[index - 1].below);
	else if (index == ROW_ALL)
		rating_sum_row(c, at, "", _("Together"), &x->by[0].all);
	else
		group_row(x, c, at, index);
	if (selected)
		canvas_paint(c, at, 7, 24, PAINT_HEAD);
}

static const char *definition(size_t index)
{
	if (index == 0)
		return figure_definition(FIGURE_BY_SELF);
	if (index < ROW_ALL)
		return rating_share_definition((enum rating_owed)(index - 1));
	return N_("Ratings given in the range; what was found malicious is counted apart. Below 30 there is no percentage and no place.");
}

static void draw(const struct app *a, const struct figures_view *s, struct canvas *c, const struct frame *f)
{
	int rows = f->body_rows - 4;

	(void)a;
	rating_sum_head(c, f->body_top);
	if (s->ratings)
		figures_list(&s->list, c, f->body_top + 1, rows, row, s->ratings);
	canvas_rule(c, f->body_top + rows + 1, 0, f->width);
	canvas_wrap(c, f->body_top + rows + 2, NAME_COL, f->width - NAME_COL - 1, 2, PAINT_DIM,
		_(definition(s->list.at)));
}

const struct figures_page figures_ratings_page = {start, step, so_far, stop, rows_of, open_row, draw};

/* ---- the ratings behind it ---- */

struct view {
	struct figures_ratings_of of;
	struct said_mark mark;
	struct rating_row *rows;
	size_t n, cap;
	uint64_t total;
	day_t today;                 /* when it was read */
	bool whole;
	struct list list;
};

static bool asked_for(const struct figures_ratings_of *of, const struct rating_row *r)
{
	if (of->owed >= 0)
		return rating_part_of((enum rating_owed)of->owed, r).below > 0;
	return !*of->key || text_equal(rating_key(r, of->by), of->key);
}

static enum err keep(const struct rating_row *r, void *ctx)
{
	struct view *v = ctx;

	if (!asked_for(&v->of, r))
		return OK;
	v->total++;
	if (v->n == ROWS_MOST)
		return OK;
	if (v->n == v->cap) {
		size_t cap = v->cap ? 2 * v->cap : 64;
		v->rows = mem_grow(v->rows, v->cap * sizeof *v->rows, cap * sizeof *v->rows);
		v->cap = cap;
	}
	v->rows[v->n++] = *r;
	return OK;
}

/* The worst level first, then the newest. */
static int worst_first(const void *a, const void *b)
{
	const struct rating_row *x = a, *y = b;

	if (x->level != y->level)
		return x->level - y->level;
	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? 1 : -1;
	return memcmp(x->id.b, y->id.b, sizeof x->id.b);
}

static void read_on(struct app *a, struct view *v)
{
	int64_t end = clock_mono_ms() + STEP_MS;
	enum err e;
	size_t n;

	do
		e = ratings_slice(a->store, v->of.range.from_ms, v->of.range.to_ms, &v->mark, SLICE, keep, v, &n);
	while (!e && n == SLICE && clock_mono_ms() < end);
	v->whole = e || n < SLICE;
	if (v->whole && v->n)
		qsort(v->rows, v->n, sizeof *v->rows, worst_first);
	list_set(&v->list, v->whole ? v->n : 0);
	a->dirty = true;
	a->soon = !v->whole;
	if (e)
		app_fail(a, e);
}

static void again(struct app *a, struct view *v)
{
	v->mark = (struct said_mark){.begun = false};
	v->n = 0;
	v->total = 0;
	v->today = clock_today();
	v->whole = false;
	read_on(a, v);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *v = state;

	v->of = *(const struct figures_ratings_of *)arg;
	again(a, v);
	return OK;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *v = state;

	(void)now_ms;
	if (!v->whole)
		read_on(a, v);
}

static void leave(struct app *a, void *state)
{
	struct view *v = state;

	(void)a;
	mem_free(v->rows);
}

static void back(struct app *a, void *state)
{
	again(a, state);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *v = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_FETCH:
		again(a, v);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_ENTER:
		if (v->list.at < v->list.count)
			app_open_case(a, &v->rows[v->list.at].id);
		break;
	default: list_act(&v->list, action, PAGE); break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

/* When it was done, or by when it is wanted. */
static void owed(struct canvas *c, int row, int col, const struct view *v, enum rating_owed o,
	const struct rating_row *r)
{
	int64_t done_ms = o == RATING_FIXED ? r->fixed_ms : r->called_ms;
	struct rating_part p = rating_part_of(o, r);
	day_t last = rating_last_day(o, r);
	bool late = !p.above && (done_ms || v->today > last);
	char text[20];

	if (!p.below)
		return;
	if (done_ms)
		clock_format(done_ms, text);
	else
		day_format(last, text);
	text[10] = '\0';
	canvas_printf(c, row, col, p.above ? PAINT_OK : late ? PAINT_MISS : PAINT_STALE, "%s%s",
		p.above ? "=" : late ? "!" : "?", text + 5);
}

static void rating_row_draw(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct view *v = ctx;
	const struct rating_row *r = &v->rows[index];
	char at[20];

	clock_format(r->at_ms, at);
	at[16] = '\0';
	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_printf(c, row, 3, r->level <= RATING_BAD ? PAINT_MISS : PAINT_OK, "%d", r->level);
	canvas_text(c, row, 5, PAINT_DIM, at + 5);
	canvas_field(c, row, 18, 20, selected ? PAINT_HEAD : PAINT_TEXT, r->item_name);
	canvas_field(c, row, 39, 5, PAINT_TEXT, r->window);
	canvas_field(c, row, 45, 6, PAINT_TEXT, r->clerk);
	canvas_field(c, row, 52, 11, PAINT_DIM, rating_group_name(RATING_BY_CHANNEL, r->channel));
	if (r->flags & RATING_FLAG_EXCLUDED)
		canvas_text(c, row, 64, PAINT_DIM, _("not counted"));
	owed(c, row, 64, v, RATING_CALLED_SOON, r);
	owed(c, row, 72, v, RATING_FIXED, r);
}

static void draw_list(const struct app *a, void *state, struct canvas *c)
{
	struct view *v = state;
	struct frame f = frame_draw(a, c, rating_group_name(v->of.by, v->of.key), STEP_NONE, "");
	char range[40];

	figures_span(&v->of.range, range);
	canvas_fill(c, 1, 0, c->cols, PAINT_TEXT);
	canvas_fill(c, 2, 0, c->cols, PAINT_TEXT);
	canvas_printf(c, 1, 1, PAINT_TEXT, _("%llu ratings"), (unsigned long long)v->total);
	canvas_right(c, 1, c->cols - 1, PAINT_DIM, range);
	canvas_text(c, f.body_top, 64, PAINT_DIM, _("Called"));
	canvas_text(c, f.body_top, 72, PAINT_DIM, _("Mended"));
	list_draw(&v->list, c, f.body_top + 1, f.body_rows - 1, rating_row_draw, v);
	if (v->whole && !v->n)
		canvas_text(c, f.body_top + 1, NAME_COL, PAINT_DIM, _("No ratings here"));
	canvas_cursor(c, f.body_top + 1 + (int)(v->list.at - list_top(&v->list, f.body_rows - 1)), 0);
	frame_hint(a, c, VOICE_HINT, _("= in time, ! too late, ? owed until that day. Enter opens the case"));
}

const struct screen screen_figure_ratings = {
	.name = "figure-ratings", .title = N_("Ratings of a figure"), .bit = IN_DRILL,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw_list,
	.tick = tick, .back = back, .leave = leave,
};
