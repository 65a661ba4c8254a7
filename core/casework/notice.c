/* SPDX-License-Identifier: MIT
 *
 * What must hold: every material that is not had stands on the notice, each once, whatever the
 * group it belongs to; nothing that is proven does.
 */
#include "core/casework/notice.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/material.h"
#include "core/standards/workday.h"

static const char *label_of(const struct casefile *c, size_t material)
{
	return i18n_pick(c->item->materials[material].label, c->item->materials[material].label_en);
}

static bool open_with(const struct casefile *c, size_t leader, size_t i)
{
	return c->marks[i].mark == MARK_MISSING && material_leader(c, i) == leader;
}

/* The member the clerk has judged says how the group stands; a paper that was brought and does not
 * do says more than one that was not. */
static size_t spokesman(const struct casefile *c, size_t leader)
{
	size_t best = leader;

	for (size_t i = leader; i < c->item->n_materials; i++)
		if (open_with(c, leader, i) && c->marks[i].defect > c->marks[best].defect)
			best = i;
	return best;
}

/* "A, or B, or C": any of them will do. A paper that only has to be mended stands alone. */
static void name_line(const struct casefile *c, size_t leader, struct notice_line *out)
{
	struct buf text;

	buf_init(&text, 2048);
	buf_adds(&text, label_of(c, out->material));
	for (size_t i = leader; out->verdict <= DEFECT_ABSENT && i < c->item->n_materials; i++)
		if (i != out->material && open_with(c, leader, i))
			buf_addf(&text, _(", or %s"), label_of(c, i));
	text_copy(out->label, sizeof out->label, buf_text(&text));
	buf_release(&text);
}

static void also(struct buf *out, const char *text)
{
	if (out->len)
		buf_adds(out, _("; or "));
	buf_adds(out, text);
}

/* The ways of one material that are the citizen's to go. */
static unsigned citizens(const struct casefile *c, const struct evaluation *e, size_t material)
{
	unsigned ways = c->item->materials[material].ways;

	if (e->trusted == 0)
		ways &= ~(unsigned)WAY_PLEDGE;
	return ways & (WAY_ORIGINAL | WAY_WINDOW | WAY_PLEDGE | WAY_SHARED | WAY_LICENCE);
}

static unsigned ways_of_line(
	const struct casefile *c, const struct evaluation *e, size_t leader, size_t material)
{
	unsigned ways = citizens(c, e, material);

	for (size_t i = leader; i < c->item->n_materials; i++)
		if (open_with(c, leader, i))
			ways |= citizens(c, e, i);
	return ways;
}

static const char *register_of(
	const struct casefile *c, const struct catalog *catalog, size_t material)
{
	const struct material *m = &c->item->materials[material];
	const struct resource *r = m->shared.resource && *m->shared.resource && catalog
					   ? catalog_find(catalog, m->shared.resource)
					   : NULL;

	return r ? i18n_pick(r->department, r->department_en) : NULL;
}

static void say_accepted(const struct casefile *c, const struct evaluation *e,
	const struct catalog *catalog, size_t leader, struct notice_line *out)
{
	unsigned ways = ways_of_line(c, e, leader, out->material);
	bool online = c->item->channels & CHANNEL_ONLINE, mail = c->item->channels & CHANNEL_MAIL;
	const char *department = register_of(c, catalog, out->material);
	struct buf text;

	buf_init(&text, 1024);
	if (ways & WAY_WINDOW)
		also(&text, online ? _("online, or taken at a window")
				   : _("taken at any window"));
	if (ways & WAY_ORIGINAL)
		also(&text, ways & WAY_WINDOW ? _("brought to any window")
					      : _("the original at any window, given back at once"));
	if (mail && (ways & WAY_WINDOW))
		also(&text, _("sent by mail"));
	if (ways & WAY_PLEDGE)
		also(&text, _("a pledge signed at any window"));
	if (!text.len && department)
		buf_addf(&text, _("once it is on record at %s, nothing is to be brought"), department);
	if (!text.len)
		buf_adds(&text, _("at any window"));
	text_copy(out->accepted, sizeof out->accepted, buf_text(&text));
	buf_release(&text);
}

static void say_defect(const struct casefile *c, struct notice_line *out)
{
	const struct material_mark *m = &c->marks[out->material];
	const struct material *of = &c->item->materials[out->material];
	const char *usual = _(defect_mend(m->defect));

	if (m->defect == DEFECT_NONE)
		return;
	text_copy(out->wrong, sizeof out->wrong,
		*m->wrong ? m->wrong : _(defect_wrong(m->defect)));
	/* What kind of paper it must be helps more than "bring it". */
	if ((m->defect == DEFECT_ABSENT || m->defect == DEFECT_WRONG) && *of->help)
		usual = i18n_pick(of->help, of->help_en);
	text_copy(out->mend, sizeof out->mend, *m->mend ? m->mend : usual);
}

static void add_line(const struct casefile *c, const struct evaluation *e,
	const struct catalog *catalog, size_t leader, struct notice *n)
{
	struct notice_line *line = &n->lines[n->n++];

	line->material = spokesman(c, leader);
	line->verdict = c->marks[line->material].defect;
	n->unjudged += line->verdict == DEFECT_NONE;
	name_line(c, leader, line);
	say_defect(c, line);
	say_accepted(c, e, catalog, leader, line);
}

/* ---- the form ---- */

static bool gap(const struct casefile *c, const struct finding *f)
{
	return f->severity == SEVERITY_ERROR && f->field >= 0 &&
	       c->item->fields[f->field].type != FIELD_HASH; /* that is a material */
}

static void list_fields(
	const struct casefile *c, const struct evaluation *e, bool missing, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < e->n_findings; i++) {
		const struct finding *f = &e->findings[i];
		if (!gap(c, f) || f->missing != missing)
			continue;
		buf_adds(out, n++ ? _(", ") : missing ? _("not filled in: ") : _("to be changed: "));
		buf_adds(out, i18n_pick(c->item->fields[f->field].label,
				      c->item->fields[f->field].label_en));
	}
}

/* What stands or does not stand in the form needs no judging: the rules have. */
static void add_form(const struct casefile *c, const struct evaluation *e, struct notice *n)
{
	struct notice_line *line = &n->lines[n->n];
	struct buf text;

	buf_init(&text, 8192);
	list_fields(c, e, true, &text);
	if (text.len)
		buf_adds(&text, _("; "));
	size_t before = text.len;
	list_fields(c, e, false, &text);
	if (text.len == before && before)
		buf_cut(&text, before - strlen(_("; ")));
	if (text.len) {
		n->n++;
		line->material = c->item->n_materials;
		line->verdict = DEFECT_PARTIAL;
		text_copy(line->label, sizeof line->label, _("Application form"));
		text_copy(line->wrong, sizeof line->wrong, buf_text(&text));
		text_copy(line->mend, sizeof line->mend, _("Tell us; we fill it in for you"));
		text_copy(line->accepted, sizeof line->accepted,
			c->item->channels & (CHANNEL_PHONE | CHANNEL_ONLINE)
				? _("by telephone, online or at any window")
				: _("at any window"));
	}
	buf_release(&text);
}

enum err notice_build(const struct casefile *c, const struct evaluation *e,
	const struct catalog *catalog, struct notice *out)
{
	struct due until;

	if (!c->item)
		return ERR_STATE;
	const struct period *p = &c->item->completion;
	enum err err = workday_due(clock_now_ms(), p->days, p->working ? DUE_WORKING : DUE_CALENDAR,
		DUE_RULE_A, NULL, 0, &until);
	if (err)
		return err;
	*out = (struct notice){.until = until.day,
		.provisional = until.provisional,
		.ineligible = e->eligible == 0};
	if (!document_number(c->number, NOTICE_LETTERS, c->notices + 1, out->number))
		text_copy(out->number, sizeof out->number, c->number);
	for (size_t i = 0; i < c->item->n_materials; i++) {
		enum mark m = c->marks[i].mark;
		if (m == MARK_MISSING && material_leader(c, i) == i)
			add_line(c, e, catalog, i, out);
		if (m == MARK_EXEMPT || (m == MARK_VERIFIED && c->marks[i].way == WAY_EARLIER))
			out->held[out->n_held++] = i;
	}
	add_form(c, e, out);
	return OK;
}

enum err notice_ready(const struct notice *n)
{
	if (n->ineligible)
		return ERR_STATE;
	if (n->unjudged)
		return ERR_INCOMPLETE;
	return n->n ? OK : ERR_NOTFOUND;
}
