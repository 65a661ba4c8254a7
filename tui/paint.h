/* SPDX-License-Identifier: MIT
 *
 * The short way from one picture to the next, for any device that can move, colour and erase.
 * Curses' own windows are not used for this: they spend 23 to 32 bytes on the echo of one
 * coloured letter, drop characters the C library has no width for (names of CJK extension I),
 * and one glyph the terminal draws wider than expected shifts the rest of the row. Here the
 * cursor is placed anew behind every glyph whose width terminals disagree on.
 */
#ifndef ONETRIP_PAINT_H
#define ONETRIP_PAINT_H

#include "tui/canvas.h"

struct device {
	struct buf *out;
	void (*move)(struct device *d, int row, int col);
	void (*colour)(struct device *d, enum paint p);
	void (*erase)(struct device *d);     /* to the end of the row, in plain colours */
	/* Rows top to end - 1 go up by so many rows (< 0: down), plain blanks come in; the cursor is
	 * anywhere then. NULL: the device cannot. */
	void (*scroll)(struct device *d, int top, int end, int by);
	bool on_blank[PAINT_COUNT];          /* the role shows on a blank: background, underline */
	bool corner;                         /* the last cell may be written without scrolling */
	bool plain;                          /* colours as they are now do not show on a blank */
	int row, col;                        /* of the cursor; row -1: unknown */
};

/* Both canvases have the same size. The cursor ends where `to` wants it; what was scrolled is
 * scrolled in `from`, too. */
void paint_difference(struct device *d, struct canvas *from, const struct canvas *to);

#endif
