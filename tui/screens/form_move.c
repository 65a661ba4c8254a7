/* SPDX-License-Identifier: MIT
 *
 * From line to line: where Enter goes, and what keeps the form from going on.
 */
#include "tui/screens/form_state.h"

/* ---- moving ---- */

size_t form_line_of(const struct form *f, size_t field)
{
	size_t i = 0;

	while (i < f->n && (f->lines[i].kind != LINE_FIELD || f->lines[i].field != field))
		i++;
	return i;
}

void form_go(struct app *a, struct form *f, size_t line)
{
	const struct field *fd;

	f->at = line < f->n ? line : 0;
	f->typed = f->summary = a->error_title = false;
	f->reason[0] = '\0';
	fd = form_focus(a, f);
	edit_init(&f->edit, fd && fd->max > 0 && fd->type != FIELD_INT ? fd->max : 200, false);
	form_collect_digits(a, f);
	a->dirty = true;
}

void form_step(struct app *a, struct form *f, int by)
{
	size_t n = f->n, to = f->at;

	if (n == 0)
		return;
	do
		to = (to + n + (size_t)(by > 0 ? 1 : -1)) % n;
	while (f->lines[to].kind == LINE_ROW && to != f->at);
	form_go(a, f, to);
}

/* A warning that needs a reason is as good as missing, once it has been told. */
static bool needs_clerk(const struct app *a, const struct form *f, const struct form_line *l)
{
	return l->kind == LINE_FIELD && (form_is_missing(a, l->field) ||
		(f->checked && f->flaws[l->field] == FLAW_WARN));
}

static size_t find_missing(const struct app *a, const struct form *f, size_t from)
{
	for (size_t k = 0; k < f->n; k++) {
		size_t line = (from + k) % f->n;
		if (needs_clerk(a, f, &f->lines[line]))
			return line;
	}
	return f->n;
}

static bool rows_complete(const struct app *a, const struct form *f, int repeat)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->lines[i].row >= 0 && form_item(a)->fields[f->lines[i].field].repeat == repeat &&
			needs_clerk(a, f, &f->lines[i]))
			return false;
	return true;
}

/* Whoever leaves the last row of a repeat, when nothing is missing in it, is asked whether there is
 * another. */
static size_t place_to_add(const struct app *a, const struct form *f)
{
	const struct form_line *l = form_at(f);
	const struct item *item = form_item(a);
	const struct field *fd = l ? &item->fields[l->field] : NULL;

	if (!l || l->kind != LINE_FIELD || fd->row < 0 || !rows_complete(a, f, fd->repeat) ||
		fd->row + 1 < draft_rows(&desk_case(a->desk)->draft, (size_t)fd->repeat))
		return f->n;
	for (size_t i = f->at; i < f->n; i++)
		if (f->lines[i].kind == LINE_ADD && f->lines[i].field == item->repeats[fd->repeat].count)
			return i;
	return f->n;
}

bool form_next_missing(struct app *a, struct form *f)
{
	form_collect(a, f);
	size_t next = find_missing(a, f, f->at + 1), place = place_to_add(a, f);

	if (place < f->n)
		next = place;
	if (next >= f->n)
		return false;
	form_go(a, f, next);
	return true;
}

bool form_first_missing(struct app *a, struct form *f)
{
	form_collect(a, f);
	size_t first = find_missing(a, f, 0);

	if (first < f->n)
		form_go(a, f, first);
	return first < f->n;
}

void form_show_field(struct app *a, struct form *f, size_t field)
{
	form_collect(a, f);
	f->all |= form_line_of(f, field) == f->n;
	form_collect(a, f);
	form_go(a, f, form_line_of(f, field));
}

/* ---- what keeps the form from going on ---- */

static bool counts(const struct app *a, const struct finding *x, enum flaw wanted)
{
	if (form_flaw(x) != wanted)
		return false;
	if (x->field < 0)
		return true;
	if (form_item(a)->fields[x->field].type == FIELD_HASH)
		return false; /* belongs to the documents */
	return !x->missing || !desk_waiting(a->desk, (size_t)x->field); /* on its way: nothing to mend */
}

size_t form_errors(const struct app *a, const struct finding *out[FORM_ERRORS])
{
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t n = 0;

	for (enum flaw wanted = FLAW_ERROR; wanted != FLAW_NONE; wanted--)
		for (size_t i = 0; e && i < e->n_findings; i++) {
			if (!counts(a, &e->findings[i], wanted))
				continue;
			if (n < FORM_ERRORS)
				out[n] = &e->findings[i];
			n++;
		}
	return n;
}
