/* SPDX-License-Identifier: MIT
 *
 * A class of programs as they are started in a training room: a trainer and up to thirty trainees, each
 * behind a terminal of its own with its own file and departments. One day of them, timed.
 */
#ifndef ONETRIP_HARNESS_PROGRAMS_H
#define ONETRIP_HARNESS_PROGRAMS_H

#include "core/base/file.h"
#include "tests/screen/harness/pty.h"

enum { PROGRAMS_MOST = 30 };

struct programs {
	size_t n;
	char dir[PATH_SIZE];         /* of the class; a live installation lies in it, too */
	struct pty *trainer, *trainees[PROGRAMS_MOST];
	struct buf *report;          /* what did not come, with the screen */
};

struct programs_took {
	int64_t start_ms;            /* until everybody has logged in */
	int64_t lesson_ms, freeze_ms, fault_ms; /* from the trainer's last key until all have it */
	int64_t turn_us, worst_us;   /* a key of the trainer while all work: median, worst of TURNS */
	size_t trainer_kb, trainee_kb; /* resident, the largest trainee */
};

/* false: the report says what was missing. */
bool programs_start(struct programs *p, size_t n, struct buf *report, struct programs_took *out);
/* A lesson to all, cards read by all at once, a fault injected, the room frozen and let go, one lesson
 * done and played again, all reset. */
bool programs_day(struct programs *p, struct programs_took *out);
void programs_stop(struct programs *p);

#endif
