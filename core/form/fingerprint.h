/* SPDX-License-Identifier: MIT
 *
 * BLAKE2b with a 256-bit result and no key, RFC 7693: the name of an item file's bytes.
 */
#ifndef ONETRIP_FINGERPRINT_H
#define ONETRIP_FINGERPRINT_H

#include "core/base/base.h"

void fingerprint(const void *data, size_t len, uint8_t out[HASH_SIZE]);

#endif
