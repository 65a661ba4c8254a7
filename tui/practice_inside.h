/* SPDX-License-Identifier: MIT
 *
 * What a practice is made of; for its own files only.
 */
#ifndef ONETRIP_PRACTICE_INSIDE_H
#define ONETRIP_PRACTICE_INSIDE_H

#include "tui/classroom.h"
#include "tui/practice.h"
#include "tui/room.h"

enum next { NEXT_NOTHING, NEXT_LESSON, NEXT_BACK, NEXT_HOME };

struct snapshot {
	struct lesson lesson;
	int64_t at_ms;               /* mono */
	uint64_t after;              /* of the journal */
	char user[OPERATOR_ID];
	struct uid casefile;         /* that was open; none */
};

struct practice {
	struct practice_wish wish;
	char class_name[32], now[32]; /* wish points here */
	struct demo_place home, room;
	struct demo_exchange exchange;
	struct scenarios all;
	struct demo_user more[DEMO_MORE];
	int best[SCENARIOS_MOST];    /* points; -1 not done */
	bool wanted;                 /* the choice of lessons comes after log-in */
	bool open, exam, frozen;
	bool pressed;                /* a key is being answered */
	char trainee[OPERATOR_ID];   /* who plays what a clerk plays */
	/* what comes next */
	enum next next;
	size_t wish_lesson;
	bool wish_exam;
	enum err trouble;            /* of opening it; told when something is open again */
	int64_t left_ms;             /* wall, where the demo's own clock stood */
	/* the lesson */
	struct lesson lesson;        /* scenario NULL: none */
	size_t number;               /* of it, in all */
	struct lesson_score score;   /* as of the last turn */
	uint64_t after;              /* how far its journal is read */
	const struct screen *shown;
	struct snapshot snapshots[SNAPSHOTS];
	int n_snapshots;
	/* the class; seat.number 0: none */
	struct seat seat;
	struct demo_exchange gate;   /* the training exchange of the class; pid 0 none */
	char code[CLASS_CODE];       /* of it */
	bool lost;                   /* the line to the class is gone, and it was said */
	char seat_dir[PATH_SIZE];
	struct class_floor *floor;   /* the trainer's; NULL none */
	struct buf told;             /* the state as it was told last */
	bool watched, taping, taped_end, card_fails;
	char help[CLASS_WORDS];      /* asked the trainer */
	char said[CLASS_WORDS];      /* by the trainer */
};

size_t practice_seat_users(struct practice *p);  /* into p->more */
void practice_result(struct app *a);             /* of the lesson that ended */

#endif
