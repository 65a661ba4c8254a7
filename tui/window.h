/* SPDX-License-Identifier: MIT
 *
 * The window where who logs in sits: the machine's own, the one the roster means for them today, or one
 * they took from the list. Without a roster it is the machine's.
 */
#ifndef ONETRIP_TUI_WINDOW_H
#define ONETRIP_TUI_WINDOW_H

struct app;

void window_take(struct app *a, const char *window); /* also for the citizen's screen and the title */
void window_sit(struct app *a);                    /* after log-in: written down, and what is odd is said */

#endif
