/* SPDX-License-Identifier: MIT
 *
 * Events are counted by who, whom and day; rules are read off the counts. What must hold: a number
 * of a person is never in the key of a finding, and what is shown of it is masked.
 */
#include "core/casework/oversight/misuse.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/misuse_inside.h"
#include "core/casework/state.h"
#include "core/store/operator.h"

enum { WAIT_MS = 400 };

static const struct {
	const char *word, *text, *meaning;
	unsigned from;
} rules[MISUSE_RULES] = {
#define X(name, word, from, text, meaning) [name] = {word, text, meaning, from},
	MISUSE_TABLE(X)
#undef X
};

const char *misuse_word(enum misuse_rule r)
{
	return rules[r].word;
}

const char *misuse_text(enum misuse_rule r)
{
	return rules[r].text;
}

const char *misuse_meaning(enum misuse_rule r)
{
	return rules[r].meaning;
}

unsigned misuse_from(enum misuse_rule r)
{
	return rules[r].from;
}

enum err misuse_new(struct store *s, int days, struct misuse **out)
{
	uint64_t after = 0;
	enum err e = census_since(s, days, &after);

	if (e)
		return e;
	*out = mem_new(sizeof **out);
	(*out)->store = s;
	(*out)->after = after;
	return OK;
}

void misuse_free(struct misuse *m)
{
	if (!m)
		return;
	census_release(&m->counts);
	census_release(&m->people);
	census_release(&m->cases);
	if (m->matters)
		mem_wipe(m->matters, m->room * sizeof *m->matters);
	mem_free(m->matters);
	mem_wipe(m, sizeof *m);
	mem_free(m);
}

/* ---- events ---- */

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

static day_t day_of_ms(int64_t ms)
{
	struct civil t = clock_civil(ms);

	return day_of(t.year, t.month, t.day);
}

/* How often by now; 0: there is no room. */
static unsigned count(struct misuse *m, enum misuse_count kind, const struct event *e, const char *who,
	const char *whom)
{
	struct census_key k = census_key((int)kind, day_of_ms(e->at_ms), who, whom, "");
	const struct census_row *row = census_add(&m->counts, &k, e->at_ms);

	return row ? row->count : 0;
}

/* The case of an event; NULL when it was opened before these days. */
static struct matter *matter_of(struct misuse *m, const struct event *e)
{
	char hex[UID_HEX];

	uid_hex(&e->casefile, hex);
	struct census_key k = census_key(0, 0, "", hex, "");
	const struct census_row *row = census_find(&m->cases, &k);
	return row ? &m->matters[row - m->cases.rows] : NULL;
}

static void take_open(struct misuse *m, const struct event *e)
{
	char hex[UID_HEX];

	uid_hex(&e->casefile, hex);
	struct census_key k = census_key(0, 0, "", hex, "");
	if (!census_add(&m->cases, &k, e->at_ms))
		return;
	if (m->cases.n > m->room) {
		size_t room = m->room ? 2 * m->room : 1024;
		m->matters = mem_grow(m->matters, m->room * sizeof *m->matters,
			room * sizeof *m->matters);
		m->room = room;
	}
	struct matter *x = &m->matters[m->cases.n - 1];
	*x = (struct matter){.day = day_of_ms(e->at_ms)};
	text_copy(x->opener, sizeof x->opener, e->actor);
	text_copy(x->subject, sizeof x->subject, said(e, "subject"));
}

static bool at_night(int64_t ms)
{
	int hour = clock_civil(ms).hour;

	return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

static void take_ask(struct misuse *m, const struct event *e)
{
	struct matter *x = matter_of(m, e);
	const char *whom = *said(e, "holder") ? said(e, "holder") : x ? x->subject : "";

	if (x) {
		x->asked++;
		x->last_ms = e->at_ms;
	}
	if (*whom && count(m, COUNT_LOOKED, e, e->actor, whom) == 1)
		count(m, COUNT_ASKERS, e, "", whom);
	if (at_night(e->at_ms))
		count(m, COUNT_NIGHT, e, e->actor, "");
}

/* The agent at the counter, once a case. */
static void take_identity(struct misuse *m, const struct event *e)
{
	struct matter *x = matter_of(m, e);

	if (!x || x->agent || record_int(&e->body, "verdict", 0) != 2 || !*said(e, "number"))
		return;
	x->agent = true;
	count(m, COUNT_AGENT, e, "", said(e, "number"));
}

static void take_state(struct misuse *m, const struct event *e)
{
	struct matter *x = matter_of(m, e);
	enum state to;

	if (x && state_parse(said(e, "to"), &to) && to != STATE_ABANDONED && to != STATE_DRAFT)
		x->done = true;
}

static void take_told(struct misuse *m, const struct event *e)
{
	struct matter *x = matter_of(m, e);

	if (x)
		x->done = true;
}

static void take_reveal(struct misuse *m, const struct event *e)
{
	count(m, COUNT_REVEALED, e, e->actor, "");
}

static enum err take(const struct event *e, void *ctx)
{
	static const struct {
		const char *kind;
		void (*take)(struct misuse *m, const struct event *e);
	} kinds[] = {{"OPEN", take_open}, {"ASK", take_ask}, {"IDENTITY", take_identity},
		{"STATE", take_state}, {"NOTICE", take_told}, {"REVEAL", take_reveal}};

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i].kind, e->kind))
			kinds[i].take(ctx, e);
	return OK;
}

/* Numbers operators declared, whenever that was. */
static enum err take_duty(const struct event *e, void *ctx)
{
	struct misuse *m = ctx;
	bool own = text_equal(said(e, "act"), "self");

	if ((own || text_equal(said(e, "act"), "relative")) && *said(e, "number")) {
		struct census_key k = census_key(own ? DECLARED_OWN : DECLARED_RELATIVE, 0, e->actor,
			said(e, "number"), "");
		(void)census_add(&m->people, &k, e->at_ms);
		k = census_key(DECLARED_ANY, 0, "", said(e, "number"), "");
		(void)census_add(&m->people, &k, e->at_ms);
	}
	return OK;
}

static enum err take_answer(const struct event *e, void *ctx)
{
	struct misuse *m = ctx;
	struct misuse_answer *x = &m->answers[m->n_answers % MISUSE_ANSWERS];

	if (!*said(e, "finding"))
		return OK;
	*x = (struct misuse_answer){.at_ms = e->at_ms};
	text_copy(x->key, sizeof x->key, said(e, "finding"));
	text_copy(x->by, sizeof x->by, e->actor);
	text_copy(x->reason, sizeof x->reason, said(e, "reason"));
	m->n_answers++;
	return OK;
}

bool misuse_step(struct misuse *m)
{
	uint64_t before = m->after;
	enum err e = journal_kind(m->store, "DUTY", &m->duties, take_duty, m);

	if (!e)
		e = journal_kind(m->store, "MISUSE", &m->answered, take_answer, m);
	if (!e)
		e = journal_walk(m->store, &m->after, MISUSE_SLICE, take, m);
	return !e && m->after != before;
}

/* ---- answers ---- */

enum err misuse_answer(struct misuse *m, const struct suspicion *f, const char *reason)
{
	const struct operator_info *me = operator_current(m->store);
	struct record body = {0};
	struct entry entry = {.kind = "MISUSE", .body = &body};

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_WATCH) || text_equal(me->id, f->operator_id))
		return ERR_DENIED;
	if (!reason || !*reason)
		return ERR_INCOMPLETE;
	if (f->answered)
		return ERR_STATE;
	record_add(&body, "finding", f->key);
	record_add(&body, "reason", reason);
	enum err e = body.err;
	if (!e)
		e = journal_append_wait(m->store, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e ? e : journal_kind(m->store, "MISUSE", &m->answered, take_answer, m);
}
