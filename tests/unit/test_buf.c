/* SPDX-License-Identifier: MIT
 *
 * Buffers and pools: limits, failed adds, growth.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/pool.h"

static void empty_is_valid(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_string_equal(buf_text(&b), "");
	assert_null(buf_detach(&b));
	buf_clear(&b);
	buf_cut(&b, 0);
	buf_release(&b);
}

static void failed_add_changes_nothing(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_adds(&b, "abc");
	buf_adds(&b, "def");
	assert_int_equal(b.err, ERR_LIMIT);
	assert_string_equal(buf_text(&b), "abc");
	buf_addc(&b, 'd'); /* would fit, but the text would have a hole */
	assert_string_equal(buf_text(&b), "abc");
	buf_clear(&b);
	assert_int_equal(b.err, OK);
	buf_adds(&b, "abcde");
	assert_int_equal(b.err, OK);
	assert_int_equal(b.len, 5);
	buf_addf(&b, "%d", 1);
	assert_int_equal(b.err, ERR_LIMIT);
	buf_release(&b);
}

static void grows_and_terminates(void **state)
{
	struct buf b;
	char *text;

	(void)state;
	buf_init(&b, 100000);
	for (int i = 0; i < 10000; i++)
		buf_addf(&b, "%05d", i);
	assert_int_equal(b.err, OK);
	assert_int_equal(b.len, 50000);
	assert_int_equal(strlen(b.data), 50000);
	assert_memory_equal(b.data + 49995, "09999", 5);
	buf_cut(&b, 7);
	assert_string_equal(b.data, "0000000");
	assert_int_equal(b.data[49999], 0); /* what was cut is wiped */
	text = buf_detach(&b);
	assert_string_equal(text, "0000000");
	assert_int_equal(b.max, 100000);
	mem_free_text(text);
}

static void exact_powers_fit(void **state)
{
	(void)state;
	for (size_t n = 60; n < 70; n++) {
		struct buf b;

		buf_init(&b, n);
		for (size_t i = 0; i < n; i++)
			buf_addc(&b, 'x');
		assert_int_equal(b.err, OK);
		assert_int_equal(strlen(buf_text(&b)), n);
		buf_release(&b);
	}
}

static void pool_is_zeroed_and_aligned(void **state)
{
	struct pool p = {0};
	char *before = pool_text(&p, "first");

	(void)state;
	for (size_t size = 0; size < 20000; size += 977) {
		unsigned char *m = pool_get(&p, size);

		assert_int_equal((uintptr_t)m % 16, 0);
		for (size_t i = 0; i < size; i++) {
			assert_int_equal(m[i], 0);
			m[i] = 0xAA;
		}
	}
	assert_string_equal(before, "first");
	assert_null(pool_text(&p, NULL));
	assert_string_equal(pool_textf(&p, "%s-%d", "a", 7), "a-7");
	assert_string_equal(pool_textn(&p, "abcdef", 3), "abc");
	pool_release(&p);
	assert_null(p.first);
	assert_int_equal(p.used, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_is_valid),
		cmocka_unit_test(failed_add_changes_nothing),
		cmocka_unit_test(grows_and_terminates),
		cmocka_unit_test(exact_powers_fit),
		cmocka_unit_test(pool_is_zeroed_and_aligned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
