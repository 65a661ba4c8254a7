/* SPDX-License-Identifier: MIT
 *
 * The real program behind a pseudo-terminal. Time is real here: pass() lets it go by.
 */
#include <string.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tests/screen/harness/pty.h"
#include "tests/screen/harness/stage.h"

/* SYNC_MS: whatever was sent is painted in the end; what comes after must not look at less. */
enum { START_MS = 30000, SYNC_MS = 15000, PREFIX_MS = 1500, RESIZE_MS = 2000 };

struct set {
	struct pty *pty;
	char dir[PATH_SIZE];
	bool own_dir;                /* to be removed */
	bool escape; /* a lone Esc was the last thing sent */
};

static struct set *set_of(struct stage *s)
{
	return s->self;
}

static void stop(struct stage *s)
{
	struct set *t = set_of(s);

	if (!t)
		return;
	pty_close(t->pty);
	if (t->own_dir)
		(void)!file_remove_tree(t->dir);
	mem_free(t);
	s->self = NULL;
}

static enum err start_program(struct set *t, const struct scene *c)
{
	char program[PATH_SIZE], seed[24], history[24];
	enum err e = pty_onetrip(program);

	text_format(seed, sizeof seed, "%llu", (unsigned long long)c->seed);
	text_format(history, sizeof history, "%zu", c->history);
	const char *argv[18] = {"onetrip", "demo", "--fresh", "--dir", t->dir, "--seed", seed,
		"--now", c->now, "--lang", c->lang, c->history ? "--history" : "--no-history"};
	size_t n = 12; /* what follows is NULL */
	if (c->history)
		argv[n++] = history;
	if (*c->class_name) {
		argv[n++] = "--class";
		argv[n++] = c->class_name;
	}
	if (c->mono)
		argv[n] = "--mono";
	struct pty_program w = {.program = program,
		.argv = argv,
		.term = c->term,
		.home = t->dir,
		.no_color = c->no_color,
		.round_trip_ms = c->round_trip_ms,
		.rows = c->rows,
		.cols = c->cols};
	if (!e)
		e = pty_open(&w, &t->pty);
	if (!e && !pty_frame(t->pty, START_MS))
		e = ERR_STATE;
	return e;
}

static enum err start(struct stage *s, const struct scene *c)
{
	struct set *t = mem_new(sizeof *t);

	s->self = t;
	enum err e = stage_place(c, t->dir);
	t->own_dir = !e && !*c->dir;
	if (!e)
		e = start_program(t, c);
	if (e)
		stop(s);
	return e;
}

static void send(struct stage *s, const void *bytes, size_t len)
{
	struct set *t = set_of(s);

	pty_send(t->pty, bytes, len);
	t->escape = len == 1 && *(const char *)bytes == '\033';
	if (!t->escape)
		pty_sync(t->pty, SYNC_MS);
}

/* A card reader does not look at the screen between two characters. */
static void feed(struct stage *s, const void *bytes, size_t len)
{
	pty_send(set_of(s)->pty, bytes, len);
}

/* A lone Esc is painted once when it begins to wait and once more when it is decided. */
static void settle(struct stage *s)
{
	struct set *t = set_of(s);

	pty_sync(t->pty, SYNC_MS);
	if (t->escape)
		pty_frame(t->pty, PREFIX_MS);
	t->escape = false;
}

static void pass(struct stage *s, int64_t ms)
{
	pty_read(set_of(s)->pty, (int)ms);
}

static void watch(struct stage *s, int ms)
{
	pty_frame(set_of(s)->pty, ms);
}

static void resize(struct stage *s, int rows, int cols)
{
	pty_resize(set_of(s)->pty, rows, cols);
	pty_frame(set_of(s)->pty, RESIZE_MS);
}

static int rows_of(struct stage *s)
{
	return pty_rows(set_of(s)->pty);
}

static void row_of(struct stage *s, int row, struct buf *out)
{
	pty_row(set_of(s)->pty, row, out);
}

static void cursor_of(struct stage *s, int *row, int *col)
{
	pty_cursor(set_of(s)->pty, row, col);
}

static bool mouse_of(struct stage *s)
{
	return pty_mouse(set_of(s)->pty);
}

static size_t bytes_of(struct stage *s)
{
	return pty_painted(set_of(s)->pty);
}

const struct stage_kind stage_pty = {
	.name = "pty",
	.open = start,
	.close = stop,
	.send = send,
	.feed = feed,
	.settle = settle,
	.pass = pass,
	.watch = watch,
	.resize = resize,
	.rows = rows_of,
	.row = row_of,
	.cursor = cursor_of,
	.bytes = bytes_of,
	.mouse = mouse_of,
};
