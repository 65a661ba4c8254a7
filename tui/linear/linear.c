/* SPDX-License-Identifier: MIT
 *
 * One line in, what it changed out. Between the two the program runs as always: nothing is read
 * before its effect has settled, so lines that were written ahead cannot overtake a department.
 */
#include "tui/linear/linear.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "tui/citizen_line.h"
#include "tui/facing.h"
#include "tui/linear/told.h"

enum {
	SETTLE_MS = 15000,           /* a password is hashed, a list read, a digit decided */
	ASKS_MS = 1500,              /* how long a person waits for departments before the prompt */
	ASKS_SCRIPT_MS = 25000,      /* longer than any ask lives */
	STEP_MS = 50,
	CARD_CHARACTERS = 15,
	ANSWER_BYTES = 1 << 16,
	FOOTER_KEYS = 10
};

struct linear {
	struct app *app;
	struct told told;
	const struct screen *screen; /* told last */
	int depth;
	struct linear_ahead *ahead;
	bool ended, terminal;
	int signals;
	struct termios echo;         /* how the terminal was */
};

/* --- saying ------------------------------------------------------------------------------------ */

static void put(const struct buf *b)
{
	const char *at = buf_text(b);
	size_t left = b->len;

	while (left > 0) {
		ssize_t n = write(STDOUT_FILENO, at, left);
		if (n < 0 && errno != EINTR)
			return; /* nobody listens; the input will end, too */
		if (n > 0) {
			at += n;
			left -= (size_t)n;
		}
	}
}

static void say_sentence(const char *sentence)
{
	struct buf out;

	buf_init(&out, LINEAR_BYTES);
	buf_addf(&out, "! %s\n> ", sentence);
	put(&out);
	buf_release(&out);
}

/* A password is not shown while it is typed. */
static void hide_secret(const struct linear *l)
{
	struct termios t = l->echo;

	if (!l->terminal)
		return;
	if (l->app->canvas.secret)
		t.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(STDIN_FILENO, TCSANOW, &t);
}

static void tell(struct linear *l, bool whole)
{
	struct app *a = l->app;
	struct buf out;
	bool other = l->screen != app_top(a) || l->depth != a->depth;

	app_draw(a);
	l->screen = app_top(a);
	l->depth = a->depth;
	buf_init(&out, ANSWER_BYTES);
	told_tell(&l->told, &a->canvas, whole || other, &out);
	buf_adds(&out, "> ");
	put(&out);
	mem_wipe(out.data, out.len);
	buf_release(&out);
	a->bell = false;
	hide_secret(l);
}

static void tell_keys(const struct linear *l)
{
	static const struct {
		const char *word, *label;
	} words[] = {
#define X(word, key, label) {word, label},
		LINEAR_WORDS(X)
#undef X
	};
	in_bits where = app_top(l->app)->bit;
	struct buf out;

	buf_init(&out, LINEAR_BYTES);
	buf_adds(&out, _("Enter: open or go on; a digit chooses; r: the whole screen; text\\: without Enter\n"));
	for (size_t i = 0; i < COUNT_OF(words); i++)
		buf_addf(&out, "%s %s   ", words[i].word, _(words[i].label));
	buf_addc(&out, '\n');
	for (int n = 1; n <= FOOTER_KEYS; n++) {
		enum action act = action_of_f(n, where);
		if (app_offers(l->app, act))
			buf_addf(&out, "F%d %s   ", n, _(action_label(act, where)));
	}
	buf_adds(&out, "\n> ");
	put(&out);
	buf_release(&out);
}

/* --- running ----------------------------------------------------------------------------------- */

static void take_signals(struct linear *l)
{
	struct signalfd_siginfo info;

	while (read(l->signals, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGINT)
			app_act(l->app, ACT_CANCEL);
		else
			l->app->quit = true;
	}
}

static void take_bytes(struct linear *l)
{
	char bytes[512];
	struct linear_ahead *in = l->ahead;
	size_t room = sizeof in->line - in->len, want = room < sizeof bytes ? room : sizeof bytes;
	ssize_t n = read(STDIN_FILENO, bytes, want);

	if (n > 0) {
		memcpy(in->line + in->len, bytes, (size_t)n);
		in->len += (size_t)n;
	} else if (n == 0 || (errno != EINTR && errno != EAGAIN)) {
		l->ended = true;
	}
	mem_wipe(bytes, sizeof bytes);
}

/* One turn of the program; input is read only when it is wanted. */
static void turn(struct linear *l, int wait_ms, bool input)
{
	struct app *a = l->app;
	struct wait_fd fds[5] = {{.fd = l->signals}};
	const int others[] = {a->watch_fd, citizen_door(a->facing->line), citizen_peer(a->facing->line)};
	size_t n = 1;
	int due = app_wait_ms(a);

	if (input)
		fds[n++].fd = STDIN_FILENO;
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (others[i] >= 0)
			fds[n++].fd = others[i];
	if (driver_wait(a->driver, fds, n, wait_ms >= 0 && (due < 0 || wait_ms < due) ? wait_ms : due))
		log_line("linear", "wait failed");
	if (fds[0].ready)
		take_signals(l);
	if (input && fds[1].ready)
		take_bytes(l);
	app_tick(a);
}

/* Something that is over in a moment whatever the departments do. */
static bool unsettled(const struct app *a)
{
	return a->watch_fd >= 0 || a->n_held || a->soon || !a->listed || a->again.waits ||
	       desk_unsaved(a->desk) ||
	       intake_wait_ms(&a->intake, clock_mono_ms()) >= 0;
}

/* asks_ms: how long open asks are waited for. */
static void settle(struct linear *l, int asks_ms)
{
	struct app *a = l->app;
	int64_t began = clock_mono_ms(), passed = 0;

	do {
		turn(l, STEP_MS, false);
		passed = clock_mono_ms() - began;
	} while (!a->quit && ((unsettled(a) && passed < SETTLE_MS) ||
				 (driver_flight(a->driver) && passed < asks_ms)));
}

static int patience(const struct linear *l)
{
	return l->terminal ? ASKS_MS : ASKS_SCRIPT_MS;
}

/* --- what a line does --------------------------------------------------------------------------- */

static bool next_line(struct linear *l, char out[LINEAR_BYTES])
{
	struct linear_ahead *in = l->ahead;
	char *end = memchr(in->line, '\n', in->len);

	if (!end && in->len == sizeof in->line) {
		in->too_long = true; /* all of it, up to its newline */
		in->len = 0;
	}
	if (!end)
		return false;
	size_t n = (size_t)(end - in->line);
	bool whole = !in->too_long;
	memcpy(out, in->line, n);
	out[n > 0 && out[n - 1] == '\r' ? n - 1 : n] = '\0';
	in->len -= n + 1;
	memmove(in->line, end + 1, in->len);
	mem_wipe(in->line + in->len, sizeof in->line - in->len);
	in->too_long = false;
	if (whole)
		return true;
	say_sentence(_("The line is too long and was not entered"));
	return next_line(l, out);
}

/* What a hurried hand is protected from does not happen after a whole line. */
static void press(struct app *a, const struct key *k)
{
	a->modal_until_ms = 0;
	a->f_key_ms = 0;
	app_press(a, k);
	a->rest_ms = 0;
}

static void type(struct linear *l, const struct line_said *said)
{
	struct app *a = l->app;
	const char *at = said->text;
	size_t left = said->len;
	const struct screen *s = app_top(a);
	int depth = a->depth;
	bool chooses = s->digits && s->digits(a, a->stack[a->depth - 1].state);
	bool card = chooses && left >= CARD_CHARACTERS; /* a whole number where a digit commands */
	bool enter = said->enter && !card && !(chooses && left == 1);

	intake_init(&a->intake);
	while (left > 0) {
		struct key k = {.kind = KEY_CHAR, .cp = text_next(&at, &left)};
		press(a, &k);
		if (!card)
			intake_init(&a->intake); /* typed, however fast: never a card */
	}
	settle(l, 0);
	if (enter && app_top(a) == s && a->depth == depth)
		app_press(a, &(struct key){.kind = KEY_ENTER});
}

static void obey(struct linear *l, const char *typed)
{
	struct line_said said;

	if (!l->terminal && write(STDOUT_FILENO, "\n", 1) < 0) /* a terminal has echoed one */
		return;
	line_understand(typed, &said);
	if (said.kind == SAID_KEYS) {
		tell_keys(l);
		return;
	}
	if (said.kind == SAID_KEY)
		press(l->app, &said.key);
	else if (said.kind == SAID_TEXT)
		type(l, &said);
	settle(l, patience(l));
	if (!l->app->quit)
		tell(l, said.kind == SAID_WHOLE);
}

/* A lock, say, is told when it happens: the next line is for what stands there then. */
static void tell_another_screen(struct linear *l)
{
	if (app_top(l->app) != l->screen)
		tell(l, true);
}

static void open_signals(struct linear *l)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	l->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int linear_run(struct app *a, struct linear_ahead *ahead)
{
	struct linear *l = mem_new(sizeof *l);
	char typed[LINEAR_BYTES];

	l->app = a;
	l->ahead = ahead;
	l->terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &l->echo) == 0;
	open_signals(l);
	app_resize(a, TOLD_ROWS, TOLD_COLS);
	settle(l, patience(l));
	tell(l, true);
	while (!a->quit) {
		if (next_line(l, typed)) {
			obey(l, typed);
		} else if (l->ended) {
			break;
		} else {
			turn(l, -1, true);
			tell_another_screen(l);
		}
	}
	if (l->terminal)
		tcsetattr(STDIN_FILENO, TCSANOW, &l->echo);
	close(l->signals);
	mem_wipe(typed, sizeof typed);
	mem_wipe(l, sizeof *l);
	mem_free(l);
	return 0;
}
