/* SPDX-License-Identifier: MIT
 *
 * Sizes by languages by colours, and the ways out: quit, kill, hang-up, a storm of sizes.
 */
#include "tests/screen/harness/matrix.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "core/base/file.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "tests/screen/harness/pty.h"
#include "tests/screen/harness/stage.h"

enum { START_MS = 30000, LOGIN_MS = 30000, FRAME_MS = 15000, END_MS = 15000, SCREEN_BYTES = 1 << 18 };

#define CLERK "1024"
#define PASSWORD "wang-2026"

static const struct {
	int cols, rows;
} sizes[] = {{80, 24}, {120, 40}, {60, 20}};

static const struct {
	const char *word, *log_in, *home, *small;
} langs[] = {
	{"zh", "登录", "工作台", "80x24"},
	{"en", "Log in", "Workbench", "80x24"},
};

static const struct {
	const char *name, *term;
	bool mono, no_color;
} glasses[] = {
	{"256", "xterm-256color", false, false},
	{"8", "xterm", false, false},
	{"linux", "linux", false, false},
	{"mono", "xterm-256color", true, false},
	{"nocolor", "xterm-256color", false, true},
	{"vt100", "vt100", false, false},
};

struct tried {
	struct pty *pty;
	struct buf *report;
	char dir[PATH_SIZE];
};

typedef bool (*way)(struct tried *t, const char *home);

/* --- checks ----------------------------------------------------------------------------------- */

static bool fail(struct tried *t, const char *format, ...) PRINTF_LIKE(2, 3);
static bool fail(struct tried *t, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buf_addf(t->report, "%s\n", text);
	pty_text(t->pty, t->report);
	return false;
}

static bool has(struct tried *t, const char *text)
{
	struct buf b;

	buf_init(&b, SCREEN_BYTES);
	pty_text(t->pty, &b);
	bool found = strstr(buf_text(&b), text) != NULL;
	buf_release(&b);
	return found;
}

static bool shows(struct tried *t, const char *text, int ms)
{
	return pty_wait(t->pty, text, ms) || fail(t, "not shown: %s", text);
}

/* No replacement character, and the cursor on the screen: nothing was cut or lost. */
static bool sane(struct tried *t)
{
	int row, col;

	pty_cursor(t->pty, &row, &col);
	if (row < 0 || row >= pty_rows(t->pty) || col < 0 || col >= pty_cols(t->pty))
		return fail(t, "the cursor is at %d,%d", row, col);
	return !has(t, "\uFFFD") || fail(t, "a character was lost");
}

/* After the end: the shell's screen and modes, and nothing of ours on the glass. */
static bool given_back(struct tried *t, const char *home)
{
	int status = 0;

	for (int waited = 0; !pty_ended(t->pty, &status) && waited < END_MS; waited += 20)
		pty_read(t->pty, 20);
	pty_read(t->pty, 20);
	if (!pty_ended(t->pty, &status))
		return fail(t, "still running");
	if (pty_alternate(t->pty))
		return fail(t, "the alternate screen is still on");
	if (!pty_cooked(t->pty))
		return fail(t, "the terminal's modes were not given back");
	return !has(t, home) || fail(t, "the program's screen is still shown");
}

static bool log_in(struct tried *t, size_t lang)
{
	if (!shows(t, langs[lang].log_in, START_MS) || !sane(t))
		return false;
	pty_send(t->pty, CLERK "\t" PASSWORD "\r", strlen(CLERK "\t" PASSWORD "\r"));
	return shows(t, langs[lang].home, LOGIN_MS) && sane(t);
}

/* --- ways out --------------------------------------------------------------------------------- */

static bool quit(struct tried *t, const char *home)
{
	int status;

	pty_send(t->pty, "\021", 1); /* Ctrl+Q */
	if (!given_back(t, home) || !pty_ended(t->pty, &status))
		return false;
	return (WIFEXITED(status) && WEXITSTATUS(status) == 0) || fail(t, "ended with %d", status);
}

static bool killed(struct tried *t, const char *home)
{
	pty_kill(t->pty, SIGKILL);
	return given_back(t, home);
}

static bool terminated(struct tried *t, const char *home)
{
	pty_kill(t->pty, SIGTERM);
	return given_back(t, home);
}

/* Sizes from too small to very large, faster than anybody drags a window. */
static bool storm(struct tried *t, const char *home)
{
	struct stream s = {9};

	for (int i = 0; i < 60; i++)
		pty_resize(t->pty, 15 + (int)stream_below(&s, 46), 60 + (int)stream_below(&s, 141));
	pty_resize(t->pty, 24, 80);
	pty_frame(t->pty, FRAME_MS);
	return shows(t, home, FRAME_MS) && sane(t) && quit(t, home);
}

/* Everything a terminal may send that is not a key; then a key still works. */
static bool noise(struct tried *t, const char *home)
{
	static const char junk[] = "\033[15;;;~\033[?62c\033]10;rgb:ff/ff/ff\033\\\033P>|x\033\\"
				   "\xff\xfe\033[<35;1;1M\033[99;99R\033[200~\r\n\033[201~";

	pty_send(t->pty, junk, sizeof junk - 1);
	pty_send(t->pty, "\014", 1); /* Ctrl+L */
	if (!pty_sync(t->pty, FRAME_MS))
		return fail(t, "no answer to a key after noise");
	return shows(t, home, FRAME_MS) && sane(t) && quit(t, home);
}

static const struct {
	const char *name;
	way leave;
} ways[] = {
	{"quit", quit}, {"kill", killed}, {"term", terminated}, {"storm", storm}, {"noise", noise}};

/* --- cases ------------------------------------------------------------------------------------ */

enum {
	LOOKS = COUNT_OF(sizes) * COUNT_OF(langs) * COUNT_OF(glasses),
	CASES = LOOKS + COUNT_OF(ways)
};

struct picked {
	size_t size, lang, glass, way;
};

/* First every look, left by quitting; then every way out in the first look. */
static struct picked pick(size_t i)
{
	if (i >= LOOKS)
		return (struct picked){.way = i - LOOKS};
	return (struct picked){.size = i % COUNT_OF(sizes),
		.lang = i / COUNT_OF(sizes) % COUNT_OF(langs),
		.glass = i / COUNT_OF(sizes) / COUNT_OF(langs)};
}

size_t matrix_cases(void)
{
	return CASES;
}

const char *matrix_name(size_t i, char out[64])
{
	struct picked c = pick(i);

	text_format(out, 64, "%dx%d %s %s %s", sizes[c.size].cols, sizes[c.size].rows,
		langs[c.lang].word, glasses[c.glass].name, ways[c.way].name);
	return out;
}

static enum err start(struct tried *t, struct picked c)
{
	char program[PATH_SIZE];
	enum err e = pty_onetrip(program);

	if (!e)
		e = stage_folder(t->dir);
	const char *argv[] = {"onetrip", "demo", "--fresh", "--no-history", "--dir", t->dir, "--lang",
		langs[c.lang].word, glasses[c.glass].mono ? "--mono" : NULL, NULL};
	struct pty_program w = {.program = program,
		.argv = argv,
		.term = glasses[c.glass].term,
		.home = t->dir,
		.no_color = glasses[c.glass].no_color,
		.rows = sizes[c.size].rows,
		.cols = sizes[c.size].cols};
	return e ? e : pty_open(&w, &t->pty);
}

/* A window that is too small says so and grows into the log-in. */
static bool too_small(struct tried *t, size_t lang)
{
	if (!shows(t, langs[lang].small, START_MS) || !sane(t))
		return false;
	pty_resize(t->pty, 24, 80);
	return true;
}

bool matrix_run(size_t i, struct buf *report)
{
	struct picked c = pick(i);
	struct tried t = {.report = report};
	enum err e = start(&t, c);
	bool good = e == OK;

	if (e)
		buf_addf(report, "not started: %s\n", err_name(e));
	if (good && sizes[c.size].rows < 24)
		good = too_small(&t, c.lang);
	good = good && log_in(&t, c.lang) && ways[c.way].leave(&t, langs[c.lang].home);
	pty_close(t.pty);
	if (*t.dir)
		(void)!file_remove_tree(t.dir);
	return good;
}
