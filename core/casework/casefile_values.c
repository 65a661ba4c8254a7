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

static bool shares_name(const struct field *f, const char *resource)
{
	for (size_t i = 0; i < f->n_shares; i++)
		if (f->shares[i].party < 0 && !*f->shares[i].filters[0].where &&
			text_equal(f->shares[i].resource, resource) &&
			text_equal(f->shares[i].attribute, "name"))
			return true;
	return false;
}

bool names_applicant(const struct casefile *c, const struct field *f)
{
	if (f->row >= 0 || f->fact)
		return false;
	return c->legal ? shares_name(f, "CRD-01") || shares_name(f, "SJ-01")
			: shares_name(f, "POP-01");
}

static bool is_file(const struct item *item, const char *field)
{
	for (size_t i = 0; i < item->n_materials; i++)
		if (text_equal(item->materials[i].field, field))
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
	/* After the counter let go of it an answer may be verified, never changed, unless the
	 * citizen completes it, or brings the paper that the field is the file of. */
	if (c->state != STATE_DRAFT && c->state != STATE_FIXING &&
		!(c->state == STATE_RECEIVED && is_file(c->item, name)) &&
		!text_equal(c->draft.answers[field].value, a.value))
		return ERR_STATE;
	draft_set(&c->draft, (size_t)field, &a);
	if (names_applicant(c, &c->item->fields[field]) && *a.value)
		text_copy(c->applicant, sizeof c->applicant, a.value);
	c->changed_ms = f->event->at_ms;
	return OK;
}

struct material_mark material_idle(void)
{
	return (struct material_mark){
		.mark = MARK_IDLE, .until = DAY_NONE, .valid_to = DAY_NONE};
}

static void put_day(struct record *out, const char *name, day_t d)
{
	char day[11];

	if (d == DAY_NONE)
		return;
	day_format(d, day);
	record_add(out, name, day);
}

static void put_text(struct record *out, const char *name, const char *text)
{
	if (*text)
		record_add(out, name, text);
}

void material_put(
	const struct item *item, size_t material, const struct material_mark *m, struct record *out)
{
	char level[2] = {m->level, '\0'};

	record_add(out, "name", item->materials[material].name);
	record_add(out, "mark", mark_word(m->mark));
	record_addi(out, "way", m->way);
	put_day(out, "until", m->until);
	record_addi(out, "due", m->due);
	record_addi(out, "actual", m->actual);
	put_text(out, "note", m->note);
	put_text(out, "source", m->source);
	put_text(out, "resource", m->resource);
	put_text(out, "had", had_word(m->had));
	put_text(out, "level", level);
	put_day(out, "valid", m->valid_to);
	put_text(out, "defect", defect_word(m->defect));
	put_text(out, "wrong", m->wrong);
	put_text(out, "mend", m->mend);
	put_flag(out, "pending", m->pending);
	put_flag(out, "corrected", m->corrected);
	put_flag(out, "hand", m->by_hand);
	if (m->n_scans)
		record_addn(out, "scans", m->scans, (size_t)m->n_scans * HASH_SIZE);
}

static bool copy_if(const struct record *r, const char *name, char *out, size_t size)
{
	const char *value = record_get(r, name);

	return text_copy(out, size, value ? value : "");
}

static bool get_day(const struct record *r, const char *name, day_t *out)
{
	const char *text = record_get(r, name);

	*out = DAY_NONE;
	return !text || day_parse(text, out);
}

static bool get_scans(const struct record *r, struct material_mark *m)
{
	const struct record_pair *p = record_find(r, "scans");

	if (!p)
		return true;
	if (p->len == 0 || p->len > sizeof m->scans || p->len % HASH_SIZE != 0)
		return false;
	memcpy(m->scans, p->value, p->len);
	m->n_scans = (int)(p->len / HASH_SIZE);
	return true;
}

static bool get_mark(const struct record *r, struct material_mark *m)
{
	char level[2];

	if (!mark_parse(record_get(r, "mark"), &m->mark) || !had_parse(record_get(r, "had"), &m->had) ||
		!defect_parse(record_get(r, "defect"), &m->defect) ||
		!get_day(r, "until", &m->until) || !get_day(r, "valid", &m->valid_to) ||
		!get_scans(r, m) || !copy_if(r, "note", m->note, sizeof m->note) ||
		!copy_if(r, "source", m->source, sizeof m->source) ||
		!copy_if(r, "resource", m->resource, sizeof m->resource) ||
		!copy_if(r, "wrong", m->wrong, sizeof m->wrong) ||
		!copy_if(r, "mend", m->mend, sizeof m->mend) ||
		!copy_if(r, "level", level, sizeof level))
		return false;
	m->level = level[0];
	m->way = (unsigned)record_int(r, "way", 0);
	m->due = (int)record_int(r, "due", 0);
	m->actual = (int)record_int(r, "actual", 0);
	m->pending = get_flag(r, "pending");
	m->corrected = get_flag(r, "corrected");
	m->by_hand = get_flag(r, "hand");
	return true;
}

/* After the counter let go of it only what was let through for later may come in, or what the
 * citizen was told to complete. */
static bool may_come(const struct casefile *c, int material)
{
	return c->state == STATE_DRAFT || c->state == STATE_FIXING || c->state == STATE_RECEIVED ||
	       casefile_to_come(c, (size_t)material);
}

enum err fold_material(const struct fold *f)
{
	struct casefile *c = f->file;
	const struct record *r = &f->event->body;
	const char *name = record_get(r, "name");
	int at = c->item && name ? item_material(c->item, name) : -1;
	struct material_mark m = {.at_ms = f->event->at_ms};

	if (at < 0 || !get_mark(r, &m))
		return ERR_INPUT;
	if (!may_come(c, at))
		return ERR_STATE;
	bool came = c->chosen[at].mark == MARK_DEFERRED && m.mark == MARK_VERIFIED;
	c->chosen[at] = c->marks[at] = m;
	c->changed_ms = f->event->at_ms;
	if (came)
		tasks_brought(f, (size_t)at);
	return OK;
}
