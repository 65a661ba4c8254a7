/* SPDX-License-Identifier: MIT
 *
 * The catalog: what its grammar takes, every mistake it names with its line, and the shipped one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/exchange/catalog.h"
#include "core/exchange/dialect.h"

#define ORIGIN "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"
#define RESOURCE                                                                                   \
	"[resource pop-01]\nname = 人口\ndepartment = 公安\norigin = here\nsharing = "             \
	"unconditional\npath = /p\nitem.name = \"$.xm\"\n"

enum { MESSAGES = 16 * 1024 };

static enum err load(const char *text, const char *base, struct catalog **out, struct buf *messages)
{
	char path[] = "/tmp/onetrip-catalog-XXXXXX";
	int fd = mkstemp(path);
	enum err err;

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(file_write(path, text, strlen(text)), OK);
	buf_init(messages, MESSAGES);
	err = catalog_load(path, base, out, messages);
	unlink(path);
	return err;
}

static void test_whole(void **state)
{
	static const char text[] =
		"[resource zz-9]\nname = 不予共享\ndepartment = 公安\nsharing = none\nground = 规定\n"
		"[origin here]\ndialect = openapi\nbase = \"https://gateway.example:8443/x\"\n"
		"key = k\nsecret_file = /etc/s\nca_file = /etc/c\nplain = no\n"
		"[resource pop-01]\nname = 人口\nname.en = People\ncontent = 内容\ncontent.en = c\n"
		"department = 公安\ndepartment.en = Police\norigin = here\nsharing = conditional\n"
		"ground = 条例\npath = /api/pop-01\nmethod = POST\ncarry = json\nsafe = yes\n"
		"ok = \"$.code == 0\"\nrows = \"$.data\"\nsame = \"$.id == :holder_id\"\n"
		"nothing = 404\ntype = any\ncap = 5000\nrows_max = 7\nfresh = 60\n"
		"arg.sfzh = \":holder_id\"\narg.kind = 1\nitem.name = \"$.xm\"\n"
		"item.face.valid_to = \"$.zm.yxqz\"\n";
	const struct resource *r;
	struct catalog *c = NULL;
	struct buf messages;

	(void)state;
	assert_int_equal(load(text, "http://127.0.0.1:9", &c, &messages), OK);
	assert_string_equal(buf_text(&messages), "");
	assert_int_equal(c->n_resources, 2);
	assert_null(catalog_find(c, "POP-02"));
	assert_null(catalog_find(c, "pop-01"));
	assert_int_equal(catalog_find(c, "ZZ-9")->sharing, SHARING_NONE);
	r = catalog_find(c, "POP-01");
	assert_string_equal(r->name_en, "People");
	assert_string_equal(r->origin->base, "https://gateway.example:8443/x"); /* no loopback */
	assert_string_equal(r->origin->secret_file, "/etc/s");
	assert_ptr_equal(r->origin->dialect, &dialect_openapi);
	assert_int_equal(r->sharing, SHARING_CONDITIONAL);
	assert_int_equal(r->carry, CARRY_JSON);
	assert_true(r->safe && r->nothing_404 && r->any_type);
	assert_int_equal(r->cap, 5000);
	assert_int_equal(r->rows_max, 7);
	assert_int_equal(r->fresh_ms, 60000);
	assert_int_equal(r->n_arguments, 2);
	assert_string_equal(r->arguments[0].name, "sfzh");
	assert_string_equal(r->arguments[0].value, ":holder_id");
	assert_int_equal(r->n_attributes, 2);
	assert_true(resource_has(r, "face.valid_to"));
	assert_false(resource_has(r, "xm"));
	catalog_free(c);
	buf_release(&messages);
}

static void test_defaults(void **state)
{
	const struct resource *r;
	struct catalog *c = NULL;
	struct buf messages;

	(void)state;
	assert_int_equal(load(ORIGIN RESOURCE, "http://127.0.0.1:4711", &c, &messages), OK);
	r = catalog_find(c, "POP-01");
	assert_string_equal(r->origin->base, "http://127.0.0.1:4711");
	assert_string_equal(r->method, "POST");
	assert_string_equal(r->rows, "$");
	assert_string_equal(r->ok, "");
	assert_false(r->safe || r->nothing_404 || r->any_type || r->origin->plain);
	assert_int_equal(r->cap, 1 << 20);
	assert_int_equal(r->rows_max, 200);
	assert_int_equal(r->fresh_ms, 0);
	catalog_free(c);
	buf_release(&messages);
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ORIGIN "[resuorce a]\nname = x\n", ":4: 'resuorce a'"},
		{ORIGIN "plian = yes\n", ":4: 'plian' is unknown here; did you mean 'plain'?"},
		{ORIGIN RESOURCE "raws = \"$\"\n", "did you mean 'rows'?"},
		{ORIGIN RESOURCE "safe = true\n", ":11: 'true' is unknown here"},
		{"[origin o]\ndialect = soap\nbase = \"http://127.0.0.1\"\n", "no known dialect"},
		{"[origin o]\ndialect = openapi\n", "base of 'o'"},
		{"[origin o]\ndialect = openapi\nbase = \"https://a/\"\n", "no slash"},
		{"[origin o]\ndialect = openapi\nbase = \"ftp://a\"\n", "base of 'o'"},
		{"[origin o]\ndialect = openapi\nbase = \"https://u:p@a\"\n", "base of 'o'"},
		{"[origin o]\ndialect = openapi\nbase = \"http://a.example\"\n", "needs plain = yes"},
		{"[origin o]\ndialect = openapi\nbase = \"http://127.0.0.1.example\"\n",
			"needs plain = yes"},
		{ORIGIN "[resource a_b]\nname = x\n", "'a_b' is no id"},
		{ORIGIN "[resource abcdefghijklmnop]\nname = x\n", "is no id"},
		{ORIGIN "[resource a]\nsharing = unconditional\n", "A needs a name"},
		{ORIGIN "[resource a]\nname = x\ndepartment = x\n", "how it is shared"},
		{ORIGIN "[resource a]\nname = x\ndepartment = x\nsharing = none\n", "needs its ground"},
		{RESOURCE, "there is no origin 'here'"},
		{ORIGIN "[resource a]\nname = x\ndepartment = x\norigin = here\nsharing = "
			"unconditional\npath = /p\n", "A has no items"},
		{ORIGIN RESOURCE "item.b = b\n", ":11: 'b' is no path"},
		{ORIGIN RESOURCE "item.b = \"$.a == 1\"\n", "is no path"},
		{ORIGIN RESOURCE "arg.b = \"\"\n", ":11: an argument"},
		{ORIGIN RESOURCE "ok = \"$.a = 1\"\n", "ok of POP-01"},
		{ORIGIN RESOURCE "same = \"$.a == :other\"\n", "same of POP-01"},
		{ORIGIN RESOURCE "rows = \"$.\"\n", "rows of POP-01"},
		{ORIGIN RESOURCE "cap = 0\n", "'cap' is a number from 1 to 16777216"},
		{ORIGIN RESOURCE "rows_max = 201\n", "'rows_max' is a number from 1 to 200"},
		{ORIGIN RESOURCE "fresh = -1\n", "'fresh' is a number"},
		{ORIGIN RESOURCE "method = PUT\n", "GET or POST"},
		{ORIGIN RESOURCE "method = GET\n", "GET and carry = query go together"},
		{ORIGIN RESOURCE "carry = form\n", "cannot carry = form"},
		{ORIGIN RESOURCE "method = GET\ncarry = query\narg.id = \":holder_id\"\n",
			"':holder_id' would stand in a URL"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct catalog *c = NULL;
		struct buf messages;

		assert_int_equal(load(cases[i].text, NULL, &c, &messages), ERR_SYNTAX);
		assert_null(c);
		if (!strstr(buf_text(&messages), cases[i].message))
			fail_msg("not \"%s\" but %s", cases[i].message, buf_text(&messages));
		buf_release(&messages);
	}
}

static void test_missing_file(void **state)
{
	struct catalog *c = NULL;
	struct buf messages;

	(void)state;
	buf_init(&messages, MESSAGES);
	assert_int_equal(catalog_load("/nonexistent.ini", NULL, &c, &messages), ERR_NOTFOUND);
	assert_null(c);
	/* a replaced base must stay on this machine */
	assert_int_equal(catalog_load("/nonexistent.ini", "http://a.example", &c, &messages),
		ERR_INPUT);
	buf_release(&messages);
}

static void test_loopback(void **state)
{
	static const struct {
		const char *base;
		bool loopback;
	} cases[] = {
		{"http://127.0.0.1", true}, {"http://127.0.0.1:80/x", true},
		{"https://127.8.9.1:4", true}, {"http://localhost:1", true},
		{"http://[::1]:5", true}, {"http://127.0.0.1.example", false},
		{"http://localhost.example", false}, {"http://[::1", false},
		{"http://[::1].example", false}, {"http://128.0.0.1", false},
		{"http://a/127.0.0.1", false}, {"127.0.0.1", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct gateway g = {.base = cases[i].base};

		if (origin_loopback(&g) != cases[i].loopback)
			fail_msg("%s", cases[i].base);
	}
	assert_false(origin_loopback(NULL));
}

static void test_shipped(void **state)
{
	struct catalog *c = NULL;
	struct buf messages;

	(void)state;
	buf_init(&messages, MESSAGES);
	if (catalog_load("assets/catalog/demo.ini", "http://127.0.0.1:9", &c, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	assert_non_null(catalog_find(c, "POP-01"));
	catalog_free(c);
	buf_release(&messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
