/* SPDX-License-Identifier: MIT
 *
 * The item of a casefile: picked, or the same one as it was published anew. What must hold: an
 * upgrade loses no answer: what the new form has no place for comes back when it is undone.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

void answer_dup(const struct answer *from, struct answer *to)
{
	*to = *from;
	to->value = mem_text(from->value ? from->value : "");
	to->registered = mem_text(from->registered);
	to->reason = mem_text(from->reason);
}

static bool shares_with(const struct field *f, const char *resource)
{
	for (size_t i = 0; i < f->n_shares; i++)
		if (text_equal(f->shares[i].resource, resource))
			return true;
	return f->holder || f->present;
}

/* What a department said keeps its standing only where the new form asks it as well; else the
 * citizen confirms it. */
static void carry(const struct answer *from, const struct field *f, struct draft *to, size_t field)
{
	struct answer a = *from;
	bool fetched = a.origin == ORIGIN_FETCHED || a.origin == ORIGIN_LICENCE;

	if (fetched && !shares_with(f, a.resource)) {
		a.origin = ORIGIN_EARLIER;
		a.confirmed = false;
	}
	draft_set(to, field, &a);
}

void draft_carry(const struct draft *from, struct draft *to, day_t today)
{
	for (size_t i = 0; i < to->item->n_fields; i++) {
		const struct field *f = &to->item->fields[i];
		int at = item_field(from->item, f->name);
		const struct answer *a = at < 0 ? NULL : &from->answers[at];
		if (!a || a->origin == ORIGIN_NONE || a->origin == ORIGIN_DERIVED ||
			from->item->fields[at].type != f->type ||
			(*a->value && !field_accepts(f, a->value, today)))
			continue;
		bool there = to->answers[i].origin != ORIGIN_NONE &&
			     text_equal(to->answers[i].value, a->value);
		if (there && !a->confirmed)
			continue; /* it stands, and on better ground */
		carry(a, f, to, i);
	}
}

static struct material_mark *no_marks(const struct item *item)
{
	struct material_mark *marks = mem_array(item->n_materials + 1, sizeof *marks);

	for (size_t i = 0; i < item->n_materials; i++)
		marks[i] = material_idle();
	return marks;
}

/* What is computed or happens only after the draft. */
static void forget_work(struct casefile *c)
{
	casefile_forget_parts(c);
	mem_free(c->marks);
	mem_free(c->told);
	c->marks = NULL;
	c->told = NULL;
}

/* The form as it is stands aside. */
static struct former *set_aside(struct casefile *c)
{
	struct former *old = mem_new(sizeof *old);

	*old = (struct former){c->item, c->draft, c->chosen, c->held};
	forget_work(c);
	c->draft = (struct draft){0};
	c->chosen = NULL;
	c->held = NULL;
	return old;
}

static void open_form(struct casefile *c, const struct item *item)
{
	c->item = item;
	memcpy(c->item_hash, item->hash, HASH_SIZE);
	draft_init(&c->draft, item);
	c->marks = no_marks(item);
	c->chosen = no_marks(item);
	c->held = mem_array(item->n_repeats + 1, sizeof *c->held);
	c->told = mem_array(item->n_materials + 1, sizeof *c->told);
	c->parts = mem_array(item->n_parts + 1, sizeof *c->parts);
	mem_free(c->stages);
	c->stages = mem_array(item->n_stages + 1, sizeof *c->stages);
	c->situation = -1;
}

static void take_over(struct casefile *c, const struct former *old, day_t today)
{
	draft_carry(&old->draft, &c->draft, today);
	for (size_t i = 0; i < c->item->n_materials; i++) {
		int at = item_material(old->item, c->item->materials[i].name);
		if (at >= 0)
			c->marks[i] = c->chosen[i] = old->chosen[at];
	}
	for (size_t i = 0; i < c->item->n_repeats; i++) {
		int at = item_repeat(old->item, c->item->repeats[i].name);
		int rows = draft_rows(&c->draft, i);
		if (at >= 0)
			c->held[i] = old->held[at] < rows ? old->held[at] : rows;
	}
}

static void forget_form(struct casefile *c)
{
	if (!c->item)
		return;
	draft_release(&c->draft);
	forget_work(c);
	mem_free(c->chosen);
	mem_free(c->held);
}

/* Back to the form before: its answers, with what was said since on top. */
static void turn_back(struct casefile *c, const struct item *item, day_t today)
{
	struct former *first = c->former;

	c->former = NULL;
	struct former *now = set_aside(c);
	open_form(c, item);
	take_over(c, first, today);
	take_over(c, now, today);
	c->former = first;
	former_release(c);
	c->former = now;
	former_release(c);
}

static void turn_on(struct casefile *c, const struct item *item, day_t today)
{
	former_release(c);
	struct former *old = set_aside(c);
	open_form(c, item);
	take_over(c, old, today);
	c->former = old;
}

enum err fold_item(const struct fold *f)
{
	struct casefile *c = f->file;
	const struct record_pair *hash = record_find(&f->event->body, "hash");
	const uint8_t *bytes = f->event->form_hash;
	bool keep = text_equal(fold_said(f, "keep"), "1");

	if (c->state != STATE_DRAFT || (keep && !c->item))
		return ERR_STATE;
	if (!hash || hash->len != HASH_SIZE || memcmp(hash->value, bytes, HASH_SIZE) != 0)
		return ERR_INPUT;
	const struct item *item = f->find ? f->find(f->ctx, fold_said(f, "code"), bytes) : NULL;
	if (!item)
		return ERR_NOTFOUND;
	if (keep && c->former && memcmp(c->former->item->hash, item->hash, HASH_SIZE) == 0) {
		turn_back(c, item, day_at(f->event->at_ms));
	} else if (keep) {
		turn_on(c, item, day_at(f->event->at_ms));
	} else {
		former_release(c);
		forget_form(c);
		open_form(c, item);
		c->duplicate_answered = false;
	}
	c->changed_ms = f->event->at_ms;
	return OK;
}
