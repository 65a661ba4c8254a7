/* SPDX-License-Identifier: MIT
 *
 * Numbers of legal persons: all vectors, both alphabets, the outer modulo, the demo authorities.
 */
#include "core/standards/credit_code.h"

#include "tests/unit/standards_vectors.h"

static void expect(const char *text, const char *kind, const char *grade, const char *flags)
{
	struct credit_code c;

	credit_code_check(text, strlen(text), &c);
	assert_verdict(&c.verdict, grade, flags, text);
	assert_cell(c.kind, kind, text);
}

static void vectors(void **state)
{
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES];

	(void)state;
	load_vectors("uscc.tsv", 9, &t);
	assert_int_equal(t.rows, 119);
	for (size_t r = 0; r < t.rows; r++) {
		const char *cell = tsv_cell(&t, r, 0), *flags = tsv_cell(&t, r, 3);
		struct credit_code c;

		credit_code_check(in, unescape(cell, in), &c);
		assert_verdict(&c.verdict, tsv_cell(&t, r, 2), flags, cell);
		/* which number was meant cannot be told from a wrong length */
		if (strcmp(flags, "E_LENGTH") && strcmp(flags, "E_EMPTY"))
			assert_cell(c.kind, tsv_cell(&t, r, 1), cell);
		else
			assert_cell(c.kind, "", cell);
		assert_cell(c.normal, expected(tsv_cell(&t, r, 4), want), cell);
		assert_cell(c.prefix, expected(tsv_cell(&t, r, 5), want), cell);
		assert_cell(c.region, expected(tsv_cell(&t, r, 6), want), cell);
		assert_cell(c.org, expected(tsv_cell(&t, r, 7), want), cell);
	}
	tsv_release(&t);
}

/* Codes that a validator without the outer modulo, or with one alphabet for both checks, or with
 * digits only in the first two places rejects. */
static void traps(void **state)
{
	(void)state;
	expect("1242050397797911X0", "USCC", "OK", "-");
	expect("915323024122698230", "USCC", "OK", "-");
	expect("J9131026MA8NA07952", "USCC", "OK", "-");
	assert_true(credit_code_matches("J9131026MA8NA07952"));
	assert_false(credit_code_matches("J9131026MA8NA07953"));
	assert_false(credit_code_matches("91420626892733135C")); /* inner check only */
	assert_false(credit_code_matches("1242050397797911X"));	 /* ends early */
	/* a letter where the region stands */
	expect("91A4010501234567XX", "USCC", "BAD", "E_CHAR");
	/* M and B are equal modulo 11: only the outer check tells them apart */
	expect("31141124MACHKUA09F", "USCC", "OK", "-");
	expect("31141124BACHKUA09F", "USCC", "BAD", "E_CHECK");
	expect("MACHKUA09", "ORG", "OK", "-");
	expect("BACHKUA09", "ORG", "OK", "-");
}

/* 100000 is the state itself and stands in no list of regions. */
static void state_register(void **state)
{
	(void)state;
	expect("11100000MB0000019L", "USCC", "OK", "-");
}

static void alphabet_of_organisations(void **state)
{
	(void)state;
	expect("ZZZZZZZZ3", "ORG", "OK", "-");
	expect("IOSVZIOS0", "ORG", "BAD", "E_CHECK");
	expect("1234567-8", "", "BAD", "E_LENGTH");
	expect("12345678 Y", "ORG", "BAD", "E_CHAR");
	expect("MA4VCF49\u20108", "ORG", "OK", "-"); /* any dash */
	expect("MA4VCF49\u22128", "ORG", "OK", "-");
	expect("\uFF2D\uFF21\uFF14vcf49-8", "ORG", "OK", "-");
	expect("MA4VCF4\u00B7"
	       "8",
		"ORG", "BAD", "E_CHAR");
	expect("MA4VCF49\u0425", "ORG", "BAD", "E_CHAR"); /* no X to guess at */
}

static void register_numbers(void **state)
{
	(void)state;
	expect("410928625493210", "REGNO", "OK", "-");
	expect("410928625493211", "REGNO", "BAD", "E_CHECK");
	expect("41092862549321A", "REGNO", "BAD", "E_CHAR");
}

static void hostile(void **state)
{
	char text[4096];
	struct credit_code c;

	(void)state;
	expect("", "", "BAD", "E_EMPTY");
	expect("\u3000-\u200B", "", "BAD", "E_EMPTY");
	memcpy(text, "91330100\0471966741B", 18);
	credit_code_check(text, 18, &c);
	assert_verdict(&c.verdict, "BAD", "E_CHAR", "NUL");
	memset(text, '9', sizeof(text));
	credit_code_check(text, sizeof(text), &c);
	assert_verdict(&c.verdict, "BAD", "E_LENGTH", "long");
	memset(text, 0xFF, 18);
	credit_code_check(text, 18, &c);
	assert_verdict(&c.verdict, "BAD", "E_CHAR", "malformed");
}

/* domain.md 9.0 */
static void demo_authorities(void **state)
{
	static const char *const codes[] = {"11339900MB9D00017F", "11339900MB9D00025A",
		"11339900MB9D000335", "11339900MB9D000410", "11339900MB9D0005XP",
		"11339900MB9D00068P", "11339900MB9D00076J", "11339900MB9D00084D",
		"11339900MB9D000928", "11339900MB9D00105X", "11339900MB9D00113Q",
		"11339900MB9D00121K", "11339900MB9D0013XB", "11339900MB9D00148B",
		"11339900MB9D001566", "11339900MB9D001641", "91339901MA9D000137",
		"91339902MA9D00021G", "92339901MA9D0003XN"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		expect(codes[i], "USCC", "WARN", "W_REGION_UNKNOWN");
	assert_int_equal(tables_add_demo("assets/demo/regions.tsv"), OK);
	for (size_t i = 0; i < COUNT_OF(codes); i++)
		expect(codes[i], "USCC", "OK", "-");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(traps),
		cmocka_unit_test(state_register),
		cmocka_unit_test(alphabet_of_organisations),
		cmocka_unit_test(register_numbers),
		cmocka_unit_test(hostile),
		cmocka_unit_test(demo_authorities),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
