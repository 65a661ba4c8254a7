/* SPDX-License-Identifier: MIT
 *
 * The heap. Every block is zeroed when it comes and never NULL.
 */
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

void *mem_array(size_t count, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(count, size, &bytes))
		BUG("absurd size");
	p = calloc(1, bytes ? bytes : 1); /* an empty array has an address of its own, too */
	if (!p)
		BUG("out of memory");
	return p;
}

void *mem_new(size_t size)
{
	return mem_array(1, size);
}

void *mem_grow(void *old, size_t old_size, size_t new_size)
{
	void *p = mem_new(new_size);

	if (old) {
		memcpy(p, old, old_size < new_size ? old_size : new_size);
		mem_wipe(old, old_size);
		mem_free(old);
	}
	return p;
}

char *mem_textn(const char *text, size_t len)
{
	char *copy = mem_new(len + 1);

	if (len)
		memcpy(copy, text, len);
	return copy;
}

char *mem_text(const char *text)
{
	return text ? mem_textn(text, strlen(text)) : NULL;
}

void mem_free(void *p)
{
	free(p);
}

void mem_wipe(void *p, size_t len)
{
	if (len)
		explicit_bzero(p, len);
}

void mem_free_text(char *text)
{
	if (!text)
		return;
	mem_wipe(text, strlen(text));
	mem_free(text);
}
