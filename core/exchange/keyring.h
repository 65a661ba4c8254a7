/* SPDX-License-Identifier: MIT
 *
 * Bearer secrets of origins, read from their files once and again when one was refused: the
 * administrator may have put a new one there. Lives in one driver; wiped with it.
 */
#ifndef ONETRIP_KEYRING_H
#define ONETRIP_KEYRING_H

#include "core/exchange/dialect.h"

struct key {
	char *file;                  /* of the origin, the name of the key */
	struct credential credential;
};

struct keyring {
	struct key keys[CATALOG_ORIGINS];
	size_t n;
};

/* An origin without a file has an empty secret. The file must be the caller's or root's and
 * closed to others (mode 0600 or less), one line of visible ASCII: else ERR_DENIED, ERR_SYNTAX. */
enum err keyring_get(struct keyring *k, const struct gateway *o, struct credential *out) MUST_CHECK;
/* Reads the file anew; true when there is another secret than *used. */
bool keyring_renewed(struct keyring *k, const struct gateway *o, const struct credential *used);
void keyring_release(struct keyring *k);

#endif
