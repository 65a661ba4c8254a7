/* SPDX-License-Identifier: MIT
 *
 * What must hold: a part begins when the last of those before it has ended well, and nothing that
 * happened to one part changes what another has achieved.
 */
#include "core/casework/part.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

static const struct {
	const char *word, *text;
} states[PART_STATE_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	PART_STATE_TABLE(X)
#undef X
};

const char *part_state_word(enum part_state s)
{
	return states[s].word;
}

const char *part_state_text(enum part_state s)
{
	return states[s].text;
}

void part_mark_release(struct part_mark *m)
{
	mem_free_text(m->reason);
	*m = (struct part_mark){0};
}

/* ---- where a part stands ---- */

static enum part_state settled(const struct casefile *c, const struct evaluation *e, size_t i)
{
	const struct part_mark *m = &c->parts[i];

	if (!e->part_wanted[i])
		return PART_IDLE;
	if (m->at_ms)
		return m->refused ? PART_REFUSED : PART_DONE;
	return e->part_done[i] ? PART_DONE : PART_RUNNING;
}

/* At most ITEM_PARTS deep: parts make no circle.
 * NOLINTNEXTLINE(misc-no-recursion) */
static enum part_state state_of(const struct casefile *c, const struct evaluation *e, size_t i)
{
	enum part_state own = settled(c, e, i);

	if (own != PART_RUNNING)
		return own;
	for (size_t k = 0; k < c->item->n_parts; k++) {
		if (!(c->item->parts[i].after >> k & 1))
			continue;
		enum part_state before = state_of(c, e, k);
		if (before == PART_REFUSED || before == PART_BLOCKED)
			return PART_BLOCKED;
		if (before == PART_WAITING || before == PART_RUNNING)
			own = PART_WAITING;
	}
	return own;
}

/* When the parts before it had ended; the acceptance when there are none. */
static int64_t begun(const struct casefile *c, size_t i)
{
	int64_t at = c->accepted_ms;

	for (size_t k = 0; k < c->item->n_parts; k++)
		if (c->item->parts[i].after >> k & 1 && c->parts[k].at_ms > at)
			at = c->parts[k].at_ms;
	return at;
}

static struct due due_of(const struct casefile *c, const struct period *p, int64_t from_ms)
{
	struct due due = {.day = DAY_NONE};
	enum err e = p->days > 0 && from_ms
			     ? workday_due(from_ms, p->days, p->working ? DUE_WORKING : DUE_CALENDAR,
				       casefile_rule(c), NULL, 0, &due)
			     : OK;

	return e ? (struct due){.day = DAY_NONE} : due;
}

struct part_view part_view(const struct casefile *c, const struct evaluation *e, size_t part)
{
	const struct part *p = &c->item->parts[part];
	const struct part_mark *m = &c->parts[part];
	struct part_view v = {.state = state_of(c, e, part),
		.ended_ms = m->at_ms,
		.reason = m->reason ? m->reason : "",
		.actor = m->actor,
		.due.day = DAY_NONE,
		.legal.day = DAY_NONE};

	v.known = v.state == PART_DONE && !m->at_ms;
	if (v.known)
		v.ended_ms = c->accepted_ms;
	else if (v.state == PART_RUNNING || m->at_ms)
		v.begun_ms = begun(c, part);
	if (v.state == PART_RUNNING) {
		v.due = due_of(c, &p->promised, v.begun_ms);
		v.legal = due_of(c, &p->legal, v.begun_ms);
	}
	return v;
}

bool parts_ended(const struct casefile *c, const struct evaluation *e)
{
	for (size_t i = 0; i < c->item->n_parts; i++) {
		enum part_state s = state_of(c, e, i);
		if (s == PART_WAITING || s == PART_RUNNING)
			return false;
	}
	return true;
}

/* ---- what the citizen was spared ---- */

static int other_departments(const struct item *item, const struct evaluation *e)
{
	int n = 0;

	for (size_t i = 0; i < item->n_parts; i++) {
		bool seen = !e->part_wanted[i];
		for (size_t k = 0; k < i && !seen; k++)
			seen = e->part_wanted[k] &&
			       text_equal(item->parts[k].department, item->parts[i].department);
		n += !seen;
	}
	return n > 0 ? n - 1 : 0;
}

static int asked_for(const struct casefile *c)
{
	int n = 0;

	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material_mark *m = &c->marks[i];
		n += m->by_hand && (m->mark == MARK_VERIFIED || m->mark == MARK_DEFERRED);
	}
	return n;
}

struct spared spared(const struct casefile *c, const struct evaluation *e)
{
	struct spared s = {.departments = other_departments(c->item, e),
		.materials = c->item->baseline_materials - asked_for(c),
		.trips = c->item->baseline_trips - 1};

	for (size_t i = 0; i < c->item->n_fields; i++) {
		const struct answer *a = &c->draft.answers[i];
		bool typed = a->origin == ORIGIN_TYPED || a->origin == ORIGIN_OVERRIDE;
		s.fields += e->visible[i] && *a->value && !typed;
	}
	s.materials = s.materials > 0 ? s.materials : 0;
	s.trips = s.trips > 0 ? s.trips : 0;
	return s;
}

/* ---- the event ---- */

/* The result goes into its field: that is how it feeds the parts that follow. */
static enum err fill(struct casefile *c, const struct part *p, const struct event *e)
{
	const struct record_pair *value = record_find(&e->body, "value");
	struct answer a = {.origin = ORIGIN_LICENCE, .at_ms = e->at_ms};

	if (!value)
		return OK;
	if (p->gives < 0 || !field_accepts(&c->item->fields[p->gives], value->value, day_at(e->at_ms)))
		return ERR_INPUT;
	a.value = value->value;
	text_copy(a.actor, sizeof a.actor, e->actor);
	draft_set(&c->draft, (size_t)p->gives, &a);
	return OK;
}

enum err fold_part(const struct fold *f)
{
	struct casefile *c = f->file;
	const struct record *r = &f->event->body;
	const char *name = record_get(r, "name"), *to = record_get(r, "to");
	int part = c->item && name ? item_part(c->item, name) : -1;
	bool refused = text_equal(to, part_state_word(PART_REFUSED));

	if (part < 0 || (!refused && !text_equal(to, part_state_word(PART_DONE))))
		return ERR_INPUT;
	if (!c->accepted_ms || !state_open(c->state) || c->parts[part].at_ms)
		return ERR_STATE;
	enum err e = refused ? OK : fill(c, &c->item->parts[part], f->event);
	if (e)
		return e;
	c->parts[part] = (struct part_mark){.refused = refused,
		.at_ms = f->event->at_ms,
		.reason = mem_text(record_get(r, "reason"))};
	text_copy(c->parts[part].actor, sizeof c->parts[part].actor, f->event->actor);
	c->changed_ms = f->event->at_ms;
	return OK;
}
