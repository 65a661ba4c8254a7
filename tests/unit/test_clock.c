/* SPDX-License-Identifier: MIT
 *
 * Days, Beijing time, and a clock that can be set and held.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"

/* Days and weekdays as Python's datetime.date counts them. */
static const struct {
	int year, month, day, weekday;
	day_t number;
} days[] = {
	{1, 1, 1, 0, -719162},
	{1583, 10, 15, 5, -141062},
	{1900, 2, 28, 2, -25509},
	{1900, 3, 1, 3, -25508},
	{1969, 12, 31, 2, -1},
	{1970, 1, 1, 3, 0},
	{2000, 2, 29, 1, 11016},
	{2024, 2, 29, 3, 19782},
	{2026, 3, 16, 0, 20528},
	{2100, 3, 1, 0, 47541},
	{9999, 12, 31, 4, 2932896},
};

static void known_days(void **state)
{
	int year, month, day;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(days); i++) {
		assert_int_equal(day_of(days[i].year, days[i].month, days[i].day), days[i].number);
		assert_int_equal(day_weekday(days[i].number), days[i].weekday);
		day_split(days[i].number, &year, &month, &day);
		assert_int_equal(year, days[i].year);
		assert_int_equal(month, days[i].month);
		assert_int_equal(day, days[i].day);
	}
}

/* Walks the calendar by its rules alone: every date follows the one before. */
static void every_day_in_turn(void **state)
{
	day_t expected = -719162;
	int valid = 0;

	(void)state;
	for (int year = 1; year <= 9999; year++) {
		for (int month = 1; month <= 12; month++) {
			for (int day = 1; day_valid(year, month, day); day++, valid++) {
				int y, m, d;

				if (day_of(year, month, day) != expected)
					fail_msg("%d-%d-%d", year, month, day);
				day_split(expected++, &y, &m, &d);
				if (y != year || m != month || d != day)
					fail_msg("%d-%d-%d", year, month, day);
			}
		}
	}
	assert_int_equal(valid, 2932896 + 719162 + 1);
}

static void impossible_days(void **state)
{
	static const int bad[][3] = {{1900, 2, 29}, {2026, 2, 29}, {2024, 4, 31}, {2024, 13, 1},
		{2024, 0, 1}, {2024, 1, 0}, {2024, 1, 32}, {0, 1, 1}, {10000, 1, 1}, {-1, 1, 1}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(day_valid(bad[i][0], bad[i][1], bad[i][2]));
}

static void parses_days_exactly(void **state)
{
	static const char *const bad[] = {"", "2026", "2026-03", "2026-3-16", "2026-03-1",
		"2026/03/16", "2026-03-16 ", " 2026-03-16", "2026-02-29", "20260316", "2026-03-16T",
		"-026-03-16", "+026-03-16", "2026-03-1６"};
	day_t d = 5;
	char text[11];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(day_parse(bad[i], &d));
	assert_int_equal(d, 5);
	assert_true(day_parse("2026-03-16", &d));
	assert_int_equal(d, 20528);
	day_format(d, text);
	assert_string_equal(text, "2026-03-16");
	day_format(-719162, text);
	assert_string_equal(text, "0001-01-01");
}

static void beijing_is_eight_hours_ahead(void **state)
{
	static const char *const bad[] = {"", "2026-03-16", "2026-03-16T", "2026-03-16T9:00",
		"2026-03-16T09:00:", "2026-03-16T24:00", "2026-03-16T09:60", "2026-03-16T09:00:60",
		"2026-03-16T09:00Z", "2026-03-16 09:00", "2026-03-16T09:00:00 "};
	struct civil c;
	int64_t ms = 1;
	char text[20], hm[6];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(clock_parse(bad[i], &ms));
	assert_int_equal(ms, 1);
	/* 2026-03-16T01:00Z is 1773622800 */
	assert_true(clock_parse("2026-03-16T09:00", &ms));
	assert_true(ms == INT64_C(1773622800000));
	assert_true(clock_parse("2026-03-16T09:00:07", &ms));
	assert_true(ms == INT64_C(1773622807000));
	clock_format(ms, text);
	assert_string_equal(text, "2026-03-16 09:00:07");
	clock_format_hm(ms, hm);
	assert_string_equal(hm, "09:00");
	c = clock_civil(-1); /* a millisecond before 1970 in London */
	assert_int_equal(c.year, 1970);
	assert_int_equal(c.hour, 7);
	assert_int_equal(c.minute, 59);
	assert_int_equal(c.second, 59);
	assert_true(clock_wall(&c) == -1000);
	/* a summer-time day of 1986: the civil calendar here has none */
	assert_true(clock_parse("1986-05-04T00:00", &ms));
	assert_int_equal(ms / 1000, INT64_C(5967) * 86400 - 8 * 3600);
}

static void starts_where_the_environment_says(void **state)
{
	char text[20];

	(void)state;
	clock_format(clock_now_ms(), text);
	assert_memory_equal(text, "2026-03-16 09:0", 15);
	assert_int_equal(clock_today(), 20528);
}

static void held_until_advanced(void **state)
{
	int64_t wall, mono;

	(void)state;
	clock_hold(true);
	wall = clock_now_ms();
	mono = clock_mono_ms();
	for (int i = 0; i < 100000; i++)
		assert_true(clock_now_ms() == wall && clock_mono_ms() == mono);
	clock_advance(61000);
	assert_true(clock_now_ms() == wall + 61000);
	assert_true(clock_mono_ms() == mono + 61000);
	clock_start_at(INT64_C(1773622800000));
	assert_true(clock_now_ms() == INT64_C(1773622800000));
	clock_hold(false);
	clock_advance(5000);
	assert_in_range(clock_now_ms() - INT64_C(1773622805000), 0, 60000);
	assert_in_range(clock_mono_ms() - mono, 66000, 126000);
}

/* Midnight in Beijing is 16:00 UTC the day before. */
static void today_turns_at_local_midnight(void **state)
{
	int64_t ms;

	(void)state;
	clock_hold(true);
	assert_true(clock_parse("2026-03-16T23:59:59", &ms));
	clock_start_at(ms);
	assert_int_equal(clock_today(), 20528);
	clock_advance(999);
	assert_int_equal(clock_today(), 20528);
	clock_advance(1);
	assert_int_equal(clock_today(), 20529);
	clock_hold(false);
}

static void names_this_boot(void **state)
{
	const char *id = clock_boot_id();

	(void)state;
	assert_int_equal(strlen(id), 32);
	assert_int_equal(strspn(id, "0123456789abcdef"), 32);
	assert_ptr_equal(id, clock_boot_id());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days),
		cmocka_unit_test(every_day_in_turn),
		cmocka_unit_test(impossible_days),
		cmocka_unit_test(parses_days_exactly),
		cmocka_unit_test(beijing_is_eight_hours_ahead),
		cmocka_unit_test(starts_where_the_environment_says),
		cmocka_unit_test(held_until_advanced),
		cmocka_unit_test(today_turns_at_local_midnight),
		cmocka_unit_test(names_this_boot),
	};

	setenv("ONETRIP_NOW", "2026-03-16T09:00", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
