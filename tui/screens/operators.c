/* SPDX-License-Identifier: MIT
 *
 * Who works here and what they may: people, where a role counts, who stands in, who is logged in. For
 * administrators and supervisors; acts are in operators_act.c, the two-person rule is in the core.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/name.h"
#include "tui/screens/operators_state.h"

const struct operators_who operators_who[OPERATORS_WHO] = {
	{N_("Everybody"), -1},
	{N_("Waiting for their first log-in"), OPERATOR_CREATED},
	{N_("Waiting for their keys"), OPERATOR_ENROLLED},
	{N_("At work"), OPERATOR_ACTIVE},
	{N_("Disabled"), OPERATOR_DISABLED},
};

/* ---- reading ---- */

static void drop(struct operators *s)
{
	mem_free(s->people);
	mem_free(s->scopes);
	mem_free(s->stands);
	mem_free(s->duty);
	mem_free(s->shown);
	operators_drop_hall(s);
	s->people = NULL;
	s->scopes = NULL;
	s->stands = NULL;
	s->duty = NULL;
	s->shown = NULL;
	s->n_people = s->n_scopes = s->n_stands = s->n_duty = 0;
	list_set(&s->list, 0);
}

static enum err read_stands(struct app *a, struct operators *s)
{
	const struct operator_info *me = operator_current(a->store);
	struct recusals *r = recusals_new(a->store);
	enum err e = recusals_read(r);

	s->no_stands = !me || !strchr(role_classes(me->role), 'A');
	if (!e) {
		s->stands = mem_array(OPERATORS_STANDS, sizeof *s->stands);
		s->n_stands = stand_ins_all(r, clock_today(), s->stands, OPERATORS_STANDS);
	}
	recusals_free(r);
	return e;
}

static size_t rows_of_tab(const struct operators *s)
{
	const size_t n[TABS] = {s->n_people, s->n_scopes, s->n_stands, s->n_duty, s->n_places, s->n_rota};

	return n[s->tab];
}

static size_t most_rows(struct operators *s)
{
	enum operators_tab now = s->tab;
	size_t most = 0;

	for (int t = 0; t < TABS; t++) {
		s->tab = (enum operators_tab)t;
		most = rows_of_tab(s) > most ? rows_of_tab(s) : most;
	}
	s->tab = now;
	return most;
}

void operators_load(struct app *a, struct operators *s)
{
	size_t at = s->list.at;

	operators_lists_free(s);
	drop(s);
	enum err e = operator_list(a->store, &s->people, &s->n_people);
	if (!e)
		e = scope_list(a->store, &s->scopes, &s->n_scopes);
	if (!e)
		e = read_stands(a, s);
	if (!e)
		e = duty_list(a->store, clock_today(), &s->duty, &s->n_duty);
	if (!e)
		e = operators_read_hall(a, s);
	if (e)
		app_fail(a, e);
	s->shown = mem_array(most_rows(s) + 1, sizeof *s->shown);
	operators_filter(s);
	s->list.at = at;
	list_set(&s->list, s->list.count);
	a->dirty = true;
}

/* ---- what is shown ---- */

const struct operator_info *operators_named(const struct operators *s, const char *id)
{
	for (size_t i = 0; i < s->n_people; i++)
		if (text_equal(s->people[i].id, id))
			return &s->people[i];
	return NULL;
}

static const char *operator_of(const struct operators *s, size_t i)
{
	switch (s->tab) {
	case TAB_SCOPES: return s->scopes[i].operator;
	case TAB_STANDS: return s->stands[i].who;
	case TAB_DUTY: return s->duty[i].operator;
	case TAB_PLACES: return s->places[i].row.id;
	case TAB_ROTA: return s->rota[i].operator;
	default: return s->people[i].id;
	}
}

/* Number, name, initials of the name, or role. */
static bool passes(const struct operators *s, size_t i)
{
	const char *id = operator_of(s, i), *query = s->find.text;
	const struct operator_info *p = operators_named(s, id);
	int state = operators_who[s->who].state;

	if (s->tab == TAB_PEOPLE && state >= 0 && (int)p->state != state)
		return false;
	if (s->tab == TAB_PLACES)
		return !*query || text_starts(id, query) || strstr(s->places[i].row.name, query) ||
		       pinyin_match(s->places[i].row.name, query);
	if (s->tab == TAB_ROTA && text_starts(s->rota[i].id, query))
		return true;
	return !*query || text_starts(id, query) ||
	       (p && (strstr(p->name, query) || pinyin_match(p->name, query) ||
			     strstr(_(role_text(p->role)), query) ||
			     pinyin_match(_(role_text(p->role)), query)));
}

void operators_filter(struct operators *s)
{
	size_t n = 0;

	for (size_t i = 0; s->shown && i < rows_of_tab(s); i++)
		if (passes(s, i))
			s->shown[n++] = i;
	s->list.at = 0;
	list_set(&s->list, n);
}

static bool at_row(const struct operators *s, enum operators_tab tab)
{
	return s->tab == tab && s->list.at < s->list.count;
}

const struct operator_info *operators_person(const struct operators *s)
{
	return at_row(s, TAB_PEOPLE) ? &s->people[s->shown[s->list.at]] : NULL;
}

const struct scope *operators_scope(const struct operators *s)
{
	return at_row(s, TAB_SCOPES) ? &s->scopes[s->shown[s->list.at]] : NULL;
}

const struct stand_in *operators_stand(const struct operators *s)
{
	return at_row(s, TAB_STANDS) ? &s->stands[s->shown[s->list.at]] : NULL;
}

const struct operators_place *operators_place(const struct operators *s)
{
	return at_row(s, TAB_PLACES) ? &s->places[s->shown[s->list.at]] : NULL;
}

const struct roster_row *operators_rota(const struct operators *s)
{
	return at_row(s, TAB_ROTA) ? &s->rota[s->shown[s->list.at]] : NULL;
}

/* ---- keys ---- */

static enum err enter(struct app *a, void *state, const void *arg)
{
	const struct operator_info *me = operator_current(a->store);
	struct operators *s = state;

	(void)arg;
	if (!me || (!role_may(me->role, RIGHT_OPERATORS) && !role_may(me->role, RIGHT_GRANT)))
		return ERR_DENIED;
	edit_init(&s->find, 20, false);
	operators_load(a, s);
	return OK;
}

/* The lists stay: an overlay may pick from them after unlocking, and staff names are no secret here. */
static void forget(struct app *a, void *state)
{
	struct operators *s = state;

	(void)a;
	s->doing = DOING_NOTHING;
	mem_wipe(s->code, sizeof s->code);
}

static void leave(struct app *a, void *state)
{
	forget(a, state);
	drop(state);
	operators_lists_free(state);
}

static void back(struct app *a, void *state)
{
	operators_load(a, state);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct operators *s = state;

	(void)now_ms;
	if (s->doing != DOING_NOTHING && store_unlocked(a->store))
		operators_attempt(a, s);
}

static void who_chosen(struct app *a, void *ctx, int index)
{
	struct operators *s = ctx;

	(void)a;
	if (index < 0)
		return;
	s->tab = TAB_PEOPLE;
	s->who = index;
	operators_filter(s);
}

static void ask_who(struct app *a, struct operators *s)
{
	static struct choose_row rows[OPERATORS_WHO];

	for (int i = 0; i < OPERATORS_WHO; i++)
		rows[i] = (struct choose_row){"", _(operators_who[i].label)};
	struct choose_arg arg = {.title = _("Which people are listed?"), .rows = rows,
		.n = OPERATORS_WHO, .done = who_chosen, .ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

static void show_tab(struct operators *s, int by)
{
	s->tab = (enum operators_tab)(((int)s->tab + TABS + by) % TABS);
	operators_filter(s);
}

static void act(struct app *a, void *state, enum action action)
{
	struct operators *s = state;

	if (s->doing != DOING_NOTHING)
		return;
	switch (action) {
	case ACT_BACK:
		if (s->find.len || s->who) {
			edit_wipe(&s->find);
			s->who = 0;
			operators_filter(s);
		} else {
			app_pop(a);
			return;
		}
		break;
	case ACT_VIEW: case ACT_TAB: show_tab(s, 1); break;
	case ACT_BACKTAB: show_tab(s, -1); break;
	case ACT_PICK: ask_who(a, s); return;
	case ACT_FIND:
		s->digits_search = !s->digits_search;
		app_say(a, VOICE_HINT, "%s", s->digits_search ? _("Digits search numbers now") :
			_("Digits choose an act again"));
		break;
	case ACT_FETCH:
		operators_load(a, s);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	default:
		if (!list_act(&s->list, action, OPERATORS_PAGE) && edit_act(&s->find, action))
			operators_filter(s);
	}
	a->dirty = true;
}

static void run(struct app *a, struct operators *s, int digit)
{
	int n = 0;

	for (size_t i = 0; i < n_operators_acts; i++) {
		const struct operators_act *x = &operators_acts[i];
		if (x->tab != s->tab || ++n != digit)
			continue;
		if (operators_may(a, x))
			x->run(a, s);
		else
			app_say(a, VOICE_PROBLEM, "%s", x->admin ?
				_("An administrator does this: rights take two people") :
				_("A supervisor does this: rights take two people"));
		return;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct operators *s = state;
	int digit = app_digit(cp);

	if (s->doing != DOING_NOTHING)
		return;
	if (digit >= 0 && !s->digits_search)
		run(a, s, digit);
	else if (edit_insert(&s->find, text_fold(cp)))
		operators_filter(s);
}

static bool digits(const struct app *a, const void *state)
{
	const struct operators *s = state;

	(void)a;
	return !s->digits_search;
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)a, (void)state;
	return act != ACT_NEXT_STEP; /* what is filled in is sent */
}

const struct screen screen_operators = {
	.name = "operators", .title = N_("Operators"), .bit = IN_ADMIN,
	.state_size = sizeof(struct operators), .enter = enter, .act = act, .text = text, .digits = digits,
	.offers = offers, .draw = operators_draw, .tick = tick, .back = back, .forget = forget, .leave = leave,
};
