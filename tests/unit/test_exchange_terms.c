/* SPDX-License-Identifier: MIT
 *
 * What the catalog says about terms: classes by resource and by attribute, grants that come with an
 * edition, resources that are only listed; writing it back; and what a guard keeps from leaving or
 * from being taken.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "tests/exchange/faults.h"

#define ORIGIN "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"
#define HEAD "[resource pop-01]\nname = 人口\ndepartment = 公安\n"
#define RESOURCE HEAD "origin = here\nsharing = unconditional\npath = /p\nitem.name = \"$.xm\"\n"
#define LISTED HEAD "interface = no\nsharing = "

enum { MESSAGES = 16 * 1024, WHOLE = 4 << 20 };

static struct hostile server;

static enum err load(const char *text, struct catalog **out, struct buf *messages)
{
	char path[] = "/tmp/onetrip-terms-XXXXXX";
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(file_write(path, text, strlen(text)), OK);
	enum err err = catalog_load(path, NULL, out, messages);
	unlink(path);
	return err;
}

static struct catalog *good(const char *text)
{
	struct catalog *c = NULL;
	struct buf messages;

	buf_init(&messages, MESSAGES);
	if (load(text, &c, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
	return c;
}

static void test_classes(void **state)
{
	static const char text[] =
		"[catalog]\ntitle = 目录\nversion = 2026-03-15\n" ORIGIN HEAD
		"office = 人口处\ncycle = daily\norigin = here\nsharing = conditional\nground = 条例\n"
		"path = /p\nitem.name = \"$.xm\"\nitem.sex = \"$.xb\"\nitem.id = \"$.zjh\"\n"
		"label.name = 姓名\nlabel.name.en = Name\nlabel.sex = 性别\n"
		"class.sex = unconditional\nclass.id = \"conditional: 身份证法; 只供核对\"\n"
		"label.print = 指纹\nclass.print = \"none: 身份证法第六条\"\n";
	struct catalog *c = good(text);
	const struct resource *r = catalog_find(c, "POP-01");

	(void)state;
	assert_string_equal(c->version, "2026-03-15");
	assert_string_equal(r->office, "人口处");
	assert_int_equal(r->cycle, CYCLE_DAILY);
	assert_true(resource_asked(r));
	assert_int_equal(resource_sharing(r, "name"), SHARING_CONDITIONAL);
	assert_int_equal(resource_sharing(r, "sex"), SHARING_UNCONDITIONAL);
	assert_int_equal(resource_sharing(r, "print"), SHARING_NONE);
	assert_string_equal(resource_ground(r, "name"), "条例");
	assert_string_equal(resource_ground(r, "id"), "身份证法; 只供核对");
	assert_string_equal(resource_ground(r, "print"), "身份证法第六条");
	assert_string_equal(resource_label(r, "print"), "指纹");
	assert_string_equal(resource_label(r, "id"), "id");
	assert_false(resource_has(r, "print")); /* nothing reads it */
	catalog_free(c);
}

static void test_listed(void **state)
{
	struct catalog *c = good(LISTED "conditional\nground = 条例\nlabel.name = 姓名\n");
	const struct resource *r = catalog_find(c, "POP-01");
	struct ask_request request = {.resource = r,
		.basis = {"1024", "A03", "hall", "33-00001", "test", "by law", HOLDER_NAME, HOLDER_ID, NULL, NULL}};
	char why[ASK_TEXT] = "";

	(void)state;
	assert_true(r->listed && !r->origin && !resource_asked(r));
	assert_int_equal(ask_check(&request, why), ERR_DENIED);
	assert_non_null(strstr(why, "no interface"));
	catalog_free(c);
}

static void test_grants(void **state)
{
	struct catalog *c = good(ORIGIN RESOURCE
		"[grant a]\nresources = \"POP-01 POP-02\"\nitems = \"330700101001\"\n"
		"fields = \"name sex\"\nuntil = 2026-12-31\nnumber = 演数授1\nground = 办法\n"
		"[grant b]\nresources = \"*\"\ndays = 365\n");

	(void)state;
	assert_int_equal(c->n_grants, 2);
	assert_string_equal(c->grants[0].name, "a");
	assert_string_equal(c->grants[0].resources, "POP-01 POP-02");
	assert_string_equal(c->grants[0].until, "2026-12-31");
	assert_string_equal(c->grants[0].fields, "name sex");
	assert_int_equal(c->grants[0].days, 0);
	assert_string_equal(c->grants[1].items, "*");
	assert_string_equal(c->grants[1].until, "");
	assert_int_equal(c->grants[1].days, 365);
	catalog_free(c);
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{ORIGIN RESOURCE "class.name = none\n", "'name' is not shared, so it has no item"},
		{ORIGIN RESOURCE "label.nmae = 姓名\n", "'nmae' has a label or a class, but no item"},
		{ORIGIN RESOURCE "class.print = none\n", "'print' needs its ground"},
		{ORIGIN RESOURCE "class.name = conditional\n", "'name' needs its ground"},
		{ORIGIN RESOURCE "class.name = closed\n", "'closed' is unknown here"},
		{ORIGIN RESOURCE "cycle = hourly\n", "'hourly' is unknown here"},
		{ORIGIN RESOURCE "interface = maybe\n", "'maybe' is unknown here"},
		{LISTED "conditional\n", "POP-01 needs its ground"},
		{"[catalog]\nversion = 2026-13-01\n", "is a day like 2026-03-15"},
		{"[catalog]\nverison = 2026-03-15\n", "did you mean 'version'?"},
		{"[grant a]\nuntil = 2026-12-31\n", "grant 'a' names no resource"},
		{"[grant a]\nresources = \"A\"\n", "needs until = DATE or days = N"},
		{"[grant a]\nresources = \"A\"\nuntil = 2026-12-31\ndays = 3\n",
			"needs until = DATE or days = N"},
		{"[grant a]\nresources = \"A\"\nuntil = soon\n", "until is a day like"},
		{"[grant a]\nresources = \"A\"\ndays = 0\n", "'days' is a number from 1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct catalog *c = NULL;
		struct buf messages;

		buf_init(&messages, MESSAGES);
		assert_int_equal(load(cases[i].text, &c, &messages), ERR_SYNTAX);
		if (!strstr(buf_text(&messages), cases[i].message))
			fail_msg("not \"%s\" but %s", cases[i].message, buf_text(&messages));
		buf_release(&messages);
	}
}

static bool not_closed(const void *ctx, const struct resource *r)
{
	(void)ctx;
	return r->sharing != SHARING_NONE;
}

static void test_search(void **state)
{
	struct catalog *c = good(
		"[resource hrs-01]\nname = 社会保险参保\ndepartment = 人社\ninterface = no\n"
		"sharing = unconditional\ncontent = 单位\n"
		"[resource pop-01]\nname = 人口\nname.en = People\ndepartment = 公安\n"
		"interface = no\nsharing = unconditional\n"
		"[resource hrs-02]\nname = 仲裁\ndepartment = 人社\nsharing = none\nground = g\n"
		"[resource zz-1]\nname = HRS汇总\ndepartment = 统计\ninterface = no\n"
		"sharing = unconditional\n");
	static const struct {
		const char *query;
		int n;
		const char *ids[4];
	} cases[] = {
		{"", 4, {"HRS-01", "HRS-02", "POP-01", "ZZ-1"}},
		{"hrs", 3, {"HRS-01", "HRS-02", "ZZ-1"}}, /* the prefix before the word */
		{"shbx", 1, {"HRS-01"}}, {"保险", 1, {"HRS-01"}}, {"单位", 1, {"HRS-01"}},
		{"人社", 2, {"HRS-01", "HRS-02"}}, {"Peop", 1, {"POP-01"}}, {"x", 0, {NULL}},
	};
	uint16_t out[8];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t n = catalog_search(c, cases[i].query, NULL, NULL, out, 8);
		assert_int_equal(n, cases[i].n);
		for (size_t k = 0; k < n; k++)
			assert_string_equal(c->resources[out[k]].id, cases[i].ids[k]);
	}
	assert_int_equal(catalog_search(c, "hrs-", not_closed, NULL, out, 8), 1);
	assert_int_equal(catalog_search(c, "", NULL, NULL, out, 2), 2);
	catalog_free(c);
}

/* A yes or no stands in the catalog for what would say more. */
static void test_predicates(void **state)
{
	struct catalog *c = good(ORIGIN RESOURCE "item.born = \"$.csrq\"\nitem.senior = \"$.mls\"\n"
		"predicate.senior = \"born: 是否满 60 周岁\"\npredicate.senior.en = \"Is 60 or older\"\n");
	const struct resource *r = catalog_find(c, "POP-01");
	struct catalog *none = NULL;
	struct buf out;

	(void)state;
	assert_true(resource_predicate(r, "senior"));
	assert_false(resource_predicate(r, "born"));
	assert_string_equal(resource_instead(r, "born")->name, "senior");
	assert_string_equal(resource_instead(r, "born")->asks, "是否满 60 周岁");
	assert_string_equal(resource_instead(r, "born")->asks_en, "Is 60 or older");
	assert_null(resource_instead(r, "name"));
	buf_init(&out, WHOLE);
	catalog_write_resource(r, &out);
	assert_non_null(strstr(buf_text(&out), "predicate.senior = \"born: 是否满 60 周岁\"\n"));
	buf_release(&out);
	catalog_free(c);
	buf_init(&out, MESSAGES);
	assert_int_not_equal(load(ORIGIN RESOURCE "item.senior = \"$.mls\"\npredicate.senior = \"age: x\"\n",
		&none, &out), OK); /* it has no age to stand for */
	assert_non_null(strstr(buf_text(&out), "'age'"));
	buf_clear(&out);
	assert_int_not_equal(load(ORIGIN RESOURCE "item.senior = \"$.mls\"\npredicate.senior = \"yes\"\n",
		&none, &out), OK);
	buf_release(&out);
}

/* What is written loads again, to a catalog that is written the same. */
static void written_twice(const struct catalog *c, struct buf *first)
{
	struct buf second;

	buf_init(&second, WHOLE);
	catalog_write(c, first);
	assert_int_equal(first->err, OK);
	struct catalog *again = good(buf_text(first));
	catalog_write(again, &second);
	assert_string_equal(buf_text(first), buf_text(&second));
	assert_int_equal(again->n_resources, c->n_resources);
	catalog_free(again);
	buf_release(&second);
}

static void test_written(void **state)
{
	static const char text[] =
		"[catalog]\nversion = 2026-03-15\n"
		"[origin zj]\ndialect = zjgw\nbase = \"https://z.example\"\nkey = A3301\n"
		"secret_file = /etc/z\nrate = 5\nheader.1 = \"X-Trace: on\"\nrenew.key = /a.htm\n"
		"[grant a]\nresources = \"A\"\nitems = \"1\"\ndays = 7\n"
		"[resource a]\nname = n\ndepartment = d\norigin = zj\nsharing = conditional\n"
		"ground = 条例\npath = /x.htm\npayload = json-string\nsafe = yes\nnothing = 404\n"
		"arg.1 = \"CertHolder=:holder_id\"\nitem.a = \"$.a\"\nitem.b = \"$.b[0].c\"\n"
		"page.arg = p\npage.total = \"$.n\"\npage.max = 3\nheader.1 = \"A: b: c\"\ncap = 99\n"
		"fresh = 60\ntype = any\nclass.b = \"unconditional\"\nlabel.a = 甲\nlabel.a.en = A\n"
		"[resource b]\nname = n\ndepartment = d\nsharing = none\nground = 规定\n"
		"[resource c]\nname = n\ndepartment = d\ninterface = no\nsharing = unconditional\n";
	struct catalog *c = good(text);
	struct buf out;
	char path[PATH_SIZE];

	(void)state;
	buf_init(&out, WHOLE);
	written_twice(c, &out);
	assert_non_null(strstr(buf_text(&out), "\narg.1 = \"CertHolder=:holder_id\"\n"));
	assert_non_null(strstr(buf_text(&out), "\npayload = \"json-string\"\n"));
	assert_non_null(strstr(buf_text(&out), "\nclass.b = \"unconditional\"\n"));
	assert_non_null(strstr(buf_text(&out), "\nfresh = \"60\"\n"));
	assert_null(strstr(buf_text(&out), "rows_max")); /* as it is by default */
	catalog_free(c);

	struct buf messages, demo;
	buf_init(&messages, MESSAGES);
	buf_init(&demo, WHOLE);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &c, &messages), OK);
	written_twice(c, &demo);
	catalog_free(c);
	buf_release(&out);
	buf_release(&demo);
	buf_release(&messages);
}

/* ---- the guard ---- */

struct rule {
	const char *fields; /* NULL: refuse */
	int asked;
};

static enum err guard(void *ctx, const struct ask_request *r, char fields[ASK_FIELDS], char *why)
{
	struct rule *rule = ctx;

	assert_string_equal(r->basis.item_code, "33-00001");
	rule->asked++;
	if (rule->fields) {
		text_copy(fields, ASK_FIELDS, rule->fields);
		return OK;
	}
	text_copy(why, ASK_TEXT, "no grant");
	return ERR_DENIED;
}

struct heard {
	int calls;
	size_t extras, pairs;
	char name[32], first[32];
};

static void done(void *ctx, struct ask *ask, const struct reply *r)
{
	struct heard *h = ctx;

	(void)ask;
	h->calls++;
	h->extras = r->extras;
	h->pairs = r->n_rows ? r->rows[0].n : 0;
	text_copy(h->first, sizeof h->first, h->pairs ? r->rows[0].pairs[0].name : "");
}

static struct catalog *of_server(void)
{
	char text[1024];

	text_format(text, sizeof text,
		"[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n"
		"[resource r]\nname = t\ndepartment = t\norigin = here\nsharing = conditional\n"
		"ground = x\npath = /good\nsafe = yes\nrows = \"$.data\"\nok = \"$.code == 0\"\n"
		"same = \"$.id == :holder_id\"\nitem.name = \"$.name\"\nitem.address = \"$.address\"\n"
		"arg.id = \":holder_id\"\n", server.port);
	return good(text);
}

/* name and address, as many as the guard lets through; what it does not is counted like any extra. */
static void take(const char *fields, size_t pairs, size_t extras)
{
	struct catalog *c = of_server();
	struct rule rule = {.fields = fields};
	struct heard h = {0};
	struct ask_request request = {.resource = catalog_find(c, "R"),
		.basis = {"1024", "A03", "hall", "33-00001", "test", "by law", HOLDER_NAME, HOLDER_ID, NULL, NULL}};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	assert_int_equal(driver_new(&d), OK);
	driver_guard(d, guard, &rule);
	assert_int_equal(ask_send(d, &request, done, &h, &a, why), OK);
	while (h.calls == 0)
		assert_int_equal(driver_wait(d, NULL, 0, ASK_END_MS), OK);
	assert_int_equal(rule.asked, 1);
	assert_int_equal(h.pairs, pairs);
	assert_int_equal(h.extras, extras);
	if (pairs == 1)
		assert_string_equal(h.first, fields);
	driver_free(d);
	catalog_free(c);
}

static void test_only_what_is_granted_is_taken(void **state)
{
	(void)state;
	take("", 2, 0);
	take("name address", 2, 0);
	take("name", 1, 1);
	take("address", 1, 1);
	take("addres", 0, 2); /* a part of a name is none */
}

static void test_refused_before_anything_leaves(void **state)
{
	struct catalog *c = of_server();
	struct rule rule = {.fields = NULL};
	struct ask_request request = {.resource = catalog_find(c, "R"),
		.basis = {"1024", "A03", "hall", "33-00001", "test", "by law", HOLDER_NAME, HOLDER_ID, NULL, NULL}};
	struct driver *d;
	struct ask *a = NULL;
	char why[ASK_TEXT] = "";

	(void)state;
	hostile_forget(&server);
	assert_int_equal(driver_new(&d), OK);
	driver_guard(d, guard, &rule);
	assert_int_equal(ask_send(d, &request, done, NULL, &a, why), ERR_DENIED);
	assert_string_equal(why, "no grant");
	assert_null(a);
	assert_int_equal(driver_flight(d), 0);
	assert_int_equal(driver_wait(d, NULL, 0, 10), OK);
	assert_int_equal(hostile_requests(&server), 0);
	request.basis.ground = ""; /* the ask's own basis comes first */
	assert_int_equal(ask_send(d, &request, done, NULL, &a, why), ERR_DENIED);
	assert_int_equal(rule.asked, 1);
	driver_free(d);
	catalog_free(c);
}

static int start(void **state)
{
	(void)state;
	return hostile_start(&server) ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	hostile_stop(&server);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_listed),
		cmocka_unit_test(test_grants),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_predicates),
		cmocka_unit_test(test_written),
		cmocka_unit_test(test_only_what_is_granted_is_taken),
		cmocka_unit_test(test_refused_before_anything_leaves),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
