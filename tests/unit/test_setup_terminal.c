/* SPDX-License-Identifier: MIT
 *
 * From an empty folder to a counter that serves, in one sitting at a terminal of 80x24: onetrip setup
 * with what people get wrong, then the first log-in of the clerk. The code of the hall is a good one
 * (GB 32100-2015), with 8 at its end it is not.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/screen/harness/pty.h"

enum { SOON_MS = 10000, HASHED_MS = 60000 };

static char dir[64], config[96];
static struct pty *terminal;

static int setup(void **state)
{
	(void)state;
	text_copy(dir, sizeof dir, "/tmp/onetrip-sitting-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	text_format(config, sizeof config, "%s/etc/onetrip.conf", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	pty_close(terminal);
	terminal = NULL;
	return file_remove_tree(dir) ? -1 : 0;
}

static void begin(const char *command)
{
	char program[4096];
	const char *argv[8] = {"onetrip", "--lang", "en"};
	size_t n = 3;

	if (*command)
		argv[n++] = command;
	argv[n++] = "--config";
	argv[n] = config;
	assert_int_equal(pty_onetrip(program), OK);
	struct pty_program what = {.program = program, .argv = argv, .term = "xterm-256color", .home = dir,
		.rows = 24, .cols = 80};
	pty_close(terminal);
	terminal = NULL;
	assert_int_equal(pty_open(&what, &terminal), OK);
}

static void wait_for(const char *text, int ms)
{
	struct buf screen;

	if (pty_wait(terminal, text, ms))
		return;
	buf_init(&screen, 65536);
	pty_text(terminal, &screen);
	fail_msg("not shown: %s\n%s", text, buf_text(&screen));
}

/* A line, once the question is there. */
PRINTF_LIKE(2, 3) static void answer(const char *question, const char *format, ...)
{
	char line[300];
	va_list args;

	wait_for(question, SOON_MS);
	va_start(args, format);
	(void)vsnprintf(line, sizeof line, format, args);
	va_end(args);
	pty_send(terminal, line, strlen(line));
	pty_send(terminal, "\n", 1);
}

/* What is typed before a secret is asked for is thrown away, so both questions are waited for. */
static void secret(const char *who, const char *password, const char *again)
{
	char question[64];

	text_format(question, sizeof question, "New password of %s:", who);
	answer(question, "%s", password);
	text_format(question, sizeof question, "New password of %s  Once more:", who);
	answer(question, "%s", again);
}

static void settings(void)
{
	answer("1/8", "%s", "");
	answer("does not fit", "?");
	answer("the full name on the door", "Demo Hall");
	answer("2/8", "91339901MA9D000138");
	answer("check character", "91339901MA9D000137");
	answer("3/8", "A05");
	answer("4/8", "%s/data/onetrip.db", dir);
	answer("5/8", "%s/etc/terminal.key", dir);
	answer("6/8", "%s/etc/catalog.ini", dir);
	answer("7/8", "%s", "");
	answer("8/8", "%s/print", dir);
}

static void one_sitting(void **state)
{
	char catalog[96];

	(void)state;
	begin("setup");
	settings();
	answer("Number of the administrator", "9001");
	answer("Name of the administrator", "Zhou");
	secret("9001", "zhou-2026x", "zhou-2026x");
	answer("Number of the supervisor", "9001");
	answer("9001 is Zhou already", "2001");
	answer("Name of the supervisor", "Zhao");
	secret("2001", "zhao-2026x", "zhao-2026x");
	answer("Number of the first clerk", "1024");
	answer("Name of the first clerk", "Wang");
	secret("1024", "wang-2026x", "wang-2026x");
	wait_for("Recovery key", HASHED_MS);
	wait_for("Enter when it is written down", SOON_MS);
	pty_send(terminal, "\n", 1);
	wait_for("Next: 1024 logs in", SOON_MS);
	text_format(catalog, sizeof catalog, "%s/etc/catalog.ini", dir);
	assert_true(file_exists(catalog));
	begin("");
	assert_true(pty_frame(terminal, SOON_MS));
	pty_send(terminal, "1024\twang-2026x\r", 16);
	wait_for("Wang", HASHED_MS);
	wait_for("A05", SOON_MS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_sitting, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
