/* SPDX-License-Identifier: MIT
 *
 * Opening and closing a case, and what screens read. The desk never shows a case that its operator
 * may not see, and forgets everything personal when the case is closed.
 */
#include "core/casework/desk/desk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/desk/overdue.h"
#include "core/casework/material.h"
#include "core/casework/oversight/edition.h"
#include "core/casework/recusal.h"

/* Training never reaches beyond this machine. */
static enum err safe_catalog(const struct desk_parts *p)
{
	return !p->training || edition_stays_here(p->catalog) ? OK : ERR_DEMO;
}

enum err desk_new(const struct desk_parts *parts, struct desk **out)
{
	enum err e = safe_catalog(parts);

	if (!e && parts->training != (store_kind(parts->store) == STORE_DEMO))
		e = ERR_DEMO;
	if (e)
		return e;
	struct desk *d = mem_new(sizeof *d);
	d->parts = *parts;
	d->unbound = -1;
	casefile_init(&d->file);
	e = shelf_new(parts->store, parts->directory, &d->shelf);
	if (!e)
		e = projection_start(parts->store, shelf_find, d->shelf, &d->projection);
	if (e) {
		desk_free(d);
		return e;
	}
	d->recusals = recusals_new(parts->store);
	d->overdue = overdue_new(parts, shelf_find, d->shelf);
	projection_listen(d->projection, desk_seen, d);
	*out = d;
	return OK;
}

enum err desk_turn(struct desk *d, struct directory *items, const struct catalog *c)
{
	struct desk_parts parts = d->parts;

	parts.directory = items;
	parts.catalog = c;
	enum err e = d->open ? ERR_BUSY : safe_catalog(&parts);
	if (e)
		return e;
	d->parts = parts;
	shelf_turn(d->shelf, items);
	overdue_turn(d->overdue, items, c);
	return OK;
}

struct shelf *desk_shelf(const struct desk *d)
{
	return d->shelf;
}

void desk_free(struct desk *d)
{
	if (!d)
		return;
	desk_close(d);
	desk_settle(d, DESK_SETTLE_MS);
	jobs_release(d);
	sticky_release(d);
	overdue_free(d->overdue);
	recusals_free(d->recusals);
	projection_free(d->projection);
	shelf_free(d->shelf);
	mem_wipe(d, sizeof *d);
	mem_free(d);
}

static struct authority authority(const struct desk *d, enum right right)
{
	const struct scope_place anywhere = {NULL, NULL};

	return d->open ? authority_in(d->parts.store, d->recusals, 1u << right, &d->file)
		       : authority_of(d->parts.store, d->recusals, 1u << right, &anywhere);
}

bool desk_may(const struct desk *d, enum right right)
{
	struct authority a = authority(d, right);

	return authority_held(&a);
}

bool desk_may_at(const struct desk *d, enum right right, const char *department, const char *item)
{
	struct scope_place at = {department, item};
	struct authority a = authority_of(d->parts.store, d->recusals, 1u << right, &at);

	return authority_held(&a);
}

enum err desk_know_rights(struct desk *d)
{
	return authority_refresh(d->parts.store, d->recusals);
}

void desk_acts_for(struct desk *d, const char *behalf)
{
	text_copy(d->behalf, sizeof d->behalf, behalf);
	if (*behalf)
		text_format(d->signature, sizeof d->signature, _("%s for %s"), desk_operator(d), behalf);
	else
		*d->signature = '\0';
}

bool desk_acts(struct desk *d, enum right right)
{
	struct authority a = authority(d, right);

	desk_acts_for(d, a.behalf);
	return authority_held(&a);
}

void desk_explain(struct desk *d, const struct uid *id, enum right right, char why[WHY_SIZE])
{
	struct scope_place at = {NULL, NULL};
	struct view_case row = {0};
	char text[AUTHORITY_TEXT];

	if (!id && d->open)
		at = authority_at(&d->file);
	else if (id && view_get(d->parts.store, id, &row) == OK)
		at = (struct scope_place){row.department, row.item};
	authority_explain(d->parts.store, right, &at, text);
	text_copyn(why, WHY_SIZE, text, strlen(text));
	mem_wipe(&row, sizeof row);
}

const char *desk_operator(const struct desk *d)
{
	const struct operator_info *me = operator_current(d->parts.store);

	return me ? me->id : "";
}

enum err desk_form_open(const struct desk *d)
{
	if (!d->open || !casefile_open(&d->file))
		return ERR_STATE;
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	return desk_may(d, RIGHT_RECEIVE) ? OK : ERR_DENIED;
}

enum err desk_papers_open(const struct desk *d)
{
	const struct operator_info *me = operator_current(d->parts.store);

	if (!d->open || d->file.state != STATE_RECEIVED || casefile_merged(&d->file))
		return desk_form_open(d);
	if (!me)
		return ERR_LOCKED;
	return desk_may(d, RIGHT_ACCEPT) && !recused(d->recusals, me->id, &d->file) ? OK : ERR_DENIED;
}

enum err desk_draft_open(const struct desk *d)
{
	return d->open && d->file.state != STATE_DRAFT ? ERR_STATE : desk_form_open(d);
}

void desk_tell(struct desk *d, enum note_kind kind, const char *format, ...)
{
	struct desk_note note = {.kind = kind};
	va_list args;

	va_start(args, format);
	vsnprintf(note.text, sizeof note.text, format, args);
	va_end(args);
	for (size_t i = 0; i < d->n_notes; i++)
		if (text_equal(d->notes[i].text, note.text))
			return; /* two questions of one department have one thing to say */
	if (d->n_notes == DESK_NOTES)
		memmove(d->notes, d->notes + 1, --d->n_notes * sizeof *d->notes);
	d->notes[d->n_notes++] = note;
	d->changed = true;
}

bool desk_note(struct desk *d, struct desk_note *out)
{
	if (d->n_notes == 0)
		return false;
	*out = d->notes[0];
	memmove(d->notes, d->notes + 1, --d->n_notes * sizeof *d->notes);
	return true;
}

bool desk_blocked(const struct desk *d)
{
	const char *resource = d->file.legal ? "CRD-01" : "POP-05";
	const struct evidence *e = d->open && *d->file.subject
					   ? casefile_latest(&d->file, resource, "")
					   : NULL;

	if (!e || e->n_rows == 0)
		return false;
	return d->file.legal ? text_equal(record_get(&e->rows[0], "state"), "注销")
			     : text_equal(record_get(&e->rows[0], "alive"), "0");
}

const char *desk_blocked_text(const struct desk *d)
{
	return d->file.legal ? _("The register says this firm was struck off; no case can be opened")
			     : _("The police register says this registration has ended; no case can "
				 "be opened");
}

void desk_refresh(struct desk *d)
{
	day_t day = casefile_day(&d->file, clock_today());

	d->changed = true;
	if (d->judged)
		evaluation_release(&d->eval);
	d->judged = false;
	if (!d->file.item)
		return;
	enum err e = draft_evaluate(&d->file.draft, day, &d->eval);
	if (e) {
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
		return;
	}
	d->judged = true;
	if (casefile_open(&d->file)) {
		d->file.situation = d->eval.situation;
		d->file.any_hour = d->parts.any_hour;
	}
	material_refresh(&d->file, &d->eval, d->parts.catalog, day);
	asks_plan(d);
}

void desk_forget(struct desk *d)
{
	asks_forget(d);
	desk_drop_queue(d);
	steps_release(&d->undo);
	steps_release(&d->redo);
	if (d->judged)
		evaluation_release(&d->eval);
	d->judged = false;
	casefile_release(&d->file);
	pool_release(&d->offers);
	projection_forget(d->projection);
	recusals_forget(d->recusals);
	d->master = (struct uid){{0}};
	memset(d->head, 0, sizeof d->head);
	memset(d->seen, 0, sizeof d->seen);
	d->n_seen = 0;
	d->saved_ms = 0;
	d->apart = 0;
	d->keys = 0;
	d->open = false;
	d->unbound = -1;
	d->changed = true;
}

void desk_close(struct desk *d)
{
	if (d->open && d->queued && desk_flush(d, 0) && d->queued && !desk_leave_behind(d))
		desk_tell(d, NOTE_PROBLEM, _("%zu acts could not be saved"), d->queued);
	desk_forget(d);
}

/* What the departments said while nobody looked, and what the program may have been stopped at. */
static void catch_up(struct desk *d)
{
	struct batch b = {0};

	disputes_refresh(d);
	d->resuming = true;
	desk_refresh(d); /* who a party is may be worked out by a rule */
	d->resuming = false;
	asks_resume(d);
	asks_plan(d);
	if (operator_current(d->parts.store) && desk_fill(d, NULL, &b) > 0) {
		enum err e = desk_write(d, &b, LATER);
		if (e)
			desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
	}
	batch_release(&b);
	asks_launch(d);
	disputes_tell(d);
}

enum err desk_open_case(struct desk *d, const struct uid *id)
{
	struct uid wanted = *id;
	struct casefile file;

	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	desk_close(d);
	enum err e = left_before(d, &wanted);
	if (!e)
		e = authority_refresh(d->parts.store, d->recusals);
	if (!e && !desk_may(d, RIGHT_PERSON))
		e = ERR_DENIED;
	if (!e)
		e = casefile_load(d->parts.store, &wanted, shelf_find, d->shelf, &file);
	if (e)
		return e;
	struct authority a = authority_in(d->parts.store, d->recusals, 1u << RIGHT_PERSON, &file);
	if (!authority_held(&a)) {
		casefile_release(&file); /* that it is there may be known, what stands in it not */
		return ERR_DENIED;
	}
	casefile_release(&d->file);
	d->file = file;
	memcpy(d->head, file.head, HASH_SIZE);
	d->open = true;
	catch_up(d);
	return OK;
}

enum err desk_abandon(struct desk *d)
{
	struct batch b = {0};
	enum err e = desk_draft_open(d);

	if (e)
		return e;
	struct record *body = &batch_add(&b, "STATE")->body;
	record_add(body, "to", state_word(STATE_ABANDONED));
	record_add(body, "reason", "wrong person");
	e = desk_write(d, &b, NOW);
	if (!e)
		desk_close(d);
	return e;
}

bool desk_busy(const struct desk *d)
{
	return d->open;
}

enum err desk_reveal(struct desk *d, const char *screen)
{
	struct batch b = {0};
	struct record body = {0};

	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	if (!desk_may(d, RIGHT_REVEAL) || (d->open && appeal_hides(&d->file, clock_now_ms())))
		return ERR_DENIED;
	if (d->open) {
		record_add(&batch_add(&b, "REVEAL")->body, "screen", screen);
		return desk_write(d, &b, NOW);
	}
	record_add(&body, "screen", screen);
	struct entry entry = {.kind = "REVEAL", .body = &body};
	enum err e = journal_append_wait(d->parts.store, &entry, 1, NULL, NULL, WRITE_WAIT_MS);
	record_release(&body);
	return e;
}

const struct casefile *desk_case(const struct desk *d)
{
	return d->open ? &d->file : NULL;
}

const struct evaluation *desk_evaluation(const struct desk *d)
{
	return d->open && d->judged ? &d->eval : NULL;
}

int64_t desk_saved_ms(const struct desk *d)
{
	return d->saved_ms;
}

size_t desk_unsaved(const struct desk *d)
{
	return d->queued + left_count(d);
}

void desk_count_keys(struct desk *d, int keys)
{
	if (d->open)
		d->keys += keys;
}

int sooner(int a, int b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

static int until(int64_t mono_ms)
{
	int64_t left = mono_ms - clock_mono_ms();

	return left < 0 ? 0 : (int)left;
}

/* The clock's own acts wait while the hand's are written. */
static int chores(struct desk *d)
{
	int accepted = 0, opened = 0;
	int next = d->queued || d->n_left ? -1 : overdue_step(d->overdue, d->open ? &d->file.id : NULL, &accepted, &opened);

	if (accepted)
		desk_tell(d, NOTE_INFO, "%s", _("Silence has accepted a case as of its receipt; print its notice"));
	else if (opened)
		desk_tell(d, NOTE_INFO, "%s", _("The clock has put a case on somebody's list"));
	return next;
}

bool desk_tick(struct desk *d, int *next_ms)
{
	int next = -1;

	if (d->queued && clock_mono_ms() >= d->retry_ms)
		(void)!desk_flush(d, 0); /* told by refused() when it cannot go on */
	if (d->queued)
		next = until(d->retry_ms);
	left_tick(d, &next);
	letters_tick(d, &next);
	bool printed = jobs_tick(d, &next), moved = asks_tick(d, &next);
	next = sooner(next, chores(d));
	bool changed = d->changed || printed || moved;
	d->changed = false;
	*next_ms = next;
	return changed;
}
