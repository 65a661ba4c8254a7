/* SPDX-License-Identifier: MIT
 *
 * A reader types like a very fast clerk. What must hold: nobody's typing is delayed, and a card
 * is told only after its number proved itself (check character, or a date that exists).
 */
#include "tui/intake.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/identity.h"

enum {
	GAP_MS = 100,	 /* between two characters, exclusive */
	TOTAL_MS = 1500, /* of a whole burst, exclusive */
	PAUSE_MS = 150,	 /* ends a burst that may go on; a stray Enter comes within it */
	OLD = 15,	 /* digits of a first-generation number */
	FULL = 18
};

void intake_init(struct intake *in)
{
	*in = (struct intake){0};
}

static void forget(struct intake *in)
{
	mem_wipe(in->text, sizeof in->text);
	in->n = 0;
}

/* The character of a number that cp stands for at place n (0 the first), or 0. */
static char number_char(uint32_t cp, int n)
{
	uint32_t folded = text_fold(cp);

	if (folded >= '0' && folded <= '9')
		return (char)folded;
	/* An input method may make a multiplication sign of the star that stands for X. */
	if (n == FULL - 1 && (folded == 'x' || folded == 'X' || folded == '*' || cp == 0xD7))
		return 'X';
	return 0;
}

static bool old_number(const struct intake *in)
{
	int part[3];

	for (int i = 0; i < 3; i++)
		part[i] = (in->text[6 + 2 * i] - '0') * 10 + (in->text[7 + 2 * i] - '0');
	return in->n == OLD && day_valid(1900 + part[0], part[1], part[2]);
}

/* With an input method on, a final X stays in its pre-edit and never arrives. */
static bool lost_x(const struct intake *in)
{
	return in->n == FULL - 1 && identity_check_char(in->text) == 'X';
}

static int tell_card(struct intake *in, int64_t now_ms, struct key out[2])
{
	in->taken = in->n < FULL ? in->n : FULL - 1;
	if (in->n == FULL - 1)
		in->text[in->n] = 'X';
	in->n = 0;
	in->card_ms = now_ms;
	out[0] = (struct key){.kind = KEY_CARD, .text = in->text};
	return 1;
}

static int pass(const struct key *k, struct key out[2])
{
	out[0] = *k;
	return 1;
}

static int take_char(struct intake *in, const struct key *k, int64_t now_ms, struct key out[2])
{
	if (in->n > 0 && (now_ms - in->last_ms >= GAP_MS || now_ms - in->first_ms >= TOTAL_MS))
		forget(in);

	char c = number_char(k->cp, in->n);
	if (!c) {
		forget(in);
		return pass(k, out);
	}
	if (in->n == 0) {
		forget(in); /* the card told before has been read by now */
		in->first_ms = now_ms;
	}
	in->text[in->n++] = c;
	in->last_ms = now_ms;
	if (in->n < FULL)
		return pass(k, out);
	if (identity_check_char(in->text) == c)
		return tell_card(in, now_ms, out);
	forget(in);
	return pass(k, out);
}

int intake_key(struct intake *in, const struct key *k, int64_t now_ms, struct key out[2])
{
	if (k->kind == KEY_CHAR)
		return take_char(in, k, now_ms, out);
	if (k->kind == KEY_ENTER) {
		if (in->card_ms && now_ms - in->card_ms < PAUSE_MS) {
			in->card_ms = 0;
			return 0;
		}
		/* The reader's own Enter ends a burst sooner than the pause would. */
		if (in->n > 0 && now_ms - in->last_ms < GAP_MS && (old_number(in) || lost_x(in))) {
			int n = tell_card(in, now_ms, out);
			in->card_ms = 0;
			return n;
		}
	}
	forget(in);
	return pass(k, out);
}

int intake_wait_ms(const struct intake *in, int64_t now_ms)
{
	int64_t due = in->last_ms + PAUSE_MS;

	if (!old_number(in) && !lost_x(in))
		return -1;
	return due > now_ms ? (int)(due - now_ms) : 0;
}

int intake_timeout(struct intake *in, int64_t now_ms, struct key out[2])
{
	return intake_wait_ms(in, now_ms) == 0 ? tell_card(in, now_ms, out) : 0;
}
