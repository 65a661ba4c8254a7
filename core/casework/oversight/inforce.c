/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/inforce.h"

#include "core/casework/oversight/codebook.h"
#include "core/casework/oversight/yearbook.h"
#include "core/casework/roster.h"

static const struct {
	const char *kind;            /* of the events that change it */
	enum err (*apply)(struct store *s); /* NULL: by the next row */
} rules[] = {
	{"CALENDAR_CONFIRMED", yearbook_apply},
	{"TABLE_CONFIRMED", codebook_apply},
	{"HALL_CONFIRMED", NULL},
	{"HALL_DUTY", roster_apply},
};

static enum err count(const struct event *e, void *ctx)
{
	(void)e;
	*(bool *)ctx = true;
	return OK;
}

static enum err look(struct store *s, struct inforce *known, bool *changed)
{
	enum err e = OK;

	*changed = false;
	for (size_t i = 0; i < COUNT_OF(rules) && !e; i++)
		e = journal_kind(s, rules[i].kind, &known->after[i], count, changed);
	return e;
}

enum err inforce_apply(struct store *s, struct inforce *known)
{
	bool changed;
	enum err e = look(s, known, &changed);

	for (size_t i = 0; i < COUNT_OF(rules) && !e; i++)
		if (rules[i].apply)
			e = rules[i].apply(s);
	return e;
}

enum err inforce_follow(struct store *s, struct inforce *known, bool *changed)
{
	enum err e = look(s, known, changed);

	return e || !*changed ? e : inforce_apply(s, known);
}
