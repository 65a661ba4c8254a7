/* SPDX-License-Identifier: MIT
 *
 * Plain mode (ux.md 3, 9.4): the whole program on plain standard input and output, for screen
 * readers, dumb terminals and scripts. The same screens and keys as on the glass; line.h says how
 * they are typed, told.h what comes back. An answer ends with "> " and waits for the next line. On a
 * terminal departments get a moment before it; a script is read on only when all have answered.
 */
#ifndef ONETRIP_LINEAR_H
#define ONETRIP_LINEAR_H

#include "tui/app.h"
#include "tui/linear/line.h"

/* What was read and not obeyed yet. It outlives the program that a lesson opens anew: lines written
 * ahead are not lost, each gets its answer. */
struct linear_ahead {
	char line[LINEAR_BYTES];
	size_t len;
	bool too_long;               /* the first line; it is dropped up to its newline */
};

/* Until the input ends or the clerk leaves; exit status. ahead: zeroed at first; wipe it in the end. */
int linear_run(struct app *a, struct linear_ahead *ahead);

#endif
