/* SPDX-License-Identifier: MIT
 *
 * The demo exchange in five dialects over real connections: the same person, the same answer,
 * whichever gateway is asked; the same refusals, each in its own words.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/control.h"
#include "core/demo/gateway.h"
#include "core/demo/server.h"
#include "core/exchange/driver.h"
#include "core/exchange/skew.h"

static const char *const doors[] = {"ZJ", "IRS", "NA", "XR", "OP"};

static struct catalog *catalog;
static struct driver *driver;
static pid_t child;
static char base[SERVER_BASE_SIZE];

static void serve(int told)
{
	struct city *city = city_new(1);
	struct demo_server *server;
	ssize_t n;

	if (demo_server_start(city, "127.0.0.1:0", false, &server) != OK)
		_exit(1);
	text_copy(base, sizeof(base), demo_server_base(server));
	n = write(told, base, sizeof(base));
	while (n == (ssize_t)sizeof(base)) {
		struct pollfd p = {.fd = demo_server_fd(server), .events = POLLIN};

		poll(&p, 1, demo_server_timeout_ms(server));
		demo_server_turn(server);
	}
	_exit(1);
}

static int start(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;
	int told[2];
	enum err e;

	(void)state;
	if (pipe(told))
		return -1;
	child = fork();
	if (child == 0)
		serve(told[1]);
	close(told[1]);
	if (child < 0 || read(told[0], base, sizeof(base)) != (ssize_t)sizeof(base) ||
		file_asset("catalog/dialects.ini", path))
		return -1;
	close(told[0]);
	buf_init(&messages, 65536);
	e = catalog_load(path, base, &catalog, &messages);
	if (e)
		print_error("%s", buf_text(&messages));
	buf_release(&messages);
	return e || driver_new(&driver) ? -1 : 0;
}

static int stop(void **state)
{
	(void)state;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	driver_free(driver);
	catalog_free(catalog);
	return 0;
}

struct seen {
	bool done;
	enum outcome outcome;
	int tries;
	char code[ASK_CODE], text[ASK_TEXT], receipt[ASK_RECEIPT];
	struct buf row;              /* the first one, encoded */
};

static void keep(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct seen *s = ctx;

	(void)ask;
	s->done = true;
	s->outcome = reply->outcome;
	s->tries = reply->tries;
	text_copy(s->code, sizeof(s->code), reply->code);
	text_copy(s->text, sizeof(s->text), reply->text);
	text_copy(s->receipt, sizeof(s->receipt), reply->receipt);
	if (reply->n_rows > 0)
		record_encode(&reply->rows[0], &s->row);
}

static void ask(const char *door, const char *resource, const char *holder, struct seen *s)
{
	char id[24], why[ASK_TEXT] = "";
	struct ask_request r;
	struct ask *handle;

	text_format(id, sizeof(id), "%s-%s", door, resource);
	r = (struct ask_request){.resource = catalog_find(catalog, id), .insist = true,
		.basis = {.operator_id = "1024", .window = "A03", .unit = "演示大厅",
			.item_code = "330700101001", .case_number = "260316-A03-001",
			.ground = "居住证暂行条例", .holder_name = "李小梅", .holder_id = holder}};
	assert_non_null(r.resource);
	*s = (struct seen){.done = false};
	buf_init(&s->row, RECORD_BYTES);
	if (ask_send(driver, &r, keep, s, &handle, why))
		fail_msg("%s: %s", id, why);
	while (!s->done)
		assert_int_equal(driver_wait(driver, NULL, 0, -1), OK);
}

static void hurry(void)
{
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		enum err e = ERR_NET;

		for (int k = 0; k < 100 && e == ERR_NET; k++)
			e = demo_control(base, services[i].department, "up", 0);
		assert_int_equal(e, OK);
	}
}

static void turn(const char *department, const char *state_word)
{
	enum err e = ERR_NET;

	for (int k = 0; k < 100 && e == ERR_NET; k++)
		e = demo_control(base, department, state_word, 0);
	assert_int_equal(e, OK);
}

/* ---- tests ---- */

static void same_answer_through_every_door(void **state)
{
	static const char *const asked[] = {"POP-01", "HRS-02"};

	(void)state;
	hurry();
	for (size_t i = 0; i < COUNT_OF(asked); i++) {
		struct seen first, s;

		ask(doors[0], asked[i], CITY_WOMAN, &first);
		assert_int_equal(first.outcome, OUTCOME_FOUND);
		assert_int_equal(first.tries, 1);
		for (size_t k = 1; k < COUNT_OF(doors); k++) {
			ask(doors[k], asked[i], CITY_WOMAN, &s);
			if (s.outcome != OUTCOME_FOUND)
				fail_msg("%s: %s %s %s", doors[k], outcome_word(s.outcome), s.code, s.text);
			assert_int_equal(s.row.len, first.row.len);
			assert_memory_equal(s.row.data, first.row.data, first.row.len);
			assert_int_equal(s.receipt[0] != '\0', !strcmp(doors[k], "XR"));
			buf_release(&s.row);
		}
		buf_release(&first.row);
	}
}

static void nobody_through_every_door(void **state)
{
	(void)state;
	hurry();
	for (size_t k = 0; k < COUNT_OF(doors); k++) {
		struct seen s;

		ask(doors[k], "POP-01", "339901200001010012", &s);
		assert_int_equal(s.outcome, OUTCOME_NOTHING);
		buf_release(&s.row);
	}
}

static void refusals_through_every_door(void **state)
{
	struct seen s;

	(void)state;
	hurry();
	for (size_t k = 0; k < COUNT_OF(doors); k++) {
		ask(doors[k], "POP-04", CITY_WOMAN, &s); /* shared with nobody */
		if (s.outcome != OUTCOME_DENIED)
			fail_msg("%s: %s %s", doors[k], outcome_word(s.outcome), s.code);
		buf_release(&s.row);
	}
	turn("公安", "refuse");
	for (size_t k = 0; k < COUNT_OF(doors); k++) {
		ask(doors[k], "POP-01", CITY_WOMAN, &s);
		assert_int_equal(s.outcome, OUTCOME_DENIED);
		buf_release(&s.row);
	}
	turn("公安", "down");
	driver_scale(driver, 1, 100);
	for (size_t k = 0; k < COUNT_OF(doors); k++) {
		ask(doors[k], "POP-01", CITY_WOMAN, &s);
		assert_int_equal(s.outcome, OUTCOME_AGAIN);
		buf_release(&s.row);
	}
	driver_scale(driver, 1, 1);
	turn("公安", "up");
}

/* Every state of a department leads to its verdict behind every gateway: exchange.md section 12. */
static void faults_through_every_door(void **state)
{
	static const struct {
		const char *word;
		enum outcome outcome;
		const char *code;            /* NULL: differs by dialect */
	} faults[] = {
		{"up", OUTCOME_FOUND, NULL}, {"slow", OUTCOME_FOUND, NULL},
		{"silent", OUTCOME_AGAIN, "timeout"}, {"down", OUTCOME_AGAIN, NULL},
		{"refuse", OUTCOME_DENIED, NULL}, {"busy", OUTCOME_AGAIN, "503"},
		{"quota", OUTCOME_LIMIT, "429"}, {"cut", OUTCOME_BROKEN, NULL},
		{"empty", OUTCOME_BROKEN, NULL}, {"page", OUTCOME_AGAIN, "page"},
		{"wrong", OUTCOME_BROKEN, "person"}, {"partial", OUTCOME_FOUND, NULL},
	};
	struct seen s;
	size_t whole = 0;

	(void)state;
	assert_int_equal(COUNT_OF(faults), AILMENT_COUNT);
	driver_scale(driver, 1, 100);
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		assert_string_equal(faults[i].word, ailment_word((enum ailment)i));
		turn("公安", faults[i].word);
		for (size_t k = 0; k < COUNT_OF(doors); k++) {
			ask(doors[k], "POP-01", CITY_WOMAN, &s);
			if (s.outcome != faults[i].outcome ||
				(faults[i].code && !text_equal(s.code, faults[i].code)))
				fail_msg("%s %s: %s %s", doors[k], faults[i].word,
					outcome_word(s.outcome), s.code);
			if (i == AILMENT_UP)
				whole = s.row.len;
			if (i == AILMENT_PARTIAL) /* what is missing is missing, nothing else */
				assert_true(s.row.len > 0 && s.row.len < whole);
			buf_release(&s.row);
		}
	}
	driver_scale(driver, 1, 1);
	turn("公安", "up");
}

/* The gateways tell their clock, and it is this machine's. */
static void clocks_agree(void **state)
{
	(void)state;
	assert_true(driver_skew_ms(driver) < SKEW_USED_MS);
	assert_true(driver_skew_ms(driver) > -SKEW_USED_MS);
}

/* What the catalog says of the demo's keys is what its gateways check. */
static void keys_are_the_ones(void **state)
{
	const struct gateway *zj = catalog_find(catalog, "ZJ-POP-01")->origin;
	const struct gateway *irs = catalog_find(catalog, "IRS-POP-01")->origin;
	const struct gateway *na = catalog_find(catalog, "NA-POP-01")->origin;

	(void)state;
	assert_string_equal(zj->key, DEMO_ZJ_KEY);
	assert_string_equal(zj->secret, DEMO_ZJ_SECRET);
	assert_string_equal(irs->secret, DEMO_IRS_SECRET);
	assert_string_equal(na->rid, DEMO_NATIONAL_RID);
	assert_string_equal(na->secret, DEMO_NATIONAL_KEY);
	assert_string_equal(catalog_find(catalog, "XR-POP-01")->origin->client, DEMO_XROAD_CLIENT);
}

/* ---- the gateways by themselves ---- */

struct headers {
	const char *names[8], *values[8];
};

static const char *header(void *ctx, const char *name)
{
	const struct headers *h = ctx;

	for (size_t i = 0; h->names[i]; i++)
		if (!strcasecmp(h->names[i], name))
			return h->values[i];
	return NULL;
}

static void respond_to(struct departments *all, const char *path, const char *body,
	const struct headers *h, const char *answer, int status)
{
	static struct city *city;
	struct exchange_request q = {.method = "POST", .path = path, .body = body,
		.len = strlen(body), .header = header, .ctx = (void *)(uintptr_t)h, .serial = 1};
	struct exchange_response r = {.status = 0};

	if (!city)
		city = city_new(1);
	buf_init(&r.body, RESPONSE_BYTES);
	respond(city, all, &q, &r);
	if (!strstr(buf_text(&r.body), answer) || r.status != status)
		fail_msg("%d %s, not %s", r.status, buf_text(&r.body), answer);
	buf_release(&r.body);
	if (!*path) {
		city_free(city);
		city = NULL;
	}
}

static void gateways_refuse(void **state)
{
	static const struct headers none = {{NULL}, {NULL}};
	struct headers wrong = {{"X-BG-HMAC-ACCESS-KEY", "X-BG-DATE-TIME", "X-BG-HMAC-SIGNATURE", NULL},
		{DEMO_IRS_KEY, "Tue, 14 Nov 2023 22:13:20 GMT", "x", NULL}};
	struct headers rid = {{"gjgxjhpt_rid", "gjgxjhpt_sid", "gjgxjhpt_rtime", "gjgxjhpt_sign", NULL},
		{DEMO_NATIONAL_RID, "s_339900_POP-01", "1700000000000", "x", NULL}};
	struct headers client = {{"X-Road-Client", NULL}, {DEMO_XROAD_CLIENT, NULL}};
	struct departments all;

	(void)state;
	departments_init(&all, 1);
	respond_to(&all, "/gateway/app/refreshTokenByKey.htm", "appKey=x&sign=y&requestTime=1", &none,
		"\"03\"", 200);
	respond_to(&all, "/gateway/app/refreshTokenBySec.htm", "", &none, "\"03\"", 200);
	respond_to(&all, "/gateway/api/001339900/dataSharing/POP-01.htm", "", &none, "\"14\"", 200);
	respond_to(&all, "/restapi/prod/IC1/POP-01", "{}", &none, "Invalid access key", 401);
	respond_to(&all, "/restapi/prod/IC1/POP-01", "{}", &wrong, "Clock skew exceeded", 401);
	respond_to(&all, "/sysapi/auth/refreshappsecret", "{}", &none, "E-106", 200);
	respond_to(&all, "/httpproxy", "{}", &none, "缺少参数rid", 200);
	respond_to(&all, "/httpproxy", "{}", &rid, "签名校验失败", 200);
	respond_to(&all, "/r1/CS/GOV/339900/hall/POP-01", "{}", &none, "UnknownMember", 500);
	respond_to(&all, "/r1/CS/GOV/339900/hall/NO-1", "{}", &client, "UnknownService", 500);
	respond_to(&all, "/r1/CS/GOV/339900/hall/POP-01", "{}", &client, "E-BASIS", 400);
	respond_to(&all, "", "", &none, "E-PATH", 404);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_answer_through_every_door),
		cmocka_unit_test(nobody_through_every_door),
		cmocka_unit_test(refusals_through_every_door),
		cmocka_unit_test(faults_through_every_door),
		cmocka_unit_test(clocks_agree),
		cmocka_unit_test(keys_are_the_ones),
		cmocka_unit_test(gateways_refuse),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
