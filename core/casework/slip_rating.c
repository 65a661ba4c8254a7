/* SPDX-License-Identifier: MIT
 *
 * 评价回执: that a rating arrived and what follows from a bad one. What was said is not on it, for
 * it passes through the hands of who was rated.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/slip_inside.h"

void slip_rating(struct slip *s)
{
	char stamp[20];

	clock_format(clock_now_ms(), stamp);
	slip_head(s);
	slip_people(s);
	paper_entryf(s->paper, _("Rated on"), _("%.16s   window %s"), stamp, s->c->window);
	paper_rule(s->paper);
	paper_line(s->paper, _("Your rating has arrived. Who served you does not see what you said."));
	paper_line(s->paper, _("Were you not satisfied, we call you within 1 working day and put it right "
		"within 5 (difficult matters 15); then you are told, and may rate again."));
	paper_rule(s->paper);
	paper_entry(s->paper, _("Questions"), *s->place->phone ? s->place->phone : "12345");
}
