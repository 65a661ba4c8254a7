/* SPDX-License-Identifier: MIT
 *
 * What the exchange keeps of cases that go from one region to another: a hand-over with its package as
 * far as it has come, and the last word of the region that decides. Only for halls that fetch their
 * list (YDTB-IN); other regions are played by answer_crossing.c. Everything is in memory and bounded.
 */
#ifndef ONETRIP_DEMO_RELAY_H
#define ONETRIP_DEMO_RELAY_H

#include "core/base/record.h"
#include "core/demo/people.h"

enum { RELAY_HANDS = 64, RELAY_HALLS = 8, RELAY_BYTES = 33 << 20, RELAY_DEMO = 3 };

struct relay_hand {
	char op[40], seal[72], from[8], to[8], number[24], item[40], holder[24], handed[24], due[16];
	char want[16], want_at[24];
	char *want_reason;           /* NULL none */
	size_t whole, head;
	struct buf package;
	struct record word;          /* of the region that decides, as it came: state, at ...; empty: none */
	bool recorded;               /* the region of receipt heard the last word */
};

struct relay;
struct relay *relay_new(void);
void relay_free(struct relay *r);
/* A hall fetches its list: from now on its hand-overs are kept for it. The first time, with a city, some
 * of that city's people come with it, received elsewhere. */
void relay_join(struct relay *r, const char *region, const struct city *city);
bool relay_joined(const struct relay *r, const char *region);
struct relay_hand *relay_find(struct relay *r, const char *op);          /* NULL none */
struct relay_hand *relay_add(struct relay *r, const char *op);           /* NULL: full */
/* The nth of a region that is not over; NULL: no more. */
struct relay_hand *relay_next(struct relay *r, const char *region, size_t n);

#endif
