/* SPDX-License-Identifier: MIT
 *
 * Reading events: of a case, of a station, of a kind, of a time, all of them.
 */
#include <string.h>

#include "core/store/inside.h"
#include "core/store/journal.h"
#include "core/store/row.h"

/* Opens what can be opened and hands every row of q to fn. of_case: seq and prev must link. after
 * (may be NULL): gets the id of each row told. */
static enum err each(struct store *s, struct stmt *q, bool of_case, event_fn fn, void *ctx,
	uint64_t *after)
{
	uint32_t seq = 0;
	uint8_t head[HASH_SIZE] = {0};
	enum err e = OK, end;

	while (e == OK && stmt_row(q)) {
		struct row r;

		row_get(q, &r);
		if (of_case && (r.e.case_seq != seq + 1 ||
				       memcmp(r.e.prev_event, head, HASH_SIZE) != 0)) {
			e = ERR_TAMPER;
			break;
		}
		seq = r.e.case_seq;
		memcpy(head, r.e.hash, HASH_SIZE);
		e = row_open(s, &r, &r.e.body);
		if (e == OK || e == ERR_LOCKED || e == ERR_NOTFOUND)
			e = fn(&r.e, ctx);
		if (e == OK && after)
			*after = r.id;
		event_release(&r.e);
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}

enum err journal_case(struct store *s, const struct uid *casefile, event_fn fn, void *ctx)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(
		s->db, "SELECT " ROW_COLUMNS " FROM event WHERE casefile = ? ORDER BY case_seq");
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	return each(s, q, true, fn, ctx, NULL);
}

enum err journal_station(struct store *s, uint64_t from_seq, event_fn fn, void *ctx)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE station = ? AND "
			   "station_seq >= ? ORDER BY station_seq");
	stmt_put_text(q, s->station);
	stmt_put_int(q, (int64_t)from_seq);
	return each(s, q, false, fn, ctx, NULL);
}

enum err journal_kind(struct store *s, const char *kind, uint64_t *after, event_fn fn, void *ctx)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE casefile IS NULL AND kind = ? "
			   "AND id > ? ORDER BY id");
	stmt_put_text(q, kind);
	stmt_put_int(q, (int64_t)*after);
	return each(s, q, false, fn, ctx, after);
}

/* The first id from `from` on, and when it happened; *id 0: none. */
static enum err at_of(struct store *s, int64_t from, int64_t *id, int64_t *at)
{
	struct stmt *q = db_stmt(s->db, "SELECT id, at FROM event WHERE id >= ? ORDER BY id LIMIT 1");

	*id = 0;
	stmt_put_int(q, from);
	if (stmt_row(q)) {
		*id = stmt_get_int(q);
		*at = stmt_get_int(q);
	}
	return stmt_end(q);
}

/* The first id above low and up to high of that moment or later; 0 none. Times go up in between. */
static enum err first_since(struct store *s, int64_t low, int64_t high, int64_t at_ms, int64_t *first)
{
	int64_t end = high, id, at = 0;
	enum err e = OK;

	while (e == OK && low < high) { /* everything up to low is earlier */
		int64_t middle = low + (high - low) / 2 + 1;
		e = at_of(s, middle, &id, &at);
		if (e == OK && id != 0 && id <= end && at < at_ms)
			low = id;
		else
			high = middle - 1;
	}
	if (e == OK)
		e = at_of(s, low + 1, &id, &at);
	*first = e == OK && id != 0 && id <= end && at >= at_ms ? id : 0;
	return e;
}

static enum err one_id(struct store *s, const char *sql, int64_t after, int64_t *id)
{
	struct stmt *q = db_stmt(s->db, sql);

	*id = 0;
	stmt_put_int(q, after);
	if (stmt_row(q))
		*id = stmt_get_int(q);
	return stmt_end(q);
}

/* Stretches without a clock set back, one after the other: within each times go up. */
enum err journal_since(struct store *s, int64_t at_ms, uint64_t *after)
{
	int64_t low = 0, last, back = 1, first = 0;
	enum err e = store_ready(s);

	if (e == OK)
		e = one_id(s, "SELECT coalesce(max(id), 0) FROM event WHERE id > ?", 0, &last);
	while (e == OK && !first && back) {
		e = one_id(s, "SELECT id FROM event WHERE casefile IS NULL AND kind = '" CLOCK_BACK
			"' AND id > ? ORDER BY id LIMIT 1", low + 1, &back);
		int64_t high = back ? back - 1 : last;
		if (e == OK)
			e = first_since(s, low, high, at_ms, &first);
		low = high;
	}
	if (e == OK)
		*after = (uint64_t)(first ? first - 1 : last);
	return e;
}

enum err journal_walk(struct store *s, uint64_t *after, size_t most, event_fn fn, void *ctx)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE id > ? ORDER BY id LIMIT ?");
	stmt_put_int(q, (int64_t)*after);
	stmt_put_int(q, (int64_t)most);
	return each(s, q, false, fn, ctx, after);
}

enum err journal_form_of(struct store *s, const struct uid *casefile, uint8_t hash[HASH_SIZE])
{
	static const uint8_t none[HASH_SIZE];
	uint8_t found[HASH_SIZE] = {0};
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT form_hash FROM event WHERE casefile = ? AND form_hash <> "
					"zeroblob(32) ORDER BY case_seq DESC LIMIT 1");
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	if (stmt_row(q))
		stmt_get_fixed(q, found, sizeof found);
	e = stmt_end(q);
	if (e == OK && memcmp(found, none, sizeof found) == 0)
		e = ERR_NOTFOUND;
	if (e == OK)
		memcpy(hash, found, sizeof found);
	return e;
}

bool journal_known(struct store *s, const struct uid *op)
{
	if (store_ready(s))
		return false;
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM event WHERE op_id = ?");
	stmt_put_blob(q, op->b, sizeof op->b);
	bool known = stmt_row(q);
	return !stmt_end(q) && known;
}

enum err journal_kinds(struct store *s, void (*fn)(const char *kind, uint64_t n, void *ctx), void *ctx)
{
	char kind[EVENT_KIND];
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT kind, count(*) FROM event GROUP BY kind ORDER BY kind");
	while (stmt_row(q)) {
		stmt_get_text(q, kind, sizeof kind);
		fn(kind, (uint64_t)stmt_get_int(q), ctx);
	}
	return stmt_end(q);
}
