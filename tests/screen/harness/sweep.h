/* SPDX-License-Identifier: MIT
 *
 * What must hold of every picture, whatever the script asks: looked at after each paint of the
 * canvas (ux.md 10.1, 10.5, 10.6).
 */
#ifndef ONETRIP_HARNESS_SWEEP_H
#define ONETRIP_HARNESS_SWEEP_H

#include "tui/app.h"

enum { SWEEP_TEXT = 256 };

/* false: out says what is wrong with the picture of a. */
bool sweep_look(const struct app *a, char out[SWEEP_TEXT]);

#endif
