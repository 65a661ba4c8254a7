/* SPDX-License-Identifier: MIT
 *
 * How departments stand (ux.md S16, exchange.md sections 7 and 8): lights, figures, countdown, the
 * strip of ten minutes, and the one line of a gateway that is down.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/standing.h"

static const struct gateway zj = {.name = "province", .dialect = &dialect_zjgw, .base = "http://x"};
static const struct gateway xr = {.name = "road", .dialect = &dialect_xroad, .base = "http://y"};
static struct resource resources[] = {
	{.id = "HRS-01", .department = "人社", .origin = &zj, .safe = true},
	{.id = "LAW-01", .department = "司法", .sharing = SHARING_NONE},
	{.id = "POP-01", .department = "公安", .origin = &zj, .safe = true},
	{.id = "POP-02", .department = "公安", .origin = &zj, .safe = true},
	{.id = "TAX-01", .department = "税务", .origin = &xr, .safe = true},
};
static const struct catalog catalog = {.resources = resources, .n_resources = COUNT_OF(resources)};
static const struct resource *const labour = &resources[0], *const police = &resources[2],
	*const tax = &resources[4];

static struct health health;
static struct standing_row rows[STANDING_ROWS];

static int begin(void **state)
{
	(void)state;
	health = (struct health){.num = 1, .den = 1};
	clock_start_at(1773622800000); /* 2026-03-16 09:00 in Beijing */
	clock_hold(true);
	return 0;
}

static void ended(const struct resource *r, enum outcome outcome, int took)
{
	struct reply reply = {.outcome = outcome, .took_ms = took};

	health_note(&health, r, &reply, 0);
}

static size_t read_rows(void)
{
	return standing_read(&catalog, health.units, health.n_units, rows);
}

static enum standing of(const struct resource *r)
{
	size_t n = read_rows();

	for (size_t i = 0; i < n; i++)
		if (rows[i].origin == r->origin && rows[i].department &&
			strcmp(rows[i].department, r->department) == 0)
			return rows[i].standing;
	return STANDING_COUNT;
}

static void test_one_row_a_department(void **state)
{
	(void)state;
	assert_int_equal(read_rows(), 3); /* what is not shared has no line */
	assert_string_equal(rows[0].department, "人社");
	assert_string_equal(rows[1].department, "公安");
	assert_string_equal(rows[2].department, "税务");
	for (int i = 0; i < 3; i++)
		assert_int_equal(rows[i].standing, STANDING_UNKNOWN);
	assert_null(rows[0].unit);
	assert_int_equal(standing_retry_s(&rows[0]), 0);
}

static void test_lights(void **state)
{
	static const struct {
		enum outcome outcome;
		enum standing standing;
	} lights[] = {{OUTCOME_FOUND, STANDING_UP}, {OUTCOME_NOTHING, STANDING_UP},
		{OUTCOME_AGAIN, STANDING_DOWN}, {OUTCOME_STALE, STANDING_CLOSED},
		{OUTCOME_LIMIT, STANDING_QUOTA}, {OUTCOME_DENIED, STANDING_CLOSED},
		{OUTCOME_BADASK, STANDING_CLOSED}, {OUTCOME_BROKEN, STANDING_BROKEN}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lights); i++) {
		ended(police, lights[i].outcome, 300);
		assert_int_equal(of(police), lights[i].standing);
	}
	health_reset(&health, "公安"); /* what is forgotten is not known */
	assert_int_equal(of(police), STANDING_UNKNOWN);
}

static void test_slow(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++)
		ended(tax, OUTCOME_FOUND, 2999);
	assert_int_equal(of(tax), STANDING_UP);
	for (int i = 0; i < 4; i++)
		ended(tax, OUTCOME_FOUND, 3000);
	assert_int_equal(of(tax), STANDING_SLOW);
	read_rows();
	assert_int_equal(rows[2].figures.typical_ms, 3000);
	clock_advance(STANDING_SPAN_MS + 1); /* five minutes later nobody knows */
	read_rows();
	assert_int_equal(rows[2].figures.asked, 0);
}

static void test_countdown(void **state)
{
	(void)state;
	for (int i = 0; i < TRIP_FAILURES; i++)
		ended(police, OUTCOME_AGAIN, 10000);
	assert_int_equal(of(police), STANDING_DOWN);
	assert_int_equal(standing_retry_s(&rows[1]), TRIP_MS / 1000);
	clock_advance(500);
	read_rows();
	assert_int_equal(standing_retry_s(&rows[1]), TRIP_MS / 1000); /* begun seconds count */
	clock_advance(TRIP_MS);
	assert_int_equal(of(police), STANDING_DOWN);
	assert_int_equal(standing_retry_s(&rows[1]), 0);
	assert_int_equal(health_check(&health, police, false), 0);
	assert_int_equal(of(police), STANDING_TRYING);
}

/* "gateway down: one line, not 12" */
static void test_gateway_down(void **state)
{
	(void)state;
	ended(police, OUTCOME_AGAIN, 10);
	assert_int_equal(read_rows(), 3); /* one department is not the gateway */
	ended(labour, OUTCOME_AGAIN, 10);
	assert_int_equal(read_rows(), 2);
	assert_null(rows[0].department);
	assert_string_equal(rows[0].origin->name, "province");
	assert_int_equal(rows[0].departments, 2);
	assert_int_equal(rows[0].standing, STANDING_DOWN);
	assert_string_equal(rows[1].department, "税务");
	ended(labour, OUTCOME_DENIED, 10); /* who says no is there */
	assert_int_equal(read_rows(), 3);
}

static void test_strip(void **state)
{
	char strip[STRIP_CELLS + 1];

	(void)state;
	standing_strip(NULL, strip);
	assert_string_equal(strip, "                    ");
	ended(police, OUTCOME_FOUND, 100);
	clock_advance(STRIP_CELL_MS);
	ended(police, OUTCOME_FOUND, 100);
	ended(police, OUTCOME_AGAIN, 100);
	clock_advance(2 * STRIP_CELL_MS);
	ended(police, OUTCOME_NOTHING, 100);
	standing_strip(&health.units[0], strip);
	assert_string_equal(strip, "                .X .");
	clock_advance(17 * (int64_t)STRIP_CELL_MS);
	standing_strip(&health.units[0], strip);
	assert_string_equal(strip, "X .                 ");
	clock_advance(20 * (int64_t)STRIP_CELL_MS);
	standing_strip(&health.units[0], strip);
	assert_string_equal(strip, "                    ");
}

/* Whatever is wrong, there is something to say, in both languages, and it fits the message row. */
static void test_words(void **state)
{
	static const char longest[] = "Civil affairs: ";

	(void)state;
	for (int s = 0; s < STANDING_COUNT; s++) {
		const char *say = standing_say((enum standing)s);
		assert_int_equal(*say == '\0', s == STANDING_UNKNOWN || s == STANDING_UP);
		assert_true(text_cells(say) + strlen(longest) <= 76);
	}
	assert_int_equal(i18n_start("zh"), OK);
	for (int s = 0; s < STANDING_COUNT; s++) {
		const char *say = standing_say((enum standing)s), *word = standing_word((enum standing)s);
		assert_string_not_equal(_(word), word);
		if (*say)
			assert_string_not_equal(_(say), say);
		if (*say)
			assert_true(text_cells(_(say)) + text_cells("公积金: ") <= 76);
	}
	assert_int_equal(i18n_start("en"), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_one_row_a_department, begin),
		cmocka_unit_test_setup(test_lights, begin),
		cmocka_unit_test_setup(test_slow, begin),
		cmocka_unit_test_setup(test_countdown, begin),
		cmocka_unit_test_setup(test_gateway_down, begin),
		cmocka_unit_test_setup(test_strip, begin),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
