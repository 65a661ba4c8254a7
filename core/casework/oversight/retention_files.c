/* SPDX-License-Identifier: MIT
 *
 * What must hold: a scan that another case has stays.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/retention_inside.h"
#include "core/casework/papers/slip.h"
#include "core/store/scan.h"
#include "core/store/seal.h"

enum { WALK = 1000 };

/* Hashes of scans, of the cases that go; used: also by one that stays. */
struct left_files {
	uint8_t (*list)[HASH_SIZE];
	bool *used;
	size_t n, cap;
	const struct retained *going;
	size_t n_going;
	struct slip_name *slips;
	size_t n_slips, slips_cap;
};

static void add_file(struct left_files *f, const uint8_t hash[HASH_SIZE])
{
	for (size_t i = 0; i < f->n; i++)
		if (memcmp(f->list[i], hash, HASH_SIZE) == 0)
			return;
	if (f->n == f->cap) {
		size_t cap = 2 * f->cap + 32;
		f->list = mem_grow(f->list, f->n * HASH_SIZE, cap * HASH_SIZE);
		f->cap = cap;
	}
	memcpy(f->list[f->n++], hash, HASH_SIZE);
}

static void add_slip(struct left_files *f, const struct record *slip)
{
	const struct record_pair *hash = record_find(slip, "hash");
	const char *document = record_get(slip, "document");
	struct slip_name name;

	if (!hash || hash->len != HASH_SIZE || !text_copy(name.document, sizeof name.document, document ? document : ""))
		return;
	memcpy(name.hash, hash->value, HASH_SIZE);
	if (f->n_slips == f->slips_cap) {
		size_t cap = 2 * f->slips_cap + 32;
		f->slips = mem_grow(f->slips, f->n_slips * sizeof name, cap * sizeof name);
		f->slips_cap = cap;
	}
	f->slips[f->n_slips++] = name;
}

static enum err collect(const struct event *e, void *ctx)
{
	const struct record_pair *p = record_find(&e->body, "scans");

	for (size_t at = 0; p && at + HASH_SIZE <= p->len; at += HASH_SIZE)
		add_file(ctx, (const uint8_t *)p->value + at);
	if (text_equal(e->kind, "SLIP"))
		add_slip(ctx, &e->body);
	return OK;
}

static bool goes(const struct left_files *f, const struct uid *id)
{
	for (size_t i = 0; i < f->n_going; i++)
		if (uid_equal(&f->going[i].id, id) && !*f->going[i].held)
			return true;
	return false;
}

static enum err mark_used(const struct event *e, void *ctx)
{
	struct left_files *f = ctx;
	const struct record_pair *p = record_find(&e->body, "scans");

	if (!p || goes(f, &e->casefile))
		return OK;
	for (size_t at = 0; at + HASH_SIZE <= p->len; at += HASH_SIZE)
		for (size_t i = 0; i < f->n; i++)
			f->used[i] |= memcmp(f->list[i], p->value + at, HASH_SIZE) == 0;
	return OK;
}

static enum err find_all(struct store *s, struct left_files *f)
{
	uint64_t after = 0, before = 1;
	enum err e = OK;

	for (size_t i = 0; !e && i < f->n_going; i++)
		if (!*f->going[i].held)
			e = journal_case(s, &f->going[i].id, collect, f);
	if (e || !f->n)
		return e;
	f->used = mem_array(f->n, sizeof *f->used);
	while (!e && after != before) {
		before = after;
		e = journal_walk(s, &after, WALK, mark_used, f);
	}
	return e;
}

enum err left_files_of(struct store *s, const struct retained *list, size_t n, struct left_files **out)
{
	struct left_files *f = mem_new(sizeof *f);

	f->going = list;
	f->n_going = n;
	enum err e = find_all(s, f);
	if (e)
		left_files_free(f);
	else
		*out = f;
	return e;
}

void left_files_free(struct left_files *f)
{
	if (!f)
		return;
	mem_free(f->list);
	mem_free(f->used);
	mem_free(f->slips);
	mem_free(f);
}

enum err left_files_remove(struct store *s, const struct left_files *f, const char *prints)
{
	enum err e = OK;

	for (size_t i = 0; !e && i < f->n; i++)
		if (!f->used[i])
			e = scan_remove(s, f->list[i]);
	return e || !prints ? e : slip_files_remove(prints, f->slips, f->n_slips);
}
