/* SPDX-License-Identifier: MIT
 *
 * What the hall asked departments today: the newest answers of all windows, out of the journal, a
 * slice a turn. Nobody's data is in them: resource, who asked, verdict, hashes, request number.
 */
#ifndef ONETRIP_CALLS_H
#define ONETRIP_CALLS_H

#include "core/exchange/ask.h"
#include "core/store/journal.h"

enum { CALLS_KEPT = 500, CALLS_SLICE = 64 };

struct call {
	int64_t at_ms;
	char resource[16], operator_id[16];
	enum outcome outcome;
	char code[ASK_CODE], trace[ASK_TRACE];
	int took_ms;
	uint8_t request[HASH_SIZE], body[HASH_SIZE];
	struct uid casefile;
};

struct calls;

struct calls *calls_new(struct store *s);        /* borrows */
void calls_free(struct calls *c);
/* Reads on; false: nothing more for now, or nothing can be read (calls_blind). */
bool calls_step(struct calls *c);
bool calls_blind(const struct calls *c);         /* whoever looks holds no keys of cases */
size_t calls_count(const struct calls *c);
const struct call *calls_at(const struct calls *c, size_t i); /* 0: the newest */
/* Cases whose last question to a resource of this department brought no answer. */
size_t calls_waiting(const struct calls *c, const struct catalog *catalog, const struct gateway *o,
	const char *department);             /* department NULL: of the whole gateway */

#endif
