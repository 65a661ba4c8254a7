/* SPDX-License-Identifier: MIT
 *
 * Whose turn a case is, who urged it, and taking such an act back. What must hold: an act is taken
 * back only while nothing else happened to the case and within UNDO_MS; what was before stands
 * again. Rights are checked where the acts are made (queue.h); a takeover says from whom.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

static bool in_hand(const struct casefile *c)
{
	return c->events > 0 && state_open(c->state);
}

static void forget(struct casefile *c)
{
	c->queue.last = (struct queue_act){0};
}

void queue_remember(const struct fold *f)
{
	struct casefile *c = f->file;
	struct queue_act *a = &c->queue.last;

	*a = (struct queue_act){.op = f->event->op_id,
		.urged = c->queue.urged,
		.urged_ms = c->queue.urged_ms,
		.extension = c->extension,
		.due = c->due,
		.legal_due = c->legal_due,
		.at_ms = f->event->at_ms};
	text_copy(a->kind, sizeof a->kind, f->event->kind);
	text_copy(a->holder, sizeof a->holder, c->queue.holder);
	text_copy(a->window, sizeof a->window, c->window);
}

/* The counter's until it goes to the department, then whoever takes it there. */
void queue_moved(const struct fold *f, enum state from, enum state to)
{
	struct casefile *c = f->file;

	forget(c);
	if ((from == STATE_ACCEPTED && to == STATE_EXAMINING) || to == STATE_DECIDING ||
		from == STATE_DECIDING || !state_open(to))
		*c->queue.holder = '\0';
	if (to == STATE_RECEIVED && from == STATE_DRAFT)
		c->queue.spot = c->id.b[sizeof c->id.b - 1] % SPOT_ONE_IN == 0;
}

enum err fold_claim(const struct fold *f)
{
	struct casefile *c = f->file;

	if (!in_hand(c))
		return ERR_STATE;
	if (!text_equal(fold_said(f, "from"), c->queue.holder))
		return ERR_CONFLICT; /* somebody was quicker */
	text_copy(c->queue.holder, sizeof c->queue.holder, f->event->actor);
	forget(c);
	return OK;
}

enum err fold_release(const struct fold *f)
{
	struct casefile *c = f->file;

	if (!in_hand(c) || !text_equal(c->queue.holder, f->event->actor))
		return ERR_STATE;
	*c->queue.holder = '\0';
	forget(c);
	return OK;
}

enum err fold_assign(const struct fold *f)
{
	struct casefile *c = f->file;
	const char *to = fold_said(f, "to"), *window = fold_said(f, "window");

	if (!in_hand(c) || c->state == STATE_DRAFT)
		return ERR_STATE;
	if (strlen(to) >= sizeof c->queue.holder || strlen(window) >= sizeof c->window ||
		(!*to && !*window))
		return ERR_INPUT;
	queue_remember(f);
	text_copy(c->queue.holder, sizeof c->queue.holder, to);
	if (*window)
		text_copy(c->window, sizeof c->window, window);
	return OK;
}

enum err fold_urge(const struct fold *f)
{
	struct casefile *c = f->file;

	if (!in_hand(c) || c->state == STATE_DRAFT)
		return ERR_STATE;
	queue_remember(f);
	c->queue.urged++;
	c->queue.urged_ms = f->event->at_ms;
	return OK;
}

enum err fold_reply(const struct fold *f)
{
	struct casefile *c = f->file;

	if (!in_hand(c))
		return ERR_STATE;
	if (!*fold_said(f, "reason"))
		return ERR_INPUT;
	c->queue.replied_ms = f->event->at_ms;
	forget(c);
	return OK;
}

enum err fold_undo(const struct fold *f)
{
	struct casefile *c = f->file;
	const struct queue_act a = c->queue.last;
	struct uid of = {{0}};
	static const struct uid none;

	if (!text_unhex(fold_said(f, "of"), of.b, sizeof of.b))
		return ERR_INPUT;
	if (memcmp(&of, &none, sizeof of) == 0 || memcmp(&of, &a.op, sizeof of) != 0 ||
		f->event->at_ms - a.at_ms > UNDO_MS)
		return ERR_STATE;
	text_copy(c->queue.holder, sizeof c->queue.holder, a.holder);
	text_copy(c->window, sizeof c->window, a.window);
	c->queue.urged = a.urged;
	c->queue.urged_ms = a.urged_ms;
	if (text_equal(a.kind, "EXTEND")) {
		c->extension = a.extension;
		c->due = a.due;
		c->legal_due = a.legal_due;
	}
	forget(c);
	return OK;
}
