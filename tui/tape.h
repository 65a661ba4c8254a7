/* SPDX-License-Identifier: MIT
 *
 * What a trainee saw during a lesson: a ring of packed pictures in one private file (mode 0600), the
 * oldest half goes when it is full. Screens that take a password are never in it.
 */
#ifndef ONETRIP_TAPE_H
#define ONETRIP_TAPE_H

#include "core/base/buf.h"

enum { TAPE_BYTES = 8 << 20, TAPE_FRAMES = 4000 };

enum err tape_begin(const char *path) MUST_CHECK;  /* empty */
/* at_s: seconds of the lesson. */
enum err tape_add(const char *path, int at_s, const struct buf *picture) MUST_CHECK;

struct tape_frame {
	size_t at, len;              /* in the bytes */
	int at_s;
};
struct tape {
	struct buf bytes;
	struct tape_frame *frames;
	size_t n;
};
enum err tape_load(const char *path, struct tape *out) MUST_CHECK;
void tape_release(struct tape *t);

#endif
