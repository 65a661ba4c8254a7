/* SPDX-License-Identifier: MIT
 *
 * Which sources the citizen agrees to. What must hold: who the applicant is, and whether that person
 * or firm still is, is checked whatever they say; everything else may be brought on paper instead.
 */
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

static bool of_identity(const char *resource)
{
	static const char *const checks[] = {"POP-01", "POP-05", "CRD-01", "SJ-01", "AUTH-02"};

	for (size_t i = 0; i < COUNT_OF(checks); i++)
		if (text_equal(checks[i], resource))
			return true;
	return false;
}

static size_t values_of(const struct desk *d, const char *resource)
{
	size_t n = 0;

	for (size_t i = 0; d->file.item && i < d->file.item->n_fields; i++) {
		const struct answer *a = &d->file.draft.answers[i];
		bool held = a->origin == ORIGIN_FETCHED || a->origin == ORIGIN_LICENCE ||
			    a->origin == ORIGIN_EARLIER;
		n += held && *a->value && text_equal(a->resource, resource);
	}
	return n;
}

static bool listed(const struct desk_source *list, size_t n, const struct resource *r)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].resource == r)
			return true;
	return false;
}

size_t desk_sources(const struct desk *d, struct desk_source *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; d->open && i < d->n_asks && n < max; i++) {
		const struct resource *r = d->asks[i].resource;
		if (!r || r->sharing == SHARING_NONE || listed(out, n, r))
			continue;
		out[n++] = (struct desk_source){.resource = r,
			.values = values_of(d, r->id),
			.refused = casefile_refuses(&d->file, r->id),
			.needed = of_identity(r->id)};
	}
	return n;
}

/* What is on its way is stopped, what is planned stays unsent. */
static void stop(struct desk *d, const char *resource)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		if (a->resource && text_equal(a->resource->id, resource) && a->stage == STAGE_FLYING)
			ask_cancel(d->parts.driver, a->handle);
	}
}

enum err desk_refuse(struct desk *d, const char *resource, bool refused)
{
	struct batch b = {0};
	bool asked = false;
	enum err e = desk_form_open(d);

	for (size_t i = 0; i < d->n_asks; i++)
		asked |= d->asks[i].resource && text_equal(d->asks[i].resource->id, resource);
	if (!e && !asked)
		e = ERR_NOTFOUND;
	if (!e && of_identity(resource))
		e = ERR_DENIED;
	if (e || casefile_refuses(&d->file, resource) == refused)
		return e;
	if (refused)
		stop(d, resource);
	struct record *body = &batch_add(&b, "REFUSE")->body;
	record_add(body, "resource", resource);
	record_add(body, "act", refused ? "refuse" : "allow");
	e = desk_write(d, &b, LATER);
	if (!e)
		asks_launch(d);
	return e;
}
