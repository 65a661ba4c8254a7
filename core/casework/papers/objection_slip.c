/* SPDX-License-Identifier: MIT
 *
 * 数据异议核实单, two copies: one goes to the department, one stays with the citizen. Both values
 * stand there in full, because the department has nothing else to go by; who it is about is masked and
 * found by the numbers.
 */
#include "core/casework/papers/objection_slip.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/papers/slip_inside.h"
#include "core/standards/name.h"

struct of_dispute {
	const struct objection *o;
	const struct resource *r;
	const struct field *f;
	const struct objection_days *days;
	const struct slip_place *place;
};

static void put_value(struct sheet *s, enum said id, const struct field *f, const char *value)
{
	struct buf text;

	buf_init(&text, PAPER_LINE * 16);
	if (f)
		field_show(f, value, false, &text);
	else
		buf_adds(&text, value);
	sheet_put(s, id, text.len ? buf_text(&text) : _("(nothing)"));
	buf_release(&text);
}

static void put_who(struct sheet *s, const struct objection *o)
{
	struct buf text;

	buf_init(&text, PAPER_LINE);
	if (*o->applicant) {
		mask_name(o->applicant, &text);
		buf_adds(&text, "  ");
	}
	mask_id(o->subject, &text);
	sheet_put(s, SAID_APPLICANT, buf_text(&text));
	buf_release(&text);
}

static void put_provider(struct sheet *s, const struct objection *o, const struct resource *r)
{
	if (r)
		sheet_putf(s, SAID_PROVIDER, "%s %s  %s %s", i18n_pick(r->department, r->department_en),
			r->office ? r->office : "", r->id, i18n_pick(r->name, r->name_en));
	else
		sheet_put(s, SAID_PROVIDER, o->resource);
	sheet_minute(s, SAID_FETCHED, o->fetched_ms);
	sheet_put(s, SAID_TRACE, o->trace);
}

static void put_claim(struct sheet *s, const struct objection *o, const struct field *f)
{
	sheet_put(s, SAID_FIELD, o->label);
	put_value(s, SAID_REGISTERED, f, o->registered);
	put_value(s, SAID_CLAIMED, f, o->claimed);
	sheet_putf(s, SAID_EVIDENCE, "%s%s%s", _(claim_text(o->ground)), *o->proof ? "  " : "", o->proof);
	sheet_put(s, SAID_EFFECT, _(effect_text(o->effect)));
}

static void put_by(struct sheet *s, enum said id, const struct objection *o, int days)
{
	struct due due;

	if (workday_due(o->raised_ms, days, DUE_WORKING, DUE_RULE_B, NULL, 0, &due) == OK)
		sheet_day(s, id, due.day);
}

static void fill(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct of_dispute *of = ctx;
	const struct objection *o = of->o;
	const struct objection_days *d = of->days;

	sheet_common(s, t, of->place, NULL);
	sheet_put(s, SAID_NUMBER, o->number);
	sheet_put(s, SAID_CASE, o->case_number);
	sheet_put(s, SAID_WINDOW, o->window);
	sheet_put(s, SAID_RAISED_BY, o->raised_by);
	sheet_minute(s, SAID_RAISED, o->raised_ms);
	put_who(s, o);
	put_provider(s, o, of->r);
	put_claim(s, o, of->f);
	put_by(s, SAID_CHECKED_BY, o, d->check);
	put_by(s, SAID_SENT_BY, o, d->check + d->forward);
	put_by(s, SAID_ANSWERED_BY, o, d->check + d->forward + d->answer);
}

enum err objection_render(const struct objection *o, const struct resource *r, const struct field *f,
	const struct objection_days *days, const struct slip_place *place, int columns, struct buf *out)
{
	struct of_dispute of = {o, r, f, days, place};

	return sheet_print("dispute", place, columns, fill, &of, out);
}
