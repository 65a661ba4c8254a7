/* SPDX-License-Identifier: MIT */
#include "tui/window.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/casework/roster.h"
#include "tui/app.h"
#include "tui/facing.h"

/* The case number, the slips and the citizen's screen are of the window where somebody sits. */
void window_take(struct app *a, const char *window)
{
	if (text_equal(a->window, window))
		return;
	text_copy(a->window, sizeof a->window, window);
	facing_stop(a);
	facing_start(a, a->database);
	a->titled = NULL;
	a->dirty = true;
}

/* Written down where windows are known; whose seat it is today is said to who took it. */
void window_sit(struct app *a)
{
	const struct roster_row *w = roster_find(ROSTER_KIND_WINDOW, a->window),
		*d = roster_duty_at(a->window, clock_today());

	if (!w)
		return;
	enum err e = roster_sit(a->store, a->window);
	if (e)
		log_line("seat", "%s", err_name(e));
	if (!roster_open(w, clock_today()))
		app_say(a, VOICE_PROBLEM, _("Window %s is not open today"), a->window);
	else if (d && !text_equal(d->operator, a->operator_id))
		app_say(a, VOICE_HINT, _("Today %s is meant to sit at window %s"), d->operator, a->window);
	else if (d && *d->behalf)
		app_say(a, VOICE_HINT, _("Window %s today, for %s"), a->window, d->behalf);
}
