/* SPDX-License-Identifier: MIT
 *
 * S19 场景: the lessons, what each is about, the best points so far. Enter or its number begins one.
 */
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/practice.h"

enum { LIST_TOP = 5, NUMBER_MS = 700 };

struct view {
	struct list list;
	int typed;                   /* first digit of a number of two; 0 none */
	int64_t typed_ms;
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	const struct scenarios *all = practice_lessons(a);

	(void)arg;
	list_set(&s->list, all->n);
	while (s->list.at + 1 < all->n && practice_best(a, s->list.at) >= 0)
		s->list.at++;
	return OK;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK)
		app_pop(a);
	else if (action == ACT_ENTER)
		practice_begin(a, s->list.at, false);
	else
		list_act(&s->list, action, 8);
}

static void begin_number(struct app *a, struct view *s, int number)
{
	s->typed = 0;
	if (number < 1 || (size_t)number > s->list.count)
		app_say(a, VOICE_PROBLEM, _("There is no lesson %d"), number);
	else
		practice_begin(a, (size_t)number - 1, false);
}

/* "1" may be the beginning of "12": it waits for a moment. */
static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	int digit = app_digit(cp);

	if (digit < 0) {
		app_ime_hint(a);
	} else if (s->typed) {
		begin_number(a, s, s->typed * 10 + digit);
	} else if (digit > 0 && (size_t)digit * 10 <= s->list.count) {
		s->typed = digit;
		s->typed_ms = clock_mono_ms();
	} else {
		begin_number(a, s, digit);
	}
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	if (s->typed && now_ms - s->typed_ms >= NUMBER_MS)
		begin_number(a, s, s->typed);
	else if (s->typed)
		a->screen_due_ms = s->typed_ms + NUMBER_MS;
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct app *a = ctx;
	const struct scenario *x = practice_lessons(a)->list[index];
	int best = practice_best(a, index);

	canvas_text(c, at, 2, PAINT_TEXT, selected ? ">" : " ");
	canvas_printf(c, at, 4, PAINT_KEY, "%2d", x->number);
	canvas_field(c, at, 8, 34, selected ? PAINT_SEL : PAINT_TEXT, twin_text(&x->name));
	canvas_field(c, at, 44, 12, PAINT_DIM, _(role_text((enum role)x->role)));
	canvas_printf(c, at, 57, PAINT_DIM, "%d:%02d  %3d", x->par_seconds / 60, x->par_seconds % 60,
		x->par_keys);
	if (best >= 0)
		canvas_printf(c, at, 71, PAINT_OK, "%3d", best);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - 3;

	canvas_text(c, 1, 1, PAINT_TEXT, _("Each lesson has people, a clock and departments of its own"));
	canvas_text(c, f.body_top, 8, PAINT_DIM, _("Lesson"));
	canvas_text(c, f.body_top, 44, PAINT_DIM, _("Played as"));
	canvas_text(c, f.body_top, 57, PAINT_DIM, _("Par"));
	canvas_text(c, f.body_top, 62, PAINT_DIM, _("Keys"));
	canvas_text(c, f.body_top, 71, PAINT_DIM, _("Best"));
	list_draw(&s->list, c, LIST_TOP, rows, row, a);
	if (s->list.at < s->list.count)
		canvas_wrap(c, f.body_top + f.body_rows - 2, 4, c->cols - 8, 2, PAINT_HEAD,
			twin_text(&practice_lessons(a)->list[s->list.at]->goal));
	canvas_cursor(c, LIST_TOP + (int)(s->list.at - list_top(&s->list, rows)), 2);
	frame_hint(a, c, VOICE_HINT, _("A number or Enter begins the lesson, Esc goes to the workbench"));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_scenarios = {
	.name = "scenarios", .title = N_("Lessons"), .bit = IN_LESSON, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .tick = tick, .digits = digits, .draw = draw,
};
