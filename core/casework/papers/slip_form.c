/* SPDX-License-Identifier: MIT
 *
 * Answers of the form as rows of a sheet. What must hold: only what is shown is told, row after row,
 * and beside what differs from a register stands what that says and why.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/papers/slip_inside.h"

enum { VALUE_BYTES = 16384, NAME_BYTES = 80 };

static const struct answer *answer(const struct slip *s, size_t field)
{
	return &s->c->draft.answers[field];
}

static bool visible(const struct slip *s, size_t field)
{
	const struct field *f = &s->c->item->fields[field];

	return !f->fact && (!s->place->eval || s->place->eval->visible[field]);
}

bool slip_shown(const struct slip *s, size_t field)
{
	return s->c->draft.answers && visible(s, field) &&
	       (*answer(s, field)->value || answer(s, field)->declared_none);
}

void slip_value(const struct slip *s, size_t field, struct buf *out)
{
	const struct field *f = &s->c->item->fields[field];

	if (appeal_names(f) && appeal_secret(s->c))
		buf_adds(out, _(APPEAL_KEPT_SECRET));
	else if (answer(s, field)->declared_none)
		buf_adds(out, i18n_pick(f->none, f->none_en));
	else
		field_show_on(f, answer(s, field)->value, casefile_label_day(s->c), !slip_clear(s), out);
}

/* What a register says instead, and the reason. */
static void add_dispute(const struct slip *s, size_t field, struct buf *out)
{
	const struct field *f = &s->c->item->fields[field];
	const struct answer *a = answer(s, field);
	struct buf registered;

	if (a->unverified)
		buf_adds(out, _("  (to be verified)"));
	if (!a->reason)
		return;
	buf_init(&registered, VALUE_BYTES);
	if (a->registered)
		field_show_on(f, a->registered, casefile_label_day(s->c), !slip_clear(s), &registered);
	buf_addf(out, _("  (register: %s; reason: %s)"),
		registered.len ? buf_text(&registered) : "-", a->reason);
	buf_release(&registered);
}

static void one(struct slip *s, size_t field)
{
	const struct field *f = &s->c->item->fields[field];
	struct buf text;

	if (!slip_shown(s, field))
		return;
	buf_init(&text, VALUE_BYTES);
	if (f->type == FIELD_DECLARATION)
		buf_addf(&text, "%s  ", i18n_pick(f->declared, f->declared_en));
	slip_value(s, field, &text);
	add_dispute(s, field, &text);
	sheet_row(s->sheet, ROWS_ANSWERS);
	sheet_cell(s->sheet, CELL_ANSWER_LABEL, slip_label(f));
	sheet_cell(s->sheet, CELL_ANSWER_VALUE, buf_text(&text));
	buf_release(&text);
}

/* One row in one piece: "1  Number 339..  Name 李小梅". */
static void row(struct slip *s, const struct repeat *r, int at, const bool *columns)
{
	struct buf text;

	buf_init(&text, VALUE_BYTES);
	for (size_t i = 0; i < r->columns; i++) {
		size_t field = r->first + (size_t)at * r->columns + i;
		if (!columns[i] || !slip_shown(s, field))
			continue;
		buf_addf(&text, "%s%s ", text.len ? "  " : "", slip_label(&s->c->item->fields[field]));
		slip_value(s, field, &text);
		add_dispute(s, field, &text);
	}
	if (text.len) {
		sheet_row(s->sheet, ROWS_ANSWERS);
		sheet_cellf(s->sheet, CELL_ANSWER_N, "%d", at + 1);
		sheet_cell(s->sheet, CELL_ANSWER_CELLS, buf_text(&text));
	}
	buf_release(&text);
}

static void rows(struct slip *s, const struct repeat *r, const bool *columns)
{
	size_t repeat = (size_t)(r - s->c->item->repeats);
	int n = draft_rows(&s->c->draft, repeat);

	if (!visible(s, r->count) || n == 0)
		return;
	sheet_row(s->sheet, ROWS_ANSWERS);
	sheet_cell(s->sheet, CELL_ANSWER_REPEAT, i18n_pick(r->label, r->label_en));
	for (int i = 0; i < n; i++)
		row(s, r, i, columns);
}

static void put_group(struct slip *s, const struct group *g)
{
	sheet_row(s->sheet, ROWS_ANSWERS);
	sheet_cell(s->sheet, CELL_ANSWER_GROUP, i18n_pick(g->label, g->label_en));
}

static void whole_form(struct slip *s)
{
	const struct item *item = s->c->item;
	bool all[ITEM_FIELDS];
	const char *group = "";

	memset(all, true, sizeof all);
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		bool count = f->type == FIELD_ROWS;
		if ((f->row >= 0 && !count) || (count ? !visible(s, i) : !slip_shown(s, i)))
			continue;
		for (size_t g = 0; !text_equal(group, f->group) && g < item->n_groups; g++)
			if (text_equal(item->groups[g].name, f->group))
				put_group(s, &item->groups[g]);
		group = f->group;
		if (count)
			rows(s, &item->repeats[f->repeat], all);
		else
			one(s, i);
	}
}

/* The next of the blank-separated names; false at the end. */
static bool next_name(const char **names, char out[NAME_BYTES])
{
	*names += strspn(*names, " ");
	size_t n = strcspn(*names, " ");
	bool fits = n > 0 && text_copyn(out, NAME_BYTES, *names, n);

	*names += n;
	return fits;
}

/* The repeat a name means: its own, or that of a column; -1 a field outside. */
static int repeat_named(const struct item *item, const char *name, size_t *column)
{
	char cell[NAME_BYTES + 4];
	int repeat = item_repeat(item, name), field;

	*column = ITEM_FIELDS;
	if (repeat >= 0)
		return repeat;
	text_format(cell, sizeof cell, "%s.1", name);
	field = item_field(item, cell);
	if (field < 0)
		return -1;
	repeat = item->fields[field].repeat;
	*column = (size_t)field - item->repeats[repeat].first;
	return repeat;
}

/* All columns of a repeat the list names, printed where the first of them stands. */
static void named_rows(struct slip *s, const char *names, int repeat)
{
	const struct repeat *r = &s->c->item->repeats[repeat];
	bool columns[ITEM_FIELDS] = {false};
	char name[NAME_BYTES];
	size_t column, n = 0;

	while (next_name(&names, name))
		if (repeat_named(s->c->item, name, &column) == repeat && column < r->columns) {
			columns[column] = true;
			n++;
		}
	if (n == 0)
		memset(columns, true, sizeof columns);
	rows(s, r, columns);
}

static void answers(struct slip *s, const char *names)
{
	const struct item *item = s->c->item;
	bool done[ITEM_REPEATS] = {false};
	const char *rest = names;
	char name[NAME_BYTES];
	size_t column;

	if (!*names) {
		whole_form(s);
		return;
	}
	while (next_name(&rest, name)) {
		int repeat = repeat_named(item, name, &column), field = item_field(item, name);
		if (repeat >= 0 && !done[repeat]) {
			done[repeat] = true;
			named_rows(s, names, repeat);
		} else if (repeat < 0 && field >= 0) {
			one(s, (size_t)field);
		}
	}
}

static void counted(struct slip *s)
{
	const struct item *item = s->c->item;

	for (size_t i = 0; i < item->n_repeats; i++) {
		const struct repeat *r = &item->repeats[i];
		int n = draft_rows(&s->c->draft, i);
		if (!visible(s, r->count) || !*answer(s, r->count)->value || n == 0)
			continue;
		sheet_row(s->sheet, ROWS_COUNTED);
		sheet_cell(s->sheet, CELL_COUNTED_LABEL, i18n_pick(r->label, r->label_en));
		sheet_cellf(s->sheet, CELL_COUNTED_N, "%d", n);
	}
}

static void passed(struct slip *s)
{
	const struct evaluation *e = s->place->eval;

	for (size_t i = 0; e && i < e->n_findings; i++) {
		const struct finding *f = &e->findings[i];
		if (!f->excuse)
			continue;
		sheet_row(s->sheet, ROWS_PASSED);
		sheet_cell(s->sheet, CELL_PASSED_TEXT, i18n_pick(f->text, f->text_en));
		sheet_cell(s->sheet, CELL_PASSED_REASON, f->excuse);
	}
}

/* The fields the item lists for this document; the application without a list has the whole form. */
void slip_form(struct slip *s)
{
	const struct document *d = slip_listed(s->c->item, s->t->document);
	bool listed = d && *d->fields;

	passed(s);
	if (!s->c->draft.answers)
		return;
	counted(s);
	if (listed || text_equal(s->t->document, "application"))
		answers(s, listed ? d->fields : "");
}
