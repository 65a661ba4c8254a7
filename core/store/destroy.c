/* SPDX-License-Identifier: MIT
 *
 * What must hold: key, views and tokens go in the transaction that writes the tombstone, or none does.
 */
#include "core/store/destroy.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"

enum { WAIT_MS = 2000 };

/* One row a table: db_stmt keeps statements by the address of their text. */
#define TABLES(X)                                                                                  \
	X(dek) X(side_key) X(case_view) X(queue_view) X(fact) X(appeal_view) X(rating_view) X(token) X(lease)

const char *const destroy_tables[] = {
#define X(name) #name,
	TABLES(X)
#undef X
	NULL};

static enum err forget(struct store *s, const struct uid *casefile)
{
	static const char *const deletes[] = {
#define X(name) "DELETE FROM " #name " WHERE casefile = ?",
		TABLES(X)
#undef X
	};
	enum err e = OK;

	for (size_t i = 0; !e && i < COUNT_OF(deletes); i++) {
		struct stmt *q = db_stmt(s->db, deletes[i]);
		stmt_put_blob(q, casefile->b, sizeof casefile->b);
		e = stmt_run(q);
	}
	return e;
}

static enum err has_key(struct store *s, const struct uid *casefile)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM dek WHERE casefile = ?");
	bool found;

	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	found = stmt_row(q);
	enum err e = stmt_end(q);
	return e ? e : found ? OK : ERR_NOTFOUND;
}

static enum err bury(struct store *s, const struct uid *casefile, const struct record *tombstone)
{
	struct record body = {0};
	struct entry entry = {.kind = "DESTROYED", .body = &body};
	char hex[UID_HEX];

	text_hex(casefile->b, sizeof casefile->b, hex);
	record_add(&body, "case", hex);
	for (size_t i = 0; tombstone && i < tombstone->n; i++)
		record_addn(&body, tombstone->pairs[i].name, tombstone->pairs[i].value,
			tombstone->pairs[i].len);
	enum err e = body.err ? body.err : journal_write(s, s->current.id, &entry, 1, NULL, NULL);
	record_release(&body);
	return e;
}

enum err casefile_destroy(
	struct store *s, const struct uid *casefile, const struct record *tombstone)
{
	if (!s->keys)
		return ERR_LOCKED;
	enum err e = store_begin(s, WAIT_MS);
	if (e)
		return e;
	e = has_key(s, casefile);
	if (!e)
		e = forget(s, casefile);
	if (!e)
		e = bury(s, casefile, tombstone);
	e = store_finish(s, e);
	names_forget(s);
	tally_forget(s);
	return e;
}

enum err store_fold(struct store *s)
{
	bool alarm = false;
	enum err e = store_ready(s);

	if (!e)
		e = gate_take(&s->gate, WAIT_MS);
	if (e)
		return e;
	e = db_checkpoint(s->db, true, &alarm);
	gate_leave(&s->gate);
	return e ? e : alarm ? ERR_TAMPER : OK;
}

/* ---- tombstones ---- */

struct tombs {
	struct uid *ids;
	size_t n, cap;
};

static enum err take(const struct event *e, void *ctx)
{
	struct tombs *t = ctx;
	const char *hex = record_get(&e->body, "case");
	struct uid id;

	if (!hex || !text_unhex(hex, id.b, sizeof id.b))
		return OK;
	if (t->n == t->cap) {
		size_t cap = 2 * t->cap + 64;
		t->ids = mem_grow(t->ids, t->n * sizeof id, cap * sizeof id);
		t->cap = cap;
	}
	t->ids[t->n++] = id;
	return OK;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct uid));
}

enum err tombs_read(struct store *s, struct tombs **out)
{
	struct tombs *t = mem_new(sizeof *t);
	uint64_t after = 0;
	enum err e = journal_kind(s, "DESTROYED", &after, take, t);

	if (e) {
		tombs_free(t);
		return e;
	}
	if (t->n)
		qsort(t->ids, t->n, sizeof *t->ids, by_bytes);
	*out = t;
	return OK;
}

void tombs_free(struct tombs *t)
{
	if (t)
		mem_free(t->ids);
	mem_free(t);
}

bool tombs_have(const struct tombs *t, const struct uid *casefile)
{
	return t && t->n && bsearch(casefile, t->ids, t->n, sizeof *t->ids, by_bytes);
}
