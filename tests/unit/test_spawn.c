/* SPDX-License-Identifier: MIT
 *
 * Child processes: what they get, what they do not, how they end.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "core/base/buf.h"
#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/spawn.h"
#include "core/base/text.h"

/* Reads until the child has closed its end. */
static void drain(int fd, struct buf *out)
{
	char part[512];
	ssize_t n;

	while ((n = read(fd, part, sizeof(part))) > 0)
		buf_add(out, part, (size_t)n);
	close(fd);
}

/* Runs a shell line with stdin_fd and pass_fd; its output in out, its exit code returned. */
static int run(const char *line, int stdin_fd, int pass_fd, struct buf *out)
{
	const char *const argv[] = {"sh", "-c", line, NULL};
	int pipe_fd[2], status = -1;
	struct spawn s = {
		.program = "/bin/sh", .argv = argv, .stdin_fd = stdin_fd, .pass_fd = pass_fd};
	struct pollfd none = {.fd = -1};
	pid_t pid;

	buf_init(out, 65536);
	assert_int_equal(pipe2(pipe_fd, O_CLOEXEC), 0);
	s.stdout_fd = pipe_fd[1];
	assert_int_equal(spawn_start(&s, &pid), OK);
	close(pipe_fd[1]);
	drain(pipe_fd[0], out);
	while (!spawn_ended(pid, &status)) /* its output is closed: it is about to end */
		(void)poll(&none, 1, 1);
	return status;
}

static void gives_a_small_environment(void **state)
{
	struct buf b;

	(void)state;
	setenv("SECRET", "x", 1);
	setenv("LD_LIBRARY_PATH", "/nowhere", 1);
	setenv("ONETRIP_TEST", "kept", 1);
	unsetenv("ONETRIP_NOW");
	assert_int_equal(run("/usr/bin/env", -1, -1, &b), 0);
	assert_non_null(strstr(buf_text(&b), "PATH=/usr/bin:/bin\n"));
	assert_non_null(strstr(buf_text(&b), "LC_ALL=C.UTF-8\n"));
	assert_non_null(strstr(buf_text(&b), "ONETRIP_TEST=kept\n"));
	assert_null(strstr(buf_text(&b), "SECRET"));
	assert_null(strstr(buf_text(&b), "LD_LIBRARY_PATH"));
	assert_null(strstr(buf_text(&b), "HOME="));
	buf_release(&b);
	unsetenv("LD_LIBRARY_PATH");
}

static void passes_only_what_is_named(void **state)
{
	struct buf b;
	int leak = dup(0); /* not close-on-exec */
	int pass[2];

	(void)state;
	assert_true(leak > 2);
	assert_int_equal(run("ls /proc/self/fd | tr '\\n' ' '", -1, -1, &b), 0);
	assert_string_equal(buf_text(&b), "0 1 2 3 "); /* 3 is the folder ls reads */
	buf_release(&b);

	assert_int_equal(pipe(pass), 0);
	assert_int_equal(write(pass[1], "passed", 6), 6);
	close(pass[1]);
	assert_int_equal(run("cat <&3; ls /proc/self/fd | tr '\\n' ' '", -1, pass[0], &b), 0);
	assert_string_equal(buf_text(&b), "passed0 1 2 3 4 ");
	buf_release(&b);
	close(pass[0]);
	close(leak);
}

static void stdin_is_null_or_given(void **state)
{
	struct buf b;
	int in[2];

	(void)state;
	assert_int_equal(run("cat; echo end", -1, -1, &b), 0);
	assert_string_equal(buf_text(&b), "end\n");
	buf_release(&b);
	assert_int_equal(pipe(in), 0);
	assert_int_equal(write(in[1], "given", 5), 5);
	close(in[1]);
	assert_int_equal(run("cat", in[0], -1, &b), 0);
	assert_string_equal(buf_text(&b), "given");
	buf_release(&b);
	close(in[0]);
}

static void clears_signals_and_session(void **state)
{
	struct buf b;
	sigset_t block, before;

	(void)state;
	sigemptyset(&block);
	sigaddset(&block, SIGTERM);
	sigaddset(&block, SIGWINCH);
	sigprocmask(SIG_BLOCK, &block, &before);
	signal(SIGPIPE, SIG_IGN);
	/* 32 and 33 are the C library's own and not reset by it */
	assert_int_equal(run("sed -n 's/^SigBlk:.//p; s/^SigIgn:.//p' /proc/self/status; "
			     "test $(cut -d' ' -f6 /proc/$$/stat) = $$ && echo session",
				 -1, -1, &b),
		0);
	assert_string_equal(buf_text(&b) + 2 * 17, "session\n");
	assert_int_equal(strtoull(b.data, NULL, 16), 0);
	assert_int_equal(strtoull(b.data + 17, NULL, 16) & ~UINT64_C(0x180000000), 0);
	sigprocmask(SIG_SETMASK, &before, NULL);
	signal(SIGPIPE, SIG_DFL);
	buf_release(&b);
}

static void reports_the_end(void **state)
{
	struct buf b;

	(void)state;
	assert_int_equal(run("exit 7", -1, -1, &b), 7);
	buf_release(&b);
	assert_int_equal(run("kill -KILL $$", -1, -1, &b), 128 + SIGKILL);
	buf_release(&b);
}

static void says_when_it_cannot_start(void **state)
{
	const char *const argv[] = {"x", NULL};
	struct spawn s = {.argv = argv, .stdin_fd = -1, .stdout_fd = -1, .pass_fd = -1};
	pid_t pid = 5;

	(void)state;
	s.program = "/no/such/program";
	assert_int_equal(spawn_start(&s, &pid), ERR_NOTFOUND);
	s.program = "/etc/passwd";
	assert_int_equal(spawn_start(&s, &pid), ERR_IO);
	assert_int_equal(pid, 5);
}

/* Starts a line that writes a byte when it is ready. *out stays open: tail ends without it. */
static pid_t start_ready(const char *line, int *out)
{
	const char *const argv[] = {"sh", "-c", line, NULL};
	struct spawn s = {.program = "/bin/sh", .argv = argv, .stdin_fd = -1, .pass_fd = -1};
	int pipe_fd[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe2(pipe_fd, O_CLOEXEC), 0);
	s.stdout_fd = pipe_fd[1];
	assert_int_equal(spawn_start(&s, &pid), OK);
	close(pipe_fd[1]);
	assert_int_equal(read(pipe_fd[0], &byte, 1), 1);
	*out = pipe_fd[0];
	return pid;
}

static void stops_the_willing_at_once(void **state)
{
	int64_t before = clock_mono_ms();
	int out;
	pid_t pid = start_ready("echo; exec tail -f /dev/null", &out);

	(void)state;
	spawn_stop(pid);
	assert_int_equal(kill(pid, 0), -1); /* reaped */
	assert_in_range(clock_mono_ms() - before, 0, 900);
	close(out);
	spawn_stop(0); /* nothing to stop, and above all not our own group */
	spawn_stop(-1);
}

static void stops_the_unwilling_after_a_second(void **state)
{
	int64_t before = clock_mono_ms();
	int out;
	pid_t pid = start_ready("trap '' TERM; echo; exec tail -f /dev/null", &out);

	(void)state;
	spawn_stop(pid);
	assert_int_equal(kill(pid, 0), -1);
	assert_in_range(clock_mono_ms() - before, 1000, 20000);
	close(out);
}

static void scrubs_the_environment(void **state)
{
	static const char *const bad[] = {"TERMINFO", "TERMINFO_DIRS", "NCURSES_NO_UTF8_ACS",
		"TERMCAP", "SSLKEYLOGFILE", "https_proxy", "HTTP_PROXY", "no_proxy", "CURL_HOME",
		"CURL_CA_BUNDLE", "OPENSSL_CONF", "LD_PRELOAD", "LD_AUDIT", "MALLOC_CHECK_",
		"GCONV_PATH", "LOCPATH", "NLSPATH"};
	static const char *const good[] = {
		"TERM", "HOME", "LANG", "ONETRIP_TEST", "MY_LD_PATH", "PROXY_SETTINGS"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		setenv(bad[i], "x", 1);
	for (size_t i = 0; i < COUNT_OF(good); i++)
		setenv(good[i], "x", 1);
	spawn_scrub_environment();
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (getenv(bad[i]))
			fail_msg("%s", bad[i]);
	}
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_non_null(getenv(good[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_a_small_environment),
		cmocka_unit_test(passes_only_what_is_named),
		cmocka_unit_test(stdin_is_null_or_given),
		cmocka_unit_test(clears_signals_and_session),
		cmocka_unit_test(reports_the_end),
		cmocka_unit_test(says_when_it_cannot_start),
		cmocka_unit_test(stops_the_willing_at_once),
		cmocka_unit_test(stops_the_unwilling_after_a_second),
		cmocka_unit_test(scrubs_the_environment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
