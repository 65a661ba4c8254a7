/* SPDX-License-Identifier: MIT
 *
 * What the rules say about a draft. One pass in the item's order settles what is visible and what
 * is derived, because a field stands after everything its rules read; what nobody reads
 * (required, checks, materials, eligible) comes after it.
 */
#include "core/form/draft.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/codes.h"

struct run {
	struct draft *draft;
	const struct item *item;
	bool *live; /* may be read by rules: visible, or a fact */
	int repeat, row; /* whose row the rule is run for, -1 none */
	day_t today;
	struct evaluation *e;
	size_t room; /* findings */
	enum err err; /* first failure; nothing is run after it */
};

/* ---- what rules read ---- */

/* Enough of a run to read answers. */
struct view {
	const struct draft *draft;
	const bool *live;
	int repeat, row;
};

static struct rule_value read_cell(const void *ctx, int field)
{
	const struct view *v = ctx;
	const struct field *f = &v->draft->item->fields[field];
	const struct answer *a = &v->draft->answers[field];
	struct rule_value out = {.null = true, .text = ""};
	if (!v->live[field] && !f->present)
		return out;
	if (f->type == FIELD_ROWS)
		return (struct rule_value){.number = true,
			.integer = draft_rows(v->draft, (size_t)f->repeat), .text = ""};
	if (!*a->value || a->declared_none)
		return out;
	if (field_numeric(f)) {
		out.number = true;
		out.null = !text_number(a->value, INT64_MIN, INT64_MAX, &out.integer);
		return out;
	}
	out.null = false;
	out.text = a->value;
	return out;
}

/* A column by its plain name is the row's own cell. */
static struct rule_value read_answer(const void *ctx, int field)
{
	const struct view *v = ctx;
	const struct field *f = &v->draft->item->fields[field];
	bool own = v->row > 0 && f->row == 0 && f->repeat == v->repeat;
	return read_cell(ctx, own ? (int)item_cell(v->draft->item, (size_t)field, v->row) : field);
}

static bool find_column(
	const void *ctx, const char *repeat, const char *field, struct rule_column *out)
{
	const struct view *v = ctx;
	const struct item *item = v->draft->item;
	int at = item_repeat(item, repeat);
	if (at < 0 || !v->live[item->repeats[at].count])
		return false;
	const struct repeat *r = &item->repeats[at];
	*out = (struct rule_column){(int)r->first, (int)r->columns, draft_rows(v->draft, (size_t)at)};
	size_t len = strlen(field);
	for (size_t i = 0; i < r->columns && len; i++) {
		const char *name = item->fields[r->first + i].name;
		if (text_starts(name, field) && name[len] == '.') {
			out->first += (int)i;
			return true;
		}
	}
	return len == 0;
}

static enum err run_over(const struct view *v, int rule, day_t today, struct rule_value *out)
{
	const struct rule_source source = {read_answer, read_cell, find_column, v};
	return ruleset_run(v->draft->item->rules, rule, today, &source, out);
}

static struct rule_value run_rule(struct run *r, int rule)
{
	struct rule_value v = {.null = true, .text = ""};
	const struct view view = {r->draft, r->live, r->repeat, r->row};
	if (!r->err)
		r->err = run_over(&view, rule, r->today, &v);
	return v;
}

enum err draft_rule(const struct draft *d, const struct evaluation *e, int rule, int party,
	day_t today, struct rule_value *out)
{
	const struct item *item = d->item;
	struct view view = {d, e->live, -1, -1};
	if (party >= 0 && item->parties[party].row >= 0) {
		view.repeat = item->fields[item->parties[party].id].repeat;
		view.row = item->parties[party].row;
	}
	return run_over(&view, rule, today, out);
}

/* Rules of the form "yes always, no never, or ask the rule". */
static bool holds(struct run *r, int rule)
{
	if (rule < 0)
		return rule == -2;
	struct rule_value v = run_rule(r, rule);
	return rule_true(&v);
}

/* 1, 0, or -1 when it cannot tell. */
static int answer_of(struct run *r, int rule)
{
	struct rule_value v = run_rule(r, rule);
	return v.null ? -1 : rule_true(&v);
}

/* ---- values ---- */

static void give(struct run *r, size_t field, const struct rule_value *v)
{
	struct answer *a = &r->draft->answers[field];
	char number[24];
	const char *text = v->text;
	if (v->number && text_format(number, sizeof(number), "%" PRId64, v->integer))
		text = number;
	if (v->null || !field_accepts(&r->item->fields[field], text, r->today))
		text = "";
	if (text_equal(a->value, text))
		return;
	struct answer fresh = {
		.value = mem_text(text), .origin = *text ? ORIGIN_DERIVED : ORIGIN_NONE};
	draft_set(r->draft, field, &fresh);
	answer_release(&fresh);
}

static bool open_answer(const struct answer *a)
{
	return a->origin == ORIGIN_NONE || (a->origin == ORIGIN_DERIVED && !a->confirmed);
}

/* Cells of rows that are not there, and of a hidden repeat, do not live. */
static bool has_row(const struct run *r, const struct field *f)
{
	return f->row < 0 || (r->live[r->item->repeats[f->repeat].count] &&
				     f->row < draft_rows(r->draft, (size_t)f->repeat));
}

static void settle(struct run *r, size_t field)
{
	const struct field *f = &r->item->fields[field];
	const struct answer *a = &r->draft->answers[field];
	int rule = f->derive >= 0 ? f->derive : f->initial;
	r->repeat = f->row < 0 ? -1 : f->repeat;
	r->row = f->row;
	r->live[field] = has_row(r, f) && (f->visible < 0 || holds(r, f->visible));
	if (f->row >= 0 && !r->live[field] && !has_row(r, f))
		return;
	if (rule >= 0 && open_answer(a) && !a->declared_none) {
		struct rule_value v = run_rule(r, rule);
		if (!r->err)
			give(r, field, &v);
	}
}

/* ---- findings ---- */

static struct finding *find(struct run *r, int field, enum severity severity, const char *text,
	const char *text_en)
{
	struct evaluation *e = r->e;
	if (e->n_findings == r->room) {
		e->findings = mem_grow(e->findings, r->room * sizeof(*e->findings),
			(2 * r->room + 16) * sizeof(*e->findings));
		r->room = 2 * r->room + 16;
	}
	struct finding *f = &e->findings[e->n_findings++];
	*f = (struct finding){.field = field, .severity = severity, .text = text,
		.text_en = text_en, .check = -1};
	e->errors += severity == SEVERITY_ERROR;
	return f;
}

/* NULL while the parent is not answered. */
static const char *parent_of(const struct run *r, const struct field *f)
{
	const char *value = f->within < 0 ? "" : r->draft->answers[f->within].value;
	return *value ? value : NULL;
}

static void check_parent(struct run *r, size_t i)
{
	static const char *const astray =
		N_("This code does not stand under the one chosen before it; F4 lists those that do");
	const struct field *f = &r->item->fields[i];
	const char *parent = parent_of(r, f), *value = r->draft->answers[i].value;
	if (parent && *value && !codes_under(f->table, value, parent, r->today))
		find(r, (int)i, SEVERITY_ERROR, astray, astray);
}

static void check_value(struct run *r, size_t i)
{
	const struct field *f = &r->item->fields[i];
	const struct answer *a = &r->draft->answers[i];
	static const char *const misfit =
		N_("The department's value does not have the usual form; compare it");
	if (*a->value && !field_accepts(f, a->value, r->today))
		find(r, (int)i, SEVERITY_WARN, misfit, misfit);
	check_parent(r, i);
	for (size_t c = 0; c < f->n_checks && (*a->value || f->type == FIELD_ROWS); c++) {
		const struct check *check = &f->checks[c];
		struct rule_value v = run_rule(r, check->rule);
		if (v.null || rule_true(&v))
			continue;
		struct finding *found = find(r, (int)i, check->severity, check->text, check->text_en);
		found->check = (int)c;
		found->excuse = draft_excused(r->draft, i, (int)c);
		r->e->unexcused += check->severity == SEVERITY_WARN && !found->excuse;
	}
}

static void judge(struct run *r, size_t i)
{
	const struct field *f = &r->item->fields[i];
	const struct answer *a = &r->draft->answers[i];
	struct evaluation *e = r->e;
	bool count = f->type == FIELD_ROWS, has = *a->value || a->declared_none || count;
	if (f->fact || !r->live[i])
		return;
	r->repeat = f->row < 0 ? -1 : f->repeat;
	r->row = f->row;
	e->visible[i] = true;
	e->shown += !count;
	e->filled += has && !count;
	e->required[i] = holds(r, f->required);
	e->needed[i] = a->origin == ORIGIN_EARLIER && *a->value && !a->confirmed;
	if (e->required[i] && (!has || (f->type == FIELD_DECLARATION && text_equal(a->value, "0")))) {
		e->needed[i] = true;
		e->missing++;
		find(r, (int)i, SEVERITY_ERROR, f->required_text, f->required_text_en)->missing = true;
	}
	check_value(r, i);
}

static void judge_conditions(struct run *r)
{
	const struct item *item = r->item;
	int worst = item->n_prechecks ? 1 : -1;
	for (size_t i = 0; i < item->n_prechecks; i++) {
		const struct condition *c = &item->prechecks[i];
		int is = answer_of(r, c->rule);
		r->e->conditions[i] = is;
		if (is == 0)
			find(r, -1, SEVERITY_ERROR, c->text, c->text_en);
		worst = is == 0 || worst == 0 ? 0 : is < 0 ? -1 : worst;
	}
	r->e->eligible = worst;
}

static void judge_form(struct run *r)
{
	const struct item *item = r->item;
	struct evaluation *e = r->e;
	r->repeat = r->row = -1;
	for (size_t i = 0; i < item->n_situations && e->situation < 0; i++) {
		if (holds(r, item->situations[i].when))
			e->situation = (int)i;
	}
	for (size_t i = 0; i < item->n_materials; i++)
		e->material_required[i] = holds(r, item->materials[i].required);
	for (size_t i = 0; i < item->n_parts; i++) {
		e->part_wanted[i] = item->parts[i].when < 0 || holds(r, item->parts[i].when);
		e->part_done[i] = e->part_wanted[i] && holds(r, item->parts[i].done);
	}
	if (item->trusted >= 0)
		e->trusted = answer_of(r, item->trusted);
	judge_conditions(r);
}

static void evaluation_init(struct evaluation *e, const struct item *item)
{
	size_t n = item->n_fields + 1;
	*e = (struct evaluation){.eligible = -1, .situation = -1, .trusted = -1};
	e->visible = mem_array(n, sizeof(bool));
	e->live = mem_array(n, sizeof(bool));
	e->required = mem_array(n, sizeof(bool));
	e->needed = mem_array(n, sizeof(bool));
	e->material_required = mem_array(item->n_materials + 1, sizeof(bool));
	e->conditions = mem_array(item->n_prechecks + 1, sizeof(int));
	e->part_wanted = mem_array(item->n_parts + 1, sizeof(bool));
	e->part_done = mem_array(item->n_parts + 1, sizeof(bool));
}

void evaluation_release(struct evaluation *e)
{
	mem_free(e->visible);
	mem_free(e->live);
	mem_free(e->required);
	mem_free(e->needed);
	mem_free(e->material_required);
	mem_free(e->conditions);
	mem_free(e->part_wanted);
	mem_free(e->part_done);
	mem_free(e->findings);
	*e = (struct evaluation){0};
}

enum err draft_evaluate(struct draft *d, day_t today, struct evaluation *out)
{
	struct evaluation e;
	const struct item *item = d->item;
	evaluation_init(&e, item);
	struct run r = {.draft = d, .item = item, .today = today, .e = &e, .live = e.live};
	for (size_t i = 0; i < item->n_fields; i++)
		settle(&r, item->order[i]);
	if (item->present >= 0) /* its visible rule may read what was worked out from it */
		settle(&r, (size_t)item->present);
	for (size_t i = 0; i < item->n_fields; i++)
		judge(&r, i);
	judge_form(&r);
	if (r.err) {
		evaluation_release(&e);
		return r.err;
	}
	*out = e;
	return OK;
}
