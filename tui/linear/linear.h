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

int linear_run(struct app *a);       /* until the input ends or the clerk leaves; exit status */

#endif
