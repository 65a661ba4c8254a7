/* SPDX-License-Identifier: MIT
 *
 * The one-time notice on paper.
 */
#ifndef ONETRIP_NOTICE_SLIP_H
#define ONETRIP_NOTICE_SLIP_H

#include "core/casework/notice.h"
#include "core/casework/papers/slip.h"

/* c: as it will be, received, with its query code. ERR_INPUT: columns not 32..200. */
enum err notice_render(const struct casefile *c, const struct notice *n,
	const struct slip_place *place, int columns, struct buf *out) MUST_CHECK;

#endif
