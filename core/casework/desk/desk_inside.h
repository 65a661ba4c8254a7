/* SPDX-License-Identifier: MIT
 *
 * What the files of the desk share. Nobody else includes this.
 *
 *   desk.c         resuming and closing, what screens read
 *   desk_open.c    a new case: of a person, a firm, of nobody named
 *   desk_agent.c   who stands at the counter: the applicant, a handler, an agent
 *   desk_write.c   acts become events: at once, or in order when the gate is free
 *   desk_asks.c    questions: which are wanted       desk_launch.c   recorded, sent, aged, asked again
 *   desk_resume.c  of a case opened again
 *   desk_replies.c answers become evidence           desk_fill.c     and values
 *   desk_refuse.c  sources the citizen does not agree to
 *   desk_lights.c  what screens see of asks          desk_earlier.c  the applicant's last case
 *   desk_item.c    duplicates, picking, preview      desk_upgrade.c  a form published anew
 *   desk_form.c    answers, excuses, offers          desk_rows.c     rows of repeats
 *   desk_fresh.c   what is out of date, and what does not rest on its answer
 *   desk_undo.c    taking back                       desk_material.c how each paper was had
 *   desk_submit.c  submit, receive                   desk_print.c    paper
 *   desk_life.c    acts after the receipt            desk_review.c   what examiners and others add
 *   desk_dispute.c objections to shared values       desk_answers.c and what departments answered
 *   desk_rate.c    ratings                           desk_appeal.c  acts of appeals
 *   desk_station.c papers of no case                 desk_branch.c  what stands beside a case
 *   desk_letters.c letters of extensions given to many
 *   desk_left.c    acts of a case that was left before they were written
 */
#ifndef ONETRIP_DESK_INSIDE_H
#define ONETRIP_DESK_INSIDE_H

#include "core/casework/authority.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/desk/desk.h"
#include "core/casework/prefill.h"
#include "core/casework/shelf.h"

enum {
	DESK_QUEUE = EVENT_BATCH,    /* acts waiting for the gate: written in one append */
	DESK_ASKS = ITEM_ASKS + 12,  /* questions of one case, with those of the identity check */
	DESK_FLIGHT = 24,            /* of them under way at a time */
	FILL_MOST = 160,             /* values written in one transaction; the rest in the next */
	FOLLOW_ROUNDS = 12,          /* transactions after an act for what follows from it */
	DESK_LAMPS = 128,            /* resources remembered for the lights */
	DESK_NOTES = 16,
	DESK_LETTERS = 400,          /* of extensions, that wait for the end of the undo */
	LETTER_GRACE_MS = 1000,
	DESK_LEFT = 4,               /* cases left while the gate was taken */
	DESK_UNDO = 64,
	DESK_STICKY = 32,
	DESK_JOBS = 24,              /* slips being printed */
	WRITE_WAIT_MS = 400,         /* what a commit may cost the hand (architecture, law 7) */
	RETRY_MS = 20,               /* the gate was taken */
	STUCK_MS = 1000,             /* the disk refused */
	REASK_MS = 60 * 1000,
	REASK_TRIES = 5,
	JOB_POLL_MS = 200
};

/* One act: what becomes one event. */
struct act {
	char kind[EVENT_KIND];
	struct record body;
	struct uid op;
	uint8_t form[HASH_SIZE];     /* zero none */
	struct uid other;            /* of another case; none: of the one on the desk */
	bool station;                /* no event of the case, but of the station; stands behind those */
};

struct batch {
	struct act *acts;
	size_t n, cap;
};

/* What the journal said about an event it took. */
struct seen {
	uint8_t hash[HASH_SIZE], prev[HASH_SIZE];
	struct uid casefile;
	uint32_t case_seq;
	int64_t at_ms;
	char actor[16];
};

enum flight { STAGE_PLANNED, STAGE_FLYING, STAGE_DONE };

struct asking {
	struct desk *desk;
	const struct resource *resource; /* NULL: the slot is free */
	const char *ground;          /* lawful basis in words */
	const char *item_code;       /* "identity" or the item's */
	bool identity;               /* left with the card */
	int party;                   /* of the item, -1 the applicant */
	char holder[SUBJECT_SIZE];   /* whom it is about; "" the applicant */
	int when;                    /* field whose value it carries, -1 none */
	char *asked_for;             /* that value when it was asked; NULL */
	bool insist;                 /* the clerk asked for it: past a tripped breaker */
	bool wanted;                 /* while planning: some party still needs it */
	enum light told;             /* when screens were last asked to look */
	enum flight stage;
	struct ask *handle;          /* while FLYING */
	bool recalled;               /* could not be recorded: nothing left */
	bool late;                   /* was told */
	bool stale;                  /* answered, but longer ago than the value is fresh */
	bool answered;               /* at least once in this case */
	enum outcome outcome;        /* of the last try; PENDING before */
	char text[ASK_TEXT];
	int took_ms, tries;
	int64_t at_ms;               /* wall, of the last answer or failure */
	int64_t again_ms;            /* mono; 0 not planned */
};

struct lamp {
	const struct resource *resource;
	enum outcome outcome;
	int64_t done_ms;             /* mono, last change */
	size_t answers, dropped;     /* of this process: answers, and attributes of them nobody asked for */
};

/* One act that can be taken back: an answer, or a row added or removed with its cells. */
struct step {
	size_t field;                /* of the answer; the count of the repeat for a row */
	struct answer before, after;
	int repeat, at;              /* repeat -1: an answer */
	bool added;
	struct answer *cells;        /* of the row while it is away */
	size_t columns;
};

struct steps {
	struct step list[DESK_UNDO];
	size_t n;
};

struct sticky {
	char item[ITEM_CODE], field[64];
	char *value;
};

struct job {
	struct print_job *print;     /* NULL: it is over, or there is none */
	bool over;                   /* the result waits to be written */
	enum err result;
	struct uid casefile;         /* none: a paper of no case */
	uint8_t hash[HASH_SIZE], form[HASH_SIZE];
	char document[32], printer[DESK_PRINTER], path[256];
	enum print_way way;
	int copy;
};

struct letter {
	struct uid id;
	int64_t due_ms;              /* mono */
};

struct left {
	struct uid id;
	uint8_t head[HASH_SIZE];     /* the durable one they were built on */
	struct act *acts;
	size_t n;
};

struct desk {
	struct desk_parts parts;
	struct shelf *shelf;
	struct projection *projection;
	/* the case */
	bool open;
	struct casefile file;        /* with acts that wait for the gate already applied */
	struct evaluation eval;
	bool judged;                 /* eval is of the file as it stands */
	/* writing */
	uint8_t head[HASH_SIZE];     /* durable */
	struct act queue[DESK_QUEUE];
	size_t queued;
	bool stuck;                  /* the disk refused; the clerk was told */
	int64_t retry_ms;            /* mono; when to try the queue again */
	struct seen seen[EVENT_BATCH];
	size_t n_seen;
	int keys;
	int64_t saved_ms;
	size_t apart;                /* acts kept beside the case since it was opened */
	struct left left[DESK_LEFT]; /* of cases that were closed before their acts were written */
	size_t n_left;
	struct letter letters[DESK_LETTERS];
	size_t n_letters, letters_sent;
	int64_t left_ms;             /* mono; when to try them again */
	/* asks */
	struct asking asks[DESK_ASKS];
	size_t n_asks;
	struct desk_ask shown[DESK_ASKS];
	struct pool offers;          /* texts of desk_offers */
	struct lamp lamps[DESK_LAMPS];
	size_t n_lamps;
	struct department_light lights[DESK_LAMPS];
	/* the rest */
	struct steps undo, redo;
	struct sticky sticky[DESK_STICKY];
	size_t n_sticky;
	struct job jobs[DESK_JOBS];
	struct desk_note notes[DESK_NOTES];
	size_t n_notes;
	bool relaunch;               /* asks wait for the gate */
	bool resuming;               /* the questions are not known yet: none is planned */
	bool following;              /* what follows from an act is being written */
	struct overdue *overdue;     /* what the clock does to other cases */
	struct recusals *recusals;   /* whose matters are not whose to handle, who stands in for whom */
	char behalf[OPERATOR_ID];    /* for whom the act in hand is done; "" oneself */
	char signature[64];          /* and how papers say it */
	int unbound;                 /* field the last submit was refused for; -1 none */
	struct uid master;           /* the appeal is merged under it when it is sent; none */
	bool changed;
};

/* desk.c */
bool desk_acts(struct desk *d, enum right right); /* desk_may, and whose place is taken for it */
void desk_acts_for(struct desk *d, const char *behalf);
const char *desk_operator(const struct desk *d);                 /* number; "" when locked */
enum err desk_draft_open(const struct desk *d) MUST_CHECK;       /* ERR_STATE: none, or not a draft */
enum err desk_form_open(const struct desk *d) MUST_CHECK;        /* the same, or one to be completed */
void desk_refresh(struct desk *d);   /* re-runs rules and materials, plans asks */
void desk_tell(struct desk *d, enum note_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);
bool desk_blocked(const struct desk *d);   /* the register: not alive, or struck off */
const char *desk_blocked_text(const struct desk *d); /* translated */

void desk_forget(struct desk *d);    /* the case leaves the desk, with all that is personal */

/* desk_write.c */
struct act *batch_add(struct batch *b, const char *kind);
void batch_release(struct batch *b);
void batch_cut(struct batch *b, size_t n);   /* keeps the first n acts */
/* Takes over the acts of b. NOW waits a moment for the gate and is then ERR_BUSY; LATER joins the
 * queue instead, and the file shows the act at once. */
enum patience { NOW, LATER };
enum err desk_write(struct desk *d, struct batch *b, enum patience p) MUST_CHECK;
enum err desk_flush(struct desk *d, int wait_ms) MUST_CHECK;     /* OK: nothing waits any more */
void desk_drop_queue(struct desk *d);
void desk_seen(const struct event *e, void *desk);               /* listens to the journal */

void act_entry(const struct act *a, const struct uid *id, struct entry *out); /* id: of its case */
/* desk_branch.c: acts that do not fit the case any more stand beside it; those that can. head: they were
 * built on. */
enum err desk_keep_apart(struct desk *d, const struct uid *id, const uint8_t head[HASH_SIZE],
	const struct act *acts, size_t n) MUST_CHECK;
/* desk_left.c: the acts that wait leave the desk with their case; false: too many wait already. */
bool desk_leave_behind(struct desk *d);
void left_tick(struct desk *d, int *next_ms);
size_t left_count(const struct desk *d);
enum err left_before(struct desk *d, const struct uid *id) MUST_CHECK; /* ERR_BUSY: some of this case wait */

/* desk_letters.c: a case with the letter of its extension, written now where it lacks one and the
 * extension stands. at_once: it will not be taken back any more. */
enum err letters_load(struct desk *d, const struct uid *id, bool at_once, struct casefile *out)
	MUST_CHECK;
/* desk_station.c: a paper of a case that is not on the desk, laid out and frozen on the head it has. */
enum err paper_write(struct desk *d, const struct casefile *c, const char *document) MUST_CHECK;
void letters_tick(struct desk *d, int *next_ms);

enum err desk_reload(struct desk *d) MUST_CHECK; /* folds the case anew: others wrote to it */

struct objection;

/* desk_dispute.c */
struct record *dispute_act(struct batch *b, const struct objection *o, const char *act,
	const char *field);
bool dispute_noted(const struct casefile *c, const struct objection *o);
/* DISPUTE acts for values that others object to: they go with the case from its submit on. */
void disputes_refresh(struct desk *d);     /* what was raised since, before a case is shown */
void batch_disputes(const struct desk *d, struct batch *b);
/* desk_answers.c */
void disputes_tell(struct desk *d);        /* what became of objections of this case */

/* desk_asks.c */
void asks_identity(struct desk *d);
void asks_plan(struct desk *d);
/* About a holder: "" the applicant. NULL: not asked. */
struct asking *asks_find(const struct desk *d, const char *resource, const char *holder);
bool asks_silent(const void *desk, const char *resource, const char *holder);
const char *asking_value(const struct desk *d, const struct asking *a); /* of when; NULL none */
const char *asks_plain(const struct desk *d, const char *holder); /* "" for the applicant's number */
int asks_when_of(const struct desk *d, const struct item_ask *ask); /* field, -1 none */
struct asking *asks_find_exact(const struct desk *d, const char *resource, const char *holder,
	const char *value);
struct asking *asks_add_party(struct desk *d, const struct item_ask *ask, const char *holder, int when,
	const char *value);
void asks_plan_again(struct asking *a);
void asks_restore(struct asking *a, const struct evidence *e);
/* Kept of that answer is what this item reads. */
bool asks_enough(const struct desk *d, const struct asking *a, const struct evidence *e);
void asks_drop(struct desk *d, struct asking *a);

/* desk_resume.c */
void asks_resume(struct desk *d);          /* after loading: what is answered, what is due */
void asks_forget(struct desk *d);          /* cancels without writing */
void asks_forget_item(struct desk *d);     /* only those of the item picked so far */

/* desk_launch.c */
void asks_launch(struct desk *d);
bool asks_tick(struct desk *d, int *next_ms);
int asking_age(const struct asking *a);    /* ms in flight */

/* desk_replies.c */
void asks_done(void *asking, struct ask *handle, const struct reply *reply);

/* desk_review.c */
void credit_settle(struct desk *d);        /* after an answer: waivers that waited for it */

/* desk_fill.c */
struct prefill desk_prefill(const struct desk *d, const struct evidence *incoming);
/* ROW or FIELD acts for what is known by now, at most FILL_MOST. Returns how many. */
size_t desk_fill(struct desk *d, const struct evidence *incoming, struct batch *b);
void desk_follow(struct desk *d);          /* writes what follows from the last act, until nothing does */

/* desk_lights.c */
enum light asking_light(const struct asking *a);
void lamp_set(struct desk *d, const struct resource *r, const struct evidence *e);

/* desk_item.c */
int desk_trust(const struct desk *d); /* the credit as departments tell it now: 1, 0, -1 not known */
enum err desk_one_open(struct desk *d) MUST_CHECK; /* ERR_EXISTS: the item allows no second one */
enum err desk_not_again(struct desk *d) MUST_CHECK; /* ERR_EXISTS: the very same was handed in already */
enum err desk_cases_of(const struct desk *d, struct view_case **out, size_t *n) MUST_CHECK; /* mem_free */
enum err desk_keep_form(struct desk *d, const struct item *item) MUST_CHECK;
void desk_item_act(struct batch *b, const struct item *item, bool keep);

/* desk_earlier.c */
bool batch_offers(const struct batch *b, const char *kind, const char *name);
void earlier_values(struct desk *d, struct batch *b);
void sticky_keep(struct desk *d);
void sticky_values(struct desk *d, struct batch *b);
void sticky_release(struct desk *d);

/* desk_material.c */
void earlier_material(const struct desk *d, const struct casefile *old, size_t material,
	struct batch *b);

/* desk_form.c */
struct uid desk_evidence_op(const struct desk *d, const struct answer *a);

/* desk_fresh.c */
enum err desk_bound(struct desk *d) MUST_CHECK; /* ERR_TAMPER: something stored does not hold */

/* desk_undo.c */
void steps_release(struct steps *s);
void steps_add(struct desk *d, size_t field, const struct answer *before, const struct answer *after);
void steps_add_row(struct desk *d, size_t repeat, int at, bool added, const struct answer *cells);
void steps_forget_rows(struct desk *d, size_t repeat); /* a department moved them */

/* desk_open.c */
/* Demo numbers belong to the practice hall, everybody else's to the real one. region: "" unknown. */
enum err desk_belongs(const struct desk *d, const char *region, char why[WHY_SIZE]) MUST_CHECK;

/* desk_submit.c */
void batch_materials(const struct desk *d, struct batch *b); /* how each stands, for good */
/* An instant matter goes to its end in one sitting, unless a value is still to be verified. */
bool desk_at_once(const struct desk *d);
struct record *batch_state(struct batch *b, enum state to);
/* To RECEIVED, with the rule of its periods. */
struct record *batch_received(const struct desk *d, struct batch *b);
enum err batch_register(const struct desk *d, struct batch *b) MUST_CHECK; /* an appeal, behind its acceptance */
void batch_slip(struct batch *b, const char *document, int copies, int columns,
	const struct buf *text);
/* Every document due to the casefile as it will be; eval as it stands. */
enum err batch_slips(const struct desk *d, const struct casefile *after, struct batch *b) MUST_CHECK;
/* desk_life.c: the documents an act prints (life.h), frozen with it. */
enum err batch_papers(const struct desk *d, enum life a, enum state to, const struct life_args *args,
	struct batch *b) MUST_CHECK;
void batch_verify(const struct desk *d, struct batch *b); /* a task for each pledge */
struct slip_place desk_place(const struct desk *d);
int desk_columns(const struct desk *d);
int desk_copies(const struct item *item, const char *document);
/* One document of the casefile as it will be, laid out and frozen. args: of the act, NULL none. */
enum err batch_document(const struct desk *d, const struct casefile *after, const char *document,
	const struct life_args *args, struct batch *b) MUST_CHECK;

bool jobs_tick(struct desk *d, int *next_ms);
void jobs_release(struct desk *d);

int sooner(int a, int b);            /* of two waits, -1 is for ever */

#endif
