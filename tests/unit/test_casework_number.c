/* SPDX-License-Identifier: MIT
 *
 * Case numbers and query codes. The check character below was computed by hand after ISO 7064
 * MOD 37,36.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/number.h"

static void formats(void **state)
{
	char out[CASE_NUMBER];

	(void)state;
	number_format(day_of(2026, 3, 16), "A03", 21, out);
	assert_string_equal(out, "260316-A03-021");
	number_format(day_of(2026, 12, 1), "B1", 1234, out);
	assert_string_equal(out, "261201-B1-1234");
}

static void completes(void **state)
{
	static const struct {
		const char *typed, *number; /* NULL: refused */
	} rows[] = {
		{"021", "260316-A03-021"},
		{"21", "260316-A03-021"},
		{"1", "260316-A03-001"},
		{"1234", "260316-A03-1234"},
		{"A01-033", "260316-A01-033"},
		{"a01-033", "260316-A01-033"},
		{"260313-A03-044", "260313-A03-044"},
		{"２６０３１３－Ａ０３－０４４", "260313-A03-044"},
		{" 260313-A03-044 ", "260313-A03-044"},
		{"", NULL},
		{"0", NULL},
		{"-021", NULL},
		{"A01-", NULL},
		{"A01-x", NULL},
		{"260332-A03-044", NULL},
		{"260230-A03-044", NULL},
		{"26031-A03-044", NULL},
		{"1-260313-A03-044", NULL},
		{"123456", NULL},
		{"+21", NULL},
		{"A/1-001", NULL},
		{"居住", NULL},
		{"260313-ABCDEFGH-044", NULL},
	};
	char out[CASE_NUMBER];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool ok = number_parse(rows[i].typed, day_of(2026, 3, 16), "A03", out);
		if (ok != (rows[i].number != NULL) || (ok && strcmp(out, rows[i].number) != 0))
			fail_msg("\"%s\" gave %s", rows[i].typed, ok ? out : "nothing");
	}
}

static void codes_are_checked(void **state)
{
	static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
	char code[QUERY_CODE], wrong[QUERY_CODE];
	int swaps = 0, unseen = 0;

	(void)state;
	random_seed(11);
	for (int n = 0; n < 300; n++) {
		query_code_new(code);
		assert_int_equal(strlen(code), 6);
		assert_int_equal(strspn(code, letters), 6);
		assert_true(query_code_valid(code));
		for (size_t at = 0; at < 6; at++)
			for (size_t l = 0; l < sizeof letters - 1; l++) {
				text_copy(wrong, sizeof wrong, code);
				wrong[at] = letters[l];
				assert_int_equal(query_code_valid(wrong), letters[l] == code[at]);
			}
		for (size_t at = 0; at + 1 < 6; at++) {
			text_copy(wrong, sizeof wrong, code);
			wrong[at] = code[at + 1];
			wrong[at + 1] = code[at];
			swaps += code[at] != code[at + 1];
			unseen += code[at] != code[at + 1] && query_code_valid(wrong);
		}
	}
	/* A hybrid system does not promise all of them. */
	assert_true(unseen * 20 < swaps);
}

/* P = 36; AAAAA: 36+10 -> 10 -> 20; +10 = 30 -> 60 mod 37 = 23; 33 -> 66-37 = 29; 39 -> 3 -> 6;
 * 16 -> 32; check: (32 + c) mod 36 = 1, c = 5. */
static void known_codes(void **state)
{
	(void)state;
	assert_true(query_code_valid("AAAAA5"));
	assert_false(query_code_valid("AAAAA6"));
	assert_false(query_code_valid("aaaaa5"));
	assert_false(query_code_valid("AAAAA"));
	assert_false(query_code_valid("AAAAA55"));
	assert_false(query_code_valid("AAAA0A"));
	assert_false(query_code_valid(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats),
		cmocka_unit_test(completes),
		cmocka_unit_test(codes_are_checked),
		cmocka_unit_test(known_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
