/* SPDX-License-Identifier: MIT
 *
 * The line editor: clusters, maxima, what may be typed, the view; against a naive model.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/i18n.h"
#include "core/base/random.h"
#include "tui/edit.h"

static struct edit e;
static struct canvas c;

static int setup(void **state)
{
	(void)state;
	edit_init(&e, 0, false);
	canvas_init(&c, 2, 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	edit_wipe(&e);
	canvas_release(&c);
	return 0;
}

static const char *drawn(int width)
{
	static char text[256];
	struct buf b;

	canvas_clear(&c);
	edit_draw(&e, &c, 0, 2, width, true);
	buf_init(&b, sizeof text - 1);
	canvas_row_text(&c, 0, &b);
	text_copy(text, sizeof text, buf_text(&b));
	buf_release(&b);
	return text;
}

static void test_typing(void **state)
{
	(void)state;
	assert_true(edit_insert(&e, 'a'));
	assert_true(edit_insert(&e, 0x4E2D));
	assert_true(edit_act(&e, ACT_LEFT));
	assert_true(edit_insert(&e, 'b'));
	assert_string_equal(e.text, "ab中");
	assert_true(edit_act(&e, ACT_TOP));
	assert_false(edit_act(&e, ACT_TOP));
	assert_false(edit_act(&e, ACT_LEFT));
	assert_false(edit_act(&e, ACT_RUBOUT));
	assert_true(edit_act(&e, ACT_DELETE));
	assert_string_equal(e.text, "b中");
	assert_true(edit_act(&e, ACT_END));
	assert_false(edit_act(&e, ACT_RIGHT));
	assert_false(edit_act(&e, ACT_DELETE));
	assert_true(edit_act(&e, ACT_RUBOUT));
	assert_string_equal(e.text, "b");
	assert_true(edit_act(&e, ACT_CLEAR));
	assert_string_equal(e.text, "");
	assert_false(edit_act(&e, ACT_CLEAR));
	assert_false(edit_act(&e, ACT_ENTER));
}

static void test_clusters_move_and_go_as_one(void **state)
{
	(void)state;
	edit_set(&e, "e\u0301\u0302x葛\U000E0100");
	assert_true(edit_act(&e, ACT_LEFT));
	assert_int_equal(e.at, strlen("e\u0301\u0302x"));
	assert_true(edit_act(&e, ACT_LEFT));
	assert_true(edit_act(&e, ACT_LEFT));
	assert_int_equal(e.at, 0);
	assert_true(edit_act(&e, ACT_DELETE));
	assert_string_equal(e.text, "x葛\U000E0100");
	assert_true(edit_act(&e, ACT_END));
	assert_true(edit_act(&e, ACT_RUBOUT));
	assert_string_equal(e.text, "x");
}

static void test_marks_need_something_to_stand_on(void **state)
{
	(void)state;
	assert_false(edit_insert(&e, 0x301));
	assert_true(edit_insert(&e, 'e'));
	assert_true(edit_insert(&e, 0x301));
	assert_true(edit_insert(&e, 0x302));
	assert_false(edit_insert(&e, 0x303));
	assert_true(edit_insert(&e, 'e'));
	assert_true(edit_insert(&e, 0x303));
}

static void test_what_may_not_be_typed(void **state)
{
	static const uint32_t bad[] = {0, 7, '\n', '\t', 0x1B, 0x7F, 0x9B, 0xAD, 0x200B, 0x202E,
		0x2028, 0xFEFF, 0xFFFD, 0xFFFE, 0xE0041, 0x3164, TEXT_BAD};

	(void)state;
	edit_insert(&e, 'a');
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(edit_insert(&e, bad[i]));
	assert_string_equal(e.text, "a");
	/* Private characters stand in real names: data, though shown as a replacement. */
	assert_true(edit_insert(&e, 0xE123));
	assert_true(edit_insert(&e, 0xB7));
	assert_true(edit_insert(&e, 0x20BB7));
	assert_string_equal(drawn(10), "  [a\uFFFD·𠮷   ]");
}

static void test_maximum_in_characters(void **state)
{
	(void)state;
	edit_init(&e, 3, false);
	edit_paste(&e, "一二三四");
	assert_string_equal(e.text, "一二三");
	assert_false(edit_insert(&e, 'x'));
	edit_init(&e, 0, false);
	for (int i = 0; i < EDIT_BYTES / 3; i++)
		assert_true(edit_insert(&e, 0x4E2D));
	assert_true(edit_insert(&e, 'x'));
	assert_false(edit_insert(&e, 'x'));
	assert_int_equal(e.len, EDIT_BYTES);
}

static void test_paste_and_drop(void **state)
{
	(void)state;
	edit_paste(&e, "a\nb\tc\r\xff\033d");
	assert_string_equal(e.text, "a b c d");
	edit_set(&e, "李339900");
	edit_drop_last(&e, 6);
	assert_string_equal(e.text, "李");
	edit_drop_last(&e, 6);
	assert_string_equal(e.text, "");
	/* Where the burst was typed, not at the end. */
	edit_set(&e, "ab");
	edit_act(&e, ACT_LEFT);
	edit_paste(&e, "123");
	edit_drop_last(&e, 3);
	assert_string_equal(e.text, "ab");
}

static void test_drawing(void **state)
{
	(void)state;
	edit_set(&e, "办件");
	assert_string_equal(drawn(10), "  [办件    ]");
	assert_int_equal(c.cursor_row, 0);
	assert_int_equal(c.cursor_col, 7);
	edit_act(&e, ACT_TOP);
	drawn(10);
	assert_int_equal(c.cursor_col, 3);
	assert_int_equal(c.cells[3].paint, PAINT_FOCUS);
	assert_int_equal(c.cells[2].paint, PAINT_TEXT);
	canvas_clear(&c);
	edit_draw(&e, &c, 0, 2, 10, false);
	assert_int_equal(c.cursor_col, 0);
	assert_int_equal(c.cells[3].paint, PAINT_TEXT);
	edit_draw(&e, &c, 0, 2, 2, true);
}

static void test_long_text_scrolls_by_half(void **state)
{
	(void)state;
	edit_set(&e, "abcdefgh");
	assert_string_equal(drawn(10), "  [efgh    ]");
	assert_int_equal(c.cursor_col, 7);
	edit_act(&e, ACT_LEFT);
	assert_string_equal(drawn(10), "  [abcdefgh]");
	assert_int_equal(c.cursor_col, 10);
	edit_set(&e, "一二三四五六");
	assert_string_equal(drawn(9), "  [四五六 ]");
	assert_int_equal(c.cursor_col, 9);
}

static void test_secret(void **state)
{
	(void)state;
	edit_init(&e, 40, true);
	edit_paste(&e, "pass办");
	assert_string_equal(drawn(10), "  [*****   ]");
	assert_int_equal(c.cursor_col, 8);
	edit_paste(&e, "12345678");
	assert_string_equal(drawn(10), "  [*****   ]");
}

static void test_wiped(void **state)
{
	(void)state;
	edit_set(&e, "secret");
	edit_act(&e, ACT_RUBOUT);
	assert_int_equal(e.text[5], 0);
	edit_set(&e, "x");
	for (size_t i = 1; i < sizeof e.text; i++)
		assert_int_equal(e.text[i], 0);
}

static void random_step(struct stream *s)
{
	static const uint32_t points[] = {
		'a', 0x4E2D, 0x301, 0x20BB7, 0xE0100, '\n', 0x302, 0xE000};
	static const enum action acts[] = {
		ACT_LEFT, ACT_RIGHT, ACT_TOP, ACT_END, ACT_RUBOUT, ACT_DELETE};

	if (stream_below(s, 3))
		edit_insert(&e, points[stream_below(s, COUNT_OF(points))]);
	else
		edit_act(&e, acts[stream_below(s, COUNT_OF(acts))]);
	if (stream_below(s, 50) == 0)
		edit_drop_last(&e, (int)stream_below(s, 4));
}

/* Valid, terminated, on a border, cursor drawn between the brackets. */
static void test_random_editing(void **state)
{
	struct stream s = {3};

	(void)state;
	edit_init(&e, 30, false);
	for (int i = 0; i < 20000; i++) {
		random_step(&s);
		assert_int_equal(strlen(e.text), e.len);
		assert_true(text_valid(e.text, e.len));
		assert_true(e.at <= e.len);
		assert_true(text_count(e.text) <= 30);
		int width = 3 + (int)stream_below(&s, 15);
		canvas_clear(&c);
		edit_draw(&e, &c, 0, 2, width, true);
		assert_in_range(c.cursor_col, 3, 2 + width - 2);
		assert_int_equal(c.cells[2].cp, '[');
		assert_int_equal(c.cells[2 + width - 1].cp, ']');
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_typing),
		TEST(test_clusters_move_and_go_as_one),
		TEST(test_marks_need_something_to_stand_on),
		TEST(test_what_may_not_be_typed),
		TEST(test_maximum_in_characters),
		TEST(test_paste_and_drop),
		TEST(test_drawing),
		TEST(test_long_text_scrolls_by_half),
		TEST(test_secret),
		TEST(test_wiped),
		TEST(test_random_editing),
	};

	if (i18n_start("en"))
		return 1;
	return cmocka_run_group_tests_name("tui_edit", tests, NULL, NULL);
}
