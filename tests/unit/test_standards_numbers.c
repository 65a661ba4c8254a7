/* SPDX-License-Identifier: MIT
 *
 * Licences, cards, mobiles, plates, post codes, items: all vectors and the traps beside them.
 */
#include "core/standards/numbers.h"

#include "tests/unit/standards_vectors.h"

typedef void checker(const char *text, size_t len, struct number *out);

static void expect(checker *check, const char *text, const char *grade, const char *flags)
{
	struct number n;

	check(text, strlen(text), &n);
	assert_verdict(&n.verdict, grade, flags, text);
}

static void licence_vectors(void **state)
{
	struct tsv t = {0};
	char in[CELL_BYTES];

	(void)state;
	load_vectors("licences.tsv", 4, &t);
	assert_int_equal(t.rows, 52);
	for (size_t r = 0; r < t.rows; r++) {
		const char *cell = tsv_cell(&t, r, 0);
		struct number n;

		licence_check(in, unescape(cell, in), &n);
		assert_verdict(&n.verdict, tsv_cell(&t, r, 1), tsv_cell(&t, r, 2), cell);
		assert_cell(n.normal, in, cell);
	}
	tsv_release(&t);
}

static void card_vectors(void **state)
{
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES];

	(void)state;
	load_vectors("luhn.tsv", 5, &t);
	assert_int_equal(t.rows, 41);
	for (size_t r = 0; r < t.rows; r++) {
		const char *cell = tsv_cell(&t, r, 0);
		struct number n;

		card_check(in, unescape(cell, in), &n);
		assert_verdict(&n.verdict, tsv_cell(&t, r, 1), tsv_cell(&t, r, 2), cell);
		assert_cell(n.normal, expected(tsv_cell(&t, r, 3), want), cell);
	}
	tsv_release(&t);
}

static void misc_vectors(void **state)
{
	static const struct {
		const char *kind;
		checker *check;
	} kinds[] = {{"plate", plate_check}, {"mobile", mobile_check}, {"postcode", postcode_check},
		{"item", item_code_check}};
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES];
	int seen = 0;

	(void)state;
	load_vectors("misc.tsv", 5, &t);
	for (size_t r = 0; r < t.rows; r++) {
		for (size_t k = 0; k < COUNT_OF(kinds); k++) {
			const char *cell = tsv_cell(&t, r, 1);
			struct number n;

			if (strcmp(tsv_cell(&t, r, 0), kinds[k].kind) != 0)
				continue;
			kinds[k].check(in, unescape(cell, in), &n);
			assert_cell(grade_name(n.verdict.grade), tsv_cell(&t, r, 2), cell);
			assert_cell(n.normal, expected(tsv_cell(&t, r, 3), want), cell);
			seen++;
		}
	}
	assert_int_equal(seen + 11, t.rows); /* eleven travel documents are checked elsewhere */
	tsv_release(&t);
}

#define ROOT "1.2.156.3005.2"
#define TYPE "12330000MAPK3TTF3B103"
#define ISSUER "11100000MA3C3XHB8L"

static void licence_form(void **state)
{
	char text[8192], bad[] = ROOT "." TYPE "." ISSUER ".2025\0"
				      "6.011.7";
	struct number n;

	(void)state;
	expect(licence_check, " ", "BAD", "E_ROOT");
	expect(licence_check, ROOT, "BAD", "E_FIELDS");
	expect(licence_check, ROOT ".", "BAD", "E_FIELDS");
	expect(licence_check, ROOT "0." TYPE "." ISSUER ".1.011.7", "BAD", "E_ROOT");
	expect(licence_check, ROOT "." TYPE "." ISSUER "..011.7", "BAD", "E_FIELDS");
	expect(licence_check, ROOT "." TYPE "." ISSUER ".1.011.", "BAD", "E_FIELDS");
	expect(licence_check, ROOT "." TYPE "." ISSUER ".1.011", "BAD", "E_FIELDS");
	expect(licence_check, ROOT "." TYPE "." ISSUER ".202506167078.011.7", "OK", "-");
	/* bytes: neither case, nor width, nor a blank at the end is folded */
	expect(licence_check, ROOT "." TYPE "." ISSUER ".202506167078.011.7 ", "BAD", "E_CHAR");
	expect(licence_check, ROOT "." TYPE "." ISSUER ".202506167078.011.7\r", "BAD", "E_CHAR");
	expect(licence_check, ROOT ".12330000mapk3ttf3b103." ISSUER ".202506167078.011.7", "BAD",
		"E_CHAR");
	expect(licence_check, ROOT "." TYPE "." ISSUER ".202506167078.011.77", "BAD", "E_CHECK");
	licence_check(bad, sizeof(bad) - 1, &n);
	assert_verdict(&n.verdict, "BAD", "E_CHAR", "NUL inside");
	memset(text, 'A', sizeof(text));
	licence_check(text, sizeof(text), &n);
	assert_verdict(&n.verdict, "BAD", "E_ROOT", "long");
}

/* An independent reading of ISO 7064 MOD 37,36: the whole string with its check gives 1. */
static int hybrid(const char *text)
{
	static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	int p = 36;

	for (; text[1]; text++) {
		p += (int)(strchr(alphabet, *text) - alphabet);
		p %= 36;
		p = (p == 0 ? 36 : p) * 2 % 37;
	}
	return (p + (int)(strchr(alphabet, *text) - alphabet)) % 36;
}

/* The root and the dots are no part of what is checked. */
static void licence_check_character(void **state)
{
	char text[128], plain[128];
	int good = 0;

	(void)state;
	for (const char *c = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"; *c; c++) {
		struct number n;

		assert_true(
			text_format(text, sizeof(text), ROOT "." TYPE "." ISSUER ".A1.001.%c", *c));
		assert_true(text_format(plain, sizeof(plain), TYPE ISSUER "A1001%c", *c));
		licence_check(text, strlen(text), &n);
		assert_int_equal(n.verdict.grade == GRADE_OK, hybrid(plain) == 1);
		good += n.verdict.grade == GRADE_OK;
	}
	assert_int_equal(good, 1);
}

static void cards(void **state)
{
	(void)state;
	expect(card_check, "621234567890", "WARN", "W_LUHN");
	expect(card_check, "62123456789012345678", "BAD", "E_LENGTH");
	expect(card_check, "\uFF16\uFF12123456789093", "OK", "-");
	expect(card_check, "6212345678901232;", "BAD", "E_CHAR");
	/* 09 and 90: the one swap of neighbours Luhn cannot see */
	expect(card_check, "62123456789093", "OK", "-");
	expect(card_check, "62123456780993", "OK", "-");
}

static void mobiles(void **state)
{
	struct number n;

	(void)state;
	expect(mobile_check, "+86 138-0013-8000", "OK", "-");
	expect(mobile_check, "8613800138000", "OK", "-");
	expect(mobile_check, "\uFF0B8619912345678", "OK", "-");
	expect(mobile_check, "", "BAD", "E_EMPTY");
	expect(mobile_check, "+86", "BAD", "E_EMPTY");
	expect(mobile_check, "11012345678", "BAD", "E_CHAR");
	expect(mobile_check, "1380013800", "BAD", "E_LENGTH");
	mobile_check("+86 13800138000", 15, &n);
	assert_string_equal(n.normal, "13800138000");
}

static void plates(void **state)
{
	static const char *const good[] = {"浙B·1234A", "浙a12345", "浙A・1234B", "京AF0236",
		"京ADF0236", "京A12345F", "浙A1234挂", "浙A1234警", "粤ZA123港", "123456使",
		"沪A0023领", "京OA0001"};
	static const char *const bad[] = {"浙AI2345", "浙I12345", "浙A1234O", "浙A1234",
		"浙A1234567", "浙AL12345", "浙A12345L", "台A12345", "浙A123456挂", "12345使",
		"浙ZA123港", "A12345", "浙A°12345", ""};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		expect(plate_check, good[i], "OK", "-");
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct number n;

		plate_check(bad[i], strlen(bad[i]), &n);
		if (n.verdict.grade != GRADE_BAD)
			fail_msg("%s is no plate", bad[i]);
	}
}

static void postcodes(void **state)
{
	(void)state;
	expect(postcode_check, "010000", "OK", "-");
	expect(postcode_check, "31000A", "BAD", "E_CHAR");
	expect(postcode_check, "3100000", "BAD", "E_LENGTH");
}

/* domain.md 9.0, XMDM: twenty digits in groups of 4, 6, 2, 2 and 6. */
static void projects(void **state)
{
	static const char *const typed[] = {
		"2511-339901-04-01-100051", "25113399010401100051", " 2511 339901 04 01 100051 "};
	struct number n;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(typed); i++) {
		project_check(typed[i], strlen(typed[i]), &n);
		assert_int_equal(n.verdict.grade, GRADE_OK);
		assert_string_equal(n.normal, "2511-339901-04-01-100051");
	}
	expect(project_check, "2511-339901-04-01-10005", "BAD", "E_LENGTH");
	expect(project_check, "2511-339901-04-01-1000511", "BAD", "E_LENGTH");
	expect(project_check, "2511-33990A-04-01-100051", "BAD", "E_CHAR");
	expect(project_check, "", "BAD", "E_EMPTY");
}

#define AUTHORITY "11339900MB9D00017F"

static void items(void **state)
{
	(void)state;
	expect(item_code_check, "330700101001", "OK", "-");
	expect(item_code_check, "000100101001", "OK", "-"); /* the state itself */
	expect(item_code_check, "990700101001", "BAD", "E_AREA");
	expect(item_code_check, "332100101001", "WARN", "W_TYPE"); /* 21 is met in the field */
	expect(item_code_check, "992100101001", "BAD", "E_AREA,W_TYPE");
	expect(item_code_check, "33070010100A", "BAD", "E_CHAR");
	expect(item_code_check, "3307001010012", "BAD", "E_LENGTH");
	expect(item_code_check, AUTHORITY "4330700101001", "OK", "-");
	expect(item_code_check, AUTHORITY "0330700101001", "BAD", "E_LEVEL");
	expect(item_code_check, "11339900MB9D00017G4330700101001", "BAD", "E_USCC");
	expect(item_code_check, AUTHORITY "9990700101001", "BAD", "E_AREA,E_LEVEL");
	expect(item_code_check, AUTHORITY "433070010100101", "OK", "-");
	expect(item_code_check, AUTHORITY "43307001010012026031600", "BAD", "E_LENGTH");
	expect(item_code_check, AUTHORITY "4330700101001202603160001", "OK", "-");
	/* a local dialect: kept as it came, not taken apart */
	expect(item_code_check, "511A0138000000-511602000000-000", "BAD", "E_LENGTH");
}

static void region_codes(void **state)
{
	(void)state;
	expect(region_code_check, "330106", "OK", "-");
	expect(region_code_check, "110103", "WARN", "W_REGION_OLD");
	expect(region_code_check, "330199", "WARN", "W_REGION_UNKNOWN");
	expect(region_code_check, "990000", "BAD", "E_REGION");
	expect(region_code_check, "33010", "BAD", "E_LENGTH");
	expect(region_code_check, "33010A", "BAD", "E_CHAR");
	expect(region_code_check, "", "BAD", "E_EMPTY");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(licence_vectors),
		cmocka_unit_test(card_vectors),
		cmocka_unit_test(misc_vectors),
		cmocka_unit_test(licence_form),
		cmocka_unit_test(licence_check_character),
		cmocka_unit_test(cards),
		cmocka_unit_test(mobiles),
		cmocka_unit_test(plates),
		cmocka_unit_test(postcodes),
		cmocka_unit_test(projects),
		cmocka_unit_test(items),
		cmocka_unit_test(region_codes),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
