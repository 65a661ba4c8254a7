/* SPDX-License-Identifier: MIT
 *
 * play [--only canvas|pty|linear|matrix|figures|pictures] [FILE.keys...]: plays every script on the canvas, the
 * tagged ones on real terminals and in plain mode too, and the matrix. Each play is a process of its own,
 * six at a time: most of it is waiting;
 * one that crashes or hangs is one failure. Ends with "N passed, N failed".
 */
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tests/screen/harness/figures.h"
#include "tests/screen/harness/matrix.h"
#include "tests/screen/harness/picture.h"
#include "tests/screen/harness/play.h"
#include "tui/command.h"

enum { AT_ONCE = 6, PLAY_SECONDS = 240, SEVERAL_SECONDS = 360 /* of several programs */, REPORT_BYTES = 1 << 20, FILES = 400 };

static const struct variant as_written = {.name = "canvas", .term = ""};
static const struct variant in_lines = {.name = "linear", .term = "xterm-256color"};

/* The same script on these terminals must end on the same text (ux.md 10.11). */
static const struct variant terminals[] = {
	{.name = "xterm-256color", .term = "xterm-256color"},
	{.name = "xterm", .term = "xterm"},
	{.name = "linux", .term = "linux"},
	{.name = "mono", .term = "xterm-256color", .mono = true},
};

/* Of the scripts tagged "variants" (ux.md 8): each must hold as it is written. */
static const struct variant input_method = {.name = "input method on", .term = "", .ime = true};
static const struct variant odd_terminals[] = {
	{.name = "linux", .term = "linux"},
	{.name = "NO_COLOR", .term = "xterm-256color", .no_color = true},
};
/* PuTTY calls itself xterm and sends other keys. */
static const struct variant odd_keys[] = {
	{.name = "PuTTY", .term = "xterm", .keyboard = "putty"},
	{.name = "input method on xterm", .term = "xterm", .ime = true},
};
static const struct variant far_away[] = {
	{.name = "200 ms away", .term = "xterm-256color", .round_trip_ms = 200},
};

struct job {
	pid_t pid;
	FILE *report;
	int64_t began_ms;
	char name[128];
};

static struct job jobs[AT_ONCE];
static int passed, failed;

/* --- what a job does ---------------------------------------------------------------------------
 */

struct work {
	const struct script *script; /* NULL: the matrix */
	enum where { ON_CANVAS, ON_TERMINALS, IN_LINES, WITH_IME, ON_ODD, WITH_ODD_KEYS, FAR_AWAY } where;
	size_t matrix;
};

/* Minutes and seconds that a person took are real time: each terminal has its own. */
static void blank_times(struct buf *b)
{
	for (size_t i = 1; i + 2 < b->len; i++) {
		char *at = b->data + i;
		if (*at == ':' && isdigit((unsigned char)at[-1]) && isdigit((unsigned char)at[1]) &&
			isdigit((unsigned char)at[2]))
			at[-1] = at[1] = at[2] = '#';
	}
}

static bool on_terminals(const struct script *s, struct buf *report)
{
	struct buf first, last;
	bool good = true;

	buf_init(&first, REPORT_BYTES);
	buf_init(&last, REPORT_BYTES);
	for (size_t i = 0; i < (s->once ? 1 : COUNT_OF(terminals)) && good; i++) {
		buf_clear(&last);
		good = play(s, &stage_pty, &terminals[i], report, i == 0 ? &first : &last);
		blank_times(i == 0 ? &first : &last);
		if (good && i > 0 && !text_equal(buf_text(&first), buf_text(&last))) {
			buf_addf(report, "%s ends on another text than %s:\n%s\n%s\n",
				terminals[i].name, terminals[0].name, buf_text(&last),
				buf_text(&first));
			good = false;
		}
	}
	buf_release(&first);
	buf_release(&last);
	return good;
}

static bool on_each(const struct script *s, const struct variant *v, size_t n, struct buf *report)
{
	bool good = true;

	for (size_t i = 0; i < n && good; i++)
		good = play(s, &stage_pty, &v[i], report, NULL);
	return good;
}

static bool do_work(const struct work *w, struct buf *report)
{
	if (!w->script)
		return matrix_run(w->matrix, report);
	switch (w->where) {
	case ON_TERMINALS: return on_terminals(w->script, report);
	case WITH_IME: return play(w->script, &stage_canvas, &input_method, report, NULL);
	case ON_ODD: return on_each(w->script, odd_terminals, COUNT_OF(odd_terminals), report);
	case WITH_ODD_KEYS: return on_each(w->script, odd_keys, COUNT_OF(odd_keys), report);
	case FAR_AWAY: return on_each(w->script, far_away, COUNT_OF(far_away), report);
	case IN_LINES: return play(w->script, &stage_linear, &in_lines, report, NULL);
	default: return play(w->script, &stage_canvas, &as_written, report, NULL);
	}
}

/* --- jobs --------------------------------------------------------------------------------------
 */

static int64_t real_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static double seconds(const struct timeval *t)
{
	return (double)t->tv_sec + (double)t->tv_usec / 1e6;
}

static void finish(struct job *j, int status, const struct rusage *used)
{
	char line[4096];
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	passed += good;
	failed += !good;
	printf("%s - %s, %.1f s, %.1f s computed\n", good ? "ok" : "not ok", j->name,
		(double)(real_ms() - j->began_ms) / 1e3, seconds(&used->ru_utime) + seconds(&used->ru_stime));
	if (WIFSIGNALED(status))
		printf("    ended by signal %d\n", WTERMSIG(status));
	rewind(j->report);
	while (fgets(line, sizeof line, j->report)) {
		figures_take(line);
		printf("    %s", line);
	}
	fclose(j->report);
	fflush(stdout);
	*j = (struct job){0};
}

static void wait_one(void)
{
	struct rusage used;
	int status;
	pid_t pid = wait4(-1, &status, 0, &used);

	for (int i = 0; i < AT_ONCE; i++) {
		if (pid > 0 && jobs[i].pid == pid)
			finish(&jobs[i], status, &used);
	}
}

static struct job *free_job(void)
{
	for (;;) {
		for (int i = 0; i < AT_ONCE; i++) {
			if (!jobs[i].pid)
				return &jobs[i];
		}
		wait_one();
	}
}

static void begin(const struct work *w, const char *name)
{
	struct job *j = free_job();

	text_copy(j->name, sizeof j->name, name);
	j->began_ms = real_ms();
	j->report = tmpfile();
	fflush(NULL);
	j->pid = j->report ? fork() : -1;
	if (j->pid < 0) {
		perror("play");
		exit(1);
	}
	if (j->pid > 0)
		return;
	struct buf report;
	buf_init(&report, REPORT_BYTES);
	alarm(w->script && script_has(w->script, VERB_WITH) ? SEVERAL_SECONDS : PLAY_SECONDS);
	bool good = do_work(w, &report);
	fwrite(buf_text(&report), 1, report.len, j->report);
	fflush(j->report);
	_exit(good ? 0 : 1);
}

static void all_done(void)
{
	bool busy = true;

	while (busy) {
		busy = false;
		for (int i = 0; i < AT_ONCE; i++)
			busy = busy || jobs[i].pid;
		if (busy)
			wait_one();
	}
}

/* --- what there is to do ------------------------------------------------------------------------
 */

static struct script scripts[FILES];

static size_t load(int n, char **files)
{
	size_t loaded = 0;

	for (int i = 0; i < n && loaded < FILES; i++) {
		struct buf messages;
		buf_init(&messages, REPORT_BYTES);
		if (script_load(files[i], &scripts[loaded], &messages)) {
			printf("not ok - %s\n%s", files[i], buf_text(&messages));
			failed++;
		} else {
			loaded++;
		}
		buf_release(&messages);
	}
	return loaded;
}

static void begin_script(const struct script *s, enum where where)
{
	static const char *const words[] = {"canvas", "pty", "linear", "ime on", "linux, NO_COLOR",
		"PuTTY, ime on xterm", "200 ms away"};
	char name[128];

	text_format(name, sizeof name, "%s (%s)", s->name, words[where]);
	begin(&(struct work){.script = s, .where = where}, name);
}

static bool wanted(const char *only, const char *what)
{
	return !only || strcmp(only, what) == 0;
}

static void check_pictures(void)
{
	const char *generate = getenv("GENERATE");
	struct buf report;

	buf_init(&report, REPORT_BYTES);
	bool good = pictures_current(generate && strcmp(generate, "1") == 0, &report);
	passed += good;
	failed += !good;
	printf("%s - pictures\n%s", good ? "ok" : "not ok", buf_text(&report));
	buf_release(&report);
}

/* The demo starts its exchange from its own program file; that is this one here. */
static const struct command *as_program(const char *name)
{
	for (size_t i = 0; i < n_commands; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const struct command *c = argc > 1 ? as_program(argv[1]) : NULL;
	const char *only = NULL;
	char name[64];

	if (i18n_start("zh"))
		return 1;
	if (c)
		return c->run(argc - 1, argv + 1);
	if (argc > 2 && strcmp(argv[1], "--only") == 0) {
		only = argv[2];
		argc -= 2;
		argv += 2;
	}
	size_t n = load(argc - 1, argv + 1);
	/* the longest first: on real terminals time is real */
	for (size_t i = 0; i < n && wanted(only, "pty"); i++) {
		if (scripts[i].pty)
			begin_script(&scripts[i], ON_TERMINALS);
	}
	for (size_t i = 0; i < n; i++) {
		if (scripts[i].variants && wanted(only, "canvas"))
			begin_script(&scripts[i], WITH_IME);
		if (scripts[i].variants && wanted(only, "pty"))
			begin_script(&scripts[i], ON_ODD);
		if (scripts[i].variants && wanted(only, "pty"))
			begin_script(&scripts[i], WITH_ODD_KEYS);
		if (scripts[i].far && wanted(only, "pty"))
			begin_script(&scripts[i], FAR_AWAY);
	}
	for (size_t i = 0; i < n && wanted(only, "linear"); i++) {
		if (scripts[i].linear)
			begin_script(&scripts[i], IN_LINES);
	}
	for (size_t i = 0; i < n; i++) {
		if (wanted(only, "canvas") || (script_has(&scripts[i], VERB_FIGURES) && wanted(only, "figures")))
			begin_script(&scripts[i], ON_CANVAS);
	}
	for (size_t i = 0; i < matrix_cases() && wanted(only, "matrix"); i++)
		begin(&(struct work){.matrix = i}, matrix_name(i, name));
	all_done();
	if (wanted(only, "pictures"))
		check_pictures();
	for (size_t i = 0; i < n; i++)
		script_release(&scripts[i]);
	if (!figures_end()) {
		printf("not ok - figures are above their ceilings\n");
		failed++;
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}
