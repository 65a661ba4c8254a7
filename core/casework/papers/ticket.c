/* SPDX-License-Identifier: MIT
 *
 * What must hold: the line is a fold over events; an act is written only after everything others
 * did was read, and under a name that the same act of another window would bear, too.
 */
#include "core/casework/papers/ticket.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/papers/slip_inside.h"
#include "core/casework/roster.h"
#include "core/form/fingerprint.h"

enum { SERIAL_MOST = 999, TRIES = 5, WAIT_MS = 200 };

struct tickets {
	struct store *store;
	char zone[4];
	day_t day;
	uint64_t after;              /* events told so far */
	struct ticket *list;
	size_t n, cap;
};

void tickets_new(struct store *s, const char *zone, struct tickets **out)
{
	struct tickets *t = mem_new(sizeof *t);

	t->store = s;
	t->day = DAY_NONE;
	text_copy(t->zone, sizeof t->zone, zone);
	*out = t;
}

void tickets_forget(struct tickets *t)
{
	mem_free(t->list);
	t->list = NULL;
	t->n = t->cap = 0;
	t->day = DAY_NONE;
}

void tickets_free(struct tickets *t)
{
	if (!t)
		return;
	tickets_forget(t);
	mem_free(t);
}

/* ---- the fold ---- */

static struct ticket *find(struct tickets *t, const char *number)
{
	for (size_t i = 0; i < t->n; i++)
		if (text_equal(t->list[i].number, number))
			return &t->list[i];
	return NULL;
}

static void take(struct tickets *t, const char *number, const char *unit, int64_t at_ms)
{
	if (t->n == TICKETS_MOST || find(t, number))
		return;
	if (t->n == t->cap) {
		size_t cap = t->cap ? 2 * t->cap : 64;
		t->list = mem_grow(t->list, t->cap * sizeof *t->list, cap * sizeof *t->list);
		t->cap = cap;
	}
	t->list[t->n] = (struct ticket){.taken_ms = at_ms};
	text_copy(t->list[t->n].unit, sizeof t->list[t->n].unit, unit);
	text_copy(t->list[t->n++].number, TICKET_NUMBER, number);
}

static void move(struct ticket *k, const char *act, const char *window, const struct event *e)
{
	if (text_equal(act, "CALL")) {
		k->state = TICKET_CALLED;
		k->calls++;
		k->called_ms = k->called_ms ? k->called_ms : e->at_ms;
		text_copy(k->window, sizeof k->window, window);
		text_copy(k->clerk, sizeof k->clerk, e->actor);
	} else if (text_equal(act, "SKIP") && k->state == TICKET_CALLED) {
		k->state = TICKET_MISSED;
	} else if (text_equal(act, "WELCOME") && k->state == TICKET_CALLED) {
		k->state = TICKET_SERVED;
		k->welcomed_ms = e->at_ms;
	} else if (text_equal(act, "FINISH") && k->state != TICKET_DONE) {
		k->state = TICKET_DONE;
		k->finished_ms = e->at_ms;
	}
}

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

/* An act of another day is only passed over. */
static enum err apply(const struct event *e, void *ctx)
{
	struct tickets *t = ctx;
	const char *number = said(e, "number"), *act = said(e, "act");

	if (day_at(e->at_ms) != t->day || !*number || strlen(number) >= TICKET_NUMBER)
		return OK;
	if (text_equal(act, "TAKE")) {
		take(t, number, said(e, "unit"), e->at_ms);
		return OK;
	}
	struct ticket *k = find(t, number);
	if (k)
		move(k, act, said(e, "window"), e);
	return OK;
}

enum err tickets_read(struct tickets *t)
{
	day_t today = clock_today();

	if (!store_unlocked(t->store))
		return ERR_LOCKED;
	if (t->day != today) {
		int year, month, date;
		tickets_forget(t);
		t->day = today;
		day_split(today, &year, &month, &date);
		enum err e = journal_since(t->store,
			clock_wall(&(struct civil){.year = year, .month = month, .day = date}),
			&t->after);
		if (e)
			return e;
	}
	return journal_kind(t->store, "TICKET", &t->after, apply, t);
}

const struct ticket *tickets_list(const struct tickets *t, size_t *n)
{
	*n = t->n;
	return t->list;
}

const struct ticket *tickets_find(const struct tickets *t, const char *number)
{
	for (size_t i = 0; i < t->n; i++)
		if (text_equal(t->list[i].number, number))
			return &t->list[i];
	return NULL;
}

const struct ticket *tickets_current(const struct tickets *t, const char *window)
{
	for (size_t i = 0; i < t->n; i++)
		if ((t->list[i].state == TICKET_CALLED || t->list[i].state == TICKET_SERVED) &&
			text_equal(t->list[i].window, window))
			return &t->list[i];
	return NULL;
}

static bool waits_for(const struct tickets *t, const struct ticket *k, const char *window)
{
	return k->state == TICKET_WAITING && (!window || roster_calls(window, k->unit, t->day));
}

const struct ticket *tickets_next(const struct tickets *t, const char *window)
{
	for (size_t i = 0; i < t->n; i++)
		if (waits_for(t, &t->list[i], window))
			return &t->list[i];
	return NULL;
}

size_t tickets_waiting(const struct tickets *t, const char *window)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += waits_for(t, &t->list[i], window);
	return n;
}

/* ---- acts ---- */

/* The same for the same act on the same ticket of the same day, whoever does it. */
static struct uid name_of(const struct tickets *t, const char *number, const char *act, int time)
{
	char text[96];
	uint8_t hash[HASH_SIZE];
	struct uid op;

	text_format(text, sizeof text, "ticket %s %d %s %s %d", t->zone, t->day, number, act, time);
	fingerprint(text, strlen(text), hash);
	memcpy(op.b, hash, sizeof op.b);
	return op;
}

/* One of window and unit is NULL, or both. */
static enum err act(struct tickets *t, const char *number, const char *what, const char *window,
	const char *unit, int time)
{
	struct record body = {0};
	struct entry entry = {
		.kind = "TICKET", .body = &body, .op_id = name_of(t, number, what, time)};

	record_add(&body, "number", number);
	record_add(&body, "act", what);
	record_add(&body, "window", window);
	record_add(&body, "unit", unit);
	enum err e = body.err ? body.err :
		journal_append_wait(t->store, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e ? e : tickets_read(t);
}

enum err ticket_take(struct tickets *t, const char *unit, char number[TICKET_NUMBER])
{
	enum err e = tickets_read(t);
	size_t serial = t->n;

	for (int i = 0; !e && i < TRIES; i++) {
		if (++serial > SERIAL_MOST)
			return ERR_LIMIT;
		text_format(number, TICKET_NUMBER, "%s%03zu", t->zone, serial);
		e = act(t, number, "TAKE", NULL, unit && *unit ? unit : NULL, 0);
		if (e != ERR_EXISTS)
			return e;
		e = tickets_read(t); /* somebody drew it meanwhile */
	}
	return e ? e : ERR_BUSY;
}

static bool callable(const struct ticket *k, const char *window)
{
	return k->state == TICKET_WAITING || k->state == TICKET_MISSED ||
	       (k->state == TICKET_CALLED && text_equal(k->window, window));
}

enum err ticket_call(struct tickets *t, const char *window, const char *number)
{
	enum err e = tickets_read(t);

	for (int i = 0; !e && i < TRIES; i++) {
		const struct ticket *mine = tickets_current(t, window);
		const struct ticket *k = number ? tickets_find(t, number) : tickets_next(t, window);
		if (!k)
			return ERR_NOTFOUND;
		if ((mine && mine != k) || !callable(k, window))
			return ERR_STATE;
		e = act(t, k->number, "CALL", window, NULL, k->calls);
		if (e != ERR_EXISTS)
			return e;
		e = tickets_read(t); /* another window called it */
	}
	return e ? e : ERR_BUSY;
}

static enum err step(struct tickets *t, const char *number, const char *what, unsigned from)
{
	enum err e = tickets_read(t);
	const struct ticket *k = e ? NULL : tickets_find(t, number);

	if (e)
		return e;
	if (!k)
		return ERR_NOTFOUND;
	if (!(1u << k->state & from))
		return ERR_STATE;
	return act(t, k->number, what, *k->window ? k->window : NULL, NULL, k->calls);
}

enum err ticket_skip(struct tickets *t, const char *number)
{
	return step(t, number, "SKIP", 1u << TICKET_CALLED);
}

enum err ticket_welcome(struct tickets *t, const char *number)
{
	return step(t, number, "WELCOME", 1u << TICKET_CALLED);
}

enum err ticket_finish(struct tickets *t, const char *number)
{
	return step(t, number, "FINISH", 1u << TICKET_CALLED | 1u << TICKET_SERVED);
}

/* ---- figures ---- */

static int by_size(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

static void sum_up(int *seconds, size_t n, int *average, int *p90)
{
	int64_t sum = 0;

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++)
		sum += seconds[i];
	*average = (int)((sum + (int64_t)n / 2) / (int64_t)n);
	qsort(seconds, n, sizeof *seconds, by_size);
	*p90 = seconds[(9 * n + 9) / 10 - 1];
}

static int span(int64_t from_ms, int64_t to_ms)
{
	return to_ms > from_ms ? (int)((to_ms - from_ms) / 1000) : 0;
}

struct ticket_figures tickets_figures(const struct tickets *t, int64_t now_ms)
{
	struct ticket_figures f = {0};
	int *waits = mem_array(t->n + 1, sizeof *waits), *serves = mem_array(t->n + 1, sizeof *serves);
	size_t n_waits = 0, n_serves = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct ticket *k = &t->list[i];
		f.waiting += k->state == TICKET_WAITING;
		f.called += k->state == TICKET_CALLED || k->state == TICKET_SERVED;
		f.done += k->state == TICKET_DONE;
		f.missed += k->state == TICKET_MISSED;
		if (k->called_ms)
			waits[n_waits++] = span(k->taken_ms, k->called_ms);
		else if (span(k->taken_ms, now_ms) > f.longest_wait)
			f.longest_wait = span(k->taken_ms, now_ms);
		if (k->welcomed_ms && k->finished_ms)
			serves[n_serves++] = span(k->welcomed_ms, k->finished_ms);
	}
	sum_up(waits, n_waits, &f.wait_average, &f.wait_p90);
	sum_up(serves, n_serves, &f.serve_average, &f.serve_p90);
	mem_free(waits);
	mem_free(serves);
	return f;
}

/* ---- the slip ---- */

static size_t ahead_of(const struct tickets *t, const struct ticket *k)
{
	size_t n = 0;

	for (const struct ticket *x = t->list; x < k; x++)
		n += x->state == TICKET_WAITING && (!*x->unit || !*k->unit || text_equal(x->unit, k->unit));
	return n;
}

struct of_ticket {
	const struct tickets *t;
	const struct ticket *k;
	const struct slip_place *place;
};

static void fill(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct of_ticket *of = ctx;

	const struct roster_row *unit = roster_find(ROSTER_KIND_UNIT, of->k->unit);

	sheet_common(s, t, of->place, NULL);
	sheet_put(s, SAID_HALL_UNIT, unit ? unit->name : NULL);
	sheet_put(s, SAID_TICKET, of->k->number);
	sheet_putf(s, SAID_AHEAD, "%zu", ahead_of(of->t, of->k));
	sheet_put(s, SAID_ZONE, of->t->zone);
	sheet_minute(s, SAID_TAKEN, of->k->taken_ms);
}

enum err ticket_slip(const struct tickets *t, const char *number, const struct slip_place *place,
	int columns, struct buf *out)
{
	struct of_ticket of = {t, tickets_find(t, number), place};

	return of.k ? sheet_print("ticket", place, columns, fill, &of, out) : ERR_NOTFOUND;
}
