/* SPDX-License-Identifier: MIT
 *
 * FIELD and MATERIAL events, written and read. A FIELD event is the whole answer as it stands
 * afterwards, so undoing is writing the answer that was there before.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

static void put_flag(struct record *out, const char *name, bool flag)
{
	if (flag)
		record_add(out, name, "1");
}

void field_put(const struct item *item, size_t field, const struct answer *a,
	const struct uid *evidence, struct record *out)
{
	char op[UID_HEX];

	record_add(out, "name", item->fields[field].name);
	record_add(out, "value", a->value ? a->value : "");
	record_add(out, "origin", origin_word(a->origin));
	if (*a->resource)
		record_add(out, "resource", a->resource);
	if (!uid_none(evidence)) {
		uid_hex(evidence, op);
		record_add(out, "evidence", op);
	}
	record_add(out, "registered", a->registered);
	record_add(out, "reason", a->reason);
	put_flag(out, "unverified", a->unverified);
	put_flag(out, "confirmed", a->confirmed);
	put_flag(out, "none", a->declared_none);
	if (a->at_ms)
		record_addi(out, "at", a->at_ms);
	if (*a->actor)
		record_add(out, "actor", a->actor);
}

/* The evidence an event names must be in this casefile. */
static bool find_evidence(const struct casefile *c, const char *op, uint8_t out[HASH_SIZE])
{
	struct uid wanted;

	if (!op)
		return true;
	if (!text_unhex(op, wanted.b, sizeof wanted.b))
		return false;
	for (size_t i = 0; i < c->n_evidence; i++)
		if (uid_equal(&c->evidence[i].op, &wanted)) {
			memcpy(out, c->evidence[i].event, HASH_SIZE);
			return true;
		}
	return false;
}

static bool get_flag(const struct record *r, const char *name)
{
	return text_equal(record_get(r, name), "1");
}

/* Borrows its texts from the event; draft_set copies them. */
static enum err field_get(const struct casefile *c, const struct event *e, struct answer *out)
{
	const struct record *r = &e->body;
	const char *value = record_get(r, "value"), *resource = record_get(r, "resource");
	const char *actor = record_get(r, "actor");
	struct answer a = {.at_ms = record_int(r, "at", e->at_ms)};

	if (!value || !origin_parse(record_get(r, "origin"), &a.origin) ||
		!find_evidence(c, record_get(r, "evidence"), a.evidence) ||
		!text_copy(a.resource, sizeof a.resource, resource ? resource : "") ||
		!text_copy(a.actor, sizeof a.actor, actor ? actor : e->actor))
		return ERR_INPUT;
	a.value = record_find(r, "value")->value;
	a.registered = record_find(r, "registered") ? record_find(r, "registered")->value : NULL;
	a.reason = record_find(r, "reason") ? record_find(r, "reason")->value : NULL;
	a.unverified = get_flag(r, "unverified");
	a.confirmed = get_flag(r, "confirmed");
	a.declared_none = get_flag(r, "none");
	*out = a;
	return OK;
}

static bool names_applicant(const struct field *f)
{
	for (size_t i = 0; i < f->n_shares; i++)
		if (text_equal(f->shares[i].resource, "POP-01") &&
			text_equal(f->shares[i].attribute, "name"))
			return true;
	return false;
}

enum err fold_field(const struct fold *f)
{
	struct casefile *c = f->file;
	const char *name = record_get(&f->event->body, "name");
	int field = c->item && name ? item_field(c->item, name) : -1;
	struct answer a;

	if (field < 0)
		return ERR_INPUT;
	enum err e = field_get(c, f->event, &a);
	if (e)
		return e;
	/* After the counter let go of it an answer may be verified, never changed. */
	if (c->state != STATE_DRAFT && !text_equal(c->draft.answers[field].value, a.value))
		return ERR_STATE;
	draft_set(&c->draft, (size_t)field, &a);
	if (names_applicant(&c->item->fields[field]) && *a.value)
		text_copy(c->applicant, sizeof c->applicant, a.value);
	c->changed_ms = f->event->at_ms;
	return OK;
}

void material_put(
	const struct item *item, size_t material, const struct material_mark *m, struct record *out)
{
	char day[11];

	record_add(out, "name", item->materials[material].name);
	record_add(out, "mark", mark_word(m->mark));
	record_addi(out, "way", m->way);
	if (m->until != DAY_NONE) {
		day_format(m->until, day);
		record_add(out, "until", day);
	}
	record_addi(out, "due", m->due);
	record_addi(out, "actual", m->actual);
	if (*m->note)
		record_add(out, "note", m->note);
	if (*m->source)
		record_add(out, "source", m->source);
	if (*m->resource)
		record_add(out, "resource", m->resource);
	put_flag(out, "hand", m->by_hand);
}

static bool copy_if(const struct record *r, const char *name, char *out, size_t size)
{
	const char *value = record_get(r, name);

	return text_copy(out, size, value ? value : "");
}

enum err fold_material(const struct fold *f)
{
	struct casefile *c = f->file;
	const struct record *r = &f->event->body;
	const char *name = record_get(r, "name"), *until = record_get(r, "until");
	int at = c->item && name ? item_material(c->item, name) : -1;
	struct material_mark m = {.until = DAY_NONE, .at_ms = f->event->at_ms};

	if (at < 0 || !mark_parse(record_get(r, "mark"), &m.mark) ||
		(until && !day_parse(until, &m.until)) ||
		!copy_if(r, "note", m.note, sizeof m.note) ||
		!copy_if(r, "source", m.source, sizeof m.source) ||
		!copy_if(r, "resource", m.resource, sizeof m.resource))
		return ERR_INPUT;
	/* Afterwards only what was let through for later may still come in. */
	if (c->state != STATE_DRAFT &&
		(!state_open(c->state) || c->chosen[at].mark != MARK_DEFERRED))
		return ERR_STATE;
	m.way = (unsigned)record_int(r, "way", 0);
	m.due = (int)record_int(r, "due", 0);
	m.actual = (int)record_int(r, "actual", 0);
	m.by_hand = get_flag(r, "hand");
	c->chosen[at] = c->marks[at] = m;
	c->changed_ms = f->event->at_ms;
	return OK;
}
