/* SPDX-License-Identifier: MIT
 *
 * A queue of chunks, each with the time it arrives.
 */
#include "tests/screen/harness/line.h"

#include <string.h>

#include "core/base/mem.h"

struct chunk {
	struct chunk *next;
	int64_t at_us;
	size_t len;
	char bytes[];
};

void line_put(struct line *l, const void *bytes, size_t len, int64_t now_us)
{
	struct chunk *c = mem_new(sizeof *c + len);

	c->at_us = now_us + l->takes_us;
	c->len = len;
	memcpy(c->bytes, bytes, len);
	if (l->last)
		l->last->next = c;
	else
		l->first = c;
	l->last = c;
}

/* Off the line before it is handed over: whoever gets it may put something on. */
static struct chunk *off(struct line *l)
{
	struct chunk *c = l->first;

	l->first = c->next;
	if (!l->first)
		l->last = NULL;
	return c;
}

void line_take(struct line *l, int64_t now_us, void (*arrived)(void *ctx, const char *bytes, size_t len),
	void *ctx)
{
	while (l->first && l->first->at_us <= now_us) {
		struct chunk *c = off(l);
		arrived(ctx, c->bytes, c->len);
		mem_free(c);
	}
}

int64_t line_due_us(const struct line *l)
{
	return l->first ? l->first->at_us : -1;
}

void line_release(struct line *l)
{
	while (l->first)
		mem_free(off(l));
}
