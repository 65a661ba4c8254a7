/* SPDX-License-Identifier: MIT
 *
 * Two windows and one case: the one that loses it is told within a second and keeps what was
 * written; one that is in use is not opened by a clerk.
 */
#include "tests/unit/two_windows.h"

#include "core/casework/desk/bulk.h"
#include "core/store/lease.h"
#include "tui/counter.h"

static struct uid open_draft(struct hall *h)
{
	app_person(h->app, WOMAN, PROOF_READER);
	assert_true(desk_busy(h->app->desk));
	app_tick(h->app);
	return desk_case(h->app->desk)->id;
}

static void who_loses_a_case_is_told_at_once(void **state)
{
	struct hall *h = *state;
	struct lease_who who;
	struct uid id = open_draft(h);
	struct view_case row;

	assert_int_equal(lease_take(h->other, &id, "A05", false, &who), ERR_EXISTS);
	assert_string_equal(who.operator, "1024");
	uint32_t before = desk_case(h->app->desk)->events;
	assert_int_equal(lease_take(h->other, &id, "A05", true, &who), OK);
	clock_advance(LEASE_LOOK_MS);
	app_tick(h->app);
	assert_false(desk_busy(h->app->desk));
	assert_ptr_equal(app_top(h->app), &screen_home);
	assert_true(says(h, "took this case over; all that was written is kept"));
	assert_true(says(h, "赵敏"));
	assert_int_equal(view_get(h->other, &id, &row), OK);
	assert_string_equal(row.state, "DRAFT");
	assert_true(before >= 1);
}

static void one_in_use_is_not_opened_by_a_clerk(void **state)
{
	struct hall *h = *state;
	struct lease_who who;
	struct uid id = open_draft(h);

	app_home(h->app);
	app_tick(h->app); /* lets go of it */
	assert_int_equal(lease_take(h->other, &id, "A05", false, &who), OK);
	app_open_case(h->app, &id);
	assert_false(desk_busy(h->app->desk));
	assert_true(says(h, "the shift supervisor can take it over"));
	assert_int_equal(lease_leave(h->other, &id), OK);
	app_open_case(h->app, &id);
	assert_true(desk_busy(h->app->desk));
}

/* Its program was killed; the lease of the dead one still runs. */
static void who_comes_back_to_his_window_goes_on(void **state)
{
	struct hall *h = *state;
	struct lease_who who;
	struct uid id = open_draft(h);

	app_home(h->app);
	app_tick(h->app);
	operator_logout(h->other);
	assert_int_equal(operator_login(h->other, "1024", "wang-2026"), OK);
	assert_int_equal(lease_take(h->other, &id, "A05", false, &who), OK);
	app_open_case(h->app, &id);
	assert_false(desk_busy(h->app->desk)); /* at another window somebody may be typing */
	assert_int_equal(lease_take(h->other, &id, "A03", false, &who), OK);
	app_open_case(h->app, &id);
	assert_true(desk_busy(h->app->desk));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_loses_a_case_is_told_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(one_in_use_is_not_opened_by_a_clerk, setup, teardown),
		cmocka_unit_test_setup_teardown(who_comes_back_to_his_window_goes_on, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
