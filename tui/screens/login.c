/* SPDX-License-Identifier: MIT
 *
 * S01 登录. The password is hashed by a child; the screen stays alive and takes the result when
 * its descriptor is ready. A wrong password keeps the operator number.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/password.h"
#include "tui/practice.h"

enum { FIELD_OPERATOR, FIELD_PASSWORD, FIELDS };
enum { BOX_COL = 17, BOX_WIDTH = 46, INPUT_COL = 29, INPUT_WIDTH = 26 };

struct view {
	struct edit input[FIELDS];
	int focus;
	struct password_check check;
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)arg;
	edit_init(&s->input[FIELD_OPERATOR], OPERATOR_ID - 1, false);
	edit_init(&s->input[FIELD_PASSWORD], PASSWORD_MAX - 1, true);
	a->operator_id[0] = '\0';
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	password_check_stop(a, &s->check);
}

static void refused(struct app *a, struct view *s, enum err e)
{
	struct operator_info info;

	s->focus = FIELD_PASSWORD;
	if (e == ERR_PASSWORD && operator_find(a->store, s->input[FIELD_OPERATOR].text, &info) == OK)
		app_say(a, VOICE_PROBLEM,
			_("Wrong password, %d tries left. Upper and lower case differ"),
			10 - info.failures);
	else
		app_fail(a, e == ERR_NOTFOUND ? ERR_PASSWORD : e); /* never tells which was wrong */
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct view *s = state;
	enum err e;

	(void)now;
	if (!password_check_ended(a, &s->check, &e))
		return;
	if (e)
		refused(a, s, e);
	else
		app_after_login(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (s->check.login)
		return;
	switch (action) {
	case ACT_BACK: case ACT_QUIT:
		a->quit = true;
		break;
	case ACT_VIEW:
		practice_want(a);
		break;
	case ACT_EDIT:
		password_enrol(a, s->input[FIELD_OPERATOR].text);
		break;
	case ACT_TAB: case ACT_BACKTAB: case ACT_UP: case ACT_DOWN:
		s->focus = 1 - s->focus;
		break;
	case ACT_ENTER: case ACT_NEXT_STEP:
		if (s->focus == FIELD_OPERATOR && s->input[FIELD_OPERATOR].len)
			s->focus = FIELD_PASSWORD;
		else if (s->input[FIELD_OPERATOR].len && s->input[FIELD_PASSWORD].len)
			password_check_start(a, &s->check, s->input[FIELD_OPERATOR].text,
				&s->input[FIELD_PASSWORD]);
		break;
	default:
		edit_act(&s->input[s->focus], action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;

	if (s->check.login)
		return;
	if (text_is_han(cp))
		app_ime_hint(a);
	else
		edit_insert(&s->input[s->focus], text_fold(cp));
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *s = state;

	(void)a;
	edit_paste(&s->input[s->focus], pasted);
}

static void card(struct app *a, void *state, const char *number, int taken)
{
	struct view *s = state;

	(void)number;
	edit_drop_last(&s->input[s->focus], taken);
	app_say(a, VOICE_HINT, "%s", _("Log in first, then read the card"));
}

static void draw_users(const struct app *a, struct canvas *c, int row)
{
	struct buf words;

	buf_init(&words, 512);
	if (practice_class(a))
		practice_class_words(a, &words);
	else
		buf_adds(&words, _("Practice: fictional people only. Log in as one of"));
	canvas_centre(c, row++, 0, c->cols, PAINT_DEMO, buf_text(&words));
	buf_release(&words);
	for (size_t i = 0; i < n_demo_users; i++) {
		int y = row + (int)(i / 2), x = i % 2 ? 43 : 6;
		char line[128];
		text_format(line, sizeof line, "%-5s %-12s", demo_users[i].id, demo_users[i].password);
		canvas_text(c, y, x, PAINT_TEXT, line);
		canvas_text(c, y, x + 19, PAINT_TEXT, _(role_text((enum role)demo_users[i].role)));
		canvas_text(c, y, x + 30, PAINT_TEXT, demo_users[i].name);
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	static const char *const labels[] = {N_("Operator"), N_("Password")};
	int top = 6;

	frame_draw(a, c, "", STEP_NONE, "");
	canvas_box(c, top - 1, BOX_COL, 7, BOX_WIDTH, "");
	for (int i = 0; i < FIELDS; i++) {
		canvas_text(c, top + i, BOX_COL + 4, PAINT_TEXT, _(labels[i]));
		edit_draw(&s->input[i], c, top + i, INPUT_COL, INPUT_WIDTH, s->focus == i);
	}
	canvas_text(c, top + 2, BOX_COL + 4, PAINT_TEXT, _("Window"));
	canvas_text(c, top + 2, INPUT_COL + 1, PAINT_TEXT, a->window);
	canvas_text(c, top + 4, BOX_COL + 4, PAINT_DIM, _("Enter logs in        F10 quits"));
	if (a->demo)
		draw_users(a, c, top + 7);
	frame_hint(a, c, VOICE_HINT, s->focus == FIELD_OPERATOR ?
		_("Enter the operator number, then the password") :
		_("Enter the password. Chinese characters? The input method is on: press Shift"));
}

const struct screen screen_login = {
	.name = "login", .title = N_("Log in"), .bit = IN_LOGIN, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .paste = paste, .card = card, .draw = draw,
	.tick = tick, .leave = leave,
};
