/* SPDX-License-Identifier: MIT
 *
 * onetrip tables: proposed by the administrator, confirmed by the supervisor, shown with its days.
 */
#include "tests/unit/command_run.h"

#include "core/base/clock.h"
#include "core/casework/accord.h"
#include "core/standards/codes.h"
#include "tui/commands/codes.h"

static struct fixture *f;
static struct run command;
static char conf[100], file[100];

static void write_text(const char *path, const char *text)
{
	assert_int_equal(file_write(path, text, strlen(text)), OK);
}

static int start(void **state)
{
	char text[400];
	int64_t now;

	(void)state;
	assert_true(clock_parse("2026-06-16T09:00", &now));
	clock_start_at(now);
	f = fixture_new(STORE_LIVE);
	store_close(f->s);
	f->s = NULL;
	text_format(conf, sizeof conf, "%s/onetrip.conf", f->folder);
	text_format(file, sizeof file, "%s/codes.tsv", f->folder);
	text_format(text, sizeof text, "[station]\nwindow = A03\ndatabase = \"%s\"\nterminal_key = \"%s\"\n",
		f->path, f->key);
	write_text(conf, text);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	codes_unpublish();
	buf_release(&command.out);
	fixture_free(f);
	return 0;
}

PRINTF_LIKE(2, 3) static int tables(const char *password, const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	buf_release(&command.out);
	run_init(&command, command_codes, "tables");
	command.passwords = password;
	return run(&command, words);
}

static bool printed(const char *text)
{
	return strstr(buf_text(&command.out), text) != NULL;
}

static void word_of(char out[ACCORD_WORD])
{
	const char *text = buf_text(&command.out), *at = strstr(text, "confirm ");

	assert_non_null(at);
	assert_true(text_copyn(out, ACCORD_WORD, at + strlen("confirm "), ACCORD_WORD - 1));
}

static void by_two_people(void **state)
{
	char word[ACCORD_WORD];

	(void)state;
	write_text(file, "P1\tFirst\nP2\tSecond\n");
	assert_int_equal(tables(PASS_SUPER "\n", "import --config %s --as 2000 pets %s", conf, file), 1);
	assert_int_equal(tables(NULL, "check --config %s pets %s", conf, file), 0);
	assert_string_equal(buf_text(&command.out), "NEW\tP1\tFirst\nNEW\tP2\tSecond\n");
	assert_int_equal(tables(PASS_ADMIN "\n", "import --config %s --as 1000 pets %s", conf, file), 0);
	word_of(word);
	assert_int_equal(tables(NULL, "list --config %s", conf), 0);
	assert_true(printed("WAITS\tpets\t1000\t"));
	assert_int_equal(tables(NULL, "show --config %s pets", conf), 1);
	assert_int_equal(tables(PASS_ADMIN "\n", "confirm --config %s --as 1000 %s", conf, word), 1);
	assert_int_equal(tables(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, word), 0);
	assert_int_equal(tables(NULL, "list --config %s", conf), 0);
	assert_string_equal(buf_text(&command.out), "TABLE\tpets\t2\t2026-06-16\t1000\t2000\n");
	/* from 1 July: another name for P2, P1 is gone, P3 is new */
	write_text(file, "P2\tOther\nP3\tThird\n");
	assert_int_equal(tables(NULL, "check --config %s pets %s 2026-07-01", conf, file), 0);
	assert_true(printed("END\tP1\tFirst\n"));
	assert_true(printed("NAME\tP2\tSecond\tOther\n"));
	assert_true(printed("NEW\tP3\tThird\n"));
	assert_int_equal(tables(NULL, "check --config %s pets %s", conf, file), 1); /* P1 is missing */
	assert_int_equal(tables(PASS_ADMIN "\n", "import --config %s --as 1000 pets %s 2026-07-01", conf, file), 0);
	word_of(word);
	assert_int_equal(tables(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, word), 0);
	assert_int_equal(tables(NULL, "show --config %s pets P2", conf), 0);
	assert_string_equal(buf_text(&command.out), "P2\tSecond\t\t\t\t2026-06-30\t\nP2\tOther\t\t\t2026-07-01\t\t\n");
	assert_int_equal(tables(NULL, "show --config %s pets 2026-06-30", conf), 0);
	assert_string_equal(buf_text(&command.out), "P2\tSecond\t\t\t\t2026-06-30\t\nP1\tFirst\t\t\t\t2026-06-30\t\n");
}

static void divisions_with_what_took_their_place(void **state)
{
	char word[ACCORD_WORD];

	(void)state;
	write_text(file, "110103\t崇文区\t\t110000\t\t2010-06-30\t110101\n");
	assert_int_equal(tables(PASS_ADMIN "\n", "import --config %s --as 1000 region %s", conf, file), 0);
	word_of(word);
	assert_int_equal(tables(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, word), 0);
	assert_int_equal(tables(NULL, "show --config %s region 110103", conf), 0);
	assert_string_equal(buf_text(&command.out), "110103\t崇文区\t\t110000\t\t2010-06-30\t110101\nNOW\t北京市东城区\n");
}

static void withdrawn_and_wrong(void **state)
{
	char word[ACCORD_WORD];

	(void)state;
	write_text(file, "P1\tFirst\n");
	assert_int_equal(tables(PASS_ADMIN "\n", "import --config %s --as 1000 pets %s", conf, file), 0);
	word_of(word);
	assert_int_equal(tables(PASS_ADMIN "\n", "withdraw --config %s --as 1000 %s", conf, word), 0);
	assert_int_equal(tables(PASS_SUPER "\n", "confirm --config %s --as 2000 %s", conf, word), 1);
	assert_int_equal(tables(NULL, "list --config %s", conf), 0);
	assert_int_equal(command.out.len, 0);
	assert_int_equal(tables(NULL, "import --config %s pets %s", conf, file), 2);
	assert_int_equal(tables(NULL, "check --config %s pets %s 2026-7-1", conf, file), 2);
	assert_int_equal(tables(NULL, "check --config %s pets %s/none", conf, f->folder), 1);
	assert_int_equal(tables(NULL, "--config %s", conf), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(by_two_people, start, stop),
		cmocka_unit_test_setup_teardown(divisions_with_what_took_their_place, start, stop),
		cmocka_unit_test_setup_teardown(withdrawn_and_wrong, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
