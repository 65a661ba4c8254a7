/* SPDX-License-Identifier: MIT
 *
 * What departments answered to objections. What must hold: an answer is written to every open case
 * that used the value and to the objection in one moment, so none of them is forgotten or told twice.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/objection.h"

enum { APPLY_CASES = 40, APPLY_MOST = 64 };

struct reach {
	struct desk *desk;
	const struct objection *objection;
	struct record bodies[APPLY_CASES];
	struct uid cases[APPLY_CASES];
	size_t n;
};

static bool used(const struct casefile *c, const struct objection *o)
{
	if (dispute_noted(c, o) || uid_equal(&c->id, &o->casefile))
		return true;
	for (size_t i = 0; i < c->n_evidence; i++)
		if (text_equal(c->evidence[i].resource, o->resource) &&
			c->evidence[i].outcome == OUTCOME_FOUND)
			return true;
	return false;
}

/* Of the hall's own fault the register was right, but what came from it was not: asked again. */
static enum dispute_answer outcome(const struct objection *o)
{
	return o->state == OBJECTION_FIXED      ? ANSWER_CORRECTED
	       : o->state == OBJECTION_DECLINED ? ANSWER_REJECTED
						: o->answer;
}

static void add_case(struct reach *r, const struct uid *id)
{
	const struct objection *o = r->objection;
	struct casefile c;

	for (size_t i = 0; i < r->n; i++)
		if (uid_equal(&r->cases[i], id))
			return;
	if (r->n == APPLY_CASES ||
		casefile_load(r->desk->parts.store, id, shelf_find, r->desk->shelf, &c))
		return;
	bool wanted = state_open(c.state) && used(&c, o) &&
		      (o->state != OBJECTION_WITHDRAWN || dispute_noted(&c, o));
	if (wanted) {
		struct batch b = {0};
		bool back = o->state == OBJECTION_WITHDRAWN;
		struct record *body = dispute_act(&b, o, back ? "close" : "answer", o->field);
		if (!back)
			record_add(body, "answer", answer_word(outcome(o)));
		record_add(body, "value", o->value);
		r->bodies[r->n] = *body;
		*body = (struct record){0};
		r->cases[r->n++] = *id;
		batch_release(&b);
	}
	casefile_release(&c);
}

static void find_cases(struct reach *r)
{
	struct view_case *list = NULL;
	size_t n = 0;

	add_case(r, &r->objection->casefile);
	if (view_find(r->desk->parts.store, TOKEN_ID, r->objection->subject, &list, &n))
		return;
	for (size_t i = 0; i < n; i++)
		if (!list[i].closed)
			add_case(r, &list[i].id);
	mem_wipe(list, n * sizeof *list);
	mem_free(list);
}

static void applied_body(const struct reach *r, struct record *out)
{
	char hex[UID_HEX];

	uid_hex(&r->objection->id, hex);
	record_add(out, "objection", hex);
	record_add(out, "to", objection_word(OBJECTION_APPLIED));
	record_addi(out, "cases", (int64_t)r->n);
}

static enum err apply_one(struct desk *d, const struct objection *o)
{
	struct reach r = {.desk = d, .objection = o};
	struct entry entries[APPLY_CASES + 1];
	struct record last = {0};

	find_cases(&r);
	for (size_t i = 0; i < r.n; i++)
		entries[i] = (struct entry){
			.casefile = r.cases[i], .kind = "DISPUTE", .body = &r.bodies[i]};
	applied_body(&r, &last);
	entries[r.n] = (struct entry){.kind = "OBJECTION", .body = &last};
	enum err e = journal_append_wait(
		d->parts.store, entries, r.n + 1, NULL, NULL, WRITE_WAIT_MS);
	for (size_t i = 0; i < r.n; i++)
		record_release(&r.bodies[i]);
	record_release(&last);
	return e;
}

static bool waiting(const struct objection *o)
{
	return objection_may(o->state, OBJECTION_APPLIED) && !o->erased;
}

/* The clerk hears what became of it; what the department corrected is asked again. */
void disputes_tell(struct desk *d)
{
	for (size_t i = 0; i < d->file.n_disputes; i++) {
		const struct dispute *x = &d->file.disputes[i];
		int field = d->file.item ? item_field(d->file.item, x->field) : -1;
		if (x->answer == ANSWER_NONE || x->closed)
			continue;
		const struct field *f = field < 0 ? NULL : &d->file.item->fields[field];
		desk_tell(d, NOTE_INFO, _("Objection %s, %s: %s"), x->number,
			f ? i18n_pick(f->label, f->label_en) : x->field, _(answer_words(x->answer)));
	}
}

static void ask_corrected(struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		const struct asking *a = &d->asks[i];
		const struct evidence *e = a->resource ? casefile_latest(&d->file, a->resource->id, a->holder)
						       : NULL;
		if (e && a->stage == STAGE_DONE && dispute_outdates(&d->file, e))
			(void)!desk_refetch(d, a->resource->id);
	}
}

enum err desk_apply_answers(struct desk *d, size_t *n)
{
	const struct objection *const *list;
	struct uid ids[APPLY_MOST];
	size_t count = 0, done = 0;

	if (n)
		*n = 0;
	if (!d->parts.objections || !operator_current(d->parts.store))
		return ERR_LOCKED;
	if (!desk_may(d, RIGHT_PERSON))
		return ERR_DENIED;
	enum err e = objections_refresh(d->parts.objections);
	size_t all = e ? 0 : objections_all(d->parts.objections, &list);
	for (size_t i = 0; i < all && count < COUNT_OF(ids); i++)
		if (waiting(list[i]))
			ids[count++] = list[i]->id;
	if (!e && count && d->open)
		e = desk_flush(d, WRITE_WAIT_MS);
	for (; !e && done < count; done++)
		e = apply_one(d, objections_find(d->parts.objections, &ids[done]));
	if (done && d->open) {
		enum err again = desk_reload(d);
		e = e ? e : again;
		disputes_tell(d);
		ask_corrected(d);
	}
	if (n)
		*n = done;
	return e ? e : objections_refresh(d->parts.objections);
}
