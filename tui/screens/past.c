/* SPDX-License-Identifier: MIT
 *
 * S04, F6: what the person who is here had to do with the hall, newest first. Who looks is recorded
 * before anything is shown; a case of another department is a line without its matter.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/person_past.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { PAGE_ROWS = 13 };

struct past {
	struct person_past *past;
	const struct past_row *rows; /* borrowed of past */
	struct list list;
	bool whole;
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct past *s = state;

	(void)arg;
	if (!desk_case(a->desk))
		return ERR_STATE;
	enum err e = desk_past(a->desk, &s->past);
	if (!e)
		e = desk_looked(a->desk, "past");
	a->soon = !e;
	return e;
}

static void leave(struct app *a, void *state)
{
	struct past *s = state;

	(void)a;
	person_past_free(s->past);
	s->past = NULL;
}

static void forget(struct app *a, void *state)
{
	struct past *s = state;

	leave(a, state);
	s->rows = NULL;
	list_set(&s->list, 0);
	s->whole = true;
}

/* A case a turn: the first lines stand there at once. */
static void tick(struct app *a, void *state, int64_t now)
{
	struct past *s = state;

	(void)now;
	if (s->whole || !s->past)
		return;
	enum err e = person_past_step(s->past, &s->whole);
	if (e) {
		s->whole = true;
		app_fail(a, e);
	}
	list_set(&s->list, person_past_rows(s->past, &s->rows));
	a->soon = !s->whole;
	a->dirty = true;
}

static void act(struct app *a, void *state, enum action action)
{
	struct past *s = state;

	if (action == ACT_BACK || action == ACT_ENTER || action == ACT_VIEW)
		app_pop(a);
	else
		list_act(&s->list, action, PAGE_ROWS);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct past *s = ctx;
	const struct past_row *r = &s->rows[index];
	char stamp[20];

	clock_format(r->at_ms, stamp);
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, at, 2, 16, PAINT_DIM, *r->kind ? stamp : "");
	if (!*r->kind) {
		canvas_field(c, at, 2, 10, PAINT_DIM, stamp);
		canvas_field(c, at, 35, 16, PAINT_DIM, r->item);
		canvas_field(c, at, 52, 27, PAINT_DIM, _("a case there; not yours to read"));
		return;
	}
	canvas_field(c, at, 19, 15, PAINT_TEXT, r->number);
	canvas_field(c, at, 35, 16, PAINT_TEXT, r->item);
	canvas_field(c, at, 52, 10, PAINT_TEXT, _(trail_kind_text(r->kind)));
	canvas_field(c, at, 63, 17, PAINT_DIM, r->words);
	if (selected)
		canvas_paint(c, at, 19, 32, PAINT_SEL);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct past *s = state;
	char right[64];

	text_format(right, sizeof right, s->whole ? _("%zu cases, %zu entries") : _("%zu cases, %zu entries so far"),
		s->past ? person_past_cases(s->past) : (size_t)0, s->list.count);
	struct frame f = frame_draw(a, c, "", STEP_IDENTITY, right);
	canvas_text(c, f.body_top, 2, PAINT_DIM, _("When"));
	canvas_text(c, f.body_top, 19, PAINT_DIM, _("Case"));
	canvas_text(c, f.body_top, 35, PAINT_DIM, _("Item"));
	canvas_text(c, f.body_top, 52, PAINT_DIM, _("What was done"));
	list_draw(&s->list, c, f.body_top + 1, f.body_rows - 1, row, s);
	if (s->list.count == 0)
		canvas_text(c, f.body_top + 2, 3, PAINT_DIM, s->whole ? _("This person has not been here before") : "");
	canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, f.body_rows - 1)), 0);
	frame_hint(a, c, VOICE_HINT, _("The citizen is here: the look is recorded. PgDn shows more, Esc goes back"));
}

const struct screen screen_past = {
	.name = "past", .title = N_("What was before"), .bit = IN_LIST, .state_size = sizeof(struct past),
	.enter = enter, .act = act, .text = text, .draw = draw, .tick = tick, .forget = forget, .leave = leave,
};
