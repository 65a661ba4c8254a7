/* SPDX-License-Identifier: MIT
 *
 * Repeats and parties: what a row may be, who a party is, and that no rule reads a row it does
 * not stand in.
 */
#include "core/form/item_load.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

static void check_repeat(struct loading *l, struct repeat *r)
{
	struct section *s = item_section_of(l, r);
	struct section *group = item_section(l, SECTION_GROUP, r->group);
	if (!group)
		item_mistake(l, item_line(l, s, "group"), _("there is no [group %s]"), r->group);
	else
		group->used = true;
	if (r->min > r->max)
		item_mistake(l, item_line(l, s, "min"), _("min is above max"));
	if (r->fixed && !*r->rows.resource)
		item_mistake(l, item_line(l, s, "fixed"), _("fixed = yes needs rows = RESOURCE"));
	item_check_source(l, &r->rows);
	item_check_checks(l, s, r->checks);
	for (size_t c = 0; group && c < r->columns; c++) {
		const struct field *f = &l->item->fields[r->first + c];
		if (!text_equal(f->group, r->group))
			item_mistake(l, item_line(l, item_section_of(l, f), "group"),
				_("%s stands in another group than its repeat"), f->name);
	}
}

static bool is_number(enum field_type t)
{
	return t == FIELD_ID || t == FIELD_ID_OR_CODE || t == FIELD_CREDIT_CODE;
}

static void check_party(struct loading *l, const struct item_party *p)
{
	const struct section *s = item_section_of(l, p);
	bool about = false;
	if (!is_number(l->item->fields[p->id].type))
		item_mistake(l, item_line(l, s, "id"), _("%s is not the number of a person or firm"),
			l->item->fields[p->id].name);
	for (size_t i = 0; i < l->item->n_asks; i++)
		about = about || l->item->asks[i].party == (int)(p - l->item->parties);
	if (!about)
		item_mistake(l, s->line, _("nothing is asked about %s"), p->name);
}

/* Only a row itself may name what is asked about its party, or compare with its own answers. */
static void check_share(struct loading *l, const struct field *f, const struct share *s)
{
	const struct item *item = l->item;
	int about = s->party < 0 ? -1 : item->fields[item->parties[s->party].id].repeat;
	if (about >= 0 && about != f->repeat)
		item_mistake(l, s->line, _("%s is a party of each row; only the row itself names it"),
			item->parties[s->party].name);
	for (size_t i = 0; i < SHARE_FILTERS; i++) {
		const struct field *g = s->filters[i].field < 0 ? NULL : &item->fields[s->filters[i].field];
		if (g && g->repeat >= 0 && g->repeat != f->repeat)
			item_mistake(l, s->line, _("%s stands in rows; only the row itself names it"),
				g->name);
	}
}

static void check_shares(struct loading *l, const struct field *f)
{
	for (size_t i = 0; i < f->n_shares; i++)
		check_share(l, f, &f->shares[i]);
	check_share(l, f, &f->offer);
	if (f->within >= 0 && l->item->fields[f->within].repeat >= 0 &&
		l->item->fields[f->within].repeat != f->repeat)
		item_mistake(l, item_line(l, item_section_of(l, f), "within"),
			_("%s stands in rows; only the row itself names it"),
			l->item->fields[f->within].name);
}

static void check_reads(
	struct loading *l, int rule, int repeat, const void *target, const char *key)
{
	const int *fields;
	size_t n = ruleset_parameters(l->item->rules, rule, &fields);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &l->item->fields[fields[i]];
		if (f->row == 0 && f->repeat != repeat)
			item_mistake(l, item_line(l, item_section_of(l, target), key),
				_("%s: %s stands in rows; use row_sum('%s', '%s') or another row_"),
				key, f->name, l->item->repeats[f->repeat].name, f->name);
	}
}

/* row_sum('owner', 'share'): a repeat and one of its columns. A rule names each once. */
static void check_columns(
	struct loading *l, int rule, int repeat, const void *target, const char *key)
{
	const struct rule_names *names;
	size_t n = ruleset_names(l->item->rules, rule, &names);
	int line = n ? item_line(l, item_section_of(l, target), key) : 0;
	(void)repeat;
	for (size_t i = 0; i < n; i++) {
		const struct field *r = &l->item->fields[names[i].repeat];
		const struct field *f =
			names[i].column < 0 ? NULL : &l->item->fields[names[i].column];
		if (r->repeat < 0 || r->row >= 0)
			item_mistake(l, line, _("%s: %s is not a repeat"), key, r->name);
		else if (f && (f->repeat != r->repeat || f->row != 0))
			item_mistake(l, line, _("%s: %s is not a column of %s"), key, f->name,
				r->name);
	}
}

/* ---- levels of a code table ---- */

static bool same_table(const char *a, const char *b)
{
	size_t n = strcspn(a, ":");
	return strcspn(b, ":") == n && memcmp(a, b, n) == 0;
}

/* How many fields of the same table a field stands under; the chain is no longer than the item. */
static int level_of(struct loading *l, const struct field *f)
{
	int level = 1;
	for (size_t i = 0; i < l->item->n_fields && f->within >= 0; i++) {
		const struct field *parent = &l->item->fields[f->within];
		if (!same_table(parent->table, f->table))
			return level;
		f = parent;
		level++;
	}
	return level;
}

static bool leads(const struct item *item, const struct field *f)
{
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *g = &item->fields[i];
		if (g->within >= 0 && &item->fields[g->within] == f && same_table(g->table, f->table))
			return true;
	}
	return false;
}

void item_check_levels(struct loading *l)
{
	struct item *item = l->item;
	int *levels = pool_get(&item->pool, (item->n_fields + 1) * sizeof(*levels));
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		bool chained = f->type == FIELD_CODE && item_written(f) &&
			(leads(item, f) || level_of(l, f) > 1);
		levels[i] = chained && !strchr(f->table, ':') ? level_of(l, f) : 0;
	}
	for (size_t i = 0; i < item->n_fields; i++) {
		struct field *f = &item->fields[i];
		if (levels[i])
			f->table = pool_textf(&item->pool, "%s:%d", f->table, levels[i]);
	}
}

void item_check_rows(struct loading *l)
{
	struct item *item = l->item;
	for (size_t i = 0; i < item->n_repeats; i++)
		check_repeat(l, &item->repeats[i]);
	for (size_t i = 0; i < item->n_parties; i++)
		check_party(l, &item->parties[i]);
	for (size_t i = 0; i < item->n_fields; i++) {
		if (item_written(&item->fields[i]))
			check_shares(l, &item->fields[i]);
	}
	item_each_rule(l, check_reads);
	item_each_rule(l, check_columns);
}
