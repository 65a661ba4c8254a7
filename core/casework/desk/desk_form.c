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
#include "core/casework/desk/desk_inside.h"
#include "core/form/rule.h"

enum { TYPED_MAX = 8192 };

static enum err ready(const struct desk *d, size_t field)
{
	enum err e = desk_form_open(d);

	if (e)
		return e;
	if (!d->file.item)
		return ERR_STATE;
	if (field >= d->file.item->n_fields)
		return ERR_NOTFOUND;
	/* Facts are never asked; rows come and go one by one. */
	const struct field *f = &d->file.item->fields[field];
	bool away = f->row >= 0 && f->row >= draft_rows(&d->file.draft, (size_t)f->repeat);
	return f->fact || f->type == FIELD_ROWS || away ? ERR_NOTFOUND : OK;
}

static const struct answer *standing(const struct desk *d, size_t field)
{
	return &d->file.draft.answers[field];
}

struct uid desk_evidence_op(const struct desk *d, const struct answer *a)
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
	struct uid op = evidence ? *evidence : desk_evidence_op(d, a);

	field_put(d->file.item, field, a, &op, &batch_add(&b, "FIELD")->body);
	return desk_write(d, &b, LATER);
}

/* The same, to be undone. */
static enum err act(
	struct desk *d, size_t field, const struct answer *a, const struct uid *evidence)
{
	struct answer before;

	answer_dup(standing(d, field), &before);
	enum err e = put(d, field, a, evidence);
	if (!e)
		steps_add(d, field, &before, standing(d, field));
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
	const struct field *f = &d->file.item->fields[field];
	if (answer_edit(f, standing(d, field)) != CHANGE_FREE) {
		text_copy(why, WHY_SIZE, _("A department holds this value; F2 to change it"));
		return ERR_DENIED;
	}
	if (f->holder && d->file.anonymous) {
		text_copy(why, WHY_SIZE, _("A name is given by reading a card, not by a number alone"));
		return ERR_DENIED;
	}
	e = fold(d, field, typed, &value, why);
	if (!e && f->present)
		e = desk_confirm_agent(d, buf_text(&value), PROOF_SEEN, why);
	else if (!e)
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

static bool says(const struct desk *d, size_t field, size_t share, const struct evidence *e,
	const char *value)
{
	char count[16];
	const char *said = field_shared(&d->file.draft, field, share, e->rows, e->n_rows, count);
	struct buf folded;

	buf_init(&folded, TYPED_MAX);
	bool same = said && field_take(&d->file.item->fields[field], said, clock_today(), &folded) &&
		    text_equal(buf_text(&folded), value);
	buf_release(&folded);
	return same;
}

/* Which department said it: the first that shares the field with this value. */
static void source_of(
	const struct desk *d, size_t field, const char *value, struct answer *out, struct uid *op)
{
	const struct field *f = &d->file.item->fields[field];

	for (size_t i = 0; i < f->n_shares; i++) {
		const struct evidence *e = casefile_share(&d->file, &f->shares[i]);
		if (!e || !says(d, field, i, e, value))
			continue;
		text_copy(out->resource, sizeof out->resource, e->resource);
		out->at_ms = e->at_ms;
		*op = e->op;
		return;
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

bool desk_locked(const struct desk *d, size_t field)
{
	if (!d->open || !d->file.item || field >= d->file.item->n_fields)
		return false;
	return answer_edit(&d->file.item->fields[field], standing(d, field)) != CHANGE_FREE;
}

/* Has been asked, has not answered, is not late yet. */
static bool under_way(const struct asking *a)
{
	if (!a || a->stage == STAGE_DONE)
		return false;
	return a->stage == STAGE_PLANNED ? a->tries == 0 : asking_age(a) < ASK_LATE_MS;
}

static bool any_under_way(const struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++)
		if (under_way(&d->asks[i]))
			return true;
	return false;
}

static bool share_waiting(const struct desk *d, const struct share *s)
{
	const char *holder = casefile_holder(&d->file, s->party);

	return holder && under_way(asks_find(d, s->resource, holder));
}

/* The fields without which the question of a share cannot be put: whose it is, what it carries. */
static int about_field(const struct desk *d, const struct share *s)
{
	return s->party < 0 ? -1 : d->file.item->parties[s->party].id;
}

static int carried_field(const struct desk *d, const struct share *s)
{
	for (size_t i = 0; i < d->file.item->n_asks; i++) {
		const struct item_ask *ask = &d->file.item->asks[i];
		if (ask->party == s->party && *ask->when && text_equal(ask->resource, s->resource))
			return item_field(d->file.item, ask->when);
	}
	return -1;
}

/* An answer on its way may still fill an empty field: a share of its own, a field its question
 * needs, or what its rules read. */
/* NOLINTNEXTLINE(misc-no-recursion): as deep as desk_waiting says */
static bool waiting(const struct desk *d, size_t field, int depth)
{
	const struct item *item = d->file.item;
	const struct field *f = &item->fields[field];
	const int rules[] = {f->initial, f->derive};

	if (depth == 0 || *standing(d, field)->value)
		return false;
	for (size_t i = 0; i < f->n_shares; i++) {
		const struct share *s = &f->shares[i];
		int about = about_field(d, s), carried = carried_field(d, s);
		if (share_waiting(d, s) || (about >= 0 && waiting(d, (size_t)about, depth - 1)) ||
			(carried >= 0 && waiting(d, (size_t)carried, depth - 1)))
			return true;
	}
	for (size_t r = 0; r < COUNT_OF(rules); r++) {
		const int *reads = NULL;
		size_t n = rules[r] >= 0 ? ruleset_reads(item->rules, rules[r], &reads) : 0;
		for (size_t i = 0; i < n; i++)
			if (waiting(d, (size_t)reads[i], depth - 1))
				return true;
	}
	return false;
}

static bool asked_again(const struct desk *d, size_t field)
{
	const struct field *f = &d->file.item->fields[field];

	for (size_t i = 0; i < f->n_shares; i++)
		if (text_equal(f->shares[i].resource, standing(d, field)->resource) &&
			share_waiting(d, &f->shares[i]))
			return true;
	return false;
}

bool desk_waiting(const struct desk *d, size_t field)
{
	enum { DEPTH = 4 };

	if (!d->open || !d->file.item || field >= d->file.item->n_fields || !any_under_way(d))
		return false;
	if (*standing(d, field)->value)
		return desk_stale(d, field) && asked_again(d, field);
	return !standing(d, field)->declared_none && d->file.item->fields[field].reuse &&
	       waiting(d, field, DEPTH);
}

static bool warns(const struct desk *d, size_t field, int check)
{
	for (size_t i = 0; d->judged && i < d->eval.n_findings; i++) {
		const struct finding *f = &d->eval.findings[i];
		if (f->field == (int)field && f->check == check && f->severity == SEVERITY_WARN)
			return true;
	}
	return false;
}

enum err desk_excuse(struct desk *d, size_t field, int check, const char *reason)
{
	struct batch b = {0};
	enum err e = desk_form_open(d);

	if (!e && !d->file.item)
		e = ERR_STATE;
	if (!e && (field >= d->file.item->n_fields || check < 0 || !warns(d, field, check)))
		e = ERR_NOTFOUND;
	if (e)
		return e;
	struct record *body = &batch_add(&b, "EXCUSE")->body;
	record_add(body, "field", d->file.item->fields[field].name);
	record_addi(body, "check", check);
	record_add(body, "value", standing(d, field)->value);
	record_add(body, "reason", reason ? reason : "");
	return desk_write(d, &b, LATER);
}

/* The value of one row of the answer as the field takes it; NULL nothing usable. */
static const char *offered(struct desk *d, const struct field *f, const struct record *row)
{
	const char *said = share_pick(&f->offer, &d->file.draft, row, 1), *value = NULL;
	struct buf folded;

	buf_init(&folded, TYPED_MAX);
	if (said && field_take(f, said, clock_today(), &folded))
		value = pool_text(&d->offers, buf_text(&folded));
	buf_release(&folded);
	return value;
}

static const char *offer_label(struct desk *d, const struct field *f, const struct record *row,
	const char *value)
{
	const char *said = *f->offer_label ? record_get(row, f->offer_label) : NULL, *label;
	struct buf shown;

	if (said && *said)
		return pool_text(&d->offers, said);
	buf_init(&shown, TYPED_MAX);
	field_show(f, value, false, &shown);
	label = pool_text(&d->offers, buf_text(&shown));
	buf_release(&shown);
	return label;
}

size_t desk_offers(struct desk *d, size_t field, struct desk_offer *out, size_t max)
{
	size_t n = 0;

	if (!d->open || !d->file.item || field >= d->file.item->n_fields)
		return 0;
	const struct field *f = &d->file.item->fields[field];
	const struct evidence *e =
		*f->offer.resource ? casefile_share(&d->file, &f->offer) : NULL;
	pool_release(&d->offers);
	for (size_t i = 0; e && i < e->n_rows && n < max; i++) {
		const char *value = offered(d, f, &e->rows[i]);
		bool known = !value;
		for (size_t k = 0; !known && k < n; k++)
			known = text_equal(out[k].value, value);
		if (!known)
			out[n++] = (struct desk_offer){
				value, offer_label(d, f, &e->rows[i], value)};
	}
	return n;
}
