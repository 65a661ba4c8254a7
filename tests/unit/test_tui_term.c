/* SPDX-License-Identifier: MIT
 *
 * The terminal itself, through a pty whose bytes are counted: budgets of ux.md 5.4, and that
 * every way out gives the terminal back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <utmp.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/spawn.h"
#include "tui/edit.h"
#include "tui/term.h"

static struct buf out;
static int exit_status;
static struct termios before, after;
static struct winsize size = {.ws_row = 24, .ws_col = 80};

static int setup(void **state)
{
	(void)state;
	buf_init(&out, 1 << 22);
	setenv("ONETRIP_FRAME_MARK", "1", 1);
	unsetenv("NO_COLOR");
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

/* Runs `child` on a terminal of its own; all it wrote is in out. The slave stays open here, so
 * that its modes can be looked at when the child is gone. */
static void on_terminal(const char *name, int (*child)(void))
{
	char chunk[4096];
	ssize_t n;
	int master, slave, pipe_fds[2];

	buf_clear(&out);
	assert_int_equal(openpty(&master, &slave, NULL, NULL, &size), 0);
	tcgetattr(slave, &before);
	assert_int_equal(pipe(pipe_fds), 0);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		close(master);
		close(pipe_fds[0]);
		setenv("TERM", name, 1);
		if (login_tty(slave) != 0)
			_exit(99);
		_exit(child());
	}
	close(pipe_fds[1]);
	/* The pipe closes with the last process of the child's; what it wrote is there then. A child
	 * that writes more than a pty holds is read meanwhile. */
	for (;;) {
		fd_set set;
		FD_ZERO(&set);
		FD_SET(master, &set);
		FD_SET(pipe_fds[0], &set);
		select((master > pipe_fds[0] ? master : pipe_fds[0]) + 1, &set, NULL, NULL, NULL);
		if (FD_ISSET(master, &set) && (n = read(master, chunk, sizeof chunk)) > 0)
			buf_add(&out, chunk, (size_t)n);
		else if (FD_ISSET(pipe_fds[0], &set))
			break;
	}
	waitpid(pid, &exit_status, 0);
	tcgetattr(slave, &after);
	close(pipe_fds[0]);
	close(slave);
	close(master);
}

static bool wrote(const char *text)
{
	return memmem(buf_text(&out), out.len, text, strlen(text)) != NULL;
}

/* Bytes between the mark of frame n and that of frame n + 1, without the mark itself. */
static size_t frame_bytes(int n)
{
	char mark[32];

	snprintf(mark, sizeof mark, "\033]7777;%d;0\a", n);
	const char *from = memmem(buf_text(&out), out.len, mark, strlen(mark));
	assert_non_null(from);
	from += strlen(mark);
	const char *to = memmem(from, (size_t)(out.data + out.len - from), "\033]7777;", 7);
	assert_non_null(to);
	return (size_t)(to - from);
}

/* --- budgets -------------------------------------------------------------------------------- */

static enum theme theme;

static void fill_screen(struct canvas *c)
{
	canvas_fill(c, 0, 0, c->cols, PAINT_TITLE);
	canvas_text(c, 0, 1, PAINT_TITLE, "onetrip 一趟办 | 工作台");
	for (int row = 4; row < 20; row++) {
		canvas_text(c, row, 1, PAINT_OK, "=");
		canvas_printf(c, row, 3, PAINT_TEXT,
			"260316-A03-0%02d 居住证申领        李*梅    草稿            -      待填 4 项", row);
	}
	for (int n = 1; n <= 10; n++)
		canvas_printf(c, 23, (n - 1) * 8, PAINT_KEY, "F%d", n);
}

static void select_row(struct canvas *c, int row)
{
	canvas_text(c, row, 0, PAINT_SEL, ">");
	canvas_paint(c, row, 0, c->cols, PAINT_SEL);
}

static void frame(struct canvas *c, int n)
{
	term_paint(c);
	term_mark((size_t)n, 0);
}

static int budget_frames(void)
{
	struct canvas c = {0};
	struct edit e;

	if (term_open(theme))
		return 1;
	edit_init(&e, 0, false);
	canvas_init(&c, 24, 80);
	frame(&c, 0);
	fill_screen(&c);
	edit_draw(&e, &c, 2, 10, 40, true);
	frame(&c, 1); /* 0 to 1: a full screen */
	frame(&c, 2); /* 1 to 2: nothing */
	edit_insert(&e, 'a');
	edit_draw(&e, &c, 2, 10, 40, true);
	frame(&c, 3);
	edit_insert(&e, 'b');
	edit_draw(&e, &c, 2, 10, 40, true);
	frame(&c, 4); /* 3 to 4: an echo */
	edit_insert(&e, 0x4E2D);
	edit_draw(&e, &c, 2, 10, 40, true);
	frame(&c, 5); /* 4 to 5: the echo of a Chinese character */
	select_row(&c, 6);
	frame(&c, 6);
	canvas_clear(&c);
	fill_screen(&c);
	edit_draw(&e, &c, 2, 10, 40, true);
	select_row(&c, 7);
	frame(&c, 7); /* 6 to 7: one row down */
	canvas_text(&c, 0, 70, PAINT_TITLE, "14:23");
	frame(&c, 8); /* 7 to 8: the clock */
	canvas_release(&c);
	term_close();
	return 0;
}

static void test_budgets(void **state)
{
	static const struct {
		const char *term;
		enum theme theme;
	} kinds[] = {{"xterm-256color", THEME_DARK}, {"xterm-256color", THEME_LIGHT},
		{"xterm", THEME_DARK}, {"linux", THEME_DARK}, {"tmux-256color", THEME_DARK},
		{"xterm", THEME_MONO}, {"xterm", THEME_CONTRAST}, {"vt100", THEME_DARK}};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		theme = kinds[i].theme;
		on_terminal(kinds[i].term, budget_frames);
		assert_int_equal(exit_status, 0);
		assert_in_range(frame_bytes(0), 1, 4096);
		assert_int_equal(frame_bytes(1), 0);
		assert_in_range(frame_bytes(3), 1, 8);
		assert_in_range(frame_bytes(4), 3, 8);
		assert_in_range(frame_bytes(6), 1, 300);
		assert_in_range(frame_bytes(7), 1, 60);
		if (getenv("SHOW_BYTES"))
			printf("# %s: screen %zu echo %zu %zu row %zu clock %zu\n", kinds[i].term,
				frame_bytes(0), frame_bytes(3), frame_bytes(4), frame_bytes(6),
				frame_bytes(7));
	}
}

/* --- colours -------------------------------------------------------------------------------- */

static void test_colours_follow_the_terminal(void **state)
{
	(void)state;
	theme = THEME_DARK;
	on_terminal("xterm-256color", budget_frames);
	assert_true(wrote("\033[38;5;75m"));
	theme = THEME_LIGHT;
	on_terminal("xterm-256color", budget_frames);
	assert_true(wrote("\033[38;5;26m"));
	theme = THEME_DARK;
	on_terminal("xterm", budget_frames);
	assert_true(wrote("\033[36m"));
	assert_false(wrote("38;5"));
	theme = THEME_MONO;
	on_terminal("xterm-256color", budget_frames);
	assert_false(wrote("\033[36m"));
	assert_false(wrote("\033[46m"));
	assert_false(wrote("38;5"));
	assert_true(wrote("\033[7m"));
	setenv("NO_COLOR", "1", 1);
	theme = THEME_DARK;
	on_terminal("xterm-256color", budget_frames);
	assert_false(wrote("38;5"));
}

static void test_theme_words(void **state)
{
	enum theme t = THEME_DARK;

	(void)state;
	assert_true(theme_parse("mono", &t));
	assert_int_equal(t, THEME_MONO);
	assert_true(theme_parse("contrast", &t));
	assert_int_equal(t, THEME_CONTRAST);
	assert_false(theme_parse("solarized", &t));
	assert_int_equal(t, THEME_CONTRAST);
}

/* --- ways out ------------------------------------------------------------------------------- */

static void paint_secret(void)
{
	struct canvas c = {0};

	if (term_open(THEME_DARK))
		_exit(98);
	canvas_init(&c, 24, 80);
	canvas_text(&c, 3, 3, PAINT_TEXT, "SECRET");
	frame(&c, 0);
	canvas_release(&c);
	/* Nothing else may write on the glass. */
	fputs("STRAY", stderr);
	fputs("STRAY", stdout);
	fflush(stdout);
}

/* What came last, after the secret, must clear and leave the alternate screen, in this order. */
static void check_given_back(void)
{
	char *secret = memmem(buf_text(&out), out.len, "SECRET", 6);
	assert_non_null(secret);
	char *clear = strstr(secret, "\033[H\033[2J");
	assert_non_null(clear);
	assert_non_null(strstr(secret, "\033[?2004l"));
	char *leave = strstr(clear, "\033[?1049l");
	assert_non_null(leave);
	assert_null(strstr(leave, "SECRET"));
	assert_false(wrote("STRAY"));
	assert_int_equal(after.c_lflag, before.c_lflag);
	assert_int_equal(after.c_iflag, before.c_iflag);
	assert_int_equal(after.c_oflag, before.c_oflag);
}

static int leave_normally(void)
{
	paint_secret();
	term_close();
	term_close();
	fputs("back", stdout);
	fflush(stdout);
	return 3;
}

static void test_normal_end(void **state)
{
	(void)state;
	on_terminal("xterm-256color", leave_normally);
	assert_int_equal(WEXITSTATUS(exit_status), 3);
	check_given_back();
	assert_true(wrote("back"));
}

static int leave_by_bug(void)
{
	paint_secret();
	BUG("a test of the way out");
}

static void test_bug_restores_first(void **state)
{
	(void)state;
	on_terminal("xterm-256color", leave_by_bug);
	assert_true(WIFSIGNALED(exit_status));
	check_given_back();
	assert_true(wrote("a test of the way out"));
}

static int leave_by_kill(void)
{
	term_keeper();
	paint_secret();
	raise(SIGKILL);
	return 0;
}

static void test_keeper_clears_after_kill(void **state)
{
	(void)state;
	on_terminal("xterm-256color", leave_by_kill);
	assert_true(WIFEXITED(exit_status));
	assert_int_equal(WEXITSTATUS(exit_status), 128 + SIGKILL);
	check_given_back();
}

static int leave_without_closing(void)
{
	term_keeper();
	paint_secret();
	_exit(5);
}

static void test_keeper_clears_after_exit(void **state)
{
	(void)state;
	on_terminal("xterm-256color", leave_without_closing);
	assert_int_equal(WEXITSTATUS(exit_status), 5);
	check_given_back();
}

/* The signal goes to the keeper, as init and shells would send it; the session gets it. */
static int wait_for_term(void)
{
	sigset_t set;
	int number = 0;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	term_keeper();
	paint_secret();
	kill(getppid(), SIGTERM);
	sigwait(&set, &number);
	term_close();
	return number == SIGTERM ? 7 : 8;
}

static void test_keeper_passes_signals(void **state)
{
	(void)state;
	on_terminal("xterm-256color", wait_for_term);
	assert_int_equal(WEXITSTATUS(exit_status), 7);
	check_given_back();
}

/* A keeper that is killed takes the session along, and the session clears for itself. */
static int orphaned(void)
{
	sigset_t set;
	int number;

	sigemptyset(&set);
	sigaddset(&set, SIGHUP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	term_keeper();
	paint_secret();
	kill(getppid(), SIGKILL);
	sigwait(&set, &number);
	term_close();
	return 0;
}

static void test_session_survives_no_keeper(void **state)
{
	(void)state;
	on_terminal("xterm-256color", orphaned);
	assert_true(WIFSIGNALED(exit_status));
	check_given_back();
}

/* Stopped and continued: the shell's terminal while stopped, the session's afterwards. */
static int stop_and_go_on(void)
{
	struct termios now;
	sigset_t set;
	int number, status;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGTTOU, SIG_IGN); /* as a shell does, to hand the terminal over */
	pid_t keeper = fork();
	if (keeper == 0) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		term_keeper();
		paint_secret();
		raise(SIGSTOP);
		sigwait(&set, &number);
		term_resize();
		tcgetattr(STDIN_FILENO, &now);
		term_close();
		_exit(now.c_lflag & ECHO ? 1 : 0);
	}
	if (waitpid(keeper, &status, WUNTRACED) != keeper || !WIFSTOPPED(status))
		return 2;
	tcsetpgrp(STDIN_FILENO, getpid());
	tcgetattr(STDIN_FILENO, &now);
	if (!(now.c_lflag & ECHO))
		return 3;
	tcsetpgrp(STDIN_FILENO, keeper);
	kill(-keeper, SIGCONT);
	if (waitpid(keeper, &status, 0) != keeper)
		return 4;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 5;
}

static void test_stop_and_go_on(void **state)
{
	(void)state;
	on_terminal("xterm-256color", stop_and_go_on);
	assert_int_equal(WEXITSTATUS(exit_status), 0);
}

/* --- terminals that are not there ------------------------------------------------------------ */

static int open_and_close(void)
{
	enum err e = term_open(THEME_DARK);

	term_close();
	return e == OK ? 0 : e == ERR_UNSUPPORTED ? 1 : 2;
}

static void test_unknown_names(void **state)
{
	static const char *const like_xterm[] = {"putty", "mintty", "no-such-terminal",
		"../../../etc/passwd", "ghostty-256color"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(like_xterm); i++) {
		on_terminal(like_xterm[i], open_and_close);
		assert_int_equal(WEXITSTATUS(exit_status), 0);
		assert_true(wrote("\033[?1049h"));
	}
	on_terminal("dumb", open_and_close);
	assert_int_equal(WEXITSTATUS(exit_status), 1);
	on_terminal("", open_and_close);
	assert_int_equal(WEXITSTATUS(exit_status), 1);
	assert_int_equal(out.len, 0);
}

static int not_a_terminal(void)
{
	if (!freopen("/dev/null", "r", stdin))
		return 9;
	return open_and_close();
}

static void test_no_terminal(void **state)
{
	(void)state;
	on_terminal("xterm", not_a_terminal);
	assert_int_equal(WEXITSTATUS(exit_status), 1);
	assert_int_equal(out.len, 0);
}

/* The row the probe was written on is painted again, and nothing but it. */
static int probe_under_a_screen(void)
{
	struct canvas c = {0};

	if (term_open(THEME_DARK))
		return 1;
	canvas_init(&c, 24, 80);
	fill_screen(&c);
	canvas_text(&c, 1, 0, PAINT_TEXT, "row of the probe");
	term_paint(&c);
	term_probe();
	term_mark(1, 0);
	term_paint(&c);
	term_mark(2, 0);
	canvas_release(&c);
	term_close();
	return 0;
}

static void test_probe_costs_a_row(void **state)
{
	(void)state;
	on_terminal("xterm-256color", probe_under_a_screen);
	assert_int_equal(WEXITSTATUS(exit_status), 0);
	const char *again = strstr(buf_text(&out), "\033]7777;1;0");
	assert_non_null(again);
	assert_non_null(strstr(again, "row of the probe"));
	assert_in_range(frame_bytes(1), 1, 80);
}

static int write_title(void)
{
	if (term_open(THEME_DARK))
		return 1;
	term_title("onetrip A03\033]0;x\a");
	term_probe();
	term_bell();
	term_close();
	return 0;
}

static void test_title_is_clean(void **state)
{
	(void)state;
	on_terminal("xterm", write_title);
	assert_true(wrote("\033]2;onetrip A03\uFFFD]0;x\uFFFD\a"));
	assert_true(wrote("\u00B7\033[6n"));
	on_terminal("linux", write_title);
	assert_false(wrote("\033]2;"));
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_budgets),
		TEST(test_colours_follow_the_terminal),
		TEST(test_theme_words),
		TEST(test_normal_end),
		TEST(test_probe_costs_a_row),
		TEST(test_bug_restores_first),
		TEST(test_keeper_clears_after_kill),
		TEST(test_keeper_clears_after_exit),
		TEST(test_keeper_passes_signals),
		TEST(test_session_survives_no_keeper),
		TEST(test_stop_and_go_on),
		TEST(test_unknown_names),
		TEST(test_no_terminal),
		TEST(test_title_is_clean),
	};

	spawn_scrub_environment();
	if (i18n_start("en"))
		return 1;
	return cmocka_run_group_tests_name("tui_term", tests, NULL, NULL);
}
