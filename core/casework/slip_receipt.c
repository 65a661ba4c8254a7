/* SPDX-License-Identifier: MIT
 *
 * The receipt: the number, what happens next, what is still to bring, and why nothing else was.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/slip_inside.h"

static void clock_lines(struct slip *s)
{
	const struct casefile *c = s->c;
	char day[11];

	if (slip_at_once(c)) {
		paper_entry(s->paper, _("Result"), i18n_pick(c->item->result, c->item->result_en));
		paper_entry(s->paper, _("Promise"), _("done at once, on the spot"));
		return;
	}
	if (c->due == DAY_NONE)
		return;
	day_format(c->due, day);
	paper_entryf(s->paper, _("Promise"), c->due_provisional ? _("by %s (provisional)") : _("by %s"), day);
	if (c->legal_due != DAY_NONE) {
		day_format(c->legal_due, day);
		paper_entryf(s->paper, "", _("the law allows until %s"), day);
	}
	paper_entry(s->paper, _("Result"), i18n_pick(c->item->result, c->item->result_en));
}

static void deferred_lines(struct slip *s)
{
	const struct casefile *c = s->c;

	for (size_t i = 0; i < c->item->n_materials; i++) {
		char day[11];
		if (c->marks[i].mark != MARK_DEFERRED)
			continue;
		day_format(c->marks[i].until, day);
		paper_entry(s->paper, _("To bring"),
			i18n_pick(c->item->materials[i].label, c->item->materials[i].label_en));
		paper_entryf(s->paper, "", _("before %s, online or at any window"), day);
	}
}

/* What was had from whom, so that the citizen knows why nothing was asked. */
static void material_lines(struct slip *s)
{
	const struct casefile *c = s->c;

	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material_mark *m = &c->marks[i];
		if (m->mark != MARK_VERIFIED && m->mark != MARK_PLEDGED)
			continue;
		paper_entryf(s->paper, _("Document"), _("%s  %s  due %d, had %d"),
			i18n_pick(c->item->materials[i].label, c->item->materials[i].label_en),
			_(m->had != HAD_NOTHING ? had_text(m->had) : mark_text(m->mark)), m->due,
			m->actual);
	}
}

/* What we hold already, in one piece: the citizen need not bring it the next time either. */
static void exempt_lines(struct slip *s)
{
	const struct casefile *c = s->c;
	struct buf list;

	buf_init(&list, PAPER_LINE);
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_EXEMPT) {
			buf_adds(&list, list.len ? _(", ") : "");
			buf_adds(&list, i18n_pick(c->item->materials[i].label,
						c->item->materials[i].label_en));
		}
	if (list.len)
		paper_entry(s->paper, _("Exempt"), buf_text(&list));
	buf_release(&list);
}

static bool named_before(const struct slip *s, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (s->c->evidence[k].outcome == OUTCOME_FOUND &&
			text_equal(slip_department(s, s->c->evidence[k].resource),
				slip_department(s, s->c->evidence[i].resource)))
			return true;
	return false;
}

static void asked_lines(struct slip *s)
{
	struct buf list;

	buf_init(&list, PAPER_LINE);
	for (size_t i = 0; i < s->c->n_evidence; i++) {
		if (s->c->evidence[i].outcome != OUTCOME_FOUND || named_before(s, i))
			continue;
		if (list.len)
			buf_adds(&list, " ");
		buf_adds(&list, slip_department(s, s->c->evidence[i].resource));
	}
	if (list.len) {
		paper_entry(s->paper, _("We asked"), buf_text(&list));
		paper_entry(s->paper, "", _("that is why you did not have to bring it"));
	}
	buf_release(&list);
}

static void what(struct slip *s)
{
	const struct casefile *c = s->c;
	char stamp[20];

	slip_people(s);
	clock_format(c->accepted_ms ? c->accepted_ms : clock_now_ms(), stamp);
	paper_entryf(s->paper, _("Accepted on"), _("%.16s   window %s   %s"), stamp, c->window,
		s->place->clerk);
	paper_entry(s->paper, _("Identity"), _(proof_text(*c->agent ? PROOF_AGENT : c->proof)));
}

static void foot(struct slip *s)
{
	const struct casefile *c = s->c;

	paper_rule(s->paper);
	if (*c->query)
		paper_entryf(s->paper, _("Progress"), _("query code %s, at any window or by 12345"),
			c->query);
	if (*s->place->phone)
		paper_entry(s->paper, _("Questions"), s->place->phone);
	slip_fee(s);
	if (!slip_at_once(c))
		paper_entry(s->paper, _("Remedy"), i18n_pick(c->item->remedy, c->item->remedy_en));
	paper_entry(s->paper, _("Signature"), "");
}

/* 受理回执, or 业务受理(办结)单 for what is done at once. */
void slip_receipt(struct slip *s)
{
	if (slip_at_once(s->c))
		s->title = _("Acceptance and result slip");
	slip_head(s);
	what(s);
	clock_lines(s);
	paper_rule(s->paper);
	slip_rows_counted(s);
	deferred_lines(s);
	material_lines(s);
	exempt_lines(s);
	asked_lines(s);
	slip_reasons(s);
	foot(s);
}
