/* SPDX-License-Identifier: MIT
 *
 * Objections 数据异议: a citizen says that what a department has about them is wrong (domain.md
 * section 8, capability J). Acts of the stations' own chain, kind OBJECTION, so that the data
 * steward, who opens no case, can read what it is about and nothing else:
 *
 *   objection (uid, hex) to number, then
 *   RAISED: case casefile item window resource attribute field label ground effect trace fetched
 *           private (subject applicant registered claimed proof)
 *   CHECKED, FIXED, CLOSED   DECLINED, WITHDRAWN: private (reason)   SENT: [reference]
 *   ANSWERED: answer [reference] private ([value reason])   APPLIED: cases
 *
 * private is sealed under a key that goes with the case the objection was raised in (store/side.h): of a
 * deleted case nobody's value and no words are left, only that there was an objection and what became of
 * it. Older events have those pairs in the open body.
 *
 * RAISED -> CHECKED within 2 working days -> (the hall's own fault: FIXED) -> SENT within 2 more ->
 * ANSWERED within 10 -> APPLIED to open cases -> CLOSED. What was not taken up or was taken back
 * reaches the cases, too. The days are settings of the hall.
 */
#ifndef ONETRIP_OBJECTION_H
#define ONETRIP_OBJECTION_H

#include "core/casework/casefile.h"
#include "core/standards/workday.h"

/* name, word in events, msgid */
#define OBJECTION_TABLE(X)                                                                         \
	X(OBJECTION_NONE, "NONE", "")                                                              \
	X(OBJECTION_RAISED, "RAISED", "Raised, to be checked")                                     \
	X(OBJECTION_CHECKED, "CHECKED", "Checked, to be sent on")                                  \
	X(OBJECTION_DECLINED, "DECLINED", "Not taken up")                                          \
	X(OBJECTION_FIXED, "FIXED", "Own fault, mended")                                           \
	X(OBJECTION_SENT, "SENT", "With the department")                                           \
	X(OBJECTION_ANSWERED, "ANSWERED", "The department answered")                               \
	X(OBJECTION_WITHDRAWN, "WITHDRAWN", "Taken back by the citizen")                           \
	X(OBJECTION_APPLIED, "APPLIED", "Applied to open cases")                                   \
	X(OBJECTION_CLOSED, "CLOSED", "Closed")

enum objection_state {
#define X(name, word, text) name,
	OBJECTION_TABLE(X)
#undef X
	OBJECTION_STATES
};
const char *objection_word(enum objection_state s);
const char *objection_text(enum objection_state s); /* msgid */
bool objection_parse(const char *word, enum objection_state *out);
bool objection_may(enum objection_state from, enum objection_state to);

/* On what the citizen's claim rests. */
#define CLAIM_TABLE(X)                                                                            \
	X(CLAIM_ORIGINAL, "original", "Original document")                                        \
	X(CLAIM_LICENCE, "licence", "E-licence")                                                  \
	X(CLAIM_NOTICE, "notice", "Notice of a department")                                       \
	X(CLAIM_SAID, "said", "The citizen's word")

enum claim_ground {
#define X(name, word, text) name,
	CLAIM_TABLE(X)
#undef X
	CLAIM_COUNT
};
const char *claim_word(enum claim_ground g);
const char *claim_text(enum claim_ground g); /* msgid */

/* What the department said in the end: word, msgid */
#define ANSWER_TABLE(X)                                                                            \
	X(ANSWER_NONE, "", "")                                                                     \
	X(ANSWER_CONFIRMED, "confirmed", "The register is right")                                  \
	X(ANSWER_CORRECTED, "corrected", "Corrected")                                              \
	X(ANSWER_REJECTED, "rejected", "Rejected")

const char *answer_word(enum dispute_answer v);
const char *answer_words(enum dispute_answer v); /* msgid */
bool answer_parse(const char *word, enum dispute_answer *out);

enum { OBJECTION_NUMBER = 32, OBJECTION_TEXT = 160 };

/* Working days of a hall. */
struct objection_days {
	int check, forward, answer;
};
extern const struct objection_days OBJECTION_DAYS; /* 2, 2, 10 */

struct objection {
	struct uid id, casefile;
	enum objection_state state;
	char number[OBJECTION_NUMBER]; /* "YY-260316-A03-01" */
	char case_number[CASE_NUMBER], item[ITEM_CODE], window[8];
	char subject[SUBJECT_SIZE];  /* whose value it is */
	char applicant[201];
	char resource[16], attribute[64];
	char field[64], label[96];   /* of the form it was raised from */
	char *registered, *claimed;  /* canonical values of that field */
	enum claim_ground ground;
	char proof[OBJECTION_TEXT];  /* which document */
	enum dispute_effect effect;
	char trace[ASK_TRACE];       /* of the answer that gave the value */
	int64_t fetched_ms;
	int64_t raised_ms, checked_ms, sent_ms, answered_ms, changed_ms; /* wall; 0 never */
	enum dispute_answer answer;
	char *value;                 /* what it is corrected to; NULL none */
	char reason[OBJECTION_TEXT], reference[64]; /* the department's */
	char raised_by[16], changed_by[16];
	int cases;                   /* the answer was applied to so many */
	bool erased;                 /* its case was deleted: what is personal is "" */
};

enum err objection_fold(struct objection *o, const struct event *e) MUST_CHECK;
void objection_release(struct objection *o);     /* wipes */
/* The value is in dispute: until closed. */
bool objection_open(const struct objection *o);
/* Adds the part as the pair "private"; nothing in it: adds none. Errors as side_seal. */
enum err objection_seal(struct store *s, const struct uid *casefile, const struct record *personal,
	struct record *out) MUST_CHECK;
/* The body of its RAISED event; what is personal goes into a part of its own (store/side.h). */
void objection_put(const struct objection *o, struct record *out, struct record *personal);
void objection_number(day_t day, const char *window, int serial, char out[OBJECTION_NUMBER]);

/* What has to happen by when; a pure function of the objection, the days and the calendar. */
struct objection_clock {
	bool running;
	struct due due;
	int left;                    /* working days; 0 today, negative late */
};
enum err objection_clock(const struct objection *o, const struct objection_days *days, day_t today,
	struct objection_clock *out) MUST_CHECK;
/* When the citizen is told at the latest, from the day it was raised on. */
enum err objection_latest(const struct objection *o, const struct objection_days *days,
	struct due *out) MUST_CHECK;

/* ---- all of them ---- */

struct objections;

struct objections *objections_new(struct store *s, const struct objection_days *days);
void objections_free(struct objections *o);
void objections_forget(struct objections *o);    /* wipes: when locking */
/* Takes what was recorded since. ERR_LOCKED: nobody is logged in, or without class A. */
enum err objections_refresh(struct objections *o) MUST_CHECK;
size_t objections_all(const struct objections *o, const struct objection *const **out); /* oldest first */
const struct objection *objections_find(const struct objections *o, const struct uid *id);
const struct objection_days *objections_days(const struct objections *o);
/* The open one about this value of this person (or firm); NULL none. */
const struct objection *objections_about(const struct objections *o, const char *subject,
	const char *resource, const char *attribute);
/* Serial for the next number of this window today. */
int objections_serial(const struct objections *o, const char *window, day_t day);
/* How many are open, and late, about a resource. */
size_t objections_count(const struct objections *o, const char *resource);

/* What the steward, or who raised it, records. Strings may be NULL. */
struct objection_terms {
	const char *reason, *reference, *value;
	enum dispute_answer answer;
};
/* ERR_STATE: not from where it stands; ERR_INCOMPLETE: DECLINED and WITHDRAWN need a reason, ANSWERED
 * an answer, with CORRECTED a value, with REJECTED a reason. ERR_DENIED: by the steward only, but
 * WITHDRAWN and CLOSED also by who may raise. */
enum err objections_move(struct objections *o, const struct uid *id, enum objection_state to,
	const struct objection_terms *t) MUST_CHECK;

#endif
