/* SPDX-License-Identifier: MIT
 *
 * forkpty and libvterm 0.1. What must hold: sent counts every byte that went in, the replies of
 * the terminal included, because the program's mark counts them, too.
 */
#include "tests/screen/harness/pty.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tests/screen/harness/line.h"

enum { CHUNK = 16384, CLOSE_MS = 3000 };

struct pty {
	pid_t pid;
	int fd, status, rows, cols;
	bool ended, alternate;
	VTerm *vt;
	VTermScreen *screen;
	size_t sent, consumed, asks, painted, frames;
	size_t counted;              /* of painted: up to the answer to what was sent, or as last looked at */
	struct line there, back;     /* to the program, to the glass */
	int mouse;                   /* what the program asked the glass to report */
};

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* --- what libvterm tells --------------------------------------------------------------------- */

static void reply(const char *bytes, size_t len, void *user)
{
	pty_send(user, bytes, len);
}

static int on_osc(const char *command, size_t len, void *user)
{
	struct pty *p = user;
	char text[64];
	size_t consumed, asks;

	if (!text_copyn(text, sizeof text, command, len) ||
		sscanf(text, "7777;%zu;%zu", &consumed, &asks) != 2)
		return 0;
	size_t before = p->consumed;
	p->consumed = consumed;
	p->asks = asks;
	p->frames++;
	p->painted -= len + 3; /* ESC ] and BEL */
	if (before < p->sent && consumed >= p->sent)
		p->counted = p->painted;
	return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (property == VTERM_PROP_ALTSCREEN)
		p->alternate = value->boolean;
	if (property == VTERM_PROP_MOUSE)
		p->mouse = value->number;
	return 1;
}

static VTermParserCallbacks fallbacks = {.osc = on_osc};
static VTermScreenCallbacks callbacks = {.settermprop = on_property};

static void make_glass(struct pty *p)
{
	p->vt = vterm_new(p->rows, p->cols);
	vterm_set_utf8(p->vt, 1);
	vterm_output_set_callback(p->vt, reply, p);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_set_unrecognised_fallbacks(p->screen, &fallbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
}

/* --- the program ------------------------------------------------------------------------------ */

static _Noreturn void become(const struct pty_program *w)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setenv("TERM", w->term, 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("ONETRIP_FRAME_MARK", "1", 1);
	unsetenv("NO_COLOR");
	unsetenv("SSH_TTY");
	if (w->no_color)
		setenv("NO_COLOR", "1", 1);
	if (w->home) {
		setenv("HOME", w->home, 1);
		setenv("XDG_DATA_HOME", w->home, 1);
	}
	execv(w->program, (char *const *)(uintptr_t)w->argv);
	_exit(127);
}

enum err pty_open(const struct pty_program *what, struct pty **out)
{
	struct winsize size = {
		.ws_row = (unsigned short)what->rows, .ws_col = (unsigned short)what->cols};
	struct pty *p = mem_new(sizeof *p);

	p->rows = what->rows;
	p->cols = what->cols;
	p->there.takes_us = p->back.takes_us = (int64_t)what->round_trip_ms * 1000 / 2;
	p->pid = forkpty(&p->fd, NULL, NULL, &size);
	if (p->pid == 0)
		become(what);
	if (p->pid < 0) {
		mem_free(p);
		return ERR_IO;
	}
	make_glass(p);
	*out = p;
	return OK;
}

bool pty_ended(struct pty *p, int *status)
{
	if (!p->ended && waitpid(p->pid, &p->status, WNOHANG) == p->pid)
		p->ended = true;
	if (p->ended)
		*status = p->status;
	return p->ended;
}

/* The keeper's one child is the session; 0 none. */
static pid_t session(const struct pty *p)
{
	char path[64];
	struct buf b;
	int64_t pid = 0;

	text_format(path, sizeof path, "/proc/%d/task/%d/children", p->pid, p->pid);
	buf_init(&b, 256);
	if (file_read(path, &b) == OK) {
		buf_cut(&b, strcspn(buf_text(&b), " \n"));
		if (!text_number(buf_text(&b), 2, INT32_MAX, &pid))
			pid = 0;
	}
	buf_release(&b);
	return (pid_t)pid;
}

void pty_kill(struct pty *p, int number)
{
	pid_t pid = session(p);

	if (pid)
		kill(pid, number);
}

size_t pty_resident_kb(const struct pty *p)
{
	static const char name[] = "VmRSS:";
	char path[64];
	struct buf b;

	text_format(path, sizeof path, "/proc/%d/status", session(p));
	buf_init(&b, 1 << 14);
	(void)!file_read(path, &b);
	const char *at = strstr(buf_text(&b), name);
	size_t kb = at ? strtoul(at + strlen(name), NULL, 10) : 0;
	buf_release(&b);
	return kb;
}

void pty_close(struct pty *p)
{
	int status;
	int64_t end = now_us() + CLOSE_MS * 1000;

	if (!p)
		return;
	if (!pty_ended(p, &status))
		kill(p->pid, SIGHUP);
	while (!pty_ended(p, &status) && now_us() < end)
		pty_read(p, 20);
	if (!pty_ended(p, &status)) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, &status, 0);
	}
	close(p->fd);
	line_release(&p->there);
	line_release(&p->back);
	vterm_free(p->vt);
	mem_free(p);
}

/* --- bytes ------------------------------------------------------------------------------------ */

static void to_program(void *ctx, const char *bytes, size_t len)
{
	struct pty *p = ctx;

	while (len > 0) {
		ssize_t n = write(p->fd, bytes, len);
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static void to_glass(void *ctx, const char *bytes, size_t len)
{
	struct pty *p = ctx;

	while (len > 0) { /* to the end of each mark, which tells what was painted until then */
		const char *bell = memchr(bytes, '\a', len);
		size_t n = bell ? (size_t)(bell - bytes) + 1 : len;
		p->painted += n;
		vterm_input_write(p->vt, bytes, n);
		bytes += n;
		len -= n;
	}
}

void pty_send(struct pty *p, const void *bytes, size_t len)
{
	p->sent += len;
	if (p->there.takes_us)
		line_put(&p->there, bytes, len, now_us());
	else
		to_program(p, bytes, len);
}

/* Both directions; true: something reached the glass, be it a mark alone. */
static bool arrive(struct pty *p)
{
	size_t painted = p->painted, frames = p->frames;

	line_take(&p->there, now_us(), to_program, p);
	line_take(&p->back, now_us(), to_glass, p);
	return p->painted != painted || p->frames != frames;
}

/* Not longer than until the next chunk arrives at either end. */
static int wait_ms(const struct pty *p, int timeout_ms)
{
	int64_t dues[] = {line_due_us(&p->there), line_due_us(&p->back)}, now = now_us();

	for (size_t i = 0; i < COUNT_OF(dues); i++) {
		int64_t ms = (dues[i] - now + 999) / 1000;
		if (dues[i] >= 0 && ms < timeout_ms)
			timeout_ms = ms > 0 ? (int)ms : 0;
	}
	return timeout_ms;
}

/* Reads what the program says within the time. -1: it hung up, 0: nothing. */
static ssize_t read_program(struct pty *p, int timeout_ms)
{
	struct pollfd fd = {.fd = p->fd, .events = POLLIN};
	char chunk[CHUNK];

	if (poll(&fd, 1, timeout_ms) != 1 || !(fd.revents & POLLIN)) {
		/* A hang-up is there at once, each time: do not turn it into a busy wait. */
		if (fd.revents)
			poll(NULL, 0, timeout_ms);
		return fd.revents ? -1 : 0;
	}
	ssize_t n = read(p->fd, chunk, sizeof chunk);
	if (n <= 0)
		return -1;
	if (p->back.takes_us)
		line_put(&p->back, chunk, (size_t)n, now_us());
	else
		to_glass(p, chunk, (size_t)n);
	return n;
}

/* false: nothing reached the glass in time, or the program hung up. */
static bool read_some(struct pty *p, int timeout_ms)
{
	int64_t end = now_us() + (int64_t)timeout_ms * 1000;

	if (!p->back.takes_us)
		return read_program(p, timeout_ms) > 0;
	while (!arrive(p)) {
		int64_t left = (end - now_us() + 999) / 1000;
		if (read_program(p, wait_ms(p, left > 0 ? (int)left : 0)) < 0 || left <= 0)
			return arrive(p);
	}
	return true;
}

void pty_read(struct pty *p, int timeout_ms)
{
	while (read_some(p, timeout_ms))
		;
	p->counted = p->painted;
}

static int left_ms(int64_t end_us)
{
	int64_t left = (end_us - now_us() + 999) / 1000;

	return left > 0 ? (int)left : 0;
}

bool pty_sync(struct pty *p, int timeout_ms)
{
	int64_t end = now_us() + (int64_t)timeout_ms * 1000;

	while (p->consumed < p->sent) {
		if (!read_some(p, left_ms(end)) && left_ms(end) == 0)
			return false;
	}
	return true;
}

bool pty_frame(struct pty *p, int timeout_ms)
{
	int64_t end = now_us() + (int64_t)timeout_ms * 1000;
	size_t before = p->frames;

	while (p->frames == before) {
		if (!read_some(p, left_ms(end)) && left_ms(end) == 0)
			break;
	}
	p->counted = p->painted;
	return p->frames != before;
}

bool pty_wait(struct pty *p, const char *text, int timeout_ms)
{
	int64_t end = now_us() + (int64_t)timeout_ms * 1000;
	struct buf b;

	buf_init(&b, 1 << 20);
	for (;;) {
		buf_clear(&b);
		pty_text(p, &b);
		bool found = strstr(buf_text(&b), text) != NULL;
		if (found || (!read_some(p, left_ms(end)) && left_ms(end) == 0)) {
			buf_release(&b);
			p->counted = p->painted;
			return found;
		}
	}
}

void pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vt, rows, cols);
	ioctl(p->fd, TIOCSWINSZ, &size);
}

int64_t pty_latency_us(struct pty *p, const void *bytes, size_t len)
{
	int64_t start = now_us();

	pty_send(p, bytes, len);
	return pty_sync(p, 2000) ? now_us() - start : -1;
}

/* --- the picture ------------------------------------------------------------------------------ */

int pty_rows(const struct pty *p)
{
	return p->rows;
}

int pty_cols(const struct pty *p)
{
	return p->cols;
}

void pty_row(struct pty *p, int row, struct buf *out)
{
	VTermScreenCell cell;
	char bytes[TEXT_UTF8_MAX];
	size_t end = out->len;

	for (int col = 0; col<p->cols; col += cell.width> 1 ? cell.width : 1) {
		vterm_screen_get_cell(p->screen, (VTermPos){row, col}, &cell);
		if (cell.chars[0] == 0)
			buf_addc(out, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			buf_add(out, bytes, text_put(cell.chars[i], bytes));
		if (cell.chars[0] != 0 && cell.chars[0] != ' ')
			end = out->len;
	}
	buf_cut(out, end);
}

void pty_text(struct pty *p, struct buf *out)
{
	for (int row = 0; row < p->rows; row++) {
		pty_row(p, row, out);
		buf_addc(out, '\n');
	}
}

void pty_cursor(struct pty *p, int *row, int *col)
{
	VTermPos at;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &at);
	*row = at.row;
	*col = at.col;
}

bool pty_mouse(const struct pty *p)
{
	return p->mouse != VTERM_PROP_MOUSE_NONE;
}

bool pty_alternate(const struct pty *p)
{
	return p->alternate;
}

bool pty_cooked(struct pty *p)
{
	struct termios t;

	return tcgetattr(p->fd, &t) == 0 && (t.c_lflag & ECHO) && (t.c_lflag & ICANON);
}

size_t pty_painted(const struct pty *p)
{
	return p->counted;
}

size_t pty_open_asks(const struct pty *p)
{
	return p->asks;
}

enum err pty_onetrip(char out[4096])
{
	const char *named = getenv("ONETRIP");

	if (named && *named)
		return text_copy(out, PATH_SIZE, named) ? OK : ERR_LIMIT;
	enum err e = file_build_dir(out);
	size_t n = e ? 0 : strlen(out);
	if (!e && !text_copy(out + n, PATH_SIZE - n, "/onetrip"))
		e = ERR_LIMIT;
	return !e && !file_exists(out) ? ERR_NOTFOUND : e;
}
