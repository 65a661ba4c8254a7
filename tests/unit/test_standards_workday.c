/* SPDX-License-Identifier: MIT
 *
 * The calendar and due dates: all vectors, those of the domain notes, and a slow second opinion.
 */
#include "core/standards/workday.h"

#include "tests/unit/standards_vectors.h"

static day_t day(const char *text)
{
	day_t d = DAY_NONE;

	assert_true(day_parse(text, &d));
	return d;
}

static int64_t wall(const char *text)
{
	int64_t ms = 0;

	assert_true(clock_parse(text, &ms));
	return ms;
}

static size_t parse_pauses(const char *text, struct pause *pauses)
{
	size_t n = 0;

	while (*text && strcmp(text, "-") != 0) {
		char from[11], to[11];

		text_copyn(from, sizeof(from), text, 10);
		text_copyn(to, sizeof(to), text + 11, 10);
		pauses[n++] = (struct pause){day(from), day(to)};
		text += text[21] == ';' ? 22 : 21;
	}
	return n;
}

static void expect(const char *start, int n, const char *unit, const char *pauses,
	enum due_rule rule, const char *want, bool provisional)
{
	struct pause list[8];
	size_t n_pauses = parse_pauses(pauses, list);
	struct due due = {0};
	char is[11];

	assert_int_equal(workday_due(wall(start), n, *unit == 'C' ? DUE_CALENDAR : DUE_WORKING,
				 rule, list, n_pauses, &due),
		OK);
	day_format(due.day, is);
	if (strcmp(is, want) != 0)
		fail_msg("%s + %d %s, pauses %s, rule %c: %s, expected %s", start, n, unit, pauses,
			rule == DUE_RULE_A ? 'A' : 'B', is, want);
	assert_int_equal(due.provisional, provisional);
}

static void vectors(void **state)
{
	struct tsv t = {0};

	(void)state;
	load_vectors("workdays.tsv", 8, &t);
	assert_int_equal(t.rows, 130);
	for (size_t r = 0; r < t.rows; r++) {
		const char *start = tsv_cell(&t, r, 0), *unit = tsv_cell(&t, r, 2);
		const char *pauses = tsv_cell(&t, r, 3);
		int n = (int)strtol(tsv_cell(&t, r, 1), NULL, 10);
		bool provisional = strcmp(tsv_cell(&t, r, 6), "PROVISIONAL") == 0;

		expect(start, n, unit, pauses, DUE_RULE_A, tsv_cell(&t, r, 4), provisional);
		expect(start, n, unit, pauses, DUE_RULE_B, tsv_cell(&t, r, 5), provisional);
	}
	tsv_release(&t);
}

/* Many pauses, touching, overlapping or on days off, both sides of 17:00 and past the calendar. */
static void pauses_counted_elsewhere(void **state)
{
	static const enum due_rule rules[] = {DUE_RULE_A, DUE_RULE_B};
	struct tsv t = {0};

	(void)state;
	load_vectors("workdays_pauses.tsv", 8, &t);
	assert_int_equal(t.rows, 400);
	for (size_t r = 0; r < t.rows; r++)
		for (size_t k = 0; k < COUNT_OF(rules); k++)
			expect(tsv_cell(&t, r, 0), (int)strtol(tsv_cell(&t, r, 1), NULL, 10),
				tsv_cell(&t, r, 2), tsv_cell(&t, r, 3), rules[k], tsv_cell(&t, r, 4 + k),
				strcmp(tsv_cell(&t, r, 6 + k), "PROVISIONAL") == 0);
	tsv_release(&t);
}

/* domain.md section 4 */
static void domain_vectors(void **state)
{
	static const struct {
		const char *start;
		int n;
		const char *pauses, *due;
	} rows[] = {
		{"2017-01-20T10:00", 5, "-", "2017-01-26"},
		{"2017-01-26T10:00", 3, "-", "2017-02-06"},
		{"2017-06-14T10:00", 20, "-", "2017-07-12"},
		{"2017-06-14T10:00", 45, "-", "2017-08-16"},
		{"2017-06-14T10:00", 7, "2017-06-19/2017-06-23", "2017-06-29"},
		{"2017-06-16T10:00", 5, "2017-06-16/2017-06-20", "2017-06-27"},
		{"2017-09-29T10:00", 1, "-", "2017-09-30"},
		{"2017-12-29T10:00", 3, "-", "2018-01-04"},
		{"2018-02-09T10:00", 3, "-", "2018-02-13"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		expect(rows[i].start, rows[i].n, "W", rows[i].pauses, DUE_RULE_A, rows[i].due,
			false);
		expect(rows[i].start, rows[i].n, "W", rows[i].pauses, DUE_RULE_B, rows[i].due,
			false);
	}
}

/* standards.md section 5: working days of each published year. */
static void days_per_year(void **state)
{
	static const int days[] = {250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248};

	(void)state;
	for (int i = 0; i < (int)COUNT_OF(days); i++)
		assert_int_equal(
			workday_between(day_of(2015 + i, 12, 31), day_of(2016 + i, 12, 31)),
			days[i]);
}

static void single_days(void **state)
{
	(void)state;
	assert_true(workday_is(day("2018-02-11"))); /* make-up Sunday */
	assert_true(workday_is(day("2019-04-28"))); /* as amended */
	assert_true(workday_is(day("2019-05-05")));
	assert_false(workday_is(day("2019-05-03")));
	assert_false(workday_is(day("2020-01-31"))); /* prolonged to 2 February */
	assert_false(workday_is(day("2020-02-01"))); /* make-up Saturday cancelled */
	assert_true(workday_is(day("2020-02-03")));
	assert_false(workday_is(day("2026-10-01")));
	assert_int_equal(workday_next(day("2026-10-01")), day("2026-10-08"));
	assert_int_equal(workday_next(day("2026-10-10")), day("2026-10-10"));
	assert_int_equal(workday_horizon(), day("2026-12-31"));
	assert_int_equal(workday_between(day("2026-03-16"), day("2026-03-16")), 0);
	assert_int_equal(workday_between(day("2026-03-16"), day("2026-03-17")), 1);
	assert_int_equal(workday_between(day("2026-03-17"), day("2026-03-16")), 0);
}

static void zero_days(void **state)
{
	(void)state;
	expect("2026-03-16T10:00", 0, "W", "-", DUE_RULE_B, "2026-03-16", false);
	expect("2026-03-16T17:00", 0, "W", "-", DUE_RULE_A, "2026-03-16", false);
	expect("2026-03-16T17:00", 0, "W", "-", DUE_RULE_B, "2026-03-17", false);
	expect("2026-03-14T10:00", 0, "W", "-", DUE_RULE_A, "2026-03-16", false);
	expect("2026-03-14T10:00", 0, "C", "-", DUE_RULE_B, "2026-03-16", false);
}

static void after_hours(void **state)
{
	(void)state;
	expect("2026-03-16T16:59", 1, "W", "-", DUE_RULE_B, "2026-03-17", false);
	expect("2026-03-16T17:00", 1, "W", "-", DUE_RULE_B, "2026-03-18", false);
	expect("2026-03-16T23:59", 1, "W", "-", DUE_RULE_A, "2026-03-17", false);
	/* Beijing midnight is the day before in UTC */
	expect("2026-03-17T00:00", 1, "W", "-", DUE_RULE_B, "2026-03-18", false);
	/* the last evening before a holiday starts on the first day after it */
	expect("2026-09-30T18:00", 1, "W", "-", DUE_RULE_B, "2026-10-09", false);
}

static void pauses(void **state)
{
	(void)state;
	/* the day it begins counts, the day it ends does not */
	expect("2026-03-16T10:00", 3, "W", "2026-03-17/2026-03-19", DUE_RULE_B, "2026-03-23",
		false);
	/* begun and ended on one day: nothing taken out */
	expect("2026-03-16T10:00", 3, "W", "2026-03-17/2026-03-17", DUE_RULE_B, "2026-03-19",
		false);
	/* overlapping, touching, and in any order */
	expect("2026-03-16T10:00", 2, "W", "2026-03-18/2026-03-20;2026-03-16/2026-03-19",
		DUE_RULE_B, "2026-03-24", false);
	/* begun after the due date: no effect */
	expect("2026-03-16T10:00", 2, "W", "2026-03-18/2026-04-30", DUE_RULE_B, "2026-03-18",
		false);
	/* calendar days stand still as well */
	expect("2026-03-16T10:00", 5, "C", "2026-03-17/2026-03-20", DUE_RULE_B, "2026-03-24",
		false);
}

static void horizon(void **state)
{
	(void)state;
	expect("2026-12-30T10:00", 1, "W", "-", DUE_RULE_B, "2026-12-31", false);
	expect("2026-12-31T10:00", 1, "W", "-", DUE_RULE_B, "2027-01-01", true);
	expect("2026-12-31T17:00", 0, "W", "-", DUE_RULE_B, "2027-01-01", true);
	expect("2026-12-25T10:00", 9, "C", "-", DUE_RULE_B, "2027-01-04", true);
	/* the first notice of the State Council that is held is of 2007 */
	assert_int_equal(workday_beginning(), day_of(2007, 1, 1));
	expect("2006-10-02T10:00", 1, "W", "-", DUE_RULE_B, "2006-10-03", true);
	expect("2006-12-29T10:00", 1, "W", "-", DUE_RULE_B, "2007-01-04", true); /* 1 to 3 January are off */
	expect("2007-01-04T10:00", 1, "W", "-", DUE_RULE_B, "2007-01-05", false);
}

static void bad_input(void **state)
{
	struct pause backwards = {day_of(2026, 3, 17), day_of(2026, 3, 16)};
	struct pause many[DUE_PAUSES_MAX + 1] = {{0, 0}};
	struct pause endless = {day_of(2026, 3, 16), day_of(9999, 12, 31)};
	int64_t start = wall("2026-03-16T10:00");
	struct due due = {42, true};

	(void)state;
	assert_int_equal(workday_due(start, -1, DUE_WORKING, DUE_RULE_A, NULL, 0, &due), ERR_INPUT);
	assert_int_equal(
		workday_due(start, DUE_DAYS_MAX + 1, DUE_WORKING, DUE_RULE_A, NULL, 0, &due),
		ERR_INPUT);
	assert_int_equal(
		workday_due(start, 1, DUE_WORKING, DUE_RULE_A, &backwards, 1, &due), ERR_INPUT);
	assert_int_equal(workday_due(start, 1, DUE_WORKING, DUE_RULE_A, many, COUNT_OF(many), &due),
		ERR_INPUT);
	assert_int_equal(
		workday_due(start, 1, DUE_WORKING, DUE_RULE_A, &endless, 1, &due), ERR_LIMIT);
	assert_int_equal(
		workday_due(wall("9999-12-31T10:00"), 1, DUE_WORKING, DUE_RULE_A, NULL, 0, &due),
		ERR_LIMIT);
	assert_int_equal(due.day, 42);
	assert_int_equal(
		workday_due(start, DUE_DAYS_MAX, DUE_WORKING, DUE_RULE_A, NULL, 0, &due), OK);
}

/* Counts day by day, as a person with a wall calendar does. */
static day_t by_hand(day_t d, int n, bool calendar, const struct pause *p)
{
	while (n > 0) {
		d++;
		if (!(d > p->from && d <= p->to) && (calendar || workday_is(d)))
			n--;
	}
	while (!workday_is(d))
		d++;
	return d;
}

static void against_counting(void **state)
{
	(void)state;
	for (day_t d = day_of(2018, 1, 1); d < day_of(2026, 6, 1); d += 3) {
		int n = (d % 31) + 1;
		struct pause p = {d + d % 7, d + d % 7 + d % 11};
		struct due due;
		struct civil c = {.hour = 9};

		day_split(d, &c.year, &c.month, &c.day);
		assert_int_equal(workday_due(clock_wall(&c), n, d % 2 ? DUE_CALENDAR : DUE_WORKING,
					 DUE_RULE_A, &p, 1, &due),
			OK);
		assert_int_equal(due.day, by_hand(d, n, d % 2, &p));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(pauses_counted_elsewhere),
		cmocka_unit_test(domain_vectors),
		cmocka_unit_test(days_per_year),
		cmocka_unit_test(single_days),
		cmocka_unit_test(zero_days),
		cmocka_unit_test(after_hours),
		cmocka_unit_test(pauses),
		cmocka_unit_test(horizon),
		cmocka_unit_test(bad_input),
		cmocka_unit_test(against_counting),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
