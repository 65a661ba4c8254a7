/* SPDX-License-Identifier: MIT
 *
 * The stack of screens and the message row. State of a screen is zeroed memory owned by the
 * stack, wiped when its screen leaves. Nothing here blocks.
 */
#include "tui/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/crossings.h"
#include "core/casework/desk/inwards.h"
#include "core/exchange/skew.h"
#include "core/store/upkeep.h"
#include "tui/coach.h"
#include "tui/counter.h"
#include "tui/editions.h"
#include "tui/facing.h"
#include "tui/frame.h"
#include "tui/moved.h"
#include "tui/practice.h"

enum { MESSAGE_MS = 6000, MODAL_MS = 300, REVEAL_MS = 10000, ANSWERS_MS = 60000, LIST_MS = 4, INWARD_TELL = 100,
	INFORCE_MS = 2000 };

const struct screen *app_top(const struct app *a)
{
	return a->depth > 0 ? a->stack[a->depth - 1].screen : NULL;
}

bool app_offers(const struct app *a, enum action act)
{
	const struct screen *s = app_top(a);

	return act != ACT_NONE && (!s->offers || s->offers(a, a->stack[a->depth - 1].state, act));
}

static void drop_top(struct app *a)
{
	const struct screen *s = a->stack[a->depth - 1].screen;
	void *state = a->stack[a->depth - 1].state;

	if (s->leave)
		s->leave(a, state);
	mem_wipe(state, s->state_size);
	mem_free(state);
	a->stack[--a->depth].screen = NULL;
	a->error_title = false;
	a->dirty = true;
}

enum err app_push(struct app *a, const struct screen *s, const void *arg)
{
	if (a->depth == APP_STACK)
		BUG("screen stack is full");
	void *state = mem_new(s->state_size);
	a->stack[a->depth].screen = s;
	a->stack[a->depth++].state = state;
	a->error_title = false;
	a->dirty = true;
	if (s->modal)
		a->modal_until_ms = clock_mono_ms() + MODAL_MS;
	enum err e = s->enter ? s->enter(a, state, arg) : OK;
	if (e)
		drop_top(a);
	return e;
}

void app_pop(struct app *a)
{
	if (a->depth <= 1)
		return;
	drop_top(a);
	const struct screen *s = a->stack[a->depth - 1].screen;
	if (s->back)
		s->back(a, a->stack[a->depth - 1].state);
}

enum err app_replace(struct app *a, const struct screen *s, const void *arg)
{
	if (a->depth > 0)
		drop_top(a);
	return app_push(a, s, arg);
}

void app_home(struct app *a)
{
	desk_close(a->desk);
	while (a->depth > 1)
		drop_top(a);
	const struct screen *s = app_top(a);
	if (s && s->back)
		s->back(a, a->stack[0].state);
}

void app_logout(struct app *a)
{
	desk_close(a->desk);
	desk_settle(a->desk, DESK_SETTLE_MS);
	desk_letters_now(a->desk);
	again_drop(a);
	crossings_forget(a->crossings);
	inwards_forget(a->inwards);
	a->inward_told = 0;
	counter_forget(a->counter);
	while (a->depth > 0)
		drop_top(a);
	objections_forget(a->objections);
	operator_logout(a->store);
	mem_wipe(a->messages, sizeof a->messages);
	a->n_messages = 0;
	a->message_live = false;
	if (app_push(a, &screen_login, NULL))
		BUG("the log-in screen did not open");
}

bool app_clear(const struct app *a)
{
	const struct casefile *f = a->desk ? desk_case(a->desk) : NULL;

	return a->revealed_until_ms > clock_mono_ms() && !(f && appeal_hides(f, clock_now_ms()));
}

/* A problem stays on the glass until a key answers it: what happened meanwhile is noted before it. */
static bool behind_problem(struct app *a, const struct message *m)
{
	const struct message *shown = app_message(a);

	if (m->voice == VOICE_PROBLEM || !shown || shown->voice != VOICE_PROBLEM)
		return false;
	a->messages[a->n_messages % APP_MESSAGES] = *shown;
	a->messages[(a->n_messages - 1) % APP_MESSAGES] = *m;
	a->n_messages++;
	return true;
}

static void add_message(struct app *a, enum voice v, const char *text)
{
	struct message m = {.voice = v, .at_ms = clock_now_ms()};

	text_copy(m.text, sizeof m.text, text);
	if (behind_problem(a, &m))
		return;
	a->messages[a->n_messages++ % APP_MESSAGES] = m;
	a->message_live = true;
	a->failed = OK;
	a->message_ms = clock_mono_ms();
	a->bell |= v == VOICE_PROBLEM;
	if (v == VOICE_PROBLEM)
		practice_trouble(a);
	a->dirty = true;
}

void app_say(struct app *a, enum voice v, const char *format, ...)
{
	char text[APP_MESSAGE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	add_message(a, v, text);
}

void app_refetched(struct app *a, enum err e)
{
	if (e)
		app_fail(a, e);
	else if (driver_flight(a->driver))
		app_say(a, VOICE_BUSY, "%s", _("Asked again; the answer fills itself in"));
	else
		app_say(a, VOICE_HINT, "%s", _("Every department has answered; nothing is left to ask"));
}

void app_fail(struct app *a, enum err e)
{
	const char *remedy = err_remedy(e);

	if (e == ERR_BUSY && a->again.trying) {
		const char *waits = _("Another window is writing; done in a moment");
		a->again.busy = true;
		if (!a->message_live || !text_equal(app_message(a)->text, waits)) /* said once */
			app_say(a, VOICE_BUSY, "%s", waits);
		return;
	}
	app_say(a, VOICE_PROBLEM, "%s%s%s", _(err_text(e)), *remedy ? _(". ") : "",
		*remedy ? _(remedy) : "");
	a->failed = e;
}

const struct message *app_message(const struct app *a)
{
	if (!a->message_live || a->n_messages == 0)
		return NULL;
	return &a->messages[(a->n_messages - 1) % APP_MESSAGES];
}

/* What departments answered to objections reaches the open cases, whoever recorded it. */
static void take_answers(struct app *a, int64_t now)
{
	size_t n = 0;

	if (!a->operator_id[0] || now < a->answers_ms || !store_unlocked(a->store))
		return;
	enum err e = desk_apply_answers(a->desk, &n);
	a->answers_ms = now + (e == ERR_BUSY ? KEY_AGAIN_MS : ANSWERS_MS);
	if (e || n == 0)
		return;
	a->news++;
	app_say(a, VOICE_HINT, _("%zu objections were answered; the cases know"), n);
}

/* What another region did with a case of this hall: asked beside the work, told in a line. */
static void follow_crossings(struct app *a)
{
	enum crossing_state became = CROSSING_NONE;
	struct uid id;

	if (!a->operator_id[0] || !store_unlocked(a->store) || !crossings_tick(a->crossings, &id, &became))
		return;
	if (desk_busy(a->desk) && uid_equal(&desk_case(a->desk)->id, &id) && desk_reload_case(a->desk))
		log_line("crossing", "the open case could not be read again");
	a->news++;
	app_say(a, VOICE_HINT, _("A case handed to another region: %s"), _(crossing_text(became)));
}

/* Said when more of them wait than before, to whoever may take them in. */
static void follow_inwards(struct app *a)
{
	const struct inward_case *list[INWARD_TELL];

	if (!a->operator_id[0] || !store_unlocked(a->store) || !inwards_tick(a->inwards))
		return;
	size_t n = inwards_waiting(a->inwards, list, COUNT_OF(list));
	if (n > a->inward_told && desk_may(a->desk, RIGHT_ACCEPT))
		app_say(a, VOICE_HINT, _("Handed over by other regions: %zu wait; F9, Cases from other regions"), n);
	a->inward_told = n;
	a->news++;
	a->dirty = true;
}

/* Signing goes on by the gateway's clock; who can have this one set hears of it, once a session. */
static void tell_skew(struct app *a)
{
	int64_t skew = driver_skew_ms(a->driver), far = skew < 0 ? -skew : skew;
	const struct operator_info *me = a->operator_id[0] ? operator_current(a->store) : NULL;

	if (a->skew_told || far <= SKEW_TOLD_MS || !me || !role_may(me->role, RIGHT_WATCH))
		return;
	a->skew_told = true;
	app_say(a, VOICE_PROBLEM, skew > 0 ? _("This machine's clock is %d s behind the exchange's; have it set") :
		_("This machine's clock is %d s ahead of the exchange's; have it set"), (int)(far / 1000));
}

/* What was confirmed by two people at another window counts here from this turn on. */
static void follow_inforce(struct app *a, int64_t now)
{
	bool changed = false;

	if (!a->store || now < a->inforce_ms)
		return;
	a->inforce_ms = now + INFORCE_MS;
	enum err e = inforce_follow(a->store, &a->inforce, &changed);
	if (e)
		log_line("inforce", "%s", err_name(e));
	if (e || !changed)
		return;
	a->news++;
	a->dirty = true;
	if (!a->operator_id[0] || !store_unlocked(a->store))
		return;
	moved_begin(a); /* told days that move are written into their cases */
	app_say(a, VOICE_HINT, "%s", _("What two people confirmed elsewhere counts here from now on"));
}

static void age_message(struct app *a, int64_t now)
{
	const struct message *m = app_message(a);

	if (m && m->voice != VOICE_PROBLEM && now - a->message_ms >= MESSAGE_MS) {
		a->message_live = false;
		a->dirty = true;
	}
}

void app_skipped(struct app *a)
{
	a->skip_enter_until_ms = clock_mono_ms() + 400;
}

void app_ime_hint(struct app *a)
{
	app_say(a, VOICE_HINT, "%s", _("The input method is on. Use F-keys or press Shift first"));
}

int app_digit(uint32_t codepoint)
{
	uint32_t c = text_fold(codepoint);

	return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
}

static void drain_notes(struct app *a)
{
	struct desk_note note;

	while (desk_note(a->desk, &note))
		app_say(a, note.kind == NOTE_PROBLEM ? VOICE_PROBLEM : VOICE_HINT, "%s", note.text);
}

/* Somebody may have walked away from a desk that stands open. */
static bool may_idle(const struct app *a)
{
	return a->operator_id[0] && app_top(a) != &screen_lock && app_top(a) != &screen_login;
}

static void idle(struct app *a, int64_t now)
{
	if (!may_idle(a))
		return;
	int64_t quiet = now - a->last_key_ms;
	if (quiet >= (int64_t)a->lock_seconds * 1000) {
		app_lock(a);
	} else if (!a->masked_idle && quiet >= (int64_t)a->mask_seconds * 1000) {
		a->masked_idle = true;
		a->dirty = true;
	}
}

static void tick_minute(struct app *a)
{
	int64_t minute = clock_now_ms() / 60000;

	if (minute != a->drawn_minute) {
		a->drawn_minute = minute;
		a->dirty = true;
	}
}

/* Also at once when another screen came up meanwhile. */
static void rest(struct app *a, int64_t now)
{
	if (!a->rest_ms || (now < a->rest_ms && a->drawn == app_top(a)))
		return;
	a->rest_ms = 0;
	a->dirty = true;
}

void app_tick(struct app *a)
{
	int64_t now = clock_mono_ms();

	app_feed_timeouts(a);
	rest(a, now);
	practice_rest(a);
	if (a->desk && desk_tick(a->desk, &a->desk_next_ms)) {
		a->dirty = true;
		drain_notes(a);
	}
	if (a->revealed_until_ms && now >= a->revealed_until_ms) {
		a->revealed_until_ms = 0;
		a->dirty = true;
	}
	if (!a->listed)
		a->listed = directory_step(a->directory, LIST_MS);
	if (a->store && now >= a->upkeep_ms)
		a->upkeep_ms = now + upkeep_step(a->store);
	take_answers(a, now);
	follow_crossings(a);
	follow_inwards(a);
	editions_turn(a, now);
	tell_skew(a);
	follow_inforce(a, now);
	age_message(a, now);
	tick_minute(a);
	counter_tick(a, now);
	facing_turn(a);
	again_turn(a, now);
	const struct screen *s = app_top(a);
	a->soon = false;
	moved_turn(a);
	a->screen_due_ms = 0;
	if (s && s->tick)
		s->tick(a, a->stack[a->depth - 1].state, now);
	practice_turn(a);
	idle(a, now);
}

static int sooner(int ms, int64_t other)
{
	if (other < 0)
		other = 0;
	return ms < 0 || other < ms ? (int)other : ms;
}

int app_wait_ms(const struct app *a)
{
	int64_t now = clock_mono_ms();
	int ms = (int)(60000 - clock_now_ms() % 60000);
	int64_t hand = app_hand_ms(a);
	int pending = decoder_wait_ms(&a->decoder, hand);

	if (a->soon || !a->listed)
		return 0;
	if (store_unlocked(a->store))
		ms = sooner(ms, a->upkeep_ms - now);
	if (pending >= 0)
		ms = sooner(ms, pending);
	if ((pending = intake_wait_ms(&a->intake, hand)) >= 0)
		ms = sooner(ms, pending);
	if ((pending = app_held_wait_ms(a, hand)) >= 0)
		ms = sooner(ms, pending);
	if (a->rest_ms)
		ms = sooner(ms, a->rest_ms - now);
	if (a->desk_next_ms >= 0)
		ms = sooner(ms, a->desk_next_ms);
	if ((pending = counter_wait_ms(a, now)) >= 0)
		ms = sooner(ms, pending);
	if ((pending = again_wait_ms(a, now)) >= 0)
		ms = sooner(ms, pending);
	if ((pending = practice_wait_ms(a)) >= 0)
		ms = sooner(ms, pending);
	if (a->screen_due_ms)
		ms = sooner(ms, a->screen_due_ms - now);
	if (a->revealed_until_ms)
		ms = sooner(ms, a->revealed_until_ms - now);
	if (a->message_live)
		ms = sooner(ms, a->message_ms + MESSAGE_MS - now > 0 ?
			a->message_ms + MESSAGE_MS - now : 60000);
	if (may_idle(a)) {
		int64_t mask = a->last_key_ms + (int64_t)a->mask_seconds * 1000 - now;
		ms = sooner(ms, a->masked_idle ? a->last_key_ms +
			(int64_t)a->lock_seconds * 1000 - now : mask);
	}
	return ms;
}

/* What the picture was is kept: rows that may follow are taken from it while the focus moves. */
static void turn_page(struct app *a)
{
	struct canvas was = a->before;

	a->before = a->canvas;
	a->canvas = was;
	canvas_clear(&a->canvas);
}

void app_draw(struct app *a)
{
	turn_page(a);
	if (!frame_too_small(a, &a->canvas) && a->depth > 0 && !coach_draw(a))
		a->stack[a->depth - 1].screen->draw(a, a->stack[a->depth - 1].state, &a->canvas);
	if (a->rest_ms && a->drawn == app_top(a))
		canvas_keep_late(&a->canvas, &a->before);
	a->drawn = app_top(a);
	a->dirty = false;
	if (!a->rest_ms)
		practice_drawn(a);
}

void app_resize(struct app *a, int rows, int cols)
{
	canvas_release(&a->canvas);
	canvas_release(&a->before);
	canvas_init(&a->canvas, rows, cols);
	canvas_init(&a->before, rows, cols);
	a->dirty = true;
}

void app_reveal(struct app *a)
{
	enum err e = desk_reveal(a->desk, a->stack[a->depth - 1].screen->name);

	if (e)
		app_fail(a, e); /* no audit event, no clear text */
	else
		a->revealed_until_ms = clock_mono_ms() + REVEAL_MS;
}

void app_lock(struct app *a)
{
	if (!a->operator_id[0] || app_top(a) == &screen_lock)
		return;
	memset(&a->locked_case, 0, sizeof a->locked_case);
	if (desk_busy(a->desk))
		a->locked_case = desk_case(a->desk)->id;
	desk_close(a->desk);
	desk_settle(a->desk, DESK_SETTLE_MS);
	again_drop(a);
	crossings_forget(a->crossings);
	inwards_forget(a->inwards);
	objections_forget(a->objections);
	counter_forget(a->counter);
	a->revealed_until_ms = 0;
	for (int i = 0; i < a->depth; i++)
		if (a->stack[i].screen->forget)
			a->stack[i].screen->forget(a, a->stack[i].state);
	if (a->depth == APP_STACK)
		drop_top(a);
	enum err e = app_push(a, &screen_lock, NULL);
	store_lock(a->store);
	if (e)
		BUG("the lock screen did not open");
}
