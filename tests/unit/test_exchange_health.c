/* SPDX-License-Identifier: MIT
 *
 * Breakers, quotas, figures and clocks by themselves, with the clock held.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/fault.h"
#include "core/exchange/health.h"
#include "core/exchange/skew.h"

static const struct gateway here = {.name = "here", .dialect = &dialect_zjgw, .base = "http://x"};
static const struct resource police = {.id = "POP-01", .department = "公安", .origin = &here};
static const struct resource police2 = {.id = "POP-02", .department = "公安", .origin = &here};
static const struct resource homes = {.id = "BDC-01", .department = "自然", .origin = &here};

static struct health health;

static int begin(void **state)
{
	(void)state;
	health = (struct health){.num = 1, .den = 1};
	clock_start_at(1773622800000); /* 2026-03-16 09:00 in Beijing */
	clock_hold(true);
	return 0;
}

static void ended(const struct resource *r, enum outcome outcome, const char *code, int took)
{
	struct reply reply = {.outcome = outcome, .took_ms = took};

	text_copy(reply.code, sizeof(reply.code), code);
	health_note(&health, r, &reply, 0);
}

static int check(const struct resource *r)
{
	return health_check(&health, r, false);
}

static void test_breaker(void **state)
{
	const struct health_unit *u = health.units;

	(void)state;
	for (int i = 0; i < TRIP_FAILURES; i++) {
		assert_int_equal(check(&police), FAULT_NONE);
		ended(i % 2 ? &police : &police2, OUTCOME_AGAIN, "timeout", 10000);
		clock_advance(1000);
	}
	assert_int_equal(u->breaker, BREAKER_OPEN);
	assert_string_equal(u->code, "timeout");
	assert_int_equal(u->first_failure_ms, 1773622800000);
	assert_int_equal(check(&police), FAULT_BREAKER);
	assert_int_equal(check(&police2), FAULT_BREAKER);
	assert_int_equal(check(&homes), FAULT_NONE);       /* another department */
	assert_int_equal(health_check(&health, &police, true), FAULT_NONE);
	clock_advance(TRIP_MS - 1001);
	assert_int_equal(check(&police), FAULT_BREAKER);
	clock_advance(1);
	assert_int_equal(check(&police), FAULT_NONE);      /* one probe */
	assert_int_equal(u->breaker, BREAKER_HALF);
	assert_int_equal(check(&police2), FAULT_BREAKER);  /* and no second */
	ended(&police, OUTCOME_AGAIN, "reset", 10);
	assert_int_equal(u->breaker, BREAKER_OPEN);
	clock_advance(2 * TRIP_MS - 1);                    /* twice as long */
	assert_int_equal(check(&police), FAULT_BREAKER);
	clock_advance(1);
	assert_int_equal(check(&police), FAULT_NONE);
	health_unknown(&health, &police);                  /* the clerk stopped it */
	assert_int_equal(check(&police), FAULT_NONE);
	ended(&police, OUTCOME_FOUND, "00", 300);
	assert_int_equal(u->breaker, BREAKER_CLOSED);
	assert_int_equal(u->first_failure_ms, 0);
	assert_int_equal(check(&police2), FAULT_NONE);
}

/* However often: five minutes are the longest. */
static void test_longest(void **state)
{
	(void)state;
	for (int i = 0; i < 12; i++) {
		ended(&police, OUTCOME_AGAIN, "refused", 1);
		clock_advance(TRIP_LONGEST_MS);
		assert_int_equal(check(&police), FAULT_NONE);
	}
}

/* No, nonsense and refusals come from somebody who is there. */
static void test_only_silence_counts(void **state)
{
	static const enum outcome there[] = {OUTCOME_DENIED, OUTCOME_BADASK, OUTCOME_BROKEN,
		OUTCOME_STALE, OUTCOME_NOTHING};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(there); i++) {
		ended(&police, OUTCOME_AGAIN, "x", 1);
		ended(&police, OUTCOME_AGAIN, "x", 1);
		ended(&police, there[i], "x", 1);
		assert_int_equal(check(&police), FAULT_NONE);
	}
}

/* What a gateway asks to be left alone for. */
static void test_rest(void **state)
{
	struct reply reply = {.outcome = OUTCOME_AGAIN};

	(void)state;
	health_note(&health, &police, &reply, 300);
	assert_int_equal(check(&police), FAULT_BREAKER);
	clock_advance(299999);
	assert_int_equal(check(&police), FAULT_BREAKER);
	clock_advance(1);
	assert_int_equal(check(&police), FAULT_NONE);
}

static void test_quota(void **state)
{
	(void)state;
	ended(&police, OUTCOME_LIMIT, "18", 100);
	assert_int_equal(check(&police), FAULT_QUOTA);
	assert_int_equal(check(&police2), FAULT_NONE); /* quotas are an interface's */
	assert_int_equal(health_check(&health, &police, true), FAULT_NONE);
	clock_advance((int64_t)15 * 3600 * 1000 - 1);
	assert_int_equal(check(&police), FAULT_QUOTA);
	clock_advance(1); /* midnight in Beijing */
	assert_int_equal(check(&police), FAULT_NONE);
	ended(&police, OUTCOME_LIMIT, "18", 100);
	health_reset(&health, NULL);
	assert_int_equal(check(&police), FAULT_NONE);
	ended(&police, OUTCOME_LIMIT, "18", 100);
	ended(&police, OUTCOME_FOUND, "00", 100); /* it insisted and was answered */
	assert_int_equal(check(&police), FAULT_NONE);
}

static void test_reset(void **state)
{
	(void)state;
	for (int i = 0; i < TRIP_FAILURES; i++) {
		ended(&police, OUTCOME_AGAIN, "x", 1);
		ended(&homes, OUTCOME_AGAIN, "x", 1);
	}
	health_reset(&health, "公安");
	assert_int_equal(check(&police), FAULT_NONE);
	assert_int_equal(check(&homes), FAULT_BREAKER);
	health_reset(&health, NULL);
	assert_int_equal(check(&homes), FAULT_NONE);
}

static void test_figures(void **state)
{
	struct health_figures f;

	(void)state;
	ended(&police, OUTCOME_FOUND, "00", 9999);
	clock_advance(400000);
	for (int i = 1; i <= 20; i++)
		ended(&police, OUTCOME_FOUND, "00", 100 * i);
	ended(&police, OUTCOME_AGAIN, "timeout", 10000);
	ended(&police, OUTCOME_DENIED, "x", 1); /* says nothing of how fast data comes */
	f = health_figures(&health.units[0], 300000);
	assert_int_equal(f.asked, 21);
	assert_int_equal(f.good, 20);
	assert_int_equal(f.typical_ms, 1100);
	assert_int_equal(f.slow_ms, 2000);
	clock_advance(400000);
	f = health_figures(&health.units[0], 300000);
	assert_int_equal(f.asked, 0);
	assert_int_equal(f.typical_ms, -1);
}

static void test_many_departments(void **state)
{
	static char names[HEALTH_UNITS + 5][16];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct resource r = police;

		text_format(names[i], sizeof(names[i]), "d%zu", i);
		r.department = names[i];
		assert_int_equal(check(&r), FAULT_NONE);
		ended(&r, OUTCOME_AGAIN, "x", 1);
	}
	assert_int_equal(health.n_units, HEALTH_UNITS); /* the rest goes without a breaker */
}

/* ---- clocks ---- */

static void test_skew(void **state)
{
	struct skew s = {.n = 0};

	(void)state;
	assert_int_equal(skew_offset_ms(&s), 0);
	skew_add(&s, 0, 1000, 2000); /* no Date */
	assert_int_equal(s.n, 0);
	skew_add(&s, 1000000, 996000, 997000); /* 1000500 - 996500 */
	assert_int_equal(skew_median_ms(&s), 4000);
	assert_int_equal(skew_offset_ms(&s), 0); /* the line's, not the clock's */
	skew_add(&s, 1000000, 400000, 400000);
	skew_add(&s, 1000000, 400000, 400000);
	assert_int_equal(skew_offset_ms(&s), 600500);
	assert_false(skew_too_much(&s));
	for (int i = 0; i < 5; i++)
		skew_add(&s, 1000000, 1000500, 1000500); /* the clock was set right */
	assert_int_equal(skew_offset_ms(&s), 0);
	for (int i = 0; i < 3; i++)
		skew_add(&s, 1000, (int64_t)SKEW_MOST_MS + 10000, (int64_t)SKEW_MOST_MS + 10000);
	assert_true(skew_too_much(&s));
	assert_true(skew_median_ms(&s) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_breaker, begin),
		cmocka_unit_test_setup(test_longest, begin),
		cmocka_unit_test_setup(test_only_silence_counts, begin),
		cmocka_unit_test_setup(test_rest, begin),
		cmocka_unit_test_setup(test_quota, begin),
		cmocka_unit_test_setup(test_reset, begin),
		cmocka_unit_test_setup(test_figures, begin),
		cmocka_unit_test_setup(test_many_departments, begin),
		cmocka_unit_test_setup(test_skew, begin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
