/* SPDX-License-Identifier: MIT
 *
 * Acts of the screen "Operators" on windows, units and duty. The two-person rule is in the core.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/fill.h"
#include "tui/screens/operators_state.h"

enum { DAY_CHARACTERS = 10, NAME_CHARACTERS = 18, WEEK_CHARACTERS = 7 };

#define DAY_HINT N_("Year-month-day, 2026-12-01; empty: no bound")

/* ---- reading ---- */

void operators_drop_hall(struct operators *s)
{
	mem_free(s->places);
	mem_free(s->rota);
	s->places = NULL;
	s->rota = NULL;
	s->n_places = s->n_rota = 0;
}

static void take_places(struct operators *s, const struct roster_change *waiting, size_t n_waiting)
{
	const struct roster_row *units, *windows;
	size_t n_units = roster_rows(ROSTER_KIND_UNIT, &units),
	       n_windows = roster_rows(ROSTER_KIND_WINDOW, &windows);

	s->places = mem_array(n_waiting + n_units + n_windows + 1, sizeof *s->places);
	for (size_t i = 0; i < n_waiting; i++)
		s->places[s->n_places++] = (struct operators_place){waiting[i].row, true, waiting[i].accord};
	for (size_t i = 0; i < n_windows; i++)
		s->places[s->n_places++].row = windows[i];
	for (size_t i = 0; i < n_units; i++)
		s->places[s->n_places++].row = units[i];
}

static void take_rota(struct operators *s)
{
	const struct roster_row *all;
	size_t n = roster_rows(ROSTER_KIND_DUTY, &all);

	s->rota = mem_array(n + 1, sizeof *s->rota);
	for (size_t i = n; i-- > 0;)
		if (all[i].until == DAY_NONE || all[i].until >= clock_today())
			s->rota[s->n_rota++] = all[i];
}

enum err operators_read_hall(struct app *a, struct operators *s)
{
	struct roster_change *waiting = mem_array(ROSTER_WAITING, sizeof *waiting);
	size_t n = 0;
	enum err e = roster_waiting(a->store, waiting, ROSTER_WAITING, &n);

	if (!e) {
		take_places(s, waiting, n);
		take_rota(s);
	}
	mem_free(waiting);
	return e;
}

/* ---- lists to pick from ---- */

/* From the screen's own copies: what counts may be read anew while a list is open. */
static void list_halls(struct operators *s)
{
	s->n_halls = 0;
	for (size_t i = 0; i < s->n_places && s->n_halls < ROSTER_UNITS; i++) {
		const struct operators_place *p = &s->places[i];
		bool wanted = p->waits ? !roster_find(ROSTER_KIND_UNIT, p->row.id)
				       : roster_open(&p->row, clock_today());
		if (p->row.kind == ROSTER_KIND_UNIT && wanted)
			s->halls[s->n_halls++] = (struct choose_row){p->row.id, p->row.name};
	}
}

static void list_windows(struct operators *s)
{
	mem_free(s->windows);
	s->windows = mem_array(s->n_places + 1, sizeof *s->windows);
	s->n_windows = 0;
	for (size_t i = 0; i < s->n_places; i++) {
		const struct operators_place *p = &s->places[i];
		if (!p->waits && p->row.kind == ROSTER_KIND_WINDOW && roster_open(&p->row, clock_today()))
			s->windows[s->n_windows++] = (struct choose_row){p->row.id, p->row.name};
	}
}

/* ---- propose ---- */

struct sending {
	struct operators *s;
	const char *const *values;
	struct fill_said *said;
};

static enum err refused(struct fill_said *said, size_t at, const char *why, enum err e)
{
	said->at = at;
	text_copy(said->why, sizeof said->why, *why ? _(why) : "");
	return e;
}

static bool day_or_none(const char *text, day_t *out)
{
	*out = DAY_NONE;
	return !*text || day_parse(text, out);
}

static void proposed(struct app *a, void *ctx)
{
	const struct operators *s = ctx;

	app_say(a, VOICE_HINT, _("Proposed for %s; another administrator or a supervisor confirms it"),
		s->place.id);
}

static enum err send_place(struct app *a, const struct sending *x, const struct roster_row *r)
{
	const char *why = "";
	enum err e = roster_propose(a->store, r, NULL, &why);

	if (!e)
		x->s->place = *r;
	return e ? refused(x->said, 0, why, e) : OK;
}

enum { PLACE_ID, PLACE_NAME, PLACE_UNIT, PLACE_FROM, PLACE_TO, PLACE_FIELDS };

/* values from the name on; units have no unit. */
static enum err place_of(const struct sending *x, size_t first, struct roster_row *r)
{
	bool window = r->kind == ROSTER_KIND_WINDOW;
	const char *const *v = x->values + first;
	size_t days = window ? 2 : 1;

	text_copy(r->name, sizeof r->name, v[0]);
	text_copy(r->unit, sizeof r->unit, window ? v[1] : "");
	if (!day_or_none(v[days], &r->from))
		return refused(x->said, first + days, N_("A day is written 2026-12-01"), ERR_INPUT);
	if (!day_or_none(v[days + 1], &r->until))
		return refused(x->said, first + days + 1, N_("A day is written 2026-12-01"), ERR_INPUT);
	return OK;
}

static enum err add_send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct operators *s = ctx;
	struct sending x = {s, values, said};
	struct roster_row r = {.kind = s->place.kind};

	text_copy(r.id, sizeof r.id, values[PLACE_ID]);
	if (roster_find(r.kind, r.id))
		return refused(said, PLACE_ID, N_("This number is there already: 3 changes it"), ERR_EXISTS);
	enum err e = place_of(&x, PLACE_NAME, &r);
	return e ? e : send_place(a, &x, &r);
}

static enum err change_send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct operators *s = ctx;
	struct sending x = {s, values, said};
	struct roster_row r = s->place;
	enum err e = place_of(&x, 0, &r);

	return e ? e : send_place(a, &x, &r);
}

static void fill_place(struct app *a, struct operators *s, const char *title, bool change)
{
	bool window = s->place.kind == ROSTER_KIND_WINDOW;
	char from[11] = "", until[11] = "";
	struct fill_field fields[PLACE_FIELDS];
	size_t n = 0;

	list_halls(s);
	if (s->place.from != DAY_NONE)
		day_format(s->place.from, from);
	if (s->place.until != DAY_NONE)
		day_format(s->place.until, until);
	if (!change)
		fields[n++] = (struct fill_field){.label = N_("No."), .max = window ? ROSTER_WINDOW - 1 : ROSTER_ID - 1,
			.hint = window ? N_("As it stands above the window: A05") : N_("Short: letters and digits")};
	fields[n++] = (struct fill_field){.label = N_("Title"), .max = NAME_CHARACTERS, .value = s->place.name,
		.hint = N_("As citizens and colleagues read it")};
	if (window)
		fields[n++] = (struct fill_field){.label = N_("Hall unit"), .kind = FILL_ONE_OF, .rows = s->halls,
			.n_rows = s->n_halls, .optional = true, .value = s->place.unit,
			.hint = N_("Whose numbers are called here: F4 lists units; empty: all")};
	fields[n++] = (struct fill_field){.label = N_("First day"), .max = DAY_CHARACTERS, .optional = true,
		.value = from, .hint = DAY_HINT};
	fields[n++] = (struct fill_field){.label = N_("Last day"), .max = DAY_CHARACTERS, .optional = true,
		.value = until, .hint = N_("The day after it is closed; empty: no bound")};
	struct fill_arg arg = {.title = title, .fields = fields, .n = n,
		.send = change ? change_send : add_send, .done = proposed, .ctx = s};
	enum err e = fill_ask(a, &arg);
	if (e)
		app_fail(a, e);
}

void operators_add_window(struct app *a, struct operators *s)
{
	s->place = (struct roster_row){.kind = ROSTER_KIND_WINDOW, .from = DAY_NONE, .until = DAY_NONE};
	fill_place(a, s, _("Propose a window. Somebody else puts it in force"), false);
}

void operators_add_unit(struct app *a, struct operators *s)
{
	s->place = (struct roster_row){.kind = ROSTER_KIND_UNIT, .from = DAY_NONE, .until = DAY_NONE};
	fill_place(a, s, _("Propose a unit. Somebody else puts it in force"), false);
}

/* The row under the cursor, if it counts. */
static bool settled_place(struct app *a, struct operators *s)
{
	const struct operators_place *p = operators_place(s);

	if (p && !p->waits) {
		s->place = p->row;
		return true;
	}
	app_say(a, VOICE_PROBLEM, "%s", _("Choose a window or unit that is in force, marked with ="));
	return false;
}

void operators_change_place(struct app *a, struct operators *s)
{
	char title[APP_MESSAGE];

	if (!settled_place(a, s))
		return;
	text_format(title, sizeof title, _("Change %s: a name, a last day. Somebody else puts it in force"),
		s->place.id);
	fill_place(a, s, title, true);
}

/* ---- what a window takes ---- */

enum { TAKES_SEND = 1 };         /* rows before the departments */

static void list_takes(struct app *a, struct operators *s)
{
	const char *names[OPERATORS_UNITS];
	size_t n = directory_departments(a->directory, names, OPERATORS_UNITS),
	       items = directory_size(a->directory);

	if (s->takes)
		return;
	s->takes = mem_array(TAKES_SEND + n + items, sizeof *s->takes);
	s->takes[0] = (struct choose_row){"", s->takes_so_far};
	s->n_takes = TAKES_SEND;
	for (size_t i = 0; i < n; i++)
		s->takes[s->n_takes++] = (struct choose_row){names[i], names[i]};
	for (size_t i = 0; i < items; i++) {
		const struct item_entry *e = directory_at(a->directory, i);
		s->takes[s->n_takes++] = (struct choose_row){e->code, e->name};
	}
}

/* Takes a word out, or puts it behind the others; false: no room. */
static bool turn_word(char words[ROSTER_TAKES], const char *word)
{
	char left[ROSTER_TAKES] = "";
	size_t used = 0, len = strlen(word);
	bool had = false;

	for (const char *at = words; *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");
		if (n == len && memcmp(at, word, n) == 0)
			had = true;
		else
			used += (size_t)(text_format(left + used, sizeof left - used, used ? " %.*s" : "%.*s", (int)n,
				at) ? strlen(left + used) : 0);
		at += n;
	}
	if (!had && !text_format(left + used, sizeof left - used, used ? " %s" : "%s", word))
		return false;
	text_copy(words, ROSTER_TAKES, left);
	return true;
}

static void ask_takes(struct app *a, struct operators *s);

static void takes_chosen(struct app *a, void *ctx, int index)
{
	struct operators *s = ctx;
	const char *why = "";

	if (index < 0)
		return;
	list_takes(a, s); /* coming back read everything anew */
	if (index >= TAKES_SEND) {
		if (!turn_word(s->place.takes, s->takes[index].code))
			app_say(a, VOICE_PROBLEM, "%s", _("That is more than a window can name; empty takes everything"));
		ask_takes(a, s);
		return;
	}
	enum err e = roster_propose(a->store, &s->place, NULL, &why);
	operators_load(a, s);
	if (!e)
		proposed(a, s);
	else if (*why)
		app_say(a, VOICE_PROBLEM, "%s", _(why));
	else
		app_fail(a, e);
}

static void ask_takes(struct app *a, struct operators *s)
{
	char title[APP_MESSAGE];

	list_takes(a, s);
	text_format(s->takes_so_far, sizeof s->takes_so_far, _("Propose: %s"),
		*s->place.takes ? s->place.takes : _("everything"));
	text_format(title, sizeof title, _("What window %s takes: Enter puts in or takes out"), s->place.id);
	struct choose_arg arg = {.title = title, .rows = s->takes, .n = s->n_takes, .filter = true,
		.done = takes_chosen, .ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

void operators_choose_takes(struct app *a, struct operators *s)
{
	if (!settled_place(a, s))
		return;
	if (s->place.kind == ROSTER_KIND_WINDOW)
		ask_takes(a, s);
	else
		app_say(a, VOICE_PROBLEM, "%s", _("A unit takes nothing itself; its windows do"));
}

/* ---- duty ---- */

enum { ROTA_AT, ROTA_WHO, ROTA_FROM, ROTA_TO, ROTA_DAYS, ROTA_WHOSE, ROTA_FIELDS };

static enum err duty_send(struct app *a, void *ctx, const char *const *v, struct fill_said *said)
{
	struct roster_row r = {.kind = ROSTER_KIND_DUTY};
	struct operators *s = ctx;
	const char *why = "";

	text_copy(r.id, sizeof r.id, v[ROTA_AT]);
	text_copy(r.operator, sizeof r.operator, v[ROTA_WHO]);
	text_copy(r.behalf, sizeof r.behalf, v[ROTA_WHOSE]);
	if (!day_parse(v[ROTA_FROM], &r.from))
		return refused(said, ROTA_FROM, N_("A day is written 2026-12-01"), ERR_INPUT);
	if (!day_or_none(v[ROTA_TO], &r.until))
		return refused(said, ROTA_TO, N_("A day is written 2026-12-01"), ERR_INPUT);
	if (!roster_weekdays(v[ROTA_DAYS], &r.weekdays))
		return refused(said, ROTA_DAYS, N_("Days of the week are written 12345, Monday is 1"), ERR_INPUT);
	enum err e = roster_set_duty(a->store, &r, &why);
	if (!e)
		s->place = r;
	return e ? refused(said, e == ERR_INPUT ? ROTA_TO : ROTA_AT, why, e) : OK;
}

static void duty_set(struct app *a, void *ctx)
{
	const struct operators *s = ctx;

	if (*s->place.operator)
		app_say(a, VOICE_HINT, _("%s sits at window %s on those days"), s->place.operator, s->place.id);
	else
		app_say(a, VOICE_HINT, _("Nobody is meant to sit at window %s on those days"), s->place.id);
}

void operators_set_duty(struct app *a, struct operators *s)
{
	const struct roster_row *r = operators_rota(s);
	char today[11];

	list_windows(s);
	operators_list_staff(s);
	if (!s->n_windows) {
		app_say(a, VOICE_PROBLEM, "%s", _("No window is in force yet; F6 goes to the windows"));
		return;
	}
	day_format(clock_today(), today);
	const struct fill_field fields[ROTA_FIELDS] = {
		[ROTA_AT] = {.label = N_("Window no."), .kind = FILL_ONE_OF, .rows = s->windows, .n_rows = s->n_windows,
			.value = r ? r->id : NULL, .hint = N_("F4 lists the windows that are open today")},
		[ROTA_WHO] = {.label = N_("Who sits there"), .kind = FILL_ONE_OF, .rows = s->staff,
			.n_rows = s->n_staff, .optional = true, .hint = N_("Initials find somebody; empty: nobody")},
		[ROTA_FROM] = {.label = N_("First day"), .max = DAY_CHARACTERS, .value = today,
			.hint = N_("Year-month-day, 2026-12-01")},
		[ROTA_TO] = {.label = N_("Last day"), .max = DAY_CHARACTERS, .optional = true, .hint = DAY_HINT},
		[ROTA_DAYS] = {.label = N_("Days of the week"), .max = WEEK_CHARACTERS, .optional = true,
			.hint = N_("12345: Monday is 1; empty: every working day")},
		[ROTA_WHOSE] = {.label = N_("For whom"), .kind = FILL_ONE_OF, .rows = s->staff,
			.n_rows = s->n_staff, .optional = true,
			.hint = N_("Whose seat it is meanwhile; empty: nobody's")},
	};
	struct fill_arg arg = {.title = _("Who sits where. It counts at once; later lines come before earlier ones"),
		.fields = fields, .n = ROTA_FIELDS, .send = duty_send, .done = duty_set, .ctx = s};
	enum err e = fill_ask(a, &arg);
	if (e)
		app_fail(a, e);
}
