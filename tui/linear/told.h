/* SPDX-License-Identifier: MIT
 *
 * A picture as lines: what is new since the last time, then where the focus is. Rows that only moved
 * are not said again.
 */
#ifndef ONETRIP_LINEAR_TOLD_H
#define ONETRIP_LINEAR_TOLD_H

#include "core/base/buf.h"
#include "tui/canvas.h"

enum { TOLD_ROWS = 24, TOLD_COLS = 80, TOLD_BYTES = 4 * TOLD_COLS + 1 };

struct told {
	char rows[TOLD_ROWS][TOLD_BYTES]; /* "" nothing stands there */
};

/* Appends the lines to out, each with its newline; whole: everything but the footer, else nothing of
 * title and status. The
 * last one is the row of the focus. */
void told_tell(struct told *t, const struct canvas *c, bool whole, struct buf *out);
void told_wipe(struct told *t);

#endif
