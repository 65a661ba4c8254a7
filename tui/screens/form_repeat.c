/* SPDX-License-Identifier: MIT
 *
 * Rows of repeats: adding and removing them, going from row to row, and how a row is called where
 * its cells are out of sight.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/screens/form_state.h"

enum { NAMED_CELLS = 3, NAME_CELLS = 40 };

static int rows_of(const struct app *a, size_t repeat)
{
	return draft_rows(&desk_case(a->desk)->draft, repeat);
}

const struct repeat *form_repeat(const struct app *a, const struct form *f, size_t *index)
{
	const struct form_line *l = form_at(f);
	int repeat = l ? form_item(a)->fields[l->field].repeat : -1;

	if (repeat < 0)
		return NULL;
	*index = (size_t)repeat;
	return &form_item(a)->repeats[repeat];
}

bool form_growable(const struct app *a, size_t repeat)
{
	const struct repeat *r = &form_item(a)->repeats[repeat];

	return !r->fixed && rows_of(a, repeat) < r->max;
}

static const char *label_of(const struct repeat *r)
{
	return i18n_pick(r->label, r->label_en);
}

/* Who or what a row is about, before what it says of it. */
static bool naming(const struct field *fd)
{
	switch (fd->type) {
	case FIELD_NAME: case FIELD_ID: case FIELD_CREDIT_CODE: case FIELD_ID_OR_CODE:
	case FIELD_PLATE: case FIELD_VIN: case FIELD_UNIT_NO: case FIELD_PROJECT: case FIELD_MONTH:
		return true;
	default:
		return false;
	}
}

static void name_by(const struct app *a, const struct repeat *r, int row, bool clear, bool any,
	struct buf *out)
{
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t first = r->first + (size_t)row * r->columns, start = out->len;

	for (size_t k = 0, n = 0; k < r->columns && n < NAMED_CELLS; k++) {
		const struct field *fd = &form_item(a)->fields[first + k];
		const struct answer *ans = form_answer(a, first + k);
		if (!e->visible[first + k] || !*ans->value || fd->type == FIELD_HASH ||
			!(any || naming(fd)))
			continue;
		if (text_cells(buf_text(out) + start) > NAME_CELLS)
			break;
		buf_adds(out, out->len > start ? "  " : "");
		field_show(fd, ans->value, !clear, out);
		n++;
	}
}

void form_row_name(const struct app *a, const struct repeat *r, int row, bool clear, struct buf *out)
{
	size_t start = out->len;

	name_by(a, r, row, clear, false, out);
	if (out->len == start)
		name_by(a, r, row, clear, true, out);
}

void form_place(const struct app *a, size_t field, struct buf *out)
{
	const struct field *fd = &form_item(a)->fields[field];

	if (fd->row < 0)
		return;
	buf_addf(out, "%s %d  ", label_of(&form_item(a)->repeats[fd->repeat]), fd->row + 1);
}

/* ---- adding ---- */

static void go_to_row(struct app *a, struct form *f, const struct repeat *r, int row)
{
	size_t first = r->first + (size_t)row * r->columns;

	form_collect(a, f);
	for (size_t i = 0; i < f->n; i++)
		if (f->lines[i].kind == LINE_FIELD && f->lines[i].row == row &&
			f->lines[i].field >= first && f->lines[i].field < first + r->columns &&
			(f->all || form_is_missing(a, f->lines[i].field))) {
			form_go(a, f, i);
			return;
		}
	f->all = true; /* nothing of the row is missing: it stands in the whole form only */
	form_collect(a, f);
	for (size_t k = 0; k < r->columns; k++)
		if (form_line_of(f, first + k) < f->n) {
			form_go(a, f, form_line_of(f, first + k));
			return;
		}
}

void form_add_row(struct app *a, struct form *f)
{
	size_t index;
	const struct repeat *r = form_repeat(a, f, &index);
	int row = 0;

	if (!r) {
		app_say(a, VOICE_HINT, "%s", _("There are no rows here"));
		return;
	}
	if (r->fixed) {
		app_say(a, VOICE_HINT, _("%s: only the department adds rows"), label_of(r));
		return;
	}
	enum err e = desk_row_add(a->desk, index, &row);
	if (e == ERR_LIMIT)
		app_say(a, VOICE_PROBLEM, _("%s: at most %d rows"), label_of(r), r->max);
	else if (e)
		app_fail(a, e);
	if (e)
		return;
	desk_count_keys(a->desk, 1);
	go_to_row(a, f, r, row);
}

/* ---- removing ---- */

/* No question: undo brings the row back with what it held. */
static void remove_row(struct app *a, struct form *f, size_t index, int row)
{
	const struct repeat *r = &form_item(a)->repeats[index];
	enum err e = desk_row_remove(a->desk, index, row);

	if (e == ERR_LIMIT)
		app_say(a, VOICE_PROBLEM, _("%s: at least %d rows"), label_of(r), r->min);
	else if (e)
		app_fail(a, e);
	if (e)
		return;
	desk_count_keys(a->desk, 1);
	form_collect(a, f);
	form_go(a, f, form_line_of(f, r->count));
	app_say(a, VOICE_HINT, _("%s %d is removed; Ctrl+Z brings it back"), label_of(r), row + 1);
}

void form_remove_row(struct app *a, struct form *f)
{
	size_t index;
	const struct repeat *r = form_repeat(a, f, &index);
	int row = r ? f->lines[f->at].row : -1;

	if (row < 0)
		app_say(a, VOICE_HINT, "%s", _("Go to the row that is to be removed first"));
	else if (desk_row_held(a->desk, index, row))
		app_say(a, VOICE_PROBLEM, "%s",
			_("A department holds this row; it is not removed here"));
	else
		remove_row(a, f, index, row);
}

/* ---- from row to row ---- */

bool form_next_row(struct app *a, struct form *f, int by)
{
	const struct form_line *l = form_at(f);
	const struct field *fd = l ? &form_item(a)->fields[l->field] : NULL;

	if (fd && fd->type == FIELD_ROWS && by > 0 && f->at + 2 < f->n && f->lines[f->at + 1].row >= 0) {
		form_go(a, f, f->at + 2);
		return true;
	}
	if (!fd || fd->row < 0)
		return false;
	int rows = rows_of(a, (size_t)fd->repeat);
	for (int row = fd->row + by; row >= 0 && row < rows; row += by) {
		size_t cell = item_cell(form_item(a),
			l->field - (size_t)fd->row * form_item(a)->repeats[fd->repeat].columns, row);
		size_t line = form_line_of(f, cell);
		if (line < f->n) {
			form_go(a, f, line);
			return true;
		}
	}
	return false;
}

/* ---- all rows in one list ---- */

struct row_list {
	struct form *form;
	size_t repeat;
	struct choose_row rows[ITEM_ROWS];
	char numbers[ITEM_ROWS][8];
	struct buf names;
};

static void row_list_free(void *ctx)
{
	struct row_list *l = ctx;

	buf_release(&l->names);
	mem_free(l);
}

static void row_chosen(struct app *a, void *ctx, int chosen)
{
	const struct row_list *l = ctx;

	if (chosen >= 0 && chosen < rows_of(a, l->repeat))
		go_to_row(a, l->form, &form_item(a)->repeats[l->repeat], chosen);
}

static void name_rows(const struct app *a, struct row_list *l, const struct repeat *r, int rows)
{
	size_t at[ITEM_ROWS];

	for (int i = 0; i < rows; i++) {
		at[i] = l->names.len;
		buf_addf(&l->names, "%3d  ", i + 1);
		form_row_name(a, r, i, false, &l->names);
		buf_addc(&l->names, '\0');
		text_format(l->numbers[i], sizeof l->numbers[i], "%d", i + 1);
	}
	for (int i = 0; i < rows; i++)
		l->rows[i] = (struct choose_row){l->numbers[i], buf_text(&l->names) + at[i]};
}

void form_list_rows(struct app *a, struct form *f)
{
	size_t index;
	const struct repeat *r = form_repeat(a, f, &index);
	int rows = r ? rows_of(a, index) : 0;

	if (rows == 0) {
		app_say(a, VOICE_HINT, "%s", _("No rows yet"));
		return;
	}
	struct row_list *l = mem_new(sizeof *l);
	l->form = f;
	l->repeat = index;
	buf_init(&l->names, 64 * 1024);
	name_rows(a, l, r, rows);
	struct choose_arg arg = {.title = label_of(r), .rows = l->rows, .n = (size_t)rows,
		.filter = rows > FORM_DIGITS, .done = row_chosen, .ctx = l, .release = row_list_free};
	if (choose_open(a, &arg))
		row_list_free(l);
}
