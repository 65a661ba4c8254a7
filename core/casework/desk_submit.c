/* SPDX-License-Identifier: MIT
 *
 * The submit, and what comes out of the printer. What must hold: everything the submit
 * means happens in one transaction, and nothing a printer does moves a case.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk_inside.h"
#include "core/casework/material.h"
#include "core/casework/number.h"
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
		!d->file.duplicate_answered || d->eval.errors > 0 || material_missing(&d->file) > 0)
		return ERR_INCOMPLETE;
	struct prefill p = desk_prefill(d, NULL);
	for (size_t i = 0; i < d->file.item->n_fields; i++)
		if (!prefill_rests(&p, i))
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

static enum err days_of(const struct period *p, int64_t now_ms, bool *set, struct due *out)
{
	*set = p->days > 0;
	return *set ? workday_due(now_ms, p->days, p->working ? DUE_WORKING : DUE_CALENDAR,
			      DUE_RULE_B, NULL, 0, out)
		    : OK;
}

static enum err foresee(const struct casefile *c, struct outcome_of_submit *o)
{
	const struct item *item = c->item;
	enum err e = OK;

	*o = (struct outcome_of_submit){.now_ms = clock_now_ms()};
	if (*c->query)
		text_copy(o->query, sizeof o->query, c->query); /* the citizen has it from the notice */
	else
		query_code_new(o->query);
	if (item->kind != ITEM_INSTANT) {
		e = days_of(&item->promised, o->now_ms, &o->promise, &o->promised);
		if (!e)
			e = days_of(&item->legal, o->now_ms, &o->law, &o->legal);
	}
	return e;
}

void batch_materials(const struct desk *d, struct batch *b)
{
	for (size_t i = 0; i < d->file.item->n_materials; i++)
		if (d->file.marks[i].mark != MARK_IDLE)
			material_put(d->file.item, i, &d->file.marks[i],
				&batch_add(b, "MATERIAL")->body);
}

struct record *batch_state(struct batch *b, enum state to)
{
	struct record *body = &batch_add(b, "STATE")->body;

	record_add(body, "to", state_word(to));
	return body;
}

static bool any_deferred(const struct casefile *c)
{
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_DEFERRED)
			return true;
	return false;
}

static void add_states(const struct desk *d, const struct outcome_of_submit *o, struct batch *b)
{
	char day[11];

	record_add(batch_state(b, STATE_RECEIVED), "query", o->query);
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
	if (d->file.item->kind == ITEM_INSTANT) {
		batch_state(b, any_deferred(&d->file) ? STATE_GRANTED_DEF : STATE_GRANTED);
		batch_state(b, STATE_DELIVERED);
	}
}

int desk_copies(const struct item *item, const char *document, int otherwise)
{
	for (size_t i = 0; i < item->n_documents; i++)
		if (text_equal(item->documents[i].name, document) && item->documents[i].copies > 0)
			return item->documents[i].copies;
	return otherwise;
}

struct slip_place desk_place(const struct desk *d)
{
	return (struct slip_place){.hall = d->parts.hall,
		.clerk = desk_operator(d),
		.phone = "12345",
		.catalog = d->parts.catalog,
		.training = d->parts.training};
}

int desk_columns(const struct desk *d)
{
	return d->parts.slip_columns ? d->parts.slip_columns : 48;
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

/* Renders the slip of the casefile as it will be, and freezes it. */
static enum err add_slip(const struct desk *d, const struct outcome_of_submit *o, struct batch *b)
{
	struct casefile after = d->file; /* borrows everything */
	struct slip_place place = desk_place(d);
	struct buf text;

	after.state = d->file.item->kind == ITEM_INSTANT ? STATE_DELIVERED : STATE_ACCEPTED;
	after.received_ms = after.accepted_ms = o->now_ms;
	after.due = o->promise ? o->promised.day : DAY_NONE;
	after.legal_due = o->law ? o->legal.day : DAY_NONE;
	after.due_provisional = o->promise && o->promised.provisional;
	text_copy(after.query, sizeof after.query, o->query);
	buf_init(&text, SLIP_BYTES);
	enum err e = slip_render(&after, "receipt", &place, desk_columns(d), &text);
	if (!e)
		batch_slip(b, "receipt", desk_copies(d->file.item, "receipt", 1), desk_columns(d), &text);
	buf_release(&text);
	return e;
}

enum err desk_submit(struct desk *d)
{
	struct outcome_of_submit o;
	struct batch b = {0};
	enum err e = desk_may_submit(d);

	if (!e)
		e = desk_one_open(d); /* another window may have been faster */
	if (!e)
		e = foresee(&d->file, &o);
	if (e)
		return e;
	batch_materials(d, &b);
	add_states(d, &o, &b);
	e = add_slip(d, &o, &b);
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

enum err desk_withdraw(struct desk *d, const char *reason)
{
	struct batch b = {0};
	const struct operator_info *me = operator_current(d->parts.store);

	if (!d->open)
		return ERR_STATE;
	if (!me)
		return ERR_LOCKED;
	if (!state_may(d->file.state, STATE_RETRACTED) ||
		clock_now_ms() - d->file.accepted_ms > WITHDRAW_MS)
		return ERR_STATE;
	if (!state_allowed(d->file.state, STATE_RETRACTED, me->role))
		return ERR_DENIED;
	if (!reason || !*reason)
		return ERR_INPUT;
	record_add(batch_state(&b, STATE_RETRACTED), "reason", reason);
	return desk_write(d, &b, NOW);
}

enum err desk_print_slip(
	struct desk *d, const struct slip_kept *slip, const struct uid *casefile, size_t index)
{
	size_t slot = 0;

	while (slot < DESK_JOBS && d->jobs[slot].print)
		slot++;
	if (slot == DESK_JOBS)
		return ERR_BUSY;
	d->jobs[slot].slip = index;
	d->jobs[slot].casefile = *casefile;
	return slip_print(
		slip, d->parts.printer, d->parts.print_dir, &d->jobs[slot].print, NULL);
}

enum err desk_print(struct desk *d)
{
	if (!d->open || d->file.n_slips == 0)
		return ERR_STATE;
	size_t last = d->file.n_slips - 1;
	return desk_print_slip(d, &d->file.slips[last], &d->file.id, last);
}

/* The result is remembered with the case if it is still the one on the desk; the paper is out or
 * not either way. */
static void ended(struct desk *d, const struct job *job, enum err result)
{
	struct batch b = {0};

	if (result) {
		desk_tell(d, NOTE_PROBLEM, "%s",
			d->parts.printer
				? _("The slip was not printed. See to the printer, then Ctrl+P")
				: _("The slip could not be written to its folder; tell the "
				    "administrator"));
		log_line("print", "a slip failed: %s", err_name(result));
	}
	if (!d->open || !uid_equal(&d->file.id, &job->casefile) || result)
		return;
	const struct slip_kept *slip = &d->file.slips[job->slip];
	struct record *body = &batch_add(&b, "PRINT")->body;
	record_add(body, "document", slip->document);
	record_addn(body, "hash", slip->hash, HASH_SIZE);
	record_addi(body, "copy", slip->printed + 1);
	record_add(body, "printer", d->parts.printer ? d->parts.printer : "file");
	record_add(body, "result", "ok");
	enum err e = desk_write(d, &b, LATER);
	if (e)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
}

bool jobs_tick(struct desk *d, int *next_ms)
{
	bool moved = false;

	for (size_t i = 0; i < DESK_JOBS; i++) {
		enum err result;
		if (!d->jobs[i].print)
			continue;
		if (!slip_print_ended(d->jobs[i].print, &result)) {
			*next_ms = sooner(*next_ms, JOB_POLL_MS);
			continue;
		}
		struct job job = d->jobs[i];
		d->jobs[i] = (struct job){0};
		ended(d, &job, result);
		moved = true;
	}
	return moved;
}

/* The program ends: what was handed to the printer goes on there. */
void jobs_release(struct desk *d)
{
	for (size_t i = 0; i < DESK_JOBS; i++)
		if (d->jobs[i].print)
			slip_print_leave(d->jobs[i].print);
	memset(d->jobs, 0, sizeof d->jobs);
}
