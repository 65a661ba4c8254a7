/* SPDX-License-Identifier: MIT
 *
 * The trainer's end of a class: who sits where, how they stand, what one of them sees. Looks for new
 * seats once a second; never waits.
 */
#ifndef ONETRIP_CLASS_FLOOR_H
#define ONETRIP_CLASS_FLOOR_H

#include "tui/canvas.h"
#include "tui/classroom.h"

struct class_desk {
	int fd;                      /* -1: not there now */
	bool known, marked;
	struct class_state state;    /* as last told */
	int64_t heard_ms;            /* mono, when it last told */
	struct canvas picture;       /* of the watched one; cells NULL: none, or withheld */
};

struct class_floor {
	char dir[PATH_SIZE];         /* of the class */
	int own;                     /* the trainer's own seat: not on the floor */
	struct class_desk desks[CLASS_SEATS + 1]; /* by number, from 1 */
	int64_t looked_ms;
};

void class_floor_init(struct class_floor *f, const char *dir, int own);
void class_floor_release(struct class_floor *f);
/* What came in; true: something changed. */
bool class_floor_turn(struct class_floor *f, int64_t now_ms);
/* false: the seat is not there (any more). */
bool class_floor_order(struct class_floor *f, int seat, const struct class_order *o);
size_t class_floor_fds(const struct class_floor *f, struct wait_fd *out, size_t most);

#endif
