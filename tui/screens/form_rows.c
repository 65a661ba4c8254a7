/* SPDX-License-Identifier: MIT
 *
 * Which fields the form shows, which of them need the clerk, and where Enter goes. A field whose
 * department is still being asked is nobody's business until it is late.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/standards/codes.h"
#include "tui/screens/form_state.h"

const struct item *form_item(const struct app *a)
{
	return desk_case(a->desk)->item;
}

const struct field *form_focus(const struct app *a, const struct form *f)
{
	return f->n_rows ? &form_item(a)->fields[f->rows[f->at]] : NULL;
}

bool form_is_missing(const struct app *a, size_t field)
{
	const struct evaluation *e = desk_evaluation(a->desk);

	if (form_item(a)->fields[field].type == FIELD_HASH)
		return false; /* captured with the materials */
	return e->visible[field] && !desk_waiting(a->desk, field) &&
		(e->needed[field] || desk_conflict(a->desk, field));
}

static bool has_error(const struct app *a, size_t field)
{
	const struct evaluation *e = desk_evaluation(a->desk);

	for (size_t i = 0; i < e->n_findings; i++)
		if (e->findings[i].field == (int)field && e->findings[i].severity == SEVERITY_ERROR)
			return true;
	return false;
}

/* The clerk's own answers stay in view; what a department filled meanwhile goes, unless the
 * cursor is on it: a row never vanishes under the hand. */
static bool answered_here(const struct app *a, size_t field)
{
	const struct answer *ans = &desk_case(a->desk)->draft.answers[field];

	return ans->origin == ORIGIN_TYPED || ans->origin == ORIGIN_OVERRIDE || ans->confirmed ||
		ans->declared_none;
}

static bool shown(const struct app *a, const struct form *f, size_t field, size_t focus)
{
	const struct evaluation *e = desk_evaluation(a->desk);

	if (!e->visible[field] || form_item(a)->fields[field].fact)
		return false;
	return f->all || field == focus || form_is_missing(a, field) || answered_here(a, field) ||
		(f->checked && has_error(a, field));
}

size_t form_row_of(const struct form *f, size_t field)
{
	size_t i = 0;

	while (i < f->n_rows && f->rows[i] != field)
		i++;
	return i;
}

void form_collect(const struct app *a, struct form *f)
{
	size_t focus = f->n_rows ? f->rows[f->at] : SIZE_MAX, n = 0;
	const struct item *item = form_item(a);

	for (size_t i = 0; i < item->n_fields; i++)
		if (shown(a, f, i, focus))
			f->rows[n++] = i;
	f->n_rows = n;
	size_t at = form_row_of(f, focus);
	if (at < n)
		f->at = at;
	else if (f->at >= n)
		f->at = n ? n - 1 : 0;
}

void form_go(struct app *a, struct form *f, size_t row)
{
	const struct field *fd;

	f->at = row < f->n_rows ? row : 0;
	f->typed = false;
	f->reason[0] = '\0';
	fd = form_focus(a, f);
	edit_init(&f->edit, fd && fd->max > 0 && fd->type != FIELD_INT ? fd->max : 200, false);
	a->dirty = true;
}

static bool missing_from(struct app *a, struct form *f, size_t from)
{
	for (size_t k = 0; k < f->n_rows; k++) {
		size_t row = (from + k) % f->n_rows;
		if (form_is_missing(a, f->rows[row])) {
			form_go(a, f, row);
			return true;
		}
	}
	return false;
}

bool form_next_missing(struct app *a, struct form *f)
{
	form_collect(a, f);
	return missing_from(a, f, f->at + 1);
}

bool form_first_missing(struct app *a, struct form *f)
{
	form_collect(a, f);
	return missing_from(a, f, 0);
}

size_t form_errors(const struct app *a, const struct finding *out[FORM_ERRORS])
{
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t n = 0;

	for (size_t i = 0; i < e->n_findings && n < FORM_ERRORS; i++) {
		const struct finding *x = &e->findings[i];
		if (x->severity != SEVERITY_ERROR)
			continue;
		if (x->field >= 0 && form_item(a)->fields[x->field].type == FIELD_HASH)
			continue; /* belongs to the materials */
		if (x->missing && x->field >= 0 && desk_waiting(a->desk, (size_t)x->field))
			continue; /* on its way: the documents need not wait for it */
		out[n++] = x;
	}
	return n;
}

size_t form_choices(const struct field *fd)
{
	const struct code *codes;

	if (fd->type == FIELD_BOOL)
		return 2;
	if (fd->type == FIELD_CHOICE)
		return fd->n_choices <= 9 ? fd->n_choices : 0;
	if (fd->type == FIELD_CODE) {
		size_t n = codes_list(fd->table, &codes);
		return n <= 9 ? n : 0;
	}
	return 0;
}

void form_choice(const struct field *fd, size_t i, const char **code, const char **label)
{
	const struct code *codes;

	if (fd->type == FIELD_BOOL) {
		*code = i == 0 ? "1" : "0";
		*label = i == 0 ? _("Yes") : _("No");
	} else if (fd->type == FIELD_CHOICE) {
		*code = fd->choices[i].code;
		*label = i18n_pick(fd->choices[i].label, fd->choices[i].label_en);
	} else {
		codes_list(fd->table, &codes);
		*code = codes[i].code;
		*label = i18n_pick(codes[i].name, codes[i].name_en);
	}
}
