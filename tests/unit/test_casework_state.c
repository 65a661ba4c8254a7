/* SPDX-License-Identifier: MIT
 *
 * States and their national codes (domain.md 2). Which leads where, and by whom: test_casework_table.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/casework/state.h"

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
		cmocka_unit_test(somebody_may),
		cmocka_unit_test(codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
