/* SPDX-License-Identifier: MIT
 *
 * The mouse, off by default because terminals stop copying while it is on: the wheel moves by rows,
 * a click on the footer is its key, on a row brings the focus there, twice opens it.
 */
#ifndef ONETRIP_MOUSE_H
#define ONETRIP_MOUSE_H

#include "tui/app.h"

void mouse_take(struct app *a, const struct key *k);  /* KEY_MOUSE */

#endif
