/* SPDX-License-Identifier: MIT
 *
 * Answers given at the counter. Each is one FIELD event that says the whole answer; undo and redo
 * write the answer that stood before or after.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk_inside.h"
#include "core/form/rule.h"

enum { TYPED_MAX = 8192 };

static void copy_answer(const struct answer *from, struct answer *to)
{
	*to = *from;
	to->value = mem_text(from->value ? from->value : "");
	to->registered = mem_text(from->registered);
	to->reason = mem_text(from->reason);
}

void steps_release(struct steps *s)
{
	for (size_t i = 0; i < s->n; i++) {
		answer_release(&s->list[i].before);
		answer_release(&s->list[i].after);
	}
	*s = (struct steps){0};
}

static void push(
	struct steps *s, size_t field, const struct answer *before, const struct answer *after)
{
	if (s->n == DESK_UNDO) {
		answer_release(&s->list[0].before);
		answer_release(&s->list[0].after);
		memmove(s->list, s->list + 1, (DESK_UNDO - 1) * sizeof *s->list);
		s->n--;
	}
	struct step *step = &s->list[s->n++];
	step->field = field;
	copy_answer(before, &step->before);
	copy_answer(after, &step->after);
}

static enum err ready(const struct desk *d, size_t field)
{
	enum err e = desk_form_open(d);

	if (e)
		return e;
	if (!d->file.item)
		return ERR_STATE;
	return field < d->file.item->n_fields && !d->file.item->fields[field].fact ? OK
										   : ERR_NOTFOUND;
}

static const struct answer *standing(const struct desk *d, size_t field)
{
	return &d->file.draft.answers[field];
}

static struct uid evidence_op(const struct desk *d, const struct answer *a)
{
	for (size_t i = 0; i < d->file.n_evidence; i++)
		if (memcmp(d->file.evidence[i].event, a->evidence, HASH_SIZE) == 0)
			return d->file.evidence[i].op;
	return (struct uid){{0}};
}

/* Writes the answer; evidence: the act it rests on, NULL: the one a->evidence names. */
static enum err put(
	struct desk *d, size_t field, const struct answer *a, const struct uid *evidence)
{
	struct batch b = {0};
	struct uid op = evidence ? *evidence : evidence_op(d, a);

	field_put(d->file.item, field, a, &op, &batch_add(&b, "FIELD")->body);
	return desk_write(d, &b, LATER);
}

/* The same, to be undone. */
static enum err act(
	struct desk *d, size_t field, const struct answer *a, const struct uid *evidence)
{
	struct answer before;

	copy_answer(standing(d, field), &before);
	enum err e = put(d, field, a, evidence);
	if (!e) {
		push(&d->undo, field, &before, standing(d, field));
		steps_release(&d->redo);
	}
	answer_release(&before);
	return e;
}

static enum err fold(
	const struct desk *d, size_t field, const char *typed, struct buf *out, char why[WHY_SIZE])
{
	buf_init(out, TYPED_MAX);
	return field_fold(&d->file.item->fields[field], typed, clock_today(), out, why);
}

/* Typed: equal to what a department said it is that value; different it stands beside it. */
static enum err say(struct desk *d, size_t field, const char *value, const char *reason)
{
	struct prefill p = desk_prefill(d, NULL);
	struct proposal known = {0};
	struct answer a = {.origin = reason ? ORIGIN_OVERRIDE : ORIGIN_TYPED};

	if (prefill_known(&p, field, &known) && text_equal(known.answer.value, value) && !reason) {
		known.answer.confirmed = true; /* the citizen has just said the same */
		enum err e = act(d, field, &known.answer, &known.evidence);
		answer_release(&known.answer);
		return e;
	}
	a.value = mem_text(value);
	a.reason = mem_text(reason);
	a.unverified = prefill_unverified(&p, field);
	if (known.answer.value && known.answer.origin != ORIGIN_EARLIER) {
		a.origin = ORIGIN_OVERRIDE;
		a.registered = mem_text(known.answer.value);
		text_copy(a.resource, sizeof a.resource, known.answer.resource);
	}
	enum err e = act(d, field, &a, &(struct uid){{0}});
	answer_release(&known.answer);
	answer_release(&a);
	return e;
}

enum err desk_answer(struct desk *d, size_t field, const char *typed, char why[WHY_SIZE])
{
	struct buf value;
	enum err e = ready(d, field);

	*why = '\0';
	if (e)
		return e;
	if (answer_edit(&d->file.item->fields[field], standing(d, field)) != CHANGE_FREE) {
		text_copy(why, WHY_SIZE, _("A department holds this value; F2 to change it"));
		return ERR_DENIED;
	}
	e = fold(d, field, typed, &value, why);
	if (!e)
		e = say(d, field, buf_text(&value), NULL);
	buf_release(&value);
	return e;
}

enum err desk_override(
	struct desk *d, size_t field, const char *typed, const char *reason, char why[WHY_SIZE])
{
	struct buf value;
	enum err e = ready(d, field);

	*why = '\0';
	if (e)
		return e;
	if (answer_edit(&d->file.item->fields[field], standing(d, field)) == CHANGE_NEVER) {
		text_copy(why, WHY_SIZE,
			_("This value stands in the register and is not changed here"));
		return ERR_DENIED;
	}
	if (!reason || !*reason) {
		text_copy(why, WHY_SIZE, _("Give the reason of the change"));
		return ERR_INPUT;
	}
	e = fold(d, field, typed, &value, why);
	if (!e)
		e = say(d, field, buf_text(&value), reason);
	buf_release(&value);
	return e;
}

/* A copy of the standing answer, its texts still the draft's, to be changed in part. */
static struct answer amended(const struct desk *d, size_t field)
{
	return *standing(d, field);
}

enum err desk_confirm(struct desk *d, size_t field)
{
	enum err e = ready(d, field);

	if (e)
		return e;
	struct answer a = amended(d, field);
	if (!*a.value)
		return ERR_INCOMPLETE;
	if (a.confirmed)
		return OK;
	a.confirmed = true;
	return act(d, field, &a, NULL);
}

bool desk_conflict(const struct desk *d, size_t field)
{
	if (!d->open || !d->file.item || field >= d->file.item->n_fields)
		return false;
	const struct answer *a = standing(d, field);
	return a->registered && *a->registered && !text_equal(a->registered, a->value) &&
	       !a->reason && !a->confirmed && a->origin != ORIGIN_OVERRIDE;
}

/* Which department said it: the first that shares the field with this value. */
static void source_of(
	const struct desk *d, size_t field, const char *value, struct answer *out, struct uid *op)
{
	const struct field *f = &d->file.item->fields[field];

	for (size_t i = 0; i < f->n_shares; i++) {
		const struct evidence *e = casefile_latest(&d->file, f->shares[i].resource);
		const char *raw = e ? share_pick(&f->shares[i], &d->file.draft, e->rows, e->n_rows) : NULL;
		char why[WHY_SIZE];
		struct buf folded;
		if (!raw)
			continue;
		buf_init(&folded, TYPED_MAX);
		bool same = text_equal(raw, value) ||
			    (field_fold(f, raw, clock_today(), &folded, why) == OK &&
				    text_equal(buf_text(&folded), value));
		buf_release(&folded);
		if (same) {
			text_copy(out->resource, sizeof out->resource, e->resource);
			out->at_ms = e->at_ms;
			*op = e->op;
			return;
		}
	}
}

enum err desk_use_registered(struct desk *d, size_t field)
{
	struct uid op = {{0}};
	enum err e = ready(d, field);

	if (e)
		return e;
	if (!standing(d, field)->registered)
		return ERR_STATE;
	struct answer a = {.origin = ORIGIN_FETCHED, .confirmed = true};
	a.value = standing(d, field)->registered;
	source_of(d, field, a.value, &a, &op);
	return act(d, field, &a, &op);
}

enum err desk_keep_typed(struct desk *d, size_t field, const char *reason)
{
	enum err e = ready(d, field);

	if (e)
		return e;
	if (!desk_conflict(d, field))
		return ERR_STATE;
	if (!reason || !*reason)
		return ERR_INPUT;
	struct answer a = amended(d, field);
	bool department = a.origin == ORIGIN_FETCHED || a.origin == ORIGIN_LICENCE;
	if (!department && d->file.item->fields[field].lock == LOCK_FIXED)
		return ERR_DENIED;
	char *text = mem_text(reason);
	a.reason = text;
	a.confirmed = true;
	if (!department)
		a.origin = ORIGIN_OVERRIDE;
	e = act(d, field, &a, NULL);
	mem_free_text(text);
	return e;
}

/* Emptied on purpose: neither a department nor a rule fills it again. */
static enum err empty(struct desk *d, size_t field, bool none)
{
	enum err e = ready(d, field);
	char nothing[] = "";

	if (e)
		return e;
	if (answer_edit(&d->file.item->fields[field], standing(d, field)) != CHANGE_FREE)
		return ERR_DENIED;
	struct answer a = {.value = nothing, .origin = ORIGIN_TYPED, .declared_none = none};
	return act(d, field, &a, &(struct uid){{0}});
}

enum err desk_clear(struct desk *d, size_t field)
{
	return empty(d, field, false);
}

enum err desk_declare_none(struct desk *d, size_t field)
{
	enum err e = ready(d, field);

	if (e)
		return e;
	return *d->file.item->fields[field].none ? empty(d, field, true) : ERR_INPUT;
}

static bool same_answer(const struct answer *a, const struct answer *b)
{
	return text_equal(a->value, b->value) && a->origin == b->origin &&
	       a->declared_none == b->declared_none && a->confirmed == b->confirmed;
}

/* Takes back (or makes again) the last act that nothing has overtaken since. */
static enum err walk(struct desk *d, struct steps *from, struct steps *to, bool back, size_t *field)
{
	enum err e = desk_draft_open(d);

	if (e)
		return e;
	while (from->n > 0) {
		struct step s = from->list[--from->n];
		const struct answer *expected = back ? &s.after : &s.before;
		const struct answer *wanted = back ? &s.before : &s.after;
		bool current = d->file.item && same_answer(standing(d, s.field), expected);
		e = current ? put(d, s.field, wanted, NULL) : OK;
		if (current && !e) {
			*field = s.field;
			push(to, s.field, &s.before, &s.after);
		}
		answer_release(&s.before);
		answer_release(&s.after);
		if (current || e)
			return e;
	}
	return ERR_NOTFOUND;
}

enum err desk_undo(struct desk *d, size_t *field)
{
	return walk(d, &d->undo, &d->redo, true, field);
}

enum err desk_redo(struct desk *d, size_t *field)
{
	return walk(d, &d->redo, &d->undo, false, field);
}

bool desk_locked(const struct desk *d, size_t field)
{
	if (!d->open || !d->file.item || field >= d->file.item->n_fields)
		return false;
	return answer_edit(&d->file.item->fields[field], standing(d, field)) != CHANGE_FREE;
}

/* A department that could still say this has been asked and is not late yet. */
static bool shares_waiting(const struct desk *d, const struct field *f)
{
	for (size_t i = 0; i < f->n_shares; i++) {
		const struct asking *a = asks_find(d, f->shares[i].resource);
		if (!a || a->stage == STAGE_DONE)
			continue;
		if (a->stage == STAGE_PLANNED ? a->tries == 0 : asking_age(a) < ASK_LATE_MS)
			return true;
	}
	return false;
}

/* What a rule would propose may still change with an answer that is on its way. */
static bool rule_waiting(const struct desk *d, int rule, int depth)
{
	const struct item *item = d->file.item;
	const int *reads = NULL;
	size_t n = rule >= 0 && depth > 0 ? ruleset_reads(item->rules, rule, &reads) : 0;

	for (size_t i = 0; i < n; i++) {
		const struct field *f = &item->fields[reads[i]];
		if (*standing(d, (size_t)reads[i])->value)
			continue;
		if (shares_waiting(d, f) || rule_waiting(d, f->derive, depth - 1) ||
			rule_waiting(d, f->initial, depth - 1))
			return true;
	}
	return false;
}

bool desk_waiting(const struct desk *d, size_t field)
{
	enum { DEPTH = 4 };
	const struct field *f;

	if (!d->open || !d->file.item || field >= d->file.item->n_fields)
		return false;
	f = &d->file.item->fields[field];
	if (*standing(d, field)->value || standing(d, field)->declared_none || !f->reuse)
		return false;
	return shares_waiting(d, f) || rule_waiting(d, f->initial, DEPTH) ||
	       rule_waiting(d, f->derive, DEPTH);
}
