/* SPDX-License-Identifier: MIT
 *
 * A byte machine. What must hold: no byte of an escape sequence ever becomes a character, no
 * character is cut by a time-out, and no byte is looked at twice except those in held.
 */
#include "tui/decode.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"

enum {
	ESC = 0x1B,
	DEL = 0x7F,
	PREFIX_MS = 1000,   /* Esc, then a digit typed by hand */
	SEQUENCE_MS = 1000, /* a begun sequence is given up */
	PASTE_MS = 5000	    /* a paste without its end */
};

static const char paste_end[] = "\033[201~";

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

void decoder_init(struct decoder *d, int esc_ms, bool esc_prefix)
{
	*d = (struct decoder){.esc_ms = esc_ms, .esc_prefix = esc_prefix};
}

static bool tell(struct key *out, enum key_kind kind, uint32_t cp)
{
	*out = (struct key){.kind = kind, .cp = cp};
	return true;
}

static bool tell_f(struct decoder *d, struct key *out, uint32_t n)
{
	d->seen_f = true;
	return tell(out, KEY_F, n);
}

static bool tell_letter(const struct letter_key *keys, size_t n, uint8_t letter, struct key *out)
{
	for (size_t i = 0; i < n; i++) {
		if (keys[i].letter == (char)letter)
			return tell(out, keys[i].kind, keys[i].cp);
	}
	return false;
}

static void push(struct decoder *d, uint8_t byte)
{
	if (d->n_pending < sizeof d->pending)
		d->pending[d->n_pending++] = byte;
}

static void unread(struct decoder *d, uint8_t byte)
{
	if (d->n_held == DECODE_HELD)
		return;
	memmove(d->held + 1, d->held, d->n_held);
	d->held[0] = byte;
	d->n_held++;
}

/* An unknown or broken sequence ends here. A byte of a character is not part of it. */
static bool give_up(struct decoder *d, uint8_t byte)
{
	d->n_pending = 0;
	d->silent_esc = false;
	if (byte == ESC)
		push(d, byte);
	else if (byte >= 0x80)
		unread(d, byte);
	return false;
}

/* --- plain bytes ---------------------------------------------------------------------------- */

static bool control(uint8_t byte, struct key *out)
{
	switch (byte) {
	case '\b':
	case DEL:
		return tell(out, KEY_BACKSPACE, 0);
	case '\t':
		return tell(out, KEY_TAB, 0);
	case '\r':
	case '\n':
		return tell(out, KEY_ENTER, 0);
	default:
		return byte >= 1 && byte <= 26 && tell(out, KEY_CTRL, (uint32_t)('A' + byte - 1));
	}
}

static size_t sequence_length(uint8_t lead)
{
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

static bool first_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	d->silent_esc = false;
	if (byte == ESC || sequence_length(byte) > 0) {
		push(d, byte);
		return false;
	}
	if (byte < 0x20 || byte == DEL)
		return control(byte, out);
	return byte < 0x80 && tell(out, KEY_CHAR, byte);
}

static bool utf8_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	if ((byte & 0xC0) != 0x80) {
		d->n_pending = 0;
		return first_byte(d, byte, out);
	}
	push(d, byte);
	if (d->n_pending < sequence_length(d->pending[0]))
		return false;

	char bytes[TEXT_UTF8_MAX];
	const char *at = bytes;
	size_t len = d->n_pending;
	memcpy(bytes, d->pending, len);
	d->n_pending = 0;
	uint32_t cp = text_next(&at, &len);
	return cp != TEXT_BAD && cp >= 0xA0 && tell(out, KEY_CHAR, cp);
}

/* --- escape sequences ----------------------------------------------------------------------- */

static bool prefix_waits(const struct decoder *d)
{
	return d->esc_prefix && !d->seen_f && !d->silent_esc;
}

/* The byte after a lone Esc. */
static bool after_esc(struct decoder *d, uint8_t byte, int64_t gap, struct key *out)
{
	bool at_once = gap <= d->esc_ms;

	if (byte && strchr("[O]PX^_", byte)) {
		push(d, byte);
		return false;
	}
	if (byte == ESC) {
		/* The second one may begin an arrow key, so it stays pending. */
		bool told = !at_once && !d->silent_esc;
		d->silent_esc = d->silent_esc || told;
		return told && tell(out, KEY_ESC, 0);
	}
	d->n_pending = 0;
	if (byte >= '0' && byte <= '9')
		return tell(out, KEY_F, byte == '0' ? 10 : (uint32_t)(byte - '0'));
	if (at_once && byte < 0x80)
		return false; /* Alt with a key: nothing here has that meaning */
	unread(d, byte);
	return !d->silent_esc && tell(out, KEY_ESC, 0);
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
		return tell(out, tilde_keys[i].kind, 0);
	}
	return false;
}

static bool csi_key(struct decoder *d, uint8_t final, struct key *out)
{
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
		push(d, byte);
		return false;
	}
	if (byte == '$' && after_digit && d->pending[2] >= '0' && d->pending[2] <= '9')
		return csi_key(d, byte, out); /* rxvt with Shift */
	if (byte >= 0x20 && byte <= 0x3F) {
		push(d, byte);
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
		push(d, byte); /* a modifier */
		return false;
	}
	if (byte < 0x20 || byte >= 0x7F)
		return give_up(d, byte);
	d->n_pending = 0;
	if (byte >= 'P' && byte <= '[') /* PuTTY's VT100+ mode goes on to F12 */
		return tell_f(d, out, (uint32_t)(byte - 'P' + 1));
	if (byte >= 'j' && byte <= 'y')
		return tell(out, KEY_CHAR, (uint8_t)keypad[byte - 'j']);
	return tell_letter(ss3_keys, COUNT_OF(ss3_keys), byte, out);
}

/* OSC, DCS and their kin: swallowed to their end; a control ends them too. */
static bool string_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	if (d->n_pending == 3) { /* an Esc inside: its end, or a new sequence */
		d->n_pending = 0;
		if (byte == '\\')
			return false;
		push(d, ESC);
		return after_esc(d, byte, 0, out);
	}
	if (byte == ESC)
		push(d, byte);
	else if (byte < 0x20)
		d->n_pending = 0;
	return false;
}

static bool escape_byte(struct decoder *d, uint8_t byte, int64_t gap, struct key *out)
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

/* --- paste ---------------------------------------------------------------------------------- */

static void paste_add(struct decoder *d, uint8_t byte)
{
	if (d->n_text < KEY_TEXT)
		d->text[d->n_text++] = (char)byte;
}

/* In place: the result is never longer than what came. */
static void paste_clean(struct decoder *d)
{
	const char *at = d->text;
	size_t left = d->n_text, n = 0;
	uint32_t before = 0;

	while (left > 0) {
		uint32_t cp = text_next(&at, &left);
		bool newline_pair = cp == '\n' && before == '\r';

		before = cp;
		if (cp == '\r' || cp == '\n' || cp == '\t')
			cp = ' ';
		if (newline_pair || cp == TEXT_BAD || cp < ' ' || (cp >= DEL && cp < 0xA0))
			continue;
		n += text_put(cp, d->text + n);
	}
	mem_wipe(d->text + n, sizeof d->text - n);
	d->n_text = n;
}

static bool paste_finish(struct decoder *d, struct key *out)
{
	d->pasting = false;
	d->n_pending = 0;
	paste_clean(d);
	*out = (struct key){.kind = KEY_PASTE, .text = d->text};
	return d->n_text > 0;
}

static bool paste_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	if (byte == (uint8_t)paste_end[d->n_pending]) {
		push(d, byte);
		return d->n_pending == strlen(paste_end) && paste_finish(d, out);
	}
	for (size_t i = 1; i < d->n_pending; i++)
		paste_add(d, d->pending[i]);
	d->n_pending = 0;
	if (byte == ESC)
		push(d, byte);
	else
		paste_add(d, byte);
	return false;
}

/* --- the machine ---------------------------------------------------------------------------- */

static bool step(struct decoder *d, uint8_t byte, int64_t now_ms, struct key *out)
{
	int64_t gap = now_ms - d->last_ms;

	if (d->pasting && now_ms - d->paste_ms >= PASTE_MS) {
		unread(d, byte);
		return paste_finish(d, out);
	}
	d->last_ms = now_ms;
	if (d->pasting) {
		d->paste_ms = now_ms;
		return paste_byte(d, byte, out);
	}
	if (d->n_text > 0) { /* the last paste has been read by now */
		mem_wipe(d->text, sizeof d->text);
		d->n_text = 0;
	}
	if (d->n_pending == 0)
		return first_byte(d, byte, out);
	if (d->pending[0] == ESC)
		return escape_byte(d, byte, gap, out);
	return utf8_byte(d, byte, out);
}

static bool run_held(struct decoder *d, int64_t now_ms, struct key *out)
{
	while (d->n_held > 0) {
		uint8_t byte = d->held[0];

		d->n_held--;
		memmove(d->held, d->held + 1, d->n_held);
		if (step(d, byte, now_ms, out))
			return true;
	}
	return false;
}

bool decoder_byte(struct decoder *d, uint8_t byte, int64_t now_ms, struct key *out)
{
	if (d->n_held < DECODE_HELD)
		d->held[d->n_held++] = byte;
	return run_held(d, now_ms, out);
}

int decoder_wait_ms(const struct decoder *d, int64_t now_ms)
{
	int64_t due;

	if (d->n_held > 0)
		return 0;
	if (d->pasting)
		due = d->paste_ms + PASTE_MS;
	else if (d->n_pending == 0 || d->pending[0] != ESC)
		return -1;
	else if (d->n_pending > 1)
		due = d->last_ms + SEQUENCE_MS;
	else
		due = d->last_ms + (prefix_waits(d) ? PREFIX_MS : d->esc_ms);
	return due > now_ms ? (int)(due - now_ms) : 0;
}

bool decoder_timeout(struct decoder *d, int64_t now_ms, struct key *out)
{
	if (d->n_held > 0)
		return run_held(d, now_ms, out);
	if (decoder_wait_ms(d, now_ms) != 0)
		return false;
	if (d->pasting)
		return paste_finish(d, out);

	bool lone = d->n_pending == 1 && !d->silent_esc;
	d->n_pending = 0;
	d->silent_esc = false;
	return lone && tell(out, KEY_ESC, 0);
}

bool decoder_in_escape(const struct decoder *d)
{
	return !d->pasting && d->n_pending == 1 && d->pending[0] == ESC && prefix_waits(d);
}
