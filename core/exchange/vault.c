/* SPDX-License-Identifier: MIT
 *
 * What must hold: a renewal is begun only by who holds the lease; a secret that works is never
 * thrown away for one that does not; nothing here is logged but names and counts.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/exchange/fault.h"
#include "core/exchange/secret_file.h"
#include "core/exchange/sign.h"
#include "core/exchange/vault_inside.h"
#include "core/exchange/wire.h"

enum { BEFORE_END_MS = 180 * 1000, CONTEST_LEAST_MS = 30000, CONTEST_SPREAD_MS = 60000,
	LEAVE_TRIES = 100 /* each waits a moment for the gate */ };

struct vault *vault_new(void)
{
	struct vault *v = mem_new(sizeof(*v));

	v->num = v->den = 1;
	return v;
}

static void entry_free(struct entry *e)
{
	mem_free(e->file);
	mem_free_text(e->given);
	mem_wipe(e, sizeof(*e));
	mem_free(e);
}

void vault_free(struct vault *v)
{
	if (!v)
		return;
	vault_share(v, NULL);
	for (size_t i = 0; i < v->n; i++)
		entry_free(v->entries[i]);
	mem_free(v);
}

/* A renewal that was not written would have to be made again by somebody else, and a lease that is
 * still held would keep the others waiting until it runs out. */
static void settle(struct vault *v, struct entry *e)
{
	for (int i = 0; i < LEAVE_TRIES && e->unwritten; i++)
		shared_write(v, e);
	if (e->renewing || e->unwritten)
		(void)!safe_leave(v->store, e->name);
	e->version = 0;
	e->unwritten = false;
}

void vault_share(struct vault *v, struct store *s)
{
	for (size_t i = 0; v->store && i < v->n; i++)
		settle(v, v->entries[i]);
	v->store = s;
}

void vault_scale(struct vault *v, int num, int den)
{
	v->num = num;
	v->den = den;
}

static int64_t scaled(const struct vault *v, int64_t ms)
{
	return ms * v->num / v->den;
}

/* ---- entries ---- */

static void name_of(const struct resource *r, char out[SAFE_NAME])
{
	const struct gateway *o = r->origin;
	const char *service = o->dialect->per_service && r->sid ? r->sid : "";
	const char *parts[] = {o->base, o->key, o->rid, service, resource_secret(r)};
	struct piece pieces[2 * COUNT_OF(parts)];
	uint8_t hash[HASH_SIZE];
	char hex[HASH_HEX];

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		pieces[2 * i] = (struct piece){parts[i] ? parts[i] : "", parts[i] ? strlen(parts[i]) : 0};
		pieces[2 * i + 1] = (struct piece){"\n", 1};
	}
	sign_sha256(pieces, COUNT_OF(pieces), hash);
	text_hex(hash, sizeof(hash), hex);
	text_format(out, SAFE_NAME, "%.40s.%.32s", o->name, hex);
}

static struct entry *entry_of(struct vault *v, const struct resource *r)
{
	char name[SAFE_NAME];
	struct entry *e;

	name_of(r, name);
	for (size_t i = 0; i < v->n; i++) {
		if (strcmp(v->entries[i]->name, name) == 0)
			return v->entries[i];
	}
	if (v->n == VAULT_ENTRIES)
		return NULL;
	e = mem_new(sizeof(*e));
	text_copy(e->name, sizeof(e->name), name);
	e->dialect = r->origin->dialect;
	e->file = mem_text(resource_secret(r));
	e->given = mem_text(given(r->origin->secret) ? r->origin->secret : "");
	v->entries[v->n++] = e;
	return e;
}

/* Reads the file; an origin without one has an empty root. */
static enum err load_root(struct entry *e)
{
	char root[CREDENTIAL_SIZE] = "";
	enum err err = *e->file ? secret_file_read(e->file, root, sizeof(root)) : OK;

	if (!*e->file)
		text_copy(root, sizeof(root), e->given);
	if (!err && strcmp(root, e->c.root) != 0) {
		text_copy(e->c.root, sizeof(e->c.root), root);
		if (!e->dialect->renew)
			e->c.generation++;
	}
	mem_wipe(root, sizeof(root));
	return err;
}

static void hash_root(const struct entry *e, char out[HASH_HEX])
{
	struct piece pieces[] = {{e->name, strlen(e->name)}, {e->c.root, strlen(e->c.root)}};
	uint8_t hash[HASH_SIZE];

	sign_sha256(pieces, COUNT_OF(pieces), hash);
	text_hex(hash, sizeof(hash), out);
}

/* ---- what an ask gets ---- */

static enum hold fault_of(int why, int *fault)
{
	*fault = why;
	return HOLD_FAULT;
}

static enum hold ready(const struct entry *e, struct credential *out)
{
	*out = e->c;
	return HOLD_READY;
}

/* Where nothing is renewed the root is the secret. */
static enum hold take_root(struct entry *e, struct credential *out, int *fault)
{
	if ((!e->c.root[0] || e->c.generation == 0) && load_root(e) != OK)
		return fault_of(FAULT_SECRET, fault);
	text_copy(e->c.secret, sizeof(e->c.secret), e->c.root);
	return ready(e, out);
}

static bool usable(const struct entry *e)
{
	return e->c.secret[0] && !e->stale && clock_mono_ms() < e->end_ms;
}

static bool refused(struct entry *e)
{
	char hash[HASH_HEX];

	if (!e->refused[0])
		return false;
	if (load_root(e) == OK) {
		hash_root(e, hash);
		if (strcmp(hash, e->refused) != 0)
			e->refused[0] = '\0'; /* the operator put another one there */
	}
	return e->refused[0] != '\0';
}

/* When the next renewal may begin by the rules of how often; 0: now. */
static int64_t not_before(const struct vault *v, const struct entry *e)
{
	int64_t now = clock_mono_ms(), last = e->renewed_ms[0];
	int64_t oldest = e->renewed_ms[VAULT_RENEWALS - 1];

	if (e->hold_ms > now)
		return e->hold_ms;
	if (oldest && oldest + scaled(v, VAULT_WINDOW_MS) > now)
		return oldest + scaled(v, VAULT_WINDOW_MS);
	if (usable(e) && last && last + scaled(v, VAULT_APART_MS) > now)
		return last + scaled(v, VAULT_APART_MS);
	return 0;
}

/* The secret is old, refused or not there. */
static enum hold take_renewal(struct vault *v, struct entry *e, struct credential *out, int *fault)
{
	if (e->renewing || e->unwritten)
		return HOLD_WAIT;
	if (refused(e))
		return usable(e) ? ready(e, out) : fault_of(FAULT_KEY, fault);
	if (not_before(v, e))
		return usable(e) ? ready(e, out) :
				   fault_of(e->failed ? e->failed : FAULT_SHARED_KEY, fault);
	switch (shared_lease(v, e)) {
	case OK:
		e->renewing = true;
		return HOLD_RENEW;
	case ERR_CONFLICT:
		return HOLD_WAIT;
	case ERR_EXISTS: /* another process does; it may also have died */
	case ERR_BUSY:
		return usable(e) ? ready(e, out) : HOLD_WAIT;
	default: /* the store is out of order: better alone than not at all */
		e->renewing = true;
		return HOLD_RENEW;
	}
}

enum hold vault_take(struct vault *v, const struct resource *r, struct credential *out, int *fault)
{
	struct entry *e = entry_of(v, r);

	if (!e)
		return fault_of(FAULT_SECRET, fault);
	if (!e->dialect->renew)
		return take_root(e, out, fault);
	if (usable(e) && clock_mono_ms() < e->early_ms)
		return ready(e, out);
	if (!e->renewing)
		shared_adopt(v, e);
	if (usable(e) && clock_mono_ms() < e->early_ms)
		return ready(e, out);
	return take_renewal(v, e, out, fault);
}

bool vault_stale(struct vault *v, const struct resource *r, int64_t generation)
{
	struct entry *e = entry_of(v, r);

	if (!e)
		return false;
	if (!e->dialect->renew) {
		if (e->c.generation == generation && load_root(e) != OK)
			return false;
		return e->c.generation != generation || e->dialect->resend;
	}
	if (e->c.generation == generation)
		e->stale = true;
	return true;
}

void vault_contested(struct vault *v, const struct resource *r)
{
	struct entry *e = entry_of(v, r);

	if (!e || !e->dialect->renew)
		return;
	e->stale = true;
	e->failed = FAULT_SHARED_KEY;
	e->hold_ms = clock_mono_ms() +
		     scaled(v, CONTEST_LEAST_MS + (int64_t)random_below(CONTEST_SPREAD_MS));
	log_line("exchange", "%s: refused right after a renewal, the key is used elsewhere", e->name);
}

/* ---- renewals ---- */

enum err vault_renewal(struct vault *v, const struct resource *r, struct credential *out)
{
	struct entry *e = entry_of(v, r);
	enum err err = e ? load_root(e) : ERR_LIMIT;

	if (err)
		return err;
	*out = e->c;
	if (clock_mono_ms() >= e->refresh_end_ms)
		out->refresh[0] = '\0';
	return out->root[0] || out->refresh[0] ? OK : ERR_NOTFOUND;
}

/* Whatever came of it: the lease goes back, and the others may read it. */
static void ended(struct vault *v, struct entry *e)
{
	e->renewing = false;
	shared_write(v, e);
}

static void count_renewal(struct entry *e)
{
	for (size_t i = VAULT_RENEWALS - 1; i > 0; i--)
		e->renewed_ms[i] = e->renewed_ms[i - 1];
	e->renewed_ms[0] = clock_mono_ms();
}

/* 80 % of a life, or three minutes before its end, whichever is sooner; of a short one 80 %. */
static int64_t early(int64_t life_ms)
{
	int64_t part = life_ms / 5 * 4;

	return life_ms - BEFORE_END_MS > 0 && life_ms - BEFORE_END_MS < part ?
		life_ms - BEFORE_END_MS : part;
}

void vault_granted(struct vault *v, const struct resource *r, const struct credential *granted)
{
	struct entry *e = entry_of(v, r);
	int64_t now = clock_mono_ms(), generation;

	if (!e)
		return;
	generation = e->c.generation + 1;
	e->c = *granted;
	e->c.generation = generation;
	e->early_ms = now + early(granted->secret_life_ms);
	e->end_ms = now + granted->secret_life_ms;
	e->refresh_end_ms = granted->refresh[0] ? now + granted->refresh_life_ms : 0;
	e->stale = false;
	e->failed = FAULT_NONE;
	e->hold_ms = 0;
	count_renewal(e);
	ended(v, e);
	log_line("exchange", "%s: renewed, generation %lld", e->name, (long long)generation);
}

void vault_by_root(struct vault *v, const struct resource *r)
{
	struct entry *e = entry_of(v, r);

	if (!e)
		return;
	mem_wipe(e->c.refresh, sizeof(e->c.refresh));
	e->refresh_end_ms = 0;
}

void vault_refused(struct vault *v, const struct resource *r)
{
	struct entry *e = entry_of(v, r);

	if (!e)
		return;
	hash_root(e, e->refused);
	e->failed = FAULT_KEY;
	count_renewal(e);
	ended(v, e);
	log_line("exchange", "ALARM %s: the exchange refuses the key of this hall", e->name);
}

void vault_failed(struct vault *v, const struct resource *r, int fault)
{
	struct entry *e = entry_of(v, r);

	if (!e)
		return;
	e->failed = fault;
	e->hold_ms = clock_mono_ms() +
		     scaled(v, fault == FAULT_RENEWAL ? VAULT_AGAIN_MS : VAULT_APART_MS);
	ended(v, e);
	log_line("exchange", "%s: not renewed, fault %d", e->name, fault);
}

int vault_tick(struct vault *v)
{
	int due = -1;

	for (size_t i = 0; i < v->n; i++) {
		if (v->entries[i]->unwritten)
			shared_write(v, v->entries[i]);
		if (v->entries[i]->unwritten)
			due = 10;
	}
	return due;
}

void vault_reset(struct vault *v)
{
	for (size_t i = 0; i < v->n; i++) {
		struct entry *e = v->entries[i];

		e->refused[0] = '\0';
		e->hold_ms = 0;
		e->failed = FAULT_NONE;
		memset(e->renewed_ms, 0, sizeof(e->renewed_ms));
		if (e->dialect->renew && !e->renewing && shared_lease(v, e) == OK)
			shared_write(v, e);
	}
}
