/* SPDX-License-Identifier: MIT
 *
 * The overlay of tui/fill.h.
 *
 * What must hold: while something is being settled no key but Esc does anything; secrets are wiped
 * when they were refused, when the session is locked and when the overlay goes.
 */
#include "tui/fill.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/edit.h"
#include "tui/frame.h"

enum { LABEL_COL = 4, INPUT_COL = 24, INPUT_WIDTH = 48, AGAIN_MS = 20, GIVE_UP_MS = 60000, SHORT_LIST = 9 };

struct view {
	struct fill_arg arg;
	char title[APP_MESSAGE];
	struct fill_field fields[FILL_FIELDS];
	struct edit input[FILL_FIELDS];      /* of FILL_ONE_OF: the code */
	size_t focus;
	bool busy;
	int64_t give_up_ms;                  /* mono */
};

static const struct choose_row *chosen(const struct view *s, size_t i)
{
	const struct fill_field *f = &s->fields[i];

	for (size_t r = 0; r < f->n_rows; r++)
		if (text_equal(f->rows[r].code, s->input[i].text))
			return &f->rows[r];
	return NULL;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	s->arg = *(const struct fill_arg *)arg;
	if (s->arg.n == 0 || s->arg.n > FILL_FIELDS)
		BUG("lines to fill");
	text_copy(s->title, sizeof s->title, s->arg.title);
	memcpy(s->fields, s->arg.fields, s->arg.n * sizeof *s->fields);
	s->arg.title = s->title;
	s->arg.fields = s->fields;
	for (size_t i = 0; i < s->arg.n; i++) {
		edit_init(&s->input[i], s->fields[i].kind == FILL_ONE_OF ? 0 : s->fields[i].max,
			s->fields[i].kind == FILL_SECRET);
		edit_set(&s->input[i], s->fields[i].value ? s->fields[i].value : "");
		s->fields[i].value = NULL;
		if (s->fields[i].kind == FILL_ONE_OF && !chosen(s, i))
			edit_wipe(&s->input[i]);
		if (s->input[s->focus].len && s->focus == i && i + 1 < s->arg.n)
			s->focus = i + 1; /* what is there already needs no look first */
	}
	a->f_key_ms = 0; /* Chinese is wanted here, even right after the key that opened it */
	return OK;
}

static void wipe_secrets(struct view *s)
{
	for (size_t i = 0; i < s->arg.n; i++)
		if (s->fields[i].kind == FILL_SECRET)
			edit_wipe(&s->input[i]);
}

static void stop(struct app *a, struct view *s)
{
	if (s->busy && s->arg.stop)
		s->arg.stop(a, s->arg.ctx);
	s->busy = false;
	a->watch_fd = -1;
}

static void forget(struct app *a, void *state)
{
	struct view *s = state;

	stop(a, s);
	wipe_secrets(s);
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	stop(a, s);
	if (s->arg.release)
		s->arg.release(s->arg.ctx);
}

/* ---- sending ---- */

static void finish(struct app *a, struct view *s)
{
	struct fill_arg arg = s->arg;

	s->arg.release = NULL;
	app_pop(a); /* s is gone from here on */
	if (arg.done)
		arg.done(a, arg.ctx);
	if (arg.release)
		arg.release(arg.ctx);
}

static void refuse(struct app *a, struct view *s, enum err e, const struct fill_said *said)
{
	wipe_secrets(s);
	s->focus = said->at < s->arg.n ? said->at : 0;
	while (s->fields[s->focus].kind != FILL_SECRET && s->focus > 0 &&
		s->fields[s->focus - 1].kind == FILL_SECRET)
		s->focus--;
	if (*said->why)
		app_say(a, VOICE_PROBLEM, "%s", said->why);
	else
		app_fail(a, e);
}

static void send(struct app *a, struct view *s)
{
	const char *values[FILL_FIELDS];
	struct fill_said said = {0};

	for (size_t i = 0; i < s->arg.n; i++)
		values[i] = s->input[i].text;
	enum err e = s->arg.send(a, s->arg.ctx, values, &said);
	a->dirty = true;
	if (e == ERR_BUSY && clock_mono_ms() < s->give_up_ms) {
		if (!s->busy)
			app_say(a, VOICE_BUSY, "%s", _("One moment, this is being settled"));
		s->busy = true;
		a->screen_due_ms = a->watch_fd >= 0 ? 0 : clock_mono_ms() + AGAIN_MS;
		return;
	}
	if (s->busy)
		a->message_live = false;
	stop(a, s);
	if (e)
		refuse(a, s, e, &said);
	else
		finish(a, s);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (s->busy)
		send(a, s);
}

/* The first line that still has to be filled; none: all are. */
static size_t missing(const struct view *s)
{
	for (size_t i = 0; i < s->arg.n; i++)
		if (!s->fields[i].optional && !s->input[i].len)
			return i;
	return s->arg.n;
}

static void send_if_whole(struct app *a, struct view *s)
{
	size_t at = missing(s);

	if (at < s->arg.n) {
		s->focus = at;
		app_say(a, VOICE_PROBLEM, _("Still to fill: %s"), _(s->fields[at].label));
		return;
	}
	s->give_up_ms = clock_mono_ms() + GIVE_UP_MS;
	send(a, s);
}

static void go_on(struct app *a, struct view *s)
{
	if (s->focus + 1 < s->arg.n)
		s->focus++;
	else
		send_if_whole(a, s);
}

/* ---- one of a list ---- */

static void picked(struct app *a, void *ctx, int index)
{
	struct view *s = ctx;

	if (index < 0)
		return;
	edit_set(&s->input[s->focus], s->fields[s->focus].rows[index].code);
	if (s->focus + 1 < s->arg.n)
		s->focus++;
	a->dirty = true;
}

static void pick(struct app *a, struct view *s, const char *query)
{
	const struct fill_field *f = &s->fields[s->focus];
	struct choose_arg arg = {.title = _(f->label), .rows = f->rows, .n = f->n_rows,
		.filter = f->n_rows > SHORT_LIST, .query = query, .done = picked, .ctx = s};
	enum err e = choose_open(a, &arg);

	if (e)
		app_fail(a, e);
}

/* ---- keys ---- */

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	const struct fill_field *f = &s->fields[s->focus];

	if (action == ACT_BACK) {
		app_pop(a);
		return;
	}
	if (s->busy)
		return;
	switch (action) {
	case ACT_TAB: case ACT_DOWN: s->focus = (s->focus + 1) % s->arg.n; break;
	case ACT_BACKTAB: case ACT_UP: s->focus = (s->focus + s->arg.n - 1) % s->arg.n; break;
	case ACT_NEXT_STEP: send_if_whole(a, s); break;
	case ACT_PICK:
		if (f->kind == FILL_ONE_OF)
			pick(a, s, NULL);
		break;
	case ACT_ENTER:
		if (f->kind == FILL_ONE_OF && !chosen(s, s->focus))
			pick(a, s, NULL);
		else
			go_on(a, s);
		break;
	default:
		if (f->kind != FILL_ONE_OF)
			edit_act(&s->input[s->focus], action);
		else if (action == ACT_RUBOUT || action == ACT_CLEAR || action == ACT_DELETE)
			edit_wipe(&s->input[s->focus]);
	}
	a->dirty = true;
}

static bool offers(const struct app *a, const void *state, enum action action)
{
	const struct view *s = state;

	(void)a;
	switch (action) {
	case ACT_HELP: case ACT_PALETTE: case ACT_BACK: return true;
	case ACT_PICK: return !s->busy && s->fields[s->focus].kind == FILL_ONE_OF;
	case ACT_NEXT_STEP: return !s->busy;
	default: return false;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	const struct fill_field *f = &s->fields[s->focus];
	int digit = app_digit(cp);
	char typed[TEXT_UTF8_MAX + 1];

	if (s->busy)
		return;
	if (f->kind == FILL_SECRET && text_is_han(cp)) {
		app_ime_hint(a);
	} else if (f->kind != FILL_ONE_OF) {
		edit_insert(&s->input[s->focus], text_fold(cp));
	} else if (f->n_rows <= SHORT_LIST && digit >= 1 && (size_t)digit <= f->n_rows) {
		picked(a, s, digit - 1);
	} else {
		typed[text_put(text_fold(cp), typed)] = '\0';
		pick(a, s, typed);
	}
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *s = state;

	(void)a;
	if (!s->busy && s->fields[s->focus].kind != FILL_ONE_OF)
		edit_paste(&s->input[s->focus], pasted);
}

static bool digits(const struct app *a, const void *state)
{
	const struct view *s = state;

	(void)a;
	return s->fields[s->focus].kind == FILL_ONE_OF;
}

/* ---- drawing ---- */

static void draw_chosen(const struct view *s, struct canvas *c, int at, size_t i)
{
	const struct choose_row *r = chosen(s, i);

	canvas_text(c, at, INPUT_COL, PAINT_TEXT, "[");
	canvas_field(c, at, INPUT_COL + 1, INPUT_WIDTH - 4, s->focus == i ? PAINT_FOCUS : PAINT_TEXT,
		r ? r->label : "");
	canvas_text(c, at, INPUT_COL + INPUT_WIDTH - 3, PAINT_DIM, "F4]");
	if (s->focus == i)
		canvas_cursor(c, at, INPUT_COL + 1);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int top = f.body_top + 4;

	canvas_wrap(c, f.body_top + 1, 3, c->cols - 6, 2, PAINT_HEAD, s->title);
	for (size_t i = 0; i < s->arg.n; i++) {
		int at = top + (int)i;
		canvas_text(c, at, LABEL_COL - 2, PAINT_TEXT, s->focus == i ? ">" : " ");
		canvas_field(c, at, LABEL_COL, INPUT_COL - LABEL_COL - 1,
			s->focus == i ? PAINT_HEAD : PAINT_TEXT, _(s->fields[i].label));
		if (s->fields[i].kind == FILL_ONE_OF)
			draw_chosen(s, c, at, i);
		else
			edit_draw(&s->input[i], c, at, INPUT_COL, INPUT_WIDTH, s->focus == i);
	}
	canvas_text(c, top + (int)s->arg.n + 1, LABEL_COL, PAINT_DIM,
		operator_current(a->store) ?
			_("Enter goes on and sends in the last line; F8 sends, Esc goes back") :
			_("Enter goes on and sends in the last line; Esc goes back"));
	frame_hint(a, c, VOICE_HINT, _(s->fields[s->focus].hint));
}

const struct screen screen_fill = {
	.name = "fill", .title = N_("To fill in"), .bit = IN_ADMIN, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .paste = paste, .digits = digits, .offers = offers, .draw = draw,
	.tick = tick, .forget = forget, .leave = leave,
};

/* Before anybody is logged in: no command that needs somebody works. */
static const struct screen screen_before = {
	.name = "fill", .title = N_("To fill in"), .bit = IN_LOGIN, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .paste = paste, .digits = digits, .offers = offers, .draw = draw,
	.tick = tick, .forget = forget, .leave = leave,
};

enum err fill_ask(struct app *a, const struct fill_arg *arg)
{
	return app_push(a, operator_current(a->store) ? &screen_fill : &screen_before, arg);
}
