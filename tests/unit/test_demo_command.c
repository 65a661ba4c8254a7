/* SPDX-License-Identifier: MIT
 *
 * `onetrip exchange` as a process: it tells where it listens, and never outlives its starter.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/control.h"
#include "core/demo/people.h"
#include "core/exchange/driver.h"
#include "tui/commands/exchange.h"

enum { WORDS = 12 };

struct started {
	pid_t pid;
	int input; /* the writing end of its standard input, -1: /dev/null */
	char base[64];
};

static void open_null(int fd, int flags)
{
	int null = open("/dev/null", flags);

	dup2(null, fd);
	close(null);
}

/* Runs the command with the words given; never returns. */
static _Noreturn void run(const char *const *words, int ready)
{
	char text[WORDS][32], *argv[WORDS + 3];
	int n = 0;

	for (; words[n]; n++) {
		text_copy(text[n], sizeof(text[n]), words[n]);
		argv[n] = text[n];
	}
	if (ready >= 0) {
		text_copy(text[n], sizeof(text[n]), "--ready-fd");
		text_format(text[n + 1], sizeof(text[n + 1]), "%d", ready);
		argv[n] = text[n];
		argv[n + 1] = text[n + 1];
		n += 2;
	}
	argv[n] = NULL;
	open_null(STDERR_FILENO, O_WRONLY);
	_exit(command_exchange(n, argv));
}

static void read_line(int fd, char *out, size_t size)
{
	size_t n = 0;

	while (n + 1 < size && read(fd, out + n, 1) == 1 && out[n] != '\n')
		n++;
	out[n] = '\0';
}

static const char *const usual[] = {"exchange", "--seed", "3", NULL};

static void start_with(struct started *s, const char *const *words, bool piped_input, bool ready_fd)
{
	int told[2], input[2] = {-1, -1};

	assert_int_equal(pipe(told), 0);
	if (piped_input)
		assert_int_equal(pipe(input), 0);
	s->pid = fork();
	if (s->pid == 0) {
		close(told[0]);
		if (piped_input) {
			dup2(input[0], STDIN_FILENO);
			close(input[1]);
		} else {
			open_null(STDIN_FILENO, O_RDONLY);
		}
		if (!ready_fd)
			dup2(told[1], STDOUT_FILENO);
		run(words, ready_fd ? told[1] : -1);
	}
	close(told[1]);
	if (piped_input)
		close(input[0]);
	s->input = input[1];
	read_line(told[0], s->base, sizeof(s->base));
	close(told[0]);
	assert_true(text_starts(s->base, "http://127.0.0.1:"));
}

static void start(struct started *s, bool piped_input, bool ready_fd)
{
	start_with(s, usual, piped_input, ready_fd);
}

/* A busy machine may keep the exchange from answering in time: asked again, it does. */
static enum err control(const char *to, const char *department, const char *state, int latency_ms)
{
	enum err e = ERR_NET;

	for (int i = 0; i < 100 && e == ERR_NET; i++)
		e = demo_control(to, department, state, latency_ms);
	return e;
}

static int ended(pid_t pid)
{
	int status = -1;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int status_with(const char *const *words)
{
	pid_t pid = fork();

	if (pid == 0) {
		open_null(STDIN_FILENO, O_RDONLY);
		run(words, -1);
	}
	return ended(pid);
}

/* An empty input that was never a pipe does not end it; a signal does. */
static void test_serves_until_told(void **state)
{
	struct started s;

	(void)state;
	start(&s, false, true);
	assert_int_equal(control(s.base, "民政", "down", -1), OK);
	assert_int_equal(control(s.base, "民政", "up", -1), OK);
	assert_int_equal(kill(s.pid, SIGTERM), 0);
	assert_int_equal(ended(s.pid), 0);
}

static void test_ends_with_its_input(void **state)
{
	struct started s;

	(void)state;
	start(&s, true, false);
	assert_int_equal(write(s.input, "x", 1), 1); /* words are nothing to it */
	assert_int_equal(control(s.base, "民政", "up", -1), OK);
	close(s.input);
	assert_int_equal(ended(s.pid), 0);
}

/* The middle process starts one and dies; the pipe's end tells when nobody holds it any more. */
static void test_ends_with_its_starter(void **state)
{
	int held[2];
	char byte;
	pid_t middle;

	(void)state;
	assert_int_equal(pipe(held), 0);
	middle = fork();
	if (middle == 0) {
		struct started s;

		close(held[0]);
		start(&s, false, true);
		_exit(control(s.base, "民政", "up", -1) == OK ? 0 : 1);
	}
	close(held[1]);
	assert_int_equal(ended(middle), 0);
	assert_int_equal(read(held[0], &byte, 1), 0);
	close(held[0]);
}

static void keep_outcome(void *ctx, struct ask *ask, const struct reply *reply)
{
	(void)ask;
	*(enum outcome *)ctx = reply->outcome;
}

static enum outcome verdict_of(const char *at, const char *resource)
{
	enum outcome outcome = OUTCOME_PENDING;
	char path[PATH_SIZE], why[ASK_TEXT];
	struct catalog *catalog;
	struct driver *driver;
	struct buf messages;
	struct ask *handle;

	buf_init(&messages, 65536);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, at, &catalog, &messages), OK);
	assert_int_equal(driver_new(&driver), OK);
	driver_scale(driver, 1, 20);
	struct ask_request r = {.resource = catalog_find(catalog, resource),
		.basis = {.operator_id = "1024", .window = "A03", .unit = "339900", .item_code = "identity",
			.case_number = "test", .ground = "test", .holder_id = CITY_WOMAN}};
	assert_int_equal(ask_send(driver, &r, keep_outcome, &outcome, &handle, why), OK);
	while (outcome == OUTCOME_PENDING)
		assert_int_equal(driver_wait(driver, NULL, 0, -1), OK);
	driver_free(driver);
	catalog_free(catalog);
	buf_release(&messages);
	return outcome;
}

/* By the department's name or by a resource of it; the others are well. */
static void test_faults_from_the_start(void **state)
{
	static const char *const words[] = {"exchange", "--fault", "公安=wrong", "--fault", "HRS-02=refuse",
		"--fault", "民政=quota", NULL};
	struct started s;

	(void)state;
	start_with(&s, words, true, false);
	assert_int_equal(verdict_of(s.base, "POP-01"), OUTCOME_BROKEN);
	assert_int_equal(verdict_of(s.base, "HRS-01"), OUTCOME_DENIED);
	assert_int_equal(verdict_of(s.base, "MZ-01"), OUTCOME_LIMIT);
	assert_int_equal(verdict_of(s.base, "CRD-02"), OUTCOME_FOUND);
	close(s.input);
	assert_int_equal(ended(s.pid), 0);
}

static void test_refuses(void **state)
{
	static const char *const no_fault[] = {"exchange", "--fault", "公安=ill", NULL};
	static const char *const nobody[] = {"exchange", "--fault", "没有=down", NULL};
	static const char *const no_equals[] = {"exchange", "--fault", "down", NULL};
	static const char *const beyond[] = {"exchange", "--listen", "0.0.0.0:0", NULL};
	static const char *const port[] = {"exchange", "--listen", "127.0.0.1:x", NULL};
	static const char *const seed[] = {"exchange", "--seed", "many", NULL};
	static const char *const now[] = {"exchange", "--now", "yesterday", NULL};
	static const char *const rest[] = {"exchange", "more", NULL};
	static const char *const bogus[] = {"exchange", "--bogus", NULL};

	(void)state;
	assert_int_equal(status_with(no_fault), 2);
	assert_int_equal(status_with(nobody), 2);
	assert_int_equal(status_with(no_equals), 2);
	assert_int_equal(status_with(beyond), 1);
	assert_int_equal(status_with(port), 1);
	assert_int_equal(status_with(seed), 2);
	assert_int_equal(status_with(now), 2);
	assert_int_equal(status_with(rest), 2);
	assert_int_equal(status_with(bogus), 2);
}

/* A class wants a name, a folder and, on its input, a key. */
static void test_class_refuses(void **state)
{
	const char *const no_dir[] = {"exchange", "--class", "new", NULL};
	const char *const no_name[] = {"exchange", "--dir", "/nonexistent", NULL};
	const char *const bad_name[] = {"exchange", "--class", "../x", "--dir", "/nonexistent", NULL};
	const char *const no_key[] = {"exchange", "--class", "new", "--dir", "/nonexistent", NULL};

	(void)state;
	assert_int_equal(status_with(no_dir), 2);
	assert_int_equal(status_with(no_name), 2);
	assert_int_equal(status_with(bad_name), 2);
	assert_int_equal(status_with(no_key), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_serves_until_told),
		cmocka_unit_test(test_ends_with_its_input),
		cmocka_unit_test(test_ends_with_its_starter),
		cmocka_unit_test(test_faults_from_the_start),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_class_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
