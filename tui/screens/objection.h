/* SPDX-License-Identifier: MIT
 *
 * What other screens open of objections to shared data.
 */
#ifndef ONETRIP_SCREENS_OBJECTION_H
#define ONETRIP_SCREENS_OBJECTION_H

#include "tui/app.h"

/* S14 on a field of the open case; says why not when its value cannot be objected to. */
void objection_raise(struct app *a, size_t field);
/* The list: the data steward's inbox, for others what this hall has objected to. */
void objection_list(struct app *a);
/* Is one open? What a steward sees first after login. */
bool objection_waits(const struct app *a);

#endif
