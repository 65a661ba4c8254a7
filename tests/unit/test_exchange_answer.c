/* SPDX-License-Identifier: MIT
 *
 * The pure parts around an answer: characters, a department's words, digests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/exchange/answer.h"
#include "core/exchange/charset.h"
#include "core/exchange/sign.h"

static enum err read_as(const char *type, const char *body, size_t len, struct buf *out, bool *gb)
{
	buf_init(out, 1 << 20);
	return charset_read(type, body, len, out, gb);
}

static void test_charset(void **state)
{
	/* U+4E02, U+20087, U+20BB7 and the euro sign as GB 18030-2022 gives them */
	static const char gb[] = "\x81\x40\x95\x32\x90\x31\x95\x34\xB2\x35\xA2\xE3";
	static const char utf8[] = "\xE4\xB8\x82\xF0\xA0\x82\x87\xF0\xA0\xAE\xB7\xE2\x82\xAC";
	struct buf out;
	bool is_gb;

	(void)state;
	assert_int_equal(read_as("text/x; charset=GB18030", gb, sizeof(gb) - 1, &out, &is_gb), OK);
	assert_string_equal(out.data, utf8);
	assert_true(is_gb);
	buf_release(&out);
	assert_int_equal(read_as("", utf8, sizeof(utf8) - 1, &out, &is_gb), OK);
	assert_string_equal(out.data, utf8);
	assert_false(is_gb);
	buf_release(&out);
	assert_int_equal(read_as("a/b;charset=gbk", "\x81", 1, &out, &is_gb), ERR_SYNTAX);
	buf_release(&out);
	assert_int_equal(read_as("a/b;charset=gbk", "\xFF\x41", 2, &out, &is_gb), ERR_SYNTAX);
	buf_release(&out);
	assert_int_equal(read_as("a/b;charset=ascii8", "a", 1, &out, &is_gb), ERR_UNSUPPORTED);
	buf_release(&out);
	assert_int_equal(read_as("", "\xFE\xFF\0a", 4, &out, &is_gb), ERR_UNSUPPORTED);
	buf_release(&out);
	assert_int_equal(read_as("", "", 0, &out, &is_gb), OK);
	buf_release(&out);
}

/* More than one piece of the converter's own buffer, cut within characters. */
static void test_charset_long(void **state)
{
	char gb[30001], *at = gb;
	struct buf out;
	bool is_gb;

	(void)state;
	*at++ = 'a';
	for (int i = 0; i < 15000; i++) {
		*at++ = '\xB3';
		*at++ = '\xC2';
	}
	assert_int_equal(read_as("x;charset=gbk", gb, sizeof(gb), &out, &is_gb), OK);
	assert_int_equal(out.len, 1 + 15000 * 3);
	assert_int_equal(text_count(out.data), 15001);
	buf_release(&out);
	buf_init(&out, 100);
	assert_int_equal(charset_read("x;charset=gbk", gb, sizeof(gb), &out, &is_gb), ERR_LIMIT);
	buf_release(&out);
}

static void test_parameter(void **state)
{
	char value[12] = "kept";

	(void)state;
	assert_true(charset_parameter("a/b; q=1; CHARSET=\"UTF-8\"", "charset", value,
		sizeof(value)));
	assert_string_equal(value, "utf-8");
	assert_true(charset_parameter("a/b;charset=x ; y=z", "charset", value, sizeof(value)));
	assert_string_equal(value, "x");
	assert_false(charset_parameter("a/b", "charset", value, sizeof(value)));
	assert_false(charset_parameter("charset=x", "charset", value, sizeof(value)));
	assert_false(charset_parameter("a/b;charsets=x", "charset", value, sizeof(value)));
	assert_false(charset_parameter("a/b;charset=", "charset", value, sizeof(value)));
	assert_false(charset_parameter("a/b;charset=0123456789ab", "charset", value, sizeof(value)));
}

static void expect_text(const char *words, const char *shown)
{
	static const struct basis b = {.holder_name = "\xE6\xB5\x8B\xE8\xAF\x95",
		.holder_id = "33990119520315001X"};
	char text[40];

	answer_text(text, sizeof(text), words, &b);
	assert_string_equal(text, shown);
}

static void test_text(void **state)
{
	static const struct basis nobody = {0};
	char text[8];

	(void)state;
	expect_text("", "");
	expect_text("code 1234567 of 12345678", "code 1234567 of **");
	expect_text("33990119520315001X!", "**!");
	expect_text("33990119520315001x!", "**!");
	expect_text("\xE6\xB5\x8B\xE8\xAF\x95\xE4\xB8\xAD", "**\xE4\xB8\xAD");
	expect_text("a\x1B[2J", "a\xEF\xBF\xBD[2J");
	answer_text(text, sizeof(text), "ab\xE6\xB5\x8B\xE8\xAF\x95", &nobody);
	assert_string_equal(text, "ab\xE6\xB5\x8B"); /* cut between characters */
}

/* FIPS 180-4: "abc" and the empty message. */
static void test_sha256(void **state)
{
	static const struct piece abc[] = {{"a", 1}, {"", 0}, {"bc", 2}};
	uint8_t hash[HASH_SIZE];
	char hex[HASH_HEX];

	(void)state;
	sign_sha256(abc, COUNT_OF(abc), hash);
	text_hex(hash, HASH_SIZE, hex);
	assert_string_equal(hex,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	sign_sha256(NULL, 0, hash);
	text_hex(hash, HASH_SIZE, hex);
	assert_string_equal(hex,
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void test_tables(void **state)
{
	(void)state;
	assert_string_equal(outcome_word(OUTCOME_FOUND), "FOUND");
	for (enum outcome o = 0; o < OUTCOME_COUNT; o++)
		assert_true(outcome_word(o)[0] && outcome_text(o)[0]);
	for (enum fault f = FAULT_NONE + 1; f < FAULT_COUNT; f++) {
		struct reply r = {0};

		reply_fault(&r, f);
		assert_true(r.outcome != OUTCOME_PENDING && r.code[0] && r.text[0]);
		assert_true(fault_again(f) <= ASK_RETRIES);
		assert_true(fault_again(f) == 0 || r.outcome == OUTCOME_AGAIN);
	}
	assert_ptr_equal(dialect_find("openapi"), &dialect_openapi);
	assert_null(dialect_find("OPENAPI"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_charset),
		cmocka_unit_test(test_charset_long),
		cmocka_unit_test(test_parameter),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
