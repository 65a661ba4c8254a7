/* SPDX-License-Identifier: MIT
 *
 * S21: orders, to whom they go, and the number that is typed before they go to more than one.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/screens/trainer_state.h"

const struct injection trainer_injections[TRAINER_INJECTIONS] = {
	[1] = {N_("Dept down"), ORDER_FAULT, "down", -1, true},
	[2] = {N_("Slow 8 s"), ORDER_FAULT, "slow", 8000, true},
	[3] = {N_("Wrong value"), ORDER_FAULT, "wrong", -1, true},
	[4] = {N_("No answer"), ORDER_FAULT, "silent", -1, true},
	[5] = {N_("Grant off"), ORDER_FAULT, "refuse", -1, true},
	[6] = {N_("Card unread"), ORDER_CARD, "", 1, false},
	[7] = {N_("Printer jam"), ORDER_PRINTER, "", 1, false},
	[8] = {N_("All cut"), ORDER_FAULT, "down", -1, false},
	[9] = {N_("All well"), ORDER_FAULT, "up", -1, false},
	[0] = {N_("Say..."), ORDER_SAY, "", 0, false},
};

/* ---- to whom ---- */

/* The marked ones that are there; none: the chosen one, or everybody. */
static void aim(struct trainer *t, bool everybody)
{
	struct trainer_plan *p = &t->plan;
	const struct class_desk *d = trainer_at(t, t->list.at);

	p->n = 0;
	for (size_t i = 0; i < t->list.count; i++)
		if (t->floor->desks[t->seats[i]].marked)
			p->seats[p->n++] = t->seats[i];
	everybody &= p->n == 0;
	for (size_t i = 0; everybody && i < t->list.count; i++)
		if (t->floor->desks[t->seats[i]].fd >= 0)
			p->seats[p->n++] = t->seats[i];
	if (!everybody && p->n == 0 && d && d->fd >= 0)
		p->seats[p->n++] = d->state.seat;
}

static void carry_out(struct app *a, struct trainer *t)
{
	struct trainer_plan *p = &t->plan;
	size_t sent = 0;

	for (size_t i = 0; i < p->n; i++)
		sent += class_floor_order(t->floor, p->seats[i], &p->order);
	if (sent < p->n)
		app_say(a, VOICE_PROBLEM, _("%zu of %zu are not there any more"), p->n - sent, p->n);
	else if (sent == 1)
		app_say(a, VOICE_HINT, "%s: %s", p->did, t->floor->desks[p->seats[0]].state.who);
	else
		app_say(a, VOICE_HINT, _("%s: %zu trainees"), p->did, sent);
}

static void ask_count(struct app *a, struct trainer *t);

static void counted(struct app *a, void *ctx, const char *typed)
{
	struct trainer *t = ctx;
	int64_t n;

	if (!typed)
		return;
	if (text_number(typed, 0, CLASS_SEATS, &n) && (size_t)n == t->plan.n) {
		carry_out(a, t);
		return;
	}
	ask_count(a, t);
	app_say(a, VOICE_PROBLEM, _("Type %zu, then Enter"), t->plan.n);
}

static void ask_count(struct app *a, struct trainer *t)
{
	char title[APP_MESSAGE], prompt[64];

	text_format(title, sizeof title, _("%s, for %zu trainees at once"), t->plan.did, t->plan.n);
	text_format(prompt, sizeof prompt, _("Type %zu, then Enter"), t->plan.n);
	struct choose_arg arg = {.title = title, .rows = t->rows, .n = 0, .own = prompt,
		.taken = counted, .ctx = t};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* Asks for the number when it touches more than one and cannot be taken back by the same key. */
static void go(struct app *a, struct trainer *t, bool harmless)
{
	if (t->plan.n == 0)
		app_say(a, VOICE_PROBLEM, "%s", _("Nobody is here yet. Trainees join with the same command"));
	else if (t->plan.n == 1 || harmless)
		carry_out(a, t);
	else
		ask_count(a, t);
}

static void plan(struct trainer *t, enum order what, int n, const char *did)
{
	t->plan.order = (struct class_order){.what = what, .n = n};
	text_copy(t->plan.did, sizeof t->plan.did, did);
}

/* ---- injections ---- */

static void department_chosen(struct app *a, void *ctx, const char *code)
{
	struct trainer *t = ctx;
	const struct injection *x = &trainer_injections[t->injection];

	if (!code)
		return;
	plan(t, x->order, x->n, "");
	text_format(t->plan.did, sizeof t->plan.did, _("Injected: %s, %s"), code, _(x->label));
	text_copy(t->plan.order.word, sizeof t->plan.order.word, code);
	text_copy(t->plan.order.text, sizeof t->plan.order.text, x->state);
	go(a, t, false);
}

static size_t departments(const struct app *a, struct choose_row *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < a->catalog->n_resources && n < TRAINER_DEPARTMENTS; i++) {
		const struct resource *r = &a->catalog->resources[i];
		size_t k = 0;
		while (k < n && !text_equal(rows[k].code, r->department))
			k++;
		if (k == n)
			rows[n++] = (struct choose_row){r->department,
				i18n_pick(r->department, r->department_en)};
	}
	return n;
}

static void words_typed(struct app *a, void *ctx, const char *words)
{
	struct trainer *t = ctx;

	if (!words || !*words)
		return;
	plan(t, ORDER_SAY, 0, _("Passed on"));
	if (!text_copy(t->plan.order.text, sizeof t->plan.order.text, words))
		app_say(a, VOICE_PROBLEM, "%s", _("Say it shorter"));
	else
		go(a, t, false);
}

static void ask_words(struct app *a, struct trainer *t)
{
	size_t n = 0;

	t->rows[n].label = _("The citizen has thought better of it: not today");
	t->rows[n].code = t->rows[n].label;
	n++;
	t->rows[n].label = _("The supervisor sends it back: look at it again");
	t->rows[n].code = t->rows[n].label;
	n++;
	struct choose_arg arg = {.title = _("Say what, to the chosen trainees?"), .rows = t->rows, .n = n,
		.own = _("Own words"), .taken = words_typed, .ctx = t};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

static void ask_department(struct app *a, struct trainer *t)
{
	struct choose_arg arg = {.title = _("Which department?"), .rows = t->rows,
		.n = departments(a, t->rows), .filter = true, .taken = department_chosen, .ctx = t};
	enum err e = choose_open(a, &arg);

	if (e)
		app_fail(a, e);
}

void trainer_inject(struct app *a, struct trainer *t, int digit)
{
	const struct injection *x = &trainer_injections[digit];

	t->injection = digit;
	aim(t, false);
	if (t->plan.n == 0) {
		go(a, t, false);
	} else if (x->order == ORDER_SAY) {
		ask_words(a, t);
	} else if (x->department) {
		ask_department(a, t);
	} else {
		plan(t, x->order, x->n, "");
		text_format(t->plan.did, sizeof t->plan.did, _("Injected: %s"), _(x->label));
		text_copy(t->plan.order.text, sizeof t->plan.order.text, x->state);
		go(a, t, false);
	}
}

/* ---- control ---- */

void trainer_freeze(struct app *a, struct trainer *t)
{
	t->frozen = !t->frozen;
	plan(t, ORDER_FREEZE, t->frozen, t->frozen ? _("Stopped") : _("Runs again"));
	aim(t, true);
	go(a, t, true);
}

void trainer_snapshot(struct app *a, struct trainer *t)
{
	plan(t, ORDER_SNAPSHOT, 0, _("Snapshot taken"));
	aim(t, true);
	go(a, t, true);
}

void trainer_back(struct app *a, struct trainer *t)
{
	plan(t, ORDER_BACK, 0, _("Back by one snapshot"));
	aim(t, true);
	go(a, t, false);
}

void trainer_reset(struct app *a)
{
	struct trainer *t = a->depth ? a->stack[a->depth - 1].state : NULL;

	if (app_top(a) != &screen_trainer) {
		app_say(a, VOICE_PROBLEM, "%s", _("Only at the trainer's desk"));
		return;
	}
	plan(t, ORDER_RESET, 0, _("Begun anew"));
	aim(t, true);
	go(a, t, false);
}

static void manner_chosen(struct app *a, void *ctx, int index)
{
	struct trainer *t = ctx;
	const struct scenario *s = practice_lessons(a)->list[t->lesson];

	if (index < 0)
		return;
	plan(t, ORDER_LESSON, s->number, "");
	text_copy(t->plan.order.word, sizeof t->plan.order.word, index == 1 ? "exam" : "");
	text_format(t->plan.did, sizeof t->plan.did, index == 1 ? _("Exam: %d %s") : _("Lesson: %d %s"),
		s->number, twin_text(&s->name));
	aim(t, true);
	go(a, t, false);
}

static void lesson_chosen(struct app *a, void *ctx, int index)
{
	static struct choose_row manners[2];
	struct trainer *t = ctx;

	if (index < 0)
		return;
	t->lesson = (size_t)index;
	manners[0] = (struct choose_row){"1", _("To practise, with hints")};
	manners[1] = (struct choose_row){"2", _("As an exam: no hints, time and keys count")};
	struct choose_arg arg = {.title = twin_text(&practice_lessons(a)->list[index]->name),
		.rows = manners, .n = 2, .done = manner_chosen, .ctx = t};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

void trainer_lessons(struct app *a, struct trainer *t)
{
	const struct scenarios *all = practice_lessons(a);

	for (size_t i = 0; i < all->n; i++)
		t->rows[i] = (struct choose_row){all->list[i]->code, twin_text(&all->list[i]->name)};
	struct choose_arg arg = {.title = _("Which lesson?"), .rows = t->rows, .n = all->n, .filter = true,
		.done = lesson_chosen, .ctx = t};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- questions ---- */

static void answer_chosen(struct app *a, void *ctx, const char *code)
{
	struct trainer *t = ctx;
	bool hint = text_equal(code, "hint"), own = !hint && !text_equal(code, "done");

	if (!code)
		return;
	plan(t, hint ? ORDER_HINT : ORDER_SAY, 0, hint ? _("First-level hint given") :
		own ? _("Passed on") : _("Answered aloud"));
	if (own)
		text_copy(t->plan.order.text, sizeof t->plan.order.text, code);
	t->plan.n = 1;
	t->plan.seats[0] = t->seats[t->list.at];
	go(a, t, false);
}

void trainer_answer(struct app *a, struct trainer *t)
{
	const struct class_desk *d = trainer_at(t, t->list.at);
	char title[APP_MESSAGE];

	if (!d)
		return;
	if (!*d->state.help) {
		app_say(a, VOICE_HINT, _("%s has asked nothing. F6 shows the screen"), d->state.who);
		return;
	}
	t->rows[0] = (struct choose_row){"hint", _("Give a first-level hint, at no cost")};
	t->rows[1] = (struct choose_row){"done", _("Answered aloud")};
	text_format(title, sizeof title, "%s: %s", d->state.who, d->state.help);
	struct choose_arg arg = {.title = title, .rows = t->rows, .n = 2, .own = _("Own words"),
		.taken = answer_chosen, .ctx = t};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- results ---- */

void trainer_export(struct app *a, struct trainer *t)
{
	char path[PATH_SIZE];
	struct buf csv;

	if (t->n_results == 0 || !text_format(path, sizeof path, "%s/results.csv", t->floor->dir)) {
		app_say(a, VOICE_HINT, "%s", _("There is nothing to export yet"));
		return;
	}
	buf_init(&csv, 1 << 20);
	class_results_csv(t->results, t->n_results, &csv);
	enum err e = csv.err ? csv.err : file_write(path, buf_text(&csv), csv.len);
	buf_release(&csv);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("%zu results exported to results.csv, no name in it"), t->n_results);
}
