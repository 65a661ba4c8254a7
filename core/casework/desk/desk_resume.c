/* SPDX-License-Identifier: MIT
 *
 * Questions of a case that is opened again or leaves, and those a clerk wants put again. What must
 * hold: what was asked is known from the journal alone.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/task.h"

/* The credit that let a paper through unseen rests on what facts of the item are had from. */
static bool credit_waits(const struct desk *d, const char *resource)
{
	const struct item *item = d->file.item;
	bool waits = false;

	for (size_t i = 0; i < d->file.n_tasks; i++)
		waits |= d->file.tasks[i].kind == TASK_CREDIT && task_open(&d->file.tasks[i]);
	for (size_t i = 0; waits && item && i < item->n_fields; i++)
		for (size_t k = 0; item->fields[i].fact && k < item->fields[i].n_shares; k++)
			if (text_equal(item->fields[i].shares[k].resource, resource))
				return true;
	return false;
}

/* What was kept of the newest answer is not all that this item reads. */
static bool lacking(const struct desk *d, const struct asking *a)
{
	const struct evidence *e =
		a->identity || !d->file.item ? NULL : casefile_latest(&d->file, a->resource->id, a->holder);

	return e && !asks_enough(d, a, e);
}

/* A draft asks again what failed or went stale; a case that was let go only what is to be verified.
 */
static bool due(const struct desk *d, const struct asking *a)
{
	if (a->resource->sharing == SHARING_NONE)
		return false;
	if (casefile_open(&d->file))
		return a->stage == STAGE_PLANNED || !a->answered || a->stale || lacking(d, a);
	if (!a->answered && credit_waits(d, a->resource->id))
		return true;
	for (size_t i = 0; !a->answered && d->file.item && i < d->file.item->n_fields; i++) {
		const struct field *f = &d->file.item->fields[i];
		for (size_t k = 0; d->file.draft.answers[i].unverified && k < f->n_shares; k++) {
			const char *holder = casefile_holder(&d->file, f->shares[k].party);
			if (holder && text_equal(holder, a->holder) &&
				text_equal(f->shares[k].resource, a->resource->id))
				return true;
		}
	}
	return false;
}

static bool tried(const struct desk *d, const char *resource, const char *holder)
{
	for (size_t i = 0; i < d->file.n_evidence; i++)
		if (text_equal(d->file.evidence[i].resource, resource) &&
			text_equal(asks_plain(d, d->file.evidence[i].holder), holder))
			return true;
	return false;
}

/* Everything an open case once asked, whether or not its rules still want it. */
static void known_asks(struct desk *d)
{
	const struct item *item = d->file.item;

	asks_identity(d);
	for (size_t i = 0; item && i < item->n_asks; i++) {
		const struct item_ask *ask = &item->asks[i];
		const char *holder = casefile_holder(&d->file, ask->party);
		int when = asks_when_of(d, ask);
		const char *value = when < 0 ? NULL : d->file.draft.answers[when].value;
		bool known = holder && (ask->party < 0 || !*holder
					? asks_find(d, ask->resource, holder)
					: asks_find_exact(d, ask->resource, holder, value)) != NULL;
		if (holder && !known && (tried(d, ask->resource, holder) || credit_waits(d, ask->resource)))
			(void)asks_add_party(d, ask, holder, when, value);
	}
}

static void restore_all(struct desk *d, const struct evidence *e)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		if (!a->resource || !text_equal(a->resource->id, e->resource) ||
			!text_equal(asks_plain(d, e->holder), a->holder))
			continue;
		if (a->party >= 0 && e->asked && !text_equal(e->asked, a->asked_for))
			continue;
		asks_restore(a, e);
		if (a->party < 0 && e->asked) {
			mem_free_text(a->asked_for);
			a->asked_for = mem_text(e->asked);
		}
	}
}

void asks_resume(struct desk *d)
{
	known_asks(d);
	for (size_t i = 0; i < d->file.n_evidence; i++)
		restore_all(d, &d->file.evidence[i]);
	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		if (a->resource && due(d, a))
			asks_plan_again(a);
		else
			a->stage = STAGE_DONE;
	}
}

void asks_forget(struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++)
		asks_drop(d, &d->asks[i]);
	d->n_asks = 0;
}

/* Another item has its own grounds and needs its own attributes: it asks anew. */
void asks_forget_item(struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		if (d->asks[i].identity)
			d->asks[i].item_code = "identity";
		else
			asks_drop(d, &d->asks[i]);
	}
}

static void insist(struct asking *a)
{
	asks_plan_again(a);
	a->insist = true;
}

/* One resource: what it was asked about the applicant, and about others what it left open. */
static bool again(const struct asking *a, const char *resource)
{
	if (!a->resource || a->stage != STAGE_DONE || a->resource->sharing == SHARING_NONE)
		return false;
	if (resource && !text_equal(a->resource->id, resource))
		return false;
	return !a->answered || a->stale || (resource && !*a->holder);
}

enum err desk_refetch(struct desk *d, const char *resource)
{
	enum err e = d->open ? OK : ERR_STATE;
	bool known = false, shared = false;

	for (size_t i = 0; !e && i < d->n_asks; i++) {
		const struct asking *a = &d->asks[i];
		bool this = resource && a->resource && text_equal(a->resource->id, resource);
		known |= this;
		shared |= this && a->resource->sharing != SHARING_NONE;
	}
	if (!e && resource && !known)
		e = ERR_NOTFOUND;
	if (!e && resource && !shared)
		e = ERR_DENIED;
	for (size_t i = 0; !e && i < d->n_asks; i++)
		if (again(&d->asks[i], resource))
			insist(&d->asks[i]);
	if (!e)
		asks_launch(d);
	return e;
}

enum err desk_refetch_field(struct desk *d, size_t field)
{
	enum err e = ERR_NOTFOUND;

	if (!d->open || !d->file.item)
		return ERR_STATE;
	if (field >= d->file.item->n_fields)
		return ERR_NOTFOUND;
	const struct field *f = &d->file.item->fields[field];
	for (size_t k = 0; k < f->n_shares; k++) {
		const char *holder = casefile_holder(&d->file, f->shares[k].party);
		struct asking *a = holder ? asks_find(d, f->shares[k].resource, holder) : NULL;
		if (!a || a->resource->sharing == SHARING_NONE)
			continue;
		if (a->stage == STAGE_DONE)
			insist(a);
		e = OK;
	}
	if (!e)
		asks_launch(d);
	return e;
}

void desk_cancel_asks(struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++)
		if (d->asks[i].resource && d->asks[i].stage == STAGE_FLYING)
			ask_cancel(d->parts.driver, d->asks[i].handle);
}
