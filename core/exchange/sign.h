/* SPDX-License-Identifier: MIT
 *
 * Digests for the exchange; the only user of libcrypto.
 */
#ifndef ONETRIP_SIGN_H
#define ONETRIP_SIGN_H

#include "core/base/base.h"

/* SHA-256 (FIPS 180-4) over n pieces one after the other. */
struct piece {
	const void *data;
	size_t len;
};
void sign_sha256(const struct piece *pieces, size_t n, uint8_t out[HASH_SIZE]);

#endif
