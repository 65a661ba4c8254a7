/* SPDX-License-Identifier: MIT
 *
 * Cells. What must hold after every call: a wide character's second half (width 0, cp 0) stands
 * directly behind it and nowhere else; no cell holds a control; the cursor is inside.
 */
#include "tui/canvas.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/mem.h"

enum { FORMAT_SIZE = 2048, GLYPH_BYTES = (1 + CELL_MARKS) * TEXT_UTF8_MAX };

static const struct cell blank_cell = {.cp = ' ', .width = 1, .paint = PAINT_TEXT};

static const char *const paint_names[PAINT_COUNT] = {
#define X(name, ...) #name,
	ROLE_PAINT_TABLE(X)
#undef X
};

static int clamp(int value, int low, int high)
{
	return value < low ? low : value > high ? high : value;
}

void canvas_init(struct canvas *c, int rows, int cols)
{
	c->rows = clamp(rows, 1, CANVAS_ROWS);
	c->cols = clamp(cols, 1, CANVAS_COLS);
	c->cells = mem_array((size_t)c->rows * (size_t)c->cols, sizeof(struct cell));
	canvas_clear(c);
}

void canvas_release(struct canvas *c)
{
	if (c->cells) {
		mem_wipe(c->cells, (size_t)c->rows * (size_t)c->cols * sizeof(struct cell));
		mem_free(c->cells);
	}
	*c = (struct canvas){0};
}

void canvas_clear(struct canvas *c)
{
	size_t n = (size_t)c->rows * (size_t)c->cols;

	for (size_t i = 0; i < n; i++)
		c->cells[i] = blank_cell;
	c->cursor_row = c->cursor_col = 0;
	c->secret = false;
	memset(c->late, 0, sizeof c->late);
}

static bool inside(const struct canvas *c, int row, int col)
{
	return row >= 0 && row < c->rows && col >= 0 && col < c->cols;
}

static struct cell *cell_at(const struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

/* Makes blanks of the character covering (row, col), so that no half of it stays behind. */
static void break_glyph(struct canvas *c, int row, int col)
{
	struct cell *at = cell_at(c, row, col);

	if (at->width == 0)
		at--;
	if (at->width == 2) {
		uint8_t paint = at->paint;
		at[0] = at[1] = blank_cell;
		at[0].paint = at[1].paint = paint;
	}
}

/* Returns the cell written, or NULL when it is outside the canvas. */
static struct cell *put(struct canvas *c, int row, int col, uint32_t cp, int width, enum paint p)
{
	if (!inside(c, row, col) || !inside(c, row, col + width - 1))
		return NULL;
	break_glyph(c, row, col);
	if (width == 2)
		break_glyph(c, row, col + 1);

	struct cell *at = cell_at(c, row, col);
	*at = (struct cell){.cp = cp, .width = (uint8_t)width, .paint = (uint8_t)p};
	if (width == 2)
		at[1] = (struct cell){.paint = (uint8_t)p};
	return at;
}

static void put_blanks(struct canvas *c, int row, int col, int end, enum paint p)
{
	end = end < c->cols ? end : c->cols;
	for (col = col > 0 ? col : 0; col < end; col++)
		put(c, row, col, ' ', 1, p);
}

static void add_mark(struct cell *on, uint32_t mark)
{
	for (int i = 0; on && i < CELL_MARKS; i++) {
		if (on->marks[i] == 0) {
			on->marks[i] = mark;
			return;
		}
	}
}

/* Draws within [col, end); a wide character with room for half of it becomes a blank. */
static int draw(
	struct canvas *c, int row, int col, int end, enum paint p, const char *text, size_t len)
{
	struct cell *last = NULL;
	uint32_t before = 0;

	while (len > 0) {
		uint32_t raw = text_next(&text, &len);
		uint32_t cp = text_show(raw == TEXT_BAD ? 0xFFFD : raw, before);
		int width = text_cell(cp);

		before = raw;
		if (width == 0) {
			add_mark(last, cp);
			continue;
		}
		if (col + width > end) {
			put_blanks(c, row, col, end, p);
			return col < end ? end : col;
		}
		last = put(c, row, col, cp, width, p);
		if (!last && width == 2)
			put_blanks(c, row, col, col + width, p);
		col += width;
	}
	return col;
}

int canvas_text(struct canvas *c, int row, int col, enum paint p, const char *text)
{
	return draw(c, row, col, c->cols, p, text, strlen(text));
}

int canvas_printf(struct canvas *c, int row, int col, enum paint p, const char *format, ...)
{
	char text[FORMAT_SIZE]; /* more than the widest row can hold */
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	col = canvas_text(c, row, col, p, text);
	mem_wipe(text, sizeof text);
	return col;
}

int canvas_field(struct canvas *c, int row, int col, int width, enum paint p, const char *text)
{
	int end = draw(c, row, col, clamp(col + width, 0, c->cols), p, text, strlen(text));

	put_blanks(c, row, end, col + width, p);
	return col + width;
}

int canvas_right(struct canvas *c, int row, int end, enum paint p, const char *text)
{
	return draw(
		c, row, end - (int)text_cells(text), clamp(end, 0, c->cols), p, text, strlen(text));
}

void canvas_centre(struct canvas *c, int row, int col, int width, enum paint p, const char *text)
{
	int spare = width - (int)text_cells(text);

	draw(c, row, spare > 0 ? col + spare / 2 : col, clamp(col + width, 0, c->cols), p, text,
		strlen(text));
}

void canvas_fill(struct canvas *c, int row, int col, int width, enum paint p)
{
	put_blanks(c, row, col, col + width, p);
}

void canvas_paint(struct canvas *c, int row, int col, int width, enum paint p)
{
	int end = clamp(col + width, 0, c->cols);

	if (row < 0 || row >= c->rows)
		return;
	for (col = col > 0 ? col : 0; col < end; col++) {
		struct cell *at = cell_at(c, row, col);
		at->paint = (uint8_t)p;
		/* Both halves of a wide character always look the same. */
		if (at->width == 0)
			at[-1].paint = (uint8_t)p;
		if (at->width == 2)
			at[1].paint = (uint8_t)p;
	}
}

void canvas_rule(struct canvas *c, int row, int col, int width)
{
	for (int i = 0; i < width; i++)
		put(c, row, col + i, '-', 1, PAINT_DIM);
}

void canvas_box(struct canvas *c, int row, int col, int rows, int cols, const char *title)
{
	for (int r = 0; r < rows; r++) {
		bool edge = r == 0 || r == rows - 1;

		canvas_fill(c, row + r, col, cols, PAINT_TEXT);
		if (edge)
			canvas_rule(c, row + r, col, cols);
		put(c, row + r, col, edge ? '+' : '|', 1, PAINT_DIM);
		put(c, row + r, col + cols - 1, edge ? '+' : '|', 1, PAINT_DIM);
	}
	if (title && *title && cols > 6) {
		size_t fit = text_fit(title, (size_t)(cols - 6), NULL);
		int at = canvas_text(c, row, col + 2, PAINT_TEXT, " ");

		at = draw(c, row, at, clamp(col + cols - 2, 0, c->cols), PAINT_HEAD, title, fit);
		canvas_text(c, row, at, PAINT_TEXT, " ");
	}
}

void canvas_late(struct canvas *c, int row, int rows)
{
	for (int i = 0; i < rows; i++)
		if (inside(c, row + i, 0))
			c->late[row + i] = true;
}

void canvas_keep_late(struct canvas *c, const struct canvas *before)
{
	size_t cols = (size_t)c->cols;

	if (c->rows != before->rows || c->cols != before->cols)
		return;
	for (int row = 0; row < c->rows; row++)
		if (c->late[row] && row != c->cursor_row)
			memcpy(c->cells + (size_t)row * cols, before->cells + (size_t)row * cols,
				cols * sizeof *c->cells);
}

void canvas_copy(struct canvas *c, int row, int col, const struct canvas *from, int first, int rows)
{
	if (first < 0 || first + rows > from->rows || row < 0 || row + rows > c->rows || col < 0 ||
		col + from->cols > c->cols)
		BUG("a picture does not fit into another");
	for (int i = 0; i < rows; i++)
		memcpy(cell_at(c, row + i, col), cell_at(from, first + i, 0),
			(size_t)from->cols * sizeof(struct cell));
}

void canvas_cursor(struct canvas *c, int row, int col)
{
	c->cursor_row = clamp(row, 0, c->rows - 1);
	c->cursor_col = clamp(col, 0, c->cols - 1);
}

static void add_glyph(struct buf *out, const struct cell *at)
{
	char bytes[GLYPH_BYTES];
	size_t n = text_put(at->cp, bytes);

	for (int i = 0; i < CELL_MARKS && at->marks[i]; i++)
		n += text_put(at->marks[i], bytes + n);
	buf_add(out, bytes, n);
}

/* Columns of a row up to its last cell that is not a plain blank. */
static int used_columns(const struct canvas *c, int row)
{
	int n = c->cols;

	while (n > 0 && cell_at(c, row, n - 1)->cp == ' ' && !cell_at(c, row, n - 1)->marks[0])
		n--;
	return n;
}

void canvas_row_text(const struct canvas *c, int row, struct buf *out)
{
	int used = row >= 0 && row < c->rows ? used_columns(c, row) : 0;

	for (int col = 0; col < used; col++) {
		if (cell_at(c, row, col)->width != 0)
			add_glyph(out, cell_at(c, row, col));
	}
}

void canvas_dump(const struct canvas *c, struct buf *out)
{
	for (int row = 0; row < c->rows; row++) {
		canvas_row_text(c, row, out);
		buf_addc(out, '\n');
	}
}

/* " title:0-79 key:12-13": the runs that are not plain text, by columns, last one included. */
static void add_runs(const struct canvas *c, int row, struct buf *out)
{
	for (int col = 0; col < c->cols;) {
		uint8_t paint = cell_at(c, row, col)->paint;
		int first = col;

		while (col < c->cols && cell_at(c, row, col)->paint == paint)
			col++;
		if (paint == PAINT_TEXT)
			continue;
		buf_addc(out, ' ');
		for (const char *n = paint_names[paint] + strlen("PAINT_"); *n; n++)
			buf_addc(out, (char)tolower((unsigned char)*n));
		buf_addf(out, ":%d-%d", first, col - 1);
	}
}

void canvas_dump_paint(const struct canvas *c, struct buf *out)
{
	buf_addf(out, "%dx%d cursor %d,%d\n", c->cols, c->rows, c->cursor_row, c->cursor_col);
	for (int row = 0; row < c->rows; row++) {
		buf_addf(out, "%2d|", row);
		canvas_row_text(c, row, out);
		buf_adds(out, "|\n");

		size_t before = out->len;
		buf_adds(out, "  ");
		size_t start = out->len;
		add_runs(c, row, out);
		if (out->len == start)
			buf_cut(out, before);
		else
			buf_addc(out, '\n');
	}
}

/* --- wrapping ------------------------------------------------------------------------------ */

/* Characters that may not begin a line, and those that may not end one. */
static const char no_start[] = "，。、：；？！）」》』】〉〕％,.:;?!)]}%";
static const char no_end[] = "（「《『【〈〔￥([{";

static bool among(uint32_t cp, const char *set)
{
	size_t len = strlen(set);

	while (len > 0) {
		if (text_next(&set, &len) == cp)
			return true;
	}
	return false;
}

static bool may_break(uint32_t a, uint32_t b)
{
	if (a == ' ')
		return b != ' ';
	if (b == ' ' || text_cell(b) == 0)
		return false;
	if (text_cell(a) != 2 && text_cell(b) != 2)
		return false;
	return !among(b, no_start) && !among(a, no_end);
}

/* Bytes of the first line of text (without its trailing blanks) and, in *next, where the
 * following line begins. A newline ends a line too. */
static size_t first_line(const char *text, int width, size_t *next)
{
	const char *at = text;
	size_t left = strlen(text), good = 0, end;
	uint32_t before = 0;
	int used = 0;

	for (;;) {
		end = (size_t)(at - text);
		if (left == 0 || *at == '\n')
			break;
		uint32_t cp = text_next(&at, &left);
		int cells = text_cell(text_show(cp == TEXT_BAD ? 0xFFFD : cp, before));

		if (end > 0 && may_break(before, cp))
			good = end;
		if (end > 0 && used + cells > width && cp != ' ') {
			end = good ? good : end;
			break;
		}
		used += cells;
		before = cp;
	}
	*next = end;
	if (text[end] == '\n')
		*next = end + 1;
	else
		*next += strspn(text + end, " ");
	while (end > 0 && text[end - 1] == ' ')
		end--;
	return end;
}

int canvas_wrapped(const char *text, int width, int rows)
{
	int used = 0;

	for (size_t next; *text && used < rows && width > 0; used++, text += next)
		first_line(text, width, &next);
	return used;
}

int canvas_wrap_from(struct canvas *c, int row, int col, int width, int skip, int rows, enum paint p,
	const char *text)
{
	int used = 0;

	while (*text && used < rows && width > 0) {
		size_t next;
		size_t line = first_line(text, width, &next);

		if (skip > 0)
			skip--;
		else
			draw(c, row + used++, col, clamp(col + width, 0, c->cols), p, text, line);
		text += next;
	}
	return used;
}

int canvas_wrap(
	struct canvas *c, int row, int col, int width, int rows, enum paint p, const char *text)
{
	return canvas_wrap_from(c, row, col, width, 0, rows, p, text);
}
