/* SPDX-License-Identifier: MIT
 *
 * Objections at the counter. What must hold: the case, the objection and its paper are written
 * together; a case goes on with a claimed value only on a document, or waits for the answer.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/papers/objection_slip.h"

enum { CLAIM_MAX = 8192 };

/* ---- which value ---- */

/* The value of a department that stands in, or beside, a field. */
struct target {
	const struct share *share;
	const char *registered;
	const char *subject;         /* whose number it was asked by */
	const struct evidence *by;
};

static const char *register_says(const struct answer *a)
{
	if (a->registered && *a->registered)
		return a->registered;
	return a->origin == ORIGIN_FETCHED || a->origin == ORIGIN_LICENCE ? a->value : NULL;
}

static bool target_of(const struct desk *d, size_t field, struct target *out)
{
	if (!d->open || !d->file.item || field >= d->file.item->n_fields)
		return false;
	const struct field *f = &d->file.item->fields[field];
	const struct answer *a = &d->file.draft.answers[field];
	const char *registered = register_says(a);
	if (f->holder || !registered || !*registered)
		return false;
	for (size_t i = 0; i < f->n_shares; i++) {
		const struct share *s = &f->shares[i];
		const char *holder = casefile_holder(&d->file, s->party);
		const struct evidence *e = casefile_share(&d->file, s);
		if (!holder || !e || !*s->attribute ||
			(*a->resource && !text_equal(a->resource, s->resource)))
			continue;
		*out = (struct target){s, registered, *holder ? holder : d->file.subject, e};
		return *out->subject != '\0';
	}
	return false;
}

bool desk_may_dispute(const struct desk *d, size_t field)
{
	struct target t;

	return d->parts.objections && casefile_open(&d->file) && target_of(d, field, &t);
}

const struct objection *desk_disputed(const struct desk *d, size_t field)
{
	struct target t;

	if (!d->parts.objections || !target_of(d, field, &t))
		return NULL;
	return objections_about(
		d->parts.objections, t.subject, t.share->resource, t.share->attribute);
}

void disputes_refresh(struct desk *d)
{
	if (d->parts.objections)
		(void)!objections_refresh(d->parts.objections); /* as far as this operator may see them */
}

/* ---- raising ---- */

static enum err may_raise(const struct desk *d)
{
	if (!d->parts.objections || !d->open || !casefile_open(&d->file))
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	return desk_may(d, RIGHT_OBJECT) ? OK : ERR_DENIED;
}

static enum err refuse(char *why, const char *text)
{
	text_copy(why, WHY_SIZE, text);
	return ERR_INPUT;
}

static enum err check_claim(const struct desk *d, const struct target *t, const struct dispute_claim *c,
	const char *claimed, char *why)
{
	bool said = c->ground == CLAIM_SAID;

	if (c->ground < 0 || c->ground >= CLAIM_COUNT || (unsigned)c->effect >= EFFECT_COUNT)
		return ERR_INPUT;
	if (text_equal(claimed, t->registered))
		return refuse(why, _("This is what the register says; enter what is right"));
	if (!said && (!c->proof || !*c->proof))
		return refuse(why, _("Name the document that shows the right value"));
	if (said && c->effect == EFFECT_REPLACE)
		return refuse(why, _("On the citizen's word alone the decision waits: choose 2 or 3"));
	if (c->effect == EFFECT_WAIT && item_kind(d->file.item, d->eval.situation) == ITEM_INSTANT)
		return refuse(why, _("This item is done at once and cannot wait: choose 1 or 3"));
	return OK;
}

static void fill(const struct desk *d, size_t field, const struct target *t,
	const struct dispute_claim *c, const char *claimed, struct objection *o)
{
	const struct field *f = &d->file.item->fields[field];

	*o = (struct objection){.id = uid_new(), .casefile = d->file.id,
		.ground = (enum claim_ground)c->ground, .effect = c->effect,
		.fetched_ms = t->by->at_ms, .raised_ms = clock_now_ms()};
	objection_number(clock_today(), d->parts.window,
		objections_serial(d->parts.objections, d->parts.window, clock_today()), o->number);
	text_copy(o->case_number, sizeof o->case_number, d->file.number);
	text_copy(o->item, sizeof o->item, d->file.item->code);
	text_copy(o->window, sizeof o->window, d->parts.window);
	text_copy(o->subject, sizeof o->subject, t->subject);
	if (text_equal(t->subject, d->file.subject))
		text_copy(o->applicant, sizeof o->applicant, d->file.applicant);
	text_copy(o->resource, sizeof o->resource, t->share->resource);
	text_copy(o->attribute, sizeof o->attribute, t->share->attribute);
	text_copy(o->field, sizeof o->field, f->name);
	text_copy(o->label, sizeof o->label, i18n_pick(f->label, f->label_en));
	text_copy(o->proof, sizeof o->proof, c->proof ? c->proof : "");
	text_copy(o->trace, sizeof o->trace, t->by->trace);
	text_copy(o->raised_by, sizeof o->raised_by, desk_operator(d));
	o->registered = mem_text(t->registered);
	o->claimed = mem_text(claimed);
}

struct record *dispute_act(struct batch *b, const struct objection *o, const char *act,
	const char *field)
{
	struct record *body = &batch_add(b, "DISPUTE")->body;
	char hex[UID_HEX];

	uid_hex(&o->id, hex);
	record_add(body, "objection", o->number);
	record_add(body, "id", hex);
	record_add(body, "act", act);
	record_add(body, "field", field);
	record_add(body, "resource", o->resource);
	record_add(body, "attribute", o->attribute);
	record_add(body, "effect", effect_word(o->effect));
	return body;
}

/* The claimed value stands in the form with the number of the objection as its reason. */
static void claimed_act(const struct desk *d, size_t field, const struct objection *o, struct batch *b)
{
	struct answer a = {.value = o->claimed, .registered = o->registered, .origin = ORIGIN_OVERRIDE};
	char reason[OBJECTION_NUMBER];

	text_copy(reason, sizeof reason, o->number);
	a.reason = reason;
	text_copy(a.resource, sizeof a.resource, o->resource);
	field_put(d->file.item, field, &a, &(struct uid){{0}}, &batch_add(b, "FIELD")->body);
}

static enum err slip_act(const struct desk *d, size_t field, const struct objection *o, struct batch *b)
{
	struct slip_place place = desk_place(d);
	struct buf text;

	buf_init(&text, SLIP_BYTES);
	enum err e = objection_render(o, catalog_find(d->parts.catalog, o->resource),
		&d->file.item->fields[field], objections_days(d->parts.objections), &place,
		desk_columns(d), &text);
	if (!e)
		batch_slip(b, "dispute", 2, desk_columns(d), &text);
	buf_release(&text);
	return e;
}

static enum err raise(struct desk *d, size_t field, const struct objection *o)
{
	struct batch b = {0};

	dispute_act(&b, o, "raise", o->field);
	if (o->effect != EFFECT_NONE)
		claimed_act(d, field, o, &b);
	enum err e = slip_act(d, field, o, &b);
	if (e) {
		batch_release(&b);
		return e;
	}
	struct act *station = batch_add(&b, "OBJECTION");
	struct record personal = {0};
	station->station = true;
	objection_put(o, &station->body, &personal);
	e = objection_seal(d->parts.store, &o->casefile, &personal, &station->body);
	record_release(&personal);
	if (!e)
		return desk_write(d, &b, NOW);
	batch_release(&b);
	return e;
}

enum err desk_dispute(struct desk *d, size_t field, const struct dispute_claim *claim,
	char why[WHY_SIZE])
{
	struct objection o;
	struct target t;
	struct buf value;
	enum err e = may_raise(d);

	*why = '\0';
	if (!e)
		e = objections_refresh(d->parts.objections);
	if (!e && !target_of(d, field, &t))
		e = ERR_STATE;
	if (e)
		return e;
	if (desk_disputed(d, field))
		return ERR_EXISTS;
	buf_init(&value, CLAIM_MAX);
	e = field_fold(&d->file.item->fields[field], claim->claimed, clock_today(), &value, why);
	if (!e)
		e = check_claim(d, &t, claim, buf_text(&value), why);
	if (!e) {
		fill(d, field, &t, claim, buf_text(&value), &o);
		e = raise(d, field, &o);
		objection_release(&o);
	}
	buf_release(&value);
	return e ? e : objections_refresh(d->parts.objections);
}

/* ---- with every later case of the same person ---- */

bool dispute_noted(const struct casefile *c, const struct objection *o)
{
	for (size_t i = 0; i < c->n_disputes; i++)
		if (uid_equal(&c->disputes[i].objection, &o->id))
			return true;
	return false;
}

static bool in_batch(const struct batch *b, const struct objection *o)
{
	for (size_t i = 0; i < b->n; i++)
		if (text_equal(b->acts[i].kind, "DISPUTE") &&
			text_equal(record_get(&b->acts[i].body, "objection"), o->number))
			return true;
	return false;
}

void batch_disputes(const struct desk *d, struct batch *b)
{
	for (size_t i = 0; d->parts.objections && i < d->file.item->n_fields; i++) {
		const struct objection *o = desk_disputed(d, i);
		if (o && !dispute_noted(&d->file, o) && !in_batch(b, o))
			(void)dispute_act(b, o, "carry", d->file.item->fields[i].name);
	}
}
