/* SPDX-License-Identifier: MIT
 *
 * What the footer promises: each of its keys does something where it stands there. Each is pressed in
 * a copy of the process that can write no file, so the play goes on as if nobody had.
 */
#ifndef ONETRIP_HARNESS_OFFERED_H
#define ONETRIP_HARNESS_OFFERED_H

#include "core/base/buf.h"
#include "tui/app.h"

enum { OFFERS_SEEN = 256 };

/* Screens with the keys they offered, so that each is tried once a play. */
struct offers {
	struct offers_seen {
		const char *screen;
		unsigned keys;           /* bit n: Fn */
	} seen[OFFERS_SEEN];
	size_t n;
};

/* false: a key without effect, named in out. */
bool offered_works(struct offers *o, struct app *a, struct buf *out);

#endif
