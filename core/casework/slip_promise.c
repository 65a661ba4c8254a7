/* SPDX-License-Identifier: MIT
 *
 * What the applicant promises: 告知承诺书, what is true though no paper proves it; 容缺受理承诺书,
 * what is brought later.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/material.h"
#include "core/casework/slip_inside.h"

enum { CHECK_DAYS = 30 }; /* calendar days after the decision (domain.md 9.2, F12) */

static day_t accepted_on(const struct casefile *c)
{
	struct civil t = clock_civil(c->accepted_ms ? c->accepted_ms : clock_now_ms());

	return day_of(t.year, t.month, t.day);
}

static void numbered(struct slip *s, int n, const char *text)
{
	char number[16];

	text_format(number, sizeof number, "%d", n);
	paper_under(s->paper, number, 4, text);
}

/* Papers pledged for, in the item's own sentences. */
static int pledged_papers(struct slip *s, int n)
{
	for (size_t i = 0; i < s->c->item->n_materials; i++) {
		struct buf text;
		if (s->c->marks[i].mark != MARK_PLEDGED)
			continue;
		buf_init(&text, PAPER_LINE * 4);
		material_pledge_text(s->c, i, &text);
		numbered(s, ++n, buf_text(&text));
		buf_release(&text);
	}
	return n;
}

/* What was declared in the form. */
static int declarations(struct slip *s, int n)
{
	const struct item *item = s->c->item;

	for (size_t i = 0; s->c->draft.answers && i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		if (f->type == FIELD_DECLARATION && slip_shown(s, i) &&
			text_equal(s->c->draft.answers[i].value, "1"))
			numbered(s, ++n, i18n_pick(f->declared, f->declared_en));
	}
	return n;
}

static void told(struct slip *s)
{
	const struct item *item = s->c->item;

	slip_heading(s, _("What you have been told"));
	paper_entry(s->paper, _("Condition"), i18n_pick(item->conditions, item->conditions_en));
	paper_entry(s->paper, _("Ground"), i18n_pick(item->ground, item->ground_en));
}

void slip_pledge(struct slip *s)
{
	const struct document *d = slip_listed(s->c, s->document);
	char day[11];

	slip_head(s);
	slip_people(s);
	told(s);
	if (d && *d->fields) {
		paper_rule(s->paper);
		slip_answers(s, d->fields);
	}
	slip_heading(s, _("What you pledge"));
	if (declarations(s, pledged_papers(s, 0)) == 0)
		numbered(s, 1, _("The conditions above are met, and what I said here is true."));
	slip_heading(s, _("What follows"));
	day_format(accepted_on(s->c) + CHECK_DAYS, day);
	paper_entryf(s->paper, _("Check"), _("we compare it with the registers by %s"), day);
	paper_entry(s->paper, _("If untrue"),
		_("the decision is revoked, and it is recorded in your credit file"));
	slip_copies(s);
	slip_signature(s, _("Pledged by"));
}

static void brought_later(struct slip *s)
{
	const struct casefile *c = s->c;
	int n = 0;

	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material *m = &c->item->materials[i];
		char day[11], text[PAPER_LINE];
		if (c->marks[i].mark != MARK_DEFERRED)
			continue;
		day_format(c->marks[i].until, day);
		text_format(text, sizeof text, _("%s, by %s, %d, online or at any window"),
			i18n_pick(m->label, m->label_en), day, m->copies > 0 ? m->copies : 1);
		numbered(s, ++n, text);
	}
}

void slip_defer(struct slip *s)
{
	slip_head(s);
	slip_people(s);
	slip_heading(s, _("Accepted although this is missing; I bring it by the day named:"));
	brought_later(s);
	slip_heading(s, _("What follows"));
	paper_entry(s->paper, _("In time"), _("it goes on as if everything had been here"));
	paper_entry(s->paper, _("Not in time"),
		_("the case ends without a decision, and you may apply anew"));
	slip_copies(s);
	slip_signature(s, _("Pledged by"));
}
