/* SPDX-License-Identifier: MIT
 *
 * A long way down is cut to the last line when it is drawn.
 */
#include "tui/page.h"

#include <limits.h>
#include <string.h>

enum { STEP = 10, LINE = 1024 };

bool page_act(struct page *p, enum action a)
{
	int before = p->top;

	switch (a) {
	case ACT_DOWN: p->top++; break;
	case ACT_UP: p->top--; break;
	case ACT_PGDN: p->top += STEP; break;
	case ACT_PGUP: p->top -= STEP; break;
	case ACT_TOP: p->top = 0; break;
	case ACT_END: p->top = INT_MAX / 2; break;
	default: return false;
	}
	if (p->top < 0)
		p->top = 0;
	return p->top != before;
}

static int lines_of(const char *text, size_t len)
{
	int n = 0;

	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n + (len > 0 && text[len - 1] != '\n');
}

void page_draw(struct page *p, struct canvas *c, int row, int rows, int width, int columns,
	const char *text, size_t len)
{
	int lines = lines_of(text, len), col = width > columns ? (width - columns) / 2 : 0;

	if (p->top > lines - rows)
		p->top = lines - rows;
	if (p->top < 0)
		p->top = 0;
	for (int line = 0; len > 0; line++) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len, step = n + (end ? 1 : 0);
		char buffer[LINE];
		text_copyn(buffer, sizeof buffer, text, n);
		if (line >= p->top && line < p->top + rows)
			canvas_text(c, row + line - p->top, col, PAINT_TEXT, buffer);
		text += step;
		len -= step;
	}
}
