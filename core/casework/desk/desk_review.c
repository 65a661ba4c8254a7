/* SPDX-License-Identifier: MIT
 *
 * What people add to a case without moving it: comments, opinions, answers to tasks, papers that
 * were to come; and that somebody looked.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/crossing.h"
#include "core/casework/deadline.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/oversight/person_past.h"
#include "core/casework/pair.h"
#include "core/casework/recusal.h"
#include "core/casework/task.h"
#include "core/casework/transfer.h"

static enum err ready(const struct desk *d, const char *text)
{
	if (!d->open || d->file.state == STATE_DRAFT)
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	return text && *text ? OK : ERR_INPUT;
}

enum err desk_comment(struct desk *d, const char *text)
{
	struct batch b = {0};
	enum err e = ready(d, text);

	if (e)
		return e;
	record_add(&batch_add(&b, "NOTE")->body, "text", text);
	return desk_write(d, &b, NOW);
}

enum err desk_opine(struct desk *d, enum verdict_kind v, const char *department, const char *text)
{
	struct batch b = {0};
	enum err e = ready(d, text);

	if (!e && crossing_away(&d->file))
		e = ERR_STATE; /* that region examines it */
	if (!e && !desk_acts(d, RIGHT_EXAMINE))
		e = ERR_DENIED;
	if (!e && (v >= VERDICT_COUNT || !department || !*department))
		e = ERR_INPUT;
	if (e)
		return e;
	struct record *body = &batch_add(&b, "OPINION")->body;
	record_add(body, "department", department);
	record_add(body, "verdict", verdict_word(v));
	record_add(body, "text", text);
	return desk_write(d, &b, NOW);
}

enum err desk_recuse(struct desk *d, const char *reason)
{
	enum err e = ready(d, reason);

	if (!e)
		e = recusal_ask(d->parts.store, &d->file.id, reason);
	return e ? e : recusals_read(d->recusals);
}

/* A reply answers the light that burns now; a red one asks anew after its yellow. */
bool desk_lit(const struct desk *d)
{
	struct deadline clocks[CLOCKS_MOST];
	int64_t now = clock_now_ms();
	size_t n = d->open ? deadlines(&d->file, now, clocks) : 0;

	for (size_t i = 0; i < n; i++) {
		bool red = clocks[i].urgency == URGENCY_RED;
		if (!red && clocks[i].urgency != URGENCY_YELLOW)
			continue;
		day_t replied = d->file.queue.replied_ms ? day_at(d->file.queue.replied_ms) : DAY_NONE;
		if (replied == DAY_NONE || (red && replied <= clocks[i].due))
			return true;
	}
	return false;
}

enum err desk_reply(struct desk *d, const char *text)
{
	struct batch b = {0};
	enum err e = ready(d, text);

	if (!e && !desk_lit(d))
		e = ERR_STATE;
	if (e)
		return e;
	record_add(&batch_add(&b, "REPLY")->body, "reason", text);
	return desk_write(d, &b, NOW);
}

/* What was let through for later comes in at any counter. */
enum err desk_bring(struct desk *d, size_t material, enum had had)
{
	struct batch b = {0};
	enum err e = ready(d, "x");

	if (!e && !desk_may(d, RIGHT_RECEIVE) && !desk_may(d, RIGHT_EXAMINE))
		e = ERR_DENIED;
	if (!e && (!d->file.item || material >= d->file.item->n_materials ||
			  d->file.marks[material].mark != MARK_DEFERRED))
		e = ERR_STATE;
	if (e)
		return e;
	struct material_mark m = d->file.marks[material];
	m.mark = MARK_VERIFIED;
	m.way = WAY_ORIGINAL;
	m.had = had;
	m.actual = m.due;
	m.until = DAY_NONE;
	m.by_hand = true;
	material_put(d->file.item, material, &m, &batch_add(&b, "MATERIAL")->body);
	return desk_write(d, &b, NOW);
}

/* ---- tasks ---- */

bool desk_task_mine(const struct desk *d, size_t task)
{
	if (!d->open || task >= d->file.n_tasks || !task_open(&d->file.tasks[task]))
		return false;
	if (crossing_away(&d->file) && d->file.tasks[task].kind != TASK_APPEAL)
		return false; /* whoever decides it verifies it */
	if (d->file.tasks[task].kind == TASK_APPEAL && desk_may(d, RIGHT_APPEALS))
		return true;
	return desk_may(d, task_right(d->file.tasks[task].kind)) ||
	       (d->file.tasks[task].escalated && desk_may(d, RIGHT_TAKEOVER));
}

/* What follows from a waiver that does not hold: before the decision the end, after it the revocation. */
static void propose(const struct desk *d, size_t task, struct batch *b)
{
	enum task_kind k = d->file.decided_ms ? TASK_REVOKE : TASK_TERMINATE;
	const char *subject = d->file.tasks[task].subject;

	if (!task_find(&d->file, k, subject))
		task_put(k, subject, clock_today(), &batch_add(b, "TASK")->body);
}

static struct record *put_answer(struct batch *b, size_t task, bool failed, const char *text)
{
	struct record *body = &batch_add(b, "ANSWER")->body;

	record_addi(body, "n", (int64_t)task);
	record_add(body, "result", failed ? "failed" : "ok");
	record_add(body, "text", text);
	return body;
}

void credit_settle(struct desk *d)
{
	struct batch b = {0};
	int trusted = -1;

	if (!d->open || casefile_open(&d->file))
		return;
	for (size_t i = 0; i < d->file.n_tasks; i++) {
		const struct task *t = &d->file.tasks[i];
		if (t->kind != TASK_CREDIT || !task_open(t))
			continue;
		if (b.n == 0 && (trusted = desk_trust(d)) < 0)
			return; /* still nobody knows */
		record_add(put_answer(&b, i, trusted == 0,
				   trusted ? N_("the credit is good") : N_("the credit is not good")),
			"system", "1");
		if (trusted == 0)
			propose(d, i, &b);
	}
	enum err e = b.n ? desk_write(d, &b, LATER) : OK;
	if (e)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
}

enum err desk_answer_task(struct desk *d, size_t task, bool failed, const char *text)
{
	struct batch b = {0};
	enum err e = ready(d, text);

	if (!e && (task >= d->file.n_tasks || !task_open(&d->file.tasks[task])))
		e = ERR_STATE;
	if (!e && !desk_task_mine(d, task))
		e = ERR_DENIED;
	if (e)
		return e;
	if (!desk_acts(d, task_right(d->file.tasks[task].kind)))
		(void)desk_acts(d, RIGHT_TAKEOVER);
	const struct task *t = &d->file.tasks[task];
	(void)put_answer(&b, task, failed, text);
	if (failed && (t->kind == TASK_VERIFY || t->kind == TASK_CREDIT))
		propose(d, task, &b);
	return desk_write(d, &b, NOW);
}

/* ---- who looked ---- */

enum err desk_looked(struct desk *d, const char *screen)
{
	struct record body = {0};
	struct entry entry = {.kind = "VIEW", .body = &body};
	char hex[UID_HEX];

	if (!d->open)
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	uid_hex(&d->file.id, hex);
	record_add(&body, "case", hex);
	record_add(&body, "screen", screen);
	record_add(&body, "window", d->parts.window);
	enum err e = journal_append_wait(d->parts.store, &entry, 1, NULL, NULL, WRITE_WAIT_MS);
	record_release(&body);
	return e;
}

enum err desk_past(struct desk *d, struct person_past **out)
{
	enum err e = d->open ? desk_know_rights(d) : ERR_STATE;

	return e ? e : person_past_new(d->parts.store, shelf_find, d->shelf, d->recusals, &d->file, out);
}

enum err desk_pairs(struct desk *d, struct pair *out, size_t *n)
{
	enum err e = d->open ? desk_know_rights(d) : ERR_STATE;

	return e ? e : pairs_find(d->parts.store, shelf_find, d->shelf, &d->file, out, n);
}

enum err desk_arrived(struct desk *d, const char *missing)
{
	enum err e = d->open ? desk_know_rights(d) : ERR_STATE;
	struct uid id = d->file.id;

	if (!e)
		e = transfer_arrived(d->parts.store, shelf_find, d->shelf, d->recusals, &id, missing);
	return e ? e : desk_reload(d);
}
