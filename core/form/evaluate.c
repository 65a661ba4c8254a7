/* SPDX-License-Identifier: MIT
 *
 * What the rules say about a draft. One pass in the item's order settles what is visible and what
 * is derived, because a field stands after everything its rules read; what nobody reads
 * (required, checks, materials, eligible) comes after it.
 */
#include "core/form/draft.h"

#include <inttypes.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/rule.h"

struct run {
	struct draft *draft;
	const struct item *item;
	bool *live; /* may be read by rules: visible, or a fact */
	day_t today;
	struct evaluation *e;
	enum err err; /* first failure; nothing is run after it */
};

static struct rule_value read_answer(const void *ctx, int field)
{
	const struct run *r = ctx;
	const struct field *f = &r->item->fields[field];
	const struct answer *a = &r->draft->answers[field];
	struct rule_value v = {.null = true, .text = ""};
	if (!r->live[field] || !*a->value || a->declared_none)
		return v;
	if (f->type == FIELD_INT || f->type == FIELD_MONEY || f->type == FIELD_BOOL) {
		v.number = true;
		v.null = !text_number(a->value, INT64_MIN, INT64_MAX, &v.integer);
		return v;
	}
	v.null = false;
	v.text = a->value;
	return v;
}

static struct rule_value run_rule(struct run *r, int rule)
{
	struct rule_value v = {.null = true, .text = ""};
	if (!r->err)
		r->err = ruleset_run(r->item->rules, rule, r->today, read_answer, r, &v);
	return v;
}

/* Rules of the form "yes always, no never, or ask the rule". */
static bool holds(struct run *r, int rule)
{
	if (rule < 0)
		return rule == -2;
	struct rule_value v = run_rule(r, rule);
	return rule_true(&v);
}

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

static void settle(struct run *r, size_t field)
{
	const struct field *f = &r->item->fields[field];
	const struct answer *a = &r->draft->answers[field];
	int rule = f->derive >= 0 ? f->derive : f->initial;
	bool open = a->origin == ORIGIN_NONE || (a->origin == ORIGIN_DERIVED && !a->confirmed);
	r->live[field] = f->visible < 0 || holds(r, f->visible);
	if (rule >= 0 && open && !a->declared_none) {
		struct rule_value v = run_rule(r, rule);
		if (!r->err)
			give(r, field, &v);
	}
}

static void find(struct run *r, int field, enum severity severity, const char *text,
	const char *text_en, bool missing)
{
	struct evaluation *e = r->e;
	e->findings[e->n_findings++] = (struct finding){field, severity, text, text_en, missing};
	e->errors += severity == SEVERITY_ERROR;
}

static void check_value(struct run *r, size_t i)
{
	const struct field *f = &r->item->fields[i];
	const struct answer *a = &r->draft->answers[i];
	static const char *const misfit =
		N_("The department's value does not have the usual form; compare it");
	if (*a->value && !field_accepts(f, a->value, r->today))
		find(r, (int)i, SEVERITY_WARN, misfit, misfit, false);
	for (size_t c = 0; c < f->n_checks && *a->value; c++) {
		const struct check *check = &f->checks[c];
		struct rule_value v = run_rule(r, check->rule);
		if (!v.null && !rule_true(&v))
			find(r, (int)i, check->severity, check->text, check->text_en, false);
	}
}

static void judge(struct run *r, size_t i)
{
	const struct field *f = &r->item->fields[i];
	const struct answer *a = &r->draft->answers[i];
	struct evaluation *e = r->e;
	bool has = *a->value || a->declared_none;
	if (f->fact || !r->live[i])
		return;
	e->visible[i] = true;
	e->shown++;
	e->filled += has;
	e->required[i] = holds(r, f->required);
	e->needed[i] = a->origin == ORIGIN_EARLIER && *a->value && !a->confirmed;
	if (e->required[i] && !has) {
		e->needed[i] = true;
		e->missing++;
		find(r, (int)i, SEVERITY_ERROR, f->required_text, f->required_text_en, true);
	}
	check_value(r, i);
}

static void judge_form(struct run *r)
{
	const struct item *item = r->item;
	for (size_t i = 0; i < item->n_materials; i++)
		r->e->material_required[i] = holds(r, item->materials[i].required);
	r->e->eligible = -1;
	if (item->eligible < 0)
		return;
	struct rule_value v = run_rule(r, item->eligible);
	if (!v.null)
		r->e->eligible = rule_true(&v);
	if (r->e->eligible == 0)
		find(r, -1, SEVERITY_ERROR, item->eligible_text, item->eligible_text_en, false);
}

static void evaluation_init(struct evaluation *e, const struct item *item)
{
	size_t n = item->n_fields + 1;
	*e = (struct evaluation){.eligible = -1};
	e->visible = mem_array(n, sizeof(bool));
	e->required = mem_array(n, sizeof(bool));
	e->needed = mem_array(n, sizeof(bool));
	e->material_required = mem_array(item->n_materials + 1, sizeof(bool));
	/* A field has at most one misfit or missing line and its checks; the form has one. */
	e->findings = mem_array(n * (1 + ITEM_CHECKS), sizeof(*e->findings));
}

void evaluation_release(struct evaluation *e)
{
	mem_free(e->visible);
	mem_free(e->required);
	mem_free(e->needed);
	mem_free(e->material_required);
	mem_free(e->findings);
	*e = (struct evaluation){0};
}

enum err draft_evaluate(struct draft *d, day_t today, struct evaluation *out)
{
	struct evaluation e;
	const struct item *item = d->item;
	evaluation_init(&e, item);
	struct run r = {.draft = d, .item = item, .today = today, .e = &e};
	r.live = mem_array(item->n_fields + 1, sizeof(bool));
	for (size_t i = 0; i < item->n_fields; i++)
		settle(&r, item->order[i]);
	for (size_t i = 0; i < item->n_fields; i++)
		judge(&r, i);
	judge_form(&r);
	mem_free(r.live);
	if (r.err) {
		evaluation_release(&e);
		return r.err;
	}
	*out = e;
	return OK;
}
