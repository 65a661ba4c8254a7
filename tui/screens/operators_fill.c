/* SPDX-License-Identifier: MIT
 *
 * Acts of the screen "Operators" that have something to fill in: add, disable, propose a scope,
 * appoint a stand-in. The core's no is told beside the field it is about.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/fill.h"
#include "tui/screens/operators_state.h"

enum { DAY_CHARACTERS = 10, NAME_CHARACTERS = 20 };

#define DAY_HINT N_("Year-month-day, 2026-12-01; empty: no bound")

static enum err refused(struct fill_said *said, size_t at, const char *why, enum err e)
{
	said->at = at;
	text_copy(said->why, sizeof said->why, why);
	return e;
}

/* ---- lists to pick from ---- */

void operators_lists_free(struct operators *s)
{
	mem_free(s->items);
	mem_free(s->staff);
	mem_free(s->whose);
	mem_free(s->takes);
	mem_free(s->windows);
	s->items = s->staff = s->whose = s->takes = s->windows = NULL;
	s->n_items = s->n_staff = s->n_whose = s->n_units = s->n_takes = s->n_windows = 0;
}

static void list_roles(struct operators *s)
{
	for (int r = 0; r < ROLE_COUNT; r++)
		s->roles[r] = (struct choose_row){role_word((enum role)r), _(role_text((enum role)r))};
}

static void list_units(struct app *a, struct operators *s)
{
	const char *names[OPERATORS_UNITS];

	s->n_units = directory_departments(a->directory, names, OPERATORS_UNITS);
	for (size_t i = 0; i < s->n_units; i++)
		s->units[i] = (struct choose_row){names[i], names[i]};
}

static void list_items(struct app *a, struct operators *s)
{
	size_t n = directory_size(a->directory);

	if (s->items)
		return;
	s->items = mem_array(n + 1, sizeof *s->items);
	for (size_t i = 0; i < n; i++) {
		const struct item_entry *e = directory_at(a->directory, i);
		s->items[i] = (struct choose_row){e->code, e->name};
	}
	s->n_items = n;
}

void operators_list_staff(struct operators *s)
{
	if (s->staff)
		return;
	s->staff = mem_array(s->n_people + 1, sizeof *s->staff);
	for (size_t i = 0; i < s->n_people; i++)
		if (s->people[i].state != OPERATOR_DISABLED)
			s->staff[s->n_staff++] = (struct choose_row){s->people[i].id, s->people[i].name};
}

/* Roles first, then the people whose place may be taken. */
static void list_whose(struct operators *s)
{
	static const enum role vacant[] = {ROLE_EXAMINER, ROLE_DECIDER, ROLE_CLERK, ROLE_ISSUER};

	list_roles(s);
	operators_list_staff(s);
	if (s->whose)
		return;
	s->whose = mem_array(COUNT_OF(vacant) + s->n_staff, sizeof *s->whose);
	for (size_t i = 0; i < COUNT_OF(vacant); i++)
		s->whose[s->n_whose++] = s->roles[vacant[i]];
	for (size_t i = 0; i < s->n_staff; i++)
		s->whose[s->n_whose++] = s->staff[i];
}

static void open_fill(struct app *a, const struct fill_arg *arg)
{
	enum err e = fill_ask(a, arg);

	if (e)
		app_fail(a, e);
}

/* ---- add ---- */

enum { ADD_ID, ADD_NAME, ADD_ROLE, ADD_UNIT, ADD_FIELDS };

struct sending {
	struct operators *s;
	const char *const *values;
	struct fill_said *said;
};

static enum err add_now(struct app *a, void *ctx)
{
	const struct sending *x = ctx;
	enum role role;
	char why[APP_MESSAGE];

	if (!role_parse(x->values[ADD_ROLE], &role))
		return refused(x->said, ADD_ROLE, "", ERR_INPUT);
	enum err e = operator_add_in(a->store, x->values[ADD_ID], x->values[ADD_NAME], role,
		x->values[ADD_UNIT], x->s->code);
	if (e == ERR_EXISTS) {
		text_format(why, sizeof why, _("Number %s is somebody's already"), x->values[ADD_ID]);
		return refused(x->said, ADD_ID, why, e);
	}
	if (e == ERR_INPUT)
		return refused(x->said, ADD_ID, _("A number has letters and digits only, at most 15"), e);
	if (!e)
		text_copy(x->s->operator, sizeof x->s->operator, x->values[ADD_ID]);
	return e;
}

static enum err add_send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct sending x = {ctx, values, said};

	return add_now(a, &x);
}

static void code_seen(struct app *a, void *ctx, int index)
{
	struct operators *s = ctx;

	(void)index;
	mem_wipe(s->code, sizeof s->code);
	app_say(a, VOICE_HINT, _("%s enrols with F2 at the log-in; then a supervisor grants the keys"),
		s->operator);
}

static void show_code(struct app *a, void *ctx)
{
	static struct choose_row rows[1];
	struct operators *s = ctx;
	char title[APP_MESSAGE];

	rows[0] = (struct choose_row){"1", _("It is written down and handed over")};
	text_format(title, sizeof title, _("One-time code of %s, shown this once: %s"), s->operator, s->code);
	struct choose_arg arg = {.title = title, .rows = rows, .n = 1, .confirm = true,
		.done = code_seen, .ctx = s};
	enum err e = choose_open(a, &arg);
	mem_wipe(title, sizeof title);
	if (e)
		app_fail(a, e);
}

void operators_add(struct app *a, struct operators *s)
{
	list_roles(s);
	list_units(a, s);
	const struct fill_field fields[ADD_FIELDS] = {
		[ADD_ID] = {.label = N_("Operator no."), .max = OPERATOR_ID - 1,
			.hint = N_("What they log in with: letters and digits")},
		[ADD_NAME] = {.label = N_("Name"), .max = NAME_CHARACTERS,
			.hint = N_("As slips and the trail show it")},
		[ADD_ROLE] = {.label = N_("Role"), .kind = FILL_ONE_OF, .rows = s->roles,
			.n_rows = ROLE_COUNT, .hint = N_("Enter lists the roles; initials find one")},
		[ADD_UNIT] = {.label = N_("Department"), .kind = FILL_ONE_OF, .rows = s->units,
			.n_rows = s->n_units, .optional = true,
			.hint = N_("Whose cases: F4 lists departments; empty: the whole hall")},
	};
	struct fill_arg arg = {.title = _("Add an operator. A supervisor, not you, grants the keys later"),
		.fields = fields, .n = ADD_FIELDS, .send = add_send, .done = show_code, .ctx = s};
	open_fill(a, &arg);
}

/* ---- disable ---- */

static enum err disable_now(struct app *a, void *ctx)
{
	const struct sending *x = ctx;

	if (!text_equal(x->values[0], x->s->operator))
		return refused(x->said, 0, _("That is another number; nothing was done"), ERR_INPUT);
	enum err e = operator_disable(a->store, x->s->operator);
	if (e == ERR_STATE)
		return refused(x->said, 0,
			_("Disabled already, or the last one of this role: somebody has to stay"), e);
	return e;
}

static enum err disable_send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct sending x = {ctx, values, said};

	return disable_now(a, &x);
}

static void disabled(struct app *a, void *ctx)
{
	const struct operators *s = ctx;

	app_say(a, VOICE_HINT, _("%s is disabled and opens no new case; new keys are in use"), s->operator);
}

void operators_disable(struct app *a, struct operators *s)
{
	const struct operator_info *p = operators_person(s);
	char title[APP_MESSAGE];

	if (!p || p->state == OPERATOR_DISABLED) {
		app_say(a, VOICE_PROBLEM, "%s", _("Choose somebody who is not disabled"));
		return;
	}
	text_copy(s->operator, sizeof s->operator, p->id);
	text_format(title, sizeof title, _("Disable %s %s, %s? It cannot be taken back; keys are changed"),
		p->id, p->name, _(role_text(p->role)));
	const struct fill_field field = {.label = N_("Number once more"), .max = OPERATOR_ID - 1,
		.hint = N_("Type the number of who is to be disabled, then Enter")};
	struct fill_arg arg = {.title = title, .fields = &field, .n = 1, .send = disable_send,
		.done = disabled, .ctx = s};
	open_fill(a, &arg);
}

/* ---- scopes ---- */

enum { SCOPE_WHO, SCOPE_WHERE, SCOPE_WHAT, SCOPE_ACT, SCOPE_FROM, SCOPE_TO, SCOPE_FIELDS };

static bool day_or_none(const char *text, day_t *out)
{
	*out = DAY_NONE;
	return !*text || day_parse(text, out);
}

static enum err propose_now(struct app *a, void *ctx)
{
	const struct sending *x = ctx;
	const char *const *v = x->values;
	struct scope c = {0};
	struct uid id;

	if (!day_or_none(v[SCOPE_FROM], &c.from) || !day_or_none(v[SCOPE_TO], &c.until))
		return refused(x->said, c.from == DAY_NONE && *v[SCOPE_FROM] ? SCOPE_FROM : SCOPE_TO,
			_("A day is written 2026-12-01"), ERR_INPUT);
	text_copy(c.operator, sizeof c.operator, v[SCOPE_WHO]);
	text_copy(c.unit, sizeof c.unit, v[SCOPE_WHERE]);
	text_copy(c.item, sizeof c.item, v[SCOPE_WHAT]);
	if (scope_rights_parse(v[SCOPE_ACT], &c.rights))
		return refused(x->said, SCOPE_ACT, "", ERR_INPUT);
	enum err e = scope_propose(a->store, &c, &id);
	if (e == ERR_INPUT)
		return refused(x->said, SCOPE_ACT,
			_("The days are out of order, or the role never does this act"), e);
	if (!e)
		text_copy(x->s->operator, sizeof x->s->operator, c.operator);
	return e;
}

static enum err propose_send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct sending x = {ctx, values, said};

	return propose_now(a, &x);
}

static void proposed(struct app *a, void *ctx)
{
	const struct operators *s = ctx;

	app_say(a, VOICE_HINT, _("Proposed for %s; another administrator or a supervisor confirms it"),
		s->operator);
}

void operators_propose(struct app *a, struct operators *s)
{
	const struct operator_info *p = operators_person(s);
	const struct scope *c = operators_scope(s);

	operators_list_staff(s);
	list_units(a, s);
	list_items(a, s);
	for (int r = 0; r < RIGHT_COUNT; r++)
		s->rights[r] = (struct choose_row){right_word((enum right)r), _(right_text((enum right)r))};
	const struct fill_field fields[SCOPE_FIELDS] = {
		[SCOPE_WHO] = {.label = N_("Whose"), .kind = FILL_ONE_OF, .rows = s->staff,
			.n_rows = s->n_staff, .value = p ? p->id : c ? c->operator : NULL,
			.hint = N_("Whose scope: initials find somebody")},
		[SCOPE_WHERE] = {.label = N_("Department"), .kind = FILL_ONE_OF, .rows = s->units,
			.n_rows = s->n_units, .optional = true,
			.hint = N_("F4 lists departments; empty: all of them")},
		[SCOPE_WHAT] = {.label = N_("Item"), .kind = FILL_ONE_OF, .rows = s->items,
			.n_rows = s->n_items, .optional = true,
			.hint = N_("F4 lists items; empty: all of the unit")},
		[SCOPE_ACT] = {.label = N_("Act"), .kind = FILL_ONE_OF, .rows = s->rights,
			.n_rows = RIGHT_COUNT, .optional = true,
			.hint = N_("F4 lists acts; empty: all that the role may")},
		[SCOPE_FROM] = {.label = N_("First day"), .max = DAY_CHARACTERS, .optional = true,
			.hint = DAY_HINT},
		[SCOPE_TO] = {.label = N_("Last day"), .max = DAY_CHARACTERS, .optional = true,
			.hint = DAY_HINT},
	};
	struct fill_arg arg = {.title = _("Propose where a role counts. Somebody else confirms it"),
		.fields = fields, .n = SCOPE_FIELDS, .send = propose_send, .done = proposed, .ctx = s};
	open_fill(a, &arg);
}

/* ---- stand-ins ---- */

enum { STAND_WHO, STAND_WHOSE, STAND_FROM, STAND_TO, STAND_ITEM, STAND_FIELDS };

static enum err appoint_now(struct app *a, void *ctx)
{
	const struct sending *x = ctx;
	const char *const *v = x->values;
	struct stand_in w = {0};

	if (!day_parse(v[STAND_FROM], &w.from) || !day_parse(v[STAND_TO], &w.until))
		return refused(x->said, day_parse(v[STAND_FROM], &w.from) ? STAND_TO : STAND_FROM,
			_("A day is written 2026-12-01"), ERR_INPUT);
	text_copy(w.who, sizeof w.who, v[STAND_WHO]);
	text_copy(w.items, sizeof w.items, v[STAND_ITEM]);
	if (!role_parse(v[STAND_WHOSE], &w.role))
		text_copy(w.behalf, sizeof w.behalf, v[STAND_WHOSE]);
	enum err e = stand_in_appoint(a->store, &w);
	if (e == ERR_INPUT)
		return refused(x->said, STAND_WHOSE,
			_("Days out of order, the own place, or a role that handles no case"), e);
	if (e == ERR_DENIED)
		return refused(x->said, STAND_WHO, _("Nobody appoints themselves"), e);
	if (!e)
		text_copy(x->s->operator, sizeof x->s->operator, w.who);
	return e;
}

static enum err appoint_send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct sending x = {ctx, values, said};

	return appoint_now(a, &x);
}

static void appointed(struct app *a, void *ctx)
{
	const struct operators *s = ctx;

	app_say(a, VOICE_HINT, _("%s stands in from the first day to the last, and no longer"), s->operator);
}

void operators_appoint(struct app *a, struct operators *s)
{
	const struct operator_info *p = operators_person(s);
	char today[11];

	day_format(clock_today(), today);
	list_whose(s);
	list_items(a, s);
	const struct fill_field fields[STAND_FIELDS] = {
		[STAND_WHO] = {.label = N_("Who stands in"), .kind = FILL_ONE_OF, .rows = s->staff,
			.n_rows = s->n_staff, .value = p ? p->id : NULL,
			.hint = N_("Who stands in: initials find somebody")},
		[STAND_WHOSE] = {.label = N_("For whom"), .kind = FILL_ONE_OF, .rows = s->whose,
			.n_rows = s->n_whose,
			.hint = N_("A role without its holder, or whose place it is")},
		[STAND_FROM] = {.label = N_("First day"), .max = DAY_CHARACTERS, .value = today,
			.hint = N_("Year-month-day, 2026-12-01")},
		[STAND_TO] = {.label = N_("Last day"), .max = DAY_CHARACTERS,
			.hint = N_("Year-month-day, 2026-12-01")},
		[STAND_ITEM] = {.label = N_("Item"), .kind = FILL_ONE_OF, .rows = s->items,
			.n_rows = s->n_items, .optional = true,
			.hint = N_("F4 lists items; empty: all that the role has")},
	};
	struct fill_arg arg = {.title = _("Appoint somebody to stand in for a time"), .fields = fields,
		.n = STAND_FIELDS, .send = appoint_send, .done = appointed, .ctx = s};
	open_fill(a, &arg);
}
