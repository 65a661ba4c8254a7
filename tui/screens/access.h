/* SPDX-License-Identifier: MIT */
#ifndef ONETRIP_SCREEN_ACCESS_H
#define ONETRIP_SCREEN_ACCESS_H

#include "tui/app.h"

/* The record of who used the data of the person whose case is open, or who looked at that case. Says
 * why not when there is none, or it is not this role's to read. */
void access_open(struct app *a, bool of_case);

#endif
