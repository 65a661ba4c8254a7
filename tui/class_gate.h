/* SPDX-License-Identifier: MIT
 *
 * The training exchange of a class: joins trainees of other machines, keeps a door here for each, and
 * passes on between the two. It is a process of its own beside the trainer's program: what comes from
 * the network is taken apart here, field by field, and only what makes sense goes through a door.
 */
#ifndef ONETRIP_CLASS_GATE_H
#define ONETRIP_CLASS_GATE_H

#include "core/demo/server.h"
#include "tui/classroom.h"

enum { GATE_LOST_MS = 8000 /* so long silent: the door closes, the seat stays */,
	GATE_PASS_MS = 40 /* at most so often is the trainer told about one seat */ };

struct gate;

/* dir: of the class on this machine. hook: to be given to the server. */
enum err gate_new(const char *dir, const uint8_t key[KEY_SIZE], struct gate **out) MUST_CHECK;
void gate_free(struct gate *g);
const struct class_hook *gate_hook(const struct gate *g);
/* Doors and lost seats; after each wait. */
void gate_turn(struct gate *g);
size_t gate_fds(const struct gate *g, struct wait_fd *out, size_t most);
int gate_wait_ms(const struct gate *g);          /* until it has something to do by itself */

#endif
