/* SPDX-License-Identifier: MIT
 *
 * Bytes to keys, our own (curses drops split characters). All F-key dialects of xterm, linux,
 * vt100, rxvt, PuTTY; Esc then a digit is an F-key; bracketed paste is one key; unknown CSI and
 * SS3 are swallowed; bad UTF-8 becomes nothing. Never times out half a character.
 */
#ifndef ONETRIP_DECODE_H
#define ONETRIP_DECODE_H

#include "tui/key.h"

struct decoder {
	uint8_t pending[64];
	size_t n_pending;
	char text[KEY_TEXT + 1];     /* of a paste being received */
	size_t n_text;
	bool pasting, probing, seen_f;
	int64_t last_ms, paste_ms;
	int esc_ms;                  /* 25 local, 150 over ssh */
	bool esc_prefix;             /* wait up to a second after Esc until an F-key was seen */
};

void decoder_init(struct decoder *d, int esc_ms, bool esc_prefix);
/* Feeds one byte at a time; true when *out is a key. Times are of clock_mono_ms. */
bool decoder_byte(struct decoder *d, uint8_t byte, int64_t now_ms, struct key *out);
bool decoder_timeout(struct decoder *d, int64_t now_ms, struct key *out); /* call when its time came */
int decoder_wait_ms(const struct decoder *d, int64_t now_ms); /* -1: nothing pending */
bool decoder_in_escape(const struct decoder *d); /* row 21 shows "Esc..." */

#endif
