/* SPDX-License-Identifier: MIT
 *
 * The cases behind a figure: those that make it worse stand first.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/state.h"
#include "tui/frame.h"
#include "tui/screens/figures_state.h"

enum { PAGE = 13, STEP_MS = 6 };

struct view {
	struct figures_drill drill;
	struct figure_case *rows;
	size_t n;
	uint64_t total;
	struct list list;
	struct figure_listing *reading; /* NULL: it stands there */
};

static void stop(struct view *s)
{
	figure_listing_stop(s->reading);
	s->reading = NULL;
}

static void read_on(struct app *a, struct view *s)
{
	bool whole = false;
	enum err e = figure_listing_step(s->reading, STEP_MS, &whole);

	a->dirty = true;
	a->soon = !e && !whole;
	if (e) {
		stop(s);
		app_fail(a, e);
	}
	if (e || !whole)
		return;
	mem_free(s->rows);
	figure_listing_whole(s->reading, CASES_MOST, &s->rows, &s->n, &s->total);
	s->reading = NULL;
	list_set(&s->list, s->n);
}

static void load(struct app *a, struct view *s)
{
	const struct figures_drill *d = &s->drill;

	stop(s);
	figure_listing_start(a->store, &d->range, d->figure, d->by, *d->key ? d->key : NULL, &s->reading);
	read_on(a, s);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	s->drill = *(const struct figures_drill *)arg;
	load(a, s);
	return OK;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (s->reading)
		read_on(a, s);
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	stop(s);
	mem_free(s->rows);
}

static void back(struct app *a, void *state)
{
	load(a, state);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_FETCH:
		back(a, s);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_ENTER:
		if (s->list.at < s->n)
			app_open_case(a, &s->rows[s->list.at].id);
		break;
	default: list_act(&s->list, action, PAGE); break;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct figure_case *x = &s->rows[index];
	bool whole = x->above >= x->below;
	char day[11], received[20];
	enum state st = STATE_DRAFT;

	(void)state_parse(x->state, &st);
	clock_format(x->received_ms, received);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 3, whole ? PAINT_OK : PAINT_MISS, whole ? "=" : "!");
	canvas_text(c, at, 5, PAINT_TEXT, x->number);
	canvas_field(c, at, 21, 22, PAINT_TEXT, x->item_name);
	canvas_field(c, at, 44, 12, PAINT_TEXT, _(state_text(st)));
	received[16] = '\0';
	canvas_text(c, at, 57, PAINT_DIM, received + 5);
	if (x->due != DAY_NONE) {
		day_format(x->due, day);
		canvas_text(c, at, 69, PAINT_TEXT, day);
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, _(figure_text(s->drill.figure)), STEP_NONE, "");
	char line[APP_MESSAGE];

	canvas_fill(c, 2, 0, c->cols, PAINT_TEXT);
	text_format(line, sizeof line, _("%s  %llu cases"), s->drill.name, (unsigned long long)s->total);
	canvas_text(c, 2, 1, PAINT_TEXT, line);
	list_draw(&s->list, c, f.body_top, f.body_rows, row, s);
	if (!s->n && !s->reading)
		canvas_text(c, f.body_top, 3, PAINT_DIM, _("No cases here"));
	canvas_cursor(c, f.body_top + (int)(s->list.at - list_top(&s->list, f.body_rows)), 0);
	frame_hint(a, c, VOICE_HINT, _("! counts against the figure, = for it. Enter opens the case"));
}

const struct screen screen_figure_cases = {
	.name = "figure-cases", .title = N_("Cases of a figure"), .bit = IN_DRILL,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
	.tick = tick, .back = back, .leave = leave,
};
