/* SPDX-License-Identifier: MIT
 *
 * Draws the page the counter sends, sends back what is pressed. Without a counter it waits and
 * looks again every second.
 */
#include "tui/commands/citizen.h"

#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/conf.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/action.h"
#include "tui/citizen_line.h"
#include "tui/decode.h"
#include "tui/facing_draw.h"
#include "tui/start.h"
#include "tui/term.h"

enum { AGAIN_MS = 1000, ESC_MS = 25 };

struct wish {
	const char *config, *demo, *window, *lang;
	bool mono, help;
};

struct terminal {
	char database[PATH_SIZE + 32], window[8];
	int line;                    /* -1: no counter */
	struct facing page;
	struct facing_hand hand;
	struct canvas canvas;
	struct decoder decoder;
	bool quit;
};

static volatile sig_atomic_t ended, resized;

static void on_signal(int number)
{
	if (number == SIGWINCH)
		resized = 1;
	else
		ended = 1;
}

/* ---- the counter ---- */

static void blank(struct terminal *t)
{
	facing_release(&t->page);
	t->hand = (struct facing_hand){0};
}

static void look_for_counter(struct terminal *t)
{
	if (t->line < 0)
		t->line = citizen_call(t->database, t->window);
}

static void take_page(struct terminal *t)
{
	struct facing page = {0};
	enum err e = citizen_page(t->line, &page);

	if (e == ERR_BUSY)
		return;
	bool same = !e && page.number == t->page.number && page.stage == t->page.stage;
	struct facing_hand hand = t->hand;
	blank(t);
	if (!e) {
		t->page = page;
		if (same)
			t->hand = hand; /* a code that led nowhere stays to be seen */
		return;
	}
	facing_release(&page);
	close(t->line);
	t->line = -1;
}

/* ---- the citizen ---- */

static void press(struct terminal *t, const struct key *k)
{
	struct facing_reply reply;
	uint32_t c = k->kind == KEY_CHAR ? text_fold(k->cp) : 0;
	int digit = k->kind == KEY_ENTER ? -1 : c >= '0' && c <= '9' ? (int)(c - '0') : -2;
	enum action a = action_of_key(k, IN_CUSTOMER);

	t->quit |= k->kind == KEY_CTRL && k->cp == 'Q'; /* for the staff */
	if (facing_type(&t->page, &t->hand, a == ACT_RUBOUT ? 8 : c, &reply)) {
		if (t->line >= 0 && citizen_reply(t->line, &reply)) {
			close(t->line);
			t->line = -1;
		}
	} else if (digit == -2) {
		(void)!facing_scroll(&t->hand, a);
	} else if (facing_press(&t->page, &t->hand, digit, &reply) && t->line >= 0 &&
		citizen_reply(t->line, &reply)) {
		close(t->line);
		t->line = -1;
	}
}

static void take_keys(struct terminal *t)
{
	uint8_t bytes[256];
	ssize_t n = read(term_fd(), bytes, sizeof bytes);
	struct key k;

	t->quit |= n == 0;
	for (ssize_t i = 0; i < n; i++)
		if (decoder_byte(&t->decoder, bytes[i], clock_mono_ms(), &k))
			press(t, &k);
}

/* ---- loop ---- */

static void paint(struct terminal *t)
{
	canvas_clear(&t->canvas);
	facing_draw(&t->page, &t->hand, &t->canvas);
	term_paint(&t->canvas);
	term_mark(0, 0);
}

static void fit(struct terminal *t)
{
	int rows, cols;

	resized = 0;
	term_resize();
	term_size(&rows, &cols);
	canvas_release(&t->canvas);
	canvas_init(&t->canvas, rows, cols);
}

static void turn(struct terminal *t)
{
	struct pollfd fds[2] = {{.fd = term_fd(), .events = POLLIN}, {.fd = t->line, .events = POLLIN}};
	int wait = decoder_wait_ms(&t->decoder, clock_mono_ms());
	struct key k;

	if (t->line < 0 && (wait < 0 || wait > AGAIN_MS))
		wait = AGAIN_MS;
	if (poll(fds, t->line < 0 ? 1 : 2, wait) > 0) {
		if (fds[0].revents)
			take_keys(t);
		if (t->line >= 0 && fds[1].revents)
			take_page(t);
	}
	if (decoder_timeout(&t->decoder, clock_mono_ms(), &k))
		press(t, &k);
	if (t->line < 0)
		blank(t);
	look_for_counter(t);
	if (!*t->page.hall)
		text_copy(t->page.window, sizeof t->page.window, t->window);
	if (resized)
		fit(t);
	paint(t);
}

static int run(struct terminal *t, enum theme theme)
{
	struct sigaction act = {.sa_handler = on_signal};

	if (term_open(theme)) {
		fprintf(stderr, "onetrip citizen: %s\n", _("no terminal"));
		return 1;
	}
	sigaction(SIGTERM, &act, NULL);
	sigaction(SIGHUP, &act, NULL);
	sigaction(SIGWINCH, &act, NULL);
	signal(SIGINT, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	decoder_init(&t->decoder, ESC_MS, true);
	canvas_init(&t->canvas, 24, 80);
	fit(t);
	term_title(t->window);
	while (!t->quit && !ended)
		turn(t);
	blank(t);
	if (t->line >= 0)
		close(t->line);
	canvas_release(&t->canvas);
	term_close();
	return 0;
}

/* ---- which window ---- */

static bool parse(int argc, char **argv, struct wish *w)
{
	static const struct option options[] = {{"config", required_argument, NULL, 'c'},
		{"demo", required_argument, NULL, 'd'}, {"window", required_argument, NULL, 'w'},
		{"lang", required_argument, NULL, 'l'}, {"mono", no_argument, NULL, 'm'},
		{"help", no_argument, NULL, 'h'}, {0}};
	int option;

	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		switch (option) {
		case 'c': w->config = optarg; break;
		case 'd': w->demo = optarg; break;
		case 'w': w->window = optarg; break;
		case 'l': w->lang = optarg; break;
		case 'm': w->mono = true; break;
		case 'h': w->help = true; break;
		default: return false;
		}
	return optind == argc && !(w->demo && w->config);
}

static bool from_demo(const struct wish *w, struct terminal *t)
{
	struct demo_place p;

	return demo_where(*w->demo ? w->demo : NULL, &p) &&
		text_copy(t->database, sizeof t->database, p.database) &&
		text_copy(t->window, sizeof t->window, w->window ? w->window : "A03");
}

static bool from_settings(const struct wish *w, struct terminal *t)
{
	struct conf *conf = NULL;
	struct buf messages;

	buf_init(&messages, 16384);
	enum err e = conf_load(w->config ? w->config : conf_where(), &conf, &messages);
	if (e)
		fprintf(stderr, "onetrip citizen: %s\n%s", _(err_text(e)), buf_text(&messages));
	buf_release(&messages);
	if (e)
		return false;
	bool good = text_copy(t->database, sizeof t->database, conf_text(conf, "station", "database")) &&
		text_copy(t->window, sizeof t->window,
			w->window ? w->window : conf_text(conf, "station", "window"));
	conf_free(conf);
	return good;
}

int command_citizen(int argc, char **argv)
{
	const char *none = getenv("NO_COLOR");
	struct wish w = {0};
	struct terminal t = {.line = -1};

	if (!parse(argc, argv, &w) || (w.lang && i18n_start(w.lang))) {
		fputs(_("onetrip: usage: see onetrip citizen --help\n"), stderr);
		return 2;
	}
	if (w.help) {
		fputs(_("Usage: onetrip citizen [--config FILE] [--demo DIR] [--window W] [--lang zh|en] [--mono]\n"
			"The second terminal of a window: shows the citizen the own case, takes the rating.\n"
			"It opens no database; --demo \"\" is the usual folder of the demo. Ctrl+Q ends it.\n"),
			stdout);
		return 0;
	}
	term_keeper();
	if (!(w.demo ? from_demo(&w, &t) : from_settings(&w, &t)))
		return 1;
	return run(&t, w.mono || (none && *none) ? THEME_MONO : THEME_DARK);
}
