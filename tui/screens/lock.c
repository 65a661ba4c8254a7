/* SPDX-License-Identifier: MIT
 *
 * S22 锁屏. Keys are wiped and the case is closed before it opens; the right password brings the
 * same screen back at the same place.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "tui/app.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/password.h"

struct view {
	struct edit password;
	struct password_check check;
	int64_t since_ms;
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)a, (void)arg;
	edit_init(&s->password, PASSWORD_MAX - 1, true);
	s->since_ms = clock_now_ms();
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	password_check_stop(a, &s->check);
}

static void unlock(struct app *a)
{
	a->last_key_ms = clock_mono_ms();
	if (!uid_none(&a->locked_case)) {
		enum err e = desk_open_case(a->desk, &a->locked_case);
		if (e) { /* the screens below cannot show a case that is not there */
			app_home(a);
			app_fail(a, e);
			return;
		}
	}
	app_pop(a);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct view *s = state;
	enum err e;

	(void)now;
	if (!password_check_ended(a, &s->check, &e))
		return;
	if (e)
		app_fail(a, e);
	else
		unlock(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (s->check.login)
		return;
	if (action == ACT_VIEW) {
		app_logout(a); /* another operator; the draft stays in its case */
	} else if (action == ACT_ENTER && s->password.len) {
		password_check_start(a, &s->check, a->operator_id, &s->password);
	} else {
		edit_act(&s->password, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;

	if (text_is_han(cp))
		app_ime_hint(a);
	else if (!s->check.login)
		edit_insert(&s->password, text_fold(cp));
}

static void card(struct app *a, void *state, const char *number, int taken)
{
	struct view *s = state;

	(void)number;
	edit_drop_last(&s->password, taken);
	app_say(a, VOICE_HINT, "%s", _("Unlock first, then read the card"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	char line[APP_MESSAGE], hm[6];
	int col = (c->cols - 46) / 2;

	frame_draw(a, c, "", STEP_NONE, "");
	canvas_centre(c, 5, 0, c->cols, PAINT_HEAD, _("T H I S   W I N D O W   I S   P A U S E D"));
	canvas_centre(c, 7, 0, c->cols, PAINT_TEXT, _("One moment, or go to the next window"));
	canvas_box(c, 10, col, 5, 46, "");
	clock_format_hm(s->since_ms, hm);
	text_format(line, sizeof line, uid_none(&a->locked_case) ?
		_("Session of %s, locked at %s") : _("Session of %s, locked at %s, draft saved"),
		a->operator_name, hm);
	canvas_text(c, 11, col + 2, PAINT_TEXT, line);
	canvas_text(c, 12, col + 2, PAINT_TEXT, _("Password"));
	edit_draw(&s->password, c, 12, col + 12, 32, true);
	canvas_text(c, 13, col + 2, PAINT_DIM, _("Enter unlocks      F6 another operator"));
	frame_hint(a, c, VOICE_HINT,
		_("Personal data is off the screen. Unlocking returns to the same place"));
}

const struct screen screen_lock = {
	.name = "lock", .title = N_("Locked"), .bit = IN_LOCK, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .card = card, .draw = draw, .tick = tick,
	.leave = leave,
};
