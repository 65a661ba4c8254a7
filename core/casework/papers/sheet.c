/* SPDX-License-Identifier: MIT
 *
 * Values of a document by name.
 */
#include "core/casework/papers/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"

enum { FORMATTED = 4096 };

static const struct {
	const char *name;
	unsigned on;
} said_names[SAID_COUNT_] = {
#define SAID(id, name, on) [id] = {name, on},
#define ROWS(id, name, on)
#define CELL(id, rows, name)
#include "core/casework/papers/sheet.def"
#undef SAID
#undef ROWS
#undef CELL
};

static const struct {
	const char *name;
	unsigned on;
} rows_names[ROWS_COUNT_] = {
#define SAID(id, name, on)
#define ROWS(id, name, on) [id] = {name, on},
#define CELL(id, rows, name)
#include "core/casework/papers/sheet.def"
#undef SAID
#undef ROWS
#undef CELL
};

static const struct {
	const char *name;
	enum rows rows;
} cell_names[CELL_COUNT_] = {
#define SAID(id, name, on)
#define ROWS(id, name, on)
#define CELL(id, rows, name) [id] = {name, rows},
#include "core/casework/papers/sheet.def"
#undef SAID
#undef ROWS
#undef CELL
};

void sheet_release(struct sheet *s)
{
	for (int i = 0; i < ROWS_COUNT_; i++)
		mem_free(s->rows[i].list);
	pool_release(&s->pool);
	memset(s, 0, sizeof *s);
}

static const char *keep(struct sheet *s, const char *text)
{
	return text && *text ? pool_text(&s->pool, text) : NULL;
}

void sheet_put(struct sheet *s, enum said id, const char *text)
{
	s->said[id] = keep(s, text);
}

void sheet_putf(struct sheet *s, enum said id, const char *format, ...)
{
	char text[FORMATTED];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	s->said[id] = keep(s, text);
}

void sheet_flag(struct sheet *s, enum said id, bool on)
{
	sheet_put(s, id, on ? "1" : NULL);
}

void sheet_day(struct sheet *s, enum said id, day_t day)
{
	char text[PAPER_DAY];

	if (day == DAY_NONE)
		return;
	paper_day(day, text);
	sheet_put(s, id, text);
}

void sheet_minute(struct sheet *s, enum said id, int64_t at_ms)
{
	char text[PAPER_DAY];

	if (at_ms == 0)
		return;
	paper_minute(at_ms, text);
	sheet_put(s, id, text);
}

void sheet_row(struct sheet *s, enum rows rows)
{
	size_t n = s->rows[rows].n, cap = s->rows[rows].cap;

	if (n == cap) {
		size_t more = cap ? cap * 2 : 16;
		s->rows[rows].list = mem_grow(s->rows[rows].list, cap * sizeof(struct sheet_row),
			more * sizeof(struct sheet_row));
		s->rows[rows].cap = more;
	}
	if (n < SHEET_ROWS)
		s->rows[rows].list[s->rows[rows].n++] = (struct sheet_row){{NULL}};
}

void sheet_cell(struct sheet *s, enum column id, const char *text)
{
	enum rows rows = cell_rows(id);

	if (s->rows[rows].n == 0)
		BUG("a cell without a row");
	s->rows[rows].list[s->rows[rows].n - 1].cells[cell_column(id)] = keep(s, text);
}

void sheet_cellf(struct sheet *s, enum column id, const char *format, ...)
{
	char text[FORMATTED];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	sheet_cell(s, id, text);
}

void paper_day(day_t day, char out[PAPER_DAY])
{
	int y, m, d;

	if (!i18n_chinese()) {
		char iso[11];
		day_format(day, iso);
		text_copy(out, PAPER_DAY, iso);
		return;
	}
	day_split(day, &y, &m, &d);
	text_format(out, PAPER_DAY, "%d年%d月%d日", y, m, d);
}

void paper_minute(int64_t at_ms, char out[PAPER_DAY])
{
	struct civil t = clock_civil(at_ms);
	char day[PAPER_DAY];

	paper_day(day_of(t.year, t.month, t.day), day);
	text_format(out, PAPER_DAY, "%s %02d:%02d", day, t.hour, t.minute);
}

int said_named(const char *name, unsigned *on)
{
	for (int i = 0; i < SAID_COUNT_; i++)
		if (text_equal(said_names[i].name, name)) {
			*on = said_names[i].on;
			return i;
		}
	return -1;
}

int rows_named(const char *name, unsigned *on)
{
	for (int i = 0; i < ROWS_COUNT_; i++)
		if (text_equal(rows_names[i].name, name)) {
			*on = rows_names[i].on;
			return i;
		}
	return -1;
}

int cell_named(const char *name, enum rows *of)
{
	for (int i = 0; i < CELL_COUNT_; i++)
		if (text_equal(cell_names[i].name, name)) {
			*of = cell_names[i].rows;
			return i;
		}
	return -1;
}

const char *sheet_name(size_t i)
{
	if (i < SAID_COUNT_)
		return said_names[i].name;
	i -= SAID_COUNT_;
	if (i < ROWS_COUNT_)
		return rows_names[i].name;
	i -= ROWS_COUNT_;
	return i < CELL_COUNT_ ? cell_names[i].name : NULL;
}

int cell_column(enum column id)
{
	int at = 0;

	for (int i = (int)id; i > 0 && cell_names[i - 1].rows == cell_names[id].rows; i--)
		at++;
	return at;
}

enum rows cell_rows(enum column id)
{
	return cell_names[id].rows;
}
