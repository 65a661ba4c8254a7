/* SPDX-License-Identifier: MIT
 *
 * The whole way: catalog, driver and dialect on one side, the demo exchange in a child process on
 * the other. Nothing here knows the wire.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/control.h"
#include "core/demo/server.h"
#include "core/exchange/dialect.h"
#include "core/exchange/driver.h"

static struct city *city;
static struct catalog *catalog;
static struct driver *driver;
static pid_t child;
static char base[SERVER_BASE_SIZE];

/* Tells its address through the pipe, then serves until it is killed. */
static _Noreturn void serve(int told)
{
	struct demo_server *server;
	ssize_t n = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (demo_server_start(city, "127.0.0.1:0", true, &server))
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

static int start_server(void)
{
	int told[2];
	ssize_t n;

	if (pipe(told))
		return -1;
	child = fork();
	if (child == 0)
		serve(told[1]);
	close(told[1]);
	n = read(told[0], base, sizeof(base));
	close(told[0]);
	return child > 0 && n == (ssize_t)sizeof(base) ? 0 : -1;
}

static int start(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;
	enum err e;

	(void)state;
	city = city_new(1);
	if (start_server() || file_asset("catalog/demo.ini", path))
		return -1;
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
	city_free(city);
	return 0;
}

/* ---- one ask ---- */

struct seen {
	bool done;
	enum outcome outcome;
	size_t rows, extras;
	struct record first;
	char code[ASK_CODE];
};

static void keep(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct seen *s = ctx;

	(void)ask;
	s->done = true;
	s->outcome = reply->outcome;
	s->rows = reply->n_rows;
	s->extras = reply->extras;
	text_copy(s->code, sizeof(s->code), reply->code);
	for (size_t i = 0; reply->n_rows && i < reply->rows[0].n; i++)
		record_add(&s->first, reply->rows[0].pairs[i].name, reply->rows[0].pairs[i].value);
}

/* "-": nothing of the kind is said. */
static void say_nothing_else(const struct resource *r, struct record *values)
{
	for (size_t i = 0; i < r->n_arguments; i++) {
		const char *name = r->arguments[i].value;
		if (*name == ':' && !text_starts(name, ":holder") && !record_get(values, name + 1))
			record_add(values, name + 1, "-");
	}
}

static void ask(struct seen *s, const char *resource, const char *holder)
{
	struct record values = {0};
	struct ask_request r = {.resource = catalog_find(catalog, resource),
		.basis = {.operator_id = "1024",
			.window = "A03",
			.unit = "演示大厅",
			.item_code = "330700101001",
			.case_number = "260316-A03-001",
			.ground = "居住证暂行条例",
			.holder_name = "",
			.holder_id = holder},
		.values = &values};
	struct ask *handle;
	char why[ASK_TEXT] = "";

	*s = (struct seen){.done = false};
	record_add(&values, "address", city->homes[0].address);
	record_add(&values, "op", "00000000000000000000000000000001"); /* of a hand-over */
	record_add(&values, "seal", "ab");
	record_add(&values, "region", "339902");
	record_add(&values, "from_region", "339901");
	record_addi(&values, "handed", clock_now_ms());
	record_add(&values, "due", "none");
	assert_non_null(r.resource);
	say_nothing_else(r.resource, &values);
	if (ask_send(driver, &r, keep, s, &handle, why))
		fail_msg("%s: %s", resource, why);
	record_release(&values);
}

static void finish(struct seen *s)
{
	while (!s->done)
		assert_int_equal(driver_wait(driver, NULL, 0, -1), OK);
}

static void release(struct seen *s)
{
	record_release(&s->first);
}

/* A busy machine may keep the exchange from answering in time: asked again, it does. */
static enum err control(const char *to, const char *department, const char *state, int latency_ms)
{
	enum err e = ERR_NET;

	for (int i = 0; i < 100 && e == ERR_NET; i++)
		e = demo_control(to, department, state, latency_ms);
	return e;
}

static void hurry(void)
{
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		assert_int_equal(control(base, services[i].department, "up", 0), OK);
}

/* ---- tests ---- */

/* Holders who have a record of the kind. */
static const char *holder_for(const char *resource)
{
	static const char *const firms[] = {
		"CRD-01", "AUTH-02", "TRD-01", "TRD-02", "INV-01", "INV-02"};

	for (size_t i = 0; i < COUNT_OF(firms); i++)
		if (!strcmp(firms[i], resource))
			return CITY_FIRM_WEST;
	return strcmp(resource, "HLT-04") ? CITY_WOMAN : CITY_PATIENT;
}

/* Rows come or do not come, but no answer is refused, broken or about somebody else. */
static void test_every_resource_through_the_driver(void **state)
{
	struct seen seen[SERVICE_COUNT];

	(void)state;
	hurry();
	size_t listed = 0; /* in the catalog only: nobody serves them */
	for (size_t i = 0; i < catalog->n_resources; i++)
		listed += catalog->resources[i].listed;
	assert_int_equal(catalog->n_resources - listed, SERVICE_COUNT);
	for (size_t i = 0; i < SERVICE_COUNT; i++)
		if (services[i].rows)
			ask(&seen[i], services[i].resource, holder_for(services[i].resource));
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		if (!services[i].rows)
			continue;
		finish(&seen[i]);
		if (seen[i].outcome != OUTCOME_FOUND && seen[i].outcome != OUTCOME_NOTHING)
			fail_msg("%s: %s %s", services[i].resource, outcome_word(seen[i].outcome),
				seen[i].code);
		/* more than was asked for, but about a hand-over, which is nobody's register */
		if (seen[i].outcome == OUTCOME_FOUND && !text_starts(services[i].resource, "YDTB-"))
			assert_true(seen[i].extras >= 1);
		release(&seen[i]);
	}
}

static void test_attributes_arrive(void **state)
{
	static const struct {
		const char *resource, *holder, *attribute, *value;
	} cases[] = {
		{"POP-01", CITY_WOMAN, "name", "李小梅"},
		{"POP-01", CITY_WOMAN, "hukou_region", "339921"},
		{"POP-03", CITY_WOMAN, "since", "2025-06-06"},
		{"POP-05", CITY_ELDER, "alive", "1"},
		{"HRS-02", CITY_WOMAN, "months", "14"},
		{"BDC-01", CITY_WOMAN, "kind", "lease"},
		{"MZ-01", CITY_WOMAN, "marriage", "20"},
		{"LIC-01", CITY_ELDER, "type", "id-card"},
		{"LIC-02", CITY_ELDER, "face.name", "周德山"},
		{"YB-01", CITY_PATIENT, "place", "339921"},
		{"HLT-04", CITY_PATIENT, "hospital_to_code", "3399001"},
	};

	(void)state;
	hurry();
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct seen s;

		ask(&s, cases[i].resource, cases[i].holder);
		finish(&s);
		assert_int_equal(s.outcome, OUTCOME_FOUND);
		assert_string_equal(record_get(&s.first, cases[i].attribute), cases[i].value);
		release(&s);
	}
}

/* The blood group is sent by the police and read by nobody. */
static void test_what_is_not_in_the_catalog_is_dropped(void **state)
{
	struct seen s;

	(void)state;
	hurry();
	ask(&s, "POP-01", CITY_WOMAN);
	finish(&s);
	assert_int_equal(s.first.n, 8);
	assert_int_equal(s.extras, 2);
	assert_null(record_get(&s.first, "xx"));
	release(&s);
}

static void test_strangers_have_no_record(void **state)
{
	struct seen s;

	(void)state;
	hurry();
	ask(&s, "POP-01", "339901200001010012");
	finish(&s);
	assert_int_equal(s.outcome, OUTCOME_NOTHING);
	release(&s);
}

static void test_refusal_and_outage(void **state)
{
	struct seen refused, down;

	(void)state;
	hurry();
	driver_scale(driver, 1, 100); /* the pauses before the retries */
	assert_int_equal(control(base, "民政", "refuse", 0), OK);
	assert_int_equal(control(base, "人社", "down", -1), OK);
	ask(&refused, "MZ-01", CITY_TENANT);
	ask(&down, "HRS-01", CITY_TENANT);
	finish(&refused);
	finish(&down);
	driver_scale(driver, 1, 1);
	assert_int_equal(refused.outcome, OUTCOME_DENIED);
	assert_string_equal(refused.code, "23"); /* of the province's gateway */
	assert_int_equal(down.outcome, OUTCOME_AGAIN);
	release(&refused);
	release(&down);
}

/* One department behind each gateway, and a resource of it the woman has a record in. */
static const struct {
	const char *dialect, *department, *resource;
} behind[] = {
	{"zjgw", "公安", "POP-01"},
	{"irs", "人社", "HRS-01"},
	{"national", "教育", "EDU-01"},
	{"xroad", "自然", "BDC-01"},
	{"openapi", "数据", "LIC-01"},
};

static void test_every_department_has_one_gateway(void **state)
{
	bool spoken[COUNT_OF(behind)] = {false};

	(void)state;
	for (size_t i = 0; i < catalog->n_resources; i++) {
		const struct resource *r = &catalog->resources[i];
		if (!r->origin)
			continue;
		for (size_t k = 0; k < catalog->n_resources; k++) {
			const struct resource *other = &catalog->resources[k];
			if (other->origin && text_equal(other->department, r->department))
				assert_ptr_equal(other->origin, r->origin);
		}
		for (size_t k = 0; k < COUNT_OF(behind); k++)
			spoken[k] |= text_equal(r->origin->dialect->name, behind[k].dialect);
	}
	for (size_t k = 0; k < COUNT_OF(behind); k++) {
		assert_true(spoken[k]);
		assert_string_equal(catalog_find(catalog, behind[k].resource)->origin->dialect->name,
			behind[k].dialect);
	}
}

static void test_each_ails_in_its_own_dialect(void **state)
{
	static const struct {
		const char *word;
		enum outcome outcome;
	} ailments[] = {
		{"up", OUTCOME_FOUND},
		{"refuse", OUTCOME_DENIED},
		{"down", OUTCOME_AGAIN},
		{"silent", OUTCOME_AGAIN},
		{"up", OUTCOME_FOUND},
	};

	(void)state;
	hurry();
	driver_reset(driver, NULL);
	driver_scale(driver, 1, 100);
	for (size_t a = 0; a < COUNT_OF(ailments); a++) {
		struct seen seen[COUNT_OF(behind)];
		for (size_t k = 0; k < COUNT_OF(behind); k++)
			assert_int_equal(control(base, behind[k].department, ailments[a].word, 0), OK);
		driver_reset(driver, NULL);
		for (size_t k = 0; k < COUNT_OF(behind); k++)
			ask(&seen[k], behind[k].resource, CITY_WOMAN);
		for (size_t k = 0; k < COUNT_OF(behind); k++) {
			finish(&seen[k]);
			if (seen[k].outcome != ailments[a].outcome)
				fail_msg("%s, %s: %s %s", behind[k].dialect, ailments[a].word,
					outcome_word(seen[k].outcome), seen[k].code);
			release(&seen[k]);
		}
	}
	driver_scale(driver, 1, 1);
}

/* Ten minutes are more than any gateway allows; its clock is learnt from its answer, by who has
 * not learnt another one before. */
static void test_a_clock_that_is_moved(void **state)
{
	struct driver *before = driver;

	(void)state;
	hurry();
	assert_int_equal(driver_new(&driver), OK);
	assert_int_equal(demo_control_clock(base, clock_now_ms() + 600000), OK);
	for (size_t k = 0; k < COUNT_OF(behind); k++) {
		struct seen s;
		ask(&s, behind[k].resource, CITY_WOMAN);
		finish(&s);
		if (s.outcome != OUTCOME_FOUND)
			fail_msg("%s: %s %s", behind[k].dialect, outcome_word(s.outcome), s.code);
		release(&s);
	}
	assert_int_equal(demo_control_clock(base, -1), ERR_INPUT);
	assert_int_equal(demo_control_clock(base, clock_now_ms()), OK);
	driver_free(driver);
	driver = before;
}

static void test_criminal_records_do_not_even_leave(void **state)
{
	struct ask_request r = {.resource = catalog_find(catalog, "POP-04"),
		.basis = {.operator_id = "1",
			.window = "A",
			.unit = "u",
			.item_code = "i",
			.case_number = "c",
			.ground = "g",
			.holder_name = "",
			.holder_id = CITY_WOMAN}};
	struct ask *handle;
	struct seen s = {.done = false};
	char why[ASK_TEXT];

	(void)state;
	assert_int_equal(ask_send(driver, &r, keep, &s, &handle, why), ERR_DENIED);
	assert_int_equal(driver_flight(driver), 0);
}

/* All the tests before took answers that bear the mark of training; live work takes none of them. */
static void test_live_takes_nothing_from_a_training_exchange(void **state)
{
	struct seen s;

	(void)state;
	hurry();
	driver_reset(driver, NULL);
	ask(&s, "POP-01", CITY_WOMAN);
	finish(&s);
	assert_int_equal(s.outcome, OUTCOME_FOUND);
	release(&s);
	driver_live(driver);
	ask(&s, "POP-01", CITY_WOMAN);
	finish(&s);
	assert_int_equal(s.outcome, OUTCOME_DENIED);
	assert_string_equal(s.code, "training");
	assert_int_equal(s.rows, 0);
	release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_resource_through_the_driver),
		cmocka_unit_test(test_attributes_arrive),
		cmocka_unit_test(test_what_is_not_in_the_catalog_is_dropped),
		cmocka_unit_test(test_strangers_have_no_record),
		cmocka_unit_test(test_refusal_and_outage),
		cmocka_unit_test(test_criminal_records_do_not_even_leave),
		cmocka_unit_test(test_every_department_has_one_gateway),
		cmocka_unit_test(test_each_ails_in_its_own_dialect),
		cmocka_unit_test(test_a_clock_that_is_moved),
		cmocka_unit_test(test_live_takes_nothing_from_a_training_exchange),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
