/* SPDX-License-Identifier: MIT
 *
 * A trainee's end of a class on another machine: joins through the training exchange, tells, hears,
 * and joins again when the line was gone. Never waits once it has joined.
 */
#ifndef ONETRIP_DEMO_CLASS_LINK_H
#define ONETRIP_DEMO_CLASS_LINK_H

#include "core/demo/class_seal.h"
#include "core/demo/post.h"

/* What is told: of the first two only the newest counts; frames go when there is no more room,
 * results never do. */
enum link_slot { LINK_STATE, LINK_PICTURE, LINK_FRAME, LINK_RESULT, LINK_LEAVE };

struct class_link;

/* folder: of this machine's files, made. Takes seconds at most. ERR_PASSWORD: another code; ERR_NET:
 * nobody answers; ERR_DEMO: no training exchange; ERR_LIMIT: all seats are taken. */
enum err class_link_join(const char *place, const uint8_t key[KEY_SIZE], const char *folder,
	struct class_link **out) MUST_CHECK;
/* The same without waiting: it has joined when class_link_there. */
enum err class_link_begin(const char *place, const uint8_t key[KEY_SIZE], const char *folder,
	struct class_link **out) MUST_CHECK;
void class_link_leave(struct class_link *l);     /* may be NULL; half a second at most */

int class_link_seat(const struct class_link *l); /* 1.. */
bool class_link_there(const struct class_link *l); /* the line stands */
bool class_link_over(const struct class_link *l); /* the class does not know this seat any more */
bool class_link_anew(struct class_link *l);      /* true once after each joining */
void class_link_turn(struct class_link *l);
void class_link_tell(struct class_link *l, enum link_slot slot, const struct record *r);
bool class_link_said(struct class_link *l, struct record *out); /* out is {0} before; to be released */
size_t class_link_fds(const struct class_link *l, struct wait_fd *out, size_t most);
int class_link_wait_ms(const struct class_link *l); /* until it has something to do; -1 nothing */

#endif
