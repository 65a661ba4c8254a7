/* SPDX-License-Identifier: MIT
 *
 * The loop: terminal, signals, asks and timers in one wait; at most one paint a turn, just
 * before waiting again.
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "tui/app.h"
#include "tui/citizen_line.h"
#include "tui/facing.h"
#include "tui/practice.h"
#include "tui/term.h"

enum { FDS = WAIT_FDS, READ_CHUNK = 4096 };

static int open_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static void take_signals(struct app *a, int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGWINCH) {
			int rows, cols;
			term_resize();
			term_size(&rows, &cols);
			app_resize(a, rows, cols);
		} else if (info.ssi_signo != SIGINT) {
			a->quit = true;
		}
	}
}

static void take_input(struct app *a)
{
	uint8_t bytes[READ_CHUNK];
	ssize_t n = read(term_fd(), bytes, sizeof bytes);

	if (n > 0)
		app_feed(a, bytes, (size_t)n);
	else if (n == 0 || (errno != EINTR && errno != EAGAIN))
		a->quit = true; /* the terminal is gone; the draft is durable */
	explicit_bzero(bytes, sizeof bytes);
}

/* Never a name or number: window and screen only. */
static void name_window(struct app *a)
{
	char title[128];

	if (a->titled == app_top(a) || !app_top(a))
		return;
	a->titled = app_top(a);
	text_format(title, sizeof title, "onetrip %s %s", a->window, _(a->titled->title));
	term_title(title);
}

static void paint(struct app *a)
{
	app_draw(a);
	if (a->other_look) {
		term_look(a->terminal.theme, a->terminal.slow);
		term_mouse(a->terminal.mouse);
	}
	a->other_look = false;
	if (a->redraw)
		term_redraw();
	a->redraw = false;
	name_window(a);
	term_paint(&a->canvas);
	if (a->bell && a->terminal.bell)
		term_bell();
	a->bell = false;
	term_mark(a->consumed, driver_flight(a->driver));
}

/* Bytes that came while the program worked are read late: what it took is taken off the time between
 * keys, or a slow disk would tear a card into keys that command. */
static enum err wait_here(struct app *a, struct wait_fd *fds, size_t n, int64_t *since_ms)
{
	int64_t begun = clock_mono_ms();

	if (*since_ms)
		a->busy_ms += begun - *since_ms;
	enum err e = driver_wait(a->driver, fds, n, app_wait_ms(a));
	*since_ms = clock_mono_ms();
	return e;
}

static void turn(struct app *a, int signals, int64_t *since_ms)
{
	struct wait_fd fds[FDS] = {{.fd = term_fd()}, {.fd = signals}};
	const int others[] = {a->watch_fd, citizen_door(a->facing->line), citizen_peer(a->facing->line)};
	size_t n = 2;

	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (others[i] >= 0)
			fds[n++].fd = others[i];
	n += practice_fds(a, fds + n, FDS - n);
	if (wait_here(a, fds, n, since_ms))
		log_line("loop", "wait failed");
	if (fds[1].ready)
		take_signals(a, signals);
	if (fds[0].ready)
		take_input(a);
	app_tick(a);
	if (a->dirty)
		paint(a);
}

int app_run(struct app *a)
{
	int rows, cols, signals = open_signals();
	int64_t since_ms = 0;

	term_size(&rows, &cols);
	app_resize(a, rows, cols);
	app_tick(a);
	paint(a);
	a->decoder.probing = true;
	term_probe(); /* how wide this terminal draws ambiguous characters; the answer is a key */
	paint(a);
	while (!a->quit)
		turn(a, signals, &since_ms);
	close(signals);
	return 0;
}
