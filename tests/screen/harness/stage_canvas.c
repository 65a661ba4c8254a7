/* SPDX-License-Identifier: MIT
 *
 * The program in this process, drawn on its canvas only. The clock is held: nothing in it moves
 * but by the script, except what other processes do (departments, password hashing), which
 * watch() waits for.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/demo/control.h"
#include "tests/screen/harness/offered.h"
#include "tests/screen/harness/stage.h"
#include "tests/screen/harness/sweep.h"
#include "tui/app.h"
#include "tui/practice.h"

enum { TICK_MS = 1000, LONG_TICK_MS = 10000 /* a beat of a lease */, SOON_MS = 600000, ESC_MS = 25,
	SETTLE_TURNS = 8, FAR_MS = 60000,
	CONTROL_TRIES = 20 };

struct set {
	struct app *app;
	struct practice *practice;
	int rows, cols;
	bool own_dir;                /* to be removed */
	char dir[PATH_SIZE];
	struct offers offers;
	char wrong[SWEEP_TEXT];      /* the first broken law nobody was told of; "" none */
};

static struct set *set_of(struct stage *s)
{
	return s->self;
}

#define STAGE_CODE "TEST-2026" /* of every class of a script */

/* Where a class listens is kept for those who join; port 0 is any. */
static enum err share_place(const struct set *t)
{
	char path[PATH_SIZE + 16];
	const char *code, *place = practice_place(t->app, &code);

	text_format(path, sizeof path, "%s/place", t->dir);
	return place ? file_write(path, place, strlen(place)) : OK;
}

static const char *find_place(const struct set *t, const char *join, char out[64])
{
	char path[PATH_SIZE + 16];
	struct buf b;

	text_format(path, sizeof path, "%s/place", t->dir);
	buf_init(&b, 63);
	(void)!text_copy(out, 64, file_read(path, &b) == OK ? buf_text(&b) : join);
	buf_release(&b);
	return out;
}

static enum err open_app(struct set *t)
{
	struct buf messages;
	struct start start;

	practice_start(t->practice, &start);
	buf_init(&messages, 65536);
	enum err e = app_new(&start, &t->app, &messages);
	buf_release(&messages);
	if (e)
		return e;
	app_resize(t->app, t->rows, t->cols);
	practice_enter(t->practice, t->app);
	return OK;
}

/* A lesson opens the program anew. */
static void again(struct set *t)
{
	if (!t->app->quit)
		return;
	app_free(t->app);
	t->app = NULL;
	if (!practice_again(t->practice) || open_app(t))
		abort(); /* a script that quits has nothing more to look at */
	app_tick(t->app);
}

static void turn(struct set *t)
{
	app_tick(t->app);
	again(t);
	if (!t->app->dirty)
		return;
	app_draw(t->app);
	if (!*t->wrong)
		(void)sweep_look(t->app, t->wrong);
}

static void stop(struct stage *s)
{
	struct set *t = set_of(s);

	if (!t)
		return;
	app_free(t->app);
	practice_free(t->practice);
	if (t->own_dir && file_remove_tree(t->dir))
		abort(); /* a test must not leave people behind, even invented ones */
	mem_free(t);
	s->self = NULL;
}

/* Of several terminals in one folder the first makes the hall, the others come into it. */
static bool first_there(const struct scene *c)
{
	char path[PATH_SIZE];

	return !*c->dir || *c->class_name || !text_format(path, sizeof path, "%s/demo.db", c->dir) ||
	       access(path, F_OK) != 0;
}

static enum err start(struct stage *s, const struct scene *c)
{
	struct set *t = mem_new(sizeof *t);
	bool first = first_there(c);
	char place[64];
	int64_t now;

	s->self = t;
	t->rows = c->rows;
	t->cols = c->cols;
	enum err e = i18n_start(c->lang);
	if (!e)
		e = clock_parse(c->now, &now) ? stage_place(c, t->dir) : ERR_INPUT;
	t->own_dir = !e && !*c->dir;
	if (!e) {
		clock_start_at(now);
		clock_hold(true);
		random_seed(first ? c->seed : ~c->seed); /* acts of two have two numbers */
		e = practice_new(&(struct practice_wish){
				.demo = {.dir = t->dir, .seed = c->seed, .fresh = first,
					.history = c->history > 0, .cases = c->history,
					.hall = _("Demo City Service Hall")},
				.now = c->now, .esc_ms = ESC_MS,
				.listen = *c->listen ? c->listen : NULL,
				.join = *c->join ? find_place(t, c->join, place) : NULL, .code = STAGE_CODE,
				.class_name = *c->class_name ? c->class_name : NULL},
			&t->practice);
	}
	if (!e)
		e = open_app(t);
	if (!e)
		e = share_place(t);
	if (e)
		stop(s);
	else
		turn(t);
	return e;
}

static void send(struct stage *s, const void *bytes, size_t len)
{
	struct set *t = set_of(s);

	app_feed(t->app, bytes, len);
	turn(t);
}

static int pending_ms(const struct app *a)
{
	int64_t now = clock_mono_ms();
	int waits[] = {decoder_wait_ms(&a->decoder, now), intake_wait_ms(&a->intake, now),
		app_held_wait_ms(a, now)};
	int ms = -1;

	for (size_t i = 0; i < COUNT_OF(waits); i++)
		if (waits[i] >= 0 && (ms < 0 || waits[i] < ms))
			ms = waits[i];
	return ms;
}

static void settle(struct stage *s)
{
	struct set *t = set_of(s);

	for (int i = 0; i < SETTLE_TURNS && pending_ms(t->app) >= 0; i++) {
		clock_advance(pending_ms(t->app));
		turn(t);
	}
	if (t->app->rest_ms)
		t->app->rest_ms = clock_mono_ms();
	turn(t);
}

/* The gateways refuse what was signed at another time. */
static void take_exchange_along(struct stage *s)
{
	enum err e = ERR_NET;

	for (int i = 0; i < CONTROL_TRIES && e == ERR_NET; i++)
		e = demo_control_clock(set_of(s)->app->demo_base, clock_now_ms());
}

/* In steps, so that a mask at 60 s and a lock at 180 s come one after the other; longer ones when
 * both are long over. */
static void pass(struct stage *s, int64_t ms)
{
	bool far = ms >= FAR_MS;

	for (int64_t gone = 0, step; gone < ms; gone += step) {
		step = gone < SOON_MS ? TICK_MS : LONG_TICK_MS;
		if (step > ms - gone)
			step = ms - gone;
		clock_advance(step);
		turn(set_of(s));
	}
	if (far)
		take_exchange_along(s);
}

static void watch(struct stage *s, int ms)
{
	struct set *t = set_of(s);
	struct wait_fd fd = {.fd = t->app->watch_fd};

	(void)!driver_wait(t->app->driver, &fd, fd.fd >= 0, ms);
	turn(t);
}

static void resize(struct stage *s, int rows, int cols)
{
	set_of(s)->rows = rows;
	set_of(s)->cols = cols;
	app_resize(set_of(s)->app, rows, cols);
	turn(set_of(s));
}

static int rows_of(struct stage *s)
{
	return set_of(s)->app->canvas.rows;
}

static void row_of(struct stage *s, int row, struct buf *out)
{
	canvas_row_text(&set_of(s)->app->canvas, row, out);
}

static void cursor_of(struct stage *s, int *row, int *col)
{
	*row = set_of(s)->app->canvas.cursor_row;
	*col = set_of(s)->app->canvas.cursor_col;
}

static void golden_of(struct stage *s, struct buf *out)
{
	canvas_dump_paint(&set_of(s)->app->canvas, out);
}

static bool wrong(struct stage *s, struct buf *out)
{
	struct set *t = set_of(s);

	if (!*t->wrong)
		return false;
	buf_addf(out, "%s: %s\n", app_top(t->app)->name, t->wrong);
	*t->wrong = '\0';
	return true;
}

static bool offered(struct stage *s, struct buf *out)
{
	return offered_works(&set_of(s)->offers, set_of(s)->app, out);
}

static void tally(struct stage *s, struct figures *out)
{
	const struct casefile *c = desk_case(set_of(s)->app->desk);
	const struct evaluation *e = desk_evaluation(set_of(s)->app->desk);

	for (size_t i = 0; c && e && i < c->item->n_fields; i++) {
		const struct answer *a = &c->draft.answers[i];
		bool counts = e->visible[i] && (*a->value || a->declared_none) &&
			      c->item->fields[i].type != FIELD_ROWS;
		bool keyed = a->origin == ORIGIN_TYPED || a->origin == ORIGIN_OVERRIDE;
		out->fields += counts;
		out->keyed += counts && keyed;
		out->confirmed += counts && !keyed && a->confirmed;
	}
	for (size_t i = 0; c && e && i < c->item->n_materials; i++)
		out->papers += c->marks[i].by_hand;
}

static enum err fault(struct stage *s, const char *department, const char *state, int latency_ms)
{
	return demo_control(set_of(s)->app->demo_base, department, state, latency_ms);
}

const struct stage_kind stage_canvas = {
	.name = "canvas",
	.held = true,
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
	.cursor = cursor_of,
	.golden = golden_of,
	.offered = offered,
	.fault = fault,
	.wrong = wrong,
	.tally = tally,
};
