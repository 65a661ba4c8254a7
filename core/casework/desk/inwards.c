/* SPDX-License-Identifier: MIT
 *
 * What must hold: a hand-over is answered for once, whichever window is first; of what is in flight
 * nothing is taken once it was recalled.
 */
#include "core/casework/desk/inwards_inside.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/operator.h"

enum { REFRESH_MS = 5000 };

struct inwards *inwards_new(const struct inwards_parts *p)
{
	struct inwards *x = mem_new(sizeof *x);

	x->parts = *p;
	x->poll_ms = clock_now_ms() + INWARD_FIRST_MS;
	buf_init(&x->package, PACKAGE_WHOLE);
	buf_init(&x->text, PACKAGE_TEXT);
	return x;
}

void inwards_drop_package(struct inwards *x)
{
	buf_release(&x->package);
	buf_release(&x->text);
	buf_init(&x->package, PACKAGE_WHOLE);
	buf_init(&x->text, PACKAGE_TEXT);
	x->opened = (struct uid){{0}};
	x->package_err = OK;
}

void inwards_forget(struct inwards *x)
{
	struct ask *flight = x->flight;

	x->flight = NULL; /* what comes of it is not taken */
	if (flight)
		ask_cancel(x->parts.driver, flight);
	inwards_drop_package(x);
	if (x->list)
		mem_wipe(x->list, x->n * sizeof *x->list);
	mem_free(x->list);
	x->list = NULL;
	x->n = x->cap = 0;
	x->after = 0;
	x->refresh_ms = x->part_ms = x->asked_ms = 0;
	x->poll_ms = clock_now_ms() + INWARD_FIRST_MS;
	x->silent = false;
}

void inwards_free(struct inwards *x)
{
	if (!x)
		return;
	inwards_forget(x);
	buf_release(&x->package);
	buf_release(&x->text);
	mem_free(x);
}

void inwards_poll(struct inwards *x)
{
	x->poll_ms = x->refresh_ms = 0;
}

int64_t inwards_asked_ms(const struct inwards *x)
{
	return x->asked_ms;
}

bool inwards_silent(const struct inwards *x)
{
	return x->silent;
}

/* ---- what is known ---- */

struct inward_case *inwards_at(const struct inwards *x, const struct uid *op)
{
	for (size_t i = x->n; i-- > 0;)
		if (uid_equal(&x->list[i].op, op))
			return &x->list[i];
	return NULL;
}

const struct inward_case *inwards_find(const struct inwards *x, const struct uid *op)
{
	return inwards_at(x, op);
}

struct inward_case *inwards_add(struct inwards *x, const struct uid *op)
{
	if (x->n == INWARDS_MOST)
		return NULL;
	if (x->n == x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 32;
		x->list = mem_grow(x->list, x->cap * sizeof *x->list, cap * sizeof *x->list);
		x->cap = cap;
	}
	x->list[x->n] = (struct inward_case){.op = *op, .due = DAY_NONE, .act = INWARD_SEEN};
	return &x->list[x->n++];
}

static bool waits(const struct inward_case *c)
{
	return c->listed && c->act == INWARD_SEEN;
}

size_t inwards_waiting(const struct inwards *x, const struct inward_case **out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++) {
		if (!waits(&x->list[i]))
			continue;
		size_t at = n < max ? n++ : max;
		for (; at > 0 && at < max && out[at - 1]->handed_ms > x->list[i].handed_ms; at--)
			out[at] = out[at - 1];
		if (at < max)
			out[at] = &x->list[i];
	}
	return n;
}

/* Acts of the station: who answered for what, in every process of this file. */
static enum err take(const struct event *e, void *ctx)
{
	struct inwards *x = ctx;
	const char *op_hex = record_get(&e->body, "op"), *id = record_get(&e->body, "case");
	const char *reason = record_get(&e->body, "reason"), *region = record_get(&e->body, "region");
	enum inward_act act;
	struct uid op;

	if (!op_hex || !text_unhex(op_hex, op.b, sizeof op.b) ||
		!inward_parse(record_get(&e->body, "act") ? record_get(&e->body, "act") : "", &act))
		return OK;
	struct inward_case *c = inwards_at(x, &op);
	if (!c)
		c = inwards_add(x, &op);
	if (!c)
		return OK;
	if (region)
		text_copy(c->region, sizeof c->region, region);
	if (act == INWARD_LOOKED)
		return OK;
	if (act == INWARD_TOLD) {
		enum crossing_state said = CROSSING_NONE;
		(void)!crossing_parse(record_get(&e->body, "state"), &said);
		c->told = said != CROSSING_TAKEN; /* of a case that goes on, more is to be told */
		return OK;
	}
	if (act == INWARD_SEEN) {
		c->handed_ms = record_int(&e->body, "handed", c->handed_ms);
		return OK;
	}
	c->act = act;
	c->at_ms = e->at_ms;
	c->agreed = WANT_NOTHING;
	(void)!want_parse(record_get(&e->body, "want"), &c->agreed);
	text_copy(c->reason, sizeof c->reason, reason ? reason : "");
	if (id)
		(void)!text_unhex(id, c->casefile.b, sizeof c->casefile.b);
	x->changed = true;
	return OK;
}

/* ---- acts ---- */

void inward_put(struct record *body, const struct inward_case *c, enum inward_act act)
{
	char op[UID_HEX];

	uid_hex(&c->op, op);
	record_add(body, "act", inward_word(act));
	record_add(body, "op", op);
	record_add(body, "region", c->region);
}

enum err inwards_write(struct inwards *x, const struct inward_case *c, enum inward_act act,
	struct record *body)
{
	struct entry entry = {.kind = "INWARD", .body = body, .op_id = inward_op(&c->op, act)};

	return body->err ? body->err : journal_append(x->parts.store, &entry, 1, NULL, NULL);
}

static enum err return_it(struct inwards *x, const struct inward_case *c, const char *reason,
	enum crossing_want want)
{
	struct record body = {0};

	inward_put(&body, c, INWARD_RETURNED);
	record_addi(&body, "at", clock_now_ms());
	record_add(&body, "reason", reason);
	record_add(&body, "want", want ? want_word(want) : NULL);
	enum err e = inwards_write(x, c, INWARD_RETURNED, &body);
	record_release(&body);
	if (!e)
		x->refresh_ms = 0;
	return e;
}

static enum err may_answer(const struct inwards *x, const struct uid *op, struct inward_case **out)
{
	const struct operator_info *me = operator_current(x->parts.store);

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_ACCEPT))
		return ERR_DENIED;
	*out = inwards_at(x, op);
	if (!*out)
		return ERR_NOTFOUND;
	return waits(*out) ? OK : ERR_EXISTS;
}

enum err inwards_send_back(struct inwards *x, const struct uid *op, int reason)
{
	struct inward_case *c;
	enum err e = may_answer(x, op, &c);

	if (!e && (reason < 0 || reason >= INWARD_REASONS))
		e = ERR_INPUT;
	if (!e && inward_last(c->handed_ms) != DAY_NONE && clock_today() > inward_last(c->handed_ms))
		e = ERR_STATE;
	return e ? e : return_it(x, c, _(inward_reasons[reason]), WANT_NOTHING);
}

enum err inwards_give_back(struct inwards *x, const struct uid *op)
{
	struct inward_case *c;
	enum err e = may_answer(x, op, &c);

	if (!e && c->want == WANT_NOTHING)
		e = ERR_STATE;
	return e ? e : return_it(x, c, _(want_text(c->want)), c->want);
}

const char *inwards_cell(const struct record *row, const char *name)
{
	const char *value = record_get(row, name);

	return value ? value : "";
}

static void done(void *ctx, struct ask *ask, const struct reply *r)
{
	struct inwards *x = ctx;

	if (ask != x->flight)
		return; /* recalled */
	x->flight = NULL;
	if (x->kind == FLIGHT_LIST)
		inwards_take_list(x, r);
	else if (x->kind == FLIGHT_PART)
		inwards_take_part(x, r);
	else
		inwards_take_word(x, r);
}

enum err inwards_send(struct inwards *x, const char *resource, const struct basis *b,
	const struct record *values, enum flight kind)
{
	char why[ASK_TEXT] = "";
	struct ask_request r = {.resource = catalog_find(x->parts.catalog, resource), .values = values, .basis = *b};

	r.basis.operator_id = operator_current(x->parts.store)->id;
	r.basis.window = x->parts.window;
	r.basis.unit = x->parts.hall;
	if (!r.basis.item_code)
		r.basis.item_code = "regions";
	if (!r.basis.case_number)
		r.basis.case_number = "inbox";
	if (!r.basis.ground)
		r.basis.ground = "国办发〔2020〕35号(政务服务跨省通办)";
	if (!r.basis.holder_id)
		r.basis.holder_id = r.basis.holder_name = "";
	if (!r.resource)
		return ERR_NOTFOUND;
	enum err e = values->err ? values->err : ask_send(x->parts.driver, &r, done, x, &x->flight, why);
	if (!e)
		x->kind = kind;
	return e;
}

/* Also when the clock was set back. */
static bool poll_due(const struct inwards *x, int64_t now)
{
	return now >= x->poll_ms || x->poll_ms > now + INWARD_POLL_MS;
}

bool inwards_tick(struct inwards *x)
{
	const struct operator_info *me = operator_current(x->parts.store);
	bool changed = x->changed;

	x->changed = false;
	if (!me || !role_may(me->role, RIGHT_PERSON))
		return changed;
	if (clock_mono_ms() >= x->refresh_ms) { /* what other processes answered, too */
		x->refresh_ms = clock_mono_ms() + REFRESH_MS;
		(void)!journal_kind(x->parts.store, "INWARD", &x->after, take, x);
	}
	if (x->flight)
		return changed;
	if (inwards_fetching(x))
		inwards_ask_part(x);
	else if (poll_due(x, clock_now_ms()))
		inwards_ask_list(x);
	else
		inwards_tell_next(x, clock_now_ms());
	return changed;
}
