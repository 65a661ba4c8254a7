/* SPDX-License-Identifier: MIT
 *
 * Randomness as an input: the kernel's by default; random_seed makes the whole process
 * repeatable (demo and tests only; keys never come from here, see store/seal.h).
 */
#ifndef ONETRIP_RANDOM_H
#define ONETRIP_RANDOM_H

#include "core/base/base.h"

void random_seed(uint64_t seed);
void random_bytes(void *out, size_t len);
uint32_t random_below(uint32_t n);               /* 0..n-1, n > 0 */
struct uid uid_new(void);
bool uid_none(const struct uid *u);
bool uid_equal(const struct uid *a, const struct uid *b);
void uid_hex(const struct uid *u, char out[UID_HEX]);

/* A small repeatable stream of its own (splitmix64), for generated people and fault points. */
struct stream {
	uint64_t state;
};
uint64_t stream_next(struct stream *s);
uint32_t stream_below(struct stream *s, uint32_t n);

#endif
