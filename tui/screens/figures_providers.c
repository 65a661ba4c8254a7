/* SPDX-License-Identifier: MIT
 *
 * S17, what departments gave: how often each was asked, what did not come back, how long answers took,
 * what became of objections. Enter leads to one of them.
 */
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/screens/figures_state.h"

enum { MEDIAN = 50, SLOW = 95, NAME_COL = 3, NAME_WIDTH = 13, ASKS_END = 22, FAILED_END = 29, SHARE_END = 37,
	REFUSED_END = 44, MIDDLE_END = 52, SLOW_END = 59, RAISED_END = 66, WRONG_END = 72, DAYS_END = 78 };

static enum err start(struct app *a, struct figures_view *s)
{
	struct providers_reading *r = NULL;
	enum err e = providers_start(a->store, a->catalog, a->objections, &s->range, &r);

	s->reading = r;
	return e;
}

static void stop(struct figures_view *s)
{
	providers_stop(s->reading);
	s->reading = NULL;
}

static enum err step(struct app *a, struct figures_view *s, int ms, bool *whole)
{
	enum err e = providers_step(s->reading, ms, whole);

	(void)a;
	if (e || !*whole)
		return e;
	providers_stop(s->shared);
	s->shared = s->reading;
	s->reading = NULL;
	return OK;
}

static uint64_t so_far(const struct figures_view *s)
{
	return providers_so_far(s->reading ? s->reading : s->shared);
}

static size_t rows_of(const struct figures_view *s)
{
	return s->shared ? providers_of(s->shared)->n : 0;
}

static void open_row(struct app *a, struct figures_view *s)
{
	const struct providers *all = providers_of(s->shared);
	struct figures_provider arg = {all, &all->list[s->list.at], s->range};
	enum err e = app_push(a, &screen_figure_provider, &arg);

	if (e)
		app_fail(a, e);
}

/* ---- the table ---- */

static void seconds(struct canvas *c, int row, int end, const struct provider *p, int hundredth)
{
	int ms = provider_within_ms(p, hundredth);
	char text[24] = "-";

	if (ms >= 0)
		text_format(text, sizeof text, "%d.%d", ms / 1000, ms % 1000 / 100);
	canvas_right(c, row, end, PAINT_TEXT, text);
}

static void count(struct canvas *c, int row, int end, uint32_t n, bool bad)
{
	char text[24];

	text_format(text, sizeof text, "%u", n);
	canvas_right(c, row, end, bad && n ? PAINT_MISS : PAINT_TEXT, text);
}

static void provider_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct providers *all = ctx;
	const struct provider *p = &all->list[index];
	int days = provider_median_days(p);
	uint32_t tenths = p->asks ? (p->failed * 1000u + p->asks / 2) / p->asks : 0;
	char text[24];

	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, NAME_COL, NAME_WIDTH, selected ? PAINT_HEAD : PAINT_TEXT,
		i18n_pick(p->name, p->name_en));
	count(c, row, ASKS_END, p->asks, false);
	count(c, row, FAILED_END, p->failed, true);
	text_format(text, sizeof text, p->asks ? "%u.%u%%" : "-", tenths / 10, tenths % 10);
	canvas_right(c, row, SHARE_END, PAINT_TEXT, text);
	count(c, row, REFUSED_END, p->refused, true);
	seconds(c, row, MIDDLE_END, p, MEDIAN);
	seconds(c, row, SLOW_END, p, SLOW);
	count(c, row, RAISED_END, p->raised, false);
	count(c, row, WRONG_END, p->confirmed, true);
	text_format(text, sizeof text, days < 0 ? "-" : "%d", days);
	canvas_right(c, row, DAYS_END, PAINT_TEXT, text);
}

static void draw(const struct app *a, const struct figures_view *s, struct canvas *c, const struct frame *f)
{
	static const struct {
		int end;
		const char *text;
	} heads[] = {{ASKS_END, N_("Asks")}, {FAILED_END, N_("Lost")}, {SHARE_END, N_("Of asks")},
		{REFUSED_END, N_("Barred")}, {MIDDLE_END, N_("Half s")}, {SLOW_END, N_("95% s")},
		{RAISED_END, N_("Obj.")}, {WRONG_END, N_("Wrong")}, {DAYS_END, N_("Days")}};
	int rows = f->body_rows - 4;

	(void)a;
	canvas_text(c, f->body_top, NAME_COL, PAINT_DIM, _("Department"));
	for (size_t i = 0; i < COUNT_OF(heads); i++)
		figures_head(c, f->body_top, heads[i].end, _(heads[i].text));
	if (s->shared)
		figures_list(&s->list, c, f->body_top + 1, rows, provider_row, providers_of(s->shared));
	if (s->shared && !rows_of(s))
		canvas_text(c, f->body_top + 1, NAME_COL, PAINT_DIM, _("No department was asked in this range"));
	canvas_rule(c, f->body_top + rows + 1, 0, f->width);
	canvas_wrap(c, f->body_top + rows + 2, NAME_COL, f->width - NAME_COL - 1, 2, PAINT_DIM,
		_("Lost: no usable answer. Barred: not allowed to ask. Half and 95% of the answers took so many seconds. Days: working days until an objection's reply."));
}

const struct figures_page figures_providers_page = {start, step, so_far, stop, rows_of, open_row, draw};
