/* SPDX-License-Identifier: MIT
 *
 * S27 设置: how this terminal looks and rings. A digit or Enter takes the next value, it holds at
 * once and is kept for whoever sits down here.
 */
#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { LABEL_COL = 6, VALUE_COL = 26, WHY_COL = 40, PAGE = 6 };

struct view {
	struct list list;
};

static const char *const themes[] = {N_("dark"), N_("light"), N_("high contrast"), N_("without colour")};

static const char *yes_no(bool b)
{
	return b ? N_("on") : N_("off");
}

static const char *theme_text(const struct app *a)
{
	return themes[a->terminal.theme];
}

static void theme_next(struct app *a)
{
	a->terminal.theme = (enum theme)((a->terminal.theme + 1) % COUNT_OF(themes));
}

static const char *slow_text(const struct app *a)
{
	return yes_no(a->terminal.slow);
}

static void slow_next(struct app *a)
{
	a->terminal.slow = !a->terminal.slow;
}

static const char *mouse_text(const struct app *a)
{
	return yes_no(a->terminal.mouse);
}

static void mouse_next(struct app *a)
{
	a->terminal.mouse = !a->terminal.mouse;
}

static const char *bell_text(const struct app *a)
{
	return yes_no(a->terminal.bell);
}

static void bell_next(struct app *a)
{
	a->terminal.bell = !a->terminal.bell;
}

static const char *lang_text(const struct app *a)
{
	(void)a;
	return i18n_chinese() ? "中文" : "English";
}

static void lang_next(struct app *a)
{
	(void)a;
	(void)!i18n_start(i18n_chinese() ? "en" : "zh");
}

static const char *keys_text(const struct app *a)
{
	return a->terminal.tested ? N_("tested") : N_("not tested yet");
}

static void keys_next(struct app *a)
{
	(void)!app_push(a, &screen_selftest, NULL);
}

static const struct setting {
	const char *label, *why;     /* msgids */
	const char *(*value)(const struct app *a); /* msgid */
	void (*next)(struct app *a);
} settings[] = {
	{N_("Colours"), N_("marks say the same without them"), theme_text, theme_next},
	{N_("Thin line"), N_("no bars, no row of departments"), slow_text, slow_next},
	{N_("Mouse"), N_("while it is on, copy with Shift"), mouse_text, mouse_next},
	{N_("Bell"), N_("once for a problem or a call"), bell_text, bell_next},
	{N_("Language"), N_("of this session only"), lang_text, lang_next},
	{N_("Keys and card reader"), N_("which keys arrive here"), keys_text, keys_next},
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)a, (void)arg;
	list_set(&s->list, COUNT_OF(settings));
	return OK;
}

static void change(struct app *a, size_t index)
{
	settings[index].next(a);
	a->other_look = a->redraw = a->dirty = true;
	enum err e = terminal_save(a->database, a->term, &a->terminal);
	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK)
		app_pop(a);
	else if (action == ACT_ENTER || action == ACT_RIGHT)
		change(a, s->list.at);
	else
		list_act(&s->list, action, PAGE);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	int digit = app_digit(cp);

	if (digit >= 1 && digit <= (int)COUNT_OF(settings)) {
		s->list.at = (size_t)digit - 1;
		change(a, s->list.at);
	} else if (digit < 0) {
		app_ime_hint(a);
	}
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct setting *s = &settings[index];

	canvas_printf(c, at, 1, selected ? PAINT_HEAD : PAINT_TEXT, "%s %zu", selected ? ">" : " ",
		index + 1);
	canvas_text(c, at, LABEL_COL, selected ? PAINT_HEAD : PAINT_TEXT, _(s->label));
	canvas_printf(c, at, VALUE_COL, PAINT_TEXT, "[%s]", _(s->value(ctx)));
	canvas_text(c, at, WHY_COL + 4, PAINT_DIM, _(s->why));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");

	canvas_printf(c, 1, 1, PAINT_DIM, _("Terminal %s, %dx%d"), *a->term ? a->term : "?", c->cols,
		c->rows);
	list_draw(&s->list, c, f.body_top + 1, f.body_rows - 1, row, a);
	canvas_cursor(c, f.body_top + 1 + (int)s->list.at, VALUE_COL + 1);
	frame_hint(a, c, VOICE_HINT, _("A digit or Enter takes the next value; it is kept for this terminal"));
}

const struct screen screen_settings = {
	.name = "settings", .title = N_("Settings"), .bit = IN_LIST,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits,
	.draw = draw,
};
