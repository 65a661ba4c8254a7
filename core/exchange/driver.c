/* SPDX-License-Identifier: MIT
 *
 * The life of an ask. It leaves its slot before its done call, so a callee may send or cancel as it
 * likes. Without a flight the wait is a plain poll: libcurl is not even initialised before the
 * first one.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/exchange/driver_inside.h"
#include "core/exchange/sign.h"

int driver_scaled(const struct driver *d, int64_t ms)
{
	int64_t t = ms * d->num / d->den;

	return t > 0 ? (int)t : 1;
}

enum err driver_new(struct driver **out)
{
	struct driver *d = mem_new(sizeof(*d));

	d->vault = vault_new();
	driver_scale(d, 1, 1);
	*out = d;
	return OK;
}

void driver_scale(struct driver *d, int num, int den)
{
	d->num = d->health.num = num;
	d->den = d->health.den = den;
	vault_scale(d->vault, num, den);
}

void driver_guard(struct driver *d, ask_guard guard, void *ctx)
{
	d->guard = guard;
	d->guard_ctx = ctx;
}

void driver_share(struct driver *d, struct store *s)
{
	vault_share(d->vault, s);
}

void driver_live(struct driver *d)
{
	d->live = true;
}

size_t driver_flight(const struct driver *d)
{
	size_t n = 0;

	for (size_t i = 0; i < ASK_FLIGHT; i++)
		n += d->asks[i] != NULL;
	return n;
}

/* ---- origins ---- */

struct origin_state *origin_of(struct driver *d, const struct gateway *o)
{
	struct origin_state *s;

	for (size_t i = 0; i < d->n_origins; i++) {
		s = &d->origins[i];
		if (strcmp(s->name, o->name) == 0 && strcmp(s->base, o->base) == 0)
			return s;
	}
	if (d->n_origins == DRIVER_ORIGINS)
		return &d->origins[0]; /* the catalog allows no more than that */
	s = &d->origins[d->n_origins++];
	s->name = mem_text(o->name);
	s->base = mem_text(o->base);
	return s;
}

int64_t driver_skew_ms(const struct driver *d)
{
	int64_t far = 0;

	for (size_t i = 0; i < d->n_origins; i++) {
		int64_t ms = skew_median_ms(&d->origins[i].skew);

		if ((ms < 0 ? -ms : ms) > (far < 0 ? -far : far))
			far = ms;
	}
	return far;
}

const struct health_unit *driver_health(const struct driver *d, size_t *n)
{
	*n = d->health.n_units;
	return d->health.units;
}

void driver_reset(struct driver *d, const char *department)
{
	health_reset(&d->health, department);
	vault_reset(d->vault);
}

/* ---- one ask ---- */

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
			.sub_item = pool_text(&a->pool, b->sub_item),
			.material = pool_text(&a->pool, b->material),
		},
		.values = &a->values,
		.insist = from->insist,
		.probe = from->probe,
		.fields = pool_text(&a->pool, from->fields),
	};
	for (size_t i = 0; from->values && i < from->values->n; i++) {
		const struct record_pair *p = &from->values->pairs[i];

		record_addn(&a->values, p->name, p->value, p->len);
	}
}

/* Both say yes, or nothing leaves. */
static enum err permit(struct driver *d, const struct ask_request *r, char fields[ASK_FIELDS],
	char *why)
{
	enum err err = ask_check(r, why);

	*fields = '\0';
	if (!err && d->guard && !r->probe)
		err = d->guard(d->guard_ctx, r, fields, why);
	return err;
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
	char fields[ASK_FIELDS];
	enum err err = permit(d, request, fields, why);
	struct uid id = uid_new();
	struct ask *a;

	if (err)
		return err;
	if (!slot)
		return ERR_LIMIT;
	a = mem_new(sizeof(*a));
	a->flight = FLIGHT_ASK;
	a->page = 1;
	copy_request(a, request);
	if (*fields)
		a->request.fields = pool_text(&a->pool, fields);
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

int64_t ask_end(const struct driver *d, const struct ask *a)
{
	return a->born_ms + driver_scaled(d, ASK_END_MS);
}

/* ---- the end of an ask ---- */

static void log_end(const struct ask *a, const struct reply *r)
{
	log_line("exchange", "%s %s code=%s tries=%d ms=%d rows=%zu extras=%zu%s%s trace=%s",
		a->request.resource->id, outcome_word(r->outcome), r->code, r->tries, r->took_ms,
		r->n_rows, r->extras, r->gb18030 ? " gb18030" : "",
		r->odd_payload ? " odd-payload" : "", r->trace);
	if (strcmp(r->code, "person") == 0)
		log_line("exchange", "ALARM %s answered about somebody else, trace=%s",
			a->request.resource->id, r->trace);
}

/* What never left says nothing about the department. */
static void note_health(struct driver *d, const struct ask *a)
{
	const struct resource *r = a->request.resource;

	if (a->tries > 0 && a->reply.outcome != OUTCOME_CANCELLED)
		health_note(&d->health, r, &a->reply, a->remedy.rest_s);
	else if (a->checked)
		health_unknown(&d->health, r);
}

void ask_finish(struct driver *d, struct ask *a)
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
	note_health(d, a);
	a->done(a->ctx, a, r);
	ask_free(a);
}

void ask_cancel(struct driver *d, struct ask *a)
{
	if (!slot_of(d, a))
		return; /* its done call is under way */
	if (a->transfer)
		net_stop(d->net, a->transfer);
	a->transfer = NULL;
	reply_release(&a->reply);
	a->reply.outcome = OUTCOME_CANCELLED;
	ask_finish(d, a);
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
	renew_free(d);
	vault_free(d->vault);
	for (size_t i = 0; i < d->n_origins; i++) {
		mem_free(d->origins[i].name);
		mem_free(d->origins[i].base);
	}
	mem_free(d);
}

/* ---- the loop ---- */

static bool asleep(const struct ask *a)
{
	return a->stage == STAGE_WAITING || a->stage == STAGE_RESTING;
}

static bool due(const struct ask *a, int64_t now)
{
	return a->stage == STAGE_READY || (asleep(a) && a->wake_ms <= now);
}

/* Sends what is due, takes what has arrived; true when an ask moved. */
static bool step(struct driver *d)
{
	int64_t now = clock_mono_ms();
	struct transfer *t;
	bool moved = renew_step(d);
	void *owner;

	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		struct ask *a = d->asks[i];

		if (!a || !due(a, now))
			continue;
		ask_launch(d, a);
		moved |= d->asks[i] != a; /* it could not leave and has ended */
	}
	while (d->net && (t = net_finished(d->net, &owner))) {
		if (*(enum flight *)owner == FLIGHT_RENEWAL)
			renew_land(d, owner);
		else
			ask_land(d, owner);
		moved = true;
	}
	return moved;
}

static int sooner(int a, int64_t b)
{
	int64_t t = b < 0 ? 0 : b;

	return a < 0 || t < a ? (int)t : a;
}

/* Whether transfers are under way, and how long the wait may be at most. */
static bool plan(struct driver *d, int *span)
{
	int64_t now = clock_mono_ms();
	int renew = renew_due_ms(d, now), vault = vault_tick(d->vault);
	bool flying = false;

	for (size_t i = 0; i < ASK_FLIGHT; i++) {
		const struct ask *a = d->asks[i];

		if (a && asleep(a))
			*span = sooner(*span, a->wake_ms - now);
		if (a && a->stage == STAGE_READY)
			*span = 0; /* sent by a done call */
		flying = flying || (a && a->stage == STAGE_FLYING);
	}
	for (size_t i = 0; i < RENEWALS; i++)
		flying = flying || d->renewals[i].transfer;
	if (renew >= 0)
		*span = sooner(*span, renew);
	if (vault >= 0)
		*span = sooner(*span, vault);
	if (flying)
		*span = sooner(*span, net_due_ms(d->net));
	return flying;
}

enum err driver_wait(struct driver *d, struct wait_fd *fds, size_t n, int timeout_ms)
{
	bool moved = step(d);
	int span = moved ? 0 : timeout_ms;
	bool flying = plan(d, &span);
	enum err err = flying ? net_wait(d->net, fds, n, span) : wait_plain(fds, n, span);

	if (!err && !moved)
		step(d);
	return err;
}
