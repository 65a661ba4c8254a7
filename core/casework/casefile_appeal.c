/* SPDX-License-Identifier: MIT
 *
 * What the acts of an appeal leave in its casefile. What must hold: nothing but the table of acts
 * moves an appeal, and the state of the casefile follows from that of the appeal.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/casefile_inside.h"

/* STATE_COUNT: as it was. */
static const enum state follows[APPEAL_STATES] = {
	[APPEAL_REGISTERED] = STATE_ACCEPTED,
	[APPEAL_NOT_ACCEPTED] = STATE_REFUSED_IN,
	[APPEAL_DISPATCHED] = STATE_EXAMINING,
	[APPEAL_SIGNED] = STATE_EXAMINING,
	[APPEAL_HANDLING] = STATE_EXAMINING,
	[APPEAL_REPLIED] = STATE_GRANTED,
	[APPEAL_VISITED] = STATE_DELIVERED,
	[APPEAL_RATED] = STATE_DELIVERED,
	[APPEAL_ARCHIVED] = STATE_ARCHIVED,
	[APPEAL_MERGED] = STATE_COUNT,
};

static void keep(char **to, const char *text)
{
	mem_free_text(*to);
	*to = text && *text ? mem_text(text) : NULL;
}

/* ---- beginning and end by the states of the casefile ---- */

enum err appeal_guard(const struct fold *f, enum state to)
{
	const struct casefile *c = f->file;
	bool ends = to == STATE_GRANTED || to == STATE_GRANTED_DEF || to == STATE_DELIVERED;

	if (!c->appeal || to == STATE_RETRACTED || c->state == STATE_RETRACTED)
		return OK;
	return ends && casefile_instant(c) ? OK : ERR_STATE;
}

/* A question that was answered while it was asked needs no visit: the caller said so at once. */
static void answered_at_once(struct appeal *a, const struct fold *f)
{
	a->state = APPEAL_VISITED;
	a->replied_ms = a->visited_ms = f->event->at_ms;
	a->outcome = APPEAL_SOLVED;
	a->at_once = true;
	text_copy(a->replied_by, sizeof a->replied_by, f->event->actor);
	keep(&a->reply, appeal_answer(f->file, "reply"));
}

void appeal_moved(const struct fold *f, enum state to)
{
	struct casefile *c = f->file;

	if (!c->appeal)
		return;
	if (to == STATE_DELIVERED)
		answered_at_once(c->appeal, f);
	if (to == STATE_RETRACTED)
		c->appeal->state = APPEAL_WITHDRAWN;
}

static enum err registered(const struct fold *f)
{
	struct casefile *c = f->file;
	struct appeal a = {.state = APPEAL_REGISTERED, .registered_ms = f->event->at_ms,
		.kind = (int)record_int(&f->event->body, "kind", 0),
		.secret = text_equal(fold_said(f, "secret"), "1"),
		.reach = text_equal(fold_said(f, "reach"), "1")};

	if (c->appeal || appeal_hotline(c) == HOTLINE_NONE || c->state != STATE_ACCEPTED)
		return ERR_STATE;
	if (!text_copy(a.subject, sizeof a.subject, fold_said(f, "subject")) ||
		!text_copy(a.proposed, sizeof a.proposed, fold_said(f, "unit")) ||
		!text_copy(a.department, sizeof a.department, fold_said(f, "department")) ||
		!text_copy(a.linked, sizeof a.linked, fold_said(f, "number")))
		return ERR_INPUT;
	c->appeal = mem_new(sizeof a);
	*c->appeal = a;
	c->changed_ms = f->event->at_ms;
	return OK;
}

/* ---- what an act says ---- */

static bool other_case(const struct fold *f, struct uid *id)
{
	const char *number = fold_said(f, "number"), *hex = fold_said(f, "id");

	return *number && strlen(number) < CASE_NUMBER &&
	       (!*hex || text_unhex(hex, id->b, sizeof id->b));
}

static bool ended_parse(const char *word, enum appeal_outcome *out)
{
	for (int i = 1; i < APPEAL_OUTCOMES; i++)
		if (text_equal(appeal_outcome_word((enum appeal_outcome)i), word)) {
			*out = (enum appeal_outcome)i;
			return true;
		}
	return false;
}

static bool days_fit(const struct fold *f)
{
	int64_t days = record_int(&f->event->body, "days", 0);
	day_t due;

	return days >= 1 && days <= appeal_extension(f->file) && day_parse(fold_said(f, "due"), &due);
}

static bool complete(const struct fold *f, unsigned needs)
{
	enum appeal_outcome outcome;
	struct uid id = {{0}};
	size_t unit = strlen(fold_said(f, "unit")), ground = strlen(fold_said(f, "ground"));

	return (!(needs & APPEAL_NEEDS_UNIT) || (unit > 0 && unit < APPEAL_UNIT)) &&
	       (!(needs & APPEAL_NEEDS_GROUND) || (ground > 0 && ground < 16)) &&
	       (!(needs & APPEAL_NEEDS_REASON) || *fold_said(f, "reason")) &&
	       (!(needs & APPEAL_NEEDS_CLAUSE) || *fold_said(f, "clause")) &&
	       (!(needs & APPEAL_NEEDS_TEXT) || *fold_said(f, "text")) &&
	       (!(needs & APPEAL_NEEDS_DAYS) || days_fit(f)) &&
	       (!(needs & APPEAL_NEEDS_OUTCOME) || ended_parse(fold_said(f, "outcome"), &outcome)) &&
	       (!(needs & APPEAL_NEEDS_CASE) || other_case(f, &id));
}

static void note(const struct fold *f, enum appeal_act act)
{
	struct appeal *a = f->file->appeal;
	static const char *const said[] = {"reason", "text", "ground", "unit", "number"};
	struct appeal_note n = {.act = act, .at_ms = f->event->at_ms};

	text_copy(n.by, sizeof n.by, f->event->actor);
	for (size_t i = 0; i < COUNT_OF(said) && !n.text; i++)
		keep(&n.text, fold_said(f, said[i]));
	if (a->n_notes == APPEAL_NOTES) { /* the trail has them all */
		mem_free_text(a->notes[0].text);
		memmove(a->notes, a->notes + 1, --a->n_notes * sizeof n);
	}
	a->notes[a->n_notes++] = n;
}

/* ---- acts ---- */

static void who(char out[16], const struct fold *f)
{
	text_copy(out, 16, f->event->actor);
}

static void dispatch(const struct fold *f)
{
	struct appeal *a = f->file->appeal;

	text_copy(a->unit, sizeof a->unit, fold_said(f, "unit"));
	text_copy(a->department, sizeof a->department, fold_said(f, "department"));
	a->dispatched_ms = f->event->at_ms;
	a->sign_due_ms = appeal_hours_due(f->event->at_ms, APPEAL_SIGN_MINUTES);
	a->signed_ms = 0;
	*a->signed_by = '\0';
	who(a->dispatched_by, f);
}

static void extend(const struct fold *f)
{
	struct casefile *c = f->file;

	c->appeal->extended = c->extension = (int)record_int(&f->event->body, "days", 0);
	(void)day_parse(fold_said(f, "due"), &c->due);
	if (*fold_said(f, "legal"))
		(void)day_parse(fold_said(f, "legal"), &c->legal_due);
}

/* The same unit begins anew, with the days it had. */
static void reopen(const struct fold *f)
{
	struct casefile *c = f->file;
	struct appeal *a = c->appeal;

	a->reopened++;
	a->returned = a->supervised = false;
	a->extended = c->extension = 0;
	a->replied_ms = a->visited_ms = 0;
	a->outcome = APPEAL_UNVISITED;
	*a->replied_by = *a->visited_by = '\0';
	c->queue.urged = 0;
	c->decided_ms = c->closed_ms = 0;
	(void)day_parse(fold_said(f, "due"), &c->due);
	a->dispatched_ms = f->event->at_ms;
	a->sign_due_ms = appeal_hours_due(f->event->at_ms, APPEAL_SIGN_MINUTES);
	a->signed_ms = 0;
	*a->signed_by = '\0';
}

static void replied(const struct fold *f)
{
	struct appeal *a = f->file->appeal;

	a->replied_ms = f->file->decided_ms = f->event->at_ms;
	keep(&a->reply, fold_said(f, "text"));
	who(a->replied_by, f);
}

static void join(struct appeal *a, const struct uid *id)
{
	if (a->n_merged < APPEAL_MERGES)
		a->merged[a->n_merged++] = *id;
}

static void part(struct appeal *a, const struct uid *id)
{
	for (size_t i = 0; i < a->n_merged; i++)
		if (uid_equal(&a->merged[i], id))
			a->merged[i--] = a->merged[--a->n_merged];
}

static void merge(const struct fold *f, const struct uid *id)
{
	struct appeal *a = f->file->appeal;

	a->before = a->state;
	a->master_id = *id;
	text_copy(a->master, sizeof a->master, fold_said(f, "number"));
}

static void apply(const struct fold *f, enum appeal_act act)
{
	struct casefile *c = f->file;
	struct appeal *a = c->appeal;
	struct uid id = {{0}};

	(void)other_case(f, &id);
	switch (act) {
	case APPEAL_DISPATCH: dispatch(f); break;
	case APPEAL_REFUSE: text_copy(a->ground, sizeof a->ground, fold_said(f, "ground")); break;
	case APPEAL_SIGN:
		a->signed_ms = f->event->at_ms;
		who(a->signed_by, f);
		break;
	case APPEAL_RETURN: a->returned = true; break;
	case APPEAL_EXTEND: extend(f); break;
	case APPEAL_URGE:
		c->queue.urged++;
		c->queue.urged_ms = f->event->at_ms;
		break;
	case APPEAL_SUPERVISE: a->supervised = true; break;
	case APPEAL_REPLY: case APPEAL_ANSWERED: replied(f); break;
	case APPEAL_VISIT:
		a->visited_ms = f->event->at_ms;
		who(a->visited_by, f);
		(void)ended_parse(fold_said(f, "outcome"), &a->outcome);
		break;
	case APPEAL_REOPEN: reopen(f); break;
	case APPEAL_MERGE: merge(f, &id); break;
	case APPEAL_UNMERGE: *a->master = '\0'; break;
	case APPEAL_JOIN: join(a, &id); break;
	case APPEAL_PART: part(a, &id); break;
	case APPEAL_LINK: text_copy(a->linked, sizeof a->linked, fold_said(f, "number")); break;
	case APPEAL_UNMASK: who(a->asked_by, f); break;
	case APPEAL_ALLOW:
		who(a->allowed_by, f);
		a->allowed_ms = f->event->at_ms;
		*a->asked_by = '\0'; /* the next time it is asked for anew */
		break;
	case APPEAL_REPEATED: text_copy(a->repeat_of, sizeof a->repeat_of, fold_said(f, "number")); break;
	default: break;
	}
}

static void hold(const struct fold *f, enum appeal_state to)
{
	struct queue_mark *q = &f->file->queue;

	if (to == APPEAL_SIGNED)
		text_copy(q->holder, sizeof q->holder, f->event->actor);
	else if (to != APPEAL_HANDLING)
		*q->holder = '\0';
}

/* The casefile stands where its appeal stands. */
static void follow(const struct fold *f, enum appeal_state to)
{
	struct casefile *c = f->file;
	enum state state = follows[to];

	c->appeal->state = to;
	if (state == STATE_COUNT || state == c->state)
		return;
	c->spell_ms[c->state] += f->event->at_ms - c->state_since_ms;
	c->state_since_ms = f->event->at_ms;
	c->state = state;
	if (!state_open(state))
		c->closed_ms = f->event->at_ms;
}

enum err fold_appeal(const struct fold *f)
{
	struct casefile *c = f->file;
	enum appeal_state to;
	int act = 0;

	while (act < APPEAL_ACTS &&
		!text_equal(appeal_act_word((enum appeal_act)act), fold_said(f, "act")))
		act++;
	if (act == APPEAL_ACTS)
		return ERR_INPUT;
	if (act == APPEAL_REGISTER)
		return registered(f);
	if (!c->appeal || !appeal_leads(c->appeal->state, (enum appeal_act)act, &to))
		return ERR_STATE;
	enum appeal_bar bar = appeal_stands(c, (enum appeal_act)act, f->event->actor, f->event->at_ms);
	if (bar)
		return bar == APPEAL_BAR_PERSON ? ERR_DENIED : ERR_STATE;
	if (!complete(f, appeal_act_needs((enum appeal_act)act)) ||
		(act == APPEAL_REOPEN && !day_parse(fold_said(f, "due"), &(day_t){0})))
		return ERR_INPUT;
	if (act == APPEAL_UNMERGE)
		to = c->appeal->before;
	apply(f, (enum appeal_act)act);
	note(f, (enum appeal_act)act);
	if (to != c->appeal->state) {
		follow(f, to);
		hold(f, to);
	}
	c->queue.last = (struct queue_act){0}; /* nothing before it is taken back */
	c->changed_ms = f->event->at_ms;
	return OK;
}

void appeal_rated(struct casefile *c, int64_t at_ms)
{
	if (!c->appeal || c->appeal->state != APPEAL_VISITED)
		return;
	c->appeal->state = APPEAL_RATED;
	c->changed_ms = at_ms;
}

void appeal_release(struct casefile *c)
{
	if (!c->appeal)
		return;
	for (size_t i = 0; i < c->appeal->n_notes; i++)
		mem_free_text(c->appeal->notes[i].text);
	mem_free_text(c->appeal->reply);
	mem_wipe(c->appeal, sizeof *c->appeal);
	mem_free(c->appeal);
	c->appeal = NULL;
}
