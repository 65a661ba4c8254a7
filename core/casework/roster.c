/* SPDX-License-Identifier: MIT
 *
 * What must hold: a unit or a window is as two people said; duty is as a supervisor said last.
 */
#include "core/casework/roster.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/roster_row.h"
#include "core/standards/workday.h"

/* Which window or unit: for the audit. */
static void say(struct store *s, const uint8_t hash[HASH_SIZE], struct record *body)
{
	struct roster_row r;

	if (roster_row_read(s, hash, &r) == OK) {
		record_add(body, r.kind == ROSTER_KIND_UNIT ? "unit" : "window", r.id);
		record_add(body, "name", r.name);
	}
}

static const struct accord_kind PLANS = {"HALL_PROPOSED", "HALL_CONFIRMED", "HALL_WITHDRAWN", false, say};
enum { DUTY_WAIT_MS = 2000 };

/* ---- what counts ---- */

static struct known {
	struct roster_row *rows;
	size_t n, room, most;
} known[3] = {[ROSTER_KIND_UNIT] = {.most = ROSTER_UNITS}, [ROSTER_KIND_WINDOW] = {.most = ROSTER_WINDOWS},
	[ROSTER_KIND_DUTY] = {.most = ROSTER_DUTIES}};

void roster_forget(void)
{
	for (size_t k = 0; k < COUNT_OF(known); k++) {
		mem_free(known[k].rows);
		known[k] = (struct known){.most = known[k].most};
	}
}

static struct roster_row *place_of(struct known *k, const struct roster_row *r)
{
	for (size_t i = 0; r->kind != ROSTER_KIND_DUTY && i < k->n; i++)
		if (text_equal(k->rows[i].id, r->id))
			return &k->rows[i];
	if (k->n == k->room) {
		size_t room = k->room ? 2 * k->room : 64;
		k->rows = mem_grow(k->rows, k->room * sizeof *k->rows, room * sizeof *k->rows);
		k->room = room;
	}
	if (k->n == k->most) { /* the oldest duty is over long since; units and windows are refused before */
		memmove(k->rows, k->rows + 1, (k->n - 1) * sizeof *k->rows);
		k->n--;
	}
	return &k->rows[k->n++];
}

static void learn(const struct roster_row *r)
{
	struct known *k = &known[r->kind];

	*place_of(k, r) = *r;
}

/* A row this program cannot read keeps nobody from working. */
static enum err learn_text(struct store *s, const uint8_t hash[HASH_SIZE])
{
	struct roster_row r;
	enum err e = roster_row_read(s, hash, &r);

	if (e == ERR_SYNTAX || e == ERR_LIMIT) {
		log_line("roster", "a row is left out: %s", err_name(e));
		return OK;
	}
	if (!e)
		learn(&r);
	return e;
}

struct reading {
	struct store *store;
};

static enum err take_duty(const struct event *e, void *ctx)
{
	const struct reading *x = ctx;

	return learn_text(x->store, e->form_hash);
}

enum err roster_apply(struct store *s)
{
	struct reading x = {s};
	struct accord *list;
	uint64_t after = 0;
	size_t n;
	enum err e = accords_confirmed(s, &PLANS, &list, &n);

	if (e)
		return e;
	roster_forget();
	for (size_t i = 0; i < n && !e; i++)
		e = learn_text(s, list[i].hash);
	mem_free(list);
	return e ? e : journal_kind(s, "HALL_DUTY", &after, take_duty, &x);
}

/* ---- asking ---- */

size_t roster_rows(enum roster_kind kind, const struct roster_row **out)
{
	*out = known[kind].rows;
	return known[kind].n;
}

bool roster_open(const struct roster_row *r, day_t on)
{
	return (r->from == DAY_NONE || on >= r->from) && (r->until == DAY_NONE || on <= r->until);
}

const struct roster_row *roster_find(enum roster_kind kind, const char *id)
{
	const struct known *k = &known[kind];

	for (size_t i = 0; i < k->n; i++)
		if (text_equal(k->rows[i].id, id))
			return &k->rows[i];
	return NULL;
}

static size_t open_of(enum roster_kind kind, day_t on, const struct roster_row **out, size_t max)
{
	const struct known *k = &known[kind];
	size_t n = 0;

	for (size_t i = 0; i < k->n && n < max; i++)
		if (roster_open(&k->rows[i], on))
			out[n++] = &k->rows[i];
	return n;
}

size_t roster_windows(day_t on, const struct roster_row **out, size_t max)
{
	return open_of(ROSTER_KIND_WINDOW, on, out, max);
}

size_t roster_units(day_t on, const struct roster_row **out, size_t max)
{
	return open_of(ROSTER_KIND_UNIT, on, out, max);
}

static bool on_duty(const struct roster_row *r, day_t on)
{
	return roster_open(r, on) && (r->weekdays ? r->weekdays >> day_weekday(on) & 1 : workday_is(on));
}

const struct roster_row *roster_duty_at(const char *window, day_t on)
{
	const struct known *k = &known[ROSTER_KIND_DUTY];
	const struct roster_row *w = roster_find(ROSTER_KIND_WINDOW, window);

	if (!w || !roster_open(w, on))
		return NULL;
	for (size_t i = k->n; i-- > 0;)
		if (text_equal(k->rows[i].id, window) && on_duty(&k->rows[i], on))
			return *k->rows[i].operator ? &k->rows[i] : NULL;
	return NULL;
}

const struct roster_row *roster_duty_of(const char *operator, day_t on)
{
	const struct known *k = &known[ROSTER_KIND_DUTY];

	for (size_t i = k->n; i-- > 0;)
		if (text_equal(k->rows[i].operator, operator) &&
			roster_duty_at(k->rows[i].id, on) == &k->rows[i])
			return &k->rows[i];
	return NULL;
}

static bool has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = words; len && *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");
		if (n == len && memcmp(at, word, n) == 0)
			return true;
		at += n;
	}
	return false;
}

static bool row_takes(const struct roster_row *w, const char *item, const char *department)
{
	return !*w->takes || has_word(w->takes, item) || (department && has_word(w->takes, department));
}

bool roster_takes(const char *window, const char *item, const char *department, day_t on)
{
	const struct roster_row *w = roster_find(ROSTER_KIND_WINDOW, window);

	return !w || !roster_open(w, on) || row_takes(w, item, department);
}

const struct roster_row *roster_taking(const char *item, const char *department, day_t on)
{
	const struct known *k = &known[ROSTER_KIND_WINDOW];

	for (size_t i = 0; i < k->n; i++)
		if (roster_open(&k->rows[i], on) && row_takes(&k->rows[i], item, department))
			return &k->rows[i];
	return NULL;
}

/* Nobody waits for a unit that has no window. */
static bool any_of(const char *unit, day_t on)
{
	const struct known *k = &known[ROSTER_KIND_WINDOW];

	for (size_t i = 0; i < k->n; i++)
		if (text_equal(k->rows[i].unit, unit) && roster_open(&k->rows[i], on))
			return true;
	return false;
}

bool roster_calls(const char *window, const char *unit, day_t on)
{
	const struct roster_row *w = roster_find(ROSTER_KIND_WINDOW, window),
		*u = roster_find(ROSTER_KIND_UNIT, unit);

	if (!w || !roster_open(w, on) || !*w->unit || !u || !roster_open(u, on))
		return true;
	return text_equal(w->unit, unit) || !any_of(unit, on);
}

/* ---- units and windows, by two people ---- */

enum err roster_waiting(struct store *s, struct roster_change *out, size_t max, size_t *n)
{
	struct accord *list;
	size_t all;
	enum err e = accords_read(s, &PLANS, &list, &all);

	if (e)
		return e;
	*n = 0;
	for (size_t i = 0; i < all && *n < max && !e; i++) {
		if (list[i].state != ACCORD_WAITING)
			continue;
		out[*n].accord = list[i];
		e = roster_row_read(s, list[i].hash, &out[(*n)++].row);
	}
	mem_free(list);
	return e;
}

/* Looks through what waits: a change of this thing, and the unit it names. */
static enum err beside(struct store *s, const struct roster_row *r, bool *unit_waits)
{
	struct roster_change *list = mem_array(ROSTER_WAITING, sizeof *list);
	size_t n;
	enum err e = roster_waiting(s, list, ROSTER_WAITING, &n);

	*unit_waits = false;
	if (!e && n == ROSTER_WAITING)
		e = ERR_LIMIT;
	for (size_t i = 0; i < n && !e; i++) {
		const struct roster_row *x = &list[i].row;
		if (x->kind == r->kind && text_equal(x->id, r->id))
			e = ERR_EXISTS;
		*unit_waits |= x->kind == ROSTER_KIND_UNIT && text_equal(x->id, r->unit);
	}
	mem_free(list);
	return e;
}

static enum err refuse(const char **why, const char *text, enum err e)
{
	if (why)
		*why = text;
	return e;
}

static enum err fits_beside(struct store *s, const struct roster_row *r, const char **why)
{
	bool unit_waits;
	enum err e = beside(s, r, &unit_waits);

	if (e == ERR_EXISTS)
		return refuse(why, N_("A change of it waits already; settle that one first"), e);
	if (e)
		return e;
	if (*r->unit && !unit_waits && !roster_find(ROSTER_KIND_UNIT, r->unit))
		return refuse(why, N_("No unit has this number; add the unit first"), ERR_NOTFOUND);
	if (known[r->kind].n >= known[r->kind].most && !roster_find(r->kind, r->id))
		return ERR_LIMIT;
	return OK;
}

static bool i_am(struct store *s, enum right right)
{
	const struct operator_info *me = operator_current(s);

	return me && role_may(me->role, right);
}

enum err roster_propose(
	struct store *s, const struct roster_row *row, uint8_t hash[HASH_SIZE], const char **why)
{
	char text[ROSTER_TEXT];
	const char *wrong = roster_row_mistake(row);

	if (!i_am(s, RIGHT_OPERATORS))
		return operator_current(s) ? ERR_DENIED : ERR_LOCKED;
	if (row->kind == ROSTER_KIND_DUTY || wrong)
		return refuse(why, wrong ? wrong : "", ERR_INPUT);
	enum err e = fits_beside(s, row, why);
	if (!e && !roster_row_write(row, text))
		e = ERR_LIMIT;
	return e ? e : accord_propose(s, &PLANS, text, strlen(text), hash);
}

enum err roster_confirm(struct store *s, const uint8_t hash[HASH_SIZE])
{
	if (!i_am(s, RIGHT_OPERATORS) && !i_am(s, RIGHT_GRANT))
		return operator_current(s) ? ERR_DENIED : ERR_LOCKED;
	enum err e = accord_confirm(s, &PLANS, hash);
	return e ? e : roster_apply(s);
}

enum err roster_withdraw(struct store *s, const uint8_t hash[HASH_SIZE])
{
	if (!i_am(s, RIGHT_OPERATORS) && !i_am(s, RIGHT_GRANT))
		return operator_current(s) ? ERR_DENIED : ERR_LOCKED;
	return accord_withdraw(s, &PLANS, hash);
}

enum err roster_named(struct store *s, const char *word, struct accord *out)
{
	return accord_named(s, &PLANS, word, out);
}

/* ---- duty, by a supervisor ---- */

static enum err duty_fits(struct store *s, const struct roster_row *r, const char **why)
{
	struct operator_info who;
	const char *wrong = roster_row_mistake(r);

	if (r->kind != ROSTER_KIND_DUTY || wrong)
		return refuse(why, wrong ? wrong : "", ERR_INPUT);
	if (!roster_find(ROSTER_KIND_WINDOW, r->id))
		return refuse(why, N_("No window has this number"), ERR_NOTFOUND);
	const char *people[] = {r->operator, r->behalf};
	for (size_t i = 0; i < COUNT_OF(people); i++) {
		if (!*people[i])
			continue;
		enum err e = operator_find(s, people[i], &who);
		if (e == ERR_NOTFOUND || (!e && who.state == OPERATOR_DISABLED))
			return refuse(why, N_("Nobody at work has this number"), ERR_NOTFOUND);
		if (e)
			return e;
	}
	return OK;
}

enum err roster_set_duty(struct store *s, const struct roster_row *row, const char **why)
{
	char text[ROSTER_TEXT];
	uint8_t hash[HASH_SIZE];

	if (!i_am(s, RIGHT_GRANT))
		return operator_current(s) ? ERR_DENIED : ERR_LOCKED;
	enum err e = duty_fits(s, row, why);
	if (!e && !roster_row_write(row, text))
		e = ERR_LIMIT;
	if (!e)
		e = roster_row_keep(s, text, hash);
	const struct entry entry = {.kind = "HALL_DUTY", .form_hash = hash};
	if (!e)
		e = journal_append_wait(s, &entry, 1, NULL, NULL, DUTY_WAIT_MS);
	if (!e)
		learn(row);
	return e;
}

enum err roster_sit(struct store *s, const char *window)
{
	struct record body = {0};
	const struct entry entry = {.kind = "SEAT", .body = &body};

	record_add(&body, "window", window);
	enum err e = body.err;
	if (!e)
		e = journal_append_wait(s, &entry, 1, NULL, NULL, DUTY_WAIT_MS);
	record_release(&body);
	return e;
}
