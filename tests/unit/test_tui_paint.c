/* SPDX-License-Identifier: MIT
 *
 * The painter against a terminal of another hand: whatever frames follow each other, libvterm
 * shows the last one. And the glyphs nobody agrees on do not move what stands behind them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <vterm.h>

#include "core/base/i18n.h"
#include "core/base/random.h"
#include "tui/paint.h"

enum { ROWS = 6, COLS = 24 };

static struct canvas shown, next;
static struct buf bytes;
static struct device device;
static enum paint current;
static VTerm *vt;
static VTermScreen *screen;

static void move(struct device *d, int row, int col)
{
	buf_addf(d->out, "\033[%d;%dH", row + 1, col + 1);
}

/* Reverse for roles that show on blanks, else bold or nothing, so the roles can be told apart. */
static void colour(struct device *d, enum paint p)
{
	if (p == current)
		return;
	current = p;
	buf_adds(d->out, d->on_blank[p] ? "\033[0;7m" : p == PAINT_HEAD ? "\033[0;1m" : "\033[0m");
	d->plain = !d->on_blank[p];
}

static void erase(struct device *d)
{
	buf_adds(d->out, "\033[K");
}

static void scroll(struct device *d, int top, int end, int by)
{
	buf_addf(d->out, "\033[%d;%dr\033[%d;1H\033[%d%c\033[r", top + 1, end, top + 1,
		by > 0 ? by : -by, by > 0 ? 'M' : 'L');
}

static int setup(void **state)
{
	(void)state;
	canvas_init(&shown, ROWS, COLS);
	canvas_init(&next, ROWS, COLS);
	buf_init(&bytes, 1 << 20);
	device = (struct device){.out = &bytes,
		.move = move,
		.colour = colour,
		.erase = erase,
		.scroll = scroll,
		.corner = true,
		.plain = true,
		.row = -1};
	device.on_blank[PAINT_SEL] = true;
	current = PAINT_TEXT;
	vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(vt, 1);
	screen = vterm_obtain_screen(vt);
	vterm_screen_reset(screen, 1);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	vterm_free(vt);
	buf_release(&bytes);
	canvas_release(&next);
	canvas_release(&shown);
	return 0;
}

/* Paints `next`; returns how many bytes it took. */
static size_t paint(void)
{
	buf_clear(&bytes);
	paint_difference(&device, &shown, &next);
	memcpy(shown.cells, next.cells, ROWS * COLS * sizeof *next.cells);
	vterm_input_write(vt, buf_text(&bytes), bytes.len);
	return bytes.len;
}

static void check_cell(int row, int col)
{
	const struct cell *want = &next.cells[row * COLS + col];
	VTermScreenCell got;

	if (want->width == 0)
		return;
	vterm_screen_get_cell(screen, (VTermPos){row, col}, &got);
	assert_int_equal(got.chars[0] ? got.chars[0] : ' ', want->cp);
	if (want->cp != ' ')
		assert_int_equal(got.chars[1], want->marks[0]);
	if (want->cp != ' ' || want->paint == PAINT_SEL)
		assert_int_equal(got.attrs.reverse, want->paint == PAINT_SEL);
	if (want->cp != ' ')
		assert_int_equal(got.attrs.bold, want->paint == PAINT_HEAD);
}

static void check_screen(void)
{
	VTermPos cursor;

	for (int row = 0; row < ROWS; row++)
		for (int col = 0; col < COLS; col++)
			check_cell(row, col);
	vterm_state_get_cursorpos(vterm_obtain_state(vt), &cursor);
	assert_int_equal(cursor.row, next.cursor_row);
	assert_int_equal(cursor.col, next.cursor_col);
}

/* Whole rows of another place: what a list does that moved on. */
static void move_rows(struct stream *s)
{
	int by = 1 + (int)stream_below(s, 3), n = ROWS - by;
	size_t row = COLS * sizeof *next.cells;
	bool up = stream_below(s, 2);

	memmove(next.cells + (up ? 0 : by * COLS), next.cells + (up ? by * COLS : 0), (size_t)n * row);
}

static void draw_something(struct stream *s)
{
	static const char *const texts[] = {"一趟办", "abc", "·", "\U00020BB7野", "e\u0301x", " ", "中",
		"              ", "x  y  z", "…—", "居住证申领"};
	enum paint roles[] = {PAINT_TEXT, PAINT_SEL, PAINT_HEAD};
	int row = (int)stream_below(s, ROWS), col = (int)stream_below(s, COLS);
	enum paint p = roles[stream_below(s, COUNT_OF(roles))];

	if (stream_below(s, 12) == 0)
		canvas_clear(&next);
	else if (stream_below(s, 8) == 0)
		move_rows(s);
	else if (stream_below(s, 6) == 0)
		canvas_fill(&next, row, col, (int)stream_below(s, COLS), p);
	else
		canvas_text(&next, row, col, p, texts[stream_below(s, COUNT_OF(texts))]);
	canvas_cursor(&next, row, col);
}

static void test_random_frames(void **state)
{
	struct stream s = {5};

	(void)state;
	for (int i = 0; i < 5000; i++) {
		for (uint32_t n = 1 + stream_below(&s, 6); n > 0; n--)
			draw_something(&s);
		paint();
		check_screen();
	}
}

static void test_nothing_changed_costs_nothing(void **state)
{
	(void)state;
	canvas_text(&next, 2, 2, PAINT_SEL, "办件");
	canvas_cursor(&next, 2, 6);
	assert_true(paint() > 0);
	assert_int_equal(paint(), 0);
}

static void test_echo_is_one_character(void **state)
{
	(void)state;
	canvas_text(&next, 1, 1, PAINT_HEAD, "[a         ]");
	canvas_cursor(&next, 1, 3);
	paint();
	canvas_text(&next, 1, 3, PAINT_HEAD, "b");
	canvas_cursor(&next, 1, 4);
	assert_int_equal(paint(), 1);
	canvas_text(&next, 1, 4, PAINT_HEAD, "中");
	canvas_cursor(&next, 1, 6);
	assert_int_equal(paint(), 3);
}

/* Behind a glyph of disputed width the place is said again: its row cannot shift. */
static void test_disputed_glyph_is_followed_by_a_move(void **state)
{
	(void)state;
	canvas_text(&next, 0, 0, PAINT_TEXT, "阿依·买买提 x");
	paint();
	assert_non_null(strstr(buf_text(&bytes), "·\033[1;6H买"));
	canvas_clear(&next);
	canvas_text(&next, 0, 0, PAINT_TEXT, "王\U0002EBF0x");
	paint();
	assert_non_null(strstr(buf_text(&bytes), "\U0002EBF0\033[1;5Hx"));
}

/* A row that comes in between costs itself, not the rows it pushes down. */
static void test_rows_that_only_moved_are_not_written(void **state)
{
	static const char *const rows[] = {"一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉",
		"天地玄黄宇宙洪荒日月", "金木水火土东南西北中"};

	(void)state;
	for (int i = 0; i < (int)COUNT_OF(rows); i++)
		canvas_text(&next, i, 0, PAINT_TEXT, rows[i]);
	size_t whole = paint();
	canvas_clear(&next);
	for (int i = 0; i < (int)COUNT_OF(rows); i++)
		canvas_text(&next, i + (i > 0), 0, PAINT_TEXT, rows[i]);
	canvas_text(&next, 1, 0, PAINT_SEL, "new");
	assert_true(paint() < whole / 3);
	assert_null(strstr(buf_text(&bytes), "甲"));
	check_screen();
	canvas_clear(&next);
	for (int i = 0; i < (int)COUNT_OF(rows); i++)
		canvas_text(&next, i, 0, PAINT_TEXT, rows[i]);
	assert_true(paint() < whole / 3);
	check_screen();
	device.scroll = NULL;
	canvas_clear(&next);
	canvas_text(&next, 0, 0, PAINT_TEXT, rows[0]);
	for (int i = 1; i < (int)COUNT_OF(rows); i++)
		canvas_text(&next, i - 1, 0, PAINT_TEXT, rows[i]);
	paint();
	assert_non_null(strstr(buf_text(&bytes), "甲"));
	check_screen();
}

static void test_corner_is_left_alone_when_it_scrolls(void **state)
{
	(void)state;
	device.corner = false;
	canvas_text(&next, ROWS - 1, COLS - 2, PAINT_TEXT, "yz");
	paint();
	assert_non_null(strchr(buf_text(&bytes), 'y'));
	assert_null(strchr(buf_text(&bytes), 'z'));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_random_frames),
		TEST(test_nothing_changed_costs_nothing),
		TEST(test_echo_is_one_character),
		TEST(test_disputed_glyph_is_followed_by_a_move),
		TEST(test_rows_that_only_moved_are_not_written),
		TEST(test_corner_is_left_alone_when_it_scrolls),
	};

	if (i18n_start("en"))
		return 1;
	return cmocka_run_group_tests_name("tui_paint", tests, NULL, NULL);
}
