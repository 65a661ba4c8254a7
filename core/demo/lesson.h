/* SPDX-License-Identifier: MIT
 *
 * One run of a lesson: what was seen, how far it is, what it scores. Pure: acts, keys, screens and
 * times go in, nothing else counts, so the same record gives the same score. A struct lesson may be
 * copied: a copy is a snapshot.
 *
 * Score: 100, less time over par (1 each tenth, at most 20), keys over par (1 each tenth, at most 10),
 * messages of trouble (1 each, at most 10), hints (1, 2, 4 by level), each loss its points, each must that
 * does not hold its points, each step left 10; never below 0.
 */
#ifndef ONETRIP_DEMO_LESSON_H
#define ONETRIP_DEMO_LESSON_H

#include "core/demo/scenario.h"

struct lesson {
	const struct scenario *scenario; /* borrowed; NULL: none */
	int64_t begun_ms, ended_ms;  /* mono; ended 0: it runs */
	int64_t frozen_ms, frozen_at_ms; /* stood still so long; since when, 0: it runs */
	size_t step;                 /* being worked on; n_steps: all done */
	int keys, errors;
	int hints[SCENARIO_STEPS];   /* levels taken of each step */
	int done_s[SCENARIO_STEPS];  /* when each was done, seconds from the beginning */
	bool exam;                   /* no hints */
	bool left;                   /* given up */
	int seen[SCENARIO_TERMS];    /* how often each term counted */
};

void lesson_begin(struct lesson *l, const struct scenario *s, int64_t now_ms, bool exam);
bool lesson_runs(const struct lesson *l);
/* What happened; nothing counts while it does not run or is frozen. */
void lesson_event(struct lesson *l, const struct event *e);
void lesson_key(struct lesson *l, const char *name);
void lesson_unkey(struct lesson *l, int n);      /* they were a card's, nobody pressed them */
void lesson_screen(struct lesson *l, const char *name);
void lesson_error(struct lesson *l);
/* Moves on over every step that is done; true when it moved. The last one ends the lesson. */
bool lesson_advance(struct lesson *l, int64_t now_ms);
void lesson_leave(struct lesson *l, int64_t now_ms);
void lesson_freeze(struct lesson *l, bool freeze, int64_t now_ms);
/* The next level of the step; 0: no more, or an exam. */
int lesson_hint(struct lesson *l);
int lesson_hint_cost(int level);                 /* 1.. */
bool lesson_holds(const struct lesson *l, const struct sights *c);
int lesson_lost(const struct lesson *l, size_t loss);   /* times it counts */

struct lesson_score {
	int points;                  /* 0..100 */
	int seconds, keys, errors, hints; /* hints: levels taken */
	int steps;                   /* done */
	int lost[LOSS_COUNT];        /* times, by kind; of LOSS_TRIP with the one of leaving */
	int unmet;                   /* musts that do not hold, once it has ended */
	int cost_time, cost_keys, cost_errors, cost_hints, cost_losses, cost_musts, cost_steps;
};
void lesson_score(const struct lesson *l, int64_t now_ms, struct lesson_score *out);

#endif
