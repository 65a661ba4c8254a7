/* SPDX-License-Identifier: MIT
 *
 * The arena: a list of blocks, the newest first. Only the first block is filled further; what is
 * larger than a block gets one of its own behind it.
 */
#include "core/base/pool.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/mem.h"

enum { BLOCK_SIZE = 8192 - 64, ALIGN = alignof(max_align_t) };

struct pool_block {
	struct pool_block *next;
	size_t size, used; /* of data */
	alignas(max_align_t) unsigned char data[];
};

static struct pool_block *block_new(size_t size)
{
	struct pool_block *b = mem_new(sizeof(*b) + size);

	b->size = size;
	return b;
}

void *pool_get(struct pool *p, size_t size)
{
	struct pool_block *b = p->first;
	void *at;

	if (size > SIZE_MAX / 2)
		BUG("pool_get: absurd size");
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	if (size == 0)
		size = ALIGN;
	if (!b || b->size - b->used < size) {
		b = block_new(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		if (size > BLOCK_SIZE && p->first) {
			b->next = p->first->next;
			p->first->next = b;
		} else {
			b->next = p->first;
			p->first = b;
		}
	}
	at = b->data + b->used;
	b->used += size;
	p->used += size;
	return at;
}

char *pool_textn(struct pool *p, const char *text, size_t len)
{
	char *copy = pool_get(p, len + 1);

	if (len)
		memcpy(copy, text, len);
	return copy;
}

char *pool_text(struct pool *p, const char *text)
{
	return text ? pool_textn(p, text, strlen(text)) : NULL;
}

char *pool_textf(struct pool *p, const char *format, ...)
{
	va_list args, again;
	char *text;
	int need;

	va_start(args, format);
	va_copy(again, args);
	need = vsnprintf(NULL, 0, format, args);
	if (need < 0)
		BUG("bad format");
	text = pool_get(p, (size_t)need + 1);
	vsnprintf(text, (size_t)need + 1, format, again);
	va_end(again);
	va_end(args);
	return text;
}

void pool_release(struct pool *p)
{
	struct pool_block *b = p->first, *next;

	for (; b; b = next) {
		next = b->next;
		mem_wipe(b->data, b->used);
		mem_free(b);
	}
	*p = (struct pool){0};
}
