/* SPDX-License-Identifier: MIT
 *
 * Passwords set and changed from a loop: nothing blocks, a code works once, wrong ones are counted.
 */
#include "store_sql.h"

#include <poll.h>

#include "core/store/rekey.h"

enum { WAIT_MS = 20000 };

static int setup(void **state)
{
	*state = fixture_new(STORE_LIVE);
	clock_hold(true);
	return 0;
}

static int teardown(void **state)
{
	clock_hold(false);
	fixture_free(*state);
	return 0;
}

static enum err settle(struct rekey *r)
{
	struct pollfd p = {.fd = rekey_fd(r), .events = POLLIN};
	enum err e;

	do {
		assert_int_equal(poll(&p, 1, WAIT_MS), 1);
		e = rekey_finish(r);
	} while (e == ERR_BUSY);
	return e;
}

static void a_code_makes_one_password(void **state)
{
	struct fixture *f = *state;
	struct operator_info info;
	struct rekey *r, *second;
	char code[ENROL_CODE];

	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, code), OK);
	store_lock(f->s); /* at the log-in nobody is there */
	assert_int_equal(enrol_start(f->s, "3000", code, "short", f->cost, &r), ERR_INPUT);
	assert_int_equal(enrol_start(f->s, "3001", code, "green hill 7", f->cost, &r),
		ERR_NOTFOUND);
	assert_int_equal(enrol_start(f->s, "3000", code, "green hill 7", f->cost, &r), OK);
	rekey_cancel(r); /* Esc: nothing has happened */
	assert_int_equal(operator_find(f->s, "3000", &info), OK);
	assert_int_equal(info.state, OPERATOR_CREATED);
	assert_int_equal(enrol_start(f->s, "3000", code, "green hill 7", f->cost, &r), OK);
	assert_int_equal(
		enrol_start(f->s, "3000", code, "another hill 8", f->cost, &second), OK);
	assert_int_equal(settle(r), OK);
	assert_int_equal(settle(second), ERR_STATE); /* the code was used meanwhile */
	assert_int_equal(operator_find(f->s, "3000", &info), OK);
	assert_int_equal(info.state, OPERATOR_ENROLLED);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(f->s, "3000"), OK);
	assert_int_equal(operator_login(f->s, "3000", "another hill 8"), ERR_PASSWORD);
	clock_advance(WAIT_MS);
	assert_int_equal(operator_login(f->s, "3000", "green hill 7"), OK);
	assert_int_equal(findings(f->s, true), 0);
}

static void a_change_asks_for_the_old_one(void **state)
{
	struct fixture *f = *state;
	struct operator_info info;
	struct rekey *r;

	clerk_in(f);
	assert_int_equal(passwd_start(f->s, "1024", "wrong", "lotus pond 9", &r), OK);
	assert_int_equal(settle(r), ERR_PASSWORD);
	assert_int_equal(operator_find(f->s, "1024", &info), OK);
	assert_int_equal(info.failures, 1);
	assert_int_equal(passwd_start(f->s, "1024", PASS_CLERK, "lotus pond 9", &r), ERR_THROTTLED);
	clock_advance(WAIT_MS);
	assert_int_equal(passwd_start(f->s, "1024", PASS_CLERK, "lotus pond 9", &r), OK);
	assert_int_equal(settle(r), OK);
	assert_true(store_unlocked(f->s)); /* the session goes on */
	assert_int_equal(operator_login(f->s, "1024", "lotus pond 9"), OK);
	assert_int_equal(findings(f->s, true), 0);
}

static void two_changes_at_once_make_one(void **state)
{
	struct fixture *f = *state;
	struct rekey *r, *second;

	clerk_in(f);
	assert_int_equal(passwd_start(f->s, "1024", PASS_CLERK, "lotus pond 9", &r), OK);
	assert_int_equal(passwd_start(f->s, "1024", PASS_CLERK, "reed bank 10", &second), OK);
	assert_int_equal(settle(r), OK);
	assert_int_equal(settle(second), ERR_CONFLICT);
	assert_int_equal(operator_login(f->s, "1024", "lotus pond 9"), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_code_makes_one_password, setup, teardown),
		cmocka_unit_test_setup_teardown(a_change_asks_for_the_old_one, setup, teardown),
		cmocka_unit_test_setup_teardown(two_changes_at_once_make_one, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
