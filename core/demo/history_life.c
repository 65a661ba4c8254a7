/* SPDX-License-Identifier: MIT
 *
 * What happens after the receipt. What must hold: each act is one the table of states allows at
 * that point, by a person who may do it; the days come from the item and the calendar.
 */
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/casework/deadline.h"
#include "core/casework/life.h"
#include "core/casework/notice.h"
#include "core/casework/number.h"
#include "core/casework/rating.h"
#include "core/casework/task.h"
#include "core/demo/history_inside.h"

/* How a case goes, by its quality: [from, to). Together they leave the plain way to most. */
static const struct turn {
	int from, to;
} refused = {0, 2}, retracted = {2, 4}, noticed = {4, 10}, denied = {10, 13}, lingers = {13, 18},
  paused = {18, 34}, extended = {34, 37};

static bool turns(const struct plan *p, struct turn t)
{
	return p->quality >= t.from && p->quality < t.to;
}

static bool instant(const struct plan *p)
{
	return item_kind(p->item, p->file.situation) == ITEM_INSTANT;
}

static struct record *state(struct plan *p, struct sitting *s, enum state to)
{
	struct record *body = sitting_add(s, p, "STATE");

	record_add(body, "to", state_word(to));
	return body;
}

static void put_day(struct record *body, const char *name, day_t day)
{
	char text[11];

	day_format(day, text);
	record_add(body, name, text);
}

/* Due days of a case accepted then, with what has stopped and prolonged it so far. */
static void put_dues(const struct casefile *c, int64_t accepted_ms, struct record *body)
{
	const struct period *promised = item_promised(c->item, c->situation);
	const struct period *legal = item_legal(c->item, c->situation);
	struct due due;

	if (promised->days > 0 && deadline_of(c, promised, accepted_ms, accepted_ms, &due) == OK)
		put_day(body, "due", due.day);
	if (legal->days > 0 && deadline_of(c, legal, accepted_ms, accepted_ms, &due) == OK)
		put_day(body, "legal", due.day);
}

static void next(struct plan *p, enum step step, int days, int minutes)
{
	p->next = step;
	p->at_ms = plan_later(p, days, minutes);
}

static int some(struct plan *p, int from, int to)
{
	return from + (int)stream_below(&p->dice, (uint32_t)(to - from + 1));
}

/* ---- the counter ---- */

static void receive(struct plan *p, struct sitting *s)
{
	struct record *body = state(p, s, STATE_RECEIVED);
	char query[QUERY_CODE];

	query_code_new(query);
	record_add(body, "query", query);
	if (p->file.situation >= 0)
		record_add(body, "situation", p->item->situations[p->file.situation].name);
}

static void accept(struct laying *l, struct plan *p, struct sitting *s)
{
	struct record *body = state(p, s, STATE_ACCEPTED);

	if (!instant(p))
		put_dues(&p->file, p->at_ms, body);
	if (p->item->appeal)
		appeal_register_past(l, p, s);
}

static bool deferred(const struct plan *p)
{
	for (size_t i = 0; i < p->item->n_materials; i++)
		if (p->file.chosen[i].mark == MARK_DEFERRED)
			return true;
	return false;
}

/* The first paper taken at the window is not as it should be. */
static int faulty(const struct plan *p)
{
	for (size_t i = 0; i < p->item->n_materials; i++)
		if (p->file.chosen[i].mark == MARK_VERIFIED)
			return (int)i;
	return -1;
}

static void notice(struct plan *p, struct sitting *s)
{
	int at = faulty(p);
	struct material_mark m = p->file.chosen[at];
	day_t until = day_at(p->at_ms) + p->item->completion.days;

	m.mark = MARK_MISSING;
	m.defect = DEFECT_UNREADABLE;
	m.had = HAD_NOTHING;
	material_put(p->item, (size_t)at, &m, sitting_add(s, p, "MATERIAL"));
	struct record *body = sitting_add(s, p, "NOTICE");
	record_addi(body, "n", 1);
	record_add(body, "told", p->item->materials[at].name);
	put_day(body, "until", until);
	put_day(state(p, s, STATE_FIXING), "due", until);
	next(p, STEP_COMPLETE, some(p, 1, 6), 0);
}

static void submit(struct laying *l, struct plan *p, struct sitting *s)
{
	receive(p, s);
	if (p->item->appeal && !instant(p)) {
		accept(l, p, s);
		appeal_first(p);
	} else if (turns(p, refused) && !instant(p)) {
		next(p, STEP_REFUSE, 0, some(p, 20, 200));
	} else if (turns(p, noticed) && faulty(p) >= 0 && !instant(p)) {
		notice(p, s);
	} else {
		accept(l, p, s);
		next(p, STEP_TRANSFER, 0, some(p, 10, 90));
		if (instant(p)) {
			state(p, s, deferred(p) ? STATE_GRANTED_DEF : STATE_GRANTED);
			state(p, s, STATE_DELIVERED);
			p->next = STEP_END;
		}
	}
}

static void complete(struct laying *l, struct plan *p, struct sitting *s)
{
	for (size_t i = 0; i < p->item->n_materials; i++) {
		struct material_mark m = p->file.chosen[i];
		if (m.mark != MARK_MISSING || m.defect == DEFECT_NONE)
			continue;
		m.mark = MARK_VERIFIED;
		m.defect = DEFECT_NONE;
		m.had = HAD_KEPT;
		material_put(p->item, i, &m, sitting_add(s, p, "MATERIAL"));
	}
	state(p, s, STATE_RECEIVED);
	accept(l, p, s);
	next(p, STEP_TRANSFER, 0, some(p, 10, 90));
}

/* ---- the department ---- */

static enum step after_transfer(const struct plan *p)
{
	if (turns(p, retracted))
		return STEP_RETRACT;
	if (turns(p, paused) && p->item->pauses)
		return STEP_ASK_PAUSE;
	if (turns(p, extended) && life_extension(&p->file) > 0)
		return STEP_EXTEND;
	return deferred(p) ? STEP_PAPER : STEP_PROPOSE;
}

/* Most are done well before their day; some are not. */
static int days_to_work(struct plan *p)
{
	int days = item_promised(p->item, p->file.situation)->days;

	if (turns(p, lingers))
		return days + some(p, 1, 5);
	return days <= 1 ? 0 : some(p, days / 3, days * 4 / 5);
}

static void to_department(struct plan *p, struct sitting *s)
{
	enum step then = after_transfer(p);

	state(p, s, STATE_EXAMINING);
	if (then == STEP_PROPOSE)
		next(p, then, days_to_work(p), some(p, 60, 240));
	else
		next(p, then, then == STEP_PAPER ? some(p, 1, 4) : some(p, 0, 1), some(p, 30, 200));
}

static enum pause_kind first_pause(const struct item *item)
{
	int kind = 0;

	while (!(item->pauses >> kind & 1))
		kind++;
	return (enum pause_kind)kind;
}

#define PAUSE_REASON "按规定需要开展特别程序，所需时间不计入办理期限"

/* The examiner proposes, the decider begins it within the hour. */
static void ask_pause(struct plan *p, struct sitting *s)
{
	struct record *body = sitting_add(s, p, "TASK");
	int days = some(p, 2, 6);

	task_put(TASK_PAUSE, pause_word(first_pause(p->item)), day_at(p->at_ms), body);
	put_day(body, "expected", day_at(p->at_ms) + days + 1);
	record_add(body, "text", PAUSE_REASON);
	next(p, STEP_PAUSE, 0, 40);
}

static void begin_pause(struct plan *p, struct sitting *s)
{
	const struct task *asked = task_standing(&p->file, TASK_PAUSE);
	struct record *body = state(p, s, STATE_SPECIAL);
	int days = asked->expected - day_at(p->at_ms);

	record_add(body, "pause", asked->subject);
	record_add(body, "asked", asked->asked_by);
	record_add(body, "reason", PAUSE_REASON);
	put_day(body, "expected", asked->expected);
	next(p, STEP_RESUME, days > 2 ? days - 2 : 0, 0);
}

static enum err end_pause(struct laying *l, struct plan *p, struct sitting *s)
{
	struct record *body = state(p, s, STATE_EXAMINING);
	size_t last = p->file.n_pauses - 1;

	(void)l;
	record_add(body, "opinion", "特别程序已结束，结果符合要求");
	if (!p->file.n_pauses)
		return ERR_STATE;
	p->file.pauses[last].to_ms = p->at_ms; /* as it will be */
	put_dues(&p->file, p->file.accepted_ms, body);
	p->file.pauses[last].to_ms = 0;
	next(p, deferred(p) ? STEP_PAPER : STEP_PROPOSE, some(p, 0, 2), some(p, 30, 200));
	return OK;
}

static void extend(struct plan *p, struct sitting *s)
{
	struct record *body = sitting_add(s, p, "EXTEND");
	int days = some(p, 2, 5), most = life_extension(&p->file);
	int before = p->file.extension;

	days = days < most ? days : most;
	record_addi(body, "days", days);
	record_add(body, "reason", "情况复杂，经批准延长办理期限");
	p->file.extension = days;
	put_dues(&p->file, p->file.accepted_ms, body);
	p->file.extension = before;
	next(p, deferred(p) ? STEP_PAPER : STEP_PROPOSE, days_to_work(p), some(p, 30, 200));
}

static void late_paper(struct plan *p, struct sitting *s)
{
	for (size_t i = 0; i < p->item->n_materials; i++) {
		struct material_mark m = p->file.chosen[i];
		if (m.mark != MARK_DEFERRED)
			continue;
		m.mark = MARK_VERIFIED;
		m.way = WAY_ORIGINAL;
		m.had = HAD_KEPT;
		m.actual = m.due;
		m.until = DAY_NONE;
		material_put(p->item, i, &m, sitting_add(s, p, "MATERIAL"));
	}
	next(p, STEP_PROPOSE, some(p, 0, 1), some(p, 30, 200));
}

static void propose(struct plan *p, struct sitting *s)
{
	struct record *body = state(p, s, STATE_DECIDING);
	bool grant = !turns(p, denied);

	record_add(body, "opinion", grant ? "材料齐全，符合条件，建议准予" : "不符合规定条件，建议不予");
	record_add(body, "grant", grant ? "1" : "0");
	next(p, STEP_DECIDE, 0, some(p, 30, 300));
}

static void decide(struct plan *p, struct sitting *s)
{
	if (turns(p, denied)) {
		record_add(state(p, s, STATE_DENIED), "reason", "不符合该事项规定的办理条件");
		p->next = STEP_END;
		return;
	}
	state(p, s, deferred(p) ? STATE_GRANTED_DEF : STATE_GRANTED);
	next(p, STEP_READY, 0, some(p, 30, 300));
}

static void make_ready(struct plan *p, struct sitting *s)
{
	char number[32];

	text_format(number, sizeof number, "演%s%06u", p->item->type, stream_below(&p->dice, 1000000));
	record_add(state(p, s, STATE_READY), "number", number);
	next(p, STEP_DELIVER, some(p, 0, 4), some(p, 10, 300));
}

static void deliver(struct laying *l, struct plan *p, struct sitting *s)
{
	struct record *body = state(p, s, STATE_DELIVERED);
	bool mailed = p->item->mail && plan_chance(p, 45);

	record_add(body, "how", mailed ? "mail" : "window");
	record_add(body, "collector", city_party_name(l->h->city, p->who));
	p->next = STEP_END;
}

static void end_with(struct plan *p, struct sitting *s, enum state to, const char *reason)
{
	record_add(state(p, s, to), "reason", reason);
	p->next = STEP_END;
}

/* Called back one day, put right some days later. */
static void mend(struct plan *p, struct sitting *s)
{
	bool called = p->file.ratings[0].called_ms != 0;

	mend_rating(p, s);
	if (called)
		p->next = STEP_END;
	else
		next(p, STEP_MEND, 2, 60);
}

/* ---- steps ---- */

static const char *actor_of(const struct plan *p, enum step step)
{
	switch (step) {
	case STEP_ASK_PAUSE: case STEP_RESUME: case STEP_PROPOSE:
		return HISTORY_EXAMINER;
	case STEP_PAUSE: case STEP_EXTEND: case STEP_DECIDE:
		return HISTORY_DECIDER;
	case STEP_READY: case STEP_DELIVER:
		return HISTORY_ISSUER;
	case STEP_MEND:
		return HISTORY_SUPERVISOR;
	default:
		return p->at->clerk;
	}
}

static enum err first_meeting(struct laying *l, struct plan *p, struct sitting *s)
{
	size_t from = s->n;

	fill_open(l, p, s);
	enum err e = sitting_fold(l, p, s, from, p->at->clerk);
	if (!e)
		e = fill_identity(l, p, s);
	p->next = STEP_SUBMIT;
	p->at_ms += (2 + (int64_t)stream_below(&p->dice, 9)) * 60000 +
		    (int64_t)stream_below(&p->dice, 60) * 1000;
	return e;
}

static enum err hand_in(struct laying *l, struct plan *p, struct sitting *s)
{
	enum err e = fill_form(l, p, s);
	size_t from = s->n;
	int64_t now = p->at_ms, then;

	if (e)
		return e;
	submit(l, p, s);
	then = p->at_ms;
	p->at_ms = now;
	e = sitting_fold(l, p, s, from, p->at->clerk);
	if (!e && p->file.state != STATE_FIXING)
		e = fill_slip(l, p, s);
	if (!e && p->file.state == STATE_DELIVERED) {
		from = s->n;
		rate_window(l, p, s);
		e = sitting_fold(l, p, s, from, p->at->clerk);
		p->at_ms = then;
		if (p->next == STEP_END && rating_to_mend(p))
			next(p, STEP_MEND, 1, 30);
		return e;
	}
	p->at_ms = then;
	return e;
}

static enum err act(struct laying *l, struct plan *p, struct sitting *s, enum step step)
{
	switch (step) {
	case STEP_COMPLETE: complete(l, p, s); break;
	case STEP_TRANSFER: to_department(p, s); break;
	case STEP_ASK_PAUSE: ask_pause(p, s); break;
	case STEP_PAUSE: begin_pause(p, s); break;
	case STEP_RESUME: return end_pause(l, p, s);
	case STEP_EXTEND: extend(p, s); break;
	case STEP_PAPER: late_paper(p, s); break;
	case STEP_PROPOSE: propose(p, s); break;
	case STEP_DECIDE: decide(p, s); break;
	case STEP_READY: make_ready(p, s); break;
	case STEP_DELIVER: deliver(l, p, s); break;
	case STEP_MEND: mend(p, s); break;
	case STEP_REFUSE: end_with(p, s, STATE_REFUSED_IN, "不属于本机关职权范围，已告知有权办理的机关"); break;
	case STEP_RETRACT: end_with(p, s, STATE_RETRACTED, "申请人主动撤回"); break;
	default: return ERR_STATE;
	}
	return OK;
}

enum err life_step(struct laying *l, struct plan *p, struct sitting *s, const char **actor)
{
	enum step step = p->next;
	int64_t now = p->at_ms, then;

	*actor = actor_of(p, step);
	if (step == STEP_OPEN)
		return first_meeting(l, p, s);
	if (step == STEP_SUBMIT)
		return hand_in(l, p, s);
	enum err e = step == STEP_APPEAL ? appeal_step(l, p, s, actor) : act(l, p, s, step);
	then = p->at_ms;
	p->at_ms = now;
	if (!e)
		e = sitting_fold(l, p, s, 0, *actor);
	p->at_ms = then;
	return e;
}
