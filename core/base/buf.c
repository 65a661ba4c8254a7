/* SPDX-License-Identifier: MIT
 *
 * Growing buffers. cap counts the NUL, max does not.
 */
#include "core/base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/mem.h"

enum { FIRST_CAP = 256 };

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void buf_release(struct buf *b)
{
	mem_wipe(b->data, b->cap);
	mem_free(b->data);
	buf_init(b, b->max);
}

void buf_clear(struct buf *b)
{
	mem_wipe(b->data, b->cap);
	b->len = 0;
	b->err = OK;
}

void buf_cut(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	mem_wipe(b->data + len, b->len - len);
	b->len = len;
}

/* Room for more bytes and the NUL. False, with err set, beyond the maximum. */
static bool reserve(struct buf *b, size_t more)
{
	size_t cap;

	if (b->err)
		return false;
	if (more > b->max - b->len) {
		b->err = ERR_LIMIT;
		return false;
	}
	if (b->len + more < b->cap)
		return true;
	cap = b->cap ? b->cap : FIRST_CAP;
	while (cap <= b->len + more)
		cap *= 2;
	if (cap - 1 > b->max)
		cap = b->max + 1;
	b->data = mem_grow(b->data, b->cap, cap);
	b->cap = cap;
	return true;
}

void buf_add(struct buf *b, const void *data, size_t len)
{
	if (!reserve(b, len) || len == 0)
		return;
	memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_adds(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

void buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_addf(struct buf *b, const char *format, ...)
{
	va_list args, again;
	int need;

	va_start(args, format);
	va_copy(again, args);
	need = vsnprintf(NULL, 0, format, args);
	if (need < 0)
		BUG("bad format");
	if (reserve(b, (size_t)need)) {
		vsnprintf(b->data + b->len, (size_t)need + 1, format, again);
		b->len += (size_t)need;
	}
	va_end(again);
	va_end(args);
}

const char *buf_text(const struct buf *b)
{
	return b->data ? b->data : "";
}

char *buf_detach(struct buf *b)
{
	char *data = b->data;

	buf_init(b, b->max);
	return data;
}
