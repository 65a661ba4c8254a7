/* SPDX-License-Identifier: MIT
 *
 * Between the files of the history: one case and the acts of one sitting.
 *
 *   history.c       the days, who comes when, what happens next
 *   history_fill.c  the form and the papers as the counter took them
 *   history_life.c  what happens after the receipt
 *   history_appeal.c   to appeals, and what citizens say of the hall
 */
#ifndef ONETRIP_HISTORY_INSIDE_H
#define ONETRIP_HISTORY_INSIDE_H

#include "core/base/random.h"
#include "core/casework/casefile_inside.h"
#include "core/demo/history.h"

struct past_act {
	const char *kind;
	struct record body;
	struct uid op;
	bool form;                   /* under the item's hash */
};

struct sitting {
	struct past_act acts[EVENT_BATCH];
	size_t n;
};

/* What comes next in the life of a case. */
enum step {
	STEP_OPEN, STEP_SUBMIT, STEP_COMPLETE, STEP_TRANSFER, STEP_ASK_PAUSE, STEP_PAUSE, STEP_RESUME, STEP_EXTEND,
	STEP_PAPER, STEP_PROPOSE, STEP_DECIDE, STEP_READY, STEP_DELIVER, STEP_ARCHIVE, STEP_REFUSE,
	STEP_RETRACT, STEP_APPEAL, STEP_MEND, STEP_END
};

struct plan {
	int64_t at_ms;               /* of the next step */
	size_t order;                /* first come, first served at the same moment */
	enum step next;
	struct stream dice;
	const struct item *item;
	struct holder who;
	const struct history_staff *at;
	struct casefile file;        /* as it is folded so far */
	int quality;                 /* 0..99: how this one goes, see history_life.c */
};

struct laying {
	const struct history *h;
	struct shelf *shelf;
	struct projection *views;
	struct plan **queue;         /* a heap by at_ms, order */
	size_t n;
	unsigned serial[32][16];     /* by day from the first, by counter */
	day_t first;
};

struct record *sitting_add(struct sitting *s, struct plan *p, const char *kind);
void sitting_release(struct sitting *s);
/* The plan's casefile takes what was added from the given act on. */
enum err sitting_fold(struct laying *l, struct plan *p, struct sitting *s, size_t from,
	const char *actor) MUST_CHECK;

bool plan_chance(struct plan *p, int percent);
int64_t plan_later(struct plan *p, int days, int minutes); /* in working days and hours */

/* The first words of a case, what identity and the item ask, the form, the papers. */
void fill_open(struct laying *l, struct plan *p, struct sitting *s);
enum err fill_identity(struct laying *l, struct plan *p, struct sitting *s) MUST_CHECK;
enum err fill_form(struct laying *l, struct plan *p, struct sitting *s) MUST_CHECK;
enum err fill_slip(struct laying *l, struct plan *p, struct sitting *s) MUST_CHECK;

/* history_appeal.c: the next act of an appeal; a rating at the window, some of the cases. */
void appeal_register_past(struct laying *l, struct plan *p, struct sitting *s);
void appeal_first(struct plan *p);
enum err appeal_step(struct laying *l, struct plan *p, struct sitting *s, const char **actor) MUST_CHECK;
void rate_window(struct laying *l, struct plan *p, struct sitting *s);
bool rating_to_mend(const struct plan *p);
void mend_rating(struct plan *p, struct sitting *s);

/* The step that is due, and which comes then. actor: who does it. */
enum err life_step(struct laying *l, struct plan *p, struct sitting *s, const char **actor)
	MUST_CHECK;

#endif
