/* SPDX-License-Identifier: MIT
 *
 * What is kept of a terminal: each kind has its own section, and a broken file is as good as none.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tui/terminal.h"

static char dir[64], database[96], file[96];

static int setup(void **state)
{
	(void)state;
	text_copy(dir, sizeof dir, "/tmp/onetrip-terminal-XXXXXX");
	assert_non_null(mkdtemp(dir));
	text_format(database, sizeof database, "%s/onetrip.db", dir);
	text_format(file, sizeof file, "%s/terminals.ini", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return file_remove_tree(dir) ? -1 : 0;
}

static void test_usual(void **state)
{
	struct terminal t;

	(void)state;
	terminal_load(database, "xterm", THEME_LIGHT, &t);
	assert_int_equal(t.theme, THEME_LIGHT);
	assert_true(t.bell);
	assert_false(t.slow || t.mouse || t.tested || t.lost);
}

static void test_two_kinds(void **state)
{
	struct terminal a = {.theme = THEME_CONTRAST, .slow = true, .tested = true, .lost = 1U << 1 | 1U << 10};
	struct terminal b = {.theme = THEME_DARK, .mouse = true, .bell = true};
	struct terminal t;

	(void)state;
	assert_int_equal(terminal_save(database, "xterm-256color", &a), OK);
	assert_int_equal(terminal_save(database, "linux", &b), OK);
	terminal_load(database, "xterm-256color", THEME_DARK, &t);
	assert_int_equal(t.theme, THEME_CONTRAST);
	assert_true(t.slow && t.tested && !t.mouse && !t.bell);
	assert_true(terminal_lost(&t, 1) && terminal_lost(&t, 10));
	assert_false(terminal_lost(&t, 2));
	terminal_load(database, "linux", THEME_LIGHT, &t);
	assert_int_equal(t.theme, THEME_DARK);
	assert_true(t.mouse && t.bell && !t.slow);
	b.mouse = false;
	assert_int_equal(terminal_save(database, "linux", &b), OK);
	terminal_load(database, "linux", THEME_DARK, &t);
	assert_false(t.mouse);
	terminal_load(database, "vt100", THEME_DARK, &t); /* never seen */
	assert_false(t.tested);
}

static void test_odd_name(void **state)
{
	struct terminal a = {.slow = true}, t;

	(void)state;
	assert_int_equal(terminal_save(database, "My]Term\n\"", &a), OK);
	terminal_load(database, "My]Term\n\"", THEME_DARK, &t);
	assert_true(t.slow);
}

static void test_broken_file(void **state)
{
	static const char broken[] = "[xterm\nslow = yes\n";
	struct terminal t;

	(void)state;
	assert_int_equal(file_write(file, broken, sizeof broken - 1), OK);
	terminal_load(database, "xterm", THEME_MONO, &t);
	assert_int_equal(t.theme, THEME_MONO);
	assert_false(t.slow);
	t.slow = true;
	assert_int_equal(terminal_save(database, "xterm", &t), OK);
	terminal_load(database, "xterm", THEME_DARK, &t);
	assert_true(t.slow);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_usual), TEST(test_two_kinds), TEST(test_odd_name), TEST(test_broken_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
