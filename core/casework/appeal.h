/* SPDX-License-Identifier: MIT
 *
 * Appeals 诉求 (12345, 12358): what becomes of one after its receipt (domain.md 4 and 9.2, A01 and
 * A02; capabilities L1 to L8). One table of acts, each with the states it leads between, who may do
 * it, what it needs and the document it prints. The state of the casefile follows: an appeal that is
 * answered is decided, one whose answer was checked with the caller is delivered.
 *
 *   APPEAL: act [unit ground reason clause text days due legal outcome number id system]
 *           number, id (hex): of another case
 *           act register, with the acceptance: kind subject unit department secret reach [number] as
 *           the form had them, for what rules propose is in no event
 *           unit: credit code; with it department: the unit as items name it
 *
 * REGISTERED (the submit) -> DISPATCHED -> SIGNED within 2 hours -> HANDLING -> REPLIED -> VISITED
 * -> RATED (the caller's own rating) -> ARCHIVED. Not taken on: NOT_ACCEPTED. A unit sends it back
 * once, with the clause; it is prolonged once; twice urged it is supervised. One of several about the
 * same is MERGED under a master and gets its answer. The caller may have it opened again in 10 days.
 */
#ifndef ONETRIP_APPEAL_H
#define ONETRIP_APPEAL_H

#include "core/base/i18n.h"
#include "core/casework/casefile.h"
#include "core/casework/deadline.h"
#include "core/store/appeal_view.h"

/* name, word in events and views, msgid */
#define APPEAL_STATE_TABLE(X)                                                                      \
	X(APPEAL_NONE, "NONE", "")                                                                 \
	X(APPEAL_REGISTERED, "REGISTERED", "To be dispatched")                                     \
	X(APPEAL_NOT_ACCEPTED, "NOT_ACCEPTED", "Not taken on")                                     \
	X(APPEAL_DISPATCHED, "DISPATCHED", "To be signed for")                                     \
	X(APPEAL_SIGNED, "SIGNED", "Signed for")                                                   \
	X(APPEAL_HANDLING, "HANDLING", "Being handled")                                            \
	X(APPEAL_REPLIED, "REPLIED", "Answered, to be visited")                                    \
	X(APPEAL_VISITED, "VISITED", "Visited, to be rated")                                       \
	X(APPEAL_RATED, "RATED", "Rated")                                                          \
	X(APPEAL_ARCHIVED, "ARCHIVED", "Filed away")                                               \
	X(APPEAL_MERGED, "MERGED", "Merged under another")                                         \
	X(APPEAL_WITHDRAWN, "WITHDRAWN", "Taken back by the caller")

enum appeal_state {
#define X(name, word, text) name,
	APPEAL_STATE_TABLE(X)
#undef X
	APPEAL_STATES
};
const char *appeal_word(enum appeal_state s);
const char *appeal_text(enum appeal_state s); /* msgid */
bool appeal_parse(const char *word, enum appeal_state *out);
/* How an appeal stands, in view_case.note: a case's states have no words for it. */
#define APPEAL_NOTE "appeal:"

/* what an act needs; who may do it */
enum {
	APPEAL_NEEDS_UNIT = 1,
	APPEAL_NEEDS_GROUND = 2,     /* code of the item's list of grounds not to accept */
	APPEAL_NEEDS_REASON = 4,
	APPEAL_NEEDS_CLAUSE = 8,     /* the rule a return rests on */
	APPEAL_NEEDS_TEXT = 16,
	APPEAL_NEEDS_DAYS = 32,
	APPEAL_NEEDS_OUTCOME = 64,
	APPEAL_NEEDS_CASE = 128      /* number of another case */
};
/* SIDE_WITH: written together with another act, never by itself. */
enum appeal_side { SIDE_DESK, SIDE_UNIT, SIDE_LEADER, SIDE_ANY, SIDE_WITH };

/* name, word, msgid, document ("" none), needs, who */
#define APPEAL_ACT_TABLE(X)                                                                        \
	X(APPEAL_REGISTER, "register", "Registered", "", 0, SIDE_WITH)                             \
	X(APPEAL_DISPATCH, "dispatch", "Dispatch to a unit", "", APPEAL_NEEDS_UNIT, SIDE_DESK)     \
	X(APPEAL_REFUSE, "refuse", "Do not take it on", "appeal-refusal", APPEAL_NEEDS_GROUND,     \
		SIDE_DESK)                                                                         \
	X(APPEAL_SIGN, "sign", "Sign for it", "", 0, SIDE_UNIT)                                    \
	X(APPEAL_RETURN, "return", "Send it back", "", APPEAL_NEEDS_REASON | APPEAL_NEEDS_CLAUSE,  \
		SIDE_UNIT)                                                                         \
	X(APPEAL_BEGIN, "begin", "Begin to handle it", "", 0, SIDE_UNIT)                           \
	X(APPEAL_EXTEND, "extend", "Prolong it", "", APPEAL_NEEDS_DAYS | APPEAL_NEEDS_REASON,      \
		SIDE_DESK)                                                                         \
	X(APPEAL_URGE, "urge", "Urge the unit", "", APPEAL_NEEDS_REASON, SIDE_DESK)                \
	X(APPEAL_SUPERVISE, "supervise", "Supervise it", "", APPEAL_NEEDS_REASON, SIDE_LEADER)     \
	X(APPEAL_REPLY, "reply", "Answer it", "appeal-reply", APPEAL_NEEDS_TEXT, SIDE_UNIT)        \
	X(APPEAL_VISIT, "visit", "Return visit", "", APPEAL_NEEDS_OUTCOME, SIDE_DESK)              \
	X(APPEAL_REOPEN, "reopen", "Open it again", "", APPEAL_NEEDS_REASON, SIDE_DESK)            \
	X(APPEAL_ARCHIVE, "archive", "File it away", "", 0, SIDE_DESK)                             \
	X(APPEAL_MERGE, "merge", "Merge under another", "", APPEAL_NEEDS_CASE, SIDE_DESK)          \
	X(APPEAL_UNMERGE, "unmerge", "Take it out again", "", APPEAL_NEEDS_REASON, SIDE_DESK)      \
	X(APPEAL_LINK, "link", "Name the case it is about", "", APPEAL_NEEDS_CASE, SIDE_DESK)      \
	X(APPEAL_UNMASK, "unmask", "Ask to see who it is", "", APPEAL_NEEDS_REASON, SIDE_ANY)      \
	X(APPEAL_ALLOW, "allow", "Allow to see who it is", "", APPEAL_NEEDS_REASON, SIDE_LEADER)   \
	X(APPEAL_ANSWERED, "answered", "Answered with the one it is merged under", "appeal-reply", \
		APPEAL_NEEDS_TEXT, SIDE_WITH)                                                      \
	X(APPEAL_JOIN, "join", "Another is merged under it", "", APPEAL_NEEDS_CASE, SIDE_WITH)     \
	X(APPEAL_PART, "part", "One is taken out again", "", APPEAL_NEEDS_CASE, SIDE_WITH)         \
	X(APPEAL_REPEATED, "repeated", "The same again within 30 days", "", APPEAL_NEEDS_CASE,     \
		SIDE_WITH)

enum appeal_act {
#define X(name, word, text, document, needs, side) name,
	APPEAL_ACT_TABLE(X)
#undef X
	APPEAL_ACTS
};
const char *appeal_act_word(enum appeal_act a);
const char *appeal_act_text(enum appeal_act a);     /* msgid */
const char *appeal_act_document(enum appeal_act a);
unsigned appeal_act_needs(enum appeal_act a);
/* The state it leads to from there; false: not from there. */
bool appeal_leads(enum appeal_state from, enum appeal_act a, enum appeal_state *to);

/* How a return visit ended: word, msgid */
#define APPEAL_OUTCOME_TABLE(X)                                                                    \
	X(APPEAL_UNVISITED, "", "")                                                               \
	X(APPEAL_SOLVED, "solved", "Settled")                                                     \
	X(APPEAL_EXPLAINED, "explained", "Explained, cannot be settled")                          \
	X(APPEAL_UNSOLVED, "unsolved", "Not settled")                                             \
	X(APPEAL_UNREACHED, "unreached", "Not reached after three calls")

enum appeal_outcome {
#define X(name, word, text) name,
	APPEAL_OUTCOME_TABLE(X)
#undef X
	APPEAL_OUTCOMES
};
const char *appeal_outcome_word(enum appeal_outcome o);
const char *appeal_outcome_text(enum appeal_outcome o); /* msgid */

enum {
	APPEAL_SIGN_MINUTES = 120,   /* of working hours */
	APPEAL_REOPEN_DAYS = 10,     /* calendar, from the answer */
	APPEAL_REPEAT_DAYS = 30,
	APPEAL_URGES = 2,            /* then it is supervised */
	APPEAL_SCOPE_DAYS = 15,      /* 12358: to say that it is not in scope; calendar */
	APPEAL_EXTENSION_12358 = 30, /* calendar; 12345: once more the days of its kind */
	APPEAL_UNIT = 24, APPEAL_SUBJECT = 184, APPEAL_NOTES = 64, APPEAL_MERGES = 64
};

/* One line of what was said along the way: urges, returns, reasons. */
struct appeal_note {
	enum appeal_act act;
	int64_t at_ms;
	char by[16];
	char *text;                  /* NULL none */
};

struct appeal {
	enum appeal_state state;
	enum appeal_state before;    /* of a merged one: where it was */
	int kind;                    /* 1 question, 2 request, 3 complaint, 4 report, 5 suggestion (code
	                                set appeal_kind); 0 not known */
	char subject[APPEAL_SUBJECT]; /* code, or the goods of a price report */
	bool secret, reach;          /* who it is is kept secret; can be called back */
	bool at_once;                /* answered while it was asked */
	char proposed[APPEAL_UNIT];  /* the unit the form proposed */
	char unit[APPEAL_UNIT];      /* dispatched to: credit code; "" not yet */
	char department[32];         /* of the unit, or of the proposed one, as items name it; "" none */
	/* wall; 0 not (in this round, since it was last opened) */
	int64_t registered_ms, dispatched_ms, signed_ms, replied_ms, visited_ms;
	int64_t sign_due_ms;
	char dispatched_by[16], signed_by[16], replied_by[16], visited_by[16];
	bool returned, supervised;
	int extended;                /* days */
	int reopened;                /* times */
	enum appeal_outcome outcome;
	char *reply;                 /* NULL none */
	char ground[16];             /* why it was not taken on; "" */
	char master[CASE_NUMBER];    /* "" not merged */
	struct uid master_id;
	struct uid merged[APPEAL_MERGES]; /* under this one */
	size_t n_merged;
	char linked[CASE_NUMBER];    /* the case it is about; "" none */
	char repeat_of[CASE_NUMBER]; /* the same person and matter within 30 days; "" */
	char asked_by[16], allowed_by[16]; /* to see who it is */
	int64_t allowed_ms;
	struct appeal_note notes[APPEAL_NOTES]; /* oldest first; the newest stay */
	size_t n_notes;
};

/* ---- what it is about ---- */

#define APPEAL_UNITS "appeal_unit"           /* code set: credit code and name */

enum hotline appeal_hotline(const struct casefile *c); /* HOTLINE_NONE: no appeal */
const char *appeal_unit(const struct casefile *c);    /* dispatched to, or proposed; "" */
const char *appeal_grounds(const struct casefile *c); /* code set of grounds not to accept */
const char *appeal_answer(const struct casefile *c, const char *field); /* "" without one */
/* The body of its register act, from a form whose rules have run. */
void appeal_register(const struct casefile *c, const char *department, struct record *out);
/* The department of a unit by the items it answers for, else its name: never longer than 31 bytes. */
const char *appeal_department(struct directory *d, const char *unit, char out[32]);
/* Who it is stays unknown wherever it is shown: asked for, or no name given. Of a draft by its form. */
bool appeal_secret(const struct casefile *c);
/* Nothing of who it is may be shown now: secret, received, and no second person allowed it today. */
bool appeal_hides(const struct casefile *c, int64_t now_ms);

/* An overdue case in words: item, promise, days late, where it stands; nobody's name. */
void appeal_summary(const struct casefile *c, day_t today, struct buf *out);
/* A field that says who calls. */
bool appeal_names(const struct field *f);
#define APPEAL_KEPT_SECRET N_("(kept secret)")

/* ---- who may ---- */

struct appeal_actor {
	enum role role;
	const char *who;
	const char *unit;            /* department his scope names; "" the hall */
};
enum appeal_bar {
	APPEAL_OPEN, APPEAL_BAR_STATE, APPEAL_BAR_ROLE, APPEAL_BAR_PERSON, APPEAL_BAR_UNIT,
	APPEAL_BAR_OWN, APPEAL_BAR_USED, APPEAL_BAR_URGES, APPEAL_BAR_LATE, APPEAL_BAR_EARLY,
	APPEAL_BAR_MASTER
};
enum appeal_bar appeal_bar(const struct casefile *c, enum appeal_act a, const struct appeal_actor *by,
	int64_t now_ms);
unsigned appeal_rights(enum appeal_act a);  /* bits 1 << enum right: any of them will do; 0: SIDE_WITH */
/* What of it holds for good, whatever the role: state, person, what is used up. */
enum appeal_bar appeal_stands(const struct casefile *c, enum appeal_act a, const char *who,
	int64_t now_ms);
const char *appeal_bar_text(enum appeal_bar b); /* msgid: the sentence with the way on */
int appeal_extension(const struct casefile *c); /* most days it may be prolonged by */

/* ---- clocks ---- */

/* The end of so many working minutes, 9:00 to 17:00 of working days. */
int64_t appeal_hours_due(int64_t from_ms, int minutes);
enum appeal_clock_kind { APPEAL_CLOCK_NONE, APPEAL_CLOCK_SIGN, APPEAL_CLOCK_SCOPE, APPEAL_CLOCK_HANDLE,
	APPEAL_CLOCK_REOPEN };
struct appeal_clock {
	enum appeal_clock_kind kind;
	int64_t due_ms;              /* the moment after which it is late */
	int minutes;                 /* of the sign clock: left, working; negative late */
	int days;                    /* left; negative late */
	enum urgency urgency;
};
/* What somebody has to do next, by when; a pure function of the case, the calendar and the moment. */
struct appeal_clock appeal_clock(const struct casefile *c, int64_t now_ms);
const char *appeal_clock_text(enum appeal_clock_kind k); /* msgid */
/* The same for the queue (deadline.h). */
size_t appeal_deadlines(const struct casefile *c, int64_t now_ms, struct deadline out[CLOCKS_MOST]);
/* The day it is to be answered by when it begins now (a reopened one), or prolonged by days. */
enum err appeal_due(const struct casefile *c, int64_t now_ms, int days, struct due *out) MUST_CHECK;

/* ---- the row of its view (store/appeal_view.h) ---- */

bool appeal_row_of(const struct casefile *c, struct appeal_row *out); /* false: no appeal, or not received */
struct rating;
void rating_row_of(const struct casefile *c, size_t n, struct rating_row *out);

/* ---- for the file of the case (casefile_inside.h) ---- */

struct fold;
enum err fold_appeal(const struct fold *f) MUST_CHECK;
enum err appeal_guard(const struct fold *f, enum state to) MUST_CHECK; /* of a STATE event */
void appeal_moved(const struct fold *f, enum state to);  /* after a STATE event */
void appeal_rated(struct casefile *c, int64_t at_ms);    /* after the return visit */
void appeal_release(struct casefile *c);

#endif
