/* SPDX-License-Identifier: MIT
 *
 * The report as one page to look at or print: tiles, a table with its definitions, bars by group,
 * columns by day, a heat table of hours. Drawn in SVG, so that the file needs nothing else.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/report_show.h"

enum { BAR_WIDTH = 420, BAR_STEP = 26, LABEL_WIDTH = 180, COLUMN_HEIGHT = 120, COLUMN_STEP = 22,
	BARS = 20, SHADES = 5, DAYS = 400, FIRST_HOUR = 7, LAST_HOUR = 19 };

static const char style[] =
	"body{font:15px/1.5 sans-serif;color:#222;max-width:62em;margin:2em auto;padding:0 1em}"
	"h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}"
	"table{border-collapse:collapse;width:100%}td,th{padding:.25em .6em;border-bottom:1px solid #ddd;"
	"text-align:right;font-variant-numeric:tabular-nums}td:first-child,th:first-child{text-align:left}"
	"td.why,th.why{text-align:left;color:#555;font-size:.85em}"
	"td.word,th.word{text-align:left;white-space:nowrap}"
	".tiles{display:flex;flex-wrap:wrap;gap:1em}.tile{border:1px solid #ccc;padding:.6em 1em;min-width:8em}"
	".tile b{display:block;font-size:1.6em}.note{color:#555;font-size:.85em}"
	"svg text{font:13px sans-serif;fill:#222}"
	"@media screen and (prefers-color-scheme:dark){body{background:#1b1d1f;color:#e4e4e4}"
	"td,th{border-color:#444}td.why,th.why,.note{color:#aaa}.tile{border-color:#555}svg text{fill:#e4e4e4}}"
	"@media print{body{margin:0;max-width:none;print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

static const enum figure tiles[] = {FIGURE_RECEIVED, FIGURE_FINISHED, FIGURE_IN_TIME, FIGURE_ONE_TRIP,
	FIGURE_EXEMPT, FIGURE_PAPERS, FIGURE_TRIPS_SAVED, FIGURE_CONTENT};
static const enum figure columns[] = {FIGURE_RECEIVED, FIGURE_FINISHED, FIGURE_IN_TIME, FIGURE_LATE,
	FIGURE_ONE_TRIP, FIGURE_SPARED, FIGURE_UNTYPED};

static void put(const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '<': fputs("&lt;", stdout); break;
		case '>': fputs("&gt;", stdout); break;
		case '&': fputs("&amp;", stdout); break;
		case '"': fputs("&quot;", stdout); break;
		default: putchar(*text);
		}
}

static void element(const char *name, const char *text)
{
	printf("<%s>", name);
	put(text);
	printf("</%.*s>", (int)strcspn(name, " "), name);
}

void report_html_element(const char *name, const char *text)
{
	element(name, text);
}

void report_html_head(const char *title, const char *hall)
{
	char made[20];

	clock_format(clock_now_ms(), made);
	printf("<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
	       "<meta name=\"viewport\" content=\"width=device-width\">",
		i18n_chinese() ? "zh-CN" : "en");
	element("title", title);
	printf("<style>%s</style></head><body>\n", style);
	element("h1", title);
	fputs("<p>", stdout);
	put(hall);
	printf(" <span class=\"note\">%s %s</span></p>\n", _("Made"), made);
}

void report_html_foot(const char *note)
{
	fputs("<p class=\"note\">", stdout);
	put(note ? note : "");
	fputs("</p>\n</body></html>\n", stdout);
}

static void put_tiles(const struct report *r)
{
	char value[REPORT_CELL];

	fputs("<div class=\"tiles\">", stdout);
	for (size_t i = 0; i < COUNT_OF(tiles); i++) {
		report_cell(&r->now.all, tiles[i], value);
		fputs("<div class=\"tile\">", stdout);
		element("b", value);
		put(_(figure_text(tiles[i])));
		fputs("</div>", stdout);
	}
	fputs("</div>\n", stdout);
}

static void put_table(const struct report *r)
{
	char value[REPORT_CELL];

	fputs("<table><tr>", stdout);
	element("th", _("Figure"));
	element("th", r->span);
	element("th", _("since the span before"));
	element("th", _("since a year before"));
	element("th", "");
	fputs("</tr>\n", stdout);
	for (int k = 0; k < FIGURE_COUNT; k++) {
		enum figure f = (enum figure)k;
		fputs("<tr>", stdout);
		element("td", _(figure_text(f)));
		report_cell(&r->now.all, f, value);
		element("td", value);
		report_change(&r->now.all, &r->before.all, f, value);
		element("td", r->had_before ? value : "");
		report_change(&r->now.all, &r->year_ago.all, f, value);
		element("td", r->had_year_ago ? value : "");
		fputs("<td class=\"why\">", stdout);
		put(_(figure_definition(f)));
		fputs("</td></tr>\n", stdout);
	}
	fputs("</table>\n", stdout);
}

/* Of few cases only the frame of a bar is drawn, as long as four would be; of what is not told none. */
static void put_bar(int x, int y, int length, enum told told, bool tall)
{
	const char *fill = told == TOLD ? "#2f6f8f" : "none\" stroke=\"#8aa";

	if (tall)
		printf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x, y - length,
			COLUMN_STEP - 6, length, fill);
	else
		printf("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" fill=\"%s\"/>", x, y, length, fill);
}

static int length_of(int64_t n, int64_t most, int full, enum told told)
{
	int64_t shown = told == TOLD_FEW ? REPORT_FEW - 1 : told == TOLD_NOT ? 0 : n;

	return most > 0 ? (int)(shown * full / most) : 0;
}

static void put_bars(const struct report *r)
{
	const struct figures *f = &r->now;
	size_t n = f->n < BARS ? f->n : BARS;
	int64_t most = REPORT_FEW;

	for (size_t i = 0; i < n; i++)
		if (f->groups[i].tally.of[FIGURE_RECEIVED].above > most)
			most = f->groups[i].tally.of[FIGURE_RECEIVED].above;
	printf("<svg role=\"img\" width=\"%d\" height=\"%d\">", LABEL_WIDTH + BAR_WIDTH + 60,
		(int)n * BAR_STEP + 4);
	for (size_t i = 0; i < n; i++) {
		int64_t count = f->groups[i].tally.of[FIGURE_RECEIVED].above;
		enum told told = told_group(&r->told, FIGURE_RECEIVED, i);
		int y = (int)i * BAR_STEP + 4, length = length_of(count, most, BAR_WIDTH, told);
		char text[REPORT_CELL];
		printf("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">", LABEL_WIDTH - 8, y + 13);
		put(f->groups[i].name);
		fputs("</text>", stdout);
		put_bar(LABEL_WIDTH, y, length, told, false);
		report_told(count, told, text);
		printf("<text x=\"%d\" y=\"%d\">", LABEL_WIDTH + 6 + length, y + 13);
		put(text);
		fputs("</text>\n", stdout);
	}
	fputs("</svg>\n", stdout);
}

static void put_groups(const struct report *r)
{
	char value[REPORT_CELL];

	fputs("<table><tr><th></th>", stdout);
	for (size_t k = 0; k < COUNT_OF(columns); k++)
		element("th", _(figure_text(columns[k])));
	fputs("</tr>\n", stdout);
	for (size_t i = 0; i < r->now.n; i++) {
		fputs("<tr>", stdout);
		element("td", r->now.groups[i].name);
		for (size_t k = 0; k < COUNT_OF(columns); k++) {
			report_group_cell(r, i, columns[k], value);
			element("td", value);
		}
		fputs("</tr>\n", stdout);
	}
	fputs("</table>\n", stdout);
}

/* Days are told apart by weekday, too, in the heat table: of neither may one follow from the other. */
static void suppress_days(const struct figures *days, enum told *out)
{
	for (int weekday = 0; weekday < 7; weekday++) {
		int64_t cells[DAYS];
		enum told told[DAYS] = {TOLD};
		size_t at[DAYS], n = 0;
		for (size_t i = 0; i < days->n && n < DAYS; i++) {
			day_t day;
			if (!day_parse(days->groups[i].key, &day) || day_weekday(day) != weekday)
				continue;
			cells[n] = days->groups[i].tally.of[FIGURE_RECEIVED].above;
			at[n++] = i;
		}
		report_suppress(cells, n, told);
		for (size_t i = 0; i < n; i++)
			out[at[i]] = told[i];
	}
}

static void put_days(const struct report *r)
{
	enum told *told = mem_array(r->days.n + 1, sizeof *told);

	int64_t most = REPORT_FEW;
	int width = (int)r->days.n * COLUMN_STEP + 20;

	for (size_t i = 0; i < r->days.n; i++)
		if (r->days.groups[i].tally.of[FIGURE_RECEIVED].above > most)
			most = r->days.groups[i].tally.of[FIGURE_RECEIVED].above;
	suppress_days(&r->days, told);
	printf("<svg role=\"img\" width=\"%d\" height=\"%d\">", width, COLUMN_HEIGHT + 40);
	for (size_t i = 0; i < r->days.n; i++) {
		int64_t count = r->days.groups[i].tally.of[FIGURE_RECEIVED].above;
		const char *day = r->days.groups[i].key;
		int x = (int)i * COLUMN_STEP + 10;
		put_bar(x, COLUMN_HEIGHT + 4, length_of(count, most, COLUMN_HEIGHT, told[i]), told[i], true);
		printf("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">", x + 8, COLUMN_HEIGHT + 20);
		put(strlen(day) >= 2 ? day + strlen(day) - 2 : day);
		fputs("</text>\n", stdout);
	}
	fputs("</svg>\n", stdout);
	mem_free(told);
}

static void put_heat_row(const uint32_t *hours, uint32_t most)
{
	int64_t cells[FIGURES_HOURS];
	enum told told[FIGURES_HOURS] = {TOLD};

	for (int h = 0; h < FIGURES_HOURS; h++)
		cells[h] = hours[h];
	report_suppress(cells, FIGURES_HOURS, told);
	for (int h = FIRST_HOUR; h <= LAST_HOUR; h++) {
		int shade = cells[h] && told[h] == TOLD ? (int)((uint64_t)cells[h] * (SHADES - 1) / most) + 1 : 0;
		char text[REPORT_CELL] = "";
		if (cells[h] || told[h] != TOLD)
			report_told(cells[h], told[h], text);
		printf("<td style=\"background:rgba(47,111,143,%.2f)\">", told[h] == TOLD ? 0.14 * shade : 0.05);
		put(text);
		fputs("</td>", stdout);
	}
}

static void put_heat(const struct report *r)
{
	static const char *const weekdays[] = {N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
		N_("Sat"), N_("Sun")};
	uint32_t most = REPORT_FEW;

	for (int d = 0; d < 7; d++)
		for (int h = 0; h < FIGURES_HOURS; h++)
			most = r->now.heat[d][h] > most ? r->now.heat[d][h] : most;
	fputs("<table><tr><th></th>", stdout);
	for (int h = FIRST_HOUR; h <= LAST_HOUR; h++)
		printf("<th>%d</th>", h);
	fputs("</tr>\n", stdout);
	for (int d = 0; d < 7; d++) {
		fputs("<tr>", stdout);
		element("td", _(weekdays[d]));
		put_heat_row(r->now.heat[d], most);
		fputs("</tr>\n", stdout);
	}
	fputs("</table>\n", stdout);
}

void report_html(const struct report *r)
{
	static const char *const titles[] = {[BY_ALL] = "", [BY_DEPARTMENT] = N_("By department"),
		[BY_WINDOW] = N_("By window"), [BY_ITEM] = N_("By item"),
		[BY_OPERATOR] = N_("By operator"), [BY_DAY] = N_("By day")};

	char title[160];

	text_format(title, sizeof title, _("Figures of %s"), r->span);
	report_html_head(title, r->hall);
	put_tiles(r);
	element("h2", _("All figures"));
	put_table(r);
	if (r->now.n) {
		element("h2", _(titles[r->by]));
		put_bars(r);
		put_groups(r);
	}
	if (r->days.n > 1) {
		element("h2", _("Cases received, by day"));
		put_days(r);
	}
	element("h2", _("Cases received, by weekday and hour"));
	put_heat(r);
	report_html_foot(_("Nobody's data is in this report. What rests on fewer than five cases is not told, nor what it would follow from: *"));
}
