/* SPDX-License-Identifier: MIT
 *
 * What must hold: a due day depends on the events and the calendar alone; the moment asked about
 * only says how much is left.
 */
#include "core/casework/deadline.h"

#include <stdlib.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/appeal.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/workday.h"

enum { MINUTE_MS = 60000, YELLOW_MINUTES = 1440, DELIVER_DAYS = 10 };

static const struct {
	const char *word, *text;
} kinds[CLOCK_KIND_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	CLOCK_TABLE(X)
#undef X
};

const char *clock_kind_word(enum clock_kind k)
{
	return kinds[k].word;
}

const char *clock_kind_text(enum clock_kind k)
{
	return kinds[k].text;
}

const char *urgency_text(enum urgency u)
{
	static const char *const texts[] = {"", N_("green"), N_("yellow"), N_("red")};

	return texts[u];
}

/* ---- one period ---- */

static size_t pauses_of(const struct casefile *c, int64_t from_ms, int64_t now_ms,
	struct pause out[DUE_PAUSES_MAX], bool *running)
{
	size_t n = 0;

	*running = false;
	for (size_t i = 0; i < c->n_pauses && n < DUE_PAUSES_MAX; i++) {
		const struct pause_mark *p = &c->pauses[i];
		if (p->to_ms && p->to_ms <= from_ms)
			continue;
		out[n].from = day_at(p->from_ms);
		out[n++].to = day_at(p->to_ms ? p->to_ms : now_ms);
		*running = *running || !p->to_ms;
	}
	return n;
}

static enum err end_of(const struct casefile *c, const struct period *p, int64_t from_ms, int extra,
	int64_t now_ms, struct due *out, bool *stopped)
{
	struct pause pauses[DUE_PAUSES_MAX];
	size_t n = pauses_of(c, from_ms, now_ms, pauses, stopped);

	return workday_due(from_ms, p->days + extra, p->working ? DUE_WORKING : DUE_CALENDAR,
		casefile_rule(c), pauses, n, out);
}

enum err deadline_of(const struct casefile *c, const struct period *p, int64_t from_ms, int64_t now_ms,
	struct due *out)
{
	bool stopped;

	return end_of(c, p, from_ms, c->extension, now_ms, out, &stopped);
}

/* ---- how much is left ---- */

static int days_left(day_t today, day_t due, bool working)
{
	if (!working)
		return due - today;
	return today <= due ? workday_between(today, due) : -workday_between(due, today);
}

/* The last day ends at midnight. */
static enum urgency urgency_of(const struct deadline *d, int64_t now_ms)
{
	int year, month, day;

	if (d->stopped)
		return URGENCY_NONE;
	day_split(d->due + 1, &year, &month, &day);
	int64_t end = clock_wall(&(struct civil){.year = year, .month = month, .day = day});
	if (now_ms >= end)
		return URGENCY_RED;
	if ((end - now_ms) / MINUTE_MS < YELLOW_MINUTES || d->left * 5 <= d->total)
		return URGENCY_YELLOW;
	return URGENCY_GREEN;
}

static void finish(struct deadline *d, const struct due *due, bool stopped, int64_t now_ms)
{
	d->due = due->day;
	d->provisional = due->provisional;
	d->stopped = stopped;
	d->left = days_left(day_at(now_ms), due->day, d->working);
	d->urgency = urgency_of(d, now_ms);
}

struct list {
	const struct casefile *file;
	int64_t now_ms;
	struct deadline *out;
	size_t n;
};

/* extra: days of an extension, which only the periods of the case as such get. */
static void add(struct list *l, enum clock_kind kind, const struct period *p, int64_t from_ms,
	int extra)
{
	struct due due;
	bool stopped;
	struct deadline d = {.kind = kind, .label = "", .label_en = "", .total = p->days + extra,
		.working = p->working};

	if (l->n == CLOCKS_MOST || p->days <= 0 || !from_ms ||
		end_of(l->file, p, from_ms, extra, l->now_ms, &due, &stopped))
		return;
	finish(&d, &due, stopped, l->now_ms);
	l->out[l->n++] = d;
}

/* A day that was set, not counted: by a notice, for a deferred paper. */
static void add_day(struct list *l, enum clock_kind kind, const char *label, const char *label_en,
	int64_t from_ms, day_t day)
{
	struct deadline d = {.kind = kind, .label = label, .label_en = label_en, .working = true};

	if (l->n == CLOCKS_MOST || day == DAY_NONE)
		return;
	d.total = workday_between(day_at(from_ms), day);
	finish(&d, &(struct due){.day = day}, false, l->now_ms);
	l->out[l->n++] = d;
}

/* ---- which clocks run ---- */

static const struct period notice = {NOTICE_DAYS, true}, deliver = {DELIVER_DAYS, true};

static bool examined(enum state s)
{
	return s == STATE_ACCEPTED || s == STATE_EXAMINING || s == STATE_SPECIAL || s == STATE_DECIDING;
}

static void add_stages(struct list *l)
{
	const struct casefile *c = l->file;

	for (size_t i = 0; i < c->item->n_stages; i++) {
		const struct item_stage *s = &c->item->stages[i];
		size_t before = l->n;
		if (!c->stages[i].begun_ms || c->stages[i].ended_ms)
			continue;
		add(l, CLOCK_STAGE, &s->legal, c->stages[i].begun_ms, 0);
		if (l->n > before) {
			l->out[before].label = s->label;
			l->out[before].label_en = s->label_en;
		}
	}
}

static void add_papers(struct list *l)
{
	const struct casefile *c = l->file;

	for (size_t i = 0; i < c->item->n_materials; i++)
		if (casefile_to_come(c, i))
			add_day(l, CLOCK_DEFER, c->item->materials[i].label,
				c->item->materials[i].label_en, c->accepted_ms, c->marks[i].until);
}

/* What ends the case first binds; the others by their day. */
static int by_day(const void *a, const void *b)
{
	const struct deadline *x = a, *y = b;
	bool bx = x->kind == CLOCK_PROMISED || x->kind == CLOCK_LEGAL;
	bool by = y->kind == CLOCK_PROMISED || y->kind == CLOCK_LEGAL;

	if (bx != by)
		return by - bx;
	if (x->due != y->due)
		return (x->due > y->due) - (x->due < y->due);
	return (int)x->kind - (int)y->kind;
}

size_t deadlines(const struct casefile *c, int64_t now_ms, struct deadline out[CLOCKS_MOST])
{
	struct list l = {c, now_ms, out, 0};

	if (!c->item)
		return 0;
	if (c->appeal)
		return appeal_deadlines(c, now_ms, out);
	if (c->state == STATE_RECEIVED)
		add(&l, CLOCK_NOTICE, &notice, c->received_ms, 0);
	if (c->state == STATE_FIXING)
		add_day(&l, CLOCK_FIX, "", "", c->received_ms, c->fix_until);
	/* what is done at once was given no day; one that waits for a value was (desk_submit.c) */
	bool at_once = casefile_instant(c) && c->legal_due == DAY_NONE;
	if (examined(c->state) && !at_once) {
		add(&l, CLOCK_PROMISED, item_promised(c->item, c->situation), c->accepted_ms, c->extension);
		add(&l, CLOCK_LEGAL, item_legal(c->item, c->situation), c->accepted_ms, c->extension);
		add_stages(&l);
	}
	add_papers(&l);
	if (c->state == STATE_GRANTED || c->state == STATE_GRANTED_DEF || c->state == STATE_READY)
		add(&l, CLOCK_DELIVER, &deliver, c->decided_ms, 0);
	qsort(out, l.n, sizeof *out, by_day);
	return l.n;
}
