/* SPDX-License-Identifier: MIT
 *
 * The clocks of a casefile (domain.md 4): notice, promised, legal, stage, and the days by which a
 * deferred paper comes and a pledge is verified. Each is a pure function of the calendar, the
 * events (receipt, acceptance, pauses, extension) and the moment asked about; no order of pauses
 * changes a result. After hours the first day is the next working day (workday.h, rule B), unless that
 * rule was off when the case was received.
 */
#ifndef ONETRIP_DEADLINE_H
#define ONETRIP_DEADLINE_H

#include "core/casework/casefile.h"
#include "core/standards/workday.h"

enum { NOTICE_DAYS = 5, VERIFY_DAYS = 30, CLOCKS_MOST = 24 };

/* name, word in views, msgid */
#define CLOCK_TABLE(X)                                                                             \
	X(CLOCK_NOTICE, "NOTICE", "To tell what is missing")                                       \
	X(CLOCK_FIX, "FIX", "To complete")                                                         \
	X(CLOCK_PROMISED, "PROMISED", "Promised")                                                  \
	X(CLOCK_LEGAL, "LEGAL", "By law")                                                          \
	X(CLOCK_STAGE, "STAGE", "Stage")                                                           \
	X(CLOCK_DEFER, "DEFER", "Paper to come")                                                   \
	X(CLOCK_DELIVER, "DELIVER", "To hand over")

enum clock_kind {
#define X(name, word, text) name,
	CLOCK_TABLE(X)
#undef X
	CLOCK_KIND_COUNT
};
const char *clock_kind_word(enum clock_kind k);
const char *clock_kind_text(enum clock_kind k); /* msgid */

/* Green; yellow with less than 1,440 minutes or a fifth of the period left; red past due. */
enum urgency { URGENCY_NONE, URGENCY_GREEN, URGENCY_YELLOW, URGENCY_RED };
const char *urgency_text(enum urgency u);       /* msgid */

struct deadline {
	enum clock_kind kind;
	const char *label, *label_en; /* of a stage or a deferred paper; "" else */
	day_t due;                    /* last day; while a pause runs: if it ended today, so it may move on */
	int total, left;              /* days of its unit, left until that day; left < 0: past due */
	bool working;                 /* unit */
	bool stopped;                 /* a pause is running */
	bool provisional;             /* outside of the published calendar */
	enum urgency urgency;
};

/* All clocks that run at now_ms, the binding one (first to end of promised and legal) first, then by
 * due day. Returns how many, at most CLOCKS_MOST. */
size_t deadlines(const struct casefile *c, int64_t now_ms, struct deadline out[CLOCKS_MOST]);
/* The end of a period that began then, with the pauses of the casefile and its extension. */
enum err deadline_of(const struct casefile *c, const struct period *p, int64_t from_ms, int64_t now_ms,
	struct due *out) MUST_CHECK;

#endif
