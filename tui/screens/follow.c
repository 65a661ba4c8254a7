/* SPDX-License-Identifier: MIT
 *
 * 跟屏 and 回放: what a trainee sees now, or saw. Nothing can be typed there. The picture stands below the title
 * row; a larger one is cut.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/canvas_pack.h"
#include "tui/frame.h"
#include "tui/screens/trainer_state.h"
#include "tui/tape.h"

enum { LOOK_MS = 1000, JUMP = 10 };

struct view {
	struct follow_arg what;
	struct tape tape;
	size_t at;
	struct canvas picture;       /* of the tape */
	bool there;                  /* it was, at the last turn */
};

static void order(struct view *s, bool on)
{
	struct class_order o = {.what = ORDER_WATCH, .n = on};

	(void)class_floor_order(s->what.floor, s->what.seat, &o);
}

static void show_frame(struct app *a, struct view *s)
{
	const struct tape_frame *f = &s->tape.frames[s->at];

	canvas_release(&s->picture);
	if (canvas_unpack(buf_text(&s->tape.bytes) + f->at, f->len, &s->picture))
		app_fail(a, ERR_INPUT);
	a->dirty = true;
}

static enum err load(struct app *a, struct view *s)
{
	char path[PATH_SIZE];

	if (!text_format(path, sizeof path, "%s/seat-%02d/lessons/tape", s->what.floor->dir, s->what.seat))
		return ERR_LIMIT;
	enum err e = tape_load(path, &s->tape);
	if (!e && s->tape.n == 0) {
		tape_release(&s->tape);
		return ERR_NOTFOUND;
	}
	if (!e)
		show_frame(a, s);
	return e;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	s->what = *(const struct follow_arg *)arg;
	if (s->what.replay)
		return load(a, s);
	if (s->what.floor->desks[s->what.seat].fd < 0)
		return ERR_NOTFOUND;
	s->there = true;
	order(s, true);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	if (!s->what.replay)
		order(s, false);
	canvas_release(&s->picture);
	tape_release(&s->tape);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	if (class_floor_turn(s->what.floor, now_ms))
		a->dirty = true;
	bool there = s->what.floor->desks[s->what.seat].fd >= 0;
	if (there && !s->there && !s->what.replay)
		order(s, true); /* also to who has come back */
	s->there = there;
	a->screen_due_ms = now_ms + LOOK_MS;
}

static void step(struct app *a, struct view *s, size_t at)
{
	s->at = at < s->tape.n ? at : s->tape.n - 1;
	show_frame(a, s);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	size_t at = s->at;

	if (action == ACT_BACK || action == ACT_VIEW) {
		app_pop(a);
		return;
	}
	if (!s->what.replay)
		return;
	switch (action) {
	case ACT_RIGHT: case ACT_DOWN: case ACT_ENTER: case ACT_NEXT_STEP: step(a, s, at + 1); break;
	case ACT_LEFT: case ACT_UP: case ACT_BACK_STEP: step(a, s, at ? at - 1 : 0); break;
	case ACT_PGDN: step(a, s, at + JUMP); break;
	case ACT_PGUP: step(a, s, at > JUMP ? at - JUMP : 0); break;
	case ACT_TOP: step(a, s, 0); break;
	case ACT_END: step(a, s, s->tape.n - 1); break;
	default: break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_say(a, VOICE_HINT, "%s", _("Only looking: nothing reaches the trainee"));
}

/* As much as there is room for; the last row is the one with the trainee's message. */
static void draw_picture(struct canvas *c, const struct canvas *picture)
{
	int rows = picture->rows < c->rows - 4 ? picture->rows : c->rows - 4;
	bool cut = rows < picture->rows;
	struct canvas part;

	canvas_init(&part, rows, picture->cols < c->cols ? picture->cols : c->cols);
	for (int row = 0; row < rows; row++)
		for (int col = 0; col < part.cols; col++) {
			int from = cut && row == rows - 1 ? picture->rows - 3 : row;
			struct cell cell = picture->cells[from * picture->cols + col];
			if (cell.width == 2 && col + 1 == part.cols)
				cell = (struct cell){.cp = ' ', .width = 1, .paint = cell.paint};
			part.cells[row * part.cols + col] = cell;
		}
	canvas_copy(c, 1, 0, &part, 0, rows);
	canvas_release(&part);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct class_desk *d = &s->what.floor->desks[s->what.seat];
	const struct canvas *picture = s->what.replay ? &s->picture : &d->picture;
	char object[128];

	if (s->what.replay)
		text_format(object, sizeof object, _("%s  played back  %d:%02d  picture %zu of %zu"),
			d->state.who, s->tape.frames[s->at].at_s / 60, s->tape.frames[s->at].at_s % 60,
			s->at + 1, s->tape.n);
	else
		text_format(object, sizeof object, "%s %s", d->state.who, d->state.name);
	frame_draw(a, c, object, STEP_NONE, "");
	for (int row = 1; row < c->rows - 3; row++)
		canvas_fill(c, row, 0, c->cols, PAINT_TEXT);
	if (picture->cells)
		draw_picture(c, picture);
	else
		canvas_text(c, 4, 3, PAINT_DIM, d->fd < 0 && !s->what.replay ? _("Nobody is at this seat now") :
			_("Not shown: a password is asked for there, or nothing has changed yet"));
	canvas_cursor(c, c->rows - 3, 0); /* on the words that say so: nothing is typed here */
	frame_hint(a, c, VOICE_HINT, s->what.replay ?
		_("Down and Up go picture by picture, PgDn by ten, End to the last, Esc back") :
		_("Only looking: nothing reaches the trainee. Esc back"));
}

const struct screen screen_follow = {
	.name = "follow", .title = N_("Following"), .bit = IN_TRAINER, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .tick = tick, .draw = draw, .leave = leave,
};
