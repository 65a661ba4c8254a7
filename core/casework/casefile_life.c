/* SPDX-License-Identifier: MIT
 *
 * What the acts after the receipt leave in a casefile: pauses, extension, stages, who did what,
 * and the words of the newest act for its document.
 */
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/crossing.h"
#include "core/casework/life.h"
#include "core/casework/task.h"

static void keep(char **text, const char *said)
{
	mem_free_text(*text);
	*text = *said ? mem_text(said) : NULL;
}

/* ---- guards ---- */

/* The actor, or whose place the actor takes, had a part in it. */
static bool acted(const struct fold *f, const char by[16], const char behalf[16])
{
	if (*fold_said(f, "from"))
		return false; /* an act of the other region (crossing.h) */
	return !casefile_instant(f->file) && (life_had_part(f->event->actor, by, behalf) ||
					    life_had_part(fold_said(f, "for"), by, behalf));
}

/* By a decision, without one, or after it. */
static bool ends(enum state from, enum state to)
{
	bool decided = to == STATE_GRANTED || to == STATE_GRANTED_DEF || to == STATE_DENIED;

	return (from == STATE_DECIDING && decided) || to == STATE_TERMINATED || to == STATE_REVOKED;
}

/* Examiner and decider: one proposes, another confirms what was proposed. What was begun without a
 * proposal was so before there were any. */
static enum err guard_pause(const struct fold *f)
{
	const struct task *asked = task_standing(f->file, TASK_PAUSE);
	enum pause_kind kind;

	if (!pause_parse(fold_said(f, "pause"), &kind) || !f->file->item ||
		!(f->file->item->pauses >> kind & 1) ||
		(asked && !text_equal(asked->subject, fold_said(f, "pause"))))
		return ERR_INPUT;
	if (!asked)
		return *fold_said(f, "asked") ? ERR_STATE : OK;
	return acted(f, f->file->received_by, f->file->received_for) ||
			       acted(f, asked->asked_by, asked->asked_for)
		       ? ERR_DENIED
		       : OK;
}

enum err life_guard(const struct fold *f, enum state to)
{
	const struct casefile *c = f->file;

	if (to == STATE_SPECIAL)
		return guard_pause(f);
	if (to == STATE_DECIDING && acted(f, c->received_by, c->received_for))
		return ERR_DENIED;
	if (ends(c->state, to) && (acted(f, c->received_by, c->received_for) ||
					  acted(f, c->examined_by, c->examined_for)))
		return ERR_DENIED;
	if ((to == STATE_GRANTED && casefile_any_to_come(c)) ||
		(to == STATE_GRANTED_DEF && !casefile_any_to_come(c)))
		return ERR_STATE;
	return OK;
}

/* ---- what stays ---- */

static void begin_pause(const struct fold *f)
{
	struct casefile *c = f->file;
	struct pause_mark p = {.from_ms = f->event->at_ms, .expected = DAY_NONE};

	(void)pause_parse(fold_said(f, "pause"), &p.kind);
	(void)day_parse(fold_said(f, "expected"), &p.expected);
	keep(&p.reason, fold_said(f, "reason"));
	c->pauses = mem_grow(c->pauses, c->n_pauses * sizeof p, (c->n_pauses + 1) * sizeof p);
	c->pauses[c->n_pauses++] = p;
}

static void end_pause(struct casefile *c, int64_t at_ms)
{
	for (size_t i = 0; i < c->n_pauses; i++)
		if (!c->pauses[i].to_ms)
			c->pauses[i].to_ms = at_ms;
}

/* The stages follow each other; the first begins with the acceptance, by silence with the receipt. */
static void open_stage(struct casefile *c, int64_t at_ms)
{
	if (c->item->n_stages > 0 && !c->stages[0].begun_ms)
		c->stages[0].begun_ms = at_ms;
}

static void keep_words(const struct fold *f, struct life_words *w)
{
	keep(&w->reason, fold_said(f, "reason"));
	if (*fold_said(f, "opinion"))
		keep(&w->opinion, fold_said(f, "opinion"));
	if (*fold_said(f, "grant"))
		w->grant = text_equal(fold_said(f, "grant"), "1");
	if (*fold_said(f, "number"))
		keep(&w->number, fold_said(f, "number"));
	if (*fold_said(f, "collector"))
		keep(&w->collector, fold_said(f, "collector"));
	if (*fold_said(f, "how"))
		keep(&w->how, fold_said(f, "how"));
	if (*fold_said(f, "authority"))
		keep(&w->authority, fold_said(f, "authority"));
}

static void who(char out[16], char behalf[16], const struct fold *f)
{
	text_copy(out, 16, *fold_said(f, "from") ? fold_said(f, "from") : f->event->actor);
	text_copy(behalf, 16, fold_said(f, "for"));
}

/* Not at a window: by an account, by mail, electronically. */
void life_visit(struct casefile *c, int64_t at_ms, const char *how)
{
	static const char *const afar[] = {"account", "mail", "electronic", "online", "region"};
	day_t day = day_at(at_ms);

	for (size_t i = 0; i < COUNT_OF(afar); i++)
		if (text_equal(how, afar[i]))
			return;
	if (day != c->visited)
		c->visits++;
	c->visited = day;
}

/* A completion and a collection bring somebody in; what happens in one sitting is one visit. */
static void count_spell(const struct fold *f, enum state from, enum state to)
{
	struct casefile *c = f->file;

	c->spell_ms[from] += f->event->at_ms - c->state_since_ms;
	c->state_since_ms = f->event->at_ms;
	if ((from == STATE_FIXING && to == STATE_RECEIVED) || to == STATE_DELIVERED)
		life_visit(c, f->event->at_ms, fold_said(f, "how"));
}

void life_apply(const struct fold *f, enum state from, enum state to)
{
	struct casefile *c = f->file;

	count_spell(f, from, to);
	if (from == STATE_SPECIAL)
		end_pause(c, f->event->at_ms);
	if (to == STATE_SPECIAL)
		begin_pause(f);
	if (to == STATE_RECEIVED && from == STATE_DRAFT)
		who(c->received_by, c->received_for, f);
	if (to == STATE_ACCEPTED)
		open_stage(c, c->accepted_ms);
	if (from == STATE_ACCEPTED && to == STATE_EXAMINING) {
		text_copy(c->handed_by, sizeof c->handed_by, f->event->actor);
		c->handed_ms = f->event->at_ms;
	}
	if (to == STATE_DECIDING)
		who(c->examined_by, c->examined_for, f);
	if (to == STATE_GRANTED || to == STATE_GRANTED_DEF || to == STATE_DENIED) {
		who(c->decided_by, c->decided_for, f);
		c->decided_ms = f->event->at_ms;
		c->granted = to != STATE_DENIED;
	}
	keep_words(f, &c->words);
	queue_moved(f, from, to);
}

void life_release(struct casefile *c)
{
	for (size_t i = 0; i < c->n_pauses; i++)
		mem_free_text(c->pauses[i].reason);
	mem_free(c->pauses);
	mem_free(c->stages);
	crossing_release(c);
	inward_release(c);
	mem_free_text(c->words.reason);
	mem_free_text(c->words.authority);
	mem_free_text(c->words.opinion);
	mem_free_text(c->words.number);
	mem_free_text(c->words.collector);
	mem_free_text(c->words.how);
}

/* ---- events of their own ---- */

enum err fold_extend(const struct fold *f)
{
	struct casefile *c = f->file;
	int64_t days = record_int(&f->event->body, "days", 0);
	day_t due = c->due, legal = c->legal_due;

	if (c->state != STATE_EXAMINING || c->extension > 0 || c->appeal || *c->crossing.region)
		return ERR_STATE;
	if (acted(f, c->received_by, c->received_for))
		return ERR_DENIED;
	if (days < 1 || days > life_extension(c) || !*fold_said(f, "reason") ||
		(*fold_said(f, "due") && !day_parse(fold_said(f, "due"), &due)) ||
		(*fold_said(f, "legal") && !day_parse(fold_said(f, "legal"), &legal)))
		return ERR_INPUT;
	queue_remember(f);
	c->extension = (int)days;
	c->due = due;
	c->legal_due = legal;
	c->due_provisional |= text_equal(fold_said(f, "provisional"), "1");
	keep(&c->words.reason, fold_said(f, "reason"));
	c->changed_ms = f->event->at_ms;
	return OK;
}

enum err fold_waive(const struct fold *f)
{
	struct casefile *c = f->file;

	if (!c->accepted_ms || c->decided_ms || c->appeal || !state_open(c->state) || crossing_away(c))
		return ERR_STATE;
	if (!*fold_said(f, "reason"))
		return ERR_INPUT;
	c->waived = true;
	keep(&c->words.reason, fold_said(f, "reason"));
	c->changed_ms = f->event->at_ms;
	return OK;
}

static int stage_named(const struct item *item, const char *name)
{
	for (size_t i = 0; item && i < item->n_stages; i++)
		if (text_equal(item->stages[i].name, name))
			return (int)i;
	return -1;
}

enum err fold_stage(const struct fold *f)
{
	struct casefile *c = f->file;
	int at = stage_named(c->item, fold_said(f, "name"));
	bool ends = text_equal(fold_said(f, "act"), "ENDED");

	if (at < 0 || (!ends && !text_equal(fold_said(f, "act"), "BEGUN")))
		return ERR_INPUT;
	struct stage_mark *m = &c->stages[at];
	if (!c->accepted_ms || c->appeal || crossing_away(c) || !state_open(c->state) || (ends ? !m->begun_ms || m->ended_ms : m->begun_ms != 0))
		return ERR_STATE;
	*(ends ? &m->ended_ms : &m->begun_ms) = f->event->at_ms;
	c->changed_ms = f->event->at_ms;
	return OK;
}
