/* SPDX-License-Identifier: MIT
 *
 * S20 教练: what is to be done, hints, points, time, beside the work and never over it. The screen under
 * it is drawn smaller (rows are taken from its body, or columns where there are enough), so that the
 * focus is never hidden.
 */
#ifndef ONETRIP_COACH_H
#define ONETRIP_COACH_H

#include "tui/app.h"

enum { COACH_ROWS = 5, COACH_COLS = 36, COACH_BESIDE = 116 /* columns from which on it stands beside */ };

/* Draws the top screen and the pane into the app's canvas; false: there is no pane now. */
bool coach_draw(struct app *a);
/* Rows the top screen has for itself. */
int coach_rows(const struct app *a);

#endif
