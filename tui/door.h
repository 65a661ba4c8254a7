/* SPDX-License-Identifier: MIT
 *
 * A socket in a folder of ours, open to the same user only; one packet a message. Neither end ever
 * waits for the other.
 */
#ifndef ONETRIP_DOOR_H
#define ONETRIP_DOOR_H

#include "core/base/record.h"

/* dir: ends with or without '/'; name: of the socket, without '/'. All return a descriptor, -1: not. */
int door_open(const char *dir, const char *name);  /* takes the place of one that ended badly */
int door_reach(const char *dir, const char *name);
int door_accept(int door);                         /* of another user: refused */
void door_remove(const char *dir, const char *name);

bool door_send(int fd, const struct record *r, size_t most); /* false: not at once, or too long */
/* OK; ERR_BUSY: nothing yet; else the other end is gone or makes no sense. out is {0} before. */
enum err door_take(int fd, struct record *out, size_t most) MUST_CHECK;

#endif
