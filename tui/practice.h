/* SPDX-License-Identifier: MIT
 *
 * Practising: what outlives one opened program of `onetrip demo`. A lesson begins in a room of its own (a
 * folder beside the demo's: database, key, slips), made anew from a clean copy each time, with the
 * lesson's own clock, seed, exchange and faults. The program is closed and opened again for that:
 *
 *   practice_new; do { practice_start; app_new; practice_enter; ...; app_free; } while (practice_again)
 *
 * Nothing here exists in live work: a->practice is NULL there.
 */
#ifndef ONETRIP_PRACTICE_H
#define ONETRIP_PRACTICE_H

#include "core/demo/lesson.h"
#include "tui/class_floor.h"
#include "tui/app.h"

enum { SNAPSHOTS = 24 };

struct practice_wish {
	struct demo_wish demo;       /* its strings outlive the practice */
	const char *now;             /* of the demo */
	const char *class_name;      /* NULL: nobody teaches */
	const char *listen;          /* of the class, for other machines; NULL: on this one alone */
	const char *join;            /* another machine's class; NULL: on this one */
	const char *code;            /* of the class; NULL with listen: a new one */
	int esc_ms;
};

enum err practice_new(const struct practice_wish *w, struct practice **out) MUST_CHECK;
void practice_free(struct practice *p);          /* may be NULL; ends the exchange */
void practice_start(const struct practice *p, struct start *out);
void practice_enter(struct practice *p, struct app *a); /* logs in where a lesson asks for it */
/* The program was closed in order to be opened anew; makes ready what it opens on. */
bool practice_again(struct practice *p);

/* From the running program; each may be called without a practice. */
bool practice_on(const struct app *a);           /* a lesson runs, or is about to be chosen */
bool practice_frozen(const struct app *a);       /* keys do nothing now */
void practice_key(struct app *a, const struct key *k);
void practice_rest(struct app *a);               /* what is said from here on answers no key */
void practice_trouble(struct app *a);            /* a message of trouble was shown */
void practice_turn(struct app *a);               /* each tick: acts, screens, steps */

void practice_want(struct app *a);               /* S01 F6: lessons after log-in */
void practice_choose(struct app *a);             /* S19 */
void practice_after_login(struct app *a);
const struct scenarios *practice_lessons(const struct app *a);
int practice_best(const struct app *a, size_t lesson); /* points so far; -1 never done */
void practice_begin(struct app *a, size_t lesson, bool exam);
void practice_reset(struct app *a);              /* the lesson from its start */
void practice_back(struct app *a);               /* to the newest snapshot, then the one before */
enum err practice_snapshot(struct app *a) MUST_CHECK;
void practice_hint(struct app *a);               /* Ctrl+T: the pane, then the next hint, then away */
void practice_fold(struct app *a);               /* the pane away, or back */
void practice_debrief(struct app *a);            /* ends the lesson; 讲评 */
void practice_end(struct app *a);                /* to the demo's log-in */

/* A class: its name, NULL none; words for the log-in; asking the trainer. */
const char *practice_class(const struct app *a);
void practice_class_words(const struct app *a, struct buf *out);
void practice_class_turn(struct app *a);         /* each tick */
size_t practice_fds(const struct app *a, struct wait_fd *out, size_t most); /* to wait on */
int practice_wait_ms(const struct app *a);       /* until the class has something to do; -1 */
/* Where others join, "192.168.10.5:7700", and the code for it; NULL: nowhere. */
const char *practice_place(const struct app *a, const char **code);
void practice_drawn(struct app *a);              /* the canvas is painted */
bool practice_card_fails(struct app *a);
void practice_help(struct app *a);
const char *practice_said(const struct app *a);  /* by the trainer, newest; "" nothing */
void practice_desk(struct app *a);               /* S21, for who logged in as the trainer */
struct class_floor *practice_floor(struct app *a); /* the trainer's end; NULL: no class */

/* What the pane shows; NULL: no lesson. The score as of the last turn. */
const struct lesson *practice_lesson(const struct app *a, struct lesson_score *score);
bool practice_open(const struct app *a);         /* the pane is open */

#endif
