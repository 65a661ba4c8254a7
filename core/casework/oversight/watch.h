/* SPDX-License-Identifier: MIT
 *
 * Machine supervision 电子监察 (capability Q4): one table of rules over the events of a hall, each of
 * one of four kinds. A rule sees an event and the casefile as it was just before, so what it says
 * needs nothing but the journal and is the same whenever it is asked. What it finds stays found; a
 * supervisor answers it, and that is an event too -
 *   WATCH: rule event (hash, hex) verdict text [number]
 */
#ifndef ONETRIP_WATCH_H
#define ONETRIP_WATCH_H

#include "core/casework/casefile.h"
#include "core/store/operator.h"

/* name, msgid */
#define WATCH_KIND_TABLE(X)                                                                        \
	X(WATCH_ORDER, N_("Order"))                                                                \
	X(WATCH_TIME, N_("Time"))                                                                  \
	X(WATCH_AUTHORITY, N_("Authority"))                                                        \
	X(WATCH_CONTENT, N_("Substance"))

enum watch_kind {
#define X(name, text) name,
	WATCH_KIND_TABLE(X)
#undef X
	WATCH_KINDS
};
const char *watch_kind_text(enum watch_kind k); /* msgid */

/* name, word in events and on the command line, kind, msgid: what was found, msgid: what it rests on */
#define WATCH_TABLE(X)                                                                             \
	X(WATCH_REFUSED, "order", WATCH_ORDER, "An act the case did not allow",                    \
		"Table of states and transitions")                                                 \
	X(WATCH_CLOCK_BACK, "clock-back", WATCH_ORDER, "The clock of the station was set back",    \
		"Acts stand in the order they were made")                                          \
	X(WATCH_SILENCE, "silence", WATCH_TIME, "Accepted by silence",                             \
		"Administrative Licensing Law, art. 32: told within five working days")            \
	X(WATCH_LATE, "late", WATCH_TIME, "Decided after its day", "The period that was promised") \
	X(WATCH_LATE_EXTENSION, "late-extension", WATCH_TIME, "Extended after the period had ended", \
		"Administrative Licensing Law, art. 42")                                           \
	X(WATCH_LATE_DELIVERY, "late-delivery", WATCH_TIME, "Handed over late",                    \
		"Administrative Licensing Law, art. 44: within ten days of the decision")          \
	X(WATCH_UNANSWERED, "unanswered", WATCH_TIME, "A task nobody answered in time",            \
		"Each task has a day")                                                             \
	X(WATCH_TAKEN_LATE, "taken-late", WATCH_TIME, "Another region's case taken in late",       \
		"Administrative Licensing Law, art. 32: told within five working days")            \
	X(WATCH_AWAY_TAKEN_LATE, "away-taken-late", WATCH_TIME, "Taken in late by another region",  \
		"Administrative Licensing Law, art. 32: told within five working days")            \
	X(WATCH_AWAY_LATE, "away-late", WATCH_TIME, "Decided by another region after its day",     \
		"The period that was promised")                                                    \
	X(WATCH_SAME_HAND, "same-hand", WATCH_AUTHORITY, "Decided by who received or examined it", \
		"Receiving and deciding are apart")                                                \
	X(WATCH_NO_RIGHT, "no-right", WATCH_AUTHORITY, "An act outside the actor's role",          \
		"Table of roles and rights")                                                       \
	X(WATCH_STRANGER, "stranger", WATCH_AUTHORITY, "An act of nobody who works here",          \
		"Operators of this journal")                                                       \
	X(WATCH_REVEAL, "reveal", WATCH_AUTHORITY, "Personal data shown without a case",           \
		"Personal Information Protection Law, art. 6: for a purpose only")                 \
	X(WATCH_SECOND_NOTICE, "second-notice", WATCH_CONTENT, "Told twice what was missing, no reason given", \
		"Administrative Licensing Law, art. 32: once and completely")                      \
	X(WATCH_PAPER, "paper", WATCH_CONTENT, "Accepted though a paper was missing",              \
		"List of documents of the item")                                                   \
	X(WATCH_UNVERIFIED, "unverified", WATCH_CONTENT, "Decided on values nobody verified",      \
		"Values keyed in while a department was silent are asked again")

enum watch_rule {
#define X(name, word, kind, text, basis) name,
	WATCH_TABLE(X)
#undef X
	WATCH_RULES
};
const char *watch_word(enum watch_rule r);
const char *watch_text(enum watch_rule r);  /* msgid */
const char *watch_basis(enum watch_rule r); /* msgid */
enum watch_kind watch_kind_of(enum watch_rule r);

/* name, word, msgid */
#define WATCH_VERDICT_TABLE(X)                                                                     \
	X(WATCH_OPEN, "", "Not answered")                                                          \
	X(WATCH_EXPLAINED, "explained", "There was a reason")                                      \
	X(WATCH_MENDED, "mended", "It was put right")                                                     \
	X(WATCH_PASSED_ON, "passed-on", "Passed on to who answers for it")

enum watch_verdict {
#define X(name, word, text) name,
	WATCH_VERDICT_TABLE(X)
#undef X
	WATCH_VERDICTS
};
const char *watch_verdict_text(enum watch_verdict v); /* msgid */

enum { WATCH_MOST = 5000, WATCH_DETAIL = 96, WATCH_ANSWER = 200 };

struct watch_finding {
	enum watch_rule rule;
	struct uid casefile;         /* none: an act of the station */
	char number[CASE_NUMBER], actor[16];
	int64_t at_ms;
	uint8_t event[HASH_SIZE];
	char detail[WATCH_DETAIL];   /* days, states, names of fields; nobody's data */
	char label[WATCH_DETAIL], label_en[WATCH_DETAIL]; /* of the field or paper named there; "" none */
	enum watch_verdict verdict;
	char answered_by[16], answer[WATCH_ANSWER];
	int64_t answered_ms;
};

/* One look through the journal from from_ms to before to_ms, in small steps. */
struct watch;
enum err watch_new(struct store *s, item_finder find, void *ctx, int64_t from_ms, int64_t to_ms,
	struct watch **out) MUST_CHECK;                           /* borrows; ERR_LOCKED, ERR_DENIED */
void watch_free(struct watch *w);
/* Goes on for about so long; *whole: everything was looked at. */
enum err watch_step(struct watch *w, int ms, bool *whole) MUST_CHECK;
/* Newest first once it is whole; the first WATCH_MOST of them. The counts know all. */
size_t watch_findings(const struct watch *w, const struct watch_finding **out);
size_t watch_count(const struct watch *w, enum watch_rule r, size_t *open);
uint64_t watch_seen(const struct watch *w, uint64_t *cases); /* events, casefiles looked at */
/* By a supervisor, who is not the actor; ERR_DENIED, ERR_INPUT: no words, ERR_STATE: answered. */
enum err watch_answer(struct watch *w, size_t finding, enum watch_verdict v, const char *text) MUST_CHECK;

#endif
