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
#include "core/base/text.h"
#include "core/exchange/catalog.h"
#include "core/exchange/dialect.h"

#define ORIGIN "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"
#define RESOURCE                                                                                   \
	"[resource pop-01]\nname = 人口\ndepartment = 公安\norigin = here\nsharing = "             \
	"unconditional\npath = /p\nitem.name = \"$.xm\"\n"

#define IRS_ORIGIN                                                                                 \
	"[origin here]\ndialect = irs\nbase = \"http://127.0.0.1:1\"\nkey = k\nsecret_file = /s\n"

enum { MESSAGES = 16 * 1024, MANY = 4000, MANY_A_FILE = 160 };

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
		{ORIGIN RESOURCE "method = GET\ncarry = json\n", "GET and carry = query go together"},
		{ORIGIN RESOURCE "carry = header\n", "cannot carry = header"},
		{ORIGIN RESOURCE "carry = form\nbasis = body\n", "basis = body goes with"},
		{ORIGIN RESOURCE "basis = additional\n", "no such place for the basis"},
		{IRS_ORIGIN RESOURCE "method = GET\nbasis = additional\n", "would stand in a URL"},
		{IRS_ORIGIN RESOURCE "method = GET\narg.a = \"a b\"\n", "irs signs only letters"},
		{ORIGIN RESOURCE "payload = json-string\n", "no payload in a string"},
		{ORIGIN RESOURCE "service = \"a/b/c/d/e\"\n", "of xroad alone"},
		{ORIGIN RESOURCE "sid = s1\n", "by it alone"},
		{ORIGIN RESOURCE "page.arg = page\n", "go together"},
		{ORIGIN RESOURCE "page.max = 21\n", "from 2 to 20"},
		{ORIGIN RESOURCE "error.code = code\n", "are paths"},
		{ORIGIN RESOURCE "header.1 = \"no colon\"\n", ":11: a header is written"},
		{ORIGIN RESOURCE "arg.1 = \":holder_id\"\n", ":11: an argument"},
		{ORIGIN RESOURCE "basis = law\n", "'law' is unknown here"},
		{ORIGIN "rate = 1001\n", "'rate' is a number from 0 to 1000"},
		{ORIGIN "pin = abc\n", "is written sha256//"},
		{"[origin o]\ndialect = openapi\nbase = \"https://a\"\nsecret = s\n",
			"a secret stands in a secret_file"},
		{ORIGIN "secret = s\nsecret_file = /s\n", "a secret stands in a secret_file"},
		{ORIGIN "client_cert = \"/a\"\n", "go together"},
		{ORIGIN "renew.key = \"x\"\n", "are paths"},
		{"[origin o]\ndialect = zjgw\nbase = \"https://a\"\nkey = k\n", "needs its secret_file"},
		{"[origin o]\ndialect = irs\nbase = \"https://a\"\nsecret_file = /s\n", "needs its key"},
		{"[origin o]\ndialect = national\nbase = \"https://a\"\n", "needs its rid"},
		{"[origin o]\ndialect = xroad\nbase = \"https://a\"\nclient = \"a/b\"\n",
			"the client of 'o'"},
		{"[origin o]\ndialect = xroad\nbase = \"https://a\"\nclient = \"a//b\"\n",
			"the client of 'o'"},
		{"[origin here]\ndialect = xroad\nbase = \"https://a\"\nclient = \"a/b/c/d\"\n" RESOURCE
			"service = \"a/b/c/d\"\n", "service is INSTANCE"},
		{"[origin here]\ndialect = national\nbase = \"https://a\"\nrid = r\n" RESOURCE
			"secret_file = /s\n", "sid is needed"},
		{"[origin here]\ndialect = national\nbase = \"https://a\"\nrid = r\n" RESOURCE
			"sid = s\n", "needs the secret_file"},
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

/* Every key of every dialect at once. */
static void test_dialects(void **state)
{
	static const char text[] =
		"[origin zj]\ndialect = zjgw\nbase = \"https://z.example\"\nkey = A3301\n"
		"secret_file = /etc/z\nrate = 5\nheader.1 = \"X-Trace: on\"\nrenew.key = /a.htm\n"
		"renew.sec = /b.htm\nclient_cert = /c\nclient_key = /k\npin = \"sha256//abc=\"\n"
		"[resource a]\nname = n\ndepartment = d\norigin = zj\nsharing = unconditional\n"
		"path = /gateway/api/001/dataSharing/x.htm\npayload = json-string\n"
		"arg.1 = \"CertHolder=:holder_id\"\narg.2 = \"Kind=a=b\"\nitem.a = \"$.a\"\n"
		"page.arg = pageNum\npage.total = \"$.totalDataCount\"\npage.max = 3\n"
		"error.code = \"$.status\"\nerror.text = \"$.info\"\nheader.1 = \"A: b: c\"\n"
		"[resource b]\nname = n\ndepartment = d\norigin = zj\nsharing = unconditional\n"
		"path = /b\ncarry = header\nitem.a = \"$.a\"\n"
		"[resource c]\nname = n\ndepartment = d\norigin = xr\nsharing = unconditional\n"
		"service = \"CS/GOV/1/police/person\"\nmethod = GET\nitem.a = \"$.a\"\n"
		"[resource e]\nname = n\ndepartment = d\norigin = na\nsharing = unconditional\n"
		"sid = s_1\nsecret_file = /etc/s1\npath = /httpproxy\nitem.a = \"$.a\"\n"
		"[resource f]\nname = n\ndepartment = d\norigin = op\nsharing = unconditional\n"
		"path = /f\nmethod = GET\nitem.a = \"$.a\"\n"
		"[origin xr]\ndialect = xroad\nbase = \"https://x.example\"\nclient = \"CS/GOV/1/hall\"\n"
		"[origin na]\ndialect = national\nbase = \"https://n.example\"\nrid = \"x@123\"\n"
		"prefix = gjzwfwpt_\n[origin op]\ndialect = openapi\nbase = \"https://o.example\"\n";
	struct catalog *c = NULL;
	const struct resource *a, *b;
	struct buf messages;

	(void)state;
	if (load(text, NULL, &c, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	a = catalog_find(c, "A");
	b = catalog_find(c, "B");
	assert_ptr_equal(a->origin->dialect, &dialect_zjgw);
	assert_int_equal(a->origin->rate, 5);
	assert_string_equal(a->origin->headers[0].name, "X-Trace");
	assert_string_equal(a->origin->renew_sec, "/b.htm");
	assert_string_equal(a->origin->pin, "sha256//abc=");
	assert_int_equal(a->carry, CARRY_FORM);         /* the dialect's own */
	assert_int_equal(a->basis, BASIS_ADDITIONAL);
	assert_int_equal(a->payload, PAYLOAD_STRING);
	assert_string_equal(a->arguments[0].name, "CertHolder");
	assert_string_equal(a->arguments[0].value, ":holder_id");
	assert_string_equal(a->arguments[1].value, "a=b");
	assert_string_equal(a->page_total, "$.totalDataCount");
	assert_int_equal(a->page_max, 3);
	assert_string_equal(a->error_text, "$.info");
	assert_string_equal(a->headers[0].value, "b: c");
	assert_string_equal(resource_secret(a), "/etc/z");
	assert_int_equal(b->carry, CARRY_HEADER);
	assert_string_equal(catalog_find(c, "C")->path, "");
	assert_int_equal(catalog_find(c, "C")->basis, BASIS_NONE);
	assert_string_equal(resource_secret(catalog_find(c, "E")), "/etc/s1");
	assert_string_equal(catalog_find(c, "E")->origin->prefix, "gjzwfwpt_");
	assert_int_equal(catalog_find(c, "F")->basis, BASIS_HEADER); /* never in a URL */
	catalog_free(c);
	buf_release(&messages);
}

/* A folder of files: origins wherever they stand, ids unique over all, 4,000 of them. */
static void test_folder(void **state)
{
	char folder[] = "/tmp/onetrip-catalog-XXXXXX", path[80], id[16];
	struct catalog *c = NULL;
	struct buf text, messages;

	(void)state;
	assert_non_null(mkdtemp(folder));
	buf_init(&text, 1 << 20);
	buf_init(&messages, MESSAGES);
	for (int i = 0; i <= MANY; i++) {
		if (i > 0 && (i % MANY_A_FILE == 0 || i == MANY)) {
			text_format(path, sizeof(path), "%s/f%03d.ini", folder, i / MANY_A_FILE);
			assert_int_equal(file_write(path, text.data, text.len), OK);
			buf_clear(&text);
		}
		if (i < MANY)
			buf_addf(&text, "[resource r-%04d]\nname = 资源\ndepartment = 公安\n"
				"origin = here\nsharing = unconditional\npath = /%04d\n"
				"item.name = \"$.xm\"\nitem.id = \"$.zjh\"\narg.a = \":holder_id\"\n",
				i, i);
	}
	text_format(path, sizeof(path), "%s/zz.ini", folder);
	assert_int_equal(file_write(path, ORIGIN, strlen(ORIGIN)), OK);
	text_format(path, sizeof(path), "%s/notes.txt", folder);
	assert_int_equal(file_write(path, "not read", 8), OK);
	if (catalog_load(folder, NULL, &c, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	assert_int_equal(c->n_resources, MANY);
	for (int i = 0; i < MANY; i++) {
		text_format(id, sizeof(id), "R-%04d", i);
		text_format(path, sizeof(path), "/%04d", i);
		assert_string_equal(catalog_find(c, id)->path, path);
	}
	assert_null(catalog_find(c, "R-4000"));
	catalog_free(c);

	text_format(path, sizeof(path), "%s/again.ini", folder);
	assert_int_equal(file_write(path, ORIGIN RESOURCE "[resource r-0007]\nname = x\n"
		"department = x\nsharing = none\nground = x\n", strlen(ORIGIN RESOURCE) + 68), OK);
	assert_int_equal(catalog_load(folder, NULL, &c, &messages), ERR_SYNTAX);
	assert_non_null(strstr(buf_text(&messages), "zz.ini:1: origin 'here' stands in another"));
	assert_non_null(strstr(buf_text(&messages), "resource R-0007 stands in another file"));
	assert_int_equal(file_remove_tree(folder), OK);
	buf_release(&text);
	buf_release(&messages);
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

/* K1: a province's catalog in one file, searched by id, words and initials. */
static void test_thousands(void **state)
{
	static uint16_t hits[CATALOG_RESOURCES];
	struct catalog *c = NULL, *same = NULL;
	struct buf text, again, messages;

	(void)state;
	buf_init(&text, CATALOG_BYTES);
	buf_init(&again, CATALOG_BYTES);
	buf_init(&messages, 1 << 16);
	buf_adds(&text, "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n");
	for (int i = 0; i < MANY; i++)
		buf_addf(&text, "[resource gen-%d]\nname = 不动产登记%d\ndepartment = 部门%d\norigin = here\n"
			"sharing = conditional\nground = 条例\npath = \"/r/%d\"\narg.id = \":holder_id\"\n"
			"item.name = \"$.xm\"\nlabel.name = 姓名\nitem.state = \"$.zt\"\n", i, i, i % 40, i);
	assert_int_equal(text.err, OK);
	assert_int_equal(catalog_parse("many", buf_text(&text), text.len, NULL, &c, &messages), OK);
	assert_int_equal(c->n_resources, MANY);
	assert_non_null(catalog_find(c, "GEN-3999"));
	assert_int_equal(catalog_search(c, "gen-39", NULL, NULL, hits, CATALOG_RESOURCES), 111); /* 39 390.. 3900.. */
	assert_int_equal(catalog_search(c, "bdcdj", NULL, NULL, hits, CATALOG_RESOURCES), MANY);
	assert_int_equal(catalog_search(c, "登记3999", NULL, NULL, hits, CATALOG_RESOURCES), 1);
	catalog_write(c, &again);
	assert_int_equal(again.err, OK);
	assert_int_equal(catalog_parse("again", buf_text(&again), again.len, NULL, &same, &messages), OK);
	assert_int_equal(same->n_resources, MANY);
	assert_int_equal(catalog_parse("large", buf_text(&text), CATALOG_BYTES + 1u, NULL, &same, &messages),
		ERR_SYNTAX); /* told before a byte of it is read */
	catalog_free(same);
	catalog_free(c);
	buf_release(&messages);
	buf_release(&again);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_dialects),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_missing_file),
		cmocka_unit_test(test_thousands),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
