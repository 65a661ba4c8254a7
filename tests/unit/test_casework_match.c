/* SPDX-License-Identifier: MIT
 *
 * Two people or one (capability R2): what each sign counts, from the table in match.h; nobody here is
 * real. Characters taken back as standard: General Standard Chinese Characters Table (2013), app. 1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/casework/match.h"
#include "core/standards/tables.h"

static struct person_facts person(const char *number, const char *name, const char *birth,
	const char *phone, const char *address)
{
	struct person_facts p = {.birth = DAY_NONE};

	text_copy(p.number, sizeof p.number, number);
	text_copy(p.name, sizeof p.name, name);
	text_copy(p.phone, sizeof p.phone, phone);
	text_copy(p.address, sizeof p.address, address);
	if (*birth)
		assert_true(day_parse(birth, &p.birth));
	return p;
}

#define A "339901198808081226"
#define B "339901195203150010"

static const struct {
	const char *a[5], *b[5]; /* number, name, birth, telephone, address */
	int score;
} rows[] = {
	/* a number is certain, whatever else is written */
	{{A, "李小梅", "", "", ""}, {A, "李晓梅", "", "", ""}, 100},
	{{A, "李小梅", "1988-08-08", "139", "演示路1号"}, {B, "李小梅", "1988-08-08", "139", "演示路1号"}, 15},
	/* names */
	{{"", "李小梅", "", "", ""}, {A, "李小梅", "", "", ""}, 40},
	{{"", "王喆", "", "", ""}, {"", "王哲", "", "", ""}, 34},
	{{"", "陈堃", "", "", ""}, {"", "陈坤", "", "", ""}, 34},
	{{"", "李小梅", "", "", ""}, {"", "李晓梅", "", "", ""}, 28},
	{{"", "李小梅", "", "", ""}, {"", "李小兰", "", "", ""}, 14},
	{{"", "李小梅", "", "", ""}, {"", "李梅", "", "", ""}, 14},
	{{"", "李小梅", "", "", ""}, {"", "赵大海", "", "", ""}, 0},
	{{"", "", "", "", ""}, {"", "", "", "", ""}, 0},
	/* birth dates: the same, days apart, day and month changed, one digit, the year, another */
	{{"", "李小梅", "1988-08-08", "", ""}, {"", "李小梅", "1988-08-08", "", ""}, 70},
	{{"", "李小梅", "1988-08-08", "", ""}, {"", "李小梅", "1988-08-10", "", ""}, 58},
	{{"", "李小梅", "1988-03-08", "", ""}, {"", "李小梅", "1988-08-03", "", ""}, 58},
	{{"", "李小梅", "1988-08-08", "", ""}, {"", "李小梅", "1986-08-08", "", ""}, 58},
	{{"", "李小梅", "1988-08-08", "", ""}, {"", "李小梅", "1988-01-29", "", ""}, 46},
	{{"", "李小梅", "1988-08-08", "", ""}, {"", "李小梅", "1961-01-29", "", ""}, 10},
	/* the rest, and that without a number nothing is certain */
	{{"", "李小梅", "", "13900001111", ""}, {"", "李小梅", "", "13900001111", ""}, 65},
	{{"", "", "", "", "演示市城东区晨光街道启明路2号"}, {"", "", "", "", "演示市城东区晨光街道启明路2号"}, 20},
	{{"", "", "", "", "启明路2号1幢301"}, {"", "", "", "", "演示市城东区启明路2号1幢301"}, 10},
	{{"", "李小梅", "1988-08-08", "139", "演示路1号"}, {"", "李小梅", "1988-08-08", "139", "演示路1号"}, 99},
};

static void every_sign_has_its_points_in_both_orders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *const *x = rows[i].a, *const *y = rows[i].b;
		struct person_facts a = person(x[0], x[1], x[2], x[3], x[4]);
		struct person_facts b = person(y[0], y[1], y[2], y[3], y[4]);
		struct match m = match_people(&a, &b), n = match_people(&b, &a);
		if (m.score != rows[i].score)
			fail_msg("row %zu: %d", i, m.score);
		assert_int_equal(n.score, m.score);
		assert_int_equal(n.signs, m.signs);
	}
}

/* Whoever decides reads the points, and nothing of the people. */
static void a_score_is_explained(void **state)
{
	struct person_facts a = person("", "王喆", "1988-08-08", "13900001111", "");
	struct person_facts b = person("", "王哲", "1988-08-08", "13900001111", "");
	char words[MATCH_TEXT];

	(void)state;
	struct match m = match_people(&a, &b);
	match_words(&m, words);
	assert_string_equal(words, "same name in other characters 34, same birth date 30, same telephone 25");
	assert_int_equal(m.score, 34 + 30 + 25);
}

static void names_worth_a_closer_look(void **state)
{
	(void)state;
	assert_true(match_names_near("李小梅", "李晓梅"));
	assert_true(match_names_near("李小梅", "黎小梅")); /* sounds so */
	assert_true(match_names_near("李小梅", "李梅"));
	assert_false(match_names_near("李小梅", "王小梅"));
	assert_false(match_names_near("李小梅", "李"));
	assert_false(match_names_near("李小梅", ""));
}

static int open_tables(void **state)
{
	char path[PATH_SIZE];
	int64_t now;

	(void)state;
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	assert_int_equal(file_asset("codes", path), OK);
	return (int)tables_open(path);
}

static int close_tables(void **state)
{
	(void)state;
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sign_has_its_points_in_both_orders),
		cmocka_unit_test(a_score_is_explained),
		cmocka_unit_test(names_worth_a_closer_look),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
