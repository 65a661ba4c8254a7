/* SPDX-License-Identifier: MIT
 *
 * S08 核对与提交. One page by section before anything is sent; F8 submits, Enter does not: two
 * different keys on purpose. A digit goes back to change a section.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/frame.h"

struct view {
	int top; /* first line shown */
	int lines;
	bool retry; /* the gate was taken: submit again from the tick */
};

static size_t on_their_way(const struct app *a)
{
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t n = 0;

	for (size_t i = 0; i < desk_case(a->desk)->item->n_fields; i++)
		n += e->visible[i] && e->required[i] && desk_waiting(a->desk, i);
	return n;
}

/* Something is missing: what is being fetched comes by itself, the rest is shown in the form. */
static void incomplete(struct app *a)
{
	size_t n = on_their_way(a);

	if (n > 0) {
		app_say(a, VOICE_PROBLEM, _("%zu values are still being fetched; send again in a moment"), n);
		return;
	}
	while (a->depth > 1 && app_top(a) != &screen_form)
		app_pop(a);
	app_act(a, ACT_NEXT_STEP); /* shows the summary */
}

static void submit(struct app *a, struct view *s)
{
	enum err e = desk_submit(a->desk);

	s->retry = e == ERR_BUSY;
	if (s->retry) {
		app_say(a, VOICE_BUSY, "%s", _("Another window is writing; it is sent in a moment"));
		return;
	}
	if (e == ERR_INCOMPLETE) {
		incomplete(a);
		return;
	}
	if (e) {
		app_fail(a, e);
		return;
	}
	a->today_done++;
	e = desk_print(a->desk);
	if (e)
		app_fail(a, e);
	while (a->depth > 2)
		app_pop(a);
	e = app_replace(a, &screen_receipt, NULL);
	if (e)
		app_fail(a, e);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct view *s = state;

	(void)now;
	if (s->retry)
		submit(a, s);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_NEXT_STEP:
		submit(a, s);
		break;
	case ACT_ENTER:
		app_say(a, VOICE_HINT, "%s", _("Nothing is sent yet. F8 sends it"));
		break;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_DOWN: case ACT_PGDN:
		s->top += action == ACT_DOWN ? 1 : 10;
		break;
	case ACT_UP: case ACT_PGUP:
		s->top -= action == ACT_UP ? 1 : 10;
		break;
	case ACT_REVEAL:
		app_reveal(a);
		break;
	default:
		break;
	}
}

/* Sections 1 .. n_groups are of the form, the next is the materials. */
static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);
	const struct item *item = desk_case(a->desk)->item;

	(void)state;
	if (digit < 0) {
		app_ime_hint(a);
		return;
	}
	if (digit >= 1 && (size_t)digit <= item->n_groups) {
		app_pop(a); /* to the materials */
		app_pop(a); /* to the form */
	} else if ((size_t)digit == item->n_groups + 1) {
		app_pop(a);
	}
}

struct page {
	const struct app *app;
	struct canvas *canvas;
	int row, end, skip, lines, width;
};

/* The row a line goes to, or -1 when it is scrolled out. */
static int place(struct page *p)
{
	int line = p->lines++;

	if (line < p->skip || p->row >= p->end)
		return -1;
	return p->row++;
}

static void heading(struct page *p, size_t n, const char *label)
{
	int row = place(p);
	char hint[64];

	if (row < 0)
		return;
	canvas_printf(p->canvas, row, 1, PAINT_HEAD, "%zu %s", n, label);
	text_format(hint, sizeof hint, _("(%zu changes it)"), n);
	canvas_right(p->canvas, row, p->width - 2, PAINT_DIM, hint);
}

static void answer_line(struct page *p, size_t field)
{
	const struct casefile *f = desk_case(p->app->desk);
	const struct field *fd = &f->item->fields[field];
	const struct answer *ans = &f->draft.answers[field];
	const struct resource *r = catalog_find(p->app->catalog, ans->resource);
	int row = place(p);
	char sign[2] = {origin_sign(ans->origin), '\0'};
	struct buf value, source;

	if (row < 0)
		return;
	buf_init(&value, 2048);
	buf_init(&source, 256);
	if (*ans->value)
		field_show(fd, ans->value, !app_clear(p->app), &value);
	else
		buf_adds(&value, ans->declared_none ? i18n_pick(fd->none, fd->none_en) :
			_("not given (optional)"));
	if (!*ans->value)
		sign[0] = '-';
	if (ans->origin == ORIGIN_OVERRIDE && ans->reason)
		buf_adds(&source, _(ans->reason));
	else if (r)
		buf_adds(&source, i18n_pick(r->department, r->department_en));
	else if (ans->origin == ORIGIN_TYPED)
		buf_adds(&source, p->app->operator_name);
	if (ans->unverified)
		buf_adds(&source, _("  unverified"));
	canvas_field(p->canvas, row, 3, 20, PAINT_TEXT, i18n_pick(fd->label, fd->label_en));
	canvas_field(p->canvas, row, 24, 30, PAINT_TEXT, buf_text(&value));
	canvas_text(p->canvas, row, 55, frame_sign_paint(sign[0]), sign);
	canvas_field(p->canvas, row, 57, p->width - 58, PAINT_DIM, buf_text(&source));
	buf_release(&value);
	buf_release(&source);
}

static bool in_group(const struct app *a, size_t field, const struct group *g)
{
	const struct field *fd = &desk_case(a->desk)->item->fields[field];
	bool captured = fd->type == FIELD_HASH; /* stands among the documents */

	return !fd->fact && !captured && text_equal(fd->group, g->name);
}

/* Answers of fields that are not shown any more are not sent; the clerk sees that they exist. */
static void hidden_line(struct page *p)
{
	const struct casefile *f = desk_case(p->app->desk);
	const struct evaluation *e = desk_evaluation(p->app->desk);
	size_t n = 0;

	for (size_t i = 0; i < f->item->n_fields; i++)
		n += !e->visible[i] && !f->item->fields[i].fact && *f->draft.answers[i].value &&
			f->draft.answers[i].origin == ORIGIN_TYPED;
	if (n == 0)
		return;
	int row = place(p);
	if (row >= 0)
		canvas_printf(p->canvas, row, 3, PAINT_DIM,
			_("%zu answers no longer apply and are left out"), n);
}

static void materials(struct page *p, size_t number)
{
	const struct casefile *f = desk_case(p->app->desk);
	const struct evaluation *e = desk_evaluation(p->app->desk);

	heading(p, number, _("Documents"));
	for (size_t i = 0; i < f->item->n_materials; i++) {
		const struct material *m = &f->item->materials[i];
		int row;
		if (!e->material_required[i] || f->marks[i].mark == MARK_IDLE)
			continue;
		if ((row = place(p)) < 0)
			continue;
		canvas_field(p->canvas, row, 3, 24, PAINT_TEXT, i18n_pick(m->label, m->label_en));
		canvas_field(p->canvas, row, 28, 12, PAINT_TEXT, _(mark_text(f->marks[i].mark)));
		canvas_field(p->canvas, row, 41, p->width - 42, PAINT_DIM, f->marks[i].source);
	}
}

static void figures(const struct app *a, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t all = 0, keyed = 0;
	int64_t seconds = (clock_now_ms() - f->opened_ms) / 1000;

	for (size_t i = 0; i < f->item->n_fields; i++) {
		const struct answer *ans = &f->draft.answers[i];
		if (!e->visible[i] || f->item->fields[i].fact || (!*ans->value && !ans->declared_none))
			continue; /* what was left empty is no saving */
		all++;
		keyed += ans->origin == ORIGIN_TYPED || ans->origin == ORIGIN_OVERRIDE;
	}
	canvas_printf(c, row, 3, PAINT_DIM,
		_("%zu of %zu fields were not keyed (%zu %%)   %d data keys   %lld min %02lld s"),
		all - keyed, all, all ? (all - keyed) * 100 / all : 0, f->typed_keys,
		(long long)(seconds / 60), (long long)(seconds % 60));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct item *item = desk_case(a->desk)->item;
	const struct evaluation *e = desk_evaluation(a->desk);
	struct frame f = frame_draw(a, c, i18n_pick(item->name, item->name_en), STEP_CHECK,
		_("not sent yet: F8 sends"));
	struct page p = {a, c, f.body_top, f.body_top + f.body_rows - 1, s->top, 0, f.width};

	for (size_t g = 0; g < item->n_groups; g++) {
		heading(&p, g + 1, i18n_pick(item->groups[g].label, item->groups[g].label_en));
		for (size_t i = 0; i < item->n_fields; i++)
			if (in_group(a, i, &item->groups[g]) && e->visible[i])
				answer_line(&p, i);
	}
	materials(&p, item->n_groups + 1);
	hidden_line(&p);
	s->lines = p.lines;
	int most = s->lines - (f.body_rows - 1);
	if (s->top > most)
		s->top = most;
	if (s->top < 0)
		s->top = 0;
	figures(a, c, f.body_top + f.body_rows - 1);
	canvas_cursor(c, f.body_top, 1);
	frame_hint(a, c, VOICE_ASK, s->lines > f.body_rows - 1 ?
		_("Let the citizen check. F8 sends, a digit changes a section, PgDn shows more") :
		_("Let the citizen check. F8 sends, a digit changes a section"));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_check = {
	.name = "check", .title = N_("Check and send"), .bit = IN_CHECK,
	.state_size = sizeof(struct view), .act = act, .text = text, .digits = digits, .draw = draw, .tick = tick,
};
