/* SPDX-License-Identifier: MIT
 *
 * What must hold: unpack(pack(c)) has the cells of c; nothing in the bytes can write outside.
 */
#include "tui/canvas_pack.h"

#include <stdio.h>
#include <string.h>

enum { LINE_BYTES = CANVAS_COLS * 16 };

static void pack_paints(const struct canvas *c, int row, struct buf *out)
{
	const struct cell *cells = &c->cells[(size_t)row * (size_t)c->cols];

	for (int col = 0, n; col < c->cols; col += n) {
		n = 1;
		while (col + n < c->cols && cells[col + n].paint == cells[col].paint)
			n++;
		buf_addf(out, "%c%d ", 'A' + cells[col].paint, n);
	}
	buf_addc(out, '\n');
}

void canvas_pack(const struct canvas *c, struct buf *out)
{
	buf_addf(out, "%d %d %d %d\n", c->rows, c->cols, c->cursor_row, c->cursor_col);
	for (int row = 0; row < c->rows; row++) {
		canvas_row_text(c, row, out);
		buf_addc(out, '\n');
		pack_paints(c, row, out);
	}
}

/* The next line, without its end; false: there is none. */
static bool next_line(const char **at, const char *end, char line[LINE_BYTES])
{
	const char *stop = *at < end ? memchr(*at, '\n', (size_t)(end - *at)) : NULL;
	size_t n = stop ? (size_t)(stop - *at) : 0;

	if (!stop || n >= LINE_BYTES)
		return false;
	memcpy(line, *at, n);
	line[n] = '\0';
	*at = stop + 1;
	return true;
}

static bool unpack_paints(struct canvas *c, int row, const char *line)
{
	int col = 0, n, used;
	char role;

	while (sscanf(line, "%c%d %n", &role, &n, &used) == 2) {
		if (role < 'A' || role >= 'A' + PAINT_COUNT || n < 1 || n > c->cols - col)
			return false;
		canvas_paint(c, row, col, n, (enum paint)(role - 'A'));
		col += n;
		line += used;
	}
	return *line == '\0';
}

enum err canvas_unpack(const char *bytes, size_t len, struct canvas *out)
{
	const char *at = bytes, *end = bytes + len;
	char line[LINE_BYTES];
	int rows, cols, row, col;

	if (!next_line(&at, end, line) || sscanf(line, "%d %d %d %d", &rows, &cols, &row, &col) != 4 ||
		rows < 1 || rows > CANVAS_ROWS || cols < 1 || cols > CANVAS_COLS)
		return ERR_INPUT;
	canvas_init(out, rows, cols);
	for (int r = 0; r < rows; r++) {
		bool text = next_line(&at, end, line);
		if (text)
			canvas_text(out, r, 0, PAINT_TEXT, line);
		if (!text || !next_line(&at, end, line) || !unpack_paints(out, r, line)) {
			canvas_release(out);
			return ERR_INPUT;
		}
	}
	canvas_cursor(out, row, col);
	return OK;
}
