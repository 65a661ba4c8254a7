/* SPDX-License-Identifier: MIT
 *
 * The tables themselves (sorted, complete, quick to load), regions, code sets, verdicts.
 */
#include "core/standards/tables.h"

#include <stdio.h>
#include <time.h>

#include "core/standards/codes.h"
#include "core/standards/name.h"
#include "core/standards/region.h"
#include "core/standards/text_class.h"
#include "core/standards/workday.h"
#include "tests/unit/standards_vectors.h"

static void region_vectors(void **state)
{
	static const char *const words[] = {
		[REGION_NONE] = "none", [REGION_CURRENT] = "cur", [REGION_OLD] = "old"};
	struct tsv t = {0};
	char want[CELL_BYTES];

	(void)state;
	load_vectors("regions.tsv", 4, &t);
	assert_int_equal(t.rows, 59);
	for (size_t r = 0; r < t.rows; r++) {
		const char *code = tsv_cell(&t, r, 0);
		struct region region;

		region_find(code, &region);
		assert_cell(words[region.status], tsv_cell(&t, r, 1), code);
		assert_cell(region.name, expected(tsv_cell(&t, r, 2), want), code);
		assert_cell(region.parent, expected(tsv_cell(&t, r, 3), want), code);
	}
	tsv_release(&t);
}

static void expect_path(const char *code, const char *want)
{
	struct buf b;

	buf_init(&b, 256);
	region_path(code, &b);
	assert_cell(buf_text(&b), want, code);
	buf_release(&b);
}

static void region_paths(void **state)
{
	(void)state;
	expect_path("330106", "浙江省杭州市西湖区");
	expect_path("110101", "北京市东城区");
	expect_path("110103", "北京市崇文区"); /* old, its parent is a container */
	expect_path("429004", "湖北省仙桃市");
	expect_path("441900", "广东省东莞市");
	expect_path("330000", "浙江省");
	expect_path("990000", "");
	expect_path("", "");
}

static void region_overlay(void **state)
{
	struct region r;

	(void)state;
	region_find("500112", &r); /* merged into a new district */
	assert_int_equal(r.status, REGION_OLD);
	region_find("500157", &r);
	assert_int_equal(r.status, REGION_CURRENT);
	region_find("653132", &r);
	assert_int_equal(r.status, REGION_CURRENT);
	/* 3,222 of the list, three new ones, two gone */
	assert_int_equal(region_count(), 3223);
	for (size_t i = 1; i < region_count(); i++)
		assert_true(strcmp(region_code_at(i - 1), region_code_at(i)) < 0);
	assert_string_equal(region_code_at(region_count()), "");
}

static void region_provinces(void **state)
{
	int n = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		char code[7];

		assert_true(text_format(code, sizeof(code), "%02d0000", i));
		n += region_province(code);
	}
	assert_int_equal(n, 34);
}

static void demo_regions(void **state)
{
	struct region r;

	(void)state;
	region_find("339901", &r);
	assert_int_equal(r.status, REGION_NONE);
	assert_true(region_demo("339901"));
	assert_false(region_demo("330106"));
	assert_int_equal(tables_add_demo("assets/demo/nothing.tsv"), ERR_NOTFOUND);
	assert_int_equal(tables_add_demo("assets/demo/regions.tsv"), OK);
	assert_int_equal(region_count(), 3227);
	expect_path("339901", "浙江省演示市城东区");
	tables_close();
	assert_int_equal(tables_open("assets/codes"), OK);
	region_find("339901", &r); /* a closed demo leaves nothing behind */
	assert_int_equal(r.status, REGION_NONE);
}

/* Binary search needs the order; nothing may stand twice. */
static void tables_sorted(void **state)
{
	(void)state;
	for (int i = 0; i < TABLE_COUNT; i++) {
		const struct tsv *t = tables_get((enum table)i);

		assert_true(t->rows > 0);
		if (i == TABLE_CODES || i == TABLE_SUBSETS)
			continue;
		for (size_t r = 1; r < t->rows; r++)
			if (strcmp(tsv_cell(t, r - 1, 0), tsv_cell(t, r, 0)) >= 0)
				fail_msg("table %d, row %zu: %s", i, r, tsv_cell(t, r, 0));
	}
}

static void tables_search(void **state)
{
	const struct tsv *t = tables_get(TABLE_PINYIN);
	size_t row = 0;

	(void)state;
	for (size_t r = 0; r < t->rows; r++) {
		assert_true(tables_find(t, tsv_cell(t, r, 0), &row));
		assert_int_equal(row, r);
	}
	assert_false(tables_find(t, "", &row));
	assert_false(tables_find(t, "\U0010FFFF", &row));
	assert_false(tables_find(&(struct tsv){0}, "a", &row));
}

static void tables_missing(void **state)
{
	struct region r;

	(void)state;
	assert_int_equal(tables_open("tests/data/vectors"), ERR_NOTFOUND);
	region_find("330106", &r); /* the tables opened before are still there */
	assert_int_equal(r.status, REGION_CURRENT);
}

static void tables_load_time(void **state)
{
	struct timespec a, b;
	int64_t best = INT64_MAX;
	struct region r;

	(void)state;
	for (int i = 0; i < 5; i++) {
		int64_t us;

		tables_close();
		assert_int_equal(tables_open("assets/codes"), OK);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
		for (int t = 0; t < TABLE_COUNT; t++)
			(void)tables_get((enum table)t);
		region_find("330106", &r);
		(void)codes_has_set("sex");
		(void)workday_horizon();
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
		us = (b.tv_sec - a.tv_sec) * 1000000 + (b.tv_nsec - a.tv_nsec) / 1000;
		best = us < best ? us : best;
	}
	print_message("all tables: %d us\n", (int)best);
#ifdef ONETRIP_PLAIN
	assert_true(best < 10000);
#endif
}

static void code_sets(void **state)
{
	static const struct {
		const char *set;
		size_t n;
	} sets[] = {{"sex", 4}, {"marital", 8}, {"education", 40}, {"family", 84},
		{"item_type", 11}, {"item_level", 6}, {"rating", 5}, {"appeal_kind", 5},
		{"uscc_prefix", 49}, {"ethnic", 58}, {"country", 249}, {"country3", 249},
		{"political", 13}};
	const struct code *rows = NULL;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(sets); i++) {
		assert_true(codes_has_set(sets[i].set));
		assert_int_equal(codes_list(sets[i].set, &rows), sets[i].n);
		for (size_t k = 0; k < sets[i].n; k++) {
			assert_ptr_equal(codes_find(sets[i].set, rows[k].code), &rows[k]);
			if (!*rows[k].name || !*rows[k].name_en)
				fail_msg("%s %s has no name", sets[i].set, rows[k].code);
		}
	}
	assert_false(codes_has_set("nothing"));
	assert_int_equal(codes_list("nothing", &rows), 0);
	assert_null(codes_name("nothing", "1"));
}

static void code_names(void **state)
{
	const struct code *rows = NULL;

	(void)state;
	assert_string_equal(codes_name("sex", "2"), "女性");
	assert_string_equal(codes_name("ethnic", "01"), "汉族");
	assert_string_equal(codes_name("ethnic", "97"), "其他");
	assert_null(codes_name("ethnic", "57"));
	assert_string_equal(codes_name("country", "004"), "阿富汗");
	assert_null(codes_name("country", "4")); /* leading zeros are part of the code */
	assert_string_equal(codes_name("country3", "HKG"), "中国香港");
	assert_string_equal(codes_name("country", "158"), "中国台湾");
	assert_string_equal(codes_name("uscc_prefix", "Y1"), "其他");
	assert_null(codes_name("item_type", "21"));
	assert_string_equal(codes_find("rating", "1")->name_en, "Very dissatisfied");
	assert_int_equal(codes_list("rating", &rows), 5);
	assert_string_equal(rows[0].code, "5"); /* in table order, best first */
}

/* Sets must stand in one piece or codes_list would show a part. */
static void code_sets_whole(void **state)
{
	static const enum table tables[] = {TABLE_CODES, TABLE_SUBSETS};
	const char *seen[64], *last = "";
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(tables); i++) {
		const struct tsv *t = tables_get(tables[i]);

		for (size_t r = 0; r < t->rows; r++) {
			const char *set = tsv_cell(t, r, 0);

			if (strcmp(set, last) == 0)
				continue;
			for (size_t k = 0; k < n; k++)
				assert_string_not_equal(seen[k], set);
			assert_true(n < COUNT_OF(seen));
			seen[n++] = last = set;
		}
	}
}

static void radicals(void **state)
{
	(void)state;
	assert_int_equal(unify_radical(0x2EFF), 0x2EFF);
	assert_int_equal(unify_radical(0x2F00), 0x4E00); /* 一 */
	assert_int_equal(unify_radical(0x2F08), 0x4EBA); /* 人 */
	assert_int_equal(unify_radical(0x2FD4), 0x9F9C); /* 龜 */
	assert_int_equal(unify_radical(0x2FD5), 0x9FA0); /* 龠 */
	assert_int_equal(unify_radical(0x2FD6), 0x2FD6);
}

/* Every reading is a syllable; a character with several has its usual one first. */
static void pinyin_tables(void **state)
{
	const struct tsv *more = tables_get(TABLE_PINYIN_MORE), *one = tables_get(TABLE_PINYIN);
	size_t row;

	(void)state;
	assert_int_equal(one->rows, 8105);
	for (size_t r = 0; r < one->rows; r++) {
		const char *reading = tsv_cell(one, r, 1);

		assert_int_equal(strspn(reading, "abcdefghijklmnopqrstuvwxyz"), strlen(reading));
		assert_true(*reading);
	}
	for (size_t r = 0; r < more->rows; r++) {
		const char *readings = tsv_cell(more, r, 1);

		assert_true(tables_find(one, tsv_cell(more, r, 0), &row));
		assert_true(text_starts(readings, tsv_cell(one, row, 1)));
		assert_non_null(strchr(readings, ' '));
	}
}

static void verdicts(void **state)
{
	struct verdict v = {0};

	(void)state;
	assert_verdict(&v, "OK", "-", "nothing");
	assert_string_equal(verdict_worst(&v), "");
	verdict_add(&v, FLAG_W_REGION_OLD);
	verdict_add(&v, FLAG_W_AGE);
	assert_verdict(&v, "WARN", "W_AGE,W_REGION_OLD", "warnings");
	assert_string_equal(verdict_worst(&v), flag_text(FLAG_W_AGE));
	verdict_add(&v, FLAG_E_DATE);
	verdict_add(&v, FLAG_E_CHECK);
	verdict_add(&v, FLAG_W_LEGACY15);
	assert_verdict(&v, "BAD", "E_CHECK,E_DATE,W_AGE,W_LEGACY15,W_REGION_OLD", "all");
	assert_string_equal(verdict_worst(&v), flag_text(FLAG_E_CHECK));
	v = (struct verdict){0};
	for (int f = 0; f < FLAG_COUNT; f++)
		verdict_add(&v, (enum flag)f);
	for (int f = 0; f < FLAG_COUNT; f++)
		assert_true(verdict_has(&v, (enum flag)f));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(region_vectors),
		cmocka_unit_test(region_paths),
		cmocka_unit_test(region_overlay),
		cmocka_unit_test(region_provinces),
		cmocka_unit_test(demo_regions),
		cmocka_unit_test(tables_sorted),
		cmocka_unit_test(tables_search),
		cmocka_unit_test(tables_missing),
		cmocka_unit_test(tables_load_time),
		cmocka_unit_test(code_sets),
		cmocka_unit_test(code_names),
		cmocka_unit_test(code_sets_whole),
		cmocka_unit_test(radicals),
		cmocka_unit_test(pinyin_tables),
		cmocka_unit_test(verdicts),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
