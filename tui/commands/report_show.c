/* SPDX-License-Identifier: MIT
 *
 * What must hold: a cell that begins like a formula is text for every spreadsheet; a count of one
 * to four cases leaves nobody to be guessed at, nor does a change from or to one.
 */
#include "tui/commands/report_show.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/commands/lines.h"

/* ---- reading ---- */

struct range report_span(int year, int month, int date)
{
	if (date)
		return range_days(day_of(year, month, date), day_of(year, month, date));
	if (month)
		return range_month(year, month);
	return range_days(day_of(year, 1, 1), day_of(year, 12, 31));
}

/* The last day of a month that is shorter than this one. */
static int in_month(int year, int month, int date)
{
	day_t next = month == 12 ? day_of(year + 1, 1, 1) : day_of(year, month + 1, 1);
	int y, m, last;

	day_split(next - 1, &y, &m, &last);
	return date > last ? last : date;
}

static struct range one_before(int year, int month, int date)
{
	if (date) {
		day_t day = day_of(year, month, date) - 1;
		return range_days(day, day);
	}
	if (month)
		return month > 1 ? range_month(year, month - 1) : range_month(year - 1, 12);
	return report_span(year - 1, 0, 0);
}

/* Of a span that runs on the part there is: nothing is late by a day to come. */
static struct range so_far(struct range r)
{
	struct range today = range_days(clock_today(), clock_today());

	if (r.to_ms > today.to_ms)
		r.to_ms = today.to_ms > r.from_ms ? today.to_ms : r.from_ms;
	return r;
}

enum err report_read(struct store *s, int year, int month, int date, enum grouping by, struct report *out)
{
	struct range now = so_far(report_span(year, month, date)), before = one_before(year, month, date);
	struct range year_ago = report_span(year - 1, month, date ? in_month(year - 1, month, date) : 0);
	enum err e = figures_read(s, &now, by, &out->now);

	out->by = by;
	if (!e)
		told_groups_read(&out->now, &out->told);
	if (!e)
		e = figures_read(s, &before, BY_ALL, &out->before);
	if (!e)
		e = figures_read(s, &year_ago, BY_ALL, &out->year_ago);
	if (!e && !date)
		e = figures_read(s, &now, BY_DAY, &out->days);
	out->had_before = out->before.all.of[FIGURE_RECEIVED].above > 0;
	out->had_year_ago = out->year_ago.all.of[FIGURE_RECEIVED].above > 0;
	return e;
}

void report_release(struct report *r)
{
	told_groups_release(&r->told);
	figures_release(&r->now);
	figures_release(&r->before);
	figures_release(&r->year_ago);
	figures_release(&r->days);
}

/* ---- cells ---- */

void report_cell(const struct tally *t, enum figure f, char out[REPORT_CELL])
{
	if (report_hidden(t, f))
		text_copy(out, REPORT_CELL, "<5");
	else
		tally_show(t, f, out);
}

void report_group_cell(const struct report *r, size_t group, enum figure f, char out[REPORT_CELL])
{
	enum told told = told_group(&r->told, f, group);

	if (told == TOLD)
		tally_show(&r->now.groups[group].tally, f, out);
	else
		report_told(0, told, out);
}

void report_change(const struct tally *now, const struct tally *before, enum figure f, char out[REPORT_CELL])
{
	int64_t a = 0, b = 0;

	out[0] = '\0';
	if (report_hidden(now, f) || report_hidden(before, f) || !tally_value(now, f, &a) || !tally_value(before, f, &b))
		return;
	if (figure_unit(f) == UNIT_COUNT)
		text_format(out, REPORT_CELL, "%+lld", (long long)((a - b) / 100));
	else
		text_format(out, REPORT_CELL, "%+.1f", (double)(a - b) / 100);
}

/* ---- text ---- */

static void right(struct buf *line, const char *text, int cells)
{
	for (size_t n = text_cells(text); n < (size_t)cells; n++)
		buf_addc(line, ' ');
	buf_adds(line, text);
}

void report_text(const struct report *r)
{
	char value[REPORT_CELL];
	struct buf line;

	printf(_("Figures of %s\n\n"), r->span);
	buf_init(&line, 4096);
	for (int k = 0; k < FIGURE_COUNT; k++) {
		enum figure f = (enum figure)k;
		buf_clear(&line);
		text_pad(&line, _(figure_text(f)), 26, true);
		report_cell(&r->now.all, f, value);
		right(&line, value, 9);
		report_change(&r->now.all, &r->before.all, f, value);
		right(&line, r->had_before ? value : "", 9);
		report_change(&r->now.all, &r->year_ago.all, f, value);
		right(&line, r->had_year_ago ? value : "", 9);
		buf_addf(&line, "   %s", _(figure_definition(f)));
		printf("%s\n", buf_text(&line));
	}
	printf(_("\nThe second column is the change since the span before, the third since a year before.\n"));
	buf_release(&line);
}

/* ---- CSV ---- */

void report_csv_cell(const char *text, bool last)
{
	lines_csv(strcmp(text, "-") == 0 ? "" : text, last);
}

void report_csv(const struct report *r)
{
	const struct figures *f = &r->now;
	char value[REPORT_CELL];

	report_csv_cell("figure", false);
	report_csv_cell("all", false);
	report_csv_cell("before", false);
	report_csv_cell("year-before", f->n == 0);
	for (size_t i = 0; i < f->n; i++)
		report_csv_cell(f->groups[i].name, i + 1 == f->n);
	for (int k = 0; k < FIGURE_COUNT; k++) {
		const struct tally *all[] = {&f->all, &r->before.all, &r->year_ago.all};
		report_csv_cell(figure_word((enum figure)k), false);
		for (size_t i = 0; i < COUNT_OF(all); i++) {
			report_cell(all[i], (enum figure)k, value);
			report_csv_cell(value, i + 1 == COUNT_OF(all) && f->n == 0);
		}
		for (size_t i = 0; i < f->n; i++) {
			report_group_cell(r, i, (enum figure)k, value);
			report_csv_cell(value, i + 1 == f->n);
		}
	}
}
