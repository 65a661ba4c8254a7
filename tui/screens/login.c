/* SPDX-License-Identifier: MIT
 *
 * S01 登录. The password is hashed by a child; the screen stays alive and takes the result when
 * its descriptor is ready. A wrong password keeps the operator number.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/roster.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/password.h"
#include "tui/practice.h"
#include "tui/window.h"

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
	a->window_taken = false;
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	password_check_stop(a, &s->check);
}

/* What a newcomer waits for, and from whom. */
static bool newcomer(struct app *a, const char *id)
{
	struct operator_info info;

	if (operator_find(a->store, id, &info))
		return false;
	if (info.state == OPERATOR_CREATED)
		app_say(a, VOICE_PROBLEM, _("%s has no password yet: F2 sets it with the one-time code"), id);
	else if (info.state == OPERATOR_ENROLLED)
		app_say(a, VOICE_PROBLEM, _("%s has no keys yet: a supervisor grants them under F9 operators"), id);
	else
		return false;
	return true;
}

static void refused(struct app *a, struct view *s, enum err e)
{
	struct operator_info info;

	s->focus = FIELD_PASSWORD;
	if ((e == ERR_PASSWORD || e == ERR_DENIED) && newcomer(a, s->input[FIELD_OPERATOR].text))
		return;
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

/* ---- which window ---- */

struct windows {
	struct choose_row rows[ROSTER_WINDOWS];
	char codes[ROSTER_WINDOWS][ROSTER_WINDOW], labels[ROSTER_WINDOWS][ROSTER_NAME + 80];
	size_t n;
};

static bool any_window(void)
{
	const struct roster_row *one;

	return roster_windows(clock_today(), &one, 1) > 0;
}

static void window_chosen(struct app *a, void *ctx, int index)
{
	const struct windows *w = ctx;

	if (index < 0)
		return;
	a->window_taken = true;
	window_take(a, w->codes[index]);
}

/* Those of today, each with who is meant to sit there. */
static void ask_window(struct app *a)
{
	const struct roster_row *open[ROSTER_WINDOWS];
	struct windows *w = mem_new(sizeof *w);
	struct operator_info who;

	w->n = roster_windows(clock_today(), open, ROSTER_WINDOWS);
	for (size_t i = 0; i < w->n; i++) {
		const struct roster_row *d = roster_duty_at(open[i]->id, clock_today());
		bool known = d && operator_find(a->store, d->operator, &who) == OK;
		text_copy(w->codes[i], ROSTER_WINDOW, open[i]->id);
		text_format(w->labels[i], sizeof w->labels[i], "%s  %s %s", open[i]->name, d ? d->operator : "",
			known ? who.name : "");
		w->rows[i] = (struct choose_row){w->codes[i], w->labels[i]};
	}
	struct choose_arg arg = {.title = _("At which window?"), .rows = w->rows, .n = w->n, .filter = true,
		.done = window_chosen, .ctx = w, .release = mem_free};
	enum err e = choose_open(a, &arg);
	if (e) {
		mem_free(w);
		app_fail(a, e);
	}
}

/* Where the roster has them today, unless F4 said otherwise. */
static void meant_window(struct app *a, const struct view *s)
{
	const struct roster_row *d = roster_duty_of(s->input[FIELD_OPERATOR].text, clock_today());

	if (d && !a->window_taken)
		window_take(a, d->id);
}

static bool offers(const struct app *a, const void *state, enum action action)
{
	(void)a;
	(void)state;
	return action != ACT_PICK || any_window();
}

static void move_on(struct app *a, struct view *s, int to)
{
	s->focus = to;
	if (to == FIELD_PASSWORD)
		meant_window(a, s);
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
	case ACT_PICK:
		if (any_window())
			ask_window(a);
		break;
	case ACT_TAB: case ACT_BACKTAB: case ACT_UP: case ACT_DOWN:
		move_on(a, s, 1 - s->focus);
		break;
	case ACT_ENTER: case ACT_NEXT_STEP:
		if (s->focus == FIELD_OPERATOR && s->input[FIELD_OPERATOR].len)
			move_on(a, s, FIELD_PASSWORD);
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

/* Where the picture of a narrow window begins in a wide one. */
static int middle(const struct canvas *c)
{
	return c->cols > 80 ? (c->cols - 80) / 2 : 0;
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
		int y = row + (int)(i / 2), x = middle(c) + (i % 2 ? 42 : 3);
		char line[128];
		text_format(line, sizeof line, "%-5s %-12s", demo_users[i].id, demo_users[i].password);
		canvas_text(c, y, x, PAINT_TEXT, line);
		canvas_text(c, y, x + 19, PAINT_TEXT, _(role_text((enum role)demo_users[i].role)));
		canvas_text(c, y, x + 33, PAINT_TEXT, demo_users[i].name);
	}
}

static void draw_window(const struct app *a, struct canvas *c, int row)
{
	const struct roster_row *w = roster_find(ROSTER_KIND_WINDOW, a->window);
	bool shut = any_window() && !(w && roster_open(w, clock_today()));
	int col = canvas_text(c, row, middle(c) + INPUT_COL + 1, PAINT_TEXT, a->window);

	if (w)
		canvas_field(c, row, col + 1, middle(c) + INPUT_COL + INPUT_WIDTH - col - 6, PAINT_TEXT, w->name);
	if (shut)
		canvas_field(c, row, col + 1, middle(c) + INPUT_COL + INPUT_WIDTH - col - 6, PAINT_STALE, _("! not open today"));
	if (any_window())
		canvas_right(c, row, middle(c) + INPUT_COL + INPUT_WIDTH + 1, PAINT_KEY, _("F4 list"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	static const char *const labels[] = {N_("Operator"), N_("Password")};
	int top = 6;

	frame_draw(a, c, "", STEP_NONE, "");
	canvas_box(c, top - 1, middle(c) + BOX_COL, 7, BOX_WIDTH, "");
	for (int i = 0; i < FIELDS; i++) {
		canvas_text(c, top + i, middle(c) + BOX_COL + 3, PAINT_TEXT, _(labels[i]));
		edit_draw(&s->input[i], c, top + i, middle(c) + INPUT_COL, INPUT_WIDTH, s->focus == i);
	}
	canvas_text(c, top + 2, middle(c) + BOX_COL + 3, PAINT_TEXT, _("Window"));
	draw_window(a, c, top + 2);
	canvas_text(c, top + 4, middle(c) + BOX_COL + 3, PAINT_DIM, _("Enter logs in        F10 quits"));
	if (a->demo)
		draw_users(a, c, top + 7);
	frame_hint(a, c, VOICE_HINT, s->focus == FIELD_OPERATOR ?
		_("Enter the operator number, then the password") :
		_("Enter the password. Chinese characters? The input method is on: press Shift"));
}

const struct screen screen_login = {
	.name = "login", .title = N_("Log in"), .bit = IN_LOGIN, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .paste = paste, .card = card, .draw = draw,
	.tick = tick, .leave = leave, .offers = offers,
};
