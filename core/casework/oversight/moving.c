/* SPDX-License-Identifier: MIT
 *
 * What must hold: a day is told as moved once for each new day; the calendar counts as seen only when
 * every case was compared with it.
 */
#include "core/casework/oversight/moving.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/standards/workday.h"
#include "core/store/operator.h"
#include "core/store/seal.h"

enum { YEARS = 3 };

struct moving {
	struct store *store;
	item_finder find;
	void *ctx;
	uint8_t calendar[HASH_SIZE]; /* of today */
	bool known, begun;           /* one was seen before; the comparison is under way */
	uint8_t seen[HASH_SIZE];
	struct moved_day *told;      /* what has been told, so that it is not told again */
	size_t n_told;
	struct moved_page page;
	size_t at;                   /* of the page */
};

/* Which days are worked, of the years a clock can reach, and how far it is published. */
static void digest(uint8_t out[HASH_SIZE])
{
	day_t end = workday_horizon();
	struct hasher h;

	hash_start(&h, NULL);
	hash_number(&h, (uint64_t)end);
	for (day_t d = end - YEARS * 366; end != DAY_NONE && d <= end; d++) {
		uint8_t worked = workday_is(d);
		hash_add(&h, &worked, 1);
	}
	hash_end(&h, out);
}

static enum err take_calendar(const struct event *e, void *ctx)
{
	struct moving *m = ctx;
	const char *hex = record_get(&e->body, "hash");

	if (hex && text_unhex(hex, m->seen, sizeof m->seen))
		m->known = true;
	return OK;
}

/* ---- what was told ---- */

struct taking {
	struct moved_day *out;
	size_t max, n;
	int64_t since_ms;
};

static bool parse(const struct event *e, struct moved_day *out)
{
	const char *hex = record_get(&e->body, "case"), *number = record_get(&e->body, "number");
	const char *clock = record_get(&e->body, "clock"), *told = record_get(&e->body, "told");
	const char *now = record_get(&e->body, "now");

	*out = (struct moved_day){.at_ms = e->at_ms};
	out->moved.provisional = record_int(&e->body, "provisional", 0) != 0;
	return hex && number && clock && told && now &&
		text_unhex(hex, out->casefile.b, sizeof out->casefile.b) &&
		text_copy(out->moved.number, sizeof out->moved.number, number) &&
		text_copy(out->moved.clock, sizeof out->moved.clock, clock) &&
		day_parse(told, &out->moved.told) && day_parse(now, &out->moved.now);
}

/* The newest max of them, in order of arrival. */
static enum err take_moved(const struct event *e, void *ctx)
{
	struct taking *t = ctx;
	struct moved_day d;

	if (e->at_ms < t->since_ms || !t->max || !parse(e, &d))
		return OK;
	if (t->n == t->max) {
		memmove(t->out, t->out + 1, (t->max - 1) * sizeof d);
		t->n--;
	}
	t->out[t->n++] = d;
	return OK;
}

enum err moving_list(struct store *s, int64_t since_ms, struct moved_day *out, size_t max, size_t *n)
{
	struct taking t = {out, max, 0, since_ms};
	uint64_t after = 0;
	enum err e = journal_kind(s, "MOVED", &after, take_moved, &t);

	for (size_t i = 0; i < t.n / 2; i++) {
		struct moved_day d = out[i];
		out[i] = out[t.n - 1 - i];
		out[t.n - 1 - i] = d;
	}
	if (!e)
		*n = t.n;
	return e;
}

/* ---- a comparison ---- */

enum err moving_new(struct store *s, item_finder find, void *ctx, struct moving **out)
{
	const struct operator_info *me = operator_current(s);
	struct moving *m;
	uint64_t after = 0;

	if (!me || me->role != ROLE_SUPERVISOR)
		return me ? ERR_DENIED : ERR_LOCKED;
	m = mem_new(sizeof *m);
	*m = (struct moving){.store = s, .find = find, .ctx = ctx};
	m->told = mem_array(MOVING_MOST, sizeof *m->told);
	digest(m->calendar);
	enum err e = journal_kind(s, "CALENDAR", &after, take_calendar, m);
	if (!e)
		e = moving_list(s, 0, m->told, MOVING_MOST, &m->n_told);
	if (e) {
		moving_free(m);
		return e;
	}
	*out = m;
	return OK;
}

void moving_free(struct moving *m)
{
	if (m)
		mem_free(m->told);
	mem_free(m);
}

static bool was_told(const struct moving *m, const struct uid *id, const struct moved *x)
{
	for (size_t i = 0; i < m->n_told; i++) /* the newest of this clock of this case counts */
		if (uid_equal(&m->told[i].casefile, id) &&
			text_equal(m->told[i].moved.clock, x->clock))
			return m->told[i].moved.now == x->now;
	return false;
}

static void put(struct record *body, const struct moved *x)
{
	char told[11], now[11];

	day_format(x->told, told);
	day_format(x->now, now);
	record_add(body, "clock", x->clock);
	record_add(body, "told", told);
	record_add(body, "now", now);
	record_add(body, "provisional", x->provisional ? "1" : NULL);
	record_add(body, "system", "1");
}

static enum err tell(const struct moving *m, const struct casefile *c, const struct moved *x)
{
	struct record of_case = {0}, of_station = {0};
	char hex[UID_HEX];
	struct entry entries[2] = {
		{.casefile = c->id, .kind = "MOVED", .body = &of_case, .form_hash = c->item_hash},
		{.kind = "MOVED", .body = &of_station}};

	put(&of_case, x);
	put(&of_station, x);
	text_hex(c->id.b, sizeof c->id.b, hex);
	record_add(&of_station, "case", hex);
	record_add(&of_station, "number", c->number);
	enum err e = of_case.err ? of_case.err : of_station.err;
	if (!e)
		e = journal_append(m->store, entries, 2, c->head, NULL);
	record_release(&of_case);
	record_release(&of_station);
	return e;
}

/* One day a call: the next comparison of the case finds the other one. */
static enum err compare(struct moving *m, const struct uid *id, bool *more)
{
	struct moved list[2];
	struct casefile c;
	enum err e = casefile_load(m->store, id, m->find, m->ctx, &c);

	*more = false;
	if (e)
		return e;
	size_t n = moved_days(&c, clock_now_ms(), list);
	for (size_t i = 0; !e && !*more && i < n; i++) {
		if (was_told(m, id, &list[i]))
			continue;
		e = tell(m, &c, &list[i]);
		*more = !e;
		if (*more && m->n_told < MOVING_MOST)
			m->told[m->n_told++] = (struct moved_day){list[i], *id, clock_now_ms()};
	}
	casefile_release(&c);
	return e;
}

static enum err next_page(struct moving *m)
{
	m->at = 0;
	return moved_page(m->store, &m->page);
}

static enum err note_calendar(struct moving *m)
{
	struct record body = {0};
	struct entry entry = {.kind = "CALENDAR", .body = &body};
	char hex[HASH_HEX], until[11];

	text_hex(m->calendar, sizeof m->calendar, hex);
	day_format(workday_horizon(), until);
	record_add(&body, "hash", hex);
	record_add(&body, "until", until);
	enum err e = body.err ? body.err : journal_append(m->store, &entry, 1, NULL, NULL);
	record_release(&body);
	return e;
}

enum err moving_step(struct moving *m, bool *whole)
{
	bool more = false;
	enum err e = OK;

	*whole = m->known && !m->begun && memcmp(m->seen, m->calendar, sizeof m->seen) == 0;
	if (*whole)
		return OK;
	if (m->known && !m->begun) {
		m->begun = true;
		return next_page(m);
	}
	if (m->begun && m->at < m->page.n) {
		e = compare(m, &m->page.ids[m->at], &more);
		if (e != ERR_BUSY && !more)
			m->at++;
		if (e && e != ERR_BUSY)
			log_line("moving", "a case was left out: %s", err_name(e));
		return e == ERR_BUSY ? e : OK;
	}
	if (m->begun && !m->page.last)
		return next_page(m);
	e = note_calendar(m); /* the first ever: there is nothing to compare with */
	*whole = !e;
	if (!e) {
		m->begun = false;
		m->known = true;
		memcpy(m->seen, m->calendar, sizeof m->seen);
	}
	return e;
}
