/* SPDX-License-Identifier: MIT
 *
 * Numbers of persons: all vectors, the traps of the standard, the people of the demo city.
 */
#include "core/standards/identity.h"

#include "tests/unit/standards_vectors.h"

static struct identity check_on(const char *text, int year, int month, int day)
{
	struct identity id;

	identity_check(text, strlen(text), day_of(year, month, day), &id);
	return id;
}

static struct identity check(const char *text)
{
	return check_on(text, REFERENCE_YEAR, REFERENCE_MONTH, REFERENCE_DAY);
}

static void expect(const char *text, const char *grade, const char *flags)
{
	struct identity id = check(text);

	assert_verdict(&id.verdict, grade, flags, text);
}

static void vectors(void **state)
{
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES], birth[11], sex[2] = "";

	(void)state;
	load_vectors("ids.tsv", 9, &t);
	assert_int_equal(t.rows, 174);
	for (size_t r = 0; r < t.rows; r++) {
		const char *cell = tsv_cell(&t, r, 0);
		struct identity id;

		identity_check(in, unescape(cell, in), reference_day(), &id);
		assert_verdict(&id.verdict, tsv_cell(&t, r, 1), tsv_cell(&t, r, 2), cell);
		assert_cell(*id.type ? id.type : "NONE", tsv_cell(&t, r, 3), cell);
		assert_cell(id.normal, expected(tsv_cell(&t, r, 4), want), cell);
		birth[0] = '\0';
		if (id.has_birth)
			day_format(id.birth, birth);
		assert_cell(birth, expected(tsv_cell(&t, r, 5), want), cell);
		sex[0] = id.sex;
		assert_cell(sex, expected(tsv_cell(&t, r, 6), want), cell);
		assert_cell(id.region, expected(tsv_cell(&t, r, 7), want), cell);
	}
	tsv_release(&t);
}

static void misc_vectors(void **state)
{
	static const char *const kinds[] = {"passport", "hmpermit", "twpermit"};
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES], normal[IDENTITY_SIZE];
	int seen = 0;

	(void)state;
	load_vectors("misc.tsv", 5, &t);
	for (size_t r = 0; r < t.rows; r++) {
		for (size_t k = 0; k < COUNT_OF(kinds); k++) {
			const char *cell = tsv_cell(&t, r, 1);
			struct verdict v;

			if (strcmp(tsv_cell(&t, r, 0), kinds[k]) != 0)
				continue;
			travel_check((enum travel)k, in, unescape(cell, in), &v, normal);
			assert_cell(grade_name(v.grade), tsv_cell(&t, r, 2), cell);
			assert_cell(normal, expected(tsv_cell(&t, r, 3), want), cell);
			seen++;
		}
	}
	assert_int_equal(seen, 11);
	tsv_release(&t);
}

static void check_characters(void **state)
{
	/* the example of GB 11643-1999, annex */
	assert_int_equal(identity_check_char("11010519491231002"), 'X');
	assert_int_equal(identity_check_char("44052418800101001"), '4');
	(void)state;
}

/* Every single wrong digit and every swap of neighbours must be noticed. */
static void errors_caught(void **state)
{
	const char good[] = "33990119880808122";
	char bad[18];

	(void)state;
	for (size_t i = 0; i < 17; i++) {
		for (char c = '0'; c <= '9'; c++) {
			memcpy(bad, good, sizeof(good));
			bad[i] = c;
			if (c != good[i])
				assert_int_not_equal(
					identity_check_char(bad), identity_check_char(good));
		}
	}
	for (size_t i = 0; i < 16; i++) {
		memcpy(bad, good, sizeof(good));
		bad[i] = good[i + 1];
		bad[i + 1] = good[i];
		if (bad[i] != good[i])
			assert_int_not_equal(identity_check_char(bad), identity_check_char(good));
	}
}

/* With a matching check character put in: the rest of the number decides. */
static void expect17(const char *first17, const char *grade, const char *flags)
{
	char text[19];

	assert_true(text_format(text, sizeof(text), "%s%c", first17, identity_check_char(first17)));
	expect(text, grade, flags);
}

static void dates(void **state)
{
	(void)state;
	expect17("33010620000229001", "OK", "-");
	expect17("33010619000229001", "BAD", "E_DATE");
	expect17("33010620010229001", "BAD", "E_DATE");
	expect17("33010619990431001", "BAD", "E_DATE");
	expect17("33010619990001001", "BAD", "E_DATE");
	expect17("33010619990100001", "BAD", "E_DATE");
	expect17("33010619401001001", "OK", "-");
	/* no local midnight in Shanghai on this day: a date all the same */
	expect17("33010619400601001", "OK", "-");
	expect17("33010617991231001", "BAD", "E_YEAR");
	expect17("33010600000229001", "BAD", "E_YEAR");
	expect17("33010600010229001", "BAD", "E_DATE");
	expect17("33010618000101001", "WARN", "W_AGE");
	expect17("33010619061123001", "OK", "-");
	expect17("33010619061122001", "WARN", "W_AGE");
	expect17("33010620261123001", "OK", "-");
	expect17("33010620261124001", "BAD", "E_FUTURE");
	expect17("33010699991231001", "BAD", "E_FUTURE");
}

static void ages(void **state)
{
	(void)state;
	assert_int_equal(identity_age(day_of(1990, 3, 16), day_of(2026, 3, 15)), 35);
	assert_int_equal(identity_age(day_of(1990, 3, 16), day_of(2026, 3, 16)), 36);
	assert_int_equal(identity_age(day_of(2004, 2, 29), day_of(2026, 2, 28)), 21);
	assert_int_equal(identity_age(day_of(2004, 2, 29), day_of(2026, 3, 1)), 22);
	assert_int_equal(identity_age(day_of(2026, 3, 1), day_of(2026, 3, 1)), 0);
}

static void regions(void **state)
{
	(void)state;
	/* the four prefectures without counties */
	expect17("44190019800101001", "OK", "-");
	expect17("44200019800101001", "OK", "-");
	expect17("46040019800101001", "OK", "-");
	expect17("62020019800101001", "OK", "-");
	expect17("33000019800101001", "WARN", "W_REGION_LEVEL");
	/* a prefecture that is gone: old, and no county either */
	expect17("36220019800101001", "WARN", "W_REGION_LEVEL,W_REGION_OLD");
	expect17("71000019800101001", "WARN", "W_REGION_LEVEL");
	expect17("81000119800101001", "BAD", "E_REGION");
	expect17("82010019800101001", "BAD", "E_REGION");
	expect17("83000119800101001", "BAD", "E_REGION");
	expect17("10000019800101001", "BAD", "E_REGION");
	/* regions that came after the birth are legal: the number is given at registration */
	expect17("65901319800101001", "OK", "-");
	/* the demo city is unknown unless its table was added */
	expect17("33990119800101001", "WARN", "W_REGION_UNKNOWN");
}

static void fifteen(void **state)
{
	struct identity id;

	(void)state;
	expect("310101000229001", "BAD", "E_DATE,W_LEGACY15"); /* 1900 was no leap year */
	expect("310101000229996", "BAD", "E_DATE,W_LEGACY15"); /* nor 1800 */
	expect("310101960229996", "WARN", "W_AGE,W_LEGACY15");
	expect("310101960229995", "WARN", "W_LEGACY15");
	expect("310101970229995", "BAD", "E_DATE,W_LEGACY15");
	expect("810000800101001", "BAD", "E_REGION,W_LEGACY15"); /* permits have 18 */
	expect("933840800101001", "BAD", "E_REGION,W_LEGACY15");
	expect("31010180010100X", "BAD", "E_CHAR");
	id = check("110105491231002");
	assert_string_equal(id.normal, "11010519491231002X");
	id = check("310101991231999");
	assert_string_equal(id.normal + 6, "189912319994");
	assert_int_equal(id.birth, day_of(1899, 12, 31));
}

static void permits(void **state)
{
	struct identity id;

	(void)state;
	id = check("830000194005096842");
	assert_string_equal(id.type, "TWRP");
	expect17("81000018990101001", "WARN", "W_AGE");
	expect17("82000019900230001", "BAD", "E_DATE");
}

static void foreigners(void **state)
{
	struct identity id;

	(void)state;
	/* province in places 2-3, nationality in 4-6 */
	id = check("934662198710016307");
	assert_string_equal(id.region, "340000");
	expect17("93315619850101001", "BAD", "E_COUNTRY");
	expect17("93399919850101001", "BAD", "E_COUNTRY");
	expect17("93300419850101001", "OK", "-"); /* leading zero: Afghanistan */
	expect17("98184019850101001", "BAD", "E_REGION");
	expect17("97184019850101001", "BAD", "E_REGION");
	/* the older form has no century: no birth date, not even a plausible one */
	id = check("HMD440186110555");
	assert_false(id.has_birth);
	assert_int_equal(id.sex, 'M');
	expect("CHN440186110555", "BAD", "E_COUNTRY,W_LEGACY_FPR");
	expect("HMD440186130551", "BAD", "E_DATE,W_LEGACY_FPR");
	expect("USA330100022915", "WARN", "W_LEGACY_FPR"); /* 2000-02-29 or 1900-02-29 */
	expect("HMD44018611055A", "BAD", "E_CHAR");
	expect("HM4440186110555", "BAD", "E_CHAR");
}

static void spelling(void **state)
{
	struct identity id;

	(void)state;
	id = check("\xEF\xBC\x91"
		   "1010519491231002\xEF\xBD\x98"); /* fullwidth 1 and x */
	assert_verdict(&id.verdict, "OK", "-", "fullwidth");
	assert_string_equal(id.normal, "11010519491231002X");
	/* every dash and every blank of the standard is dropped */
	expect("110105\u2010"
	       "1949\u2015"
	       "1231\u2212"
	       "002x",
		"OK", "-");
	expect("110105\u2011\u2012\u2013\u2014"
	       "19491231002x",
		"OK", "-");
	expect("\v\f110105\u1680\u2003\u202F\u205F\u00AD"
	       "19491231\u200D\u2066\u2069"
	       "002x\r",
		"OK", "-");
	/* what looks like an X is shown, not taken for one */
	expect("11010519491231002\u00D7", "BAD", "E_CHAR_X");
	expect("11010519491231002\u0425", "BAD", "E_CHAR_X");
	expect("11010519491231002\u03A7", "BAD", "E_CHAR_X");
	expect("11010519491231002\u2169", "BAD", "E_CHAR_X");
	expect("11010519491231002*", "BAD", "E_CHAR_X");
	expect("1101051949123100*X", "BAD", "E_CHAR");
	/* other digits are letters to us */
	expect("11010519491231002\u0663", "BAD", "E_CHAR");
	expect("1101051949123100\u06F2X", "BAD", "E_CHAR");
}

static void hostile(void **state)
{
	char text[2048];
	struct identity id;

	(void)state;
	expect("", "BAD", "E_EMPTY");
	expect(" \t\r\u200B-", "BAD", "E_EMPTY");
	memcpy(text, "110105\00019491231002X", 19);
	identity_check(text, 19, reference_day(), &id);
	assert_verdict(&id.verdict, "BAD", "E_LENGTH", "a NUL more");
	memcpy(text, "110105194\0001231002X", 18);
	identity_check(text, 18, reference_day(), &id);
	assert_verdict(&id.verdict, "BAD", "E_CHAR", "a NUL for a digit");
	assert_string_equal(id.normal, "110105194\uFFFD1231002X");
	memcpy(text, "11010519491231002\xC0", 18);
	identity_check(text, 18, reference_day(), &id);
	assert_verdict(&id.verdict, "BAD", "E_CHAR", "a malformed byte");
	memset(text, '1', sizeof(text));
	identity_check(text, sizeof(text), reference_day(), &id);
	assert_verdict(&id.verdict, "BAD", "E_LENGTH", "long");
	assert_true(strlen(id.normal) < IDENTITY_SIZE);
	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "\xE7\x8E\x8B", 3);
	identity_check(text, 3 * 18, reference_day(), &id);
	assert_verdict(&id.verdict, "BAD", "E_CHAR", "18 Han");
	assert_int_equal(strlen(id.normal), 3 * 18);
	identity_check(text, 2046, reference_day(), &id);
	assert_verdict(&id.verdict, "BAD", "E_LENGTH", "many Han");
	assert_true(text_valid(id.normal, strlen(id.normal)));
}

static void travel_forms(void **state)
{
	static const struct {
		enum travel kind;
		const char *text, *flags;
	} cases[] = {
		{TRAVEL_PASSPORT, "ea1234567", "-"},
		{TRAVEL_PASSPORT, "EI1234567", "E_CHAR"},
		{TRAVEL_PASSPORT, "G12345678", "-"},
		{TRAVEL_PASSPORT, "141234567", "-"},
		{TRAVEL_PASSPORT, "161234567", "E_CHAR"},
		{TRAVEL_PASSPORT, "D1234567", "-"},
		{TRAVEL_PASSPORT, "SE12345678", "-"},
		{TRAVEL_PASSPORT, "KJ0123456", "-"},
		{TRAVEL_PASSPORT, "MA1234567", "-"},
		{TRAVEL_PASSPORT, "M12345678", "E_CHAR"},
		{TRAVEL_PASSPORT, "", "E_EMPTY"},
		{TRAVEL_PASSPORT, "E12345678901", "E_LENGTH"},
		{TRAVEL_HM, "M12345678", "-"},
		{TRAVEL_HM, "HA1234567", "-"},
		{TRAVEL_HM, "HB1234567", "E_CHAR"},
		{TRAVEL_HM, "H123456780", "E_LENGTH"},
		{TRAVEL_TW, "1234567801", "-"},
		{TRAVEL_TW, "123456789", "E_LENGTH"},
	};
	char normal[IDENTITY_SIZE];
	struct verdict v;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		travel_check(cases[i].kind, cases[i].text, strlen(cases[i].text), &v, normal);
		assert_verdict(&v, strcmp(cases[i].flags, "-") ? "BAD" : "OK", cases[i].flags,
			cases[i].text);
	}
}

/* domain.md 9.0; the newborn of February 2026 is not in the future. */
static void demo_people(void **state)
{
	static const struct {
		const char *number;
		char sex;
		int age;
	} people[] = {{"339901195203150010", 'M', 74}, {"339901198808081226", 'F', 38},
		{"339921199012243138", 'M', 35}, {"339901202602121332", 'M', 0},
		{"339902197505302441", 'F', 51}};

	(void)state;
	assert_int_equal(tables_add_demo("assets/demo/regions.tsv"), OK);
	for (size_t i = 0; i < COUNT_OF(people); i++) {
		struct identity id = check(people[i].number);

		assert_verdict(&id.verdict, "OK", "-", people[i].number);
		assert_int_equal(identity_age(id.birth, reference_day()), people[i].age);
		if (i != 3) /* the newborn's sex is not told */
			assert_int_equal(id.sex, people[i].sex);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(misc_vectors),
		cmocka_unit_test(check_characters),
		cmocka_unit_test(errors_caught),
		cmocka_unit_test(dates),
		cmocka_unit_test(ages),
		cmocka_unit_test(regions),
		cmocka_unit_test(fifteen),
		cmocka_unit_test(permits),
		cmocka_unit_test(foreigners),
		cmocka_unit_test(spelling),
		cmocka_unit_test(hostile),
		cmocka_unit_test(travel_forms),
		cmocka_unit_test(demo_people),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
