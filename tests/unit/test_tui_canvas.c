/* SPDX-License-Identifier: MIT
 *
 * Cells: halves of wide characters, clipping, marks, wrapping, dumps.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/i18n.h"
#include "core/base/random.h"
#include "tui/canvas.h"

static struct canvas c;
static struct buf out;

static int setup(void **state)
{
	(void)state;
	canvas_init(&c, 4, 10);
	buf_init(&out, 65536);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	canvas_release(&c);
	buf_release(&out);
	return 0;
}

static const char *row(int r)
{
	buf_clear(&out);
	canvas_row_text(&c, r, &out);
	return buf_text(&out);
}

static const struct cell *cell_at(int r, int col)
{
	return &c.cells[r * c.cols + col];
}

static void test_wide_at_the_edge_is_a_blank(void **state)
{
	(void)state;
	canvas_text(&c, 0, 9, PAINT_SEL, "中");
	assert_string_equal(row(0), "");
	assert_int_equal(cell_at(0, 9)->paint, PAINT_SEL);
	assert_int_equal(canvas_text(&c, 1, 5, PAINT_TEXT, "a中b中"), 10);
	assert_string_equal(row(1), "     a中b");
}

static void test_half_overwritten(void **state)
{
	(void)state;
	canvas_text(&c, 0, 0, PAINT_TEXT, "一趟办");
	canvas_text(&c, 0, 1, PAINT_TEXT, "x");
	assert_string_equal(row(0), " x趟办");
	canvas_text(&c, 0, 2, PAINT_TEXT, "y");
	assert_string_equal(row(0), " xy 办");
	canvas_text(&c, 1, 0, PAINT_TEXT, "一趟办");
	canvas_text(&c, 1, 1, PAINT_TEXT, "中");
	assert_string_equal(row(1), " 中 办");
	canvas_text(&c, 2, 0, PAINT_TEXT, "一趟办");
	canvas_fill(&c, 2, 3, 1, PAINT_TEXT);
	assert_string_equal(row(2), "一  办");
}

static void test_paint_never_splits_a_glyph(void **state)
{
	(void)state;
	canvas_text(&c, 0, 0, PAINT_TEXT, "一趟");
	canvas_paint(&c, 0, 1, 2, PAINT_SEL);
	for (int i = 0; i < 4; i++)
		assert_int_equal(cell_at(0, i)->paint, PAINT_SEL);
	assert_int_equal(cell_at(0, 4)->paint, PAINT_TEXT);
}

static void test_field_has_exactly_its_width(void **state)
{
	(void)state;
	canvas_text(&c, 0, 0, PAINT_TEXT, "..........");
	assert_int_equal(canvas_field(&c, 0, 2, 5, PAINT_TEXT, "居住证"), 7);
	assert_string_equal(row(0), "..居住 ...");
	assert_int_equal(canvas_field(&c, 0, 2, 5, PAINT_TEXT, "a"), 7);
	assert_string_equal(row(0), "..a    ...");
	canvas_text(&c, 1, 0, PAINT_TEXT, "..........");
	canvas_field(&c, 1, 2, 0, PAINT_TEXT, "a");
	assert_string_equal(row(1), "..........");
}

static void test_marks(void **state)
{
	(void)state;
	canvas_text(&c, 0, 0, PAINT_TEXT, "\u0301e\u0301\u0302\u0303x");
	assert_string_equal(row(0), "e\u0301\u0302x");
	canvas_text(&c, 0, 0, PAINT_TEXT, "o");
	assert_string_equal(row(0), "ox");
	/* A variation selector belongs to a Han character only. */
	canvas_text(&c, 1, 0, PAINT_TEXT, "葛\U000E0100x");
	assert_string_equal(row(1), "葛\U000E0100x");
}

static void test_controls_never_arrive(void **state)
{
	(void)state;
	canvas_text(&c, 0, 0, PAINT_TEXT, "a\033[2Jb\xff");
	assert_string_equal(row(0), "a\uFFFD[2Jb\uFFFD");
	canvas_text(&c, 1, 0, PAINT_TEXT,
		"a\u202E"
		"b\nc");
	assert_string_equal(row(1), "a\uFFFD"
				    "b\uFFFD"
				    "c");
}

static void test_outside_is_ignored(void **state)
{
	(void)state;
	canvas_text(&c, -1, 0, PAINT_TEXT, "x");
	canvas_text(&c, 4, 0, PAINT_TEXT, "x");
	canvas_text(&c, 0, 10, PAINT_TEXT, "x");
	canvas_text(&c, 0, -2, PAINT_TEXT, "abc");
	assert_string_equal(row(0), "c");
	canvas_text(&c, 1, -1, PAINT_TEXT, "中x");
	assert_string_equal(row(1), " x");
	canvas_paint(&c, 9, 0, 5, PAINT_SEL);
	canvas_fill(&c, 2, -3, 100, PAINT_SEL);
	canvas_box(&c, 2, 7, 5, 9, "title");
	canvas_cursor(&c, 99, -5);
	assert_int_equal(c.cursor_row, 3);
	assert_int_equal(c.cursor_col, 0);
}

static void test_right_and_centre(void **state)
{
	(void)state;
	assert_int_equal(canvas_right(&c, 0, 8, PAINT_TEXT, "办件"), 8);
	assert_string_equal(row(0), "    办件");
	canvas_centre(&c, 1, 0, 10, PAINT_TEXT, "办件");
	assert_string_equal(row(1), "   办件");
	canvas_right(&c, 2, 3, PAINT_TEXT, "abcdef");
	assert_string_equal(row(2), "def");
	canvas_centre(&c, 3, 2, 4, PAINT_TEXT, "abcdef");
	assert_string_equal(row(3), "  abcd");
}

static void test_box(void **state)
{
	(void)state;
	canvas_text(&c, 1, 0, PAINT_TEXT, "一趟办一趟");
	canvas_box(&c, 0, 1, 3, 9, "t");
	assert_string_equal(row(0), " +- t ---+");
	assert_string_equal(row(1), " |       |");
	assert_string_equal(row(2), " +-------+");
}

static void test_wrap(void **state)
{
	(void)state;
	assert_int_equal(canvas_wrap(&c, 0, 0, 10, 4, PAINT_TEXT, "abc defg hij klm"), 2);
	assert_string_equal(row(0), "abc defg");
	assert_string_equal(row(1), "hij klm");
	canvas_clear(&c);
	/* The comma would be the sixth wide character: it takes the fifth along. */
	assert_int_equal(canvas_wrap(&c, 0, 0, 10, 4, PAINT_TEXT, "一二三四五，六"), 2);
	assert_string_equal(row(0), "一二三四");
	assert_string_equal(row(1), "五，六");
	canvas_clear(&c);
	assert_int_equal(canvas_wrap(&c, 0, 0, 10, 4, PAINT_TEXT, "一二三四「五」"), 2);
	assert_string_equal(row(0), "一二三四");
	assert_string_equal(row(1), "「五」");
	canvas_clear(&c);
	assert_int_equal(canvas_wrap(&c, 0, 0, 4, 3, PAINT_TEXT, "abcdefgh ijklmnop"), 3);
	assert_string_equal(row(0), "abcd");
	assert_string_equal(row(1), "efgh");
	assert_string_equal(row(2), "ijkl");
	canvas_clear(&c);
	assert_int_equal(canvas_wrap(&c, 0, 0, 10, 4, PAINT_TEXT, "ab\n\ncd  \ne"), 4);
	assert_string_equal(row(0), "ab");
	assert_string_equal(row(1), "");
	assert_string_equal(row(2), "cd");
	assert_string_equal(row(3), "e");
	assert_int_equal(canvas_wrap(&c, 0, 0, 10, 4, PAINT_TEXT, ""), 0);
	assert_int_equal(canvas_wrap(&c, 0, 0, 0, 4, PAINT_TEXT, "x"), 0);
	canvas_clear(&c);
	assert_int_equal(canvas_wrap(&c, 0, 0, 1, 2, PAINT_TEXT, "中中中"), 2);
}

/* Scrolled text: measured as it is drawn, and drawn from a later row on. */
static void test_wrap_from(void **state)
{
	(void)state;
	assert_int_equal(canvas_wrapped("abc defg hij klm", 10, 9), 2);
	assert_int_equal(canvas_wrapped("abcdefgh ijklmnop", 4, 3), 3);
	assert_int_equal(canvas_wrapped("", 10, 9), 0);
	assert_int_equal(canvas_wrapped("x", 0, 9), 0);
	assert_int_equal(canvas_wrap_from(&c, 1, 0, 10, 1, 4, PAINT_TEXT, "abc defg hij klm"), 1);
	assert_string_equal(row(0), "");
	assert_string_equal(row(1), "hij klm");
	assert_int_equal(canvas_wrap_from(&c, 2, 0, 10, 2, 4, PAINT_TEXT, "abc defg hij klm"), 0);
	assert_string_equal(row(2), "");
}

static void test_dumps(void **state)
{
	(void)state;
	canvas_text(&c, 0, 0, PAINT_TITLE, "一办");
	canvas_text(&c, 2, 3, PAINT_BAD, "!");
	canvas_cursor(&c, 2, 4);
	buf_clear(&out);
	canvas_dump(&c, &out);
	assert_string_equal(buf_text(&out), "一办\n\n   !\n\n");
	buf_clear(&out);
	canvas_dump_paint(&c, &out);
	assert_string_equal(buf_text(&out), "10x4 cursor 2,4\n"
					    " 0|一办|\n   title:0-3\n"
					    " 1||\n"
					    " 2|   !|\n   bad:3-3\n"
					    " 3||\n");
}

/* After any drawing: halves are in pairs, no control, the cursor inside. */
static void check_invariants(void)
{
	for (int r = 0; r < c.rows; r++) {
		for (int col = 0; col < c.cols; col++) {
			const struct cell *a = cell_at(r, col);
			if (a->width == 0) {
				assert_int_equal(a->cp, 0);
				assert_true(col > 0 && a[-1].width == 2);
				assert_int_equal(a->paint, a[-1].paint);
				continue;
			}
			assert_true(a->cp >= ' ' && a->cp != 0x7F);
			if (a->width == 2)
				assert_true(col + 1 < c.cols && a[1].width == 0);
		}
	}
	assert_true(c.cursor_row >= 0 && c.cursor_row < c.rows);
	assert_true(c.cursor_col >= 0 && c.cursor_col < c.cols);
}

static void draw_something(struct stream *s)
{
	static const char *const texts[] = {"一", "ab", "e\u0301", "中a", "·", "\U00020BB7", "\033",
		"。a", "", "长长长长长长长长长长"};
	int r = (int)stream_below(s, 6) - 1, col = (int)stream_below(s, 14) - 2;
	int width = (int)stream_below(s, 12);
	enum paint p = (enum paint)stream_below(s, PAINT_COUNT);
	const char *text = texts[stream_below(s, COUNT_OF(texts))];

	switch (stream_below(s, 8)) {
	case 0:
		canvas_field(&c, r, col, width, p, text);
		break;
	case 1:
		canvas_right(&c, r, col, p, text);
		break;
	case 2:
		canvas_centre(&c, r, col, width, p, text);
		break;
	case 3:
		canvas_paint(&c, r, col, width, p);
		break;
	case 4:
		canvas_wrap(&c, r, col, width, 3, p, text);
		break;
	case 5:
		canvas_box(&c, r, col, 3, width, text);
		break;
	default:
		canvas_text(&c, r, col, p, text);
	}
	canvas_cursor(&c, r, col);
}

static void test_random_drawing(void **state)
{
	struct stream s = {7};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		draw_something(&s);
		check_invariants();
	}
}

/* A late row shows what it showed, unless the cursor stands there or the picture has another size. */
static void test_late_rows_are_kept(void **state)
{
	struct canvas before;

	(void)state;
	canvas_init(&before, 4, 10);
	for (int i = 0; i < 4; i++)
		canvas_text(&before, i, 0, PAINT_TEXT, "old");
	for (int i = 0; i < 4; i++)
		canvas_text(&c, i, 0, PAINT_TEXT, "new");
	canvas_late(&c, 2, 9);
	canvas_cursor(&c, 3, 0);
	canvas_keep_late(&c, &before);
	assert_string_equal(row(1), "new");
	assert_string_equal(row(2), "old");
	assert_string_equal(row(3), "new");
	canvas_release(&before);
	canvas_init(&before, 5, 10);
	canvas_keep_late(&c, &before);
	assert_string_equal(row(2), "old");
	canvas_clear(&c);
	canvas_text(&c, 2, 0, PAINT_TEXT, "new");
	canvas_keep_late(&c, &before);
	assert_string_equal(row(2), "new");
	canvas_release(&before);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_wide_at_the_edge_is_a_blank),
		TEST(test_late_rows_are_kept),
		TEST(test_half_overwritten),
		TEST(test_paint_never_splits_a_glyph),
		TEST(test_field_has_exactly_its_width),
		TEST(test_marks),
		TEST(test_controls_never_arrive),
		TEST(test_outside_is_ignored),
		TEST(test_right_and_centre),
		TEST(test_box),
		TEST(test_wrap),
		TEST(test_wrap_from),
		TEST(test_dumps),
		TEST(test_random_drawing),
	};

	if (i18n_start("en"))
		return 1;
	return cmocka_run_group_tests_name("tui_canvas", tests, NULL, NULL);
}
