/* SPDX-License-Identifier: MIT
 *
 * Every state against every state: the allowed pairs are told here once more, from domain.md
 * section 3, and nothing else may happen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/casework/state.h"

/* One line a state: where it may go. */
static const char *const told[] = {
	"DRAFT: RECEIVED ABANDONED",
	"RECEIVED: ACCEPTED FIXING NOT_REQUIRED REFUSED_IN WITHDRAWN_IN",
	"FIXING: RECEIVED WITHDRAWN_IN",
	"NOT_REQUIRED: ARCHIVED",
	"REFUSED_IN: ARCHIVED",
	"WITHDRAWN_IN: ARCHIVED",
	"ACCEPTED: EXAMINING GRANTED GRANTED_DEF RETRACTED TERMINATED",
	"EXAMINING: SPECIAL DECIDING RETRACTED TERMINATED",
	"SPECIAL: EXAMINING RETRACTED",
	"DECIDING: GRANTED GRANTED_DEF DENIED RETRACTED",
	"GRANTED: READY DELIVERED REVOKED",
	"GRANTED_DEF: READY DELIVERED REVOKED",
	"DENIED: ARCHIVED",
	"TERMINATED: ARCHIVED",
	"RETRACTED: ARCHIVED",
	"REVOKED: ARCHIVED",
	"READY: DELIVERED REVOKED",
	"DELIVERED: ARCHIVED RETRACTED REVOKED",
	"ARCHIVED: REVOKED",
	"ABANDONED:",
};

static bool told_so(enum state from, enum state to)
{
	char word[24];
	const char *line = told[from];

	assert_true(text_starts(line, state_word(from)));
	text_format(word, sizeof word, " %s", state_word(to));
	const char *at = strstr(line, word);
	while (at && at[strlen(word)] != ' ' && at[strlen(word)] != '\0')
		at = strstr(at + 1, word);
	return at != NULL;
}

static void every_pair(void **state)
{
	(void)state;
	assert_int_equal(COUNT_OF(told), STATE_COUNT);
	for (int from = 0; from < STATE_COUNT; from++)
		for (int to = 0; to < STATE_COUNT; to++)
			if (state_may((enum state)from, (enum state)to) !=
				told_so((enum state)from, (enum state)to))
				fail_msg("%s -> %s", state_word((enum state)from),
					state_word((enum state)to));
}

/* A pair that is not in the table is open to nobody; one that is, to somebody. */
static void somebody_may(void **state)
{
	(void)state;
	for (int from = 0; from < STATE_COUNT; from++)
		for (int to = 0; to < STATE_COUNT; to++) {
			bool any = false;
			for (int role = 0; role < ROLE_COUNT; role++)
				any |= state_allowed(
					(enum state)from, (enum state)to, (enum role)role);
			assert_int_equal(any, state_may((enum state)from, (enum state)to));
		}
}

static void roles(void **state)
{
	static const struct {
		enum state from, to;
		enum role role;
		bool may;
	} rows[] = {
		{STATE_DRAFT, STATE_RECEIVED, ROLE_CLERK, true},
		{STATE_DRAFT, STATE_RECEIVED, ROLE_DECIDER, false},
		{STATE_DRAFT, STATE_RECEIVED, ROLE_SUPERVISOR, false},
		{STATE_DRAFT, STATE_RECEIVED, ROLE_ADMIN, false},
		{STATE_DRAFT, STATE_RECEIVED, ROLE_GUIDE, false},
		{STATE_RECEIVED, STATE_ACCEPTED, ROLE_CLERK, true},
		{STATE_RECEIVED, STATE_ACCEPTED, ROLE_EXAMINER, true},
		{STATE_RECEIVED, STATE_ACCEPTED, ROLE_AGENT, false},
		{STATE_EXAMINING, STATE_DECIDING, ROLE_EXAMINER, true},
		{STATE_EXAMINING, STATE_DECIDING, ROLE_CLERK, false},
		{STATE_DECIDING, STATE_GRANTED, ROLE_DECIDER, true},
		{STATE_DECIDING, STATE_GRANTED, ROLE_CLERK, false},
		{STATE_DECIDING, STATE_GRANTED, ROLE_EXAMINER, false},
		{STATE_DECIDING, STATE_DENIED, ROLE_SUPERVISOR, false},
		{STATE_GRANTED, STATE_READY, ROLE_ISSUER, true},
		{STATE_DELIVERED, STATE_REVOKED, ROLE_DECIDER, true},
		{STATE_DELIVERED, STATE_REVOKED, ROLE_CLERK, false},
		{STATE_FIXING, STATE_WITHDRAWN_IN, ROLE_SUPERVISOR, true},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (state_allowed(rows[i].from, rows[i].to, rows[i].role) != rows[i].may)
			fail_msg("%s -> %s by %s", state_word(rows[i].from), state_word(rows[i].to),
				role_word(rows[i].role));
}

/* National codes, domain.md section 2. */
static void codes(void **state)
{
	static const struct {
		const char *word, *code;
		bool open;
	} rows[] = {
		{"DRAFT", "", true},
		{"RECEIVED", "1", true},
		{"FIXING", "6", true},
		{"NOT_REQUIRED", "4", false},
		{"REFUSED_IN", "5", false},
		{"WITHDRAWN_IN", "2", false},
		{"ACCEPTED", "3", true},
		{"EXAMINING", "8", true},
		{"SPECIAL", "9", true},
		{"DECIDING", "", true},
		{"GRANTED", "11", true},
		{"GRANTED_DEF", "12", true},
		{"DENIED", "13", false},
		{"TERMINATED", "13", false},
		{"RETRACTED", "14", false},
		{"REVOKED", "15", false},
		{"READY", "", true},
		{"DELIVERED", "", false},
		{"ARCHIVED", "", false},
		{"ABANDONED", "", false},
	};
	enum state s;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		assert_true(state_parse(rows[i].word, &s));
		assert_int_equal(s, (enum state)i);
		assert_string_equal(state_code(s), rows[i].code);
		assert_int_equal(state_open(s), rows[i].open);
		assert_true(*state_text(s));
	}
	assert_false(state_parse("draft", &s));
	assert_false(state_parse("", &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair),
		cmocka_unit_test(somebody_may),
		cmocka_unit_test(roles),
		cmocka_unit_test(codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
