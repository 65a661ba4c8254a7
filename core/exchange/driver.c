/* SPDX-License-Identifier: MIT
 *
 * An ask is READY (to be built and sent), FLYING (bytes under way) or RESTING (before another
 * try); it leaves its slot before its done call, so a callee may send or cancel as it likes.
 * Without a flying ask the wait is a plain poll: libcurl is not even initialised before the
 * first one.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/pool.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/exchange/answer.h"
#include "core/exchange/driver.h"
#include "core/exchange/bearer.h"
#include "core/exchange/net.h"
#include "core/exchange/sign.h"

enum { WIRE_HEADER_BYTES = 8192 };

enum stage { STAGE_READY, STAGE_FLYING, STAGE_RESTING };

struct ask {
	struct pool pool;            /* the copied strings of request */
	struct record values;
	struct ask_request request;
	ask_done done;
	void *ctx;
	enum stage stage;
	int64_t born_ms;             /* monotonic, as the next */
	int64_t wake_ms;             /* when RESTING ends */
	int64_t sent_ms;             /* wall clock, of the first try */
	int tries;
	bool renewed;                /* its one new credential is used up */
	char trace[ASK_TRACE];
	struct credential credential;
	struct wire wire;
	uint8_t request_hash[HASH_SIZE];
	struct transfer *transfer;   /* while FLYING */
	struct reply reply;
};

struct driver {
	struct ask *asks[ASK_FLIGHT];
	struct net *net;             /* NULL before the first ask */
	struct bearers bearers;
	int num, den;                /* scale of all times */
};

static int scaled(const struct driver *d, int64_t ms)
{
	int64_t t = ms * d->num / d->den;

	return t > 0 ? (int)t : 1;
}

enum err driver_new(struct driver **out)
{
	struct driver *d = mem_new(sizeof(*d));

	d->num = d->den = 1;
	*out = d;
	return OK;
}

void driver_scale(struct driver *d, int num, int den)
{
	d->num = num;
	d->den = den;
}

size_t driver_flight(const struct driver *d)
{
	size_t n = 0;

	for (size_t i = 0; i < ASK_FLIGHT; i++)
		n += d->asks[i] != NULL;
	return n;
}

/* ---- one ask ---- */

static void wire_init(struct wire *w)
{
	*w = (struct wire){0};
	buf_init(&w->url, WIRE_URL);
	buf_init(&w->headers, WIRE_HEADER_BYTES);
	buf_init(&w->body, WIRE_BODY);
}

static void wire_release(struct wire *w)
{
	buf_release(&w->url);
	buf_release(&w->headers);
	buf_release(&w->body);
}

static void ask_free(struct ask *a)
{
	wire_release(&a->wire);
	reply_release(&a->reply);
	record_release(&a->values);
	pool_release(&a->pool);
	mem_wipe(a, sizeof(*a));
	mem_free(a);
}

/* Numbers of people end with a capital X on the wire. */
static const char *upper_copy(struct pool *p, const char *text)
{
	char *copy = pool_text(p, text);

	for (char *c = copy; c && *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return copy;
}

static void copy_request(struct ask *a, const struct ask_request *from)
{
	const struct basis *b = &from->basis;

	a->request = (struct ask_request){
		.resource = from->resource,
		.basis = {
			.operator_id = pool_text(&a->pool, b->operator_id),
			.window = pool_text(&a->pool, b->window),
			.unit = pool_text(&a->pool, b->unit),
			.item_code = pool_text(&a->pool, b->item_code),
			.case_number = pool_text(&a->pool, b->case_number),
			.ground = pool_text(&a->pool, b->ground),
			.holder_name = pool_text(&a->pool, b->holder_name),
			.holder_id = upper_copy(&a->pool, b->holder_id),
		},
		.values = &a->values,
	};
	for (size_t i = 0; from->values && i < from->values->n; i++) {
		const struct record_pair *p = &from->values->pairs[i];

		record_addn(&a->values, p->name, p->value, p->len);
	}
}

static struct ask **slot_of(struct driver *d, const struct ask *a)
{
	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		if (d->asks[i] == a)
			return &d->asks[i];
	}
	return NULL;
}

enum err ask_send(struct driver *d, const struct ask_request *request, ask_done done, void *ctx,
	struct ask **out, char *why)
{
	struct ask **slot = slot_of(d, NULL);
	enum err err = ask_check(request, why);
	struct uid id = uid_new();
	struct ask *a;

	if (err)
		return err;
	if (!slot)
		return ERR_LIMIT;
	a = mem_new(sizeof(*a));
	copy_request(a, request);
	wire_init(&a->wire);
	uid_hex(&id, a->trace);
	a->done = done;
	a->ctx = ctx;
	a->born_ms = clock_mono_ms();
	*slot = a;
	*out = a;
	return OK;
}

const struct resource *ask_resource(const struct ask *a)
{
	return a->request.resource;
}

const char *ask_trace(const struct ask *a)
{
	return a->trace;
}

int ask_age_ms(const struct ask *a)
{
	return (int)(clock_mono_ms() - a->born_ms);
}

/* ---- the end of an ask ---- */

static void log_end(const struct ask *a, const struct reply *r)
{
	log_line("exchange", "%s %s code=%s tries=%d ms=%d rows=%zu extras=%zu%s trace=%s",
		a->request.resource->id, outcome_word(r->outcome), r->code, r->tries, r->took_ms,
		r->n_rows, r->extras, r->gb18030 ? " gb18030" : "", r->trace);
	if (strcmp(r->code, "person") == 0)
		log_line("exchange", "ALARM %s answered about somebody else, trace=%s",
			a->request.resource->id, r->trace);
}

static void finish(struct driver *d, struct ask *a)
{
	struct ask **slot = slot_of(d, a);
	struct reply *r = &a->reply;
	struct piece body = {r->body.data, r->body.len};

	if (slot)
		*slot = NULL;
	text_copy(r->trace, sizeof(r->trace), a->trace);
	memcpy(r->request_hash, a->request_hash, HASH_SIZE);
	sign_sha256(&body, 1, r->body_hash);
	r->sent_ms = a->sent_ms;
	r->done_ms = clock_now_ms();
	r->took_ms = ask_age_ms(a);
	r->tries = a->tries;
	log_end(a, r);
	a->done(a->ctx, a, r);
	ask_free(a);
}

void ask_cancel(struct driver *d, struct ask *a)
{
	if (!slot_of(d, a))
		return; /* its done call is under way */
	if (a->transfer)
		net_stop(d->net, a->transfer);
	reply_release(&a->reply);
	a->reply.outcome = OUTCOME_CANCELLED;
	finish(d, a);
}

void driver_free(struct driver *d)
{
	if (!d)
		return;
	net_free(d->net);
	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		if (d->asks[i])
			ask_free(d->asks[i]);
	}
	bearers_release(&d->bearers);
	mem_free(d);
}

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

static int64_t end_of(const struct driver *d, const struct ask *a)
{
	return a->born_ms + scaled(d, ASK_END_MS);
}

/* Built anew for each try: a dialect may sign the time. */
static enum fault launch(struct driver *d, struct ask *a)
{
	const struct resource *res = a->request.resource;
	struct net_question q = {
		.wire = &a->wire,
		.origin = res->origin,
		.cap = res->cap,
		.limits = {
			.connect_ms = scaled(d, ASK_CONNECT_MS),
			.first_byte_ms = scaled(d, ASK_FIRST_BYTE_MS),
			.stall_ms = scaled(d, ASK_STALL_MS),
			.whole_ms = (int)(end_of(d, a) - clock_mono_ms()),
		},
	};

	if (q.limits.whole_ms <= 0)
		return FAULT_TIMEOUT;
	if (!d->net && net_new(&d->net) != OK)
		return FAULT_REFUSED;
	if (bearer_get(&d->bearers, res->origin, &a->credential) != OK)
		return FAULT_SECRET;
	wire_release(&a->wire);
	wire_init(&a->wire);
	if (res->origin->dialect->build(&a->request, &a->credential, clock_now_ms(), a->trace,
		    &a->wire) != OK)
		return FAULT_BUILD;
	hash_request(a);
	if (a->tries++ == 0)
		a->sent_ms = clock_now_ms();
	return net_start(d->net, &q, a, &a->transfer) == OK ? FAULT_NONE : FAULT_BUILD;
}

/* Half to one and a half times 0.5 s, 1 s, ...; at least what the department asked for. */
static int64_t rest_ms(const struct driver *d, const struct ask *a, int64_t retry_after_s)
{
	uint32_t base = (uint32_t)scaled(d, (int64_t)ASK_REST_MS << (a->tries - 1));
	int64_t rest = base / 2 + random_below(base + 1);
	int64_t asked = retry_after_s > 0 ? scaled(d, retry_after_s * 1000) : 0;

	return asked > rest ? asked : rest;
}

/* Whether the ask goes out once more; if so it is READY or RESTING. */
static bool try_again(struct driver *d, struct ask *a, int again, int64_t retry_after_s)
{
	int64_t wake;

	if (a->reply.outcome == OUTCOME_STALE && !a->renewed &&
		bearer_renewed(&d->bearers, a->request.resource->origin, &a->credential)) {
		a->renewed = true;
		a->stage = STAGE_READY;
		return true;
	}
	if (a->reply.outcome != OUTCOME_AGAIN || a->wire.once || a->tries > again)
		return false;
	wake = clock_mono_ms() + rest_ms(d, a, retry_after_s);
	if (wake >= end_of(d, a))
		return false;
	a->wake_ms = wake;
	a->stage = STAGE_RESTING;
	return true;
}

/* A question that may go out only once and broke off on the way: nobody knows. One that broke
 * off twice in its answer is not the line's fault. */
static enum fault judged(const struct ask *a, enum fault fault)
{
	bool on_the_way = fault == FAULT_TIMEOUT || fault == FAULT_RESET || fault == FAULT_CUT;

	return a->wire.once && on_the_way ? FAULT_UNSURE : fault;
}

static void land(struct driver *d, struct ask *a)
{
	struct net_answer *got = transfer_answer(a->transfer);
	int64_t retry_after_s = got->retry_after_s;
	enum fault fault = judged(a, got->fault);
	int again = fault_again(fault);

	if (fault)
		reply_fault(&a->reply, fault);
	else
		again = answer_read(&a->request, got, &a->reply);
	net_stop(d->net, a->transfer);
	a->transfer = NULL;
	if (try_again(d, a, again, retry_after_s)) {
		reply_release(&a->reply);
		return;
	}
	if (fault == FAULT_CUT && a->tries > 1)
		a->reply.outcome = OUTCOME_BROKEN;
	finish(d, a);
}

/* ---- the loop ---- */

/* True when the ask could not leave and has ended. */
static bool launched_or_ended(struct driver *d, struct ask *a)
{
	enum fault fault = launch(d, a);

	if (!fault) {
		a->stage = STAGE_FLYING;
		return false;
	}
	reply_fault(&a->reply, fault);
	finish(d, a);
	return true;
}

/* Sends what is due, takes what has arrived; true when an ask moved. */
static bool step(struct driver *d)
{
	int64_t now = clock_mono_ms();
	struct transfer *t;
	bool moved = false;
	void *owner;

	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		struct ask *a = d->asks[i];

		if (a && (a->stage == STAGE_READY ||
				 (a->stage == STAGE_RESTING && a->wake_ms <= now)))
			moved |= launched_or_ended(d, a);
	}
	while (d->net && (t = net_finished(d->net, &owner))) {
		land(d, owner);
		moved = true;
	}
	return moved;
}

static int sooner(int a, int64_t b)
{
	int64_t t = b < 0 ? 0 : b;

	return a < 0 || t < a ? (int)t : a;
}

enum err driver_wait(struct driver *d, struct wait_fd *fds, size_t n, int timeout_ms)
{
	bool moved = step(d), flying = false;
	int64_t now = clock_mono_ms();
	int span = moved ? 0 : timeout_ms;
	enum err err;

	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		const struct ask *a = d->asks[i];

		if (a && a->stage == STAGE_RESTING)
			span = sooner(span, a->wake_ms - now);
		if (a && a->stage == STAGE_READY)
			span = 0; /* sent by a done call */
		flying = flying || (a && a->stage == STAGE_FLYING);
	}
	if (flying)
		span = sooner(span, net_due_ms(d->net));
	err = flying ? net_wait(d->net, fds, n, span) : wait_plain(fds, n, span);
	if (!err && !moved)
		step(d);
	return err;
}
