/* SPDX-License-Identifier: MIT
 *
 * The lines of the check page: who is here, the answers by section, rows of repeats one a line, what
 * passed with a reason, the documents, and the answers that are left out.
 */
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/screens/check_state.h"

static void add(struct check_page *s, enum check_kind kind, size_t index, int row)
{
	if (s->n == s->room) {
		size_t room = 2 * s->room + 64;
		s->lines = mem_grow(s->lines, s->room * sizeof *s->lines, room * sizeof *s->lines);
		s->room = room;
	}
	s->lines[s->n++] = (struct check_line){kind, index, row};
}

static void add_warnings(const struct app *a, struct check_page *s, size_t field)
{
	const struct evaluation *e = desk_evaluation(a->desk);

	for (size_t i = 0; i < e->n_findings; i++)
		if (e->findings[i].field == (int)field && e->findings[i].severity != SEVERITY_ERROR)
			add(s, CHECK_WARNING, i, -1);
}

static void add_rows(const struct app *a, struct check_page *s, size_t repeat)
{
	const struct casefile *f = desk_case(a->desk);
	const struct repeat *r = &f->item->repeats[repeat];
	int rows = draft_rows(&f->draft, repeat);

	add(s, CHECK_FIELD, r->count, -1);
	add_warnings(a, s, r->count);
	for (int row = 0; row < rows; row++) {
		add(s, CHECK_ROW, repeat, row);
		for (size_t k = 0; k < r->columns; k++)
			add_warnings(a, s, item_cell(f->item, r->first + k, row));
	}
}

static void add_group(const struct app *a, struct check_page *s, size_t group)
{
	const struct item *item = desk_case(a->desk)->item;
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t head = s->n;

	add(s, CHECK_HEAD, group, -1);
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *fd = &item->fields[i];
		if (!e->visible[i] || fd->fact || fd->row >= 0 || fd->type == FIELD_HASH ||
			!text_equal(fd->group, item->groups[group].name))
			continue; /* captured files stand among the documents */
		if (fd->type == FIELD_ROWS) {
			add_rows(a, s, (size_t)fd->repeat);
			continue;
		}
		add(s, CHECK_FIELD, i, -1);
		add_warnings(a, s, i);
	}
	if (s->n == head + 1)
		s->n = head; /* nothing of it is shown */
}

static void add_materials(const struct app *a, struct check_page *s)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);

	add(s, CHECK_HEAD, f->item->n_groups, -1);
	for (size_t i = 0; i < f->item->n_materials; i++)
		if (e->material_required[i] && f->marks[i].mark != MARK_IDLE)
			add(s, CHECK_MATERIAL, i, -1);
}

/* Answers of fields that are not shown any more are not sent; the clerk sees which. */
static void add_hidden(const struct app *a, struct check_page *s)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);
	bool any = false;

	for (size_t i = 0; i < f->item->n_fields; i++) {
		const struct answer *ans = &f->draft.answers[i];
		if (e->visible[i] || f->item->fields[i].fact || !*ans->value ||
			f->item->fields[i].type == FIELD_ROWS ||
			(ans->origin != ORIGIN_TYPED && ans->origin != ORIGIN_OVERRIDE))
			continue;
		if (!any)
			add(s, CHECK_HIDDEN_HEAD, 0, -1);
		any = true;
		add(s, CHECK_HIDDEN, i, -1);
	}
}

bool check_editable(const struct check_line *l)
{
	return l->kind == CHECK_FIELD || l->kind == CHECK_ROW || l->kind == CHECK_MATERIAL ||
		l->kind == CHECK_WARNING;
}

/* The cursor stops there: what is left out is read, too. */
static bool stops(const struct check_line *l)
{
	return check_editable(l) || l->kind == CHECK_HIDDEN;
}

static bool same(const struct check_line *a, const struct check_line *b)
{
	return a->kind == b->kind && a->index == b->index && a->row == b->row;
}

static void keep_focus(struct check_page *s, const struct check_line *before)
{
	for (size_t i = 0; i < s->n; i++)
		if (same(&s->lines[i], before)) {
			s->at = i;
			break;
		}
	if (s->at >= s->n)
		s->at = s->n ? s->n - 1 : 0;
	check_step(s, 0); /* to one that Enter leads from */
}

void check_collect(const struct app *a, struct check_page *s)
{
	const struct casefile *f = desk_case(a->desk);
	struct check_line before = s->n ? s->lines[s->at] : (struct check_line){CHECK_HEAD, 0, -1};

	if (!f || !f->item || !desk_evaluation(a->desk))
		return;
	s->n = 0;
	if (*f->agent)
		add(s, CHECK_AGENT, 0, -1);
	for (size_t g = 0; g < f->item->n_groups; g++)
		add_group(a, s, g);
	add_materials(a, s);
	add_hidden(a, s);
	keep_focus(s, &before);
}

void check_step(struct check_page *s, int by)
{
	int to = (int)s->at + by, last = (int)s->n - 1, way = by < 0 ? -1 : 1;

	to = to < 0 ? 0 : to > last ? last : to;
	for (int turn = 0; turn < 2; turn++, way = -way)
		for (int i = to; i >= 0 && i <= last; i += way)
			if (stops(&s->lines[i])) {
				s->at = (size_t)i;
				return;
			}
}

size_t check_section(const struct check_page *s, size_t section)
{
	bool inside = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct check_line *l = &s->lines[i];
		if (l->kind == CHECK_HEAD)
			inside = l->index == section;
		else if (inside && check_editable(l))
			return i;
	}
	return s->n;
}
