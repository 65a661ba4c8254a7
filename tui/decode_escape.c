/* SPDX-License-Identifier: MIT
 *
 * Escape sequences: tables of every dialect, and what is swallowed. No byte of a sequence ever
 * becomes a character; a byte of a character that breaks into one is read again.
 */
#include "tui/decode_inside.h"

#include <string.h>

/* ESC [ n ~ : vt220, xterm, linux, rxvt and PuTTY agree where they overlap. */
static const struct {
	int number;
	enum key_kind kind;
	uint32_t f;
} tilde_keys[] = {
	{1, KEY_HOME, 0},
	{2, KEY_INSERT, 0},
	{3, KEY_DELETE, 0},
	{4, KEY_END, 0},
	{5, KEY_PGUP, 0},
	{6, KEY_PGDN, 0},
	{7, KEY_HOME, 0},
	{8, KEY_END, 0},
	{11, KEY_F, 1},
	{12, KEY_F, 2},
	{13, KEY_F, 3},
	{14, KEY_F, 4},
	{15, KEY_F, 5},
	{17, KEY_F, 6},
	{18, KEY_F, 7},
	{19, KEY_F, 8},
	{20, KEY_F, 9},
	{21, KEY_F, 10},
	{23, KEY_F, 11},
	{24, KEY_F, 12},
};

/* A letter after ESC [ or ESC O. */
struct letter_key {
	char letter;
	enum key_kind kind;
	uint32_t cp;
};

static const struct letter_key csi_keys[] = {
	{'A', KEY_UP, 0},
	{'B', KEY_DOWN, 0},
	{'C', KEY_RIGHT, 0},
	{'D', KEY_LEFT, 0},
	{'F', KEY_END, 0},
	{'G', KEY_PGDN, 0},
	{'H', KEY_HOME, 0},
	{'I', KEY_PGUP, 0},
	{'L', KEY_INSERT, 0},
	{'Z', KEY_BACKTAB, 0},
};

static const struct letter_key ss3_keys[] = {
	{'A', KEY_UP, 0},
	{'B', KEY_DOWN, 0},
	{'C', KEY_RIGHT, 0},
	{'D', KEY_LEFT, 0},
	{'F', KEY_END, 0},
	{'H', KEY_HOME, 0},
	{'I', KEY_TAB, 0},
	{'M', KEY_ENTER, 0},
	{' ', KEY_CHAR, ' '},
};

static bool tell_f(struct decoder *d, struct key *out, uint32_t n)
{
	d->seen_f = true;
	return decode_tell(out, KEY_F, n);
}

static bool tell_letter(const struct letter_key *keys, size_t n, uint8_t letter, struct key *out)
{
	for (size_t i = 0; i < n; i++) {
		if (keys[i].letter == (char)letter)
			return decode_tell(out, keys[i].kind, keys[i].cp);
	}
	return false;
}

/* An unknown or broken sequence ends here. A byte of a character is not part of it. */
static bool give_up(struct decoder *d, uint8_t byte)
{
	d->n_pending = 0;
	d->silent_esc = false;
	if (byte == ESC)
		decode_push(d, byte);
	else if (byte >= 0x80)
		decode_unread(d, byte);
	return false;
}

bool decode_prefix_waits(const struct decoder *d)
{
	return d->esc_prefix && (d->esc_always || !d->seen_f) && !d->silent_esc;
}

/* The byte after a lone Esc. */
static bool after_esc(struct decoder *d, uint8_t byte, int64_t gap, struct key *out)
{
	bool at_once = gap <= d->esc_ms;

	if (byte && strchr("[O]PX^_", byte)) {
		decode_push(d, byte);
		return false;
	}
	if (byte == ESC) {
		/* The second one may begin an arrow key, so it stays pending. */
		bool told = !at_once && !d->silent_esc;
		d->silent_esc = d->silent_esc || told;
		return told && decode_tell(out, KEY_ESC, 0);
	}
	d->n_pending = 0;
	if (byte >= '0' && byte <= '9')
		return decode_tell(out, KEY_F, byte == '0' ? 10 : (uint32_t)(byte - '0'));
	if (at_once && byte < 0x80)
		return false; /* Alt with a key: nothing here has that meaning */
	decode_unread(d, byte);
	return !d->silent_esc && decode_tell(out, KEY_ESC, 0);
}

/* Parameters of a CSI; empty ones are 0. Returns how many. */
static int parameters(const struct decoder *d, int out[2])
{
	int n = 0;

	out[0] = out[1] = 0;
	if (d->n_pending == 2)
		return 0;
	for (size_t i = 2; i < d->n_pending && n < 2; i++) {
		uint8_t b = d->pending[i];
		if (b == ';')
			n++;
		else if (b >= '0' && b <= '9' && out[n] < 10000)
			out[n] = out[n] * 10 + (b - '0');
	}
	return n < 2 ? n + 1 : 2;
}

/* Only digits and semicolons: no private sequence, no intermediate byte. */
static bool plain_parameters(const struct decoder *d)
{
	for (size_t i = 2; i < d->n_pending; i++) {
		if (d->pending[i] != ';' && (d->pending[i] < '0' || d->pending[i] > '9'))
			return false;
	}
	return d->n_pending < sizeof d->pending;
}

static bool tilde_key(struct decoder *d, int number, struct key *out)
{
	if (number == 200) {
		d->pasting = true;
		d->paste_ms = d->last_ms;
		return false;
	}
	for (size_t i = 0; i < COUNT_OF(tilde_keys); i++) {
		if (tilde_keys[i].number != number)
			continue;
		if (tilde_keys[i].kind == KEY_F)
			return tell_f(d, out, tilde_keys[i].f);
		return decode_tell(out, tilde_keys[i].kind, 0);
	}
	return false;
}

/* ESC [ < button ; col ; row M when a button goes down, m when it goes up. */
static bool mouse_key(struct decoder *d, uint8_t final, struct key *out)
{
	int p[3] = {0}, n = 0;

	for (size_t i = 3; i < d->n_pending && n < 3; i++) {
		uint8_t b = d->pending[i];
		if (b == ';')
			n++;
		else if (b >= '0' && b <= '9' && p[n] < 10000)
			p[n] = p[n] * 10 + (b - '0');
	}
	d->n_pending = 0;
	if (final != 'M' || n != 2 || p[1] < 1 || p[2] < 1)
		return false;
	*out = (struct key){.kind = KEY_MOUSE, .cp = (uint32_t)p[0], .row = p[2] - 1, .col = p[1] - 1};
	return true;
}

static bool csi_key(struct decoder *d, uint8_t final, struct key *out)
{
	if (d->n_pending > 2 && d->pending[2] == '<')
		return mouse_key(d, final, out);
	bool plain = plain_parameters(d);
	int p[2], n = parameters(d, p);

	d->n_pending = 0;
	if (!plain)
		return false;
	if (final == '~' || final == '^' || final == '@' || final == '$')
		return tilde_key(d, p[0], out);
	if (final == 'R' && d->probing && n == 2) {
		d->probing = false;
		*out = (struct key){.kind = KEY_REPORT, .row = p[0], .col = p[1]};
		return true;
	}
	/* With a modifier: ESC [ 1 ; m P. Anything else ending in R is a late position report. */
	if (final >= 'P' && final <= 'S' && n > 0)
		return p[0] == 1 && p[1] <= 16 && tell_f(d, out, (uint32_t)(final - 'P' + 1));
	/* Without parameters M..X are F1..F12 of PuTTY's SCO mode. */
	if (final >= 'M' && final <= 'X')
		return n == 0 && tell_f(d, out, (uint32_t)(final - 'M' + 1));
	return tell_letter(csi_keys, COUNT_OF(csi_keys), final, out);
}

static bool csi_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	bool linux_console = d->n_pending == 3 && d->pending[2] == '[';
	bool after_digit = d->n_pending > 2 && d->pending[d->n_pending - 1] >= '0' &&
			   d->pending[d->n_pending - 1] <= '9';

	if (linux_console) {
		d->n_pending = 0;
		if (byte >= 'A' && byte <= 'E')
			return tell_f(d, out, (uint32_t)(byte - 'A' + 1));
		return byte < 0x20 || byte >= 0x80 ? give_up(d, byte) : false;
	}
	if (byte == '[' && d->n_pending == 2) {
		decode_push(d, byte);
		return false;
	}
	if (byte == '$' && after_digit && d->pending[2] >= '0' && d->pending[2] <= '9')
		return csi_key(d, byte, out); /* rxvt with Shift */
	if (byte >= 0x20 && byte <= 0x3F) {
		decode_push(d, byte);
		return false;
	}
	if (byte >= 0x40 && byte <= 0x7E)
		return csi_key(d, byte, out);
	return give_up(d, byte);
}

static bool ss3_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	static const char keypad[] = "*+,-./0123456789"; /* j..y */

	if ((byte >= '0' && byte <= '9') || byte == ';') {
		decode_push(d, byte); /* a modifier */
		return false;
	}
	if (byte < 0x20 || byte >= 0x7F)
		return give_up(d, byte);
	d->n_pending = 0;
	if (byte >= 'P' && byte <= '[') /* PuTTY's VT100+ mode goes on to F12 */
		return tell_f(d, out, (uint32_t)(byte - 'P' + 1));
	if (byte >= 'j' && byte <= 'y')
		return decode_tell(out, KEY_CHAR, (uint8_t)keypad[byte - 'j']);
	return tell_letter(ss3_keys, COUNT_OF(ss3_keys), byte, out);
}

/* OSC, DCS and their kin: swallowed to their end; a control ends them too. */
static bool string_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	if (d->n_pending == 3) { /* an Esc inside: its end, or a new sequence */
		d->n_pending = 0;
		if (byte == '\\')
			return false;
		decode_push(d, ESC);
		return after_esc(d, byte, 0, out);
	}
	if (byte == ESC)
		decode_push(d, byte);
	else if (byte < 0x20)
		d->n_pending = 0;
	return false;
}

bool decode_escape(struct decoder *d, uint8_t byte, int64_t gap, struct key *out)
{
	if (d->n_pending == 1)
		return after_esc(d, byte, gap, out);
	switch (d->pending[1]) {
	case '[':
		return csi_byte(d, byte, out);
	case 'O':
		return ss3_byte(d, byte, out);
	default:
		return string_byte(d, byte, out);
	}
}
