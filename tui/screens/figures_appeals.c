/* SPDX-License-Identifier: MIT
 *
 * S17, appeals by kind, with what each figure counts; Enter leads to the appeals of a kind, those that
 * count against a figure first. Nobody's name stands here.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/screens/appeal_page.h"
#include "tui/screens/figures_state.h"

enum { SLICE = 128, STEP_MS = 6, PAGE = 13, ROWS_MOST = 5000, NAME_COL = 3, KIND_COL = 19, STATE_COL = 31,
	UNIT_COL = 52, SIGNS_COL = 61, SIGN_STEP = 4 };

/* ---- the tab ---- */

struct reading {
	struct said_mark mark;
	struct appeal_figures sums;
};

static enum err start(struct app *a, struct figures_view *s)
{
	struct reading *r = mem_new(sizeof *r);

	(void)a;
	r->sums.now_ms = clock_now_ms();
	s->reading = r;
	return OK;
}

static void stop(struct figures_view *s)
{
	mem_free(s->reading);
	s->reading = NULL;
}

static enum err add(const struct appeal_row *r, void *ctx)
{
	appeal_figures_add(ctx, r);
	return OK;
}

static enum err step(struct app *a, struct figures_view *s, int ms, bool *whole)
{
	struct reading *r = s->reading;
	int64_t end = clock_mono_ms() + ms;
	enum err e;
	size_t n;

	do
		e = appeal_slice(a->store, s->range.from_ms, s->range.to_ms, &r->mark, SLICE, add, &r->sums, &n);
	while (!e && n == SLICE && clock_mono_ms() < end);
	if (e || n == SLICE)
		return e;
	s->appeals = r->sums;
	stop(s);
	*whole = true;
	return OK;
}

static uint64_t so_far(const struct figures_view *s)
{
	const struct reading *r = s->reading;

	return r ? r->sums.n[0] : s->appeals.n[0];
}

static size_t rows_of(const struct figures_view *s)
{
	(void)s;
	return APPEAL_KINDS;
}

/* All kinds stand last. */
static int kind_at(size_t index)
{
	return ((int)index + 1) % APPEAL_KINDS;
}

static void open_row(struct app *a, struct figures_view *s)
{
	struct figures_appeals_of of = {s->range, kind_at(s->list.at)};
	enum err e = app_push(a, &screen_figure_appeals, &of);

	if (e)
		app_fail(a, e);
}

static void kind_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	appeal_figures_row(ctx, c, row, kind_at(index), selected ? PAINT_HEAD : PAINT_TEXT);
}

static void draw(const struct app *a, const struct figures_view *s, struct canvas *c, const struct frame *f)
{
	int row = f->body_top + APPEAL_KINDS + 2;

	(void)a;
	appeal_figures_head(c, f->body_top);
	figures_list(&s->list, c, f->body_top + 1, APPEAL_KINDS, kind_row, &s->appeals);
	canvas_rule(c, row - 1, 0, f->width);
	for (int k = 0; k < APPEAL_FIGURES && row < f->body_top + f->body_rows; k++) {
		char line[APP_MESSAGE];
		text_format(line, sizeof line, "%s: %s", _(appeal_figure_text((enum appeal_figure)k)),
			_(appeal_figure_definition((enum appeal_figure)k)));
		row += canvas_wrap(c, row, NAME_COL, f->width - NAME_COL - 1, 2, PAINT_DIM, line);
	}
}

const struct figures_page figures_appeals_page = {start, step, so_far, stop, rows_of, open_row, draw};

/* ---- the appeals behind it ---- */

struct view {
	struct figures_appeals_of of;
	struct said_mark mark;
	struct appeal_row *rows;
	size_t n, cap;
	uint64_t total;
	int64_t now_ms;
	bool whole;
	struct list list;
};

static enum err keep(const struct appeal_row *r, void *ctx)
{
	struct view *v = ctx;

	if (v->of.kind && r->kind != v->of.kind)
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

static int against(const struct appeal_row *r, int64_t now_ms)
{
	int n = 0;

	for (int k = 0; k < APPEAL_FIGURES; k++) {
		struct appeal_part p = appeal_part_of((enum appeal_figure)k, r, now_ms);
		n += p.below && !p.above;
	}
	return n;
}

struct ranked {
	int against;
	struct appeal_row row;
};

static int worst_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->against != y->against)
		return x->against < y->against ? 1 : -1;
	if (x->row.registered_ms != y->row.registered_ms)
		return x->row.registered_ms < y->row.registered_ms ? 1 : -1;
	return strcmp(x->row.number, y->row.number);
}

static void sort(struct view *v)
{
	struct ranked *all = mem_array(v->n + 1, sizeof *all);

	for (size_t i = 0; i < v->n; i++)
		all[i] = (struct ranked){against(&v->rows[i], v->now_ms), v->rows[i]};
	if (v->n)
		qsort(all, v->n, sizeof *all, worst_first);
	for (size_t i = 0; i < v->n; i++)
		v->rows[i] = all[i].row;
	mem_free(all);
}

static void read_on(struct app *a, struct view *v)
{
	int64_t end = clock_mono_ms() + STEP_MS;
	enum err e;
	size_t n;

	do
		e = appeal_slice(a->store, v->of.range.from_ms, v->of.range.to_ms, &v->mark, SLICE, keep, v, &n);
	while (!e && n == SLICE && clock_mono_ms() < end);
	v->whole = e || n < SLICE;
	if (v->whole)
		sort(v);
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
	v->now_ms = clock_now_ms();
	v->whole = false;
	read_on(a, v);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *v = state;

	v->of = *(const struct figures_appeals_of *)arg;
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

static void appeal_row_draw(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct view *v = ctx;
	const struct appeal_row *r = &v->rows[index];
	enum appeal_state state = APPEAL_NONE;

	(void)appeal_parse(r->state, &state);
	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, NAME_COL, KIND_COL - NAME_COL - 1, selected ? PAINT_HEAD : PAINT_TEXT, r->number);
	canvas_field(c, row, KIND_COL, STATE_COL - KIND_COL - 1, PAINT_TEXT, appeal_kind_short(r->kind));
	canvas_field(c, row, STATE_COL, UNIT_COL - STATE_COL - 1, PAINT_TEXT, _(appeal_text(state)));
	canvas_field(c, row, UNIT_COL, SIGNS_COL - UNIT_COL - 1, PAINT_DIM, r->department);
	for (int k = 0; k < APPEAL_FIGURES; k++) {
		struct appeal_part p = appeal_part_of((enum appeal_figure)k, r, v->now_ms);
		canvas_text(c, row, SIGNS_COL + k * SIGN_STEP, p.above ? PAINT_OK : p.below ? PAINT_MISS : PAINT_DIM,
			p.above ? "=" : p.below ? "!" : "-");
	}
}

static void draw_list(const struct app *a, void *state, struct canvas *c)
{
	static const char *const heads[APPEAL_FIGURES] = {N_("sig"), N_("tim"), N_("rea"), N_("set"), N_("con")};
	struct view *v = state;
	const char *kind = v->of.kind ? appeal_kind_name(v->of.kind) : "";
	struct frame f = frame_draw(a, c, kind, STEP_NONE, "");
	char range[40];

	figures_span(&v->of.range, range);
	canvas_fill(c, 1, 0, c->cols, PAINT_TEXT);
	canvas_fill(c, 2, 0, c->cols, PAINT_TEXT);
	canvas_printf(c, 1, 1, PAINT_TEXT, _("%llu appeals"), (unsigned long long)v->total);
	canvas_right(c, 1, c->cols - 1, PAINT_DIM, range);
	for (int k = 0; k < APPEAL_FIGURES; k++)
		canvas_text(c, f.body_top, SIGNS_COL + k * SIGN_STEP, PAINT_DIM, _(heads[k]));
	list_draw(&v->list, c, f.body_top + 1, f.body_rows - 1, appeal_row_draw, v);
	if (v->whole && !v->n)
		canvas_text(c, f.body_top + 1, NAME_COL, PAINT_DIM, _("No appeals here"));
	canvas_cursor(c, f.body_top + 1 + (int)(v->list.at - list_top(&v->list, f.body_rows - 1)), 0);
	frame_hint(a, c, VOICE_HINT, _("! counts against the figure, = for it, - not at all. Enter opens the appeal"));
}

const struct screen screen_figure_appeals = {
	.name = "figure-appeals", .title = N_("Appeals of a figure"), .bit = IN_DRILL,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw_list,
	.tick = tick, .back = back, .leave = leave,
};
