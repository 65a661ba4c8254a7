/* SPDX-License-Identifier: MIT
 *
 * One ask for each file of tests/exchange/cases against the hostile department: what it was
 * asked, and what the clerk is told. After every fault the next ask must be answered.
 *
 *   [case]
 *   fault = name or name-7     verdict = FOUND     code = 0    (of the reply)
 *   tries = 1                  requests = 1        (default: as many as tries)
 *   rows = 1  more = 0  extras = 0  name = "first row's"  address = "first row's"
 *   request.N = "text in the request"   never.N = "text not in it"
 *   resource.KEY = "another value of a usual catalog line" (none: "")   more.KEY = "a further line"
 *   holder = "number"   slow = yes (limits and pauses / SCALE)   twice = yes (on one driver)
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <dirent.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "tests/exchange/faults.h"

#define CASES "tests/exchange/cases"

enum { CASES_MAX = 200, NAME_MAX_LEN = 64, CATALOG_TEXT = 8192, SCALE = 20 };

static struct hostile server;
static char names[CASES_MAX][NAME_MAX_LEN];

struct outcome_of {
	const struct ini *ini;
	bool done;
};

static const char *want(const struct ini *ini, const char *key)
{
	return ini_get(ini, "case", key);
}

static void expect_number(const struct ini *ini, const char *key, size_t is)
{
	const char *text = want(ini, key);
	int64_t n;

	if (!text)
		return;
	assert_true(text_number(text, 0, 1000000, &n));
	if ((size_t)n != is)
		fail_msg("%s is %zu, not %s", key, is, text);
}

static void expect_text(const struct ini *ini, const char *key, const char *is)
{
	const char *text = want(ini, key);

	if (text && !text_equal(text, is))
		fail_msg("%s is \"%s\", not \"%s\"", key, is ? is : "", text);
}

static void answered(void *ctx, struct ask *ask, const struct reply *r)
{
	struct outcome_of *o = ctx;
	bool has_rows = r->outcome == OUTCOME_FOUND;

	(void)ask;
	o->done = true;
	expect_text(o->ini, "verdict", outcome_word(r->outcome));
	expect_text(o->ini, "code", r->code);
	expect_text(o->ini, "text", r->text);
	expect_number(o->ini, "tries", (size_t)r->tries);
	expect_number(o->ini, "rows", r->n_rows);
	expect_number(o->ini, "more", r->more);
	expect_number(o->ini, "extras", r->extras);
	expect_text(o->ini, "name", r->n_rows ? record_get(&r->rows[0], "name") : NULL);
	expect_text(o->ini, "address", r->n_rows ? record_get(&r->rows[0], "address") : NULL);
	assert_int_equal(has_rows, r->n_rows > 0);
	assert_int_equal(has_rows || r->outcome == OUTCOME_NOTHING, r->body.len > 0);
	assert_null(strstr(r->text, HOLDER_ID));
	assert_null(strstr(r->text, HOLDER_NAME));
}

/* The resource of a case: the usual one, with the lines the case changes. */
static void put_resource(struct buf *out, const struct ini *ini, const char *fault)
{
	static const char *const usual[][2] = {{"safe", "yes"}, {"ok", "$.code == '0'"},
		{"rows", "$.data"}, {"same", "$.id == :holder_id"}, {"path", ""}, {"cap", "65536"},
		{"method", "POST"}, {"carry", "json"}, {"arg.id", ":holder_id"}};
	char key[NAME_MAX_LEN];

	buf_adds(out, "[resource test]\nname = test\ndepartment = test\norigin = here\n"
		      "sharing = unconditional\nitem.name = \"$.name\"\nitem.address = \"$.address\"\n"
		      "item.card_no = \"$.card_no\"\nrows_max = 20\n");
	for (size_t i = 0; i < COUNT_OF(usual); i++) {
		const char *value = usual[i][1], *own;

		text_format(key, sizeof(key), "resource.%s", usual[i][0]);
		own = ini ? want(ini, key) : NULL;
		if (strcmp(usual[i][0], "path") == 0)
			buf_addf(out, "path = \"/%s\"\n", fault);
		else if (!own || *own)
			buf_addf(out, "%s = \"%s\"\n", usual[i][0], own ? own : value);
	}
	for (size_t i = 0; ini && i < ini->n; i++) {
		bool more = text_starts(ini->entries[i].key, "more.");

		if (more)
			buf_addf(out, "%s = \"%s\"\n", ini->entries[i].key + strlen("more."),
				ini->entries[i].value);
	}
}

static struct catalog *catalog_of(const struct ini *ini, const char *fault)
{
	char path[] = "/tmp/onetrip-case-XXXXXX";
	struct catalog *catalog = NULL;
	struct buf text, messages;
	int fd = mkstemp(path);

	buf_init(&text, CATALOG_TEXT);
	buf_init(&messages, CATALOG_TEXT);
	buf_addf(&text, "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n",
		server.port);
	put_resource(&text, ini, fault);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	if (catalog_load(path, NULL, &catalog, &messages) != OK)
		fail_msg("%s%s", buf_text(&messages), buf_text(&text));
	unlink(path);
	buf_release(&text);
	buf_release(&messages);
	return catalog;
}

static void ask(const struct ini *ini, const char *fault, const struct ini *expect)
{
	struct catalog *catalog = catalog_of(ini, fault);
	const char *holder = ini ? want(ini, "holder") : NULL;
	struct ask_request request = {
		.resource = catalog_find(catalog, "TEST"),
		.basis = {"1024", "A03", "hall", "33-00001", "test", "by law", HOLDER_NAME,
			holder ? holder : HOLDER_ID},
	};
	struct outcome_of o = {.ini = expect};
	char why[ASK_TEXT] = "";
	struct driver *d;
	struct ask *a;

	assert_int_equal(driver_new(&d), OK);
	if (ini && want(ini, "slow"))
		driver_scale(d, 1, SCALE);
	for (int left = ini && want(ini, "twice") ? 2 : 1; left > 0; left--) {
		o.done = false;
		assert_int_equal(ask_send(d, &request, answered, &o, &a, why), OK);
		while (!o.done)
			assert_int_equal(driver_wait(d, NULL, 0, ASK_END_MS), OK);
	}
	driver_free(d);
	catalog_free(catalog);
}

static void check_request(const struct ini *ini)
{
	for (size_t i = 0; i < ini->n; i++) {
		const struct ini_entry *e = &ini->entries[i];
		bool there = strcasestr(server.last, e->value) != NULL;

		if (text_starts(e->key, "request.") && !there)
			fail_msg("\"%s\" is not in the request:\n%s", e->value, server.last);
		if (text_starts(e->key, "never.") && there)
			fail_msg("\"%s\" is in the request:\n%s", e->value, server.last);
	}
	expect_number(ini, want(ini, "requests") ? "requests" : "tries", (size_t)hostile_requests(&server));
	assert_int_equal(server.trapped, 0);
}

static void run_case(void **state)
{
	static const char good[] = "[case]\nverdict = FOUND\ntries = 1\nrows = 1\n";
	char path[PATH_SIZE];
	struct ini *ini = NULL, *next = NULL;
	struct buf messages;

	hostile_forget(&server); /* what a failed case left */
	buf_init(&messages, CATALOG_TEXT);
	text_format(path, sizeof(path), CASES "/%s", (const char *)*state);
	if (ini_load(path, &ini, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	assert_int_equal(ini_parse("next", good, strlen(good), &next, &messages), OK);
	assert_non_null(want(ini, "fault"));
	assert_non_null(want(ini, "verdict"));
	ask(ini, want(ini, "fault"), ini);
	check_request(ini);
	ask(NULL, "next", next);
	ini_free(next);
	ini_free(ini);
	buf_release(&messages);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static size_t list_cases(void)
{
	DIR *dir = opendir(CASES);
	struct dirent *e;
	size_t n = 0;

	while (dir && (e = readdir(dir)) && n < CASES_MAX) {
		if (strstr(e->d_name, ".ini") && text_copy(names[n], NAME_MAX_LEN, e->d_name))
			n++;
	}
	if (dir)
		closedir(dir);
	qsort(names, n, NAME_MAX_LEN, by_name);
	return n;
}

int main(void)
{
	static struct CMUnitTest tests[CASES_MAX];
	size_t n = list_cases();
	int failed;

	if (n == 0 || !hostile_start(&server))
		return 1;
	for (size_t i = 0; i < n; i++)
		tests[i] = (struct CMUnitTest){names[i], run_case, NULL, NULL, names[i]};
	failed = _cmocka_run_group_tests("hostile", tests, n, NULL, NULL);
	hostile_stop(&server);
	return failed;
}
