/* SPDX-License-Identifier: MIT
 *
 * What is typed against what is kept, and what is kept against what is read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/form/draft.h"
#include "core/standards/tables.h"

static const struct choice choices[] = {
	{"1", "务工", "Employment"},
	{"2", "居住", "Residence"},
};

static struct field field_of(enum field_type type)
{
	return (struct field){.name = "it",
		.label = "本项",
		.label_en = "It",
		.type = type,
		.table = "",
		.choices = choices,
		.n_choices = COUNT_OF(choices)};
}

struct pair {
	enum field_type type;
	const char *typed;
	const char *kept; /* NULL: refused */
};

static void run_pairs(const struct pair *pairs, size_t n)
{
	day_t today = day_of(2026, 3, 16);
	for (size_t i = 0; i < n; i++) {
		struct field f = field_of(pairs[i].type);
		struct buf out;
		char why[WHY_SIZE] = "";
		if (f.type == FIELD_CODE)
			f.table = "ethnic";
		buf_init(&out, 5000);
		enum err err = field_fold(&f, pairs[i].typed, today, &out, why);
		const char *kept = pairs[i].kept;
		if (!kept && (err != ERR_INPUT || out.len || !*why))
			fail_msg("\"%s\" was taken as \"%s\"", pairs[i].typed, buf_text(&out));
		if (kept && (err || !text_equal(buf_text(&out), kept)))
			fail_msg("\"%s\": \"%s\" %s", pairs[i].typed, buf_text(&out), why);
		if (kept && !field_accepts(&f, kept, today))
			fail_msg("\"%s\" is not accepted again", kept);
		buf_release(&out);
	}
}

static void texts(void **state)
{
	static const struct pair pairs[] = {
		{FIELD_TEXT, "  文字\t两\n段 ", "文字 两 段"},
		{FIELD_TEXT, "", NULL},
		{FIELD_TEXT, " \t\n　", NULL},
		{FIELD_ADDRESS, "启明路　２号１幢", "启明路 2号1幢"},
		{FIELD_NAME, "李 小梅", "李小梅"},
		{FIELD_NAME, "阿依古丽.买买提", "阿依古丽·买买提"},
		{FIELD_NAME, "王°", NULL},
	};
	(void)state;
	run_pairs(pairs, COUNT_OF(pairs));
}

static void numbers(void **state)
{
	static const struct pair pairs[] = {
		{FIELD_ID, "339901198808081226", "339901198808081226"},
		{FIELD_ID, "３３９９０１１９８８０８０８１２２６", "339901198808081226"},
		{FIELD_ID, "339901 19880808 1226", "339901198808081226"},
		{FIELD_ID, "33990119880808122", NULL},
		{FIELD_ID, "339901198808081225", NULL},
		{FIELD_CREDIT_CODE, "91339901ma9d000137", "91339901MA9D000137"},
		{FIELD_CREDIT_CODE, "91339901MA9D000138", NULL},
		{FIELD_ID_OR_CODE, "91339901MA9D000137", "91339901MA9D000137"},
		{FIELD_ID_OR_CODE, "339901195203150010", "339901195203150010"},
		{FIELD_ID_OR_CODE, "339901195203150011", NULL},
		{FIELD_ID_OR_CODE, "你好", NULL},
		{FIELD_MOBILE, "+86 139-0000-1234", "13900001234"},
		{FIELD_MOBILE, "1390000123", NULL},
		{FIELD_MOBILE, "139000012345", NULL},
		{FIELD_PHONE, "0571-12345678", "0571-12345678"},
		{FIELD_PHONE, "010－1234567", "010-1234567"},
		{FIELD_PHONE, "13900001234", "13900001234"},
		{FIELD_PHONE, "057112345678", NULL},
		{FIELD_PHONE, "0571-123456", NULL},
		{FIELD_CARD, "6222 0212 3456 7890 128", "6222021234567890128"},
		{FIELD_CARD, "622", NULL},
	};
	(void)state;
	run_pairs(pairs, COUNT_OF(pairs));
}

static void dates_and_counts(void **state)
{
	static const struct pair pairs[] = {
		{FIELD_DATE, "20260316", "2026-03-16"},
		{FIELD_DATE, "2026-3-6", "2026-03-06"},
		{FIELD_DATE, "2026年3月16日", "2026-03-16"},
		{FIELD_DATE, "２０２６／０３／１６", "2026-03-16"},
		{FIELD_DATE, "20000229", "2000-02-29"},
		{FIELD_DATE, "20010229", NULL},
		{FIELD_DATE, "20260431", NULL},
		{FIELD_DATE, "2026031", NULL},
		{FIELD_DATE, "202603160", NULL},
		{FIELD_DATE, "2026", NULL},
		{FIELD_DATE, "2026-03-16-01", NULL},
		{FIELD_DATE, "17990101", NULL},
		{FIELD_INT, "１４", "14"},
		{FIELD_INT, "-1", NULL},
		{FIELD_INT, "1.5", NULL},
		{FIELD_MONEY, "12", "1200"},
		{FIELD_MONEY, "1,200.5", "120050"},
		{FIELD_MONEY, "￥１，２００．５０元", "120050"},
		{FIELD_MONEY, "0.05", "5"},
		{FIELD_MONEY, "0", "0"},
		{FIELD_MONEY, "1.234", NULL},
		{FIELD_MONEY, "1.2.3", NULL},
		{FIELD_MONEY, ".5", NULL},
		{FIELD_MONEY, "-5", NULL},
		{FIELD_MONEY, "123456789012", "12345678901200"},
		{FIELD_MONEY, "1234567890123", NULL},
	};
	(void)state;
	/* what is kept of money is not what is typed: field_accepts takes any amount in fen */
	run_pairs(pairs, COUNT_OF(pairs));
}

static void picks(void **state)
{
	static const struct pair pairs[] = {
		{FIELD_CHOICE, "1", "1"},
		{FIELD_CHOICE, "２", "2"},
		{FIELD_CHOICE, "务工", "1"},
		{FIELD_CHOICE, "3", NULL},
		{FIELD_BOOL, "1", "1"},
		{FIELD_BOOL, "2", "0"},
		{FIELD_BOOL, "是", "1"},
		{FIELD_BOOL, "否", "0"},
		{FIELD_BOOL, "3", NULL},
		{FIELD_CODE, "01", "01"},
		{FIELD_CODE, "汉族", "01"},
		{FIELD_CODE, "哈", NULL}, /* 哈萨克族, 哈尼族 */
		{FIELD_CODE, "哈萨", "17"},
		{FIELD_CODE, "77", NULL},
		{FIELD_REGION, "330106", "330106"},
		{FIELD_REGION, "3301", "330100"},
		{FIELD_REGION, "33", "330000"},
		{FIELD_REGION, "浙江省杭州市西湖区", "330106"},
		{FIELD_REGION, "山前县", "339921"},
		{FIELD_REGION, "朝阳区", NULL}, /* in more than one city */
		{FIELD_REGION, "999999", NULL},
		{FIELD_REGION, "33010", NULL},
		{FIELD_UNIT_NO, "339901001001gb00002f01010101", "339901001001GB00002F01010101"},
		{FIELD_UNIT_NO, "339901001001 GB 00002 F01010101", "339901001001GB00002F01010101"},
		{FIELD_UNIT_NO, "339901001001GB00002F0101010", NULL},
		{FIELD_UNIT_NO, "3399010010010B00002F01010101", NULL},
		{FIELD_UNIT_NO, "A39901001001GB00002F01010101", NULL},
		{FIELD_HASH, "typed by hand", NULL},
		{FIELD_HASH, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
			"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	};
	(void)state;
	run_pairs(pairs, COUNT_OF(pairs));
}

/* The clerk is told what is wrong and by how much. */
static void sentences(void **state)
{
	static const struct {
		enum field_type type;
		const char *typed, *part;
	} says[] = {
		{FIELD_MOBILE, "1390000123", "It is short by 1; it has 11"},
		{FIELD_MOBILE, "1390000123456", "It is too long by 2; it has 11"},
		{FIELD_ID, "33990119880808122", "It is short by 1; it has 18"},
		{FIELD_ID, "339901198808081227", "check character"},
		{FIELD_ID_OR_CODE, "91339901MA9D00013", "It is short by 1; it has 18"},
		{FIELD_DATE, "2026", "such as 20260316"},
		{FIELD_DATE, "20260230", "this day does not exist"},
		{FIELD_CHOICE, "7", "1 to 2"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(says); i++) {
		struct field f = field_of(says[i].type);
		struct buf out;
		char why[WHY_SIZE] = "";
		buf_init(&out, 1000);
		assert_int_equal(
			field_fold(&f, says[i].typed, day_of(2026, 3, 16), &out, why), ERR_INPUT);
		if (!strstr(why, says[i].part))
			fail_msg("%s: %s", says[i].typed, why);
		buf_release(&out);
	}
}

static void bounds(void **state)
{
	struct field f = field_of(FIELD_TEXT);
	struct buf out;
	char why[WHY_SIZE];
	(void)state;
	f.max = 3;
	buf_init(&out, 1000);
	assert_int_equal(field_fold(&f, "一二三", 0, &out, why), OK);
	assert_int_equal(field_fold(&f, "一二三四", 0, &out, why), ERR_INPUT);
	assert_string_equal(buf_text(&out), "一二三");
	buf_clear(&out);
	f = field_of(FIELD_INT);
	f.min = 5, f.max = 12;
	assert_int_equal(field_fold(&f, "13", 0, &out, why), ERR_INPUT);
	assert_int_equal(field_fold(&f, "12", 0, &out, why), OK);
	buf_release(&out);
}

/* The longest answers of the domain have 2,000 characters. */
static void long_words(void **state)
{
	struct field f = field_of(FIELD_TEXT);
	struct buf typed, out;
	char why[WHY_SIZE] = "";
	(void)state;
	f.max = 2000;
	buf_init(&typed, 7000);
	buf_init(&out, 7000);
	for (int i = 0; i < 2000; i++)
		buf_adds(&typed, "诉");
	assert_int_equal(field_fold(&f, buf_text(&typed), 0, &out, why), OK);
	assert_int_equal(out.len, 6000);
	buf_clear(&out);
	buf_adds(&typed, "求");
	assert_int_equal(field_fold(&f, buf_text(&typed), 0, &out, why), ERR_INPUT);
	buf_release(&typed);
	buf_release(&out);
}

/* A paste larger than anything is refused, not cut. */
static void too_much(void **state)
{
	struct field f = field_of(FIELD_TEXT);
	static char paste[9000];
	struct buf out;
	char why[WHY_SIZE] = "";
	(void)state;
	memset(paste, 'x', sizeof(paste) - 1);
	buf_init(&out, 20000);
	assert_int_equal(field_fold(&f, paste, 0, &out, why), ERR_INPUT);
	assert_true(*why);
	assert_int_equal(out.len, 0);
	buf_release(&out);
}

static void shows(enum field_type type, enum mask mask, const char *value, bool masked,
	const char *wanted)
{
	struct field f = field_of(type);
	struct buf out;
	f.mask = mask;
	f.table = type == FIELD_CODE ? "marital" : "";
	buf_init(&out, 400);
	field_show(&f, value, masked, &out);
	assert_string_equal(buf_text(&out), wanted);
	buf_release(&out);
}

static void reading(void **state)
{
	(void)state;
	shows(FIELD_CHOICE, MASK_NONE, "1", false, "Employment");
	shows(FIELD_CHOICE, MASK_NONE, "9", false, "9"); /* of an older form */
	shows(FIELD_CODE, MASK_NONE, "99", false, "99");
	shows(FIELD_REGION, MASK_NONE, "330106", true, "浙江省杭州市西湖区");
	shows(FIELD_REGION, MASK_NONE, "000001", false, "000001");
	shows(FIELD_MONEY, MASK_NONE, "120050", false, "1,200.50 yuan");
	shows(FIELD_MONEY, MASK_NONE, "5", false, "0.05 yuan");
	shows(FIELD_MONEY, MASK_NONE, "50", false, "0.50 yuan");
	shows(FIELD_MONEY, MASK_NONE, "0", false, "0.00 yuan");
	shows(FIELD_MONEY, MASK_NONE, "123456789012", false, "1,234,567,890.12 yuan");
	shows(FIELD_BOOL, MASK_NONE, "0", false, "No");
	shows(FIELD_TEXT, MASK_NONE, "", true, "");
	shows(FIELD_NAME, MASK_NAME, "李小梅", true, "李*梅");
	shows(FIELD_NAME, MASK_NAME, "李小梅", false, "李小梅");
	shows(FIELD_ID, MASK_ID, "339901198808081226", true, "3399**********1226");
	shows(FIELD_MOBILE, MASK_PHONE, "13900001234", true, "139****1234");
	shows(FIELD_DATE, MASK_DATE, "1988-08-08", true, "1988-08-**");
}

static int open_tables(void **state)
{
	char path[PATH_SIZE];
	(void)state;
	if (i18n_start("en") || file_asset("codes", path) || tables_open(path))
		return -1;
	return file_asset("demo/regions.tsv", path) || tables_add_demo(path);
}

static int close_tables(void **state)
{
	(void)state;
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(numbers),
		cmocka_unit_test(dates_and_counts),
		cmocka_unit_test(picks),
		cmocka_unit_test(sentences),
		cmocka_unit_test(bounds),
		cmocka_unit_test(long_words),
		cmocka_unit_test(too_much),
		cmocka_unit_test(reading),
	};
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
