/* SPDX-License-Identifier: MIT
 *
 * A picture as bytes: to follow a trainee's screen, and to keep one for the replay. Text goes
 * through the sanitiser again when it is unpacked.
 *
 *   "ROWS COLS ROW COL\n", then for each row its text and a line of paints, "A12 C4": runs of a role
 */
#ifndef ONETRIP_CANVAS_PACK_H
#define ONETRIP_CANVAS_PACK_H

#include "tui/canvas.h"

enum { PACK_BYTES = 120000 };

void canvas_pack(const struct canvas *c, struct buf *out);
/* out: initialised here, released by the caller. ERR_INPUT: no picture. */
enum err canvas_unpack(const char *bytes, size_t len, struct canvas *out) MUST_CHECK;

#endif
