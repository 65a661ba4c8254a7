/* SPDX-License-Identifier: MIT
 *
 * What may be done to a case after its receipt (domain.md 3): one table of acts, each with the
 * states it leads between, what it needs and the document it prints. Roles are checked by the
 * state table, persons here: who received does not examine, who examined does not decide. A special
 * procedure takes two: an examiner proposes it (TASK_PAUSE), a decider begins what was proposed or
 * refuses it; either of them ends it, so that no clock stands still waiting for the other.
 *
 *   STATE: to [reason opinion grant pause expected number collector how]      EXTEND: days reason
 *   STAGE: name act (BEGUN ENDED)                                            WAIVE: reason
 */
#ifndef ONETRIP_LIFE_H
#define ONETRIP_LIFE_H

#include "core/casework/casefile.h"

/* what an act needs */
enum {
	NEED_REASON = 1,             /* from the item's law, told to the applicant */
	NEED_OPINION = 2,
	NEED_PAUSE = 4,              /* kind and expected end */
	NEED_DAYS = 8,
	NEED_NUMBER = 16,            /* of the licence made */
	NEED_COLLECTOR = 32,         /* how and by whom it was collected */
	NEED_VERDICT = 64            /* grant or deny */
};

/* name, word, msgid, document ("" none), needs */
#define LIFE_TABLE(X)                                                                              \
	X(LIFE_ACCEPT, "accept", "Accept", "acceptance", 0)                                        \
	X(LIFE_NOT_REQUIRED, "not-required", "No permit is needed", "not-required", NEED_REASON)   \
	X(LIFE_REFUSE, "refuse", "Refuse at intake", "refusal", NEED_REASON)                       \
	X(LIFE_WITHDRAW, "withdraw", "The applicant withdraws", "withdrawal", NEED_REASON)         \
	X(LIFE_TRANSFER, "transfer", "Hand to the department", "handover", 0)                      \
	X(LIFE_ASK_PAUSE, "pause", "Propose a special procedure", "", NEED_PAUSE | NEED_REASON)    \
	X(LIFE_PAUSE, "special", "Begin the special procedure", "special", 0)                      \
	X(LIFE_RESUME, "resume", "End the special procedure", "special-result", NEED_OPINION)      \
	X(LIFE_EXTEND, "extend", "Extend the period", "extension", NEED_DAYS | NEED_REASON)        \
	X(LIFE_WAIVE, "waive", "Let unverified values stand", "", NEED_REASON)                     \
	X(LIFE_PROPOSE, "propose", "Examined: propose", "", NEED_VERDICT | NEED_OPINION)           \
	X(LIFE_GRANT, "grant", "Grant", "decision", 0)                                             \
	X(LIFE_DENY, "deny", "Deny", "decision", NEED_REASON)                                      \
	X(LIFE_READY, "ready", "The result is made", "ready", NEED_NUMBER)                         \
	X(LIFE_DELIVER, "deliver", "Hand over the result", "delivery", NEED_COLLECTOR)             \
	X(LIFE_RETRACT, "retract", "The applicant takes it back", "retraction", NEED_REASON)       \
	X(LIFE_TERMINATE, "terminate", "End without a decision", "termination", NEED_REASON)       \
	X(LIFE_REVOKE, "revoke", "Revoke", "revocation", NEED_REASON)                              \
	X(LIFE_ARCHIVE, "archive", "File away", "", 0)

enum life {
#define X(name, word, text, document, needs) name,
	LIFE_TABLE(X)
#undef X
	LIFE_COUNT
};
const char *life_word(enum life a);
const char *life_text(enum life a);     /* msgid */
const char *life_document(enum life a);
unsigned life_needs(enum life a);
/* The state it leads to; false: not from this state. GRANT: GRANTED_DEF while a paper is to come. */
bool life_leads(const struct casefile *c, enum life a, enum state *to);

/* Why an act is not open to somebody now. */
enum life_bar { BAR_NONE, BAR_STATE, BAR_ROLE, BAR_SCOPE, BAR_PERSON, BAR_UNVERIFIED, BAR_USED, BAR_RECUSED, BAR_LATE,
	BAR_ELSEWHERE, BAR_TO_COME, BAR_PASSED };
enum life_bar life_bar(const struct casefile *c, enum life a, enum role role, const char *who);
/* Who did something in person, or whose place was taken for it: neither does the next step. */
bool life_had_part(const char *who, const char by[16], const char behalf[16]);
/* Rights of which one is needed for the act as the case stands; bits 1 << enum right. */
unsigned life_rights(const struct casefile *c, enum life a);
const char *life_bar_text(enum life_bar b); /* msgid: the sentence with the way on */

struct life_args {
	const char *reason, *opinion, *number, *collector, *how; /* NULL: none */
	const char *authority;       /* that decides it instead, when the ground of a refusal says so */
	enum pause_kind pause;
	day_t expected;              /* of a pause */
	int days;                    /* of an extension: at most life_extension */
	bool grant;                  /* the proposal */
};
/* Most days of an extension: 10, of a joint case 15 (Administrative Licensing Law, art. 42);
 * calendar items: half the legal period. */
int life_extension(const struct casefile *c);
bool life_over(const struct casefile *c, day_t today); /* the legal period, else the promised one, has ended */

#endif
