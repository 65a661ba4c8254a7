/* SPDX-License-Identifier: MIT
 *
 * What must hold: what is counted and what is listed come from the same condition, so a count is
 * exactly the length of its list.
 */
#include "core/store/queue.h"

#include <string.h>

#include "core/store/inside.h"
#include "core/store/view_inside.h"

/* ?1 today, ?2 me, ?3 department, ?4 window, ?5 state, ?6 flags. Drafts are nobody's turn but their clerk's. */
#define QUEUE_WHERE                                                                                \
	"WHERE q.closed = 0 AND (?3 IS NULL OR q.department = ?3) "                                \
	"AND (?4 IS NULL OR q.window = ?4) "                                                       \
	"AND CASE WHEN ?5 IS NULL THEN q.state <> 'DRAFT' ELSE q.state = ?5 END "                  \
	"AND (?6 = 0 OR q.flags & ?6 <> 0) "
#define IN_LATE "q.next < ?1"
#define IN_TODAY "q.next = ?1"
#define IN_DEFERRED "q.defer <= ?1"
#define IN_TWINS "q.flags & 4 <> 0"
#define IN_SPOT "q.flags & 16 <> 0"
#define IN_OWN "q.holder = ?2"
/* Rows that are passed over are counted in the index alone. */
#define QUEUE_PAGE(condition)                                                                      \
	"SELECT " VIEW_COLUMNS " FROM (SELECT q.casefile "                                          \
	"FROM queue_view q INDEXED BY queue_next " QUEUE_WHERE "AND " condition                     \
	" ORDER BY q.next, q.number LIMIT ?7 OFFSET ?8) p "                                         \
	"CROSS JOIN queue_view q ON q.casefile = p.casefile "                                       \
	"CROSS JOIN case_view v ON v.casefile = p.casefile ORDER BY q.next, q.number"

static void put_optional(struct stmt *q, const char *text)
{
	if (text)
		stmt_put_text(q, text);
	else
		stmt_put_null(q);
}

static void put_filter(struct stmt *q, const struct queue_filter *f)
{
	stmt_put_int(q, f->today);
	stmt_put_text(q, f->me ? f->me : "");
	put_optional(q, f->department);
	put_optional(q, f->window);
	put_optional(q, f->state);
	stmt_put_int(q, f->flags);
}

enum err queue_page(struct store *s, const struct queue_filter *f, size_t limit, size_t offset,
	struct view_case **out, size_t *n)
{
	static const char *const pages[QUEUE_VIEWS] = {[QUEUE_ALL] = QUEUE_PAGE("1"),
		[QUEUE_LATE] = QUEUE_PAGE(IN_LATE),
		[QUEUE_TODAY] = QUEUE_PAGE(IN_TODAY),
		[QUEUE_DEFERRED] = QUEUE_PAGE(IN_DEFERRED),
		[QUEUE_TWINS] = QUEUE_PAGE(IN_TWINS),
		[QUEUE_SPOT] = QUEUE_PAGE(IN_SPOT),
		[QUEUE_OWN] = QUEUE_PAGE(IN_OWN)};
	struct stmt *q;
	enum err e;

	if (limit > VIEW_MAX || f->view >= QUEUE_VIEWS)
		return ERR_LIMIT;
	e = store_ready(s);
	if (e != OK)
		return e;
	q = db_stmt(s->db, pages[f->view]);
	put_filter(q, f);
	stmt_put_int(q, (int64_t)limit);
	stmt_put_int(q, (int64_t)offset);
	return view_collect(s, q, limit, out, n);
}

static void get_count(struct stmt *q, struct queue_count *c)
{
	stmt_get_text(q, c->department, sizeof c->department);
	for (int i = 0; i < QUEUE_VIEWS; i++)
		c->in[i] = (uint64_t)stmt_get_int(q);
	c->red = c->in[QUEUE_LATE];
	c->today = c->in[QUEUE_TODAY];
	c->yellow = (uint64_t)stmt_get_int(q);
	c->green = (uint64_t)stmt_get_int(q);
}

enum err queue_recount(struct store *s, const struct queue_filter *f,
	struct queue_count out[QUEUE_DEPARTMENTS], size_t *n)
{
	struct queue_filter all = *f;
	size_t used = 0;
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	all.department = NULL;
	q = db_stmt(s->db,
		"SELECT q.department, count(*), sum(" IN_LATE "), sum(" IN_TODAY "), sum(" IN_DEFERRED
		"), sum(" IN_TWINS "), sum(" IN_SPOT "), sum(" IN_OWN "), "
		"sum(q.next >= ?1 AND q.warn <= ?1), sum(q.warn > ?1 AND q.next < 2147483647) "
		"FROM queue_view q INDEXED BY queue_department " QUEUE_WHERE
		"GROUP BY q.department");
	put_filter(q, &all);
	while (used < QUEUE_DEPARTMENTS && stmt_row(q)) {
		memset(&out[used], 0, sizeof out[used]);
		get_count(q, &out[used++]);
	}
	e = stmt_end(q);
	if (e == OK)
		*n = used;
	return e;
}

static int64_t day_start(day_t day)
{
	struct civil c = {0};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

enum err queue_month(struct store *s, day_t from, day_t to,
	struct queue_month out[QUEUE_DEPARTMENTS], size_t *n)
{
	size_t used = 0;
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db,
		"SELECT department, sum(opened), sum(ended) FROM ("
		"SELECT department, count(*) AS opened, 0 AS ended "
		"FROM queue_view INDEXED BY queue_created "
		"WHERE created BETWEEN ?1 AND ?2 GROUP BY department UNION ALL "
		"SELECT department, 0, count(*) FROM queue_view INDEXED BY queue_updated "
		"WHERE closed = 1 AND updated BETWEEN ?1 AND ?2 GROUP BY department) "
		"GROUP BY department");
	stmt_put_int(q, day_start(from));
	stmt_put_int(q, day_start(to + 1) - 1);
	while (used < QUEUE_DEPARTMENTS && stmt_row(q)) {
		stmt_get_text(q, out[used].department, sizeof out[used].department);
		out[used].opened = (uint64_t)stmt_get_int(q);
		out[used++].ended = (uint64_t)stmt_get_int(q);
	}
	e = stmt_end(q);
	if (e == OK)
		*n = used;
	return e;
}

enum err queue_windows(struct store *s, char (*out)[8], size_t max, size_t *n)
{
	size_t used = 0;
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT DISTINCT window FROM queue_view INDEXED BY queue_next "
			   "WHERE closed = 0 ORDER BY window");
	while (used < max && stmt_row(q))
		stmt_get_text(q, out[used++], sizeof out[0]);
	e = stmt_end(q);
	if (e == OK)
		*n = used;
	return e;
}

enum err queue_behind(struct store *s, bool *behind)
{
	struct stmt *q;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT EXISTS (SELECT 1 FROM case_view) AND "
			   "NOT EXISTS (SELECT 1 FROM queue_view)");
	*behind = stmt_row(q) && stmt_get_int(q) != 0;
	return stmt_end(q);
}
