/* SPDX-License-Identifier: MIT
 *
 * S27 消息: what row 21 has said since log-in, newest first.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

struct view {
	struct list list;
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)arg;
	list_set(&s->list, (size_t)(a->n_messages < APP_MESSAGES ? a->n_messages : APP_MESSAGES));
	return OK;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK || action == ACT_ENTER)
		app_pop(a);
	else
		list_act(&s->list, action, 14);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	static const char signs[] = {'?', '!', 'i', '*'};
	const struct app *a = ctx;
	const struct message *m =
		&a->messages[(size_t)(a->n_messages - 1 - (int)index) % APP_MESSAGES];
	char stamp[20], sign[2] = {signs[m->voice], '\0'};

	clock_format(m->at_ms, stamp);
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 2, PAINT_DIM, stamp + 11);
	canvas_text(c, at, 12, frame_sign_paint(sign[0]), sign);
	canvas_text(c, at, 14, PAINT_TEXT, m->text);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");

	list_draw(&s->list, c, f.body_top, f.body_rows, row, a);
	canvas_cursor(c, f.body_top + (int)(s->list.at - list_top(&s->list, f.body_rows)), 0);
	if (s->list.count == 0)
		canvas_text(c, f.body_top, 3, PAINT_DIM, _("No messages yet"));
	frame_hint(a, c, VOICE_HINT, _("Esc goes back"));
}

const struct screen screen_messages = {
	.name = "messages", .title = N_("Messages"), .bit = IN_LIST,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
};
