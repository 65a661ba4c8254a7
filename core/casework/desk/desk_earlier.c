/* SPDX-License-Identifier: MIT
 *
 * What need not be asked again: answers and papers of the applicant's earlier cases at this hall,
 * to be confirmed, and the counter's own last choice where a field is sticky.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

enum { EARLIER_CASES = 3, EARLIER_DAYS = 365, DAY_MS = 24 * 60 * 60 * 1000 };

/* Offered already in this batch? */
bool batch_offers(const struct batch *b, const char *kind, const char *name)
{
	for (size_t i = 0; i < b->n; i++)
		if (text_equal(b->acts[i].kind, kind) &&
			text_equal(record_get(&b->acts[i].body, "name"), name))
			return true;
	return false;
}

static void offer_answer(
	const struct desk *d, const struct casefile *old, size_t field, struct batch *b)
{
	const struct field *f = &d->file.item->fields[field];
	int at = item_field(old->item, f->name);
	const struct answer *now = &d->file.draft.answers[field];

	if (!f->earlier || !f->reuse || f->row >= 0 || at < 0 || now->origin != ORIGIN_NONE ||
		old->item->fields[at].type != f->type || batch_offers(b, "FIELD", f->name))
		return;
	const struct answer *then = &old->draft.answers[at];
	if (!*then->value || !field_accepts(f, then->value, clock_today()))
		return;
	struct answer a = {.value = then->value, .origin = ORIGIN_EARLIER, .at_ms = then->at_ms};
	text_copy(a.resource, sizeof a.resource, old->number);
	field_put(d->file.item, field, &a, &(struct uid){{0}}, &batch_add(b, "FIELD")->body);
}

static void offer(const struct desk *d, const struct casefile *old, struct batch *b)
{
	for (size_t i = 0; i < d->file.item->n_fields; i++)
		offer_answer(d, old, i, b);
	for (size_t i = 0; i < d->file.item->n_materials; i++)
		earlier_material(d, old, i, b);
}

static bool usable(const struct desk *d, const struct view_case *v)
{
	return !uid_equal(&v->id, &d->file.id) && *v->item &&
	       !text_equal(v->state, state_word(STATE_ABANDONED)) &&
	       clock_now_ms() - v->updated_ms <= (int64_t)EARLIER_DAYS * DAY_MS;
}

void earlier_values(struct desk *d, struct batch *b)
{
	struct view_case *list = NULL;
	size_t n = 0, used = 0;

	if (desk_cases_of(d, &list, &n))
		return;
	for (size_t i = 0; i < n && used < EARLIER_CASES; i++) {
		struct casefile old;
		if (!usable(d, &list[i]) ||
			casefile_load(d->parts.store, &list[i].id, shelf_find, d->shelf, &old))
			continue;
		if (old.item)
			offer(d, &old, b);
		casefile_release(&old);
		used++;
	}
	mem_wipe(list, n * sizeof *list);
	mem_free(list);
}

static struct sticky *sticky_at(struct desk *d, const char *item, const char *field)
{
	for (size_t i = 0; i < d->n_sticky; i++)
		if (text_equal(d->sticky[i].item, item) && text_equal(d->sticky[i].field, field))
			return &d->sticky[i];
	return NULL;
}

void sticky_keep(struct desk *d)
{
	const struct item *item = d->file.item;

	for (size_t i = 0; i < item->n_fields; i++) {
		const struct answer *a = &d->file.draft.answers[i];
		if (!item->fields[i].sticky || item->fields[i].row >= 0 || !*a->value)
			continue;
		struct sticky *s = sticky_at(d, item->code, item->fields[i].name);
		if (!s && d->n_sticky < DESK_STICKY) {
			s = &d->sticky[d->n_sticky++];
			text_copy(s->item, sizeof s->item, item->code);
			text_copy(s->field, sizeof s->field, item->fields[i].name);
		}
		if (s) {
			mem_free_text(s->value);
			s->value = mem_text(a->value);
		}
	}
}

void sticky_values(struct desk *d, struct batch *b)
{
	const struct item *item = d->file.item;

	for (size_t i = 0; i < item->n_fields; i++) {
		const struct sticky *s = item->fields[i].sticky && item->fields[i].row < 0
						 ? sticky_at(d, item->code, item->fields[i].name)
						 : NULL;
		if (!s || d->file.draft.answers[i].origin == ORIGIN_TYPED ||
			batch_offers(b, "FIELD", s->field))
			continue;
		struct answer a = {.value = s->value, .origin = ORIGIN_EARLIER, .confirmed = true};
		field_put(item, i, &a, &(struct uid){{0}}, &batch_add(b, "FIELD")->body);
	}
}

void sticky_release(struct desk *d)
{
	for (size_t i = 0; i < d->n_sticky; i++)
		mem_free_text(d->sticky[i].value);
	d->n_sticky = 0;
}
