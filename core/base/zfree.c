/* SPDX-License-Identifier: MIT
 *
 * Wipes every heap block when it is given back, also those of the libraries: without this, dozens
 * of copies of one citizen's number stay in freed memory. Linked into the plain program only;
 * the sanitizers bring an allocator of their own.
 */
#include <malloc.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#if !defined(ONETRIP_PLAIN) || !defined(__GLIBC__)
#error "zfree.c replaces the free of glibc in plain builds"
#endif

/* glibc's own allocator under the names that no interposer can take away */
extern void __libc_free(void *p);
extern void *__libc_malloc(size_t size);

void free(void *p)
{
	if (!p)
		return;
	explicit_bzero(p, malloc_usable_size(p));
	__libc_free(p);
}

/* glibc's realloc may move a block and leave the old bytes: so it is always a new block here,
 * except when the old one is large enough and not wastefully so. */
void *realloc(void *p, size_t size)
{
	size_t old;
	void *fresh;

	if (!p)
		return __libc_malloc(size);
	if (size == 0) {
		free(p);
		return NULL;
	}
	old = malloc_usable_size(p);
	if (size <= old && size >= old / 2)
		return p;
	fresh = __libc_malloc(size);
	if (!fresh)
		return NULL;
	memcpy(fresh, p, old < size ? old : size);
	free(p);
	return fresh;
}
