/* SPDX-License-Identifier: MIT
 *
 * Parts that stand on every document.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/material.h"
#include "core/casework/slip_inside.h"
#include "core/standards/name.h"

enum { LABEL_PAGE = 24, LABEL_SLIP = 12, PAGE_LEAST = 64 };

bool slip_at_once(const struct casefile *c)
{
	return item_kind(c->item, c->situation) == ITEM_INSTANT;
}

void slip_pair(struct slip *s, const char *label, const char *text)
{
	size_t cells = s->paper->columns >= PAGE_LEAST ? LABEL_PAGE : LABEL_SLIP;
	bool wide = text_cells(label) >= cells;

	if (wide)
		paper_line(s->paper, label);
	paper_under(s->paper, wide ? "" : label, cells, text);
}

void slip_heading(struct slip *s, const char *text)
{
	paper_rule(s->paper);
	paper_line(s->paper, text);
}

const char *slip_label(const struct field *f)
{
	return i18n_pick(f->label, f->label_en);
}

const struct document *slip_listed(const struct casefile *c, const char *document)
{
	for (size_t i = 0; i < c->item->n_documents; i++)
		if (text_equal(c->item->documents[i].name, document))
			return &c->item->documents[i];
	return NULL;
}

void slip_head(struct slip *s)
{
	const struct casefile *c = s->c;

	paper_centre(s->paper, s->place->hall);
	paper_centre(s->paper, s->title);
	paper_rule(s->paper);
	if (s->letter)
		paper_entryf(s->paper, _("Number"), "%s-%c1", c->number, s->letter);
	paper_entry(s->paper, _("Case"), c->number);
	paper_entry(s->paper, _("Item"), i18n_pick(c->item->name, c->item->name_en));
	paper_entry(s->paper, _("Code"), *c->item->code31 ? c->item->code31 : c->item->code);
}

static void add_name(const struct slip *s, const char *name, bool firm, struct buf *out)
{
	if (s->clear)
		buf_adds(out, name);
	else if (firm)
		mask_firm(name, out);
	else
		mask_name(name, out);
}

/* The code of a firm is public. */
static void add_number(const struct slip *s, const char *number, bool firm, struct buf *out)
{
	if (s->clear || firm)
		buf_adds(out, number);
	else
		mask_id(number, out);
}

static void person(
	struct slip *s, const char *label, const char *name, const char *number, bool firm)
{
	struct buf text;

	buf_init(&text, PAPER_LINE);
	add_name(s, name, firm, &text);
	buf_adds(&text, *name ? "  " : "");
	add_number(s, number, firm, &text);
	paper_entry(s->paper, label, buf_text(&text));
	buf_release(&text);
}

static const char *authority(const struct casefile *c, const char *attribute)
{
	const struct evidence *e = c->legal ? casefile_latest(c, "AUTH-02", "") : NULL;

	for (size_t i = 0; e && i < e->n_rows; i++)
		if (text_equal(record_get(&e->rows[i], "handler_id"), c->agent))
			return record_get(&e->rows[i], attribute);
	return NULL;
}

static void agent(struct slip *s)
{
	const struct casefile *c = s->c;
	const char *from = authority(c, "from"), *to = authority(c, "to");

	if (!*c->agent)
		return;
	person(s, c->legal ? _("Handler") : _("Agent"), c->agent_name, c->agent, false);
	if (from && to)
		paper_entryf(s->paper, "", _("may act from %s to %s"), from, to);
	paper_entryf(s->paper, "", _("in person, %s"), _(proof_text(c->agent_proof)));
}

void slip_people(struct slip *s)
{
	const struct casefile *c = s->c;

	if (*c->subject)
		person(s, _("Applicant"), c->applicant, c->subject, c->legal);
	else
		paper_entry(s->paper, _("Applicant"), _("not named"));
	agent(s);
}

void slip_purpose(struct slip *s)
{
	struct buf text;

	buf_init(&text, PAPER_LINE);
	material_purpose(s->c, s->place->clerk, clock_today(), &text);
	paper_entry(s->paper, _("Data"), buf_text(&text));
	buf_release(&text);
}

void slip_copies(struct slip *s)
{
	const struct document *d = slip_listed(s->c, s->document);
	int n = d && d->copies > 0 ? d->copies : 1;

	if (n == 1)
		paper_entry(s->paper, _("Copies"),
			s->clear ? _("1, kept with the case") : _("1, for you"));
	else
		paper_entryf(s->paper, _("Copies"), _("%d: one for you, the others with the case"), n);
}

void slip_signature(struct slip *s, const char *who)
{
	char day[11];

	day_format(clock_today(), day);
	paper_line(s->paper, "");
	paper_entryf(s->paper, who, "______________  %s", day);
	paper_entryf(s->paper, _("Clerk"), _("%s   window %s   (seal)"), s->place->clerk, s->c->window);
}

/* The form's own amount goes before the words of the item. */
void slip_fee(struct slip *s)
{
	const struct item *item = s->c->item;
	int field = item_field(item, "fee");
	struct buf text;

	buf_init(&text, PAPER_LINE);
	if (field >= 0 && item->fields[field].type == FIELD_MONEY && slip_shown(s, (size_t)field)) {
		slip_value(s, (size_t)field, &text);
		buf_addf(&text, "  (%s)", i18n_pick(item->fee, item->fee_en));
	} else {
		buf_adds(&text, i18n_pick(item->fee, item->fee_en));
	}
	paper_entry(s->paper, _("Fee"), buf_text(&text));
	buf_release(&text);
}

static const struct resource *resource_of(const struct slip *s, const char *id)
{
	return s->place->catalog ? catalog_find(s->place->catalog, id) : NULL;
}

const char *slip_department(const struct slip *s, const char *id)
{
	const struct resource *r = resource_of(s, id);

	return r ? i18n_pick(r->department, r->department_en) : id;
}

const char *slip_resource(const struct slip *s, const char *id)
{
	const struct resource *r = resource_of(s, id);

	return r ? i18n_pick(r->name, r->name_en) : id;
}
