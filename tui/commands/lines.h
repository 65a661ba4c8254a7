/* SPDX-License-Identifier: MIT
 *
 * Lines of an input stream, any bytes but LF in them. The last one needs no LF.
 */
#ifndef ONETRIP_LINES_H
#define ONETRIP_LINES_H

#include <stdio.h>

#include "core/base/buf.h"

enum { LINE_BYTES = 1 << 20 };

/* The next line into line (initialised with LINE_BYTES), without its LF; false at the end. Of a
 * longer line the rest is skipped and line->err is ERR_LIMIT. */
bool line_read(FILE *in, struct buf *line);

/* Empties b; gives a large one back, which would cost its whole size at every line. */
void line_clear(struct buf *b);

/* Opens the program's own code tables; says why on standard error when it cannot. */
bool lines_tables(const char *command);

/* One cell of CSV on standard output, quoted; what a spreadsheet would take for a formula begins
 * with an apostrophe. last: ends the line. */
void lines_csv(const char *text, bool last);

/* Flushes standard output; false, with a word on standard error, when something was lost. */
bool lines_finish(const char *command);

#endif
