/* SPDX-License-Identifier: MIT
 *
 * What must hold: a lesson sees only what is written in its own room; the demo's cases and a lesson's
 * never meet; where anything goes wrong with a room, the demo's log-in comes back and says so.
 */
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/papers/ticket.h"
#include "core/demo/control.h"
#include "core/store/lease.h"
#include "tui/practice_inside.h"

enum { HOUR_MS = 3600 * 1000, LESSON_SEED = 0x1e5500 };

/* ---- from the first opening to the last closing ---- */

static enum err load_lessons(struct practice *p)
{
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = file_asset("demo/scenarios", path);

	buf_init(&messages, 65536);
	if (!e)
		e = scenarios_load(path, &p->all, &messages);
	buf_release(&messages);
	for (size_t i = 0; i < SCENARIOS_MOST; i++)
		p->best[i] = -1;
	return e;
}

static enum err open_class(struct practice *p, const char *dir)
{
	if (p->wish.code && !class_code_read(p->wish.code, p->code))
		return ERR_INPUT;
	if (!p->wish.code && seal_start())
		return ERR_UNSUPPORTED;
	if (!p->wish.code)
		class_code_new(p->code);
	return demo_class_start(p->wish.listen, p->wish.class_name, dir, p->code, &p->gate);
}

/* Everybody in a class has a folder of their own, without a past. */
static enum err take_seat(struct practice *p)
{
	const char *join = p->wish.join;
	struct demo_place base;
	char dir[PATH_SIZE];

	if (!class_name_good(p->wish.class_name) || !demo_where(p->wish.demo.dir, &base) ||
		!text_format(dir, sizeof dir, "%s/%s-%s", base.dir, join ? "joined" : "class",
			p->wish.class_name))
		return ERR_INPUT;
	enum err e = join ? seat_join(dir, join, p->wish.class_name, p->wish.code, &p->seat)
		: seat_take(dir, &p->seat);
	if (!e && p->wish.listen)
		e = open_class(p, dir);
	if (e)
		return e;
	if (!text_format(p->seat_dir, sizeof p->seat_dir, "%sseat-%02d", p->seat.dir, p->seat.number))
		return ERR_LIMIT;
	p->wish.demo.dir = p->seat_dir;
	p->wish.demo.history = false;
	p->wish.demo.more = p->more;
	p->wish.demo.n_more = practice_seat_users(p);
	p->wanted = true;
	return OK;
}

enum err practice_new(const struct practice_wish *w, struct practice **out)
{
	struct practice *p = mem_new(sizeof *p);
	int64_t now;

	p->wish = *w;
	text_copy(p->now, sizeof p->now, w->now);
	text_copy(p->class_name, sizeof p->class_name, w->class_name ? w->class_name : "");
	p->wish.now = p->now;
	p->wish.class_name = p->class_name;
	buf_init(&p->told, CLASS_BYTES);
	text_copy(p->trainee, sizeof p->trainee, "T07");
	enum err e = clock_parse(w->now, &now) ? load_lessons(p) : ERR_INPUT;
	if (!e && *p->class_name)
		e = take_seat(p);
	if (!e)
		e = demo_exchange_start(w->demo.seed, w->now, &p->exchange);
	if (!e) {
		clock_start_at(now);
		e = demo_prepare(&p->wish.demo, &p->home);
	}
	if (e)
		practice_free(p);
	else
		*out = p;
	return e;
}

void practice_free(struct practice *p)
{
	if (!p)
		return;
	demo_exchange_stop(&p->exchange);
	demo_exchange_stop(&p->gate);
	seat_leave(&p->seat);
	explicit_bzero(p->code, sizeof p->code);
	if (p->floor)
		class_floor_release(p->floor);
	mem_free(p->floor);
	buf_release(&p->told);
	scenarios_release(&p->all);
	mem_free(p);
}

void practice_start(const struct practice *p, struct start *out)
{
	const struct demo_place *place = p->lesson.scenario ? &p->room : &p->home;

	*out = (struct start){
		.kind = STORE_DEMO,
		.database = place->database,
		.terminal_key = place->key,
		.hall = p->wish.demo.hall,
		.window = "A03",
		.demo_base = p->exchange.base,
		.forms = p->wish.demo.forms,
		.print_dir = place->prints,
		.scans = place->scans,
		.lock_seconds = 180,
		.mask_seconds = 60,
		.esc_ms = p->wish.esc_ms,
		.esc_prefix = true,
		.practice = (struct practice *)(uintptr_t)p,
	};
}

/* ---- rooms ---- */

static enum err new_exchange(struct practice *p, uint64_t seed, int64_t now_ms)
{
	char now[20];

	demo_exchange_stop(&p->exchange);
	clock_format(now_ms, now);
	now[10] = 'T';
	return demo_exchange_start(seed, now, &p->exchange);
}

static enum err open_lesson(struct practice *p)
{
	const struct scenario *s = p->all.list[p->wish_lesson];
	struct demo_wish w = {.seed = (uint64_t)s->seed, .history = s->history > 0,
		.cases = (size_t)s->history, .forms = p->wish.demo.forms, .hall = p->wish.demo.hall,
		.more = p->wish.demo.more, .n_more = p->wish.demo.n_more};

	if (!p->lesson.scenario)
		p->left_ms = clock_now_ms();
	enum err e = new_exchange(p, w.seed, s->now_ms);
	clock_start_at(s->now_ms - HOUR_MS); /* whatever the room begins with is older than the lesson */
	if (!e)
		e = room_make(&p->home, s->now_ms, &w, &p->room);
	clock_start_at(s->now_ms);
	random_seed((uint64_t)(LESSON_SEED + s->number));
	p->number = p->wish_lesson;
	p->exam = p->wish_exam;
	p->n_snapshots = 0;
	p->taping = p->taped_end = p->card_fails = false;
	p->said[0] = p->help[0] = '\0';
	p->lesson = (struct lesson){.scenario = s};
	return e;
}

static enum err open_home(struct practice *p)
{
	int64_t now;

	if (p->lesson.scenario) {
		p->lesson = (struct lesson){0};
		clock_start_at(p->left_ms);
	}
	return clock_parse(p->wish.now, &now) ? new_exchange(p, p->wish.demo.seed, now) : ERR_INPUT;
}

static enum err open_snapshot(struct practice *p)
{
	struct snapshot *s = &p->snapshots[p->n_snapshots - 1];

	p->lesson = s->lesson;
	p->lesson.begun_ms += clock_mono_ms() - s->at_ms; /* the time since did not happen */
	p->lesson.frozen_at_ms = 0;
	lesson_freeze(&p->lesson, p->frozen, clock_mono_ms());
	p->after = s->after;
	p->taped_end = false;
	return room_restore(&p->room, p->n_snapshots - 1);
}

bool practice_again(struct practice *p)
{
	enum next next = p->next;

	p->next = NEXT_NOTHING;
	p->shown = NULL;
	if (next == NEXT_NOTHING)
		return false;
	p->trouble = next == NEXT_LESSON ? open_lesson(p) : next == NEXT_BACK ? open_snapshot(p)
		: open_home(p);
	if (p->trouble && next != NEXT_HOME)
		(void)!open_home(p); /* without departments it still says what went wrong */
	return true;
}

/* ---- a lesson begins ---- */

static const struct demo_user *user_named(const struct practice *p, const char *id)
{
	for (size_t i = 0; i < p->wish.demo.n_more; i++)
		if (text_equal(p->wish.demo.more[i].id, id))
			return &p->wish.demo.more[i];
	for (size_t i = 0; i < n_demo_users; i++)
		if (text_equal(demo_users[i].id, id))
			return &demo_users[i];
	return &demo_users[0];
}

static const struct demo_user *player(const struct practice *p)
{
	if (p->lesson.scenario->role == ROLE_CLERK)
		return user_named(p, p->trainee);
	for (size_t i = 0; i < n_demo_users; i++)
		if (demo_users[i].role == p->lesson.scenario->role)
			return &demo_users[i];
	return &demo_users[0];
}

static enum err take_tickets(struct app *a, int n)
{
	struct tickets *line = NULL;
	char number[TICKET_NUMBER];
	enum err e = OK;

	if (!n)
		return OK;
	tickets_new(a->store, "B", &line);
	while (!e && n-- > 0)
		e = ticket_take(line, NULL, number);
	tickets_free(line);
	return e;
}

/* Those that come with the step the lesson is at. */
static enum err bring_faults(struct app *a)
{
	const struct scenario *s = a->practice->lesson.scenario;
	enum err e = OK;

	for (size_t i = 0; !e && i < s->n_faults; i++)
		if ((size_t)s->faults[i].step == a->practice->lesson.step)
			e = demo_control(a->demo_base, s->faults[i].department, s->faults[i].state,
				s->faults[i].latency_ms);
	return e;
}

static enum err begin(struct practice *p, struct app *a)
{
	const struct scenario *s = p->lesson.scenario;
	const struct demo_user *who = player(p);
	enum err e = operator_login(a->store, who->id, who->password);

	if (!e)
		e = take_tickets(a, s->tickets);
	if (e)
		return e;
	app_after_login(a);
	lesson_begin(&p->lesson, s, clock_mono_ms(), p->exam);
	p->open = true;
	e = bring_faults(a);
	if (!e)
		e = journal_since(a->store, s->now_ms, &p->after);
	return e ? e : practice_snapshot(a);
}

static enum err go_on(struct practice *p, struct app *a)
{
	struct snapshot *s = &p->snapshots[p->n_snapshots - 1];
	const struct demo_user *who = user_named(p, s->user);
	struct lease_who holder;
	enum err e = operator_login(a->store, who->id, who->password);

	if (e)
		return e;
	app_after_login(a);
	if (uid_none(&s->casefile))
		return OK;
	/* the lease in the snapshot is that of the closed program */
	e = lease_take(a->store, &s->casefile, a->window, true, &holder);
	if (!e)
		app_open_case(a, &s->casefile);
	return e;
}

void practice_enter(struct practice *p, struct app *a)
{
	enum err e = p->trouble;

	if (!e && p->lesson.scenario)
		e = p->lesson.begun_ms ? go_on(p, a) : begin(p, a);
	p->trouble = OK;
	if (e)
		app_fail(a, e);
}

enum err practice_snapshot(struct app *a)
{
	struct practice *p = a->practice;

	if (!p || !p->lesson.scenario)
		return ERR_STATE;
	if (p->n_snapshots == SNAPSHOTS)
		p->n_snapshots--; /* the newest is written over: the first is the way back to the start */
	struct snapshot *s = &p->snapshots[p->n_snapshots];
	*s = (struct snapshot){.lesson = p->lesson, .at_ms = clock_mono_ms(), .after = p->after};
	text_copy(s->user, sizeof s->user, a->operator_id);
	if (desk_busy(a->desk))
		s->casefile = desk_case(a->desk)->id;
	enum err e = room_save(&p->room, p->n_snapshots);
	p->n_snapshots += e == OK;
	return e;
}

/* ---- while it runs ---- */

bool practice_on(const struct app *a)
{
	return a->practice && (a->practice->wanted || a->practice->lesson.scenario);
}

bool practice_frozen(const struct app *a)
{
	return a->practice && a->practice->frozen;
}

bool practice_open(const struct app *a)
{
	return a->practice && a->practice->open && a->practice->lesson.scenario;
}

const struct lesson *practice_lesson(const struct app *a, struct lesson_score *score)
{
	if (!a->practice || !a->practice->lesson.scenario)
		return NULL;
	if (score)
		*score = a->practice->score;
	return &a->practice->lesson;
}

void practice_key(struct app *a, const struct key *k)
{
	char name[24];

	if (a->practice)
		a->practice->pressed = true;
	if (!a->practice || (k->kind == KEY_CTRL && k->cp == 'T'))
		return;
	if (k->kind == KEY_CARD) {
		lesson_unkey(&a->practice->lesson, a->intake.taken);
		return;
	}
	key_name(k, name);
	lesson_key(&a->practice->lesson, name);
}

void practice_trouble(struct app *a)
{
	if (a->practice && a->practice->pressed)
		lesson_error(&a->practice->lesson);
}

void practice_rest(struct app *a)
{
	if (a->practice)
		a->practice->pressed = false;
}

static enum err take_event(const struct event *e, void *ctx)
{
	lesson_event(ctx, e);
	return OK;
}

static void look(struct app *a)
{
	struct practice *p = a->practice;

	if (app_top(a) != p->shown) {
		p->shown = app_top(a);
		lesson_screen(&p->lesson, p->shown->name);
	}
	if (!store_unlocked(a->store))
		return;
	enum err e = journal_walk(a->store, &p->after, EVENT_BATCH, take_event, &p->lesson);
	if (e && e != ERR_BUSY)
		app_fail(a, e);
}

static void ended(struct app *a)
{
	struct practice *p = a->practice;

	lesson_score(&p->lesson, clock_mono_ms(), &p->score);
	if (p->score.points > p->best[p->number])
		p->best[p->number] = p->score.points;
	practice_result(a);
	app_say(a, VOICE_HINT, _("The lesson is done, %d points. F9 debrief shows what they are made of"),
		p->score.points);
}

static void moved(struct app *a)
{
	struct practice *p = a->practice;
	enum err e = OK;

	a->dirty = true;
	if (!lesson_runs(&p->lesson)) {
		ended(a);
		return;
	}
	e = bring_faults(a);
	if (!e)
		e = practice_snapshot(a);
	if (e)
		app_fail(a, e);
}

static void lesson_turn(struct app *a)
{
	struct practice *p = a->practice;
	int64_t now = clock_mono_ms();

	if (!p || !lesson_runs(&p->lesson) || !a->depth)
		return;
	look(a);
	if (lesson_advance(&p->lesson, now))
		moved(a);
	lesson_score(&p->lesson, now, &p->score);
}

void practice_turn(struct app *a)
{
	practice_class_turn(a);
	if (!a->quit)
		lesson_turn(a);
}
