/* SPDX-License-Identifier: MIT
 *
 * What must hold: durable before visible. An act is in the journal when desk_write returns OK, or
 * it stands in the queue and desk_unsaved says so; the queue is written in order, and afterwards
 * the casefile is folded anew from the journal, so what is shown is what is kept.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/branch.h"
#include "core/casework/desk/desk_inside.h"

struct act *batch_add(struct batch *b, const char *kind)
{
	if (b->n == b->cap) {
		size_t cap = b->cap ? 2 * b->cap : 8;
		b->acts = mem_grow(b->acts, b->cap * sizeof *b->acts, cap * sizeof *b->acts);
		b->cap = cap;
	}
	struct act *a = &b->acts[b->n++];
	text_copy(a->kind, sizeof a->kind, kind);
	a->op = uid_new();
	return a;
}

void batch_release(struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		record_release(&b->acts[i].body);
	mem_free(b->acts);
	*b = (struct batch){0};
}

void batch_cut(struct batch *b, size_t n)
{
	while (b->n > n)
		record_release(&b->acts[--b->n].body);
}

void desk_seen(const struct event *e, void *desk)
{
	struct desk *d = desk;

	if (d->n_seen == EVENT_BATCH)
		return;
	struct seen *s = &d->seen[d->n_seen++];
	*s = (struct seen){.casefile = e->casefile, .case_seq = e->case_seq, .at_ms = e->at_ms};
	memcpy(s->hash, e->hash, HASH_SIZE);
	memcpy(s->prev, e->prev_event, HASH_SIZE);
	text_copy(s->actor, sizeof s->actor, e->actor);
}

void act_entry(const struct act *a, const struct uid *id, struct entry *out)
{
	static const struct uid none;

	*out = (struct entry){.casefile = a->station ? none : uid_none(&a->other) ? *id : a->other,
		.kind = a->kind,
		.body = &a->body,
		.op_id = a->op,
		.form_hash = a->station ? NULL : a->form};
}

/* The file takes the event; body and form are borrowed from the act. */
static enum err apply(struct desk *d, const struct act *a, const struct seen *s)
{
	struct event e = {.casefile = s->casefile,
		.case_seq = s->case_seq,
		.at_ms = s->at_ms,
		.op_id = a->op,
		.body = a->body};

	memcpy(e.hash, s->hash, HASH_SIZE);
	memcpy(e.prev_event, s->prev, HASH_SIZE);
	memcpy(e.form_hash, a->form, HASH_SIZE);
	text_copy(e.kind, sizeof e.kind, a->kind);
	text_copy(e.actor, sizeof e.actor, s->actor);
	return casefile_apply(&d->file, &e, shelf_find, d->shelf);
}

/* An act that is not written yet looks to the file like the event it will be. */
static enum err apply_waiting(struct desk *d, const struct act *a)
{
	struct seen s = {
		.casefile = d->file.id, .case_seq = d->file.events + 1, .at_ms = clock_now_ms()};

	if (a->station || !uid_none(&a->other))
		return OK;
	memcpy(s.prev, d->file.head, HASH_SIZE);
	memcpy(s.hash, a->op.b, sizeof a->op.b);
	text_copy(s.actor, sizeof s.actor, desk_operator(d));
	return apply(d, a, &s);
}

/* Acts that need a right; what was typed or fetched is whose hand it was. */
static bool says_whose_place(const struct desk *d, const char *kind)
{
	static const char *const kinds[] = {
		"STATE", "EXTEND", "WAIVE", "NOTICE", "OPINION", "STAGE", "PART", "TASK", "ANSWER", "SLIP",
		"APPEAL"};

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i], kind))
			return true;
	return d->file.state == STATE_RECEIVED && text_equal(kind, "MATERIAL");
}

static void stamp(struct desk *d, struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (d->file.item && uid_none(&b->acts[i].other) && !text_equal(b->acts[i].kind, "ITEM"))
			memcpy(b->acts[i].form, d->file.item_hash, HASH_SIZE);
	for (size_t i = 0; *d->behalf && i < b->n; i++)
		if (says_whose_place(d, b->acts[i].kind))
			record_add(&b->acts[i].body, "for", d->behalf);
	if (d->keys > 0 && b->n > 0)
		record_addi(&b->acts[0].body, "keys", d->keys);
}

static enum err check(const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->acts[i].body.err)
			return b->acts[i].body.err;
	return b->n > EVENT_BATCH ? ERR_LIMIT : OK;
}

static enum err append(struct desk *d, const struct act *acts, size_t n, int wait_ms)
{
	struct entry entries[EVENT_BATCH];
	uint8_t head[HASH_SIZE];

	for (size_t i = 0; i < n; i++)
		act_entry(&acts[i], &d->file.id, &entries[i]);
	d->n_seen = 0;
	enum err e =
		wait_ms ? journal_append_wait(d->parts.store, entries, n, d->head, head, wait_ms)
			: journal_append(d->parts.store, entries, n, d->head, head);
	if (e)
		return e;
	memcpy(d->head, head, HASH_SIZE);
	d->saved_ms = clock_now_ms();
	return OK;
}

/* Folds the file from the journal, then lets it see what still waits. */
static enum err reload(struct desk *d)
{
	struct casefile fresh;
	enum err e = casefile_load(d->parts.store, &d->file.id, shelf_find, d->shelf, &fresh);

	if (e)
		return e;
	if (fresh.item != d->file.item) {
		steps_release(&d->undo);
		steps_release(&d->redo);
	}
	casefile_release(&d->file);
	d->file = fresh;
	memcpy(d->head, fresh.head, HASH_SIZE);
	for (size_t i = 0; !e && i < d->queued; i++)
		e = apply_waiting(d, &d->queue[i]);
	desk_refresh(d);
	return e;
}

/* What was written to the case since our head. */
struct since {
	const struct desk *desk;
	const struct act *acts;
	size_t n;
	bool passed, form, whole;    /* values were written; something else, or the same as here */
};

static bool among(const char *kind, const char *const *kinds, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(kinds[i], kind))
			return true;
	return false;
}

static bool of_form(const char *kind)
{
	static const char *const kinds[] = {"FIELD", "MATERIAL", "EXCUSE", "ROW", "EVIDENCE", "ASK"};

	return among(kind, kinds, COUNT_OF(kinds));
}

/* Stands in the case and changes nothing of it. */
static bool beside(const char *kind)
{
	static const char *const kinds[] = {"DISPUTE", "BRANCH", "NOTE", "PRINT", "REVEAL", "URGE", "REPLY"};

	return among(kind, kinds, COUNT_OF(kinds));
}

static enum err look_since(const struct event *e, void *ctx)
{
	struct since *x = ctx;
	bool here = x->passed;

	x->passed |= memcmp(e->hash, x->desk->head, HASH_SIZE) == 0;
	if (!here || beside(e->kind))
		return OK;
	x->form = true;
	x->whole |= !of_form(e->kind);
	for (size_t i = 0; i < x->n; i++)
		x->whole |= branch_clashes(x->desk->file.item, x->acts[i].kind, &x->acts[i].body, e);
	return OK;
}

/* Values written elsewhere meanwhile change nothing for other values written here, and what stands
 * beside a case changes nothing at all. */
static bool goes_behind(const struct desk *d, const struct act *acts, size_t n)
{
	struct since x = {.desk = d, .acts = acts, .n = n};

	if (journal_case(d->parts.store, &d->file.id, look_since, &x) || !x.passed || x.whole)
		return false;
	for (size_t i = 0; x.form && i < n; i++)
		if (!of_form(acts[i].kind))
			return false;
	return true;
}

/* Nothing is written into a case that a colleague has taken over, whether he wrote already or not. */
static enum err append_behind(struct desk *d, const struct act *acts, size_t n, int wait_ms)
{
	bool lost = desk_lost(d);
	enum err e = lost ? ERR_CONFLICT : append(d, acts, n, wait_ms);

	if (e != ERR_CONFLICT || lost || !goes_behind(d, acts, n))
		return e;
	e = reload(d);
	return e ? e : append(d, acts, n, wait_ms);
}

/* What does not fit any more stands beside the case from now on. */
static enum err set_apart(struct desk *d, const struct act *acts, size_t n)
{
	enum err e = desk_keep_apart(d, &d->file.id, d->head, acts, n);

	return e ? e : ERR_CONFLICT;
}

enum err desk_reload(struct desk *d)
{
	enum err e = d->queued ? desk_flush(d, WRITE_WAIT_MS) : OK;

	return e ? e : reload(d);
}

static enum err written(struct desk *d, const struct batch *b)
{
	size_t seen = 0, own = 0;

	for (size_t i = 0; i < b->n; i++)
		own += !b->acts[i].station;
	enum err e = d->n_seen == own ? OK : ERR_TAMPER;
	for (size_t i = 0; !e && i < b->n; i++) {
		if (b->acts[i].station)
			continue;
		if (uid_none(&b->acts[i].other))
			e = apply(d, &b->acts[i], &d->seen[seen]);
		seen++;
	}
	d->keys = 0;
	return e ? reload(d) : OK;
}

static enum err enqueue(struct desk *d, struct batch *b)
{
	enum err e = OK;

	if (d->queued + b->n > DESK_QUEUE)
		return ERR_BUSY;
	for (size_t i = 0; !e && i < b->n; i++)
		e = apply_waiting(d, &b->acts[i]);
	if (e) {
		enum err again = reload(d);
		return again ? again : e;
	}
	for (size_t i = 0; i < b->n; i++)
		d->queue[d->queued++] = b->acts[i];
	b->n = 0;
	d->keys = 0;
	d->retry_ms = clock_mono_ms() + RETRY_MS;
	return OK;
}

enum err desk_write(struct desk *d, struct batch *b, enum patience p)
{
	stamp(d, b);
	enum err e = check(b);
	if (!e && d->queued)
		e = desk_flush(d, p == NOW ? WRITE_WAIT_MS : 0);
	if (!e)
		e = append_behind(d, b->acts, b->n, p == NOW ? WRITE_WAIT_MS : 0);
	if (e == ERR_CONFLICT && d->queued == 0)
		e = set_apart(d, b->acts, b->n);
	if (e == ERR_CONFLICT && !desk_lost(d) && reload(d))
		desk_tell(d, NOTE_PROBLEM, "%s", _("The case could not be read again; open it anew"));
	if (!e)
		e = written(d, b);
	else if (p == LATER && (e == ERR_BUSY || d->queued))
		e = enqueue(d, b);
	batch_release(b);
	desk_acts_for(d, "");
	if (!e) {
		desk_refresh(d);
		desk_follow(d);
	}
	return e;
}

void desk_drop_queue(struct desk *d)
{
	for (size_t i = 0; i < d->queued; i++)
		record_release(&d->queue[i].body);
	memset(d->queue, 0, sizeof d->queue);
	d->queued = 0;
	d->stuck = false;
}

/* The case has moved on without these acts: no trying again makes them fit. Anything else (a full
 * or failing disk, and what a database looks like on one) may come right. */
static bool hopeless(enum err e)
{
	return e == ERR_CONFLICT || e == ERR_STATE || e == ERR_INPUT || e == ERR_DENIED ||
	       e == ERR_LIMIT;
}

static void refused(struct desk *d, enum err e)
{
	if (!d->stuck)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
	d->stuck = true;
	d->retry_ms = clock_mono_ms() + STUCK_MS;
	if (!hopeless(e))
		return;
	desk_drop_queue(d);
	if (reload(d))
		desk_tell(
			d, NOTE_PROBLEM, "%s", _("The case could not be read again; open it anew"));
}

enum err desk_flush(struct desk *d, int wait_ms)
{
	if (d->queued == 0)
		return OK;
	enum err e = append_behind(d, d->queue, d->queued, wait_ms);
	if (e == ERR_CONFLICT)
		e = set_apart(d, d->queue, d->queued);
	if (e == ERR_BUSY || e == ERR_LOCKED) {
		d->retry_ms = clock_mono_ms() + RETRY_MS;
		return e;
	}
	if (e) {
		refused(d, e);
		return e;
	}
	desk_drop_queue(d);
	e = reload(d);
	if (!e)
		desk_follow(d);
	return e;
}
