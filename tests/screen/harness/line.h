/* SPDX-License-Identifier: MIT
 *
 * One direction of a long line: what goes in comes out in order, so much later.
 */
#ifndef ONETRIP_HARNESS_LINE_H
#define ONETRIP_HARNESS_LINE_H

#include "core/base/base.h"

struct chunk;

struct line {
	int64_t takes_us;            /* 0: at once */
	struct chunk *first, *last;
};

void line_put(struct line *l, const void *bytes, size_t len, int64_t now_us);
/* Hands over what has arrived by now. */
void line_take(struct line *l, int64_t now_us, void (*arrived)(void *ctx, const char *bytes, size_t len),
	void *ctx);
int64_t line_due_us(const struct line *l); /* when the next arrives; -1 nothing is on its way */
void line_release(struct line *l);

#endif
