/* SPDX-License-Identifier: MIT
 *
 * Lessons 场景: one strict INI file each in assets/demo/scenarios (onetrip-scenario(5)). Clock, seed,
 * faults, tickets and who plays are part of the lesson, so a run can be repeated exactly. Every
 * text has a twin NAME.en.
 *
 *   [scenario]      number name goal level now seed role par-seconds par-keys [history tickets citizen]
 *   [fault NAME]    department state [latency step]
 *   [step NAME]     say done [hint-1 hint-2 hint-3]     in this order
 *   [must NAME]     holds say [points]                  at the end
 *   [loss NAME]     kind when say [points most]         taken off each time
 */
#ifndef ONETRIP_DEMO_SCENARIO_H
#define ONETRIP_DEMO_SCENARIO_H

#include "core/base/buf.h"
#include "core/demo/condition.h"
#include "core/store/role.h"

enum {
	SCENARIOS_MOST = 60, SCENARIO_STEPS = 12, SCENARIO_HINTS = 3, SCENARIO_FAULTS = 8,
	SCENARIO_MUSTS = 8, SCENARIO_LOSSES = 9, SCENARIO_TERMS = 96
};

/* What points are lost for besides time, keys, hints and errors: word, msgid, points each */
#define LOSS_TABLE(X)                                                                              \
	X(LOSS_TRIP, "trip", "Citizen comes again", 20)                                            \
	X(LOSS_ASKED, "asked", "Asked for too much", 5)                                            \
	X(LOSS_MISSED, "missed", "Left unasked", 5)                                               \
	X(LOSS_REVEAL, "reveal", "Seen in clear", 3)

enum loss {
#define X(name, word, text, points) name,
	LOSS_TABLE(X)
#undef X
	LOSS_COUNT
};
const char *loss_text(enum loss l); /* msgid */
int loss_points(enum loss l);

struct twin {
	const char *zh, *en;         /* "" none */
};
const char *twin_text(const struct twin *t); /* by language */

struct sights {
	size_t first, n;             /* of scenario.terms */
};

struct scenario_fault {
	const char *name, *department, *state;
	int latency_ms;              /* -1: the department's usual one */
	int step;                    /* from this step on; 0: from the beginning */
};

struct scenario_step {
	const char *name;
	struct twin say, hints[SCENARIO_HINTS];
	struct sights done;
	int n_hints;
};

struct scenario_must {
	const char *name;
	struct twin say;
	struct sights holds;
	int points;
};

struct scenario_loss {
	const char *name;
	struct twin say;
	struct sights when;       /* one term: each time it counts */
	int kind;                    /* enum loss */
	int points;                  /* each; 0: as its kind */
	int most;                    /* times that count */
};

struct scenario {
	struct pool pool;
	const char *code;            /* file name without number and ending */
	int number, level;           /* level 1..3 */
	struct twin name, goal;
	int64_t now_ms;
	int seed;
	int role;                    /* enum role: who plays */
	int history;                 /* cases of the hall's past; 0 an empty hall */
	int tickets;                 /* people who wait already */
	bool citizen;                /* somebody stands there: leaving the lesson undone sends them home */
	int par_seconds, par_keys;
	struct scenario_fault faults[SCENARIO_FAULTS];
	struct scenario_step steps[SCENARIO_STEPS];
	struct scenario_must musts[SCENARIO_MUSTS];
	struct scenario_loss losses[SCENARIO_LOSSES]; /* the last one is built in: reveals */
	size_t n_faults, n_steps, n_musts, n_losses;
	struct sight terms[SCENARIO_TERMS];
	size_t n_terms;
};

/* messages: one "path:line: text\n" a mistake; ERR_SYNTAX when there is any. */
enum err scenario_load(const char *path, struct scenario **out, struct buf *messages) MUST_CHECK;
enum err scenario_parse(const char *path, const char *text, struct scenario **out,
	struct buf *messages) MUST_CHECK;
void scenario_free(struct scenario *s);

struct scenarios {
	struct scenario *list[SCENARIOS_MOST]; /* by number */
	size_t n;
};
/* Every .ini of a folder; a number that stands twice is a mistake. What is good is there also when
 * something else is not. */
enum err scenarios_load(const char *folder, struct scenarios *out, struct buf *messages) MUST_CHECK;
void scenarios_release(struct scenarios *s);

#endif
