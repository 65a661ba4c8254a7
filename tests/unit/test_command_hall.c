/* SPDX-License-Identifier: MIT
 *
 * onetrip hall: units and windows proposed by the administrator, confirmed by the supervisor, duty set.
 */
#include "tests/unit/command_run.h"

#include "core/base/clock.h"
#include "core/casework/roster.h"
#include "tui/commands/hall.h"

static struct fixture *f;
static struct run command;
static char conf[100];

static int start(void **state)
{
	char text[400];
	int64_t now;

	(void)state;
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	f = fixture_new(STORE_LIVE);
	store_close(f->s);
	f->s = NULL;
	text_format(conf, sizeof conf, "%s/onetrip.conf", f->folder);
	text_format(text, sizeof text, "[station]\nwindow = A03\ndatabase = \"%s\"\nterminal_key = \"%s\"\n",
		f->path, f->key);
	assert_int_equal(file_write(conf, text, strlen(text)), OK);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	roster_forget();
	buf_release(&command.out);
	fixture_free(f);
	return 0;
}

PRINTF_LIKE(2, 3) static int hall(const char *password, const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	buf_release(&command.out);
	run_init(&command, command_hall, "hall");
	command.passwords = password;
	return run(&command, words);
}

static bool printed(const char *text)
{
	return strstr(buf_text(&command.out), text) != NULL;
}

/* The last word of what a proposal printed. */
static void word_of(char out[ACCORD_WORD])
{
	const char *text = buf_text(&command.out), *at = strstr(text, "confirm ");

	assert_non_null(at);
	assert_true(text_copyn(out, ACCORD_WORD, at + strlen("confirm "), ACCORD_WORD - 1));
}

static void units_windows_and_duty(void **state)
{
	char unit[ACCORD_WORD], window[ACCORD_WORD];

	(void)state;
	assert_int_equal(hall(PASS_SUPER "\n", "unit --config %s --as 2000 ZH General", conf), 1);
	assert_int_equal(hall(PASS_ADMIN "\n", "unit --config %s --as 1000 ZH General_work", conf), 0);
	word_of(unit);
	assert_int_equal(hall(PASS_ADMIN "\n", "window --config %s --as 1000 A05 Five NO -", conf), 1);
	assert_int_equal(hall(PASS_ADMIN "\n", "window --config %s --as 1000 A05 Five ZH - 2026-03-01 -", conf), 0);
	word_of(window);
	assert_int_equal(hall(PASS_ADMIN "\n", "confirm --config %s --as 1000 %s", conf, unit), 1);
	assert_int_equal(hall(NULL, "show --config %s", conf), 0);
	assert_true(printed("WAITS\t"));
	assert_false(printed("\nWINDOW\t"));
	assert_int_equal(hall(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, unit), 0);
	assert_int_equal(hall(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, window), 0);
	assert_int_equal(hall(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, window), 1);
	assert_int_equal(hall(PASS_ADMIN "\n", "duty --config %s --as 1000 A05 2000 2026-03-16 -", conf), 1);
	assert_int_equal(hall(PASS_SUPER "\n", "duty --config %s --as 2000 A05 2000 2026-03-16 - 135", conf), 0);
	assert_int_equal(hall(NULL, "show --config %s", conf), 0);
	assert_true(printed("UNIT\tZH\tGeneral work\t-\t-\n"));
	assert_true(printed("WINDOW\tA05\tFive\tZH\t-\t2026-03-01\t-\n"));
	assert_true(printed("DUTY\tA05\t2000\t2026-03-16\t-\t135\t-\n"));
	assert_true(printed("TODAY\tA05\t2000\n"));
	assert_false(printed("WAITS"));
}

static void what_is_withdrawn_waits_no_more(void **state)
{
	char word[ACCORD_WORD];

	(void)state;
	assert_int_equal(hall(PASS_ADMIN "\n", "unit --config %s --as 1000 ZH General", conf), 0);
	word_of(word);
	assert_int_equal(hall(PASS_ADMIN "\n", "withdraw --config %s --as 1000 %s", conf, word), 0);
	assert_int_equal(hall(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, word), 1);
	assert_int_equal(hall(NULL, "show --config %s", conf), 0);
	assert_int_equal(command.out.len, 0);
}

static void words_that_do_not_fit(void **state)
{
	(void)state;
	assert_int_equal(hall(NULL, "show --config %s more", conf), 2);
	assert_int_equal(hall(NULL, "unit --config %s ZH General", conf), 2);
	assert_int_equal(hall(PASS_ADMIN "\n", "unit --config %s --as 1000 ZH General 2026-3-1", conf), 2);
	assert_int_equal(hall(PASS_ADMIN "\n", "window --config %s --as 1000 A_05 Five - -", conf), 1);
	assert_int_equal(hall(NULL, "--config %s", conf), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(units_windows_and_duty, start, stop),
		cmocka_unit_test_setup_teardown(what_is_withdrawn_waits_no_more, start, stop),
		cmocka_unit_test_setup_teardown(words_that_do_not_fit, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
