/* SPDX-License-Identifier: MIT
 *
 * What must hold: a calendar counts only after somebody else than who proposed it confirmed that very
 * text; looking at what a proposal would do leaves the calendar in force as it is.
 */
#include "core/casework/yearbook.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/fingerprint.h"
#include "core/standards/workday.h"

enum { ACTS = 256, WAIT_MS = 2000 }; /* a screen waits less: store_patience */

struct act {
	uint8_t hash[HASH_SIZE];
	char actor[OPERATOR_ID];
	uint64_t seq;                /* what came first: a clock may be set back */
	int64_t at_ms;
};

/* The newest of them, oldest first. */
struct acts {
	struct act list[ACTS];
	size_t n;
};

static enum err take(const struct event *e, void *ctx)
{
	struct acts *x = ctx;

	if (x->n == ACTS) {
		memmove(x->list, x->list + 1, (ACTS - 1) * sizeof *x->list);
		x->n--;
	}
	struct act *a = &x->list[x->n++];
	*a = (struct act){.seq = e->station_seq, .at_ms = e->at_ms};
	memcpy(a->hash, e->form_hash, HASH_SIZE);
	text_copy(a->actor, sizeof a->actor, e->actor);
	return OK;
}

static enum err acts_of(struct store *s, const char *kind, struct acts *out)
{
	uint64_t after = 0;

	out->n = 0;
	return journal_kind(s, kind, &after, take, out);
}

/* The text as it was proposed: its hash is its name. */
static enum err text_of(struct store *s, const uint8_t hash[HASH_SIZE], struct calendar *out)
{
	struct buf text, messages;
	uint8_t is[HASH_SIZE];

	buf_init(&text, CALENDAR_BYTES + 1);
	buf_init(&messages, CALENDAR_BYTES);
	enum err e = journal_form(s, hash, &text);
	if (!e) {
		fingerprint(buf_text(&text), text.len, is);
		e = memcmp(is, hash, HASH_SIZE) ? ERR_TAMPER
						: calendar_read("-", buf_text(&text), text.len, out, &messages);
	}
	buf_release(&messages);
	buf_release(&text);
	return e;
}

static bool proposed_by_another(const struct acts *proposed, const struct act *confirmed)
{
	for (size_t i = proposed->n; i-- > 0;)
		if (memcmp(proposed->list[i].hash, confirmed->hash, HASH_SIZE) == 0 &&
			proposed->list[i].seq < confirmed->seq)
			return !text_equal(proposed->list[i].actor, confirmed->actor);
	return false;
}

struct book {
	struct acts proposed, confirmed;
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
	struct book *b = mem_new(sizeof *b);
	struct calendar c;

	enum err e = acts_of(s, "CALENDAR_PROPOSED", &b->proposed);
	if (!e)
		e = acts_of(s, "CALENDAR_CONFIRMED", &b->confirmed);
	for (size_t i = 0; !e && i < b->confirmed.n; i++) {
		if (!proposed_by_another(&b->proposed, &b->confirmed.list[i]))
			e = ERR_TAMPER;
		if (!e)
			e = text_of(s, b->confirmed.list[i].hash, &c);
		if (!e)
			put(b, &c);
	}
	if (e) {
		mem_free(b);
		return e;
	}
	*out = b;
	return OK;
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

static const struct act *waiting(const struct book *b)
{
	if (b->proposed.n == 0)
		return NULL;
	const struct act *newest = &b->proposed.list[b->proposed.n - 1];
	for (size_t i = 0; i < b->confirmed.n; i++)
		if (b->confirmed.list[i].seq > newest->seq &&
			memcmp(b->confirmed.list[i].hash, newest->hash, HASH_SIZE) == 0)
			return NULL;
	return newest;
}

static enum err waiting_of(struct store *s, struct act *out)
{
	struct book *b;
	enum err e = read_book(s, &b);

	if (e)
		return e;
	const struct act *a = waiting(b);
	e = a ? OK : ERR_NOTFOUND;
	if (a)
		*out = *a;
	mem_free(b);
	return e;
}

enum err yearbook_waiting(struct store *s, struct proposal *out)
{
	struct act a;
	struct calendar c;
	enum err e = waiting_of(s, &a);

	if (!e)
		e = text_of(s, a.hash, &c);
	if (e)
		return e;
	*out = (struct proposal){.at_ms = a.at_ms, .calendar = c};
	memcpy(out->hash, a.hash, HASH_SIZE);
	text_copy(out->by, sizeof out->by, a.actor);
	return OK;
}

static enum err append(struct store *s, const char *kind, const uint8_t hash[HASH_SIZE])
{
	const struct entry entry = {.kind = kind, .form_hash = hash};

	return journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
}

enum err yearbook_propose(
	struct store *s, const char *path, const char *text, size_t len, struct buf *messages)
{
	const struct operator_info *me = operator_current(s);
	struct calendar c;
	struct act before;
	uint8_t hash[HASH_SIZE];

	if (!me || me->role != ROLE_ADMIN)
		return me ? ERR_DENIED : ERR_LOCKED;
	enum err e = calendar_read(path, text, len, &c, messages);
	if (e)
		return e;
	fingerprint(text, len, hash);
	e = waiting_of(s, &before);
	if (!e && memcmp(before.hash, hash, HASH_SIZE) == 0)
		return ERR_EXISTS;
	if (e && e != ERR_NOTFOUND)
		return e;
	e = journal_keep_form(s, hash, text, len);
	return e ? e : append(s, "CALENDAR_PROPOSED", hash);
}

enum err yearbook_confirm(struct store *s, const uint8_t hash[HASH_SIZE])
{
	const struct operator_info *me = operator_current(s);
	struct act a;

	if (!me || me->role != ROLE_SUPERVISOR)
		return me ? ERR_DENIED : ERR_LOCKED;
	enum err e = waiting_of(s, &a);
	if (e == ERR_NOTFOUND || (!e && memcmp(a.hash, hash, HASH_SIZE) != 0))
		return ERR_STATE;
	if (!e && text_equal(a.actor, me->id))
		return ERR_DENIED;
	if (!e)
		e = append(s, "CALENDAR_CONFIRMED", hash);
	return e ? e : yearbook_apply(s);
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
	size_t n;
};

enum err look_new(struct store *s, const struct calendar *c, item_finder find, void *ctx, struct look **out)
{
	struct book *b;
	enum err e = read_book(s, &b);

	if (e)
		return e;
	struct look *l = mem_new(sizeof *l);
	*l = (struct look){.store = s, .book = b, .calendar = *c, .find = find, .ctx = ctx};
	l->list = mem_array(LOOK_MOST, sizeof *l->list);
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
		l->list[l->n++] = then[i];
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
