/* SPDX-License-Identifier: MIT
 *
 * What a keyboard sends: the bytes of a key on a kind of terminal, and what an input method left
 * on makes of ASCII (ux.md 2.5: letters full-width, punctuation Chinese).
 */
#ifndef ONETRIP_HARNESS_KEYBOARD_H
#define ONETRIP_HARNESS_KEYBOARD_H

#include "core/base/buf.h"
#include "tui/key.h"

/* term: linux sends ESC [[A for F1, rxvt and putty ESC [11~, all others ESC O P. */
void keyboard_key(const struct key *k, const char *term, struct buf *out);
void keyboard_ime(uint32_t typed, struct buf *out); /* in UTF-8 */

#endif
