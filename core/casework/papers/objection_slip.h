/* SPDX-License-Identifier: MIT
 *
 * 数据异议核实单, the paper that asks a department to look at a value again.
 */
#ifndef ONETRIP_OBJECTION_SLIP_H
#define ONETRIP_OBJECTION_SLIP_H

#include "core/casework/objection.h"
#include "core/casework/papers/slip.h"

/* Whose value it is stays masked; the two values do not: they are what the paper is about. r may be
 * NULL. */
enum err objection_render(const struct objection *o, const struct resource *r, const struct field *f,
	const struct objection_days *days, const struct slip_place *place, int columns, struct buf *out)
	MUST_CHECK;

#endif
