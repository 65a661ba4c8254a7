/* SPDX-License-Identifier: MIT
 *
 * Which lines the form shows and which of them need the clerk. A field whose department is still
 * being asked is nobody's business until it is late. One pass over all fields
 * collects everything a picture needs: a form may have 4,000 cells.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/screens/form_state.h"

const struct item *form_item(const struct app *a)
{
	return desk_case(a->desk)->item;
}

const struct answer *form_answer(const struct app *a, size_t field)
{
	return &desk_case(a->desk)->draft.answers[field];
}

const struct form_line *form_at(const struct form *f)
{
	return f->n ? &f->lines[f->at] : NULL;
}

bool form_on_field(const struct form *f)
{
	return f->n && f->lines[f->at].kind == LINE_FIELD;
}

size_t form_field(const struct form *f)
{
	return f->lines[f->at].field;
}

const struct field *form_focus(const struct app *a, const struct form *f)
{
	return form_on_field(f) ? &form_item(a)->fields[form_field(f)] : NULL;
}

/* Asked on the form: not read by rules only, not captured with the documents. */
static bool asked_here(const struct field *fd)
{
	return !fd->fact && fd->type != FIELD_HASH;
}

bool form_is_missing(const struct app *a, size_t field)
{
	const struct evaluation *e = desk_evaluation(a->desk);

	if (!e->visible[field] || !asked_here(&form_item(a)->fields[field]))
		return false;
	return (e->needed[field] || desk_conflict(a->desk, field) || desk_stale(a->desk, field)) &&
		!desk_waiting(a->desk, field);
}

/* The clerk's own answers stay in view; what a department filled meanwhile goes, unless the
 * cursor is on it: a line never vanishes under the hand. */
static bool answered_here(const struct answer *ans)
{
	return ans->origin == ORIGIN_TYPED || ans->origin == ORIGIN_OVERRIDE || ans->confirmed ||
		ans->declared_none;
}

static bool flawed(const struct form *f, size_t field)
{
	return f->checked && f->flaws[field] != FLAW_NONE;
}

/* Does the line of a field stand there? missing: what form_is_missing says of it. */
static bool shown(const struct app *a, const struct form *f, size_t field, bool missing, size_t focus)
{
	const struct field *fd = &form_item(a)->fields[field];

	if (!desk_evaluation(a->desk)->visible[field] || fd->fact)
		return false;
	if (f->all || missing || field == focus || flawed(f, field))
		return true;
	if (fd->type == FIELD_ROWS)
		return form_growable(a, (size_t)fd->repeat);
	return answered_here(form_answer(a, field));
}

/* ---- one pass ---- */

struct pass {
	const struct app *app;
	struct form *form;
	size_t focus;                /* field under the focus, SIZE_MAX none */
	enum line_kind focus_kind;
	struct known {
		const char *resource, *name;
	} *known;                    /* departments looked up already, FORM_SOURCES */
	size_t *n_known;
};

static void add(struct form *f, enum line_kind kind, size_t field, int row)
{
	if (f->n == f->room) {
		size_t room = 2 * f->room + 64;
		f->lines = mem_grow(f->lines, f->room * sizeof *f->lines, room * sizeof *f->lines);
		f->room = room;
	}
	f->n_numbered += kind == LINE_FIELD && row < 0;
	f->lines[f->n++] = (struct form_line){(uint16_t)field, (uint8_t)kind, (int8_t)row,
		(uint16_t)(row >= 0 ? row + 1 : (int)f->n_numbered)};
}

/* Takes back the count of a repeat that has nothing to show. */
static void drop(struct form *f, size_t n)
{
	f->n = n;
	f->n_numbered--;
}

static const char *department_of(const struct pass *p, const char *resource)
{
	for (size_t i = 0; i < *p->n_known; i++)
		if (text_equal(p->known[i].resource, resource))
			return p->known[i].name;
	const struct resource *r = *resource ? catalog_find(p->app->catalog, resource) : NULL;
	const char *name = r ? i18n_pick(r->department, r->department_en) : _("earlier");
	if (*p->n_known < FORM_SOURCES)
		p->known[(*p->n_known)++] = (struct known){resource, name};
	return name;
}

static const char *source_name(const struct pass *p, const struct answer *ans)
{
	if (ans->origin == ORIGIN_DERIVED)
		return _("derived");
	return ans->origin == ORIGIN_TYPED ? _("keyed") : department_of(p, ans->resource);
}

static void count_source(struct form *f, const char *name)
{
	size_t k = 0;

	while (k < f->n_sources && !text_equal(f->sources[k].name, name))
		k++;
	if (k == FORM_SOURCES)
		return;
	if (k == f->n_sources) {
		f->sources[k].name = name;
		f->sources[f->n_sources++].n = 0;
	}
	f->sources[k].n++;
}

static void count(const struct pass *p, size_t field, bool missing)
{
	struct form *f = p->form;
	const struct evaluation *e = desk_evaluation(p->app->desk);
	const struct answer *ans = form_answer(p->app, field);
	const struct field *fd = &form_item(p->app)->fields[field];

	if (fd->fact || fd->type == FIELD_ROWS || !e->visible[field])
		return;
	f->left += missing;
	f->held += (*ans->value || ans->declared_none) && !missing;
	if (*ans->value && !e->needed[field] && !(missing && desk_stale(p->app->desk, field))) {
		f->n_held++;
		count_source(f, source_name(p, ans));
	}
}

static void visit(const struct pass *p, size_t field)
{
	bool missing = form_is_missing(p->app, field);

	count(p, field, missing);
	if (shown(p->app, p->form, field, missing, p->focus))
		add(p->form, LINE_FIELD, field, form_item(p->app)->fields[field].row);
}

/* The heading stands before the first cell of a row that is shown. */
static void visit_row(const struct pass *p, const struct repeat *r, int row)
{
	size_t head = p->form->n;

	add(p->form, LINE_ROW, r->count, row);
	for (size_t k = 0; k < r->columns; k++)
		visit(p, r->first + (size_t)row * r->columns + k);
	if (p->form->n == head + 1)
		p->form->n = head;
}

static void visit_repeat(const struct pass *p, size_t index)
{
	const struct item *item = form_item(p->app);
	const struct repeat *r = &item->repeats[index];
	size_t before = p->form->n;
	int rows = draft_rows(&desk_case(p->app->desk)->draft, index);

	add(p->form, LINE_FIELD, r->count, -1);
	for (int row = 0; row < rows; row++)
		visit_row(p, r, row);
	bool inside = p->form->n > before + 1;
	if (!inside && !shown(p->app, p->form, r->count, form_is_missing(p->app, r->count), p->focus))
		drop(p->form, before);
	else if ((inside || p->focus_kind == LINE_ADD) && form_growable(p->app, index))
		add(p->form, LINE_ADD, r->count, -1);
}

static void visit_all(const struct pass *p, bool situation)
{
	const struct item *item = form_item(p->app);
	const struct evaluation *e = desk_evaluation(p->app->desk);

	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *fd = &item->fields[i];
		if (fd->situation != situation || fd->row >= 0)
			continue; /* cells come with their repeat */
		if (fd->type != FIELD_ROWS)
			visit(p, i);
		else if (e->visible[i])
			visit_repeat(p, (size_t)fd->repeat);
	}
}

/* The item of an open draft may be published anew; its fields are then others. */
static void make_room(struct form *f, size_t n_fields)
{
	if (f->n_fields == n_fields && f->flaws)
		return;
	mem_free(f->flaws);
	f->flaws = mem_array(n_fields + 1, sizeof *f->flaws);
	f->n_fields = n_fields;
	f->n = f->at = 0;
}

enum flaw form_flaw(const struct finding *x)
{
	if (x->severity == SEVERITY_ERROR)
		return FLAW_ERROR;
	return x->severity == SEVERITY_WARN && x->check >= 0 && !x->excuse ? FLAW_WARN : FLAW_NONE;
}

static void collect_flaws(const struct app *a, struct form *f)
{
	const struct evaluation *e = desk_evaluation(a->desk);

	memset(f->flaws, FLAW_NONE, f->n_fields);
	for (size_t i = 0; i < e->n_findings; i++) {
		const struct finding *x = &e->findings[i];
		enum flaw flaw = form_flaw(x);
		if (x->field < 0 || flaw <= f->flaws[x->field])
			continue;
		if (!x->missing || !desk_waiting(a->desk, (size_t)x->field))
			f->flaws[x->field] = (uint8_t)flaw;
	}
}

/* The same line, or the nearest of what is left. */
static void keep_focus(struct form *f, const struct pass *p, int row)
{
	for (size_t i = 0; i < f->n && p->focus != SIZE_MAX; i++) {
		const struct form_line *l = &f->lines[i];
		if (l->field == p->focus && l->kind == p->focus_kind && l->row == row) {
			f->at = i;
			return;
		}
	}
	if (f->at >= f->n)
		f->at = f->n ? f->n - 1 : 0;
	while (f->at > 0 && f->lines[f->at].kind == LINE_ROW)
		f->at--;
}

void form_collect(const struct app *a, struct form *f)
{
	const struct item *item = form_item(a);

	if (!desk_evaluation(a->desk))
		return; /* a rule could not be run; the desk has told it */
	make_room(f, item->n_fields);
	struct known known[FORM_SOURCES];
	size_t n_known = 0;
	struct pass p = {a, f, f->n ? f->lines[f->at].field : SIZE_MAX,
		f->n ? f->lines[f->at].kind : LINE_FIELD, known, &n_known};
	int row = f->n ? f->lines[f->at].row : -1;
	collect_flaws(a, f);
	f->n = f->n_numbered = f->held = f->left = f->n_held = f->n_sources = 0;
	visit_all(&p, true);
	visit_all(&p, false);
	keep_focus(f, &p, row);
	form_collect_digits(a, f);
}
