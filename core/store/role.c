/* SPDX-License-Identifier: MIT
 *
 * Roles and rights (domain.md section 1). Who receives a matter must not also examine or decide
 * it: that depends on the case, so it is checked by casework; this table says what a role may
 * ever do.
 */
#include "core/store/role.h"

#include <string.h>

#define BIT(right) (1u << (right))
#define COUNTER (BIT(RIGHT_PERSON) | BIT(RIGHT_REVEAL))

static const struct {
	const char *word, *text, *classes;
} names[ROLE_COUNT] = {
#define X(name, word, text, classes) [name] = {word, text, classes},
	ROLE_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} right_names[RIGHT_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	RIGHT_TABLE(X)
#undef X
};

static const unsigned rights[ROLE_COUNT] = {
	[ROLE_CLERK] = COUNTER | BIT(RIGHT_RECEIVE) | BIT(RIGHT_ACCEPT) | BIT(RIGHT_ISSUE) |
		BIT(RIGHT_OBJECT),
	[ROLE_EXAMINER] = COUNTER | BIT(RIGHT_ACCEPT) | BIT(RIGHT_EXAMINE) | BIT(RIGHT_OBJECT),
	[ROLE_DECIDER] = COUNTER | BIT(RIGHT_DECIDE),
	[ROLE_ISSUER] = BIT(RIGHT_PERSON) | BIT(RIGHT_ISSUE),
	[ROLE_SUPERVISOR] =
		COUNTER | BIT(RIGHT_TAKEOVER) | BIT(RIGHT_SECOND_NOTICE) | BIT(RIGHT_GRANT) |
		BIT(RIGHT_WATCH) | BIT(RIGHT_RATINGS),
	/* opens no case: what it sees in clear is what an objection is about */
	[ROLE_STEWARD] = BIT(RIGHT_CATALOG) | BIT(RIGHT_REVEAL),
	[ROLE_AGENT] = COUNTER | BIT(RIGHT_RECEIVE) | BIT(RIGHT_OBJECT),
	/* receives appeals only: authority.c, desk_item.c */
	[ROLE_APPEALS] = COUNTER | BIT(RIGHT_APPEALS) | BIT(RIGHT_RECEIVE) | BIT(RIGHT_ACCEPT),
	[ROLE_ADMIN] = BIT(RIGHT_OPERATORS),
};

bool role_may(enum role role, enum right right)
{
	return role < ROLE_COUNT && (rights[role] & BIT(right)) != 0;
}

const char *role_word(enum role role)
{
	return names[role].word;
}

const char *role_text(enum role role)
{
	return names[role].text;
}

const char *role_classes(enum role role)
{
	return names[role].classes;
}

bool role_parse(const char *word, enum role *out)
{
	for (int i = 0; i < ROLE_COUNT; i++)
		if (strcmp(names[i].word, word) == 0) {
			*out = (enum role)i;
			return true;
		}
	return false;
}

const char *right_word(enum right right)
{
	return right_names[right].word;
}

const char *right_text(enum right right)
{
	return right_names[right].text;
}

bool right_parse(const char *word, enum right *out)
{
	for (int i = 0; i < RIGHT_COUNT; i++)
		if (strcmp(right_names[i].word, word) == 0) {
			*out = (enum right)i;
			return true;
		}
	return false;
}
