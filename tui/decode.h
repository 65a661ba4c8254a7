/* SPDX-License-Identifier: MIT
 *
 * Bytes to keys, our own (curses drops split characters). All F-key dialects of xterm, linux,
 * vt100, rxvt, PuTTY; Esc then a digit is an F-key; bracketed paste is one key; unknown CSI and
 * SS3 are swallowed; mouse reports (SGR) are keys; bad UTF-8 becomes nothing. Never times out half a character.
 */
#ifndef ONETRIP_DECODE_H
#define ONETRIP_DECODE_H

#include "tui/key.h"

enum { DECODE_HELD = 8 };

struct decoder {
	uint8_t pending[64];         /* of an escape sequence, a character or the end of a paste */
	size_t n_pending;
	uint8_t held[DECODE_HELD];   /* bytes that arrived behind an Esc, to be read next */
	size_t n_held;
	char text[KEY_TEXT + 1];     /* of a paste being received */
	size_t n_text;
	bool pasting, probing, seen_f;
	bool silent_esc;             /* the pending Esc was told already; it may begin a sequence */
	int64_t last_ms, paste_ms;   /* of the last byte */
	int esc_ms;                  /* 25 local, 150 over ssh */
	bool esc_prefix;             /* wait up to a second after Esc until an F-key was seen */
	bool esc_always;             /* also afterwards: some F-keys do not arrive here */
};

void decoder_init(struct decoder *d, int esc_ms, bool esc_prefix);
/* Feeds one byte at a time; true when *out is a key. Times are of clock_mono_ms. probing: set while
 * a cursor position was asked for; only then ESC[r;cR is a KEY_REPORT, which clears it. */
bool decoder_byte(struct decoder *d, uint8_t byte, int64_t now_ms, struct key *out);
/* Call when its time came, again while decoder_wait_ms is 0. */
bool decoder_timeout(struct decoder *d, int64_t now_ms, struct key *out);
int decoder_wait_ms(const struct decoder *d, int64_t now_ms); /* -1: nothing pending */
bool decoder_in_escape(const struct decoder *d); /* row 21 shows "Esc..." */

#endif
