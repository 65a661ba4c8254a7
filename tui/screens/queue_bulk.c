/* SPDX-License-Identifier: MIT
 *
 * S12: acts on what is marked (or on the chosen row), and the filters. An act is chosen, then what
 * it needs, then its effect is shown and the number of cases typed: only then it is done, one case
 * a turn.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/roster.h"
#include "core/casework/shelf.h"
#include "tui/app.h"
#include "tui/screens/queue_state.h"

enum { FEW_DAYS = 5, MORE_DAYS = 10 };

/* ---- what it touches ---- */

static void look_at(struct queue_view_state *s, const struct view_case *r)
{
	struct queue_plan *p = &s->plan;
	const char *why = bulk_against(p->kind, r, s->me);

	if (!why) {
		p->ids[p->n++] = r->id;
		return;
	}
	if (p->against++ == 0) {
		text_copy(p->first, sizeof p->first, r->number);
		p->why = why;
	}
}

static enum err look_at_all(struct app *a, struct queue_view_state *s)
{
	const struct view_case *r = queue_row(s, s->list.at);
	enum err e = OK;

	s->plan.n = s->plan.against = 0;
	if (s->n_marks == 0 && r)
		look_at(s, r);
	for (size_t i = 0; i < s->n_marks && !e; i++) {
		struct view_case one;
		e = view_get(a->store, &s->marks[i], &one);
		if (!e)
			look_at(s, &one);
		mem_wipe(&one, sizeof one);
	}
	return e;
}

static void ask_number(struct app *a, struct queue_view_state *s)
{
	enum err e = look_at_all(a, s);

	if (e) {
		app_fail(a, e);
	} else if (s->plan.n == 0) {
		app_say(a, VOICE_PROBLEM, "%s", s->plan.why ? _(s->plan.why) :
			_("Mark cases with Space first"));
	} else {
		edit_init(&s->typed, 4, false);
		s->counting = true;
		a->dirty = true;
	}
}

/* ---- what it needs ---- */

static void person_chosen(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;
	struct operator_info who;

	if (!code)
		return;
	enum err e = operator_find(a->store, code, &who);
	if (e) {
		app_fail(a, e);
		return;
	}
	text_copy(s->plan.to, sizeof s->plan.to, who.id);
	text_format(s->plan.to_name, sizeof s->plan.to_name, "%s %s", who.id, who.name);
	ask_number(a, s);
}

static size_t add_choice(struct queue_view_state *s, size_t n, const char *code, const char *text)
{
	if (n == QUEUE_WINDOWS)
		return n;
	text_copy(s->choice_code[n], sizeof s->choice_code[n], code);
	text_copy(s->choice_text[n], sizeof s->choice_text[n], text);
	s->choices[n] = (struct choose_row){s->choice_code[n], s->choice_text[n]};
	return n + 1;
}

static void open_choice(struct app *a, struct queue_view_state *s, const char *title, size_t n,
	const char *own, void (*taken)(struct app *, void *, const char *))
{
	struct choose_arg arg = {.title = title, .rows = s->choices, .n = n, .filter = n > 9,
		.own = own, .taken = taken, .ctx = s};
	enum err e = choose_open(a, &arg);

	if (e)
		app_fail(a, e);
}

/* Who may work on cases; clerks and issuers too, for what is still at the counter. */
static void ask_person(struct app *a, struct queue_view_state *s)
{
	struct operator_info *list = NULL;
	size_t n = 0, used = 0;
	enum err e = operator_list(a->store, &list, &n);

	for (size_t i = 0; !e && i < n; i++) {
		char text[64];
		if (list[i].state != OPERATOR_ACTIVE || !role_may(list[i].role, RIGHT_PERSON))
			continue;
		text_format(text, sizeof text, "%s %s %s", list[i].id, list[i].name,
			_(role_text(list[i].role)));
		used = add_choice(s, used, list[i].id, text);
	}
	mem_free(list);
	if (e)
		app_fail(a, e);
	else
		open_choice(a, s, _("Give to whom?"), used, NULL, person_chosen);
}

static void window_chosen(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;

	if (!code)
		return;
	if (!*code || !text_copy(s->plan.window, sizeof s->plan.window, code)) {
		app_say(a, VOICE_PROBLEM, "%s", _("A window has 1 to 7 characters, as A05"));
		return;
	}
	const struct roster_row *any, *w = roster_find(ROSTER_KIND_WINDOW, code);
	if (w ? !roster_open(w, clock_today()) : roster_windows(clock_today(), &any, 1) > 0) {
		app_say(a, VOICE_PROBLEM, _("Window %s is not open today"), code);
		return;
	}
	text_copy(s->plan.to_name, sizeof s->plan.to_name, s->plan.window);
	ask_number(a, s);
}

static size_t windows(struct app *a, struct queue_view_state *s, size_t used)
{
	char list[QUEUE_WINDOWS][8];
	size_t n = 0;
	enum err e = queue_windows(a->store, list, QUEUE_WINDOWS, &n);

	if (e)
		app_fail(a, e);
	for (size_t i = 0; i < n; i++)
		used = add_choice(s, used, list[i], list[i]);
	return used;
}

/* Those of the hall that are open today, where the hall has said which it has. */
static size_t open_windows(struct app *a, struct queue_view_state *s)
{
	const struct roster_row *open[QUEUE_WINDOWS];
	size_t used = 0, n = roster_windows(clock_today(), open, QUEUE_WINDOWS);

	for (size_t i = 0; i < n; i++)
		used = add_choice(s, used, open[i]->id, open[i]->name);
	return used ? used : windows(a, s, 0);
}

static void reason_given(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;

	if (!code)
		return;
	if (!*code || !text_copy(s->plan.reason, sizeof s->plan.reason, code)) {
		app_say(a, VOICE_PROBLEM, "%s", _("An extension is told to the applicant with its reason"));
		return;
	}
	ask_number(a, s);
}

static void days_chosen(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;

	if (!code)
		return;
	s->plan.days = *code == '1' ? FEW_DAYS : MORE_DAYS;
	size_t n = add_choice(s, 0, _("The matter is complex and needs further checking"),
		_("The matter is complex and needs further checking"));
	n = add_choice(s, n, _("Another department has not answered yet"),
		_("Another department has not answered yet"));
	open_choice(a, s, _("Why is it extended?"), n, _("or in words of your own"), reason_given);
}

static void ask_days(struct app *a, struct queue_view_state *s)
{
	char few[32], more[32];

	text_format(few, sizeof few, _("%d working days"), FEW_DAYS);
	text_format(more, sizeof more, _("%d working days"), MORE_DAYS);
	size_t n = add_choice(s, 0, "1", few);
	n = add_choice(s, n, "2", more);
	open_choice(a, s, _("Extend by how much?"), n, NULL, days_chosen);
}

static void kind_chosen(struct app *a, void *ctx, int index)
{
	struct queue_view_state *s = ctx;

	if (index < 0)
		return;
	if (index >= BULK_KINDS) {
		queue_print_begin(a, s, (enum queue_paper)index);
		return;
	}
	s->plan = (struct queue_plan){.kind = (enum bulk_kind)index};
	if (!bulk_may(s->plan.kind, operator_current(a->store)->role)) {
		app_say(a, VOICE_PROBLEM, "%s", s->plan.kind == BULK_EXTEND ?
			_("Only a decider extends; hand the case to one") :
			_("Only the shift supervisor does this"));
		return;
	}
	switch (s->plan.kind) {
	case BULK_HAND:
		open_choice(a, s, _("To which window?"), open_windows(a, s), _("or another window"),
			window_chosen);
		break;
	case BULK_ASSIGN: ask_person(a, s); break;
	case BULK_EXTEND: ask_days(a, s); break;
	default: ask_number(a, s);
	}
}

void queue_bulk_open(struct app *a, struct queue_view_state *s)
{
	if ((s->bulk && bulk_state(s->bulk).running) || s->printing.running)
		return;
	if (s->n_marks == 0 && !queue_row(s, s->list.at)) {
		app_say(a, VOICE_PROBLEM, "%s", _("Mark cases with Space first"));
		return;
	}
	for (int k = 0; k < BULK_KINDS; k++)
		s->choices[k] = (struct choose_row){"", _(bulk_text((enum bulk_kind)k))};
	s->choices[QUEUE_PRINT_REST] = (struct choose_row){"", _("Print what was never printed")};
	s->choices[QUEUE_PUBLICITY] = (struct choose_row){"", _("List for publication, names masked")};
	s->choices[QUEUE_LABELS] = (struct choose_row){"", _("Labels for the folders")};
	char title[APP_MESSAGE];
	text_format(title, sizeof title, _("%zu cases: do what?"), s->n_marks ? s->n_marks : 1);
	struct choose_arg arg = {.title = title, .rows = s->choices, .n = QUEUE_CHOICES_END, .ctx = s,
		.done = kind_chosen};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- doing it ---- */

void queue_bulk_typed(struct app *a, struct queue_view_state *s)
{
	struct queue_plan *p = &s->plan;
	int64_t n = 0;

	if (!text_number(s->typed.text, 0, BULK_MOST, &n) || (size_t)n != p->n) {
		app_say(a, VOICE_PROBLEM, _("The number is %zu: type it, then Enter"), p->n);
		return;
	}
	struct bulk_args args = {.to = *p->to ? p->to : NULL,
		.window = *p->window ? p->window : NULL,
		.reason = *p->reason ? p->reason : NULL,
		.days = p->days};
	s->counting = false;
	bulk_free(s->bulk);
	s->bulk = NULL;
	enum err e = bulk_new(
		a->store, shelf_find, desk_shelf(a->desk), p->kind, &args, p->ids, p->n, &s->bulk);
	if (e)
		app_fail(a, e);
	a->soon = !e;
}

static void tell(struct app *a, struct queue_view_state *s)
{
	struct bulk_state b = bulk_state(s->bulk);
	struct view_case first;

	if (b.refused && !view_get(a->store, &b.first_id, &first))
		app_say(a, VOICE_PROBLEM, _("%zu done, %zu refused. %s: %s"), b.done, b.refused,
			first.number, _(err_text(b.first)));
	else if (b.undoing)
		app_say(a, VOICE_HINT, _("Taken back: %zu"), b.done);
	else
		app_say(a, VOICE_HINT, _("%s: %zu done. Ctrl+Z within 30 s takes it back"),
			_(bulk_text(s->plan.kind)), b.done);
}

void queue_bulk_tick(struct app *a, struct queue_view_state *s)
{
	if (!s->bulk || !bulk_state(s->bulk).running || !store_unlocked(a->store))
		return;
	enum err e = bulk_step(s->bulk);
	if (e && e != ERR_BUSY) {
		app_fail(a, e);
		return;
	}
	a->soon = true;
	if (bulk_state(s->bulk).running)
		return;
	if (s->plan.kind == BULK_EXTEND && !bulk_state(s->bulk).undoing)
		desk_letters_later(a->desk, s->plan.ids, s->plan.n);
	s->n_marks = 0;
	queue_load(a, s);
	tell(a, s);
}

void queue_bulk_undo(struct app *a, struct queue_view_state *s)
{
	enum err e = s->bulk ? bulk_undo(s->bulk) : ERR_STATE;

	if (e)
		app_say(a, VOICE_PROBLEM, "%s", _("Nothing to take back: 30 s are over"));
	a->soon = !e;
}

/* ---- lights ---- */

static void reply_given(struct app *a, void *ctx, const char *words)
{
	struct queue_view_state *s = ctx;

	if (!words)
		return;
	enum err e = turn_reply(a->store, &s->replying, words);
	if (e) {
		app_fail(a, e);
		return;
	}
	queue_load(a, s);
	app_say(a, VOICE_HINT, "%s", _("The light is answered; a red one asks anew"));
}

/* A light asks why, and what is done about it. */
void queue_reply_open(struct app *a, struct queue_view_state *s)
{
	const struct view_case *r = queue_row(s, s->list.at);

	if (!r)
		return;
	if (duty_of(r, clock_today()) == DUTY_NONE) {
		app_say(a, VOICE_HINT, "%s", _("It is green: no answer is asked for"));
		return;
	}
	s->replying = r->id;
	size_t n = add_choice(s, 0, _("It is done today"), _("It is done today"));
	n = add_choice(s, n, _("The applicant brings what is missing"),
		_("The applicant brings what is missing"));
	n = add_choice(s, n, _("Another department has not answered yet"),
		_("Another department has not answered yet"));
	char title[APP_MESSAGE];
	text_format(title, sizeof title, _("%s: why, and what is done?"), r->number);
	open_choice(a, s, title, n, _("or in words of your own"), reply_given);
}

/* ---- filters ---- */

static void department_chosen(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;

	if (!code)
		return;
	text_copy(s->department, sizeof s->department, text_equal(code, "*") ? "" : code);
	s->list.at = 0;
	queue_load(a, s);
}

static void filter_window_chosen(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;

	if (!code)
		return;
	text_copy(s->window, sizeof s->window, text_equal(code, "*") ? "" : code);
	s->list.at = 0;
	queue_load(a, s);
}

static void state_chosen(struct app *a, void *ctx, const char *code)
{
	struct queue_view_state *s = ctx;

	if (!code)
		return;
	text_copy(s->state, sizeof s->state, text_equal(code, "*") ? "" : code);
	s->list.at = 0;
	queue_load(a, s);
}

/* Cases between regions: the flags of a row, by their place in the list. */
static const struct {
	unsigned flags;
	const char *text;
} regions[] = {
	{0, N_("all")},
	{FLAG_AWAY, N_("Another region has it")},
	{FLAG_INWARD, N_("Another region received it")},
	{FLAG_AWAY | FLAG_INWARD, N_("Both")},
};

static void region_chosen(struct app *a, void *ctx, int index)
{
	struct queue_view_state *s = ctx;

	if (index < 0)
		return;
	s->flags = regions[index].flags;
	s->list.at = 0;
	queue_load(a, s);
}

static void ask_regions(struct app *a, struct queue_view_state *s)
{
	for (size_t i = 0; i < COUNT_OF(regions); i++)
		s->choices[i] = (struct choose_row){"", _(regions[i].text)};
	struct choose_arg arg = {.title = _("Cases between regions"), .rows = s->choices,
		.n = COUNT_OF(regions), .ctx = s, .done = region_chosen};
	(void)!choose_open(a, &arg);
}

static size_t departments(struct queue_view_state *s, size_t n)
{
	for (size_t i = 0; i < s->n_counts; i++)
		if (*s->counts[i].department)
			n = add_choice(s, n, s->counts[i].department, s->counts[i].department);
	return n;
}

static size_t open_states(struct queue_view_state *s, size_t n)
{
	for (int i = 0; i < STATE_COUNT; i++)
		if (state_open((enum state)i))
			n = add_choice(s, n, state_word((enum state)i), _(state_text((enum state)i)));
	return n;
}

static void which_filter(struct app *a, void *ctx, int index)
{
	struct queue_view_state *s = ctx;

	if (index < 0)
		return;
	if (index == 3) {
		ask_regions(a, s);
		return;
	}
	size_t n = add_choice(s, 0, "*", _("all"));
	if (index == 0)
		open_choice(a, s, _("Which department?"), departments(s, n), NULL, department_chosen);
	else if (index == 1)
		open_choice(a, s, _("Which window?"), windows(a, s, n), NULL, filter_window_chosen);
	else
		open_choice(a, s, _("Which state?"), open_states(s, n), NULL, state_chosen);
}

void queue_filter_open(struct app *a, struct queue_view_state *s)
{
	if (s->finding)
		queue_find_close(a, s);
	s->choices[0] = (struct choose_row){"", _("Department")};
	s->choices[1] = (struct choose_row){"", _("Window")};
	s->choices[2] = (struct choose_row){"", _("State")};
	s->choices[3] = (struct choose_row){"", _("Cases between regions")};
	struct choose_arg arg = {.title = _("Show what?"), .rows = s->choices, .n = 4, .ctx = s,
		.done = which_filter};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}
