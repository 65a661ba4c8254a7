/* SPDX-License-Identifier: MIT
 *
 * The desk: one casefile being worked on at a counter, with its asks in flight. All of the main
 * job without a screen: identity -> item -> form -> materials -> submit -> receipt. Screens only
 * show a desk and call these verbs; every verb that changes something appends its event first
 * (durable before visible). When another process holds the gate the act waits in the desk's
 * queue and desk_tick writes it; desk_saved_ms tells the clerk what is durable.
 *
 * Values: asks of the identity check (POP-01 POP-05 AUTH-01 LIC-01; of a firm CRD-01 SJ-01 AUTH-02
 * LIC-01) leave with the card; all asks of the item leave when it is picked (those that need
 * another value, as soon as it is there), those about a party as soon as its number is there and
 * anew when it changes. An answer fills every empty field that shares it, never one the clerk typed: then it is kept
 * as `registered` and shown as a conflict. A department late for 8 s unlocks its fields; what is
 * typed there is marked unverified and asked again when the department returns or the case is
 * opened next.
 */
#ifndef ONETRIP_DESK_H
#define ONETRIP_DESK_H

#include "core/casework/appeal.h"
#include "core/casework/casefile.h"
#include "core/casework/desk/inbox.h"
#include "core/casework/level.h"
#include "core/casework/life.h"
#include "core/casework/notice.h"
#include "core/casework/papers/slip.h"
#include "core/casework/rating.h"
#include "core/exchange/driver.h"
#include "core/store/operator.h"

struct desk;

struct desk_parts {              /* all borrowed */
	struct store *store;
	struct directory *directory;
	const struct catalog *catalog;
	struct driver *driver;
	const char *hall;            /* name, for slips and basis */
	const char *window;          /* "A03" */
	const char *region;          /* division of the hall; NULL or "": all is decided here */
	bool training;
	const char *printer;         /* NULL: to a file in print_dir */
	const char *printers;        /* others that may be chosen, blank separated; NULL none */
	const char *print_dir;
	const char *scans;           /* folder of the scanner; NULL none */
	int slip_columns;            /* of the slip printer; 0: 48 */
	int page_columns;            /* of a page: SLIP_PAGE, SLIP_A5; 0: SLIP_PAGE */
	bool bilingual;              /* papers in both languages */
	bool any_hour;               /* the after-hours rule is off */
	struct objections *objections; /* NULL: values cannot be objected to here */
};

enum err desk_new(const struct desk_parts *parts, struct desk **out) MUST_CHECK;
void desk_free(struct desk *d);
struct shelf;
struct shelf *desk_shelf(const struct desk *d);  /* finds the items of other cases too; borrowed */

/* Identity. number: as read or typed, of a person or a firm (checked; ERR_INPUT with the sentence
 * in why). Opens a draft casefile, asks leave. */
enum err desk_open_person(struct desk *d, const char *number, enum proof proof, char why[WHY_SIZE])
	MUST_CHECK;
/* Resumes; re-asks what is due. ERR_BUSY: acts of this case still wait for the gate; ERR_DENIED: the role, or a case of another department. */
enum err desk_open_case(struct desk *d, const struct uid *id) MUST_CHECK;
void desk_close(struct desk *d);                 /* keeps the draft; cancels asks. Acts that still wait for
						  * the gate are written from the tick */
/* Before the session ends: writes those acts, waiting so long at most, or tells that they are lost. */
void desk_settle(struct desk *d, int wait_ms);
enum { DESK_SETTLE_MS = 400 };
enum err desk_abandon(struct desk *d) MUST_CHECK; /* wrong person: DRAFT -> ABANDONED */
bool desk_busy(const struct desk *d);            /* a casefile is open */
/* Other items and another catalog count from now on. What was used before has to outlive the desk: a
 * question in flight may point into it. ERR_BUSY: a case is open; ERR_DEMO: training, and the catalog
 * leads beyond this machine. */
enum err desk_turn(struct desk *d, struct directory *items, const struct catalog *c) MUST_CHECK;
/* ---- a case that two had open (branch.h) ---- */
/* A colleague has taken the open case over: nothing more is written into it from here. What is entered
 * all the same, and what still waited, stands beside the case: so many pieces so far. */
bool desk_lost(const struct desk *d);
size_t desk_apart(const struct desk *d);
/* Somebody else wrote to the open case: it is read anew. False: nobody did. */
bool desk_overtaken(struct desk *d);
/* What stands beside the open case and is not settled. clashes: the same was written in the case after
 * the head it was built on. Borrowed until the next verb or tick. */
struct branch;
struct desk_branch {
	size_t index;                /* for the verbs */
	const struct branch *branch;
	bool clashes;
};
enum err desk_branches(const struct desk *d, struct desk_branch *out, size_t max, size_t *n) MUST_CHECK;
/* Into the form, as it was entered; a row that is not there is added. ERR_DENIED: a department holds
 * the value by now; ERR_NOTFOUND: the form has no such field; ERR_STATE: settled, or not to be changed
 * any more. */
enum err desk_branch_take(struct desk *d, size_t branch) MUST_CHECK;
enum err desk_branch_drop(struct desk *d, size_t branch) MUST_CHECK;
/* Role, scope and places taken (authority.h), for the open case or, without one, anywhere. Memory only. */
bool desk_may(const struct desk *d, enum right right);
/* The same for a department and an item: of a row of a list, before anything is opened. */
bool desk_may_at(const struct desk *d, enum right right, const char *department, const char *item);
/* Reads what others changed of rights; before a list is shown. */
enum err desk_know_rights(struct desk *d) MUST_CHECK;
/* Why desk_open_case or a verb said ERR_DENIED, ready to show. id NULL: the open case. */
void desk_explain(struct desk *d, const struct uid *id, enum right right, char why[WHY_SIZE]);
enum err desk_confirm_identity(struct desk *d) MUST_CHECK; /* the person here is the one on the card */
/* The person at the counter is somebody else, acting for the applicant: number and proof are his,
 * kept apart from the applicant's. ERR_DENIED: the item has no place for such a person. ERR_INPUT
 * with the sentence in why. desk_confirm_identity takes it back. */
enum err desk_confirm_agent(struct desk *d, const char *number, enum proof proof,
	char why[WHY_SIZE]) MUST_CHECK;
/* Below the level the item demands (level.h): the counter raises it, in a draft. to: COMPARED with the
 * applicant's original document, SEEN with the applicant here and the face compared; proof: reader or
 * seen. ERR_INPUT for anything else. */
enum err desk_raise_level(struct desk *d, enum level to, enum proof proof) MUST_CHECK;
bool desk_legal(const struct desk *d);           /* the applicant is a firm */
bool desk_minor(const struct desk *d);           /* under 18: a guardian acts */
/* The applicant is too young for this item to come alone, and nobody who acts is known: neither
 * read nor answered. Neither received nor submitted so. */
bool desk_guardian_missing(const struct desk *d);
/* Who may act for the firm, as AUTH-02 and the registration say; borrowed until the next verb. */
struct desk_handler {
	const char *id, *name, *mobile; /* "" not known */
	const char *from, *to;       /* YYYY-MM-DD, "" without a limit */
	bool representative;         /* by law, without an authority */
	bool in_force;               /* today */
};
size_t desk_handlers(const struct desk *d, struct desk_handler *out, size_t max);
/* An item with anonymous = yes, without a card or number. ERR_DENIED: the item wants a name. The
 * name may be given later: desk_give_name. */
enum err desk_open_anonymous(struct desk *d, size_t directory_index) MUST_CHECK;
enum err desk_give_name(struct desk *d, const char *number, enum proof proof, char why[WHY_SIZE])
	MUST_CHECK;

/* Item. Duplicates: same person and item, open or closed within 30 days; newest first. */
enum err desk_duplicates(struct desk *d, const char *item_code, struct view_case **out, size_t *n)
	MUST_CHECK;                              /* mem_free */
/* ERR_EXISTS: the item allows one open application and there is one. ERR_DENIED: it is not for this
 * kind of applicant, or nobody may act for the applicant (desk_suits says so before), or not among what is
 * received here (desk_may_at). */
enum err desk_pick_item(struct desk *d, size_t directory_index, const char *duplicate_reason)
	MUST_CHECK;
bool desk_suits(struct desk *d, size_t directory_index);
/* The item of this draft was published anew since. */
bool desk_outdated(struct desk *d);
/* Goes on with the new form: answers stay by name; one event. Back again with the answers the new
 * form had no place for, until the case is submitted. */
enum err desk_upgrade_item(struct desk *d) MUST_CHECK;
enum err desk_downgrade_item(struct desk *d) MUST_CHECK; /* ERR_STATE: nothing to go back to */
/* What the upgrade changes, to be read before: fields that come or go, and answers that would go. */
struct desk_change {
	const char *label, *label_en;
	enum { CHANGE_NEW, CHANGE_GONE, CHANGE_LOST } kind;
};
size_t desk_upgrade_changes(struct desk *d, struct desk_change *out, size_t max);
/* What S05 shows before picking, from what is held already. to_ask: what no department could say. */
enum { PREVIEW_CONDITIONS = 16 };
struct item_preview {
	size_t fields, have, to_ask, materials, exempt;
	int eligible;                /* 1, 0, -1 unknown */
	signed char conditions[PREVIEW_CONDITIONS]; /* the item's first ones, each as eligible */
};
enum err desk_preview(struct desk *d, size_t directory_index, struct item_preview *out) MUST_CHECK;

/* Form. typed: raw keys, folded and checked here; on ERR_INPUT the sentence is in why and nothing
 * changed. A value held by a department is ERR_DENIED: LOCK_PROOF needs desk_override, LOCK_FIXED
 * is not changed at the counter at all (answer_edit). */
enum err desk_answer(struct desk *d, size_t field, const char *typed, char why[WHY_SIZE]) MUST_CHECK;
enum err desk_confirm(struct desk *d, size_t field) MUST_CHECK;  /* earlier or stale value still holds */
enum err desk_override(struct desk *d, size_t field, const char *typed, const char *reason,
	char why[WHY_SIZE]) MUST_CHECK;
enum err desk_use_registered(struct desk *d, size_t field) MUST_CHECK; /* conflict: 2 */
enum err desk_keep_typed(struct desk *d, size_t field, const char *reason) MUST_CHECK; /* conflict: 1 */
enum err desk_clear(struct desk *d, size_t field) MUST_CHECK;
/* "Has none", where the field has words for it; ERR_INPUT elsewhere. */
enum err desk_declare_none(struct desk *d, size_t field) MUST_CHECK;
/* Rows of repeats. *row gets the new one, behind the others (ERR_LIMIT: no more). Rows that a
 * department holds are not removed here, and none are added where only it adds them (ERR_DENIED). */
enum err desk_row_add(struct desk *d, size_t repeat, int *row) MUST_CHECK;
enum err desk_row_remove(struct desk *d, size_t repeat, int row) MUST_CHECK;
bool desk_row_held(const struct desk *d, size_t repeat, int row);
/* Passes a warning of a field with a reason; "" takes the reason back. ERR_NOTFOUND: the check does
 * not warn now. */
enum err desk_excuse(struct desk *d, size_t field, int check, const char *reason) MUST_CHECK;
/* What F4 offers for a field: values from what departments said, given to desk_answer as they are.
 * Borrowed until the next verb. */
struct desk_offer {
	const char *value, *label;
};
size_t desk_offers(struct desk *d, size_t field, struct desk_offer *out, size_t max);
/* Undo and redo of answers and rows (a removed row comes back with its values): compensating
 * events. field: where to look, for a row the count of its repeat. */
enum err desk_undo(struct desk *d, size_t *field) MUST_CHECK;
enum err desk_redo(struct desk *d, size_t *field) MUST_CHECK;
bool desk_locked(const struct desk *d, size_t field);  /* held by a department: F2 to change */
bool desk_waiting(const struct desk *d, size_t field); /* its source is still being asked, < 8 s */
bool desk_conflict(const struct desk *d, size_t field);
/* A department said it longer ago than it counts (catalog, fresh) and nobody confirmed it since:
 * desk_confirm or a newer answer, before it can be sent. desk_waiting: it is being asked for now. */
bool desk_stale(const struct desk *d, size_t field);
size_t desk_stale_count(const struct desk *d, size_t *first); /* first may be NULL */
void desk_count_keys(struct desk *d, int keys);  /* data keys pressed, written with the next event */

/* Materials: by 1-based choice of S07: 1 original seen, 2 captured at the window, 3 deferred,
 * 4 pledge, 5 brought back later. ERR_INPUT when the material does not allow it. */
enum material_choice { CHOOSE_SEEN = 1, CHOOSE_CAPTURE, CHOOSE_DEFER, CHOOSE_PLEDGE, CHOOSE_LATER };
/* In a draft and a completion whoever receives; after the receipt, until it is accepted or refused,
 * whoever accepts and is not left out of it. ERR_STATE, ERR_LOCKED, ERR_DENIED. */
enum err desk_papers_open(const struct desk *d) MUST_CHECK;
unsigned desk_material_choices(const struct desk *d, size_t material); /* bits 1<<choice */
enum err desk_choose_material(struct desk *d, size_t material, enum material_choice choice,
	int days) MUST_CHECK;                    /* days: for deferring; 0: as the item says */
/* Why a choice is refused, ready to show; NULL: it is open. ERR_DENIED from the verbs means this. */
const char *desk_material_refusal(const struct desk *d, size_t material, enum material_choice choice);
enum err desk_count_material(struct desk *d, size_t material, int actual) MUST_CHECK; /* copies */
enum err desk_take_material(struct desk *d, size_t material, enum had had) MUST_CHECK;
/* It does not do: what is wrong and how to mend it, in the clerk's words or "" for the usual ones. */
enum err desk_judge_material(struct desk *d, size_t material, enum defect defect, const char *wrong,
	const char *mend) MUST_CHECK;

/* Files from the scanner's folder, newest first. One that was attached is sealed, kept once, and
 * gone from the folder; the material's hash field is filled. ERR_INPUT: no picture or document;
 * ERR_BUSY: it is still being written, or the gate is taken; ERR_STATE: there is no folder. */
size_t desk_scans(const struct desk *d, struct inbox_file *out, size_t max, size_t *all);
enum err desk_attach_scan(struct desk *d, size_t material, const char *name) MUST_CHECK;

/* Parts of a joint case, after it was accepted: ERR_STATE unless the part is running, ERR_DENIED
 * for who may not examine. value: what it produced, folded as its field (ERR_INPUT, why). */
enum err desk_part_done(struct desk *d, size_t part, const char *value, char why[WHY_SIZE]) MUST_CHECK;
enum err desk_part_refuse(struct desk *d, size_t part, const char *reason) MUST_CHECK;

/* The one-time notice. What it would say now, then issuing it: DRAFT -> RECEIVED -> FIXING with the
 * frozen slip "notice", in one transaction. ERR_INCOMPLETE: a line is not judged; ERR_NOTFOUND:
 * nothing is missing; ERR_STATE: a condition does not hold, or the five days are over; ERR_BUSY:
 * a department may still say it, or the gate is taken. Another one: a supervisor's, ERR_DENIED
 * for everybody else, ERR_INPUT without a reason. Completed, it is submitted like a draft. */
enum err desk_notice(const struct desk *d, struct notice *out) MUST_CHECK;
enum err desk_issue_notice(struct desk *d, const char *reason) MUST_CHECK;
/* Puts the case on the supervisor's list with the reason why more has to be asked. */
enum err desk_ask_second(struct desk *d, const char *reason) MUST_CHECK;
/* What an item asks for in a situation; no case is needed and none is touched. Printing it is an act
 * of the station's own chain. */
enum err desk_consult(struct desk *d, size_t directory_index, const struct record *answers,
	struct buf *out) MUST_CHECK;
enum err desk_consult_print(struct desk *d, size_t directory_index, const struct record *answers)
	MUST_CHECK;

/* Acts after the receipt (life.h). ERR_DENIED: role or person; ERR_STATE: not at that point;
 * ERR_INPUT: something it needs is missing or beyond its bounds; ERR_INCOMPLETE: unverified. */
enum life_bar desk_life_bar(const struct desk *d, enum life a);
enum err desk_live(struct desk *d, enum life a, const struct life_args *args) MUST_CHECK;
enum err desk_stage(struct desk *d, size_t stage, bool ends) MUST_CHECK; /* RIGHT_EXAMINE */
/* The last days the act would leave: promised and legal; DAY_NONE none. For ACCEPT, RESUME, EXTEND
 * (days), ASK_PAUSE and PAUSE (expected end). */
/* What an examiner proposed and a decider would begin with LIFE_PAUSE, whose own args are not looked at:
 * pause, expected, reason (borrowed); expected DAY_NONE: nothing stands. */
void desk_proposed(const struct desk *d, struct life_args *out);
void desk_foresee(const struct desk *d, enum life a, const struct life_args *args, day_t *due,
	day_t *legal);
/* DRAFT -> RECEIVED with its paper, complete or not: the five days of the notice begin. FIXING -> RECEIVED
 * the same, by whoever takes the completion in; ERR_INCOMPLETE: a line of the notice was not looked at
 * again. Still incomplete it is refused, not told a second time. */
enum err desk_receive(struct desk *d) MUST_CHECK;
/* A paper that was to come is here (after the receipt). ERR_STATE: none is to come. */
enum err desk_bring(struct desk *d, size_t material, enum had had) MUST_CHECK;
/* A comment, of anybody who may open the case; it decides nothing. */
enum err desk_comment(struct desk *d, const char *text) MUST_CHECK;
/* Asks to be left out of this case (回避): from now on no act of it is open to whoever asks. */
enum err desk_recuse(struct desk *d, const char *reason) MUST_CHECK;
/* What a yellow or red light asks for: how it goes on (bulk.h, duty_of). ERR_STATE: none is lit. */
enum err desk_reply(struct desk *d, const char *text) MUST_CHECK;
/* The region that decides the open case instead of this one, by its answers now (crossing.h). */
bool desk_elsewhere(const struct desk *d, char region[8]);
/* Others, or another region, wrote to the open case: it is read anew. */
enum err desk_reload_case(struct desk *d) MUST_CHECK;
/* Another region's case (inwards.h) becomes one of this hall: accepted now, its clocks from now; text and
 * whole: its package, checked. ERR_DENIED: not this role, or a relative's; ERR_NOTFOUND: no such item
 * here, or a field or paper this item has not; ERR_EXISTS: another window was first; ERR_INPUT,
 * ERR_DEMO: a value that is none, a person of another kind of hall; ERR_STATE: it is wanted back. */
struct inward_case;
enum err desk_take_in(struct desk *d, const struct inward_case *from, const char *text,
	const struct buf *whole, struct uid *id) MUST_CHECK;
/* The open case was received elsewhere and that region asks for it: agreed, it ends here; else why not. */
enum err desk_answer_region(struct desk *d, bool agree, const char *reason) MUST_CHECK;
/* The open case is away: asks the region that has it. ERR_STATE: it is not, or something is asked. */
enum err desk_ask_region(struct desk *d, enum crossing_want want, const char *reason) MUST_CHECK;
bool desk_lit(const struct desk *d);             /* a light waits for a reply */
/* What a department or expert says, recorded by the examiner. */
enum err desk_opine(struct desk *d, enum verdict_kind v, const char *department, const char *text)
	MUST_CHECK;
/* Answers an open task: ERR_DENIED for who may not, ERR_STATE when it is answered, ERR_INPUT
 * without words. A pledge that failed opens the proposal to revoke. */
enum err desk_answer_task(struct desk *d, size_t task, bool failed, const char *text) MUST_CHECK;
bool desk_task_mine(const struct desk *d, size_t task); /* open, and mine to answer */
/* Somebody looks at this case on a screen: an act of the station's chain, durable before shown. */
enum err desk_looked(struct desk *d, const char *screen) MUST_CHECK;

/* The papers of the open case have come to whoever examines (transfer.h); missing as there. */
enum err desk_arrived(struct desk *d, const char *missing) MUST_CHECK;
/* What the applicant of the open case had to do with the hall before (person_past.h), read in steps. */
struct person_past;
enum err desk_past(struct desk *d, struct person_past **out) MUST_CHECK;
/* Cases that may be the open one or its applicant's (pair.h), and what is decided about them. */
struct pair;
enum err desk_pairs(struct desk *d, struct pair *out, size_t *n) MUST_CHECK;

/* Objections to shared values (objection.h). What a department said of this field can be objected
 * to: a value it holds, or one that differs from what was typed. */
bool desk_may_dispute(const struct desk *d, size_t field);
/* The open objection about the value this field is had from, raised in this or an earlier case of
 * the same person; NULL none. Borrowed until the objections are refreshed. */
const struct objection *desk_disputed(const struct desk *d, size_t field);
struct dispute_claim {
	const char *claimed;         /* as typed; folded and checked like an answer */
	int ground;                  /* enum claim_ground */
	const char *proof;           /* which document; "" for the citizen's word */
	enum dispute_effect effect;
};
/* Raises it: the case goes on as the effect says, with the claimed value marked, whatever the lock;
 * the objection and the slip "dispute" stand in the journal in the same moment. ERR_INPUT with the
 * sentence in why; ERR_EXISTS: one is open already; ERR_DENIED: not this role. */
enum err desk_dispute(struct desk *d, size_t field, const struct dispute_claim *claim,
	char why[WHY_SIZE]) MUST_CHECK;
/* What departments answered reaches the open cases that used the value; *n (may be NULL): how many
 * objections. By whoever may open cases; ERR_DENIED else. */
enum err desk_apply_answers(struct desk *d, size_t *n) MUST_CHECK;
/* A citizen's rating of a case that is open here or was served before: once an occasion
 * (rating.h), with the slip that it arrived. ERR_STATE: not to be rated, or rated already. */
struct rate_said {
	enum occasion occasion;
	enum rating_channel channel;
	int level;
	const char *tags, *words;    /* NULL none */
	const char *clerk;           /* who is rated; NULL: who serves now */
	const char *window;          /* where; NULL: here */
	int again;                   /* which rating is replaced after it was put right; -1 none */
};
enum err desk_rate(struct desk *d, const struct uid *casefile, const struct rate_said *r) MUST_CHECK;
/* What becomes of a bad one, of the open case. ERR_DENIED: role or person; ERR_INPUT: no words. */
enum rating_bar desk_rating_bar(const struct desk *d, size_t rating, enum rating_act act);
enum err desk_rating(struct desk *d, size_t rating, enum rating_act act, const char *text) MUST_CHECK;

/* Acts of an appeal (appeal.h). ERR_DENIED: role, person or unit; ERR_STATE: not at that point, or used
 * up; ERR_INPUT: something it needs is missing; ERR_NOTFOUND: no such case. A merge and a reply write to
 * the other cases in the same moment. Strings may be NULL. */
struct appeal_args {
	const char *unit, *ground, *reason, *clause, *text, *number;
	int days;
	enum appeal_outcome outcome;
};
enum appeal_bar desk_appeal_bar(const struct desk *d, enum appeal_act act);
enum err desk_appeal(struct desk *d, enum appeal_act act, const struct appeal_args *args) MUST_CHECK;
/* From an open case that is past its day: a draft appeal about it with a summary, by nobody named, for a
 * person to look at and send (capability L6). ERR_STATE: not overdue; ERR_NOTFOUND: no such item. */
enum err desk_draft_appeal(struct desk *d) MUST_CHECK;
/* The like of the open appeal (appeal_twin.h; at most APPEAL_TWINS), to be shown before it is sent. */
struct appeal_twin;
enum err desk_twins(const struct desk *d, struct appeal_twin *out, size_t *n) MUST_CHECK;
/* With the submit it is merged under that one; NULL: it stands by itself. */
void desk_merge_at_submit(struct desk *d, const struct uid *master);

/* Check and submit: RECEIVED, ACCEPTED (即办 on to GRANTED, DELIVERED; kind and periods as the
 * situation says), slips frozen, hidden answers left out, in one transaction. ERR_INCOMPLETE:
 * evaluation and marks say what (errors, warnings without a reason, materials). ERR_EXISTS: the item
 * allows one open application and another window sent one meanwhile, or the very same answers were
 * handed in within 30 days and that case stands. */
/* ERR_TAMPER: a value is not what its kept answer says, or that answer's bytes have changed;
 * desk_unbound names it, fetching it anew mends it. */
bool desk_unbound(const struct desk *d, size_t *field);
enum err desk_may_submit(const struct desk *d) MUST_CHECK;
enum err desk_submit(struct desk *d) MUST_CHECK;
enum err desk_withdraw(struct desk *d, const char *reason) MUST_CHECK; /* within 5 minutes */
/* Printing starts here and ends in a tick: the result becomes a PRINT event wherever the case is then,
 * a failure is told by desk_note. ERR_BUSY: DESK_JOBS are under way.
 * A slip of no case (a ticket): to the printer or its folder, nothing is kept. */
enum err desk_print_text(struct desk *d, const char *document, int columns, const struct buf *text)
	MUST_CHECK;
enum err desk_print(struct desk *d) MUST_CHECK; /* the receipt, or the newest slip */
enum err desk_print_document(struct desk *d, size_t slip) MUST_CHECK; /* any of the case's slips */
/* Elsewhere than usual: another printer, a file, a PDF (ERR_UNSUPPORTED where it cannot be made). */
enum print_way { PRINT_PRINTER, PRINT_FILE, PRINT_PDF };
struct print_to {
	enum print_way way;
	const char *printer;         /* of PRINT_PRINTER */
};
enum err desk_print_to(struct desk *d, size_t slip, const struct print_to *to) MUST_CHECK;
enum err desk_print_new(struct desk *d, size_t from) MUST_CHECK; /* this slip and those after it */
/* A slip of a case that is not on the desk: batches. */
enum err desk_print_other(struct desk *d, const struct casefile *c, size_t slip) MUST_CHECK;
/* What of a case, on the desk or not, was never printed. *started: how many; ERR_BUSY: the printer has
 * others still, try again. */
enum err desk_print_rest(struct desk *d, const struct uid *id, size_t *started) MUST_CHECK;
/* The letter of an extension given to many goes out by itself when that can no longer be taken back: from
 * the tick. now: the session ends, nothing will be taken back. */
void desk_letters_later(struct desk *d, const struct uid *ids, size_t n);
void desk_letters_now(struct desk *d);
/* The label for the folder of a received case, on the desk or not: frozen when it is first asked for,
 * then printed, again as a reprint. ERR_STATE: a draft; ERR_DENIED; ERR_BUSY as above, or the gate. */
enum err desk_label(struct desk *d, const struct uid *id) MUST_CHECK;
/* Papers of no case (station_paper.h): made, kept in the station's chain, printed. */
enum err desk_daysheet(struct desk *d, day_t day) MUST_CHECK;
enum err desk_publicity(struct desk *d, const struct uid *ids, size_t n) MUST_CHECK;
struct slip_kept;
enum err desk_print_slip(struct desk *d, const struct slip_kept *slip) MUST_CHECK; /* of no case, as it was frozen */
size_t desk_print_room(const struct desk *d);    /* so many more may be started now */
enum { DESK_PRINTER = 128, DESK_PRINTERS = 12 };
struct desk_printer {
	char name[DESK_PRINTER];
};
size_t desk_printers(const struct desk *d, struct desk_printer *out, size_t max); /* the usual one first */
enum err desk_reveal(struct desk *d, const char *screen) MUST_CHECK; /* durable before shown */

/* Asks */
enum light { LIGHT_IDLE, LIGHT_ASKING, LIGHT_SLOW, LIGHT_LATE, LIGHT_OK, LIGHT_NOTHING, LIGHT_BAD, LIGHT_NOT_SHARED, LIGHT_STALE };
struct desk_ask {
	const struct resource *resource;
	enum light light;
	int age_ms;                  /* in flight */
	int took_ms;                 /* when done */
	int64_t at_ms;               /* of the answer */
	enum outcome outcome;
	char text[ASK_TEXT];
	const char *about, *about_en; /* label of the party; "" the applicant */
	int row;                     /* of a repeat, from 0; -1 */
	char holder[SUBJECT_SIZE];   /* its number, of people masked; "" the applicant */
};
/* Of this case: about the applicant by first sending, then party by party. */
size_t desk_asks(const struct desk *d, const struct desk_ask **out);
/* The identity check asks this resource and keeps this attribute of it (NULL: any). */
bool identity_keeps(const char *resource, const char *attribute);
/* One light a department over all cases of this process, worst of its last asks: for row 22. */
struct department_light {
	const char *name, *name_en;
	enum light light;
};
size_t desk_lights(const struct desk *d, const struct department_light **out);
/* Since this program started: how often a resource answered here, and how many attributes came with
 * that and were dropped because nobody had asked for them. */
void desk_dropped(const struct desk *d, const char *resource, size_t *answers, size_t *dropped);
enum err desk_refetch(struct desk *d, const char *resource) MUST_CHECK; /* NULL: all not OK */
enum err desk_refetch_field(struct desk *d, size_t field) MUST_CHECK; /* what this field is had from */
void desk_cancel_asks(struct desk *d);
/* Sources of this case (capability D6): what their answers filled, and whether the citizen agrees.
 * Refused, its values go and are keyed, what it proved is a paper to bring again; agreed to again, it
 * counts as before. ERR_DENIED: the identity check itself; ERR_NOTFOUND: not asked here. */
struct desk_source {
	const struct resource *resource;
	size_t values;               /* that rest on it now */
	bool refused, needed;        /* needed: cannot be refused */
};
size_t desk_sources(const struct desk *d, struct desk_source *out, size_t max);
enum err desk_refuse(struct desk *d, const char *resource, bool refused) MUST_CHECK;

/* State for screens; all borrowed until the next verb or tick. */
const struct casefile *desk_case(const struct desk *d);          /* NULL when idle */
const struct evaluation *desk_evaluation(const struct desk *d);  /* NULL without an item */
int64_t desk_saved_ms(const struct desk *d);     /* when the last act became durable; 0 none */
size_t desk_unsaved(const struct desk *d);       /* acts still waiting for the gate */

/* Runs the queue, ages, re-asks. Returns true when something changed and a repaint is due; *next_ms
 * is how long the loop may wait (-1: nothing planned). */
bool desk_tick(struct desk *d, int *next_ms);

/* Things a clerk should be told that happened by themselves (value arrived late, print failed):
 * oldest first, NULL when none; the caller shows it. */
enum note_kind { NOTE_INFO, NOTE_PROBLEM };
struct desk_note {
	enum note_kind kind;
	char text[WHY_SIZE];         /* already translated */
};
bool desk_note(struct desk *d, struct desk_note *out);

#endif
