/* SPDX-License-Identifier: MIT
 *
 * What a clerk waits for: from a key to its cell, from the command to the log-in screen. The real
 * program and a bare curses program stand behind the same pseudo-terminal.
 */
#include "tests/bench/bench.h"

#include <string.h>

#include "core/base/text.h"
#include "tests/screen/harness/pty.h"

enum { KEYS = 1000, STARTS = 15, WAIT_MS = 10000, MANY_ITEMS = 1200 };

static const char floor_key[] = "curses echoes the key";

static enum err open_floor(struct pty **out)
{
	static const char *const argv[] = {"floor_echo", NULL};
	char program[PATH_SIZE], build[PATH_SIZE];
	struct pty_program what = {
		.argv = argv, .program = program, .term = "xterm-256color", .rows = 24, .cols = 80};
	enum err e = file_build_dir(build);

	if (!e && !text_format(program, sizeof(program), "%s/tests/bench/floor_echo", build))
		e = ERR_LIMIT;
	if (!e)
		e = pty_open(&what, out);
	if (!e && !pty_frame(*out, WAIT_MS))
		e = ERR_IO;
	return e;
}

static enum err open_demo(const char *folder, const char *forms, struct pty **out)
{
	const char *const argv[] = {"onetrip", "demo", "--no-history", "--dir", folder, forms ? "--forms" : NULL, forms,
		NULL};
	char program[PATH_SIZE];
	struct pty_program what = {
		.argv = argv, .program = program, .term = "xterm-256color", .rows = 24, .cols = 80};
	enum err e = pty_onetrip(program);

	if (!e)
		e = pty_open(&what, out);
	if (!e && !pty_frame(*out, WAIT_MS))
		e = ERR_IO;
	return e;
}

/* A key and a backspace by turns, in whatever field has the cursor. */
static enum err keys(const char *name, struct pty *demo, struct pty *floor)
{
	struct samples value, best;
	char median[80], slowest[80];
	enum err e = OK;

	samples_init(&value, KEYS);
	samples_init(&best, KEYS);
	for (int i = 0; i < KEYS && !e; i++) {
		const char *key = i % 2 ? "\177" : "1";
		int64_t floor_took = pty_latency_us(floor, key, 1);
		int64_t took = pty_latency_us(demo, key, 1);
		if (took < 0 || floor_took < 0)
			e = ERR_IO;
		samples_add(&best, (double)floor_took);
		samples_add(&value, (double)took);
	}
	text_format(median, sizeof(median), "key to cell, %s", name);
	text_format(slowest, sizeof(slowest), "key to cell, %s, 99 of 100 within", name);
	if (!e) {
		say(median, samples_at(&value, 0.5), samples_at(&best, 0.5), floor_key);
		say(slowest, samples_at(&value, 0.99), samples_at(&best, 0.99), floor_key);
	}
	samples_release(&value);
	samples_release(&best);
	return e;
}

/* Types and waits for a text of the next screen. */
static bool go(struct pty *p, const char *typed, const char *text)
{
	pty_send(p, typed, strlen(typed));
	return pty_wait(p, text, WAIT_MS);
}

static bool open_form(struct pty *p)
{
	bool open = go(p, "1024\twang-2026\r", "工作台") &&
		    go(p, "339901198808081226\r", "[1身份]") && go(p, "1", "[2事项]") &&
		    go(p, "jzz\r", "[3填表]");

	while (open && pty_open_asks(p) > 0)
		open = pty_frame(p, WAIT_MS);
	return open;
}

static enum err starts(const char *name, const char *folder)
{
	struct samples value, best;
	enum err e = OK;

	samples_init(&value, STARTS);
	samples_init(&best, STARTS);
	for (int i = 0; i < STARTS && !e; i++) {
		struct pty *demo = NULL, *floor = NULL;
		double begin = now_us(), middle;
		e = open_floor(&floor);
		middle = now_us();
		samples_add(&best, middle - begin);
		if (!e)
			e = open_demo(folder, NULL, &demo);
		samples_add(&value, now_us() - middle);
		pty_close(floor);
		pty_close(demo);
	}
	if (!e)
		say(name, samples_at(&value, 0.5), samples_at(&best, 0.5),
			"curses starts and paints");
	samples_release(&value);
	samples_release(&best);
	return e;
}

static enum err on_screens(const char *folder)
{
	struct pty *demo = NULL, *floor = NULL;
	enum err e = open_floor(&floor);

	if (!e)
		e = open_demo(
			folder, NULL, &demo); /* makes the demo's folder, so the starts below do not */
	if (!e)
		e = keys("log-in screen", demo, floor);
	if (!e && !open_form(demo))
		e = ERR_IO;
	if (!e)
		e = keys("form screen", demo, floor);
	pty_close(demo);
	pty_close(floor);
	return e;
}

static double start_us(const char *folder, const char *forms, enum err *e)
{
	struct pty *demo = NULL;
	double begin = now_us();

	if (!*e)
		*e = open_demo(folder, forms, &demo);
	begin = now_us() - begin;
	pty_close(demo);
	return begin;
}

/* By turns: with the items of the program, with 1,200. */
static enum err starts_beside(const char *folder, const char *forms)
{
	struct samples few, many;
	enum err e = OK;

	samples_init(&few, STARTS);
	samples_init(&many, STARTS);
	for (int i = 0; i < STARTS && !e; i++) {
		samples_add(&few, start_us(folder, NULL, &e));
		samples_add(&many, start_us(folder, forms, &e));
	}
	if (!e)
		say("start with 1,200 items", samples_at(&many, 0.5), samples_at(&few, 0.5),
			"start with 18 items");
	samples_release(&few);
	samples_release(&many);
	return e;
}

static enum err with_many_items(const char *folder)
{
	char forms[PATH_SIZE];
	enum err e = text_format(forms, sizeof(forms), "%s/forms", folder) ? file_make_dir(forms)
									     : ERR_LIMIT;

	if (!e)
		e = make_items(forms, MANY_ITEMS);
	return e ? e : starts_beside(folder, forms);
}

enum err bench_glass(void)
{
	char folder[PATH_SIZE];

	if (!work_folder("glass", folder))
		return ERR_IO;
	enum err e = on_screens(folder);
	if (!e)
		e = starts("start to the log-in screen", folder);
	if (!e)
		e = with_many_items(folder);
	return file_remove_tree(folder) ? ERR_IO : e;
}
