/* SPDX-License-Identifier: MIT
 *
 * A casefile 办件: what happened, folded from its events. casefile_apply is the only place that
 * interprets events; it is pure and refuses what the state table does not allow.
 *
 * Events (kind: body; any body may have keys: data keys pressed since the last act) -
 *   OPEN: number window operator subject proof [object: legal, anonymous (subject is "")]
 *   IDENTITY: verdict (1 the applicant is here, 2 somebody for them) proof [number: of who is here]
 *   ITEM: code name hash [keep: 1 the answers stay, it is another version of the item]
 *   LEVEL: level (2 3) proof            the counter raised how surely the applicant is known; level.h
 *   DUPLICATE: choice [of reason]
 *   ASK: resource item basis trace [holder]             EVIDENCE: see casefile_evidence.c
 *   FIELD: name value origin [resource evidence registered reason unverified confirmed none at actor]
 *          the whole answer as it stands afterwards; evidence: op_id of its EVIDENCE
 *   REFUSE: resource act (refuse allow)  the citizen does not want this source used; no value and no
 *          paper rests on it, and it is not asked again
 *   ROW: repeat act (add remove: before, of row `at`; held: a department gave `rows`) [at rows resource]
 *   EXCUSE: field check (from 0) value reason           a warning is passed; reason "" takes it back
 *   MATERIAL: name mark way due actual [until note source resource hand had level valid pending
 *          defect wrong mend corrected scans]
 *   NOTICE: n told until [form reason]                   told: names of materials, blank separated
 *   DISPUTE: objection (number) id act (raise, carry, answer, close) field resource attribute effect
 *          [answer value]   a shared value is in dispute; see objection.h
 *   DEMAND: reason                                       a second notice is asked of the supervisor
 *   STATE: to [hours (any: without the after-hours rule) reason authority asked (who proposed) query due legal provisional situation hidden: answers left out, blank separated]
 *   SLIP: document copies columns hash bytes
 *   PRINT: document hash copy printer result (ok failed)            REVEAL: screen      NOTE: text
 *   CLAIM: [from]   takes it, from somebody: with the right to       RELEASE   gives it back
 *   ASSIGN: to ("" nobody) [window] [reason]            URGE: [reason]      REPLY: reason (to a light)
 *   UNDO: of (op_id, hex)   takes back the newest ASSIGN, URGE or EXTEND within UNDO_MS
 *   TASK: kind [subject due text system expected]     ANSWER: n result (ok failed) [text]     ESCALATE: n
 *   OPINION: department verdict text    (casefile_tasks.c)
 *   BRANCH: what was entered after the case had been taken over; branch.h
 *   CROSSING: see crossing.h        INWARD: see inward.h
 *   RATE RATING: see rating.h           APPEAL: see appeal.h           PAIR: see pair.h           ARRIVED: see transfer.h
 *   for in any body: whose place the actor took (recusal.h)
 *   MOVED: clock told now [provisional]   a changed calendar; moving.h
 *   system in any body: 1 when nobody pressed a key for it, the clock did
 */
#ifndef ONETRIP_CASEFILE_H
#define ONETRIP_CASEFILE_H

#include "core/casework/state.h"
#include "core/exchange/ask.h"
#include "core/exchange/catalog.h"
#include "core/form/draft.h"
#include "core/standards/workday.h"
#include "core/store/journal.h"
#include "core/store/view.h"

enum { UNDO_MS = 30000, WITHDRAW_MS = 5 * 60 * 1000 /* of what was done at once */, SPOT_ONE_IN = 20 };
enum { CASE_REFUSED = 16 };
enum { CASE_EVIDENCE = 2000, CASE_SLIPS = 64, SUBJECT_SIZE = 32 };

/* How identity was proven (capability A2); word in events. */
#define PROOF_TABLE(X)                                                                             \
	X(PROOF_READER, "reader", "Card reader")                                                   \
	X(PROOF_SEEN, "seen", "Original seen")                                                     \
	X(PROOF_ACCOUNT, "account", "Unified account")                                             \
	X(PROOF_AGENT, "agent", "Agent")                                                           \
	X(PROOF_NONE, "none", "Without a name")

enum proof {
#define X(name, word, text) name,
	PROOF_TABLE(X)
#undef X
	PROOF_COUNT
};
const char *proof_text(enum proof p); /* msgid */
const char *proof_word(enum proof p);
bool proof_parse(const char *word, enum proof *out);

/* What a kept answer, or a value that rests on one, is worth when it is looked at again: word, msgid */
#define BOND_TABLE(X)                                                                              \
	X(BOND_NONE, "-", "-")                                                                     \
	X(BOND_OK, "ok", "Holds")                                                                  \
	X(BOND_CHANGED, "changed", "Changed")                                                      \
	X(BOND_MISSING, "missing", "Not kept")

enum bond {
#define X(name, word, text) name,
	BOND_TABLE(X)
#undef X
	BOND_COUNT
};
const char *bond_word(enum bond b);
const char *bond_text(enum bond b); /* msgid */

struct evidence {
	uint8_t event[HASH_SIZE];
	struct uid op;               /* its act: what FIELD events name */
	char resource[16];
	char holder[SUBJECT_SIZE];   /* whom it is about; "" the applicant */
	char *asked;                 /* what else the question carried (address, plate); NULL none */
	uint8_t form[HASH_SIZE];     /* the item it was asked for; zero: the identity check */
	enum outcome outcome;
	char code[32], text[ASK_TEXT], trace[ASK_TRACE];
	char receipt[ASK_RECEIPT];   /* the gateway's seal on its answer; "" none */
	int64_t at_ms;               /* when the answer came */
	int took_ms;
	uint8_t request_hash[HASH_SIZE], body_hash[HASH_SIZE];
	enum bond body;              /* of the bytes kept with it against body_hash; NONE: no answer */
	int dropped;                 /* attributes that came with it and were not asked for */
	struct record *rows;
	size_t n_rows;
};

/* 待补, 免提交 held by a department, 已核验 checked or seen, 容缺 deferred, 承诺 pledged, not asked */
enum mark { MARK_MISSING, MARK_EXEMPT, MARK_VERIFIED, MARK_DEFERRED, MARK_PLEDGED, MARK_IDLE };
const char *mark_word(enum mark m);
const char *mark_text(enum mark m); /* msgid */
bool mark_parse(const char *word, enum mark *out);

/* How a paper was taken: shown and given back, kept, as a copy, as a file. */
#define HAD_TABLE(X)                                                                               \
	X(HAD_NOTHING, "", "")                                                                     \
	X(HAD_SEEN, "seen", "Original seen and given back")                                        \
	X(HAD_KEPT, "kept", "Original kept")                                                       \
	X(HAD_COPY, "copy", "Copy kept")                                                           \
	X(HAD_FILE, "file", "File kept")

enum had {
#define X(name, word, text) name,
	HAD_TABLE(X)
#undef X
	HAD_COUNT
};
const char *had_word(enum had h);
const char *had_text(enum had h); /* msgid */
bool had_parse(const char *word, enum had *out);

/* The verdict on a paper that is not there or does not do: word, then msgids for the citizen: what
 * is wrong, how to mend it. */
#define DEFECT_TABLE(X)                                                                            \
	X(DEFECT_NONE, "", "", "")                                                                 \
	X(DEFECT_ABSENT, "ABSENT", "not brought", "Hand it in")                           \
	X(DEFECT_SHORT, "SHORT", "fewer copies than needed", "Bring the copies that are missing")  \
	X(DEFECT_EXPIRED, "EXPIRED", "no longer in force", "Bring one that is in force")           \
	X(DEFECT_UNREADABLE, "UNREADABLE", "cannot be read", "Take or copy it again, every word readable") \
	X(DEFECT_DIFFERS, "DIFFERS", "differs from your ID document",                              \
		"Have it corrected, or bring what proves the change")                              \
	X(DEFECT_PARTIAL, "PARTIAL", "pages or entries are missing",                               \
		"Add what is missing; the rest may stay as it is")                                 \
	X(DEFECT_UNSIGNED, "UNSIGNED", "not signed or sealed", "Sign or seal it; the rest may stay as it is") \
	X(DEFECT_WRONG, "WRONG", "another document than the one needed", "Bring the one named here") \
	X(DEFECT_OTHER, "OTHER", "does not meet the requirement", "Mend what is named here")

enum defect {
#define X(name, word, wrong, mend) name,
	DEFECT_TABLE(X)
#undef X
	DEFECT_COUNT
};
const char *defect_word(enum defect x);
const char *defect_wrong(enum defect x); /* msgid */
const char *defect_mend(enum defect x);  /* msgid */
bool defect_parse(const char *word, enum defect *out);

enum { DEFECT_TEXT = 160, MATERIAL_SCANS = 8 };

struct material_mark {
	enum mark mark;
	unsigned way;                /* one WAY_* */
	enum had had;                /* of a paper; HAD_NOTHING when none was taken */
	day_t until;                 /* of a deferred one */
	int due, actual;             /* copies */
	char note[64];
	char source[160];            /* what proves it, ready to show: "BDC-01" row words; may be "" */
	char resource[16];
	char level;                  /* of an e-licence 'A'..'D', of what the hall verified 'B'; 0 */
	day_t valid_to;              /* of what proves it; DAY_NONE: none or not known */
	bool pending;                /* let through while the credit is not known: 待核 */
	enum defect defect;          /* the clerk's verdict; DEFECT_NONE: not judged or good */
	char wrong[DEFECT_TEXT], mend[DEFECT_TEXT]; /* "": the defect's own words */
	bool corrected;              /* put right on the spot: no completion, no second trip */
	uint8_t scans[MATERIAL_SCANS][HASH_SIZE]; /* files kept for it, BLAKE2b-256 */
	int n_scans;
	int64_t at_ms;
	bool by_hand;                /* chosen by the clerk, not computed */
};

/* What became of one part of a joint case; see part.h. */
struct part_mark {
	bool refused;
	int64_t at_ms;               /* 0: nothing yet */
	char *reason;                /* NULL none */
	char actor[16];
};

/* A clock stopped: special procedure and whatever else the item lists. */
struct pause_mark {
	enum pause_kind kind;
	int64_t from_ms, to_ms;      /* to 0: it runs */
	day_t expected;              /* announced end; DAY_NONE not said */
	char *reason;                /* NULL none */
};

struct life_words {
	char *reason, *opinion, *number, *collector, *how; /* NULL none */
	char *authority;             /* that decides it instead; NULL none */
	bool grant;                  /* what the examiner proposed */
};

struct stage_mark {
	int64_t begun_ms, ended_ms;  /* 0: not yet */
};

/* An act of the queue as it was before, so that it can be taken back. */
struct queue_act {
	struct uid op;               /* none: nothing can be taken back */
	char kind[EVENT_KIND], holder[16], window[8];
	int urged, extension;
	int64_t urged_ms, at_ms;
	day_t due, legal_due;
};

/* What the queue knows of a case. */
struct queue_mark {
	char holder[16];             /* whose turn it is; "" nobody's yet */
	int urged;
	int64_t urged_ms, replied_ms; /* 0 never */
	bool twin;                   /* taken although a like case was known */
	bool spot;                   /* drawn for a spot check */
	struct queue_act last;
};

/* What somebody owes this case by a day: proposals of the clock and checks of pledges. Word in events and in the view's note, msgid, days to answer (calendar; negative:
 * working), right of who answers. */
#define TASK_TABLE(X)                                                                              \
	X(TASK_WITHDRAW, "lapsed", "The completion lapsed: withdraw the case", -5, RIGHT_TAKEOVER) \
	X(TASK_TERMINATE, "ending", "A paper or pledge did not hold: end the case", -5, RIGHT_DECIDE) \
	X(TASK_VERIFY, "verify", "Verify what was pledged", 30, RIGHT_EXAMINE)                     \
	X(TASK_REVOKE, "revoking", "A pledge does not hold: revoke", -5, RIGHT_DECIDE)             \
	X(TASK_LAPSE, "lapse", "A paper never came: revoke what was granted", -5, RIGHT_DECIDE)    \
	X(TASK_CREDIT, "credit", "Ask for the credit: a paper was let through without it", -5,     \
		RIGHT_EXAMINE)                                                                     \
	X(TASK_PAUSE, "pausing", "Special procedure proposed: confirm or refuse", -2, RIGHT_DECIDE) \
	X(TASK_APPEAL, "appeal", "Overdue: register the drafted appeal or drop it", -5, RIGHT_TAKEOVER)

enum task_kind {
#define X(name, word, text, days, right) name,
	TASK_TABLE(X)
#undef X
	TASK_COUNT
};

enum { CASE_TASKS = 64, TASK_SUBJECT = 64, CASE_OPINIONS = 64 };

struct task {
	enum task_kind kind;
	char subject[TASK_SUBJECT];  /* name of a material; of an appeal the day that passed; word of a
	                              * special procedure; "" the case */
	int64_t opened_ms, answered_ms; /* answered 0: open */
	day_t due;                   /* last day for the answer; DAY_NONE none */
	bool failed, escalated;
	char by[16];                 /* who answered */
	char asked_by[16], asked_for[16]; /* who proposed it and in whose place, when a person did */
	day_t expected;              /* of a special procedure: its end; DAY_NONE */
	char *text;                  /* NULL none */
	char *draft;                 /* of an appeal: the summary that was drafted; of a special
	                              * procedure: why; NULL none */
};

/* What a department or an expert says in the examination (capability H7). */
#define VERDICT_TABLE(X)                                                                           \
	X(VERDICT_AGREE, "agree", "Agrees")                                                        \
	X(VERDICT_CONDITION, "condition", "Agrees on a condition")                                 \
	X(VERDICT_AGAINST, "against", "Is against it")

enum verdict_kind {
#define X(name, word, text) name,
	VERDICT_TABLE(X)
#undef X
	VERDICT_COUNT
};

struct case_opinion {
	enum verdict_kind verdict;
	char department[64], by[16];
	char *text;
	int64_t at_ms;
};

struct slip_kept {
	char document[32];
	uint8_t hash[HASH_SIZE];     /* BLAKE2b-256 of the bytes */
	char *bytes;
	size_t len;
	int columns, copies;
	int printed;                 /* confirmed prints so far */
};

/* The form before its item was published anew: what the upgrade may be undone to. */
struct former {
	const struct item *item;
	struct draft draft;
	struct material_mark *chosen;
	int *held;
};

/* What an objection means for the case it was raised in: word, msgid */
#define EFFECT_TABLE(X)                                                                            \
	X(EFFECT_REPLACE, "replace", "Goes on with the claimed value")                             \
	X(EFFECT_WAIT, "wait", "Goes on, decided after the answer")                                \
	X(EFFECT_NONE, "none", "Is not touched by it")

enum dispute_effect {
#define X(name, word, text) name,
	EFFECT_TABLE(X)
#undef X
	EFFECT_COUNT
};
const char *effect_word(enum dispute_effect e);
const char *effect_text(enum dispute_effect e); /* msgid */
bool effect_parse(const char *word, enum dispute_effect *out);

enum dispute_answer { ANSWER_NONE, ANSWER_CONFIRMED, ANSWER_CORRECTED, ANSWER_REJECTED, ANSWER_COUNT };

/* A shared value of this case that somebody objected to. */
struct dispute {
	struct uid objection;
	char number[32];
	char field[64], resource[16], attribute[64];
	enum dispute_effect effect;
	bool own;                    /* raised in this case; else it came with the value */
	bool closed;
	enum dispute_answer answer;
	int64_t answered_ms;
	char *value;                 /* what it was corrected to; NULL */
};

/* What was decided about a pair of cases: word, msgid; see pair.h */
#define PAIR_TABLE(X)                                                                              \
	X(PAIR_NONE, "back", "Not decided")                                                        \
	X(PAIR_MERGE, "merge", "Merged into the other")                                            \
	X(PAIR_HOLD, "hold", "Took the other in")                                                  \
	X(PAIR_LINK, "link", "Related; both go on")                                                \
	X(PAIR_APART, "apart", "Not the same matter")

enum pair_act {
#define X(name, word, text) name,
	PAIR_TABLE(X)
#undef X
	PAIR_ACTS
};
const char *pair_word(enum pair_act a);
const char *pair_text(enum pair_act a); /* msgid */

enum { CASE_PAIRS = 32 };

struct pair_mark {
	struct uid of;
	char number[CASE_NUMBER];    /* of the other */
	enum pair_act act;           /* the newest about it */
	int64_t at_ms;
	char by[16];
};

enum crossing_state { CROSSING_NONE, CROSSING_HANDED, CROSSING_TAKEN, CROSSING_RETURNED,
	CROSSING_DECIDED, CROSSING_WITHDRAWN, CROSSING_STATES };
/* What the region of receipt asks for while another region has the case. */
enum crossing_want { WANT_NOTHING, WANT_WITHDRAW, WANT_RECALL, WANTS };

/* The newest hand-over to another region; see crossing.h. */
struct crossing {
	enum crossing_state state;
	char region[8];
	struct uid op;               /* names the hand-over, however often it is sent */
	char *package;               /* what went along; NULL none */
	char *reason;                /* why it came back; NULL none */
	int64_t at_ms, told_ms;      /* by the other region's clock, and when it was known here */
	enum crossing_want want;     /* asked for and not answered yet */
	int64_t want_ms;             /* the newest, answered or not; 0 never */
	char *want_reason, *refused; /* of the newest; refused NULL: not */
};

/* Handed over by another region, decided here; see inward.h. */
struct inward {
	char region[8];              /* "": received here */
	struct uid op;
	char number[CASE_NUMBER];    /* of the case there */
	int64_t handed_ms;
	day_t due;                   /* what the applicant was told there; DAY_NONE */
	enum crossing_want want;     /* asked for by the region of receipt, not answered yet */
	enum crossing_want agreed;   /* ended that way */
	int64_t want_ms;
	char *want_reason, *refused; /* of the newest; NULL none */
	char *opinion, *reason;      /* of the decision; NULL none */
	int64_t told_ms;             /* the region of receipt has what came of it; 0 not */
};

struct casefile {
	struct uid id;
	uint8_t head[HASH_SIZE];
	uint32_t events;
	enum state state;
	char number[CASE_NUMBER], query[QUERY_CODE];
	char window[8], opened_by[16];
	char subject[SUBJECT_SIZE];  /* the applicant's number, normalised; "" without a name */
	char applicant[201];
	bool legal;                  /* the applicant is a firm */
	bool anonymous;              /* opened without a name */
	enum proof proof;            /* of the applicant */
	char agent[SUBJECT_SIZE];    /* who is at the counter instead of the applicant; "" nobody */
	char agent_name[201];
	enum proof agent_proof;
	bool identity_confirmed;
	unsigned raised;             /* enum level: at the counter; 0 not */
	int64_t opened_ms, identity_ms, received_ms, accepted_ms, closed_ms, changed_ms;
	bool any_hour;               /* received while the after-hours rule of the hall was off */
	day_t due, legal_due;        /* DAY_NONE: no clock */
	bool due_provisional;
	const struct item *item;     /* NULL until picked; owned by whoever gave it */
	uint8_t item_hash[HASH_SIZE];
	struct draft draft;          /* valid once item is set */
	int *held;                   /* item->n_repeats: rows a department gave, before the clerk's */
	int situation;               /* of the item: in a draft what holds now; -1 none */
	struct former *former;       /* NULL: not upgraded */
	struct evidence *evidence;
	size_t n_evidence;
	char refused[CASE_REFUSED][16]; /* resources the citizen does not want used */
	size_t n_refused;
	struct material_mark *chosen; /* item->n_materials: what MATERIAL events said */
	struct material_mark *marks; /* the same and what is proven by itself; see desk.h */
	struct part_mark *parts;     /* item->n_parts */
	struct stage_mark *stages;   /* item->n_stages */
	struct pause_mark *pauses;   /* in order of their beginning */
	size_t n_pauses;
	int extension;               /* days added to promised and legal period */
	bool waived;                 /* a supervisor lets what is unverified stand */
	int64_t decided_ms;
	bool granted;                /* there is something to revoke */
	char received_by[16], examined_by[16], decided_by[16];
	int64_t handed_ms, arrived_ms; /* papers to the back office, and told to be there; 0 not; transfer.h */
	char handed_by[16], absent[256]; /* names of what did not arrive, blank separated */
	struct crossing crossing;
	struct inward inward;
	char received_for[16], examined_for[16], decided_for[16]; /* whose place was taken; "" none */
	struct queue_mark queue;
	struct life_words words;     /* of the newest act, for its document; see life.h */
	struct task *tasks;          /* in order of their opening */
	size_t n_tasks;
	struct case_opinion *opinions;
	size_t n_opinions;
	struct appeal *appeal;       /* see appeal.h; NULL: none, or not received */
	struct rating *ratings;      /* see rating.h */
	size_t n_ratings;
	struct pair_mark *pairs;     /* one for each other case something was decided about */
	size_t n_pairs;
	struct branch *branches;     /* in order of their coming; see branch.h */
	size_t n_branches;
	bool deemed;                 /* accepted by silence, as of the day of receipt */
	struct slip_kept *slips;
	size_t n_slips;
	struct dispute *disputes;
	size_t n_disputes;
	int notices;                 /* one-time notices issued */
	day_t fix_until;             /* of the newest; DAY_NONE */
	bool demanded;               /* another one is asked of the supervisor */
	bool *told;                  /* item->n_materials + 1: in a notice; the last: gaps of the form */
	bool duplicate_answered;
	int typed_keys;              /* key presses that carried data, for the clerk's own figure */
	int64_t spell_ms[STATE_COUNT]; /* time in each state that has ended */
	int64_t state_since_ms;      /* the present one began */
	int64_t filed_ms;            /* first receipt; a completion moves received_ms */
	int visits;                  /* days on which somebody stood at a window for it */
	day_t visited;               /* the newest of them; 0 none */
};

/* Finds the item of a hash while folding (a directory, or the journal's kept forms). */
typedef const struct item *(*item_finder)(void *ctx, const char *code, const uint8_t hash[HASH_SIZE]);

void casefile_init(struct casefile *c);
void casefile_release(struct casefile *c);       /* wipes */
/* Whose labels its codes have: of the day it was filed; DAY_NONE, those of now, before. */
day_t casefile_label_day(const struct casefile *c);
enum err casefile_apply(struct casefile *c, const struct event *e, item_finder find, void *ctx)
	MUST_CHECK;
enum err casefile_load(struct store *s, const struct uid *id, item_finder find, void *ctx,
	struct casefile *out) MUST_CHECK;
/* How the first day of its periods is found, as the setting was when it was received: a changed setting
 * moves no day of a case that runs. In a draft as the setting is. */
enum due_rule casefile_rule(const struct casefile *c);
bool casefile_refuses(const struct casefile *c, const char *resource);
bool casefile_instant(const struct casefile *c); /* done in one sitting, as the item says for its situation */
/* A value that no department confirmed yet and nobody waived: nothing is granted on it (D7). */
bool casefile_unverified(const struct casefile *c);
/* A paper that was let through for later is still waited for: after the acceptance, granted or not,
 * until the case is taken back, ended or filed away. */
bool casefile_to_come(const struct casefile *c, size_t material);
bool casefile_any_to_come(const struct casefile *c);
bool casefile_open(const struct casefile *c); /* answers may change: a draft, or to be completed */
/* The newest answer of a resource (FOUND or NOTHING) about a holder ("", NULL or the applicant's
 * number: the applicant); NULL when it never answered. */
const struct evidence *casefile_latest(const struct casefile *c, const char *resource,
	const char *holder);
/* The number of a party now; -1, and whoever has the applicant's number: "". NULL: none yet. */
const char *casefile_holder(const struct casefile *c, int party);
/* The answer that counts for a share now: about the holder the party has now, asked with what the
 * form says now. */
const struct evidence *casefile_share(const struct casefile *c, const struct share *s);
bool evidence_fits(const struct casefile *c, const struct evidence *e, const struct share *s);
const struct slip_kept *casefile_slip(const struct casefile *c, const char *document); /* newest or NULL */

/* Where this case was merged into; NULL: it goes on by itself. */
const struct pair_mark *casefile_merged(const struct casefile *c);
/* The mark about another case; NULL none. */
const struct pair_mark *casefile_pair(const struct casefile *c, const struct uid *of);

/* The newest dispute of a field; NULL none. */
const struct dispute *casefile_dispute(const struct casefile *c, const char *field);
/* Something is in dispute on which the decision has to wait. */
bool casefile_waits(const struct casefile *c);
/* The department corrected a value since it gave this answer. */
bool dispute_outdates(const struct casefile *c, const struct evidence *e);

/* The projector: views of the queue and search tokens from events. Set once per store. */
struct projection;
enum err projection_start(struct store *s, item_finder find, void *ctx, struct projection **out)
	MUST_CHECK;
void projection_free(struct projection *p);
void projection_hold(struct projection *p, size_t n); /* casefiles kept folded; else 32 */
/* This casefile is folded by the caller, ahead of what is appended next: the rows are written from it.
 * NULL: none. Borrowed. */
void projection_lend(struct projection *p, struct casefile *c);
void projection_forget(struct projection *p);    /* wipes the casefiles it holds folded: when locking */
/* fn sees every event appended through this store, inside its transaction, after the views. */
void projection_listen(struct projection *p, void (*fn)(const struct event *e, void *ctx), void *ctx);
/* The day that counts for the rules of a casefile: of receipt once received, else today. */
day_t casefile_day(const struct casefile *c, day_t today);

#endif
