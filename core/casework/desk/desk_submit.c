/* SPDX-License-Identifier: MIT
 *
 * The submit. What must hold: everything it means happens in one transaction.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/evidence.h"
#include "core/casework/material.h"
#include "core/casework/number.h"
#include "core/casework/task.h"
#include "core/form/fingerprint.h"
#include "core/standards/workday.h"

enum err desk_may_submit(const struct desk *d)
{
	enum err e = desk_form_open(d);

	if (e)
		return e;
	if (!desk_may(d, RIGHT_ACCEPT))
		return ERR_DENIED;
	if (desk_blocked(d))
		return ERR_STATE;
	if (!d->file.item || !d->judged || !d->file.identity_confirmed ||
		!d->file.duplicate_answered || d->eval.errors > 0 || d->eval.unexcused > 0 ||
		material_missing(&d->file) > 0 || desk_guardian_missing(d))
		return ERR_INCOMPLETE;
	if (level_missing(&d->file) || desk_stale_count(d, NULL) > 0)
		return ERR_INCOMPLETE;
	for (size_t i = 0; i < d->file.item->n_fields; i++)
		if (value_bond(&d->file, i, casefile_day(&d->file, clock_today())) > BOND_OK)
			return ERR_TAMPER;
	return OK;
}

/* What is in the casefile after the submit, as far as the slip shows it. */
struct outcome_of_submit {
	int64_t now_ms;
	struct due promised, legal;
	bool promise, law; /* there is such a day */
	char query[QUERY_CODE];
};

static enum err days_of(const struct desk *d, const struct period *p, int64_t now_ms, bool *set,
	struct due *out)
{
	*set = p->days > 0;
	return *set ? workday_due(now_ms, p->days, p->working ? DUE_WORKING : DUE_CALENDAR,
			      casefile_rule(&d->file), NULL, 0, out)
		    : OK;
}

bool desk_at_once(const struct desk *d)
{
	return item_kind(d->file.item, d->eval.situation) == ITEM_INSTANT &&
	       (d->file.item->appeal != HOTLINE_NONE || !casefile_unverified(&d->file));
}

static enum err foresee(const struct desk *d, struct outcome_of_submit *o)
{
	const struct item *item = d->file.item;
	int situation = d->eval.situation;
	enum err e = OK;

	*o = (struct outcome_of_submit){.now_ms = clock_now_ms()};
	if (*d->file.query)
		text_copy(o->query, sizeof o->query, d->file.query); /* as the notice has it */
	else
		query_code_new(o->query);
	if (!desk_at_once(d)) {
		e = days_of(d, item_promised(item, situation), o->now_ms, &o->promise, &o->promised);
		if (!e)
			e = days_of(d, item_legal(item, situation), o->now_ms, &o->law, &o->legal);
	}
	return e;
}

/* The receipt has told it already. */
static bool told_so(const struct casefile *c, size_t material)
{
	const struct material_mark *now = &c->marks[material], *then = &c->chosen[material];

	return c->state == STATE_RECEIVED && now->mark == then->mark && now->pending == then->pending;
}

/* One that is not needed any more is told too, or what was chosen for it would stand. */
void batch_materials(const struct desk *d, struct batch *b)
{
	for (size_t i = 0; i < d->file.item->n_materials; i++)
		if ((d->file.marks[i].mark != MARK_IDLE || d->file.chosen[i].mark != MARK_IDLE) &&
			!told_so(&d->file, i))
			material_put(d->file.item, i, &d->file.marks[i],
				&batch_add(b, "MATERIAL")->body);
}

struct record *batch_state(struct batch *b, enum state to)
{
	struct record *body = &batch_add(b, "STATE")->body;

	record_add(body, "to", state_word(to));
	return body;
}

struct record *batch_received(const struct desk *d, struct batch *b)
{
	struct record *body = batch_state(b, STATE_RECEIVED);

	record_add(body, "hours", d->file.any_hour ? "any" : NULL);
	return body;
}

static bool any_deferred(const struct casefile *c)
{
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_DEFERRED)
			return true;
	return false;
}

/* Names of the answers that stay behind because they are not shown. */
static void list_hidden(const struct desk *d, struct buf *out)
{
	for (size_t i = 0; i < d->file.item->n_fields; i++) {
		const struct field *f = &d->file.item->fields[i];
		const struct answer *a = &d->file.draft.answers[i];
		if (f->fact || f->type == FIELD_ROWS || d->eval.visible[i] ||
			a->origin == ORIGIN_NONE || a->origin == ORIGIN_DERIVED)
			continue;
		buf_adds(out, out->len ? " " : "");
		buf_adds(out, f->name);
	}
}

static void add_received(const struct desk *d, const struct outcome_of_submit *o, struct batch *b)
{
	struct record *body = batch_received(d, b);
	struct buf hidden;

	record_add(body, "query", o->query);
	if (d->eval.situation >= 0)
		record_add(body, "situation", d->file.item->situations[d->eval.situation].name);
	buf_init(&hidden, RECORD_BYTES / 2);
	list_hidden(d, &hidden);
	if (hidden.len)
		record_add(body, "hidden", buf_text(&hidden));
	buf_release(&hidden);
}

static enum err add_states(const struct desk *d, const struct outcome_of_submit *o, struct batch *b)
{
	char day[11];

	add_received(d, o, b);
	struct record *accepted = batch_state(b, STATE_ACCEPTED);
	if (o->promise) {
		day_format(o->promised.day, day);
		record_add(accepted, "due", day);
		if (o->promised.provisional)
			record_add(accepted, "provisional", "1");
	}
	if (o->law) {
		day_format(o->legal.day, day);
		record_add(accepted, "legal", day);
	}
	enum err e = batch_register(d, b);
	if (desk_at_once(d)) {
		batch_state(b, any_deferred(&d->file) ? STATE_GRANTED_DEF : STATE_GRANTED);
		batch_state(b, STATE_DELIVERED);
	}
	return e;
}

int desk_copies(const struct item *item, const char *document)
{
	for (size_t i = 0; i < item->n_documents; i++)
		if (text_equal(item->documents[i].name, document) && item->documents[i].copies > 0)
			return item->documents[i].copies;
	return slip_copies(document);
}

struct slip_place desk_place(const struct desk *d)
{
	return (struct slip_place){.hall = d->parts.hall,
		.clerk = *d->behalf ? d->signature : desk_operator(d),
		.phone = "12345",
		.catalog = d->parts.catalog,
		.training = d->parts.training,
		.window = d->parts.window,
		.region = d->parts.region,
		.bilingual = d->parts.bilingual};
}

int desk_columns(const struct desk *d)
{
	return d->parts.slip_columns ? d->parts.slip_columns : SLIP_NARROW;
}

void batch_slip(struct batch *b, const char *document, int copies, int columns,
	const struct buf *text)
{
	struct record *body = &batch_add(b, "SLIP")->body;
	uint8_t hash[HASH_SIZE];

	fingerprint(text->data, text->len, hash);
	record_add(body, "document", document);
	record_addi(body, "copies", copies);
	record_addi(body, "columns", columns);
	record_addn(body, "hash", hash, HASH_SIZE);
	record_addn(body, "bytes", text->data, text->len);
}

/* The casefile as it will be, borrowing everything from the one that is. */
static struct casefile afterwards(const struct desk *d, const struct outcome_of_submit *o)
{
	struct casefile after = d->file;

	after.state = desk_at_once(d) ? STATE_DELIVERED : STATE_ACCEPTED;
	after.received_ms = after.accepted_ms = o->now_ms;
	after.due = o->promise ? o->promised.day : DAY_NONE;
	after.legal_due = o->law ? o->legal.day : DAY_NONE;
	after.due_provisional = o->promise && o->promised.provisional;
	text_copy(after.query, sizeof after.query, o->query);
	return after;
}

/* Does the item name the document for this case? chosen: by a rule of its own. */
static bool listed(const struct desk *d, const char *document, bool *chosen)
{
	const struct item *item = d->file.item;
	struct rule_value v = {.null = true};

	for (size_t i = 0; i < item->n_documents; i++) {
		const struct document *doc = &item->documents[i];
		if (!text_equal(doc->name, document))
			continue;
		*chosen = doc->when >= 0;
		return doc->when < 0 || (draft_rule(&d->file.draft, &d->eval, doc->when, -1,
						 casefile_day(&d->file, clock_today()), &v) == OK &&
						rule_true(&v));
	}
	return false;
}

enum err batch_document(const struct desk *d, const struct casefile *after, const char *document,
	const struct life_args *args, struct batch *b)
{
	struct slip_place place = desk_place(d);
	int columns = slip_columns(document, desk_columns(d), d->parts.page_columns);
	struct buf text;

	place.eval = d->judged && uid_equal(&after->id, &d->file.id) ? &d->eval : NULL;
	place.args = args;
	buf_init(&text, SLIP_BYTES);
	enum err e = slip_render(after, document, &place, columns, &text);
	if (!e)
		batch_slip(b, document, desk_copies(after->item, document), columns, &text);
	buf_release(&text);
	return e;
}

enum err batch_slips(const struct desk *d, const struct casefile *after, struct batch *b)
{
	const char *document;
	enum err e = OK;

	for (size_t i = 0; !e && (document = slip_document(i)) != NULL; i++) {
		bool chosen = false, named = listed(d, document, &chosen);
		if (slip_due(after, &d->eval, document, named, chosen))
			e = batch_document(d, after, document, NULL, b);
	}
	return e;
}

/* Everything on paper that the submit brings about, frozen. */
static enum err add_slips(const struct desk *d, const struct outcome_of_submit *o, struct batch *b)
{
	struct casefile after = afterwards(d, o);

	return batch_slips(d, &after, b);
}

static void put_task(struct batch *b, enum task_kind k, const char *subject)
{
	struct record *body = &batch_add(b, "TASK")->body;

	task_put(k, subject, clock_today(), body);
	record_add(body, "system", "1");
}

/* A pledge is compared with the registers within its days; what was let through before the credit was
 * known is asked about again. */
void batch_verify(const struct desk *d, struct batch *b)
{
	for (size_t i = 0; i < d->file.item->n_materials; i++) {
		const char *name = d->file.item->materials[i].name;
		if (d->file.marks[i].mark == MARK_PLEDGED)
			put_task(b, TASK_VERIFY, name);
		if (d->file.marks[i].pending)
			put_task(b, TASK_CREDIT, name);
	}
}

enum err desk_submit(struct desk *d)
{
	struct outcome_of_submit o;
	struct batch b = {0};
	enum err e = desk_may_submit(d);

	if (!e && !desk_acts(d, RIGHT_ACCEPT))
		e = ERR_DENIED;
	if (!e)
		e = desk_bound(d);
	if (!e)
		e = desk_one_open(d); /* another window may have been faster */
	if (!e)
		e = desk_not_again(d);
	if (!e)
		e = foresee(d, &o);
	if (e)
		return e;
	batch_materials(d, &b);
	batch_disputes(d, &b);
	e = add_states(d, &o, &b);
	batch_verify(d, &b);
	if (!e)
		e = add_slips(d, &o, &b);
	if (e) {
		batch_release(&b);
		return e;
	}
	e = desk_write(d, &b, NOW);
	if (!e) {
		sticky_keep(d);
		steps_release(&d->undo);
		steps_release(&d->redo);
	}
	return e;
}

/* What is received may be incomplete: that is for whoever accepts or refuses it to say. Of a completion
 * each line that was told is looked at again before (domain.md 3, FIXING -> RECEIVED). */
static enum err may_receive(const struct desk *d)
{
	enum err e = desk_form_open(d);

	if (!e && d->file.state == STATE_FIXING && material_unanswered(&d->file) > 0)
		e = ERR_INCOMPLETE;
	if (!e && desk_blocked(d))
		e = ERR_STATE;
	if (!e && (!d->file.item || !d->judged || !d->file.identity_confirmed ||
			  !d->file.duplicate_answered || desk_guardian_missing(d)))
		e = ERR_INCOMPLETE;
	return e;
}

enum err desk_receive(struct desk *d)
{
	struct outcome_of_submit o;
	struct batch b = {0};
	enum err e = may_receive(d);

	if (!e && !desk_acts(d, RIGHT_RECEIVE))
		e = ERR_DENIED;
	if (!e)
		e = desk_one_open(d);
	if (!e)
		e = desk_not_again(d);
	if (!e)
		e = foresee(d, &o);
	if (e)
		return e;
	batch_materials(d, &b);
	add_received(d, &o, &b);
	struct casefile after = afterwards(d, &o);
	after.state = STATE_RECEIVED;
	after.accepted_ms = 0;
	after.due = after.legal_due = DAY_NONE;
	e = batch_document(d, &after, "receipt", NULL, &b);
	if (e)
		batch_release(&b);
	else
		e = desk_write(d, &b, NOW);
	if (!e) {
		steps_release(&d->undo);
		steps_release(&d->redo);
	}
	return e;
}

enum err desk_withdraw(struct desk *d, const char *reason)
{
	struct batch b = {0};

	if (!d->open)
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	if (!state_may(d->file.state, STATE_RETRACTED) ||
		clock_now_ms() - d->file.accepted_ms > WITHDRAW_MS)
		return ERR_STATE;
	if (!desk_acts(d, RIGHT_RECEIVE))
		return ERR_DENIED;
	if (!reason || !*reason)
		return ERR_INPUT;
	struct life_args args = {.reason = reason};
	record_add(batch_state(&b, STATE_RETRACTED), "reason", reason);
	enum err e = batch_papers(d, LIFE_RETRACT, STATE_RETRACTED, &args, &b);
	if (e) {
		batch_release(&b);
		return e;
	}
	return desk_write(d, &b, NOW);
}
