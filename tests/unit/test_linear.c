/* SPDX-License-Identifier: MIT
 *
 * Plain mode without a program behind it: what a typed line means (ux.md 3, "plain mode"; the table of
 * tui/linear/line.h), and which lines are said of two pictures.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* after the four above */
#include <cmocka.h>

#include "tui/linear/line.h"
#include "tui/linear/told.h"

static void is_key(const char *typed, const char *wanted)
{
	struct line_said said;
	char name[24];

	line_understand(typed, &said);
	assert_int_equal(said.kind, SAID_KEY);
	key_name(&said.key, name);
	assert_string_equal(name, wanted);
}

static void is_text(const char *typed, const char *wanted, bool enter)
{
	struct line_said said;

	line_understand(typed, &said);
	assert_int_equal(said.kind, SAID_TEXT);
	assert_int_equal(said.len, strlen(wanted));
	assert_memory_equal(said.text, wanted, said.len);
	assert_int_equal(said.enter, enter);
}

static void test_keys(void **state)
{
	(void)state;
	is_key("", "Enter");
	is_key("F8", "F8");
	is_key("f10", "F10");
	is_key("Ｆ８", "F8"); /* an input method left on */
	is_key("Esc", "Esc");
	is_key("C-k", "C-k");
	is_key("Ctrl+K", "C-k");
	is_key("PgDn", "PgDn");
}

static void test_words(void **state)
{
	struct line_said said;

	(void)state;
	is_key("b", "BTab");
	is_key("s", "C-s");
	is_key("k", "C-k");
	is_key("h", "F1");
	is_key("q", "Esc");
	line_understand("?", &said);
	assert_int_equal(said.kind, SAID_KEYS);
	line_understand("？", &said);
	assert_int_equal(said.kind, SAID_KEYS);
	line_understand("r", &said);
	assert_int_equal(said.kind, SAID_WHOLE);
}

static void test_text(void **state)
{
	(void)state;
	is_text("1", "1", true);
	is_text("jzz", "jzz", true);
	is_text("fang", "fang", true);  /* not an F-key */
	is_text("李小梅", "李小梅", true);
	is_text("1390000\\", "1390000", false);
	is_text("'F8", "F8", true);     /* data that looks like a key */
	is_text("'b\\", "b", false);
	is_text("Ctrl+", "Ctrl+", true);
	is_text("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十", true);
}

/* --- what is said ------------------------------------------------------------------------------ */

static void picture(struct canvas *c, const char *second)
{
	canvas_clear(c);
	canvas_text(c, 0, 0, PAINT_TITLE, " onetrip | Form                 09:00");
	canvas_rule(c, 3, 0, 80);
	canvas_box(c, 5, 10, 3, 40, "");
	canvas_text(c, 6, 14, PAINT_TEXT, "Name      Li");
	canvas_text(c, 8, 2, PAINT_TEXT, second);
	canvas_text(c, 12, 2, PAINT_TEXT, "? Phone   [ ]");
	canvas_text(c, 22, 0, PAINT_TEXT, "Exchange up");
	canvas_text(c, 23, 0, PAINT_KEY, "F1");
	canvas_cursor(c, 12, 10);
}

static void said_of(struct told *t, const struct canvas *c, bool whole, const char *wanted)
{
	struct buf out;

	buf_init(&out, 65536);
	told_tell(t, c, whole, &out);
	assert_string_equal(buf_text(&out), wanted);
	buf_release(&out);
}

static void test_told(void **state)
{
	struct canvas c;
	struct told t = {0};

	(void)state;
	canvas_init(&c, 24, 80);
	picture(&c, "Sex       Female");
	said_of(&t, &c, true, "onetrip | Form  09:00\nName  Li\nSex  Female\nExchange up\n? Phone  [ ]\n");
	said_of(&t, &c, false, "? Phone  [ ]\n"); /* nothing is new but the focus is told again */
	picture(&c, "Sex       Male");
	said_of(&t, &c, false, "Sex  Male\n? Phone  [ ]\n");
	picture(&c, "Sex       Male");
	canvas_text(&c, 9, 2, PAINT_TEXT, "Name      Li"); /* moved only */
	said_of(&t, &c, false, "? Phone  [ ]\n");
	told_wipe(&t);
	canvas_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
