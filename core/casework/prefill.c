/* SPDX-License-Identifier: MIT
 *
 * What must hold: the outcome does not depend on which department answered first.
 */
#include "core/casework/prefill.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/prefill_inside.h"

bool prefill_suggests(const struct field *f, const char *resource)
{
	return f->earlier && text_equal(resource, "AUTH-01");
}

static enum origin origin_of(const struct field *f, const char *resource)
{
	if (prefill_suggests(f, resource))
		return ORIGIN_EARLIER;
	return text_starts(resource, "LIC-") ? ORIGIN_LICENCE : ORIGIN_FETCHED;
}

static void take(const struct field *f, const struct opinion o[2], struct proposal *out)
{
	struct answer *a = &out->answer;

	a->value = mem_text(o[0].value);
	a->origin = origin_of(f, o[0].by->resource);
	a->at_ms = o[0].by->at_ms;
	text_copy(a->resource, sizeof a->resource, o[0].by->resource);
	out->evidence = o[0].by->op;
	if (o[1].value && a->origin != ORIGIN_EARLIER)
		a->registered = mem_text(o[1].value);
}

static struct uid op_of(const struct casefile *c, const uint8_t event[HASH_SIZE])
{
	for (size_t i = 0; i < c->n_evidence; i++)
		if (memcmp(c->evidence[i].event, event, HASH_SIZE) == 0)
			return c->evidence[i].op;
	return (struct uid){{0}};
}

/* The answer as it stands, to be changed in part. */
static struct answer *amend(const struct prefill *p, size_t field, struct proposal *out)
{
	const struct answer *a = fill_standing(p, field);

	answer_dup(a, &out->answer);
	out->evidence = op_of(p->file, a->evidence);
	return &out->answer;
}

static size_t rank_of(const struct field *f, const char *resource)
{
	size_t rank = 0;

	while (rank < f->n_shares && !text_equal(f->shares[rank].resource, resource))
		rank++;
	return rank;
}

static bool silent(const struct prefill *p, const struct share *s)
{
	const char *holder = casefile_holder(p->file, s->party);

	return holder && p->silent(p->ctx, s->resource, holder);
}

bool prefill_unverified(const struct prefill *p, size_t field)
{
	const struct field *f = fill_field(p, field);

	for (size_t i = 0; i < f->n_shares; i++)
		if (!prefill_suggests(f, f->shares[i].resource) && silent(p, &f->shares[i]))
			return true;
	return false;
}

bool prefill_rests(const struct prefill *p, size_t field)
{
	const struct field *f = fill_field(p, field);
	const struct answer *a = fill_standing(p, field);

	if ((a->origin != ORIGIN_FETCHED && a->origin != ORIGIN_LICENCE) || f->holder || f->present)
		return true;
	if (f->type == FIELD_ROWS)
		return true; /* counted from the rows that stand there */
	const struct evidence *e = fill_evidence(p, a);
	return e && fill_says(p, field, e, a->value);
}

bool prefill_said_by(const struct prefill *p, size_t field, const struct evidence *e)
{
	return fill_says(p, field, e, fill_standing(p, field)->value);
}

/* The applicant's own number comes from the identity check. */
static bool propose_holder(struct fill *fill, size_t field, struct proposal *out)
{
	const struct casefile *c = fill->p->file;
	const struct share identity = {
		.resource = c->legal ? "CRD-01" : "POP-01", .attribute = "", .party = -1};
	struct answer *a = &out->answer;

	if (*fill_standing(fill->p, field)->value || !*c->subject)
		return false;
	const struct evidence *e = fill_said_by(fill, &identity);
	bool known = e && e->outcome == OUTCOME_FOUND;
	a->value = mem_text(c->subject);
	a->origin = known ? ORIGIN_FETCHED : ORIGIN_LICENCE;
	a->at_ms = known ? e->at_ms : c->opened_ms;
	text_copy(a->resource, sizeof a->resource, known ? identity.resource : "");
	if (known)
		out->evidence = e->op;
	return true;
}

/* The number of who is at the counter instead of the applicant, as his own card said it. */
static bool propose_present(const struct prefill *p, size_t field, struct proposal *out)
{
	const struct casefile *c = p->file;
	const struct answer *a = fill_standing(p, field);

	if (text_equal(a->value, c->agent))
		return false;
	out->answer = (struct answer){.value = mem_text(c->agent),
		.origin = *c->agent ? ORIGIN_LICENCE : ORIGIN_NONE,
		.at_ms = *c->agent ? c->identity_ms : 0};
	return true;
}

/* The citizen confirmed what the department once said, and now it says something else: from here on
 * that is the citizen's word, and both stand there until somebody chooses. */
static bool doubt(const struct prefill *p, size_t field, const struct opinion *newer, struct proposal *out)
{
	const struct answer *a = fill_standing(p, field);
	const struct evidence *own = fill_evidence(p, a);

	if (!own || !newer->value || a->reason || newer->by->at_ms <= own->at_ms ||
		!text_equal(newer->by->resource, a->resource) || text_equal(newer->value, a->value))
		return false;
	out->answer = (struct answer){.value = mem_text(a->value), .origin = ORIGIN_TYPED,
		.registered = mem_text(newer->value), .at_ms = a->at_ms};
	text_copy(out->answer.actor, sizeof out->answer.actor, a->actor);
	return true;
}

/* A department's value stands: a better or newer one replaces it, a second opinion joins it. */
static bool revise(
	const struct prefill *p, size_t field, const struct opinion o[2], struct proposal *out)
{
	const struct field *f = fill_field(p, field);
	const struct answer *a = fill_standing(p, field);

	if (a->confirmed)
		return doubt(p, field, &o[0], out);
	if (!o[0].value || rank_of(f, a->resource) < o[0].rank)
		return false;
	if (!text_equal(a->value, o[0].value)) {
		take(f, o, out);
		return true;
	}
	if (!o[1].value || text_equal(a->registered, o[1].value))
		return false;
	struct answer *changed = amend(p, field, out);
	mem_free_text(changed->registered);
	changed->registered = mem_text(o[1].value);
	return true;
}

/* A person's word stands: the department confirms it, contradicts it, or knows nothing. */
static bool compare(
	const struct prefill *p, size_t field, const struct opinion o[2], struct proposal *out)
{
	const struct field *f = fill_field(p, field);
	const struct answer *a = fill_standing(p, field);
	bool word = o[0].value && !prefill_suggests(f, o[0].by->resource);

	if (word && text_equal(a->value, o[0].value)) {
		take(f, o, out);
		return true;
	}
	bool emptied = !*a->value && !a->declared_none; /* on purpose: nobody contradicts that */
	bool known = !word || emptied || text_equal(a->registered, o[0].value);
	bool settled = a->unverified && (word || !prefill_unverified(p, field));
	if (known && !settled)
		return false;
	struct answer *changed = amend(p, field, out);
	if (settled)
		changed->unverified = false;
	if (!known) {
		mem_free_text(changed->registered);
		mem_free_text(changed->reason);
		changed->registered = mem_text(o[0].value);
		changed->reason = NULL;
	}
	return true;
}

static bool vacant(const struct field *f, const struct answer *a, const struct opinion *best)
{
	if (a->declared_none)
		return false;
	switch (a->origin) {
	case ORIGIN_NONE:
		return true;
	case ORIGIN_DERIVED:
		return !text_equal(a->value, best->value);
	case ORIGIN_EARLIER: /* not confirmed yet: the register knows better than the last case */
		return !a->confirmed && !text_equal(a->value, best->value) &&
		       (!prefill_suggests(f, best->by->resource) ||
			       text_equal(a->resource, best->by->resource));
	default:
		return false;
	}
}

/* What its own answer no longer says (because that is about another holder, address or row now) is
 * nobody's word any more. What a newer answer no longer says neither, unless the citizen confirmed
 * it. */
static bool lapsed(struct fill *fill, size_t field)
{
	const struct prefill *p = fill->p;
	const struct answer *a = fill_standing(p, field);
	const struct evidence *own = *a->value && *a->resource ? fill_evidence(p, a) : NULL;

	if (!own)
		return false;
	if (!fill_says(p, field, own, a->value))
		return true;
	for (size_t k = 0; !a->confirmed && k < fill_field(p, field)->n_shares; k++) {
		const struct share *s = &fill_field(p, field)->shares[k];
		const struct evidence *e =
			text_equal(s->resource, a->resource) ? fill_said_by(fill, s) : NULL;
		if (e && e != own && !fill_says(p, field, e, a->value))
			return true;
	}
	return false;
}

/* The bytes of its answer are not what they were, and a sound answer says something: that counts. */
static bool replaced(const struct prefill *p, size_t field, const struct opinion *now)
{
	const struct evidence *own = fill_evidence(p, fill_standing(p, field));

	return own && own->body == BOND_CHANGED && now->value && now->by->body != BOND_CHANGED;
}

static bool propose_nothing(struct proposal *out)
{
	out->answer = (struct answer){.value = mem_text("")};
	return true;
}

static bool renew(struct fill *fill, size_t field, struct opinion o[2], struct proposal *out)
{
	if (!lapsed(fill, field) && !replaced(fill->p, field, &o[0]))
		return revise(fill->p, field, o, out);
	if (!o[0].value)
		return propose_nothing(out);
	take(fill_field(fill->p, field), o, out);
	return true;
}

/* Nobody was asked about whom the form names now: what stands beside a person's word is not of him. */
static bool of_another(struct fill *fill, size_t field)
{
	const struct field *f = fill_field(fill->p, field);

	for (size_t k = 0; k < f->n_shares; k++)
		if (fill_said_by(fill, &f->shares[k]))
			return false;
	return fill_standing(fill->p, field)->registered != NULL;
}

static bool weigh(struct fill *fill, size_t field, struct opinion o[2], struct proposal *out)
{
	if (!of_another(fill, field))
		return compare(fill->p, field, o, out);
	struct answer *changed = amend(fill->p, field, out);
	mem_free_text(changed->registered);
	changed->registered = NULL;
	return true;
}

static bool propose_value(struct fill *fill, size_t field, struct opinion o[2], struct proposal *out)
{
	const struct prefill *p = fill->p;
	const struct field *f = fill_field(p, field);
	const struct answer *a = fill_standing(p, field);

	if (o[0].value && vacant(f, a, &o[0])) {
		take(f, o, out);
		return true;
	}
	switch (a->origin) {
	case ORIGIN_FETCHED:
	case ORIGIN_LICENCE:
		return renew(fill, field, o, out);
	case ORIGIN_EARLIER:
		return a->confirmed ? weigh(fill, field, o, out)
				    : lapsed(fill, field) && propose_nothing(out);
	case ORIGIN_TYPED:
	case ORIGIN_OVERRIDE:
		return weigh(fill, field, o, out);
	default:
		return false;
	}
}

static bool propose(struct fill *fill, size_t field, struct proposal *out)
{
	const struct field *f = fill_field(fill->p, field);
	struct opinion o[2];

	if (f->holder)
		return propose_holder(fill, field, out);
	if (f->present)
		return propose_present(fill->p, field, out);
	if (!f->reuse || f->n_shares == 0 || f->type == FIELD_ROWS)
		return false;
	fill_opinions(fill, field, o);
	bool changes = propose_value(fill, field, o, out);
	fill_opinions_release(o);
	return changes;
}

/* After the counter let go only what leaves the value alone. */
static bool allowed(const struct casefile *c, const struct proposal *p)
{
	return casefile_open(c) ||
	       text_equal(c->draft.answers[p->field].value, p->answer.value);
}

/* A cell of a row that is not there has nothing to be filled with. */
static bool has_row(const struct prefill *p, const struct field *f)
{
	return f->row < 0 || f->row < draft_rows(&p->file->draft, (size_t)f->repeat);
}

/* Does the incoming answer say anything that this field could be about? Without one: all do. */
static bool touched(const struct prefill *p, const struct field *f)
{
	bool touches = !p->incoming || f->holder || f->present;

	for (size_t k = 0; !touches && k < f->n_shares; k++)
		touches = text_equal(f->shares[k].resource, p->incoming->resource) &&
			  evidence_fits(p->file, p->incoming, &f->shares[k]);
	return touches;
}

size_t prefill_each(const struct prefill *p, size_t max, prefill_fn fn, void *ctx)
{
	struct fill fill = {.p = p};
	size_t n = 0;

	for (size_t i = 0; p->file->item && i < p->file->item->n_fields && n < max; i++) {
		struct proposal one = {.field = i};
		const struct field *f = fill_field(p, i);
		if (!has_row(p, f) || !touched(p, f) || !propose(&fill, i, &one))
			continue;
		if (allowed(p->file, &one)) {
			fn(ctx, &one);
			n++;
		}
		answer_release(&one.answer);
	}
	return n;
}

int prefill_rows(const struct prefill *p, size_t repeat)
{
	const struct repeat *r = &p->file->item->repeats[repeat];
	struct fill fill = {.p = p};
	const struct evidence *e = *r->rows.resource ? fill_said_by(&fill, &r->rows) : NULL;

	if (casefile_refuses(p->file, r->rows.resource))
		return 0; /* what came from there goes */
	if (!e)
		return -1;
	size_t n = share_count(&r->rows, &p->file->draft, e->rows, e->n_rows);
	return n < (size_t)r->max ? (int)n : r->max;
}

bool prefill_known(const struct prefill *p, size_t field, struct proposal *out)
{
	const struct field *f = fill_field(p, field);
	struct fill fill = {.p = p};
	struct opinion o[2];

	if (!f->reuse || f->type == FIELD_ROWS)
		return false;
	fill_opinions(&fill, field, o);
	bool known = o[0].value != NULL;
	if (known) {
		*out = (struct proposal){.field = field};
		take(f, o, out);
	}
	fill_opinions_release(o);
	return known;
}

static bool misfit(const struct prefill *p, size_t field)
{
	const struct field *f = fill_field(p, field);
	bool bad = false;

	for (size_t k = 0; !bad && k < f->n_shares; k++) {
		char count[16];
		if (!text_equal(f->shares[k].resource, p->incoming->resource) ||
			!evidence_fits(p->file, p->incoming, &f->shares[k]))
			continue;
		const char *raw = fill_said(p, field, k, p->incoming, count);
		char *value = raw ? fill_canonical(f, raw, p->today) : NULL;
		bad = raw && !value;
		mem_free_text(value);
	}
	return bad;
}

int prefill_misfit(const struct prefill *p)
{
	for (size_t i = 0; p->incoming && p->file->item && i < p->file->item->n_fields; i++) {
		const struct field *f = fill_field(p, i);
		if (f->reuse && f->type != FIELD_ROWS && has_row(p, f) && misfit(p, i))
			return (int)i;
	}
	return -1;
}
