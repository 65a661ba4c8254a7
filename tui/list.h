/* SPDX-License-Identifier: MIT
 *
 * A virtual list: draws the visible rows by callback, any number of rows. It moves by pages with
 * the chosen row never at the very edge, and where it stands follows from `at` alone.
 */
#ifndef ONETRIP_LIST_H
#define ONETRIP_LIST_H

#include "tui/action.h"
#include "tui/canvas.h"

struct list {
	size_t count, at;
};

typedef void (*list_row)(const void *ctx, struct canvas *c, int row, size_t index, bool selected);

void list_set(struct list *l, size_t count);     /* keeps the position inside */
/* Up, down, page up and down, top, end; true when the position changed. */
bool list_act(struct list *l, enum action a, int page);
size_t list_top(const struct list *l, int rows); /* index in the first visible row */
void list_draw(const struct list *l, struct canvas *c, int row, int rows, list_row draw,
	const void *ctx);

#endif
