/* SPDX-License-Identifier: MIT
 *
 * Materials on paper: what was handed in and how, what we hold already, what comes later, what is
 * pledged instead.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/material.h"
#include "core/casework/papers/slip_inside.h"

enum { CHECK_DAYS = 30, TEXT = 4096 }; /* calendar days after the decision (domain.md 9.2, F12) */

static const char *label_of(const struct slip *s, size_t i)
{
	const struct material *m = &s->c->item->materials[i];

	return i18n_pick(m->label, m->label_en);
}

static const struct material_mark *mark_of(const struct slip *s, size_t i)
{
	return &s->c->marks[i];
}

static void put_deferred(const struct slip *s)
{
	char day[PAPER_DAY];
	int n = 0;

	for (size_t i = 0; i < s->c->item->n_materials; i++) {
		if (mark_of(s, i)->mark != MARK_DEFERRED)
			continue;
		paper_day(mark_of(s, i)->until, day);
		sheet_row(s->sheet, ROWS_DEFERRED);
		sheet_cellf(s->sheet, CELL_DEFERRED_N, "%d", ++n);
		sheet_cell(s->sheet, CELL_DEFERRED_LABEL, label_of(s, i));
		sheet_cell(s->sheet, CELL_DEFERRED_UNTIL, mark_of(s, i)->until == DAY_NONE ? NULL : day);
		sheet_cellf(s->sheet, CELL_DEFERRED_COPIES, "%d",
			s->c->item->materials[i].copies > 0 ? s->c->item->materials[i].copies : 1);
	}
	sheet_flag(s->sheet, SAID_DEFERS, n > 0);
}

static void put_handed(const struct slip *s)
{
	int n = 0;

	for (size_t i = 0; i < s->c->item->n_materials; i++) {
		const struct material_mark *m = mark_of(s, i);
		if (m->mark != MARK_VERIFIED && m->mark != MARK_PLEDGED)
			continue;
		sheet_row(s->sheet, ROWS_HANDED);
		sheet_cellf(s->sheet, CELL_HANDED_N, "%d", ++n);
		sheet_cell(s->sheet, CELL_HANDED_LABEL, label_of(s, i));
		sheet_cell(s->sheet, CELL_HANDED_HOW,
			_(m->had != HAD_NOTHING ? had_text(m->had) : mark_text(m->mark)));
		sheet_cellf(s->sheet, CELL_HANDED_DUE, "%d", m->due);
		sheet_cellf(s->sheet, CELL_HANDED_HAD, "%d", m->actual);
	}
}

static void put_kept(const struct slip *s)
{
	int n = 0;

	for (size_t i = 0; i < s->c->item->n_materials; i++) {
		const struct material_mark *m = mark_of(s, i);
		if (m->had != HAD_KEPT && m->had != HAD_COPY)
			continue;
		sheet_row(s->sheet, ROWS_KEPT);
		sheet_cellf(s->sheet, CELL_KEPT_N, "%d", ++n);
		sheet_cell(s->sheet, CELL_KEPT_LABEL, label_of(s, i));
		sheet_cell(s->sheet, CELL_KEPT_HOW, _(had_text(m->had)));
		sheet_cellf(s->sheet, CELL_KEPT_COUNT, "%d", m->actual > 0 ? m->actual : 1);
	}
}

static void put_all(const struct slip *s)
{
	struct buf exempt;

	buf_init(&exempt, TEXT);
	for (size_t i = 0; i < s->c->item->n_materials; i++) {
		if (mark_of(s, i)->mark == MARK_EXEMPT)
			slip_add(&exempt, label_of(s, i));
		if (mark_of(s, i)->mark == MARK_IDLE ||
			(s->c->item->materials[i].ways & WAY_GENERATED))
			continue;
		sheet_row(s->sheet, ROWS_PAPERS);
		sheet_cell(s->sheet, CELL_PAPER_LABEL, label_of(s, i));
		sheet_cell(s->sheet, CELL_PAPER_MARK, _(mark_text(mark_of(s, i)->mark)));
	}
	sheet_put(s->sheet, SAID_EXEMPT, buf_text(&exempt));
	buf_release(&exempt);
}

static void put_pledge(const struct slip *s, const char *text)
{
	sheet_row(s->sheet, ROWS_PLEDGES);
	sheet_cellf(s->sheet, CELL_PLEDGE_N, "%zu", s->sheet->rows[ROWS_PLEDGES].n);
	sheet_cell(s->sheet, CELL_PLEDGE_TEXT, text);
}

/* Papers pledged for, in the item's own sentences; then what was declared in the form. */
static void put_pledges(const struct slip *s)
{
	const struct item *item = s->c->item;

	for (size_t i = 0; i < item->n_materials; i++) {
		struct buf text;
		if (mark_of(s, i)->mark != MARK_PLEDGED)
			continue;
		buf_init(&text, TEXT);
		material_pledge_text(s->c, i, &text);
		put_pledge(s, buf_text(&text));
		buf_release(&text);
	}
	for (size_t i = 0; s->c->draft.answers && i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		if (f->type == FIELD_DECLARATION && slip_shown(s, i) &&
			text_equal(s->c->draft.answers[i].value, "1"))
			put_pledge(s, i18n_pick(f->declared, f->declared_en));
	}
}

static void put_check(const struct slip *s)
{
	struct civil t = clock_civil(s->c->accepted_ms ? s->c->accepted_ms : clock_now_ms());

	sheet_day(s->sheet, SAID_CHECK_BY, day_of(t.year, t.month, t.day) + CHECK_DAYS);
}

void slip_papers(struct slip *s)
{
	put_deferred(s);
	put_handed(s);
	put_kept(s);
	put_all(s);
	put_pledges(s);
	put_check(s);
}
