/* SPDX-License-Identifier: MIT
 *
 * The order in which values are worked out: depth first over "reads", so that a field stands
 * after all its visible, derive and initial rules read. What comes back to itself is a cycle.
 */
#include "core/form/item_load.h"

#include "core/base/i18n.h"
#include "core/base/text.h"

enum colour { WHITE, GREY, BLACK }; /* not seen, on the path, done */

struct walk {
	struct loading *l;
	enum colour *colours;
	size_t *path;
	size_t depth, placed;
};

static void tell_cycle(struct walk *w, size_t field)
{
	const struct item *item = w->l->item;
	struct buf path;
	size_t start = w->depth;
	buf_init(&path, 2000);
	while (start > 0 && w->path[start - 1] != field)
		start--;
	for (size_t i = start - 1; i < w->depth; i++)
		buf_addf(&path, "%s -> ", item->fields[w->path[i]].name);
	buf_adds(&path, item->fields[field].name);
	const struct field *f = &item->fields[field];
	const void *target = f->type == FIELD_ROWS ? (const void *)&item->repeats[f->repeat] : f;
	item_mistake(w->l, item_section_of(w->l, target)->line,
		_("the rules go in a circle: %s"), buf_text(&path));
	buf_release(&path);
}

/* A column of a repeat stands for all its rows, in row order. */
static void place(struct walk *w, size_t field)
{
	const struct item *item = w->l->item;
	const struct field *f = &item->fields[field];
	int rows = f->row == 0 ? item->repeats[f->repeat].max : 1;
	for (int row = 0; row < rows; row++)
		item->order[w->placed++] = row ? item_cell(item, field, row) : field;
}

/* NOLINTNEXTLINE(misc-no-recursion): as deep as there are fields, at most ITEM_FIELDS */
static void visit(struct walk *w, size_t field)
{
	const struct item *item = w->l->item;
	const struct field *f = &item->fields[field];
	bool count = f->type == FIELD_ROWS;
	/* Whoever reads who is here reads it hidden or not: its visible rule may read them back. */
	const int rules[] = {f->present ? -1 : count ? item->repeats[f->repeat].visible : f->visible, f->derive,
		f->initial};
	w->colours[field] = GREY;
	w->path[w->depth++] = field;
	for (size_t r = 0; r < COUNT_OF(rules); r++) {
		const int *reads;
		size_t n = rules[r] >= 0 ? ruleset_reads(item->rules, rules[r], &reads) : 0;
		for (size_t i = 0; i < n; i++) {
			if (w->colours[reads[i]] == GREY)
				tell_cycle(w, (size_t)reads[i]);
			else if (w->colours[reads[i]] == WHITE)
				visit(w, (size_t)reads[i]);
		}
	}
	if (f->row == 0 && w->colours[item->repeats[f->repeat].count] == WHITE)
		visit(w, item->repeats[f->repeat].count);
	w->depth--;
	w->colours[field] = BLACK;
	place(w, field);
}

void item_order(struct loading *l)
{
	struct pool scratch = {0};
	size_t n = l->item->n_fields;
	struct walk w = {.l = l};
	w.colours = pool_get(&scratch, (n + 1) * sizeof(*w.colours));
	w.path = pool_get(&scratch, (n + 1) * sizeof(*w.path));
	for (size_t i = 0; i < n; i++) {
		if (w.colours[i] == WHITE && l->item->fields[i].row <= 0)
			visit(&w, i);
	}
	pool_release(&scratch);
}
