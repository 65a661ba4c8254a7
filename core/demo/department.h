/* SPDX-License-Identifier: MIT
 *
 * The departments behind the demo exchange: how fast each answers and what ails it. Lessons and
 * tests change both while it runs.
 */
#ifndef ONETRIP_DEMO_DEPARTMENT_H
#define ONETRIP_DEMO_DEPARTMENT_H

#include "core/demo/answer.h"

/* word in /control and on command lines, msgid. The verdict it leads to: test_demo_dialects.c. */
#define AILMENT_TABLE(X)                                                                           \
	X(AILMENT_UP, "up", "well again")                                                          \
	X(AILMENT_SLOW, "slow", "slow, 4 seconds")                                                 \
	X(AILMENT_SILENT, "silent", "takes the question and never answers")                        \
	X(AILMENT_DOWN, "down", "down")                                                            \
	X(AILMENT_REFUSE, "refuse", "says no: the grant was withdrawn")                            \
	X(AILMENT_BUSY, "busy", "too busy now (503)")                                              \
	X(AILMENT_QUOTA, "quota", "the day's quota is used up (429)")                              \
	X(AILMENT_CUT, "cut", "half of the answer, as if it were whole")                           \
	X(AILMENT_EMPTY, "empty", "an answer without a word in it")                                \
	X(AILMENT_PAGE, "page", "a web page instead of the answer")                                \
	X(AILMENT_WRONG, "wrong", "answers about somebody else")                                   \
	X(AILMENT_PARTIAL, "partial", "every second field is missing")

enum ailment {
#define X(name, word, text) name,
	AILMENT_TABLE(X)
#undef X
		AILMENT_COUNT
};
const char *ailment_word(enum ailment a);
const char *ailment_text(enum ailment a); /* msgid */

enum { DEPARTMENTS = 32, LATENCY_MAX_MS = 60000, LATENCY_SLOW_MS = 4000, DEPARTMENT_SIZE = 24 };

struct department {
	const char *name; /* 公安 */
	enum ailment ailment;
	int usual_ms; /* from the seed, 50 to 600 */
	int latency_ms;
};

/* What the gateways before them have issued last; ends by clock_now_ms. */
struct gates {
	char request[40], refresh[40]; /* zjgw; "" none */
	int64_t request_end_ms, refresh_end_ms;
	struct issued {
		char secret[40];
		int64_t end_ms;
	} national[SERVICE_COUNT]; /* each service has its own */
	uint64_t serial;
};

struct relay;

struct departments {
	struct department list[DEPARTMENTS];
	size_t n;
	struct gates gates;
	struct relay *relay; /* cases between regions, of whoever set it; NULL: none */
};

void departments_init(struct departments *all, uint64_t seed);
struct department *department_find(struct departments *all, const char *name); /* or NULL */

/* latency_ms < 0: the usual one (for slow: 4 s). ERR_NOTFOUND no such department, ERR_INPUT a
 * state or latency that does not exist. */
enum err department_set(
	struct departments *all, const char *name, const char *state, int latency_ms) MUST_CHECK;
void departments_list(const struct departments *all, struct json_out *o);

#endif
