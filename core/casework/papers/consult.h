/* SPDX-License-Identifier: MIT
 *
 * The consultation 一次性告知单: what an item asks for in a situation, without any case.
 */
#ifndef ONETRIP_CONSULT_H
#define ONETRIP_CONSULT_H

#include "core/casework/papers/slip.h"

/* Answers to the item's situation questions (name -> canonical value). */
struct consult {
	const struct item *item;
	const struct record *answers;
};
/* The next question that is visible and not answered; -1 none is left. */
int consult_next(const struct consult *q, day_t today);
enum err consult_render(const struct consult *q, const struct slip_place *place, int columns,
	struct buf *out) MUST_CHECK;

#endif
