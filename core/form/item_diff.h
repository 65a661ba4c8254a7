/* SPDX-License-Identifier: MIT
 *
 * Two texts of an item, key by key: order and comments do not count.
 */
#ifndef ONETRIP_ITEM_DIFF_H
#define ONETRIP_ITEM_DIFF_H

#include "core/base/buf.h"

/* sign - only in the first, + only in the second, ~ changed. key NULL: the whole section; before or after
 * NULL: there is none. */
typedef void (*item_difference_fn)(char sign, const char *section, const char *key, const char *before,
	const char *after, void *ctx);

struct item_text {
	const char *name;            /* for messages */
	const char *text;            /* "" none: everything is new */
	size_t len;
};
/* *n: how many differences. ERR_SYNTAX with messages. */
enum err item_diff(const struct item_text *a, const struct item_text *b, item_difference_fn fn, void *ctx,
	size_t *n, struct buf *messages) MUST_CHECK;

#endif
