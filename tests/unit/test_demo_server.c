/* SPDX-License-Identifier: MIT
 *
 * The demo exchange over real sockets of this machine. Client and server take turns in one
 * thread; the clock is held, so that answers fall due only when a test moves it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/demo/control.h"
#include "core/demo/respond.h"
#include "core/demo/server.h"

enum { REPLY_BYTES = 256 * 1024, TURNS = 2000, SETTLED = 20 };

static struct city *city;
static struct demo_server *server;

static int open_server(void **state)
{
	(void)state;
	clock_hold(true);
	return demo_server_start(city, "127.0.0.1:0", false, &server) ? -1 : 0;
}

static int close_server(void **state)
{
	(void)state;
	demo_server_stop(server);
	server = NULL;
	return 0;
}

static int open_city(void **state)
{
	(void)state;
	city = city_new(1);
	return 0;
}

static int close_city(void **state)
{
	(void)state;
	city_free(city);
	return 0;
}

/* ---- a client that never blocks ---- */

struct client {
	int fd;
	struct buf reply;
	bool closed;
};

static struct sockaddr_in address_of(const char *base)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int64_t port = 0;

	assert_true(text_starts(base, "http://127.0.0.1:"));
	assert_true(text_number(base + strlen("http://127.0.0.1:"), 1, 65535, &port));
	a.sin_port = htons((uint16_t)port);
	return a;
}

static void client_send(struct client *c, const char *method, const char *path, const char *body)
{
	struct sockaddr_in to = address_of(demo_server_base(server));
	struct buf request;

	*c = (struct client){.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
	buf_init(&c->reply, REPLY_BYTES);
	assert_int_equal(connect(c->fd, (struct sockaddr *)&to, sizeof(to)), 0);
	buf_init(&request, 2 * REQUEST_BYTES);
	buf_addf(&request,
		"%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %zu\r\n\r\n%s",
		method, path, strlen(body), body);
	assert_int_equal(send(c->fd, request.data, request.len, MSG_NOSIGNAL), request.len);
	buf_release(&request);
}

static void client_ask(struct client *c, const char *resource, const char *holder)
{
	char path[32], body[512];

	text_format(path, sizeof(path), "/api/%s", resource);
	text_format(body, sizeof(body),
		"{\"holder_id\":\"%s\",\"address\":\"%s\",\"basis\":{\"operator\":\"1024\","
		"\"window\":\"A03\",\"unit\":\"hall\",\"item\":\"i\",\"case\":\"c\",\"ground\":"
		"\"g\"}}",
		holder, city->homes[0].address);
	client_send(c, "POST", path, body);
}

static void client_read(struct client *c)
{
	char bytes[4096];
	ssize_t got;

	while (!c->closed && (got = recv(c->fd, bytes, sizeof(bytes), MSG_DONTWAIT)) >= 0) {
		if (got == 0)
			c->closed = true;
		else
			buf_add(&c->reply, bytes, (size_t)got);
	}
}

static void client_close(struct client *c)
{
	close(c->fd);
	buf_release(&c->reply);
}

/* Lets the server work until nothing more comes without the clock. */
static void settle(struct client *clients, size_t n)
{
	for (int quiet = 0, turn = 0; quiet < SETTLED && turn < TURNS; turn++, quiet++) {
		struct pollfd p = {.fd = demo_server_fd(server), .events = POLLIN};

		if (poll(&p, 1, 0) > 0)
			quiet = 0;
		demo_server_turn(server);
		for (size_t i = 0; i < n; i++)
			client_read(&clients[i]);
	}
}

static int status_of(const struct client *c)
{
	int64_t status;
	char digits[4];

	if (c->reply.len < 12)
		return 0;
	text_copyn(digits, sizeof(digits), c->reply.data + 9, 3);
	return text_number(digits, 100, 599, &status) ? (int)status : 0;
}

static void advance(struct client *clients, size_t n, int ms)
{
	clock_advance(ms);
	settle(clients, n);
}

/* ---- tests ---- */

static void test_every_resource_answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		struct client c;

		client_ask(&c, services[i].resource, CITY_WOMAN);
		settle(&c, 1);
		assert_int_equal(c.reply.len, 0); /* nobody answers before the latency is over */
		advance(&c, 1, 601);
		assert_int_equal(status_of(&c), services[i].rows ? 200 : 403);
		assert_non_null(
			strstr(c.reply.data, services[i].rows ? "\"code\":\"0\"" : "E-NOTSHARED"));
		assert_non_null(strstr(c.reply.data, "application/json"));
		assert_true(c.closed);
		client_close(&c);
	}
}

static void test_large_answers_arrive_whole(void **state)
{
	struct client c;

	(void)state;
	client_ask(&c, "H12-02", CITY_WOMAN);
	settle(&c, 1);
	advance(&c, 1, 601);
	assert_string_equal(c.reply.data + c.reply.len - 3, "}]}");
	client_close(&c);
}

static void set(const char *body, int expected)
{
	struct client c;

	client_send(&c, "POST", "/control", body);
	settle(&c, 1);
	assert_int_equal(status_of(&c), expected);
	client_close(&c);
}

/* Many wait at once; each falls due at its own time, whatever the order of asking. */
static void test_latencies_are_kept(void **state)
{
	static const char *const resources[] = {"MZ-01", "HRS-02", "POP-01"};
	struct client c[3];

	(void)state;
	set("{\"department\":\"民政\",\"state\":\"up\",\"latency_ms\":900}", 200);
	set("{\"department\":\"人社\",\"state\":\"up\",\"latency_ms\":500}", 200);
	set("{\"department\":\"公安\",\"state\":\"up\",\"latency_ms\":100}", 200);
	for (size_t i = 0; i < 3; i++)
		client_ask(&c[i], resources[i], CITY_WOMAN);
	settle(c, 3);
	assert_in_range(demo_server_timeout_ms(server), 0, 100);
	advance(c, 3, 99);
	assert_int_equal(c[2].reply.len, 0);
	advance(c, 3, 1);
	assert_int_equal(status_of(&c[2]), 200);
	assert_int_equal(c[1].reply.len + c[0].reply.len, 0);
	advance(c, 3, 400);
	assert_int_equal(status_of(&c[1]), 200);
	assert_int_equal(c[0].reply.len, 0);
	advance(c, 3, 400);
	assert_int_equal(status_of(&c[0]), 200);
	for (size_t i = 0; i < 3; i++)
		client_close(&c[i]);
}

static void test_a_hundred_wait_together(void **state)
{
	struct client c[100];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(c); i++) {
		client_ask(&c[i], "POP-01", city->people[i].id);
		demo_server_turn(server);
	}
	settle(c, COUNT_OF(c));
	advance(c, COUNT_OF(c), 600);
	for (size_t i = 0; i < COUNT_OF(c); i++) {
		assert_int_equal(status_of(&c[i]), 200);
		assert_non_null(strstr(c[i].reply.data, city->people[i].id));
		client_close(&c[i]);
	}
}

static void test_outages(void **state)
{
	struct client c;

	(void)state;
	set("department=%E6%B0%91%E6%94%BF&state=down", 200);
	client_ask(&c, "MZ-01", CITY_WOMAN);
	settle(&c, 1);
	assert_true(c.closed);
	assert_int_equal(c.reply.len, 0);
	client_close(&c);
	client_ask(&c, "POP-01", CITY_WOMAN); /* the others are not ill */
	settle(&c, 1);
	advance(&c, 1, 601);
	assert_int_equal(status_of(&c), 200);
	client_close(&c);
	set("department=%E6%B0%91%E6%94%BF&state=refuse&latency_ms=0", 200);
	client_ask(&c, "MZ-01", CITY_WOMAN);
	settle(&c, 1);
	assert_int_equal(status_of(&c), 403);
	client_close(&c);
	set("department=%E6%B0%91%E6%94%BF&state=up&latency_ms=0", 200);
	client_ask(&c, "MZ-01", CITY_WOMAN);
	settle(&c, 1);
	assert_int_equal(status_of(&c), 200);
	client_close(&c);
	set("department=%E6%B0%91%E6%94%BF&state=gone", 400);
}

static void test_silence(void **state)
{
	struct client c;

	(void)state;
	set("department=%E6%B0%91%E6%94%BF&state=silent", 200);
	client_ask(&c, "MZ-01", CITY_WOMAN);
	settle(&c, 1);
	advance(&c, 1, 20000); /* longer than any ask lives */
	assert_false(c.closed);
	assert_int_equal(c.reply.len, 0);
	advance(&c, 1, SERVER_SILENCE_MS);
	assert_true(c.closed); /* but not for ever */
	assert_int_equal(c.reply.len, 0);
	client_close(&c);
}

/* An asker who gives up must not hurt the server or the next one. */
static void test_askers_may_leave(void **state)
{
	struct client c;

	(void)state;
	client_ask(&c, "POP-01", CITY_WOMAN);
	settle(&c, 1);
	client_close(&c);
	advance(&c, 0, 601);
	client_ask(&c, "POP-01", CITY_WOMAN);
	settle(&c, 1);
	advance(&c, 1, 601);
	assert_int_equal(status_of(&c), 200);
	client_close(&c);
}

static void test_stopping_while_many_wait(void **state)
{
	struct client c[5];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(c); i++)
		client_ask(&c[i], "POP-01", CITY_WOMAN);
	settle(c, COUNT_OF(c));
	demo_server_stop(server);
	server = NULL;
	for (size_t i = 0; i < COUNT_OF(c); i++) {
		client_read(&c[i]);
		assert_true(c[i].closed);
		client_close(&c[i]);
	}
}

static void test_too_large_a_question(void **state)
{
	struct buf body;
	struct client c;

	(void)state;
	buf_init(&body, 2 * REQUEST_BYTES);
	while (body.len < REQUEST_BYTES + 100)
		buf_addc(&body, ' ');
	client_send(&c, "POST", "/api/POP-01", buf_text(&body));
	settle(&c, 1);
	assert_int_equal(status_of(&c), 413);
	client_close(&c);
	buf_release(&body);
}

static void test_control_lists(void **state)
{
	struct client c;

	(void)state;
	client_send(&c, "GET", "/control", "");
	settle(&c, 1);
	assert_int_equal(status_of(&c), 200);
	assert_non_null(
		strstr(c.reply.data, "{\"department\":\"公安\",\"state\":\"up\",\"latency_ms\":"));
	client_close(&c);
}

static void test_only_this_machine_is_listened_to(void **state)
{
	struct demo_server *other = NULL;

	(void)state;
	assert_int_equal(demo_server_start(city, "0.0.0.0:0", false, &other), ERR_DENIED);
	assert_int_equal(demo_server_start(city, "192.0.2.1:80", false, &other), ERR_DENIED);
	assert_int_equal(demo_server_start(city, "127.0.0.1", false, &other), ERR_USAGE);
	assert_int_equal(demo_server_start(city, "localhost:0", false, &other), ERR_USAGE);
	assert_int_equal(demo_server_start(city, "127.0.0.1:70000", false, &other), ERR_USAGE);
	assert_null(other);
}

static void test_the_port_may_be_taken(void **state)
{
	struct demo_server *other = NULL;
	const char *listen = demo_server_base(server) + strlen("http://");

	(void)state;
	assert_int_equal(demo_server_start(city, listen, false, &other), ERR_NET);
	assert_null(other);
}

/* ---- the blocking helper, against a server in a child ---- */

static _Noreturn void serve_in_child(void)
{
	clock_hold(false);
	for (;;) {
		struct pollfd p = {.fd = demo_server_fd(server), .events = POLLIN};

		poll(&p, 1, demo_server_timeout_ms(server));
		demo_server_turn(server);
	}
}

/* A busy machine may keep the exchange from answering in time: asked again, it does. */
static enum err control(const char *to, const char *department, const char *state, int latency_ms)
{
	enum err e = ERR_NET;

	for (int i = 0; i < 100 && e == ERR_NET; i++)
		e = demo_control(to, department, state, latency_ms);
	return e;
}

static void test_control_helper(void **state)
{
	const char *base = demo_server_base(server);
	pid_t child = fork();

	(void)state;
	assert_true(child >= 0);
	if (child == 0)
		serve_in_child();
	assert_int_equal(control(base, "民政", "down", -1), OK);
	assert_int_equal(control(base, "民政", "up", 80), OK);
	assert_int_equal(control(base, "没有", "up", 80), ERR_INPUT);
	assert_int_equal(control(base, "民政", "\"}", 80), ERR_INPUT);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void test_control_helper_refuses(void **state)
{
	(void)state;
	assert_int_equal(demo_control("http://192.0.2.1:80", "民政", "up", 1), ERR_DENIED);
	assert_int_equal(demo_control("https://127.0.0.1:80", "民政", "up", 1), ERR_USAGE);
	assert_int_equal(demo_control("http://127.0.0.1", "民政", "up", 1), ERR_USAGE);
	assert_int_equal(demo_control("http://127.0.0.1:1", "民政", "up", 1), ERR_NET);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_server, close_server)
		TEST(test_every_resource_answers),
		TEST(test_large_answers_arrive_whole),
		TEST(test_latencies_are_kept),
		TEST(test_a_hundred_wait_together),
		TEST(test_outages),
		TEST(test_silence),
		TEST(test_askers_may_leave),
		TEST(test_stopping_while_many_wait),
		TEST(test_too_large_a_question),
		TEST(test_control_lists),
		TEST(test_only_this_machine_is_listened_to),
		TEST(test_the_port_may_be_taken),
		TEST(test_control_helper),
		TEST(test_control_helper_refuses),
	};

	return cmocka_run_group_tests(tests, open_city, close_city);
}
