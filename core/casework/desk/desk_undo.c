/* SPDX-License-Identifier: MIT
 *
 * Undo and redo. What must hold: only acts of the clerk are taken back, and only what nothing has
 * overtaken since; each is a compensating act of its own.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

static void step_release(struct step *s, size_t columns)
{
	answer_release(&s->before);
	answer_release(&s->after);
	for (size_t i = 0; s->cells && i < columns; i++)
		answer_release(&s->cells[i]);
	mem_free(s->cells);
	*s = (struct step){.repeat = -1};
}

/* A step says itself how many cells it keeps, so that it outlives its item. */
static size_t columns_of(const struct step *s)
{
	return s->cells ? s->columns : 0;
}

void steps_release(struct steps *s)
{
	for (size_t i = 0; i < s->n; i++)
		step_release(&s->list[i], columns_of(&s->list[i]));
	*s = (struct steps){0};
}

static struct step *push(struct steps *s)
{
	if (s->n == DESK_UNDO) {
		step_release(&s->list[0], columns_of(&s->list[0]));
		memmove(s->list, s->list + 1, (DESK_UNDO - 1) * sizeof *s->list);
		s->n--;
	}
	struct step *step = &s->list[s->n++];
	*step = (struct step){.repeat = -1};
	return step;
}

void steps_add(struct desk *d, size_t field, const struct answer *before, const struct answer *after)
{
	struct step *step = push(&d->undo);

	step->field = field;
	answer_dup(before, &step->before);
	answer_dup(after, &step->after);
	steps_release(&d->redo);
}

static void fill_row(struct step *step, const struct desk *d, size_t repeat, int at, bool added,
	const struct answer *cells)
{
	const struct repeat *r = &d->file.item->repeats[repeat];

	step->field = r->count;
	step->repeat = (int)repeat;
	step->at = at;
	step->added = added;
	step->columns = r->columns;
	step->cells = mem_array(r->columns, sizeof *step->cells);
	for (size_t i = 0; cells && i < r->columns; i++)
		answer_dup(&cells[i], &step->cells[i]);
}

void steps_add_row(struct desk *d, size_t repeat, int at, bool added, const struct answer *cells)
{
	fill_row(push(&d->undo), d, repeat, at, added, cells);
	steps_release(&d->redo);
}

static void forget_rows(struct desk *d, struct steps *s, size_t repeat)
{
	const struct repeat *r = &d->file.item->repeats[repeat];
	size_t end = r->first + (size_t)r->max * r->columns, kept = 0;

	for (size_t i = 0; i < s->n; i++) {
		struct step *step = &s->list[i];
		if (step->field >= r->count && step->field < end)
			step_release(step, columns_of(step));
		else
			s->list[kept++] = *step;
	}
	s->n = kept;
}

void steps_forget_rows(struct desk *d, size_t repeat)
{
	forget_rows(d, &d->undo, repeat);
	forget_rows(d, &d->redo, repeat);
}

/* ---- taking back ---- */

static bool same_answer(const struct answer *a, const struct answer *b)
{
	return text_equal(a->value, b->value) && a->origin == b->origin &&
	       a->declared_none == b->declared_none && a->confirmed == b->confirmed;
}

static void add_answer(struct desk *d, size_t field, const struct answer *a, struct batch *b)
{
	struct uid op = desk_evidence_op(d, a);

	field_put(d->file.item, field, a, &op, &batch_add(b, "FIELD")->body);
}

static void add_row_act(struct desk *d, const struct step *s, const char *act, struct batch *b)
{
	struct record *body = &batch_add(b, "ROW")->body;

	record_add(body, "repeat", d->file.item->repeats[s->repeat].name);
	record_add(body, "act", act);
	record_addi(body, "at", s->at);
}

/* The row is made again with what stood in it, or taken away with what stands in it now. */
static void add_row(struct desk *d, struct step *s, bool make, struct batch *b)
{
	const struct repeat *r = &d->file.item->repeats[s->repeat];
	size_t first = r->first + (size_t)s->at * r->columns;

	add_row_act(d, s, make ? "add" : "remove", b);
	for (size_t i = 0; i < r->columns; i++) {
		struct answer *kept = &s->cells[i];
		if (make && kept->value && kept->origin != ORIGIN_NONE &&
			kept->origin != ORIGIN_DERIVED) {
			add_answer(d, first + i, kept, b);
		} else if (!make) {
			answer_release(kept);
			answer_dup(&d->file.draft.answers[first + i], kept);
		}
	}
}

static bool row_possible(const struct desk *d, const struct step *s, bool make)
{
	size_t repeat = (size_t)s->repeat;
	int rows = draft_rows(&d->file.draft, repeat);

	if (s->at < d->file.held[repeat])
		return false;
	return make ? s->at <= rows && rows < d->file.item->repeats[repeat].max
		    : s->at < rows && rows > d->file.item->repeats[repeat].min;
}

/* Adds what takes the step back (or makes it again); false: something has overtaken it. */
static bool compensate(struct desk *d, struct step *s, bool back, struct batch *b)
{
	if (!d->file.item)
		return false;
	if (s->repeat >= 0) {
		bool make = s->added != back;
		if (!row_possible(d, s, make))
			return false;
		add_row(d, s, make, b);
		return true;
	}
	if (!same_answer(&d->file.draft.answers[s->field], back ? &s->after : &s->before))
		return false;
	add_answer(d, s->field, back ? &s->before : &s->after, b);
	return true;
}

/* Takes back (or makes again) the last act that nothing has overtaken since. */
static enum err walk(struct desk *d, struct steps *from, struct steps *to, bool back, size_t *field)
{
	enum err e = desk_form_open(d);

	while (!e && from->n > 0) {
		struct step s = from->list[--from->n];
		struct batch b = {0};
		if (!compensate(d, &s, back, &b)) {
			step_release(&s, columns_of(&s));
			continue;
		}
		e = desk_write(d, &b, LATER);
		if (e) {
			step_release(&s, columns_of(&s));
			return e;
		}
		*field = s.field;
		*push(to) = s;
		return OK;
	}
	return e ? e : ERR_NOTFOUND;
}

enum err desk_undo(struct desk *d, size_t *field)
{
	return walk(d, &d->undo, &d->redo, true, field);
}

enum err desk_redo(struct desk *d, size_t *field)
{
	return walk(d, &d->redo, &d->undo, false, field);
}
