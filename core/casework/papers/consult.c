/* SPDX-License-Identifier: MIT
 *
 * What an item asks for in a situation, told before anybody files anything: questions with
 * situation = yes, then the whole list of materials with where each comes from. What depends on
 * more than the questions is named as such, never left out.
 */
#include "core/casework/papers/consult.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/slip_inside.h"

struct view {
	const struct item *item;
	const struct slip_place *place;
	struct draft draft;
	struct evaluation eval;
	day_t today;
};

static enum err look(const struct consult *q, day_t today, struct view *v)
{
	*v = (struct view){.item = q->item, .today = today};
	draft_init(&v->draft, q->item);
	for (size_t i = 0; i < q->item->n_fields; i++) {
		const char *value = q->item->fields[i].situation
					    ? record_get(q->answers, q->item->fields[i].name)
					    : NULL;
		if (!value)
			continue;
		struct answer a = {.value = mem_text(value), .origin = ORIGIN_TYPED};
		draft_set(&v->draft, i, &a);
		answer_release(&a);
	}
	enum err e = draft_evaluate(&v->draft, today, &v->eval);
	if (e)
		draft_release(&v->draft);
	return e;
}

static void look_away(struct view *v)
{
	evaluation_release(&v->eval);
	draft_release(&v->draft);
}

int consult_next(const struct consult *q, day_t today)
{
	struct view v;
	int next = -1;

	if (look(q, today, &v))
		return -1;
	for (size_t i = 0; i < q->item->n_fields && next < 0; i++)
		if (q->item->fields[i].situation && v.eval.visible[i] &&
			!record_get(q->answers, q->item->fields[i].name))
			next = (int)i;
	look_away(&v);
	return next;
}

/* 1 asked for, 0 not, -1 it depends on what is not known yet. */
static int asked(const struct view *v, size_t material)
{
	int rule = v->item->materials[material].required;
	struct rule_value value = {.null = true};

	if (rule < 0)
		return rule == -2;
	if (draft_rule(&v->draft, &v->eval, rule, -1, v->today, &value) || value.null)
		return -1;
	return rule_true(&value);
}

static const char *label_of(const struct material *m)
{
	return i18n_pick(m->label, m->label_en);
}

static const char *department_of(const struct view *v, const char *resource)
{
	const struct resource *r = v->place->catalog ? catalog_find(v->place->catalog, resource) : NULL;

	return r ? i18n_pick(r->department, r->department_en) : resource;
}

static void add(struct buf *out, const char *text)
{
	if (out->len)
		buf_adds(out, _("; "));
	buf_adds(out, text);
}

/* Where it comes from, best way first. */
static void source_of(const struct view *v, const struct material *m, struct buf *out)
{
	bool ours = m->ways & (WAY_SHARED | WAY_LICENCE | WAY_EARLIER | WAY_GENERATED);

	if (m->ways & WAY_SHARED)
		buf_addf(out, m->ways & WAY_LICENCE
				      ? _("we ask %s or use your e-licence, you need not bring it")
				      : _("we ask %s, you need not bring it"),
			department_of(v, m->shared.resource));
	else if (m->ways & WAY_LICENCE)
		add(out, _("your e-licence will do, you need not bring it"));
	if (m->ways & WAY_EARLIER)
		add(out, _("not again if it was shown here within a year"));
	if (m->ways & WAY_GENERATED)
		add(out, _("made at the window, you sign it"));
	if (m->ways & WAY_WINDOW)
		add(out, _("taken at the window"));
	if ((m->ways & WAY_ORIGINAL) && (m->ways & WAY_WINDOW))
		add(out, _("or bring one"));
	else if (m->ways & WAY_ORIGINAL)
		add(out, ours ? _("only if nothing is found: the original, given back at once")
			      : _("bring the original, given back at once"));
	if (m->ways & WAY_PLEDGE)
		add(out, _("a signed pledge will do"));
	if (m->ways & WAY_DEFER) {
		add(out, "");
		buf_addf(out, _("may be brought within %d working days after"), m->defer_days);
	}
}

static void put_material(struct sheet *s, const struct view *v, size_t i, size_t number, bool maybe,
	const char *head)
{
	const struct material *m = &v->item->materials[i];
	struct buf from;

	buf_init(&from, 4096);
	source_of(v, m, &from);
	sheet_row(s, ROWS_NEEDED);
	sheet_cell(s, CELL_NEEDED_HEAD, head);
	sheet_cellf(s, CELL_NEEDED_N, "%zu", number);
	sheet_cellf(s, CELL_NEEDED_LABEL, maybe ? _("%s (depends on your case)") : "%s", label_of(m));
	sheet_cell(s, CELL_NEEDED_FROM, buf_text(&from));
	if (!(m->ways & WAY_GENERATED))
		sheet_cell(s, CELL_NEEDED_HELP, i18n_pick(m->help, m->help_en));
	buf_release(&from);
}

/* Members of a group stand together under "any one of these". */
static void put_materials(struct sheet *s, const struct view *v)
{
	const char *group = "";
	size_t n = 0;

	for (size_t i = 0; i < v->item->n_materials; i++) {
		const struct material *m = &v->item->materials[i];
		int is = asked(v, i);
		if (is == 0)
			continue;
		const char *head = NULL;
		if (*m->anyof && !text_equal(group, m->anyof))
			head = _("any one of these will do:");
		else if (!*m->anyof && *group)
			head = _("and:");
		group = m->anyof;
		put_material(s, v, i, ++n, is < 0, head);
	}
}

static void put_situation(struct sheet *s, const struct view *v)
{
	for (size_t i = 0; i < v->item->n_fields; i++) {
		const struct field *f = &v->item->fields[i];
		struct buf text;
		if (!f->situation || !v->eval.visible[i] || !*v->draft.answers[i].value)
			continue;
		buf_init(&text, PAPER_LINE);
		field_show(f, v->draft.answers[i].value, false, &text);
		sheet_row(s, ROWS_SITUATION);
		sheet_cell(s, CELL_SITUATION_LABEL, i18n_pick(f->label, f->label_en));
		sheet_cell(s, CELL_SITUATION_VALUE, buf_text(&text));
		buf_release(&text);
	}
}

static void fill(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct view *v = ctx;

	sheet_common(s, t, v->place, v->item);
	sheet_item(s, v->item, v->eval.situation);
	put_situation(s, v);
	put_materials(s, v);
}

enum err consult_render(const struct consult *q, const struct slip_place *place, int columns,
	struct buf *out)
{
	struct view v;
	enum err e = look(q, clock_today(), &v);

	if (e)
		return e;
	v.place = place;
	e = sheet_print("consultation", place, columns, fill, &v, out);
	look_away(&v);
	return e;
}
