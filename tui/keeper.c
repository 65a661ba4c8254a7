/* SPDX-License-Identifier: MIT
 *
 * The parent that stays outside. After kill -9 the alternate screen would keep a person's
 * number on display; this process, which never knew one, clears it. What must hold: it owns no
 * secret, it never reads the terminal, and it ends when the child ends.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "tui/term.h"

/* Plain colours, no bracketed paste, cleared, normal screen, cursor shown. A terminal that does
 * not know one of these ignores it. */
static const char restore[] = "\033[0m\033[?2004l\033[H\033[2J\033[?1049l\033[?25h\033[0m";

/* Shared by both processes: the child has the terminal now. */
static volatile bool *taken;

void keeper_glass(bool now)
{
	if (taken)
		*taken = now;
}

static void give_back(const struct termios *was)
{
	if (!*taken)
		return;
	(void)!write(STDOUT_FILENO, restore, sizeof restore - 1);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, was);
}

static _Noreturn void end(int status, const struct termios *was)
{
	give_back(was);
	if (WIFEXITED(status))
		exit(WEXITSTATUS(status));
	fprintf(stderr,
		_("onetrip ended by signal %d; what was typed is saved up to the last field\n"),
		WTERMSIG(status));
	exit(128 + WTERMSIG(status));
}

/* The shell must see us stop, and the child must take the terminal again when we go on. */
static void stop_too(pid_t child, const struct termios *was)
{
	give_back(was);
	raise(SIGSTOP);
	kill(child, SIGCONT);
	kill(child, SIGWINCH);
}

static void reap(pid_t child, const struct termios *was)
{
	int status;

	while (waitpid(child, &status, WNOHANG | WUNTRACED) == child) {
		if (!WIFSTOPPED(status))
			end(status, was);
		stop_too(child, was);
	}
}

static _Noreturn void keep(pid_t child, const sigset_t *set, const struct termios *was)
{
	for (;;) {
		int number = sigwaitinfo(set, NULL);

		if (number == SIGCHLD)
			reap(child, was);
		else if (number > 0)
			kill(child, number);
	}
}

void term_keeper(void)
{
	static const int passed[] = {SIGCHLD, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP};
	struct termios was;
	sigset_t set, before;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &was) != 0)
		return; /* term_open says so in words */
	void *page = mmap(
		NULL, sizeof *taken, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (page == MAP_FAILED)
		return;
	taken = page;
	sigemptyset(&set);
	for (size_t i = 0; i < COUNT_OF(passed); i++)
		sigaddset(&set, passed[i]);
	sigprocmask(SIG_BLOCK, &set, &before);

	pid_t parent = getpid(), child = fork();
	if (child > 0)
		keep(child, &set, &was);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGHUP);
		if (getppid() != parent)
			_exit(1);
	}
}
