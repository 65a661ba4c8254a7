/* SPDX-License-Identifier: MIT
 *
 * The materials of a casefile: which are needed at all (rules), which the departments or an
 * e-licence prove already, which the clerk settled, and which way is open for the rest.
 */
#ifndef ONETRIP_MATERIAL_H
#define ONETRIP_MATERIAL_H

#include "core/casework/casefile.h"

/* Recomputes the marks of a draft; what the clerk chose stands unless a proof has come since. */
void material_refresh(struct casefile *c, const struct evaluation *e, const struct catalog *catalog,
	day_t today);
/* Bits 1 << choice of S07 that this material allows now. */
unsigned material_choices(const struct casefile *c, size_t material);
/* The mark that a choice makes; ERR_INPUT when it is not allowed. days 0: as the item says. */
enum err material_choose(const struct casefile *c, size_t material, int choice, int days,
	int64_t now_ms, struct material_mark *out) MUST_CHECK;
size_t material_missing(const struct casefile *c);

#endif
