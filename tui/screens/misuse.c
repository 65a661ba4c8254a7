/* SPDX-License-Identifier: MIT
 *
 * What a supervisor has to look at: findings of core/casework/oversight/misuse.h, the open ones first. Enter
 * shows what a rule means and what was answered, F8 answers with a reason.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/misuse.h"
#include "core/store/operator.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { PAGE = 10, DETAIL_ROWS = 6 };

struct view {
	struct misuse *misuse;       /* NULL: locked */
	bool whole;                  /* all has been read */
	const struct suspicion *list_of;
	struct list list;
	struct suspicion answered;     /* the one that is being answered */
};

static void find(struct app *a, struct view *s)
{
	list_set(&s->list, misuse_find(s->misuse, &s->list_of));
	a->dirty = true;
}

static enum err start(struct app *a, struct view *s)
{
	enum err e = misuse_new(a->store, MISUSE_DAYS, &s->misuse);

	s->whole = false;
	if (!e)
		find(a, s);
	a->soon = !e;
	return e;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	return start(a, state);
}

static void forget(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	misuse_free(s->misuse);
	s->misuse = NULL;
	s->list_of = NULL;
	list_set(&s->list, 0);
}

static void back(struct app *a, void *state)
{
	struct view *s = state;
	enum err e = s->misuse ? OK : start(a, s);

	if (e)
		app_fail(a, e);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (!s->misuse || s->whole || !store_unlocked(a->store))
		return;
	s->whole = !misuse_step(s->misuse);
	a->soon = !s->whole;
	if (s->whole)
		find(a, s);
}

static const struct suspicion *focus(const struct view *s)
{
	return s->list.at < s->list.count ? &s->list_of[s->list.at] : NULL;
}

/* ---- answering ---- */

static void said(struct app *a, void *ctx, const char *reason)
{
	struct view *s = ctx;

	if (!reason || !s->misuse)
		return;
	enum err e = misuse_answer(s->misuse, &s->answered, reason);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("The answer is written down"));
	find(a, s);
}

static void answer(struct app *a, struct view *s)
{
	static const char *const reasons[] = {N_("Part of the work: the case was told to me"),
		N_("The citizen went away before the receipt"), N_("The line was down, it was asked again"),
		N_("Spoken with; it will not happen again"), N_("Passed to the discipline office")};
	static struct choose_row rows[COUNT_OF(reasons)];
	const struct suspicion *f = focus(s);
	char title[APP_MESSAGE];

	if (!f)
		return;
	if (f->answered) {
		app_say(a, VOICE_HINT, "%s", _("This has been answered already"));
		return;
	}
	if (text_equal(f->operator_id, a->operator_id)) {
		app_say(a, VOICE_PROBLEM, "%s", _("This is about you: another supervisor answers it"));
		return;
	}
	s->answered = *f;
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		rows[i] = (struct choose_row){_(reasons[i]), _(reasons[i])};
	text_format(title, sizeof title, "%s: %s", *f->operator_id ? f->operator_id : f->about,
		_(misuse_text(f->rule)));
	struct choose_arg arg = {.title = title, .rows = rows, .n = COUNT_OF(rows),
		.own = _("In own words"), .taken = said, .ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_ENTER: case ACT_NEXT_STEP: answer(a, s); break;
	case ACT_FETCH:
		s->whole = false;
		a->soon = true;
		break;
	default: list_act(&s->list, action, PAGE); a->dirty = true;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

/* ---- drawing ---- */

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct suspicion *f = &s->list_of[index];
	char stamp[20], count[16];

	clock_format(f->last_ms, stamp);
	text_format(count, sizeof count, "%u", f->count);
	stamp[16] = '\0';
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, f->answered ? PAINT_OK : PAINT_MISS, f->answered ? "=" : "?");
	canvas_field(c, at, 3, 28, PAINT_TEXT, _(misuse_text(f->rule)));
	canvas_field(c, at, 32, 8, PAINT_TEXT, *f->operator_id ? f->operator_id : _("several"));
	canvas_field(c, at, 41, 20, PAINT_DIM, f->about);
	canvas_right(c, at, 67, f->answered ? PAINT_DIM : PAINT_BAD, count);
	canvas_text(c, at, 69, PAINT_DIM, stamp + 5);
	if (selected)
		canvas_paint(c, at, 3, 28, PAINT_SEL);
}

static void describe(const struct view *s, struct canvas *c, int at)
{
	const struct suspicion *f = focus(s);
	char line[APP_MESSAGE + MISUSE_REASON], stamp[20];

	canvas_rule(c, at, 3, c->cols - 6);
	if (!f)
		return;
	canvas_wrap(c, at + 1, 3, c->cols - 5, 2, PAINT_TEXT, _(misuse_meaning(f->rule)));
	text_format(line, sizeof line, _("listed from %u a day on"), misuse_from(f->rule));
	canvas_text(c, at + 3, 3, PAINT_DIM, line);
	if (!f->answered)
		return;
	clock_format(f->answered_ms, stamp);
	stamp[16] = '\0';
	text_format(line, sizeof line, _("answered %s by %s: %s"), stamp, f->answered_by, f->reason);
	canvas_wrap(c, at + 4, 3, c->cols - 5, 2, PAINT_OK, line);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - DETAIL_ROWS - 1;

	canvas_text(c, 1, 1, PAINT_DIM, _("The last 30 days of all windows, from events alone"));
	canvas_right(c, 1, c->cols - 1, PAINT_DIM, s->whole ? "" : _("Reading ..."));
	canvas_text(c, 2, 1, PAINT_DIM, _("A finding accuses nobody: it is a question and has an answer"));
	canvas_text(c, f.body_top, 3, PAINT_DIM, _("Finding"));
	canvas_text(c, f.body_top, 32, PAINT_DIM, _("By"));
	canvas_text(c, f.body_top, 41, PAINT_DIM, _("About"));
	canvas_right(c, f.body_top, 67, PAINT_DIM, _("Times"));
	canvas_text(c, f.body_top, 69, PAINT_DIM, _("Last"));
	list_draw(&s->list, c, f.body_top + 1, rows, row, s);
	if (!s->list.count && s->whole)
		canvas_text(c, f.body_top + 1, 3, PAINT_DIM, _("Nothing to look at"));
	describe(s, c, f.body_top + rows + 1);
	canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, rows)), 0);
	frame_hint(a, c, VOICE_HINT, _("Enter answers with a reason, which is written down"));
}

const struct screen screen_misuse = {
	.name = "misuse", .title = N_("To be looked at"), .bit = IN_MISUSE,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
	.tick = tick, .back = back, .forget = forget, .leave = forget,
};
