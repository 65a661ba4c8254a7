/* SPDX-License-Identifier: MIT
 *
 * An item against the catalog (capability B5): every resource and attribute it names is there and
 * shared, no paper is asked for that a department proves, and where a comparison is all that is wanted a
 * note says so.
 */
#ifndef ONETRIP_ITEM_LINT_H
#define ONETRIP_ITEM_LINT_H

#include "core/exchange/catalog.h"
#include "core/form/item.h"

/* Adds "path:line: sentence\n" for each; returns the mistakes, notes not counted. */
size_t item_lint(const char *path, const struct item *item, const struct catalog *catalog, struct buf *out);

#endif
