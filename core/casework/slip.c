/* SPDX-License-Identifier: MIT
 *
 * The words of a slip. What must hold: every value is sanitised, names and numbers are masked, no
 * line is wider than the paper, and the same casefile and clock give the same bytes.
 */
#include "core/casework/slip.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/paper.h"
#include "core/standards/name.h"

static bool at_once(const struct casefile *c)
{
	return item_kind(c->item, c->situation) == ITEM_INSTANT;
}

static void head(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	paper_centre(p, place->hall);
	paper_centre(p, at_once(c) ? _("Acceptance and result slip") : _("Acceptance slip"));
	paper_rule(p);
}

static void who(struct paper *p, const struct casefile *c)
{
	struct buf text;

	buf_init(&text, PAPER_LINE);
	mask_name(c->applicant, &text);
	buf_adds(&text, "  ");
	mask_id(c->subject, &text);
	paper_entry(p, _("Applicant"), buf_text(&text));
	buf_release(&text);
}

static void what(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	char stamp[20];

	paper_entry(p, _("Case"), c->number);
	paper_entry(p, _("Item"), i18n_pick(c->item->name, c->item->name_en));
	paper_entry(p, _("Code"), *c->item->code31 ? c->item->code31 : c->item->code);
	who(p, c);
	clock_format(c->accepted_ms ? c->accepted_ms : clock_now_ms(), stamp);
	paper_entryf(p, _("Accepted on"), _("%.16s   window %s   %s"), stamp, c->window, place->clerk);
	paper_entry(p, _("Identity"), _(proof_text(c->proof)));
}

static void clock_lines(struct paper *p, const struct casefile *c)
{
	char day[11];

	if (at_once(c)) {
		paper_entry(p, _("Result"), i18n_pick(c->item->result, c->item->result_en));
		paper_entry(p, _("Promise"), _("done at once, on the spot"));
		return;
	}
	if (c->due == DAY_NONE)
		return;
	day_format(c->due, day);
	paper_entryf(p, _("Promise"), c->due_provisional ? _("by %s (provisional)") : _("by %s"), day);
	if (c->legal_due != DAY_NONE) {
		day_format(c->legal_due, day);
		paper_entryf(p, "", _("the law allows until %s"), day);
	}
	paper_entry(p, _("Result"), i18n_pick(c->item->result, c->item->result_en));
}

static void deferred_lines(struct paper *p, const struct casefile *c)
{
	for (size_t i = 0; i < c->item->n_materials; i++) {
		char day[11];
		if (c->marks[i].mark != MARK_DEFERRED)
			continue;
		day_format(c->marks[i].until, day);
		paper_entry(p, _("To bring"),
			i18n_pick(c->item->materials[i].label, c->item->materials[i].label_en));
		paper_entryf(p, "", _("before %s, online or at any window"), day);
	}
}

/* What was had from whom, so that the citizen knows why nothing was asked. */
static void material_lines(struct paper *p, const struct casefile *c)
{
	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material_mark *m = &c->marks[i];
		if (m->mark != MARK_VERIFIED && m->mark != MARK_PLEDGED)
			continue;
		paper_entryf(p, _("Document"), _("%s  %s  due %d, had %d"),
			i18n_pick(c->item->materials[i].label, c->item->materials[i].label_en),
			_(mark_text(m->mark)), m->due, m->actual);
	}
}

/* What we hold already, in one piece: the citizen need not bring it the next time either. */
static void exempt_lines(struct paper *p, const struct casefile *c)
{
	struct buf list;

	buf_init(&list, PAPER_LINE);
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_EXEMPT) {
			buf_adds(&list, list.len ? _(", ") : "");
			buf_adds(&list, i18n_pick(c->item->materials[i].label,
						c->item->materials[i].label_en));
		}
	if (list.len)
		paper_entry(p, _("Exempt"), buf_text(&list));
	buf_release(&list);
}

static const char *department_of(const struct slip_place *place, const struct evidence *e)
{
	const struct resource *r =
		place->catalog ? catalog_find(place->catalog, e->resource) : NULL;

	return r ? i18n_pick(r->department, r->department_en) : e->resource;
}

static bool named_before(const struct casefile *c, const struct slip_place *place, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (c->evidence[k].outcome == OUTCOME_FOUND &&
			text_equal(department_of(place, &c->evidence[k]),
				department_of(place, &c->evidence[i])))
			return true;
	return false;
}

static void asked_lines(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	struct buf list;

	buf_init(&list, PAPER_LINE);
	for (size_t i = 0; i < c->n_evidence; i++) {
		if (c->evidence[i].outcome != OUTCOME_FOUND || named_before(c, place, i))
			continue;
		if (list.len)
			buf_adds(&list, " ");
		buf_adds(&list, department_of(place, &c->evidence[i]));
	}
	if (list.len) {
		paper_entry(p, _("We asked"), buf_text(&list));
		paper_entry(p, "", _("that is why you did not have to bring it"));
	}
	buf_release(&list);
}

static void foot(struct paper *p, const struct casefile *c, const struct slip_place *place)
{
	paper_rule(p);
	if (*c->query)
		paper_entryf(p, _("Progress"), _("query code %s, at any window or by 12345"), c->query);
	if (*place->phone)
		paper_entry(p, _("Questions"), place->phone);
	paper_entry(p, _("Fee"), i18n_pick(c->item->fee, c->item->fee_en));
	if (!at_once(c))
		paper_entry(p, _("Remedy"), i18n_pick(c->item->remedy, c->item->remedy_en));
	paper_entry(p, _("Signature"), "");
}

enum err slip_render(const struct casefile *c, const char *document, const struct slip_place *place,
	int columns, struct buf *out)
{
	struct paper p = {.out = out, .columns = columns, .training = place->training};

	if (!c->item || !text_equal(document, "receipt"))
		return ERR_NOTFOUND;
	if (columns < 32 || columns > 200)
		return ERR_INPUT;
	paper_start(&p);
	head(&p, c, place);
	what(&p, c, place);
	clock_lines(&p, c);
	paper_rule(&p);
	deferred_lines(&p, c);
	material_lines(&p, c);
	exempt_lines(&p, c);
	asked_lines(&p, c, place);
	foot(&p, c, place);
	return out->err;
}
