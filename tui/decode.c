/* SPDX-License-Identifier: MIT
 *
 * A byte machine. What must hold: no byte of an escape sequence ever becomes a character, no
 * character is cut by a time-out, and no byte is looked at twice except those in held.
 */
#include "tui/decode_inside.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"

enum {
	PREFIX_MS = 1000,   /* Esc, then a digit typed by hand */
	SEQUENCE_MS = 1000, /* a begun sequence is given up */
	PASTE_MS = 5000	    /* a paste without its end */
};

static const char paste_end[] = "\033[201~";

bool decode_tell(struct key *out, enum key_kind kind, uint32_t cp)
{
	*out = (struct key){.kind = kind, .cp = cp};
	return true;
}

void decode_push(struct decoder *d, uint8_t byte)
{
	if (d->n_pending < sizeof d->pending)
		d->pending[d->n_pending++] = byte;
}

void decode_unread(struct decoder *d, uint8_t byte)
{
	if (d->n_held == DECODE_HELD)
		return;
	memmove(d->held + 1, d->held, d->n_held);
	d->held[0] = byte;
	d->n_held++;
}

void decoder_init(struct decoder *d, int esc_ms, bool esc_prefix)
{
	*d = (struct decoder){.esc_ms = esc_ms, .esc_prefix = esc_prefix};
}

/* --- plain bytes ---------------------------------------------------------------------------- */

static bool control(uint8_t byte, struct key *out)
{
	switch (byte) {
	case '\b':
	case DEL:
		return decode_tell(out, KEY_BACKSPACE, 0);
	case '\t':
		return decode_tell(out, KEY_TAB, 0);
	case '\r':
	case '\n':
		return decode_tell(out, KEY_ENTER, 0);
	default:
		return byte >= 1 && byte <= 26 &&
		       decode_tell(out, KEY_CTRL, (uint32_t)('A' + byte - 1));
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
		decode_push(d, byte);
		return false;
	}
	if (byte < 0x20 || byte == DEL)
		return control(byte, out);
	return byte < 0x80 && decode_tell(out, KEY_CHAR, byte);
}

static bool utf8_byte(struct decoder *d, uint8_t byte, struct key *out)
{
	if ((byte & 0xC0) != 0x80) {
		d->n_pending = 0;
		return first_byte(d, byte, out);
	}
	decode_push(d, byte);
	if (d->n_pending < sequence_length(d->pending[0]))
		return false;

	char bytes[TEXT_UTF8_MAX];
	const char *at = bytes;
	size_t len = d->n_pending;
	memcpy(bytes, d->pending, len);
	d->n_pending = 0;
	uint32_t cp = text_next(&at, &len);
	return cp != TEXT_BAD && cp >= 0xA0 && decode_tell(out, KEY_CHAR, cp);
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
		decode_push(d, byte);
		return d->n_pending == strlen(paste_end) && paste_finish(d, out);
	}
	for (size_t i = 1; i < d->n_pending; i++)
		paste_add(d, d->pending[i]);
	d->n_pending = 0;
	if (byte == ESC)
		decode_push(d, byte);
	else
		paste_add(d, byte);
	return false;
}

/* --- the machine ---------------------------------------------------------------------------- */

static bool step(struct decoder *d, uint8_t byte, int64_t now_ms, struct key *out)
{
	int64_t gap = now_ms - d->last_ms;

	if (d->pasting && now_ms - d->paste_ms >= PASTE_MS) {
		decode_unread(d, byte);
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
		return decode_escape(d, byte, gap, out);
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
		due = d->last_ms + (decode_prefix_waits(d) ? PREFIX_MS : d->esc_ms);
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
	return lone && decode_tell(out, KEY_ESC, 0);
}

bool decoder_in_escape(const struct decoder *d)
{
	return !d->pasting && d->n_pending == 1 && d->pending[0] == ESC && decode_prefix_waits(d);
}
