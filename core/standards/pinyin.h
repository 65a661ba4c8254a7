/* SPDX-License-Identifier: MIT
 *
 * What searching by pinyin is made of, for those who keep an index. name.h has the rest.
 */
#ifndef ONETRIP_PINYIN_H
#define ONETRIP_PINYIN_H

#include "core/base/base.h"

enum { PINYIN_QUERY = 63, PINYIN_IDS = 2048 };

/* A small number for the readings of a character, the same for all that are read alike; below
 * PINYIN_IDS. ASCII letters (without case) and digits read as themselves. 0: it has no reading. */
uint16_t pinyin_id(uint32_t codepoint);
const char *pinyin_readings(uint16_t id); /* separated by blanks, the usual one first; "" for 0 */

/* Places of the query (lower case, len bytes, at most PINYIN_QUERY) that are reached when the
 * places in `from` (bit i: the first i bytes are used up) go on with a part of one of the readings
 * or the whole. */
uint64_t pinyin_step(const char *query, size_t len, uint64_t from, const char *readings);

#endif
