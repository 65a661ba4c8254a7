/* SPDX-License-Identifier: MIT
 *
 * The transitions, one row each. Who may make one is a set of rights; that the receiver of a
 * matter does not decide it, and that the short way of an instant matter is only for those, depends
 * on the case and is checked where the event is applied (casefile_events.c).
 */
#include "core/casework/state.h"

#include "core/base/text.h"

static const struct {
	const char *word, *text, *code;
} names[STATE_COUNT] = {
#define X(name, word, text, code) [name] = {word, text, code},
	STATE_TABLE(X)
#undef X
};

#define BIT(right) (1u << (right))

static const struct {
	enum state from, to;
	unsigned rights; /* any of them */
} transitions[] = {
	{STATE_DRAFT, STATE_RECEIVED, BIT(RIGHT_RECEIVE)},
	{STATE_DRAFT, STATE_ABANDONED, BIT(RIGHT_RECEIVE)},
	{STATE_RECEIVED, STATE_ACCEPTED, BIT(RIGHT_ACCEPT)},
	/* A second notice is a supervisor's, and passes through the receipt. */
	{STATE_RECEIVED, STATE_FIXING, BIT(RIGHT_ACCEPT) | BIT(RIGHT_SECOND_NOTICE)},
	{STATE_FIXING, STATE_RECEIVED, BIT(RIGHT_RECEIVE) | BIT(RIGHT_SECOND_NOTICE)},
	{STATE_FIXING, STATE_WITHDRAWN_IN,
		BIT(RIGHT_TAKEOVER)}, /* the supervisor, when it lapsed */
	{STATE_RECEIVED, STATE_NOT_REQUIRED, BIT(RIGHT_ACCEPT)},
	{STATE_RECEIVED, STATE_REFUSED_IN, BIT(RIGHT_ACCEPT)},
	{STATE_RECEIVED, STATE_WITHDRAWN_IN, BIT(RIGHT_RECEIVE)},
	{STATE_ACCEPTED, STATE_EXAMINING, BIT(RIGHT_ACCEPT)},
	{STATE_EXAMINING, STATE_SPECIAL, BIT(RIGHT_DECIDE)}, /* what an examiner proposed: life.h */
	{STATE_SPECIAL, STATE_EXAMINING, BIT(RIGHT_EXAMINE) | BIT(RIGHT_DECIDE)},
	{STATE_EXAMINING, STATE_DECIDING, BIT(RIGHT_EXAMINE)},
	{STATE_DECIDING, STATE_GRANTED, BIT(RIGHT_DECIDE)},
	{STATE_DECIDING, STATE_GRANTED_DEF, BIT(RIGHT_DECIDE)},
	{STATE_DECIDING, STATE_DENIED, BIT(RIGHT_DECIDE)},
	/* Instant matters are received, granted and handed over by one person in one sitting. */
	{STATE_ACCEPTED, STATE_GRANTED, BIT(RIGHT_ACCEPT)},
	{STATE_ACCEPTED, STATE_GRANTED_DEF, BIT(RIGHT_ACCEPT)},
	{STATE_GRANTED, STATE_DELIVERED, BIT(RIGHT_ISSUE)},
	{STATE_GRANTED_DEF, STATE_DELIVERED, BIT(RIGHT_ISSUE)},
	{STATE_DELIVERED, STATE_RETRACTED, BIT(RIGHT_RECEIVE)}, /* taken back within minutes */
	/* Before the decision the applicant may take it back. */
	{STATE_ACCEPTED, STATE_RETRACTED, BIT(RIGHT_RECEIVE)},
	{STATE_EXAMINING, STATE_RETRACTED, BIT(RIGHT_RECEIVE)},
	{STATE_SPECIAL, STATE_RETRACTED, BIT(RIGHT_RECEIVE)},
	{STATE_DECIDING, STATE_RETRACTED, BIT(RIGHT_RECEIVE)},
	/* A paper that was to come did not, whoever has the case then. */
	{STATE_ACCEPTED, STATE_TERMINATED, BIT(RIGHT_DECIDE)},
	{STATE_EXAMINING, STATE_TERMINATED, BIT(RIGHT_DECIDE)},
	{STATE_GRANTED, STATE_READY, BIT(RIGHT_ISSUE)},
	{STATE_GRANTED_DEF, STATE_READY, BIT(RIGHT_ISSUE)},
	{STATE_READY, STATE_DELIVERED, BIT(RIGHT_ISSUE)},
	/* Only what was granted can be revoked. */
	{STATE_GRANTED, STATE_REVOKED, BIT(RIGHT_DECIDE)},
	{STATE_GRANTED_DEF, STATE_REVOKED, BIT(RIGHT_DECIDE)},
	{STATE_READY, STATE_REVOKED, BIT(RIGHT_DECIDE)},
	{STATE_DELIVERED, STATE_REVOKED, BIT(RIGHT_DECIDE)},
	{STATE_ARCHIVED, STATE_REVOKED, BIT(RIGHT_DECIDE)},
	{STATE_NOT_REQUIRED, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_REFUSED_IN, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_WITHDRAWN_IN, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_DENIED, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_TERMINATED, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_RETRACTED, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_REVOKED, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
	{STATE_DELIVERED, STATE_ARCHIVED, BIT(RIGHT_ISSUE)},
};

/* Nobody has to do anything more. */
static const bool closed[STATE_COUNT] = {
	[STATE_NOT_REQUIRED] = true,
	[STATE_REFUSED_IN] = true,
	[STATE_WITHDRAWN_IN] = true,
	[STATE_DENIED] = true,
	[STATE_TERMINATED] = true,
	[STATE_RETRACTED] = true,
	[STATE_REVOKED] = true,
	[STATE_DELIVERED] = true,
	[STATE_ARCHIVED] = true,
	[STATE_ABANDONED] = true,
};

const char *state_word(enum state s)
{
	return names[s].word;
}

const char *state_text(enum state s)
{
	return names[s].text;
}

const char *state_code(enum state s)
{
	return names[s].code;
}

bool state_parse(const char *word, enum state *out)
{
	for (int i = 0; i < STATE_COUNT; i++)
		if (text_equal(names[i].word, word)) {
			*out = (enum state)i;
			return true;
		}
	return false;
}

bool state_open(enum state s)
{
	return !closed[s];
}

unsigned state_rights(enum state from, enum state to)
{
	for (size_t i = 0; i < COUNT_OF(transitions); i++)
		if (transitions[i].from == from && transitions[i].to == to)
			return transitions[i].rights;
	return 0;
}

bool state_may(enum state from, enum state to)
{
	return state_rights(from, to) != 0;
}

bool state_allowed(enum state from, enum state to, enum role role)
{
	unsigned rights = state_rights(from, to);

	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((rights & BIT(r)) && role_may(role, (enum right)r))
			return true;
	return false;
}
