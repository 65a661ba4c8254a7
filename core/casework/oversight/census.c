/* SPDX-License-Identifier: MIT
 *
 * Open addressing over an array of rows. A key is compared as bytes, so census_key leaves none
 * undefined.
 */
#include "core/casework/oversight/census.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/operator.h"

enum { FIRST_SLOTS = 1024 };

enum err census_since(struct store *s, int days, uint64_t *after)
{
	const struct operator_info *me = operator_current(s);

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_WATCH))
		return ERR_DENIED;
	return journal_since(s, clock_now_ms() - days * (int64_t)86400000, after);
}

struct census_key census_key(int kind, day_t day, const char *who, const char *what, const char *thing)
{
	struct census_key k;

	memset(&k, 0, sizeof k);
	k.kind = kind;
	k.day = day;
	text_copy(k.who, sizeof k.who, who ? who : "");
	text_copy(k.what, sizeof k.what, what ? what : "");
	text_copy(k.thing, sizeof k.thing, thing ? thing : "");
	return k;
}

/* FNV-1a. */
static uint64_t hash(const struct census_key *key)
{
	const unsigned char *p = (const unsigned char *)key;
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < sizeof *key; i++)
		h = (h ^ p[i]) * 1099511628211u;
	return h;
}

/* The slot of a key: where it is, or where it would go. */
static size_t slot_of(const struct census *c, const struct census_key *key)
{
	size_t mask = c->n_slots - 1, at = (size_t)hash(key) & mask;

	while (c->slots[at] && memcmp(&c->rows[c->slots[at] - 1].key, key, sizeof *key) != 0)
		at = (at + 1) & mask;
	return at;
}

static void grow(struct census *c)
{
	size_t slots = c->n_slots ? 2 * c->n_slots : FIRST_SLOTS, cap = slots / 2;

	c->rows = mem_grow(c->rows, c->cap * sizeof *c->rows, cap * sizeof *c->rows);
	c->cap = cap;
	mem_free(c->slots);
	c->slots = mem_array(slots, sizeof *c->slots);
	c->n_slots = slots;
	for (size_t i = 0; i < c->n; i++)
		c->slots[slot_of(c, &c->rows[i].key)] = (uint32_t)i + 1;
}

struct census_row *census_add(struct census *c, const struct census_key *key, int64_t at_ms)
{
	struct census_row *row = census_find(c, key);

	if (!row) {
		if (c->n == CENSUS_ROWS)
			return NULL;
		if (c->n == c->cap)
			grow(c);
		c->slots[slot_of(c, key)] = (uint32_t)c->n + 1;
		row = &c->rows[c->n++];
		*row = (struct census_row){.key = *key, .first_ms = at_ms};
	}
	row->count++;
	row->last_ms = at_ms;
	return row;
}

struct census_row *census_find(const struct census *c, const struct census_key *key)
{
	size_t at = c->n_slots ? slot_of(c, key) : 0;

	return c->n_slots && c->slots[at] ? &c->rows[c->slots[at] - 1] : NULL;
}

void census_release(struct census *c)
{
	if (c->rows)
		mem_wipe(c->rows, c->cap * sizeof *c->rows);
	mem_free(c->rows);
	mem_free(c->slots);
	*c = (struct census){.n = 0};
}
