/* SPDX-License-Identifier: MIT
 *
 * The one-time notice at the desk, and what is told before anybody files. What must hold: a notice
 * is issued once, in one transaction with the receipt of the application; a second one is a
 * supervisor's and says why.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/material.h"
#include "core/casework/number.h"
#include "core/casework/papers/consult.h"
#include "core/casework/papers/notice_slip.h"
#include "core/form/fingerprint.h"
#include "core/standards/workday.h"

enum err desk_notice(const struct desk *d, struct notice *out)
{
	if (!d->open || !d->file.item || !d->judged)
		return ERR_STATE;
	return notice_build(&d->file, &d->eval, d->parts.catalog, out);
}

/* A department may still say what is missing: asking the citizen now would be asking too much. */
static bool still_fetching(const struct desk *d)
{
	for (size_t i = 0; i < d->file.item->n_fields; i++)
		if (d->eval.visible[i] && d->eval.required[i] && desk_waiting(d, i))
			return true;
	return false;
}

/* Five working days from receipt; afterwards silence has accepted it. */
static enum err in_time(const struct desk *d)
{
	struct due last;
	enum err e = workday_due(d->file.received_ms, NOTICE_CLOCK_DAYS, DUE_WORKING,
		casefile_rule(&d->file), NULL, 0, &last);

	return e ? e : clock_today() > last.day ? ERR_STATE : OK;
}

static enum err may_issue(struct desk *d, const char *reason)
{
	const struct casefile *f = &d->file;

	if (!d->open || !f->item || !d->judged)
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	if (f->notices > 0) {
		if (f->state != STATE_FIXING && f->state != STATE_RECEIVED)
			return ERR_STATE;
		if (!desk_acts(d, RIGHT_SECOND_NOTICE))
			return ERR_DENIED;
		return reason && *reason ? OK : ERR_INPUT;
	}
	if (!desk_acts(d, RIGHT_ACCEPT))
		return ERR_DENIED;
	if (f->state == STATE_RECEIVED)
		return in_time(d);
	enum err e = desk_draft_open(d);
	if (!e && (!f->identity_confirmed || !f->duplicate_answered || desk_blocked(d)))
		e = ERR_STATE;
	return e ? e : desk_one_open(d);
}

static void add_notice(
	const struct desk *d, const struct notice *n, const char *reason, struct batch *b)
{
	const struct item *item = d->file.item;
	struct record *body = &batch_add(b, "NOTICE")->body;
	char day[11];
	struct buf told;
	bool form = false;

	buf_init(&told, ITEM_MATERIALS * 66);
	for (size_t i = 0; i < n->n; i++) {
		if (n->lines[i].material == item->n_materials) {
			form = true;
			continue;
		}
		buf_addf(&told, "%s%s", told.len ? " " : "",
			item->materials[n->lines[i].material].name);
	}
	day_format(n->until, day);
	record_addi(body, "n", d->file.notices + 1);
	record_add(body, "told", buf_text(&told));
	record_add(body, "until", day);
	if (form)
		record_add(body, "form", "1");
	record_add(body, "reason", reason && *reason ? reason : NULL);
	buf_release(&told);
}

static void add_states(struct desk *d, const struct notice *n, const char *reason,
	const char *query, struct batch *b)
{
	char day[11];

	if (d->file.state != STATE_RECEIVED)
		record_add(batch_received(d, b), "query", query);
	add_notice(d, n, reason, b);
	day_format(n->until, day);
	record_add(batch_state(b, STATE_FIXING), "due", day);
}

static enum err add_paper(
	struct desk *d, const struct notice *n, const char *query, struct batch *b)
{
	struct casefile after = d->file; /* borrows everything */
	struct slip_place place = desk_place(d);
	struct buf text;

	text_copy(after.query, sizeof after.query, query);
	buf_init(&text, SLIP_BYTES);
	enum err e = notice_render(&after, n, &place, desk_columns(d), &text);
	if (!e)
		batch_slip(b, "notice", desk_copies(d->file.item, "notice"),
			desk_columns(d), &text);
	buf_release(&text);
	return e;
}

enum err desk_issue_notice(struct desk *d, const char *reason)
{
	char query[QUERY_CODE];
	struct batch b = {0};
	struct notice n;
	enum err e = may_issue(d, reason);

	if (!e)
		e = desk_notice(d, &n);
	if (!e)
		e = notice_ready(&n);
	if (!e && still_fetching(d))
		e = ERR_BUSY;
	if (e)
		return e;
	if (*d->file.query)
		text_copy(query, sizeof query, d->file.query);
	else
		query_code_new(query);
	batch_materials(d, &b);
	add_states(d, &n, reason, query, &b);
	e = add_paper(d, &n, query, &b);
	if (e) {
		batch_release(&b);
		return e;
	}
	e = desk_write(d, &b, NOW);
	if (!e) {
		steps_release(&d->undo);
		steps_release(&d->redo);
	}
	return e;
}

enum err desk_ask_second(struct desk *d, const char *reason)
{
	struct batch b = {0};
	enum err e = desk_form_open(d);

	if (!e && d->file.notices == 0)
		e = ERR_STATE;
	if (!e && (!reason || !*reason))
		e = ERR_INPUT;
	if (e)
		return e;
	record_add(&batch_add(&b, "DEMAND")->body, "reason", reason);
	return desk_write(d, &b, NOW);
}

/* ---- before anybody files ---- */

static enum err consult_of(const struct desk *d, size_t directory_index,
	const struct record *answers, struct consult *out)
{
	const struct item *item;

	if (directory_index >= directory_size(d->parts.directory))
		return ERR_NOTFOUND;
	enum err e = directory_item(d->parts.directory, directory_index, &item);
	if (!e)
		*out = (struct consult){item, answers};
	return e;
}

enum err desk_consult(
	struct desk *d, size_t directory_index, const struct record *answers, struct buf *out)
{
	struct slip_place place = desk_place(d);
	struct consult q;
	enum err e = consult_of(d, directory_index, answers, &q);

	return e ? e : consult_render(&q, &place, desk_columns(d), out);
}

/* Of the station's own chain: which item, which situation, which paper; nobody's data. */
static enum err record_consult(struct desk *d, const struct consult *q, const struct slip_kept *paper)
{
	struct record body = {0};
	struct entry entry = {.kind = "CONSULT", .form_hash = q->item->hash, .body = &body};

	record_add(&body, "item", q->item->code);
	record_add(&body, "window", d->parts.window);
	record_addn(&body, "document", paper->hash, HASH_SIZE);
	for (size_t i = 0; i < q->item->n_fields; i++) {
		char name[72];
		const char *value = q->item->fields[i].situation
					    ? record_get(q->answers, q->item->fields[i].name)
					    : NULL;
		if (value && text_format(name, sizeof name, "answer.%s", q->item->fields[i].name))
			record_add(&body, name, value);
	}
	enum err e = body.err ? body.err
			      : journal_append_wait(d->parts.store, &entry, 1, NULL, NULL,
					WRITE_WAIT_MS);
	record_release(&body);
	return e;
}

enum err desk_consult_print(struct desk *d, size_t directory_index, const struct record *answers)
{
	struct slip_kept paper = {
		.document = "consultation", .columns = desk_columns(d), .copies = 1};
	struct buf text;
	struct consult q;
	enum err e = consult_of(d, directory_index, answers, &q);

	if (!e && !operator_current(d->parts.store))
		e = ERR_LOCKED;
	if (e)
		return e;
	buf_init(&text, SLIP_BYTES);
	e = desk_consult(d, directory_index, answers, &text);
	if (!e) {
		fingerprint(text.data, text.len, paper.hash);
		paper.bytes = text.data;
		paper.len = text.len;
		e = desk_keep_form(d, q.item);
	}
	if (!e)
		e = record_consult(d, &q, &paper);
	if (!e)
		e = desk_print_slip(d, &paper);
	buf_release(&text);
	return e;
}
