/* SPDX-License-Identifier: MIT
 *
 * The real program in plain mode: keys become the lines a person would write, and what is on the
 * screen is asked for as a whole. Rows have no places here and nothing is painted.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/spawn.h"
#include "core/base/text.h"
#include "tests/screen/harness/pty.h"
#include "tests/screen/harness/stage.h"
#include "tui/decode.h"

enum { ANSWER_BYTES = 1 << 16, ANSWER_MS = 30000, TYPED_BYTES = 4000, BETWEEN_MS = 10, CARD_BYTES = 15 };

struct set {
	pid_t pid;
	int to, from;
	char dir[PATH_SIZE];
	bool own_dir;                /* to be removed */
	struct decoder decoder;
	struct buf typed;            /* characters not sent yet */
	struct buf screen;           /* as it was told whole */
	bool stale;                  /* something was sent since */
};

static struct set *set_of(struct stage *s)
{
	return s->self;
}

static void close_fd(int *fd)
{
	if (*fd > 0)
		close(*fd);
	*fd = -1;
}

static void stop(struct stage *s)
{
	struct set *t = set_of(s);

	if (!t)
		return;
	close_fd(&t->to);
	close_fd(&t->from);
	if (t->pid > 0)
		spawn_stop(t->pid);
	if (t->own_dir)
		(void)!file_remove_tree(t->dir);
	buf_release(&t->typed);
	buf_release(&t->screen);
	mem_free(t);
	s->self = NULL;
}

static bool at_prompt(const struct buf *b)
{
	return b->len >= 2 && strcmp(buf_text(b) + b->len - 2, "> ") == 0 &&
	       (b->len == 2 || buf_text(b)[b->len - 3] == '\n');
}

static const char *first_words(const struct buf *b)
{
	return at_prompt(b) ? buf_text(b) : NULL;
}

/* An answer begins by ending the line it is for. What the program told of itself before, a lock, say,
 * ends with a prompt of its own. NULL: not there yet. */
static const char *answer_in(const struct buf *b)
{
	static const char told[] = "\n> \n";
	const char *text = buf_text(b), *own = *text == '\n' ? text : strstr(text, told);

	return !own || !at_prompt(b) ? NULL : own == text ? text : own + strlen(told) - 1;
}

/* Of what comes until there is a prompt; false: none came. */
static bool read_until(struct set *t, const char *(*there)(const struct buf *), struct buf *out)
{
	struct buf all;
	char bytes[4096];
	bool good = true;

	buf_init(&all, 4 * ANSWER_BYTES);
	buf_clear(out);
	while (good && !there(&all)) {
		struct pollfd p = {.fd = t->from, .events = POLLIN};
		ssize_t n = poll(&p, 1, ANSWER_MS) > 0 ? read(t->from, bytes, sizeof bytes) : 0;
		good = n > 0;
		if (good)
			buf_add(&all, bytes, (size_t)n);
	}
	if (good)
		buf_adds(out, there(&all));
	buf_release(&all);
	return good;
}

static bool say(struct set *t, const char *line)
{
	struct buf bytes;

	buf_init(&bytes, TYPED_BYTES + 8);
	buf_addf(&bytes, "%s\n", line);
	bool sent = write(t->to, buf_text(&bytes), bytes.len) == (ssize_t)bytes.len;
	buf_release(&bytes);
	return sent && read_until(t, answer_in, &t->screen);
}

/* enter: as a reader ends its number, in the same line. */
static void say_line(struct set *t, bool enter)
{
	struct buf line;

	if (!t->typed.len)
		return;
	buf_init(&line, TYPED_BYTES + 8);
	buf_addf(&line, "'%s%s", buf_text(&t->typed), enter ? "" : "\\");
	buf_clear(&t->typed);
	(void)!say(t, buf_text(&line));
	buf_release(&line);
}

static void say_typed(struct set *t)
{
	say_line(t, false);
}

static enum err start_program(struct set *t, const struct scene *c)
{
	char program[PATH_SIZE], seed[24], history[24];
	int in[2], out[2];
	enum err e = pty_onetrip(program);

	if (e)
		return e;
	if (pipe(in) || pipe(out))
		return ERR_IO;
	text_format(seed, sizeof seed, "%llu", (unsigned long long)c->seed);
	text_format(history, sizeof history, "%zu", c->history);
	const char *argv[18] = {"onetrip", "demo", "--linear", "--fresh", "--dir", t->dir, "--seed", seed,
		"--now", c->now, "--lang", c->lang, c->history ? "--history" : "--no-history"};
	size_t n = 13; /* what follows is NULL */
	if (c->history)
		argv[n++] = history;
	if (*c->class_name) {
		argv[n++] = "--class";
		argv[n] = c->class_name;
	}
	struct spawn what = {.program = program, .argv = argv, .stdin_fd = in[0], .stdout_fd = out[1],
		.pass_fd = -1};
	e = spawn_start(&what, &t->pid);
	close(in[0]);
	close(out[1]);
	t->to = in[1];
	t->from = out[0];
	return e ? e : read_until(t, first_words, &t->screen) ? OK : ERR_STATE;
}

static enum err start(struct stage *s, const struct scene *c)
{
	struct set *t = mem_new(sizeof *t);

	s->self = t;
	t->to = t->from = -1;
	buf_init(&t->typed, TYPED_BYTES);
	buf_init(&t->screen, ANSWER_BYTES);
	decoder_init(&t->decoder, 0, false);
	t->stale = true;
	enum err e = stage_place(c, t->dir);
	t->own_dir = !e && !*c->dir;
	if (!e)
		e = start_program(t, c);
	if (e)
		stop(s);
	return e;
}

static void take(struct set *t, const struct key *k)
{
	char name[24], bytes[TEXT_UTF8_MAX];

	t->stale = true;
	if (k->kind == KEY_CHAR) {
		buf_add(&t->typed, bytes, text_put(k->cp, bytes));
		return;
	}
	if (k->kind == KEY_PASTE) {
		buf_adds(&t->typed, k->text);
		return;
	}
	if (k->kind == KEY_ENTER && t->typed.len >= CARD_BYTES) {
		say_line(t, true);
		return;
	}
	say_typed(t);
	key_name(k, name);
	(void)!say(t, name);
}

static void send(struct stage *s, const void *bytes, size_t len)
{
	struct set *t = set_of(s);
	const uint8_t *p = bytes;
	struct key k;

	for (size_t i = 0; i < len; i++)
		if (decoder_byte(&t->decoder, p[i], 0, &k))
			take(t, &k);
	while (decoder_timeout(&t->decoder, INT32_MAX, &k))
		take(t, &k);
}

static void look(struct set *t)
{
	(void)!say(t, "r");
	t->stale = false;
}

static void settle(struct stage *s)
{
	struct set *t = set_of(s);

	say_typed(t);
	if (t->stale)
		look(t);
}

static void pass(struct stage *s, int64_t ms)
{
	if (ms > BETWEEN_MS) /* less is a reader's gap: what it types is one line */
		say_typed(set_of(s));
	(void)!poll(NULL, 0, (int)ms);
	set_of(s)->stale = true;
}

static void watch(struct stage *s, int ms)
{
	pass(s, ms);
	look(set_of(s));
}

static void resize(struct stage *s, int rows, int cols)
{
	(void)s, (void)rows, (void)cols;
}

static int rows_of(struct stage *s)
{
	int n = 0;

	for (const char *at = buf_text(&set_of(s)->screen); (at = strchr(at, '\n')); at++)
		n++;
	return n;
}

static void row_of(struct stage *s, int row, struct buf *out)
{
	const char *at = buf_text(&set_of(s)->screen);

	while (row-- > 0 && (at = strchr(at, '\n')))
		at++;
	if (at)
		buf_add(out, at, strcspn(at, "\n"));
}

const struct stage_kind stage_linear = {
	.name = "linear",
	.open = start,
	.close = stop,
	.send = send,
	.feed = send,
	.settle = settle,
	.pass = pass,
	.watch = watch,
	.resize = resize,
	.rows = rows_of,
	.row = row_of,
};
