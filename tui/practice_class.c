/* SPDX-License-Identifier: MIT
 *
 * A seat of a class: tells the trainer how it stands, does as it is told, keeps its pictures.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/demo/control.h"
#include "tui/canvas_pack.h"
#include "tui/choose.h"
#include "tui/practice_inside.h"
#include "tui/tape.h"

enum { STATE_BYTES = 4096 };

/* ---- who sits here ---- */

static const char *const trainees[] = {"陈晨", "许可", "方圆", "韩雪", "何苗", "马骁", "林夕", "江月",
	"白露", "夏至", "秋实", "冬阳", "安然", "乐天", "高远", "平川", "向阳", "若水", "知行", "思齐",
	"明远", "清风", "朗月", "星河", "青禾", "谷雨", "立春", "小满", "景行", "怀瑾", "致远"};

/* The trainer may sit anywhere on the machine of the class; the trainee has the number of the seat. */
size_t practice_seat_users(struct practice *p)
{
	static char id[8];
	size_t n = 0;

	if (!p->seat.link)
		p->more[n++] = (struct demo_user){"T00", "林老师", "lao-2026", ROLE_TRAINER};
	text_format(id, sizeof id, "T%02d", p->seat.number);
	text_copy(p->trainee, sizeof p->trainee, id);
	if (p->seat.number != 7) /* is one of the demo's own */
		p->more[n++] = (struct demo_user){id, trainees[(size_t)p->seat.number - 1], "lin-2026",
			ROLE_CLERK};
	return n;
}

const char *practice_class(const struct app *a)
{
	return a->practice && a->practice->seat.number ? a->practice->wish.class_name : NULL;
}

/* For the log-in: who may sit here. */
void practice_class_words(const struct app *a, struct buf *out)
{
	const struct practice *p = a->practice;

	buf_addf(out, p->seat.link ? _("Class %s: trainee %s lin-2026; or practise as") :
		_("Class %s: trainee %s lin-2026, trainer T00 lao-2026; or practise as"),
		p->wish.class_name, p->trainee);
}

/* ---- telling ---- */

static void state_of(const struct app *a, struct class_state *s)
{
	const struct practice *p = a->practice;
	const struct lesson *l = &p->lesson;
	const struct operator_info *me = operator_current(a->store);

	*s = (struct class_state){.seat = p->seat.number, .exam = l->scenario && l->exam,
		.frozen = p->frozen, .trainer = me && me->role == ROLE_TRAINER,
		.snapshots = p->n_snapshots};
	text_copy(s->who, sizeof s->who, p->trainee);
	text_copy(s->name, sizeof s->name, trainees[(size_t)p->seat.number - 1]);
	text_copy(s->screen, sizeof s->screen, app_top(a)->name);
	text_copy(s->help, sizeof s->help, p->help);
	if (!l->scenario)
		return;
	s->lesson = l->scenario->number;
	s->step = (int)l->step;
	s->steps = (int)l->scenario->n_steps;
	s->points = p->score.points;
	s->keys = p->score.keys;
	s->par_keys = l->scenario->par_keys;
	s->par_seconds = l->scenario->par_seconds;
	s->done = !lesson_runs(l) && l->begun_ms;
	s->seconds = s->done ? p->score.seconds : 0; /* else it would change every second */
}

static void tell_state(struct app *a, bool anew)
{
	struct practice *p = a->practice;
	struct class_state s;
	struct record r = {0};
	struct buf bytes;

	state_of(a, &s);
	class_state_put(&s, &r);
	buf_init(&bytes, STATE_BYTES);
	record_encode(&r, &bytes);
	if (anew || !text_equal(buf_text(&bytes), buf_text(&p->told))) {
		buf_clear(&p->told);
		buf_add(&p->told, buf_text(&bytes), bytes.len);
		seat_tell(&p->seat, LINK_STATE, &r);
	}
	buf_release(&bytes);
	record_release(&r);
}

/* Nobody watches a password being typed. */
static bool private_screen(const struct app *a)
{
	return app_top(a)->bit & (IN_LOGIN | IN_LOCK);
}

/* taped: the training exchange keeps it for the replay, as this machine's tape does. */
static void tell_picture(struct app *a, const struct buf *picture, bool taped)
{
	struct practice *p = a->practice;
	struct record r = {0};
	struct lesson_score s;

	record_add(&r, "is", "picture");
	record_addn(&r, "cells", buf_text(picture), picture->len);
	if (taped) {
		lesson_score(&p->lesson, clock_mono_ms(), &s);
		record_addi(&r, "at", s.seconds);
		record_addi(&r, "first", !p->taping);
	}
	seat_tell(&p->seat, taped ? LINK_FRAME : LINK_PICTURE, &r);
	record_release(&r);
}

static void tape_path(const struct practice *p, char out[PATH_SIZE])
{
	text_format(out, PATH_SIZE, "%s/lessons/tape", p->home.dir);
}

static void keep(struct app *a, const struct buf *picture)
{
	char path[PATH_SIZE];
	struct practice *p = a->practice;
	struct lesson_score s;

	tape_path(p, path);
	lesson_score(&p->lesson, clock_mono_ms(), &s);
	if (!p->taping && tape_begin(path))
		return;
	p->taping = true;
	(void)!tape_add(path, s.seconds, picture); /* a full disk does not stop a lesson */
}

void practice_drawn(struct app *a)
{
	struct practice *p = a->practice;
	struct buf picture;
	bool hidden, taped, far;

	if (!p || !a->depth)
		return;
	/* up to the screen the lesson ended on */
	taped = p->lesson.begun_ms && (lesson_runs(&p->lesson) || !p->taped_end);
	if (!p->watched && !taped)
		return;
	hidden = private_screen(a);
	buf_init(&picture, PACK_BYTES);
	if (!hidden)
		canvas_pack(&a->canvas, &picture);
	far = p->seat.link && taped && !hidden;
	if ((p->watched || far) && !picture.err)
		tell_picture(a, &picture, far);
	if (!hidden && !picture.err && taped) {
		keep(a, &picture);
		p->taped_end = !lesson_runs(&p->lesson);
	}
	buf_release(&picture);
}

/* ---- being told ---- */

static void say_teacher(struct app *a, const char *text)
{
	text_copy(a->practice->said, sizeof a->practice->said, text);
	app_say(a, VOICE_HINT, _("Trainer: %s"), text);
}

static enum err fault_all(struct app *a, const struct class_order *o)
{
	enum err e = OK;

	for (size_t i = 0; !e && i < a->catalog->n_resources; i++)
		e = demo_control(a->demo_base, a->catalog->resources[i].department, o->text, o->n);
	return e;
}

/* Slips go to a folder that is not there while the printer jams. */
static enum err jam(const struct practice *p, bool on)
{
	const struct demo_place *place = p->lesson.scenario ? &p->room : &p->home;
	char aside[PATH_SIZE + 128];

	text_format(aside, sizeof aside, "%s.jam", place->prints);
	return rename(on ? place->prints : aside, on ? aside : place->prints) ? ERR_IO : OK;
}

static void freeze(struct app *a, bool on)
{
	struct practice *p = a->practice;

	p->frozen = on;
	lesson_freeze(&p->lesson, on, clock_mono_ms());
	app_say(a, VOICE_HINT, "%s", on ? _("The trainer has stopped the room: look up") :
		_("It goes on"));
}

static void give_hint(struct app *a)
{
	const struct lesson *l = &a->practice->lesson;

	a->practice->help[0] = '\0';
	if (!lesson_runs(l) || l->hints[l->step] >= l->scenario->steps[l->step].n_hints)
		return;
	say_teacher(a, twin_text(&l->scenario->steps[l->step].hints[l->hints[l->step]]));
}

static void begin_lesson(struct app *a, const struct class_order *o)
{
	for (size_t i = 0; i < a->practice->all.n; i++)
		if (a->practice->all.list[i]->number == o->n)
			practice_begin(a, i, text_equal(o->word, "exam"));
}

static void obey(struct app *a, const struct class_order *o)
{
	struct practice *p = a->practice;
	enum err e = OK;

	a->dirty = true;
	switch (o->what) {
	case ORDER_WATCH: p->watched = o->n == 1; break;
	case ORDER_FREEZE: freeze(a, o->n == 1); break;
	case ORDER_SNAPSHOT: e = practice_snapshot(a); break;
	case ORDER_BACK: practice_back(a); break;
	case ORDER_RESET: practice_reset(a); break;
	case ORDER_LESSON: begin_lesson(a, o); break;
	case ORDER_FAULT:
		e = *o->word ? demo_control(a->demo_base, o->word, o->text, o->n) : fault_all(a, o);
		break;
	case ORDER_CARD: p->card_fails = o->n == 1; break;
	case ORDER_PRINTER: e = jam(p, o->n == 1); break;
	case ORDER_HINT: give_hint(a); break;
	case ORDER_SAY:
		p->help[0] = '\0';
		if (*o->text)
			say_teacher(a, o->text);
		break;
	case ORDER_COUNT: break;
	}
	if (e)
		app_fail(a, e);
}

/* A trainee of another machine who has lost the class goes on, and is told. */
static void line_words(struct app *a)
{
	struct practice *p = a->practice;
	bool lost = p->seat.link && !seat_there(&p->seat);

	if (lost == p->lost)
		return;
	p->lost = lost;
	app_say(a, VOICE_HINT, "%s", !lost ? _("The trainer can see you again") :
		class_link_over(p->seat.link) ? _("The class has ended or gave this seat away. You can go on alone") :
		_("No line to the trainer now. Go on; it joins again by itself"));
	if (lost && p->frozen)
		freeze(a, false); /* nobody could let it go on */
	a->dirty = true;
}

void practice_class_turn(struct app *a)
{
	struct practice *p = a->practice;
	struct class_order o;

	if (!p || !p->seat.number || !a->depth)
		return;
	bool anew = seat_welcome(&p->seat);
	if (!seat_there(&p->seat))
		p->watched = false;
	line_words(a);
	while (!a->quit && seat_said(&p->seat, &o))
		obey(a, &o);
	if (p->frozen || app_top(a)->bit & IN_TRAINER)
		a->last_key_ms = clock_mono_ms(); /* nobody locks a window that may not be used, nor a
						   * trainer who walks about the room */
	tell_state(a, anew);
}

bool practice_card_fails(struct app *a)
{
	return a->practice && a->practice->card_fails;
}

struct class_floor *practice_floor(struct app *a)
{
	struct practice *p = a->practice;

	if (!p || !p->seat.number || p->seat.link)
		return NULL;
	if (!p->floor) {
		p->floor = mem_new(sizeof *p->floor);
		class_floor_init(p->floor, p->seat.dir, p->seat.number);
	}
	return p->floor;
}

size_t practice_fds(const struct app *a, struct wait_fd *out, size_t most)
{
	const struct practice *p = a->practice;

	if (!p || !p->seat.number)
		return 0;
	size_t n = seat_fds(&p->seat, out, most);
	return n + (p->floor ? class_floor_fds(p->floor, out + n, most - n) : 0);
}

int practice_wait_ms(const struct app *a)
{
	return a->practice && a->practice->seat.number ? seat_wait_ms(&a->practice->seat) : -1;
}

const char *practice_place(const struct app *a, const char **code)
{
	const struct practice *p = a->practice;

	if (!p || !p->gate.pid)
		return NULL;
	*code = p->code;
	return p->gate.base + strlen("http://");
}

const char *practice_said(const struct app *a)
{
	return a->practice ? a->practice->said : "";
}

/* ---- asking ---- */

static void asked(struct app *a, void *ctx, const char *words)
{
	(void)ctx;
	if (!words || !*words)
		return;
	text_copy(a->practice->help, sizeof a->practice->help, words);
	app_say(a, VOICE_HINT, "%s", _("The trainer sees it"));
}

void practice_help(struct app *a)
{
	static struct choose_row usual;

	if (!practice_class(a)) {
		app_say(a, VOICE_HINT, "%s", _("There is no trainer here. Ctrl+T gives hints"));
		return;
	}
	usual.label = usual.code = _("How do I go on here?");
	struct choose_arg arg = {.title = _("What is the question?"), .rows = &usual, .n = 1,
		.own = _("Own words"), .taken = asked};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- the end of a lesson ---- */

void practice_result(struct app *a)
{
	const struct practice *p = a->practice;
	struct class_result r = {.seat = p->seat.number, .score = p->score, .exam = p->lesson.exam,
		.lesson = p->lesson.scenario->number, .par_seconds = p->lesson.scenario->par_seconds,
		.par_keys = p->lesson.scenario->par_keys};

	if (!p->seat.number)
		return;
	clock_format(clock_now_ms(), r.at);
	text_copy(r.who, sizeof r.who, p->trainee);
	enum err e = seat_result(&a->practice->seat, &r);
	if (e)
		app_fail(a, e);
}
