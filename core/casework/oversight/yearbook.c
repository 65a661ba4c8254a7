/* SPDX-License-Identifier: MIT
 *
 * What must hold: a calendar counts only after somebody else than who proposed it confirmed that very
 * text; looking at what a proposal would do leaves the calendar in force as it is.
 */
#include "core/casework/oversight/yearbook.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/workday.h"

static const struct accord_kind YEARS = {"CALENDAR_PROPOSED", "CALENDAR_CONFIRMED", "CALENDAR_WITHDRAWN",
	true, NULL};

static enum err calendar_of(struct store *s, const uint8_t hash[HASH_SIZE], struct calendar *out)
{
	struct buf text, messages;

	buf_init(&text, CALENDAR_BYTES + 1);
	buf_init(&messages, CALENDAR_BYTES);
	enum err e = accord_text(s, hash, &text);
	if (!e)
		e = calendar_read("-", buf_text(&text), text.len, out, &messages);
	buf_release(&messages);
	buf_release(&text);
	return e;
}

struct book {
	struct calendar in_force[CALENDAR_YEARS + 1]; /* in order of their acts, one a year; one to try */
	size_t n;
};

static void put(struct book *b, const struct calendar *c)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->in_force[i].year != c->year)
			b->in_force[kept++] = b->in_force[i];
	if (kept == CALENDAR_YEARS) {
		kept--;
		memmove(b->in_force, b->in_force + 1, kept * sizeof *c);
	}
	b->in_force[kept++] = *c;
	b->n = kept;
}

/* mem_free. */
static enum err read_book(struct store *s, struct book **out)
{
	struct accord *list;
	struct calendar c;
	size_t n;
	enum err e = accords_confirmed(s, &YEARS, &list, &n);

	if (e)
		return e;
	struct book *b = mem_new(sizeof *b);
	for (size_t i = 0; i < n && !e; i++) {
		e = calendar_of(s, list[i].hash, &c);
		if (!e)
			put(b, &c);
	}
	mem_free(list);
	if (e)
		mem_free(b);
	else
		*out = b;
	return e;
}

enum err yearbook_apply(struct store *s)
{
	struct book *b;
	enum err e = read_book(s, &b);

	if (e)
		return e;
	workday_publish(b->in_force, b->n);
	mem_free(b);
	return OK;
}

enum err yearbook_waiting(struct store *s, struct proposal *out)
{
	struct accord a;
	struct calendar c;
	enum err e = accord_waiting(s, &YEARS, &a);

	if (!e)
		e = calendar_of(s, a.hash, &c);
	if (e)
		return e;
	*out = (struct proposal){.at_ms = a.at_ms, .calendar = c};
	memcpy(out->hash, a.hash, HASH_SIZE);
	text_copy(out->by, sizeof out->by, a.by);
	return OK;
}

static enum err must_be(struct store *s, enum role role)
{
	const struct operator_info *me = operator_current(s);

	if (!me)
		return ERR_LOCKED;
	return me->role == role ? OK : ERR_DENIED;
}

enum err yearbook_propose(
	struct store *s, const char *path, const char *text, size_t len, struct buf *messages)
{
	struct calendar c;
	enum err e = must_be(s, ROLE_ADMIN);

	if (!e)
		e = calendar_read(path, text, len, &c, messages);
	return e ? e : accord_propose(s, &YEARS, text, len, NULL);
}

enum err yearbook_confirm(struct store *s, const uint8_t hash[HASH_SIZE])
{
	enum err e = must_be(s, ROLE_SUPERVISOR);

	if (!e)
		e = accord_confirm(s, &YEARS, hash);
	return e ? e : yearbook_apply(s);
}

enum err yearbook_withdraw(struct store *s, const uint8_t hash[HASH_SIZE])
{
	const struct operator_info *me = operator_current(s);

	if (!me || (me->role != ROLE_ADMIN && me->role != ROLE_SUPERVISOR))
		return me ? ERR_DENIED : ERR_LOCKED;
	return accord_withdraw(s, &YEARS, hash);
}

/* ---- what a proposal would do ---- */

/* Now with the proposal too, or without it again. */
static void turn(struct book *b, const struct calendar *c, bool with)
{
	size_t n = b->n;

	if (with)
		b->in_force[n++] = *c;
	workday_publish(b->in_force, n);
}

size_t yearbook_changes(struct store *s, const struct calendar *c, struct calendar_day *out, size_t max)
{
	day_t first = day_of(c->year - 1, 12, 1), last = day_of(c->year, 12, 31);
	bool *before = mem_array((size_t)(last - first) + 1, sizeof *before);
	struct book *b;
	size_t n = 0;

	if (read_book(s, &b) == OK) {
		turn(b, c, false);
		for (day_t d = first; d <= last; d++)
			before[d - first] = workday_is(d);
		turn(b, c, true);
		for (day_t d = first; d <= last && n < max; d++)
			if (workday_is(d) != before[d - first])
				out[n++] = (struct calendar_day){d, workday_is(d)};
		turn(b, c, false);
		mem_free(b);
	}
	mem_free(before);
	return n;
}

struct look {
	struct store *store;
	struct book *book;
	struct calendar calendar;
	item_finder find;
	void *ctx;
	struct moved_page page;
	size_t at;                   /* of the page */
	struct moved *list;
	size_t n, room;
};

enum err look_new(struct store *s, const struct calendar *c, item_finder find, void *ctx, struct look **out)
{
	struct book *b;
	enum err e = read_book(s, &b);

	if (e)
		return e;
	struct look *l = mem_new(sizeof *l);
	*l = (struct look){.store = s, .book = b, .calendar = *c, .find = find, .ctx = ctx};
	*out = l;
	return OK;
}

void look_free(struct look *l)
{
	if (!l)
		return;
	mem_free(l->book);
	mem_free(l->list);
	mem_free(l);
}

static void keep(struct look *l, const struct moved *m)
{
	if (l->n == l->room) {
		size_t room = l->room ? 2 * l->room : 256;
		l->list = mem_grow(l->list, l->room * sizeof *l->list, room * sizeof *l->list);
		l->room = room;
	}
	l->list[l->n++] = *m;
}

/* The days of one case with both calendars. */
static enum err compare(struct look *l, const struct uid *id)
{
	struct moved now[2], then[2];
	struct casefile c;
	enum err e = casefile_load(l->store, id, l->find, l->ctx, &c);

	if (e)
		return e;
	size_t n = moved_reckon(&c, clock_now_ms(), now);
	turn(l->book, &l->calendar, true);
	size_t m = moved_reckon(&c, clock_now_ms(), then);
	turn(l->book, &l->calendar, false);
	casefile_release(&c);
	for (size_t i = 0; i < n && i < m && l->n < LOOK_MOST; i++) {
		if (now[i].now == then[i].now)
			continue;
		then[i].told = now[i].now;
		keep(l, &then[i]);
	}
	return OK;
}

enum err look_step(struct look *l, bool *whole)
{
	*whole = false;
	if (l->at < l->page.n)
		return compare(l, &l->page.ids[l->at++]);
	*whole = l->page.last;
	l->at = 0;
	return *whole ? OK : moved_page(l->store, &l->page);
}

size_t look_moved(const struct look *l, const struct moved **out)
{
	*out = l->list;
	return l->n;
}
