/* SPDX-License-Identifier: MIT
 *
 * In every fault case of exchange.md section 12 the loop goes on: while the question is under way
 * each turn takes one key and paints it, so that no turn waits for a department. Nothing is timed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/exchange/beside.h"
#include "tui/app.h"

/* Turns after which a question that will not end is stopped by the clerk. */
enum { TURNS = 60 };

static struct beside beside;

static int start(void **state)
{
	(void)state;
	return beside_start(&beside) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	beside_stop(&beside);
	return 0;
}

static void type_beside(const char *fault)
{
	size_t turns = 0;

	if (!beside_ask(&beside, fault))
		fail_msg("%s cannot be asked", fault);
	while (beside.ask && turns < TURNS) {
		assert_true(beside_type(&beside));
		if (!beside_turn(&beside))
			fail_msg("%s: turn %zu went by without its key", fault, turns);
		turns++;
	}
	if (turns == 0)
		fail_msg("%s ended before a key", fault);
	if (beside.ask)
		ask_cancel(beside.app->driver, beside.ask);
	assert_null(beside.ask);
	assert_int_not_equal(beside.outcome, OUTCOME_PENDING);
	hostile_forget(&beside.server);
}

static void test_no_turn_waits(void **state)
{
	size_t n = 0;

	(void)state;
	for (; beside_fault(n); n++)
		type_beside(beside_fault(n));
	assert_true(n > 100);
}

/* Those that never answer are called slow and late while the clerk types, and stop at once. */
static void test_stopped_at_once(void **state)
{
	static const char *const never[] = {"hang", "slow_headers", "slow_body", "stall_body"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(never); i++) {
		assert_true(beside_ask(&beside, never[i]));
		for (int turn = 0; turn < TURNS; turn++) {
			assert_true(beside_type(&beside));
			assert_true(beside_turn(&beside));
		}
		assert_non_null(beside.ask); /* still under way: the keys came before its end */
		ask_cancel(beside.app->driver, beside.ask);
		assert_null(beside.ask);
		assert_int_equal(beside.outcome, OUTCOME_CANCELLED);
		hostile_forget(&beside.server);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_turn_waits),
		cmocka_unit_test(test_stopped_at_once),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
