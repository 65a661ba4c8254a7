/* SPDX-License-Identifier: MIT
 *
 * Looking through the journal: first its events in order, which tells the acts of stations and the
 * casefiles that changed; then each of those from its beginning, because a rule wants the casefile as
 * it was. What must hold: a case whose key was destroyed is passed over, not found fault with.
 */
#include "core/casework/oversight/watch.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/oversight/watch_inside.h"
#include "core/casework/recusal.h"

enum { PAGE = 200, STATIONS = 64, CASES = 1 << 21, WAIT_MS = 2000 };

struct watch_staff {
	struct operator_info *list;
	size_t n;
	struct recusals *recusals;
};

struct answer_said {
	enum watch_verdict verdict;
	char rule[24], by[16], text[WATCH_ANSWER], event[HASH_HEX];
	int64_t at_ms;
};

struct watch {
	struct store *store;
	item_finder find;
	void *ctx;
	int64_t from_ms, to_ms;
	struct watch_staff staff;
	struct answer_said *answers;
	size_t n_answers, cap_answers;
	/* the walk */
	uint64_t after, events;
	bool walked, whole;
	struct {
		char station[17];
		int64_t at_ms;
	} clocks[STATIONS];
	size_t n_clocks;
	/* casefiles with an event in the time: a hash table of their ids */
	struct uid *ids;
	size_t n_ids, cap_ids, next_id;
	uint64_t cases;
	/* the case being folded */
	struct casefile file;
	bool gone;                   /* its key was destroyed: nothing of it can be read */
	bool refused;                /* an event of it does not fold: told once */
	/* what was found */
	struct watch_finding *found;
	size_t n_found, cap_found;
	size_t counts[WATCH_RULES], open[WATCH_RULES];
};

/* ---- who works here ---- */

static const struct operator_info *of(const struct watch_staff *staff, const char *id)
{
	for (size_t i = 0; i < staff->n; i++)
		if (text_equal(staff->list[i].id, id))
			return &staff->list[i];
	return NULL;
}

bool watch_works_here(const struct watch_staff *staff, const char *id)
{
	return of(staff, id) != NULL;
}

static bool role_has(enum role role, unsigned rights)
{
	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((rights >> r & 1) && role_may(role, (enum right)r))
			return true;
	return false;
}

bool watch_may(const struct watch_staff *staff, const char *id, unsigned rights, day_t day,
	const char *item)
{
	const struct operator_info *o = of(staff, id);
	struct stand_in list[STAND_INS];
	size_t n = o ? stand_ins(staff->recusals, id, day, item, list) : 0;
	bool may = o && role_has(o->role, rights);

	for (size_t i = 0; !may && i < n; i++)
		may = role_has(list[i].role, rights);
	return may;
}

/* ---- answers ---- */

static enum watch_verdict verdict_of(const char *word)
{
	for (int v = WATCH_EXPLAINED; word && v < WATCH_VERDICTS; v++)
		if (text_equal(watch_verdict_word((enum watch_verdict)v), word))
			return (enum watch_verdict)v;
	return WATCH_OPEN;
}

static enum err take_answer(const struct event *e, void *ctx)
{
	struct watch *w = ctx;
	const char *rule = record_get(&e->body, "rule"), *event = record_get(&e->body, "event");
	const char *text = record_get(&e->body, "text");
	struct answer_said a = {.verdict = verdict_of(record_get(&e->body, "verdict")), .at_ms = e->at_ms};

	if (!rule || !event || !text || a.verdict == WATCH_OPEN)
		return OK;
	text_copy(a.rule, sizeof a.rule, rule);
	text_copy(a.event, sizeof a.event, event);
	text_copy(a.text, sizeof a.text, text);
	text_copy(a.by, sizeof a.by, e->actor);
	if (w->n_answers == w->cap_answers) {
		size_t cap = 2 * w->cap_answers + 32;
		w->answers = mem_grow(w->answers, w->n_answers * sizeof a, cap * sizeof a);
		w->cap_answers = cap;
	}
	w->answers[w->n_answers++] = a;
	return OK;
}

static void set_answer(const struct watch *w, struct watch_finding *f)
{
	char hex[HASH_HEX];

	text_hex(f->event, HASH_SIZE, hex);
	for (size_t i = 0; i < w->n_answers; i++) {
		const struct answer_said *a = &w->answers[i];
		if (!text_equal(a->event, hex) || !text_equal(a->rule, watch_word(f->rule)))
			continue;
		f->verdict = a->verdict;
		f->answered_ms = a->at_ms;
		text_copy(f->answer, sizeof f->answer, a->text);
		text_copy(f->answered_by, sizeof f->answered_by, a->by);
	}
}

/* ---- findings ---- */

struct seen {
	struct watch *w;
	const struct event *event;
};

/* As the item of that time called it. */
static void set_label(const struct item *item, struct watch_finding *f)
{
	int field = item && f->rule == WATCH_UNVERIFIED ? item_field(item, f->detail) : -1;
	int paper = item && f->rule == WATCH_PAPER ? item_material(item, f->detail) : -1;

	if (field >= 0) {
		text_copy(f->label, sizeof f->label, item->fields[field].label);
		text_copy(f->label_en, sizeof f->label_en, item->fields[field].label_en);
	} else if (paper >= 0) {
		text_copy(f->label, sizeof f->label, item->materials[paper].label);
		text_copy(f->label_en, sizeof f->label_en, item->materials[paper].label_en);
	}
}

static void found(enum watch_rule r, const char *detail, void *ctx)
{
	const struct seen *seen = ctx;
	struct watch *w = seen->w;
	const struct event *e = seen->event;
	struct watch_finding f = {.rule = r, .casefile = e->casefile, .at_ms = e->at_ms};

	memcpy(f.event, e->hash, HASH_SIZE);
	text_copy(f.actor, sizeof f.actor, e->actor);
	text_copy(f.detail, sizeof f.detail, detail);
	if (!uid_none(&e->casefile)) {
		text_copy(f.number, sizeof f.number, w->file.number);
		set_label(w->file.item, &f);
	}
	set_answer(w, &f);
	w->counts[r]++;
	w->open[r] += f.verdict == WATCH_OPEN;
	if (w->n_found >= WATCH_MOST)
		return;
	if (w->n_found == w->cap_found) {
		size_t cap = 2 * w->cap_found + 64;
		w->found = mem_grow(w->found, w->n_found * sizeof f, cap * sizeof f);
		w->cap_found = cap;
	}
	w->found[w->n_found++] = f;
}

static int newest_first(const void *a, const void *b)
{
	const struct watch_finding *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms > y->at_ms ? -1 : 1;
	return memcmp(x->event, y->event, HASH_SIZE);
}

/* ---- the walk ---- */

static size_t place_of(const struct watch *w, const struct uid *id)
{
	size_t at;

	memcpy(&at, id->b, sizeof at);
	for (at &= w->cap_ids - 1; !uid_none(&w->ids[at]) && !uid_equal(&w->ids[at], id);)
		at = (at + 1) & (w->cap_ids - 1);
	return at;
}

static void grow_ids(struct watch *w)
{
	struct uid *old = w->ids;
	size_t n = w->cap_ids;

	w->cap_ids = n ? 2 * n : 1024;
	w->ids = mem_array(w->cap_ids, sizeof *w->ids);
	for (size_t i = 0; i < n; i++)
		if (!uid_none(&old[i]))
			w->ids[place_of(w, &old[i])] = old[i];
	mem_free(old);
}

static enum err remember(struct watch *w, const struct uid *id)
{
	if (w->n_ids * 2 >= w->cap_ids)
		grow_ids(w);
	if (w->n_ids >= CASES)
		return ERR_LIMIT;
	size_t at = place_of(w, id);
	w->n_ids += uid_none(&w->ids[at]) ? 1 : 0;
	w->ids[at] = *id;
	return OK;
}

static void watch_clock(struct watch *w, const struct event *e)
{
	size_t i = 0;

	while (i < w->n_clocks && !text_equal(w->clocks[i].station, e->station))
		i++;
	if (i == STATIONS)
		return;
	if (i == w->n_clocks)
		text_copy(w->clocks[w->n_clocks++].station, sizeof w->clocks[i].station, e->station);
	else if (e->at_ms < w->clocks[i].at_ms - CLOCK_BACK_MS && store_kind(w->store) == STORE_LIVE) {
		struct seen seen = {w, e};
		char detail[WATCH_DETAIL];
		text_format(detail, sizeof detail, "%s -%lld s", e->station,
			(long long)(w->clocks[i].at_ms - e->at_ms) / 1000);
		found(WATCH_CLOCK_BACK, detail, &seen);
	}
	w->clocks[i].at_ms = e->at_ms;
}

static bool in_time(const struct watch *w, const struct event *e)
{
	return e->at_ms >= w->from_ms && e->at_ms < w->to_ms;
}

static enum err pass(const struct event *e, void *ctx)
{
	struct watch *w = ctx;
	struct seen seen = {w, e};

	w->events++;
	*w->file.number = '\0'; /* of the case before */
	watch_clock(w, e);
	if (!in_time(w, e))
		return OK;
	if (!uid_none(&e->casefile))
		return remember(w, &e->casefile);
	watch_look(&w->staff, NULL, e, found, &seen);
	return OK;
}

static enum err walk_on(struct watch *w)
{
	uint64_t before = w->after;
	enum err e = journal_walk(w->store, &w->after, PAGE, pass, w);

	w->walked = !e && w->after == before;
	return e;
}

/* ---- cases ---- */

/* What follows is looked at as if this had not been; it may be refused because of it. */
static void pass_over(struct casefile *c, const struct event *e)
{
	c->events = e->case_seq;
	memcpy(c->head, e->hash, HASH_SIZE);
}

static enum err fold(const struct event *e, void *ctx)
{
	struct watch *w = ctx;
	struct seen seen = {w, e};

	w->gone |= e->case_seq == 1 && e->body.n == 0;
	if (w->gone)
		return OK;
	if (in_time(w, e))
		watch_look(&w->staff, &w->file, e, found, &seen);
	enum err r = casefile_apply(&w->file, e, w->find, w->ctx);
	if (r == OK || r == ERR_NOMEM)
		return r;
	if (!w->refused && in_time(w, e))
		found(WATCH_REFUSED, e->kind, &seen);
	pass_over(&w->file, e);
	w->refused = true;
	return OK;
}

static enum err next_case(struct watch *w)
{
	while (w->next_id < w->cap_ids && uid_none(&w->ids[w->next_id]))
		w->next_id++;
	if (w->next_id >= w->cap_ids) {
		w->whole = true;
		qsort(w->found, w->n_found, sizeof *w->found, newest_first);
		return OK;
	}
	casefile_init(&w->file);
	w->file.id = w->ids[w->next_id++];
	w->gone = w->refused = false;
	w->cases++;
	enum err e = journal_case(w->store, &w->file.id, fold, w);
	casefile_release(&w->file);
	return e;
}

/* ---- outside ---- */

static enum err may_watch(struct store *s)
{
	const struct operator_info *me = operator_current(s);

	if (!me)
		return ERR_LOCKED;
	return role_may(me->role, RIGHT_WATCH) && role_may(me->role, RIGHT_PERSON) ? OK : ERR_DENIED;
}

enum err watch_new(struct store *s, item_finder find, void *ctx, int64_t from_ms, int64_t to_ms,
	struct watch **out)
{
	struct watch *w;
	uint64_t after = 0;
	enum err e = may_watch(s);

	if (e)
		return e;
	w = mem_new(sizeof *w);
	*w = (struct watch){.store = s, .find = find, .ctx = ctx, .from_ms = from_ms, .to_ms = to_ms};
	w->staff.recusals = recusals_new(s);
	grow_ids(w);
	e = recusals_read(w->staff.recusals);
	if (!e)
		e = operator_list(s, &w->staff.list, &w->staff.n);
	if (!e)
		e = journal_kind(s, "WATCH", &after, take_answer, w);
	if (!e)
		e = journal_since(s, from_ms, &w->after);
	if (e) {
		watch_free(w);
		return e;
	}
	*out = w;
	return OK;
}

void watch_free(struct watch *w)
{
	if (!w)
		return;
	recusals_free(w->staff.recusals);
	mem_free(w->staff.list);
	mem_free(w->answers);
	mem_free(w->ids);
	mem_free(w->found);
	mem_free(w);
}

enum err watch_step(struct watch *w, int ms, bool *whole)
{
	int64_t until = clock_mono_ms() + ms;
	enum err e = OK;
	int steps = 0; /* a held clock ends a turn as well */

	while (!e && !w->whole && steps++ < PAGE && (steps == 1 || clock_mono_ms() < until))
		e = w->walked ? next_case(w) : walk_on(w);
	*whole = w->whole;
	return e;
}

size_t watch_findings(const struct watch *w, const struct watch_finding **out)
{
	*out = w->found;
	return w->n_found;
}

size_t watch_count(const struct watch *w, enum watch_rule r, size_t *open)
{
	if (open)
		*open = w->open[r];
	return w->counts[r];
}

uint64_t watch_seen(const struct watch *w, uint64_t *cases)
{
	if (cases)
		*cases = w->cases;
	return w->events;
}

enum err watch_answer(struct watch *w, size_t finding, enum watch_verdict v, const char *text)
{
	const struct operator_info *me = operator_current(w->store);
	struct watch_finding *f = finding < w->n_found ? &w->found[finding] : NULL;
	struct record body = {0};
	struct entry entry = {.kind = "WATCH", .body = &body};
	char hex[HASH_HEX];
	enum err e = may_watch(w->store);

	if (e)
		return e;
	if (!f || v == WATCH_OPEN || v >= WATCH_VERDICTS || !text || !*text || strlen(text) >= WATCH_ANSWER)
		return ERR_INPUT;
	if (f->verdict != WATCH_OPEN)
		return ERR_STATE;
	if (text_equal(f->actor, me->id))
		return ERR_DENIED; /* nobody answers for himself */
	text_hex(f->event, HASH_SIZE, hex);
	record_add(&body, "rule", watch_word(f->rule));
	record_add(&body, "event", hex);
	record_add(&body, "verdict", watch_verdict_word(v));
	record_add(&body, "text", text);
	record_add(&body, "number", *f->number ? f->number : NULL);
	e = body.err ? body.err : journal_append_wait(w->store, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	if (e)
		return e;
	w->open[f->rule]--;
	f->verdict = v;
	f->answered_ms = clock_now_ms();
	text_copy(f->answer, sizeof f->answer, text);
	text_copy(f->answered_by, sizeof f->answered_by, me->id);
	return OK;
}
