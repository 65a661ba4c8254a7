/* SPDX-License-Identifier: MIT
 *
 * S21, drawn.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/trainer_state.h"

enum { HELP_ROWS = 6, INJECT_WIDTH = 15 };

static const char *screen_title(const char *name)
{
#define X(s) if (text_equal(name, screen_##s.name)) return _(screen_##s.title);
	SCREENS(X)
#undef X
	return name;
}

static void now_words(const struct class_desk *d, char out[96])
{
	const struct class_state *s = &d->state;

	if (d->fd < 0)
		text_copy(out, 96, _("not there"));
	else if (*s->help)
		text_copy(out, 96, _("calls (Enter shows it)"));
	else if (s->done)
		text_format(out, 96, _("done in %d:%02d"), s->seconds / 60, s->seconds % 60);
	else if (s->frozen)
		text_copy(out, 96, _("held"));
	else
		text_format(out, 96, "%s", screen_title(s->screen));
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct trainer *t = ctx;
	const struct class_desk *d = trainer_at(t, index);
	const struct class_state *s = &d->state;
	enum paint p = d->fd < 0 ? PAINT_DIM : selected ? PAINT_SEL : PAINT_TEXT;
	char text[96];

	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 2, PAINT_MARK, d->marked ? "*" : " ");
	canvas_field(c, at, 4, 6, p, s->who);
	canvas_field(c, at, 11, 10, p, s->name);
	if (s->lesson) {
		text_format(text, sizeof text, _("%d  %d/%d%s"), s->lesson, s->step, s->steps,
			s->exam ? _(" exam") : "");
		canvas_field(c, at, 22, 16, p, text);
		canvas_printf(c, at, 39, p, "%3d", s->points);
		canvas_printf(c, at, 46, p, "%3d/%d", s->keys, s->par_keys);
	} else {
		canvas_text(c, at, 22, PAINT_DIM, _("no lesson"));
	}
	now_words(d, text);
	canvas_text(c, at, 56, *s->help ? PAINT_BAD : p == PAINT_SEL ? PAINT_TEXT : p, text);
}

static void result_row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct trainer *t = ctx;
	const struct class_result *r = &t->results[t->n_results - 1 - index];
	const struct lesson_score *s = &r->score;
	char text[64];

	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, at, 4, 6, selected ? PAINT_SEL : PAINT_TEXT, r->who);
	text_format(text, sizeof text, "%d%s", r->lesson, r->exam ? _(" exam") : "");
	canvas_field(c, at, 11, 9, PAINT_TEXT, text);
	canvas_printf(c, at, 21, PAINT_HEAD, "%3d", s->points);
	canvas_printf(c, at, 27, PAINT_TEXT, "%2d:%02d/%d:%02d", s->seconds / 60, s->seconds % 60,
		r->par_seconds / 60, r->par_seconds % 60);
	canvas_printf(c, at, 40, PAINT_TEXT, "%3d/%d", s->keys, r->par_keys);
	canvas_printf(c, at, 50, PAINT_TEXT, "%2d", s->hints);
	canvas_printf(c, at, 56, PAINT_TEXT, "%2d", s->errors);
	canvas_printf(c, at, 62, PAINT_TEXT, "%2d", s->lost[LOSS_REVEAL]);
	canvas_printf(c, at, 68, PAINT_TEXT, "%2d", s->lost[LOSS_ASKED]);
	canvas_printf(c, at, 74, s->lost[LOSS_TRIP] ? PAINT_BAD : PAINT_TEXT, "%2d", s->lost[LOSS_TRIP]);
}

static void draw_results(const struct trainer *t, struct canvas *c, const struct frame *f)
{
	static const struct {
		int col;
		const char *text;
	} heads[] = {{4, N_("Trainee")}, {11, N_("Lesson")}, {20, N_("Points")}, {27, N_("Time/par")},
		{40, N_("Keys/par")}, {49, N_("Hints")}, {55, N_("Errors")}, {61, N_("Clear")},
		{67, N_("Extra")}, {73, N_("Trip+")}};

	for (size_t i = 0; i < COUNT_OF(heads); i++)
		canvas_text(c, f->body_top, heads[i].col, PAINT_DIM, _(heads[i].text));
	list_draw(&t->result_list, c, f->body_top + 1, f->body_rows - 1, result_row, t);
	if (t->n_results == 0)
		canvas_text(c, f->body_top + 1, 4, PAINT_DIM, _("No lesson has ended yet"));
	canvas_cursor(c, f->body_top + 1 + (int)(t->result_list.at -
		list_top(&t->result_list, f->body_rows - 1)), 1);
}

static void draw_menu(struct canvas *c, int top)
{
	canvas_rule(c, top, 3, c->cols - 6);
	canvas_text(c, top, 5, PAINT_HEAD, _(" Inject (to the marked, else the chosen one; Space marks) "));
	for (int i = 0; i < TRAINER_INJECTIONS; i++) {
		int digit = (i + 1) % TRAINER_INJECTIONS, col = 3 + i % 5 * INJECT_WIDTH;
		canvas_printf(c, top + 1 + i / 5, col, PAINT_KEY, "%d", digit);
		canvas_field(c, top + 1 + i / 5, col + 2, INJECT_WIDTH - 3, PAINT_TEXT,
			_(trainer_injections[digit].label));
	}
	canvas_rule(c, top + 3, 3, c->cols - 6);
	canvas_text(c, top + 3, 5, PAINT_HEAD, _(" Control (the marked, else everybody) "));
	canvas_text(c, top + 4, 3, PAINT_TEXT,
		_("F4 lesson  F5 stop/go  F6 watch  F7 back a snapshot  F8 snapshot  Tab debrief"));
}

static void draw_class(const struct trainer *t, struct canvas *c, const struct frame *f)
{
	int rows = f->body_rows - HELP_ROWS - 1;

	canvas_text(c, f->body_top, 4, PAINT_DIM, _("Seat"));
	canvas_text(c, f->body_top, 11, PAINT_DIM, _("Trainee"));
	canvas_text(c, f->body_top, 22, PAINT_DIM, _("Lesson / step"));
	canvas_text(c, f->body_top, 39, PAINT_DIM, _("Points"));
	canvas_text(c, f->body_top, 46, PAINT_DIM, _("Keys"));
	canvas_text(c, f->body_top, 56, PAINT_DIM, _("Now"));
	list_draw(&t->list, c, f->body_top + 1, rows, row, t);
	if (t->list.count == 0)
		canvas_text(c, f->body_top + 1, 4, PAINT_DIM,
			_("Nobody is here yet. Trainees join with the same command"));
	draw_menu(c, f->body_top + f->body_rows - HELP_ROWS);
	canvas_cursor(c, f->body_top + 1 + (int)(t->list.at - list_top(&t->list, rows)), 1);
}

static void counts(const struct trainer *t, size_t *there, size_t *marked)
{
	*there = *marked = 0;
	for (size_t i = 0; i < t->list.count; i++) {
		const struct class_desk *d = trainer_at(t, i);
		*there += d->fd >= 0;
		*marked += d->marked;
	}
}

/* Where trainees of other machines join. */
static void draw_place(const struct app *a, struct canvas *c)
{
	const char *code, *place = practice_place(a, &code);

	if (place)
		canvas_printf(c, 2, 35, PAINT_HEAD, _("Join %s  class key %s"), place, code);
}

void trainer_draw(const struct app *a, void *state, struct canvas *c)
{
	struct trainer *t = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	size_t there, marked;

	counts(t, &there, &marked);
	canvas_printf(c, 1, 1, PAINT_HEAD, _("Class %s   %zu trainees   %zu lessons   %s"),
		practice_class(a), there, practice_lessons(a)->n, t->frozen ? _("held") : _("running"));
	canvas_text(c, 2, 1, PAINT_TEXT, t->results_tab ? _(" Class  [Debrief]") : _("[Class]  Debrief "));
	draw_place(a, c);
	if (marked)
		canvas_printf(c, 2, 24, PAINT_MARK, _("%zu marked"), marked);
	if (t->results_tab)
		draw_results(t, c, &f);
	else
		draw_class(t, c, &f);
	frame_hint(a, c, VOICE_HINT, t->results_tab ?
		_("Enter plays the lesson back, F8 exports the figures, Tab goes to the class") :
		_("Up and Down choose, Enter answers who calls, F10 leaves"));
}
