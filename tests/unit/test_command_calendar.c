/* SPDX-License-Identifier: MIT
 *
 * onetrip calendar: proposed by the administrator, looked at and confirmed by the supervisor.
 */
#include "tests/unit/command_run.h"

#include "core/base/clock.h"
#include "core/standards/workday.h"
#include "tui/commands/calendar.h"

static struct fixture *f;
static struct run command;
static char conf[100], year[100];

static void write_text(const char *path, const char *text)
{
	assert_int_equal(file_write(path, text, strlen(text)), OK);
}

static int start(void **state)
{
	char text[400];
	int64_t now;

	(void)state;
	assert_true(clock_parse("2026-11-16T09:00", &now));
	clock_start_at(now);
	f = fixture_new(STORE_LIVE);
	store_close(f->s);
	f->s = NULL;
	text_format(conf, sizeof conf, "%s/onetrip.conf", f->folder);
	text_format(year, sizeof year, "%s/2027.tsv", f->folder);
	text_format(text, sizeof text, "[station]\nwindow = A03\ndatabase = \"%s\"\nterminal_key = \"%s\"\n",
		f->path, f->key);
	write_text(conf, text);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	workday_publish(NULL, 0);
	buf_release(&command.out);
	fixture_free(f);
	return 0;
}

PRINTF_LIKE(2, 3) static int calendar(const char *password, const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	buf_release(&command.out);
	run_init(&command, command_calendar, "calendar");
	command.passwords = password;
	return run(&command, words);
}

static bool printed(const char *text)
{
	return strstr(buf_text(&command.out), text) != NULL;
}

static void by_two_people(void **state)
{
	char hash[17];

	(void)state;
	write_text(year, "2027-01-04\tW\tMonday\n");
	assert_int_equal(calendar(PASS_ADMIN "\n", "propose --config %s --as 1000 %s", conf, year), 1);
	assert_int_equal(calendar(PASS_SUPER "\n", "waiting --config %s --as 2000", conf), 1);
	write_text(year, "2027-01-01\tH\tNew Year\n2027-02-06\tW\tSpring\n2027-10-01\tH\tNational Day\n");
	assert_int_equal(calendar(PASS_SUPER "\n", "propose --config %s --as 2000 %s", conf, year), 1);
	assert_int_equal(calendar(PASS_ADMIN "\n", "propose --config %s --as 1000 %s", conf, year), 0);
	assert_int_equal(calendar(PASS_SUPER "\n", "waiting --config %s --as 2000", conf), 0);
	assert_true(printed("DAY\t2027-02-06\tW\n"));
	const char *word = strstr(buf_text(&command.out), "HASH\t");
	assert_non_null(word);
	assert_true(text_copyn(hash, sizeof hash, word + 5, 16));
	assert_int_equal(calendar(PASS_ADMIN "\n", "confirm --config %s --as 1000 %s", conf, hash), 1);
	assert_int_equal(calendar(PASS_SUPER "\n", "confirm --config %s --as 2000 0123456789abcdef", conf), 1);
	assert_int_equal(calendar(NULL, "show --config %s", conf), 0);
	assert_true(printed("2026-12-31"));
	assert_int_equal(calendar(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, hash), 0);
	assert_int_equal(calendar(NULL, "show --config %s", conf), 0);
	assert_true(printed("2027-12-31"));
	assert_false(printed("1000"));
}

static void what_waits_is_withdrawn(void **state)
{
	char hash[17];

	(void)state;
	write_text(year, "2027-01-01\tH\tNew Year\n2027-10-01\tH\tNational Day\n");
	assert_int_equal(calendar(PASS_ADMIN "\n", "propose --config %s --as 1000 %s", conf, year), 0);
	assert_int_equal(calendar(PASS_ADMIN "\n", "waiting --config %s --as 1000", conf), 0);
	const char *word = strstr(buf_text(&command.out), "HASH\t");
	assert_non_null(word);
	assert_true(text_copyn(hash, sizeof hash, word + 5, 16));
	assert_int_equal(calendar(PASS_ADMIN "\n", "withdraw --config %s --as 1000 0123456789abcdef", conf), 1);
	assert_int_equal(calendar(PASS_ADMIN "\n", "withdraw --config %s --as 1000 %s", conf, hash), 0);
	assert_int_equal(calendar(PASS_SUPER "\n", "waiting --config %s --as 2000", conf), 1);
	assert_int_equal(calendar(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, hash), 1);
	assert_int_equal(calendar(NULL, "show --config %s", conf), 0);
	assert_true(printed("2026-12-31"));
}

static void words_that_do_not_fit(void **state)
{
	(void)state;
	assert_int_equal(calendar(NULL, "propose --config %s %s", conf, year), 2);
	assert_int_equal(calendar(NULL, "--config %s", conf), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(by_two_people, start, stop),
		cmocka_unit_test_setup_teardown(what_waits_is_withdrawn, start, stop),
		cmocka_unit_test_setup_teardown(words_that_do_not_fit, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
