/* SPDX-License-Identifier: MIT
 *
 * Records: round trips, and every way a foreign encoding can be wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/record.h"
#include "core/base/text.h"

static void encodes_netstrings(void **state)
{
	struct record r = {0};
	struct buf b;

	(void)state;
	buf_init(&b, RECORD_BYTES);
	record_add(&r, "name", "value1");
	record_add(&r, "none", NULL);
	record_add(&r, "empty", "");
	record_addi(&r, "n", -42);
	record_addn(&r, "raw", "a\0,b", 4);
	record_encode(&r, &b);
	assert_int_equal(r.err, OK);
	assert_int_equal(b.len, 50);
	assert_memory_equal(b.data, "4:name,6:value1,5:empty,0:,1:n,3:-42,3:raw,4:a\0,b,", b.len);
	buf_release(&b);
	record_release(&r);
}

static void decodes_what_it_encoded(void **state)
{
	static const char text[] = "4:name,6:value1,5:empty,0:,1:n,3:-42,3:raw,4:a\0,b,";
	struct record r = {0};
	struct buf b;

	(void)state;
	buf_init(&b, RECORD_BYTES);
	assert_int_equal(record_decode(text, sizeof(text) - 1, &r), OK);
	assert_int_equal(r.n, 4);
	assert_int_equal(r.bytes, sizeof(text) - 1);
	assert_string_equal(record_get(&r, "name"), "value1");
	assert_string_equal(record_get(&r, "empty"), "");
	assert_null(record_get(&r, "nam"));
	assert_null(record_get(&r, "names"));
	assert_int_equal(record_int(&r, "n", 7), -42);
	assert_int_equal(record_int(&r, "name", 7), 7);
	assert_int_equal(record_int(&r, "absent", 7), 7);
	assert_int_equal(record_find(&r, "raw")->len, 4);
	record_encode(&r, &b);
	assert_int_equal(b.len, sizeof(text) - 1);
	assert_memory_equal(b.data, text, b.len);
	buf_release(&b);
	record_release(&r);
	assert_int_equal(record_decode("", 0, &r), OK);
	assert_int_equal(r.n, 0);
	record_release(&r);
}

static void refuses_other_encodings(void **state)
{
	static const char *const bad[] = {
		"1:a,",	   /* no value */
		"1:a,1:b", /* no comma */
		"1:a,1:b,x",
		"1:a,1:b, ", /* something after */
		"01:a,1:b,",
		"1:a,01:b,",
		"1:a,00:,", /* leading zero */
		":a,1:b,",
		"1:a,:,",
		"2:a,1:b,",
		"1:a,5:b,",
		"1:ab,1:b,",
		"-1:a,1:b,",
		"+1:a,1:b,",
		"1;a,1:b,",
		" 1:a,1:b,",
		"0:,1:b,", /* empty name */
		"1:A,1:b,",
		"1: ,1:b,",
		"2:\xC3\xA9,1:b,",  /* name outside the set */
		"1:a,1:b,1:a,1:c,", /* twice */
		"1:a,99999999999999999999:b,",
		"1:a,1048577:b,",
		"1",
		"1:",
	};
	struct record r = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (record_decode(bad[i], strlen(bad[i]), &r) != ERR_SYNTAX)
			fail_msg("taken: %s", bad[i]);
		assert_null(r.pairs);
	}
	/* a NUL inside a name */
	assert_int_equal(record_decode("2:a\0,1:b,", 9, &r), ERR_SYNTAX);
}

/* Each cut of a good encoding is refused, or is the shorter record it happens to be. */
static void refuses_cuts(void **state)
{
	static const char text[] = "4:name,6:value1,1:n,3:-42,";
	struct record r = {0};

	(void)state;
	for (size_t n = 1; n < sizeof(text) - 1; n++) {
		if (n != 16)
			assert_int_equal(record_decode(text, n, &r), ERR_SYNTAX);
	}
	assert_int_equal(record_decode(text, 16, &r), OK);
	record_release(&r);
}

static void first_error_stays(void **state)
{
	static const char *const names[] = {"", "A", "a b", "a:b", "\xE6\xA2\x85"};
	char name[80] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct record r = {0};

		record_add(&r, names[i], "x");
		assert_int_equal(r.err, ERR_INPUT);
		record_add(&r, "good", "x");
		assert_int_equal(r.n, 0);
		record_release(&r);
	}
	for (size_t len = 64; len <= 65; len++) {
		struct record r = {0};

		memset(name, 'a', len);
		record_add(&r, name, "x");
		assert_int_equal(r.err, len == 64 ? OK : ERR_INPUT);
		record_add(&r, name, "y");
		assert_int_equal(r.err, len == 64 ? ERR_EXISTS : ERR_INPUT);
		record_release(&r);
	}
}

static void has_limits(void **state)
{
	struct record r = {0};
	struct buf b;
	char name[8];
	char *big = calloc(1, RECORD_BYTES + 1);

	(void)state;
	for (int i = 0; i <= RECORD_PAIRS; i++) {
		assert_int_equal(r.err, OK);
		(void)text_format(name, sizeof(name), "n%d", i);
		record_add(&r, name, "v");
	}
	assert_int_equal(r.err, ERR_LIMIT);
	assert_int_equal(r.n, RECORD_PAIRS);
	record_release(&r);

	/* "1:a," and "1048563:" and "," are 13 bytes: the largest record there is */
	buf_init(&b, RECORD_BYTES);
	record_addn(&r, "a", big, RECORD_BYTES - 13);
	assert_int_equal(r.err, OK);
	record_encode(&r, &b);
	assert_int_equal(b.err, OK);
	assert_int_equal(b.len, RECORD_BYTES);
	record_add(&r, "b", "");
	assert_int_equal(r.err, ERR_LIMIT);
	record_release(&r);
	assert_int_equal(record_decode(b.data, b.len, &r), OK);
	record_release(&r);
	record_addn(&r, "a", big, RECORD_BYTES - 12);
	assert_int_equal(r.err, ERR_LIMIT);
	record_release(&r);
	assert_int_equal(record_decode(big, RECORD_BYTES + 1, &r), ERR_LIMIT);
	buf_release(&b);
	free(big);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(encodes_netstrings),
		cmocka_unit_test(decodes_what_it_encoded),
		cmocka_unit_test(refuses_other_encodings),
		cmocka_unit_test(refuses_cuts),
		cmocka_unit_test(first_error_stays),
		cmocka_unit_test(has_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
