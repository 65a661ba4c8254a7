/* SPDX-License-Identifier: MIT
 *
 * A desk that was left: masked, then locked, and then the program sleeps.
 */
#include "tests/unit/two_windows.h"

#include "tui/app.h"

static void turn(struct app *a, int64_t ms)
{
	clock_advance(ms);
	app_tick(a);
	app_draw(a);
}

static void a_locked_desk_sleeps(void **state)
{
	struct app *a = ((struct hall *)*state)->app;

	turn(a, (int64_t)a->mask_seconds * 1000 + 1);
	assert_true(a->masked_idle);
	turn(a, (int64_t)a->lock_seconds * 1000);
	assert_ptr_equal(app_top(a), &screen_lock);
	for (int i = 0; i < 50; i++) /* what was begun is done by then */
		turn(a, 1000);
	assert_true(app_wait_ms(a) > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_locked_desk_sleeps, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
