/* SPDX-License-Identifier: MIT
 *
 * Tasks and opinions of a casefile. What must hold: a task is open once a kind and subject, and an
 * act that does what it asks for answers it.
 */
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/crossing.h"
#include "core/casework/task.h"
#include "core/standards/workday.h"

static const struct {
	const char *word, *text;
	int days;
	enum right right;
} tasks[TASK_COUNT] = {
#define X(name, word, text, days, right) [name] = {word, text, days, right},
	TASK_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} verdicts[VERDICT_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	VERDICT_TABLE(X)
#undef X
};

const char *task_word(enum task_kind k)
{
	return tasks[k].word;
}

const char *task_text(enum task_kind k)
{
	return tasks[k].text;
}

int task_days(enum task_kind k)
{
	return tasks[k].days;
}

enum right task_right(enum task_kind k)
{
	return tasks[k].right;
}

const char *verdict_word(enum verdict_kind v)
{
	return verdicts[v].word;
}

const char *verdict_text(enum verdict_kind v)
{
	return verdicts[v].text;
}

bool task_act(enum task_kind k, enum life *act)
{
	static const struct {
		enum task_kind kind;
		enum life act;
	} proposals[] = {{TASK_WITHDRAW, LIFE_WITHDRAW}, {TASK_TERMINATE, LIFE_TERMINATE},
		{TASK_REVOKE, LIFE_REVOKE}, {TASK_LAPSE, LIFE_REVOKE},
		{TASK_PAUSE, LIFE_PAUSE}};

	for (size_t i = 0; i < COUNT_OF(proposals); i++)
		if (proposals[i].kind == k) {
			*act = proposals[i].act;
			return true;
		}
	return false;
}

bool task_open(const struct task *t)
{
	return t->answered_ms == 0;
}

const struct task *task_find(const struct casefile *c, enum task_kind k, const char *subject)
{
	for (size_t i = c->n_tasks; i-- > 0;)
		if (c->tasks[i].kind == k && task_open(&c->tasks[i]) &&
			text_equal(c->tasks[i].subject, subject))
			return &c->tasks[i];
	return NULL;
}

const struct task *task_standing(const struct casefile *c, enum task_kind k)
{
	for (size_t i = c->n_tasks; i-- > 0;)
		if (c->tasks[i].kind == k && task_open(&c->tasks[i]))
			return &c->tasks[i];
	return NULL;
}

bool task_told(const struct casefile *c, enum task_kind k, const char *subject)
{
	for (size_t i = 0; i < c->n_tasks; i++)
		if (c->tasks[i].kind == k && text_equal(c->tasks[i].subject, subject))
			return true;
	return false;
}

static bool sooner_than(const struct task *a, const struct task *b)
{
	if (a->escalated != b->escalated)
		return a->escalated;
	if (b->due == DAY_NONE)
		return a->due != DAY_NONE;
	return a->due != DAY_NONE && a->due < b->due;
}

const struct task *task_first(const struct casefile *c)
{
	const struct task *best = NULL;

	for (size_t i = 0; i < c->n_tasks; i++)
		if (task_open(&c->tasks[i]) && (!best || sooner_than(&c->tasks[i], best)))
			best = &c->tasks[i];
	return best;
}

const char *task_about(const struct casefile *c, const struct task *t)
{
	int material = c->item && *t->subject ? item_material(c->item, t->subject) : -1;
	enum pause_kind pause;

	if (t->kind == TASK_PAUSE && pause_parse(t->subject, &pause))
		return _(pause_text(pause));

	if (material < 0)
		return "";
	return i18n_pick(c->item->materials[material].label, c->item->materials[material].label_en);
}

day_t task_due(enum task_kind k, day_t from)
{
	day_t d = from;

	if (tasks[k].days >= 0)
		return workday_next(from + tasks[k].days);
	for (int left = -tasks[k].days; left > 0; left--)
		d = workday_next(d + 1);
	return d;
}

void task_put(enum task_kind k, const char *subject, day_t from, struct record *out)
{
	char day[11];

	day_format(task_due(k, from), day);
	record_add(out, "kind", task_word(k));
	record_add(out, "subject", *subject ? subject : NULL);
	record_add(out, "due", day);
}

/* ---- events ---- */

static bool kind_parse(const char *word, enum task_kind *out)
{
	for (int k = 0; k < TASK_COUNT; k++)
		if (text_equal(tasks[k].word, word)) {
			*out = (enum task_kind)k;
			return true;
		}
	return false;
}

/* Of a special procedure: one of the item's, why and until when, of a case under examination, by
 * somebody who did not receive it. */
static enum err guard_proposal(const struct fold *f, const struct task *t)
{
	const struct casefile *c = f->file;
	enum pause_kind pause;

	if (t->kind != TASK_PAUSE)
		return OK;
	if (c->state != STATE_EXAMINING || c->appeal || task_standing(c, TASK_PAUSE))
		return ERR_STATE;
	if (life_had_part(f->event->actor, c->received_by, c->received_for) ||
		life_had_part(t->asked_for, c->received_by, c->received_for))
		return ERR_DENIED;
	return pause_parse(t->subject, &pause) && c->item && (c->item->pauses >> pause & 1) &&
			       t->expected != DAY_NONE && *fold_said(f, "text")
		       ? OK
		       : ERR_INPUT;
}

enum err fold_task(const struct fold *f)
{
	struct casefile *c = f->file;
	struct task t = {.opened_ms = f->event->at_ms, .due = DAY_NONE, .expected = DAY_NONE};

	if (c->state == STATE_DRAFT)
		return ERR_STATE;
	if (!kind_parse(fold_said(f, "kind"), &t.kind) ||
		!text_copy(t.subject, sizeof t.subject, fold_said(f, "subject")) ||
		(*fold_said(f, "due") && !day_parse(fold_said(f, "due"), &t.due)) ||
		(*fold_said(f, "expected") && !day_parse(fold_said(f, "expected"), &t.expected)))
		return ERR_INPUT;
	if (!text_equal(fold_said(f, "system"), "1")) {
		text_copy(t.asked_by, sizeof t.asked_by, f->event->actor);
		text_copy(t.asked_for, sizeof t.asked_for, fold_said(f, "for"));
	}
	enum err e = guard_proposal(f, &t);
	if (e)
		return e;
	if (task_find(c, t.kind, t.subject))
		return ERR_STATE;
	if (c->n_tasks >= CASE_TASKS)
		return ERR_LIMIT;
	t.draft = *fold_said(f, "text") ? mem_text(fold_said(f, "text")) : NULL;
	c->tasks = mem_grow(c->tasks, c->n_tasks * sizeof t, (c->n_tasks + 1) * sizeof t);
	c->tasks[c->n_tasks++] = t;
	c->changed_ms = f->event->at_ms;
	return OK;
}

static void answer(struct task *t, const struct fold *f, bool failed, const char *text)
{
	t->answered_ms = f->event->at_ms;
	t->failed = failed;
	text_copy(t->by, sizeof t->by, f->event->actor);
	t->text = *text ? mem_text(text) : NULL;
}

static struct task *numbered(const struct fold *f)
{
	int64_t n = record_int(&f->event->body, "n", -1);

	return n >= 0 && (uint64_t)n < f->file->n_tasks && task_open(&f->file->tasks[n])
		       ? &f->file->tasks[n]
		       : NULL;
}

enum err fold_answer(const struct fold *f)
{
	struct task *t = numbered(f);
	bool failed = text_equal(fold_said(f, "result"), "failed");

	if (!t)
		return ERR_STATE;
	if (!failed && !text_equal(fold_said(f, "result"), "ok"))
		return ERR_INPUT;
	answer(t, f, failed, fold_said(f, "text"));
	f->file->changed_ms = f->event->at_ms;
	return OK;
}

enum err fold_escalate(const struct fold *f)
{
	struct task *t = numbered(f);

	if (!t || t->escalated)
		return ERR_STATE;
	t->escalated = true;
	f->file->changed_ms = f->event->at_ms;
	return OK;
}

/* A proposal is done by its act, or has no object any more. */
static bool settles(enum task_kind k, enum state to)
{
	switch (k) {
	case TASK_WITHDRAW: return to == STATE_WITHDRAWN_IN || to == STATE_RECEIVED;
	case TASK_TERMINATE: return !state_open(to) || to == STATE_GRANTED_DEF;
	case TASK_VERIFY: case TASK_REVOKE: case TASK_LAPSE: case TASK_CREDIT:
		return to == STATE_REVOKED || to == STATE_RETRACTED || to == STATE_TERMINATED;
	case TASK_PAUSE: return to != STATE_EXAMINING; /* begun, or past that point */
	case TASK_APPEAL: return to > STATE_DECIDING; /* decided, or ended */
	default: return false;
	}
}

void tasks_moved(const struct fold *f, enum state to)
{
	for (size_t i = 0; i < f->file->n_tasks; i++)
		if (task_open(&f->file->tasks[i]) && settles(f->file->tasks[i].kind, to))
			answer(&f->file->tasks[i], f, false, "");
}

void tasks_brought(const struct fold *f, size_t material)
{
	const char *name = f->file->item->materials[material].name;

	for (size_t i = 0; i < f->file->n_tasks; i++) {
		struct task *t = &f->file->tasks[i];
		if (task_open(t) && (t->kind == TASK_TERMINATE || t->kind == TASK_LAPSE) &&
			text_equal(t->subject, name))
			answer(t, f, false, "");
	}
}

void tasks_release(struct casefile *c)
{
	for (size_t i = 0; i < c->n_tasks; i++) {
		mem_free_text(c->tasks[i].text);
		mem_free_text(c->tasks[i].draft);
	}
	for (size_t i = 0; i < c->n_opinions; i++)
		mem_free_text(c->opinions[i].text);
	mem_free(c->tasks);
	mem_free(c->opinions);
}

/* ---- opinions ---- */

static bool verdict_parse(const char *word, enum verdict_kind *out)
{
	for (int v = 0; v < VERDICT_COUNT; v++)
		if (text_equal(verdicts[v].word, word)) {
			*out = (enum verdict_kind)v;
			return true;
		}
	return false;
}

enum err fold_opinion(const struct fold *f)
{
	struct casefile *c = f->file;
	struct case_opinion o = {.at_ms = f->event->at_ms};

	if ((c->state != STATE_EXAMINING && c->state != STATE_SPECIAL && c->state != STATE_DECIDING) ||
		crossing_away(c))
		return ERR_STATE;
	if (!verdict_parse(fold_said(f, "verdict"), &o.verdict) || !*fold_said(f, "department") ||
		!*fold_said(f, "text") ||
		!text_copy(o.department, sizeof o.department, fold_said(f, "department")))
		return ERR_INPUT;
	if (c->n_opinions >= CASE_OPINIONS)
		return ERR_LIMIT;
	text_copy(o.by, sizeof o.by, f->event->actor);
	o.text = mem_text(fold_said(f, "text"));
	c->opinions = mem_grow(c->opinions, c->n_opinions * sizeof o, (c->n_opinions + 1) * sizeof o);
	c->opinions[c->n_opinions++] = o;
	c->changed_ms = f->event->at_ms;
	return OK;
}
