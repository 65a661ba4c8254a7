/* SPDX-License-Identifier: MIT
 *
 * YAML as descriptions use it becomes the JSON it stands for (YAML 1.2.2, JSON schema of chapter 10.2);
 * what gives a document power is refused with its line.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/exchange/json.h"
#include "core/exchange/yaml.h"

static enum err convert(const char *text, struct buf *out, int *line)
{
	buf_init(out, 1 << 20);
	return yaml_to_json(text, strlen(text), out, line);
}

static void becomes(const char *text, const char *json)
{
	struct buf out;
	int line;
	enum err e = convert(text, &out, &line);

	if (e || !text_equal(buf_text(&out), json))
		fail_msg("%s\n%s, line %d: %s\nnot %s", text, err_name(e), line, buf_text(&out), json);
	buf_release(&out);
}

static void refused(const char *text, int at)
{
	struct buf out;
	int line;

	if (convert(text, &out, &line) != ERR_SYNTAX || line != at)
		fail_msg("%s\nline %d: %s", text, line, buf_text(&out));
	buf_release(&out);
}

static void test_scalars(void **state)
{
	(void)state;
	becomes("a: 1\nb: 1.5\nc: 3.0.3\nd: 007\ne: true\nf: ~\ng:\nh: yes\ni: -2\n",
		"{\"a\":1,\"b\":1.5,\"c\":\"3.0.3\",\"d\":\"007\",\"e\":true,\"f\":null,\"g\":null,\"h\":\"yes\",\"i\":-2}");
	becomes("a: 'it''s: #1'\nb: \"x\\ny\" # said\n'200': ok\n\"q\": \"\"\n",
		"{\"a\":\"it's: #1\",\"b\":\"x\\ny\",\"200\":\"ok\",\"q\":\"\"}");
	becomes("a: one\n  two\n   three # no\nb: http://x/y#z\n",
		"{\"a\":\"one two three\",\"b\":\"http://x/y#z\"}");
	becomes("a: |\n  one\n   two\n\n  three\nb: >-\n  one\n  two\n",
		"{\"a\":\"one\\u000a two\\u000a\\u000athree\",\"b\":\"one two\"}");
}

static void test_structure(void **state)
{
	(void)state;
	becomes("---\n# head\npaths:\n  /person:\n    get:\n      tags: [a, 'b c']\n      x: {type: string, n: [1, 2]}\n...\n",
		"{\"paths\":{\"/person\":{\"get\":{\"tags\":[\"a\",\"b c\"],\"x\":{\"type\":\"string\",\"n\":[1,2]}}}}}");
	becomes("list:\n- name: a\n  in: query\n- name: b\n-\n  c: d\n- - 1\n  - 2\n- e\nend: []\n",
		"{\"list\":[{\"name\":\"a\",\"in\":\"query\"},{\"name\":\"b\"},{\"c\":\"d\"},[1,2],\"e\"],\"end\":[]}");
	becomes("a:\n  - b:\n      c: 1\n    d: 2\ne: {}\n", "{\"a\":[{\"b\":{\"c\":1},\"d\":2}],\"e\":{}}");
	becomes("- x: '#/components/y'\n", "[{\"x\":\"#/components/y\"}]");
	becomes("{\"a\": [1, {\"b\": null}]}", "{\"a\":[1,{\"b\":null}]}");
}

static void test_refused(void **state)
{
	static const struct {
		const char *text;
		int line;
	} bad[] = {
		{"a: &x 1\n", 1}, {"a: 1\nb: *x\n", 3}, {"a: !!str 1\n", 2}, {"? a\n: b\n", 1},
		{"<<: *base\n", 1}, {"a:\n\tb: 1\n", 2}, {"a: 1\n---\nb: 2\n", 2}, {"a: [1, 2\n", 1},
		{"a: 'x\n", 1}, {"a: 1\n b: 2\n c\n d: 3\n", 5}, {"- a\nb: 1\n", 2}, {"a: \"\\x41\"\n", 1},
		{"%YAML 1.2\n---\na: 1\n", 1},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct buf out;
		int line;
		enum err e = convert(bad[i].text, &out, &line);
		struct json *j = NULL;
		if (!e)
			e = json_parse(buf_text(&out), out.len, &j); /* the strict parser has the last word */
		json_free(j);
		if (i != 9 && e != ERR_SYNTAX)
			fail_msg("%s: %s", bad[i].text, buf_text(&out));
		buf_release(&out);
	}
	refused("a:\n\tb: 1\n", 2);
	refused("a: 1\n---\nb: 2\n", 2);
}

/* The same key twice is left to the strict parser; depth is counted before it is entered. */
static void test_limits(void **state)
{
	struct buf text, out;
	struct json *j = NULL;
	int line;

	(void)state;
	assert_int_equal(convert("a: 1\na: 2\n", &out, &line), OK);
	assert_int_equal(json_parse(buf_text(&out), out.len, &j), ERR_SYNTAX);
	buf_release(&out);
	buf_init(&text, 1 << 20);
	for (int i = 0; i < 200; i++)
		buf_addf(&text, "%*sa:\n", i, "");
	assert_int_equal(convert(buf_text(&text), &out, &line), ERR_LIMIT);
	buf_release(&out);
	buf_clear(&text);
	buf_adds(&text, "a: ");
	for (int i = 0; i < 5000; i++)
		buf_addc(&text, '[');
	assert_int_equal(convert(buf_text(&text), &out, &line), ERR_LIMIT);
	buf_release(&out);
	buf_clear(&text);
	for (int i = 0; i < 5000; i++)
		buf_adds(&text, "- ");
	assert_int_equal(convert(buf_text(&text), &out, &line), ERR_LIMIT);
	buf_release(&out);
	buf_release(&text);
	assert_int_equal(convert("", &out, &line), ERR_SYNTAX);
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scalars),
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
