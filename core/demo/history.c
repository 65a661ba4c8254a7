/* SPDX-License-Identifier: MIT
 *
 * The days of the history. What must hold: acts are appended in the order of their moments, each
 * with the clock standing there, so chains, folds and views are those of a hall that worked.
 */
#include "core/demo/history.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/shelf.h"
#include "core/demo/history_inside.h"
#include "core/standards/workday.h"
#include "core/store/past.h"

enum { OPENING = 9 * 60, CLOSING = 17 * 60, MORNING = 10 * 60, AFTERNOON = 14 * 60 + 20,
	ADULT = 18, OLD = 60, DRAFTS = 6, FIRMS_FIXED = 40 };

const struct history_staff history_counters[] = {
	{"A01", "1025"}, {"A02", "1031"}, {"A03", "1024"}, {"A04", "1042"}, {"A05", "T07"}};
const size_t history_n_counters = COUNT_OF(history_counters);

/* How often an item is asked for; what is not named here: 3. */
static const struct {
	const char *file;
	int weight;
} demand[] = {{"residence-permit", 10}, {"elderly-card", 9}, {"no-crime", 8}, {"remote-care", 9},
	{"fund-withdrawal", 9}, {"self-employed", 6}, {"id-reissue", 7}, {"appeal", 5},
	{"house-transfer", 4}, {"company-start", 1}, {"building-permit", 1}, {"birth", 1},
	{"price-report", 2}, {"project-filing", 2}};

/* ---- acts ---- */

/* Six bytes of the moment, the rest by the dice: in order of time the indexes grow at their end. */
static void name_by_time(struct plan *p, struct uid *out)
{
	uint64_t dice[2] = {stream_next(&p->dice), stream_next(&p->dice)};

	memcpy(out->b, dice, sizeof out->b);
	for (int i = 0; i < 6; i++)
		out->b[i] = (uint8_t)(p->at_ms >> (40 - 8 * i));
}

struct record *sitting_add(struct sitting *s, struct plan *p, const char *kind)
{
	struct past_act *a = &s->acts[s->n];

	if (s->n == EVENT_BATCH)
		BUG("a sitting of more acts than an append takes");
	s->n++;
	*a = (struct past_act){.kind = kind, .form = p->file.item != NULL};
	name_by_time(p, &a->op);
	return &a->body;
}

void sitting_release(struct sitting *s)
{
	for (size_t i = 0; i < s->n; i++)
		record_release(&s->acts[i].body);
	s->n = 0;
}

enum err sitting_fold(struct laying *l, struct plan *p, struct sitting *s, size_t from,
	const char *actor)
{
	enum err e = OK;

	for (size_t i = from; !e && i < s->n; i++) {
		struct past_act *a = &s->acts[i];
		struct event event = {.casefile = p->file.id,
			.case_seq = p->file.events + 1,
			.at_ms = p->at_ms,
			.op_id = a->op,
			.body = a->body};
		memcpy(event.prev_event, p->file.head, HASH_SIZE);
		memcpy(event.hash, a->op.b, sizeof a->op.b); /* stands for the one to come */
		if (a->form)
			memcpy(event.form_hash, p->item->hash, HASH_SIZE);
		text_copy(event.kind, sizeof event.kind, a->kind);
		text_copy(event.actor, sizeof event.actor, actor);
		e = a->body.err ? a->body.err : casefile_apply(&p->file, &event, shelf_find, l->shelf);
	}
	return e;
}

static enum err append(struct laying *l, struct plan *p, const struct sitting *s,
	const char *actor, int64_t at_ms)
{
	struct entry entries[EVENT_BATCH];

	for (size_t i = 0; i < s->n; i++)
		entries[i] = (struct entry){.casefile = p->file.id,
			.kind = s->acts[i].kind,
			.form_hash = s->acts[i].form ? p->item->hash : NULL,
			.body = &s->acts[i].body,
			.op_id = s->acts[i].op};
	bool held = clock_held();
	clock_hold(true); /* the file was folded as of that very moment, not a thousandth later */
	clock_start_at(at_ms);
	projection_lend(l->views, &p->file);
	enum err e = past_append(l->h->store, actor, entries, s->n);
	projection_lend(l->views, NULL);
	clock_hold(held);
	return e;
}

/* ---- time ---- */

bool plan_chance(struct plan *p, int percent)
{
	return (int)stream_below(&p->dice, 100) < percent;
}

static int64_t moment(day_t day, int minute, int second)
{
	struct civil c = {.hour = minute / 60, .minute = minute % 60, .second = second};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

int64_t plan_later(struct plan *p, int days, int minutes)
{
	struct civil c = clock_civil(p->at_ms);
	day_t day = day_at(p->at_ms);
	int at = days ? OPENING + (int)stream_below(&p->dice, 200) + minutes
		      : c.hour * 60 + c.minute + minutes;

	while (days-- > 0)
		day = workday_next(day + 1);
	if (at >= CLOSING) {
		day = workday_next(day + 1);
		at = OPENING + (at - CLOSING) % 120;
	}
	return moment(day, at, (int)stream_below(&p->dice, 60));
}

/* ---- who comes, for what ---- */

static int weight_of(const struct item *item)
{
	for (size_t i = 0; i < COUNT_OF(demand); i++)
		if (text_equal(demand[i].file, item->file))
			return demand[i].weight;
	return 3;
}

struct menu {
	const struct item *items[64];
	int weights[64], total;
	size_t n;
};

static enum err read_menu(const struct history *h, struct menu *m)
{
	enum err e = OK;

	for (size_t i = 0; !e && i < directory_size(h->directory) && m->n < COUNT_OF(m->items); i++) {
		const struct item *item;
		e = directory_item(h->directory, i, &item);
		if (e)
			break;
		e = journal_keep_form(h->store, item->hash, item->text, item->text_len);
		m->items[m->n] = item;
		m->weights[m->n] = weight_of(item);
		m->total += m->weights[m->n++];
	}
	return !e && !m->n ? ERR_NOTFOUND : e;
}

/* Every item comes at least once: the first cases go through the menu. */
static const struct item *choose(const struct menu *m, struct stream *dice, size_t nth)
{
	int left = (int)stream_below(dice, (uint32_t)m->total);

	if (nth % 60 < m->n)
		return m->items[nth % 60];
	for (size_t i = 0; i < m->n; i++)
		if ((left -= m->weights[i]) < 0)
			return m->items[i];
	return m->items[0];
}

static struct holder choose_firm(const struct city *c, struct stream *dice)
{
	int i;

	do
		i = FIRMS_FIXED + (int)stream_below(dice, (uint32_t)(c->n_firms - FIRMS_FIXED));
	while (!c->firms[i].open);
	return (struct holder){PARTY_FIRM, i};
}

static struct holder choose_person(const struct city *c, struct stream *dice, bool old)
{
	const struct person *p;
	int i;

	do {
		i = c->fixed_people + (int)stream_below(dice, (uint32_t)(c->n_people - c->fixed_people));
		p = &c->people[i];
	} while (!city_alive(p) || !*p->id || city_age(c, p) < (old ? OLD : ADULT));
	return (struct holder){PARTY_PERSON, i};
}

static struct plan *new_plan(const struct laying *l, const struct menu *m, size_t nth, day_t day)
{
	struct plan *p = mem_new(sizeof *p);
	int peak, minute;

	p->dice = city_stream(l->h->city, "history", (int)nth);
	p->item = choose(m, &p->dice, nth);
	p->who = text_equal(p->item->object, "legal")
			 ? choose_firm(l->h->city, &p->dice)
			 : choose_person(l->h->city, &p->dice, text_equal(p->item->file, "elderly-card"));
	p->at = &history_counters[stream_below(&p->dice, (uint32_t)history_n_counters)];
	p->quality = (int)stream_below(&p->dice, 100);
	p->order = nth;
	peak = stream_below(&p->dice, 5) < 3 ? MORNING : AFTERNOON;
	minute = peak - 60 + (int)(stream_below(&p->dice, 90) + stream_below(&p->dice, 90));
	p->at_ms = moment(day, minute, (int)stream_below(&p->dice, 60));
	casefile_init(&p->file);
	name_by_time(p, &p->file.id);
	return p;
}

static void free_plan(struct plan *p)
{
	casefile_release(&p->file);
	mem_free(p);
}

/* ---- the queue of what comes next, earliest first ---- */

static bool earlier(const struct plan *a, const struct plan *b)
{
	return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->order < b->order;
}

static void swap(struct laying *l, size_t a, size_t b)
{
	struct plan *p = l->queue[a];

	l->queue[a] = l->queue[b];
	l->queue[b] = p;
}

static void push(struct laying *l, struct plan *p)
{
	size_t at = l->n++;

	l->queue[at] = p;
	for (; at > 0 && earlier(l->queue[at], l->queue[(at - 1) / 2]); at = (at - 1) / 2)
		swap(l, at, (at - 1) / 2);
}

static struct plan *pop(struct laying *l)
{
	struct plan *first = l->queue[0];
	size_t at = 0, down;

	l->queue[0] = l->queue[--l->n];
	while ((down = 2 * at + 1) < l->n) {
		if (down + 1 < l->n && earlier(l->queue[down + 1], l->queue[down]))
			down++;
		if (!earlier(l->queue[down], l->queue[at]))
			break;
		swap(l, at, down);
		at = down;
	}
	return first;
}

/* ---- the days ---- */

static void invite(struct laying *l, const struct menu *m, size_t cases)
{
	day_t today = day_at(l->h->until_ms), days[HISTORY_DAYS];
	size_t n = 0;

	for (day_t d = l->first; d < today; d++)
		if (workday_is(d))
			days[n++] = d;
	for (size_t i = 0; n && i < cases; i++)
		push(l, new_plan(l, m, i, days[i * n / cases]));
}

static enum err one_step(struct laying *l, struct plan *p)
{
	static struct sitting s; /* large, and of one at a time */
	const char *actor = NULL;
	int64_t at_ms = p->at_ms;

	clock_start_at(at_ms);
	enum err e = life_step(l, p, &s, &actor);
	if (!e)
		e = append(l, p, &s, actor, at_ms);
	sitting_release(&s);
	return e;
}

/* Everything that happens on the day of the first in the queue, durable together. */
static enum err one_day(struct laying *l, size_t *done)
{
	day_t day = day_at(l->queue[0]->at_ms);
	enum err e = past_begin(l->h->store);

	if (e)
		return e;
	while (!e && l->n && day_at(l->queue[0]->at_ms) == day &&
		l->queue[0]->at_ms < l->h->until_ms) {
		struct plan *p = pop(l);
		*done += p->next == STEP_OPEN;
		e = one_step(l, p);
		if (!e && p->next != STEP_END)
			push(l, p);
		else
			free_plan(p);
	}
	return past_end(l->h->store, e);
}

static enum err all_days(struct laying *l, size_t cases)
{
	size_t done = 0;
	enum err e = OK;

	while (!e && l->n && l->queue[0]->at_ms < l->h->until_ms) {
		e = one_day(l, &done);
		if (!e && l->h->progress)
			l->h->progress(l->h->ctx, done, cases);
	}
	while (l->n)
		free_plan(pop(l));
	return e;
}

static enum err lay(struct laying *l, size_t cases)
{
	struct menu menu = {.n = 0};
	int64_t mono = clock_mono_ms();
	enum err e = read_menu(l->h, &menu);

	if (!e)
		e = projection_start(l->h->store, shelf_find, l->shelf, &l->views);
	if (!e) {
		l->queue = mem_array(cases + 1, sizeof(struct plan *));
		invite(l, &menu, cases);
		e = all_days(l, cases);
	}
	mem_free(l->queue);
	projection_free(l->views);
	clock_start_at(l->h->until_ms + clock_mono_ms() - mono);
	return e;
}

enum err history_lay(const struct history *h)
{
	struct laying l = {.h = h, .first = day_at(h->until_ms) - HISTORY_DAYS};

	if (store_kind(h->store) != STORE_DEMO)
		return ERR_DEMO;
	enum err e = shelf_new(h->store, h->directory, &l.shelf);
	if (!e)
		e = lay(&l, h->cases ? h->cases : HISTORY_CASES);
	shelf_free(l.shelf);
	return e;
}
