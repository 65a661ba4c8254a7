/* SPDX-License-Identifier: MIT
 *
 * A text of several lines in a box: each is wrapped, what continues is indented, rows above the first
 * one shown are left out. Used by screens that describe something at length.
 */
#ifndef ONETRIP_LINES_BOX_H
#define ONETRIP_LINES_BOX_H

#include "tui/canvas.h"

struct lines_box {
	int row, col, rows, width;
	int indent;                  /* cells before what continues a line */
};

/* Draws from row `top` of the text on; returns how many rows the whole text takes. */
int lines_draw(struct canvas *c, const struct lines_box *box, int top, const char *text);
/* Keeps *top so that the last row of the text stays in the box; returns the rows of the text. */
int lines_scroll(const struct lines_box *box, int *top, const char *text);

#endif
