/* SPDX-License-Identifier: MIT
 *
 * The overlay of tui/choose.h. Digits take one of the rows shown, so they never reach the filter.
 */
#include "tui/choose.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/name.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { PAGE = 9 }; /* every row shown has its digit */

struct choose {
	struct choose_arg arg;
	char title[APP_MESSAGE];
	struct edit query;
	struct list list;
	uint16_t shown[CHOOSE_ROWS]; /* rows that pass the filter */
};

static bool passes(const struct choose_row *r, const char *query)
{
	return !*query || strstr(r->label, query) || text_starts(r->code, query) ||
		pinyin_match(r->label, query);
}

static void refilter(struct choose *ch)
{
	size_t n = 0;

	for (size_t i = 0; i < ch->arg.n && i < CHOOSE_ROWS; i++)
		if (passes(&ch->arg.rows[i], ch->query.text))
			ch->shown[n++] = (uint16_t)i;
	ch->list.at = 0;
	list_set(&ch->list, n);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct choose *ch = state;

	(void)a;
	ch->arg = *(const struct choose_arg *)arg;
	text_copy(ch->title, sizeof ch->title, ch->arg.title);
	ch->arg.title = ch->title;
	edit_init(&ch->query, 30, false);
	refilter(ch);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct choose *ch = state;

	(void)a;
	if (ch->arg.release)
		ch->arg.release(ch->arg.ctx);
}

/* The callback may open other screens, so the overlay goes first; its release comes last. */
static void finish(struct app *a, struct choose *ch, int index)
{
	struct choose_arg arg = ch->arg;

	ch->arg.release = NULL;
	app_pop(a);
	arg.done(a, arg.ctx, index);
	if (arg.release)
		arg.release(arg.ctx);
}

static void take(struct app *a, struct choose *ch, size_t visible)
{
	if (visible < ch->list.count)
		finish(a, ch, ch->shown[visible]);
}

static void act(struct app *a, void *state, enum action action)
{
	struct choose *ch = state;

	if (action == ACT_BACK)
		finish(a, ch, -1);
	else if (action == ACT_ENTER || action == ACT_NEXT_STEP)
		take(a, ch, ch->list.at);
	else if (!list_act(&ch->list, action, 10) && ch->arg.filter &&
		edit_act(&ch->query, action))
		refilter(ch);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct choose *ch = state;
	int digit = app_digit(cp);

	if (digit >= 1)
		take(a, ch, list_top(&ch->list, PAGE) + (size_t)digit - 1);
	else if (ch->arg.filter && edit_insert(&ch->query, text_fold(cp)))
		refilter(ch);
	else if (!ch->arg.filter)
		app_ime_hint(a);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct choose *ch = state;

	(void)a;
	if (!ch->arg.filter)
		return;
	edit_paste(&ch->query, pasted);
	refilter(ch);
}

static void row(const void *ctx, struct canvas *c, int r, size_t index, bool selected)
{
	const struct choose *ch = ctx;
	const struct choose_row *item = &ch->arg.rows[ch->shown[index]];
	size_t n = index - list_top(&ch->list, PAGE) + 1;

	canvas_text(c, r, 4, PAINT_TEXT, selected ? ">" : " ");
	if (n <= 9)
		canvas_printf(c, r, 6, PAINT_KEY, "%zu", n);
	canvas_text(c, r, 9, PAINT_TEXT, item->label);
	if (ch->arg.filter)
		canvas_right(c, r, c->cols - 4, PAINT_DIM, item->code);
	if (selected)
		canvas_paint(c, r, 8, c->cols - 12, PAINT_SEL);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct choose *ch = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int top = f.body_top + 1;

	frame_person(a, c, 1);
	canvas_wrap(c, top, 3, c->cols - 6, 2, PAINT_HEAD, ch->title);
	top += 3;
	if (ch->arg.filter) {
		canvas_text(c, f.body_top + 3, 3, PAINT_TEXT, _("Find"));
		edit_draw(&ch->query, c, f.body_top + 3, 9, 40, true);
		top++;
	}
	list_draw(&ch->list, c, top, PAGE, row, ch);
	if (!ch->arg.filter)
		canvas_cursor(c, top + (int)(ch->list.at - list_top(&ch->list, PAGE)), 4);
	if (ch->list.count == 0)
		canvas_text(c, top, 4, PAINT_DIM, _("Nothing fits; delete a letter"));
	frame_hint(a, c, VOICE_HINT, ch->arg.filter ?
		_("Type initials, words or a code; a digit or Enter takes the row, Esc cancels") :
		_("A digit or Enter chooses, Esc cancels"));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_choose = {
	.name = "choose", .title = N_("Choose"), .bit = IN_LIST, .state_size = sizeof(struct choose),
	.enter = enter, .act = act, .text = text, .digits = digits, .paste = paste, .draw = draw, .leave = leave,
};

/* The same overlay as a confirmation: keys typed ahead never answer it. */
static const struct screen screen_confirm = {
	.name = "confirm", .title = N_("Confirm"), .bit = IN_LIST, .modal = true,
	.state_size = sizeof(struct choose), .enter = enter, .act = act, .text = text, .digits = digits, .draw = draw,
	.leave = leave,
};

enum err choose_open(struct app *a, const struct choose_arg *arg)
{
	return app_push(a, arg->confirm ? &screen_confirm : &screen_choose, arg);
}
