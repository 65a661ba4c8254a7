/* SPDX-License-Identifier: MIT
 *
 * 讲评: what the points of a lesson are made of.
 */
#include "core/base/i18n.h"
#include "core/demo/lesson.h"
#include "tui/frame.h"
#include "tui/page.h"
#include "tui/practice.h"

enum { TEXT_BYTES = 16384, LABEL_CELLS = 30, COLUMNS = 72 };

struct view {
	struct page page;
	struct buf text;
};

static void line(struct buf *out, const char *label, const char *value, int cost)
{
	text_pad(out, label, LABEL_CELLS, true);
	text_pad(out, value, COLUMNS - LABEL_CELLS - 6, true);
	if (cost)
		buf_addf(out, "%5d\n", -cost);
	else
		buf_adds(out, "\n");
}

static void of_par(char out[64], int value, int par, bool time)
{
	if (time)
		text_format(out, 64, _("%d:%02d of %d:%02d"), value / 60, value % 60, par / 60, par % 60);
	else
		text_format(out, 64, _("%d of %d"), value, par);
}

static void number(struct buf *out, const char *label, int n, int cost)
{
	char value[16];

	text_format(value, sizeof value, "%d", n);
	line(out, label, value, cost);
}

static void steps(const struct lesson *l, const struct lesson_score *s, struct buf *out)
{
	for (size_t i = 0; i < l->scenario->n_steps; i++) {
		bool done = i < l->step;
		buf_addf(out, "%s %zu ", done ? "=" : "x", i + 1);
		text_pad(out, twin_text(&l->scenario->steps[i].say), 58, true);
		if (done)
			buf_addf(out, " %d:%02d\n", l->done_s[i] / 60, l->done_s[i] % 60);
		else
			buf_addf(out, " %s\n", _("not done"));
	}
	if (s->cost_steps)
		number(out, _("Steps left"), (int)(l->scenario->n_steps - l->step), s->cost_steps);
}

static void losses(const struct lesson *l, const struct lesson_score *s, struct buf *out)
{
	int left = l->left && l->scenario->citizen ? loss_points(LOSS_TRIP) : 0;

	for (int kind = 0; kind < LOSS_COUNT; kind++) {
		int cost = kind == LOSS_TRIP ? left : 0;
		for (size_t i = 0; i < l->scenario->n_losses; i++)
			if (l->scenario->losses[i].kind == kind)
				cost += lesson_lost(l, i) * l->scenario->losses[i].points;
		number(out, _(loss_text((enum loss)kind)), s->lost[kind], cost);
	}
	for (size_t i = 0; i < l->scenario->n_losses; i++)
		if (lesson_lost(l, i) && *twin_text(&l->scenario->losses[i].say))
			buf_addf(out, "  ! %s\n", twin_text(&l->scenario->losses[i].say));
	if (left)
		buf_addf(out, "  ! %s\n", _("The lesson was left undone: the citizen has to come again"));
}

static void musts(const struct lesson *l, struct buf *out)
{
	for (size_t i = 0; i < l->scenario->n_musts; i++) {
		const struct scenario_must *m = &l->scenario->musts[i];
		bool holds = lesson_holds(l, &m->holds);
		buf_adds(out, holds ? "= " : "! ");
		text_pad(out, twin_text(&m->say), COLUMNS - 8, true);
		if (holds)
			buf_adds(out, "\n");
		else
			buf_addf(out, "%5d\n", -m->points);
	}
}

static void write_all(const struct lesson *l, const struct lesson_score *s, struct buf *out)
{
	char value[64];

	buf_addf(out, _("Lesson %d  %s     %d points\n\n"), l->scenario->number,
		twin_text(&l->scenario->name), s->points);
	steps(l, s, out);
	buf_adds(out, "\n");
	of_par(value, s->seconds, l->scenario->par_seconds, true);
	line(out, _("Time, of par"), value, s->cost_time);
	of_par(value, s->keys, l->scenario->par_keys, false);
	line(out, _("Keys, of par"), value, s->cost_keys);
	number(out, _("Messages of trouble"), s->errors, s->cost_errors);
	number(out, _("Hints taken"), s->hints, s->cost_hints);
	losses(l, s, out);
	buf_adds(out, "\n");
	musts(l, out);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	struct lesson_score score;
	const struct lesson *l = practice_lesson(a, &score);

	(void)arg;
	if (!l)
		return ERR_STATE;
	buf_init(&s->text, TEXT_BYTES);
	write_all(l, &score, &s->text);
	return s->text.err;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	buf_release(&s->text);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK)
		app_pop(a);
	else if (action == ACT_ENTER)
		practice_choose(a);
	else
		(void)page_act(&s->page, action);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");

	page_draw(&s->page, c, f.body_top, f.body_rows, c->cols, COLUMNS, buf_text(&s->text), s->text.len);
	canvas_cursor(c, f.body_top, 0);
	frame_hint(a, c, VOICE_HINT, _("Enter chooses the next lesson, F9 has \"once more\", Esc goes back"));
}

const struct screen screen_debrief = {
	.name = "debrief", .title = N_("Debrief"), .bit = IN_LESSON, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .draw = draw, .leave = leave,
};
