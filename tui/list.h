/* SPDX-License-Identifier: MIT
 *
 * A virtual list: draws the visible rows by callback, any number of rows.
 */
#ifndef ONETRIP_LIST_H
#define ONETRIP_LIST_H

#include "tui/action.h"
#include "tui/canvas.h"

struct list {
	size_t count, at, top;
};

typedef void (*list_row)(const void *ctx, struct canvas *c, int row, size_t index, bool selected);

void list_set(struct list *l, size_t count);     /* keeps the position inside */
bool list_act(struct list *l, enum action a, int page);
void list_draw(struct list *l, struct canvas *c, int row, int rows, list_row draw, const void *ctx);

#endif
