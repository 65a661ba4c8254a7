/* SPDX-License-Identifier: MIT
 *
 * The parts 环节 of a joint case: one form, one set of documents, each part with its own department
 * and its own clock. What a part produces fills its field and so feeds the parts after it. A
 * refused part stops only those that need it.
 *
 *   PART: name to (DONE REFUSED) [value of the field it gives] [reason]
 */
#ifndef ONETRIP_PART_H
#define ONETRIP_PART_H

#include "core/casework/casefile.h"
#include "core/standards/workday.h"

/* name, word in events, msgid */
#define PART_STATE_TABLE(X)                                                                        \
	X(PART_IDLE, "IDLE", "Not asked for")                                                      \
	X(PART_WAITING, "WAITING", "Waits for the one before")                                     \
	X(PART_RUNNING, "RUNNING", "In hand")                                                      \
	X(PART_DONE, "DONE", "Done")                                                               \
	X(PART_REFUSED, "REFUSED", "Refused")                                                      \
	X(PART_BLOCKED, "BLOCKED", "Cannot be done any more")

enum part_state {
#define X(name, word, text) name,
	PART_STATE_TABLE(X)
#undef X
	PART_STATE_COUNT
};
const char *part_state_word(enum part_state s);
const char *part_state_text(enum part_state s); /* msgid */

/* Where a part stands. Pure: follows from the casefile, its evaluation and the calendar. */
struct part_view {
	enum part_state state;
	bool known;                  /* done before anybody acted: its result was on record already */
	int64_t begun_ms, ended_ms;  /* 0: not yet */
	struct due due, legal;       /* day DAY_NONE: no clock, or not begun */
	const char *reason, *actor;  /* borrowed; "" none */
};
struct part_view part_view(const struct casefile *c, const struct evaluation *e, size_t part);
bool parts_ended(const struct casefile *c, const struct evaluation *e); /* all that are wanted */

/* What the citizen need not do because it is one case (capability S4). */
struct spared {
	int departments;             /* counters not visited: parts of other departments, less this one */
	int materials;               /* of the baseline list, less those asked of the citizen */
	int trips;                   /* of the baseline, less this one */
	int fields;                  /* of those filled, not typed */
};
struct spared spared(const struct casefile *c, const struct evaluation *e);

#endif
