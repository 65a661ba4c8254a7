/* SPDX-License-Identifier: MIT
 *
 * UTF-8, widths, the sanitiser and bounded copies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"

static uint32_t first(const char *text)
{
	size_t len = strlen(text);

	return text_next(&text, &len);
}

static void decodes_strictly(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xBF",
		"\xC0\x80",
		"\xC1\xBF", /* lone, overlong */
		"\xE0\x9F\xBF",
		"\xF0\x8F\xBF\xBF", /* overlong */
		"\xED\xA0\x80",
		"\xED\xBF\xBF", /* surrogates */
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xFF", /* beyond U+10FFFF */
		"\xE4\xB8",
		"\xE4\xB8(",
		"\xF0\xA0\xAE(",
		"\xC3(",
	};
	static const struct {
		const char *text;
		uint32_t c;
	} good[] = {
		{"a", 'a'},
		{"\xC2\x80", 0x80},
		{"\xDF\xBF", 0x7FF},
		{"\xE0\xA0\x80", 0x800},
		{"\xED\x9F\xBF", 0xD7FF},
		{"\xEE\x80\x80", 0xE000},
		{"\xEF\xBF\xBF", 0xFFFF},
		{"\xF0\x90\x80\x80", 0x10000},
		{"\xF4\x8F\xBF\xBF", 0x10FFFF},
		{"梅", 0x6885},
		{"𬱖", 0x2CC56},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(first(bad[i]), TEXT_BAD);
		assert_false(text_valid(bad[i], strlen(bad[i])));
	}
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_int_equal(first(good[i].text), good[i].c);
}

static void skips_one_bad_byte(void **state)
{
	const char *at = "\xE4\xB8"
			 "a";
	size_t len = 3;

	(void)state;
	assert_int_equal(text_next(&at, &len), TEXT_BAD);
	assert_int_equal(len, 2);
	assert_int_equal(text_next(&at, &len), TEXT_BAD);
	assert_int_equal(text_next(&at, &len), 'a');
	assert_int_equal(text_next(&at, &len), 0);
	assert_int_equal(len, 0);
	assert_int_equal(text_count("\xE4\xB8"
				    "a梅"),
		4);
}

/* The encoder and the decoder agree on every code point there is. */
static void every_code_point_returns(void **state)
{
	char bytes[TEXT_UTF8_MAX];

	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		const char *at = bytes;
		size_t len;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		len = text_put(c, bytes);
		if (text_next(&at, &len) != c || len != 0)
			fail_msg("U+%04X", (unsigned)c);
	}
	assert_int_equal(text_put(0xD800, bytes), 3); /* U+FFFD */
	assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
}

static void widths(void **state)
{
	static const struct {
		uint32_t c;
		int cells;
	} rows[] = {
		{0, 0},
		{0x1B, 0},
		{0x7F, 0},
		{0x9B, 0},
		{'a', 1},
		{0x6885, 2},
		{0x3000, 2},
		{0xFF21, 2},
		{0xFF71, 1},
		{0x00B7, 1},
		{0x2014, 1},
		{0x0301, 0},
		{0x200D, 0},
		{0x4DC0, 2}, /* hexagram */
		{0x2CC56, 2},
		{0x31350, 2},
		{0x2EBF0, 2}, /* Ext E, H, I */
		{0x1F600, 2},
		{0x1100, 2},
		{0x300A, 2},
		{0xFE0F, 0},
		{0xE0100, 0},
		{TEXT_BAD, 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (text_cell(rows[i].c) != rows[i].cells)
			fail_msg("U+%04X: %d", (unsigned)rows[i].c, text_cell(rows[i].c));
	}
}

static void ambiguous_by_choice(void **state)
{
	(void)state;
	text_ambiguous_wide(true);
	assert_int_equal(text_cell(0x00B7), 2);
	assert_int_equal(text_cell(0x2460), 2);
	assert_int_equal(text_cell(0x2500), 2);
	assert_int_equal(text_cell(0x0301), 0); /* combining stays on its base */
	assert_int_equal(text_cell('a'), 1);
	assert_int_equal(text_cell(0x00B6 + 1), 2);
	assert_int_equal(text_cell(0x00A2), 1); /* narrow neighbour */
	assert_int_equal(text_cell(0x6885), 2);
	text_ambiguous_wide(false);
	assert_int_equal(text_cell(0x00B7), 1);
}

static void shows_nothing_hidden(void **state)
{
	static const uint32_t hidden[] = {0x01, 0x0A, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x61C, 0x180E,
		0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060,
		0x2066, 0x2069, 0x206F, 0xFEFF, 0xFFF9, 0xFFFB, 0xFE00, 0xFE0F, 0xE0100, 0xE01EF,
		0xE0001, 0xE0041, 0xE007F, 0xE000, 0xF8FF, 0xF0000, 0x10FFFD, 0x115F, 0x1160,
		0x3164, 0xFFA0, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x2FFFF, 0xD800, 0x110000,
		TEXT_BAD};
	static const uint32_t shown[] = {' ', '~', 0xA0, 0xB7, 0x4E00, 0x2CC56, 0x31350, 0x301,
		0xFF01, 0x3000, 0xFFFD, 0x2190, 0xFB00};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(hidden); i++) {
		if (text_show(hidden[i], 'a') != 0xFFFD)
			fail_msg("U+%04X", (unsigned)hidden[i]);
	}
	for (size_t i = 0; i < COUNT_OF(shown); i++)
		assert_int_equal(text_show(shown[i], 'a'), shown[i]);
	assert_int_equal(text_show(0xE0100, 0x845B), 0xE0100); /* 葛 with a variant */
	assert_int_equal(text_show(0xFE00, 0x845B), 0xFE00);
	assert_int_equal(text_show(0xFE00, 0xFE00), 0xFFFD);
}

static void check_sanitised(const char *text, const char *expected)
{
	struct buf once, twice;

	buf_init(&once, 4096);
	buf_init(&twice, 4096);
	text_sanitise(&once, text, strlen(text));
	text_sanitise(&twice, buf_text(&once), once.len);
	assert_string_equal(buf_text(&once), expected);
	assert_string_equal(buf_text(&twice), expected);
	buf_release(&once);
	buf_release(&twice);
}

static void sanitises(void **state)
{
	(void)state;
	check_sanitised("", "");
	check_sanitised("李梅", "李梅");
	check_sanitised("a\rb\n\x1B[2J", "a�b��[2J");
	check_sanitised("\xE2\x80\xAE"
			"abc",
		"�abc"); /* right-to-left override */
	check_sanitised("\xCC\x81"
			"a",
		"�a"); /* a mark with no base */
	check_sanitised("e\xCC\x81\xCC\x81", "e\xCC\x81\xCC\x81");
	check_sanitised("e\xCC\x81\xCC\x81\xCC\x81", "e\xCC\x81\xCC\x81�");
	check_sanitised("葛\xF3\xA0\x84\x80", "葛\xF3\xA0\x84\x80");
	check_sanitised("\xF0\xA0", "��");
}

/* Any bytes at all: what comes out is valid, changes no more, and has the cells that were
 * promised for what went in. */
static void sanitiser_holds_for_noise(void **state)
{
	uint64_t x = 42;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char text[48], *at = text;
		struct buf once, twice;
		size_t used;

		while (at < text + 40) {
			x = x * 6364136223846793005u + 1442695040888963407u;
			if (x >> 62)
				at += text_put(
					(uint32_t)(x >> 40) % (x >> 61 & 1 ? 0x110000 : 0x3000),
					at);
			else
				*at++ = (char)(x >> 33 | 1);
		}
		*at = '\0';
		for (char *p = text; p < at; p++)
			*p = *p ? *p : '0';
		buf_init(&once, 4096);
		buf_init(&twice, 4096);
		text_sanitise(&once, text, strlen(text));
		text_sanitise(&twice, buf_text(&once), once.len);
		assert_string_equal(buf_text(&once), buf_text(&twice));
		assert_true(text_valid(once.data, once.len));
		assert_int_equal(text_cells(text), text_cells(once.data));
		assert_int_equal(text_fit(text, SIZE_MAX, &used), strlen(text));
		assert_int_equal(used, text_cells(text));
		buf_release(&once);
		buf_release(&twice);
	}
}

static void fits_by_cells(void **state)
{
	size_t used = 99;

	(void)state;
	assert_int_equal(text_cells("李*梅 abc"), 9);
	assert_int_equal(text_fit("李梅", 3, &used), 3);
	assert_int_equal(used, 2);
	assert_int_equal(text_fit("李梅", 1, &used), 0);
	assert_int_equal(used, 0);
	assert_int_equal(text_fit("李梅", 4, NULL), 6);
	assert_int_equal(text_fit("e\xCC\x81x", 1, &used), 3); /* keeps the mark */
	assert_int_equal(text_fit("", 5, &used), 0);
}

static void check_pad(const char *text, size_t cells, bool mark, const char *expected)
{
	struct buf b;

	buf_init(&b, 256);
	text_pad(&b, text, cells, mark);
	assert_string_equal(buf_text(&b), expected);
	assert_int_equal(text_cells(buf_text(&b)), cells);
	buf_release(&b);
}

static void pads_exactly(void **state)
{
	(void)state;
	check_pad("李梅", 6, true, "李梅  ");
	check_pad("李梅", 4, true, "李梅");
	check_pad("李小梅", 5, true, "李.. ");
	check_pad("李小梅", 4, true, "李..");
	check_pad("李小梅", 3, true, ".. ");
	check_pad("李小梅", 1, true, ".");
	check_pad("李小梅", 0, true, "");
	check_pad("李小梅", 5, false, "李小 ");
	check_pad("a\tb", 5, false, "a�b  ");
}

static void knows_han(void **state)
{
	static const uint32_t yes[] = {0x3007, 0x3400, 0x4DAE, 0x4DBF, 0x4E00, 0x9FFF, 0xFA0E,
		0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28,
		0xFA29, 0x20000, 0x2A6DF, 0x2A700, 0x2CC56, 0x2EE5D, 0x30000, 0x33479};
	static const uint32_t no[] = {'a', 0x3006, 0x3008, 0x33FF, 0x4DC0, 0xA000, 0xF900, 0xFA10,
		0xFA12, 0xFA20, 0xFA22, 0xFA2A, 0x2F00, 0x2F800, 0x2A6E0, 0x2EE5E, 0x3347A, 0xE000};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(yes); i++)
		assert_true(text_is_han(yes[i]));
	for (size_t i = 0; i < COUNT_OF(no); i++)
		assert_false(text_is_han(no[i]));
}

static void folds_width(void **state)
{
	(void)state;
	assert_int_equal(text_fold(0xFF01), '!');
	assert_int_equal(text_fold(0xFF38), 'X');
	assert_int_equal(text_fold(0xFF5E), '~');
	assert_int_equal(text_fold(0x3000), ' ');
	assert_int_equal(text_fold(0xFF5F), 0xFF5F);
	assert_int_equal(text_fold(0x6885), 0x6885);
}

static void copies_whole_characters(void **state)
{
	char to[8];

	(void)state;
	assert_true(text_copy(to, sizeof(to), "李梅a"));
	assert_string_equal(to, "李梅a");
	assert_false(text_copy(to, sizeof(to), "李梅梅"));
	assert_string_equal(to, "李梅");
	assert_false(text_copy(to, sizeof(to), "abcd𬱖"));
	assert_string_equal(to, "abcd");
	assert_true(text_copy(to, 8, "abc𬱖"));
	assert_false(text_copy(to, 1, "李"));
	assert_string_equal(to, "");
	assert_true(text_copyn(to, sizeof(to), "李梅", 3));
	assert_string_equal(to, "李");
	assert_true(text_format(to, sizeof(to), "%s-%d", "李", 123));
	assert_string_equal(to, "李-123");
	assert_false(text_format(to, sizeof(to), "%d%s", 12, "李梅"));
	assert_string_equal(to, "12李");
}

static void compares(void **state)
{
	(void)state;
	assert_true(text_equal(NULL, ""));
	assert_true(text_equal(NULL, NULL));
	assert_false(text_equal("a", NULL));
	assert_true(text_starts("field a", "field "));
	assert_false(text_starts("fiel", "field"));
}

static void numbers_are_whole(void **state)
{
	static const char *const bad[] = {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "--1",
		"１", "9223372036854775808", "-9223372036854775809", "99999999999999999999"};
	int64_t n = 7;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(text_number(bad[i], INT64_MIN, INT64_MAX, &n));
	assert_int_equal(n, 7);
	assert_true(text_number("9223372036854775807", INT64_MIN, INT64_MAX, &n));
	assert_true(n == INT64_MAX);
	assert_true(text_number("-9223372036854775808", INT64_MIN, INT64_MAX, &n));
	assert_true(n == INT64_MIN);
	assert_true(text_number("0012", 0, 12, &n));
	assert_int_equal(n, 12);
	assert_false(text_number("13", 0, 12, &n));
	assert_false(text_number("-1", 0, 12, &n));
}

static void hex_both_ways(void **state)
{
	static const uint8_t bytes[] = {0x00, 0x7F, 0xA5, 0xFF};
	uint8_t back[4];
	char hex[9];

	(void)state;
	text_hex(bytes, sizeof(bytes), hex);
	assert_string_equal(hex, "007fa5ff");
	assert_true(text_unhex("007FA5ff", back, 4));
	assert_memory_equal(back, bytes, 4);
	assert_false(text_unhex("007fa5f", back, 4));
	assert_false(text_unhex("007fa5ff0", back, 4));
	assert_false(text_unhex("007fa5fg", back, 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decodes_strictly),
		cmocka_unit_test(skips_one_bad_byte),
		cmocka_unit_test(every_code_point_returns),
		cmocka_unit_test(widths),
		cmocka_unit_test(ambiguous_by_choice),
		cmocka_unit_test(shows_nothing_hidden),
		cmocka_unit_test(sanitises),
		cmocka_unit_test(sanitiser_holds_for_noise),
		cmocka_unit_test(fits_by_cells),
		cmocka_unit_test(pads_exactly),
		cmocka_unit_test(knows_han),
		cmocka_unit_test(folds_width),
		cmocka_unit_test(copies_whole_characters),
		cmocka_unit_test(compares),
		cmocka_unit_test(numbers_are_whole),
		cmocka_unit_test(hex_both_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
