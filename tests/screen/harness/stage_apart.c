/* SPDX-License-Identifier: MIT
 *
 * stage_canvas in a process of its own, so that several can be played side by side: each has its own
 * clock, language and tables. Calls go over a socket pair, one answer each.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "tests/screen/harness/stage.h"

enum op { OP_OPEN, OP_CLOSE, OP_SEND, OP_SETTLE, OP_PASS, OP_WATCH, OP_RESIZE, OP_ROWS, OP_ROW, OP_CURSOR,
	OP_GOLDEN, OP_FAULT, OP_WRONG };
enum { ANSWER_BYTES = 1 << 18 };

struct call {
	enum op op;
	int64_t a, b;
	size_t len;                  /* bytes that follow */
};
struct set {
	pid_t pid;
	int fd;
};

static bool whole(int fd, void *bytes, size_t len, bool out)
{
	char *at = bytes;

	while (len > 0) {
		ssize_t n = out ? write(fd, at, len) : read(fd, at, len);
		if (n <= 0)
			return false;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

static bool put(int fd, struct call c, const void *bytes)
{
	return whole(fd, &c, sizeof c, true) && whole(fd, (void *)(uintptr_t)bytes, c.len, true);
}

static bool get(int fd, struct call *c, struct buf *bytes)
{
	buf_clear(bytes);
	if (!whole(fd, c, sizeof *c, false) || c->len > ANSWER_BYTES)
		return false;
	char *copy = mem_new(c->len + 1);
	bool good = whole(fd, copy, c->len, false);
	buf_add(bytes, copy, c->len);
	mem_free(copy);
	return good;
}

/* ---- the process that plays ---- */

static enum err fault_here(struct stage *s, const char *words, int latency_ms)
{
	char department[32];
	size_t n = strcspn(words, " ");

	text_copyn(department, sizeof department, words, n);
	return stage_canvas.fault(s, department, words + n + (words[n] == ' '), latency_ms);
}

static void answer(struct stage *s, struct call *c, const struct buf *in, struct buf *out)
{
	int row = 0, col = 0;

	switch (c->op) {
	case OP_OPEN: c->a = stage_canvas.open(s, (const struct scene *)(const void *)in->data); break;
	case OP_SEND: stage_canvas.send(s, buf_text(in), in->len); break;
	case OP_SETTLE: stage_canvas.settle(s); break;
	case OP_PASS: stage_canvas.pass(s, c->a); break;
	case OP_WATCH: stage_canvas.watch(s, (int)c->a); break;
	case OP_RESIZE: stage_canvas.resize(s, (int)c->a, (int)c->b); break;
	case OP_ROWS: c->a = stage_canvas.rows(s); break;
	case OP_ROW: stage_canvas.row(s, (int)c->a, out); break;
	case OP_GOLDEN: stage_canvas.golden(s, out); break;
	case OP_FAULT: c->a = fault_here(s, buf_text(in), (int)c->a); break;
	case OP_WRONG: c->a = stage_canvas.wrong(s, out); break;
	case OP_CURSOR:
		stage_canvas.cursor(s, &row, &col);
		c->a = row;
		c->b = col;
		break;
	case OP_CLOSE: stage_canvas.close(s); break;
	}
}

static _Noreturn void serve(int fd)
{
	struct stage s = {.kind = &stage_canvas};
	struct buf in, out;
	struct call c;

	buf_init(&in, ANSWER_BYTES);
	buf_init(&out, ANSWER_BYTES);
	while (get(fd, &c, &in)) {
		buf_clear(&out);
		answer(&s, &c, &in, &out);
		c.len = out.len;
		if (!put(fd, c, buf_text(&out)) || c.op == OP_CLOSE)
			break;
	}
	stage_canvas.close(&s);
	buf_release(&in);
	buf_release(&out);
	_exit(0);
}

/* ---- the process that reads the script ---- */

static struct set *set_of(struct stage *s)
{
	return s->self;
}

/* out: may be NULL. */
static struct call ask(struct stage *s, enum op op, int64_t a, int64_t b, const void *bytes, size_t len,
	struct buf *out)
{
	struct call c = {.op = op, .a = a, .b = b, .len = len};
	struct buf answered;

	buf_init(&answered, ANSWER_BYTES);
	if (!put(set_of(s)->fd, c, bytes) || !get(set_of(s)->fd, &c, &answered))
		abort(); /* the other process has ended: its own report says why */
	if (out)
		buf_add(out, buf_text(&answered), answered.len);
	buf_release(&answered);
	return c;
}

static void stop(struct stage *s)
{
	struct set *t = set_of(s);

	if (!t)
		return;
	ask(s, OP_CLOSE, 0, 0, NULL, 0, NULL);
	close(t->fd);
	waitpid(t->pid, NULL, 0);
	mem_free(t);
	s->self = NULL;
}

static enum err start(struct stage *s, const struct scene *scene)
{
	struct set *t = mem_new(sizeof *t);
	int ends[2];

	s->self = t;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return ERR_IO;
	t->fd = ends[0];
	t->pid = fork();
	if (t->pid == 0) {
		close(ends[0]);
		serve(ends[1]);
	}
	close(ends[1]);
	enum err e = (enum err)ask(s, OP_OPEN, 0, 0, scene, sizeof *scene, NULL).a;
	if (e)
		stop(s);
	return e;
}

static void send_bytes(struct stage *s, const void *bytes, size_t len)
{
	ask(s, OP_SEND, 0, 0, bytes, len, NULL);
}

static void settle(struct stage *s)
{
	ask(s, OP_SETTLE, 0, 0, NULL, 0, NULL);
}

static void pass(struct stage *s, int64_t ms)
{
	ask(s, OP_PASS, ms, 0, NULL, 0, NULL);
}

static void watch(struct stage *s, int ms)
{
	ask(s, OP_WATCH, ms, 0, NULL, 0, NULL);
}

static void resize(struct stage *s, int rows, int cols)
{
	ask(s, OP_RESIZE, rows, cols, NULL, 0, NULL);
}

static int rows_of(struct stage *s)
{
	return (int)ask(s, OP_ROWS, 0, 0, NULL, 0, NULL).a;
}

static void row_of(struct stage *s, int row, struct buf *out)
{
	ask(s, OP_ROW, row, 0, NULL, 0, out);
}

static void cursor_of(struct stage *s, int *row, int *col)
{
	struct call c = ask(s, OP_CURSOR, 0, 0, NULL, 0, NULL);

	*row = (int)c.a;
	*col = (int)c.b;
}

static void golden_of(struct stage *s, struct buf *out)
{
	ask(s, OP_GOLDEN, 0, 0, NULL, 0, out);
}

static bool wrong(struct stage *s, struct buf *out)
{
	return ask(s, OP_WRONG, 0, 0, NULL, 0, out).a != 0;
}

static enum err fault(struct stage *s, const char *department, const char *state, int latency_ms)
{
	char words[80];

	text_format(words, sizeof words, "%s %s", department, state);
	return (enum err)ask(s, OP_FAULT, latency_ms, 0, words, strlen(words), NULL).a;
}

const struct stage_kind stage_apart = {
	.name = "canvas",
	.held = true,
	.open = start,
	.close = stop,
	.send = send_bytes,
	.feed = send_bytes,
	.settle = settle,
	.pass = pass,
	.watch = watch,
	.resize = resize,
	.rows = rows_of,
	.row = row_of,
	.cursor = cursor_of,
	.golden = golden_of,
	.fault = fault,
	.wrong = wrong,
};
