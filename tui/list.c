/* SPDX-License-Identifier: MIT
 *
 * Position only; the rows are the caller's. at < count, or both are 0.
 */
#include "tui/list.h"

void list_set(struct list *l, size_t count)
{
	l->count = count;
	if (l->at >= count)
		l->at = count > 0 ? count - 1 : 0;
}

bool list_act(struct list *l, enum action a, int page)
{
	size_t step = page > 1 ? (size_t)page : 1, before = l->at;
	size_t last = l->count > 0 ? l->count - 1 : 0;

	switch (a) {
	case ACT_UP:
		l->at -= l->at > 0 ? 1 : 0;
		break;
	case ACT_DOWN:
		l->at += l->at < last ? 1 : 0;
		break;
	case ACT_PGUP:
		l->at -= l->at < step ? l->at : step;
		break;
	case ACT_PGDN:
		l->at += last - l->at < step ? last - l->at : step;
		break;
	case ACT_TOP:
		l->at = 0;
		break;
	case ACT_END:
		l->at = last;
		break;
	default:
		return false;
	}
	return l->at != before;
}

size_t list_top(const struct list *l, int rows)
{
	size_t height = rows > 0 ? (size_t)rows : 1;
	size_t step = height > 2 ? height - 2 : 1; /* one row is kept on both sides of a page */
	size_t margin = height > 2 ? 1 : 0;
	size_t top = l->at > margin ? (l->at - margin) / step * step : 0;

	if (l->count <= height)
		return 0;
	return top < l->count - height ? top : l->count - height;
}

void list_draw(
	const struct list *l, struct canvas *c, int row, int rows, list_row draw, const void *ctx)
{
	size_t top = list_top(l, rows);

	for (int i = 0; i < rows && top + (size_t)i < l->count; i++)
		draw(ctx, c, row + i, top + (size_t)i, top + (size_t)i == l->at);
}
