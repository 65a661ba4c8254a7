/* SPDX-License-Identifier: MIT
 *
 * A department whose certificate is wrong is not asked: each kind of wrong has its own sentence,
 * there is no way around, and the question does not leave. The certificates in tests/exchange/tls
 * were made for this; their dates hold from 2020 to 2110.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <netinet/in.h>

#include <cmocka.h>
#include <microhttpd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/driver.h"

#define TLS "tests/exchange/tls/"
#define HOLDER "339901198808081226"
#define ANSWER "{\"code\":\"0\",\"data\":[{\"id\":\"" HOLDER "\",\"name\":\"A\"}]}"

enum { PEM = 8192 };

static int questions; /* that got through to the department; read when it has stopped */

struct heard {
	enum outcome outcome;
	char code[ASK_CODE];
	bool done;
};

static enum MHD_Result answer(void *ctx, struct MHD_Connection *c, const char *url,
	const char *method, const char *version, const char *data, size_t *size, void **request)
{
	struct MHD_Response *r;
	enum MHD_Result result;

	(void)ctx;
	(void)url;
	(void)method;
	(void)version;
	(void)data;
	if (!*request) {
		*request = &questions;
		questions++;
		return MHD_YES;
	}
	if (*size > 0) {
		*size = 0;
		return MHD_YES;
	}
	r = MHD_create_response_from_buffer(strlen(ANSWER), (void *)(uintptr_t)ANSWER,
		MHD_RESPMEM_PERSISTENT);
	result = MHD_queue_response(c, 200, r);
	MHD_destroy_response(r);
	return result;
}

static void heard_done(void *ctx, struct ask *ask, const struct reply *r)
{
	struct heard *h = ctx;

	(void)ask;
	h->outcome = r->outcome;
	text_copy(h->code, sizeof(h->code), r->code);
	h->done = true;
}

static void ask(const char *base, const char *ca_file, struct heard *h)
{
	static const struct attribute attributes[] = {{"name", "$.name"}};
	static const struct argument arguments[] = {{"id", ":holder_id"}};
	struct gateway gateway = {.name = "here", .dialect = dialect_find("openapi"), .base = base,
		.key = "", .secret_file = "", .ca_file = ca_file};
	struct resource resource = {.id = "R", .name = "r", .origin = &gateway, .path = "/r",
		.method = "POST", .carry = CARRY_JSON, .safe = true, .ok = "$.code == 0",
		.rows = "$.data", .same = "$.id == :holder_id", .cap = 65536, .rows_max = 1,
		.attributes = attributes, .n_attributes = 1, .arguments = arguments,
		.n_arguments = 1};
	struct ask_request request = {.resource = &resource, .basis = {"1024", "A03", "hall", "i",
		"test", "by law", NULL, HOLDER}};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	memset(h, 0, sizeof(*h));
	assert_int_equal(driver_new(&d), OK);
	driver_scale(d, 1, 10);
	assert_int_equal(ask_send(d, &request, heard_done, h, &a, why), OK);
	while (!h->done)
		assert_int_equal(driver_wait(d, NULL, 0, ASK_END_MS), OK);
	driver_free(d);
}

static void read_pem(const char *name, struct buf *out)
{
	char path[80];

	text_format(path, sizeof(path), TLS "%s", name);
	buf_init(out, PEM);
	assert_int_equal(file_read(path, out), OK);
}

static struct MHD_Daemon *start(const char *certificate, const char *priorities, char *base,
	size_t size)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	struct MHD_Daemon *daemon;
	struct buf pem, key;

	questions = 0;
	read_pem(certificate, &pem);
	read_pem("server.key", &key);
	daemon = MHD_start_daemon(MHD_USE_TLS | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, answer,
		NULL, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at, MHD_OPTION_HTTPS_MEM_CERT,
		pem.data, MHD_OPTION_HTTPS_MEM_KEY, key.data, MHD_OPTION_HTTPS_PRIORITIES,
		priorities, MHD_OPTION_END);
	assert_non_null(daemon);
	text_format(base, size, "https://127.0.0.1:%d",
		(int)MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT)->port);
	buf_release(&pem);
	buf_release(&key);
	return daemon;
}

static void expect(const char *certificate, const char *priorities, const char *ca_file,
	enum outcome outcome, const char *code)
{
	char base[64];
	struct MHD_Daemon *daemon = start(certificate, priorities, base, sizeof(base));
	struct heard h;

	ask(base, ca_file, &h);
	MHD_stop_daemon(daemon);
	assert_int_equal(h.outcome, outcome);
	assert_string_equal(h.code, code);
	assert_int_equal(questions, outcome == OUTCOME_FOUND);
}

static void test_trusted(void **state)
{
	(void)state;
	expect("good.pem", "NORMAL", TLS "ca.pem", OUTCOME_FOUND, "0");
	expect("good.pem", "NORMAL:-VERS-ALL:+VERS-TLS1.2", TLS "ca.pem", OUTCOME_FOUND, "0");
}

static void test_dates(void **state)
{
	(void)state;
	expect("expired.pem", "NORMAL", TLS "ca.pem", OUTCOME_DENIED, "tls-expired");
	expect("early.pem", "NORMAL", TLS "ca.pem", OUTCOME_DENIED, "tls-early");
}

static void test_host(void **state)
{
	(void)state;
	expect("host.pem", "NORMAL", TLS "ca.pem", OUTCOME_DENIED, "tls-host");
}

static void test_signer(void **state)
{
	(void)state;
	expect("self.pem", "NORMAL", TLS "ca.pem", OUTCOME_DENIED, "tls-signer");
	expect("good.pem", "NORMAL", "", OUTCOME_DENIED, "tls-signer"); /* the system's own list */
	/* only the named authority counts; one that cannot be read is none */
	expect("good.pem", "NORMAL", TLS "self.pem", OUTCOME_DENIED, "tls-signer");
	expect("good.pem", "NORMAL", TLS "nobody.pem", OUTCOME_DENIED, "tls");
}

static void test_old_version(void **state)
{
	(void)state;
	expect("good.pem", "NORMAL:-VERS-ALL:+VERS-TLS1.1", TLS "ca.pem", OUTCOME_DENIED, "tls");
}

/* http to a door that speaks TLS: nothing useful, and nothing believed. */
static void test_wrong_door(void **state)
{
	char base[64], plain[64];
	struct MHD_Daemon *daemon = start("good.pem", "NORMAL", base, sizeof(base));
	struct heard h;

	(void)state;
	text_format(plain, sizeof(plain), "http%s", base + strlen("https"));
	ask(plain, "", &h);
	MHD_stop_daemon(daemon);
	assert_true(h.outcome == OUTCOME_AGAIN || h.outcome == OUTCOME_BROKEN);
	assert_int_equal(questions, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trusted),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_signer),
		cmocka_unit_test(test_old_version),
		cmocka_unit_test(test_wrong_door),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
