/* SPDX-License-Identifier: MIT
 *
 * The picture of a screen in memory: cells with a role, never a colour. Pure: no terminal is
 * needed to draw, test or dump it. Every text passes the sanitiser on its way in; text is placed
 * by absolute column, so one bad glyph cannot shift a row. Each painted frame starts empty.
 */
#ifndef ONETRIP_CANVAS_H
#define ONETRIP_CANVAS_H

#include "core/base/buf.h"
#include "core/base/text.h"

/* Roles of ux.md section 6: name, then 8 colours (foreground, background, bold), 256 dark, 256
 * light, mono attribute. -1 default. Attributes: B bold, R reverse, U underline, D dim. */
#define ROLE_PAINT_TABLE(X)                                                                        \
	X(PAINT_TEXT, -1, -1, "", 252, -1, "", 235, -1, "", "")                                    \
	X(PAINT_TITLE, 0, 6, "", 16, 75, "", 231, 26, "", "R")                                     \
	X(PAINT_DEMO, 0, 3, "", 16, 214, "", 231, 94, "", "RB")                                    \
	X(PAINT_DIM, -1, -1, "", 245, -1, "", 243, -1, "", "D")                                    \
	X(PAINT_OK, 6, -1, "", 75, -1, "", 26, -1, "", "")                                         \
	X(PAINT_STALE, 3, -1, "", 214, -1, "", 94, -1, "", "U")                                    \
	X(PAINT_MISS, 3, -1, "B", 214, -1, "B", 94, -1, "B", "B")                                  \
	X(PAINT_BAD, 1, -1, "B", 203, -1, "", 162, -1, "", "RB")                                   \
	X(PAINT_EDIT, -1, -1, "B", 252, -1, "B", 235, -1, "B", "B")                                \
	X(PAINT_FOCUS, -1, -1, "U", 252, -1, "U", 235, -1, "U", "U")                               \
	X(PAINT_SEL, -1, -1, "R", 16, 252, "", 231, 238, "", "R")                                  \
	X(PAINT_MARK, -1, -1, "B", 252, -1, "B", 235, -1, "B", "B")                                \
	X(PAINT_KEY, -1, -1, "R", -1, -1, "R", -1, -1, "R", "R")                                   \
	X(PAINT_HEAD, -1, -1, "B", 252, -1, "B", 235, -1, "B", "B")

enum paint {
#define X(name, ...) name,
	ROLE_PAINT_TABLE(X)
#undef X
	PAINT_COUNT
};

enum { CANVAS_ROWS = 200, CANVAS_COLS = 400, CELL_MARKS = 2 };

struct cell {
	uint32_t cp;                 /* 0 in the second half of a wide character */
	uint32_t marks[CELL_MARKS];  /* combining, 0 none */
	uint8_t width;               /* 1, 2, or 0 for the second half */
	uint8_t paint;
};

struct canvas {
	int rows, cols;
	struct cell *cells;
	int cursor_row, cursor_col;  /* parked on the focus; always inside */
	bool secret;                 /* the focus takes a password */
	bool late[CANVAS_ROWS];      /* says more about the focus: may follow when that rests */
};

void canvas_init(struct canvas *c, int rows, int cols);
void canvas_release(struct canvas *c);           /* wipes */
void canvas_clear(struct canvas *c);
/* Draws from (row, col), clipped at the right edge and outside rows; returns the column after. */
int canvas_text(struct canvas *c, int row, int col, enum paint p, const char *text);
int canvas_printf(struct canvas *c, int row, int col, enum paint p, const char *format, ...)
	PRINTF_LIKE(5, 6);
/* Exactly width cells: cut or padded with blanks. */
int canvas_field(struct canvas *c, int row, int col, int width, enum paint p, const char *text);
/* Ends at column end (exclusive). */
int canvas_right(struct canvas *c, int row, int end, enum paint p, const char *text);
/* Centred within [col, col + width). */
void canvas_centre(struct canvas *c, int row, int col, int width, enum paint p, const char *text);
void canvas_fill(struct canvas *c, int row, int col, int width, enum paint p); /* recolours and blanks */
void canvas_paint(struct canvas *c, int row, int col, int width, enum paint p); /* recolours only */
void canvas_rule(struct canvas *c, int row, int col, int width);              /* '-' line */
void canvas_box(struct canvas *c, int row, int col, int rows, int cols, const char *title);
void canvas_cursor(struct canvas *c, int row, int col);
void canvas_late(struct canvas *c, int row, int rows);
void canvas_keep_late(struct canvas *c, const struct canvas *before); /* those rows as they were */
/* Rows first..first + rows - 1 of another canvas to (row, col); both must have room for them. */
void canvas_copy(struct canvas *c, int row, int col, const struct canvas *from, int first, int rows);
/* Word-wraps text into width cells over at most rows; returns rows used. Han may break anywhere,
 * closing punctuation never starts a line; a newline ends one. */
int canvas_wrap(struct canvas *c, int row, int col, int width, int rows, enum paint p,
	const char *text);
int canvas_wrapped(const char *text, int width, int rows); /* rows it would use */
/* The same without its first `skip` rows. */
int canvas_wrap_from(struct canvas *c, int row, int col, int width, int skip, int rows, enum paint p,
	const char *text);
void canvas_row_text(const struct canvas *c, int row, struct buf *out); /* without trailing blanks */
void canvas_dump(const struct canvas *c, struct buf *out);              /* all rows, one a line */
/* First "80x24 cursor R,C"; then each row, and under it the columns that are not PAINT_TEXT. */
void canvas_dump_paint(const struct canvas *c, struct buf *out);

#endif
