/* SPDX-License-Identifier: MIT
 *
 * The virtual list: positions, and a view whose chosen row is never at the very edge.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tui/list.h"

static void test_moves(void **state)
{
	struct list l = {0};

	(void)state;
	list_set(&l, 5);
	assert_false(list_act(&l, ACT_UP, 3));
	assert_true(list_act(&l, ACT_DOWN, 3));
	assert_true(list_act(&l, ACT_PGDN, 3));
	assert_int_equal(l.at, 4);
	assert_false(list_act(&l, ACT_DOWN, 3));
	assert_false(list_act(&l, ACT_PGDN, 3));
	assert_true(list_act(&l, ACT_PGUP, 3));
	assert_int_equal(l.at, 1);
	assert_true(list_act(&l, ACT_PGUP, 3));
	assert_int_equal(l.at, 0);
	assert_true(list_act(&l, ACT_END, 3));
	assert_int_equal(l.at, 4);
	assert_true(list_act(&l, ACT_TOP, 3));
	assert_int_equal(l.at, 0);
	assert_false(list_act(&l, ACT_ENTER, 3));
}

static void test_empty_and_shrinking(void **state)
{
	struct list l = {.count = 9, .at = 8};

	(void)state;
	list_set(&l, 3);
	assert_int_equal(l.at, 2);
	list_set(&l, 0);
	assert_int_equal(l.at, 0);
	assert_false(list_act(&l, ACT_DOWN, 3));
	assert_false(list_act(&l, ACT_END, 3));
	assert_false(list_act(&l, ACT_PGDN, 0));
	assert_int_equal(list_top(&l, 10), 0);
}

static void test_view(void **state)
{
	(void)state;
	for (size_t count = 0; count < 40; count++) {
		for (int rows = 1; rows < 20; rows++) {
			for (size_t at = 0; at < count; at++) {
				struct list l = {.count = count, .at = at};
				size_t top = list_top(&l, rows), r = (size_t)rows;
				assert_true(top <= at && at < top + r);
				/* full to the last row */
				assert_true(count < r ? top == 0 : top + r <= count);
				if (rows > 2 && at > 0)
					assert_true(at > top);
				if (rows > 2 && at + 1 < count)
					assert_true(at + 1 < top + r);
			}
		}
	}
}

/* 30 000 rows cost no more than those that are seen. */
static void mark(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	int *calls = *(int *const *)ctx;

	++*calls;
	canvas_printf(c, row, 0, selected ? PAINT_SEL : PAINT_TEXT, "%zu", index);
}

static void test_draws_what_is_seen(void **state)
{
	struct canvas c;
	struct list l = {.count = 30000, .at = 20000};
	int calls = 0, *counter = &calls;
	struct buf b;

	(void)state;
	canvas_init(&c, 6, 10);
	buf_init(&b, 100);
	list_draw(&l, &c, 1, 4, mark, &counter);
	assert_int_equal(calls, 4);
	canvas_row_text(&c, 1 + (int)(l.at - list_top(&l, 4)), &b);
	assert_string_equal(buf_text(&b), "20000");
	l = (struct list){.count = 2};
	list_draw(&l, &c, 1, 4, mark, &counter);
	assert_int_equal(calls, 6);
	buf_release(&b);
	canvas_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_empty_and_shrinking),
		cmocka_unit_test(test_view),
		cmocka_unit_test(test_draws_what_is_seen),
	};

	return cmocka_run_group_tests_name("tui_list", tests, NULL, NULL);
}
