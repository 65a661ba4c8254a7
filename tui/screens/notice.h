/* SPDX-License-Identifier: MIT
 *
 * What other screens open of the one-time notice.
 */
#ifndef ONETRIP_SCREENS_NOTICE_H
#define ONETRIP_SCREENS_NOTICE_H

#include "tui/app.h"

/* From the item directory: the questions that choose the situation, then the preview to print. No
 * case is needed; an open one is left alone. */
void consult_open(struct app *a, size_t directory_index);
/* The notice of the open case: what would be told, or the paper once it was. */
enum err notice_open(struct app *a) MUST_CHECK;
/* Why more has to be asked after the notice; then the case is on the supervisor's list. */
void notice_ask_supervisor(struct app *a);

#endif
