/* SPDX-License-Identifier: MIT
 *
 * Conditions, situations, parts and documents of an item.
 */
#include "core/form/item_load.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/credit_code.h"
#include "core/standards/numbers.h"

/* Working days as calendar days, at the least they can take. */
static int calendar_days(const struct period *p)
{
	return p->working ? (p->days * 7 + 4) / 5 : p->days;
}

void item_check_period(struct loading *l, const struct section *s, const struct period *legal,
	const struct period *promised)
{
	bool same = legal->working == promised->working;
	if (legal->days > 0 && item_has_key(s, "legal.days") && !item_has_key(s, "legal.unit"))
		item_mistake(l, s->line, _("[%s] lacks legal.unit"), s->title);
	if (promised->days > 0 && item_has_key(s, "promised.days") &&
		!item_has_key(s, "promised.unit"))
		item_mistake(l, s->line, _("[%s] lacks promised.unit"), s->title);
	const char *key = item_has_key(s, "promised.days") ? "promised.days" : "legal.days";
	if (legal->days >= 0 && promised->days >= 0 &&
		(same ? promised->days > legal->days
		      : calendar_days(promised) > calendar_days(legal)))
		item_mistake(l, item_line(l, s, key),
			_("the promised period is longer than the legal one"));
}

static void check_situation(struct loading *l, const struct situation *a)
{
	const struct section *s = item_section_of(l, a);
	const int *fields;
	int at = (int)(a - l->item->situations);
	const struct period *promised = item_promised(l->item, at);
	size_t n = ruleset_reads(l->item->rules, a->when, &fields);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &l->item->fields[fields[i]];
		if (!f->situation && f->row != 0) /* rows are told by item_check_rows */
			item_mistake(l, item_line(l, s, "when"),
				_("%s does not choose the situation; it needs situation = yes"), f->name);
	}
	item_check_period(l, s, item_legal(l->item, at), promised);
	if (item_kind(l->item, at) == ITEM_INSTANT && promised->days != 0)
		item_mistake(l, s->line, _("an instant item promises 0 days"));
}

/* What a part gives is a field of the form, and one part only gives it. */
static void check_result(struct loading *l, const struct section *s, const struct part *p)
{
	const struct field *f = &l->item->fields[p->gives];
	if (f->fact)
		item_mistake(l, item_line(l, s, "gives"), _("%s is a fact: nothing can fill it in"),
			f->name);
	for (const struct part *q = l->item->parts; q < p; q++) {
		if (q->gives == p->gives)
			item_mistake(l, item_line(l, s, "gives"),
				_("%s is the result of %s already"), f->name, q->name);
	}
}

static void check_stage(struct loading *l, const struct item_stage *stage)
{
	const struct section *s = item_section_of(l, stage);
	if (stage->legal.days > 0 && !item_has_key(s, "legal.unit"))
		item_mistake(l, s->line, _("[%s] lacks legal.unit"), s->title);
	if (stage->legal.days >= 0 && stage->hours > 0)
		item_mistake(l, item_line(l, s, "legal.hours"),
			_("%s has legal.days and legal.hours; one of them"), stage->name);
}

static void check_part(struct loading *l, const struct part *p)
{
	const struct section *s = item_section_of(l, p);
	struct credit_code authority = {0};
	struct number code = {0};
	credit_code_check(p->authority, strlen(p->authority), &authority);
	if (*p->authority && (authority.verdict.grade == GRADE_BAD ||
				     !text_equal(authority.kind, "USCC")))
		item_mistake(l, item_line(l, s, "authority"), _("authority is not a credit code"));
	item_code_check(p->code31, strlen(p->code31), &code);
	if (*p->code31 && (strlen(p->code31) != 31 || code.verdict.grade == GRADE_BAD))
		item_mistake(l, item_line(l, s, "code31"), _("%s is not an item code of %zu characters"),
			"code31", (size_t)31);
	if (p->gives >= 0 && l->item->fields[p->gives].repeat >= 0)
		item_mistake(l, item_line(l, s, "gives"), _("%s cannot be in a repeat"),
			l->item->fields[p->gives].name);
	if (p->gives >= 0)
		check_result(l, s, p);
	item_check_period(l, s, &p->legal, &p->promised);
}

/* Takes away, again and again, the parts that wait for nobody any more; what stays is a circle. */
static void check_circle(struct loading *l)
{
	const struct item *item = l->item;
	uint32_t done = 0, before;
	do {
		before = done;
		for (size_t i = 0; i < item->n_parts; i++) {
			if (!(item->parts[i].after & ~done))
				done |= (uint32_t)1 << i;
		}
	} while (done != before);
	for (size_t i = 0; i < item->n_parts; i++) {
		if (done >> i & 1)
			continue;
		item_mistake(l, item_line(l, item_section_of(l, &item->parts[i]), "after"),
			_("part %s waits for itself"), item->parts[i].name);
		return;
	}
}

static void check_printed(struct loading *l, int line, const char *name)
{
	int field = item_field(l->item, name);
	const char *nearest = field < 0 ? item_nearest_field(l, name) : NULL;
	if (field >= 0 && l->item->fields[field].fact)
		item_mistake(l, line, _("%s is a fact: it is never shown"), name);
	else if (nearest)
		item_mistake(l, line, _("%s: there is no field %s; did you mean %s?"), "fields", name,
			nearest);
	else if (field < 0)
		item_mistake(l, line, _("%s: there is no field %s"), "fields", name);
}

static void check_document(struct loading *l, const struct document *d)
{
	const struct section *s = item_section_of(l, d);
	for (const char *c = d->fields; *(c += strspn(c, " "));) {
		char name[64];
		size_t len = strcspn(c, " ");
		text_copyn(name, sizeof(name), c, len);
		c += len;
		check_printed(l, item_line(l, s, "fields"), name);
	}
}

void item_check_parts(struct loading *l)
{
	struct item *item = l->item;
	bool joint = item->kind == ITEM_JOINT;
	for (size_t i = 0; i < item->n_situations; i++)
		check_situation(l, &item->situations[i]);
	for (size_t i = 0; i < item->n_parts; i++)
		check_part(l, &item->parts[i]);
	check_circle(l);
	for (size_t i = 0; i < item->n_stages; i++)
		check_stage(l, &item->stages[i]);
	for (size_t i = 0; i < item->n_documents; i++)
		check_document(l, &item->documents[i]);
	if (joint != (item->n_parts > 0))
		item_mistake(l, item_line(l, item_section(l, SECTION_ITEM, ""), "kind"),
			joint ? _("a joint item needs its [part] sections")
			      : _("only a joint item has [part] sections"));
}
