/* SPDX-License-Identifier: MIT
 *
 * From the directory to a form: is there one already, what would it ask, open it.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/material.h"
#include "core/casework/roster.h"

enum { RECENT_DAYS = 30, DAY_MS = 24 * 60 * 60 * 1000, KEEP_TRIES = 80 };

static bool is_duplicate(const struct desk *d, const struct view_case *v, const char *item_code)
{
	int64_t age = clock_now_ms() - v->updated_ms;

	if (uid_equal(&v->id, &d->file.id) || !text_equal(v->item, item_code) ||
		text_equal(v->state, state_word(STATE_ABANDONED)) || text_equal(v->note, "merged"))
		return false;
	return !v->closed || age <= (int64_t)RECENT_DAYS * DAY_MS;
}

/* All cases of the applicant, newest first; of nobody named none. */
enum err desk_cases_of(const struct desk *d, struct view_case **out, size_t *n)
{
	if (*d->file.subject)
		return view_find(d->parts.store, d->file.legal ? TOKEN_CREDIT_CODE : TOKEN_ID,
			d->file.subject, out, n);
	*out = NULL;
	*n = 0;
	return OK;
}

enum err desk_duplicates(struct desk *d, const char *item_code, struct view_case **out, size_t *n)
{
	struct view_case *list = NULL;
	size_t all = 0, kept = 0;

	if (!d->open)
		return ERR_STATE;
	enum err e = desk_cases_of(d, &list, &all);
	if (e)
		return e;
	for (size_t i = 0; i < all; i++)
		if (is_duplicate(d, &list[i], item_code))
			list[kept++] = list[i];
	*out = list;
	*n = kept;
	return OK;
}

/* A received application that is still open counts; somebody's draft does not. */
static bool any_received(const struct view_case *list, size_t n)
{
	enum state st;

	for (size_t i = 0; i < n; i++)
		if (state_parse(list[i].state, &st) && state_open(st) && st != STATE_DRAFT)
			return true; /* a task left behind does not keep a matter open */
	return false;
}

enum err desk_one_open(struct desk *d)
{
	struct view_case *list;
	size_t n;

	if (!d->file.item->one_open)
		return OK;
	enum err e = desk_duplicates(d, d->file.item->code, &list, &n);
	if (e)
		return e;
	e = any_received(list, n) ? ERR_EXISTS : OK;
	mem_wipe(list, n * sizeof *list);
	mem_free(list);
	return e;
}

/* Handed in and neither refused nor taken back: it is being done, or was. */
static bool stands(const char *word)
{
	enum state st;

	if (!state_parse(word, &st))
		return false;
	return st != STATE_DRAFT && st != STATE_NOT_REQUIRED && st != STATE_REFUSED_IN &&
	       st != STATE_WITHDRAWN_IN && st != STATE_DENIED && st != STATE_TERMINATED &&
	       st != STATE_RETRACTED && st != STATE_REVOKED && st != STATE_ARCHIVED;
}

/* Word for word what is on the form now; what rules work out follows from the rest. */
static bool same_words(const struct desk *d, const struct casefile *old)
{
	const struct casefile *c = &d->file;

	if (!old->item || memcmp(old->item_hash, c->item_hash, HASH_SIZE) != 0)
		return false;
	for (size_t i = 0; i < c->item->n_fields; i++) {
		const struct field *f = &c->item->fields[i];
		const struct answer *a = &c->draft.answers[i];
		if (f->fact || !d->eval.visible[i] || a->origin == ORIGIN_DERIVED)
			continue;
		if (!text_equal(a->value, old->draft.answers[i].value))
			return false;
	}
	return true;
}

enum err desk_not_again(struct desk *d)
{
	struct view_case *list = NULL;
	size_t n = 0;

	if (appeal_hotline(&d->file) != HOTLINE_NONE)
		return OK; /* who says it again is heard again, and sooner (capability L8) */
	enum err e = desk_duplicates(d, d->file.item->code, &list, &n);
	for (size_t i = 0; !e && i < n; i++) {
		struct casefile old;
		if (!stands(list[i].state) || casefile_load(d->parts.store, &list[i].id, shelf_find,
						      d->shelf, &old))
			continue;
		if (same_words(d, &old))
			e = ERR_EXISTS;
		casefile_release(&old);
	}
	if (list)
		mem_wipe(list, n * sizeof *list);
	mem_free(list);
	return e;
}

static enum err answer_duplicates(
	struct desk *d, const struct item *item, const char *reason, struct record *out)
{
	struct view_case *list;
	size_t n;
	enum err e = desk_duplicates(d, item->code, &list, &n);

	if (e)
		return e;
	bool answered = n == 0 || (reason && *reason);
	if (!answered || (item->one_open && any_received(list, n)))
		e = ERR_EXISTS;
	record_add(out, "choice", n ? "new" : "none");
	if (n > 0) {
		record_add(out, "of", list[0].number);
		record_add(out, "reason", reason);
	}
	mem_wipe(list, n * sizeof *list);
	mem_free(list);
	return e;
}

/* The gate may be taken for a moment by another window. */
enum err desk_keep_form(struct desk *d, const struct item *item)
{
	enum err e = ERR_BUSY;

	for (int i = 0; i < KEEP_TRIES && e == ERR_BUSY; i++)
		e = journal_keep_form(d->parts.store, item->hash, item->text, item->text_len);
	return e;
}

void desk_item_act(struct batch *b, const struct item *item, bool keep)
{
	struct act *pick = batch_add(b, "ITEM");

	memcpy(pick->form, item->hash, HASH_SIZE);
	record_add(&pick->body, "code", item->code);
	record_add(&pick->body, "name", item->name);
	record_addn(&pick->body, "hash", item->hash, HASH_SIZE);
	if (keep)
		record_add(&pick->body, "keep", "1");
}

static enum err write_item(struct desk *d, const struct item *item, const char *reason)
{
	struct batch b = {0};
	struct record duplicate = {0};
	enum err e = answer_duplicates(d, item, reason, &duplicate);

	if (!e)
		e = desk_keep_form(d, item);
	if (e) {
		record_release(&duplicate);
		return e;
	}
	desk_item_act(&b, item, false);
	batch_add(&b, "DUPLICATE")->body = duplicate;
	return desk_write(d, &b, NOW);
}

/* What departments said already is there (desk_follow); now what people said before. */
static void fill_first(struct desk *d)
{
	struct batch b = {0};

	earlier_values(d, &b);
	sticky_values(d, &b);
	if (b.n == 0)
		return;
	enum err e = desk_write(d, &b, LATER);
	if (e)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
}

static bool for_applicant(const struct desk *d, const char *object)
{
	return strstr(object, d->file.legal ? "legal" : "natural") != NULL;
}

/* The applicant is of the right kind, and whoever stands at the counter may be there. */
static enum err suits(const struct desk *d, const struct item *item)
{
	const struct operator_info *me = operator_current(d->parts.store);

	if (me && me->role == ROLE_APPEALS && item->appeal == HOTLINE_NONE)
		return ERR_DENIED;
	if (!for_applicant(d, item->object) || (d->file.anonymous && !item->anonymous) ||
		!roster_takes(d->parts.window, item->code, item->department, clock_today()))
		return ERR_DENIED;
	return *d->file.agent && item->present < 0 ? ERR_DENIED : OK;
}



bool desk_suits(struct desk *d, size_t directory_index)
{
	const struct item *item;

	if (!d->open || directory_index >= directory_size(d->parts.directory))
		return false;
	const struct item_entry *e = directory_at(d->parts.directory, directory_index);
	if (!for_applicant(d, e->object) ||
		!roster_takes(d->parts.window, e->code, e->department, clock_today()))
		return false;
	/* Only who comes for somebody else, or without a name, must look into the item itself, and the
	 * appeals desk, which issues nothing. */
	return (!*d->file.agent && !d->file.anonymous && desk_may(d, RIGHT_ISSUE)) ||
	       (directory_item(d->parts.directory, directory_index, &item) == OK &&
		       suits(d, item) == OK);
}

static void tell_minor(struct desk *d)
{
	if (desk_guardian_missing(d))
		desk_tell(d, NOTE_INFO,
			_("The applicant is under %d: a guardian acts; read the guardian's card"),
			d->file.item->alone_from);
}

enum err desk_pick_item(struct desk *d, size_t directory_index, const char *duplicate_reason)
{
	const struct item *item;
	enum err e = desk_draft_open(d);

	if (!e && directory_index >= directory_size(d->parts.directory))
		e = ERR_NOTFOUND;
	if (!e && (!d->file.identity_confirmed || desk_blocked(d)))
		e = ERR_STATE;
	if (!e)
		e = directory_item(d->parts.directory, directory_index, &item);
	if (!e)
		e = suits(d, item);
	if (!e && !desk_may_at(d, RIGHT_RECEIVE, item->department, item->code))
		e = ERR_DENIED;
	if (e)
		return e;
	asks_forget_item(d);
	e = write_item(d, item, duplicate_reason);
	if (e)
		return e;
	steps_release(&d->undo);
	steps_release(&d->redo);
	fill_first(d);
	tell_minor(d);
	asks_launch(d);
	return OK;
}

/* A casefile that has the evidence of the open one and an empty form of the item. */
static void scratch_of(const struct desk *d, const struct item *item, struct casefile *out)
{
	*out = d->file;
	out->item = item;
	out->state = STATE_DRAFT;
	out->draft = (struct draft){0};
	draft_init(&out->draft, item);
	out->marks = mem_array(item->n_materials + 1, sizeof *out->marks);
	out->chosen = mem_array(item->n_materials + 1, sizeof *out->chosen);
	out->held = mem_array(item->n_repeats + 1, sizeof *out->held);
	out->former = NULL;
	out->situation = -1;
	for (size_t i = 0; i < item->n_materials; i++)
		out->chosen[i].mark = MARK_IDLE;
}

static void scratch_release(struct casefile *c)
{
	draft_release(&c->draft);
	mem_free(c->marks);
	mem_free(c->chosen);
	mem_free(c->held);
}

static void set_value(void *ctx, const struct proposal *change)
{
	struct casefile *c = ctx;

	draft_set(&c->draft, change->field, &change->answer);
}

static void fill_scratch(const struct desk *d, struct casefile *c)
{
	struct prefill p = desk_prefill(d, NULL);

	p.file = c;
	for (size_t i = 0; i < c->item->n_repeats; i++) {
		char rows[16];
		int n = prefill_rows(&p, i);
		text_format(rows, sizeof rows, "%d", n);
		if (n >= 0)
			draft_set(&c->draft, c->item->repeats[i].count,
				&(struct answer){.value = rows, .origin = ORIGIN_FETCHED});
	}
	(void)prefill_each(&p, ITEM_SLOTS, set_value, c);
}

/* Of a group of which one is enough, the group counts as one, and is had when one is. */
static bool first_of_group(const struct casefile *c, const bool *counted, size_t i)
{
	const char *group = c->item->materials[i].anyof;

	for (size_t k = 0; *group && k < i; k++)
		if (counted[k] && text_equal(c->item->materials[k].anyof, group))
			return false;
	return true;
}

static void count(const struct casefile *c, const struct evaluation *e, struct item_preview *out)
{
	*out = (struct item_preview){
		.fields = e->shown, .have = e->filled, .eligible = e->eligible};
	for (size_t i = 0; i < c->item->n_fields; i++)
		out->to_ask += e->needed[i] &&
			(c->item->fields[i].n_shares == 0 || *c->draft.answers[i].value);
	for (size_t i = 0; i < c->item->n_prechecks && i < PREVIEW_CONDITIONS; i++)
		out->conditions[i] = (signed char)e->conditions[i];
	bool exempt[ITEM_MATERIALS] = {false};
	for (size_t i = 0; i < c->item->n_materials; i++) {
		exempt[i] = c->marks[i].mark == MARK_EXEMPT;
		out->materials +=
			e->material_required[i] && first_of_group(c, e->material_required, i);
		out->exempt += exempt[i] && first_of_group(c, exempt, i);
	}
}

int desk_trust(const struct desk *d)
{
	struct casefile scratch;
	struct evaluation eval;
	int trusted = -1;

	if (!d->open || !d->file.item)
		return -1;
	scratch_of(d, d->file.item, &scratch);
	fill_scratch(d, &scratch);
	if (draft_evaluate(&scratch.draft, clock_today(), &eval) == OK) {
		trusted = eval.trusted;
		evaluation_release(&eval);
	}
	scratch_release(&scratch);
	return trusted;
}

enum err desk_preview(struct desk *d, size_t directory_index, struct item_preview *out)
{
	const struct item *item;
	struct casefile scratch;
	struct evaluation eval;

	if (!d->open)
		return ERR_STATE;
	if (directory_index >= directory_size(d->parts.directory))
		return ERR_NOTFOUND;
	enum err e = directory_item(d->parts.directory, directory_index, &item);
	if (e)
		return e;
	scratch_of(d, item, &scratch);
	fill_scratch(d, &scratch);
	e = draft_evaluate(&scratch.draft, clock_today(), &eval);
	if (!e) {
		material_refresh(&scratch, &eval, d->parts.catalog, clock_today());
		count(&scratch, &eval, out);
		evaluation_release(&eval);
	}
	scratch_release(&scratch);
	return e;
}
