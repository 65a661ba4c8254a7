/* SPDX-License-Identifier: MIT
 *
 * Between the files of the casefile: how each event kind is read, and how those with many parts
 * are written. Readers and writers of one kind stand together so that they agree.
 */
#ifndef ONETRIP_CASEFILE_INSIDE_H
#define ONETRIP_CASEFILE_INSIDE_H

#include "core/casework/casefile.h"

/* One kind of event: what it does to a casefile. */
struct fold {
	struct casefile *file;
	const struct event *event;
	item_finder find;
	void *ctx;
};
typedef enum err (*fold_fn)(const struct fold *f);

day_t day_at(int64_t wall_ms); /* in Asia/Shanghai */
fold_fn fold_of(const char *kind); /* NULL: not an event of a casefile */

enum err fold_evidence(const struct fold *f);
enum err fold_refusal(const struct fold *f);
enum err fold_field(const struct fold *f);
enum err fold_material(const struct fold *f);
/* casefile_dispute.c */
enum err fold_dispute(const struct fold *f);
void disputes_release(struct casefile *c);
enum err fold_part(const struct fold *f);
enum err fold_extend(const struct fold *f);
enum err fold_waive(const struct fold *f);
enum err fold_stage(const struct fold *f);
/* casefile_queue.c */
enum err fold_claim(const struct fold *f);
enum err fold_release(const struct fold *f);
enum err fold_assign(const struct fold *f);
enum err fold_urge(const struct fold *f);
enum err fold_reply(const struct fold *f);
enum err fold_undo(const struct fold *f);
void queue_remember(const struct fold *f); /* before an act that may be taken back */
void queue_moved(const struct fold *f, enum state from, enum state to); /* whose turn it is now */
/* casefile_life.c: before and after a change of state */
enum err life_guard(const struct fold *f, enum state to) MUST_CHECK;
void life_apply(const struct fold *f, enum state from, enum state to);
void life_release(struct casefile *c);
/* Somebody came, unless how ("mail", "account") says that nobody did. */
void life_visit(struct casefile *c, int64_t at_ms, const char *how);
/* casefile_tasks.c */
enum err fold_task(const struct fold *f);
enum err fold_answer(const struct fold *f);
enum err fold_escalate(const struct fold *f);
enum err fold_opinion(const struct fold *f);
void tasks_moved(const struct fold *f, enum state to);    /* what the act has settled */
void tasks_brought(const struct fold *f, size_t material); /* a paper to come has come */
void tasks_release(struct casefile *c);
void part_mark_release(struct part_mark *m);
void casefile_forget_parts(struct casefile *c); /* before the item changes */
enum err fold_arrived(const struct fold *f); /* transfer.c */
/* crossing.c: what the other region has moves by its word alone */
enum err fold_crossing(const struct fold *f);
enum err crossing_guard(const struct fold *f, enum state to) MUST_CHECK;
void crossing_release(struct casefile *c);
/* inward.c: of a case another region received */
enum err fold_inward(const struct fold *f);
enum err inward_guard(const struct fold *f, enum state to) MUST_CHECK;
void inward_moved(const struct fold *f, enum state to);
void inward_release(struct casefile *c);
/* casefile_pair.c */
enum err fold_pair(const struct fold *f);
bool pair_stands_still(const struct casefile *c, const char *kind); /* merged: refuses this kind */
/* casefile_rows.c */
enum err fold_row(const struct fold *f);
enum err fold_excuse(const struct fold *f);
/* Nobody said anything in it: what rules propose does not count. */
bool row_empty(const struct casefile *c, size_t repeat, int row);
/* casefile_item.c */
enum err fold_item(const struct fold *f);

const char *fold_said(const struct fold *f, const char *name); /* "" when it is not there */
void former_release(struct casefile *c);
void name_agent(struct casefile *c); /* from what departments said */
bool names_applicant(const struct casefile *c, const struct field *f);
/* The answers of one form for another, by name; what does not fit is left out. */
void draft_carry(const struct draft *from, struct draft *to, day_t today);
void answer_dup(const struct answer *from, struct answer *to); /* texts too */

void evidence_release(struct evidence *e);
/* body: what the department sent, kept for proof; left out when it is larger than EVIDENCE_BODY. */
enum { EVIDENCE_BODY = 256 * 1024 };
void evidence_put(const struct evidence *e, const struct buf *body, struct record *out);
enum err evidence_get(const struct event *event, struct evidence *out) MUST_CHECK;

/* evidence: the act the value comes from; none for what people said. */
void field_put(const struct item *item, size_t field, const struct answer *a,
	const struct uid *evidence, struct record *out);
struct material_mark material_idle(void);
void material_put(const struct item *item, size_t material, const struct material_mark *m,
	struct record *out);

#endif
