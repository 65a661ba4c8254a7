/* SPDX-License-Identifier: MIT
 *
 * What must hold: an answer is written on the head it was judged by, whole or not at all, and only
 * when it is about this hand-over; anything else is logged and asked again.
 */
#include "core/casework/desk/crossings.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/life.h"
#include "core/casework/papers/slip.h"
#include "core/exchange/sign.h"
#include "core/form/fingerprint.h"
#include "core/store/operator.h"

enum { REFRESH_MS = 5000, COLUMNS = 76 };

struct away {
	struct uid casefile, op;
	enum crossing_state state;
	int64_t ask_ms;              /* wall; when it may be asked about next */
	size_t have, whole;          /* bytes of the package the other side has, and of all; 0 not known */
};

struct crossings {
	struct crossings_parts parts;
	struct away *list;
	size_t n, cap;
	uint64_t after;
	int64_t refresh_ms;          /* mono */
	struct ask *flight;          /* NULL: none */
	struct uid asked;            /* the case it is about */
	bool told;                   /* something changed since the last tick */
	struct uid changed;
	enum crossing_state became;
	struct buf file;             /* of the package under way; the one it holds: */
	struct uid file_of;
	int file_at;                 /* -1 none */
};

struct crossings *crossings_new(const struct crossings_parts *p)
{
	struct crossings *x = mem_new(sizeof *x);

	x->parts = *p;
	buf_init(&x->file, PACKAGE_FILE_ROOM);
	x->file_at = -1;
	return x;
}

static void forget_file(struct crossings *x)
{
	buf_release(&x->file);
	buf_init(&x->file, PACKAGE_FILE_ROOM);
	x->file_at = -1;
}

void crossings_turn(struct crossings *x, const struct catalog *c)
{
	x->parts.catalog = c;
}

void crossings_forget(struct crossings *x)
{
	struct ask *flight = x->flight;

	x->flight = NULL; /* what comes of it is not taken */
	if (flight)
		ask_cancel(x->parts.driver, flight);
	forget_file(x);
	mem_free(x->list);
	x->list = NULL;
	x->n = x->cap = 0;
	x->after = 0;
	x->refresh_ms = 0;
}

void crossings_free(struct crossings *x)
{
	if (!x)
		return;
	crossings_forget(x);
	buf_release(&x->file);
	mem_free(x);
}

size_t crossings_away(const struct crossings *x)
{
	size_t n = 0;

	for (size_t i = 0; i < x->n; i++)
		n += x->list[i].state == CROSSING_HANDED || x->list[i].state == CROSSING_TAKEN;
	return n;
}

/* ---- which cases ---- */

static struct away *find(const struct crossings *x, const struct uid *id)
{
	for (size_t i = x->n; i-- > 0;)
		if (uid_equal(&x->list[i].casefile, id))
			return &x->list[i];
	return NULL;
}

static struct away *add(struct crossings *x, const struct uid *id)
{
	if (x->n == CROSSINGS_MOST)
		return NULL;
	if (x->n == x->cap) {
		size_t cap = x->cap ? 2 * x->cap : 64;
		x->list = mem_grow(x->list, x->cap * sizeof *x->list, cap * sizeof *x->list);
		x->cap = cap;
	}
	x->list[x->n] = (struct away){.casefile = *id};
	return &x->list[x->n++];
}

static enum err take(const struct event *e, void *ctx)
{
	struct crossings *x = ctx;
	const char *id = record_get(&e->body, "case"), *op = record_get(&e->body, "op");
	enum crossing_state to;
	struct uid casefile, hand;

	if (!id || !op || !text_unhex(id, casefile.b, sizeof casefile.b) ||
		!text_unhex(op, hand.b, sizeof hand.b))
		return OK;
	struct away *a = find(x, &casefile);
	if (!crossing_parse(record_get(&e->body, "to"), &to)) { /* something is asked of the region */
		if (a)
			a->ask_ms = 0;
		return OK;
	}
	if (!a)
		a = add(x, &casefile);
	if (a) {
		if (!uid_equal(&a->op, &hand))
			a->have = a->whole = 0;
		a->op = hand;
		a->state = to;
	}
	return OK;
}

static bool due(const struct away *a, int64_t now)
{
	return (a->state == CROSSING_HANDED || a->state == CROSSING_TAKEN) && now >= a->ask_ms;
}

/* ---- what came of it ---- */

static void put_from(struct record *body, const char *region, enum state to)
{
	record_add(body, "to", state_word(to));
	record_add(body, "from", region);
}

/* The other region's acts, one after the other; returns how many entries there are then. */
static size_t put_decision(const struct casefile *c, const struct crossing_answer *a,
	struct record *bodies, struct entry *entries, size_t n)
{
	struct casefile deciding = *c; /* borrows everything */
	enum state to = STATE_DENIED;
	uint8_t hash[HASH_SIZE];

	deciding.state = STATE_DECIDING;
	deciding.crossing.state = CROSSING_DECIDED;
	(void)life_leads(&deciding, a->grant ? LIFE_GRANT : LIFE_DENY, &to);
	put_from(&bodies[n], c->crossing.region, STATE_DECIDING);
	record_add(&bodies[n], "opinion", a->opinion);
	record_add(&bodies[n], "grant", a->grant ? "1" : "0");
	entries[n++].kind = "STATE";
	put_from(&bodies[n], c->crossing.region, to);
	record_add(&bodies[n], "reason", *a->reason ? a->reason : NULL);
	entries[n++].kind = "STATE";
	fingerprint(a->document, strlen(a->document), hash);
	record_add(&bodies[n], "document", "decision");
	record_addi(&bodies[n], "columns", COLUMNS);
	record_addi(&bodies[n], "copies", 2);
	record_addn(&bodies[n], "bytes", a->document, strlen(a->document));
	record_addn(&bodies[n], "hash", (const char *)hash, sizeof hash);
	entries[n++].kind = "SLIP";
	if (a->grant) {
		put_from(&bodies[n], c->crossing.region, STATE_READY);
		record_add(&bodies[n], "number", a->number);
		entries[n++].kind = "STATE";
	}
	return n;
}

/* What the applicant asked for has come about; the paper is this hall's. */
static enum err put_withdrawal(const struct crossings *x, const struct casefile *c, struct record *bodies,
	struct entry *entries, size_t *n)
{
	struct casefile after = *c; /* borrows everything */
	struct life_args args = {.reason = c->crossing.want_reason};
	struct slip_place place = {.hall = x->parts.hall, .clerk = operator_current(x->parts.store)->id,
		.phone = "12345", .catalog = x->parts.catalog, .window = x->parts.window, .region = x->parts.region, .args = &args,
		.training = store_kind(x->parts.store) == STORE_DEMO};
	uint8_t hash[HASH_SIZE];
	struct buf text;

	after.state = STATE_RETRACTED;
	put_from(&bodies[*n], c->crossing.region, STATE_RETRACTED);
	record_add(&bodies[*n], "reason", c->crossing.want_reason);
	entries[(*n)++].kind = "STATE";
	buf_init(&text, SLIP_BYTES);
	enum err e = slip_render(&after, life_document(LIFE_RETRACT), &place, COLUMNS, &text);
	fingerprint(text.data, text.len, hash);
	record_add(&bodies[*n], "document", life_document(LIFE_RETRACT));
	record_addi(&bodies[*n], "columns", COLUMNS);
	record_addi(&bodies[*n], "copies", slip_copies(life_document(LIFE_RETRACT)));
	record_addn(&bodies[*n], "bytes", text.data, text.len);
	record_addn(&bodies[*n], "hash", hash, sizeof hash);
	entries[(*n)++].kind = "SLIP";
	buf_release(&text);
	return e;
}

static void put_crossing(struct record *body, const struct casefile *c, const struct crossing_answer *a)
{
	char op[UID_HEX];

	uid_hex(&c->crossing.op, op);
	record_add(body, "op", op);
	record_add(body, "region", c->crossing.region);
	if (a->state != c->crossing.state)
		record_add(body, "to", crossing_word(a->state));
	else
		record_add(body, "refused", a->refused);
}

static enum err write_down(struct crossings *x, const struct casefile *c, const struct crossing_answer *a,
	const struct reply *r)
{
	enum { MOST = 6 };
	struct record bodies[MOST] = {{0}};
	struct entry entries[MOST] = {{.kind = "CROSSING"}};
	char id[UID_HEX], hash[HASH_HEX];
	size_t n = 1;

	put_crossing(&bodies[0], c, a);
	text_hex(r->body_hash, HASH_SIZE, hash);
	record_addi(&bodies[0], "at", a->at_ms);
	record_add(&bodies[0], "trace", r->trace);
	record_add(&bodies[0], "answer", hash);
	record_add(&bodies[0], "receipt", *r->receipt ? r->receipt : NULL);
	record_add(&bodies[0], "reason", *a->reason ? a->reason : NULL);
	record_add(&bodies[0], "system", "1");
	bool news = a->state != c->crossing.state;
	enum err e = OK;
	if (news && a->state == CROSSING_DECIDED)
		n = put_decision(c, a, bodies, entries, n);
	if (news && a->state == CROSSING_WITHDRAWN)
		e = put_withdrawal(x, c, bodies, entries, &n);
	for (size_t i = 0; i < n; i++) {
		entries[i].casefile = c->id;
		entries[i].form_hash = c->item_hash;
	}
	uid_hex(&c->id, id);
	put_crossing(&bodies[n], c, a);
	record_add(&bodies[n], "case", id);
	entries[n++].kind = "CROSSING";
	for (size_t i = 0; i < n; i++) {
		entries[i].body = &bodies[i];
		e = e ? e : bodies[i].err;
	}
	if (!e)
		e = journal_append(x->parts.store, entries, n, c->head, NULL);
	for (size_t i = 0; i < n; i++)
		record_release(&bodies[i]);
	return e;
}

static enum err judge(struct crossings *x, const struct reply *r, bool *changed)
{
	struct crossing_answer a;
	struct casefile c;
	enum err e = casefile_load(x->parts.store, &x->asked, x->parts.find, x->parts.ctx, &c);

	if (e)
		return e;
	e = crossing_away(&c) ? crossing_read(&c, r, clock_now_ms(), &a) : ERR_STATE;
	struct away *away = find(x, &x->asked);
	if (!e && away)
		away->have = a.have;
	*changed = !e && (a.state != c.crossing.state || crossing_refuses(&c, &a));
	if (*changed && a.state == CROSSING_DECIDED && a.grant && casefile_waits(&c))
		e = ERR_STATE; /* an objection is open: the result is held until it is answered */
	if (*changed && !e)
		e = write_down(x, &c, &a, r);
	x->became = e ? x->became : a.state;
	casefile_release(&c);
	return e;
}

static void done(void *ctx, struct ask *ask, const struct reply *r)
{
	struct crossings *x = ctx;
	bool changed = false;

	if (ask != x->flight)
		return; /* recalled */
	x->flight = NULL;
	struct away *away = find(x, &x->asked);
	size_t had = away ? away->have : 0;
	enum err e = r->outcome == OUTCOME_FOUND ? judge(x, r, &changed) : OK;
	away = find(x, &x->asked);
	int64_t rest = away && away->state == CROSSING_TAKEN ? CROSSING_LATER_MS : CROSSING_SOON_MS;
	if (away && away->have > had && away->have < away->whole)
		rest = 0; /* the next part */
	if (e)
		log_line("crossing", "an answer was not taken: %s", err_name(e));
	if (changed && !e) {
		x->told = true;
		x->changed = x->asked;
		x->refresh_ms = 0;
	}
	if (away)
		away->ask_ms = clock_now_ms() + (e == ERR_BUSY ? 1000 : rest);
}

/* ---- a question ---- */

static const char *or_dash(const char *text)
{
	return text && *text ? text : "-";
}

/* The next bytes the other side has not got, in base64; "-" when it has all. */
static enum err put_part(struct crossings *x, const struct casefile *c, struct away *a, struct record *out)
{
	char text[4 * ((PACKAGE_PART + 2) / 3) + 1];
	const struct package_file *cached;
	struct package p;
	struct buf part;
	enum err e = package_open(c->crossing.package, &p);

	if (e)
		return e;
	a->whole = p.whole;
	record_addi(out, "whole", (int64_t)p.whole);
	record_addi(out, "head", (int64_t)p.text_len);
	record_addi(out, "from", (int64_t)a->have);
	if (a->have >= p.whole) {
		record_add(out, "bytes", "-");
		return OK;
	}
	if (!uid_equal(&x->file_of, &c->crossing.op))
		forget_file(x);
	x->file_of = c->crossing.op;
	cached = x->file_at >= 0 && (size_t)x->file_at < p.n_files ? &p.files[x->file_at] : NULL;
	buf_init(&part, PACKAGE_PART + 1);
	e = package_part(&p, x->parts.store, a->have, &x->file, &cached, &part);
	x->file_at = cached ? (int)(cached - p.files) : -1;
	if (!e && !sign_base64(part.data, part.len, text, sizeof text))
		e = ERR_LIMIT;
	if (!e)
		record_add(out, "bytes", text);
	mem_wipe(text, sizeof text);
	buf_release(&part);
	return e;
}

static enum err values_of(struct crossings *x, const struct casefile *c, struct away *a, struct record *out)
{
	const struct crossing *k = &c->crossing;
	char op[UID_HEX], seal[HASH_HEX], due[11] = "none";

	uid_hex(&k->op, op);
	package_seal(k->package, seal);
	if (c->due != DAY_NONE)
		day_format(c->due, due);
	record_add(out, "op", op);
	record_add(out, "seal", seal);
	record_add(out, "region", k->region);
	record_add(out, "from_region", x->parts.region);
	record_addi(out, "handed", c->handed_ms);
	record_add(out, "due", due);
	record_add(out, "number", c->number);
	record_add(out, "item", c->item->code);
	record_add(out, "want", k->want ? want_word(k->want) : "-");
	record_add(out, "want_reason", k->want ? or_dash(k->want_reason) : "-");
	record_addi(out, "want_at", k->want ? k->want_ms : 0);
	return put_part(x, c, a, out);
}

static enum err send(struct crossings *x, const struct casefile *c, struct away *a)
{
	char id[16], why[ASK_TEXT] = "";
	struct record values = {0};

	crossing_resource(c->crossing.region, id);
	struct ask_request r = {.resource = catalog_find(x->parts.catalog, id),
		.values = &values,
		.basis = {.operator_id = operator_current(x->parts.store)->id,
			.window = x->parts.window, .unit = x->parts.hall,
			.item_code = c->item->code, .case_number = c->number,
			.ground = i18n_pick(c->item->regions.basis, c->item->regions.basis_en),
			.holder_name = c->applicant, .holder_id = c->subject,
			.sub_item = c->item->code31}};
	if (!r.resource)
		return ERR_NOTFOUND;
	enum err e = values_of(x, c, a, &values);
	if (!e)
		e = values.err ? values.err
			       : ask_send(x->parts.driver, &r, done, x, &x->flight, why);
	record_release(&values);
	if (!e)
		x->asked = c->id;
	return e;
}

static void ask_about(struct crossings *x, struct away *a)
{
	struct casefile c;
	enum err e = casefile_load(x->parts.store, &a->casefile, x->parts.find, x->parts.ctx, &c);

	a->ask_ms = clock_now_ms() + CROSSING_SOON_MS;
	if (e) {
		log_line("crossing", "a case could not be read: %s", err_name(e));
		return;
	}
	if (c.item && crossing_away(&c) && c.crossing.package)
		e = send(x, &c, a);
	if (e)
		log_line("crossing", "a case could not be handed over: %s", err_name(e));
	casefile_release(&c);
}

bool crossings_tick(struct crossings *x, struct uid *id, enum crossing_state *state)
{
	int64_t now = clock_now_ms();
	bool told = x->told;

	if (!operator_current(x->parts.store))
		return false;
	if (clock_mono_ms() >= x->refresh_ms) { /* what other processes hand over, too */
		x->refresh_ms = clock_mono_ms() + REFRESH_MS;
		(void)!journal_kind(x->parts.store, "CROSSING", &x->after, take, x);
	}
	for (size_t i = 0; i < x->n && !x->flight; i++)
		if (due(&x->list[i], now)) {
			ask_about(x, &x->list[i]);
			break; /* one case a turn */
		}
	x->told = false;
	if (told) {
		*id = x->changed;
		*state = x->became;
	}
	return told;
}
