/* SPDX-License-Identifier: MIT
 *
 * What the applicant is told: 受理通知书, until when it is decided and by whom; 数据共享确认单, which
 * departments were asked for what, on what ground.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/slip_inside.h"

static void days(struct slip *s)
{
	const struct casefile *c = s->c;
	char day[11], stamp[20];

	clock_format(c->accepted_ms ? c->accepted_ms : clock_now_ms(), stamp);
	paper_entryf(s->paper, _("Accepted on"), "%.16s", stamp);
	if (c->due != DAY_NONE) {
		day_format(c->due, day);
		paper_entryf(s->paper, _("Promise"),
			c->due_provisional ? _("by %s (provisional)") : _("by %s"), day);
	}
	if (c->legal_due != DAY_NONE) {
		day_format(c->legal_due, day);
		paper_entryf(s->paper, "", _("the law allows until %s"), day);
	}
}

static void stages(struct slip *s)
{
	const struct item *item = s->c->item;

	for (size_t i = 0; i < item->n_stages; i++) {
		const struct item_stage *t = &item->stages[i];
		paper_entryf(s->paper, i ? "" : _("Steps"), "%zu %s  %s", i + 1,
			i18n_pick(t->label, t->label_en),
			*t->department ? t->department : i18n_pick(item->department, item->department_en));
	}
}

static void parts(struct slip *s)
{
	const struct item *item = s->c->item;
	const struct evaluation *e = s->place->eval;
	bool first = true;

	for (size_t i = 0; i < item->n_parts; i++) {
		const struct part *t = &item->parts[i];
		if (e && !e->part_wanted[i])
			continue;
		paper_entryf(s->paper, first ? _("Parts") : "", "%s  %s",
			i18n_pick(t->label, t->label_en),
			i18n_pick(t->department, t->department_en));
		first = false;
	}
}

void slip_acceptance(struct slip *s)
{
	const struct item *item = s->c->item;

	slip_head(s);
	slip_people(s);
	days(s);
	stages(s);
	parts(s);
	paper_entry(s->paper, _("Result"), i18n_pick(item->result, item->result_en));
	paper_rule(s->paper);
	if (*s->c->query)
		paper_entryf(s->paper, _("Progress"), _("query code %s, at any window or by 12345"),
			s->c->query);
	paper_entry(s->paper, _("Questions"), i18n_pick(item->consult, item->consult_en));
	paper_entry(s->paper, _("Complaints"), i18n_pick(item->complain, item->complain_en));
	slip_fee(s);
	paper_entry(s->paper, _("Remedy"), i18n_pick(item->remedy, item->remedy_en));
	slip_copies(s);
	slip_signature(s, _("Received by"));
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

	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		bool repeated = f->row > 0 && from(&s->c->draft.answers[i - item->repeats[f->repeat].columns], e);
		if (repeated || !slip_shown(s, i) || !from(&s->c->draft.answers[i], e))
			continue;
		buf_adds(out, out->len ? _(", ") : "");
		buf_adds(out, slip_label(f));
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

static void source(struct slip *s, int n, const struct evidence *e)
{
	const char *whom = about(s->c, e);
	char stamp[20], title[PAPER_LINE];
	struct buf fields;

	buf_init(&fields, PAPER_LINE * 4);
	used(s, e, &fields);
	clock_format(e->at_ms, stamp);
	text_format(title, sizeof title, "%d  %s %s%s%s", n, slip_department(s, e->resource),
		slip_resource(s, e->resource), *whom ? "  " : "", whom);
	paper_line(s->paper, title);
	paper_entry(s->paper, "", fields.len ? buf_text(&fields) : _("looked at, nothing taken over"));
	paper_entryf(s->paper, "", _("%.16s  ground: %s"), stamp, basis(s->c, e));
	buf_release(&fields);
}

/* Only the answer that counts: what was asked again is not told twice. */
static bool newest(const struct casefile *c, const struct evidence *e)
{
	return casefile_latest(c, e->resource, e->holder) == e && e->outcome == OUTCOME_FOUND;
}

void slip_sharing(struct slip *s)
{
	const struct casefile *c = s->c;
	int n = 0;

	slip_head(s);
	slip_people(s);
	slip_heading(s, _("So that you need not bring papers, we asked:"));
	for (size_t i = 0; i < c->n_evidence; i++)
		if (newest(c, &c->evidence[i]))
			source(s, ++n, &c->evidence[i]);
	paper_rule(s->paper);
	paper_line(s->paper, _("[ ] It is right and may be used for this matter."));
	paper_line(s->paper, _("[ ] Not all of it; I bring my own papers for:"));
	slip_copies(s);
	slip_purpose(s);
	slip_signature(s, _("Confirmed by"));
}
