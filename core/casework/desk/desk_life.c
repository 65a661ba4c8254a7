/* SPDX-License-Identifier: MIT
 *
 * Acts after the receipt, at the desk: checked, dated, written with their document in one
 * transaction.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/crossing.h"
#include "core/casework/deadline.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/ground.h"
#include "core/casework/life.h"
#include "core/casework/material.h"
#include "core/casework/recusal.h"
#include "core/casework/task.h"

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* In a place taken: neither who takes it nor whose it is had a part in the step before. */
static enum life_bar bar_in_place(const struct desk *d, enum life a, const struct stand_in *x)
{
	const struct scope_place at = authority_at(&d->file);
	enum life_bar bar = life_bar(&d->file, a, x->role, x->who);

	if (bar == BAR_NONE && *x->behalf)
		bar = life_bar(&d->file, a, x->role, x->behalf);
	if (bar == BAR_NONE && !authority_place(d->parts.store, x, life_rights(&d->file, a), &at))
		bar = BAR_SCOPE;
	return bar;
}

static enum life_bar bar_of_own(const struct desk *d, enum life a, const struct operator_info *me)
{
	enum life_bar bar = life_bar(&d->file, a, me->role, me->id);
	struct authority own =
		authority_in(d->parts.store, NULL, life_rights(&d->file, a), &d->file);

	return bar != BAR_STATE && bar != BAR_ROLE && !authority_held(&own) ? BAR_SCOPE : bar;
}

static bool about_rights(enum life_bar bar)
{
	return bar == BAR_ROLE || bar == BAR_SCOPE;
}

/* What the day forbids. */
static enum life_bar day_bar(const struct desk *d, enum life a)
{
	const struct task *asked = task_standing(&d->file, TASK_PAUSE);

	if (a == LIFE_EXTEND && life_over(&d->file, clock_today()))
		return BAR_LATE;
	return a == LIFE_PAUSE && asked && asked->expected <= clock_today() ? BAR_PASSED : BAR_NONE;
}

/* The own role first, then every place taken; behalf: whose, "" the own. */
static enum life_bar bar_for(const struct desk *d, enum life a, char behalf[OPERATOR_ID])
{
	const struct operator_info *me = operator_current(d->parts.store);
	struct stand_in list[STAND_INS];

	*behalf = '\0';
	if (!d->open || !me)
		return BAR_STATE;
	enum life_bar bar = bar_of_own(d, a, me);
	size_t n = about_rights(bar) ? stand_ins(d->recusals, me->id, clock_today(),
						authority_at(&d->file).item, list)
				     : 0;
	for (size_t i = 0; i < n && bar != BAR_NONE; i++) {
		enum life_bar other = bar_in_place(d, a, &list[i]);
		if (other == BAR_NONE)
			text_copy(behalf, OPERATOR_ID, list[i].behalf);
		if (other == BAR_NONE || about_rights(bar))
			bar = other;
	}
	if (bar != BAR_STATE && !about_rights(bar) && recused(d->recusals, me->id, &d->file))
		return BAR_RECUSED;
	return bar != BAR_NONE ? bar : day_bar(d, a);
}

enum life_bar desk_life_bar(const struct desk *d, enum life a)
{
	char behalf[OPERATOR_ID];

	return bar_for(d, a, behalf);
}

static enum err bar_error(enum life_bar b)
{
	switch (b) {
	case BAR_NONE: return OK;
	case BAR_ROLE: case BAR_SCOPE: case BAR_PERSON: case BAR_RECUSED: return ERR_DENIED;
	case BAR_UNVERIFIED: return ERR_INCOMPLETE;
	default: return ERR_STATE;
	}
}

static bool given(const char *text)
{
	return text && *text;
}

static bool complete(const struct desk *d, enum life a, const struct life_args *args)
{
	unsigned needs = life_needs(a);

	if (a == LIFE_REFUSE && given(args->reason) && ground_elsewhere(life_word(a), args->reason) &&
		!given(args->authority))
		return false;
	return (!(needs & NEED_REASON) || given(args->reason)) &&
	       (!(needs & NEED_OPINION) || given(args->opinion)) &&
	       (!(needs & NEED_NUMBER) || given(args->number)) &&
	       (!(needs & NEED_COLLECTOR) || given(args->how)) &&
	       (!(needs & NEED_DAYS) || (args->days > 0 && args->days <= life_extension(&d->file))) &&
	       (!(needs & NEED_PAUSE) || (args->pause < PAUSE_COUNT && args->expected > clock_today() &&
						 (d->file.item->pauses >> args->pause & 1)));
}

static void put_day(struct record *body, const char *name, day_t day)
{
	char text[11];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	record_add(body, name, text);
}

static void dues_of(const struct casefile *after, int64_t now, struct due *promised, struct due *legal)
{
	const struct period *p = item_promised(after->item, after->situation);
	const struct period *l = item_legal(after->item, after->situation);

	*promised = *legal = (struct due){.day = DAY_NONE};
	if (p->days > 0 && after->accepted_ms &&
		deadline_of(after, p, after->accepted_ms, now, promised))
		promised->day = DAY_NONE;
	if (l->days > 0 && after->accepted_ms &&
		deadline_of(after, l, after->accepted_ms, now, legal))
		legal->day = DAY_NONE;
}

/* The case as the act leaves it moves its due days: what the view sorts by goes with the event. */
static void put_dues(const struct casefile *after, struct record *body)
{
	struct due promised, legal;

	dues_of(after, clock_now_ms(), &promised, &legal);
	put_day(body, "due", promised.day);
	put_day(body, "legal", legal.day);
	if (promised.day != DAY_NONE && promised.provisional)
		record_add(body, "provisional", "1");
}

void desk_foresee(const struct desk *d, enum life a, const struct life_args *args, day_t *due,
	day_t *legal)
{
	struct casefile after = d->file; /* borrows everything */
	struct pause_mark pauses[DUE_PAUSES_MAX];
	struct due p, l;
	int64_t now = clock_now_ms();

	*due = *legal = DAY_NONE;
	if (!d->open || !after.item)
		return;
	if (a == LIFE_ACCEPT)
		after.accepted_ms = now;
	if (a == LIFE_EXTEND)
		after.extension = args->days;
	if ((a == LIFE_ASK_PAUSE || a == LIFE_PAUSE) && after.n_pauses < DUE_PAUSES_MAX) {
		for (size_t i = 0; i < after.n_pauses; i++)
			pauses[i] = after.pauses[i];
		pauses[after.n_pauses++] = (struct pause_mark){.from_ms = now,
			.to_ms = now + (int64_t)(args->expected - clock_today()) * DAY_MS};
		after.pauses = pauses;
	}
	dues_of(&after, now, &p, &l);
	*due = p.day;
	*legal = l.day;
}

static void put_words(struct record *body, const struct life_args *args, unsigned needs)
{
	record_add(body, "reason", given(args->reason) ? args->reason : NULL);
	record_add(body, "opinion", given(args->opinion) ? args->opinion : NULL);
	record_add(body, "number", given(args->number) ? args->number : NULL);
	record_add(body, "collector", given(args->collector) ? args->collector : NULL);
	record_add(body, "how", given(args->how) ? args->how : NULL);
	record_add(body, "authority", given(args->authority) ? args->authority : NULL);
	if (needs & NEED_VERDICT)
		record_add(body, "grant", args->grant ? "1" : "0");
	if (needs & NEED_PAUSE) {
		record_add(body, "pause", pause_word(args->pause));
		put_day(body, "expected", args->expected);
	}
}

static void put_extension(const struct desk *d, const struct life_args *args, struct batch *b)
{
	struct casefile after = d->file; /* borrows everything */
	struct record *body = &batch_add(b, "EXTEND")->body;

	after.extension = args->days;
	record_addi(body, "days", args->days);
	record_add(body, "reason", args->reason);
	put_dues(&after, body);
}

/* Until when and why stands in the proposal; a decider begins that, nothing else. */
static void put_proposal(const struct life_args *args, struct batch *b)
{
	struct record *body = &batch_add(b, "TASK")->body;

	task_put(TASK_PAUSE, pause_word(args->pause), clock_today(), body);
	put_day(body, "expected", args->expected);
	record_add(body, "text", args->reason);
}

void desk_proposed(const struct desk *d, struct life_args *out)
{
	const struct task *asked = task_standing(&d->file, TASK_PAUSE);

	*out = (struct life_args){.expected = DAY_NONE};
	if (!asked || !pause_parse(asked->subject, &out->pause))
		return;
	out->expected = asked->expected;
	out->reason = asked->draft;
}

/* A supervisor answers for what no department confirmed. */
static void put_waiver(const struct life_args *args, struct batch *b)
{
	record_add(&batch_add(b, "WAIVE")->body, "reason", args->reason);
}

static void put_state(
	const struct desk *d, enum life a, enum state to, const struct life_args *args, struct batch *b)
{
	struct record *body = &batch_add(b, "STATE")->body;

	record_add(body, "to", state_word(to));
	put_words(body, args, life_needs(a) | (a == LIFE_PAUSE ? (unsigned)NEED_PAUSE : 0));
	if (a == LIFE_PAUSE)
		record_add(body, "asked", task_standing(&d->file, TASK_PAUSE)->asked_by);
	if (a == LIFE_RESUME)
		put_dues(&d->file, body);
}

/* Accepted after the receipt: dated from now, with every paper of an acceptance; an instant matter
 * goes on to its end. */
static enum err put_acceptance(const struct desk *d, struct batch *b)
{
	struct casefile after = d->file;
	struct due promised, legal;

	bool at_once = desk_at_once(d);
	batch_materials(d, b);
	after.state = at_once ? STATE_DELIVERED : STATE_ACCEPTED;
	after.accepted_ms = clock_now_ms();
	struct record *body = batch_state(b, STATE_ACCEPTED);
	enum err e = OK;
	if (at_once) {
		e = batch_register(d, b);
		enum state to;
		struct casefile decided = d->file;
		decided.state = STATE_DECIDING;
		(void)life_leads(&decided, LIFE_GRANT, &to);
		batch_state(b, to);
		batch_state(b, STATE_DELIVERED);
	} else {
		dues_of(&after, after.accepted_ms, &promised, &legal);
		after.due = promised.day;
		after.legal_due = legal.day;
		after.due_provisional = promised.day != DAY_NONE && promised.provisional;
		put_dues(&after, body);
		e = batch_register(d, b);
	}
	batch_verify(d, b);
	return e ? e : batch_slips(d, &after, b);
}

/* ---- its papers ---- */

/* The case as the act leaves it, as far as papers show it; pauses: room for its own. */
static void afterwards(const struct desk *d, enum life a, enum state to, const struct life_args *args,
	struct pause_mark pauses[DUE_PAUSES_MAX], struct casefile *after)
{
	struct due promised, legal;
	int64_t now = clock_now_ms();

	*after = d->file; /* borrows everything */
	after->state = to;
	for (size_t i = 0; i < after->n_pauses && i < DUE_PAUSES_MAX; i++)
		pauses[i] = after->pauses[i];
	if (after->n_pauses <= DUE_PAUSES_MAX)
		after->pauses = pauses;
	if (a == LIFE_PAUSE && after->n_pauses < DUE_PAUSES_MAX)
		pauses[after->n_pauses++] = (struct pause_mark){
			.kind = args->pause, .from_ms = now, .expected = args->expected};
	if (a == LIFE_EXTEND)
		after->extension = args->days;
	if (a == LIFE_GRANT || a == LIFE_DENY)
		after->decided_ms = now;
	if (a != LIFE_EXTEND && a != LIFE_RESUME)
		return;
	dues_of(after, now, &promised, &legal);
	after->due = promised.day;
	after->legal_due = legal.day;
	after->due_provisional = promised.day != DAY_NONE && promised.provisional;
}

enum err batch_papers(const struct desk *d, enum life a, enum state to, const struct life_args *args,
	struct batch *b)
{
	struct pause_mark pauses[DUE_PAUSES_MAX];
	struct casefile after;
	const char *const papers[] = {life_document(a), slip_of_agent(&d->file, a)};
	enum err e = OK;

	afterwards(d, a, to, args, pauses, &after);
	for (size_t i = 0; !e && i < COUNT_OF(papers); i++)
		if (*papers[i])
			e = batch_document(d, &after, papers[i], args, b);
	return e;
}

/* ---- to another region ---- */

bool desk_elsewhere(const struct desk *d, char region[8])
{
	return d->open && crossing_region(&d->file, d->parts.region, region);
}

enum err desk_reload_case(struct desk *d)
{
	return d->open ? desk_reload(d) : ERR_STATE;
}

static void put_crossing(struct act *act, const char *op, const char *region)
{
	record_add(&act->body, "op", op);
	record_add(&act->body, "region", region);
	record_add(&act->body, "to", crossing_word(CROSSING_HANDED));
}

/* The package is frozen with the act; the station's word lets every process here find it. */
static enum err put_hand_over(const struct desk *d, const char *region, struct batch *b)
{
	struct act *act = batch_add(b, "CROSSING");
	char op[UID_HEX];
	struct buf package;

	buf_init(&package, PACKAGE_TEXT + 1);
	enum err e = package_write(&d->file, d->parts.store, &package);
	uid_hex(&act->op, op);
	put_crossing(act, op, region);
	record_add(&act->body, "package", buf_text(&package));
	buf_release(&package);
	return e;
}

static void put_station(const struct desk *d, const char *region, struct batch *b)
{
	char op[UID_HEX], id[UID_HEX];

	uid_hex(&b->acts[0].op, op);
	uid_hex(&d->file.id, id);
	struct act *act = batch_add(b, "CROSSING");
	act->station = true;
	put_crossing(act, op, region);
	record_add(&act->body, "case", id);
}

/* Its event, and its papers. */
static enum err put_act(const struct desk *d, enum life a, enum state to, const struct life_args *args,
	struct batch *b)
{
	switch (a) {
	case LIFE_ACCEPT: return put_acceptance(d, b);
	case LIFE_EXTEND: put_extension(d, args, b); break;
	case LIFE_WAIVE: put_waiver(args, b); break;
	case LIFE_ASK_PAUSE: put_proposal(args, b); break;
	default: put_state(d, a, to, args, b);
	}
	return batch_papers(d, a, to, args, b);
}

enum err desk_live(struct desk *d, enum life a, const struct life_args *args)
{
	struct batch b = {0};
	enum state to = STATE_DRAFT;
	char behalf[OPERATOR_ID] = "", region[8];
	struct life_args proposed;
	enum err e = authority_refresh(d->parts.store, d->recusals); /* as of a moment ago */

	if (!e)
		e = bar_error(bar_for(d, a, behalf));
	desk_acts_for(d, behalf);
	if (!e && a == LIFE_PAUSE) {
		desk_proposed(d, &proposed);
		args = &proposed;
	}
	if (!e && (!life_leads(&d->file, a, &to) || !complete(d, a, args)))
		e = ERR_INPUT;
	if (!e && a == LIFE_ACCEPT && (!d->judged || d->eval.errors > 0 || material_missing(&d->file) > 0))
		e = ERR_INCOMPLETE;
	if (e)
		return e;
	bool away = a == LIFE_TRANSFER && desk_elsewhere(d, region);
	if (away)
		e = put_hand_over(d, region, &b);
	if (!e)
		e = put_act(d, a, to, args, &b);
	if (!e && away)
		put_station(d, region, &b);
	if (e) {
		batch_release(&b);
		return e;
	}
	return desk_write(d, &b, NOW);
}

enum err desk_ask_region(struct desk *d, enum crossing_want want, const char *reason)
{
	struct batch b = {0};
	char op[UID_HEX], id[UID_HEX];

	if (!d->open || !crossing_away(&d->file) || d->file.crossing.want)
		return ERR_STATE;
	if (!desk_acts(d, want == WANT_WITHDRAW ? RIGHT_RECEIVE : RIGHT_ACCEPT))
		return ERR_DENIED;
	if (want == WANT_NOTHING || !given(reason))
		return ERR_INPUT;
	uid_hex(&d->file.crossing.op, op);
	uid_hex(&d->file.id, id);
	for (int station = 0; station < 2; station++) {
		struct act *act = batch_add(&b, "CROSSING");
		act->station = station;
		record_add(&act->body, "op", op);
		record_add(&act->body, "region", d->file.crossing.region);
		record_add(&act->body, "want", want_word(want));
		record_add(&act->body, station ? "case" : "reason", station ? id : reason);
	}
	return desk_write(d, &b, NOW);
}

enum err desk_stage(struct desk *d, size_t stage, bool ends)
{
	struct batch b = {0};

	if (!d->open || !d->file.item || stage >= d->file.item->n_stages)
		return ERR_STATE;
	if (crossing_away(&d->file))
		return ERR_STATE;
	if (!desk_acts(d, RIGHT_EXAMINE))
		return ERR_DENIED;
	struct record *body = &batch_add(&b, "STAGE")->body;
	record_add(body, "name", d->file.item->stages[stage].name);
	record_add(body, "act", ends ? "ENDED" : "BEGUN");
	return desk_write(d, &b, NOW);
}
