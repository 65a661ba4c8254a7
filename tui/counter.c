/* SPDX-License-Identifier: MIT
 *
 * What must hold: whoever loses a case to a colleague is told within LEASE_LOOK_MS and writes no
 * more into it; nothing that was written is lost, and acts still waiting for the gate are written
 * before, or told as lost.
 */
#include "tui/counter.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/bulk.h"
#include "core/casework/roster.h"
#include "tui/choose.h"

struct counter_place {
	struct store *store;
	struct tickets *tickets;
	struct uid held;             /* the case leased; none */
	int64_t beat_ms, look_ms;    /* mono: next heartbeat, next look */
};

/* The question whether to take a case over. */
struct taking {
	struct uid id;
	struct choose_row rows[2];
};

struct counter_place *counter_new(struct store *s)
{
	struct counter_place *p = mem_new(sizeof *p);

	p->store = s;
	tickets_new(s, "B", &p->tickets);
	return p;
}

static void let_go(struct counter_place *p)
{
	if (!uid_none(&p->held) && store_unlocked(p->store))
		(void)!lease_leave(p->store, &p->held); /* or it runs out by itself */
	memset(&p->held, 0, sizeof p->held);
}

void counter_forget(struct counter_place *p)
{
	if (!p)
		return;
	let_go(p);
	tickets_forget(p->tickets);
}

void counter_free(struct counter_place *p)
{
	if (!p)
		return;
	let_go(p);
	tickets_free(p->tickets);
	mem_free(p);
}

/* ---- tickets ---- */

static struct tickets *line_of(const struct app *a)
{
	return a->counter->tickets;
}

static void call_next(struct app *a)
{
	enum err e = ticket_call(line_of(a), a->window, NULL);

	if (e == ERR_NOTFOUND) {
		app_say(a, VOICE_HINT, "%s", _("Nobody waits. F9 gives out a number"));
	} else if (e) {
		app_fail(a, e);
	} else {
		const struct ticket *k = tickets_current(line_of(a), a->window);
		app_say(a, VOICE_ASK, _("Number %s to window %s"), k ? k->number : "", a->window);
		a->bell = true;
	}
	a->dirty = true;
}

static void here_or_not(struct app *a, void *ctx, int index)
{
	const struct ticket *k = tickets_current(line_of(a), a->window);
	char number[TICKET_NUMBER];
	enum err e = OK;

	(void)ctx;
	if (!k || index < 0)
		return;
	text_copy(number, sizeof number, k->number);
	if (index == 0)
		e = ticket_welcome(line_of(a), number);
	else if (index == 1)
		e = ticket_call(line_of(a), a->window, number);
	else
		e = ticket_skip(line_of(a), number);
	if (e)
		app_fail(a, e);
	else if (index == 2)
		call_next(a);
	else if (index == 1)
		app_say(a, VOICE_ASK, _("Number %s to window %s"), number, a->window);
}

static void ask_here(struct app *a, const struct ticket *k)
{
	static struct choose_row rows[3];
	char title[APP_MESSAGE];
	struct choose_arg arg = {.title = title, .rows = rows, .n = 3, .done = here_or_not};

	rows[0] = (struct choose_row){"1", _("Is here")};
	rows[1] = (struct choose_row){"2", _("Call again")};
	rows[2] = (struct choose_row){"3", _("Did not come: the next one")};
	text_format(title, sizeof title, _("Number %s was called"), k->number);
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

void counter_call(struct app *a)
{
	enum err e = tickets_read(line_of(a));
	const struct ticket *k = e ? NULL : tickets_current(line_of(a), a->window);
	char number[TICKET_NUMBER];

	if (!e && k && k->state == TICKET_CALLED) {
		ask_here(a, k);
		return;
	}
	if (!e && k) {
		text_copy(number, sizeof number, k->number);
		e = ticket_finish(line_of(a), number);
	}
	if (e)
		app_fail(a, e);
	else
		call_next(a);
}

static void take_number(struct app *a, const char *unit)
{
	struct slip_place place = {.hall = a->hall, .clerk = a->operator_id, .phone = "",
		.training = a->demo};
	char number[TICKET_NUMBER];
	struct buf text;
	enum err e = ticket_take(line_of(a), unit, number);

	buf_init(&text, SLIP_BYTES);
	if (!e)
		e = ticket_slip(line_of(a), number, &place, 32, &text);
	if (!e)
		e = desk_print_text(a->desk, "ticket", 32, &text);
	buf_release(&text);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("Number %s was printed; %zu wait"), number,
			tickets_waiting(line_of(a), NULL));
}

static void unit_chosen(struct app *a, void *ctx, const char *code)
{
	(void)ctx;
	if (code)
		take_number(a, code);
}

/* Copies: what counts may be read anew while the list is open. */
struct unit_list {
	struct roster_row units[ROSTER_UNITS];
	struct choose_row rows[ROSTER_UNITS];
};

/* Where a hall has units, the number is for one of them. */
void counter_take(struct app *a)
{
	const struct roster_row *units[ROSTER_UNITS];
	size_t n = roster_units(clock_today(), units, ROSTER_UNITS);

	if (n < 2) {
		take_number(a, n ? units[0]->id : "");
		return;
	}
	struct unit_list *l = mem_new(sizeof *l);
	for (size_t i = 0; i < n; i++) {
		l->units[i] = *units[i];
		l->rows[i] = (struct choose_row){l->units[i].id, l->units[i].name};
	}
	struct choose_arg arg = {.title = _("A number for which unit?"), .rows = l->rows, .n = n,
		.filter = true, .taken = unit_chosen, .ctx = l, .release = mem_free};
	enum err e = choose_open(a, &arg);
	if (e) {
		mem_free(l);
		app_fail(a, e);
	}
}

void counter_arrived(struct app *a)
{
	const struct ticket *k = tickets_current(line_of(a), a->window);

	if (k && k->state == TICKET_CALLED) {
		char number[TICKET_NUMBER];
		text_copy(number, sizeof number, k->number);
		enum err e = ticket_welcome(line_of(a), number);
		if (e)
			app_fail(a, e);
	}
}

static void minutes(int seconds, char out[24])
{
	text_format(out, 24, _("%d:%02d"), seconds / 60, seconds % 60);
}

void counter_tell_figures(struct app *a)
{
	char wait[24], wait90[24], serve[24], serve90[24];
	enum err e = tickets_read(line_of(a));

	if (e) {
		app_fail(a, e);
		return;
	}
	struct ticket_figures f = tickets_figures(line_of(a), clock_now_ms());
	minutes(f.wait_average, wait);
	minutes(f.wait_p90, wait90);
	minutes(f.serve_average, serve);
	minutes(f.serve_p90, serve90);
	app_say(a, VOICE_HINT, _("%zu wait, %zu done, %zu passed. Wait %s p90 %s, service %s p90 %s"),
		f.waiting, f.done, f.missed, wait, wait90, serve, serve90);
}

void counter_refresh(struct app *a)
{
	enum err e = tickets_read(line_of(a));

	if (e)
		app_fail(a, e);
}

void counter_line(const struct app *a, char out[96])
{
	const struct ticket *mine = tickets_current(line_of(a), a->window);
	const struct ticket *next = tickets_next(line_of(a), a->window);
	char first[40] = "";

	if (mine)
		text_format(first, sizeof first, _("now %s"), mine->number);
	else if (next)
		text_format(first, sizeof first, _("next %s"), next->number);
	if (*first)
		text_format(out, 96, _("%s  %zu wait"), first, tickets_waiting(line_of(a), a->window));
	else
		text_copy(out, 96, "");
}

/* ---- the lease ---- */

static void took(struct app *a, const struct uid *id)
{
	struct counter_place *p = a->counter;

	if (!uid_equal(&p->held, id))
		let_go(p);
	p->held = *id;
	p->beat_ms = clock_mono_ms() + LEASE_BEAT_MS;
	p->look_ms = clock_mono_ms() + LEASE_LOOK_MS;
}

/* That it was taken over stands in the case itself. */
static enum err claim(struct app *a, const struct uid *id)
{
	struct view_case row;
	enum err e = view_get(a->store, id, &row);

	if (!e && !row.closed && !text_equal(row.holder, a->operator_id))
		e = turn_claim(a->store, id, row.holder);
	mem_wipe(&row, sizeof row);
	return e;
}

static void take_over(struct app *a, void *ctx, int index)
{
	struct taking *t = ctx;
	struct lease_who who;

	if (index != 1)
		return;
	enum err e = lease_take(a->store, &t->id, a->window, true, &who);
	if (e) {
		app_fail(a, e);
		return;
	}
	took(a, &t->id);
	e = claim(a, &t->id);
	if (e)
		app_fail(a, e);
	else
		app_open_case(a, &t->id);
}

static void release_taking(void *ctx)
{
	mem_free(ctx);
}

/* ux.md 7: what is being typed there is lost, nothing else. */
static void ask_over(struct app *a, const struct uid *id, const struct lease_who *who)
{
	struct operator_info other;
	char title[APP_MESSAGE];
	const char *name = who->operator;
	struct taking *t;

	if (operator_find(a->store, who->operator, &other) == OK)
		name = other.name;
	if (!role_may(operator_current(a->store)->role, RIGHT_TAKEOVER)) {
		app_say(a, VOICE_PROBLEM, _("%s is at this case at %s; the shift supervisor can take it over"),
			name, who->window);
		return;
	}
	t = mem_new(sizeof *t);
	t->id = *id;
	t->rows[0] = (struct choose_row){"1", _("Not now")};
	t->rows[1] = (struct choose_row){"2", _("Take it over")};
	text_format(title, sizeof title, _("%s is editing at %s. The field being typed there is lost"),
		name, who->window);
	struct choose_arg arg = {.title = title, .rows = t->rows, .n = 2, .confirm = true, .ctx = t,
		.done = take_over, .release = release_taking};
	if (choose_open(a, &arg))
		release_taking(t);
}

/* One person sits at one window: a program of theirs that was killed may hold the lease a while yet. */
static bool own_seat(const struct app *a, const struct lease_who *who)
{
	return text_equal(who->operator, a->operator_id) && text_equal(who->window, a->window);
}

bool counter_may_open(struct app *a, const struct uid *id)
{
	struct counter_place *p = a->counter;
	struct lease_who who = {"", ""};

	if (uid_equal(&p->held, id) && lease_look(a->store, id, &who) == OK)
		return true;
	enum err e = lease_take(a->store, id, a->window, false, &who);
	if (e == ERR_EXISTS && own_seat(a, &who))
		e = lease_take(a->store, id, a->window, true, &who);
	if (e == ERR_EXISTS) {
		ask_over(a, id, &who);
		return false;
	}
	if (!e)
		took(a, id);
	return true; /* a busy gate does not stop anybody: the tick takes it */
}

static void lost(struct app *a, const struct lease_who *who)
{
	struct operator_info other;
	const char *name = who->operator;
	size_t apart = desk_apart(a->desk) + desk_unsaved(a->desk);

	memset(&a->counter->held, 0, sizeof a->counter->held);
	if (operator_find(a->store, who->operator, &other) == OK)
		name = other.name;
	app_home(a); /* closes the case: what waits is kept beside it */
	if (apart)
		app_say(a, VOICE_PROBLEM, _("%s took this case over; %zu values of yours stand beside it"),
			name, apart);
	else
		app_say(a, VOICE_PROBLEM, _("%s took this case over; all that was written is kept"),
			name);
}

/* The case that is open is the one held. */
static void follow(struct app *a)
{
	struct counter_place *p = a->counter;
	const struct casefile *c = desk_case(a->desk);
	struct lease_who who;

	if (!c || !state_open(c->state)) {
		let_go(p);
		return;
	}
	if (uid_equal(&p->held, &c->id))
		return;
	enum err e = lease_take(a->store, &c->id, a->window, false, &who);
	if (!e)
		took(a, &c->id);
	else if (e == ERR_EXISTS)
		lost(a, &who);
}

static void beat(struct app *a, int64_t now_ms)
{
	struct counter_place *p = a->counter;
	struct lease_who who;

	p->look_ms = now_ms + LEASE_LOOK_MS;
	enum err e = lease_look(a->store, &p->held, &who);
	if (e == ERR_EXISTS) {
		lost(a, &who);
		return;
	}
	a->dirty |= desk_overtaken(a->desk);
	if (e == ERR_NOTFOUND || now_ms >= p->beat_ms) {
		e = e == ERR_NOTFOUND ? lease_take(a->store, &p->held, a->window, false, &who) :
					lease_beat(a->store, &p->held);
		if (!e)
			p->beat_ms = now_ms + LEASE_BEAT_MS;
	}
}

void counter_tick(struct app *a, int64_t now_ms)
{
	struct counter_place *p = a->counter;

	if (!store_unlocked(a->store))
		return;
	follow(a);
	if (!uid_none(&p->held) && (now_ms >= p->look_ms || desk_apart(a->desk)))
		beat(a, now_ms);
}

int counter_wait_ms(const struct app *a, int64_t now_ms)
{
	const struct counter_place *p = a->counter;

	if (!p || uid_none(&p->held))
		return -1;
	return p->look_ms > now_ms ? (int)(p->look_ms - now_ms) : 0;
}
