/* SPDX-License-Identifier: MIT
 *
 * What must hold: an edition is imported by one person only after another one approved that very
 * text.
 */
#include "core/casework/oversight/edition.h"

#include <string.h>

#include "core/base/text.h"
#include "core/form/fingerprint.h"
#include "core/store/operator.h"

enum { TEXT_BYTES = 64 << 20, WAIT_MS = 2000 };

void edition_hash(const struct catalog *c, uint8_t out[HASH_SIZE])
{
	struct buf text;

	buf_init(&text, TEXT_BYTES);
	catalog_write(c, &text);
	fingerprint(buf_text(&text), text.len, out);
	buf_release(&text);
}

struct search {
	const uint8_t *hash;
	enum edition_state state;
	char approved_by[16];
	bool blind;
};

static enum err look(const struct event *e, void *ctx)
{
	struct search *x = ctx;
	const struct record_pair *hash = record_find(&e->body, "hash");
	const char *to = record_get(&e->body, "to");

	if (e->body.n == 0)
		x->blind = true;
	if (!hash || hash->len != HASH_SIZE || memcmp(hash->value, x->hash, HASH_SIZE) != 0)
		return OK;
	if (text_equal(to, "APPROVED") && x->state != EDITION_IMPORTED) {
		x->state = EDITION_APPROVED;
		text_copy(x->approved_by, sizeof x->approved_by, e->actor);
	} else if (text_equal(to, "IMPORTED")) {
		x->state = EDITION_IMPORTED;
	}
	return OK;
}

static enum err search(struct store *s, const uint8_t hash[HASH_SIZE], struct search *x)
{
	uint64_t after = 0;

	*x = (struct search){.hash = hash};
	enum err e = journal_kind(s, "CATALOG", &after, look, x);
	return !e && x->blind ? ERR_LOCKED : e;
}

enum err edition_state(struct store *s, const uint8_t hash[HASH_SIZE], enum edition_state *out)
{
	struct search x;
	enum err e = search(s, hash, &x);

	if (!e)
		*out = x.state;
	return e;
}

static enum err may(const struct operator_info *me, enum edition_state to, const struct search *x)
{
	if (to == EDITION_APPROVED)
		return me->role == ROLE_SUPERVISOR ? OK : ERR_DENIED;
	if (!role_may(me->role, RIGHT_CATALOG))
		return ERR_DENIED;
	return x->state == EDITION_UNKNOWN || text_equal(x->approved_by, me->id) ? ERR_STATE : OK;
}

enum err edition_act(struct store *s, const struct catalog *c, enum edition_state to)
{
	const struct operator_info *me = operator_current(s);
	uint8_t hash[HASH_SIZE];
	struct record body = {0};
	struct search x;

	if (!me)
		return ERR_LOCKED;
	edition_hash(c, hash);
	enum err e = search(s, hash, &x);
	if (!e)
		e = may(me, to, &x);
	if (e)
		return e;
	record_add(&body, "to", to == EDITION_APPROVED ? "APPROVED" : "IMPORTED");
	record_addn(&body, "hash", hash, HASH_SIZE);
	record_add(&body, "version", c->version);
	record_addi(&body, "resources", (int64_t)c->n_resources);
	struct entry entry = {.kind = "CATALOG", .body = &body};
	e = journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

/* ---- what people found wrong ---- */

enum err edition_report(struct store *s, const char *resource, const char *what)
{
	struct record body = {0};
	struct entry entry = {.kind = "CATALOG_REPORT", .body = &body};

	if (!operator_current(s))
		return ERR_LOCKED;
	record_add(&body, "resource", resource);
	record_add(&body, "what", what);
	enum err e = journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

struct reports {
	const char *resource;
	report_fn fn;
	void *ctx;
};

static enum err tell(const struct event *e, void *ctx)
{
	const struct reports *r = ctx;
	const char *resource = record_get(&e->body, "resource"), *what = record_get(&e->body, "what");

	if (resource && what && (!r->resource || text_equal(r->resource, resource)))
		r->fn(resource, what, e->actor, e->at_ms, r->ctx);
	return OK;
}

enum err edition_reports(struct store *s, const char *resource, report_fn fn, void *ctx)
{
	struct reports r = {resource, fn, ctx};
	uint64_t after = 0;

	return journal_kind(s, "CATALOG_REPORT", &after, tell, &r);
}
