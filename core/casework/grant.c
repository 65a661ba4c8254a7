/* SPDX-License-Identifier: MIT
 *
 * One grant: its states, its fold, its clocks. Pure.
 */
#include "core/casework/grant.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

static const struct {
	const char *word, *text;
} states[GRANT_STATES] = {
#define X(name, word, text) [name] = {word, text},
	GRANT_TABLE(X)
#undef X
};

static const struct {
	enum grant_state from, to;
} moves[] = {
	{GRANT_NONE, GRANT_APPLIED},
	{GRANT_NONE, GRANT_ACTIVE}, /* granted before, on paper */
	{GRANT_APPLIED, GRANT_CHECKED},
	{GRANT_APPLIED, GRANT_REFUSED},
	{GRANT_APPLIED, GRANT_WITHDRAWN},
	{GRANT_CHECKED, GRANT_ANSWERED},
	{GRANT_CHECKED, GRANT_PUBLISHED},
	{GRANT_CHECKED, GRANT_REFUSED},
	{GRANT_CHECKED, GRANT_WITHDRAWN},
	{GRANT_ANSWERED, GRANT_ACTIVE},
	{GRANT_PUBLISHED, GRANT_ACTIVE},
	{GRANT_REFUSED, GRANT_DISPUTED},
	{GRANT_DISPUTED, GRANT_CHECKED},
	{GRANT_DISPUTED, GRANT_REFUSED},
	{GRANT_ACTIVE, GRANT_ACTIVE}, /* prolonged */
	{GRANT_ACTIVE, GRANT_REVOKED},
};

const char *grant_word(enum grant_state s)
{
	return states[s].word;
}

const char *grant_text(enum grant_state s)
{
	return states[s].text;
}

bool grant_parse(const char *word, enum grant_state *out)
{
	for (int i = 0; i < GRANT_STATES; i++)
		if (text_equal(states[i].word, word)) {
			*out = (enum grant_state)i;
			return true;
		}
	return false;
}

bool grant_may(enum grant_state from, enum grant_state to)
{
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		if (moves[i].from == from && moves[i].to == to)
			return true;
	return false;
}

void grant_release(struct grant *g)
{
	mem_free_text(g->items);
	mem_free_text(g->fields);
	*g = (struct grant){.until = DAY_NONE};
}

static void take_words(char **to, const struct record *r, const char *name)
{
	const char *value = record_get(r, name);

	if (!value)
		return;
	mem_free_text(*to);
	*to = mem_text(value);
}

static void take_text(char *to, size_t size, const struct record *r, const char *name)
{
	const char *value = record_get(r, name);

	if (value)
		text_copy(to, size, value);
}

static enum err begin(struct grant *g, const struct event *e, enum grant_state to)
{
	const struct record *r = &e->body;
	const char *resource = record_get(r, "resource");

	if (!resource || !text_copy(g->resource, sizeof g->resource, resource))
		return ERR_INPUT;
	if (to == GRANT_ACTIVE && (!record_get(r, "number") || !record_get(r, "until")))
		return ERR_INPUT;
	text_copy(g->applied_by, sizeof g->applied_by, e->actor);
	g->applied_ms = e->at_ms;
	g->published = text_equal(record_get(r, "published"), "1");
	return OK;
}

enum err grant_fold(struct grant *g, const struct event *e)
{
	const struct record *r = &e->body;
	const char *id = record_get(r, "grant"), *until = record_get(r, "until");
	enum grant_state to;
	struct uid uid;
	day_t day = g->until;

	if (!id || !text_unhex(id, uid.b, sizeof uid.b) || !grant_parse(record_get(r, "to"), &to) ||
		(until && !day_parse(until, &day)))
		return ERR_INPUT;
	if (!grant_may(g->state, to))
		return ERR_STATE;
	if (g->state == GRANT_NONE) {
		enum err err = begin(g, e, to);
		if (err)
			return err;
		g->id = uid;
	} else if (!uid_equal(&g->id, &uid)) {
		return ERR_INPUT;
	}
	g->state = to;
	g->until = day;
	g->changed_ms = e->at_ms;
	if (to == GRANT_CHECKED)
		g->checked_ms = e->at_ms;
	text_copy(g->changed_by, sizeof g->changed_by, e->actor);
	take_words(&g->items, r, "items");
	take_words(&g->fields, r, "fields");
	take_text(g->number, sizeof g->number, r, "number");
	take_text(g->ground, sizeof g->ground, r, "ground");
	take_text(g->reason, sizeof g->reason, r, "reason");
	return OK;
}

enum err grant_clock(const struct grant *g, day_t today, struct grant_clock *out)
{
	struct grant_clock c = {.running = g->state == GRANT_APPLIED || g->state == GRANT_CHECKED};
	bool checked = g->state == GRANT_CHECKED;
	int days = !checked       ? GRANT_CHECK_DAYS
		   : g->published ? GRANT_ANSWER_DAYS
				  : GRANT_PUBLISH_DAYS;
	enum err e = OK;

	if (c.running) {
		e = workday_due(checked ? g->checked_ms : g->applied_ms, days, DUE_WORKING,
			DUE_RULE_B, NULL, 0, &c.due);
		c.left = e ? 0
			 : c.due.day >= today ? workday_between(today, c.due.day)
					      : -workday_between(c.due.day, today);
	}
	if (!e)
		*out = c;
	return e;
}
