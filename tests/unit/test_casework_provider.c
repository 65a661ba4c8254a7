/* SPDX-License-Identifier: MIT
 *
 * The report to departments, against asks and objections counted by hand, and as a command over a demo
 * hall with a past.
 */
#include "tests/unit/command_run.h"

#define run city_run /* both headers name a struct so */
#include "tests/unit/demo_hall.h"
#undef run
#include "core/casework/oversight/provider_letter.h"
#include "tui/commands/report.h"
#include "tui/commands/report_providers.h"

static struct hall *hall;
static struct providers counted;

static int set_up(void **state)
{
	(void)state;
	hall = hall_new(STORE_DEMO);
	memset(&counted, 0, sizeof counted);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hall_free(hall);
	return 0;
}

static const struct provider *of(const char *department)
{
	for (size_t i = 0; i < counted.n; i++)
		if (text_equal(counted.list[i].name, department))
			return &counted.list[i];
	fail_msg("no %s", department);
	abort();
}

static void asked(const char *resource, enum outcome outcome, int64_t took_ms)
{
	struct provider_ask a = {.resource = resource, .outcome = outcome, .took_ms = took_ms};

	providers_ask(&counted, hall->catalog, &a);
}

static int64_t at(const char *text)
{
	int64_t ms;

	assert_true(clock_parse(text, &ms));
	return ms;
}

/* Two resources of one department are one row; what was stopped is no ask. */
static void test_asks(void **state)
{
	(void)state;
	asked("POP-01", OUTCOME_FOUND, 400);
	asked("POP-03", OUTCOME_NOTHING, 500);
	asked("POP-01", OUTCOME_AGAIN, 3000);
	asked("POP-01", OUTCOME_BROKEN, 100);
	asked("POP-01", OUTCOME_LIMIT, 100);
	asked("POP-01", OUTCOME_DENIED, 100);
	asked("POP-01", OUTCOME_CANCELLED, 100);
	asked("HLT-01", OUTCOME_FOUND, 2000);
	asked("OLD-99", OUTCOME_FOUND, 10);
	providers_sort(&counted);
	assert_int_equal(counted.n, 2);
	assert_int_equal(counted.lost, 1);
	assert_string_equal(counted.list[0].name, "公安");
	assert_int_equal(counted.list[0].asks, 6);
	assert_int_equal(counted.list[0].failed, 3);
	assert_int_equal(counted.list[0].refused, 1);
}

/* 1, 2, 3, 4, 6, 8, 12, 16 ... ms begin a bucket: 400 lies in 384, 2000 in 1536, 0 in 1. */
static void test_times(void **state)
{
	static const struct {
		int64_t took;
		int shown;
	} vectors[] = {{0, 1}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 4}, {6, 6}, {400, 384}, {511, 384},
		{512, 512}, {2000, 1536}, {3072, 3072}, {1 << 20, 49152}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		memset(&counted, 0, sizeof counted);
		asked("POP-01", OUTCOME_FOUND, vectors[i].took);
		assert_int_equal(provider_within_ms(of("公安"), 50), vectors[i].shown);
	}
	memset(&counted, 0, sizeof counted);
	for (int i = 0; i < 18; i++)
		asked("POP-01", OUTCOME_FOUND, 400);
	asked("POP-01", OUTCOME_FOUND, 3100);
	asked("POP-01", OUTCOME_FOUND, 6200);
	assert_int_equal(provider_within_ms(of("公安"), 50), 384);
	assert_int_equal(provider_within_ms(of("公安"), 90), 384);  /* 18 of 20 */
	assert_int_equal(provider_within_ms(of("公安"), 95), 3072); /* 19 of 20 */
	asked("HLT-01", OUTCOME_AGAIN, 3000);
	assert_int_equal(provider_within_ms(of("卫健"), 50), -1);
}

/* 2026-03-02 is a Monday: to Thursday 3 working days, over the weekend to the next Tuesday 6. */
static void test_objections(void **state)
{
	struct objection o = {.resource = "POP-01", .raised_ms = at("2026-03-02T09:00")};

	(void)state;
	providers_objection(&counted, hall->catalog, &o); /* still in the hall */
	o.checked_ms = o.answered_ms = at("2026-03-03T09:00");
	providers_objection(&counted, hall->catalog, &o); /* the hall's own fault */
	assert_int_equal(counted.n, 0);
	o.sent_ms = at("2026-03-02T10:00");
	o.answer = ANSWER_CORRECTED;
	o.answered_ms = at("2026-03-05T10:00");
	providers_objection(&counted, hall->catalog, &o);
	o.answer = ANSWER_REJECTED;
	o.answered_ms = at("2026-03-10T10:00");
	providers_objection(&counted, hall->catalog, &o);
	o.answer = ANSWER_NONE;
	o.answered_ms = 0;
	providers_objection(&counted, hall->catalog, &o); /* not answered yet */
	assert_int_equal(of("公安")->raised, 3);
	assert_int_equal(of("公安")->answered, 2);
	assert_int_equal(of("公安")->confirmed, 1);
	assert_int_equal(provider_median_days(of("公安")), 6);
	/* of the resource itself: what its rates are made of */
	assert_int_equal(counted.n_resources, 1);
	assert_string_equal(counted.resources[0].id, "POP-01");
	assert_int_equal(counted.resources[0].raised, 3);
	assert_int_equal(counted.resources[0].confirmed, 1);
	assert_int_equal(provider_resource_days(&counted.resources[0]), 6);
	assert_int_equal(counted.n_troubles, 3);
}

/* What rests on one to four stands nowhere, and no share gives it away. */
static void test_cells(void **state)
{
	struct report_table t = {.rows = NULL};

	(void)state;
	for (int i = 0; i < 57; i++)
		asked("POP-01", OUTCOME_FOUND, 400);
	for (int i = 0; i < 3; i++)
		asked("POP-01", OUTCOME_AGAIN, 400);
	for (int i = 0; i < 15; i++)
		asked("HLT-01", OUTCOME_FOUND, 2000);
	for (int i = 0; i < 5; i++)
		asked("HLT-01", OUTCOME_BROKEN, 2000);
	report_providers_table(&counted, &t);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.rows[0][1], "60");
	assert_string_equal(t.rows[0][2], "<5");
	assert_string_equal(t.rows[0][3], "<5");
	assert_string_equal(t.rows[0][5], "0.3");
	assert_string_equal(t.rows[1][2], "5");
	assert_string_equal(t.rows[1][3], "25.0%");
	assert_string_equal(t.rows[1][10], "-");
	report_table_release(&t);
}

static void must_hold(const struct slip_kept *k, const char *words)
{
	if (!strstr(k->bytes, words))
		fail_msg("%s is not in it:\n%s", words, k->bytes);
}

static struct slip_kept letter_to(const char *department, day_t from, day_t to)
{
	struct objections *o = objections_new(hall->store, &OBJECTION_DAYS);
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "2001", .phone = "12345",
		.window = "A03"};
	struct letter l = {&counted, of(department), hall->catalog, o, range_days(from, to)};
	struct slip_kept k;

	assert_int_equal(provider_letter_make(hall->store, &l, &place, SLIP_PAGE, &k), OK);
	objections_free(o);
	return k;
}

/* Each has a number of its own; of a span that is over there is one, of one that runs on a new one. */
static void test_letter(void **state)
{
	day_t today = clock_today();

	(void)state;
	for (int i = 0; i < 9; i++)
		asked("POP-01", OUTCOME_FOUND, 400);
	asked("POP-03", OUTCOME_BROKEN, 400);
	asked("HLT-01", OUTCOME_FOUND, 2000);
	struct slip_kept police = letter_to("公安", today - 30, today - 1), health = letter_to("卫健", today - 30, today);
	must_hold(&police, "数据共享情况函");
	must_hold(&police, "没有取到                1 (10.0%)");
	must_hold(&police, "1   POP-01");
	must_hold(&police, "取数 9 次");
	must_hold(&police, "这段时间没有转去的异议");
	must_hold(&police, "A03-2026-GX-03160000001-");
	must_hold(&health, "A03-2026-GX-03160000002-");
	struct slip_kept again = letter_to("公安", today - 30, today - 1), later = letter_to("卫健", today - 30, today);
	assert_memory_equal(police.hash, again.hash, HASH_SIZE);
	assert_string_equal(police.bytes, again.bytes);
	assert_memory_not_equal(health.hash, later.hash, HASH_SIZE);
	must_hold(&later, "A03-2026-GX-03160000003-");
	station_paper_release(&police);
	station_paper_release(&health);
	station_paper_release(&again);
	station_paper_release(&later);
}

static int on(struct run *r, const char *password, const char *words)
{
	char line[300];

	run_init(r, command_report, "report");
	r->passwords = password;
	text_format(line, sizeof line, "--demo %s --month 2026-03 --by provider %s", hall->folder, words);
	return run(r, line);
}

/* A letter to each department; of a span that is over the same ones ever after. */
static char *letters_of(const char *month)
{
	char line[300];
	struct run r;

	run_init(&r, command_report, "report");
	r.passwords = "zhao-2026\n";
	text_format(line, sizeof line, "--demo %s --month %s --by provider --as 2001 --format letter", hall->folder, month);
	assert_int_equal(run(&r, line), 0);
	char *text = mem_text(buf_text(&r.out));
	buf_release(&r.out);
	return text;
}

/* Somebody who may open cases, or nobody; the page stands alone. */
static void test_command(void **state)
{
	struct run r;

	(void)state;
	hall->history.cases = 60;
	assert_int_equal(history_lay(&hall->history), OK);
	store_close(hall->store);
	hall->store = NULL;
	assert_int_equal(on(&r, "zhao-2026\n", "--as 2001"), 0);
	must_say(&r, "To the departments  2026-03");
	buf_release(&r.out);
	assert_int_equal(on(&r, "zhao-2026\n", "--as 2001 --by region"), 0); /* the later word counts */
	must_say(&r, "Cases between regions  2026-03");
	buf_release(&r.out);
	assert_int_equal(on(&r, "zhao-2026\n", "--as 2001 --format csv"), 0);
	must_say(&r, "\"department\",\"asks\",");
	must_say(&r, "\"公安\"");
	buf_release(&r.out);
	assert_int_equal(on(&r, "zhao-2026\n", "--as 2001 --format html"), 0);
	must_say(&r, "<!doctype html>");
	must_say(&r, "</html>");
	assert_false(said(&r, "http"));
	buf_release(&r.out);
	char *first = letters_of("2026-02"), *again = letters_of("2026-02");
	assert_non_null(strstr(first, "数据共享情况函"));
	assert_non_null(strstr(first, "A03-2026-GX-"));
	assert_non_null(strchr(first, '\f'));
	assert_string_equal(first, again);
	mem_free_text(first);
	mem_free_text(again);
	run_init(&r, command_report, "report");
	assert_int_equal(run(&r, "--demo /nowhere --month 2026-03 --by index --format letter"), 2);
	buf_release(&r.out);
	assert_int_equal(on(&r, NULL, ""), 2);
	buf_release(&r.out);
	assert_int_equal(on(&r, "zhou-2026\n", "--as 9001"), 1); /* holds no keys of cases */
	buf_release(&r.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_asks, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_times, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_objections, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_cells, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_letter, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_command, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
