/* SPDX-License-Identifier: MIT
 *
 * One sending of an ask and what its answer leads to: done, another page, once more with a new
 * secret, once more after a rest. What must hold: a question that may go out only once is never
 * sent again after a byte of it may have arrived; every sending is signed anew.
 */
#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/exchange/driver_inside.h"
#include "core/exchange/fault.h"
#include "core/exchange/sign.h"

#include <string.h>

/* ---- sending ---- */

/* The secret is in the headers, so the hash is over method, URL and body. */
static void hash_request(struct ask *a)
{
	const struct wire *w = &a->wire;
	struct piece pieces[] = {
		{w->method, strlen(w->method)},
		{"\n", 1},
		{buf_text(&w->url), w->url.len},
		{"\n", 1},
		{buf_text(&w->body), w->body.len},
	};

	sign_sha256(pieces, COUNT_OF(pieces), a->request_hash);
}

static void fail(struct driver *d, struct ask *a, enum fault fault)
{
	reply_forget(&a->reply);
	reply_fault(&a->reply, fault);
	ask_finish(d, a);
}

static void sleep_until(struct ask *a, enum stage stage, int64_t wake_ms)
{
	a->stage = stage;
	a->wake_ms = wake_ms;
}

/* The catalog's rate for this hall's own program: the next one has to wait its turn. */
static bool has_turn(struct driver *d, struct ask *a, struct origin_state *o)
{
	int rate = a->request.resource->origin->rate;
	int64_t now = clock_mono_ms();

	if (rate <= 0)
		return true;
	if (o->next_ms > now) {
		sleep_until(a, STAGE_WAITING, o->next_ms);
		return false;
	}
	o->next_ms = now + driver_scaled(d, (1000 + rate - 1) / rate);
	return true;
}

/* A secret to go out with; false when there is none yet, or the ask has ended. */
static bool has_secret(struct driver *d, struct ask *a)
{
	int fault = FAULT_NONE;

	switch (vault_take(d->vault, a->request.resource, &a->credential, &fault)) {
	case HOLD_READY:
		return true;
	case HOLD_RENEW:
		renew_begin(d, a->request.resource);
		sleep_until(a, STAGE_WAITING, clock_mono_ms() + VAULT_POLL_MS);
		return false;
	case HOLD_WAIT:
		sleep_until(a, STAGE_WAITING, clock_mono_ms() + VAULT_POLL_MS);
		return false;
	case HOLD_FAULT:
		break;
	}
	fail(d, a, (enum fault)fault);
	return false;
}

static enum fault build(struct ask *a, const struct origin_state *o)
{
	const struct dialect *dialect = a->request.resource->origin->dialect;
	struct stamp at = {.trace = a->trace, .page = a->page};

	if (dialect->signs && skew_too_much(&o->skew))
		return FAULT_CLOCK;
	a->offset_ms = skew_offset_ms(&o->skew);
	at.now_ms = clock_now_ms() + a->offset_ms;
	wire_release(&a->wire);
	wire_init(&a->wire);
	if (dialect->build(&a->request, &a->credential, &at, &a->wire) != OK)
		return FAULT_BUILD;
	hash_request(a);
	return FAULT_NONE;
}

static enum fault start(struct driver *d, struct ask *a)
{
	const struct resource *res = a->request.resource;
	struct net_question q = {
		.wire = &a->wire,
		.origin = res->origin,
		.cap = res->cap,
		.limits = {
			.connect_ms = driver_scaled(d, ASK_CONNECT_MS),
			.first_byte_ms = driver_scaled(d, ASK_FIRST_BYTE_MS),
			.stall_ms = driver_scaled(d, ASK_STALL_MS),
			.whole_ms = (int)(ask_end(d, a) - clock_mono_ms()),
		},
	};
	enum err err;

	if (q.limits.whole_ms <= 0)
		return FAULT_TIMEOUT;
	if (!d->net && net_new(&d->net) != OK)
		return FAULT_REFUSED;
	err = net_start(d->net, &q, a, &a->transfer);
	if (err)
		return err == ERR_DENIED ? FAULT_SECRET : FAULT_BUILD;
	if (a->tries++ == 0)
		a->sent_ms = clock_now_ms();
	a->page_tries++;
	return FAULT_NONE;
}

/* Asked once for each ask; false when it has ended. */
static bool let_through(struct driver *d, struct ask *a)
{
	enum fault fault = a->checked ? FAULT_NONE :
		(enum fault)health_check(&d->health, a->request.resource, a->request.insist);

	if (fault) {
		fail(d, a, fault); /* a is gone */
		return false;
	}
	a->checked = true;
	return true;
}

void ask_launch(struct driver *d, struct ask *a)
{
	struct origin_state *o = origin_of(d, a->request.resource->origin);
	enum fault fault;

	if (ask_end(d, a) <= clock_mono_ms()) {
		fail(d, a, a->tries > 0 ? FAULT_TIMEOUT : FAULT_RENEWAL);
		return;
	}
	if (!let_through(d, a))
		return;
	if (!has_secret(d, a) || !has_turn(d, a, o))
		return;
	fault = build(a, o);
	if (!fault)
		fault = start(d, a);
	if (fault)
		fail(d, a, fault);
	else
		a->stage = STAGE_FLYING;
}

/* ---- answers ---- */

/* Half to one and a half times 0.5 s, 1 s, ...; at least what the department asked for. */
static int64_t rest_ms(const struct driver *d, const struct ask *a, int64_t retry_after_s)
{
	uint32_t base = (uint32_t)driver_scaled(d, (int64_t)ASK_REST_MS << (a->page_tries - 1));
	int64_t rest = base / 2 + random_below(base + 1);
	int64_t asked = retry_after_s > 0 ? driver_scaled(d, retry_after_s * 1000) : 0;

	return asked > rest ? asked : rest;
}

/* The clock by which this was signed has turned out to be another one than the gateway's. */
static bool signed_by_wrong_clock(struct driver *d, const struct ask *a)
{
	const struct gateway *o = a->request.resource->origin;
	int64_t far = skew_offset_ms(&origin_of(d, o)->skew) - a->offset_ms;

	return o->dialect->signs && !a->reclocked && (far > SKEW_USED_MS || far < -SKEW_USED_MS);
}

/* A refused secret: signed by the right clock, or with another secret, once each. */
static bool try_secret(struct driver *d, struct ask *a)
{
	const struct resource *r = a->request.resource;

	if (a->reply.outcome != OUTCOME_STALE)
		return false;
	if (signed_by_wrong_clock(d, a)) {
		a->reclocked = true;
	} else if (!a->renewed) {
		if (!vault_stale(d->vault, r, a->credential.generation))
			return false;
		a->renewed = true;
	} else {
		vault_contested(d->vault, r);
		return false;
	}
	a->stage = STAGE_READY;
	return true;
}

static bool try_again(struct driver *d, struct ask *a, int again, int64_t retry_after_s)
{
	int64_t wake;

	if (a->reply.outcome != OUTCOME_AGAIN || a->wire.once || a->page_tries > again)
		return false;
	wake = clock_mono_ms() + rest_ms(d, a, retry_after_s);
	if (wake >= ask_end(d, a))
		return false;
	sleep_until(a, STAGE_RESTING, wake);
	return true;
}

static void next_page(struct ask *a)
{
	a->page++;
	a->page_tries = 0;
	a->stage = STAGE_READY;
}

/* A question that may go out only once and broke off on the way: nobody knows. */
static enum fault judged(const struct ask *a, enum fault fault)
{
	bool on_the_way = fault == FAULT_TIMEOUT || fault == FAULT_RESET || fault == FAULT_CUT;
	int own = a->request.resource->origin->dialect->unsure;

	if (!a->wire.once || !on_the_way)
		return fault;
	return own ? (enum fault)own : FAULT_UNSURE;
}

#define TRAINING "x-onetrip-training:" /* core/demo/class_seal.h has it in full */

static bool from_training(const struct net_answer *got)
{
	const char *line = buf_text(&got->headers);

	while (line && !text_starts(line, TRAINING)) {
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return line != NULL;
}

/* What the line or the answer says; the reply keeps the rows of the pages before. */
static void read_landing(const struct driver *d, struct ask *a, const struct net_answer *got)
{
	enum fault fault = d->live && from_training(got) ? FAULT_TRAINING : judged(a, got->fault);

	if (!fault) {
		a->remedy = answer_read(&a->request, got, &a->reply);
		return;
	}
	reply_fault(&a->reply, fault);
	a->remedy = (struct remedy){.again = fault_again(fault), .whole = true};
	if (fault == FAULT_CUT) /* twice is not the line's fault */
		a->remedy.then = OUTCOME_BROKEN;
}

/* Another secret that is refused as well: which verdict, and in whose words. */
static void conclude(struct ask *a)
{
	struct reply *r = &a->reply;
	bool final = (r->outcome == OUTCOME_AGAIN && a->page_tries > 1) ||
		     (r->outcome == OUTCOME_STALE && a->renewed);

	if (final && a->remedy.then)
		r->outcome = a->remedy.then;
	if (r->outcome == OUTCOME_STALE && a->renewed &&
		a->request.resource->origin->dialect->renew)
		reply_fault(r, FAULT_SHARED_KEY);
	if (r->outcome != OUTCOME_FOUND && r->outcome != OUTCOME_NOTHING)
		reply_forget(r);
}

void ask_land(struct driver *d, struct ask *a)
{
	struct net_answer *got = transfer_answer(a->transfer);
	int64_t retry_after_s = got->retry_after_s;

	skew_add(&origin_of(d, a->request.resource->origin)->skew, got->date_ms, got->sent_ms,
		got->done_ms);
	read_landing(d, a, got);
	net_stop(d->net, a->transfer);
	a->transfer = NULL;
	if (a->reply.outcome == OUTCOME_FOUND && !a->remedy.whole)
		next_page(a);
	else if (!try_secret(d, a) && !try_again(d, a, a->remedy.again, retry_after_s)) {
		conclude(a);
		ask_finish(d, a);
	}
}
