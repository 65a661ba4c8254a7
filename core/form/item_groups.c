/* SPDX-License-Identifier: MIT
 *
 * No registry knows everybody, and none answers always: whatever is required must be had without
 * one. Of an anyof group one material is enough, so whenever a member is required, a required
 * member can be had without a registry. Tried over every answer of the choices the rules read (at
 * most TRIALS combinations).
 */
#include "core/form/item_load.h"

#include "core/base/i18n.h"
#include "core/base/text.h"

enum {
	TRIALS = 4000,
	OWN_WAYS = WAY_PLEDGE | WAY_DEFER | WAY_ORIGINAL | WAY_WINDOW | WAY_GENERATED
};

struct trial {
	const struct item *item;
	int fields[RULE_PARAMETERS];   /* the ones that matter */
	size_t picks[RULE_PARAMETERS]; /* which of its values each has now; 0 none */
	size_t n;
};

/* Values tried for a field besides "none". */
static size_t values(const struct field *f)
{
	return f->type == FIELD_CHOICE ? f->n_choices : f->type == FIELD_BOOL ? 2 : 1;
}

static struct rule_value read_trial(const void *ctx, int field)
{
	const struct trial *t = ctx;
	const struct field *f = &t->item->fields[field];
	size_t pick = 0;
	for (size_t i = 0; i < t->n; i++)
		pick = t->fields[i] == field ? t->picks[i] : pick;
	if (pick == 0)
		return (struct rule_value){.null = true, .text = ""};
	if (field_numeric(f))
		return (struct rule_value){
			.number = true, .integer = (int64_t)pick - 1, .text = ""};
	return (struct rule_value){
		.text = f->type == FIELD_CHOICE ? f->choices[pick - 1].code : "1"};
}

static void add_fields(struct trial *t, int rule)
{
	const int *reads;
	size_t n = rule >= 0 ? ruleset_parameters(t->item->rules, rule, &reads) : 0;
	for (size_t i = 0; i < n; i++) {
		size_t at = 0;
		while (at < t->n && t->fields[at] != reads[i])
			at++;
		if (at == t->n && t->n < RULE_PARAMETERS)
			t->fields[t->n++] = reads[i];
	}
}

static bool next_trial(struct trial *t)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->picks[i] < values(&t->item->fields[t->fields[i]])) {
			t->picks[i]++;
			return true;
		}
		t->picks[i] = 0;
	}
	return false;
}

static bool required(const struct trial *t, const struct material *m)
{
	struct rule_value value = {.null = true};
	if (m->required < 0)
		return m->required == -2;
	const struct rule_source source = {.read = read_trial, .cell = read_trial, .ctx = t};
	return !ruleset_run(t->item->rules, m->required, 0, &source, &value) &&
	       rule_true(&value);
}

static void tell_stuck(struct loading *l, const struct trial *t, const struct material *m)
{
	struct buf when;
	buf_init(&when, 1000);
	for (size_t i = 0; i < t->n; i++) {
		const struct field *f = &t->item->fields[t->fields[i]];
		struct rule_value v = read_trial(t, t->fields[i]);
		buf_addf(&when, "%s%s = ", i ? ", " : "", f->name);
		if (v.null)
			buf_adds(&when, "null");
		else if (v.number)
			buf_addf(&when, "%d", (int)v.integer);
		else
			buf_addf(&when, "'%s'", v.text);
	}
	item_mistake(l, item_section_of(l, m)->line,
		_("group %s cannot be satisfied without a registry (%s)"), m->anyof,
		buf_text(&when));
	buf_release(&when);
}

/* Looks at one combination of answers: is somebody asked for what only a registry can give? */
static bool stuck(const struct trial *t, const char *group)
{
	bool asked = false;
	for (size_t i = 0; i < t->item->n_materials; i++) {
		const struct material *m = &t->item->materials[i];
		if (!text_equal(m->anyof, group) || !required(t, m))
			continue;
		if (m->ways & OWN_WAYS)
			return false;
		asked = true;
	}
	return asked;
}

static void check_group(struct loading *l, const struct material *first)
{
	struct trial t = {.item = l->item};
	size_t members = 0;
	for (size_t i = 0; i < l->item->n_materials; i++) {
		const struct material *m = &l->item->materials[i];
		if (!text_equal(m->anyof, first->anyof))
			continue;
		members++;
		add_fields(&t, m->required);
	}
	if (members < 2) {
		item_mistake(l, item_section_of(l, first)->line, _("group %s has one member only"),
			first->anyof);
		return;
	}
	for (size_t i = 0; i < TRIALS; i++) {
		if (stuck(&t, first->anyof)) {
			tell_stuck(l, &t, first);
			return;
		}
		if (!next_trial(&t))
			return;
	}
}

void item_check_groups(struct loading *l)
{
	for (size_t i = 0; i < l->item->n_materials; i++) {
		const struct material *m = &l->item->materials[i];
		bool seen = !*m->anyof;
		if (seen && m->required != -1 && !(m->ways & OWN_WAYS))
			item_mistake(l, item_section_of(l, m)->line,
				_("%s can be had from a registry only; add a way for when it is "
				  "silent"),
				m->name);
		for (size_t k = 0; k < i && !seen; k++)
			seen = text_equal(l->item->materials[k].anyof, m->anyof);
		if (!seen)
			check_group(l, m);
	}
}
