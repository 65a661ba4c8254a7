/* SPDX-License-Identifier: MIT
 *
 * Strict JSON: what RFC 8259 refuses and what this program refuses beyond it, digits kept as they
 * came, paths and tests.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/exchange/json.h"

static struct json *parse(const char *text)
{
	struct json *j = NULL;

	assert_int_equal(json_parse(text, strlen(text), &j), OK);
	return j;
}

static enum err refused(const char *text, size_t len)
{
	struct json *j = NULL;
	enum err err = json_parse(text, len, &j);

	assert_null(j);
	return err;
}

static void test_refused(void **state)
{
	static const char *const bad[] = {
		"", " ", "1", "\"a\"", "true", "null", "{", "[", "[1,]", "{\"a\":1,}", "{a:1}",
		"{'a':1}", "[NaN]", "[Infinity]", "[+1]", "[01]", "[-01]", "[1.]", "[.5]", "[1e]",
		"[1e+]", "[-]", "[0x10]", "{1:2}", "{ 1 : 2}", "[1 2]", "[\"a\"1]", "[tru]",
		"[true1]", "[1]x", "[1][2]", "{\"a\":1}{\"b\":2}", "callback([1])", "[1]//c",
		"{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "[\"\\u0000\"]", "[\"\\ud800\"]",
		"[\"\\udc00\\ud800\"]", "[\"\xED\xA0\x80\"]", "[\"\xC0\xAF\"]", "[\"\xFF\"]",
		"[\"\xE4\xB8\"]", "[\"a\nb\"]", "[\"\\x41\"]", "[\"a]", "\xEF\xBB\xBF\xEF\xBB\xBF[]",
		"[\"\\u0001" "1\"]", "{\"\\u0001" "1\":2}",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (refused(bad[i], strlen(bad[i])) != ERR_SYNTAX)
			fail_msg("taken: %s", bad[i]);
	}
	assert_int_equal(refused("[\"a\0b\"]", 7), ERR_SYNTAX);
	assert_int_equal(refused("[1]\0", 4), ERR_SYNTAX);
}

static void nest(struct buf *out, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_addc(out, '[');
	for (int i = 0; i < depth; i++)
		buf_addc(out, ']');
}

static void test_depth(void **state)
{
	struct json *j = NULL;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	nest(&b, JSON_DEPTH);
	assert_int_equal(json_parse(b.data, b.len, &j), OK);
	json_free(j);
	buf_clear(&b);
	nest(&b, JSON_DEPTH + 1);
	assert_int_equal(refused(b.data, b.len), ERR_LIMIT);
	buf_clear(&b);
	nest(&b, 100000);
	assert_int_equal(refused(b.data, b.len), ERR_LIMIT);
	buf_clear(&b);
	buf_adds(&b, "[\"");
	nest(&b, 100); /* brackets within a string are no depth */
	buf_adds(&b, "\"]");
	assert_int_equal(json_parse(b.data, b.len, &j), OK);
	json_free(j);
	buf_release(&b);
}

static void test_digits(void **state)
{
	static const char *const numbers[] = {
		"0", "-0", "12", "330106199001011234", "9223372036854775808", "1234.50", "0.10",
		"120.15358000000001", "1E400", "-1.5e-7", "1234567890123456789012345678901234567890",
	};
	char text[100];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		struct json *j;

		(void)snprintf(text, sizeof(text), "{\"n\": %s }", numbers[i]);
		j = parse(text);
		assert_int_equal(json_kind(json_find(j, "$.n")), KIND_NUMBER);
		assert_string_equal(json_text(json_find(j, "$.n")), numbers[i]);
		json_free(j);
	}
	memset(text, '1', sizeof(text));
	text[0] = '[';
	text[sizeof(text) - 1] = ']';
	assert_int_equal(refused(text, sizeof(text)), ERR_LIMIT);
}

static void test_strings(void **state)
{
	struct json *j = parse("\xEF\xBB\xBF{\"a\":\"\\\"\\\\\\/1\",\"\xE5\x90\x8D\":\"\xF0\xA0\xAE"
			       "\xB7\",\"b\":\"\\ud842\\udfb7\",\"c\":\"x\\u0001\"}");

	(void)state;
	assert_string_equal(json_text(json_find(j, "$.a")), "\"\\/1");
	assert_string_equal(json_text(json_find(j, "$.\xE5\x90\x8D")), "\xF0\xA0\xAE\xB7");
	assert_string_equal(json_text(json_find(j, "$.b")), "\xF0\xA0\xAE\xB7");
	assert_string_equal(json_text(json_find(j, "$.c")), "x\x01");
	assert_int_equal(json_kind(json_find(j, "$.a")), KIND_STRING);
	json_free(j);
}

static void test_paths(void **state)
{
	static const char *const good[] = {"$", "$.a", "$.a.b[0]", "$[3].x-y_z", "$[0][1]"};
	static const char *const bad[] = {"", "a", "$.", "$..a", "$[", "$[]", "$[-1]", "$[a]",
		"$[1", "$.a ", "$.*", "$.a == 1", "$[1234567]"};
	struct json *j = parse("{\"a\":{\"b\":[10,{\"c\":true}]},\"n\":null}");
	char first[JSON_NAME] = "";

	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_true(json_path_valid(good[i]));
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(json_path_valid(bad[i]));
	assert_ptr_equal(json_find(j, "$"), j);
	assert_string_equal(json_text(json_find(j, "$.a.b[0]")), "10");
	assert_string_equal(json_text(json_find(j, "$.a.b[1].c")), "true");
	assert_null(json_find(j, "$.a.b[2]"));
	assert_null(json_find(j, "$.x.y.z"));
	assert_null(json_find(j, "$.a[0]"));
	assert_int_equal(json_kind(json_find(j, "$.n")), KIND_NULL);
	assert_int_equal(json_count(json_find(j, "$.a.b")), 2);
	assert_int_equal(json_count(json_find(j, "$.a")), 0);
	assert_true(json_path_first("$.xm.a == 1", first));
	assert_string_equal(first, "xm");
	assert_false(json_path_first("$", first));
	assert_false(json_path_first("", first));
	json_free(j);
}

static void test_tests(void **state)
{
	static const struct {
		const char *test;
		enum json_truth truth;
	} cases[] = {
		{"$.s == 0", TRUTH_YES}, {"$.s == '0'", TRUTH_YES}, {"$.s != 0", TRUTH_NO},
		{"$.i == 0", TRUTH_YES}, {"$.i == '0'", TRUTH_ODD}, {"$.s == 00", TRUTH_NO},
		{"$.i != '0'", TRUTH_ODD}, {"$.z == '00'", TRUTH_YES}, {"$.z == 0", TRUTH_NO},
		{"$.none == 0", TRUTH_ODD}, {"$.none != 0", TRUTH_ODD}, {"$.n == 0", TRUTH_ODD},
		{"$.n == null", TRUTH_YES}, {"$.none == null", TRUTH_YES},
		{"$.s == null", TRUTH_NO}, {"$.s != null", TRUTH_YES}, {"$.t == true", TRUTH_YES},
		{"$.t", TRUTH_YES}, {"$.f", TRUTH_NO}, {"$.n", TRUTH_ODD}, {"$.o", TRUTH_YES},
		{"$.o == x", TRUTH_ODD}, {"$.id == :holder_id", TRUTH_YES},
		{"$.id != :holder_id", TRUTH_NO}, {"$.s == :holder_id", TRUTH_NO},
		{"$.num == :holder_id", TRUTH_ODD}, {"$.short == :holder_id", TRUTH_NO},
	};
	static const char *const bad[] = {"$.a = 1", "$.a == ", "$.a == 'x", "$.a == 'x'y",
		"$.a == 1 2", "$.a === 1", "$.a == :other", "$.a < 1", "== 1"};
	struct json *j = parse("{\"s\":\"0\",\"i\":0,\"z\":\"00\",\"n\":null,\"t\":true,\"f\":false,"
			       "\"o\":{},\"id\":\"33990019880812002x\",\"num\":339900198808120021,"
			       "\"short\":\"33990019880812002\"}");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		assert_true(json_test_valid(cases[i].test));
		if (json_test(j, cases[i].test, "33990019880812002X") != cases[i].truth)
			fail_msg("%s", cases[i].test);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(json_test_valid(bad[i]));
	/* without a holder nobody is the same */
	assert_int_equal(json_test(j, "$.id == :holder_id", NULL), TRUTH_NO);
	assert_int_equal(json_test(j, "$.id == :holder_id", ""), TRUTH_NO);
	json_free(j);
}

static void test_quote(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	json_quote(&b, "a\"b\\c\n\x1B\xE5\x90\x8D");
	assert_string_equal(b.data, "\"a\\\"b\\\\c\\u000a\\u001b\xE5\x90\x8D\"");
	buf_release(&b);
}

/* A hundred thousand brackets, and the deepest that is taken, on a stack of 64 KiB. */
static void *on_a_small_stack(void *arg)
{
	static char deep[100000];
	struct buf b;
	struct json *j = NULL;
	long wrong;

	(void)arg;
	memset(deep, '[', sizeof(deep));
	wrong = json_parse(deep, sizeof(deep), &j) != ERR_LIMIT;
	for (size_t i = 0; i + 5 < sizeof(deep); i += 5)
		memcpy(deep + i, "{\"a\":", 5);
	wrong += json_parse(deep, sizeof(deep), &j) != ERR_LIMIT;
	buf_init(&b, 4096);
	nest(&b, JSON_DEPTH);
	wrong += json_parse(b.data, b.len, &j) != OK;
	json_free(j);
	buf_release(&b);
	return (void *)wrong;
}

static void test_small_stack(void **state)
{
	pthread_attr_t attributes;
	pthread_t thread;
	void *wrong = &thread;

	(void)state;
	assert_int_equal(pthread_attr_init(&attributes), 0);
	assert_int_equal(pthread_attr_setstacksize(&attributes, 64 * 1024), 0);
	assert_int_equal(pthread_create(&thread, &attributes, on_a_small_stack, NULL), 0);
	assert_int_equal(pthread_join(thread, &wrong), 0);
	assert_null(wrong);
	pthread_attr_destroy(&attributes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small_stack),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_digits),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_tests),
		cmocka_unit_test(test_quote),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
