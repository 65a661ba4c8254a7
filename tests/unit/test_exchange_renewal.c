/* SPDX-License-Identifier: MIT
 *
 * Secrets renewed once for a whole hall: processes that meet in one store, one that dies while it
 * renews, one key that somebody else uses too, and what the breaker keeps from leaving.
 */
#include "tests/unit/store_fixture.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "core/base/clock.h"
#include "core/exchange/driver.h"
#include "core/exchange/vault.h"
#include "tests/exchange/faults.h"

enum { PROCESSES = 20, CATALOG_TEXT = 8192, SCALE = 10 };

static struct hostile *server;   /* shared with the process it runs in */
static pid_t server_pid;
static char secret_path[] = "/tmp/onetrip-zj-secret-XXXXXX";

struct heard {
	enum outcome outcome;
	char code[ASK_CODE];
	int tries;
	bool done;
};

static void heard_done(void *ctx, struct ask *ask, const struct reply *r)
{
	struct heard *h = ctx;

	(void)ask;
	h->outcome = r->outcome;
	h->tries = r->tries;
	text_copy(h->code, sizeof(h->code), r->code);
	h->done = true;
}

static struct catalog *catalog_of(void)
{
	static const char *const faults[] = {"good", "zj14", "close"};
	char path[] = "/tmp/onetrip-renewal-XXXXXX";
	struct catalog *catalog = NULL;
	struct buf text, messages;
	int fd = mkstemp(path);

	buf_init(&text, CATALOG_TEXT);
	buf_init(&messages, CATALOG_TEXT);
	buf_addf(&text, "[origin here]\ndialect = zjgw\nbase = \"http://127.0.0.1:%d\"\nkey = " ZJ_KEY
		"\nsecret_file = \"%s\"\nrenew.key = /zj/key\nrenew.sec = /zj/sec\n", server->port,
		secret_path);
	for (size_t i = 0; i < COUNT_OF(faults); i++)
		buf_addf(&text, "[resource %s]\nname = t\ndepartment = t\norigin = here\nsharing = "
			"unconditional\npath = /zj/%s\nsafe = yes\nrows = \"$.data\"\nok = \"$.code == 0\"\n"
			"same = \"$.id == :holder_id\"\nitem.name = \"$.name\"\narg.id = \":holder_id\"\n",
			faults[i], faults[i]);
	close(fd);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	if (catalog_load(path, NULL, &catalog, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	unlink(path);
	buf_release(&text);
	buf_release(&messages);
	return catalog;
}

static void ask(struct driver *d, const struct catalog *c, const char *id, bool insist,
	struct heard *h)
{
	struct ask_request request = {.resource = catalog_find(c, id), .insist = insist,
		.basis = {.operator_id = "1024", .window = "A03", .unit = "hall", .item_code = "i",
			.case_number = "test", .ground = "law", .holder_name = HOLDER_NAME,
			.holder_id = HOLDER_ID}};
	char why[ASK_TEXT];
	struct ask *a;

	*h = (struct heard){.done = false};
	assert_int_equal(ask_send(d, &request, heard_done, h, &a, why), OK);
	while (!h->done)
		assert_int_equal(driver_wait(d, NULL, 0, 1000), OK);
}

/* ---- processes ---- */

static struct driver *driver_of(struct store *s, int den)
{
	struct driver *d;

	assert_int_equal(driver_new(&d), OK);
	driver_scale(d, 1, den);
	driver_share(d, s);
	return d;
}

/* One window of the hall: opens the store, waits until all have, asks n times, leaves with how
 * many were found. */
static void window(const struct fixture *f, const struct catalog *c, int n, const int gate[2])
{
	struct store *s = NULL;
	struct driver *d;
	struct heard h;
	int found = 0;
	char all;

	if (store_open(&f->place, &s) != OK)
		_exit(100);
	d = driver_of(s, 1);
	close(gate[1]);
	if (read(gate[0], &all, 1) != 0) /* the parent closes it */
		_exit(101);
	for (int i = 0; i < n; i++) {
		ask(d, c, "GOOD", false, &h);
		found += h.outcome == OUTCOME_FOUND;
	}
	driver_free(d);
	store_close(s);
	_exit(found);
}

static int hall(const struct fixture *f, const struct catalog *c, int n)
{
	pid_t children[PROCESSES];
	int found = 0, status, gate[2];

	assert_int_equal(pipe(gate), 0);
	for (int i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		assert_true(children[i] >= 0);
		if (children[i] == 0)
			window(f, c, n, gate);
	}
	close(gate[0]);
	close(gate[1]); /* all at once */
	for (int i = 0; i < PROCESSES; i++) {
		assert_true(waitpid(children[i], &status, 0) == children[i]);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 100);
		found += WEXITSTATUS(status);
	}
	return found;
}

static void one_renewal_for_the_hall(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = catalog_of();

	assert_int_equal(hall(f, c, 3), 3 * PROCESSES);
	assert_int_equal(server->gates.issued, 1);
	assert_int_equal(server->gates.most_renewing, 1);
	/* processes that start later find it */
	assert_int_equal(hall(f, c, 1), PROCESSES);
	assert_int_equal(server->gates.issued, 1);
	/* its period is over: all are refused, one renews */
	assert_true(gates_turn(server, "expire request"));
	assert_int_equal(hall(f, c, 2), 2 * PROCESSES);
	assert_int_equal(server->gates.issued, 2);
	assert_int_equal(server->gates.by_sec, 1);
	assert_int_equal(server->gates.most_renewing, 1);
	/* another program drew secrets with the same key */
	assert_true(gates_turn(server, "rotate"));
	assert_int_equal(hall(f, c, 1), PROCESSES);
	assert_int_equal(server->gates.issued, 3);
	assert_int_equal(server->gates.leaks, 0);
	assert_int_equal(findings(f->s, true), 0);
	catalog_free(c);
}

/* A key that was refused is tried by nobody of the hall before somebody acts. */
static void refused_for_all(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(f->s, 1);
	struct heard h;

	assert_true(gates_turn(server, "refuse"));
	assert_int_equal(hall(f, c, 2), 0);
	assert_int_equal(server->gates.refusals, 1);
	assert_true(gates_turn(server, "allow"));
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_DENIED);
	assert_string_equal(h.code, "key");
	driver_reset(d, NULL); /* the operator acts */
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(hall(f, c, 1), PROCESSES);
	driver_free(d);
	catalog_free(c);
}

/* Another secret in the file is an act as well. */
static void refused_until_another_secret(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(f->s, 1);
	struct heard h;

	assert_int_equal(file_write(secret_path, "wrong", 5), OK);
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_DENIED);
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_DENIED);
	assert_int_equal(server->gates.refusals, 1);
	assert_int_equal(file_write(secret_path, ZJ_ROOT, strlen(ZJ_ROOT)), OK);
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(server->gates.refusals, 1);
	driver_free(d);
	catalog_free(c);
}

/* A window dies while it renews: the others wait for its lease to end and go on. */
static void the_renewer_dies(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(f->s, SCALE);
	struct heard h;
	int status, tries = 0;
	pid_t child;

	assert_true(gates_turn(server, "hold"));
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct store *s = NULL;

		if (store_open(&f->place, &s) != OK)
			_exit(100);
		ask(driver_of(s, SCALE), c, "GOOD", false, &h);
		_exit(101);
	}
	while (server->gates.renewing == 0 && waitpid(child, &status, WNOHANG) == 0)
		poll(NULL, 0, 1);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_true(gates_turn(server, "allow"));
	do
		ask(d, c, "GOOD", false, &h);
	while (h.outcome != OUTCOME_FOUND && ++tries < 10);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	driver_free(d);
	catalog_free(c);
}

/* A clerk who does not want to wait for the renewal does not: nothing of the ask has left. */
static void cancelled_while_it_waits(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(f->s, 1);
	struct ask_request request = {.resource = catalog_find(c, "GOOD"),
		.basis = {.operator_id = "1024", .window = "A03", .unit = "hall", .item_code = "i",
			.case_number = "test", .ground = "law", .holder_id = HOLDER_ID}};
	struct heard h = {.done = false};
	char why[ASK_TEXT];
	struct ask *a;

	assert_true(gates_turn(server, "hold"));
	assert_int_equal(ask_send(d, &request, heard_done, &h, &a, why), OK);
	while (server->gates.renewing == 0)
		assert_int_equal(driver_wait(d, NULL, 0, 1), OK);
	ask_cancel(d, a);
	assert_true(h.done);
	assert_int_equal(h.outcome, OUTCOME_CANCELLED);
	assert_int_equal(h.tries, 0);
	driver_free(d); /* gives the lease back */
	assert_true(gates_turn(server, "allow"));
	d = driver_of(f->s, 1);
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	driver_free(d);
	catalog_free(c);
}

/* Without a store a driver is alone and works all the same. */
static void alone(void **state)
{
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(NULL, 1);
	struct heard h;

	(void)state;
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.tries, 1);
	assert_int_equal(server->gates.issued, 1);
	driver_free(d);
	catalog_free(c);
}

/* Refused right after a renewal: told, left alone for a while, then tried again; never more than
 * three renewals in five minutes. */
static void the_key_is_used_elsewhere(void **state)
{
	struct fixture *f = *state;
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(f->s, 1);
	struct heard h;

	ask(d, c, "ZJ14", false, &h);
	assert_int_equal(h.outcome, OUTCOME_STALE);
	assert_string_equal(h.code, "shared-key");
	assert_int_equal(h.tries, 2);
	assert_int_equal(server->gates.issued, 2);
	ask(d, c, "GOOD", false, &h); /* nothing leaves for half a minute at least */
	assert_int_equal(h.outcome, OUTCOME_STALE);
	assert_int_equal(h.tries, 0);
	clock_advance(29000);
	server->gates.offset_ms += 29000;
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.tries, 0);
	clock_advance(62000); /* at most 90 s */
	server->gates.offset_ms += 62000;
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(server->gates.issued, 3);
	assert_true(gates_turn(server, "expire request"));
	ask(d, c, "GOOD", false, &h); /* the fourth within five minutes */
	assert_int_equal(h.outcome, OUTCOME_STALE);
	assert_int_equal(server->gates.issued, 3);
	clock_advance(300000);
	server->gates.offset_ms += 300000;
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	driver_free(d);
	catalog_free(c);
}

/* ---- two halls with one key ---- */

enum { HALLS = 2, WINDOWS = 2, ROUNDS = 40, ROUND_MS = 7500, MOST_RENEWALS = 3 };

static void time_passes(int64_t ms)
{
	clock_advance(ms);
	server->gates.offset_ms += ms;
}

/* Each ask by turns, as the windows of both halls would for five minutes. */
static int take_turns(struct driver *d[HALLS][WINDOWS], const struct catalog *c)
{
	struct heard h;
	int found = 0;

	for (int i = 0; i < ROUNDS; i++) {
		ask(d[i % HALLS][i / HALLS % WINDOWS], c, "GOOD", false, &h);
		if (h.outcome != OUTCOME_FOUND) {
			assert_int_equal(h.outcome, OUTCOME_STALE);
			assert_string_equal(h.code, "shared-key");
		}
		/* with its own secret, with that of the other window, with a new one */
		assert_true(h.tries <= 3);
		found += h.outcome == OUTCOME_FOUND;
		time_passes(ROUND_MS);
	}
	return found;
}

/* Each renewal takes the secret from the other hall: every hall stops after its three in five
 * minutes, whoever of its windows asks, and goes on when they are over. */
static void two_halls_rotate_one_key(void **state)
{
	struct fixture *halls[HALLS] = {*state, fixture_new(STORE_DEMO)};
	struct store *stores[HALLS][WINDOWS];
	struct driver *d[HALLS][WINDOWS];
	struct catalog *c = catalog_of();
	struct heard h;

	for (int i = 0; i < HALLS; i++)
		for (int w = 0; w < WINDOWS; w++) {
			assert_int_equal(store_open(&halls[i]->place, &stores[i][w]), OK);
			d[i][w] = driver_of(stores[i][w], 1);
		}
	int found = take_turns(d, c);
	assert_int_equal(server->gates.issued, HALLS * MOST_RENEWALS);
	assert_true(found >= HALLS * MOST_RENEWALS);
	time_passes(VAULT_WINDOW_MS);
	take_turns(d, c);
	assert_true(server->gates.issued <= 2 * HALLS * MOST_RENEWALS);
	assert_int_equal(server->gates.most_renewing, 1);
	time_passes(VAULT_WINDOW_MS);
	for (int w = 0; w < WINDOWS; w++) { /* the other hall stopped using it */
		ask(d[0][w], c, "GOOD", false, &h);
		assert_int_equal(h.outcome, OUTCOME_FOUND);
	}
	for (int i = 0; i < HALLS; i++)
		for (int w = 0; w < WINDOWS; w++) {
			driver_free(d[i][w]);
			store_close(stores[i][w]);
		}
	fixture_free(halls[1]);
	catalog_free(c);
}

/* ---- the breaker ---- */

static void a_department_that_is_down_is_left_alone(void **state)
{
	struct catalog *c = catalog_of();
	struct driver *d = driver_of(NULL, SCALE);
	const struct health_unit *u;
	struct heard h;
	int requests;
	size_t n;

	(void)state;
	for (int i = 0; i < TRIP_FAILURES; i++) {
		ask(d, c, "CLOSE", false, &h);
		assert_string_equal(h.code, "reset");
	}
	requests = hostile_requests(server);
	ask(d, c, "GOOD", false, &h); /* the same department */
	assert_int_equal(h.outcome, OUTCOME_AGAIN);
	assert_string_equal(h.code, "breaker");
	assert_int_equal(hostile_requests(server), requests);
	u = driver_health(d, &n);
	assert_int_equal(n, 1);
	assert_int_equal(u->breaker, BREAKER_OPEN);
	assert_string_equal(u->department, "t");
	ask(d, c, "GOOD", true, &h); /* a person insists */
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	assert_int_equal(u->breaker, BREAKER_CLOSED);
	ask(d, c, "GOOD", false, &h);
	assert_int_equal(h.outcome, OUTCOME_FOUND);
	driver_free(d);
	catalog_free(c);
}

/* The departments live in a process of their own: this one forks, and threads would not survive. */
static bool begin_server(void)
{
	char told;
	int ends[2];

	if (pipe(ends) != 0)
		return false;
	server_pid = fork();
	if (server_pid == 0) {
		bool started = hostile_start(server);

		if (write(ends[1], "x", 1) != 1 || !started)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	if (server_pid < 0 || read(ends[0], &told, 1) != 1)
		return false;
	close(ends[0]);
	return server->port > 0;
}

static int begin(void **state)
{
	*state = fixture_new(STORE_DEMO);
	if (file_write(secret_path, ZJ_ROOT, strlen(ZJ_ROOT)) != OK)
		return -1;
	return begin_server() ? 0 : -1;
}

static int end(void **state)
{
	int status;

	kill(server_pid, SIGKILL);
	waitpid(server_pid, &status, 0);
	fixture_free(*state);
	return 0;
}

static int start(void **state)
{
	int fd = mkstemp(secret_path);

	(void)state;
	close(fd);
	server = mmap(NULL, sizeof(*server), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	return fd >= 0 && server != MAP_FAILED ? 0 : -1;
}

static int stop(void **state)
{
	(void)state;
	munmap(server, sizeof(*server));
	return unlink(secret_path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_renewal_for_the_hall, begin, end),
		cmocka_unit_test_setup_teardown(refused_for_all, begin, end),
		cmocka_unit_test_setup_teardown(refused_until_another_secret, begin, end),
		cmocka_unit_test_setup_teardown(the_renewer_dies, begin, end),
		cmocka_unit_test_setup_teardown(cancelled_while_it_waits, begin, end),
		cmocka_unit_test_setup_teardown(alone, begin, end),
		cmocka_unit_test_setup_teardown(the_key_is_used_elsewhere, begin, end),
		cmocka_unit_test_setup_teardown(two_halls_rotate_one_key, begin, end),
		cmocka_unit_test_setup_teardown(a_department_that_is_down_is_left_alone, begin, end),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
