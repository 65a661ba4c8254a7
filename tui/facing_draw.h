/* SPDX-License-Identifier: MIT
 *
 * S26 as cells: the same on the turned screen and on the second terminal.
 */
#ifndef ONETRIP_FACING_DRAW_H
#define ONETRIP_FACING_DRAW_H

#include "core/casework/desk/facing.h"
#include "tui/action.h"
#include "tui/canvas.h"

void facing_draw(const struct facing *p, struct facing_hand *h, struct canvas *c);
bool facing_scroll(struct facing_hand *h, enum action a); /* true: it moved */

#endif
