/* SPDX-License-Identifier: MIT
 *
 * Who a document is about, which matter, which days. What must hold: personal data is masked unless
 * the template says that the paper is signed or names somebody by law.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/inward.h"
#include "core/casework/level.h"
#include "core/casework/material.h"
#include "core/casework/number.h"
#include "core/casework/papers/slip_inside.h"
#include "core/standards/name.h"
#include "core/standards/region.h"
#include "core/standards/workday.h"

enum { DELIVER_DAYS = 10, TEXT = 1024 };

bool slip_at_once(const struct casefile *c)
{
	return casefile_instant(c) && c->state != STATE_ACCEPTED;
}

bool slip_clear(const struct slip *s)
{
	return s->t->show == SHOW_CLEAR;
}

const char *slip_label(const struct field *f)
{
	return i18n_pick(f->label, f->label_en);
}

void slip_add(struct buf *out, const char *text)
{
	buf_adds(out, out->len ? _(", ") : "");
	buf_adds(out, text);
}

const struct document *slip_listed(const struct item *item, const char *document)
{
	for (size_t i = 0; item && i < item->n_documents; i++)
		if (text_equal(item->documents[i].name, document))
			return &item->documents[i];
	return NULL;
}

static const struct resource *resource_of(const struct slip_place *p, const char *id)
{
	return p->catalog ? catalog_find(p->catalog, id) : NULL;
}

const char *slip_department(const struct slip_place *p, const char *id)
{
	const struct resource *r = resource_of(p, id);

	return r ? i18n_pick(r->department, r->department_en) : id;
}

const char *slip_resource(const struct slip_place *p, const char *id)
{
	const struct resource *r = resource_of(p, id);

	return r ? i18n_pick(r->name, r->name_en) : id;
}

/* ---- any document ---- */

void sheet_common(struct sheet *s, const struct template *t, const struct slip_place *place,
	const struct item *item)
{
	const struct document *d = slip_listed(item, t->document);

	sheet_put(s, SAID_HALL, place->hall);
	sheet_put(s, SAID_CLERK, place->clerk);
	sheet_put(s, SAID_WINDOW, place->window);
	sheet_put(s, SAID_PHONE, place->phone);
	sheet_day(s, SAID_TODAY, clock_today());
	sheet_minute(s, SAID_NOW, clock_now_ms());
	sheet_putf(s, SAID_COPIES, "%d", d && d->copies > 0 ? d->copies : t->copies);
	sheet_put(s, SAID_KEEP, i18n_pick(t->keep, t->keep_en));
}

static void put_period(struct sheet *s, enum said id, const struct period *p)
{
	if (p->days == 0)
		sheet_put(s, id, _("at once"));
	else if (p->days > 0)
		sheet_putf(s, id, p->working ? _("%d working days") : _("%d days"), p->days);
}

void sheet_item(struct sheet *s, const struct item *item, int situation)
{
	sheet_put(s, SAID_ITEM, i18n_pick(item->name, item->name_en));
	sheet_put(s, SAID_CODE, *item->code31 ? item->code31 : item->code);
	sheet_put(s, SAID_DEPARTMENT, i18n_pick(item->department, item->department_en));
	sheet_put(s, SAID_RESULT, i18n_pick(item->result, item->result_en));
	sheet_put(s, SAID_CONDITIONS, i18n_pick(item->conditions, item->conditions_en));
	sheet_put(s, SAID_GROUND, i18n_pick(item->ground, item->ground_en));
	sheet_put(s, SAID_FEE, i18n_pick(item->fee, item->fee_en));
	sheet_put(s, SAID_REMEDY, i18n_pick(item->remedy, item->remedy_en));
	sheet_put(s, SAID_CONSULT, i18n_pick(item->consult, item->consult_en));
	sheet_put(s, SAID_COMPLAIN, i18n_pick(item->complain, item->complain_en));
	sheet_put(s, SAID_PLACE, i18n_pick(item->place, item->place_en));
	sheet_put(s, SAID_HOURS, i18n_pick(item->hours, item->hours_en));
	if (item->target_trips)
		sheet_putf(s, SAID_TRIPS, _("at most %d"), item->target_trips);
	else
		sheet_put(s, SAID_TRIPS, _("none is needed"));
	put_period(s, SAID_PROMISED, item_promised(item, situation));
	put_period(s, SAID_LEGAL, item_legal(item, situation));
}

void sheet_number(struct sheet *s, const char *case_number, const char *letters, int nth)
{
	char number[DOCUMENT_NUMBER];

	if (*letters && document_number(case_number, letters, nth, number))
		sheet_put(s, SAID_NUMBER, number);
}

/* ---- people ---- */

static void add_person(const struct slip *s, const char *name, const char *number, bool firm,
	struct buf *out)
{
	bool name_too = s->t->show != SHOW_MASKED;

	if (name_too)
		buf_adds(out, name);
	else if (firm)
		mask_firm(name, out);
	else
		mask_name(name, out);
	buf_adds(out, *name ? "  " : "");
	if (firm || slip_clear(s)) /* the code of a firm is public */
		buf_adds(out, number);
	else
		mask_id(number, out);
}

static void put_person(const struct slip *s, enum said id, const char *name, const char *number, bool firm)
{
	struct buf text;

	buf_init(&text, TEXT);
	add_person(s, name, number, firm, &text);
	sheet_put(s->sheet, id, buf_text(&text));
	buf_release(&text);
}

static void put_applicant(const struct slip *s)
{
	const struct casefile *c = s->c;

	if (!*c->subject) {
		sheet_put(s->sheet, SAID_APPLICANT, _("not named"));
		sheet_flag(s->sheet, SAID_ANONYMOUS, true);
		return;
	}
	if (appeal_secret(c)) { /* on every paper: it passes through many hands */
		sheet_put(s->sheet, SAID_APPLICANT, _(APPEAL_KEPT_SECRET));
		sheet_put(s->sheet, SAID_NAME, _(APPEAL_KEPT_SECRET));
		return;
	}
	put_person(s, SAID_APPLICANT, c->applicant, c->subject, c->legal);
	put_person(s, SAID_NAME, c->applicant, "", true);
}

static const char *authority(const struct casefile *c, const char *attribute)
{
	const struct evidence *e = c->legal ? casefile_latest(c, "AUTH-02", "") : NULL;

	for (size_t i = 0; e && i < e->n_rows; i++)
		if (text_equal(record_get(&e->rows[i], "handler_id"), c->agent))
			return record_get(&e->rows[i], attribute);
	return NULL;
}

/* As the form says it, where it asks. */
static void put_field(const struct slip *s, enum said id, const char *name)
{
	int field = item_field(s->c->item, name);
	struct buf text;

	if (field < 0 || !slip_shown(s, (size_t)field))
		return;
	buf_init(&text, TEXT * 16);
	slip_value(s, (size_t)field, &text);
	sheet_put(s->sheet, id, buf_text(&text));
	buf_release(&text);
}

static void put_authority(const struct slip *s, enum said id, const char *attribute, const char *field)
{
	const char *said = authority(s->c, attribute);
	day_t day;

	if (said && day_parse(said, &day))
		sheet_day(s->sheet, id, day);
	else if (!said)
		put_field(s, id, field);
}

static void put_agent(const struct slip *s)
{
	const struct casefile *c = s->c;

	if (!*c->agent)
		return;
	sheet_put(s->sheet, SAID_ROLE, c->legal ? _("Handler") : _("Agent"));
	put_person(s, SAID_AGENT, c->agent_name, c->agent, false);
	put_authority(s, SAID_AGENT_FROM, "from", "agent_from");
	put_authority(s, SAID_AGENT_TO, "to", "agent_to");
	put_field(s, SAID_AGENT_RELATION, "agent_relation");
	sheet_put(s->sheet, SAID_AGENT_PROOF, _(proof_text(c->agent_proof)));
}

/* ---- days ---- */

static void put_due(const struct slip *s, enum said id, int64_t from_ms, int days, enum due_rule rule)
{
	struct due due;

	if (from_ms && workday_due(from_ms, days, DUE_WORKING, rule, NULL, 0, &due) == OK)
		sheet_day(s->sheet, id, due.day);
}

static void put_days(const struct slip *s)
{
	const struct casefile *c = s->c;
	struct sheet *t = s->sheet;

	sheet_minute(t, SAID_RECEIVED, c->received_ms);
	sheet_minute(t, SAID_ACCEPTED, c->accepted_ms);
	sheet_minute(t, SAID_DECIDED, c->decided_ms);
	put_due(s, SAID_ANSWER_BY, c->received_ms, NOTICE_DAYS, casefile_rule(c));
	put_due(s, SAID_DELIVER_BY, c->decided_ms ? c->decided_ms : clock_now_ms(), DELIVER_DAYS,
		casefile_rule(c));
	if (!slip_at_once(c)) {
		sheet_day(t, SAID_DUE, c->due);
		sheet_day(t, SAID_LEGAL_DUE, c->legal_due);
		sheet_flag(t, SAID_PROVISIONAL, c->due_provisional);
	}
	sheet_flag(t, SAID_AT_ONCE, slip_at_once(c));
	sheet_flag(t, SAID_WAITING, c->state == STATE_RECEIVED);
	sheet_flag(t, SAID_AGAIN, c->notices > 0);
	sheet_flag(t, SAID_DEEMED, c->deemed);
	sheet_flag(t, SAID_GRANTED, c->state == STATE_GRANTED || c->state == STATE_GRANTED_DEF);
}

/* What the paper may be used for, by whom it was made, and until when (capability E6). */
static void put_purpose(const struct slip *s)
{
	struct buf text;

	buf_init(&text, TEXT);
	material_purpose(s->c, s->place->clerk, clock_today(), &text);
	sheet_put(s->sheet, SAID_PURPOSE, buf_text(&text));
	buf_release(&text);
}

/* The form's own amount goes before the words of the item. */
static void put_fee(const struct slip *s)
{
	const struct item *item = s->c->item;
	int field = item_field(item, "fee");
	struct buf text;

	if (field < 0 || item->fields[field].type != FIELD_MONEY || !slip_shown(s, (size_t)field))
		return;
	buf_init(&text, TEXT * 16);
	slip_value(s, (size_t)field, &text);
	buf_addf(&text, "  (%s)", i18n_pick(item->fee, item->fee_en));
	sheet_put(s->sheet, SAID_FEE, buf_text(&text));
	sheet_flag(s->sheet, SAID_CHARGED, true);
	buf_release(&text);
}

static int nth_of(const struct casefile *c, const char *document)
{
	int n = 1;

	for (size_t i = 0; i < c->n_slips; i++)
		n += text_equal(c->slips[i].document, document);
	return n;
}

static void put_region(struct sheet *s, enum said id, const char *code)
{
	struct region there;

	region_find(code, &there);
	sheet_putf(s, id, "%s %s", code, there.name);
}

/* Received or decided in another region. */
static void put_regions(const struct slip *s)
{
	const struct casefile *c = s->c;
	char code[8];

	if (crossing_away(c) || c->crossing.state == CROSSING_DECIDED)
		put_region(s->sheet, SAID_DECIDED_IN, c->crossing.region);
	else if (crossing_region(c, s->place->region, code))
		put_region(s->sheet, SAID_DECIDED_IN, code);
	if (!inward_from(c))
		return;
	put_region(s->sheet, SAID_RECEIVED_IN, c->inward.region);
	sheet_put(s->sheet, SAID_RECEIVED_AS, c->inward.number);
}

void slip_case(struct slip *s)
{
	const struct casefile *c = s->c;

	sheet_common(s->sheet, s->t, s->place, c->item);
	sheet_item(s->sheet, c->item, c->situation);
	sheet_number(s->sheet, c->number, s->t->letters, nth_of(c, s->t->document));
	sheet_put(s->sheet, SAID_WINDOW, c->window);
	sheet_put(s->sheet, SAID_CASE, c->number);
	sheet_put(s->sheet, SAID_QUERY, c->query);
	sheet_put(s->sheet, SAID_PROOF, _(proof_text(*c->agent ? PROOF_AGENT : c->proof)));
	if (casefile_level(c) > LEVEL_UNKNOWN)
		sheet_put(s->sheet, SAID_LEVEL, _(level_words(casefile_level(c))));
	put_regions(s);
	put_applicant(s);
	put_agent(s);
	put_days(s);
	put_purpose(s);
	put_fee(s);
}
