/* SPDX-License-Identifier: MIT
 *
 * S21 教员台, its state; for its own files only.
 */
#ifndef ONETRIP_TRAINER_STATE_H
#define ONETRIP_TRAINER_STATE_H

#include "tui/choose.h"
#include "tui/class_floor.h"
#include "tui/list.h"
#include "tui/practice.h"

enum { TRAINER_DEPARTMENTS = 40, TRAINER_INJECTIONS = 10 };

/* What is to be done, once the number of trainees it touches was typed. */
struct trainer_plan {
	struct class_order order;
	int seats[CLASS_SEATS];
	size_t n;
	char did[200];               /* said afterwards; "%zu" is not in it */
};

struct trainer {
	struct class_floor *floor;   /* borrowed from the practice */
	struct list list;
	int seats[CLASS_SEATS];      /* the rows */
	bool results_tab, frozen;
	struct class_result *results; /* newest first in the list */
	size_t n_results;
	struct list result_list;
	struct trainer_plan plan;
	int injection;               /* whose department is being chosen */
	size_t lesson;               /* being given out */
	struct choose_row rows[SCENARIOS_MOST + TRAINER_DEPARTMENTS];
};

/* One of the ten injections, by its digit. */
struct injection {
	const char *label;           /* msgid */
	enum order order;
	const char *state;           /* of a fault */
	int n;
	bool department;             /* one is asked for */
};
extern const struct injection trainer_injections[TRAINER_INJECTIONS]; /* by digit */

void trainer_read(struct app *a, struct trainer *t);      /* the rows anew */
const struct class_desk *trainer_at(const struct trainer *t, size_t row); /* NULL: no such row */
void trainer_inject(struct app *a, struct trainer *t, int digit);
void trainer_lessons(struct app *a, struct trainer *t);
void trainer_freeze(struct app *a, struct trainer *t);
void trainer_snapshot(struct app *a, struct trainer *t);
void trainer_back(struct app *a, struct trainer *t);
void trainer_reset(struct app *a);                        /* F9 重置班次 */
void trainer_answer(struct app *a, struct trainer *t);    /* somebody has asked */
void trainer_export(struct app *a, struct trainer *t);
void trainer_draw(const struct app *a, void *state, struct canvas *c);

/* What the screen of one trainee shows, now or from the tape. */
struct follow_arg {
	struct class_floor *floor;
	int seat;
	bool replay;
};

#endif
