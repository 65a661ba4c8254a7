/* SPDX-License-Identifier: MIT
 *
 * What must hold: an item found by a hash has exactly that hash.
 */
#include "core/casework/shelf.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"

struct shelf {
	struct store *store;
	struct directory *directory;
	struct item *old[SHELF_FORMS];
	size_t n;
};

enum err shelf_new(struct store *s, struct directory *d, struct shelf **out)
{
	struct shelf *f = mem_new(sizeof *f);

	f->store = s;
	f->directory = d;
	*out = f;
	return OK;
}

void shelf_turn(struct shelf *f, struct directory *d)
{
	f->directory = d;
}

void shelf_free(struct shelf *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->n; i++)
		item_free(f->old[i]);
	mem_free(f);
}

static const struct item *current(
	const struct shelf *f, const char *code, const uint8_t hash[HASH_SIZE])
{
	for (size_t i = 0; f->directory && i < directory_size(f->directory); i++) {
		const struct item *item;
		if (!text_equal(directory_at(f->directory, i)->code, code))
			continue;
		if (directory_item(f->directory, i, &item) == OK &&
			memcmp(item->hash, hash, HASH_SIZE) == 0)
			return item;
	}
	return NULL;
}

static struct item *kept(struct shelf *f, const char *code, const uint8_t hash[HASH_SIZE])
{
	struct item *item = NULL;
	struct buf text, messages;

	if (f->n == SHELF_FORMS)
		return NULL;
	buf_init(&text, INI_BYTES);
	buf_init(&messages, INI_BYTES);
	enum err e = journal_form(f->store, hash, &text);
	if (!e)
		e = item_parse(code, buf_text(&text), text.len, &item, &messages);
	if (e)
		log_line("casework", "an older form of item %s cannot be read: %s", code,
			err_name(e));
	else if (memcmp(item->hash, hash, HASH_SIZE) != 0)
		BUG("a kept form does not have the hash it was kept by");
	buf_release(&text);
	buf_release(&messages);
	return item;
}

const struct item *shelf_find(void *shelf, const char *code, const uint8_t hash[HASH_SIZE])
{
	struct shelf *f = shelf;
	const struct item *item = current(f, code, hash);

	for (size_t i = 0; !item && i < f->n; i++)
		if (memcmp(f->old[i]->hash, hash, HASH_SIZE) == 0)
			item = f->old[i];
	if (item)
		return item;
	struct item *parsed = kept(f, code, hash);
	if (parsed)
		f->old[f->n++] = parsed;
	return parsed;
}
