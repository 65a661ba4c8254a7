/* SPDX-License-Identifier: MIT
 *
 * Which span, told apart by what, in which form.
 */
#include "tui/commands/report.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/figures.h"
#include "core/standards/tables.h"
#include "tui/commands/report_others.h"
#include "tui/commands/report_show.h"
#include "tui/commands/station.h"

/* "2026", "2026-03" or "2026-03-16"; what is not said is 0. */
static bool span_of(const char *text, int *year, int *month, int *date)
{
	size_t len = text ? strlen(text) : 0;
	char whole[16];
	day_t day;

	if ((len != 4 && len != 7 && len != 10) || !text_format(whole, sizeof whole, "%s%s", text, &"-01-01"[len - 4]) ||
		!day_parse(whole, &day))
		return false;
	day_split(day, year, month, date);
	*month = len > 4 ? *month : 0;
	*date = len > 7 ? *date : 0;
	return true;
}

static bool grouping_of(const char *word, enum grouping *out)
{
	static const char *const words[] = {[BY_DEPARTMENT] = "department", [BY_WINDOW] = "window",
		[BY_ITEM] = "item", [BY_OPERATOR] = "operator", [BY_DAY] = "day"};

	for (size_t i = BY_DEPARTMENT; i < COUNT_OF(words); i++)
		if (text_equal(word, words[i])) {
			*out = (enum grouping)i;
			return true;
		}
	return false;
}

static const struct report_format {
	const char *word;
	void (*figures)(const struct report *r);
	void (*table)(const struct report_table *t);
} formats[] = {{"text", report_text, report_table_text}, {"csv", report_csv, report_table_csv},
	{"html", report_html, report_table_html}, {"letter", NULL, NULL}};

static const struct report_format *format_of(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(formats); i++)
		if (text_equal(word, formats[i].word))
			return &formats[i];
	return NULL;
}

/* Working days are counted by the published calendar. */
static enum err open_calendar(void)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	return e ? e : tables_open(path);
}

struct report_wish {
	const char *span;
	int year, month, date;
	enum grouping by;
	const struct report_other *other; /* instead of the hall's figures; NULL */
	const struct report_format *format;
};

/* Options, or the older way: the month, then the format. */
static bool understand(const struct station *s, int words, char **word, struct report_wish *out)
{
	int used = 0;

	out->span = s->month ? s->month : words ? word[used++] : NULL;
	out->format = format_of(s->format ? s->format : used < words ? word[used++] : "text");
	out->by = BY_DEPARTMENT;
	out->other = s->by ? report_other(s->by) : NULL;
	if (out->other && out->other->login && !s->as)
		return false;
	if (out->format && !out->format->table && (!out->other || !out->other->letters))
		return false;
	return used == words && out->format && (!s->by || out->other || grouping_of(s->by, &out->by)) &&
	       span_of(out->span, &out->year, &out->month, &out->date);
}

static enum err print_other(struct station *s, const struct report_wish *w, const char *hall)
{
	struct range r = report_span(w->year, w->month, w->date);
	char title[160];
	struct report_table t = {.title = title, .span = w->span, .hall = hall};
	enum err e = w->other->login ? station_login(s) : OK;

	text_format(title, sizeof title, "%s  %s", _(w->other->title), w->span);
	if (!e && !w->format->table)
		e = w->other->letters(s, &r);
	else if (!e)
		e = w->other->fill(s, &r, &t);
	if (!e && w->format->table)
		w->format->table(&t);
	report_table_release(&t);
	return !e && fflush(stdout) ? ERR_IO : e;
}

static enum err print_report(struct station *s, const struct report_wish *w)
{
	const char *hall = s->conf ? conf_text(s->conf, "hall", "name") : "";
	if (w->other)
		return print_other(s, w, hall);
	struct report r = {.span = w->span, .hall = hall};
	enum err e = report_read(s->store, w->year, w->month, w->date, w->by, &r);

	if (!e)
		w->format->figures(&r);
	report_release(&r);
	return !e && fflush(stdout) ? ERR_IO : e;
}

int command_report(int argc, char **argv)
{
	struct station s = {0};
	struct report_wish wish;
	int status = station_options(&s, argc, argv, "cdamFb",
		_("Usage: onetrip report [--config FILE | --demo DIR] [--month] SPAN\n"
		  "                      [--format text|csv|html|letter] [--by department|window|item|operator|day]\n"
		  "                      [--by appeal|rating|index] [--by provider|region --as ID [--password-fd N]]\n"
		  "The figures of a month (YYYY-MM), a year or a day, beside those of the span before\n"
		  "and of a year before; html has charts. Nobody's data is in them, and nothing is told\n"
		  "that rests on fewer than five cases. --by provider, as somebody who may open cases:\n"
		  "what departments are told of asks, failures, times and objections; format letter makes\n"
		  "and keeps the letter to each. --by index: the hall's own check against the indicators of\n"
		  "assets/indicators.tsv, and what would move each.\n"));

	if (status >= 0)
		return status;
	enum err e = understand(&s, argc - optind, argv + optind, &wish) ? OK : ERR_USAGE;
	if (!e)
		e = open_calendar();
	if (!e)
		e = station_open(&s);
	if (!e)
		e = print_report(&s, &wish);
	tables_close();
	return station_end(&s, "report", e);
}
