/* SPDX-License-Identifier: MIT
 *
 * The name index: applicants' names in memory, because on disk a token of a name would give it
 * away by how often it occurs. Filled at the first search after unlocking, then only with the rows
 * that changed since; wiped by store_lock.
 *
 * A changed row adds a second entry; the old one no longer matches what view_get returns and is
 * passed over. When more than half are old the index is built anew.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/pool.h"
#include "core/base/random.h"
#include "core/store/inside.h"
#include "core/store/view_inside.h"

enum { NAMES_MAX = 4 << 20, NAMES_STALE = 4096 };

struct name {
	struct uid id;
	const char *text;
};

struct names {
	struct pool pool;
	struct name *list;
	size_t n, cap;
	int64_t seen; /* the newest event taken in */
};

void names_forget(struct store *s)
{
	struct names *x = s->names;

	if (!x)
		return;
	pool_release(&x->pool);
	mem_free(x->list);
	mem_free(x);
	s->names = NULL;
}

static void keep(struct names *x, const struct view_case *c)
{
	if (x->n == x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 1024;

		x->list = mem_grow(x->list, x->cap * sizeof *x->list, cap * sizeof *x->list);
		x->cap = cap;
	}
	x->list[x->n++] = (struct name){c->id, pool_text(&x->pool, c->applicant)};
}

static enum err fill(struct store *s, struct names *x)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT casefile, event, sealed FROM case_view WHERE event > ? ORDER BY event");
	enum err e = OK, end;

	stmt_put_int(q, x->seen);
	while (e == OK && stmt_row(q)) {
		struct view_case c = {0};
		struct span sealed;

		stmt_get_fixed(q, c.id.b, sizeof c.id.b);
		x->seen = stmt_get_int(q);
		sealed.data = stmt_get_blob(q, &sealed.len);
		e = view_open_names(s, sealed, &c);
		if (e == OK && x->n == NAMES_MAX)
			e = ERR_LIMIT;
		if (e == OK && c.applicant[0])
			keep(x, &c);
		mem_wipe(&c, sizeof c);
	}
	end = stmt_end(q);
	return end != OK ? end : e;
}

static enum err refresh(struct store *s)
{
	struct view_filter all = {.day_from = DAY_NONE, .day_to = DAY_NONE};
	uint64_t rows = 0;
	enum err e = view_count(s, &all, &rows);

	if (e != OK)
		return e;
	if (s->names && s->names->n > 2 * rows + NAMES_STALE)
		names_forget(s);
	if (!s->names)
		s->names = mem_new(sizeof *s->names);
	e = fill(s, s->names);
	if (e != OK)
		names_forget(s);
	return e;
}

static bool known(const struct view_case *rows, size_t n, const struct uid *id)
{
	for (size_t i = 0; i < n; i++)
		if (uid_equal(&rows[i].id, id))
			return true;
	return false;
}

enum err view_match_names(struct store *s, name_fit fit, void *ctx, size_t limit,
	struct view_case **out, size_t *n)
{
	struct view_case *rows;
	size_t used = 0;
	enum err e = store_ready(s);

	if (e == OK && !s->keys)
		e = ERR_LOCKED;
	if (e == OK && (limit == 0 || limit > 1000))
		e = ERR_INPUT;
	if (e == OK)
		e = refresh(s);
	if (e != OK)
		return e;
	rows = mem_array(limit, sizeof *rows);
	for (size_t i = s->names->n; e == OK && i-- > 0 && used < limit;) {
		const struct name *name = &s->names->list[i];

		if (!fit(name->text, ctx) || known(rows, used, &name->id))
			continue;
		e = view_get(s, &name->id, &rows[used]);
		if (e == OK && fit(rows[used].applicant, ctx))
			used++;
		else if (e == ERR_NOTFOUND)
			e = OK;
	}
	if (e != OK) {
		mem_wipe(rows, limit * sizeof *rows);
		mem_free(rows);
		return e;
	}
	*out = rows;
	*n = used;
	return OK;
}

static bool holds(const char *name, void *part)
{
	return strstr(name, *(const char **)part) != NULL;
}

enum err view_search_name(
	struct store *s, const char *part, size_t limit, struct view_case **out, size_t *n)
{
	return *part ? view_match_names(s, holds, &part, limit, out, n) : ERR_INPUT;
}
