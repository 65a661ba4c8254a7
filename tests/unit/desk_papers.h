/* SPDX-License-Identifier: MIT
 *
 * The item of tests/data/desk that asks for papers of every kind, and how it stands with them.
 */
#ifndef ONETRIP_DESK_PAPERS_H
#define ONETRIP_DESK_PAPERS_H

#include "tests/unit/desk_departments.h"

#define PAPERS "330799199002"

static inline const struct material_mark *mark(struct counter *c, const char *name)
{
	return &desk_case(c->desk)->marks[material(c, name)];
}

static inline enum err choose(struct counter *c, const char *name, enum material_choice choice)
{
	return desk_choose_material(c->desk, material(c, name), choice, 0);
}

#endif
