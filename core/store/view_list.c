/* SPDX-License-Identifier: MIT
 *
 * What the views answer: lists and counts under a filter, one case by its number, pairs that may
 * be the same matter. Writing them is view.c.
 */
#include "core/store/view.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/view_inside.h"

/* "any" is told by NULL and by bounds that let all pass, so each order needs few statements: the
 * everyday questions (the open ones, one state, what was closed when) straight from an index. */
#define VIEW_WHERE(shape)                                                                          \
	"WHERE " shape                                                                             \
	" AND q.closed BETWEEN ?1 AND ?2 AND (?3 = 0 OR q.flags & 2) "                             \
	"AND (?4 IS NULL OR q.state = ?4) AND (?5 IS NULL OR q.window = ?5) "                      \
	"AND (?6 IS NULL OR q.item = ?6) "                                                         \
	"AND CASE ?1 WHEN 1 THEN q.updated ELSE q.created END BETWEEN ?7 AND ?8 "
#define VIEW_ANY VIEW_WHERE("1")
#define VIEW_OPEN VIEW_WHERE("q.closed = 0")
#define VIEW_STATE VIEW_WHERE("q.state = ?4")
#define VIEW_DONE VIEW_WHERE("q.closed = 1 AND q.updated BETWEEN ?7 AND ?8")
#define VIEW_CREATED VIEW_WHERE("q.created BETWEEN ?7 AND ?8")
#define VIEW_WINDOW VIEW_WHERE("q.closed = 0 AND q.window = ?5")
#define VIEW_UNVERIFIED VIEW_WHERE("q.flags & 2 <> 0")
#define WINDOW_FROM                                                                                \
	" FROM queue_view q INDEXED BY queue_window "                                              \
	"CROSS JOIN case_view v ON v.casefile = q.casefile "
/* Received at the window then, or ended then. */
#define SERVED                                                                                     \
	"(SELECT casefile FROM fact INDEXED BY fact_window "                                       \
	"WHERE window = ?5 AND received BETWEEN ?7 AND ?8 UNION "                                  \
	"SELECT casefile FROM queue_view INDEXED BY queue_ended "                                  \
	"WHERE closed = 1 AND state <> 'ABANDONED' AND window = ?5 AND updated BETWEEN ?7 AND ?8)"
#define SERVED_FROM                                                                                \
	" FROM " SERVED " s CROSS JOIN queue_view q ON q.casefile = s.casefile "                   \
	"CROSS JOIN case_view v ON v.casefile = q.casefile "
#define VIEW_SERVED ""
#define VIEW_ORDERED(from, where, order)                                                           \
	"SELECT " VIEW_COLUMNS from where "ORDER BY " order " LIMIT ?9 OFFSET ?10"
#define VIEW_SHAPES(order, from_open)                                                              \
	{                                                                                          \
		VIEW_ORDERED(VIEW_FROM, VIEW_ANY, order), VIEW_ORDERED(from_open, VIEW_OPEN, order), \
			VIEW_ORDERED(VIEW_FROM, VIEW_STATE, order),                                \
			VIEW_ORDERED(VIEW_FROM, VIEW_DONE, order),                                 \
			VIEW_ORDERED(VIEW_FROM, VIEW_CREATED, order),                              \
			VIEW_ORDERED(UNVERIFIED_FROM, VIEW_UNVERIFIED, order),                     \
			VIEW_ORDERED(SERVED_FROM, VIEW_SERVED, order),                             \
			VIEW_ORDERED(WINDOW_FROM, VIEW_WINDOW, order)                              \
	}

enum shape {
	SHAPE_ANY, SHAPE_OPEN, SHAPE_STATE, SHAPE_DONE, SHAPE_CREATED, SHAPE_UNVERIFIED, SHAPE_SERVED, SHAPE_WINDOW, SHAPES
};

static const char *const orders[][SHAPES] = {
	[VIEW_BY_DUE] = VIEW_SHAPES("q.next, q.number", QUEUE_FROM),
	[VIEW_BY_UPDATED] = VIEW_SHAPES("q.updated DESC, q.number", VIEW_FROM),
	[VIEW_BY_NUMBER] = VIEW_SHAPES("q.number", VIEW_FROM),
};

static void put_optional(struct stmt *q, const char *text)
{
	if (text)
		stmt_put_text(q, text);
	else
		stmt_put_null(q);
}

static int64_t day_start(day_t day)
{
	struct civil c = {0};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

static bool is(const struct view_filter *f, const char *word)
{
	return f->state && strcmp(f->state, word) == 0;
}

static enum shape shape_of(const struct view_filter *f)
{
	if (f->window && (f->open || is(f, "open")))
		return SHAPE_WINDOW;
	if (is(f, "open"))
		return SHAPE_OPEN;
	if (is(f, "done"))
		return SHAPE_DONE;
	if (is(f, "unverified"))
		return SHAPE_UNVERIFIED;
	if (is(f, "served"))
		return SHAPE_SERVED;
	if (f->state)
		return SHAPE_STATE;
	return f->day_from == DAY_NONE && f->day_to == DAY_NONE ? SHAPE_ANY : SHAPE_CREATED;
}

static int64_t from_ms(const struct view_filter *f)
{
	return f->day_from == DAY_NONE ? INT64_MIN : day_start(f->day_from);
}

static int64_t to_ms(const struct view_filter *f)
{
	return f->day_to == DAY_NONE ? INT64_MAX : day_start(f->day_to + 1) - 1;
}

static void put_filter(struct stmt *q, const struct view_filter *f)
{
	bool group = is(f, "open") || is(f, "done") || is(f, "unverified") || is(f, "served");

	stmt_put_int(q, is(f, "done") ? 1 : 0);
	stmt_put_int(q, f->open || is(f, "open") ? 0 : 1);
	stmt_put_int(q, is(f, "unverified") ? 1 : 0);
	put_optional(q, group ? NULL : f->state);
	put_optional(q, f->window);
	put_optional(q, f->item);
	stmt_put_int(q, from_ms(f));
	stmt_put_int(q, to_ms(f));
}

enum err view_list(struct store *s, const struct view_filter *f, struct view_case **out, size_t *n)
{
	struct stmt *q;
	enum err e;

	if (f->limit > VIEW_MAX || f->order > VIEW_BY_NUMBER)
		return ERR_LIMIT;
	e = store_ready(s);
	if (e != OK)
		return e;
	q = db_stmt(s->db, orders[f->order][shape_of(f)]);
	put_filter(q, f);
	stmt_put_int(q, (int64_t)f->limit);
	stmt_put_int(q, (int64_t)f->offset);
	return view_collect(s, q, f->limit, out, n);
}

enum err view_newest(struct store *s, int64_t *event)
{
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT coalesce(max(event), 0) FROM case_view");
	if (stmt_row(q))
		*event = stmt_get_int(q);
	return stmt_end(q);
}

/* Everyday counts are read from an index alone: the filter asks for nothing else. */
static struct stmt *count_index(struct store *s, const struct view_filter *f)
{
	static const char *const counts[SHAPES] = {
		[SHAPE_ANY] = "SELECT count(*) FROM queue_view",
		[SHAPE_OPEN] = "SELECT count(*) FROM queue_view INDEXED BY queue_window WHERE closed = 0",
		[SHAPE_STATE] = "SELECT count(*) FROM queue_view WHERE state = ?",
		[SHAPE_DONE] = "SELECT count(*) FROM queue_view INDEXED BY queue_updated "
			"WHERE closed = 1 AND updated BETWEEN ? AND ?",
		[SHAPE_UNVERIFIED] = "SELECT count(*) FROM queue_view INDEXED BY queue_unverified "
			"WHERE flags & 2 <> 0",
		[SHAPE_WINDOW] = "SELECT count(*) FROM queue_view INDEXED BY queue_window "
			"WHERE closed = 0 AND window = ?1 AND (?2 IS NULL OR state = ?2)"};
	enum shape shape = shape_of(f);
	bool days = f->day_from != DAY_NONE || f->day_to != DAY_NONE;

	if ((f->window && shape != SHAPE_WINDOW) || f->item || !counts[shape] ||
		(days && shape != SHAPE_DONE))
		return NULL;
	struct stmt *q = db_stmt(s->db, counts[shape]);
	if (shape == SHAPE_WINDOW) {
		stmt_put_text(q, f->window);
		put_optional(q, is(f, "open") ? NULL : f->state);
	}
	if (shape == SHAPE_STATE)
		stmt_put_text(q, f->state);
	if (shape == SHAPE_DONE) {
		stmt_put_int(q, from_ms(f));
		stmt_put_int(q, to_ms(f));
	}
	return q;
}

static struct stmt *count_rows(struct store *s, const struct view_filter *f)
{
	static const char *const counts[SHAPES] = {"SELECT count(*) FROM queue_view q " VIEW_ANY,
		"SELECT count(*) FROM queue_view q " VIEW_OPEN,
		"SELECT count(*) FROM queue_view q " VIEW_STATE,
		"SELECT count(*) FROM queue_view q " VIEW_DONE,
		"SELECT count(*) FROM queue_view q " VIEW_CREATED,
		"SELECT count(*) FROM queue_view q INDEXED BY queue_unverified " VIEW_UNVERIFIED,
		"SELECT count(*) FROM " SERVED,
		"SELECT count(*) FROM queue_view q INDEXED BY queue_window " VIEW_WINDOW};
	struct stmt *q = db_stmt(s->db, counts[shape_of(f)]);

	put_filter(q, f);
	return q;
}

enum err view_count(struct store *s, const struct view_filter *f, uint64_t *n)
{
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	struct stmt *q = count_index(s, f);
	if (!q)
		q = count_rows(s, f);
	if (stmt_row(q))
		*n = (uint64_t)stmt_get_int(q);
	return stmt_end(q);
}

enum err view_find(
	struct store *s, enum token kind, const char *value, struct view_case **out, size_t *n)
{
	uint8_t token[TOKEN_BYTES];
	struct stmt *q;
	enum err e = store_ready(s);

	if (e == OK)
		e = view_make_token(s, kind, value, token);
	if (e != OK)
		return e;
	q = db_stmt(s->db,
		"SELECT " VIEW_COLUMNS " FROM token t JOIN case_view v ON v.casefile = t.casefile "
		"JOIN queue_view q ON q.casefile = t.casefile "
		"WHERE t.kind = ? AND t.token = ? ORDER BY v.created DESC, v.number DESC");
	stmt_put_int(q, kind);
	stmt_put_blob(q, token, sizeof token);
	return view_collect(s, q, VIEW_MAX, out, n);
}

enum err view_pairs(struct store *s, int64_t closed_since_ms, size_t limit, struct view_pair **out,
	size_t *n)
{
	struct view_pair *list;
	struct stmt *q;
	size_t used = 0;
	enum err e = limit && limit <= VIEW_MAX ? store_ready(s) : ERR_LIMIT;

	if (e != OK)
		return e;
	/* From the open ones, which are few, to the others of their tokens. */
	q = db_stmt(s->db,
		"SELECT DISTINCT min(a.casefile, b.casefile), max(a.casefile, b.casefile), "
		"(a.created, a.casefile) < (b.created, b.casefile), a.casefile < b.casefile "
		"FROM queue_view a "
		"JOIN token t ON t.casefile = a.casefile AND t.kind IN (?1, ?2) "
		"JOIN token u ON u.kind = t.kind AND u.token = t.token AND u.casefile <> t.casefile "
		"JOIN queue_view b ON b.casefile = u.casefile AND b.item = a.item "
		"WHERE a.closed = 0 AND a.item <> '' AND b.state <> 'ABANDONED' "
		"AND (b.closed = 0 OR b.updated >= ?3) ORDER BY max(a.created, b.created) DESC LIMIT ?4");
	stmt_put_int(q, TOKEN_ID);
	stmt_put_int(q, TOKEN_CREDIT_CODE);
	stmt_put_int(q, closed_since_ms);
	stmt_put_int(q, (int64_t)(2 * limit)); /* two open ones are met from both sides */
	list = mem_array(limit, sizeof *list);
	while (used < limit && stmt_row(q)) {
		struct view_pair p;
		bool a_first, a_less;

		stmt_get_fixed(q, p.a.b, sizeof p.a.b);
		stmt_get_fixed(q, p.b.b, sizeof p.b.b);
		a_first = stmt_get_int(q) != 0;
		a_less = stmt_get_int(q) != 0;
		if (a_first != a_less) {
			struct uid swap = p.a;
			p.a = p.b;
			p.b = swap;
		}
		bool met = false;
		for (size_t i = 0; i < used && !met; i++)
			met = memcmp(&list[i], &p, sizeof p) == 0;
		if (!met)
			list[used++] = p;
	}
	e = stmt_end(q);
	if (e != OK) {
		mem_free(list);
		return e;
	}
	*out = list;
	*n = used;
	return OK;
}

static enum err one(struct store *s, struct stmt *q, struct view_case *out)
{
	enum err e = ERR_NOTFOUND, end;

	if (stmt_row(q))
		e = view_read_row(s, q, out);
	end = stmt_end(q);
	return end != OK ? end : e;
}

enum err view_by_number(struct store *s, const char *number, struct view_case *out)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK || !*number)
		return e != OK ? e : ERR_NOTFOUND;
	q = db_stmt(s->db,
		"SELECT " VIEW_COLUMNS " FROM case_view v JOIN queue_view q ON q.casefile = v.casefile "
		"WHERE v.number = ? AND v.number <> ''");
	stmt_put_text(q, number);
	return one(s, q, out);
}

enum err view_get(struct store *s, const struct uid *id, struct view_case *out)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " VIEW_COLUMNS VIEW_FROM "WHERE q.casefile = ?");
	stmt_put_blob(q, id->b, sizeof id->b);
	return one(s, q, out);
}

enum err view_next_serial(struct store *s, const char *window, day_t day, unsigned *out)
{
	char from[CASE_NUMBER], past[CASE_NUMBER];
	int year, month, date;
	struct stmt *q;
	enum err e = store_ready(s);

	day_split(day, &year, &month, &date);
	if (e == OK && (!text_format(from, sizeof from, "%02d%02d%02d-%s-", year % 100, month, date,
				window) ||
			       !text_format(past, sizeof past, "%02d%02d%02d-%s.", year % 100,
				       month, date, window)))
		e = ERR_LIMIT;
	if (e != OK)
		return e;
	/* '.' follows '-' in ASCII, so this is the range of one prefix. */
	q = db_stmt(s->db, "SELECT max(CAST(substr(number, ?3) AS INTEGER)) FROM case_view "
			   "WHERE number >= ?1 AND number < ?2 AND number <> ''");
	stmt_put_text(q, from);
	stmt_put_text(q, past);
	stmt_put_int(q, (int64_t)strlen(from) + 1);
	if (stmt_row(q))
		*out = (unsigned)stmt_get_int(q) + 1;
	return stmt_end(q);
}
