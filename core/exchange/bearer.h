/* SPDX-License-Identifier: MIT
 *
 * Bearer secrets of origins, read from their files once and again when one was refused: the
 * administrator may have put a new one there. Lives in one driver; wiped with it.
 */
#ifndef ONETRIP_BEARER_H
#define ONETRIP_BEARER_H

#include "core/exchange/dialect.h"

struct bearer {
	char *file;                  /* of the origin, what it is found by */
	struct credential credential;
};

struct bearers {
	struct bearer each[CATALOG_ORIGINS];
	size_t n;
};

/* An origin without a file has an empty secret. The file must be the caller's or root's and
 * closed to others (mode 0600 or less), one line of visible ASCII: else ERR_DENIED, ERR_SYNTAX. */
enum err bearer_get(struct bearers *all, const struct gateway *o, struct credential *out) MUST_CHECK;
/* Reads the file anew; true when there is another secret than *used. */
bool bearer_renewed(struct bearers *all, const struct gateway *o, const struct credential *used);
void bearers_release(struct bearers *all);

#endif
