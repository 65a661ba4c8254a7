/* SPDX-License-Identifier: MIT */
#include "tests/screen/harness/offered.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/mem.h"

enum { F_KEYS = 10, WORK_MS = 40, LOOKS = 3, PATIENCE_SECONDS = 20 };
enum { DID_SOMETHING, DID_NOTHING };

/* As the footer shows them. */
static unsigned keys_offered(const struct app *a)
{
	in_bits bit = app_top(a)->bit;
	unsigned keys = 0;

	for (int n = 1; n <= F_KEYS; n++)
		if (app_offers(a, action_of_f(n, bit)) &&
			(a->practice || action_of_f(n, bit) != ACT_VIEW || bit != IN_LOGIN))
			keys |= 1U << n;
	return keys;
}

static bool seen_before(struct offers *o, const char *screen, unsigned keys)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->seen[i].screen == screen && o->seen[i].keys == keys)
			return true;
	if (o->n < OFFERS_SEEN)
		o->seen[o->n++] = (struct offers_seen){screen, keys};
	return false;
}

static bool same_picture(const struct canvas *a, const struct cell *cells, int row, int col)
{
	return memcmp(a->cells, cells, (size_t)a->rows * (size_t)a->cols * sizeof *cells) == 0 &&
	       a->cursor_row == row && a->cursor_col == col;
}

/* In the copy. Another screen, another word, a message that says why not: anything is an answer. */
static int press(struct app *a, int n)
{
	const struct screen *top = app_top(a);
	int depth = a->depth, said = a->n_messages, row = a->canvas.cursor_row, col = a->canvas.cursor_col;
	size_t bytes = (size_t)a->canvas.rows * (size_t)a->canvas.cols * sizeof *a->canvas.cells;
	struct cell *before = mem_new(bytes);

	memcpy(before, a->canvas.cells, bytes);
	a->modal_until_ms = 0; /* keys typed ahead are over */
	app_press(a, &(struct key){.kind = KEY_F, .cp = (uint32_t)n});
	for (int i = 0; i < LOOKS; i++) {
		if (a->quit || app_top(a) != top || a->depth != depth || a->n_messages != said)
			return DID_SOMETHING;
		app_draw(a);
		if (!same_picture(&a->canvas, before, row, col))
			return DID_SOMETHING;
		(void)!driver_wait(a->driver, NULL, 0, WORK_MS);
		app_tick(a);
	}
	return DID_NOTHING;
}

static _Noreturn void press_apart(struct app *a, int n)
{
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &(struct rlimit){0, 0}))
		_exit(DID_SOMETHING);
	alarm(PATIENCE_SECONDS);
	_exit(press(a, n));
}

static bool works(struct app *a, int n)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		press_apart(a, n);
	return pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
	       WEXITSTATUS(status) == DID_SOMETHING;
}

bool offered_works(struct offers *o, struct app *a, struct buf *out)
{
	unsigned keys = keys_offered(a);
	bool good = true;

	if (seen_before(o, app_top(a)->name, keys))
		return true;
	for (int n = 1; n <= F_KEYS; n++) {
		if (!(keys & (1U << n)) || works(a, n))
			continue;
		buf_addf(out, "%s offers F%d %s, and nothing happens\n", app_top(a)->name, n,
			action_label(action_of_f(n, app_top(a)->bit), app_top(a)->bit));
		good = false;
	}
	return good;
}
