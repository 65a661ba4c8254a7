/* SPDX-License-Identifier: MIT
 *
 * From a casefile to its row in the figures. What must hold: it depends on the events alone, and
 * nothing of it names anybody.
 */
#include <string.h>

#include "core/base/buf.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/oversight/figures.h"
#include "core/casework/rating.h"
#include "core/standards/workday.h"

enum { SECOND = 1000 };

/* What rules work out is no answer of anybody (and comes and goes with looking at the form). */
static void count_fields(const struct casefile *c, struct fact *out)
{
	for (size_t i = 0; i < c->item->n_fields; i++) {
		const struct field *f = &c->item->fields[i];
		const struct answer *a = &c->draft.answers[i];
		if (f->fact || f->type == FIELD_ROWS || a->origin == ORIGIN_DERIVED ||
			(!*a->value && !a->declared_none))
			continue;
		out->fields++;
		out->keyed += a->origin == ORIGIN_TYPED || a->origin == ORIGIN_OVERRIDE;
	}
}

static bool known_already(const struct material_mark *m)
{
	return m->mark == MARK_EXEMPT ||
	       (m->mark == MARK_VERIFIED && (m->way & (WAY_SHARED | WAY_LICENCE | WAY_EARLIER)));
}

static void count_papers(const struct casefile *c, struct fact *out)
{
	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material_mark *m = &c->chosen[i];
		if (m->mark == MARK_IDLE || (m->mark == MARK_VERIFIED && m->way == WAY_GENERATED))
			continue;
		out->asked++;
		out->exempt += known_already(m);
		out->pledged += m->mark == MARK_PLEDGED;
		out->deferred += m->mark == MARK_DEFERRED;
		out->papers += !known_already(m) && m->mark != MARK_PLEDGED;
	}
}

static void list_spells(const struct casefile *c, struct fact *out)
{
	struct buf b;

	buf_init(&b, FACT_SPELLS - 1);
	for (int s = 0; s < STATE_COUNT; s++)
		if (c->spell_ms[s] >= SECOND)
			buf_addf(&b, "%s%s:%lld", b.len ? " " : "", state_word((enum state)s),
				(long long)(c->spell_ms[s] / SECOND));
	text_copy(out->spells, sizeof out->spells, buf_text(&b));
	buf_release(&b);
}

/* Working days, as those they are taken from. */
static int paused(const struct casefile *c)
{
	int days = 0;

	for (size_t i = 0; i < c->n_pauses; i++)
		if (c->pauses[i].to_ms)
			days += workday_between(day_at(c->pauses[i].from_ms), day_at(c->pauses[i].to_ms));
	return days;
}

/* The newest that counts; as it was given first, not after it was put right. */
static int rated(const struct casefile *c)
{
	for (size_t i = c->n_ratings; i-- > 0;)
		if (c->ratings[i].verdict != RATING_EXCLUDED)
			return c->ratings[i].level;
	return 0;
}

/* Entered by the citizen: at the second terminal, on the turned screen, by code or message. */
static bool rated_by_self(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_ratings; i++)
		if (rating_counts(&c->ratings[i]) && c->ratings[i].channel != RATING_PHONE)
			return true;
	return false;
}

/* A case merged into another is worked on there. */
static int64_t closed(const struct casefile *c)
{
	const struct pair_mark *m = casefile_merged(c);

	return m ? m->at_ms : state_open(c->state) ? 0 : c->closed_ms;
}

/* A decision ends the work of the hall, a hand-over may still follow. */
static int64_t finished(const struct casefile *c)
{
	return c->decided_ms ? c->decided_ms : closed(c);
}

bool casefile_fact(const struct casefile *c, struct fact *out)
{
	if (!c->filed_ms || !c->item)
		return false;
	*out = (struct fact){.id = c->id,
		.kind = (int)item_kind(c->item, c->situation),
		.opened_ms = c->opened_ms,
		.received_ms = c->filed_ms,
		.accepted_ms = c->accepted_ms,
		.finished_ms = finished(c),
		.closed_ms = closed(c),
		.due = c->due,
		.legal_due = c->legal_due,
		.keys = c->typed_keys,
		.baseline_papers = c->item->baseline_materials,
		.baseline_trips = c->item->baseline_trips,
		.visits = c->visits,
		.notices = c->notices,
		.paused_days = paused(c),
		.extended_days = c->extension,
		.rating = rated(c),
		.by_self = rated_by_self(c)};
	text_copy(out->number, sizeof out->number, c->number);
	text_copy(out->item, sizeof out->item, c->item->code);
	text_copy(out->item_name, sizeof out->item_name, c->item->name);
	text_copy(out->department, sizeof out->department, c->item->department);
	text_copy(out->window, sizeof out->window, c->window);
	text_copy(out->operator, sizeof out->operator, *c->received_by ? c->received_by : c->opened_by);
	text_copy(out->state, sizeof out->state, state_word(c->state));
	count_fields(c, out);
	count_papers(c, out);
	list_spells(c, out);
	return true;
}

int64_t fact_spell(const struct fact *x, enum state s)
{
	const char *word = state_word(s), *at = x->spells;
	int64_t seconds = 0;

	while (*at) {
		size_t len = strcspn(at, ":");
		size_t end = len + strcspn(at + len, " ");
		char number[24];
		if (strlen(word) == len && memcmp(word, at, len) == 0 &&
			text_copyn(number, sizeof number, at + len + 1, end - len - 1) &&
			text_number(number, 0, INT64_MAX, &seconds))
			return seconds;
		at += end + (at[end] == ' ');
	}
	return 0;
}
