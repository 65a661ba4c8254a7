/* SPDX-License-Identifier: MIT
 *
 * What must hold: an application names no more than items read.
 */
#include "core/casework/desk/usage.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/desk.h"

struct pair {
	uint32_t resource, item;
};

struct usage {
	struct directory *directory;
	const struct catalog *catalog;
	size_t seen;                 /* items looked at */
	struct pair *pairs;
	size_t n, cap;
};

struct usage *usage_new(struct directory *d, const struct catalog *c)
{
	struct usage *u = mem_new(sizeof *u);

	u->directory = d;
	u->catalog = c;
	return u;
}

void usage_free(struct usage *u)
{
	if (!u)
		return;
	mem_free(u->pairs);
	mem_free(u);
}

bool usage_whole(const struct usage *u)
{
	return u->seen >= directory_size(u->directory);
}

static void add(struct usage *u, const struct resource *r, size_t item)
{
	struct pair p = {(uint32_t)(r - u->catalog->resources), (uint32_t)item};

	for (size_t i = u->n; i-- > 0 && u->pairs[i].item == p.item;)
		if (u->pairs[i].resource == p.resource)
			return;
	if (u->n == u->cap) {
		size_t cap = u->cap ? 2 * u->cap : 256;
		u->pairs = mem_grow(u->pairs, u->cap * sizeof *u->pairs, cap * sizeof *u->pairs);
		u->cap = cap;
	}
	u->pairs[u->n++] = p;
}

bool usage_step(struct usage *u)
{
	const struct item *item;

	if (usage_whole(u))
		return false;
	size_t at = u->seen++;
	if (directory_item(u->directory, at, &item) == OK)
		for (size_t i = 0; i < item->n_asks; i++) {
			const struct resource *r = catalog_find(u->catalog, item->asks[i].resource);
			if (r)
				add(u, r, at);
		}
	return !usage_whole(u);
}

size_t usage_items(const struct usage *u, const struct resource *r, size_t *out, size_t max)
{
	uint32_t wanted = (uint32_t)(r - u->catalog->resources);
	size_t n = 0;

	for (size_t i = 0; i < u->n; i++)
		if (u->pairs[i].resource == wanted) {
			if (n < max)
				out[n] = u->pairs[i].item;
			n++;
		}
	return n;
}

static void add_word(struct buf *out, const char *word)
{
	if (out->len)
		buf_addc(out, ' ');
	buf_adds(out, word);
}

static bool read_by_any(const struct usage *u, const struct resource *r, const char *attribute)
{
	uint32_t wanted = (uint32_t)(r - u->catalog->resources);
	const struct item *item;

	if (identity_keeps(r->id, attribute))
		return true;
	for (size_t i = 0; i < u->n; i++)
		if (u->pairs[i].resource == wanted &&
			directory_item(u->directory, u->pairs[i].item, &item) == OK &&
			item_reads(item, r->id, attribute))
			return true;
	return false;
}

void usage_scope(const struct usage *u, const struct resource *r, struct buf *items, struct buf *fields)
{
	uint32_t wanted = (uint32_t)(r - u->catalog->resources);

	if (identity_keeps(r->id, NULL))
		add_word(items, "identity");
	for (size_t i = 0; i < u->n; i++)
		if (u->pairs[i].resource == wanted)
			add_word(items, directory_at(u->directory, u->pairs[i].item)->code);
	for (size_t i = 0; i < r->n_attributes; i++)
		if (read_by_any(u, r, r->attributes[i].name))
			add_word(fields, r->attributes[i].name);
}
