/* SPDX-License-Identifier: MIT
 *
 * S21 教员台: the class, row by row. Injections go to the marked trainees, or to the chosen one; F4 F5 F7
 * F8 to the marked ones, or to everybody. What touches more than one asks for their number.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/screens/trainer_state.h"

enum { LOOK_MS = 1000 };

const struct class_desk *trainer_at(const struct trainer *t, size_t row)
{
	return row < t->list.count ? &t->floor->desks[t->seats[row]] : NULL;
}

void trainer_read(struct app *a, struct trainer *t)
{
	size_t n = 0;

	for (int i = 1; i <= CLASS_SEATS; i++)
		if (t->floor->desks[i].known && !t->floor->desks[i].state.trainer)
			t->seats[n++] = i;
	list_set(&t->list, n);
	a->dirty = true;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct trainer *t = state;

	(void)arg;
	t->floor = practice_floor(a);
	if (!t->floor)
		return ERR_STATE;
	trainer_read(a, t);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct trainer *t = state;

	(void)a;
	mem_free(t->results);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct trainer *t = state;

	if (class_floor_turn(t->floor, now_ms))
		trainer_read(a, t);
	a->screen_due_ms = now_ms + LOOK_MS; /* for new seats; nothing is painted for it */
}

static void show_results(struct app *a, struct trainer *t)
{
	mem_free(t->results);
	t->results = NULL;
	t->n_results = 0;
	enum err e = class_results(t->floor->dir, &t->results, &t->n_results);
	if (e)
		app_fail(a, e);
	list_set(&t->result_list, t->n_results);
}

static void watch(struct app *a, struct trainer *t, bool replay)
{
	const struct class_desk *d = trainer_at(t, t->list.at);
	struct follow_arg arg = {.floor = t->floor, .replay = replay};

	if (t->results_tab && t->result_list.at < t->n_results)
		arg.seat = t->results[t->n_results - 1 - t->result_list.at].seat;
	else if (d)
		arg.seat = d->state.seat;
	if (!arg.seat || app_push(a, &screen_follow, &arg))
		app_say(a, VOICE_PROBLEM, "%s", replay ? _("This seat has kept no pictures") :
			_("Nobody is at this seat now"));
}

static void mark(struct app *a, struct trainer *t)
{
	struct class_desk *d = t->list.at < t->list.count ? &t->floor->desks[t->seats[t->list.at]] : NULL;

	if (!d || d->fd < 0)
		return;
	d->marked = !d->marked;
	a->dirty = true;
}

static void mark_all(struct trainer *t)
{
	bool all = true;

	for (size_t i = 0; i < t->list.count; i++)
		all &= t->floor->desks[t->seats[i]].marked || t->floor->desks[t->seats[i]].fd < 0;
	for (size_t i = 0; i < t->list.count; i++)
		t->floor->desks[t->seats[i]].marked = !all && t->floor->desks[t->seats[i]].fd >= 0;
}

static void act_on_results(struct app *a, struct trainer *t, enum action action)
{
	if (action == ACT_ENTER || action == ACT_VIEW)
		watch(a, t, true);
	else if (action == ACT_NEXT_STEP)
		trainer_export(a, t);
	else
		list_act(&t->result_list, action, 8);
}

static void act_on_class(struct app *a, struct trainer *t, enum action action)
{
	switch (action) {
	case ACT_ENTER: trainer_answer(a, t); break;
	case ACT_VIEW: watch(a, t, false); break;
	case ACT_PICK: trainer_lessons(a, t); break;
	case ACT_FETCH: trainer_freeze(a, t); break;
	case ACT_BACK_STEP: trainer_back(a, t); break;
	case ACT_NEXT_STEP: trainer_snapshot(a, t); break;
	case ACT_MARK: mark(a, t); break;
	case ACT_MARK_ALL: mark_all(t); break;
	default: list_act(&t->list, action, 8);
	}
}

static void act(struct app *a, void *state, enum action action)
{
	struct trainer *t = state;

	if (action == ACT_BACK) {
		app_logout(a);
	} else if (action == ACT_TAB || action == ACT_BACKTAB) {
		t->results_tab = !t->results_tab;
		if (t->results_tab)
			show_results(a, t);
	} else if (t->results_tab) {
		act_on_results(a, t, action);
	} else {
		act_on_class(a, t, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct trainer *t = state;
	int digit = app_digit(cp);

	if (digit >= 0 && !t->results_tab)
		trainer_inject(a, t, digit);
	else if (text_fold(cp) == ' ' && !t->results_tab)
		mark(a, t);
	else
		app_ime_hint(a);
}

static void back(struct app *a, void *state)
{
	trainer_read(a, state);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_trainer = {
	.name = "trainer", .title = N_("Trainer's desk"), .bit = IN_TRAINER,
	.state_size = sizeof(struct trainer), .enter = enter, .act = act, .text = text, .tick = tick,
	.digits = digits, .draw = trainer_draw, .back = back, .leave = leave,
};
