/* SPDX-License-Identifier: MIT
 *
 * What screens see of the asks: one light an ask, and one a department over all cases of this
 * process.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"

static enum light light_of(const struct resource *r, enum outcome o)
{
	if (r->sharing == SHARING_NONE)
		return LIGHT_NOT_SHARED;
	switch (o) {
	case OUTCOME_PENDING:
	case OUTCOME_CANCELLED:
		return LIGHT_IDLE;
	case OUTCOME_FOUND:
		return LIGHT_OK;
	case OUTCOME_NOTHING:
		return LIGHT_NOTHING;
	default:
		return LIGHT_BAD;
	}
}

enum light asking_light(const struct asking *a)
{
	if (a->desk && casefile_refuses(&a->desk->file, a->resource->id))
		return LIGHT_NOT_SHARED;
	if (a->stage == STAGE_FLYING) {
		int ms = asking_age(a);
		return ms >= ASK_LATE_MS   ? LIGHT_LATE
		       : ms >= ASK_SLOW_MS ? LIGHT_SLOW
					   : LIGHT_ASKING;
	}
	return a->stale ? LIGHT_STALE : light_of(a->resource, a->outcome);
}

static void show(const struct desk *d, const struct asking *a, struct desk_ask *out)
{
	const struct item_party *party = a->party < 0 ? NULL : &d->file.item->parties[a->party];
	struct identity id;
	struct buf masked;

	*out = (struct desk_ask){.resource = a->resource,
		.light = asking_light(a),
		.age_ms = asking_age(a),
		.took_ms = a->took_ms,
		.at_ms = a->at_ms,
		.outcome = a->outcome,
		.about = party ? party->label : "",
		.about_en = party ? party->label_en : "",
		.row = party ? party->row : -1};
	text_copy(out->text, sizeof out->text, a->text);
	identity_check(a->holder, strlen(a->holder), clock_today(), &id);
	buf_init(&masked, SUBJECT_SIZE);
	if (id.verdict.grade != GRADE_BAD)
		mask_id(a->holder, &masked);
	else
		buf_adds(&masked, a->holder);
	text_copy(out->holder, sizeof out->holder, buf_text(&masked));
	buf_release(&masked);
	mem_wipe(&id, sizeof id);
}

size_t desk_asks(const struct desk *d, const struct desk_ask **out)
{
	/* The array is the desk's own scratch; what it shows does not change the case. */
	struct desk_ask *shown = ((struct desk *)(uintptr_t)d)->shown;
	int last = d->file.item ? (int)d->file.item->n_parties : 0;
	size_t n = 0;

	for (int party = -1; party < last; party++)
		for (size_t i = 0; i < d->n_asks; i++)
			if (d->asks[i].resource && d->asks[i].party == party)
				show(d, &d->asks[i], &shown[n++]);
	*out = shown;
	return n;
}

void lamp_set(struct desk *d, const struct resource *r, const struct evidence *e)
{
	size_t i = 0;

	/* In catalog order, so that a light never jumps when answers come in another order. */
	while (i < d->n_lamps && d->lamps[i].resource < r)
		i++;
	if (i == d->n_lamps || d->lamps[i].resource != r) {
		if (d->n_lamps == DESK_LAMPS)
			return;
		memmove(&d->lamps[i + 1], &d->lamps[i], (d->n_lamps++ - i) * sizeof d->lamps[0]);
		d->lamps[i] = (struct lamp){.resource = r};
	}
	d->lamps[i].outcome = e->outcome;
	d->lamps[i].done_ms = clock_mono_ms();
	d->lamps[i].answers += e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING;
	d->lamps[i].dropped += (size_t)e->dropped;
}

void desk_dropped(const struct desk *d, const char *resource, size_t *answers, size_t *dropped)
{
	*answers = *dropped = 0;
	for (size_t i = 0; i < d->n_lamps; i++)
		if (text_equal(d->lamps[i].resource->id, resource)) {
			*answers = d->lamps[i].answers;
			*dropped = d->lamps[i].dropped;
		}
}

/* Of two resources of one department the one that is worse off speaks for it. */
static int badness(enum light l)
{
	static const int order[] = {
		[LIGHT_IDLE] = 0,
		[LIGHT_NOT_SHARED] = 1,
		[LIGHT_NOTHING] = 2,
		[LIGHT_OK] = 3,
		[LIGHT_STALE] = 4,
		[LIGHT_ASKING] = 5,
		[LIGHT_SLOW] = 6,
		[LIGHT_LATE] = 7,
		[LIGHT_BAD] = 8,
	};

	return order[l];
}

static size_t merge(struct department_light *list, size_t n, const struct resource *r, enum light l)
{
	size_t i = 0;

	while (i < n && !text_equal(list[i].name, r->department))
		i++;
	if (i == DESK_LAMPS)
		return n;
	if (i == n) {
		list[i] = (struct department_light){r->department, r->department_en, l};
		return n + 1;
	}
	if (badness(l) > badness(list[i].light))
		list[i].light = l;
	return n;
}

size_t desk_lights(const struct desk *d, const struct department_light **out)
{
	struct department_light *list = ((struct desk *)(uintptr_t)d)->lights;
	size_t n = 0;

	for (size_t i = 0; i < d->n_lamps; i++) {
		const struct asking *a = asks_find(d, d->lamps[i].resource->id, "");
		bool asking = a && a->stage == STAGE_FLYING;
		n = merge(list, n, d->lamps[i].resource,
			asking ? asking_light(a)
			       : light_of(d->lamps[i].resource, d->lamps[i].outcome));
	}
	for (size_t i = 0; i < d->n_asks; i++)
		if (d->asks[i].resource && d->asks[i].stage == STAGE_FLYING)
			n = merge(list, n, d->asks[i].resource, asking_light(&d->asks[i]));
	*out = list;
	return n;
}
