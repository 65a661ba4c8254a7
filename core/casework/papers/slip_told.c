/* SPDX-License-Identifier: MIT
 *
 * What the applicant is told: which departments were asked for what, on what ground; by whom and in
 * which steps it is decided; what others said.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/papers/slip_inside.h"
#include "core/casework/task.h"

enum { TEXT = 4096 };

static void put_stages(const struct slip *s)
{
	const struct item *item = s->c->item;

	for (size_t i = 0; i < item->n_stages; i++) {
		const struct item_stage *t = &item->stages[i];
		sheet_row(s->sheet, ROWS_STAGES);
		sheet_cellf(s->sheet, CELL_STAGE_N, "%zu", i + 1);
		sheet_cell(s->sheet, CELL_STAGE_LABEL, i18n_pick(t->label, t->label_en));
		sheet_cell(s->sheet, CELL_STAGE_DEPARTMENT, *t->department ? t->department :
			i18n_pick(item->department, item->department_en));
	}
}

static void put_parts(const struct slip *s)
{
	const struct item *item = s->c->item;
	const struct evaluation *e = s->place->eval;

	for (size_t i = 0; i < item->n_parts; i++) {
		const struct part *t = &item->parts[i];
		if (e && !e->part_wanted[i])
			continue;
		sheet_row(s->sheet, ROWS_PARTS);
		sheet_cell(s->sheet, CELL_PART_LABEL, i18n_pick(t->label, t->label_en));
		sheet_cell(s->sheet, CELL_PART_DEPARTMENT, i18n_pick(t->department, t->department_en));
	}
}

static void put_verdicts(const struct slip *s)
{
	for (size_t i = 0; i < s->c->n_opinions; i++) {
		const struct case_opinion *o = &s->c->opinions[i];
		sheet_row(s->sheet, ROWS_VERDICTS);
		sheet_cell(s->sheet, CELL_VERDICT_FROM, o->department);
		sheet_cell(s->sheet, CELL_VERDICT_SAYS, _(verdict_text(o->verdict)));
		sheet_cell(s->sheet, CELL_VERDICT_TEXT, o->text);
	}
}

/* ---- shared data ---- */

static const char *about(const struct casefile *c, const struct evidence *e)
{
	for (size_t i = 0; *e->holder && i < c->item->n_parties; i++) {
		const struct item_party *p = &c->item->parties[i];
		if (text_equal(c->draft.answers[p->id].value, e->holder))
			return i18n_pick(p->label, p->label_en);
	}
	return "";
}

static bool from(const struct answer *a, const struct evidence *e)
{
	return *a->value && memcmp(a->evidence, e->event, HASH_SIZE) == 0;
}

/* Labels of what its answer filled, each once. */
static void used(const struct slip *s, const struct evidence *e, struct buf *out)
{
	const struct item *item = s->c->item;

	for (size_t i = 0; s->c->draft.answers && i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		bool repeated = f->row > 0 && from(&s->c->draft.answers[i - item->repeats[f->repeat].columns], e);
		if (!repeated && slip_shown(s, i) && from(&s->c->draft.answers[i], e))
			slip_add(out, slip_label(f));
	}
}

static const char *basis(const struct casefile *c, const struct evidence *e)
{
	for (size_t i = 0; i < c->item->n_asks; i++) {
		const struct item_ask *a = &c->item->asks[i];
		if (text_equal(a->resource, e->resource) && (a->party >= 0) == (*e->holder != '\0'))
			return i18n_pick(a->basis, a->basis_en);
	}
	return _("identity check");
}

static void put_source(const struct slip *s, int n, const struct evidence *e)
{
	const char *whom = s->c->draft.answers ? about(s->c, e) : "";
	char at[PAPER_DAY];
	struct buf fields;

	buf_init(&fields, TEXT);
	used(s, e, &fields);
	paper_minute(e->at_ms, at);
	sheet_row(s->sheet, ROWS_SOURCES);
	sheet_cellf(s->sheet, CELL_SOURCE_N, "%d", n);
	sheet_cellf(s->sheet, CELL_SOURCE_TITLE, "%s %s%s%s", slip_department(s->place, e->resource),
		slip_resource(s->place, e->resource), *whom ? "  " : "", whom);
	sheet_cell(s->sheet, CELL_SOURCE_FIELDS,
		fields.len ? buf_text(&fields) : _("looked at, nothing taken over"));
	sheet_cell(s->sheet, CELL_SOURCE_AT, at);
	sheet_cell(s->sheet, CELL_SOURCE_BASIS, basis(s->c, e));
	buf_release(&fields);
}

/* Only the answer that counts: what was asked again is not told twice. */
static bool newest(const struct casefile *c, const struct evidence *e)
{
	return casefile_latest(c, e->resource, e->holder) == e && e->outcome == OUTCOME_FOUND;
}

static bool named_before(const struct slip *s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (s->c->evidence[k].outcome == OUTCOME_FOUND &&
			text_equal(slip_department(s->place, s->c->evidence[k].resource),
				slip_department(s->place, s->c->evidence[i].resource)))
			return true;
	return false;
}

static void put_sources(const struct slip *s)
{
	struct buf asked;
	int n = 0;

	buf_init(&asked, TEXT);
	for (size_t i = 0; i < s->c->n_evidence; i++) {
		const struct evidence *e = &s->c->evidence[i];
		if (newest(s->c, e))
			put_source(s, ++n, e);
		if (e->outcome == OUTCOME_FOUND && !named_before(s, i)) {
			buf_adds(&asked, asked.len ? " " : "");
			buf_adds(&asked, slip_department(s->place, e->resource));
		}
	}
	sheet_put(s->sheet, SAID_ASKED, buf_text(&asked));
	buf_release(&asked);
}

static void put_refused(const struct slip *s)
{
	struct buf list;

	buf_init(&list, TEXT);
	for (size_t i = 0; i < s->c->n_refused; i++)
		buf_addf(&list, "%s%s %s", list.len ? "  " : "", slip_department(s->place, s->c->refused[i]),
			slip_resource(s->place, s->c->refused[i]));
	sheet_put(s->sheet, SAID_REFUSED, buf_text(&list));
	buf_release(&list);
}

void slip_told(struct slip *s)
{
	put_stages(s);
	put_parts(s);
	put_verdicts(s);
	put_sources(s);
	put_refused(s);
}
