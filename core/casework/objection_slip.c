/* SPDX-License-Identifier: MIT
 *
 * 数据异议核实单, two copies: one goes to the department, one stays with the citizen. Both values
 * stand there in full, because the department has nothing else to go by; who it is about is masked and
 * found by the numbers.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/objection.h"
#include "core/casework/paper.h"
#include "core/standards/name.h"

static void shown(const struct field *f, const char *value, struct buf *out)
{
	if (f)
		field_show(f, value, false, out);
	else
		buf_adds(out, value);
}

static void value_entry(struct paper *p, const char *label, const struct field *f, const char *value)
{
	struct buf text;

	buf_init(&text, PAPER_LINE);
	shown(f, value, &text);
	paper_entry(p, label, text.len ? buf_text(&text) : _("(nothing)"));
	buf_release(&text);
}

static void who(struct paper *p, const struct objection *o)
{
	struct buf text;

	buf_init(&text, PAPER_LINE);
	if (*o->applicant) {
		mask_name(o->applicant, &text);
		buf_adds(&text, "  ");
	}
	mask_id(o->subject, &text);
	paper_entry(p, _("Applicant"), buf_text(&text));
	buf_release(&text);
}

static void numbers(struct paper *p, const struct objection *o)
{
	char stamp[20];

	paper_entry(p, _("Number"), o->number);
	paper_entry(p, _("Case"), o->case_number);
	who(p, o);
	clock_format(o->raised_ms, stamp);
	paper_entryf(p, _("Raised on"), _("%.16s   window %s   %s"), stamp, o->window, o->raised_by);
}

static void provider(struct paper *p, const struct objection *o, const struct resource *r)
{
	char stamp[20];

	if (r)
		paper_entryf(p, _("Provider"), "%s %s  %s %s",
			i18n_pick(r->department, r->department_en), r->office ? r->office : "",
			r->id, i18n_pick(r->name, r->name_en));
	else
		paper_entry(p, _("Provider"), o->resource);
	if (o->fetched_ms) {
		clock_format(o->fetched_ms, stamp);
		paper_entryf(p, _("Fetched on"), _("%s   request %s"), stamp, o->trace);
	}
}

static void claim(struct paper *p, const struct objection *o, const struct field *f)
{
	paper_entry(p, _("Field"), o->label);
	value_entry(p, _("Register"), f, o->registered);
	value_entry(p, _("Claimed"), f, o->claimed);
	paper_entryf(p, _("Proof"), "%s%s%s", _(claim_text(o->ground)), *o->proof ? "  " : "",
		o->proof);
	paper_entry(p, _("This case"), _(effect_text(o->effect)));
}

static void by_day(struct paper *p, const char *label, const char *what, const struct objection *o,
	int days)
{
	struct due due;
	char day[11];

	if (workday_due(o->raised_ms, days, DUE_WORKING, DUE_RULE_B, NULL, 0, &due))
		return;
	day_format(due.day, day);
	paper_entryf(p, label, _("%s by %s"), what, day);
}

static void days_to_come(struct paper *p, const struct objection *o, const struct objection_days *d)
{
	by_day(p, _("Time limits"), _("checked"), o, d->check);
	by_day(p, "", _("sent to the department"), o, d->check + d->forward);
	by_day(p, "", _("answered"), o, d->check + d->forward + d->answer);
	paper_entry(p, _("Meanwhile"),
		_("every window sees that the value is in dispute; nothing is refused because of it"));
}

enum err objection_render(const struct objection *o, const struct resource *r, const struct field *f,
	const struct objection_days *days, const struct slip_place *place, int columns, struct buf *out)
{
	struct paper p = {.out = out, .columns = columns, .training = place->training};

	if (columns < 32 || columns > 200)
		return ERR_INPUT;
	paper_start(&p);
	paper_centre(&p, place->hall);
	paper_centre(&p, _("Objection to shared data"));
	paper_rule(&p);
	numbers(&p, o);
	paper_rule(&p);
	provider(&p, o, r);
	claim(&p, o, f);
	paper_rule(&p);
	days_to_come(&p, o, days);
	if (*place->phone)
		paper_entry(&p, _("Questions"), place->phone);
	paper_entry(&p, _("Signature"), "");
	paper_entry(&p, _("The department says"), _("result, seal, day"));
	return out->err;
}
