/* SPDX-License-Identifier: MIT
 *
 * How long a value counts (the catalog's `fresh`). What must hold: what is older is never sent
 * without somebody's word: the department's newer one, or the citizen's.
 */
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/evidence.h"

/* The department that said it said the same again later, if it did. */
static int64_t said_last_ms(const struct desk *d, size_t field, const struct answer *a)
{
	const struct field *f = &d->file.item->fields[field];
	struct prefill p = desk_prefill(d, NULL);
	int64_t at = a->at_ms;

	for (size_t i = 0; i < f->n_shares; i++) {
		const struct evidence *e = text_equal(f->shares[i].resource, a->resource) ?
			casefile_share(&d->file, &f->shares[i]) : NULL;
		if (e && e->at_ms > at && prefill_said_by(&p, field, e))
			at = e->at_ms;
	}
	return at;
}

static bool said_by_department(const struct answer *a)
{
	return *a->resource && *a->value && !a->confirmed &&
	       (a->origin == ORIGIN_FETCHED || a->origin == ORIGIN_LICENCE || a->origin == ORIGIN_EARLIER);
}

bool desk_stale(const struct desk *d, size_t field)
{
	if (!d->open || !d->judged || !casefile_open(&d->file) || !d->eval.visible[field])
		return false;
	const struct field *f = &d->file.item->fields[field];
	const struct answer *a = &d->file.draft.answers[field];
	if (f->fact || f->holder || f->present || f->type == FIELD_ROWS || !said_by_department(a))
		return false;
	const struct resource *r = catalog_find(d->parts.catalog, a->resource);
	int64_t now = clock_now_ms();
	return r && r->fresh_ms > 0 && now - a->at_ms > r->fresh_ms &&
	       now - said_last_ms(d, field, a) > r->fresh_ms;
}

size_t desk_stale_count(const struct desk *d, size_t *first)
{
	size_t n = 0;

	for (size_t i = 0; d->open && d->file.item && i < d->file.item->n_fields; i++)
		if (desk_stale(d, i) && n++ == 0 && first)
			*first = i;
	return n;
}

/* ---- what is sent must be what was answered ---- */

static int first_unbound(const struct casefile *c)
{
	struct evidence_sum sum;

	evidence_sum(c, casefile_day(c, clock_today()), &sum);
	return sum.field;
}

bool desk_unbound(const struct desk *d, size_t *field)
{
	if (!d->open || !d->file.item)
		return false;
	int at = first_unbound(&d->file);
	if (at < 0)
		at = d->unbound;
	if (at < 0 || (size_t)at >= d->file.item->n_fields)
		return false;
	*field = (size_t)at;
	return true;
}

/* Not what this program remembers, but what lies in the file now. */
enum err desk_bound(struct desk *d)
{
	struct casefile stored;

	d->unbound = -1;
	enum err e = desk_flush(d, WRITE_WAIT_MS);
	if (!e)
		e = evidence_load(d->parts.store, &d->file.id, shelf_find, d->shelf, &stored);
	if (e)
		return e;
	d->unbound = first_unbound(&stored);
	casefile_release(&stored);
	return d->unbound < 0 ? OK : ERR_TAMPER;
}
