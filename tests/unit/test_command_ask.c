/* SPDX-License-Identifier: MIT
 *
 * onetrip ask as a command: what it prints and returns, that the subject's number is neither in
 * argv nor in the journal's clear columns, and that an ask for a case is an event before it
 * leaves.
 */
#include <stdio.h>
#include <fcntl.h>

#include "core/exchange/json.h"
#include "tests/exchange/faults.h"
#include "tests/unit/store_fixture.h"
#include "tui/commands/ask.h"
#include "tui/commands/views.h"

enum { TEXT = 64 * 1024, ARGS = 24 };

#define NUMBER "260316-A03-021"

static struct hostile server;

static struct place {
	struct fixture *store;
	char catalog[100], conf[100], output[100];
} place;

static void write_text(const char *path, const char *text)
{
	assert_int_equal(file_write(path, text, strlen(text)), OK);
}

static int filled_pipe(const char *text)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], text, strlen(text)), (ssize_t)strlen(text));
	close(ends[1]);
	return ends[0];
}

static void replace(int fd, int with, int *saved)
{
	*saved = dup(fd);
	assert_true(*saved >= 0 && dup2(with, fd) == fd);
	close(with);
}

static void put_back(int fd, int saved)
{
	assert_int_equal(dup2(saved, fd), fd);
	close(saved);
}

/* Runs the command with words up to NULL; what it printed goes to out. */
static int ask(struct buf *out, const char *input, ...)
{
	char *argv[ARGS] = {mem_text("ask")};
	int argc = 1, saved[3], status;
	const char *word;
	va_list args;

	va_start(args, input);
	while ((word = va_arg(args, const char *)))
		argv[argc++] = mem_text(word);
	va_end(args);
	fflush(stdout);
	replace(STDIN_FILENO, filled_pipe(input), &saved[0]);
	replace(STDOUT_FILENO, open(place.output, O_RDWR | O_CREAT | O_TRUNC, 0600), &saved[1]);
	replace(STDERR_FILENO, open("/dev/null", O_WRONLY), &saved[2]);
	clearerr(stdin);
	status = command_ask(argc, argv);
	fflush(stdout);
	put_back(STDIN_FILENO, saved[0]);
	put_back(STDOUT_FILENO, saved[1]);
	put_back(STDERR_FILENO, saved[2]);
	for (int i = 0; i < argc; i++)
		mem_free(argv[i]);
	buf_clear(out);
	assert_int_equal(file_read(place.output, out), OK);
	return status;
}

static void expect(const struct buf *out, const char *path, const char *text)
{
	struct json *j;

	assert_int_equal(json_parse(buf_text(out), out->len, &j), OK);
	if (!json_text(json_find(j, path)))
		fail_msg("no %s in %s", path, buf_text(out));
	assert_string_equal(json_text(json_find(j, path)), text);
	json_free(j);
}

static void test_found(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, TEXT);
	hostile_forget(&server);
	assert_int_equal(ask(&out, HOLDER_ID "\n", "GOOD-1", "--item", "identity", "--test",
				 "--subject", "-", "--catalog", place.catalog, NULL),
		0);
	expect(&out, "$.verdict", "FOUND");
	expect(&out, "$.code", "0");
	expect(&out, "$.rows[0].name", HOLDER_NAME);
	expect(&out, "$.origin", "here");
	expect(&out, "$.basis.item", "identity");
	expect(&out, "$.basis.case", "test");
	assert_int_equal(hostile_requests(&server), 1);
	buf_release(&out);
}

static void test_input(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, TEXT);
	hostile_forget(&server);
	assert_int_equal(
		ask(&out, HOLDER_ID "\nA B\naddress=C=D\n", "PLACE-1", "--item", "i", "--test",
			"--subject", "-", "--name", "-", "--catalog", place.catalog, NULL),
		0);
	assert_non_null(strstr(server.last, "{\"where\":\"C=D\",\"who\":\"A B\","));
	/* no number, a line that is no pair, a value that is not given */
	assert_int_equal(ask(&out, "", "GOOD-1", "--item", "i", "--test", "--subject", "-",
				 "--catalog", place.catalog, NULL),
		1);
	assert_int_equal(ask(&out, HOLDER_ID "\nword\n", "GOOD-1", "--item", "i", "--test",
				 "--subject", "-", "--catalog", place.catalog, NULL),
		1);
	assert_int_equal(ask(&out, HOLDER_ID "\n", "PLACE-1", "--item", "i", "--test", "--subject",
				 "-", "--catalog", place.catalog, NULL),
		1);
	assert_int_equal(hostile_requests(&server), 1);
	buf_release(&out);
}

static void test_status(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, TEXT);
	assert_int_equal(ask(&out, HOLDER_ID, "NONE-1", "--item", "i", "--test", "--subject", "-",
				 "--catalog", place.catalog, NULL),
		0);
	expect(&out, "$.verdict", "NOTHING");
	expect(&out, "$.says", "The department has no record");
	expect(&out, "$.todo", "");
	assert_int_equal(ask(&out, HOLDER_ID, "BAD-1", "--item", "i", "--test", "--subject", "-",
				 "--catalog", place.catalog, NULL),
		1);
	expect(&out, "$.verdict", "BROKEN");
	assert_int_equal(ask(&out, HOLDER_ID, "CLOSED", "--item", "i", "--test", "--subject", "-",
				 "--catalog", place.catalog, NULL),
		1);
	assert_int_equal(out.len, 0);
	assert_int_equal(ask(&out, "", "--help", NULL), 0);
	assert_true(out.len > 0);
	buf_release(&out);
}

static void test_usage(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, TEXT);
	hostile_forget(&server);
	assert_int_equal(ask(&out, "", NULL), 2);
	assert_int_equal(ask(&out, "", "GOOD-1", "--test", "--subject", "-", NULL), 2);
	assert_int_equal(ask(&out, "", "GOOD-1", "--item", "i", "--subject", "-", NULL), 2);
	assert_int_equal(ask(&out, "", "GOOD-1", "--item", "i", "--test", NULL), 2);
	assert_int_equal(
		ask(&out, "", "GOOD-1", "--item", "i", "--test", "--subject", HOLDER_ID, NULL),
		2); /* never in argv */
	assert_int_equal(ask(&out, "", "GOOD-1", "--item", "i", "--test", "--case", NUMBER,
				 "--subject", "-", NULL),
		2);
	assert_int_equal(
		ask(&out, "", "GOOD-1", "x", "--item", "i", "--test", "--subject", "-", NULL), 2);
	assert_int_equal(ask(&out, "", "GOOD-1", "--items", "i", NULL), 2);
	assert_int_equal(hostile_requests(&server), 0);
	buf_release(&out);
}

/* ---- for a case ---- */

struct seen {
	int asks;
	char resource[20], trace[64], basis[64];
};

static enum err see(const struct event *e, void *ctx)
{
	struct seen *s = ctx;

	if (strcmp(e->kind, "ASK") != 0)
		return OK;
	s->asks++;
	text_copy(s->resource, sizeof(s->resource), record_get(&e->body, "resource"));
	text_copy(s->trace, sizeof(s->trace), record_get(&e->body, "trace"));
	text_copy(s->basis, sizeof(s->basis), record_get(&e->body, "basis"));
	return OK;
}

static int ask_for_case(
	struct buf *out, const char *resource, const char *number, const char *password)
{
	char fd[12];
	int secret = filled_pipe(password), status;

	text_format(fd, sizeof(fd), "%d", secret);
	status = ask(out, HOLDER_ID "\n", resource, "--item", "33-00001", "--case", number,
		"--subject", "-", "--as", "1024", "--config", place.conf, "--password-fd", fd,
		NULL);
	close(secret);
	return status;
}

/* The one ASK event of the case is the ask that was answered. */
static void expect_trace(const struct buf *out, struct fixture *f, const struct uid *id)
{
	struct seen seen = {0};
	struct views *views;

	reopen(f);
	clerk_in(f);
	assert_int_equal(views_start(f->s, &views), OK);
	assert_int_equal(journal_case(f->s, id, see, &seen), OK);
	assert_int_equal(seen.asks, 1);
	assert_string_equal(seen.resource, "GOOD-1");
	expect(out, "$.trace", seen.trace);
	expect(out, "$.basis.ground", seen.basis);
	assert_int_equal(findings(f->s, true), 0);
	views_end(views);
	store_close(f->s);
	f->s = NULL;
}

static void test_case(void **state)
{
	struct fixture *f = place.store;
	struct uid id = uid_new();
	struct views *views;
	struct buf out;

	(void)state;
	buf_init(&out, TEXT);
	hostile_forget(&server);
	clerk_in(f);
	assert_int_equal(views_start(f->s, &views), OK);
	assert_int_equal(put(f->s, id, "OPEN", "number", NUMBER, "window", "A03", "operator",
				 "1024", "subject", HOLDER_ID, "proof", "seen", NULL),
		OK);
	views_end(views);
	store_close(f->s);
	f->s = NULL;
	assert_int_equal(ask_for_case(&out, "GOOD-1", "260316-A03-099", PASS_CLERK "\n"), 1);
	assert_int_equal(ask_for_case(&out, "CLOSED", NUMBER, PASS_CLERK "\n"), 1);
	assert_int_equal(hostile_requests(&server), 0);
	assert_int_equal(ask_for_case(&out, "GOOD-1", NUMBER, PASS_CLERK "\n"), 0);
	assert_int_equal(hostile_requests(&server), 1);
	expect(&out, "$.verdict", "FOUND");
	expect(&out, "$.basis.case", NUMBER);
	expect(&out, "$.basis.operator", "1024");
	expect(&out, "$.basis.unit", "Hall One");
	assert_non_null(strstr(server.last, "\"case\":\"" NUMBER "\""));
	expect_trace(&out, f, &id);
	/* last: a wrong password makes the next log-in wait */
	assert_int_equal(ask_for_case(&out, "GOOD-1", NUMBER, "wrong river 9\n"), 1);
	assert_int_equal(hostile_requests(&server), 1);
	buf_release(&out);
}

static void put_resource(struct buf *out, const char *id, const char *path, const char *arguments)
{
	buf_addf(out,
		"[resource %s]\nname = t\ndepartment = t\norigin = here\nsafe = yes\n"
		"sharing = unconditional\npath = /%s\nrows = \"$.data\"\nok = \"$.code == 0\"\n"
		"item.name = \"$.name\"\n%s",
		id, path, arguments);
}

static int start(void **state)
{
	struct buf text;

	(void)state;
	if (!hostile_start(&server))
		return -1;
	place.store = fixture_new(STORE_LIVE);
	text_format(place.catalog, sizeof(place.catalog), "%s/catalog.ini", place.store->folder);
	text_format(place.conf, sizeof(place.conf), "%s/onetrip.conf", place.store->folder);
	text_format(place.output, sizeof(place.output), "%s/output", place.store->folder);
	buf_init(&text, TEXT);
	buf_addf(&text, "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n",
		server.port);
	put_resource(&text, "good-1", "good", "arg.id = \":holder_id\"\n");
	put_resource(&text, "none-1", "rows_none", "arg.id = \":holder_id\"\n");
	put_resource(&text, "bad-1", "nan", "arg.id = \":holder_id\"\n");
	put_resource(
		&text, "place-1", "good", "arg.where = \":address\"\narg.who = \":holder_name\"\n");
	buf_adds(
		&text, "[resource closed]\nname = t\ndepartment = t\nsharing = none\nground = t\n");
	write_text(place.catalog, text.data);
	buf_clear(&text);
	buf_addf(&text,
		"[hall]\nname = Hall One\n[station]\nwindow = A03\ndatabase = \"%s\"\n"
		"terminal_key = \"%s\"\n[exchange]\ncatalog = \"%s\"\n",
		place.store->path, place.store->key, place.catalog);
	write_text(place.conf, text.data);
	buf_release(&text);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	fixture_free(place.store);
	hostile_stop(&server);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_input),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_case),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
