/* SPDX-License-Identifier: MIT
 *
 * What must hold: the outcome does not depend on which department answered first.
 */
#include "core/casework/prefill.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

enum { VALUE_MAX = 8192 };

/* What one department says about a field. */
struct opinion {
	char *value; /* canonical; NULL none */
	const struct evidence *by;
	size_t rank; /* its place among the field's shares */
};

static const struct evidence *said_by(const struct prefill *p, const char *resource)
{
	const struct evidence *e = p->incoming;

	if (e && text_equal(e->resource, resource) &&
		(e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING))
		return e;
	return casefile_latest(p->file, resource);
}

/* The canonical form, NULL when the value cannot be one of this field. */
static char *canonical(const struct field *f, const char *raw, day_t today)
{
	char why[WHY_SIZE], *value = NULL;
	struct buf folded;

	if (field_accepts(f, raw, today))
		return mem_text(raw);
	buf_init(&folded, VALUE_MAX);
	if (field_fold(f, raw, today, &folded, why) == OK && folded.len)
		value = mem_text(buf_text(&folded));
	buf_release(&folded);
	return value;
}

static struct opinion opinion_at(const struct prefill *p, const struct field *f, size_t rank)
{
	struct opinion o = {.rank = rank, .by = said_by(p, f->shares[rank].resource)};
	const char *raw = o.by ? share_pick(&f->shares[rank], &p->file->draft, o.by->rows, o.by->n_rows) : NULL;

	if (raw)
		o.value = canonical(f, raw, p->today);
	return o;
}

/* The first opinion, and the first that differs from it. */
static void opinions(const struct prefill *p, const struct field *f, struct opinion out[2])
{
	size_t n = 0;

	memset(out, 0, 2 * sizeof *out);
	for (size_t rank = 0; rank < f->n_shares && n < 2; rank++) {
		struct opinion o = opinion_at(p, f, rank);
		if (o.value && !(n == 1 && text_equal(o.value, out[0].value)))
			out[n++] = o;
		else
			mem_free_text(o.value);
	}
}

static void opinions_release(struct opinion o[2])
{
	mem_free_text(o[0].value);
	mem_free_text(o[1].value);
}

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

static void copy_answer(const struct answer *from, struct answer *to)
{
	*to = *from;
	to->value = mem_text(from->value);
	to->registered = mem_text(from->registered);
	to->reason = mem_text(from->reason);
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
	const struct answer *a = &p->file->draft.answers[field];

	copy_answer(a, &out->answer);
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

bool prefill_unverified(const struct prefill *p, size_t field)
{
	const struct field *f = &p->file->item->fields[field];

	for (size_t i = 0; i < f->n_shares; i++)
		if (!prefill_suggests(f, f->shares[i].resource) &&
			p->silent(p->ctx, f->shares[i].resource))
			return true;
	return false;
}

bool prefill_rests(const struct prefill *p, size_t field)
{
	const struct field *f = &p->file->item->fields[field];
	const struct answer *a = &p->file->draft.answers[field];
	bool rests = (a->origin != ORIGIN_FETCHED && a->origin != ORIGIN_LICENCE) || f->holder;

	for (size_t i = 0; !rests && i < p->file->n_evidence; i++) {
		const struct evidence *e = &p->file->evidence[i];
		if (memcmp(e->event, a->evidence, HASH_SIZE) != 0)
			continue;
		for (size_t k = 0; !rests && k < f->n_shares; k++) {
			const char *raw = text_equal(f->shares[k].resource, e->resource)
						  ? share_pick(&f->shares[k], &p->file->draft, e->rows, e->n_rows)
						  : NULL;
			char *value = raw ? canonical(f, raw, p->today) : NULL;
			rests = value && text_equal(value, a->value);
			mem_free_text(value);
		}
	}
	return rests;
}

/* The applicant's own number comes from the identity check. */
static bool propose_holder(const struct prefill *p, size_t field, struct proposal *out)
{
	struct answer *a = &out->answer;

	if (*p->file->draft.answers[field].value || !*p->file->subject)
		return false;
	const struct evidence *e = said_by(p, "POP-01");
	bool known = e && e->outcome == OUTCOME_FOUND;
	a->value = mem_text(p->file->subject);
	a->origin = known ? ORIGIN_FETCHED : ORIGIN_LICENCE;
	a->at_ms = known ? e->at_ms : p->file->opened_ms;
	text_copy(a->resource, sizeof a->resource, known ? "POP-01" : "");
	if (known)
		out->evidence = e->op;
	return true;
}

/* A department's value stands: a better or newer one replaces it, a second opinion joins it. */
static bool revise(
	const struct prefill *p, size_t field, const struct opinion o[2], struct proposal *out)
{
	const struct field *f = &p->file->item->fields[field];
	const struct answer *a = &p->file->draft.answers[field];

	if (a->confirmed || !o[0].value || rank_of(f, a->resource) < o[0].rank)
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
	const struct field *f = &p->file->item->fields[field];
	const struct answer *a = &p->file->draft.answers[field];
	bool word = o[0].value && !prefill_suggests(f, o[0].by->resource);

	if (word && text_equal(a->value, o[0].value)) {
		take(f, o, out);
		return true;
	}
	bool known = !word || text_equal(a->registered, o[0].value);
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

/* What a department no longer says (or says of another address) is nobody's word any more. */
static bool lapsed(const struct prefill *p, const struct answer *a)
{
	const struct evidence *e =
		*a->value && *a->resource && !a->confirmed ? said_by(p, a->resource) : NULL;

	return e && !uid_none(&e->op) && memcmp(e->event, a->evidence, HASH_SIZE) != 0;
}

static bool propose(const struct prefill *p, size_t field, struct proposal *out)
{
	const struct field *f = &p->file->item->fields[field];
	const struct answer *a = &p->file->draft.answers[field];
	struct opinion o[2];
	bool changes = false;

	if (f->holder)
		return propose_holder(p, field, out);
	if (!f->reuse || f->n_shares == 0)
		return false;
	opinions(p, f, o);
	if (o[0].value && vacant(f, a, &o[0])) {
		take(f, o, out);
		changes = true;
	} else if (a->origin == ORIGIN_FETCHED || a->origin == ORIGIN_LICENCE) {
		changes = revise(p, field, o, out);
		if (!changes && !o[0].value && lapsed(p, a)) {
			out->answer = (struct answer){.value = mem_text("")};
			changes = true;
		}
	} else if (a->origin == ORIGIN_TYPED || a->origin == ORIGIN_OVERRIDE || a->declared_none ||
		   (a->origin == ORIGIN_EARLIER && a->confirmed)) {
		changes = compare(p, field, o, out);
	}
	opinions_release(o);
	return changes;
}

/* After the counter let go only what leaves the value alone. */
static bool allowed(const struct casefile *c, const struct proposal *p)
{
	return c->state == STATE_DRAFT ||
	       text_equal(c->draft.answers[p->field].value, p->answer.value);
}

size_t prefill_all(const struct prefill *p, struct proposal *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; p->file->item && i < p->file->item->n_fields && n < max; i++) {
		struct proposal one = {.field = i};
		if (!propose(p, i, &one))
			continue;
		if (allowed(p->file, &one))
			out[n++] = one;
		else
			answer_release(&one.answer);
	}
	return n;
}

void proposals_release(struct proposal *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		answer_release(&list[i].answer);
}

bool prefill_known(const struct prefill *p, size_t field, struct proposal *out)
{
	const struct field *f = &p->file->item->fields[field];
	struct opinion o[2];

	if (!f->reuse)
		return false;
	opinions(p, f, o);
	bool known = o[0].value != NULL;
	if (known) {
		*out = (struct proposal){.field = field};
		take(f, o, out);
	}
	opinions_release(o);
	return known;
}

static bool misfit(const struct prefill *p, const struct field *f)
{
	for (size_t i = 0; i < f->n_shares; i++) {
		if (!text_equal(f->shares[i].resource, p->incoming->resource))
			continue;
		const char *raw = share_pick(&f->shares[i], &p->file->draft, p->incoming->rows, p->incoming->n_rows);
		char *value = raw ? canonical(f, raw, p->today) : NULL;
		bool bad = raw && !value;
		mem_free_text(value);
		if (bad)
			return true;
	}
	return false;
}

size_t prefill_misfits(const struct prefill *p, size_t *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; p->incoming && p->file->item && i < p->file->item->n_fields && n < max;
		i++)
		if (p->file->item->fields[i].reuse && misfit(p, &p->file->item->fields[i]))
			out[n++] = i;
	return n;
}
