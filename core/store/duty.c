/* SPDX-License-Identifier: MIT
 *
 * One walk over the log-ins and log-outs of the day, in order of arrival.
 */
#include "core/store/duty.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/lease.h"

enum { DAY_MS = 24 * 3600 * 1000 };

static int64_t start_of(day_t day)
{
	struct civil c = {0};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

struct found {
	struct duty *rows;
	size_t n, cap;
};

static struct duty *row_of(struct found *f, const char *operator)
{
	for (size_t i = 0; i < f->n; i++)
		if (strcmp(f->rows[i].operator, operator) == 0)
			return &f->rows[i];
	if (f->n == DUTY_ROWS)
		return NULL;
	if (f->n == f->cap) {
		f->cap = f->cap ? 2 * f->cap : 16;
		f->rows = mem_grow(f->rows, f->n * sizeof *f->rows, f->cap * sizeof *f->rows);
	}
	struct duty *d = &f->rows[f->n++];
	*d = (struct duty){0};
	text_copy(d->operator, sizeof d->operator, operator);
	return d;
}

/* A log-out of somebody who came the day before makes no row. */
static enum err count(struct found *f, struct stmt *q)
{
	char operator[OPERATOR_ID], kind[EVENT_KIND];

	stmt_get_text(q, operator, sizeof operator);
	stmt_get_text(q, kind, sizeof kind);
	int64_t at = stmt_get_int(q);
	struct duty *d = row_of(f, operator);
	if (!d)
		return ERR_LIMIT;
	if (strcmp(kind, "LOGIN") == 0) {
		d->first_ms = d->times++ ? d->first_ms : at;
		d->last_ms = at;
		d->out_ms = 0;
	} else if (d->times) {
		d->out_ms = at;
	} else {
		f->n--;
	}
	return OK;
}

static enum err walk(struct store *s, day_t day, struct found *f)
{
	int64_t from = start_of(day);
	uint64_t after = 0;
	enum err e = journal_since(s, from, &after), end;

	if (e != OK)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT actor, kind, at FROM event WHERE casefile IS NULL AND "
					"kind IN ('LOGIN', 'LOGOUT') AND id > ? AND at >= ? AND at < ? "
					"ORDER BY id");
	stmt_put_int(q, (int64_t)after);
	stmt_put_int(q, from);
	stmt_put_int(q, from + DAY_MS);
	while (e == OK && stmt_row(q))
		e = count(f, q);
	end = stmt_end(q);
	return e != OK ? e : end;
}

enum err duty_list(struct store *s, day_t day, struct duty **out, size_t *n)
{
	struct found f = {0};
	enum err e = store_ready(s);

	if (e == OK)
		e = walk(s, day, &f);
	for (size_t i = 0; e == OK && day == clock_today() && i < f.n; i++)
		e = lease_window(s, f.rows[i].operator, f.rows[i].window);
	if (e != OK) {
		mem_free(f.rows);
		return e;
	}
	*out = f.rows;
	*n = f.n;
	return OK;
}
