/* SPDX-License-Identifier: MIT
 *
 * The views follow from the fold: a casefile is kept at its head, the event applied, the row
 * written. What must hold: the row depends on nothing but the events so far (no clock, no order of
 * other cases), so a rebuild writes the same.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/appeal_twin.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/deadline.h"
#include "core/casework/inward.h"
#include "core/casework/oversight/figures.h"
#include "core/casework/part.h"
#include "core/casework/rating.h"
#include "core/casework/task.h"
#include "core/casework/transfer.h"

enum { HELD = 32 }; /* casefiles kept folded, unless told otherwise */

struct projection {
	struct store *store;
	item_finder find;
	void *ctx;
	struct casefile *held;
	uint64_t *used, uses;      /* when each was used last */
	size_t n_held, latest;
	struct casefile *lent;
	void (*listen)(const struct event *e, void *ctx);
	void *listen_ctx;
};

struct until {
	struct projection *p;
	struct casefile *file;
	uint32_t before; /* stop at this case_seq */
};

static enum err refold(const struct event *e, void *ctx)
{
	struct until *u = ctx;

	if (e->case_seq >= u->before)
		return OK;
	return casefile_apply(u->file, e, u->p->find, u->p->ctx);
}

static bool holds(const struct projection *p, size_t i, const struct uid *id)
{
	return p->held[i].events && uid_equal(&p->held[i].id, id);
}

static struct casefile *slot_for(struct projection *p, const struct uid *id)
{
	size_t oldest = p->latest; /* most events are of the case before */

	for (size_t i = 0; i < p->n_held && !holds(p, oldest, id); i++)
		if (holds(p, i, id) || p->used[i] < p->used[oldest])
			oldest = i;
	p->used[oldest] = ++p->uses;
	p->latest = oldest;
	return &p->held[oldest];
}

/* The casefile as it was before e. */
static enum err before(struct projection *p, const struct event *e, struct casefile **out)
{
	struct casefile *c = slot_for(p, &e->casefile);
	bool current = c->events && uid_equal(&c->id, &e->casefile) &&
		       c->events + 1 == e->case_seq &&
		       memcmp(c->head, e->prev_event, HASH_SIZE) == 0;

	*out = c;
	if (current)
		return OK;
	casefile_release(c);
	if (e->case_seq <= 1)
		return OK;
	struct until u = {p, c, e->case_seq};
	return journal_case(p->store, &e->casefile, refold, &u);
}

/* What is still to be filled is judged on the day of the last change. */
static enum err missing(struct casefile *c, int *out)
{
	struct evaluation eval;

	*out = 0;
	if (!c->item || c->state != STATE_DRAFT)
		return OK;
	enum err err = draft_evaluate(&c->draft, day_at(c->changed_ms), &eval);
	if (err)
		return err;
	*out = (int)eval.missing;
	evaluation_release(&eval);
	return OK;
}

/* Let through without it, and nobody has found out since. */
static bool credit_unknown(const struct casefile *c, const char *material)
{
	return !task_told(c, TASK_CREDIT, material) || task_find(c, TASK_CREDIT, material);
}

/* Values to be asked again, and papers let through before the credit was known. */
static bool unverified(const struct casefile *c)
{
	for (size_t i = 0; c->item && state_open(c->state) && i < c->item->n_materials; i++)
		if (c->chosen[i].pending && credit_unknown(c, c->item->materials[i].name))
			return true;
	return casefile_unverified(c);
}

/* A pledge waits for its check, or for what follows from it: open even when the case is closed. */
static bool checks(const struct casefile *c)
{
	const struct task *t = task_first(c);

	return t && (t->kind == TASK_VERIFY || t->kind == TASK_REVOKE || t->kind == TASK_LAPSE ||
			    t->kind == TASK_CREDIT);
}

/* Handed over, and a paper still to come: the case is closed, what it waits for is not. */
static bool owes(const struct casefile *c)
{
	return !state_open(c->state) && casefile_any_to_come(c);
}

static bool badly_rated(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_ratings; i++)
		if (rating_open(c, &c->ratings[i]))
			return true;
	return false;
}

/* ---- the queue ---- */

/* The first day on which a fifth of the period or less is left; the last day is yellow anyway. */
static day_t warn_day(const struct deadline *d)
{
	int fifth = d->total / 5;
	day_t day = d->due;

	if (!d->working)
		return d->due - fifth;
	while (workday_between(day - 1, d->due) <= fifth)
		day--;
	return day;
}

static void take_clock(struct view_case *v, const struct deadline *d)
{
	if (d->stopped || d->due == DAY_NONE) {
		v->flags |= d->stopped ? FLAG_STOPPED : 0;
		return;
	}
	day_t warn = warn_day(d);
	if (v->next == DAY_NONE || d->due < v->next)
		v->next = d->due;
	if (v->warn == DAY_NONE || warn < v->warn)
		v->warn = warn;
	if (d->kind == CLOCK_NOTICE)
		v->notice = d->due;
	if (d->kind == CLOCK_DEFER && (v->defer == DAY_NONE || d->due < v->defer))
		v->defer = d->due;
}

/* A joint case is as late as the slowest of its parts. */
static enum err take_parts(struct view_case *v, struct casefile *c)
{
	struct evaluation eval;

	if (!c->item || c->item->n_parts == 0 || !c->accepted_ms || !state_open(c->state))
		return OK;
	enum err err = draft_evaluate(&c->draft, casefile_day(c, day_at(c->changed_ms)), &eval);
	if (err)
		return err;
	for (size_t i = 0; i < c->item->n_parts; i++) {
		struct part_view part = part_view(c, &eval, i);
		if (part.state == PART_RUNNING && part.due.day != DAY_NONE)
			take_clock(v, &(struct deadline){.kind = CLOCK_PROMISED, .due = part.due.day,
				.working = true, .total = workday_between(day_at(part.begun_ms),
				part.due.day)});
	}
	evaluation_release(&eval);
	return OK;
}

static bool disputed(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_disputes; i++)
		if (!c->disputes[i].closed)
			return true;
	return false;
}

/* Taken although a like case was known, and nobody has said yet what that means. */
static bool twin_open(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_pairs; i++)
		if (c->pairs[i].act != PAIR_NONE)
			return false;
	return c->queue.twin;
}

static enum err queue(struct view_case *v, struct casefile *c)
{
	struct deadline clocks[CLOCKS_MOST];
	size_t n = deadlines(c, c->changed_ms, clocks);

	v->next = v->warn = v->notice = v->defer = DAY_NONE;
	for (size_t i = 0; i < n; i++)
		take_clock(v, &clocks[i]);
	v->replied = c->queue.replied_ms ? day_at(c->queue.replied_ms) : DAY_NONE;
	v->urged = c->queue.urged;
	v->flags |= (v->unverified ? FLAG_UNVERIFIED : 0u) |
		    (casefile_any_to_come(c) ? FLAG_DEFERRED : 0u) |
		    (twin_open(c) ? FLAG_TWIN : 0u) | (c->queue.spot ? FLAG_SPOT : 0u) |
		    (disputed(c) ? FLAG_OBJECTED : 0u) | (c->demanded ? FLAG_DEMANDED : 0u) |
		    (transfer_open(c) ? FLAG_ON_WAY : 0u) | (crossing_away(c) ? FLAG_AWAY : 0u) |
		    (inward_from(c) ? FLAG_INWARD : 0u) | (c->inward.want ? FLAG_WANTED : 0u) | (badly_rated(c) ? FLAG_RATED : 0u) | (c->extension ? FLAG_EXTENDED : 0u);
	for (size_t i = 0; c->item && i < c->item->n_fields; i++)
		v->overridden += c->draft.answers[i].origin == ORIGIN_OVERRIDE;
	text_copy(v->department, sizeof v->department, c->appeal && *c->appeal->unit ?
		c->appeal->department : c->item ? c->item->department : "");
	text_copy(v->holder, sizeof v->holder, c->queue.holder);
	return take_parts(v, c);
}

/* What waits for whom: the supervisor first, then the most urgent task, then the citizen. */
static const char *note_of(const struct casefile *c)
{
	const struct task *t = task_first(c);

	if (casefile_merged(c))
		return "merged";
	if (c->demanded)
		return "demand";
	if (t)
		return t->escalated ? "escalated" : task_word(t->kind);
	return casefile_any_to_come(c) ? "deferred" : "";
}

static enum err put_appeal(struct projection *p, const struct casefile *c)
{
	struct appeal_row row;
	struct rating_row rating;
	enum err e = appeal_row_of(c, &row) ? appeal_row_put(p->store, &row) : OK;

	for (size_t i = 0; !e && i < c->n_ratings; i++) {
		rating_row_of(c, i, &rating);
		e = rating_row_put(p->store, &rating);
	}
	return e;
}

static enum err put(struct projection *p, struct casefile *c)
{
	struct view_case v = {.id = c->id,
		.due = c->due,
		.created_ms = c->opened_ms,
		.updated_ms = c->changed_ms,
		.unverified = unverified(c) || checks(c) || owes(c),
		.closed = !state_open(c->state) || casefile_merged(c)};
	enum err err = missing(c, &v.missing);

	if (!err)
		err = queue(&v, c);
	if (err)
		return err;
	text_copy(v.number, sizeof v.number, c->number);
	text_copy(v.query, sizeof v.query, c->query);
	text_copy(v.item, sizeof v.item, c->item ? c->item->code : "");
	text_copy(v.item_name, sizeof v.item_name, c->item ? c->item->name : "");
	text_copy(v.state, sizeof v.state, state_word(c->state));
	text_copy(v.window, sizeof v.window, c->window);
	text_copy(v.operator, sizeof v.operator, c->opened_by);
	if (c->appeal && !casefile_merged(c))
		text_format(v.note, sizeof v.note, APPEAL_NOTE "%s", appeal_word(c->appeal->state));
	else
		text_copy(v.note, sizeof v.note, note_of(c));
	text_copy(v.applicant, sizeof v.applicant, c->appeal && c->appeal->secret ? "" : c->applicant);
	err = view_put(p->store, &v);
	mem_wipe(&v, sizeof v);
	if (!err)
		err = put_appeal(p, c);
	struct fact fact;
	return !err && casefile_fact(c, &fact) ? fact_put(p->store, &fact) : err;
}

/* By whom a case is found: the applicant's number (a person's or a firm's), a phone. Whoever else
 * is named in the form is not found by it: it is not their matter. Who is kept secret is not found by
 * anything but the like of his own appeal. */
static enum err person_tokens(struct projection *p, const struct casefile *c)
{
	bool hidden = c->appeal && c->appeal->secret;
	enum token by = hidden ? TOKEN_CALLER : c->legal ? TOKEN_CREDIT_CODE : TOKEN_ID;
	enum err e = *c->subject ? view_token(p->store, &c->id, by, c->subject) : OK;

	for (size_t i = 0; !e && c->item && i < c->item->n_fields; i++) {
		const struct field *f = &c->item->fields[i];
		const char *value = c->draft.answers[i].value;
		if (f->type == FIELD_MOBILE && f->row < 0 && *value)
			e = view_token(p->store, &c->id, hidden ? TOKEN_CALLER : TOKEN_PHONE, value);
	}
	return e;
}

static enum err tokens(struct projection *p, const struct casefile *c)
{
	struct appeal_token list[APPEAL_TOKENS];
	size_t n = appeal_tokens(c, list);
	enum err e = view_drop_tokens(p->store, &c->id);

	if (!e)
		e = person_tokens(p, c);
	for (size_t i = 0; !e && i < n; i++)
		e = view_token(p->store, &c->id, list[i].kind, list[i].value);
	return e;
}

static bool moves_tokens(const char *kind)
{
	static const char *const moving[] = {
		"OPEN", "IDENTITY", "ITEM", "FIELD", "ROW", "STATE", "APPEAL"};

	for (size_t i = 0; i < COUNT_OF(moving); i++)
		if (text_equal(moving[i], kind))
			return true;
	return false;
}

static bool moves_view(const char *kind)
{
	static const char *const trail[] = {"ASK", "REVEAL", "PRINT", "NOTE", "SLIP"};

	for (size_t i = 0; i < COUNT_OF(trail); i++)
		if (text_equal(trail[i], kind))
			return false;
	return true;
}

/* Of several acts appended together the last one writes: the row would be the same. */
static bool last_to(const struct event *e, bool (*moves)(const char *kind))
{
	if (!moves(e->kind))
		return false;
	for (size_t i = 0; i < e->n_later; i++)
		if (uid_equal(&e->later[i].casefile, &e->casefile) && moves(e->later[i].kind))
			return false;
	return true;
}

static bool is_lent(const struct projection *p, const struct event *e)
{
	return p->lent && uid_equal(&p->lent->id, &e->casefile);
}

/* The casefile with e folded in. */
static enum err after(struct projection *p, const struct event *e, struct casefile **out)
{
	if (is_lent(p, e)) {
		if (p->lent->events != e->case_seq + e->n_later)
			BUG("a lent casefile is not folded as it was appended");
		*out = p->lent;
		return OK;
	}
	enum err err = before(p, e, out);
	return err ? err : casefile_apply(*out, e, p->find, p->ctx);
}

static enum err project(struct store *s, const struct event *e, void *ctx)
{
	struct projection *p = ctx;
	struct casefile *c;

	(void)s;
	if (uid_none(&e->casefile))
		return OK;
	enum err err = after(p, e, &c);
	if (!err && last_to(e, moves_view))
		err = put(p, c);
	if (!err && last_to(e, moves_tokens))
		err = tokens(p, c);
	if (err && !is_lent(p, e))
		casefile_release(c);
	else if (!err && p->listen)
		p->listen(e, p->listen_ctx);
	return err;
}

void projection_hold(struct projection *p, size_t n)
{
	projection_forget(p);
	mem_free(p->held);
	mem_free(p->used);
	p->held = mem_array(n, sizeof *p->held);
	p->used = mem_array(n, sizeof *p->used);
	p->n_held = n;
	p->latest = 0;
	for (size_t i = 0; i < n; i++)
		casefile_init(&p->held[i]);
}

void projection_lend(struct projection *p, struct casefile *c)
{
	p->lent = c;
}

enum err projection_start(struct store *s, item_finder find, void *ctx, struct projection **out)
{
	struct projection *p = mem_new(sizeof *p);

	p->store = s;
	p->find = find;
	p->ctx = ctx;
	projection_hold(p, HELD);
	journal_set_projector(s, project, p);
	*out = p;
	return OK;
}

void projection_free(struct projection *p)
{
	if (!p)
		return;
	journal_set_projector(p->store, NULL, NULL);
	projection_forget(p);
	mem_free(p->held);
	mem_free(p->used);
	mem_free(p);
}

void projection_forget(struct projection *p)
{
	for (size_t i = 0; i < p->n_held; i++) {
		casefile_release(&p->held[i]);
		p->used[i] = 0;
	}
}

void projection_listen(
	struct projection *p, void (*fn)(const struct event *e, void *ctx), void *ctx)
{
	p->listen = fn;
	p->listen_ctx = ctx;
}
