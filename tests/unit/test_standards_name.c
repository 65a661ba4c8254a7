/* SPDX-License-Identifier: MIT
 *
 * Names: all vectors, every rule of the standard about characters, pinyin, masks.
 */
#include "core/standards/name.h"

#include "tests/unit/standards_vectors.h"

static void vectors(void **state)
{
	struct tsv t = {0};
	char in[CELL_BYTES], want[CELL_BYTES];

	(void)state;
	load_vectors("names.tsv", 8, &t);
	assert_int_equal(t.rows, 38);
	for (size_t r = 0; r < t.rows; r++) {
		const char *cell = tsv_cell(&t, r, 0);
		size_t len = unescape(cell, in), want_len;
		struct verdict v = {0};
		struct buf whole;
		struct name n;

		name_check(in, len, &n);
		assert_verdict(&n.verdict, tsv_cell(&t, r, 1), tsv_cell(&t, r, 2), cell);
		buf_init(&whole, 4096);
		name_normalise(in, len, &whole, &v);
		want_len = strlen(expected(tsv_cell(&t, r, 3), want));
		assert_cell(buf_text(&whole), want, cell);
		assert_int_equal(memcmp(n.normal, want, strlen(n.normal)), 0);
		assert_int_equal(strlen(n.normal), want_len < NAME_SIZE ? want_len : 200);
		assert_int_equal(n.codepoints, strtoul(tsv_cell(&t, r, 4), NULL, 10));
		assert_int_equal(whole.len, strtoul(tsv_cell(&t, r, 5), NULL, 10));
		assert_int_equal(n.cells, strtoul(tsv_cell(&t, r, 6), NULL, 10));
		buf_release(&whole);
	}
	tsv_release(&t);
}

static void expectn(
	const char *text, size_t len, const char *grade, const char *flags, const char *normal)
{
	struct name n;

	name_check(text, len, &n);
	assert_verdict(&n.verdict, grade, flags, text);
	assert_cell(n.normal, normal, text);
}

static void expect(const char *text, const char *grade, const char *flags, const char *normal)
{
	expectn(text, strlen(text), grade, flags, normal);
}

#define UYGHUR(dot) "阿依古丽" dot "买买提"

static void dots(void **state)
{
	static const char *const meant[] = {UYGHUR("\u2022"), UYGHUR("\u2027"), UYGHUR("\u30FB"),
		UYGHUR("\uFF65"), UYGHUR("\u2219"), UYGHUR("\u22C5"), UYGHUR("\u00B7"),
		UYGHUR("\u2E31"), UYGHUR("\u318D"), UYGHUR("\u2024"), UYGHUR("."), UYGHUR("\uFF0E"),
		UYGHUR(" . "), UYGHUR(" \u2022 ")};
	static const char *const not_meant[] = {UYGHUR("\u00B0"), UYGHUR("\u3002"), UYGHUR("*"),
		UYGHUR("\u25CF"), UYGHUR("\uFF61")};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(meant); i++)
		expect(meant[i], "OK", "-", UYGHUR("\u00B7"));
	for (size_t i = 0; i < COUNT_OF(not_meant); i++)
		expect(not_meant[i], "BAD", "E_CHAR", not_meant[i]);
	expect("·买买提", "BAD", "E_DOT", "·买买提");
	expect("买买提·", "BAD", "E_DOT", "买买提·");
	expect("买\u2022\u30FB买", "BAD", "E_DOT", "买··买");
	expect("买买提.", "BAD", "E_CHAR", "买买提."); /* not between Han */
	expect("J. SMITH", "OK", "-", "J. SMITH");
}

static void spaces(void **state)
{
	(void)state;
	expect("\u3000张\u00A0三\t", "OK", "-", "张三");
	expect("  MARIA\u3000\u3000 ANNA ", "OK", "-", "MARIA ANNA");
	expect("\uFF21\uFF2E\uFF2E\uFF21", "OK", "-", "ANNA");
	expect("O'BRIEN-JOS\u00C9", "OK", "-", "O'BRIEN-JOS\u00C9");
	expect("JOSE\u0301", "OK", "-", "JOSE\u0301"); /* not composed either */
	expect("\u0301JOSE", "BAD", "E_CHAR", "\u0301JOSE");
	expect("张-三", "BAD", "E_CHAR", "张-三");
	expect("JOHN--SMITH", "BAD", "E_CHAR", "JOHN--SMITH");
	expect(" \u3000\t", "BAD", "E_EMPTY", "");
}

static void invisible(void **state)
{
	(void)state;
	expect("张\u200B三", "WARN", "W_INVIS", "张三");
	expect("\uFEFF张三", "WARN", "W_INVIS", "张三");
	expect("张\u2066三\u2069", "WARN", "W_INVIS", "张三");
	expect("\u200B", "BAD", "E_EMPTY,W_INVIS", "");
	expect("葛\uFE00\U000E01EF文", "WARN", "W_VS", "葛文");
}

/* Compatibility ideographs stay what they are; twelve of their block are Han of their own. */
static void han(void **state)
{
	(void)state;
	expect("王\uF900", "WARN", "W_COMPAT", "王\uF900");
	expect("王\uFA0E", "OK", "-", "王\uFA0E");
	expect("王\uFA29", "OK", "-", "王\uFA29");
	expect("王\uFA10", "WARN", "W_COMPAT", "王\uFA10");
	expect("王\u4DAE", "OK", "-", "王\u4DAE");
	expect("王\u9FFF", "OK", "-", "王\u9FFF");
	expect("王\U0002CC56", "OK", "-", "王\U0002CC56");
	expect("王\U00020000\U0002A6DF\U0002A700\U0002EE5D\U00030000\U00033479", "OK", "-",
		"王\U00020000\U0002A6DF\U0002A700\U0002EE5D\U00030000\U00033479");
	expect("\u2F00\u2FD5", "WARN", "W_RADICAL", "\u4E00\u9FA0");
	expect("王\uE000", "WARN", "W_PUA", "王\uE000");
	expect("王\uE000\u200B\u2F45", "WARN", "W_INVIS,W_PUA,W_RADICAL", "王\uE000\u65B9");
	expect("王\u2E81", "BAD", "E_CHAR", "王\u2E81"); /* a component, no character */
}

static void scripts(void **state)
{
	(void)state;
	expect("ئايگۈل", "WARN", "W_SCRIPT", "ئايگۈل");
	expect("བསྟན་འཛིན", "BAD", "E_CHAR", "བསྟན་འཛིན"); /* its dot is punctuation */
	expect("བསྟན", "WARN", "W_SCRIPT", "བསྟན");
	expect("ᠪᠠᠲᠤ", "WARN", "W_SCRIPT", "ᠪᠠᠲᠤ");
	expect("김영희", "WARN", "W_SCRIPT", "김영희");
	expect("王\u0410", "WARN", "W_MIXED,W_SCRIPT", "王\u0410");
	expect("\u0410NNA", "WARN", "W_MIXED,W_SCRIPT", "\u0410NNA");
	expect("佐\u3005木", "WARN", "W_MIXED,W_SCRIPT", "佐\u3005木");
	expect("A", "WARN", "W_SHORT", "A");
}

static void length(void **state)
{
	static char text[1 << 20];
	struct name n;

	(void)state;
	for (size_t i = 0; i < 51; i++)
		memcpy(text + 4 * i, "\U0002CC56", 4);
	name_check(text, 50 * 4, &n);
	assert_verdict(&n.verdict, "OK", "-", "50 of four bytes");
	assert_int_equal(strlen(n.normal), 200);
	assert_int_equal(n.cells, 100);
	memcpy(text + 50 * 4, "\xC2\xB7", 2);
	name_check(text, 50 * 4 + 2, &n);
	assert_verdict(&n.verdict, "BAD", "E_DOT,E_LENGTH", "goes on after E_LENGTH");
	memset(text, 'A', sizeof(text));
	name_check(text, sizeof(text), &n);
	assert_verdict(&n.verdict, "BAD", "E_LENGTH", "long");
	assert_int_equal(n.codepoints, sizeof(text));
	memset(text, 0xFF, sizeof(text));
	name_check(text, sizeof(text), &n);
	assert_verdict(&n.verdict, "BAD", "E_CHAR,E_LENGTH", "malformed");
	assert_true(text_valid(n.normal, strlen(n.normal)));
}

static void hostile(void **state)
{
	(void)state;
	expectn("王\0明", 7, "BAD", "E_CHAR", "王\uFFFD明");
	expectn("王\x1B[31m", 8, "BAD", "E_CHAR", "王\x1B[31m");
	expect("王\xED\xA0\x80", "BAD", "E_CHAR", "王\uFFFD\uFFFD\uFFFD"); /* a surrogate */
	expect("王\xC2\x85", "BAD", "E_CHAR", "王\xC2\x85");		   /* a C1 control */
	expect("王\uFFFE", "BAD", "E_CHAR", "王\uFFFE");
	expect("王\U000E0041", "BAD", "E_CHAR", "王\U000E0041");
}

typedef void writer(const char *text, struct buf *out);

static void expect_written(writer *w, const char *text, const char *want)
{
	struct buf b;

	buf_init(&b, 1024);
	w(text, &b);
	assert_cell(buf_text(&b), want, text);
	buf_release(&b);
}

static void pinyin(void **state)
{
	(void)state;
	expect_written(pinyin_initials, "居住证", "jzz");
	expect_written(pinyin_initials, "12345 热线·A", "12345rxa");
	expect_written(pinyin_full, "居住证", "juzhuzheng");
	expect_written(pinyin_full, "吕绿", "lvlv");
	expect_written(pinyin_full, "", "");
	expect_written(pinyin_initials, "\U0002B7A2!", ""); /* no reading known */
	expect_written(pinyin_person, "单小明", "shanxiaoming");
	expect_written(pinyin_person, "尉迟明", "yuchiming");
	expect_written(pinyin_person, "万俟单", "moqidan");
	expect_written(pinyin_person, "仇乐", "qiule");
	expect_written(pinyin_person, "任", "ren");
	expect_written(pinyin_person, "李梅", "limei");
	/* only as a surname: the reading of the word stays */
	expect_written(pinyin_full, "单位", "danwei");
}

static void pinyin_search(void **state)
{
	static const char *const found[][2] = {{"居住证申领", "jzz"}, {"居住证申领", "JZZSL"},
		{"居住证申领", "juzhu"}, {"居住证申领", "juzz"}, {"居住证申领", "jzhz"},
		{"居住证申领", ""}, {"重庆市", "cq"}, {"重庆市", "zq"}, {"长期", "cq"},
		{"调解", "tj"}, {"调解", "dj"}, {"会计", "kj"}, {"会计", "huiji"}, {"厦门", "xm"},
		{"厦门", "sm"}, {"银行", "yh"}, {"行政", "xz"}, {"音乐", "yy"}, {"单小明", "sxm"},
		{"尉迟", "yc"}, {"12345诉求", "12345sq"}, {"阿依古丽·买买提", "aygl"},
		{"阿依古丽·买买提", "ayglmmt"}, {"女", "nv"}};
	static const char *const not_found[][2] = {{"居住证", "zz"}, {"居住证", "jzzx"},
		{"居住证", "juzhuzhengs"}, {"重庆", "q"}, {"", "a"}, {"居", "居"}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(found); i++) {
		if (!pinyin_match(found[i][0], found[i][1]))
			fail_msg("%s does not find %s", found[i][1], found[i][0]);
	}
	for (size_t i = 0; i < COUNT_OF(not_found); i++) {
		if (pinyin_match(not_found[i][0], not_found[i][1]))
			fail_msg("%s finds %s", not_found[i][1], not_found[i][0]);
	}
}

/* A query as long as it may be uses every bit of the set of places. */
static void pinyin_limits(void **state)
{
	char text[70], query[70];

	(void)state;
	memset(text, 'a', 64);
	text[64] = '\0';
	memcpy(query, text, 64);
	query[63] = '\0';
	assert_true(pinyin_match(text, query));
	query[62] = 'b';
	assert_false(pinyin_match(text, query));
	memset(query, 'a', 64);
	query[64] = '\0';
	assert_false(pinyin_match(text, query));
}

static void masks(void **state)
{
	static const struct {
		writer *mask;
		const char *text, *want;
	} cases[] = {
		{mask_name, "李小梅", "李*梅"},
		{mask_name, "李梅", "李*"},
		{mask_name, "李", "*"},
		{mask_name, "", ""},
		{mask_name, "欧阳娜娜", "欧**娜"},
		{mask_name, "阿依古丽·买买提", "阿**提"},
		{mask_name, "JOHN SMITH", "J**H"},
		{mask_name, "\U0002CC56\U0002CC56\U0002CC57", "\U0002CC56*\U0002CC57"},
		{mask_firm, "演示某某有限公司", "演**司"},
		{mask_firm, "演示社", "演**社"},
		{mask_firm, "演示", "演*"},
		{mask_firm, "", ""},
		{mask_id, "339901198808081226", "3399**********1226"},
		{mask_id, "11010519491231002X", "1101**********002X"},
		{mask_id, "339901880808122", "3399*******8122"},
		{mask_id, "HMD440186110555", "HMD4*******0555"},
		{mask_id, "E12345678", "E1*****78"},
		{mask_id, "1234567", "1*****7"},
		{mask_id, "123", "***"},
		{mask_id, "", ""},
		{mask_phone, "13912341234", "139****1234"},
		{mask_phone, "057187654321", "057*****4321"},
		{mask_phone, "87654321", "****4321"},
		{mask_phone, "12345", "***45"},
		{mask_phone, "123", "***"},
		{mask_phone, "", ""},
		{mask_date, "1990-03-16", "1990-03-**"},
		{mask_date, "1990-13-16", "**********"},
		{mask_date, "", ""},
		{mask_address, "浙江省杭州市西湖区文三路1号2单元301室", "浙江省杭州市西湖区****"},
		{mask_address, "杭州市文三路小区5幢", "杭州市****"},
		{mask_address, "北京市东城区和平里东街1号", "北京市东城区****"},
		{mask_address, "文三路1号", "****"},
		{mask_address, "", ""},
		{mask_address, "浙江省", "浙江省"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_written(cases[i].mask, cases[i].text, cases[i].want);
	assert_int_equal(tables_add_demo("assets/demo/regions.tsv"), OK);
	expect_written(mask_address, "浙江省演示市城东区演示路88号", "浙江省演示市城东区****");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(dots),
		cmocka_unit_test(spaces),
		cmocka_unit_test(invisible),
		cmocka_unit_test(han),
		cmocka_unit_test(scripts),
		cmocka_unit_test(length),
		cmocka_unit_test(hostile),
		cmocka_unit_test(pinyin),
		cmocka_unit_test(pinyin_search),
		cmocka_unit_test(pinyin_limits),
		cmocka_unit_test(masks),
	};

	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
