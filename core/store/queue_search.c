/* SPDX-License-Identifier: MIT
 *
 * The rows of one view in memory, in the order of the view. What must hold: rows are read by where
 * the last slice ended (next, number, casefile), never by counting, so that a slice costs the same
 * wherever it begins.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/pool.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/queue.h"
#include "core/store/view_inside.h"

enum { SLICE = 256, LINE = 384 };

/* All that is searched stands in one text: number, item, window, name, each behind a newline. */
struct entry_row {
	struct uid id;
	const char *text;
};

struct queue_search {
	struct store *store;
	struct queue_filter filter;
	char me[16], department[32], window[8], state[STATE_WORD];
	struct pool pool;
	struct entry_row *rows;
	size_t n, cap;
	uint32_t *hits;              /* of the last text, places in rows */
	size_t n_hits, hits_of;      /* hits_of: rows looked through */
	char text[QUEUE_TEXT];
	int64_t next;                /* where to read on */
	char number[CASE_NUMBER];
	struct uid last;
	bool begun, whole;
};

static const char *keep(char *room, size_t size, const char *text)
{
	if (!text)
		return NULL;
	text_copy(room, size, text);
	return room;
}

enum err queue_search_new(
	struct store *s, const struct queue_filter *f, struct queue_search **out)
{
	struct queue_search *x;

	if (!s->keys)
		return ERR_LOCKED;
	if (f->view >= QUEUE_VIEWS)
		return ERR_INPUT;
	x = mem_new(sizeof *x);
	x->store = s;
	x->filter = *f;
	x->filter.me = keep(x->me, sizeof x->me, f->me);
	x->filter.department = keep(x->department, sizeof x->department, f->department);
	x->filter.window = keep(x->window, sizeof x->window, f->window);
	x->filter.state = keep(x->state, sizeof x->state, f->state);
	*out = x;
	return OK;
}

void queue_search_free(struct queue_search *x)
{
	if (!x)
		return;
	pool_release(&x->pool);
	mem_free(x->rows);
	mem_free(x->hits);
	mem_wipe(x, sizeof *x);
	mem_free(x);
}

/* ---- reading ---- */

static bool in_view(const struct queue_filter *f, const struct view_case *c)
{
	switch (f->view) {
	case QUEUE_LATE: return c->next != DAY_NONE && c->next < f->today;
	case QUEUE_TODAY: return c->next == f->today;
	case QUEUE_DEFERRED: return c->defer != DAY_NONE && c->defer <= f->today;
	case QUEUE_TWINS: return (c->flags & FLAG_TWIN) != 0;
	case QUEUE_SPOT: return (c->flags & FLAG_SPOT) != 0;
	case QUEUE_OWN: return text_equal(c->holder, f->me ? f->me : "");
	default: return true;
	}
}

static void add(struct queue_search *x, const struct view_case *c)
{
	char line[LINE];

	if (x->n == x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 1024;

		x->rows = mem_grow(x->rows, x->cap * sizeof *x->rows, cap * sizeof *x->rows);
		x->hits = mem_grow(x->hits, x->cap * sizeof *x->hits, cap * sizeof *x->hits);
		x->cap = cap;
	}
	text_format(line, sizeof line, "%s\n%s\n%s\n%s", c->number, c->item_name, c->window,
		c->applicant);
	x->rows[x->n++] = (struct entry_row){c->id, pool_text(&x->pool, line)};
	mem_wipe(line, sizeof line);
}

static struct stmt *slice(struct queue_search *x)
{
	struct stmt *q = db_stmt(x->store->db,
		"SELECT " VIEW_COLUMNS QUEUE_FROM
		"WHERE q.closed = 0 AND (?3 IS NULL OR q.department = ?3) "
		"AND (?4 IS NULL OR q.window = ?4) "
		"AND CASE WHEN ?5 IS NULL THEN q.state <> 'DRAFT' ELSE q.state = ?5 END "
		"AND (q.next, q.number, q.casefile) > (?1, ?2, ?7) AND (?8 = 0 OR q.flags & ?8 <> 0) "
		"ORDER BY q.next, q.number, q.casefile LIMIT ?6");

	stmt_put_int(q, x->begun ? x->next : INT64_MIN);
	stmt_put_text(q, x->number);
	if (x->filter.department)
		stmt_put_text(q, x->filter.department);
	else
		stmt_put_null(q);
	if (x->filter.window)
		stmt_put_text(q, x->filter.window);
	else
		stmt_put_null(q);
	if (x->filter.state)
		stmt_put_text(q, x->filter.state);
	else
		stmt_put_null(q);
	stmt_put_int(q, SLICE);
	stmt_put_blob(q, x->last.b, sizeof x->last.b);
	stmt_put_int(q, x->filter.flags);
	return q;
}

static enum err read_slice(struct queue_search *x)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = view_collect(x->store, slice(x), SLICE, &rows, &n);

	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++)
		if (in_view(&x->filter, &rows[i]))
			add(x, &rows[i]);
	if (n > 0) {
		const struct view_case *c = &rows[n - 1];
		x->begun = true;
		x->next = c->next == DAY_NONE ? NO_DUE : c->next;
		text_copy(x->number, sizeof x->number, c->number);
		x->last = c->id;
		mem_wipe(rows, n * sizeof *rows);
	}
	mem_free(rows);
	x->whole = n < SLICE || x->n >= QUEUE_ROWS;
	return OK;
}

enum err queue_search_read(struct queue_search *x, int ms, bool *whole)
{
	int64_t end = clock_mono_ms() + ms;
	enum err e = store_ready(x->store);

	while (e == OK && !x->whole) {
		e = read_slice(x);
		if (clock_mono_ms() >= end)
			break;
	}
	*whole = x->whole;
	return e;
}

size_t queue_search_size(const struct queue_search *x)
{
	return x->n;
}

/* ---- looking ---- */

static size_t look(struct queue_search *x, size_t from, size_t n_hits, const char *text)
{
	for (size_t i = from; i < x->n; i++)
		if (strstr(x->rows[i].text, text))
			x->hits[n_hits++] = (uint32_t)i;
	return n_hits;
}

static size_t narrow(struct queue_search *x, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n_hits; i++)
		if (strstr(x->rows[x->hits[i]].text, text))
			x->hits[n++] = x->hits[i];
	return n;
}

size_t queue_search_find(struct queue_search *x, const char *text)
{
	bool longer = x->hits_of > 0 && strncmp(text, x->text, strlen(x->text)) == 0;

	x->n_hits = longer ? narrow(x, text) : 0;
	x->n_hits = look(x, longer ? x->hits_of : 0, x->n_hits, text);
	x->hits_of = x->n;
	if (!text_copy(x->text, sizeof x->text, text))
		x->hits_of = 0; /* too long to be remembered: the next one looks through all */
	return x->n_hits;
}

enum err queue_search_page(struct queue_search *x, size_t limit, size_t offset,
	struct view_case **out, size_t *n)
{
	struct view_case *rows;
	size_t used = 0;
	enum err e = OK;

	if (limit == 0 || limit > VIEW_MAX)
		return ERR_LIMIT;
	rows = mem_array(limit, sizeof *rows);
	for (size_t i = offset; e == OK && i < x->n_hits && used < limit; i++) {
		e = view_get(x->store, &x->rows[x->hits[i]].id, &rows[used]);
		if (e == OK)
			used++;
		else if (e == ERR_NOTFOUND)
			e = OK; /* a rebuild is under way */
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
