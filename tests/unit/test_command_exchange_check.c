/* SPDX-License-Identifier: MIT
 *
 * onetrip exchange-check: every dialect of the demo exchange, a gateway that misbehaves, and what an
 * X-Road provider says it offers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <signal.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "core/base/i18n.h"
#include "core/exchange/probe.h"
#include "tests/exchange/faults.h"
#include "tests/unit/command_run.h"
#include "tui/commands/exchange.h"
#include "tui/commands/exchange_check.h"

static struct hostile server;
static char path[] = "/tmp/onetrip-check-XXXXXX";
static pid_t child;
static char base[64];

static _Noreturn void run_demo(int told)
{
	char *argv[] = {mem_text("exchange"), mem_text("--fault"), mem_text("人社=refuse"), NULL};

	run_replace(STDIN_FILENO, open("/dev/null", O_RDONLY));
	run_replace(STDOUT_FILENO, told);
	_exit(command_exchange(3, argv));
}

static int start(void **state)
{
	int told[2];

	(void)state;
	if (pipe(told) || mkstemp(path) < 0)
		return -1;
	child = fork();
	if (child == 0)
		run_demo(told[1]);
	close(told[1]);
	if (read(told[0], base, sizeof base - 1) <= 0)
		return -1;
	base[strcspn(base, "\n")] = '\0';
	close(told[0]);
	hostile_start(&server);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	hostile_stop(&server);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	return unlink(path);
}

/* The lines of one row: from its name to the next row. */
static void row_says(const struct run *r, const char *name, const char *words)
{
	const char *row = strstr(buf_text(&r->out), name), *at = row ? strstr(row, words) : NULL;
	const char *end = row ? strchr(row, '\n') : NULL;

	while (end && end[1] == ' ')
		end = strchr(end + 1, '\n');
	if (!at || !end || at > end)
		fail_msg("%s does not say %s:\n%s", name, words, buf_text(&r->out));
}

static int check(struct run *r, const char *words)
{
	char line[400];

	run_init(r, command_exchange_check, "exchange-check");
	text_format(line, sizeof line, "%s", words);
	return run(r, line);
}

/* ---- the demo exchange ---- */

static void test_five_dialects(void **state)
{
	static const char *const doors[] = {"ZJ", "IRS", "NA", "XR", "OP"};
	char words[300], asset[PATH_SIZE], name[24];
	struct run r;

	(void)state;
	assert_int_equal(file_asset("catalog/dialects.ini", asset), OK);
	text_format(words, sizeof words, "%s --base %s", asset, base);
	assert_int_equal(check(&r, words), 1);
	for (size_t i = 0; i < COUNT_OF(doors); i++) {
		text_format(name, sizeof name, "%s-POP-01", doors[i]);
		row_says(&r, name, "NOTHING"); /* nobody is in no register */
		text_format(name, sizeof name, "%s-HRS-02", doors[i]);
		row_says(&r, name, "DENIED");
		row_says(&r, name, "Ask the data office to grant this to the hall");
		text_format(name, sizeof name, "%s-POP-04", doors[i]);
		row_says(&r, name, "DENIED");
	}
	row_says(&r, "CS/GOV/339900/hall", "FOUND");
	row_says(&r, "XR-POP-04", "does not offer this service");
	must_say(&r, "6 of 16 are well");
	buf_release(&r.out);
}

static void test_all_well_as_csv(void **state)
{
	char words[300], asset[PATH_SIZE];
	struct run r;

	(void)state;
	assert_int_equal(file_asset("catalog/demo.ini", asset), OK);
	text_format(words, sizeof words, "%s --base %s --only Civil_affairs --csv", asset, base);
	assert_int_equal(check(&r, words), 0);
	must_say(&r, "\"resource\",\"department\",\"dialect\",\"verdict\",\"ms\",\"code\",\"said\",\"todo\",\"trace\"\r\n");
	must_say(&r, "\"MZ-01\",");
	must_say(&r, ",\"zjgw\",\"NOTHING\",");
	assert_false(said(&r, "POP-01"));
	buf_release(&r.out);
}

/* ---- a gateway that misbehaves ---- */

static void write_catalog(const char *const *faults, size_t n, const char *more)
{
	struct buf text;

	buf_init(&text, 64 * 1024);
	buf_addf(&text, "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n", server.port);
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "[resource t-%zu]\nname = t\ndepartment = t\norigin = here\n"
				"sharing = unconditional\nsafe = yes\npath = \"/%s\"\nok = \"$.code == '0'\"\n"
				"rows = \"$.data\"\nsame = \"$.id == :holder_id\"\narg.id = \":holder_id\"\n"
				"item.name = \"$.name\"\n", i, faults[i]);
	buf_adds(&text, more);
	assert_int_equal(file_write(path, buf_text(&text), text.len), OK);
	buf_release(&text);
}

static void test_hostile(void **state)
{
	/* a row about the holder is about somebody else: nobody was asked about */
	static const char *const faults[] = {"rows_none", "good", "cut_json", "s403", "s429_day",
		"html_login", "close", "gzip"};
	static const char *const verdicts[] = {"NOTHING", "BROKEN", "BROKEN", "DENIED", "LIMIT", "AGAIN",
		"AGAIN", "BROKEN"};
	char words[100], name[16];
	struct run r;

	(void)state;
	write_catalog(faults, COUNT_OF(faults), "");
	hostile_forget(&server);
	text_format(words, sizeof words, "%s", path);
	assert_int_equal(check(&r, words), 1);
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		text_format(name, sizeof name, "T-%zu", i);
		row_says(&r, name, verdicts[i]);
	}
	must_say(&r, "1 of 8 are well");
	assert_non_null(strstr(server.last, PROBE_CITIZEN));
	assert_null(strstr(server.last, HOLDER_ID));
	buf_release(&r.out);
}

/* What may be sent only once is left out, and asked when it is said. */
static void test_once(void **state)
{
	static const char *const good[] = {"rows_none"};
	static const char once[] = "[resource t-9]\nname = t\ndepartment = t\norigin = here\n"
		"sharing = unconditional\npath = \"/rows_none\"\nok = \"$.code == '0'\"\nrows = \"$.data\"\n"
		"arg.id = \":holder_id\"\narg.plot = \":plot\"\nitem.name = \"$.name\"\n";
	char words[100];
	struct run r;

	(void)state;
	write_catalog(good, 1, once);
	hostile_forget(&server);
	text_format(words, sizeof words, "%s", path);
	assert_int_equal(check(&r, words), 0);
	assert_int_equal(hostile_requests(&server), 1);
	must_say(&r, "1 may be sent only once and were left out");
	assert_false(said(&r, "T-9"));
	buf_release(&r.out);
	text_format(words, sizeof words, "%s --once --only T-9 --item 330700101001 --case X-1", path);
	assert_int_equal(check(&r, words), 0);
	row_says(&r, "T-9", "NOTHING");
	assert_non_null(strstr(server.last, "330700101001"));
	assert_non_null(strstr(server.last, "\"plot\":\"probe\""));
	buf_release(&r.out);
}

static void test_usage(void **state)
{
	static const char *const none[] = {"rows_none"};
	char words[100];
	struct run r;

	(void)state;
	assert_int_equal(check(&r, ""), 2);
	buf_release(&r.out);
	assert_int_equal(check(&r, "a b"), 2);
	buf_release(&r.out);
	assert_int_equal(check(&r, "--bogus a"), 2);
	buf_release(&r.out);
	assert_int_equal(check(&r, "--help"), 0);
	must_say(&r, "--once");
	buf_release(&r.out);
	assert_int_equal(check(&r, "/nonexistent"), 1);
	buf_release(&r.out);
	write_catalog(none, 1, "");
	text_format(words, sizeof words, "%s --only nothing", path);
	assert_int_equal(check(&r, words), 1);
	buf_release(&r.out);
}

/* ---- the question itself ---- */

/* A probe is about nobody or does not leave; it needs no grant, everything else does. */
static enum err no_grant(void *ctx, const struct ask_request *r, char fields[ASK_FIELDS], char *why)
{
	(void)ctx, (void)r, (void)fields;
	text_copy(why, ASK_TEXT, "no grant");
	return ERR_DENIED;
}

static void ignore(void *ctx, struct ask *ask, const struct reply *reply)
{
	(void)ctx, (void)ask, (void)reply;
}

static void test_nobody_alone(void **state)
{
	static const char *const good[] = {"rows_none"};
	static const struct basis who = {.operator_id = "2001"};
	struct catalog *c;
	struct driver *d;
	struct buf messages;
	struct probe p;
	struct ask *ask;
	char why[ASK_TEXT];

	(void)state;
	write_catalog(good, 1, "");
	buf_init(&messages, 4096);
	assert_int_equal(catalog_load(path, NULL, &c, &messages), OK);
	assert_int_equal(driver_new(&d), OK);
	driver_guard(d, no_grant, NULL);
	assert_ptr_equal(probe_pick(c, "here", "t"), &c->resources[0]);
	assert_null(probe_pick(c, "there", "t"));
	probe_make(&c->resources[0], &who, &p);
	assert_string_equal(p.request.basis.operator_id, "2001");
	assert_true(probe_nobody(p.request.basis.holder_id));
	assert_int_equal(ask_send(d, &p.request, ignore, NULL, &ask, why), OK);
	p.request.basis.holder_id = HOLDER_ID;
	assert_int_equal(ask_send(d, &p.request, ignore, NULL, &ask, why), ERR_DENIED);
	p.request.probe = false;
	assert_int_equal(ask_send(d, &p.request, ignore, NULL, &ask, why), ERR_DENIED);
	assert_string_equal(why, "no grant");
	probe_release(&p);
	driver_free(d);
	catalog_free(c);
	buf_release(&messages);
}

/* Each verdict has its sentence in both languages, and those that are no answer say what to do. */
static void test_eight_verdicts(void **state)
{
	static const char *const words[] = {"FOUND", "NOTHING", "AGAIN", "STALE", "LIMIT", "DENIED",
		"BADASK", "BROKEN"};
	enum outcome o;

	(void)state;
	assert_int_equal(i18n_start("zh"), OK);
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		assert_true(outcome_parse(words[i], &o));
		assert_string_equal(outcome_word(o), words[i]);
		assert_int_equal(outcome_well(o), i < 2);
		assert_int_equal(*outcome_todo(o) == '\0', i < 2);
		assert_string_not_equal(_(outcome_text(o)), outcome_text(o));
		if (*outcome_todo(o))
			assert_string_not_equal(_(outcome_todo(o)), outcome_todo(o));
	}
	assert_false(outcome_parse("PERHAPS", &o));
	assert_int_equal(i18n_start("en"), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_five_dialects),
		cmocka_unit_test(test_all_well_as_csv),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_once),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_nobody_alone),
		cmocka_unit_test(test_eight_verdicts),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
