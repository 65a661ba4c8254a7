/* SPDX-License-Identifier: MIT
 *
 * What belongs together in an item. Each function looks at one kind of section and tells every
 * mistake with the line it stands on.
 */
#include "core/form/item_load.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/codes.h"
#include "core/standards/credit_code.h"
#include "core/standards/name.h"
#include "core/standards/numbers.h"

enum { BASE_CODE = 12, FULL_CODE = 31, CREDIT_CODE = 18 };

/* ---- [item] ---- */

static void check_code(
	struct loading *l, const struct section *s, const char *key, const char *code, size_t len)
{
	struct number number = {0};
	if (!*code)
		return;
	item_code_check(code, strlen(code), &number);
	if (strlen(code) != len || number.verdict.grade == GRADE_BAD)
		item_mistake(l, item_line(l, s, key), _("%s is not an item code of %zu characters"),
			key, len);
}

static void check_codes(struct loading *l, const struct section *s)
{
	const struct item *item = l->item;
	struct credit_code authority = {0};
	check_code(l, s, "code", item->code, BASE_CODE);
	check_code(l, s, "code31", item->code31, FULL_CODE);
	credit_code_check(item->authority, strlen(item->authority), &authority);
	if (*item->authority &&
		(authority.verdict.grade == GRADE_BAD || !text_equal(authority.kind, "USCC")))
		item_mistake(l, item_line(l, s, "authority"), _("authority is not a credit code"));
	if (strlen(item->code) != BASE_CODE || strlen(item->code31) != FULL_CODE)
		return;
	if (strncmp(item->code31, item->authority, CREDIT_CODE) != 0)
		item_mistake(l, item_line(l, s, "code31"),
			_("code31 does not start with the authority"));
	if (!text_equal(item->code31 + FULL_CODE - BASE_CODE, item->code))
		item_mistake(l, item_line(l, s, "code31"), _("code31 does not end with the code"));
	if (strlen(item->type) != 2 || strncmp(item->code + 2, item->type, 2) != 0)
		item_mistake(
			l, item_line(l, s, "type"), _("type is not characters 3-4 of the code"));
}

static void check_item(struct loading *l)
{
	const struct item *item = l->item;
	const struct section *s = item_section(l, SECTION_ITEM, "");
	static const char *const objects[] = {"natural", "legal", "natural legal"};
	bool known = false;
	for (size_t i = 0; i < COUNT_OF(objects); i++)
		known = known || text_equal(item->object, objects[i]);
	if (!known && *item->object)
		item_unknown(l, item_line(l, s, "object"), "object", item->object, objects,
			COUNT_OF(objects));
	check_codes(l, s);
	item_check_period(l, s, &item->legal, &item->promised);
	if (item->kind == ITEM_INSTANT && item->promised.days != 0)
		item_mistake(l, item_line(l, s, "promised.days"), _("an instant item promises 0 days"));
	if (item->trusted >= 0 && !*item->trusted_text)
		item_mistake(l, s->line, _("[item] lacks trusted.text"));
	if (item->target_trips > 0 && !*item->onsite)
		item_mistake(l, s->line, _("[item] lacks onsite: why a visit is needed"));
	if (!item->n_materials && !item->paperless)
		item_mistake(l, s->line, _("there is no [material]; without any, paperless = yes"));
	if (item->n_materials && item->paperless)
		item_mistake(l, s->line, _("paperless = yes, but there is a [material]"));
	if (!item_section(l, SECTION_DOCUMENT, "receipt"))
		item_mistake(l, s->line, _("there is no [document receipt]"));
}

/* ---- where values come from ---- */

static bool asked(const struct item_ask *ask, const struct share *s)
{
	return text_equal(ask->resource, s->resource) && ask->party == s->party;
}

void item_check_source(struct loading *l, const struct share *s)
{
	const char *known[ITEM_ASKS];
	const struct item *item = l->item;
	if (!*s->resource)
		return;
	for (size_t i = 0; i < item->n_asks; i++) {
		known[i] = item->asks[i].resource;
		if (asked(&item->asks[i], s)) {
			item_section_of(l, &item->asks[i])->used = true;
			return;
		}
	}
	const char *nearest = ini_nearest(s->resource, known, item->n_asks);
	const char *about = s->party < 0 ? "" : item->parties[s->party].name;
	if (*about)
		item_mistake(l, s->line, _("%s has no [ask] section about %s with its basis"),
			s->resource, about);
	else if (nearest && !text_equal(nearest, s->resource))
		item_mistake(l, s->line, _("%s has no [ask] section with its basis; did you mean %s?"),
			s->resource, nearest);
	else
		item_mistake(l, s->line, _("%s has no [ask] section with its basis"), s->resource);
}

static void check_asks(struct loading *l)
{
	for (size_t i = 0; i < l->item->n_asks; i++) {
		const struct item_ask *ask = &l->item->asks[i];
		const struct section *s = item_section_of(l, ask);
		if (*ask->when && item_field(l->item, ask->when) < 0)
			item_mistake(
				l, item_line(l, s, "when"), _("there is no field %s"), ask->when);
		int when = *ask->when ? item_field(l->item, ask->when) : -1;
		if (when >= 0 && l->item->fields[when].repeat >= 0 && ask->party < 0)
			item_mistake(l, item_line(l, s, "when"),
				_("%s is in a repeat: ask about a party of it"), ask->when);
		if (!s->used)
			item_mistake(l, s->line,
				_("nothing here comes from %s: it may not be asked"),
				ask->resource);
	}
}

/* ---- fields ---- */

static void check_choices_of(struct loading *l, const struct section *s, struct field *f)
{
	bool own = item_has_key(s, "choices");
	struct section *choices = item_section(l, SECTION_CHOICES, own ? f->table : f->name);
	f->table = "";
	if (!choices) {
		item_mistake(
			l, s->line, _("%s is a choice without its [choices] section"), f->name);
		return;
	}
	choices->used = true;
	f->choices = choices->choices;
	f->n_choices = choices->n_choices;
}

static void check_table(struct loading *l, const struct section *s, struct field *f)
{
	if (f->type == FIELD_CHOICE) {
		check_choices_of(l, s, f);
	} else if (f->type != FIELD_CODE) {
		if (*f->table)
			item_mistake(l, s->line,
				_("only a code field has a table, only a choice choices"));
	} else if (!*f->table) {
		item_mistake(l, s->line, _("%s is a code without its table"), f->name);
	} else if (!codes_has_set(f->table)) {
		item_mistake(l, item_line(l, s, "table"), _("there is no code table %s"), f->table);
	}
}

size_t item_check_checks(struct loading *l, const struct section *s, struct check *checks)
{
	size_t n = 0;
	for (size_t i = 0; i < ITEM_CHECKS; i++) {
		struct check *check = &checks[i];
		if (check->rule >= 0 && i != n)
			item_mistake(l, s->line, _("check.%zu stands without check.%zu"), i + 1, i);
		if (check->rule >= 0 && !*check->text)
			item_mistake(l, s->line, _("check.%zu lacks check.%zu.text"), i + 1, i + 1);
		if (check->rule < 0 && check->text && *check->text)
			item_mistake(l, s->line, _("check.%zu.text stands without check.%zu"),
				i + 1, i + 1);
		n += check->rule >= 0;
	}
	return n;
}

/* The result of a part fills it, and nothing else may. */
static bool given(const struct item *item, const struct field *f)
{
	for (size_t i = 0; i < item->n_parts; i++) {
		if (item->parts[i].gives == (int)(f - item->fields))
			return f->lock == LOCK_FIXED && f->required == -1;
	}
	return false;
}

/* Derived, captured, known from the card, given by a part, or nice to have from a registry alone. */
static bool never_typed(const struct item *item, const struct field *f)
{
	return given(item, f) || f->derive >= 0 || f->holder || f->present || f->type == FIELD_HASH ||
	       (f->n_shares > 0 && f->lock == LOCK_FIXED && f->required == -1);
}

/* One number says who applies, and it fits whom the item is for. */
static void check_holder(struct loading *l, const struct section *s, const struct field *f)
{
	bool natural = strstr(l->item->object, "natural"), legal = strstr(l->item->object, "legal");
	for (const struct field *g = l->item->fields; g < f; g++) {
		if (g->holder && g->row <= 0 && f->repeat < 0)
			item_mistake(l, item_line(l, s, "holder"),
				_("%s holds the applicant's number already"), g->name);
	}
	if ((natural || legal) && f->type != FIELD_ID_OR_CODE && !(f->type == FIELD_ID && natural && !legal) &&
		!(f->type == FIELD_CREDIT_CODE && legal && !natural))
		item_mistake(l, item_line(l, s, "holder"),
			_("the applicant's number is of type %s"), natural && legal ? "id-or-code" :
			natural ? "id or id-or-code" : "credit-code or id-or-code");
}

/* A field asks its own question unless nobody ever types it. */
static void check_asked(struct loading *l, const struct section *s, const struct field *f)
{
	if (!item_section(l, SECTION_GROUP, f->group))
		item_mistake(l, item_line(l, s, "group"), _("there is no [group %s]"), f->group);
	else
		item_section(l, SECTION_GROUP, f->group)->used = true;
	if (!*f->question && !never_typed(l->item, f))
		item_mistake(l, s->line, _("%s lacks ask, the sentence to say"), f->name);
	if (f->derive >= 0 && f->initial >= 0)
		item_mistake(l, s->line, _("%s has derive and initial; one of them"), f->name);
	if (f->min > f->max && item_has_key(s, "max"))
		item_mistake(l, s->line, _("min is above max"));
	if (f->holder)
		check_holder(l, s, f);
	if (f->present && f->type != FIELD_ID)
		item_mistake(l, item_line(l, s, "present"), _("the number of who is here is of type id"));
	if ((f->present || f->holder) && f->repeat >= 0)
		item_mistake(l, s->line, _("%s cannot be in a repeat"), f->name);
	if (f->present && l->item->present >= 0)
		item_mistake(l, item_line(l, s, "present"), _("one field only says who is here"));
	if (f->present)
		l->item->present = (int)(f - l->item->fields);
	if (f->type == FIELD_ROWS)
		item_mistake(l, item_line(l, s, "type"), _("rows are counted by [repeat], not by a field"));
}

/* A declaration is made by the citizen here and now: nothing fills it in. */
static void check_declaration(struct loading *l, const struct section *s, struct field *f)
{
	if (f->type != FIELD_DECLARATION) {
		if (*f->declared)
			item_mistake(l, item_line(l, s, "text"), _("only a declaration has a text"));
		return;
	}
	if (!*f->declared)
		item_mistake(l, s->line, _("%s lacks text, what is declared"), f->name);
	if (f->n_shares || f->derive >= 0 || f->initial >= 0 || f->sticky || f->earlier)
		item_mistake(l, s->line, _("%s is a declaration: nothing may fill it in"), f->name);
	f->reuse = false;
}

/* Does the way up from the field come back to it, and is it the first of those on that way? */
static bool first_of_circle(const struct item *item, int field)
{
	int at = item->fields[field].within;
	for (size_t steps = 0; at > field && steps < item->n_fields; steps++)
		at = item->fields[at].within;
	return at == field;
}

/* What chooses the situation is picked by key, and there are few questions. */
static void check_choosing(struct loading *l, const struct section *s, struct field *f)
{
	bool pick = f->type == FIELD_CHOICE || f->type == FIELD_BOOL;
	size_t questions = 0;
	for (const struct field *g = l->item->fields; g <= f; g++)
		questions += item_written(g) && g->situation;
	if (f->situation && (!pick || f->repeat >= 0))
		item_mistake(l, item_line(l, s, "situation"),
			_("a question of the situation is a choice or bool outside repeats"));
	if (f->situation && questions == ITEM_QUESTIONS + 1)
		item_mistake(l, item_line(l, s, "situation"),
			_("more than %d questions choose the situation"), ITEM_QUESTIONS);
	if (f->within >= 0 && f->type != FIELD_CODE)
		item_mistake(l, item_line(l, s, "within"), _("only a code field is within another"));
	if (f->within >= 0 && l->item->fields[f->within].type != FIELD_CODE &&
		l->item->fields[f->within].type != FIELD_CHOICE)
		item_mistake(l, item_line(l, s, "within"), _("%s is neither a code nor a choice"),
			l->item->fields[f->within].name);
	if (first_of_circle(l->item, (int)(f - l->item->fields)))
		item_mistake(l, item_line(l, s, "within"), _("%s is within itself"), f->name);
	if (*f->offer.resource && !*f->offer.attribute)
		item_mistake(l, f->offer.line, _("%s: %s is not RESOURCE.attribute"), "offer",
			f->offer.resource);
	if (*f->offer_label && !*f->offer.resource)
		item_mistake(l, item_line(l, s, "offer.label"),
			_("offer.label stands without offer"));
	check_declaration(l, s, f);
}

/* The sentence of a missing answer, for authors who write none: see ux.md 7. */
static void default_text(struct pool *pool, struct field *f)
{
	bool pick = f->type == FIELD_CHOICE || f->type == FIELD_CODE || f->type == FIELD_BOOL;
	const char *label_en = *f->label_en ? f->label_en : f->label;
	if (!*f->required_text)
		f->required_text =
			*f->none ? pool_textf(
					   pool, "填写%s，没有就按 F2 选「%s」", f->label, f->none)
				 : pool_textf(pool, "%s%s", pick ? "选择" : "填写", f->label);
	if (!*f->required_text_en)
		f->required_text_en =
			*f->none ? pool_textf(pool, "Enter: %s, or press F2 for \"%s\"", label_en,
					   *f->none_en ? f->none_en : f->none)
				 : pool_textf(pool, "%s: %s", pick ? "Choose" : "Enter", label_en);
}

static void check_field(struct loading *l, struct field *f)
{
	const struct section *s = item_section_of(l, f);
	check_table(l, s, f);
	for (size_t i = 0; i < f->n_shares; i++) {
		item_check_source(l, &f->shares[i]);
		if (!*f->shares[i].attribute && f->type != FIELD_BOOL)
			item_mistake(l, f->shares[i].line,
				_("a share without attribute says yes or no: the type is bool"));
	}
	item_check_source(l, &f->offer);
	if (f->fact) {
		if (!f->n_shares && f->derive < 0)
			item_mistake(
				l, s->line, _("the fact %s has neither share nor derive"), f->name);
		f->group = f->question = f->question_en = f->help = f->help_en = "";
		f->none = f->none_en = f->required_text = f->required_text_en = "";
		f->offer_label = f->declared = f->declared_en = "";
		return;
	}
	f->n_checks = item_check_checks(l, s, f->checks);
	check_asked(l, s, f);
	check_choosing(l, s, f);
	default_text(&l->item->pool, f);
}

/* ---- materials ---- */

static void check_way(struct loading *l, const struct section *s, const struct material *m,
	unsigned way, const char *word, const char *key)
{
	bool has = item_has_key(s, key);
	if ((m->ways & way) && !has)
		item_mistake(l, s->line, _("%s: the way %s needs the key %s"), m->name, word, key);
	if (!(m->ways & way) && has)
		item_mistake(l, item_line(l, s, key), _("the key %s needs the way %s"), key, word);
}

static void check_material(struct loading *l, struct material *m)
{
	const struct section *s = item_section_of(l, m);
	int field = *m->field ? item_field(l->item, m->field) : -1;
	check_way(l, s, m, WAY_SHARED, "shared", "shared");
	check_way(l, s, m, WAY_LICENCE, "licence", "licence");
	check_way(l, s, m, WAY_DEFER, "defer", "defer.days");
	if (!m->shared.resource)
		m->shared = item_no_share(s->line);
	else
		item_check_source(l, &m->shared);
	if (m->ways & WAY_LICENCE)
		item_check_source(l, &(struct share){.resource = "LIC-01", .party = -1,
			.line = item_line(l, s, "licence")});
	if (*m->field && field < 0)
		item_mistake(l, item_line(l, s, "field"), _("there is no field %s"), m->field);
	if (field >= 0 && (l->item->fields[field].type != FIELD_HASH ||
				  l->item->fields[field].repeat >= 0))
		item_mistake(l, item_line(l, s, "field"),
			_("%s is not of type hash outside repeats"), m->field);
	if (*m->pledge && !(m->ways & WAY_PLEDGE))
		item_mistake(l, item_line(l, s, "pledge"), _("the key %s needs the way %s"), "pledge",
			"pledge");
}

/* ---- what nobody uses ---- */

/* "BDC-01.area?unit_no=:unit" reads the fact unit as well. */
static bool compared(const struct item *item, int field)
{
	for (size_t i = 0; i < item->n_fields; i++) {
		for (size_t k = 0; k < item->fields[i].n_shares; k++) {
			const struct share *s = &item->fields[i].shares[k];
			if (s->filters[0].field == field || s->filters[1].field == field)
				return true;
		}
	}
	for (size_t i = 0; i < item->n_parties; i++) {
		if (item->parties[i].id == field)
			return true;
	}
	return false;
}

/* A fact that no rule reads is personal data fetched for nothing. */
static void check_facts(struct loading *l)
{
	bool *read = pool_get(&l->item->pool, (l->item->n_fields + 1) * sizeof(*read));
	for (int rule = 0; rule < ruleset_size(l->item->rules); rule++) {
		const int *fields;
		size_t n = ruleset_reads(l->item->rules, rule, &fields);
		for (size_t i = 0; i < n; i++)
			read[fields[i]] = true;
	}
	for (size_t i = 0; i < l->item->n_fields; i++) {
		const struct field *f = &l->item->fields[i];
		if (f->fact && !read[i] && !compared(l->item, (int)i))
			item_mistake(l, item_section_of(l, f)->line,
				_("no rule reads the fact %s: it may not be fetched"), f->name);
	}
}

static void check_unused(struct loading *l)
{
	for (size_t i = 0; i < l->n_sections; i++) {
		const struct section *s = &l->sections[i];
		if ((s->id == SECTION_CHOICES || s->id == SECTION_GROUP) && !s->used)
			item_mistake(l, s->line, _("[%s] is not used by any field"), s->title);
		for (size_t c = 0; c < s->n_choices; c++) {
			if (!*s->choices[c].label)
				item_mistake(l, s->line, _("choice %s lacks its label"),
					s->choices[c].code);
		}
	}
}

static void set_initials(struct item *item)
{
	struct buf initials;
	buf_init(&initials, 400);
	pinyin_initials(item->name, &initials);
	item->initials = pool_text(&item->pool, buf_text(&initials));
	buf_release(&initials);
}

void item_check(struct loading *l)
{
	check_item(l);
	for (size_t i = 0; i < l->item->n_fields; i++) {
		if (item_written(&l->item->fields[i]))
			check_field(l, &l->item->fields[i]);
	}
	item_check_levels(l);
	item_check_rows(l);
	item_check_parts(l);
	item_check_regions(l);
	for (size_t i = 0; i < l->item->n_materials; i++)
		check_material(l, &l->item->materials[i]);
	check_asks(l);
	check_unused(l);
	check_facts(l);
	if (!l->mistakes)
		item_check_groups(l);
	set_initials(l->item);
}
