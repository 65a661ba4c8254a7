/* SPDX-License-Identifier: MIT
 *
 * From bytes to what a screen understands: decoder, card bursts, then actions or characters. A
 * paste or a card never commands; a composition left hanging in the input method is quoted, not
 * entered.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/app.h"
#include "tui/mouse.h"
#include "tui/practice.h"

enum {
	HANGING_MS = 2000,
	REST_MS = 150,
	HOLD_MS = 80 /* longer than a card reader's gap, shorter than a clerk would notice */
};

static void *top_state(struct app *a)
{
	return a->stack[a->depth - 1].state;
}

/* Keys that may not reach the screen: an Enter after an auto-skip, anything while a
 * confirmation is younger than 300 ms. */
static bool swallowed(struct app *a, const struct key *k, int64_t now)
{
	if (now < a->modal_until_ms)
		return true;
	bool skip = now < a->skip_enter_until_ms && (k->kind == KEY_ENTER || k->kind == KEY_TAB);
	a->skip_enter_until_ms = 0; /* the very next key only: the hand has noticed by then */
	return skip;
}

static void global_act(struct app *a, enum action act)
{
	switch (act) {
	case ACT_LOCK:
		app_lock(a);
		return;
	case ACT_REDRAW:
		a->redraw = a->dirty = true;
		return;
	case ACT_HOME:
		app_home(a);
		return;
	case ACT_HELP:
		if (app_top(a) != &screen_help && a->depth < APP_STACK)
			(void)!app_push(a, &screen_help, app_top(a));
		else if (app_top(a) == &screen_help)
			screen_help.act(a, top_state(a), act);
		return;
	case ACT_PALETTE:
		if (app_top(a) != &screen_palette && a->depth < APP_STACK)
			(void)!app_push(a, &screen_palette, app_top(a));
		return;
	case ACT_EXCHANGE:
		if (app_top(a) != &screen_exchange && a->depth < APP_STACK)
			(void)!app_push(a, &screen_exchange, NULL);
		return;
	case ACT_RECEIVE:
		app_receive(a);
		return;
	case ACT_COACH:
		practice_hint(a);
		return;
	case ACT_CANCEL:
		desk_cancel_asks(a->desk);
		app_say(a, VOICE_HINT, "%s", _("Fetching was stopped; F5 asks again"));
		return;
	default:
		app_top(a)->act(a, top_state(a), act);
	}
}

/* On a thin line a held arrow would carry all that is said about each row it passes. */
static bool moves(enum action act)
{
	return act == ACT_UP || act == ACT_DOWN || act == ACT_TAB || act == ACT_BACKTAB;
}

void app_act(struct app *a, enum action act)
{
	const struct action_row *row = action_row(act);

	a->dirty = true;
	a->rest_ms = moves(act) ? clock_mono_ms() + REST_MS : 0;
	if (act != ACT_NONE && (row->where & app_top(a)->bit))
		global_act(a, act);
}

static void give_char(struct app *a, const struct key *k, int64_t now)
{
	if (text_is_han(k->cp) && now - a->f_key_ms < HANGING_MS && a->f_key_ms) {
		char quoted[TEXT_UTF8_MAX + 1] = {0};

		text_put(k->cp, quoted);
		app_say(a, VOICE_HINT, _("\"%s\" was still being composed and was not entered"),
			quoted);
		return;
	}
	if (!text_is_han(k->cp))
		a->f_key_ms = 0; /* a character got through: nothing is being composed */
	app_top(a)->text(a, top_state(a), k->cp);
}

static void give_card(struct app *a, const struct key *k)
{
	const struct screen *s = app_top(a);

	if (practice_card_fails(a)) {
		for (int i = 0; i < a->intake.taken; i++)
			app_act(a, ACT_RUBOUT); /* a reader that fails types nothing */
		app_say(a, VOICE_PROBLEM, "%s", _("Card not read. Try again or key 18 digits"));
	} else if (s->modal) {
		app_say(a, VOICE_HINT, "%s", _("The card was not taken: answer the question first"));
	} else if (s->card) {
		s->card(a, top_state(a), k->text, a->intake.taken);
	} else {
		app_person(a, k->text, PROOF_READER);
	}
}

static void give(struct app *a, const struct key *k)
{
	int64_t now = clock_mono_ms();
	const struct screen *s = app_top(a);

	if (k->kind == KEY_PASTE) {
		if (s->paste && now >= a->modal_until_ms)
			s->paste(a, top_state(a), k->text);
		return;
	}
	if (k->kind == KEY_CARD) {
		give_card(a, k);
		return;
	}
	if (k->kind == KEY_CHAR) {
		give_char(a, k, now);
		return;
	}
	if (k->kind == KEY_F)
		a->f_key_ms = now;
	else
		a->f_key_ms = 0;
	app_act(a, action_of_key(k, s->bit));
}

void app_dispatch(struct app *a, const struct key *k)
{
	const struct screen *top = app_top(a);
	int depth = a->depth, said = a->n_messages;

	a->dirty = true;
	again_begin(a);
	give(a, k);
	again_end(a, k);
	/* What was said on another screen is of no use on this one. */
	if ((app_top(a) != top || a->depth != depth) && a->n_messages == said)
		a->message_live = false;
}

static void dispatch(struct app *a, const struct key *k)
{
	again_drop(a);
	a->dirty = true;
	practice_key(a, k);
	if (k->kind != KEY_PASTE && k->kind != KEY_CARD && swallowed(a, k, clock_mono_ms()))
		return;
	app_dispatch(a, k);
}

int64_t app_hand_ms(const struct app *a)
{
	return clock_mono_ms() - a->busy_ms;
}

static void release_held(struct app *a)
{
	int n = a->n_held;

	a->n_held = 0;
	for (int i = 0; i < n; i++)
		dispatch(a, &a->held[i]);
	mem_wipe(a->held, sizeof a->held);
}

/* A digit that would command waits until it cannot be the first of a card: a reader must never
 * accept, refuse or choose anything. Text fields get their characters at once. */
static void deliver(struct app *a, const struct key *k)
{
	const struct screen *s = app_top(a);

	if (k->kind == KEY_CARD) {
		if (a->n_held)
			a->intake.taken = 0; /* the screen has seen none of it */
		a->n_held = 0;
		mem_wipe(a->held, sizeof a->held);
		dispatch(a, k);
		return;
	}
	bool holds = k->kind == KEY_CHAR && app_digit(k->cp) >= 0 &&
		(a->n_held > 0 || (s->digits && s->digits(a, top_state(a))));
	if (holds && a->n_held < HELD_KEYS) {
		a->held[a->n_held++] = *k;
		a->held_ms = app_hand_ms(a);
		return;
	}
	release_held(a);
	dispatch(a, k);
}

/* For the self-test, which shows what a key sends; elsewhere nothing typed is kept. */
static void keep_raw(struct app *a, uint8_t byte)
{
	if (app_top(a)->raw && a->n_raw + 1 < RAW_BYTES)
		a->raw[a->n_raw++] = (char)byte;
}

static bool gave_raw(struct app *a, const struct key *k)
{
	const struct screen *s = app_top(a);

	if (!s->raw)
		return false;
	a->raw[a->n_raw] = '\0';
	a->n_raw = 0;
	a->dirty = true;
	return s->raw(a, top_state(a), k, a->raw);
}

void app_press(struct app *a, const struct key *k)
{
	struct key out[2];
	int64_t now = clock_mono_ms();

	if (k->kind == KEY_MOUSE) {
		a->last_key_ms = now;
		a->masked_idle = false;
		if (a->terminal.mouse) /* else left on by a program before us */
			mouse_take(a, k);
		return;
	}
	if (k->kind == KEY_REPORT) {
		a->redraw |= text_ambiguous_wide(k->col > 2);
		a->dirty = true;
		return;
	}
	if (practice_frozen(a))
		return;
	a->last_key_ms = now;
	a->masked_idle = false;
	a->keys++;
	if (a->message_live && app_message(a)->voice == VOICE_PROBLEM)
		a->message_live = false;
	if (k->kind != KEY_F || k->cp != 1)
		a->failed = OK; /* F1 explains it */
	int n = intake_key(&a->intake, k, app_hand_ms(a), out);
	for (int i = 0; i < n; i++)
		if (!gave_raw(a, &out[i]))
			deliver(a, &out[i]);
}

void app_feed(struct app *a, const void *bytes, size_t len)
{
	const uint8_t *p = bytes;
	struct key k;

	for (size_t i = 0; i < len; i++) {
		keep_raw(a, p[i]);
		if (decoder_byte(&a->decoder, p[i], app_hand_ms(a), &k))
			app_press(a, &k);
	}
	a->consumed += len;
	if (decoder_in_escape(&a->decoder))
		a->dirty = true;
}

void app_feed_timeouts(struct app *a)
{
	struct key k, out[2];
	int64_t now = app_hand_ms(a);

	while (decoder_timeout(&a->decoder, now, &k))
		app_press(a, &k);
	int n = intake_timeout(&a->intake, now, out);
	for (int i = 0; i < n; i++)
		deliver(a, &out[i]);
	if (a->n_held && now - a->held_ms >= HOLD_MS)
		release_held(a);
}

int app_held_wait_ms(const struct app *a, int64_t now_ms)
{
	if (!a->n_held)
		return -1;
	return now_ms - a->held_ms >= HOLD_MS ? 0 : (int)(HOLD_MS - (now_ms - a->held_ms));
}
