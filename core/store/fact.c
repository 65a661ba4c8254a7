/* SPDX-License-Identifier: MIT
 *
 * What must hold: no column can tell who the applicant is.
 */
#include "core/store/fact.h"

#include <string.h>

#include "core/store/inside.h"

enum { NO_DUE = INT32_MAX };

enum { BY_SELF = 8 }; /* added to the rating */

#define COLUMNS                                                                                    \
	"casefile, number, item, item_name, department, window, operator, state, kind, opened, "  \
	"received, accepted, finished, closed, due, legal, fields, keyed, keys, asked, exempt, "   \
	"papers, pledged, deferred, baseline_papers, baseline_trips, visits, notices, paused, "    \
	"extended, rating, spells"

static void put_day(struct stmt *q, day_t day)
{
	stmt_put_int(q, day == DAY_NONE ? NO_DUE : day);
}

static day_t get_day(struct stmt *q)
{
	int64_t day = stmt_get_int(q);

	return day == NO_DUE ? DAY_NONE : (day_t)day;
}

enum err fact_put(struct store *s, const struct fact *f)
{
	if (!s->projecting)
		BUG("facts are written by the projector only");
	struct stmt *q = db_stmt(s->db,
		"INSERT OR REPLACE INTO fact(" COLUMNS ") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	const char *const texts[] = {
		f->number, f->item, f->item_name, f->department, f->window, f->operator, f->state};
	const int64_t times[] = {f->opened_ms, f->received_ms, f->accepted_ms, f->finished_ms,
		f->closed_ms};
	const int counts[] = {f->fields, f->keyed, f->keys, f->asked, f->exempt, f->papers,
		f->pledged, f->deferred, f->baseline_papers, f->baseline_trips, f->visits,
		f->notices, f->paused_days, f->extended_days, f->rating + (f->by_self ? BY_SELF : 0)};

	stmt_put_blob(q, f->id.b, sizeof f->id.b);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		stmt_put_text(q, texts[i]);
	stmt_put_int(q, f->kind);
	for (size_t i = 0; i < COUNT_OF(times); i++)
		stmt_put_int(q, times[i]);
	put_day(q, f->due);
	put_day(q, f->legal_due);
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		stmt_put_int(q, counts[i]);
	stmt_put_text(q, f->spells);
	return stmt_run(q);
}

static void read_row(struct stmt *q, struct fact *f)
{
	int64_t *const times[] = {&f->opened_ms, &f->received_ms, &f->accepted_ms, &f->finished_ms,
		&f->closed_ms};
	int *const counts[] = {&f->fields, &f->keyed, &f->keys, &f->asked, &f->exempt, &f->papers,
		&f->pledged, &f->deferred, &f->baseline_papers, &f->baseline_trips, &f->visits,
		&f->notices, &f->paused_days, &f->extended_days, &f->rating};

	stmt_get_fixed(q, f->id.b, sizeof f->id.b);
	stmt_get_text(q, f->number, sizeof f->number);
	stmt_get_text(q, f->item, sizeof f->item);
	stmt_get_text(q, f->item_name, sizeof f->item_name);
	stmt_get_text(q, f->department, sizeof f->department);
	stmt_get_text(q, f->window, sizeof f->window);
	stmt_get_text(q, f->operator, sizeof f->operator);
	stmt_get_text(q, f->state, sizeof f->state);
	f->kind = (int)stmt_get_int(q);
	for (size_t i = 0; i < COUNT_OF(times); i++)
		*times[i] = stmt_get_int(q);
	f->due = get_day(q);
	f->legal_due = get_day(q);
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		*counts[i] = (int)stmt_get_int(q);
	f->by_self = f->rating >= BY_SELF;
	f->rating %= BY_SELF;
	stmt_get_text(q, f->spells, sizeof f->spells);
}

static enum err each(struct stmt *q, fact_fn fn, void *ctx)
{
	enum err e = OK, end;

	while (e == OK && stmt_row(q)) {
		struct fact f = {.kind = 0};
		read_row(q, &f);
		e = fn(&f, ctx);
	}
	end = stmt_end(q);
	return end != OK ? end : e;
}

/* Two ranges of one index: what runs, and what ended since. */
enum err fact_between(struct store *s, int64_t from_ms, int64_t to_ms, fact_fn fn, void *ctx)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " COLUMNS " FROM fact WHERE finished = 0 AND received < ?2 "
			   "UNION ALL SELECT " COLUMNS " FROM fact WHERE finished >= max(?1, 1) "
			   "AND received < ?2");
	stmt_put_int(q, from_ms);
	stmt_put_int(q, to_ms);
	return each(q, fn, ctx);
}

struct slicing {
	fact_fn fn;
	void *ctx;
	struct fact_mark *after;
	size_t n;
};

static enum err sliced(const struct fact *f, void *ctx)
{
	struct slicing *x = ctx;

	x->n++;
	x->after->finished_ms = f->finished_ms;
	x->after->received_ms = f->received_ms;
	x->after->id = f->id;
	return x->fn(f, x->ctx);
}

/* The whole key of the index is the lower bound, so a slice begins where the last one ended. */
static enum err one_slice(struct store *s, int64_t last_ms, int64_t to_ms, size_t most, struct slicing *x)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT " COLUMNS " FROM fact INDEXED BY fact_finished "
		"WHERE (finished, received, casefile) > (?, ?, ?) AND finished <= ? AND received < ? "
		"ORDER BY finished, received, casefile LIMIT ?");

	stmt_put_int(q, x->after->finished_ms);
	stmt_put_int(q, x->after->received_ms);
	stmt_put_blob(q, x->after->id.b, sizeof x->after->id.b);
	stmt_put_int(q, last_ms);
	stmt_put_int(q, to_ms);
	stmt_put_int(q, (int64_t)most);
	return each(q, sliced, x);
}

enum err fact_slice(struct store *s, int64_t from_ms, int64_t to_ms, struct fact_mark *after,
	size_t most, fact_fn fn, void *ctx, size_t *n)
{
	struct slicing x = {fn, ctx, after, 0};
	enum err e = store_ready(s);

	if (!after->begun)
		*after = (struct fact_mark){.begun = true, .received_ms = INT64_MIN};
	if (e == OK && !after->ended)
		e = one_slice(s, 0, to_ms, most, &x);
	if (e == OK && x.n < most && !after->ended)
		*after = (struct fact_mark){.begun = true, .ended = true,
			.finished_ms = from_ms > 1 ? from_ms : 1, .received_ms = INT64_MIN};
	if (e == OK && x.n < most)
		e = one_slice(s, INT64_MAX, to_ms, most - x.n, &x);
	*n = x.n;
	return e;
}

enum err fact_walk(struct store *s, int64_t from_ms, int64_t to_ms, const struct fact_place *after,
	fact_fn fn, void *ctx)
{
	static const struct uid first;
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " COLUMNS " FROM fact WHERE (received, casefile) > (?1, ?2) AND "
			   "received >= ?3 AND received < ?4 ORDER BY received, casefile");
	stmt_put_int(q, after ? after->received_ms : INT64_MIN);
	stmt_put_blob(q, after ? after->id.b : first.b, sizeof first.b);
	stmt_put_int(q, from_ms);
	stmt_put_int(q, to_ms);
	return each(q, fn, ctx);
}

enum err fact_of_window(struct store *s, const char *window, int64_t from_ms, int64_t to_ms, fact_fn fn,
	void *ctx)
{
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " COLUMNS " FROM fact INDEXED BY fact_window "
					"WHERE window = ? AND received >= ? AND received < ?");
	stmt_put_text(q, window);
	stmt_put_int(q, from_ms);
	stmt_put_int(q, to_ms);
	return each(q, fn, ctx);
}

static enum err keep(const struct fact *f, void *ctx)
{
	*(struct fact *)ctx = *f;
	return OK;
}

enum err fact_number(struct store *s, const struct uid *id, char out[CASE_NUMBER])
{
	enum err e = store_ready(s);

	out[0] = '\0';
	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT number FROM fact WHERE casefile = ?");
	stmt_put_blob(q, id->b, sizeof id->b);
	while (stmt_row(q))
		stmt_get_text(q, out, CASE_NUMBER);
	return stmt_end(q);
}

static enum err one(struct stmt *q, struct fact *out)
{
	struct fact found = {.number = ""};
	enum err e = each(q, keep, &found);

	if (e == OK && !*found.number)
		e = ERR_NOTFOUND;
	if (e == OK)
		*out = found;
	return e;
}

enum err fact_by_id(struct store *s, const struct uid *id, struct fact *out)
{
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " COLUMNS " FROM fact WHERE casefile = ?");
	stmt_put_blob(q, id->b, sizeof id->b);
	return one(q, out);
}

enum err fact_by_number(struct store *s, const char *number, struct fact *out)
{
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " COLUMNS " FROM fact WHERE casefile = "
			   "(SELECT casefile FROM case_view WHERE number = ? AND number <> '')");
	stmt_put_text(q, number);
	return one(q, out);
}
