/* SPDX-License-Identifier: MIT
 *
 * An arena: many small allocations that go at once. Definitions, replies and screen states live
 * in one. Nothing in a pool is freed alone.
 */
#ifndef ONETRIP_POOL_H
#define ONETRIP_POOL_H

#include "core/base/base.h"

struct pool_block;
struct pool {
	struct pool_block *first; /* NULL is a valid empty pool */
	size_t used;              /* bytes handed out, for limits */
};

void *pool_get(struct pool *p, size_t size);     /* zeroed, aligned for any type */
char *pool_text(struct pool *p, const char *text); /* NULL stays NULL */
char *pool_textn(struct pool *p, const char *text, size_t len);
char *pool_textf(struct pool *p, const char *format, ...) PRINTF_LIKE(2, 3);
void pool_release(struct pool *p);               /* wipes and frees everything */

#endif
