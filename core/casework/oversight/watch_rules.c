/* SPDX-License-Identifier: MIT
 *
 * The rules themselves. What must hold: pure; the same event and the same casefile before it always
 * give the same answer, whatever has happened since.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/deadline.h"
#include "core/casework/inward.h"
#include "core/casework/life.h"
#include "core/casework/oversight/watch_inside.h"
#include "core/casework/task.h"

enum { DELIVER_DAYS = 10 };

struct look {
	const struct watch_staff *staff;
	const struct casefile *file; /* before; NULL: an act of the station */
	const struct event *event;
	enum state to;               /* of a STATE event; STATE_COUNT else */
	char *detail;
};

static const char *said(const struct look *l, const char *name)
{
	const char *value = record_get(&l->event->body, name);

	return value ? value : "";
}

static bool by_clock(const struct look *l)
{
	return text_equal(said(l, "system"), "1");
}

/* An act of another region, by none of our people. */
static bool of_region(const struct look *l)
{
	return text_equal(l->event->kind, "STATE") && *said(l, "from");
}

static day_t day(const struct look *l)
{
	return day_at(l->event->at_ms);
}

static bool decides(const struct look *l)
{
	return l->to == STATE_GRANTED || l->to == STATE_GRANTED_DEF || l->to == STATE_DENIED;
}

static bool tell_days(const struct look *l, day_t due)
{
	char text[11];

	day_format(due, text);
	text_format(l->detail, WATCH_DETAIL, "%s +%d", text, (int)(day(l) - due));
	return true;
}

/* ---- time ---- */

static bool by_silence(const struct look *l)
{
	return l->to == STATE_ACCEPTED && text_equal(said(l, "deemed"), "1");
}

static bool late(const struct look *l)
{
	return decides(l) && !of_region(l) && !casefile_instant(l->file) && l->file->due != DAY_NONE && day(l) > l->file->due &&
		tell_days(l, l->file->due);
}

static bool away_late(const struct look *l)
{
	return decides(l) && of_region(l) && l->file->due != DAY_NONE && day(l) > l->file->due &&
		tell_days(l, l->file->due);
}

/* Handed over then: answered after the days the law gives for it. */
static bool after_answer(const struct look *l, int64_t handed_ms)
{
	day_t last = handed_ms > 0 ? inward_last(handed_ms) : DAY_NONE;

	return last != DAY_NONE && day(l) > last && tell_days(l, last);
}

static bool taken_late(const struct look *l)
{
	return text_equal(l->event->kind, "INWARD") && text_equal(said(l, "act"), inward_word(INWARD_TAKEN)) &&
		after_answer(l, record_int(&l->event->body, "handed", 0));
}

static bool away_taken_late(const struct look *l)
{
	return text_equal(l->event->kind, "CROSSING") && text_equal(said(l, "to"), crossing_word(CROSSING_TAKEN)) &&
		after_answer(l, l->file->handed_ms);
}

static bool late_extension(const struct look *l)
{
	return text_equal(l->event->kind, "EXTEND") && l->file->due != DAY_NONE && day(l) > l->file->due &&
		tell_days(l, l->file->due);
}

/* The day of the decision is not counted; the tenth is the last. */
static bool late_delivery(const struct look *l)
{
	struct due due;

	if (l->to != STATE_DELIVERED || !l->file->decided_ms ||
		workday_due(l->file->decided_ms, DELIVER_DAYS, DUE_WORKING,
			casefile_rule(l->file), NULL, 0, &due))
		return false;
	return day(l) > due.day && tell_days(l, due.day);
}

static bool unanswered(const struct look *l)
{
	size_t n = (size_t)record_int(&l->event->body, "n", -1);

	if (!text_equal(l->event->kind, "ESCALATE") || n >= l->file->n_tasks)
		return false;
	text_format(l->detail, WATCH_DETAIL, "%s", task_word(l->file->tasks[n].kind));
	return true;
}

/* ---- authority ---- */

static bool had_part(const struct look *l, const char by[16])
{
	return *by && (text_equal(by, l->event->actor) || text_equal(by, said(l, "for")));
}

static bool same_hand(const struct look *l)
{
	if (!decides(l) || casefile_instant(l->file) || by_clock(l) || of_region(l))
		return false;
	const char *part = had_part(l, l->file->received_by)  ? "received"
			   : had_part(l, l->file->examined_by) ? "examined"
							       : NULL;
	if (part)
		text_copy(l->detail, WATCH_DETAIL, part);
	return part != NULL;
}

static bool no_right(const struct look *l)
{
	const char *item = l->file && l->file->item ? l->file->item->code : "";

	if (l->to == STATE_COUNT || by_clock(l) || of_region(l) || !state_may(l->file->state, l->to) ||
		!watch_works_here(l->staff, l->event->actor) ||
		watch_may(l->staff, l->event->actor, state_rights(l->file->state, l->to), day(l), item))
		return false;
	text_format(l->detail, WATCH_DETAIL, "%s -> %s", state_word(l->file->state), state_word(l->to));
	return true;
}

static bool stranger(const struct look *l)
{
	return !text_equal(l->event->actor, "system") && !watch_works_here(l->staff, l->event->actor);
}

/* What an objection is about has its own number; all else that is personal belongs to a case. */
static bool reveal(const struct look *l)
{
	if (l->file || !text_equal(l->event->kind, "REVEAL") || text_starts(said(l, "screen"), "objection "))
		return false;
	text_copy(l->detail, WATCH_DETAIL, said(l, "screen"));
	return true;
}

/* ---- content ---- */

static bool second_notice(const struct look *l)
{
	return text_equal(l->event->kind, "NOTICE") && record_int(&l->event->body, "n", 1) > 1 &&
		!*said(l, "reason");
}

static bool paper(const struct look *l)
{
	const struct casefile *c = l->file;

	if (l->to != STATE_ACCEPTED || by_clock(l) || !c->item)
		return false;
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->chosen[i].at_ms && c->chosen[i].mark == MARK_MISSING) {
			text_copy(l->detail, WATCH_DETAIL, c->item->materials[i].name);
			return true;
		}
	return false;
}

static bool unverified(const struct look *l)
{
	const struct casefile *c = l->file;

	if (!decides(l) || !casefile_unverified(c))
		return false;
	for (size_t i = 0; i < c->item->n_fields; i++)
		if (c->draft.answers[i].unverified) {
			text_copy(l->detail, WATCH_DETAIL, c->item->fields[i].name);
			return true;
		}
	return false;
}

static const struct {
	enum watch_rule rule;
	bool of_case;                /* of_case: needs a casefile; else of any act */
	bool (*found)(const struct look *l);
} checks[] = {
	{WATCH_SILENCE, true, by_silence},
	{WATCH_LATE, true, late},
	{WATCH_LATE_EXTENSION, true, late_extension},
	{WATCH_LATE_DELIVERY, true, late_delivery},
	{WATCH_UNANSWERED, true, unanswered},
	{WATCH_TAKEN_LATE, true, taken_late},
	{WATCH_AWAY_TAKEN_LATE, true, away_taken_late},
	{WATCH_AWAY_LATE, true, away_late},
	{WATCH_SAME_HAND, true, same_hand},
	{WATCH_NO_RIGHT, true, no_right},
	{WATCH_STRANGER, false, stranger},
	{WATCH_REVEAL, false, reveal},
	{WATCH_SECOND_NOTICE, true, second_notice},
	{WATCH_PAPER, true, paper},
	{WATCH_UNVERIFIED, true, unverified},
};

void watch_look(const struct watch_staff *staff, const struct casefile *before, const struct event *e,
	void (*fn)(enum watch_rule r, const char *detail, void *ctx), void *ctx)
{
	char detail[WATCH_DETAIL];
	struct look l = {staff, before, e, STATE_COUNT, detail};

	if (before && text_equal(e->kind, "STATE") && !state_parse(said(&l, "to"), &l.to))
		l.to = STATE_COUNT;
	for (size_t i = 0; i < COUNT_OF(checks); i++) {
		detail[0] = '\0';
		if ((before || !checks[i].of_case) && checks[i].found(&l))
			fn(checks[i].rule, detail, ctx);
	}
}

/* ---- words ---- */

static const struct {
	const char *word;
	enum watch_kind kind;
	const char *text, *basis;
} rules[] = {
#define X(name, word, kind, text, basis) {word, kind, text, basis},
	WATCH_TABLE(X)
#undef X
};

const char *watch_word(enum watch_rule r)
{
	return rules[r].word;
}

const char *watch_text(enum watch_rule r)
{
	return rules[r].text;
}

const char *watch_basis(enum watch_rule r)
{
	return rules[r].basis;
}

enum watch_kind watch_kind_of(enum watch_rule r)
{
	return rules[r].kind;
}

const char *watch_kind_text(enum watch_kind k)
{
	static const char *const texts[] = {
#define X(name, text) text,
		WATCH_KIND_TABLE(X)
#undef X
	};
	return texts[k];
}

static const struct {
	const char *word, *text;
} verdicts[] = {
#define X(name, word, text) {word, text},
	WATCH_VERDICT_TABLE(X)
#undef X
};

const char *watch_verdict_text(enum watch_verdict v)
{
	return verdicts[v].text;
}

const char *watch_verdict_word(enum watch_verdict v)
{
	return verdicts[v].word;
}
