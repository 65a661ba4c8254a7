/* SPDX-License-Identifier: MIT
 *
 * The lines of each tab of a case.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/screens/case_state.h"

static void add(struct case_page *s, enum case_line_kind kind, size_t index)
{
	if (s->n == s->room) {
		size_t room = 2 * s->room + 64;
		s->lines = mem_grow(s->lines, s->room * sizeof *s->lines, room * sizeof *s->lines);
		s->room = room;
	}
	s->lines[s->n++] = (struct case_line){kind, index};
}

static bool differs(const struct casefile *c, size_t field)
{
	const struct answer *a = &c->draft.answers[field];

	if (c->item->fields[field].fact || c->item->fields[field].type == FIELD_ROWS)
		return false;
	return a->origin == ORIGIN_OVERRIDE || a->unverified ||
	       (a->registered && !text_equal(a->registered, a->value));
}

size_t case_differences(const struct casefile *c)
{
	size_t n = c->item ? c->draft.n_excuses : 0;

	for (size_t i = 0; c->item && i < c->item->n_fields; i++)
		n += differs(c, i);
	return n;
}

/* Before against now: what was changed after the citizen had been told once. */
static void add_changes(struct case_page *s)
{
	uint32_t told = 0;

	for (size_t i = s->trail.n; i-- > 0 && !told;)
		if (text_equal(s->trail.rows[i].kind, "NOTICE"))
			told = s->trail.rows[i].seq;
	for (size_t i = 0; told && i < s->trail.n; i++)
		if (s->trail.rows[i].seq > told && (text_equal(s->trail.rows[i].kind, "FIELD") ||
							   text_equal(s->trail.rows[i].kind, "MATERIAL")))
			add(s, LINE_EVENT, i);
}

/* The summary that was drafted stands below, in two rows. */
static void add_task(const struct casefile *c, struct case_page *s, size_t i)
{
	add(s, LINE_TASK, i);
	if (c->tasks[i].draft && task_open(&c->tasks[i])) {
		add(s, LINE_DRAFT, 2 * i);
		add(s, LINE_DRAFT, 2 * i + 1);
	}
}

static void add_differences(const struct casefile *c, struct case_page *s)
{
	for (size_t i = 0; i < c->item->n_fields; i++)
		if (differs(c, i))
			add(s, LINE_DIFFERENCE, i);
	for (size_t i = 0; i < c->draft.n_excuses; i++)
		add(s, LINE_EXCUSE, i);
	for (size_t i = 0; i < c->n_tasks; i++)
		if (task_open(&c->tasks[i]))
			add_task(c, s, i);
	add_changes(s);
}

static bool shown(const struct casefile *c, const struct evaluation *e, size_t i)
{
	const struct field *f = &c->item->fields[i];

	return !f->fact && f->type != FIELD_HASH && f->type != FIELD_ROWS &&
	       (!e || e->visible[i]) && (f->row < 0 || *c->draft.answers[i].value);
}

static void add_answers(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);

	for (size_t g = 0; g < c->item->n_groups; g++) {
		size_t head = s->n;
		add(s, LINE_HEAD, g);
		for (size_t i = 0; i < c->item->n_fields; i++)
			if (shown(c, e, i) && text_equal(c->item->fields[i].group, c->item->groups[g].name))
				add(s, LINE_FIELD, i);
		if (s->n == head + 1)
			s->n = head;
	}
}

/* What the values above rest on: each answer of a department, by resource, then by time. */
static void add_evidence(const struct casefile *c, struct case_page *s)
{
	size_t from = s->n + 1;

	if (c->n_evidence)
		add(s, LINE_SUM, 0);
	for (size_t i = 0; i < c->n_evidence; i++) {
		add(s, LINE_ANSWER, i);
		for (size_t at = s->n - 1; at > from &&
			strcmp(c->evidence[s->lines[at - 1].index].resource, c->evidence[i].resource) > 0; at--) {
			s->lines[at] = s->lines[at - 1];
			s->lines[at - 1].index = i;
		}
	}
}

static void add_clocks(const struct casefile *c, struct case_page *s)
{
	for (size_t i = 0; i < s->n_clocks; i++) {
		add(s, LINE_CLOCK, i);
		add(s, LINE_WHY, i);
	}
	for (size_t i = 0; i < c->n_pauses; i++)
		add(s, LINE_PAUSE, i);
	for (size_t i = 0; i < c->n_tasks; i++)
		add_task(c, s, i);
}

static void add_tab(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);

	switch (s->tab) {
	case TAB_DIFFERENCES:
		add_differences(c, s);
		break;
	case TAB_ANSWERS:
		add_answers(a, s);
		add_evidence(c, s);
		break;
	case TAB_MATERIALS:
		for (size_t i = 0; i < c->item->n_materials; i++)
			if (c->marks[i].mark != MARK_IDLE)
				add(s, LINE_MATERIAL, i);
		break;
	case TAB_CLOCKS:
		add_clocks(c, s);
		for (size_t i = 0; i < s->n_appeals; i++)
			add(s, LINE_APPEAL, i);
		break;
	case TAB_PARTS:
		for (size_t i = 0; i < c->item->n_parts && desk_evaluation(a->desk); i++)
			add(s, LINE_PART, i);
		for (size_t i = 0; i < c->n_opinions; i++)
			add(s, LINE_OPINION, i);
		break;
	default:
		break;
	}
}

void case_lines(const struct app *a, struct case_page *s)
{
	const struct casefile *c = desk_case(a->desk);

	s->n = 0;
	if (s->tab == TAB_PAPERS)
		for (size_t i = c->n_slips; i-- > 0;)
			add(s, LINE_SLIP, i);
	else if (s->tab == TAB_TRAIL)
		for (size_t i = 0; i < s->trail.n; i++)
			add(s, LINE_EVENT, i);
	else if (c->item)
		add_tab(a, s);
	list_set(&s->list, s->n);
}
