/* SPDX-License-Identifier: MIT
 *
 * Packs of items: what is taken lies within the bytes that came, is named as items are, and what is
 * refused says why.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/casework/oversight/pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct pack *p, const char *data, size_t size)
{
	const char *at = p->n ? p->items[0].text : NULL;

	if (p->n == 0 || p->n > PACK_ITEMS || !*p->hall)
		abort();
	for (size_t i = 0; i < p->n; i++) {
		const struct pack_item *x = &p->items[i];
		if (x->text != at || x->text < data || x->len > size || strpbrk(x->name, "/.") || !*x->name)
			abort();
		at += x->len;
	}
	if (at != data + size)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pack *p = mem_new(sizeof *p);
	char *copy = mem_textn((const char *)data, size);
	char why[PACK_WHY];

	if (seal_start())
		abort();
	enum err e = pack_parse(copy, size, p, why);
	if (e == OK) {
		check(p, copy, size);
		e = pack_verify(p, why);
	}
	if (e && !*why)
		abort();
	mem_free(copy);
	mem_free(p);
	return 0;
}
