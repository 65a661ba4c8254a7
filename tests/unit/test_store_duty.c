/* SPDX-License-Identifier: MIT
 *
 * Who was here on a day, as log-ins and log-outs say.
 */
#include "store_sql.h"

#include "core/store/duty.h"
#include "core/store/lease.h"

static int setup(void **state)
{
	*state = fixture_new(STORE_LIVE);
	clock_hold(true);
	clock_start_at(1773622800000); /* 2026-03-16 09:00 in Beijing */
	return 0;
}

static int teardown(void **state)
{
	clock_hold(false);
	fixture_free(*state);
	return 0;
}

static void the_day_is_told_in_order(void **state)
{
	struct fixture *f = *state;
	struct duty *all;
	size_t n;
	int64_t begin = clock_now_ms();

	clerk_in(f);
	clock_advance(60 * 1000);
	operator_logout(f->s);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	clock_advance(60 * 1000);
	clerk_in(f);
	assert_int_equal(duty_list(f->s, clock_today(), &all, &n), OK);
	assert_int_equal(n, 2);
	assert_string_equal(all[0].operator, "1024");
	assert_int_equal(all[0].times, 2);
	assert_int_equal(all[0].first_ms, begin);
	assert_int_equal(all[0].last_ms, begin + 120 * 1000);
	assert_int_equal(all[0].out_ms, 0); /* came again after going out */
	assert_string_equal(all[0].window, "");
	assert_string_equal(all[1].operator, "2000");
	mem_free(all);
	operator_logout(f->s);
	assert_int_equal(duty_list(f->s, clock_today(), &all, &n), OK); /* without any key */
	assert_int_equal(all[0].out_ms, begin + 120 * 1000);
	mem_free(all);
	assert_int_equal(duty_list(f->s, clock_today() - 1, &all, &n), OK);
	assert_int_equal(n, 0);
	mem_free(all);
	assert_int_equal(duty_list(f->s, clock_today() + 1, &all, &n), OK);
	assert_int_equal(n, 0);
	mem_free(all);
}

static void a_window_is_that_of_an_open_case(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new();
	struct lease_who who;
	struct duty *all;
	size_t n;

	clerk_in(f);
	assert_int_equal(lease_take(f->s, &id, "A07", false, &who), OK);
	assert_int_equal(duty_list(f->s, clock_today(), &all, &n), OK);
	assert_string_equal(all[0].window, "A07");
	mem_free(all);
	assert_int_equal(lease_leave(f->s, &id), OK);
	assert_int_equal(duty_list(f->s, clock_today(), &all, &n), OK);
	assert_string_equal(all[0].window, "");
	mem_free(all);
	assert_int_equal(lease_take(f->s, &id, "A07", false, &who), OK);
	clock_advance(LEASE_MS + 1); /* the program died, its lease is over */
	assert_int_equal(duty_list(f->s, clock_today(), &all, &n), OK);
	assert_string_equal(all[0].window, "");
	mem_free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_day_is_told_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(a_window_is_that_of_an_open_case, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
