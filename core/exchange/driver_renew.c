/* SPDX-License-Identifier: MIT
 *
 * Renewals: by the refresh secret, else by the key; each at most twice on a broken line, and once
 * more by a clock just learnt. Their questions and answers hold secrets: wiped, never logged.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/exchange/driver_inside.h"
#include "core/exchange/fault.h"

enum { RENEW_CAP = 64 * 1024, RENEW_TRIES = 2 };

static bool busy(const struct renewal *w)
{
	return w->resource != NULL;
}

void renew_begin(struct driver *d, const struct resource *r)
{
	for (size_t i = 0; i < RENEWALS; i++) {
		struct renewal *w = &d->renewals[i];

		if (busy(w))
			continue;
		*w = (struct renewal){.flight = FLIGHT_RENEWAL,
			.resource = r,
			.born_ms = clock_mono_ms(),
			.stage = STAGE_READY};
		wire_init(&w->wire);
		return;
	}
	vault_failed(d->vault, r, FAULT_RENEWAL); /* too many at once; asked again in a moment */
}

/* Whoever waited looks again at once. */
static void wake_asks(struct driver *d)
{
	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		if (d->asks[i] && d->asks[i]->stage == STAGE_WAITING)
			d->asks[i]->wake_ms = 0;
	}
}

static void release(struct renewal *w)
{
	wire_release(&w->wire);
	mem_wipe(w, sizeof(*w));
}

static void end(struct driver *d, struct renewal *w)
{
	release(w);
	wake_asks(d);
}

static void fail(struct driver *d, struct renewal *w, enum fault fault)
{
	vault_failed(d->vault, w->resource, (int)fault);
	end(d, w);
}

static int64_t end_of(const struct driver *d, const struct renewal *w)
{
	return w->born_ms + driver_scaled(d, RENEW_END_MS);
}

static enum fault build(struct driver *d, struct renewal *w)
{
	const struct resource *r = w->resource;
	const struct origin_state *o = origin_of(d, r->origin);

	if (skew_too_much(&o->skew))
		return FAULT_CLOCK;
	if (vault_renewal(d->vault, r, &w->used) != OK)
		return FAULT_SECRET;
	w->offset_ms = skew_offset_ms(&o->skew);
	wire_release(&w->wire);
	wire_init(&w->wire);
	return r->origin->dialect->renew(r, &w->used, clock_now_ms() + w->offset_ms, &w->wire) ==
			       OK ?
		FAULT_NONE : FAULT_BUILD;
}

static enum fault launch(struct driver *d, struct renewal *w)
{
	struct net_question q = {
		.wire = &w->wire,
		.origin = w->resource->origin,
		.cap = RENEW_CAP,
		.limits = {
			.connect_ms = driver_scaled(d, ASK_CONNECT_MS),
			.first_byte_ms = driver_scaled(d, ASK_FIRST_BYTE_MS),
			.stall_ms = driver_scaled(d, ASK_STALL_MS),
			.whole_ms = (int)(end_of(d, w) - clock_mono_ms()),
		},
	};
	enum fault fault = build(d, w);
	enum err err;

	if (fault)
		return fault;
	if (q.limits.whole_ms <= 0 || (!d->net && net_new(&d->net) != OK))
		return FAULT_RENEWAL;
	err = net_start(d->net, &q, w, &w->transfer);
	if (err)
		return err == ERR_DENIED ? FAULT_SECRET : FAULT_BUILD;
	w->tries++;
	w->stage = STAGE_FLYING;
	return FAULT_NONE;
}

bool renew_step(struct driver *d)
{
	int64_t now = clock_mono_ms();
	bool moved = false;

	for (size_t i = 0; i < RENEWALS; i++) {
		struct renewal *w = &d->renewals[i];
		enum fault fault;

		if (!busy(w) || w->stage == STAGE_FLYING || w->wake_ms > now)
			continue;
		fault = launch(d, w);
		if (fault)
			fail(d, w, fault);
		moved |= fault != FAULT_NONE;
	}
	return moved;
}

int renew_due_ms(const struct driver *d, int64_t now)
{
	int due = -1;

	for (size_t i = 0; i < RENEWALS; i++) {
		const struct renewal *w = &d->renewals[i];
		int64_t left = w->wake_ms > now ? w->wake_ms - now : 0;

		if (busy(w) && w->stage != STAGE_FLYING && (due < 0 || left < due))
			due = (int)left;
	}
	return due;
}

/* ---- answers ---- */

static bool wrong_clock(struct driver *d, const struct renewal *w)
{
	int64_t far = skew_offset_ms(&origin_of(d, w->resource->origin)->skew) - w->offset_ms;

	return !w->reclocked && (far > SKEW_USED_MS || far < -SKEW_USED_MS);
}

static void once_more(struct driver *d, struct renewal *w, int64_t rest_ms)
{
	w->stage = STAGE_RESTING;
	w->wake_ms = clock_mono_ms() + (rest_ms ? driver_scaled(d, rest_ms) : 0);
}

/* The gateway said no to what this was signed with. */
static void refused(struct driver *d, struct renewal *w, bool by_root)
{
	if (wrong_clock(d, w)) {
		w->reclocked = true;
		once_more(d, w, 0);
	} else if (!by_root) {
		vault_by_root(d->vault, w->resource);
		w->tries = 0;
		once_more(d, w, 0);
	} else {
		vault_refused(d->vault, w->resource);
		end(d, w);
	}
}

/* A line that will not be safe by trying again says what it says; the rest may pass. */
static enum fault lasting(enum fault fault)
{
	struct reply r = {0};

	if (!fault)
		return FAULT_RENEWAL;
	reply_fault(&r, fault);
	return r.outcome == OUTCOME_AGAIN ? FAULT_RENEWAL : fault;
}

static void decide(struct driver *d, struct renewal *w, const struct credential *granted,
	const struct answer_out *said, enum fault fault)
{
	bool by_root = !w->used.refresh[0];

	switch (fault ? OUTCOME_AGAIN : said->outcome) {
	case OUTCOME_FOUND:
		vault_granted(d->vault, w->resource, granted);
		end(d, w);
		return;
	case OUTCOME_STALE:
		refused(d, w, by_root);
		return;
	case OUTCOME_DENIED:
		refused(d, w, by_root);
		return;
	case OUTCOME_AGAIN:
		if (w->tries < RENEW_TRIES && lasting(fault) == FAULT_RENEWAL)
			once_more(d, w, ASK_REST_MS);
		else
			fail(d, w, lasting(fault));
		return;
	default:
		fail(d, w, FAULT_GRANT);
	}
}

void renew_land(struct driver *d, struct renewal *w)
{
	struct net_answer *got = transfer_answer(w->transfer);
	struct credential granted = {0};
	struct answer_out said = {0};
	enum fault fault = got->fault;
	char code[ASK_CODE];

	skew_add(&origin_of(d, w->resource->origin)->skew, got->date_ms, got->sent_ms,
		got->done_ms);
	if (!fault)
		answer_grant(w->resource, &w->used, got, clock_now_ms() + w->offset_ms, &granted,
			&said);
	net_stop(d->net, w->transfer);
	w->transfer = NULL;
	answer_text(code, sizeof(code), said.code, &(struct basis){0});
	log_line("exchange", "renewal by %s: %s code=%s", w->used.refresh[0] ? "refresh" : "key",
		fault ? "line" : outcome_word(said.outcome), code);
	decide(d, w, &granted, &said, fault);
	mem_wipe(&granted, sizeof(granted));
}

void renew_free(struct driver *d)
{
	for (size_t i = 0; i < RENEWALS; i++) {
		if (busy(&d->renewals[i]))
			release(&d->renewals[i]);
	}
}
