/* SPDX-License-Identifier: MIT
 *
 * Two editions of a catalog compared by what they would be written as, so that a key nobody thought of
 * here is compared, too.
 */
#ifndef ONETRIP_CATALOG_DIFF_H
#define ONETRIP_CATALOG_DIFF_H

#include "core/exchange/catalog.h"

struct difference {
	size_t added, removed, changed;
};

/* sign + added, - removed, ~ changed; what: "origin province", "POP-01". Of what changed each line
 * that went and came follows, with line set ("sharing = \"none\"") and sign - or +. */
typedef void (*difference_fn)(char sign, const char *what, const char *line, void *ctx);

/* before may be NULL: everything is new. fn may be NULL: only counted. */
struct difference catalog_diff(const struct catalog *before, const struct catalog *after, difference_fn fn,
	void *ctx);

#endif
