/* SPDX-License-Identifier: MIT
 *
 * Told days that a changed calendar set otherwise: looked for at a supervisor's session, listed on
 * demand.
 */
#ifndef ONETRIP_TUI_MOVED_H
#define ONETRIP_TUI_MOVED_H

struct app;

void moved_begin(struct app *a);     /* after log-in; nothing for who is no supervisor */
void moved_turn(struct app *a);      /* one small step; sets a->soon while there is more */
void moved_end(struct app *a);
void moved_show(struct app *a);      /* an overlay; the row taken opens its case */

#endif
