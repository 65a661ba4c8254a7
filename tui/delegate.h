/* SPDX-License-Identifier: MIT
 *
 * Passing the own role on for a time (capability H9), by everybody whose role handles cases: to whom,
 * from when to when, for which item. What was passed on already is listed first and can be ended.
 */
#ifndef ONETRIP_DELEGATE_H
#define ONETRIP_DELEGATE_H

struct app;

void delegate_open(struct app *a);

#endif
