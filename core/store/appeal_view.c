/* SPDX-License-Identifier: MIT
 *
 * What must hold: a count is exactly the length of its list, and no column can tell who appealed.
 */
#include "core/store/appeal_view.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/store/inside.h"
#include "core/store/view_inside.h"

static void must_project(const struct store *s)
{
	if (!s->projecting)
		BUG("views are written by the projector only");
}

#define COLUMNS                                                                                    \
	"casefile, number, item, subject, unit, department, state, hotline, kind, registered, "    \
	"dispatched, sign_due, signed, replied, visited, next, due, urged, reopened, extended, "   \
	"outcome, rating, flags, closed"

enum err appeal_row_put(struct store *s, const struct appeal_row *r)
{
	must_project(s);
	struct stmt *q = db_stmt(s->db,
		"INSERT OR REPLACE INTO appeal_view(" COLUMNS ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, "
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	const char *const texts[] = {r->number, r->item, r->subject, r->unit, r->department, r->state};
	const int64_t numbers[] = {r->hotline, r->kind, r->registered_ms, r->dispatched_ms,
		r->sign_due_ms, r->signed_ms, r->replied_ms, r->visited_ms, r->next_ms,
		r->due == DAY_NONE ? NO_DUE : r->due, r->urged, r->reopened, r->extended,
		r->outcome, r->rating, r->flags, r->closed};

	stmt_put_blob(q, r->id.b, sizeof r->id.b);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		stmt_put_text(q, texts[i]);
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		stmt_put_int(q, numbers[i]);
	return stmt_run(q);
}

static void read_row(struct stmt *q, struct appeal_row *r)
{
	int64_t *const times[] = {&r->registered_ms, &r->dispatched_ms, &r->sign_due_ms, &r->signed_ms,
		&r->replied_ms, &r->visited_ms, &r->next_ms};
	int *const counts[] = {&r->urged, &r->reopened, &r->extended, &r->outcome, &r->rating};

	*r = (struct appeal_row){0};
	stmt_get_fixed(q, r->id.b, sizeof r->id.b);
	stmt_get_text(q, r->number, sizeof r->number);
	stmt_get_text(q, r->item, sizeof r->item);
	stmt_get_text(q, r->subject, sizeof r->subject);
	stmt_get_text(q, r->unit, sizeof r->unit);
	stmt_get_text(q, r->department, sizeof r->department);
	stmt_get_text(q, r->state, sizeof r->state);
	r->hotline = (int)stmt_get_int(q);
	r->kind = (int)stmt_get_int(q);
	for (size_t i = 0; i < COUNT_OF(times); i++)
		*times[i] = stmt_get_int(q);
	int64_t due = stmt_get_int(q);
	r->due = due == NO_DUE ? DAY_NONE : (day_t)due;
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		*counts[i] = (int)stmt_get_int(q);
	r->flags = (unsigned)stmt_get_int(q);
	r->closed = stmt_get_int(q) != 0;
}

/* ---- the queue ---- */

/* ?1 now, ?2 department. A merged one is its master's; a flag of 2, 4 or 32 is the supervisor's. */
#define WHERE "WHERE (?2 IS NULL OR department = ?2) AND "
#define IN_DISPATCH "state = 'REGISTERED'"
#define IN_SIGN "state = 'DISPATCHED'"
#define IN_HANDLE "state IN ('SIGNED', 'HANDLING')"
#define IN_LATE "closed = 0 AND state <> 'MERGED' AND next > 0 AND next <= ?1"
#define IN_VISIT "state IN ('REPLIED', 'VISITED')"
#define IN_LEADER "closed = 0 AND (flags & 38 <> 0 OR urged >= 2)"
#define IN_MERGED "state = 'MERGED'"
/* The same again within 30 days goes before the others (capability L8). */
#define FIRST "flags & 2 = 0, next"
#define PAGE(condition, order)                                                                     \
	"SELECT " COLUMNS " FROM appeal_view " WHERE condition " ORDER BY " order                  \
	", number LIMIT ?3 OFFSET ?4"

static void put_filter(struct stmt *q, const struct appeal_filter *f)
{
	stmt_put_int(q, f->now_ms);
	if (f->department)
		stmt_put_text(q, f->department);
	else
		stmt_put_null(q);
}

enum err appeal_rows(struct store *s, const struct appeal_filter *f, size_t limit, size_t offset,
	struct appeal_row **out, size_t *n)
{
	static const char *const pages[APPEAL_TABS] = {
		[APPEAL_TAB_DISPATCH] = PAGE(IN_DISPATCH, FIRST),
		[APPEAL_TAB_SIGN] = PAGE(IN_SIGN, FIRST),
		[APPEAL_TAB_HANDLE] = PAGE(IN_HANDLE, FIRST),
		[APPEAL_TAB_LATE] = PAGE(IN_LATE, FIRST),
		[APPEAL_TAB_VISIT] = PAGE(IN_VISIT, "replied"),
		[APPEAL_TAB_LEADER] = PAGE(IN_LEADER, FIRST),
		[APPEAL_TAB_MERGED] = PAGE(IN_MERGED, "next"),
		[APPEAL_TAB_ALL] = PAGE("1", "registered DESC")};
	struct appeal_row *rows;
	size_t used = 0;
	enum err e;

	if (limit > VIEW_MAX || f->tab >= APPEAL_TABS)
		return ERR_LIMIT;
	e = store_ready(s);
	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, pages[f->tab]);
	put_filter(q, f);
	stmt_put_int(q, (int64_t)limit);
	stmt_put_int(q, (int64_t)offset);
	rows = mem_array(limit + 1, sizeof *rows);
	while (used < limit && stmt_row(q))
		read_row(q, &rows[used++]);
	e = stmt_end(q);
	if (e != OK) {
		mem_free(rows);
		return e;
	}
	*out = rows;
	*n = used;
	return OK;
}

enum err appeal_counts(struct store *s, const struct appeal_filter *f, uint64_t out[APPEAL_TABS])
{
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db,
		"SELECT total(" IN_DISPATCH "), total(" IN_SIGN "), total(" IN_HANDLE "), total(" IN_LATE
		"), total(" IN_VISIT "), total(" IN_LEADER "), total(" IN_MERGED "), count(*) "
		"FROM appeal_view " WHERE "1");
	put_filter(q, f);
	if (stmt_row(q))
		for (int t = 0; t < APPEAL_TABS; t++)
			out[t] = (uint64_t)stmt_get_int(q);
	return stmt_end(q);
}

enum err appeal_between(struct store *s, int64_t from_ms, int64_t to_ms, appeal_fn fn, void *ctx)
{
	enum err e = store_ready(s), end;

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " COLUMNS " FROM appeal_view "
					"WHERE registered >= ? AND registered < ? ORDER BY registered");
	stmt_put_int(q, from_ms);
	stmt_put_int(q, to_ms);
	while (e == OK && stmt_row(q)) {
		struct appeal_row r;
		read_row(q, &r);
		e = fn(&r, ctx);
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}

static void put_mark(struct stmt *q, struct said_mark *after, int64_t from_ms)
{
	if (!after->begun)
		*after = (struct said_mark){.begun = true, .at_ms = from_ms, .n = -1}; /* no id is all zero */
	stmt_put_int(q, after->at_ms);
	stmt_put_blob(q, after->id.b, sizeof after->id.b);
}

enum err appeal_slice(struct store *s, int64_t from_ms, int64_t to_ms, struct said_mark *after, size_t most,
	appeal_fn fn, void *ctx, size_t *n)
{
	enum err e = store_ready(s), end;

	*n = 0;
	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " COLUMNS " FROM appeal_view INDEXED BY appeal_registered "
					"WHERE (registered, casefile) > (?, ?) AND registered < ? "
					"ORDER BY registered, casefile LIMIT ?");
	put_mark(q, after, from_ms);
	stmt_put_int(q, to_ms);
	stmt_put_int(q, (int64_t)most);
	for (; e == OK && stmt_row(q); ++*n) {
		struct appeal_row r;
		read_row(q, &r);
		*after = (struct said_mark){true, r.registered_ms, r.id, 0};
		e = fn(&r, ctx);
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}

enum err appeal_by_id(struct store *s, const struct uid *casefile, struct appeal_row *out)
{
	bool found = false;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " COLUMNS " FROM appeal_view WHERE casefile = ?");
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	while (stmt_row(q)) {
		read_row(q, out);
		found = true;
	}
	e = stmt_end(q);
	return e == OK && !found ? ERR_NOTFOUND : e;
}

/* ---- ratings ---- */

/* excluded: bits RATING_FLAG_*, the first of which it held alone once. */
#define RATING_COLUMNS                                                                             \
	"casefile, n, item, item_name, department, window, clerk, channel, occasion, level, "      \
	"again, excluded, at, called, fixed"

enum err rating_row_put(struct store *s, const struct rating_row *r)
{
	must_project(s);
	struct stmt *q = db_stmt(s->db,
		"INSERT OR REPLACE INTO rating_view(" RATING_COLUMNS
		") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	const char *const texts[] = {r->item, r->item_name, r->department, r->window, r->clerk,
		r->channel, r->occasion};
	const int64_t numbers[] = {r->level, r->again, r->flags, r->at_ms, r->called_ms, r->fixed_ms};

	stmt_put_blob(q, r->id.b, sizeof r->id.b);
	stmt_put_int(q, r->n);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		stmt_put_text(q, texts[i]);
	for (size_t i = 0; i < COUNT_OF(numbers); i++)
		stmt_put_int(q, numbers[i]);
	return stmt_run(q);
}

static void read_rating(struct stmt *q, struct rating_row *r)
{
	*r = (struct rating_row){0};
	stmt_get_fixed(q, r->id.b, sizeof r->id.b);
	r->n = (int)stmt_get_int(q);
	stmt_get_text(q, r->item, sizeof r->item);
	stmt_get_text(q, r->item_name, sizeof r->item_name);
	stmt_get_text(q, r->department, sizeof r->department);
	stmt_get_text(q, r->window, sizeof r->window);
	stmt_get_text(q, r->clerk, sizeof r->clerk);
	stmt_get_text(q, r->channel, sizeof r->channel);
	stmt_get_text(q, r->occasion, sizeof r->occasion);
	r->level = (int)stmt_get_int(q);
	r->again = (int)stmt_get_int(q);
	r->flags = (unsigned)stmt_get_int(q);
	r->at_ms = stmt_get_int(q);
	r->called_ms = stmt_get_int(q);
	r->fixed_ms = stmt_get_int(q);
}

enum err rating_find(struct store *s, const struct uid *casefile, int n, struct rating_row *out)
{
	bool found = false;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " RATING_COLUMNS " FROM rating_view WHERE casefile = ? AND n = ?");
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	stmt_put_int(q, n);
	while (stmt_row(q)) {
		read_rating(q, out);
		found = true;
	}
	e = stmt_end(q);
	return e == OK && !found ? ERR_NOTFOUND : e;
}

enum err ratings_between(struct store *s, int64_t from_ms, int64_t to_ms, rating_fn fn, void *ctx)
{
	enum err e = store_ready(s), end;

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " RATING_COLUMNS " FROM rating_view "
					"WHERE at >= ? AND at < ? ORDER BY at");
	stmt_put_int(q, from_ms);
	stmt_put_int(q, to_ms);
	while (e == OK && stmt_row(q)) {
		struct rating_row r;
		read_rating(q, &r);
		e = fn(&r, ctx);
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}

enum err ratings_slice(struct store *s, int64_t from_ms, int64_t to_ms, struct said_mark *after, size_t most,
	rating_fn fn, void *ctx, size_t *n)
{
	enum err e = store_ready(s), end;

	*n = 0;
	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " RATING_COLUMNS " FROM rating_view INDEXED BY rating_at "
					"WHERE (at, casefile, n) > (?, ?, ?) AND at < ? "
					"ORDER BY at, casefile, n LIMIT ?");
	put_mark(q, after, from_ms);
	stmt_put_int(q, after->n);
	stmt_put_int(q, to_ms);
	stmt_put_int(q, (int64_t)most);
	for (; e == OK && stmt_row(q); ++*n) {
		struct rating_row r;
		read_rating(q, &r);
		*after = (struct said_mark){true, r.at_ms, r.id, r.n};
		e = fn(&r, ctx);
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}
