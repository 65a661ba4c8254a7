/* SPDX-License-Identifier: MIT
 *
 * Which items use which resource, found out one item at a time so that nobody waits: parsing an item
 * takes some milliseconds, a hall has hundreds.
 */
#ifndef ONETRIP_USAGE_H
#define ONETRIP_USAGE_H

#include "core/exchange/catalog.h"
#include "core/form/item.h"

struct usage;

/* Both are borrowed. */
struct usage *usage_new(struct directory *d, const struct catalog *c);
void usage_free(struct usage *u);
/* Looks at one more item; false: all have been seen. */
bool usage_step(struct usage *u);
bool usage_whole(const struct usage *u);
/* Directory indexes of items that ask this resource, in the directory's order; at most max are
 * written, the number of all comes back. */
size_t usage_items(const struct usage *u, const struct resource *r, size_t *out, size_t max);
/* What to apply for: codes of these items (and "identity" where the identity check asks it), and the
 * attributes they read; blank separated, "" none. */
void usage_scope(const struct usage *u, const struct resource *r, struct buf *items, struct buf *fields);

#endif
