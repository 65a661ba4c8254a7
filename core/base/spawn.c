/* SPDX-License-Identifier: MIT
 *
 * Child processes. A child starts with nothing of ours: no descriptor but those given, no blocked
 * signal, no terminal, a small environment.
 */
#include "core/base/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/log.h"
#include "core/base/text.h"

enum {
	PASS_FD = 3,
	STATUS_FD = 4, /* reports a failed exec; closed by a good one */
	SAFE_FD = 10,  /* sources are moved here before targets are overwritten */
	ENVIRONMENT = 32,
	STOP_MS = 1000,
};

/* ---- environment ---- */

static char *child_env[ENVIRONMENT + 1];

/* PATH and locale are fixed; our own variables (clock, folders) go along. */
static void fill_environment(void)
{
	static char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
	size_t n = 0;

	child_env[n++] = path;
	child_env[n++] = locale;
	for (char **e = environ; *e && n < ENVIRONMENT; e++) {
		if (text_starts(*e, "ONETRIP_"))
			child_env[n++] = *e;
	}
	child_env[n] = NULL;
}

/* The name of a variable that libraries would obey, given "NAME=value". */
static bool dangerous(const char *entry, size_t name_len)
{
	static const char *const prefixes[] = {"TERMINFO", "NCURSES",
		"TERMCAP=", "SSLKEYLOGFILE=", "CURL", "OPENSSL_", "LD_", "MALLOC",
		"GCONV_PATH=", "LOCPATH=", "NLSPATH="};
	static const char proxy[] = "_proxy";

	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		if (text_starts(entry, prefixes[i]))
			return true;
	}
	return name_len >= strlen(proxy) &&
	       strncasecmp(entry + name_len - strlen(proxy), proxy, strlen(proxy)) == 0;
}

void spawn_scrub_environment(void)
{
	char name[256];
	char **e = environ;

	while (e && *e) {
		size_t len = strcspn(*e, "=");

		/* unsetenv moves the rest up, so the same place is looked at again */
		if (dangerous(*e, len) && text_copyn(name, sizeof(name), *e, len) &&
			unsetenv(name) == 0)
			e = environ;
		else
			e++;
	}
}

/* ---- start ---- */

static void reset_signals(void)
{
	sigset_t none;

	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL); /* SIGKILL and the library's own refuse: no matter */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Puts sources[i] at descriptor i and closes everything else. */
static bool place_descriptors(const int sources[STATUS_FD + 1])
{
	int safe[STATUS_FD + 1];

	for (int i = 0; i <= STATUS_FD; i++) {
		safe[i] = sources[i] < 0 ? -1 : fcntl(sources[i], F_DUPFD, SAFE_FD);
		if (safe[i] < 0 && sources[i] >= 0)
			return false;
	}
	for (int i = 0; i <= STATUS_FD; i++) {
		if (safe[i] < 0)
			close(i);
		else if (dup2(safe[i], i) < 0)
			return false;
	}
	return fcntl(STATUS_FD, F_SETFD, FD_CLOEXEC) == 0 &&
	       close_range(STATUS_FD + 1, ~0u, 0) == 0;
}

/* argv is not changed by exec; its type is older than const. */
union argv {
	const char *const *fixed;
	char *const *exec;
};

static _Noreturn void become(const struct spawn *s, int null_fd, int status_fd)
{
	int sources[STATUS_FD + 1] = {
		s->stdin_fd >= 0 ? s->stdin_fd : null_fd,
		s->stdout_fd >= 0 ? s->stdout_fd : null_fd,
		log_fd() >= 0 ? log_fd() : null_fd,
		s->pass_fd,
		status_fd,
	};
	union argv argv = {.fixed = s->argv};
	int code;

	reset_signals();
	setsid(); /* no terminal: nothing to read keys from, nothing to type into */
	if (place_descriptors(sources)) {
		status_fd = STATUS_FD;
		execve(s->program, argv.exec, child_env);
	}
	code = errno;
	(void)!write(status_fd, &code, sizeof(code));
	_exit(127);
}

static pid_t wait_for(pid_t pid, int *status, int flags)
{
	pid_t got;

	do {
		got = waitpid(pid, status, flags);
	} while (got < 0 && errno == EINTR);
	return got;
}

/* Waits until exec is done; what the child wrote is why it failed. */
static enum err exec_result(int fd, pid_t pid)
{
	int code = 0;
	ssize_t n;

	do {
		n = read(fd, &code, sizeof(code));
	} while (n < 0 && errno == EINTR);
	if (n == 0)
		return OK;
	(void)wait_for(pid, NULL, 0);
	return code == ENOENT || code == ENOTDIR ? ERR_NOTFOUND : ERR_IO;
}

static enum err start(const struct spawn *s, int null_fd, const int status[2], pid_t *out)
{
	pid_t pid = fork();

	if (pid == 0)
		become(s, null_fd, status[1]);
	close(status[1]);
	*out = pid;
	return pid < 0 ? ERR_IO : exec_result(status[0], pid);
}

enum err spawn_start(const struct spawn *s, pid_t *pid)
{
	int null_fd, status[2];
	pid_t child;
	enum err e;

	if (s->program[0] != '/')
		BUG("spawn_start: the program must be absolute");
	null_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null_fd < 0)
		return ERR_IO;
	if (pipe2(status, O_CLOEXEC) != 0) {
		close(null_fd);
		return ERR_IO;
	}
	fill_environment();
	e = start(s, null_fd, status, &child);
	close(status[0]);
	close(null_fd);
	if (!e)
		*pid = child;
	return e;
}

/* ---- end ---- */

bool spawn_ended(pid_t pid, int *status)
{
	int raw = 0;
	pid_t got = wait_for(pid, &raw, WNOHANG);

	if (got == 0)
		return false;
	if (got < 0)
		raw = 127 << 8; /* reaped elsewhere: its code is lost */
	if (status)
		*status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 128 + WTERMSIG(raw);
	return true;
}

void spawn_stop(pid_t pid)
{
	struct pollfd p = {.events = POLLIN};

	if (pid <= 0 || spawn_ended(pid, NULL))
		return;
	p.fd = pidfd_open(pid, 0);
	kill(pid, SIGTERM);
	if (p.fd < 0 || poll(&p, 1, STOP_MS) != 1)
		kill(pid, SIGKILL);
	if (p.fd >= 0)
		close(p.fd);
	(void)wait_for(pid, NULL, 0);
}
