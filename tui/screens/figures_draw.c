/* SPDX-License-Identifier: MIT
 *
 * S17, its picture: two rows of tabs, a table with bars, hours as a heat table, and under it what
 * the chosen figure means.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/frame.h"
#include "tui/screens/figures_state.h"

enum { NAME_COL = 3, NAME_WIDTH = 18, COUNT_END = 28, BAR_COL = 30, BAR_WIDTH = 20, FIRST_HOUR = 8,
	LAST_HOUR = 18, HEAT_COL = 10, HEAT_STEP = 6, LEVELS = 4 };

static const char *const section_names[SECTIONS] = {
#define X(name, text, by, page) [name] = text,
	SECTION_TABLE(X)
#undef X
};
static const struct figures_page *const pages[SECTIONS] = {
#define X(name, text, by, page) [name] = &page,
	SECTION_TABLE(X)
#undef X
};
static const char *const span_names[SPANS] = {
#define X(name, text) [name] = text,
	SPAN_TABLE(X)
#undef X
};

static void tabs(struct canvas *c, int row, int col, const char *const *names, int n, int at)
{
	for (int i = 0; i < n; i++)
		col = canvas_printf(c, row, col, i == at ? PAINT_HEAD : PAINT_TEXT,
			      i == at ? "[%s]" : " %s ", _(names[i]));
}

void figures_span(const struct range *r, char out[40])
{
	char from[11], to[11];
	struct civil a = clock_civil(r->from_ms), b = clock_civil(r->to_ms - 1);

	day_format(day_of(a.year, a.month, a.day), from);
	day_format(day_of(b.year, b.month, b.day), to);
	text_format(out, 40, text_equal(from, to) ? "%s" : "%s - %s", from, to);
}

static void draw_tabs(const struct figures_view *s, struct canvas *c)
{
	char line[40];

	canvas_fill(c, 1, 0, c->cols, PAINT_TEXT);
	canvas_fill(c, 2, 0, c->cols, PAINT_TEXT);
	tabs(c, 1, 1, span_names, SPANS, (int)s->span);
	figures_span(&s->range, line);
	canvas_right(c, 1, c->cols - 1, PAINT_DIM, line);
	tabs(c, 2, 1, section_names, s->own ? 1 : SECTIONS, (int)s->section);
}

static void bar(struct canvas *c, int row, int col, int width, int64_t value, int64_t most)
{
	int n = most > 0 ? (int)((value * width + most - 1) / most) : 0;

	for (int i = 0; i < n && i < width; i++)
		canvas_text(c, row, col + i, PAINT_OK, "#");
}

/* ---- overview ---- */

struct painting {
	const struct app *app;
	const struct figures_view *view;
	const struct tally *tally;
	int64_t most;
};

static void figure_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct painting *p = ctx;
	enum figure f = (enum figure)index;
	char value[24];
	int64_t hundredths;

	tally_show(p->tally, f, value);
	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, NAME_COL, 24, selected ? PAINT_HEAD : PAINT_TEXT, _(figure_text(f)));
	canvas_right(c, row, 38, PAINT_TEXT, value);
	if (figure_unit(f) == UNIT_PERCENT && tally_value(p->tally, f, &hundredths)) {
		char part[48];
		bar(c, row, 41, 20, hundredths, 10000);
		text_format(part, sizeof part, "%lld/%lld", (long long)p->tally->of[f].above,
			(long long)p->tally->of[f].below);
		canvas_text(c, row, 63, PAINT_DIM, part);
	}
}

static void draw_overview(const struct app *a, const struct figures_view *s, struct canvas *c,
	const struct frame *f)
{
	struct painting p = {a, s, s->own ? figures_own(a, s) : &s->f.all, 0};
	int rows = f->body_rows - 3;

	figures_list(&s->list, c, f->body_top, rows, figure_row, &p);
	canvas_rule(c, f->body_top + rows, 0, f->width);
	canvas_wrap(c, f->body_top + rows + 1, NAME_COL, f->width - NAME_COL - 1, 2, PAINT_DIM,
		_(figure_definition((enum figure)s->list.at)));
}

/* ---- groups ---- */

static void group_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	static const struct {
		enum figure figure;
		int end;
	} columns[] = {{FIGURE_UNTYPED, 58}, {FIGURE_INTAKE, 65}, {FIGURE_ONE_TRIP, 73},
		{FIGURE_LATE, 79}};
	const struct painting *p = ctx;
	const struct figure_group *g = &p->view->f.groups[index];
	char value[24];

	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, NAME_COL, NAME_WIDTH, selected ? PAINT_HEAD : PAINT_TEXT, g->name);
	tally_show(&g->tally, FIGURE_RECEIVED, value);
	canvas_right(c, row, COUNT_END, PAINT_TEXT, value);
	bar(c, row, BAR_COL, BAR_WIDTH, g->tally.of[FIGURE_RECEIVED].above, p->most);
	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		bool bad = columns[i].figure == FIGURE_LATE && g->tally.of[FIGURE_LATE].above > 0;
		tally_show(&g->tally, columns[i].figure, value);
		canvas_right(c, row, columns[i].end, bad ? PAINT_BAD : PAINT_TEXT, value);
	}
}

static void draw_total(const struct figures_view *s, struct canvas *c, int row)
{
	static const enum figure below[] = {
		FIGURE_FINISHED, FIGURE_RUNNING, FIGURE_ONE_TRIP, FIGURE_PAPERS};
	int col = NAME_COL;

	for (size_t i = 0; i < COUNT_OF(below); i++) {
		char value[24];
		tally_show(&s->f.all, below[i], value);
		col = canvas_printf(c, row, col, PAINT_TEXT, "%s ", _(figure_text(below[i])));
		col = canvas_text(c, row, col, PAINT_HEAD, value) + 3;
	}
}

static void draw_groups(const struct app *a, const struct figures_view *s, struct canvas *c,
	const struct frame *f)
{
	struct painting p = {a, s, NULL, s->f.n ? s->f.groups[0].tally.of[FIGURE_RECEIVED].above : 0};
	int rows = f->body_rows - 3;

	canvas_right(c, f->body_top, COUNT_END, PAINT_DIM, _("Cases received"));
	canvas_right(c, f->body_top, 58, PAINT_DIM, _("Not typed"));
	canvas_right(c, f->body_top, 65, PAINT_DIM, _("Min"));
	canvas_right(c, f->body_top, 73, PAINT_DIM, _("1 trip"));
	canvas_right(c, f->body_top, 79, PAINT_DIM, _("Late"));
	figures_list(&s->list, c, f->body_top + 1, rows, group_row, &p);
	if (!s->f.n)
		canvas_text(c, f->body_top + 1, NAME_COL, PAINT_DIM, _("Nothing received in this range yet"));
	canvas_rule(c, f->body_top + rows + 1, 0, f->width);
	draw_total(s, c, f->body_top + rows + 2);
}

/* ---- hours ---- */

static uint32_t hottest(const struct figures_view *s)
{
	uint32_t most = 0;

	for (int day = 0; day < 7; day++)
		for (int hour = 0; hour < FIGURES_HOURS; hour++)
			if (s->f.heat[day][hour] > most)
				most = s->f.heat[day][hour];
	return most;
}

static void draw_hours(const struct figures_view *s, struct canvas *c, const struct frame *f)
{
	static const char *const days[] = {N_("Monday"), N_("Tuesday"), N_("Wednesday"),
		N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday")};
	static const char *const signs[LEVELS + 1] = {"", ".", "+", "*", "#"};
	static const enum paint paints[LEVELS + 1] = {
		PAINT_DIM, PAINT_TEXT, PAINT_OK, PAINT_STALE, PAINT_MISS};
	uint32_t most = hottest(s);

	for (int hour = FIRST_HOUR; hour <= LAST_HOUR; hour++)
		canvas_printf(c, f->body_top, HEAT_COL + (hour - FIRST_HOUR) * HEAT_STEP, PAINT_DIM,
			"%02d", hour);
	for (int day = 0; day < 7; day++) {
		int row = f->body_top + 1 + day;
		canvas_text(c, row, NAME_COL, PAINT_TEXT, _(days[day]));
		for (int hour = FIRST_HOUR; hour <= LAST_HOUR; hour++) {
			uint32_t n = s->f.heat[day][hour];
			int level = n && most ? (int)((n * LEVELS + most - 1) / most) : 0;
			if (n)
				canvas_printf(c, row, HEAT_COL + (hour - FIRST_HOUR) * HEAT_STEP,
					paints[level], "%u%s", n, signs[level]);
		}
	}
	canvas_text(c, f->body_top + 9, NAME_COL, PAINT_DIM,
		_("Receipts by weekday and hour. The busiest hours bear #, then * + and ."));
	canvas_rule(c, f->body_top + 11, 0, f->width);
	draw_total(s, c, f->body_top + 12);
}

/* ---- sections of cases ---- */

static void draw_cases(const struct app *a, const struct figures_view *s, struct canvas *c,
	const struct frame *f)
{
	if (s->section == SECTION_ALL)
		draw_overview(a, s, c, f);
	else if (s->section == SECTION_HOUR)
		draw_hours(s, c, f);
	else
		draw_groups(a, s, c, f);
}

static enum err start_cases(struct app *a, struct figures_view *s)
{
	struct figures_reading *r;

	figures_start(a->store, &s->range, figures_by(s), &r);
	s->reading = r;
	return OK;
}

static enum err step_cases(struct app *a, struct figures_view *s, int ms, bool *whole)
{
	enum err e = figures_step(s->reading, ms, whole);

	(void)a;
	if (!e && *whole) {
		figures_release(&s->f);
		figures_whole(s->reading, &s->f);
		s->reading = NULL;
	}
	return e;
}

static uint64_t cases_so_far(const struct figures_view *s)
{
	return s->reading ? figures_so_far(s->reading) : s->f.cases;
}

static void stop_cases(struct figures_view *s)
{
	figures_stop(s->reading);
	s->reading = NULL;
}

static size_t rows_of_cases(const struct figures_view *s)
{
	return s->section == SECTION_ALL ? FIGURE_COUNT : s->section == SECTION_HOUR ? 0 : s->f.n;
}

static void enter_cases(struct app *a, struct figures_view *s)
{
	struct figures_drill d = {.range = s->range, .figure = FIGURE_RECEIVED, .by = s->f.by};

	if (s->section == SECTION_ALL) {
		d.figure = (enum figure)s->list.at;
		if (s->own)
			text_copy(d.key, sizeof d.key, a->operator_id);
	} else {
		text_copy(d.key, sizeof d.key, s->f.groups[s->list.at].key);
		text_copy(d.name, sizeof d.name, s->f.groups[s->list.at].name);
	}
	enum err e = app_push(a, &screen_figure_cases, &d);
	if (e)
		app_fail(a, e);
}

const struct figures_page figures_cases_page = {start_cases, step_cases, cases_so_far, stop_cases,
	rows_of_cases, enter_cases, draw_cases};

/* ---- the screen ---- */

void figures_list(const struct list *l, struct canvas *c, int row, int rows, list_row draw, const void *ctx)
{
	list_draw(l, c, row, rows, draw, ctx);
	if (l->count)
		canvas_cursor(c, row + (int)(l->at - list_top(l, rows)), 0);
}

void figures_head(struct canvas *c, int row, int end, const char *text)
{
	canvas_right(c, row, end, PAINT_DIM, text);
}

void figures_paint(const struct app *a, struct figures_view *s, struct canvas *c)
{
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	char at[6];

	draw_tabs(s, c);
	canvas_cursor(c, f.body_top, 0);
	pages[s->section]->draw(a, s, c, &f);
	clock_format_hm(s->at_ms, at);
	char hint[APP_MESSAGE];
	text_format(hint, sizeof hint, _("Figures as of %s. Enter shows the cases, F4 the range, Tab the next page"), at);
	frame_hint(a, c, VOICE_HINT, hint);
}
