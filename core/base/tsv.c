/* SPDX-License-Identifier: MIT
 *
 * Reads a table in two passes: count the rows, then point into the text.
 */
#include "core/base/tsv.h"

#include <string.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"

static bool is_row(const char *line)
{
	return *line != '\0' && *line != '#';
}

/* Cuts the text into lines; returns how many of them are rows. */
static size_t cut_lines(char *text)
{
	size_t rows = 0;

	for (char *line = text, *end; line; line = end) {
		end = strchr(line, '\n');
		if (end)
			*end++ = '\0';
		rows += is_row(line);
	}
	return rows;
}

static bool cut_cells(char *line, size_t columns, const char **cells)
{
	size_t n = 0;

	for (char *cell = line, *end; cell; cell = end) {
		if (n == columns)
			return false;
		end = strchr(cell, '\t');
		if (end)
			*end++ = '\0';
		cells[n++] = cell;
	}
	for (; n < columns; n++)
		cells[n] = "";
	return true;
}

/* Returns the first line with too many cells, 0 when there is none. */
static size_t fill(struct tsv *t, char *end)
{
	size_t row = 0, number = 0;

	for (char *line = t->text, *next; line < end; line = next) {
		next = line + strlen(line) + 1;
		number++;
		if (!is_row(line))
			continue;
		if (!cut_cells(line, t->columns, t->cells + t->columns * row))
			return number;
		t->lines[row++] = (uint32_t)number;
	}
	return 0;
}

/* The first line that is not plain UTF-8 text; 0 when there is none. */
static size_t bad_text(const char *text, size_t len)
{
	size_t number = 0;

	for (const char *line = text, *end = text + len, *next; line < end; line = next + 1) {
		next = memchr(line, '\n', (size_t)(end - line));
		if (!next)
			next = end;
		size_t size = (size_t)(next - line);
		number++;
		if (!text_valid(line, size) || memchr(line, '\0', size) || memchr(line, '\r', size))
			return number;
	}
	return 0;
}

enum err tsv_load(const char *path, size_t columns, struct tsv *out)
{
	size_t line;

	return tsv_load_told(path, columns, out, &line);
}

/* Takes the text. */
static enum err parse(struct buf *text, size_t columns, struct tsv *out, size_t *line)
{
	struct tsv t = {.columns = columns};
	size_t len = text->len;

	*line = 0;
	if (columns == 0 || columns > TSV_COLUMNS)
		BUG("tsv_load: columns");
	if (text->err || (*line = bad_text(buf_text(text), len))) {
		enum err e = text->err ? text->err : ERR_SYNTAX;
		buf_release(text);
		return e;
	}
	t.text = buf_detach(text);
	t.rows = t.text ? cut_lines(t.text) : 0;
	t.cells = mem_array(t.rows * columns, sizeof(*t.cells));
	t.lines = mem_array(t.rows, sizeof(*t.lines));
	if (t.text && (*line = fill(&t, t.text + len))) {
		tsv_release(&t);
		return ERR_SYNTAX;
	}
	*out = t;
	return OK;
}

enum err tsv_load_told(const char *path, size_t columns, struct tsv *out, size_t *line)
{
	struct buf text;

	*line = 0;
	buf_init(&text, TSV_BYTES);
	enum err e = file_read(path, &text);
	if (!e)
		return parse(&text, columns, out, line);
	buf_release(&text);
	return e;
}

enum err tsv_parse(const char *text, size_t len, size_t columns, struct tsv *out, size_t *line)
{
	struct buf copy;

	buf_init(&copy, TSV_BYTES);
	buf_add(&copy, text, len);
	return parse(&copy, columns, out, line);
}

void tsv_release(struct tsv *t)
{
	mem_free(t->text);
	mem_free(t->cells);
	mem_free(t->lines);
	*t = (struct tsv){0};
}

const char *tsv_cell(const struct tsv *t, size_t row, size_t column)
{
	if (row >= t->rows || column >= t->columns)
		BUG("tsv_cell: no such cell");
	return t->cells[row * t->columns + column];
}
