/* SPDX-License-Identifier: MIT
 *
 * How windows, units and duty look on the screen "Operators".
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/operators_state.h"


static const char *place_state(const struct operators_place *p)
{
	if (p->waits)
		return _("proposed");
	if (roster_open(&p->row, clock_today()))
		return _("open");
	return p->row.from != DAY_NONE && p->row.from > clock_today() ? _("not yet") : _("shut down");
}

void operators_place_row(const struct operators *s, struct canvas *c, int at, size_t i)
{
	const struct operators_place *p = &s->places[i];
	bool open = roster_open(&p->row, clock_today());
	enum paint paint = p->waits || open ? PAINT_TEXT : PAINT_DIM;
	const char mark[2] = {p->waits ? '?' : open ? '=' : 'x'};
	char range[24];

	operators_days(p->row.from, p->row.until, range);
	canvas_text(c, at, 1, p->waits ? PAINT_MISS : frame_sign_paint(*mark), mark);
	canvas_field(c, at, 3, 9, paint, p->row.id);
	canvas_field(c, at, 13, 18, paint, p->row.name);
	if (p->row.kind == ROSTER_KIND_UNIT) {
		canvas_field(c, at, 32, 27, PAINT_DIM, _("a unit"));
	} else {
		canvas_field(c, at, 32, 9, paint, *p->row.unit ? p->row.unit : "-");
		canvas_field(c, at, 42, 17, paint, *p->row.takes ? p->row.takes : _("everything"));
	}
	canvas_field(c, at, 60, 9, p->waits ? PAINT_MISS : paint, place_state(p));
	canvas_field(c, at, 70, 9, PAINT_DIM, *range ? range : _("no bound"));
}

void operators_place_detail(const struct operators_place *p, char out[APP_MESSAGE])
{
	char range[24];

	operators_days(p->row.from, p->row.until, range);
	if (p->waits)
		text_format(out, APP_MESSAGE,
			_("Proposed by %s: another administrator or a supervisor confirms it with 5. %s"),
			p->accord.by, range);
	else
		text_format(out, APP_MESSAGE, "%s %s  %s  %s", p->row.id, p->row.name, p->row.takes, range);
}

void operators_rota_row(const struct operators *s, struct canvas *c, int at, size_t i)
{
	const struct roster_row *r = &s->rota[i], *w = roster_find(ROSTER_KIND_WINDOW, r->id);
	const struct operator_info *who = operators_named(s, r->operator), *whose = operators_named(s, r->behalf);
	const struct roster_row *today = roster_duty_at(r->id, clock_today());
	bool counts = today && *r->operator && text_equal(today->operator, r->operator) && today->from == r->from &&
		      today->until == r->until && today->weekdays == r->weekdays;
	char range[24], days[8];

	operators_days(r->from, r->until, range);
	roster_weekdays_text(r->weekdays, days);
	canvas_text(c, at, 1, counts ? PAINT_OK : PAINT_DIM, counts ? "=" : "-");
	canvas_field(c, at, 3, 7, PAINT_TEXT, r->id);
	canvas_field(c, at, 11, 11, PAINT_TEXT, w ? w->name : "");
	canvas_field(c, at, 23, 8, PAINT_TEXT, *r->operator ? r->operator : _("nobody"));
	canvas_field(c, at, 32, 8, PAINT_TEXT, who ? who->name : "");
	canvas_field(c, at, 41, 8, PAINT_TEXT, whose ? whose->name : r->behalf);
	canvas_field(c, at, 50, 22, PAINT_DIM, range);
	canvas_field(c, at, 73, 7, PAINT_DIM, *days ? days : _("working"));
}

void operators_rota_detail(const struct operators *s, const struct roster_row *r, char out[APP_MESSAGE])
{
	const struct roster_row *today = roster_duty_at(r->id, clock_today());
	const struct operator_info *who = today ? operators_named(s, today->operator) : NULL;
	char days[8];

	roster_weekdays_text(r->weekdays, days);
	if (today)
		text_format(out, APP_MESSAGE, _("At window %s today: %s %s. This line: %s"), r->id, today->operator,
			who ? who->name : "", *days ? days : _("every working day"));
	else
		text_format(out, APP_MESSAGE, _("At window %s nobody is meant to sit today. This line: %s"), r->id,
			*days ? days : _("every working day"));
}
