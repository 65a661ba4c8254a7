/* SPDX-License-Identifier: MIT
 *
 * The published calendar of a year as due dates use it, a month a line: week days that are off, weekends
 * that are worked, how many working days. Years past the published end are said to be provisional.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/workday.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"
#include "tui/screens/calendar_state.h"

enum { SATURDAY = 5, FIRST_YEAR = 2007, OFF_COL = 12, MADE_UP_COL = 44, WORK_COL = 78 };

static void add_day(char *text, size_t size, int day)
{
	char number[8];
	size_t used = 0;

	while (text[used])
		used++;
	text_format(number, sizeof number, used ? " %d" : "%d", day);
	text_copy(text + used, size - used, number);
}

void calendar_read_year(struct calendar_view *s)
{
	day_t end = day_of(s->year + 1, 1, 1);

	for (int m = 0; m < CALENDAR_MONTHS; m++)
		s->months[m] = (struct calendar_month){0};
	for (day_t d = day_of(s->year, 1, 1); d < end; d++) {
		int year, month, day;
		bool works = workday_is(d), weekend = day_weekday(d) >= SATURDAY;

		day_split(d, &year, &month, &day);
		struct calendar_month *m = &s->months[month - 1];
		m->working += works;
		if (works && weekend)
			add_day(m->made_up, sizeof m->made_up, day);
		else if (!works && !weekend)
			add_day(m->off, sizeof m->off, day);
	}
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct calendar_view *s = state;
	int month, day;

	(void)arg;
	day_split(clock_today(), &s->year, &month, &day);
	list_set(&s->list, CALENDAR_MONTHS);
	s->list.at = (size_t)month - 1;
	calendar_read_year(s);
	calendar_load(a, s);
	return OK;
}

static void leave(struct app *a, void *state)
{
	(void)a;
	calendar_drop(state);
}

static void tick(struct app *a, void *state, int64_t now)
{
	(void)now;
	calendar_compare(a, state);
}

static int last_year(void)
{
	int year, month, day;

	day_split(workday_horizon(), &year, &month, &day);
	return year + 1;
}

static void turn(struct app *a, struct calendar_view *s, int by)
{
	if (s->year + by < FIRST_YEAR || s->year + by > last_year()) {
		app_say(a, VOICE_HINT, "%s", _("No calendar is published for that year"));
		return;
	}
	s->year += by;
	calendar_read_year(s);
	a->dirty = true;
}

static void act(struct app *a, void *state, enum action action)
{
	struct calendar_view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_ENTER: calendar_open(a, s); break;
	case ACT_LEFT: turn(a, s, -1); break;
	case ACT_RIGHT: turn(a, s, 1); break;
	default:
		if (list_act(&s->list, action, CALENDAR_MONTHS))
			a->dirty = true;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct calendar_view *s = ctx;
	const struct calendar_month *m = &s->months[index];
	char number[8];

	text_format(number, sizeof number, "%d", m->working);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_printf(c, at, 3, selected ? PAINT_HEAD : PAINT_TEXT, "%d-%02zu", s->year, index + 1);
	canvas_field(c, at, OFF_COL, MADE_UP_COL - OFF_COL - 1, PAINT_OK, m->off);
	canvas_field(c, at, MADE_UP_COL, 20, PAINT_STALE, m->made_up);
	canvas_right(c, at, WORK_COL, PAINT_TEXT, number);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct calendar_view *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	char day[11], line[APP_MESSAGE];
	bool published = day_of(s->year, 12, 31) <= workday_horizon();

	day_format(workday_horizon(), day);
	text_format(line, sizeof line, _("Published until %s"), day);
	canvas_printf(c, 1, 1, PAINT_HEAD, "%d", s->year);
	canvas_text(c, 1, 7, published ? PAINT_OK : PAINT_STALE,
		published ? _("as published") : _("not published yet: weekends only, due dates are provisional"));
	canvas_text(c, 2, 1, PAINT_DIM, line);
	canvas_text(c, f.body_top, 3, PAINT_DIM, _("Month"));
	canvas_text(c, f.body_top, OFF_COL, PAINT_DIM, _("Week days off"));
	canvas_text(c, f.body_top, MADE_UP_COL, PAINT_DIM, _("Weekends worked"));
	canvas_right(c, f.body_top, WORK_COL, PAINT_DIM, _("Working days"));
	list_draw(&s->list, c, f.body_top + 1, CALENDAR_MONTHS, row, s);
	canvas_cursor(c, f.body_top + 1 + (int)s->list.at, 1);
	if (s->waits)
		frame_hint(a, c, VOICE_HINT, _("A calendar waits to be put in force: Enter shows what it changes"));
	else
		frame_hint(a, c, VOICE_HINT, _("Left and Right change the year"));
}

const struct screen screen_calendar = {
	.name = "calendar", .title = N_("Working-day calendar"), .bit = IN_LIST,
	.state_size = sizeof(struct calendar_view), .enter = enter, .act = act, .text = text, .draw = draw,
	.tick = tick, .leave = leave,
};
