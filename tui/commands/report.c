/* SPDX-License-Identifier: MIT
 *
 * What must hold: a cell that begins like a formula is text for every spreadsheet; a count of one
 * to four cases leaves nobody to be guessed at.
 */
#include "tui/commands/report.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/figures.h"
#include "core/standards/tables.h"
#include "tui/commands/station.h"

enum { FEW = 5 };

/* Quoted where CSV needs it; with an apostrophe before what a spreadsheet would compute. */
static void csv(const char *text, bool last)
{
	if (strcmp(text, "-") == 0)
		text = ""; /* nothing to tell */
	bool formula = *text && strchr("=+-@\t\r", *text);

	putchar('"');
	if (formula)
		putchar('\'');
	for (; text[0]; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	fputs(last ? "\"\r\n" : "\",", stdout);
}

static bool few(int64_t n)
{
	return n > 0 && n < FEW;
}

/* A ratio or a mean rests on the cases received, or finished, of its column. */
static void cell(const struct tally *t, enum figure f, char out[24])
{
	bool hidden = few(t->of[f].below) ||
		      (figure_unit(f) == UNIT_COUNT ? few(t->of[f].above)
						    : few(t->of[FIGURE_RECEIVED].above) ||
							      few(t->of[FIGURE_FINISHED].above));

	if (hidden)
		text_copy(out, 24, "<5");
	else
		tally_show(t, f, out);
}

static void print_csv(const struct figures *f)
{
	char value[24];

	csv("figure", false);
	csv("all", f->n == 0);
	for (size_t i = 0; i < f->n; i++)
		csv(f->groups[i].name, i + 1 == f->n);
	for (int k = 0; k < FIGURE_COUNT; k++) {
		csv(figure_word((enum figure)k), false);
		cell(&f->all, (enum figure)k, value);
		csv(value, f->n == 0);
		for (size_t i = 0; i < f->n; i++) {
			cell(&f->groups[i].tally, (enum figure)k, value);
			csv(value, i + 1 == f->n);
		}
	}
}

static void print_text(const struct figures *f, const char *month)
{
	char value[24];
	struct buf line;

	printf(_("Figures of %s\n\n"), month);
	buf_init(&line, 4096);
	for (int k = 0; k < FIGURE_COUNT; k++) {
		buf_clear(&line);
		text_pad(&line, _(figure_text((enum figure)k)), 28, true);
		cell(&f->all, (enum figure)k, value);
		buf_addf(&line, "%10s   ", value);
		printf("%s%s\n", buf_text(&line), _(figure_definition((enum figure)k)));
	}
	buf_release(&line);
}

static bool month_of(const char *text, struct range *out)
{
	day_t day;
	char first[16];

	if (!text || strlen(text) != 7 || !text_format(first, sizeof first, "%s-01", text) ||
		!day_parse(first, &day))
		return false;
	int year, month, date;
	day_split(day, &year, &month, &date);
	*out = range_month(year, month);
	return true;
}

/* Working days are counted by the published calendar. */
static enum err open_calendar(void)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	return e ? e : tables_open(path);
}

static enum err print_month(struct station *s, const struct range *r, const char *month, bool as_csv)
{
	struct figures f = {.n = 0};
	enum err e = figures_read(s->store, r, BY_DEPARTMENT, &f);

	if (!e && as_csv)
		print_csv(&f);
	else if (!e)
		print_text(&f, month);
	figures_release(&f);
	return e;
}

int command_report(int argc, char **argv)
{
	struct station s = {0};
	struct range r;
	int status = station_options(&s, argc, argv, "cd",
		_("Usage: onetrip report [--config FILE | --demo DIR] YYYY-MM [text|csv]\n"
		  "The month's figures, by department with csv. Nobody's data is in them, and "
		  "nothing\n"
		  "is told that rests on fewer than five cases.\n"));
	int words = argc - optind;
	bool as_csv;

	if (status >= 0)
		return status;
	as_csv = words == 2 && text_equal(argv[optind + 1], "csv");
	enum err e = words >= 1 && words <= 2 && month_of(argv[optind], &r) &&
				     (words == 1 || as_csv || text_equal(argv[optind + 1], "text"))
			     ? OK
			     : ERR_USAGE;
	if (!e)
		e = open_calendar();
	if (!e)
		e = station_open(&s);
	if (!e)
		e = print_month(&s, &r, argv[optind], as_csv);
	tables_close();
	return station_end(&s, "report", e);
}

/* ---- one line a case ---- */

static void csv_time(int64_t at_ms)
{
	char text[20] = "";

	if (at_ms)
		clock_format(at_ms, text);
	csv(text, false);
}

static void csv_number(int64_t n, bool last)
{
	printf("%lld%s", (long long)n, last ? "\r\n" : ",");
}

static void csv_day(day_t day)
{
	char text[11] = "";

	if (day != DAY_NONE)
		day_format(day, text);
	csv(text, false);
}

static const char header[] =
	"number,item,item_name,department,window,operator,state,opened,received,accepted,finished,"
	"closed,due,legal_due,fields,keyed,materials,exempt,papers,pledged,deferred,"
	"baseline_papers,baseline_trips,visits,notices,paused_days,extended_days,seconds_in_states\r\n";

static enum err print_case(const struct fact *x, void *ctx)
{
	const char *const texts[] = {x->number, x->item, x->item_name, x->department, x->window,
		x->operator, x->state};
	const int64_t times[] = {x->opened_ms, x->received_ms, x->accepted_ms, x->finished_ms,
		x->closed_ms};
	const int counts[] = {x->fields, x->keyed, x->asked, x->exempt, x->papers, x->pledged,
		x->deferred, x->baseline_papers, x->baseline_trips, x->visits, x->notices,
		x->paused_days, x->extended_days};

	(void)ctx;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		csv(texts[i], false);
	for (size_t i = 0; i < COUNT_OF(times); i++)
		csv_time(times[i]);
	csv_day(x->due);
	csv_day(x->legal_due);
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		csv_number(counts[i], false);
	csv(x->spells, true);
	return ferror(stdout) ? ERR_IO : OK;
}

static enum err print_cases(struct station *s, const struct range *r, const char *after)
{
	struct fact_place place;
	struct fact last;
	enum err e = OK;

	if (after)
		e = fact_by_number(s->store, after, &last);
	if (e)
		return e;
	if (after)
		place = (struct fact_place){last.received_ms, last.id};
	else
		fputs(header, stdout);
	e = fact_walk(s->store, r->from_ms, r->to_ms, after ? &place : NULL, print_case, NULL);
	return !e && fflush(stdout) ? ERR_IO : e;
}

int command_export(int argc, char **argv)
{
	struct station s = {0};
	day_t from = 0, to = 0;
	int status = station_options(&s, argc, argv, "cd",
		_("Usage: onetrip export [--config FILE | --demo DIR] FROM TO [AFTER]\n"
		  "Cases received on the days FROM to TO (YYYY-MM-DD) as CSV in order of receipt, "
		  "without\n"
		  "anybody's data. AFTER: the case number of the last line of an export that broke "
		  "off;\n"
		  "what follows it is written, without the heading.\n"));
	int words = argc - optind;

	if (status >= 0)
		return status;
	enum err e = words >= 2 && words <= 3 && day_parse(argv[optind], &from) &&
				     day_parse(argv[optind + 1], &to) && from <= to
			     ? station_open(&s)
			     : ERR_USAGE;
	if (!e) {
		struct range r = range_days(from, to);
		e = print_cases(&s, &r, words == 3 ? argv[optind + 2] : NULL);
	}
	return station_end(&s, "export", e);
}
