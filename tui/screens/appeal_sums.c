/* SPDX-License-Identifier: MIT
 *
 * Figures of appeals by kind: counts as long as the sample is small, per cent from then on.
 */
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/rating.h"
#include "tui/screens/appeal_page.h"

void appeal_figures_row(const struct appeal_figures *x, struct canvas *c, int row, int kind, enum paint name)
{
	canvas_field(c, row, 3, 17, name,
		kind ? appeal_kind_name(kind) : _("Together"));
	canvas_printf(c, row, 20, PAINT_TEXT, "%5u", x->n[kind]);
	for (int f = 0; f < APPEAL_FIGURES; f++) {
		const struct appeal_part *p = &x->of[kind][f];
		int tenths = appeal_figure_value(p);
		char text[24] = "-";
		if (tenths >= 0 && p->below < RATING_RANKED)
			text_format(text, sizeof text, "%u/%u", p->above, p->below);
		else if (tenths >= 0)
			text_format(text, sizeof text, "%d.%d%%", tenths / 10, tenths % 10);
		canvas_right(c, row, 36 + f * 11, tenths < 0 ? PAINT_DIM : PAINT_TEXT, text);
	}
}

void appeal_figures_head(struct canvas *c, int top)
{
	canvas_right(c, top, 25, PAINT_DIM, _("Sum"));
	for (int f = 0; f < APPEAL_FIGURES; f++)
		canvas_right(c, top, 36 + f * 11, PAINT_DIM, _(appeal_figure_text((enum appeal_figure)f)));
}

void appeal_figures_draw(const struct appeal_figures *x, struct canvas *c, int top)
{
	appeal_figures_head(c, top);
	for (int kind = 1; kind < APPEAL_KINDS; kind++)
		appeal_figures_row(x, c, top + kind, kind, PAINT_TEXT);
	appeal_figures_row(x, c, top + APPEAL_KINDS + 1, 0, PAINT_HEAD);
	canvas_printf(c, top + APPEAL_KINDS + 3, 3, PAINT_DIM,
		_("Below %d there is no percentage: the counts stand there"), RATING_RANKED);
}
