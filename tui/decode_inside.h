/* SPDX-License-Identifier: MIT
 *
 * Shared by the two halves of the decoder.
 */
#ifndef ONETRIP_DECODE_INSIDE_H
#define ONETRIP_DECODE_INSIDE_H

#include "tui/decode.h"

enum { ESC = 0x1B, DEL = 0x7F };

bool decode_tell(struct key *out, enum key_kind kind, uint32_t cp); /* always true */
void decode_push(struct decoder *d, uint8_t byte);                  /* onto pending */
void decode_unread(struct decoder *d, uint8_t byte);                /* to be read next */

/* pending begins with Esc and byte follows it, gap ms after the byte before. */
bool decode_escape(struct decoder *d, uint8_t byte, int64_t gap, struct key *out);
bool decode_prefix_waits(const struct decoder *d); /* Esc may still become an F-key by hand */

#endif
