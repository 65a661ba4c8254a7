/* SPDX-License-Identifier: MIT
 *
 * The driver: what never leaves, many asks at once, cancelling, waiting for other descriptors,
 * secrets that change, and what a done call may do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "tests/exchange/faults.h"

/* Of the bytes GOOD, by another program. */
#define GOOD_SHA256 "78e8136228c83a4749b9adc7e95847413ec1bcde2d1e5b7ce5892d7a00fd1517"

enum { MANY = 40, TEXT = 16 * 1024 };

static struct hostile server;

struct heard {
	struct driver *driver;
	const struct ask_request *next; /* asked from within the first done call */
	struct ask *other;              /* cancelled from within it */
	enum outcome outcome, first;
	int calls, tries;
	char trace[ASK_TRACE];
	uint8_t body_hash[HASH_SIZE];
	bool has_body;
};

static void heard_done(void *ctx, struct ask *ask, const struct reply *r)
{
	struct heard *h = ctx;
	const struct ask_request *next = h->next;
	struct ask *other = h->other, *a;
	char why[ASK_TEXT];

	h->outcome = r->outcome;
	if (h->calls++ == 0)
		h->first = r->outcome;
	h->tries = r->tries;
	text_copy(h->trace, sizeof(h->trace), r->trace);
	memcpy(h->body_hash, r->body_hash, HASH_SIZE);
	h->has_body = r->body.len > 0;
	h->next = NULL;
	h->other = NULL;
	if (next)
		assert_int_equal(ask_send(h->driver, next, heard_done, h, &a, why), OK);
	if (other)
		ask_cancel(h->driver, other);
	if (next)
		ask_cancel(h->driver, ask); /* its own call is under way: nothing happens */
}

static void run(struct driver *d, const int *calls, int n)
{
	while (*calls < n)
		assert_int_equal(driver_wait(d, NULL, 0, ASK_END_MS), OK);
}

/* ---- a catalog of one resource a fault ---- */

static struct catalog *catalog_of(const char *origin_lines, const char *const *faults, size_t n)
{
	char path[] = "/tmp/onetrip-driver-XXXXXX";
	struct catalog *catalog = NULL;
	struct buf text, messages;
	int fd = mkstemp(path);

	buf_init(&text, TEXT);
	buf_init(&messages, TEXT);
	buf_addf(&text, "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n%s",
		server.port, origin_lines);
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "[resource r%zu]\nname = t\ndepartment = t\norigin = here\n"
			"sharing = unconditional\npath = /%s\nsafe = yes\nrows = \"$.data\"\n"
			"ok = \"$.code == 0\"\nsame = \"$.id == :holder_id\"\n"
			"item.name = \"$.name\"\narg.id = \":holder_id\"\n", i, faults[i]);
	buf_adds(&text, "[resource closed]\nname = t\ndepartment = t\nsharing = none\nground = t\n"
			"[resource far]\nname = t\ndepartment = t\nsharing = unconditional\n"
			"origin = far\npath = /p\nitem.a = \"$.a\"\n[origin far]\ndialect = openapi\n"
			"base = \"https://far.invalid\"\n[resource place]\nname = t\ndepartment = t\n"
			"sharing = unconditional\norigin = here\npath = /good\nitem.a = \"$.a\"\n"
			"arg.where = \":address\"\n");
	close(fd);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	if (catalog_load(path, NULL, &catalog, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	unlink(path);
	buf_release(&text);
	buf_release(&messages);
	return catalog;
}

static struct ask_request request_of(const struct catalog *c, const char *id)
{
	return (struct ask_request){
		.resource = catalog_find(c, id),
		.basis = {"1024", "A03", "hall", "33-00001", "test", "by law", HOLDER_NAME,
			HOLDER_ID, NULL, NULL},
	};
}

/* ---- tests ---- */

static void test_never_leaves(void **state)
{
	static const char *const faults[] = {"good"};
	struct catalog *c = catalog_of("", faults, 1);
	struct heard h = {0};
	struct ask_request r;
	struct driver *d;
	struct ask *a = NULL;
	char why[ASK_TEXT];
	const char **parts[] = {&r.basis.operator_id, &r.basis.window, &r.basis.unit,
		&r.basis.item_code, &r.basis.case_number, &r.basis.ground};

	(void)state;
	hostile_forget(&server);
	assert_int_equal(driver_new(&d), OK);
	for (size_t i = 0; i < 2 * COUNT_OF(parts); i++) {
		r = request_of(c, "R0");
		*parts[i / 2] = i % 2 ? "" : NULL;
		why[0] = '\0';
		assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_DENIED);
		assert_true(why[0] != '\0');
	}
	r = request_of(c, "UNKNOWN");
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_DENIED);
	r = request_of(c, "CLOSED");
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_DENIED);
	r = request_of(c, "FAR"); /* the case is "test" */
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_DENIED);
	r = request_of(c, "PLACE");
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_INCOMPLETE);
	r = request_of(c, "R0");
	r.basis.holder_id = "";
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_INCOMPLETE);
	assert_int_equal(driver_flight(d), 0);
	assert_null(a);
	assert_int_equal(driver_wait(d, NULL, 0, 0), OK);
	assert_int_equal(h.calls, 0);
	assert_int_equal(hostile_requests(&server), 0);
	driver_free(d);
	catalog_free(c);
}

static void test_values(void **state)
{
	static const char *const faults[] = {"good"};
	struct catalog *c = catalog_of("", faults, 1);
	struct ask_request r = request_of(c, "PLACE");
	struct record values = {0};
	struct heard h = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	(void)state;
	hostile_forget(&server);
	record_add(&values, "address", "A \"quoted\" street\n");
	r.values = &values;
	assert_int_equal(driver_new(&d), OK);
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	record_release(&values); /* the driver keeps copies */
	run(d, &h.calls, 1);
	assert_non_null(strstr(server.last, "{\"where\":\"A \\\"quoted\\\" street\\u000a\","));
	driver_free(d);
	catalog_free(c);
}

/* Every question is at the department before it answers the first. */
static void test_all_at_once(void **state)
{
	static const char *const faults[] = {"together-40"};
	struct catalog *c = catalog_of("", faults, 1);
	struct ask_request r = request_of(c, "R0");
	struct heard h = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	(void)state;
	hostile_forget(&server);
	assert_int_equal(driver_new(&d), OK);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	assert_int_equal(driver_flight(d), MANY);
	run(d, &h.calls, MANY);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(h.first, OUTCOME_FOUND);
	assert_int_equal(driver_flight(d), 0);
	assert_int_equal(hostile_requests(&server), MANY);
	driver_free(d);
	catalog_free(c);
}

static void test_too_many(void **state)
{
	static const char *const faults[] = {"hang"};
	struct catalog *c = catalog_of("", faults, 1);
	struct ask_request r = request_of(c, "R0");
	struct heard h = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	(void)state;
	assert_int_equal(driver_new(&d), OK);
	for (int i = 0; i < ASK_FLIGHT; i++)
		assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), ERR_LIMIT);
	driver_free(d); /* without done calls */
	assert_int_equal(h.calls, 0);
	catalog_free(c);
}

/* Nothing leaves before the first wait: the ask can be recorded, or taken back. */
static void test_recorded_first(void **state)
{
	static const char *const faults[] = {"good"};
	struct catalog *c = catalog_of("", faults, 1);
	struct ask_request r = request_of(c, "R0");
	struct heard h = {0};
	char trace[ASK_TRACE], why[ASK_TEXT];
	struct driver *d;
	struct ask *a;

	(void)state;
	hostile_forget(&server);
	assert_int_equal(driver_new(&d), OK);
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	ask_cancel(d, a);
	assert_int_equal(h.outcome, OUTCOME_CANCELLED);
	assert_int_equal(h.tries, 0);
	assert_int_equal(driver_wait(d, NULL, 0, 0), OK);
	assert_int_equal(hostile_requests(&server), 0);

	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	assert_ptr_equal(ask_resource(a), r.resource);
	text_copy(trace, sizeof(trace), ask_trace(a));
	assert_int_equal(strlen(trace), 32);
	run(d, &h.calls, 2);
	assert_string_equal(h.trace, trace);
	assert_non_null(strstr(server.last, trace));
	driver_free(d);
	catalog_free(c);
}

static void test_cancel(void **state)
{
	static const char *const faults[] = {"hang"};
	struct catalog *c = catalog_of("", faults, 1);
	struct ask_request r = request_of(c, "R0");
	struct heard h = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	(void)state;
	hostile_forget(&server);
	assert_int_equal(driver_new(&d), OK);
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	while (hostile_requests(&server) == 0)
		assert_int_equal(driver_wait(d, NULL, 0, 1), OK);
	ask_cancel(d, a);
	assert_int_equal(h.calls, 1);
	assert_int_equal(h.outcome, OUTCOME_CANCELLED);
	assert_int_equal(h.tries, 1);
	assert_false(h.has_body);
	assert_int_equal(driver_flight(d), 0);
	driver_free(d);
	catalog_free(c);
}

static void test_done_may_ask(void **state)
{
	static const char *const faults[] = {"good", "hang"};
	struct catalog *c = catalog_of("", faults, 2);
	struct ask_request first = request_of(c, "R0"), next = request_of(c, "R0");
	struct ask_request slow = request_of(c, "R1");
	struct heard h = {0}, other = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	(void)state;
	assert_int_equal(driver_new(&d), OK);
	h.driver = d;
	h.next = &next;
	assert_int_equal(ask_send(d, &slow, heard_done, &other, &h.other, why), OK);
	assert_int_equal(ask_send(d, &first, heard_done, &h, &a, why), OK);
	run(d, &h.calls, 2);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(other.calls, 1);
	assert_int_equal(other.outcome, OUTCOME_CANCELLED);
	assert_int_equal(driver_flight(d), 0);
	driver_free(d);
	catalog_free(c);
}

static void test_waits_for_others(void **state)
{
	static const char *const faults[] = {"hang"};
	struct catalog *c = catalog_of("", faults, 1);
	struct ask_request r = request_of(c, "R0");
	struct wait_fd fds[2];
	struct heard h = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	fds[0] = (struct wait_fd){.fd = ends[0]};
	fds[1] = (struct wait_fd){.fd = ends[1], .write = true};
	assert_int_equal(driver_new(&d), OK);
	assert_int_equal(driver_wait(d, fds, 2, -1), OK); /* writable */
	assert_false(fds[0].ready);
	assert_true(fds[1].ready);
	assert_int_equal(driver_wait(d, fds, 1, 0), OK); /* the time is over at once */
	assert_false(fds[0].ready);
	hostile_forget(&server);
	assert_int_equal(ask_send(d, &r, heard_done, &h, &a, why), OK);
	while (hostile_requests(&server) == 0)
		assert_int_equal(driver_wait(d, NULL, 0, 1), OK);
	assert_int_equal(write(ends[1], "x", 1), 1);
	do
		assert_int_equal(driver_wait(d, fds, 1, -1), OK);
	while (!fds[0].ready);
	assert_int_equal(read(ends[0], why, 1), 1);
	close(ends[1]); /* a hang-up is to be told as well */
	do
		assert_int_equal(driver_wait(d, fds, 1, -1), OK);
	while (!fds[0].ready);
	assert_int_equal(h.calls, 0);
	driver_free(d);
	close(ends[0]);
	catalog_free(c);
}

/* ---- secrets ---- */

static void write_secret(const char *path, const char *secret, mode_t mode)
{
	assert_int_equal(file_write(path, secret, strlen(secret)), OK);
	assert_int_equal(chmod(path, mode), 0);
}

static void ask_once(struct driver *d, const struct catalog *c, const char *id, struct heard *h)
{
	struct ask_request r = request_of(c, id);
	struct ask *a;
	char why[ASK_TEXT];

	memset(h, 0, sizeof(*h));
	assert_int_equal(ask_send(d, &r, heard_done, h, &a, why), OK);
	run(d, &h->calls, 1);
}

static void test_secret(void **state)
{
	static const char *const faults[] = {"bearer-1", "bearer-2", "good"};
	char path[] = "/tmp/onetrip-secret-XXXXXX", line[100];
	struct catalog *c;
	struct heard h;
	struct driver *d;

	(void)state;
	hostile_forget(&server);
	close(mkstemp(path));
	text_format(line, sizeof(line), "secret_file = \"%s\"\n", path);
	c = catalog_of(line, faults, 3);
	assert_int_equal(driver_new(&d), OK);
	write_secret(path, "secret1\n", 0640); /* open to others: not used */
	ask_once(d, c, "R2", &h);
	assert_int_equal(h.outcome, OUTCOME_DENIED);
	write_secret(path, "two words\n", 0600);
	ask_once(d, c, "R2", &h);
	assert_int_equal(h.outcome, OUTCOME_DENIED);
	write_secret(path, "", 0600);
	ask_once(d, c, "R2", &h);
	assert_int_equal(h.outcome, OUTCOME_DENIED);
	assert_int_equal(h.tries, 0);
	assert_int_equal(hostile_requests(&server), 0);

	write_secret(path, "secret1\n", 0600);
	ask_once(d, c, "R0", &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(h.tries, 1);
	ask_once(d, c, "R1", &h); /* refused, and there is no other secret */
	assert_int_equal(h.outcome, OUTCOME_STALE);
	assert_int_equal(h.tries, 1);
	write_secret(path, "secret2", 0400);
	ask_once(d, c, "R1", &h); /* refused, read anew, sent once more */
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(h.tries, 2);
	ask_once(d, c, "R1", &h);
	assert_int_equal(h.tries, 1);
	driver_free(d);
	catalog_free(c);
	unlink(path);
}

/* ---- what is kept and what is logged ---- */

static void test_log(void **state)
{
	static const char *const faults[] = {"good", "err", "wrong_person"};
	char path[] = "/tmp/onetrip-log-XXXXXX";
	struct catalog *c = catalog_of("", faults, 3);
	char hex[HASH_HEX];
	struct heard h;
	struct driver *d;
	struct buf log;

	(void)state;
	close(mkstemp(path));
	assert_int_equal(log_open(path), OK);
	assert_int_equal(driver_new(&d), OK);
	ask_once(d, c, "R0", &h);
	assert_true(h.has_body);
	text_hex(h.body_hash, HASH_SIZE, hex);
	assert_string_equal(hex, GOOD_SHA256);
	ask_once(d, c, "R1", &h);
	ask_once(d, c, "R2", &h);
	assert_false(h.has_body);
	driver_free(d);
	log_close();
	buf_init(&log, TEXT);
	assert_int_equal(file_read(path, &log), OK);
	assert_non_null(strstr(log.data, "R0 FOUND code=0"));
	assert_non_null(strstr(log.data, "R1 BADASK code=77"));
	assert_non_null(strstr(log.data, "ALARM R2"));
	assert_null(strstr(log.data, HOLDER_ID));
	assert_null(strstr(log.data, OTHER_ID));
	assert_null(strstr(log.data, HOLDER_NAME));
	buf_release(&log);
	unlink(path);
	catalog_free(c);
}

static void test_refused_line(void **state)
{
	static const char *const faults[] = {"good"};
	struct catalog *c = catalog_of("", faults, 1);
	struct gateway nobody = *catalog_find(c, "R0")->origin;
	struct resource r = *catalog_find(c, "R0");
	struct ask_request request = request_of(c, "R0");
	struct heard h = {0};
	struct driver *d;
	struct ask *a;
	char why[ASK_TEXT];

	(void)state;
	nobody.base = "http://127.0.0.1:1";
	r.origin = &nobody;
	request.resource = &r;
	assert_int_equal(driver_new(&d), OK);
	driver_scale(d, 1, 100);
	assert_int_equal(ask_send(d, &request, heard_done, &h, &a, why), OK);
	run(d, &h.calls, 1);
	assert_int_equal(h.outcome, OUTCOME_AGAIN);
	assert_int_equal(h.tries, 1 + ASK_RETRIES);
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
		cmocka_unit_test(test_never_leaves),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_all_at_once),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_recorded_first),
		cmocka_unit_test(test_cancel),
		cmocka_unit_test(test_done_may_ask),
		cmocka_unit_test(test_waits_for_others),
		cmocka_unit_test(test_secret),
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_refused_line),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
