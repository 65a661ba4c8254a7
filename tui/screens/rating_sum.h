/* SPDX-License-Identifier: MIT
 *
 * A row of what citizens said: sample, levels, shares. Below RATING_RANKED there is no share.
 */
#ifndef ONETRIP_TUI_RATING_SUM_H
#define ONETRIP_TUI_RATING_SUM_H

#include "core/casework/oversight/rating_sums.h"
#include "tui/canvas.h"

void rating_sum_head(struct canvas *c, int row);
void rating_sum_row(struct canvas *c, int row, const char *rank, const char *name, const struct rating_sum *s);
const char *rating_group_name(enum rating_by by, const char *key); /* in words */

#endif
