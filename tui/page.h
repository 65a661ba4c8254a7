/* SPDX-License-Identifier: MIT
 *
 * A finished text of lines (a slip) in the body of a screen, scrolled by lines.
 */
#ifndef ONETRIP_PAGE_H
#define ONETRIP_PAGE_H

#include "tui/action.h"
#include "tui/canvas.h"

struct page {
	int top;                     /* first line shown; kept inside by page_draw */
};

bool page_act(struct page *p, enum action a);    /* up, down, page, ends; true when it moved */
/* columns: width of the text, centred in width. */
void page_draw(struct page *p, struct canvas *c, int row, int rows, int width, int columns,
	const char *text, size_t len);

#endif
