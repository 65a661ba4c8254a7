/* SPDX-License-Identifier: MIT
 *
 * What must hold: no clock and no chance in here; the score is a function of the record.
 */
#include "core/demo/lesson.h"

#include "core/base/text.h"

enum {
	WHOLE = 100, TIME_MOST = 20, KEYS_MOST = 10, ERRORS_MOST = 10, STEP_POINTS = 10,
	SEEN_MOST = 100000
};

static const int hint_costs[SCENARIO_HINTS] = {1, 2, 4};

void lesson_begin(struct lesson *l, const struct scenario *s, int64_t now_ms, bool exam)
{
	*l = (struct lesson){.scenario = s, .begun_ms = now_ms, .exam = exam};
}

bool lesson_runs(const struct lesson *l)
{
	return l->scenario && !l->ended_ms;
}

static bool counts(const struct lesson *l)
{
	return lesson_runs(l) && !l->frozen_at_ms;
}

void lesson_event(struct lesson *l, const struct event *e)
{
	for (size_t i = 0; counts(l) && i < l->scenario->n_terms; i++)
		if (l->seen[i] < SEEN_MOST && sight_event(&l->scenario->terms[i], e))
			l->seen[i]++;
}

static void named(struct lesson *l, enum sees what, const char *name)
{
	for (size_t i = 0; counts(l) && i < l->scenario->n_terms; i++)
		if (l->seen[i] < SEEN_MOST && sight_named(&l->scenario->terms[i], what, name))
			l->seen[i]++;
}

void lesson_key(struct lesson *l, const char *name)
{
	l->keys += counts(l);
	named(l, SEES_KEY, name);
}

void lesson_unkey(struct lesson *l, int n)
{
	if (counts(l))
		l->keys = l->keys > n ? l->keys - n : 0;
}

void lesson_screen(struct lesson *l, const char *name)
{
	named(l, SEES_SCREEN, name);
}

void lesson_error(struct lesson *l)
{
	l->errors += counts(l);
}

bool lesson_holds(const struct lesson *l, const struct sights *c)
{
	for (size_t i = c->first; i < c->first + c->n; i++)
		if (!sight_holds(&l->scenario->terms[i], l->seen[i], l->errors))
			return false;
	return true;
}

/* Seconds of work until then. */
static int worked(const struct lesson *l, int64_t until_ms)
{
	return (int)((until_ms - l->begun_ms - l->frozen_ms) / 1000);
}

bool lesson_advance(struct lesson *l, int64_t now_ms)
{
	size_t before = l->step;

	while (counts(l) && l->step < l->scenario->n_steps &&
		lesson_holds(l, &l->scenario->steps[l->step].done))
		l->done_s[l->step++] = worked(l, now_ms);
	if (counts(l) && l->step == l->scenario->n_steps)
		l->ended_ms = now_ms;
	return l->step != before;
}

void lesson_freeze(struct lesson *l, bool freeze, int64_t now_ms)
{
	if (!lesson_runs(l) || freeze == (l->frozen_at_ms != 0))
		return;
	if (!freeze)
		l->frozen_ms += now_ms - l->frozen_at_ms;
	l->frozen_at_ms = freeze ? now_ms : 0;
}

void lesson_leave(struct lesson *l, int64_t now_ms)
{
	if (!lesson_runs(l))
		return;
	lesson_freeze(l, false, now_ms);
	l->ended_ms = now_ms;
	l->left = true;
}

int lesson_hint(struct lesson *l)
{
	if (!counts(l) || l->exam || l->step >= l->scenario->n_steps ||
		l->hints[l->step] >= l->scenario->steps[l->step].n_hints)
		return 0;
	return ++l->hints[l->step];
}

int lesson_hint_cost(int level)
{
	return level >= 1 && level <= SCENARIO_HINTS ? hint_costs[level - 1] : 0;
}

int lesson_lost(const struct lesson *l, size_t loss)
{
	const struct scenario_loss *x = &l->scenario->losses[loss];
	int n = l->seen[x->when.first] / l->scenario->terms[x->when.first].n;

	return n < x->most ? n : x->most;
}

/* One point for each begun tenth above par. */
static int over(int64_t value, int64_t par, int most)
{
	int64_t tenths = value > par ? ((value - par) * 10 + par - 1) / par : 0;

	return tenths < most ? (int)tenths : most;
}

static void count_losses(const struct lesson *l, struct lesson_score *out)
{
	const struct scenario *s = l->scenario;

	for (size_t i = 0; i < s->n_losses; i++) {
		int n = lesson_lost(l, i);
		out->lost[s->losses[i].kind] += n;
		out->cost_losses += n * s->losses[i].points;
	}
	if (l->left && s->citizen) {
		out->lost[LOSS_TRIP]++;
		out->cost_losses += loss_points(LOSS_TRIP);
	}
}

static void count_hints(const struct lesson *l, struct lesson_score *out)
{
	for (int i = 0; i < SCENARIO_STEPS; i++)
		for (int level = 1; level <= l->hints[i]; level++) {
			out->hints++;
			out->cost_hints += lesson_hint_cost(level);
		}
}

static void count_musts(const struct lesson *l, struct lesson_score *out)
{
	for (size_t i = 0; l->ended_ms && i < l->scenario->n_musts; i++)
		if (!lesson_holds(l, &l->scenario->musts[i].holds)) {
			out->unmet++;
			out->cost_musts += l->scenario->musts[i].points;
		}
}

void lesson_score(const struct lesson *l, int64_t now_ms, struct lesson_score *out)
{
	*out = (struct lesson_score){0};
	if (!l->scenario)
		return;
	int64_t end = l->ended_ms ? l->ended_ms : l->frozen_at_ms ? l->frozen_at_ms : now_ms;
	out->seconds = worked(l, end);
	out->keys = l->keys;
	out->errors = l->errors;
	out->steps = (int)l->step;
	out->cost_time = over(out->seconds, l->scenario->par_seconds, TIME_MOST);
	out->cost_keys = over(out->keys, l->scenario->par_keys, KEYS_MOST);
	out->cost_errors = out->errors < ERRORS_MOST ? out->errors : ERRORS_MOST;
	out->cost_steps = l->left ? (int)(l->scenario->n_steps - l->step) * STEP_POINTS : 0;
	count_hints(l, out);
	count_losses(l, out);
	count_musts(l, out);
	int cost = out->cost_time + out->cost_keys + out->cost_errors + out->cost_steps +
		out->cost_hints + out->cost_losses + out->cost_musts;
	out->points = cost < WHOLE ? WHOLE - cost : 0;
}
