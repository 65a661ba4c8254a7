/* SPDX-License-Identifier: MIT
 *
 * Code sets: a big table of 100,000 rows made here, wrong files, days, cascades, search.
 */
#include "core/standards/codes.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/standards/tables.h"
#include "tests/unit/standards_vectors.h"

enum { TOPS = 10, MIDDLES = 1000, LEAVES = 98990, ROWS = TOPS + MIDDLES + LEAVES, SHOWN = 20 };

static const char *const firsts[] = {"城东", "城西", "山前", "河口", "高桥", "南塘", "白马", "新安",
	"石门", "双溪"};
static const char *const seconds[] = {"食品", "纺织", "家具", "造纸", "印刷", "化工", "医药", "橡胶",
	"陶瓷", "仪器"};
static const char *const thirds[] = {"批发", "零售", "加工", "仓储", "租赁", "修理", "检测", "设计",
	"广告", "咨询"};

static char folder[] = "/tmp/onetrip-codes-XXXXXX";
static char path[PATH_SIZE];

static const char *in_folder(const char *name)
{
	assert_true(text_format(path, sizeof(path), "%s/%s", folder, name));
	return path;
}

static void write_table(const char *name, const char *text)
{
	char file[100];

	assert_true(text_format(file, sizeof(file), "tables/%s.tsv", name));
	assert_int_equal(file_write(in_folder(file), text, strlen(text)), OK);
}

/* What was read before is forgotten. */
static void reopen(void)
{
	tables_close();
	assert_int_equal(tables_open(folder), OK);
}

static day_t day(const char *text)
{
	day_t d = DAY_NONE;

	assert_true(day_parse(text, &d));
	return d;
}

/* ---- 100,000 rows ---- */

static void write_big(void)
{
	struct buf b;

	buf_init(&b, 16 << 20);
	buf_adds(&b, "# code\tname\tname_en\tparent\tfrom\tto\n");
	for (int i = 0; i < TOPS; i++)
		buf_addf(&b, "%d\t%s门类\n", i, firsts[i]);
	for (int i = 0; i < MIDDLES; i++)
		buf_addf(&b, "%03d\t%s%s大类\t\t%d\n", i, firsts[i / 10 % 10], seconds[i % 10], i / 100);
	for (int i = 0; i < LEAVES; i++)
		buf_addf(&b, "%03d%02d\t%s%s%s\t\t%03d\n", i % MIDDLES, i / MIDDLES, firsts[i % 10],
			seconds[i / 10 % 10], thirds[i / 100 % 10], i % MIDDLES);
	assert_int_equal(b.err, OK);
	write_table("big", buf_text(&b));
	buf_release(&b);
}

static int64_t cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static size_t count(const char *set, const char *parent, const char *query)
{
	const struct code *out[SHOWN];
	size_t total = 1234, n = codes_filter(set, parent, query, DAY_NONE, out, SHOWN, &total);

	assert_int_equal(n, total < SHOWN ? total : SHOWN);
	return total;
}

static void big_table_counts(void **state)
{
	(void)state;
	assert_true(codes_has_set("big"));
	assert_int_equal(count("big", NULL, ""), ROWS);
	/* one in ten of the leaves, of the middles and of the tops is named after each place */
	assert_int_equal(count("big", NULL, "山前"), 9899 + 100 + 1);
	assert_int_equal(count("big", NULL, "shanqian"), 9899 + 100 + 1);
	assert_int_equal(count("big", NULL, "sqspjg"), 99); /* 山前食品加工: j = 202 + 1000 k */
	assert_int_equal(count("big", NULL, "shanqianshipinjiagong"), 99);
	assert_int_equal(count("big", NULL, "food"), 0);
	assert_int_equal(count("big", NULL, "12345"), 1);
	assert_int_equal(count("big", NULL, "123"), 1 + 99);
	assert_int_equal(count("big", "123", ""), 99);
	assert_int_equal(count("big", "995", ""), 98); /* 98,990 leaves: the last ten have one less */
	assert_int_equal(count("big", "7", ""), 100 + 9900);
	assert_int_equal(count("big", "7", "7000"), 10);
	assert_int_equal(count("big", "7", "12345"), 0);
	assert_int_equal(count("big", "12345", ""), 0);
	assert_int_equal(count("big", "nothing", ""), 0);
	assert_int_equal(count("big", "", ""), TOPS);
	assert_int_equal(count("big:leaf", "", ""), 0);
	assert_int_equal(count("big:1", NULL, ""), TOPS);
	assert_int_equal(count("big:2", NULL, ""), MIDDLES);
	assert_int_equal(count("big:leaf", NULL, ""), LEAVES);
	assert_int_equal(count("big:3", "7", ""), 9900);
	assert_int_equal(count("big:9", NULL, ""), 0);
	assert_false(codes_has_set("big:x"));
}

static void big_table_paths(void **state)
{
	const struct code *up[CODES_DEPTH];

	(void)state;
	assert_int_equal(codes_path("big", "12345", up), 3);
	assert_string_equal(up[0]->code, "1");
	assert_string_equal(up[0]->name, "城西门类");
	assert_string_equal(up[1]->code, "123");
	assert_string_equal(up[2]->code, "12345");
	assert_int_equal(codes_path("big:leaf", "12345", up), 3);
	assert_string_equal(up[1]->code, "123");
	assert_int_equal(codes_path("big", "7", up), 1);
	assert_int_equal(codes_path("big", "nothing", up), 0);
	assert_true(codes_under("big", "12345", "1", DAY_NONE));
	assert_true(codes_under("big:leaf", "12345", "123", DAY_NONE));
	assert_false(codes_under("big", "12345", "12345", DAY_NONE));
	assert_false(codes_under("big", "12345", "2", DAY_NONE));
	assert_true(codes_under("big", "1", "", DAY_NONE));
	assert_false(codes_under("big", "123", "", DAY_NONE));
}

/* A key costs well under 50 ms; the first one also makes the index. */
static void big_table_is_quick(void **state)
{
	static const char *const queries[] = {"", "s", "sh", "shanqianshipin", "食品", "z", "zx", "7",
		"不在"};
	int64_t worst = 0, begin;

	(void)state;
	reopen();
	begin = cpu_us();
	assert_true(codes_has_set("big"));
	print_message("read 100,000 rows: %d ms\n", (int)((cpu_us() - begin) / 1000));
	begin = cpu_us();
	count("big", NULL, "s");
	print_message("first key: %d ms\n", (int)((cpu_us() - begin) / 1000));
	for (size_t i = 0; i < COUNT_OF(queries) * 3; i++) {
		begin = cpu_us();
		count("big", i % 2 ? "7" : NULL, queries[i / 3]);
		worst = cpu_us() - begin > worst ? cpu_us() - begin : worst;
	}
	print_message("worst key: %d us\n", (int)worst);
#ifdef ONETRIP_PLAIN
	assert_true(worst < 25000);
#endif
}

/* ---- order ---- */

static void expect_order(const char *set, const char *query, const char *want)
{
	const struct code *out[SHOWN];
	size_t n = codes_filter(set, NULL, query, DAY_NONE, out, SHOWN, NULL);
	struct buf b;

	buf_init(&b, 1000);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s%s", i ? " " : "", out[i]->code);
	if (strcmp(buf_text(&b), want) != 0)
		fail_msg("%s: %s, not %s", query, buf_text(&b), want);
	buf_release(&b);
}

static void best_come_first(void **state)
{
	(void)state;
	write_table("order", "01\t银行\tBank\n"
			     "02\t中国银行\tBank of China\n"
			     "03\t银行业协会\tAssociation of banks\n"
			     "0301\t重庆银行\tBank of Chongqing\n"
			     "YH\t远航\tSailing\n"
			     "30\t长江IP电视(5G)\tTelevision\n");
	reopen();
	expect_order("order", "银行", "01 03 02 0301");
	expect_order("order", "yh", "YH 01 03 02 0301"); /* the code, then those that begin so */
	expect_order("order", "yinhang", "01 03 02 0301");
	expect_order("order", "yinh", "01 03 02 0301");
	expect_order("order", "cqyh", "0301");  /* 重 is zhong, too */
	expect_order("order", "zqyh", "0301");
	expect_order("order", "zgyh", "02");
	expect_order("order", " ＹＨ ", "YH 01 03 02 0301");
	expect_order("order", "03", "03 0301");
	expect_order("order", "0", "01 02 03 0301");
	expect_order("order", "3", "30");
	expect_order("order", "ip", "30");
	expect_order("order", "5g", "30");
	expect_order("order", "（5G）", "30");
	expect_order("order", "bank of", "02 0301");
	expect_order("order", "Assoc", "03");
	expect_order("order", "行银", "");
	expect_order("order", "hy", "03"); /* 行业, also read hangye */
	expect_order("order", "\xFF", "01 02 03 0301 YH 30"); /* nothing that can be looked for */
	expect_order("order", "", "01 02 03 0301 YH 30");
	expect_order("nothing", "", "");
}

static void long_queries(void **state)
{
	char query[400];

	(void)state;
	memset(query, 'y', sizeof(query));
	for (size_t len = 60; len < sizeof(query); len += 33) {
		query[len] = '\0';
		expect_order("order", query, "");
		query[len] = 'y';
	}
}

/* ---- days ---- */

static void days_count(void **state)
{
	const struct code *out[SHOWN];
	size_t total = 0;

	(void)state;
	write_table("dated", "9231\t人民法院\t\t923\t\t2019-03-28\n"
			     "9231\t监察委员会\t\t923\t2019-03-29\n"
			     "9232\t人民法院\t\t923\t2019-03-29\n"
			     "923\t法院\n"
			     "7\t短命\t\t\t2020-02-29\t2020-02-29\n");
	reopen();
	assert_string_equal(codes_name("dated", "9231"), "监察委员会");
	assert_string_equal(codes_find_on("dated", "9231", day("2019-03-28"))->name, "人民法院");
	assert_string_equal(codes_find_on("dated", "9231", day("2019-03-29"))->name, "监察委员会");
	assert_string_equal(codes_find_on("dated", "9231", day("1999-01-01"))->name, "人民法院");
	assert_false(codes_valid("dated", "9232", day("2019-03-28")));
	assert_true(codes_valid("dated", "9232", day("2019-03-29")));
	assert_true(codes_valid("dated", "9232", DAY_NONE));
	assert_false(codes_valid("dated", "7", day("2020-02-28")));
	assert_true(codes_valid("dated", "7", day("2020-02-29")));
	assert_false(codes_valid("dated", "7", day("2020-03-01")));
	assert_false(codes_valid("dated", "8", DAY_NONE));
	assert_false(codes_valid("nothing", "8", DAY_NONE));
	assert_true(codes_under("dated", "9231", "923", day("2019-03-28")));
	assert_false(codes_under("dated", "9232", "923", day("2019-03-28")));
	assert_int_equal(codes_filter("dated", NULL, "", day("2019-03-28"), out, SHOWN, &total), 2);
	assert_int_equal(codes_filter("dated", "923", "rmfy", day("2026-03-16"), out, SHOWN, NULL), 1);
	assert_string_equal(out[0]->code, "9232");
	assert_int_equal(codes_filter("dated", NULL, "", day("2020-02-29"), out, 2, &total), 2);
	assert_int_equal(total, 4);
}

/* ---- files with mistakes ---- */

static const struct {
	const char *text, *message;
} wrong_files[] = {
	{"1\ta\n2\tb\tc\td\te\tf\tg\th\n", "wrong.tsv:2: not UTF-8 text"},
	{"1\ta\t\t\t\t\t2\n2\tb\n", "wrong.tsv:1: only a code with a last day"},
	{"1\ta\t\t\t\t2020-01-01\t3\n", "wrong.tsv:1: 1 is followed by a code"},
	{"1\ta\n# x\n2\t\xFF\n", "wrong.tsv:3: not UTF-8 text"},
	{"1\ta\r\n", "wrong.tsv:1: not UTF-8 text"},
	{"", "wrong.tsv:0: the table has no row"},
	{"# only\n", "wrong.tsv:0: the table has no row"},
	{"1\ta\n\n\tb\n", "wrong.tsv:3: a code is 1 to 32"},
	{"1 2\ta\n", "wrong.tsv:1: a code is 1 to 32"},
	{"一\ta\n", "wrong.tsv:1: a code is 1 to 32"},
	{"123456789012345678901234567890123\ta\n", "wrong.tsv:1: a code is 1 to 32"},
	{"1\n", "wrong.tsv:1: the name is empty"},
	{"1\t\ten\n", "wrong.tsv:1: the name is empty"},
	{"1\t a\n", "wrong.tsv:1: the name is empty, too long, or has blanks"},
	{"1\ta\x01\n", "wrong.tsv:1: the name is empty, too long, or has blanks"},
	{"1\ta\tb \n", "wrong.tsv:1: the English name"},
	{"1\ta\t\t2\n", "wrong.tsv:1: 1 stands under 2, which is not there"},
	{"1\ta\t\t1\n", "wrong.tsv:1: 1 stands under itself"},
	{"1\ta\t\t\t2020-1-1\n", "wrong.tsv:1: the first day is not a date"},
	{"1\ta\t\t\t\t2021-02-29\n", "wrong.tsv:1: the last day is not a date"},
	{"1\ta\t\t\t2020-01-02\t2020-01-01\n", "wrong.tsv:1: the last day is before the first"},
	{"1\ta\n2\tb\n1\tc\n", "wrong.tsv:3: 1 is in line 1 already"},
	{"1\ta\t\t\t\t2020-01-01\n1\tb\t\t\t2020-01-01\n", "wrong.tsv:2: 1 is in line 1 already"},
	{"1\ta\t\t\t2020-01-01\n1\tb\t\t\t2021-01-01\n", "wrong.tsv:2: 1 is in line 1 already"},
};

static void expect_messages(const char *part)
{
	struct buf messages;

	buf_init(&messages, 1 << 16);
	assert_int_equal(codes_check(&messages), ERR_SYNTAX);
	if (!strstr(buf_text(&messages), part))
		fail_msg("not told: %s\n%s", part, buf_text(&messages));
	buf_release(&messages);
}

static void wrong_files_are_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong_files); i++) {
		write_table("wrong", wrong_files[i].text);
		reopen();
		if (codes_has_set("wrong"))
			fail_msg("taken: %s", wrong_files[i].text);
		assert_false(codes_has_set("wrong:leaf"));
		expect_messages(wrong_files[i].message);
	}
	assert_int_equal(unlink(in_folder("tables/wrong.tsv")), 0);
}

static void circles_and_depth(void **state)
{
	(void)state;
	write_table("wrong", "1\ta\t\t3\n2\tb\t\t1\n3\tc\t\t2\n4\td\t\t3\n");
	reopen();
	assert_false(codes_has_set("wrong"));
	expect_messages("wrong.tsv:4: 4 stands under itself, or too deep");
	write_table("wrong", "1\ta\n2\tb\t\t1\n3\tc\t\t2\n4\td\t\t3\n5\te\t\t4\n6\tf\t\t5\n7\tg\t\t6\n"
			     "8\th\t\t7\n");
	reopen();
	assert_true(codes_has_set("wrong"));
	assert_true(codes_under("wrong", "8", "1", DAY_NONE));
	write_table("wrong", "1\ta\n2\tb\t\t1\n3\tc\t\t2\n4\td\t\t3\n5\te\t\t4\n6\tf\t\t5\n7\tg\t\t6\n"
			     "8\th\t\t7\n9\ti\t\t8\n");
	reopen();
	assert_false(codes_has_set("wrong"));
	expect_messages("wrong.tsv:9: 9 stands under itself, or too deep");
	assert_int_equal(unlink(in_folder("tables/wrong.tsv")), 0);
}

static void too_many_rows(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 16 << 20);
	for (int i = 0; i <= CODES_ROWS; i++)
		buf_addf(&b, "%d\ta\n", i);
	write_table("wrong", buf_text(&b));
	buf_release(&b);
	reopen();
	assert_false(codes_has_set("wrong"));
	expect_messages("wrong.tsv:200001: more than 200000 rows");
	assert_int_equal(unlink(in_folder("tables/wrong.tsv")), 0);
}

static void names_lead_nowhere_else(void **state)
{
	static const char *const names[] = {"", "..", "../codes", "tables/big", "Big", "big.tsv", ":",
		":leaf", "big:", "big:leaf:leaf", "a name much too long for a set, by far and more"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++)
		assert_false(codes_has_set(names[i]));
	write_table("Odd", "1\ta\n");
	expect_messages("Odd.tsv:0: the name of a table is small letters");
	assert_int_equal(unlink(in_folder("tables/Odd.tsv")), 0);
}

/* ---- small sets ---- */

static void put_small(const char *text)
{
	assert_int_equal(unlink(in_folder("subsets.tsv")) == 0 || text, true);
	assert_int_equal(file_write(in_folder("subsets.tsv"), text, strlen(text)), OK);
	reopen();
}

static void small_sets(void **state)
{
	(void)state;
	put_small("x\t1\ta\nx\t2\tb\tB\t1\n# c\ny\t1\tc\ny\t1\td\nz\t1\te\nx\t3\tf\nsex\t1\tg\n"
		  "big\t1\th\n");
	assert_string_equal(codes_name("x", "2"), "b");
	assert_string_equal(codes_find("x", "2")->parent, "1");
	assert_null(codes_name("x", "3")); /* not with the others */
	assert_false(codes_has_set("y"));  /* 1 stands twice */
	assert_string_equal(codes_name("z", "1"), "e");
	assert_string_equal(codes_name("sex", "1"), "男性"); /* codes.tsv comes first */
	assert_null(codes_name("big", "1x"));
	assert_string_equal(codes_name("big", "1"), "城西门类"); /* the big table counts */
	expect_messages("subsets.tsv:5: 1 is in line 4 already");
	expect_messages("subsets.tsv:7: x stands in two places");
	put_small("x\t1\ta\tb\tc\td\te\tf\tg\n");
	expect_messages("subsets.tsv:1: not UTF-8 text");
	put_small("\t1\ta\n");
	expect_messages("subsets.tsv:1: the name of the set");
}

/* ---- regions ---- */

static void regions_cascade(void **state)
{
	static const struct {
		const char *set, *parent;
		size_t n;
	} counts[] = {{"region:1", NULL, 34}, {"region:2", "330000", 11}, {"region:3", "330100", 13},
		{"region:2", "110000", 16}, {"region:3", "110000", 0}, {"region:leaf", "110000", 16},
		{"region:leaf", "330000", 90}, {"region", "330000", 101}};
	const struct code *out[SHOWN], *up[CODES_DEPTH];
	day_t today = day("2026-03-16");
	size_t total;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		codes_filter(counts[i].set, counts[i].parent, "", today, out, SHOWN, &total);
		if (total != counts[i].n)
			fail_msg("%s %s: %zu", counts[i].set, counts[i].parent, total);
	}
	assert_int_equal(codes_path("region", "330106", up), 3);
	assert_string_equal(up[0]->name, "浙江省");
	assert_string_equal(up[1]->name, "杭州市");
	assert_string_equal(up[2]->name, "西湖区");
	assert_int_equal(codes_path("region", "429004", up), 2); /* no container between */
	assert_true(codes_valid("region:leaf", "441900", today)); /* a city without counties */
	assert_false(codes_valid("region:leaf", "330100", today));
	assert_int_equal(codes_filter("region:leaf", "330100", "xihu", today, out, SHOWN, NULL), 1);
	assert_string_equal(out[0]->code, "330106");
	assert_string_equal(codes_find("region", "330106")->name, "西湖区");
	assert_false(codes_valid("region", "110100", today)); /* 市辖区 is a container */
}

static void old_regions_resolve(void **state)
{
	const struct code *up[CODES_DEPTH], *out[SHOWN];
	const struct code *old = codes_find("region", "110103");

	(void)state;
	assert_non_null(old);
	assert_string_equal(old->name, "崇文区");
	assert_true(codes_valid("region", "110103", day("2009-06-01")));
	assert_false(codes_valid("region", "110103", day("2026-03-16")));
	assert_true(codes_under("region", "110103", "110000", day("2009-06-01")));
	assert_int_equal(codes_path("region", "110103", up), 2);
	assert_string_equal(up[0]->name, "北京市");
	assert_int_equal(codes_filter("region", NULL, "崇文区", day("2026-03-16"), out, SHOWN, NULL), 0);
	assert_int_equal(codes_filter("region", NULL, "崇文区", day("2009-06-01"), out, SHOWN, NULL), 1);
	/* gone before December 2002 */
	assert_true(codes_valid("region", "110201", day("2002-11-30")));
	assert_false(codes_valid("region", "110201", day("2002-12-01")));
	/* merged in November 2025 */
	assert_true(codes_valid("region", "500112", day("2025-10-31")));
	assert_false(codes_valid("region", "500112", day("2025-11-01")));
	assert_false(codes_valid("region", "500157", day("2025-10-31")));
	assert_true(codes_valid("region", "500157", day("2025-11-01")));
}

/* ---- what comes with the program ---- */

static void own_tables_are_good(void **state)
{
	struct buf messages;

	(void)state;
	tables_close();
	assert_int_equal(tables_open("assets/codes"), OK);
	buf_init(&messages, 1 << 16);
	if (codes_check(&messages) != OK)
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
}

/* Counts of the statistics office: 1,381 classes in 2017, 1,382 since the amendment of 2019. */
static void industries(void **state)
{
	static const struct {
		const char *set, *on;
		size_t n;
	} counts[] = {{"industry:1", "2026-03-16", 20}, {"industry:2", "2026-03-16", 97},
		{"industry:3", "2026-03-16", 473}, {"industry:4", "2026-03-16", 1382},
		{"industry:leaf", "2026-03-16", 1382}, {"industry:4", "2018-01-01", 1381},
		{"industry:3", "2018-01-01", 473}};
	static const char *const path_of[] = {"制造业", "食品制造业", "糖果、巧克力及蜜饯制造",
		"糖果、巧克力制造"};
	const struct code *out[SHOWN], *up[CODES_DEPTH];
	size_t total;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(counts); i++) {
		codes_filter(counts[i].set, NULL, "", day(counts[i].on), out, SHOWN, &total);
		if (total != counts[i].n)
			fail_msg("%s: %zu", counts[i].set, total);
	}
	assert_int_equal(codes_path("industry:leaf", "1421", up), COUNT_OF(path_of));
	for (size_t i = 0; i < COUNT_OF(path_of); i++)
		assert_string_equal(up[i]->name, path_of[i]);
	assert_true(codes_under("industry", "6513", "I", day("2026-03-16")));
	assert_int_equal(codes_filter("industry:leaf", "62", "kfg", DAY_NONE, out, SHOWN, &total), 1);
	assert_string_equal(out[0]->code, "6232"); /* 咖啡馆服务 */
	assert_string_equal(codes_find_on("industry", "9231", day("2019-03-28"))->name, "人民法院");
	assert_string_equal(codes_name("industry", "9231"), "监察委员会");
}

/* ---- a folder of tables: those of the program, and tables/ ---- */

static int open_folder(void **state)
{
	static const char *const files[] = {
#define X(name, file, columns) file,
		TABLES(X)
#undef X
	};
	char from[PATH_SIZE], assets[PATH_SIZE];

	(void)state;
	if (i18n_start("en") || !mkdtemp(folder) || file_asset("codes", assets))
		return 1;
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		if (!text_format(from, sizeof(from), "%s/%s", assets, files[i]) ||
			symlink(from, in_folder(files[i])) != 0)
			return 1;
	}
	if (file_make_dir(in_folder("tables")))
		return 1;
	write_big();
	return tables_open(folder) ? -1 : 0;
}

static int close_folder(void **state)
{
	(void)state;
	tables_close();
	return file_remove_tree(folder) ? -1 : 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(big_table_counts),
		cmocka_unit_test(big_table_paths),
		cmocka_unit_test(big_table_is_quick),
		cmocka_unit_test(best_come_first),
		cmocka_unit_test(long_queries),
		cmocka_unit_test(days_count),
		cmocka_unit_test(wrong_files_are_told),
		cmocka_unit_test(circles_and_depth),
		cmocka_unit_test(too_many_rows),
		cmocka_unit_test(names_lead_nowhere_else),
		cmocka_unit_test(small_sets),
		cmocka_unit_test(regions_cascade),
		cmocka_unit_test(old_regions_resolve),
		cmocka_unit_test(own_tables_are_good),
		cmocka_unit_test(industries),
	};

	return cmocka_run_group_tests(tests, open_folder, close_folder);
}
