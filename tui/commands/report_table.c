/* SPDX-License-Identifier: MIT
 *
 * What must hold: the three forms say the same cells.
 */
#include "tui/commands/report_table.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/report_show.h"

enum { LINE_BYTES = 4096, GAP = 2, PER_MILLE = 1000 };

report_cells *report_table_row(struct report_table *t)
{
	if (t->n == TABLE_ROWS)
		return &t->rows[t->n - 1];
	if (t->n == t->cap) {
		size_t cap = t->cap ? 2 * t->cap : 32;
		t->rows = mem_grow(t->rows, t->cap * sizeof *t->rows, cap * sizeof *t->rows);
		t->cap = cap;
	}
	memset(t->rows[t->n], 0, sizeof *t->rows);
	return &t->rows[t->n++];
}

void report_table_release(struct report_table *t)
{
	mem_free(t->rows);
	*t = (struct report_table){.rows = NULL};
}

void report_count(uint64_t n, char out[TABLE_CELL])
{
	text_format(out, TABLE_CELL, report_few((int64_t)n) ? "<5" : "%llu", (unsigned long long)n);
}

void report_rate(uint64_t above, uint64_t below, char out[TABLE_CELL])
{
	uint64_t tenths = below ? (above * PER_MILLE + below / 2) / below : 0;

	if (!below)
		text_copy(out, TABLE_CELL, "-");
	else if (report_few((int64_t)below))
		text_copy(out, TABLE_CELL, "<5");
	else
		text_format(out, TABLE_CELL, "%llu.%llu%%", (unsigned long long)tenths / 10,
			(unsigned long long)tenths % 10);
}

/* ---- text ---- */

static size_t width_of(const struct report_table *t, size_t column)
{
	size_t width = *t->columns[column].text ? text_cells(_(t->columns[column].text)) : 0;

	for (size_t i = 0; i < t->n; i++) {
		size_t cells = text_cells(t->rows[i][column]);
		width = cells > width ? cells : width;
	}
	return width;
}

static void put_cell(struct buf *line, const struct report_column *c, const char *text, size_t width)
{
	if (!c->words)
		for (size_t n = text_cells(text); n < width; n++)
			buf_addc(line, ' ');
	if (c->words)
		text_pad(line, text, width, true);
	else
		buf_adds(line, text);
	for (int n = 0; n < GAP; n++)
		buf_addc(line, ' ');
}

static void put_line(const struct report_table *t, const size_t *widths, const report_cells *row)
{
	struct buf line;

	buf_init(&line, LINE_BYTES);
	for (size_t k = 0; k < t->n_columns; k++)
		if (!t->columns[k].under && !t->columns[k].aside)
			put_cell(&line, &t->columns[k], row ? (*row)[k] : _(t->columns[k].text), widths[k]);
	while (line.len && line.data[line.len - 1] == ' ')
		line.data[--line.len] = '\0';
	printf("%s\n", buf_text(&line));
	for (size_t k = 0; row && k < t->n_columns; k++)
		if (t->columns[k].under && *(*row)[k])
			printf("    %s\n", (*row)[k]);
	buf_release(&line);
}

void report_table_text(const struct report_table *t)
{
	size_t widths[TABLE_COLUMNS];

	for (size_t k = 0; k < t->n_columns; k++)
		widths[k] = width_of(t, k);
	printf("%s\n\n", t->title);
	put_line(t, widths, NULL);
	for (size_t i = 0; i < t->n; i++)
		put_line(t, widths, (const report_cells *)&t->rows[i]);
	if (t->note)
		printf("\n%s\n", t->note);
}

/* ---- CSV ---- */

void report_table_csv(const struct report_table *t)
{
	for (size_t k = 0; k < t->n_columns; k++)
		report_csv_cell(t->columns[k].word, k + 1 == t->n_columns);
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; k < t->n_columns; k++)
			report_csv_cell(t->rows[i][k], k + 1 == t->n_columns);
}

/* ---- HTML ---- */

static void put_html(const struct report_column *c, const char *tag, const char *text)
{
	char element[24];

	if (!*c->text)
		return;
	text_format(element, sizeof element, "%s%s", tag, c->sentence ? " class=\"why\"" : c->words ? " class=\"word\"" : "");
	report_html_element(element, text);
}

void report_table_html(const struct report_table *t)
{
	report_html_head(t->title, t->hall);
	fputs("<table><tr>", stdout);
	for (size_t k = 0; k < t->n_columns; k++)
		put_html(&t->columns[k], "th", *t->columns[k].text ? _(t->columns[k].text) : "");
	fputs("</tr>\n", stdout);
	for (size_t i = 0; i < t->n; i++) {
		fputs("<tr>", stdout);
		for (size_t k = 0; k < t->n_columns; k++)
			put_html(&t->columns[k], "td", t->rows[i][k]);
		fputs("</tr>\n", stdout);
	}
	fputs("</table>\n", stdout);
	report_html_foot(t->note);
}
