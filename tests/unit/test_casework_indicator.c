/* SPDX-License-Identifier: MIT
 *
 * The check against the capability index: formulas of domain.md section 6 over items written here and
 * worked out by hand, thresholds compared exactly, the table's mistakes with their lines.
 */
#include "tests/unit/command_run.h"

#define run city_run /* both headers name a struct so */
#include "tests/unit/demo_hall.h"
#undef run
#include "core/casework/oversight/indicator.h"
#include "tui/commands/report.h"

/* Four items: at once (law 3), 15 calendar days by law and 5 promised, no term by law, and an appeal. */
static const struct item items[] = {
	{.legal = {3, true}, .promised = {0, true}, .target_trips = 0, .channels = CHANNEL_WINDOW | CHANNEL_ONLINE},
	{.legal = {15, false}, .promised = {5, true}, .target_trips = 1, .channels = CHANNEL_WINDOW,
		.onsite = "photograph"},
	{.legal = {-1, true}, .promised = {1, true}, .target_trips = 2, .channels = CHANNEL_WINDOW, .onsite = ""},
	{.legal = {5, true}, .promised = {5, true}, .appeal = HOTLINE_12345},
};

static const struct {
	enum item_formula formula;
	int64_t above, below;
} counted[] = {
	{FORMULA_INSTANT, 1, 3},
	/* law 3.00 + 15 * 250/365 = 10.27; promised 0 + 5.00 */
	{FORMULA_COMPRESSION, 300 + 1027 - 500, 300 + 1027},
	{FORMULA_TRIPS, 3, 3},
	{FORMULA_ONE_TRIP, 2, 3},
	{FORMULA_NO_TRIP, 1, 2},     /* the second is bound to a visit */
	{FORMULA_ONLINE, 1, 3},
	{FORMULA_GUIDE, 0, 3},
};

static void test_items(void **state)
{
	(void)state;
	for (size_t k = 0; k < COUNT_OF(counted); k++) {
		struct share_of sum = {0, 0};
		for (size_t i = 0; i < COUNT_OF(items); i++) {
			struct share_of one = item_share(counted[k].formula, &items[i]);
			sum.above += one.below > 0 ? one.above : 0;
			sum.below += one.below > 0 ? one.below : 0;
		}
		assert_int_equal(sum.above, counted[k].above);
		assert_int_equal(sum.below, counted[k].below);
	}
}

static const struct {
	enum unit unit;
	bool less;
	int64_t threshold;
	struct share_of sum;
	enum standing standing;
	int64_t value, missing, need;
} measured[] = {
	/* 6 of 16 are 37.5 %; 76.1 % of 16 are 12.176, so 13: 7 more */
	{UNIT_PERCENT, false, 7610, {6, 16}, STANDING_SHORT, 3750, 3860, 7},
	{UNIT_PERCENT, false, 7610, {13, 16}, STANDING_MET, 8125, 0, 0},
	/* 761 of 1000 is the threshold; 7609 of 10000 is one short of it */
	{UNIT_PERCENT, false, 7610, {761, 1000}, STANDING_MET, 7610, 0, 0},
	{UNIT_PERCENT, false, 7610, {7609, 10000}, STANDING_SHORT, 7609, 1, 1},
	/* 99.996 % shows as 100.00 % and is not 100 % */
	{UNIT_PERCENT, false, 10000, {24999, 25000}, STANDING_SHORT, 10000, 1, 1},
	/* a mean of 1.5 trips where 1 is wanted: 8 trips of 16 items have to go */
	{UNIT_MEAN, true, 100, {24, 16}, STANDING_SHORT, 150, 50, 8},
	{UNIT_MEAN, true, 100, {16, 16}, STANDING_MET, 100, 0, 0},
	{UNIT_PERCENT, false, -1, {1, 2}, STANDING_SHOWN, 5000, 0, 0},
	{UNIT_PERCENT, false, 5000, {0, 0}, STANDING_UNKNOWN, 0, 0, 0},
};

static void test_measure(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(measured); i++) {
		struct indicator x = {.of = OF_ITEMS, .unit = measured[i].unit, .less = measured[i].less,
			.threshold = measured[i].threshold};
		struct indicator_value v = indicator_measure(&x, measured[i].sum);
		assert_int_equal(v.standing, measured[i].standing);
		assert_int_equal(v.value, measured[i].value);
		assert_int_equal(v.missing, measured[i].missing);
		assert_int_equal(v.need, measured[i].need);
	}
	struct indicator none = {.of = OF_NOTHING, .threshold = -1};
	assert_int_equal(indicator_measure(&none, (struct share_of){5, 5}).standing, STANDING_UNKNOWN);
}

static enum err load(const char *text, const char *on, struct indicators *out, struct buf *messages)
{
	char folder[] = "/tmp/onetrip-test-XXXXXX", path[80];
	day_t day = 0;

	assert_true(day_parse(on, &day));
	assert_non_null(mkdtemp(folder));
	text_format(path, sizeof path, "%s/indicators.tsv", folder);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	buf_clear(messages);
	enum err e = indicators_load(path, day, out, messages);
	assert_int_equal(file_remove_tree(folder), OK);
	return e;
}

/* Of a code the newest row that has begun counts; a formula nobody knows is told with its line. */
static void test_table(void **state)
{
	static const char rows[] =
		"a\teffect\t甲\tA\titem.instant\tmore\t76.1\t\tS\n"
		"a\teffect\t甲\tA\titem.instant\tmore\t87.73\t2026-01-01\tS\n"
		"b\thall\t乙\tB\tcase.in-time\tmore\t100\t2026-06-01\tS\n"
		"c\tways\t丙\tC\tnone\tmore\t\t\tS\n";
	static const char *const wrong[] = {"a\teffect\t甲\tA\titem.moon\tmore\t1\t\tS\n",
		"a\tmoon\t甲\tA\tnone\tmore\t1\t\tS\n", "a\teffect\t甲\tA\tnone\tmany\t1\t\tS\n",
		"a\teffect\t甲\tA\tnone\tmore\t1.234\t\tS\n", "a\teffect\t甲\tA\tnone\tmore\t-1\t\tS\n",
		"a\teffect\t甲\tA\tcase.received\tmore\t1\t\tS\n", "a\teffect\t甲\tA\tnone\tmore\t1\t2026-13-01\tS\n"};
	struct indicators x;
	struct buf messages;

	(void)state;
	buf_init(&messages, 4096);
	assert_int_equal(load(rows, "2025-12-31", &x, &messages), OK);
	assert_int_equal(x.n, 2);
	assert_int_equal(x.list[0].threshold, 7610);
	assert_int_equal(x.list[1].threshold, -1);
	assert_int_equal(load(rows, "2026-06-01", &x, &messages), OK);
	assert_int_equal(x.n, 3);
	assert_int_equal(x.list[0].threshold, 8773);
	assert_int_equal(x.list[1].which, FIGURE_IN_TIME);
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		assert_int_equal(load(wrong[i], "2026-06-01", &x, &messages), ERR_SYNTAX);
		assert_non_null(strstr(buf_text(&messages), "indicators.tsv:1: "));
	}
	buf_release(&messages);
}

/* The hall's own table over a demo hall with a past, in all three forms; appeals and ratings beside it. */
static void test_command(void **state)
{
	static const char *const by[] = {"index", "appeal", "rating"};
	static const char *const say[] = {"\"instant\",", "\"registered\",", "\"well_content\","};
	static const char *const forms[] = {"text", "csv", "html"};
	struct hall *hall = hall_new(STORE_DEMO);
	char line[300];
	struct run r;

	(void)state;
	hall->history.cases = 60;
	assert_int_equal(history_lay(&hall->history), OK);
	store_close(hall->store);
	hall->store = NULL;
	for (size_t i = 0; i < COUNT_OF(by); i++)
		for (size_t k = 0; k < COUNT_OF(forms); k++) {
			run_init(&r, command_report, "report");
			text_format(line, sizeof line, "--demo %s --month 2026-03 --by %s --format %s", hall->folder,
				by[i], forms[k]);
			assert_int_equal(run(&r, line), 0);
			if (k == 1)
				must_say(&r, say[i]);
			if (k == 2)
				must_say(&r, "</html>");
			assert_false(said(&r, "Project-Id-Version")); /* a column without a heading has none */
			buf_release(&r.out);
		}
	hall_free(hall);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_measure),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_command),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
