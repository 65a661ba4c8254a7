/* SPDX-License-Identifier: MIT
 *
 * What a trainee (or the trainer, from afar) does with lessons.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/practice_inside.h"

static void go(struct app *a, enum next next)
{
	a->practice->next = next;
	a->quit = true;
}

void practice_want(struct app *a)
{
	if (!a->practice)
		return;
	a->practice->wanted = !a->practice->wanted;
	app_say(a, VOICE_HINT, "%s", a->practice->wanted ?
		_("Lessons: log in as T07 or 1024, then choose one") :
		_("The demo's own hall: log in as anybody below"));
}

const struct scenarios *practice_lessons(const struct app *a)
{
	return &a->practice->all;
}

int practice_best(const struct app *a, size_t lesson)
{
	return a->practice->best[lesson];
}

void practice_choose(struct app *a)
{
	if (!a->practice)
		return;
	app_home(a);
	enum err e = app_push(a, &screen_scenarios, NULL);
	if (e)
		app_fail(a, e);
}

void practice_desk(struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	if (!me || me->role != ROLE_TRAINER || app_top(a) == &screen_trainer) {
		app_say(a, VOICE_HINT, "%s", _("The trainer of a class logs in as T00"));
		return;
	}
	enum err e = app_push(a, &screen_trainer, NULL);
	if (e)
		app_fail(a, e);
}

/* Who logs in as a clerk plays as that clerk. */
void practice_after_login(struct app *a)
{
	struct practice *p = a->practice;
	const struct operator_info *me = operator_current(a->store);

	if (!p || p->lesson.scenario)
		return;
	if (me->role == ROLE_TRAINER) {
		practice_desk(a);
		return;
	}
	if (me->role == ROLE_CLERK && !p->seat.number)
		text_copy(p->trainee, sizeof p->trainee, me->id);
	if (p->wanted)
		practice_choose(a);
}

void practice_begin(struct app *a, size_t lesson, bool exam)
{
	if (!a->practice || lesson >= a->practice->all.n)
		return;
	a->practice->wish_lesson = lesson;
	a->practice->wish_exam = exam;
	a->practice->frozen = false;
	go(a, NEXT_LESSON);
}

static bool in_lesson(struct app *a)
{
	if (a->practice && a->practice->lesson.scenario)
		return true;
	app_say(a, VOICE_HINT, "%s", _("No lesson runs. F9 lessons chooses one"));
	return false;
}

void practice_reset(struct app *a)
{
	if (in_lesson(a))
		practice_begin(a, a->practice->number, a->practice->exam);
}

/* A snapshot since which nothing counted is where one stands already. */
static bool stands_there(const struct practice *p)
{
	const struct snapshot *s = &p->snapshots[p->n_snapshots - 1];

	return s->lesson.step == p->lesson.step &&
		memcmp(s->lesson.seen, p->lesson.seen, sizeof p->lesson.seen) == 0;
}

void practice_back(struct app *a)
{
	struct practice *p = a->practice;

	if (!in_lesson(a) || p->n_snapshots == 0)
		return;
	if (p->n_snapshots > 1 && stands_there(p))
		p->n_snapshots--;
	go(a, NEXT_BACK);
}

void practice_hint(struct app *a)
{
	struct practice *p = a->practice;

	if (!in_lesson(a))
		return;
	a->dirty = true;
	if (!p->open)
		p->open = true;
	else if (p->lesson.exam && lesson_runs(&p->lesson))
		app_say(a, VOICE_HINT, "%s", _("An exam has no hints"));
	else if (lesson_hint(&p->lesson) == 0)
		p->open = false;
}

void practice_fold(struct app *a)
{
	if (in_lesson(a))
		a->practice->open = !a->practice->open;
	a->dirty = true;
}

void practice_debrief(struct app *a)
{
	struct practice *p = a->practice;

	if (!in_lesson(a))
		return;
	bool left = lesson_runs(&p->lesson);
	lesson_leave(&p->lesson, clock_mono_ms());
	lesson_score(&p->lesson, clock_mono_ms(), &p->score);
	if (p->score.points > p->best[p->number])
		p->best[p->number] = p->score.points;
	if (left)
		practice_result(a);
	app_home(a);
	enum err e = app_push(a, &screen_debrief, NULL);
	if (e)
		app_fail(a, e);
}

void practice_end(struct app *a)
{
	if (a->practice && a->practice->lesson.scenario)
		go(a, NEXT_HOME);
}
