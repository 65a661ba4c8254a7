/* SPDX-License-Identifier: MIT
 *
 * What must hold: what is done again meets the screen it was asked on, in the state it was asked in.
 */
#include "tui/again.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/app.h"

static void forget(struct again *g)
{
	if (g->release && g->ctx)
		g->release(g->ctx);
	mem_wipe(g, sizeof *g);
}

static void *top_state(const struct app *a)
{
	return a->depth ? a->stack[a->depth - 1].state : NULL;
}

void again_begin(struct app *a)
{
	struct again *g = &a->again;

	g->trying = true;
	g->busy = false;
	g->screen = app_top(a);
	g->state = top_state(a);
}

static void wait_on(struct app *a)
{
	int64_t now = clock_mono_ms();

	a->again.waits = true;
	a->again.screen = app_top(a);
	a->again.state = top_state(a);
	a->again.next_ms = now + KEY_AGAIN_MS;
	if (!a->again.give_up_ms)
		a->again.give_up_ms = now + KEY_GIVE_UP_MS;
}

/* A character that stands in a line by now may not come twice; a digit that commands may. */
static bool may_repeat(const struct app *a, const struct key *k)
{
	const struct screen *s = app_top(a);

	if (s != a->again.screen || top_state(a) != a->again.state)
		return false;
	return k->kind != KEY_CARD && k->kind != KEY_PASTE &&
	       (k->kind != KEY_CHAR || (s->digits && s->digits(a, top_state(a))));
}

void again_end(struct app *a, const struct key *k)
{
	struct again *g = &a->again;

	g->trying = false;
	if (!g->busy)
		return;
	g->busy = false;
	if (!may_repeat(a, k)) {
		app_fail(a, ERR_BUSY);
		return;
	}
	g->key = *k;
	wait_on(a);
}

bool again_busy(const struct app *a)
{
	return a->again.busy;
}

void again_later(struct app *a, void (*run)(struct app *a, void *ctx), void *ctx, void (*release)(void *ctx))
{
	struct again *g = &a->again;

	g->busy = false;
	g->run = run;
	g->ctx = ctx;
	g->release = release;
	wait_on(a);
}

static void give_up(struct app *a)
{
	forget(&a->again);
	app_say(a, VOICE_PROBLEM, "%s", _("Not done: another window was writing. Once more, then it is"));
}

void again_turn(struct app *a, int64_t now_ms)
{
	struct again *g = &a->again, old = *g;
	int said = a->n_messages;

	if (!g->waits || now_ms < g->next_ms)
		return;
	if (app_top(a) != g->screen || top_state(a) != g->state || now_ms >= g->give_up_ms) {
		give_up(a);
		return;
	}
	*g = (struct again){.give_up_ms = old.give_up_ms};
	if (!old.run) {
		app_dispatch(a, &old.key);
	} else {
		again_begin(a);
		old.run(a, old.ctx);
		bool busy = g->busy;
		g->trying = false;
		if (busy) {
			again_later(a, old.run, old.ctx, old.release);
			return;
		}
		if (old.release && old.ctx)
			old.release(old.ctx);
	}
	if (!g->waits) {
		forget(g);
		a->message_live &= a->n_messages != said; /* that it waited is over */
		a->dirty = true;
	}
	mem_wipe(&old, sizeof old);
}

void again_drop(struct app *a)
{
	if (a->again.waits)
		give_up(a);
}

int again_wait_ms(const struct app *a, int64_t now_ms)
{
	if (!a->again.waits)
		return -1;
	return a->again.next_ms > now_ms ? (int)(a->again.next_ms - now_ms) : 0;
}
