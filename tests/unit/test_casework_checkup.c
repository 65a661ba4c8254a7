/* SPDX-License-Identifier: MIT
 *
 * The checks of a hall's machine: what is red when nothing was done, and turns green when it was.
 */
#include "core/casework/oversight/checkup.h"

#include "tests/unit/demo_hall.h"

#include "core/store/anchor.h"
#include "core/store/backup.h"
#include "core/store/state.h"

static struct hall *hall;

static enum checkup_level level(enum checkup c)
{
	struct checkup_report r;

	checkup(hall->store, NULL, &r);
	return r.lines[c].level;
}

static int setup(void **state)
{
	(void)state;
	hall = hall_new(STORE_DEMO);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	hall_free(hall);
	return 0;
}

static void days_later(int days)
{
	clock_advance(days * (int64_t)86400000);
}

static void a_backup_gets_old(void **state)
{
	struct backup_report r;
	char file[96];

	(void)state;
	assert_int_equal(level(CHECKUP_BACKUP), CHECKUP_RED);
	text_format(file, sizeof file, "%s/backup", hall->folder);
	assert_int_equal(store_backup(hall->store, file, NULL, &r), OK);
	backup_report_release(&r);
	assert_int_equal(level(CHECKUP_BACKUP), CHECKUP_GREEN);
	days_later(2);
	assert_int_equal(level(CHECKUP_BACKUP), CHECKUP_YELLOW);
	days_later(6);
	assert_int_equal(level(CHECKUP_BACKUP), CHECKUP_RED);
}

static void the_record_is_checked(void **state)
{
	struct anchor_day a;

	(void)state;
	assert_int_equal(level(CHECKUP_ANCHOR), CHECKUP_YELLOW);
	assert_int_equal(anchor_take(hall->store, &a), OK);
	assert_int_equal(level(CHECKUP_ANCHOR), CHECKUP_GREEN);
	assert_int_equal(level(CHECKUP_CHAIN), CHECKUP_YELLOW);
	assert_int_equal(store_note_verified(hall->store, 17, 0), OK);
	assert_int_equal(level(CHECKUP_CHAIN), CHECKUP_GREEN);
	assert_int_equal(store_note_verified(hall->store, 17, 3), OK);
	assert_int_equal(level(CHECKUP_CHAIN), CHECKUP_RED);
}

/* Of 2026-03-16 the calendar reaches to the end of the year. */
static void the_calendar_ends(void **state)
{
	(void)state;
	assert_int_equal(level(CHECKUP_CALENDAR), CHECKUP_GREEN);
	days_later(210); /* 12 October: 80 days left */
	assert_int_equal(level(CHECKUP_CALENDAR), CHECKUP_YELLOW);
	days_later(60);
	assert_int_equal(level(CHECKUP_CALENDAR), CHECKUP_RED);
}

static void the_clock_was_set_back(void **state)
{
	int64_t now = clock_now_ms();

	(void)state;
	assert_int_equal(level(CHECKUP_CLOCK), CHECKUP_GREEN);
	clock_start_at(now - 3600000);
	assert_int_equal(level(CHECKUP_CLOCK), CHECKUP_RED);
}

/* What is done by the wrong clock does not make it right; a clock put right does. */
static void an_act_does_not_heal_the_clock(void **state)
{
	int64_t now = clock_now_ms();

	(void)state;
	hall_free(hall);
	hall = hall_new(STORE_LIVE);
	clock_start_at(now - 365 * (int64_t)86400000);
	assert_int_equal(operator_login(hall->store, "9001", "zhou-2026"), OK);
	assert_int_equal(level(CHECKUP_CLOCK), CHECKUP_RED);
	assert_int_equal(checkup_clock_ms(hall->store) / 86400000, 365);
	clock_start_at(now + 3600000);
	operator_logout(hall->store);
	assert_int_equal(level(CHECKUP_CLOCK), CHECKUP_GREEN);
	/* one that had been ahead is told for a day, not until it gets there */
	clock_start_at(now + 30 * (int64_t)86400000);
	assert_int_equal(operator_login(hall->store, "9001", "zhou-2026"), OK);
	clock_start_at(now + 7200000);
	operator_logout(hall->store);
	assert_int_equal(level(CHECKUP_CLOCK), CHECKUP_RED);
	days_later(2);
	assert_int_equal(level(CHECKUP_CLOCK), CHECKUP_GREEN);
}

static void somebody_was_disabled(void **state)
{
	(void)state;
	assert_int_equal(level(CHECKUP_KEYS), CHECKUP_GREEN);
	assert_int_equal(operator_login(hall->store, "9001", "zhou-2026"), OK);
	assert_int_equal(operator_disable(hall->store, "1042"), OK);
	assert_int_equal(level(CHECKUP_KEYS), CHECKUP_YELLOW);
}

static void what_is_not_seen_here_is_not_green(void **state)
{
	struct checkup_report r;

	(void)state;
	checkup(hall->store, NULL, &r);
	assert_int_equal(r.lines[CHECKUP_SOURCES].level, CHECKUP_UNKNOWN);
	assert_int_equal(r.lines[CHECKUP_SKEW].level, CHECKUP_UNKNOWN);
	assert_int_equal(r.lines[CHECKUP_WITNESS].level, CHECKUP_YELLOW); /* it is new */
	assert_int_equal(r.worst, CHECKUP_RED);
	for (int c = 0; c < CHECKUP_COUNT; c++)
		assert_true(*checkup_todo((enum checkup)c) && *r.lines[c].value);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_backup_gets_old),
		TEST(the_record_is_checked),
		TEST(the_calendar_ends),
		TEST(the_clock_was_set_back),
		TEST(an_act_does_not_heal_the_clock),
		TEST(somebody_was_disabled),
		TEST(what_is_not_seen_here_is_not_green),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
