/* SPDX-License-Identifier: MIT
 *
 * Acts that take two people: the first asks, another one does. Both are events of one kind in the
 * station's chain, with `act` = asked and done; the second names the first by the hash of its event.
 * A request holds for PAIR_MS.
 */
#ifndef ONETRIP_PAIR_H
#define ONETRIP_PAIR_H

#include "core/store/journal.h"

enum { PAIR_MS = 24 * 3600 * 1000, PAIR_WAIT_MS = 2000 };

struct pair {
	char by[16];                 /* who asked */
	int64_t at_ms;
	uint8_t hash[HASH_SIZE];     /* of the request */
	struct record body;
};
void pair_release(struct pair *p);

/* body: what is asked for, NULL nothing. By who is logged in; the caller checks the right. */
enum err pair_ask(struct store *s, const char *kind, const struct record *body) MUST_CHECK;
/* The newest request of that kind nobody has answered. ERR_NOTFOUND. */
enum err pair_open(struct store *s, const char *kind, struct pair *out) MUST_CHECK;
/* Answers it. ERR_NOTFOUND: nobody asked, or too long ago; ERR_DENIED: the same person asked. */
enum err pair_do(struct store *s, const char *kind, const struct record *body) MUST_CHECK;

#endif
