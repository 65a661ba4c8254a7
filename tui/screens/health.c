/* SPDX-License-Identifier: MIT
 *
 * How the hall's machine is: one line a check of core/casework/oversight/checkup.h, and below what to do about
 * the line under the cursor. F6 shows the departments. Read anew with F5 and each minute.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/checkup.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { AGAIN_MS = 60000, DETAIL_ROWS = 3, PAGE = 12 };

struct view {
	struct checkup_report report;
	bool departments;
	struct list list;
	int64_t again_ms;            /* mono */
};

static void look(struct app *a, struct view *s)
{
	checkup(a->store, a->driver, &s->report);
	list_set(&s->list, s->departments ? s->report.n_sources : CHECKUP_COUNT);
	s->again_ms = clock_mono_ms() + AGAIN_MS;
	a->screen_due_ms = s->again_ms;
	a->dirty = true;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	look(a, state);
	return OK;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	if (now_ms >= s->again_ms && store_unlocked(a->store))
		look(a, s);
	a->screen_due_ms = s->again_ms > now_ms ? s->again_ms : now_ms + AGAIN_MS;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_VIEW:
		s->departments = !s->departments;
		s->list.at = 0;
		look(a, s);
		break;
	case ACT_FETCH:
		look(a, s);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	default: list_act(&s->list, action, PAGE); a->dirty = true;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

/* ---- drawing ---- */

static enum paint paint_of(enum checkup_level l)
{
	static const enum paint paints[] = {PAINT_DIM, PAINT_OK, PAINT_STALE, PAINT_BAD};

	return paints[l];
}

static void level(struct canvas *c, int at, int col, enum checkup_level l)
{
	char text[24];

	text_format(text, sizeof text, l == CHECKUP_UNKNOWN ? "  -" : "[%s]", _(checkup_level_text(l)));
	canvas_text(c, at, col, paint_of(l), text);
}

static void check_row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct checkup_line *l = &s->report.lines[index];

	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	level(c, at, 3, l->level);
	canvas_field(c, at, 12, 21, PAINT_TEXT, _(checkup_text((enum checkup)index)));
	canvas_field(c, at, 34, c->cols - 35, l->level >= CHECKUP_YELLOW ? paint_of(l->level) : PAINT_TEXT,
		l->value);
	if (selected)
		canvas_paint(c, at, 12, 21, PAINT_SEL);
}

static void ms_text(int ms, char out[16])
{
	if (ms < 0)
		text_copy(out, 16, "-");
	else
		text_format(out, 16, "%d", ms);
}

static void source_row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct view *s = ctx;
	const struct checkup_source *d = &s->report.sources[index];
	char p50[16], p95[16], failed[24];

	ms_text(d->p50_ms, p50);
	ms_text(d->p95_ms, p95);
	text_format(failed, sizeof failed, "%zu%%", d->asked ? 100 * (d->asked - d->good) / d->asked : 0);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	level(c, at, 3, d->level);
	canvas_field(c, at, 12, 20, PAINT_TEXT, d->department);
	canvas_right(c, at, 42, PAINT_TEXT, p50);
	canvas_right(c, at, 52, PAINT_TEXT, p95);
	canvas_right(c, at, 62, d->good < d->asked ? PAINT_BAD : PAINT_TEXT, failed);
	canvas_printf(c, at, 66, PAINT_DIM, "%zu", d->asked);
	if (selected)
		canvas_paint(c, at, 12, 20, PAINT_SEL);
}

static void heads(const struct view *s, struct canvas *c, int at)
{
	canvas_text(c, at, 3, PAINT_DIM, _("Light"));
	canvas_text(c, at, 12, PAINT_DIM, s->departments ? _("Department") : _("What was checked"));
	if (!s->departments) {
		canvas_text(c, at, 34, PAINT_DIM, _("State now"));
		return;
	}
	canvas_right(c, at, 42, PAINT_DIM, "p50 ms");
	canvas_right(c, at, 52, PAINT_DIM, "p95 ms");
	canvas_right(c, at, 62, PAINT_DIM, _("Failed"));
	canvas_text(c, at, 66, PAINT_DIM, _("Asked"));
}

static void todo(const struct view *s, struct canvas *c, int at)
{
	enum checkup which = s->departments ? CHECKUP_SOURCES : (enum checkup)s->list.at;
	enum checkup_level l = s->departments && s->list.at < s->report.n_sources
				       ? s->report.sources[s->list.at].level
				       : s->report.lines[which].level;

	canvas_rule(c, at, 3, c->cols - 6);
	canvas_wrap(c, at + 1, 3, c->cols - 5, 2, l >= CHECKUP_YELLOW ? PAINT_TEXT : PAINT_DIM,
		l >= CHECKUP_YELLOW ? _(checkup_todo(which)) : _("Nothing to do"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - DETAIL_ROWS - 1;
	size_t red = 0, yellow = 0;
	char line[APP_MESSAGE];

	for (int i = 0; i < CHECKUP_COUNT; i++) {
		red += s->report.lines[i].level == CHECKUP_RED;
		yellow += s->report.lines[i].level == CHECKUP_YELLOW;
	}
	text_format(line, sizeof line, _("%zu red, %zu yellow"), red, yellow);
	canvas_text(c, 1, 1, PAINT_DIM, s->departments ? _("Answers of the last five minutes, worst first") :
		_("This machine, its journal, and what it rests on"));
	canvas_right(c, 1, c->cols - 1, red ? PAINT_BAD : yellow ? PAINT_STALE : PAINT_OK, line);
	heads(s, c, f.body_top);
	list_draw(&s->list, c, f.body_top + 1, rows, s->departments ? source_row : check_row, s);
	if (!s->list.count)
		canvas_text(c, f.body_top + 1, 3, PAINT_DIM, _("No department was asked in five minutes"));
	todo(s, c, f.body_top + rows + 1);
	canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, rows)), 1);
	frame_hint(a, c, VOICE_HINT, _("F6 shows departments or checks, F5 reads anew"));
}

const struct screen screen_health = {
	.name = "health", .title = N_("Health"), .bit = IN_HEALTH,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
	.tick = tick,
};
