/* SPDX-License-Identifier: MIT
 *
 * onetrip report and export over a demo hall with a past: nobody's data, nothing that rests on few
 * cases, nothing a spreadsheet would compute, and an export goes on where it broke off.
 */
#include "tests/unit/command_run.h"

#define run city_run /* both headers name a struct so */
#include "tests/unit/demo_hall.h"
#undef run
#include "tui/commands/export.h"
#include "tui/commands/report.h"

static struct hall *hall;
static struct run command;

static int on(command_main what, const char *name, const char *words)
{
	char line[300];

	run_init(&command, what, name);
	text_format(line, sizeof line, "--demo %s%s%s", hall->folder, *words ? " " : "", words);
	return run(&command, line);
}

static int set_up(void **state)
{
	(void)state;
	hall = hall_new(STORE_DEMO);
	hall->history.cases = 120;
	assert_int_equal(history_lay(&hall->history), OK);
	store_close(hall->store);
	hall->store = NULL;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hall_free(hall);
	return 0;
}

static void test_export(void **state)
{
	char *second, *third, number[32], words[80];

	(void)state;
	assert_int_equal(on(command_export, "export", "2026-02-01 2026-03-31"), 0);
	must_say(&command, "number,item,");
	must_say(&command, "DRAFT:");
	for (int i = 0; i < 3; i++) /* no surname and no number of anybody */
		assert_false(said(&command, hall->city->people[hall->city->fixed_people + i].id));
	second = strchr(buf_text(&command.out), '\n') + 1;
	third = strchr(second, '\n') + 1;
	assert_true(text_copyn(number, sizeof number, second + 1, strcspn(second + 1, "\"")));
	char *rest = mem_text(third);
	buf_release(&command.out);
	text_format(words, sizeof words, "2026-02-01 2026-03-31 %s", number);
	assert_int_equal(on(command_export, "export", words), 0);
	assert_string_equal(buf_text(&command.out), rest);
	mem_free_text(rest);
	buf_release(&command.out);
}

/* The line after its first cell, which names it. */
static const char *behind_name(const char *line)
{
	return strchr(line + 1, '"') + 1;
}

/* Rows of appeals and ratings go on where they broke off, too, whatever the last row is named by. */
static void goes_on(const char *by)
{
	char words[160];

	text_format(words, sizeof words, "--by %s 2026-02-01 2026-03-31", by);
	assert_int_equal(on(command_export, "export", words), 0);
	char *whole = mem_text(buf_text(&command.out));
	buf_release(&command.out);
	int n = 0;
	for (char *line = strchr(whole, '\n') + 1; *line && n < 8; line = strchr(line, '\n') + 1, n++) {
		char name[64], *rest = strchr(line, '\n') + 1;
		assert_true(text_copyn(name, sizeof name, line + 1, strcspn(line + 1, "\"")));
		text_format(words, sizeof words, "--by %s 2026-02-01 2026-03-31 %s", by, name);
		assert_int_equal(on(command_export, "export", words), 0);
		assert_string_equal(buf_text(&command.out), rest);
		buf_release(&command.out);
	}
	assert_int_equal(n, 8);
	mem_free_text(whole);
}

static void test_export_goes_on(void **state)
{
	(void)state;
	goes_on("case");
	goes_on("appeal");
	goes_on("rating");
	assert_int_equal(on(command_export, "export", "--by appeal 2026-02-01 2026-03-31 id:00112233445566ff"), 1);
	buf_release(&command.out);
	assert_int_equal(on(command_export, "export", "--by rating 2026-02-01 2026-03-31 260316-A03-001"), 2);
	buf_release(&command.out);
	assert_int_equal(on(command_export, "export", "--by nothing 2026-02-01 2026-03-31"), 2);
	buf_release(&command.out);
}

/* Who is kept secret is told by a day, never by a minute, a window, a clerk or the number of the case. */
static void test_export_secrecy(void **state)
{
	static const char *const kinds[] = {"case", "appeal", "rating"};
	int hushed = 0;

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++) {
		char words[80];
		text_format(words, sizeof words, "--by %s 2026-02-01 2026-03-31", kinds[k]);
		assert_int_equal(on(command_export, "export", words), 0);
		for (const char *line = buf_text(&command.out); *line; line = strchr(line, '\n') + 1) {
			char text[1024];
			if (strncmp(line, "\"id:", 4) != 0)
				continue;
			assert_true(text_copyn(text, sizeof text, line, strcspn(line, "\r")));
			assert_null(strchr(behind_name(text), ':'));
			assert_null(strstr(text, "-A0"));
			assert_null(strstr(text, "\"A0"));
			hushed++;
		}
		buf_release(&command.out);
	}
	assert_true(hushed > 2);
}

static void test_report(void **state)
{
	(void)state;
	assert_int_equal(on(command_report, "report", "2026-03 csv"), 0);
	must_say(&command, "\"received\",");
	must_say(&command, "\"<5\"");
	for (char digit = '1'; digit < '5'; digit++) { /* no cell tells of one to four */
		char cell[8];
		text_format(cell, sizeof cell, "\"%c\"", digit);
		assert_false(said(&command, cell));
	}
	buf_release(&command.out);
	assert_int_equal(on(command_report, "report", "2026-13"), 2);
	buf_release(&command.out);
}

/* The page stands alone: no script, nothing fetched, nobody's data, its figures the CSV's. */
static void test_html(void **state)
{
	(void)state;
	assert_int_equal(on(command_report, "report", "--month 2026-03 --format html --by item"), 0);
	must_say(&command, "<!doctype html>");
	must_say(&command, "<svg");
	must_say(&command, "</html>");
	assert_false(said(&command, "<script"));
	assert_false(said(&command, "http"));
	for (int i = 0; i < 3; i++)
		assert_false(said(&command, hall->city->people[hall->city->fixed_people + i].id));
	for (char digit = '1'; digit < '5'; digit++) {
		char cell[16];
		text_format(cell, sizeof cell, ">%c</td>", digit);
		assert_false(said(&command, cell));
		text_format(cell, sizeof cell, ">%c</text>", digit);
		assert_false(said(&command, cell));
	}
	buf_release(&command.out);
}

/* 120 cases in 30 days: February and March together are the year's. */
static void test_spans(void **state)
{
	(void)state;
	assert_int_equal(on(command_report, "report", "2026 csv"), 0);
	must_say(&command, "\"received\",\"120\",\"0\",\"0\"");
	buf_release(&command.out);
	assert_int_equal(on(command_report, "report", "2026-03-10"), 0);
	must_say(&command, "2026-03-10");
	buf_release(&command.out);
	assert_int_equal(on(command_report, "report", "2025-01 --by day --format csv"), 0);
	must_say(&command, "\"received\",\"0\",\"0\",\"0\"\r\n");
	buf_release(&command.out);
	static const char *const wrong[] = {"", "2026-3", "2026-02-30", "2026-03 pdf", "--by moon 2026-03",
		"--format html"};
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		assert_int_equal(on(command_report, "report", wrong[i]), 2);
		buf_release(&command.out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_export),
		cmocka_unit_test(test_export_goes_on),
		cmocka_unit_test(test_export_secrecy),
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_spans),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
