/* SPDX-License-Identifier: MIT
 *
 * Takes the terminal and runs a session. The keeper is forked first, so the process that stays
 * behind to clear the glass never held a secret.
 */
#include "tui/commands/run.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/conf.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/demo/post.h"
#include "tui/app.h"
#include "tui/command.h"
#include "tui/linear/linear.h"
#include "tui/practice.h"
#include "tui/term.h"

#define DEMO_NOW "2026-03-16T09:00"

enum { PATIENCE_MS = 1000, PAST_MOST = 5000, CODE_TRIES = 3 };

struct wishes {
	const char *config, *lang, *now, *dir, *forms, *class_name, *listen, *join;
	char code[64];               /* of the class to be joined */
	uint64_t seed;
	size_t cases;                /* of the demo hall's past; 0: as many as it has */
	bool fresh, bare, mono, linear, slow, help;
};

static const struct option live_options[] = {
	{"config", required_argument, NULL, 'c'}, {"lang", required_argument, NULL, 'l'},
	{"mono", no_argument, NULL, 'm'}, {"linear", no_argument, NULL, 'p'}, {"slow", no_argument, NULL, 'w'},
	{"help", no_argument, NULL, 'h'}, {0}};
static const struct option demo_options[] = {
	{"seed", required_argument, NULL, 's'}, {"now", required_argument, NULL, 'n'},
	{"lang", required_argument, NULL, 'l'}, {"dir", required_argument, NULL, 'd'},
	{"forms", required_argument, NULL, 'i'}, {"class", required_argument, NULL, 'k'},
	{"listen", required_argument, NULL, 'L'}, {"join", required_argument, NULL, 'J'},
	{"fresh", no_argument, NULL, 'f'}, {"no-history", no_argument, NULL, 'b'},
	{"history", required_argument, NULL, 'a'},
	{"mono", no_argument, NULL, 'm'}, {"linear", no_argument, NULL, 'p'}, {"slow", no_argument, NULL, 'w'},
	{"help", no_argument, NULL, 'h'}, {0}};

static bool take(struct wishes *w, int option)
{
	int64_t n = 0;

	switch (option) {
	case 'c': w->config = optarg; return true;
	case 'l': w->lang = optarg; return true;
	case 'n': w->now = optarg; return true;
	case 'd': w->dir = optarg; return true;
	case 'i': w->forms = optarg; return true;
	case 'k': w->class_name = optarg; return class_name_good(optarg);
	case 'L': w->listen = optarg; return post_place_good(optarg) && !text_starts(optarg, "0.");
	case 'J': w->join = optarg; return post_place_good(optarg);
	case 'f': w->fresh = true; return true;
	case 'b': w->bare = true; return true;
	case 'm': w->mono = true; return true;
	case 'p': w->linear = true; return true;
	case 'w': w->slow = true; return true;
	case 'h': w->help = true; return true;
	case 'a':
		if (!text_number(optarg, 1, PAST_MOST, &n))
			return false;
		w->cases = (size_t)n;
		return true;
	case 's':
		if (!text_number(optarg, 0, INT32_MAX, &n))
			return false;
		w->seed = (uint64_t)n;
		return true;
	default:
		return false;
	}
}

static bool parse(int argc, char **argv, const struct option *options, struct wishes *w)
{
	int option;

	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!take(w, option))
			return false;
	if (w->lang && strcmp(w->lang, "zh") && strcmp(w->lang, "en"))
		return false;
	if ((w->listen || w->join) && (!w->class_name || (w->listen && w->join)))
		return false;
	return optind == argc;
}

/* What the terminal is, and how it should look unless its own settings say another. */
static void look(struct start *s, const struct wishes *w, const char *theme)
{
	const char *none = getenv("NO_COLOR");

	s->term = getenv("TERM");
	s->slow = w->slow;
	s->theme_fixed = w->mono || (none && *none);
	if (s->theme_fixed)
		s->theme = THEME_MONO;
	else
		(void)theme_parse(theme, &s->theme);
}

static int complain(const char *what, enum err e, const struct buf *messages)
{
	fprintf(stderr, "onetrip: %s: %s%s%s\n%s", what, _(err_text(e)), _(". "), _(err_remedy(e)),
		messages ? buf_text(messages) : "");
	return 1;
}

/* A terminal that cannot place its cursor gets the same program line by line. */
static bool plain(const struct wishes *w)
{
	const char *term = getenv("TERM");

	return w->linear || (term && text_equal(term, "dumb"));
}

/* Told before anything is made or opened. */
static bool no_glass(const struct wishes *w)
{
	if (plain(w) || term_check() == OK)
		return false;
	fputs(_("onetrip: no terminal here. Run it in one, or add --linear to go line by line\n"), stderr);
	return true;
}

static enum err open_app(const struct start *s, struct app **out, int *status)
{
	struct buf messages;

	buf_init(&messages, 16384);
	enum err e = app_new(s, out, &messages);
	if (e) {
		term_close(); /* a demo has it open already, and what is said would be lost */
		*status = complain(s->database, e, &messages);
	}
	buf_release(&messages);
	return e;
}

static int run_session(const struct start *s, const struct wishes *w)
{
	struct linear_ahead typed = {0};
	struct app *a = NULL;
	int status = 0;

	if (open_app(s, &a, &status))
		return status;
	enum err e = plain(w) ? OK : term_open(s->theme);
	if (!e)
		status = plain(w) ? linear_run(a, &typed) : app_run(a);
	app_free(a);
	mem_wipe(&typed, sizeof typed);
	if (e)
		return complain(_("terminal"), e, NULL);
	if (!plain(w))
		term_close();
	return status;
}

int command_run(int argc, char **argv)
{
	struct wishes w = {.config = conf_where()};
	struct conf *conf = NULL;
	struct buf messages;

	if (!parse(argc, argv, live_options, &w)) {
		fputs(_("onetrip: usage: see onetrip --help\n"), stderr);
		return 2;
	}
	if (w.help) {
		command_help();
		return 0;
	}
	buf_init(&messages, 16384);
	enum err e = conf_load(w.config, &conf, &messages);
	if (e) {
		int status = complain(w.config, e, &messages);
		fputs(_("A new machine is set up by 'onetrip setup'; 'onetrip demo' needs no set-up.\n"),
			stderr);
		buf_release(&messages);
		return status;
	}
	buf_release(&messages);
	(void)!i18n_start(w.lang ? w.lang : conf_text(conf, "ui", "lang"));
	struct start s = {
		.kind = STORE_LIVE,
		.database = conf_text(conf, "station", "database"),
		.witness = conf_text(conf, "station", "witness"),
		.terminal_key = conf_text(conf, "station", "terminal_key"),
		.hall = conf_text(conf, "hall", "name"),
		.window = conf_text(conf, "station", "window"),
		.region = conf_text(conf, "hall", "region"),
		.catalog = conf_text(conf, "exchange", "catalog"),
		.forms = conf_text(conf, "items", "forms"),
		.printer = conf_text(conf, "print", "printer"),
		.printers = conf_text(conf, "print", "printers"),
		.templates = conf_text(conf, "print", "templates"),
		.slip_columns = text_equal(conf_text(conf, "print", "slip"), "58") ? SLIP_ROLL : SLIP_NARROW,
		.page_columns = text_equal(conf_text(conf, "print", "page"), "A5") ? SLIP_A5 : SLIP_PAGE,
		.bilingual = text_equal(conf_text(conf, "print", "bilingual"), "yes"),
		.any_hour = text_equal(conf_text(conf, "hall", "after_hours"), "off"),
		.print_dir = conf_text(conf, "print", "directory"),
		.scans = conf_text(conf, "station", "scans"),
		.check_days = (int)conf_int(conf, "objection", "check_days"),
		.forward_days = (int)conf_int(conf, "objection", "forward_days"),
		.answer_days = (int)conf_int(conf, "objection", "answer_days"),
		.lock_seconds = (int)conf_int(conf, "ui", "lock_seconds"),
		.mask_seconds = (int)conf_int(conf, "ui", "mask_seconds"),
		.esc_ms = (int)conf_int(conf, "ui", "esc_ms"),
		.esc_prefix = text_equal(conf_text(conf, "ui", "esc_prefix"), "auto"),
	};
	if (no_glass(&w)) {
		conf_free(conf);
		return 1;
	}
	if (!plain(&w))
		term_keeper();
	look(&s, &w, conf_text(conf, "ui", "theme"));
	int status = run_session(&s, &w);
	conf_free(conf);
	return status;
}

static void demo_help(void)
{
	fputs(_("Usage: onetrip demo [OPTION...]\n"
		"Practise on an embedded exchange: fictional people of the city 339900, nothing real.\n"
		"  --seed N       other people (default 1)\n"
		"  --now TIME     where the clock starts (default 2026-03-16T09:00)\n"
		"  --lang zh|en   language (default zh)\n"
		"  --dir DIR      the demo's folder (default ~/.local/share/onetrip-demo)\n"
		"  --forms DIR    item files to try instead of the program's own\n"
		"  --fresh        forget the cases of earlier runs\n"
		"  --no-history   an empty hall, without its last 30 days\n"
		"  --history N    only N cases of those days\n"
		"  --class NAME   a seat in a class; T00 logs in as its trainer\n"
		"  --listen ADDR:PORT  the trainer's: trainees of other machines join there\n"
		"  --join ADDR:PORT    a class on another machine; asks for its class key\n"
		"  --mono         no colours\n"
		"  --linear       line by line, for screen readers and scripts\n"
		"  --slow         less to paint, for thin lines\n"), stdout);
}

/* Only when it takes longer than a second. */
struct waiting {
	int64_t since_ms;
	bool told;
};

static void tell_progress(void *ctx, size_t done, size_t all)
{
	struct waiting *w = ctx;

	if (clock_mono_ms() - w->since_ms < PATIENCE_MS)
		return;
	w->told = true;
	fputc('\r', stderr);
	fprintf(stderr, _("The hall's last 30 days are written: %zu of %zu cases"), done, all);
	fflush(stderr);
}

/* Byte by byte: what is typed after the line is the program's. */
static void read_code(char out[64])
{
	size_t n = 0;
	char c;

	fputs(_("Class key, from the trainer's screen: "), stderr);
	fflush(stderr);
	while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n')
		if (n + 1 < 64)
			out[n++] = c;
	out[n] = '\0';
}

static const char *class_trouble(const struct wishes *w, enum err e)
{
	switch (e) {
	case ERR_PASSWORD: return _("That is not the key of this class");
	case ERR_DEMO: return _("Whoever answers there is no training exchange of a class");
	case ERR_LIMIT: return _("All seats of the class are taken");
	case ERR_NET: return w->listen ? _("This machine cannot listen there: is it its address, is the port free?") :
		_("Nobody answers there: is the class open, is it the trainer's address and port?");
	default: return NULL;
	}
}

static enum err prepare(const struct wishes *w, struct practice **out)
{
	struct waiting waiting = {.since_ms = clock_mono_ms()};
	struct practice_wish wish = {
		.demo = {.dir = w->dir, .seed = w->seed, .fresh = w->fresh, .history = !w->bare,
			.cases = w->cases,
			.forms = w->forms, .hall = _("Demo City Service Hall"),
			.progress = tell_progress, .ctx = &waiting},
		.now = w->now, .class_name = w->class_name, .listen = w->listen, .join = w->join,
		.code = w->join ? w->code : NULL,
		.esc_ms = getenv("SSH_TTY") ? 150 : 25};
	enum err e = practice_new(&wish, out);

	if (waiting.told)
		fputc('\n', stderr);
	return e;
}

/* Opened again for each lesson, on the same terminal. */
static int practise(const struct wishes *w, struct practice *p)
{
	struct linear_ahead typed = {0};
	int status = 0;
	size_t consumed = 0; /* of the terminal's input, by all of them */

	do {
		struct start s;
		struct app *a = NULL;
		practice_start(p, &s);
		look(&s, w, "dark");
		if (open_app(&s, &a, &status))
			return status;
		a->consumed = consumed;
		practice_enter(p, a);
		status = plain(w) ? linear_run(a, &typed) : app_run(a);
		consumed = a->consumed;
		app_free(a);
	} while (practice_again(p));
	mem_wipe(&typed, sizeof typed);
	return status;
}

/* A class key that does not fit is asked for again. */
static enum err prepare_class(struct wishes *w, struct practice **out)
{
	enum err e = ERR_PASSWORD;

	for (int i = 0; e == ERR_PASSWORD && i < CODE_TRIES; i++) {
		if (w->join)
			read_code(w->code);
		e = prepare(w, out);
		if (e && (w->join || w->listen) && class_trouble(w, e))
			fprintf(stderr, "onetrip: %s\n", class_trouble(w, e));
	}
	explicit_bzero(w->code, sizeof w->code);
	return e;
}

static int run_demo(struct wishes *w)
{
	struct practice *p = NULL;
	struct start s = {0};
	enum err e = prepare_class(w, &p);

	if (e && (w->join || w->listen) && class_trouble(w, e))
		return 1;

	look(&s, w, "dark");
	if (!e && !plain(w))
		e = term_open(s.theme);
	if (e) {
		practice_free(p);
		return complain(_("demo"), e, NULL);
	}
	int status = practise(w, p);
	practice_free(p);
	if (!plain(w))
		term_close();
	return status;
}

int command_demo(int argc, char **argv)
{
	struct wishes w = {.seed = 1, .now = DEMO_NOW};
	int64_t now = 0;

	if (!parse(argc, argv, demo_options, &w) || !clock_parse(w.now, &now)) {
		fputs(_("onetrip: usage: see onetrip demo --help\n"), stderr);
		return 2;
	}
	if (w.help) {
		demo_help();
		return 0;
	}
	if (w.lang) /* else as main has it */
		(void)!i18n_start(w.lang);
	if (no_glass(&w))
		return 1;
	if (!plain(&w))
		term_keeper();
	clock_start_at(now);
	return run_demo(&w);
}
