/* SPDX-License-Identifier: MIT
 *
 * Counting every case of the file, a slice at a time, and the open ones by what they wait for.
 *
 * What must hold: nothing changed from the first slice to the last, or it is all counted anew; so the
 * numbers are those of one moment although other windows write between two slices.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/queue.h"
#include "core/store/view_inside.h"

enum { SLICE = 512 };

static enum err begin(struct store *s, struct queue_census *c)
{
	*c = (struct queue_census){.stage = CENSUS_OPEN, .open = {.next = INT64_MIN}, .updated = INT64_MIN};
	return view_newest(s, &c->seen);
}

/* The first that fits, as QUEUE_CLASSES has them. */
static int class_of(const struct queue_key *k, day_t today)
{
	if (text_equal(k->state, "DRAFT"))
		return 6;
	if (k->next < today)
		return 0;
	if (k->defer <= today)
		return 1;
	if (k->next == today)
		return 2;
	return k->flags & FLAG_DEMANDED ? 3 : k->flags & FLAG_UNVERIFIED ? 4 : 5;
}

/* The columns of the index queue_next, and back into a statement. */
#define KEY "next, number, closed, department, window, state, holder, flags, defer, casefile"

static void get_key(struct stmt *q, struct queue_key *k)
{
	k->next = stmt_get_int(q);
	stmt_get_text(q, k->number, sizeof k->number);
	(void)stmt_get_int(q);
	stmt_get_text(q, k->department, sizeof k->department);
	stmt_get_text(q, k->window, sizeof k->window);
	stmt_get_text(q, k->state, sizeof k->state);
	stmt_get_text(q, k->holder, sizeof k->holder);
	k->flags = stmt_get_int(q);
	k->defer = stmt_get_int(q);
	stmt_get_fixed(q, k->id.b, sizeof k->id.b);
}

static void put_key(struct stmt *q, const struct queue_key *k)
{
	stmt_put_int(q, k->next);
	stmt_put_text(q, k->number);
	stmt_put_text(q, k->department);
	stmt_put_text(q, k->window);
	stmt_put_text(q, k->state);
	stmt_put_text(q, k->holder);
	stmt_put_int(q, k->flags);
	stmt_put_int(q, k->defer);
	stmt_put_blob(q, k->id.b, sizeof k->id.b);
}

static enum err open_slice(struct store *s, struct queue_census *c, day_t today)
{
	struct stmt *q = db_stmt(s->db, "SELECT " KEY " FROM queue_view INDEXED BY queue_next WHERE closed = 0 "
		"AND (" KEY ") > (?, ?, 0, ?, ?, ?, ?, ?, ?, ?) ORDER BY " KEY " LIMIT ?");
	size_t n = 0;

	put_key(q, &c->open);
	stmt_put_int(q, SLICE);
	for (; stmt_row(q); n++) {
		get_key(q, &c->open);
		c->classes[class_of(&c->open, today)]++;
	}
	if (n < SLICE)
		c->stage = CENSUS_CASES;
	return stmt_end(q);
}

static enum err case_slice(struct store *s, struct queue_census *c)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT closed, updated, casefile FROM case_view INDEXED BY case_updated "
		"WHERE (closed, updated, casefile) > (?, ?, ?) ORDER BY closed, updated, casefile LIMIT ?");
	size_t n = 0;

	stmt_put_int(q, c->closed_at);
	stmt_put_int(q, c->updated);
	stmt_put_blob(q, c->id.b, sizeof c->id.b);
	stmt_put_int(q, SLICE);
	for (; stmt_row(q); n++) {
		c->closed_at = stmt_get_int(q);
		c->updated = stmt_get_int(q);
		stmt_get_fixed(q, c->id.b, sizeof c->id.b);
		c->all++;
		c->closed += c->closed_at != 0;
	}
	if (n < SLICE)
		c->stage = CENSUS_WHOLE;
	return stmt_end(q);
}

static enum err step(struct store *s, struct queue_census *c, day_t today, bool *ready)
{
	int64_t newest;

	switch (c->stage) {
	case CENSUS_NONE: return begin(s, c);
	case CENSUS_OPEN: return open_slice(s, c, today);
	case CENSUS_CASES: return case_slice(s, c);
	default: break;
	}
	enum err e = view_newest(s, &newest);
	*ready = e == OK && newest == c->seen;
	return e || *ready ? e : begin(s, c);
}

enum err queue_census_read(struct store *s, struct queue_census *c, day_t today, int ms, bool *ready)
{
	int64_t end = clock_mono_ms() + ms;
	enum err e = store_ready(s);

	*ready = false;
	while (e == OK && !*ready) {
		e = step(s, c, today, ready);
		if (ms >= 0 && clock_mono_ms() >= end)
			break;
	}
	return e;
}
