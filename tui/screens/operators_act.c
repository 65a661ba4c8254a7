/* SPDX-License-Identifier: MIT
 *
 * Acts of the screen "Operators": whose they are, and those that only need a yes. Every act is in the
 * journal before it is on the glass.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/screens/operators_state.h"

enum { AGAIN_MS = 20, GIVE_UP_MS = 5000 };

bool operators_may(const struct app *a, const struct operators_act *act)
{
	const struct operator_info *me = operator_current(a->store);

	return me && ((act->admin && role_may(me->role, RIGHT_OPERATORS)) ||
			     (act->supervisor && role_may(me->role, RIGHT_GRANT)));
}

/* ---- what needs a yes ---- */

static void told(struct app *a, const struct operators *s, enum operators_doing done)
{
	if (done == DOING_GRANT)
		app_say(a, VOICE_HINT, _("%s has the keys and may log in"), s->operator);
	else if (done == DOING_CONFIRM)
		app_say(a, VOICE_HINT, _("Confirmed; it counts for %s from now on"), s->operator);
	else if (done == DOING_CONFIRM_PLACE)
		app_say(a, VOICE_HINT, _("%s is as proposed from now on"), s->place.id);
	else if (done == DOING_WITHDRAW_PLACE)
		app_say(a, VOICE_HINT, _("Withdrawn; %s stays as it is"), s->place.id);
	else if (done == DOING_END_SCOPE)
		app_say(a, VOICE_HINT, _("Ended; it counts for %s no more"), s->operator);
	else
		app_say(a, VOICE_HINT, _("%s stands in no more"), s->operator);
}

static enum err attempt_now(struct app *a, void *ctx)
{
	const struct operators *s = ctx;

	switch (s->doing) {
	case DOING_GRANT: return operator_grant(a->store, s->operator);
	case DOING_CONFIRM: return scope_confirm(a->store, &s->scope);
	case DOING_END_SCOPE: return scope_end(a->store, &s->scope);
	case DOING_END_STAND: return stand_in_end(a->store, s->operator);
	case DOING_CONFIRM_PLACE: return roster_confirm(a->store, s->hash);
	case DOING_WITHDRAW_PLACE: return roster_withdraw(a->store, s->hash);
	default: return OK;
	}
}

/* The core's no, in words of this screen. */
static void say_no(struct app *a, const struct operators *s, enum operators_doing what, enum err e)
{
	if (e == ERR_DENIED && what == DOING_CONFIRM)
		app_say(a, VOICE_PROBLEM, "%s",
			_("Somebody else confirms: not who proposed it, not whom it is for"));
	else if (e == ERR_DENIED && what == DOING_CONFIRM_PLACE)
		app_say(a, VOICE_PROBLEM, "%s", _("Somebody else confirms, not who proposed it"));
	else if (e == ERR_DENIED && what == DOING_GRANT)
		app_say(a, VOICE_PROBLEM, _("Somebody else grants: not who proposed the scope of %s"),
			s->operator);
	else if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("That was settled meanwhile; look at the list again"));
	else
		app_fail(a, e);
}

void operators_attempt(struct app *a, struct operators *s)
{
	enum operators_doing what = s->doing;
	enum err e = attempt_now(a, s);

	if (e == ERR_BUSY && clock_mono_ms() < s->give_up_ms) {
		a->screen_due_ms = clock_mono_ms() + AGAIN_MS;
		return;
	}
	s->doing = DOING_NOTHING;
	operators_load(a, s);
	if (e)
		say_no(a, s, what, e);
	else
		told(a, s, what);
}

static void answered(struct app *a, void *ctx, int index)
{
	struct operators *s = ctx;

	if (index != 1)
		return;
	s->doing = s->asked;
	s->give_up_ms = clock_mono_ms() + GIVE_UP_MS;
	operators_attempt(a, s);
}

static void ask(struct app *a, struct operators *s, enum operators_doing what, const char *title,
	const char *yes)
{
	static struct choose_row rows[2];

	s->asked = what;
	rows[0] = (struct choose_row){"1", _("No, leave it as it is")};
	rows[1] = (struct choose_row){"2", yes};
	struct choose_arg arg = {.title = title, .rows = rows, .n = 2, .confirm = true, .done = answered,
		.ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

static void grant(struct app *a, struct operators *s)
{
	const struct operator_info *p = operators_person(s);
	char title[APP_MESSAGE];

	if (!p || p->state != OPERATOR_ENROLLED) {
		app_say(a, VOICE_PROBLEM, "%s", _("Keys go to somebody who has enrolled and waits: F4 lists them"));
		return;
	}
	text_copy(s->operator, sizeof s->operator, p->id);
	text_format(title, sizeof title,
		_("Give %s %s the keys of the role %s? You are the second of two people"), p->id, p->name,
		_(role_text(p->role)));
	ask(a, s, DOING_GRANT, title, _("Yes, this is the person and they may log in"));
}

static void confirm_scope(struct app *a, struct operators *s)
{
	const struct scope *c = operators_scope(s);
	char title[APP_MESSAGE];

	if (!c || c->state != SCOPE_PROPOSED) {
		app_say(a, VOICE_PROBLEM, "%s", _("Choose a proposed scope first"));
		return;
	}
	s->scope = c->id;
	text_copy(s->operator, sizeof s->operator, c->operator);
	text_format(title, sizeof title, _("Confirm the scope that %s proposed for %s?"), c->proposed_by,
		c->operator);
	ask(a, s, DOING_CONFIRM, title, _("Yes, it counts from now on"));
}

static void end_scope(struct app *a, struct operators *s)
{
	const struct scope *c = operators_scope(s);
	char title[APP_MESSAGE];

	if (!c || c->state == SCOPE_ENDED) {
		app_say(a, VOICE_PROBLEM, "%s", _("Choose a scope that is not ended"));
		return;
	}
	s->scope = c->id;
	text_copy(s->operator, sizeof s->operator, c->operator);
	text_format(title, sizeof title, _("End this scope of %s? It holds at once"), c->operator);
	ask(a, s, DOING_END_SCOPE, title, _("Yes, end it"));
}

static void end_stand(struct app *a, struct operators *s)
{
	const struct stand_in *x = operators_stand(s);
	char title[APP_MESSAGE];

	if (!x) {
		app_say(a, VOICE_PROBLEM, "%s", _("Choose somebody who stands in first"));
		return;
	}
	text_copy(s->operator, sizeof s->operator, x->who);
	text_format(title, sizeof title, _("End everything that %s stands in for?"), x->who);
	ask(a, s, DOING_END_STAND, title, _("Yes, end it"));
}

static void settle_place(struct app *a, struct operators *s, enum operators_doing what, const char *yes)
{
	const struct operators_place *p = operators_place(s);
	char title[APP_MESSAGE];

	if (!p || !p->waits) {
		app_say(a, VOICE_PROBLEM, "%s", _("Choose a change that waits, marked with ?"));
		return;
	}
	if (what == DOING_CONFIRM_PLACE && text_equal(p->accord.by, a->operator_id)) {
		say_no(a, s, what, ERR_DENIED);
		return;
	}
	s->place = p->row;
	memcpy(s->hash, p->accord.hash, HASH_SIZE);
	text_format(title, sizeof title, what == DOING_CONFIRM_PLACE ?
		_("Put %s %s in force as %s proposed it?") : _("Withdraw the change of %s %s that %s proposed?"),
		p->row.id, p->row.name, p->accord.by);
	ask(a, s, what, title, yes);
}

static void confirm_place(struct app *a, struct operators *s)
{
	settle_place(a, s, DOING_CONFIRM_PLACE, _("Yes, it counts from now on"));
}

static void withdraw_place(struct app *a, struct operators *s)
{
	settle_place(a, s, DOING_WITHDRAW_PLACE, _("Yes, withdraw it"));
}

const struct operators_act operators_acts[] = {
	{TAB_PEOPLE, N_("Add"), true, false, operators_add},
	{TAB_PEOPLE, N_("Grant keys"), false, true, grant},
	{TAB_PEOPLE, N_("Disable"), true, false, operators_disable},
	{TAB_PEOPLE, N_("Propose a scope"), true, false, operators_propose},
	{TAB_PEOPLE, N_("Stand-in"), false, true, operators_appoint},
	{TAB_SCOPES, N_("Propose"), true, false, operators_propose},
	{TAB_SCOPES, N_("Confirm"), true, true, confirm_scope},
	{TAB_SCOPES, N_("End it"), true, true, end_scope},
	{TAB_STANDS, N_("Appoint"), false, true, operators_appoint},
	{TAB_STANDS, N_("End it"), false, true, end_stand},
	{TAB_PLACES, N_("New window"), true, false, operators_add_window},
	{TAB_PLACES, N_("New unit"), true, false, operators_add_unit},
	{TAB_PLACES, N_("Change"), true, false, operators_change_place},
	{TAB_PLACES, N_("What it takes"), true, false, operators_choose_takes},
	{TAB_PLACES, N_("Confirm"), true, true, confirm_place},
	{TAB_PLACES, N_("Withdraw"), true, true, withdraw_place},
	{TAB_ROTA, N_("Who sits where"), false, true, operators_set_duty},
};
const size_t n_operators_acts = COUNT_OF(operators_acts);
