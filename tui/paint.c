/* SPDX-License-Identifier: MIT
 *
 * What must hold: after the bytes written, a terminal that showed `from` shows `to`. Writing
 * starts and ends on borders of glyphs, so no half of a wide character is ever left behind.
 */
#include "tui/paint.h"

#include <string.h>

enum { SHORT_GAP = 4, SHORT_ERASE = 3, SCROLL_MOST = 4 /* rows at once */,
	SCROLL_WORTH = 40, /* bytes saved: the sequences cost about 25 */
	MOVE_BYTES = 7, COLOUR_BYTES = 10 };

static const struct cell empty = {.cp = ' ', .width = 1, .paint = PAINT_TEXT};

static const struct cell *cell_at(const struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static bool blank(const struct device *d, const struct cell *a)
{
	return a->cp == ' ' && a->marks[0] == 0 && !d->on_blank[a->paint];
}

static bool same(const struct device *d, const struct cell *a, const struct cell *b)
{
	if (blank(d, a) && blank(d, b))
		return true;
	return a->cp == b->cp && a->width == b->width && a->paint == b->paint &&
	       a->marks[0] == b->marks[0] && a->marks[1] == b->marks[1];
}

/* All terminals agree on the cells of ASCII and of the common ideographs and wide punctuation. */
static bool sure_width(const struct cell *a)
{
	uint32_t cp = a->cp;

	if (a->marks[0])
		return false;
	if (cp < 0x7F)
		return true;
	return a->width == 2 && ((cp >= 0x3001 && cp <= 0x3029) || (cp >= 0x3400 && cp <= 0x4DBF) ||
					(cp >= 0x4E00 && cp <= 0x9FFF) ||
					(cp >= 0xFF01 && cp <= 0xFF5E) || cp == 0xFFE5);
}

static void go(struct device *d, int row, int col)
{
	if (d->row == row && d->col == col)
		return;
	d->move(d, row, col);
	d->row = row;
	d->col = col;
}

static void write_glyph(struct device *d, const struct canvas *c, int row, int col)
{
	const struct cell *a = cell_at(c, row, col);
	char bytes[TEXT_UTF8_MAX];

	go(d, row, col);
	if (!(d->plain && blank(d, a)))
		d->colour(d, (enum paint)a->paint);
	buf_add(d->out, bytes, text_put(a->cp, bytes));
	for (int i = 0; i < CELL_MARKS && a->marks[i]; i++)
		buf_add(d->out, bytes, text_put(a->marks[i], bytes));
	d->col += a->width;
	if (d->col >= c->cols || !sure_width(a))
		d->row = -1;
}

/* First column from which the row holds nothing but blanks. */
static int blank_tail(const struct device *d, const struct canvas *c, int row)
{
	int col = c->cols;

	while (col > 0 && blank(d, cell_at(c, row, col - 1)))
		col--;
	return col;
}

/* The end of a stretch that is written in one go: up to SHORT_GAP cells that would not need it
 * are cheaper written than jumped over. */
static int stretch_end(const struct device *d, const struct canvas *from, const struct canvas *to,
	int row, int col)
{
	int end = col, gap = 0;

	for (; col < to->cols && gap <= SHORT_GAP; col++) {
		if (same(d, cell_at(from, row, col), cell_at(to, row, col))) {
			gap++;
		} else {
			gap = 0;
			end = col + 1;
		}
	}
	if (end < to->cols && cell_at(to, row, end)->width == 0)
		end++;
	return end;
}

static void erase_tail(struct device *d, int row, int col)
{
	go(d, row, col);
	if (!d->plain)
		d->colour(d, PAINT_TEXT);
	d->erase(d);
}

static void paint_row(struct device *d, const struct canvas *from, const struct canvas *to, int row)
{
	int tail = blank_tail(d, to, row), col = 0;

	while (col < to->cols) {
		if (same(d, cell_at(from, row, col), cell_at(to, row, col))) {
			col++;
			continue;
		}
		if (cell_at(to, row, col)->width == 0)
			col--;
		int end = stretch_end(d, from, to, row, col);
		bool erase = end > tail + SHORT_ERASE;
		for (; col < end && !(erase && col >= tail);) {
			bool corner = row == to->rows - 1 && col == to->cols - 1;
			if (!corner || d->corner)
				write_glyph(d, to, row, col);
			col += cell_at(to, row, col)->width;
		}
		if (erase) {
			erase_tail(d, row, col);
			return;
		}
	}
}

/* --- rows that only moved ------------------------------------------------------------------- */

struct block {
	int row, end, by;            /* of `to`: rows that stood `by` further down in `from` */
	int worth;                   /* bytes that need not be written */
};

/* About how many bytes it takes to write a row of `to` over row `old` of `from`; old < 0: over
 * blanks. */
static int cost(const struct device *d, const struct canvas *from, const struct canvas *to, int row, int old)
{
	int n = 0, written = -1; /* column written last */

	for (int col = 0; col < to->cols; col++) {
		const struct cell *a = cell_at(to, row, col);
		if (same(d, old < 0 ? &empty : cell_at(from, old, col), a))
			continue;
		n += a->width == 2 ? 3 : a->width;
		if (written < 0 || col > written + SHORT_GAP)
			n += MOVE_BYTES;
		if (written < 0 || cell_at(to, row, written)->paint != a->paint)
			n += COLOUR_BYTES;
		written = col;
	}
	return n;
}

/* The rows that scrolling leaves empty are written whole. */
static int lost(const struct device *d, const struct canvas *from, const struct canvas *to,
	const struct block *b)
{
	int row = b->by > 0 ? b->end : b->row + b->by, n = 0;

	for (int i = 0; i < (b->by > 0 ? b->by : -b->by); i++)
		n += cost(d, from, to, row + i, -1) - cost(d, from, to, row + i, row + i);
	return n;
}

/* The stretch of rows for which moving by so much saves most. */
static struct block best_by(const struct device *d, const struct canvas *from, const struct canvas *to,
	int by)
{
	struct block best = {.by = by};
	int first = by < 0 ? -by : 0, end = to->rows - (by > 0 ? by : 0), begun = first, sum = 0;

	for (int row = first; row < end; row++) {
		sum += cost(d, from, to, row, row) - cost(d, from, to, row, row + by);
		if (sum > best.worth)
			best = (struct block){begun, row + 1, by, sum};
		if (sum <= 0) {
			sum = 0;
			begun = row + 1;
		}
	}
	if (best.worth > SCROLL_WORTH)
		best.worth -= lost(d, from, to, &best);
	return best;
}

static bool worth_a_look(const struct device *d, const struct canvas *from, const struct canvas *to)
{
	int n = 0;

	for (int row = 0; row < to->rows; row++)
		n += cost(d, from, to, row, row);
	return n > SCROLL_WORTH;
}

static void scroll_rows(struct canvas *c, int top, int end, int by)
{
	size_t cols = (size_t)c->cols, moved = (size_t)(end - top - (by > 0 ? by : -by)) * cols;
	struct cell *at = c->cells + (size_t)top * cols;
	size_t shift = (size_t)(by > 0 ? by : -by) * cols;

	memmove(by > 0 ? at : at + shift, by > 0 ? at + shift : at, moved * sizeof *at);
	at += by > 0 ? moved : 0;
	for (size_t i = 0; i < shift; i++)
		at[i] = empty;
}

/* A form whose focus opens its choices, a list that moved on: most of it is on the glass already. */
static void scroll(struct device *d, struct canvas *from, const struct canvas *to)
{
	struct block best = {.worth = SCROLL_WORTH};

	if (!d->scroll || !worth_a_look(d, from, to))
		return;
	for (int by = -SCROLL_MOST; by <= SCROLL_MOST; by++) {
		struct block b = by ? best_by(d, from, to, by) : best;
		if (b.worth > best.worth)
			best = b;
	}
	if (best.worth == SCROLL_WORTH)
		return;
	int top = best.by > 0 ? best.row : best.row + best.by;
	int end = best.by > 0 ? best.end + best.by : best.end;
	if (!d->plain)
		d->colour(d, PAINT_TEXT);
	d->scroll(d, top, end, best.by);
	d->row = -1;
	scroll_rows(from, top, end, best.by);
}

void paint_difference(struct device *d, struct canvas *from, const struct canvas *to)
{
	scroll(d, from, to);
	for (int row = 0; row < to->rows; row++)
		paint_row(d, from, to, row);
	go(d, to->cursor_row, to->cursor_col);
}
