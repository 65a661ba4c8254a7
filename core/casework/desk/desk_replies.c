/* SPDX-License-Identifier: MIT
 *
 * Answers of departments. What must hold: an answer becomes one EVIDENCE event and the FIELD events
 * it gives rise to, in one transaction; only what identity or the item needs is kept of its rows.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

/* Does identity or the item need this attribute? */
static bool needed(const struct item *item, const char *resource, const char *attribute)
{
	return identity_keeps(resource, attribute) ||
	       (item && item_reads(item, resource, attribute));
}

static void keep_rows(const struct desk *d, const struct reply *reply, struct evidence *out)
{
	out->rows = mem_array(reply->n_rows + 1, sizeof *out->rows);
	out->n_rows = reply->n_rows;
	for (size_t i = 0; i < reply->n_rows; i++)
		for (size_t k = 0; k < reply->rows[i].n; k++) {
			const struct record_pair *p = &reply->rows[i].pairs[k];
			if (needed(d->file.item, out->resource, p->name))
				record_addn(&out->rows[i], p->name, p->value, p->len);
		}
}

/* What the department sent beyond the catalog, and of the catalog what nobody here reads: each
 * attribute once, however many rows have it. */
static int dropped(const struct desk *d, const struct resource *r, const struct reply *reply)
{
	int n = (int)reply->extras;

	for (size_t i = 0; i < r->n_attributes; i++) {
		const char *name = r->attributes[i].name;
		bool came = false;
		for (size_t row = 0; !came && row < reply->n_rows; row++)
			came = record_find(&reply->rows[row], name) != NULL;
		n += came && !needed(d->file.item, r->id, name);
	}
	return n;
}

static void evidence_of(const struct desk *d, const struct asking *a, const struct reply *reply,
	struct evidence *out)
{
	*out = (struct evidence){.outcome = reply->outcome,
		.took_ms = reply->took_ms,
		.at_ms = reply->done_ms ? reply->done_ms : clock_now_ms()};
	text_copy(out->resource, sizeof out->resource, a->resource->id);
	text_copy(out->holder, sizeof out->holder, a->holder);
	out->asked = mem_text(a->asked_for);
	if (d->file.item)
		memcpy(out->form, d->file.item_hash, HASH_SIZE);
	text_copy(out->code, sizeof out->code, reply->code);
	text_copy(out->text, sizeof out->text, reply->text);
	text_copy(out->trace, sizeof out->trace, reply->trace);
	text_copy(out->receipt, sizeof out->receipt, reply->receipt);
	memcpy(out->request_hash, reply->request_hash, HASH_SIZE);
	memcpy(out->body_hash, reply->body_hash, HASH_SIZE);
	keep_rows(d, reply, out);
	out->dropped = dropped(d, a->resource, reply);
	if (out->outcome == OUTCOME_FOUND && out->n_rows == 0)
		out->outcome = OUTCOME_NOTHING;
}

static const char *department(const struct asking *a)
{
	return i18n_pick(a->resource->department, a->resource->department_en);
}

static void tell_misfits(struct desk *d, const struct asking *a, const struct evidence *e)
{
	struct prefill p = desk_prefill(d, e);
	int field = prefill_misfit(&p);

	if (field >= 0) {
		const struct field *f = &d->file.item->fields[field];
		desk_tell(d, NOTE_PROBLEM, _("What %s sent for %s cannot be used; key it in"),
			department(a), i18n_pick(f->label, f->label_en));
	}
}

/* A department that answers again is asked at once for everything it left open. */
static void returned(struct desk *d, const struct asking *well)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		if (a->resource && a != well && a->stage == STAGE_DONE && a->again_ms &&
			text_equal(a->resource->department, well->resource->department))
			a->again_ms = clock_mono_ms();
	}
}

static bool transient(enum outcome o)
{
	return o == OUTCOME_AGAIN || o == OUTCOME_STALE || o == OUTCOME_BROKEN;
}

static void settle(struct desk *d, struct asking *a, const struct evidence *e)
{
	a->stage = STAGE_DONE;
	a->handle = NULL;
	a->outcome = e->outcome;
	a->took_ms = e->took_ms;
	a->at_ms = e->at_ms;
	a->tries++;
	a->again_ms = 0;
	text_copy(a->text, sizeof a->text, e->text);
	lamp_set(d, a->resource, e);
	if (e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING) {
		a->answered = true;
		returned(d, a);
	} else if (transient(e->outcome) && a->tries < REASK_TRIES) {
		a->again_ms = clock_mono_ms() + REASK_MS;
	}
}

static void tell(struct desk *d, const struct asking *a, const struct evidence *e, size_t filled,
	bool was_late)
{
	if (transient(e->outcome) && a->tries == 1)
		desk_tell(d, NOTE_PROBLEM,
			_("%s cannot be reached now. Key it in; it is verified later"),
			department(a));
	else if (was_late && filled > 0)
		desk_tell(d, NOTE_INFO, _("%s has answered: %zu fields changed"), department(a),
			filled);
	if (!*a->holder && desk_blocked(d))
		desk_tell(d, NOTE_PROBLEM, "%s", desk_blocked_text(d));
}

void asks_done(void *ctx, struct ask *handle, const struct reply *reply)
{
	struct asking *a = ctx;
	struct desk *d = a->desk;
	struct batch b = {0};
	struct evidence e;

	(void)handle;
	if (a->recalled)
		return;
	evidence_of(d, a, reply, &e);
	bool was_late = a->late;
	settle(d, a, &e);
	struct act *act = batch_add(&b, "EVIDENCE");
	e.op = act->op;
	evidence_put(&e, &reply->body, &act->body);
	size_t filled = desk_fill(d, &e, &b);
	tell_misfits(d, a, &e);
	/* While the gate is taken the answer itself must have room; its values follow from it. */
	if (d->queued + b.n > DESK_QUEUE)
		batch_cut(&b, 1);
	enum err err = desk_write(d, &b, LATER);
	if (err) {
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(err)), _(err_remedy(err)));
		a->answered = casefile_latest(&d->file, a->resource->id, a->holder) != NULL;
		a->again_ms = clock_mono_ms() + REASK_MS;
	} else {
		tell(d, a, &e, filled, was_late);
		credit_settle(d);
	}
	evidence_release(&e);
}
