/* SPDX-License-Identifier: MIT
 *
 * What stands beside a case (branch.h): kept there by who lost it, taken in or left out by who has it.
 * What must hold: a piece that is taken is in the form and settled in one transaction.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/branch.h"
#include "core/casework/desk/desk_inside.h"
#include "core/store/lease.h"

enum { BODY_BYTES = 64 * 1024 };

bool desk_lost(const struct desk *d)
{
	struct lease_who who;

	return d->open && lease_look(d->parts.store, &d->file.id, &who) == ERR_EXISTS;
}

size_t desk_apart(const struct desk *d)
{
	return d->apart;
}

/* ---- keeping ---- */

/* Where in the case our head stands. */
struct place {
	const uint8_t *head;
	uint32_t seq;
};

static enum err find_head(const struct event *e, void *ctx)
{
	struct place *p = ctx;

	if (memcmp(e->hash, p->head, HASH_SIZE) == 0)
		p->seq = e->case_seq;
	return OK;
}

/* The same thing is said again by a later act of the list. */
static bool said_again(const struct act *acts, size_t n, size_t i)
{
	for (size_t k = i + 1; k < n; k++) {
		struct event later = {.body = acts[k].body};
		text_copy(later.kind, sizeof later.kind, acts[k].kind);
		if (text_equal(acts[k].kind, acts[i].kind) && !text_equal(acts[i].kind, "ROW") &&
			branch_clashes(NULL, acts[i].kind, &acts[i].body, &later))
			return true;
	}
	return false;
}

static void put_apart(const struct desk *d, const struct act *act, const struct place *at, struct batch *b)
{
	struct act *keep = batch_add(b, "BRANCH");
	struct record *body = &keep->body;
	char base[2 * HASH_SIZE + 1];
	struct buf bytes;

	buf_init(&bytes, BODY_BYTES);
	record_encode(&act->body, &bytes);
	text_hex(at->head, HASH_SIZE, base);
	record_add(body, "act", "keep");
	record_add(body, "was", act->kind);
	record_add(body, "name", branch_about(act->kind, &act->body));
	record_add(body, "base", base);
	record_addi(body, "seq", at->seq);
	record_add(body, "window", d->parts.window);
	record_addn(body, "body", bytes.data, bytes.len);
	if (bytes.err)
		body->err = bytes.err;
	memcpy(keep->form, act->form, HASH_SIZE);
	buf_release(&bytes);
}

/* Beside the newest head, whatever that is: no head is expected. */
static enum err append_apart(struct desk *d, const struct uid *id, const struct batch *b)
{
	struct entry entries[EVENT_BATCH];

	for (size_t i = 0; i < b->n; i++) {
		if (b->acts[i].body.err)
			return b->acts[i].body.err;
		entries[i] = (struct entry){.casefile = *id, .kind = b->acts[i].kind,
			.body = &b->acts[i].body, .op_id = b->acts[i].op, .form_hash = b->acts[i].form};
	}
	return b->n ? journal_append(d->parts.store, entries, b->n, NULL, NULL) : OK;
}

static bool decides(const struct act *acts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(acts[i].kind, "STATE") || text_equal(acts[i].kind, "ITEM"))
			return true;
	return false;
}

enum err desk_keep_apart(struct desk *d, const struct uid *id, const uint8_t head[HASH_SIZE],
	const struct act *acts, size_t n)
{
	struct batch b = {0};
	struct place at = {head, 0};

	if (decides(acts, n)) /* one act with all that belongs to it */
		return OK;
	enum err e = journal_case(d->parts.store, id, find_head, &at);
	for (size_t i = 0; !e && i < n; i++)
		if (!acts[i].station && branch_fits(acts[i].kind, &acts[i].body) &&
			!said_again(acts, n, i))
			put_apart(d, &acts[i], &at, &b);
	if (!e)
		e = append_apart(d, id, &b);
	if (!e)
		d->apart += b.n;
	batch_release(&b);
	return e;
}

/* ---- looking ---- */

struct clashing {
	const struct casefile *file;
	struct desk_branch *out;
	size_t n;
};

static enum err mark_clashes(const struct event *e, void *ctx)
{
	struct clashing *x = ctx;

	for (size_t i = 0; i < x->n; i++) {
		const struct branch *b = x->out[i].branch;
		x->out[i].clashes |= e->case_seq > b->seq &&
			branch_clashes(x->file->item, b->was, &b->body, e);
	}
	return OK;
}

enum err desk_branches(const struct desk *d, struct desk_branch *out, size_t max, size_t *n)
{
	struct clashing x = {&d->file, out, 0};

	*n = 0;
	if (!d->open)
		return ERR_STATE;
	for (size_t i = 0; i < d->file.n_branches && x.n < max; i++)
		if (d->file.branches[i].state == BRANCH_OPEN)
			out[x.n++] = (struct desk_branch){.index = i, .branch = &d->file.branches[i]};
	enum err e = x.n ? journal_case(d->parts.store, &d->file.id, mark_clashes, &x) : OK;
	if (!e)
		*n = x.n;
	return e;
}

/* ---- settling ---- */

static void put_settled(struct batch *b, const struct branch *x, const char *act)
{
	struct record *body = &batch_add(b, "BRANCH")->body;
	char of[UID_HEX];

	uid_hex(&x->op, of);
	record_add(body, "act", act);
	record_add(body, "name", branch_name(x));
	record_add(body, "of", of);
}

/* As it was entered, by whom and when. */
static void put_act(struct batch *b, const struct branch *x)
{
	struct record *body = &batch_add(b, x->was)->body;

	for (size_t i = 0; i < x->body.n; i++)
		if (!text_equal(x->body.pairs[i].name, "keys"))
			record_addn(body, x->body.pairs[i].name, x->body.pairs[i].value, x->body.pairs[i].len);
	if (!text_equal(x->was, "FIELD"))
		return;
	if (!record_find(&x->body, "at"))
		record_addi(body, "at", x->at_ms);
	if (!record_find(&x->body, "actor"))
		record_add(body, "actor", x->by);
}

/* Its row may not be there any more, or not yet. */
static enum err bring_row(struct desk *d, const struct field *f)
{
	const struct repeat *r = f->row >= 0 ? &d->file.item->repeats[f->repeat] : NULL;

	for (int rows = 0; r && (rows = draft_rows(&d->file.draft, (size_t)f->repeat)) <= f->row;) {
		int row;
		enum err e = desk_row_add(d, (size_t)f->repeat, &row);
		if (e)
			return e;
	}
	return OK;
}

static enum err may_take(struct desk *d, const struct branch *x)
{
	const struct item *item = d->file.item;
	int field = text_equal(x->was, "FIELD") && item ? item_field(item, branch_name(x)) : -1;

	if (!text_equal(x->was, "FIELD"))
		return item ? OK : ERR_STATE;
	if (field < 0)
		return ERR_NOTFOUND;
	if (answer_edit(&item->fields[field], &d->file.draft.answers[field]) != CHANGE_FREE &&
		!record_find(&x->body, "reason"))
		return ERR_DENIED;
	return bring_row(d, &item->fields[field]);
}

static enum err one(const struct desk *d, size_t branch, struct uid *op)
{
	if (!d->open || branch >= d->file.n_branches || d->file.branches[branch].state != BRANCH_OPEN)
		return ERR_STATE;
	*op = d->file.branches[branch].op;
	return OK;
}

/* The file may have been folded anew. */
static const struct branch *found(const struct desk *d, const struct uid *op)
{
	for (size_t i = 0; i < d->file.n_branches; i++)
		if (uid_equal(&d->file.branches[i].op, op))
			return &d->file.branches[i];
	return NULL;
}

enum err desk_branch_take(struct desk *d, size_t branch)
{
	struct batch b = {0};
	struct uid op;
	enum err e = one(d, branch, &op);

	if (!e)
		e = desk_form_open(d);
	if (!e)
		e = may_take(d, &d->file.branches[branch]);
	if (e)
		return e;
	const struct branch *x = found(d, &op);
	if (!x || x->state != BRANCH_OPEN)
		return ERR_STATE;
	put_act(&b, x);
	put_settled(&b, x, "take");
	return desk_write(d, &b, NOW);
}

enum err desk_branch_drop(struct desk *d, size_t branch)
{
	struct batch b = {0};
	struct uid op;
	enum err e = one(d, branch, &op);

	if (e)
		return e;
	put_settled(&b, &d->file.branches[branch], "drop");
	return desk_write(d, &b, NOW);
}

/* ---- what others write while the case is open here ---- */

bool desk_overtaken(struct desk *d)
{
	size_t before = d->open ? branches_open(&d->file) : 0;
	struct operator_info who;
	uint8_t head[HASH_SIZE];
	char by[16];

	if (!d->open || d->queued || journal_head(d->parts.store, &d->file.id, head) ||
		memcmp(head, d->head, HASH_SIZE) == 0 || desk_lost(d) || desk_reload(d))
		return false;
	d->changed = true;
	size_t n = branches_newest(&d->file, by);
	if (branches_open(&d->file) > before)
		desk_tell(d, NOTE_PROBLEM, _("%s still entered %zu values here: they stand beside the case"),
			operator_find(d->parts.store, by, &who) == OK ? who.name : by, n);
	return true;
}
