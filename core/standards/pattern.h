/* SPDX-License-Identifier: MIT
 *
 * Forms of plates and travel documents as short patterns. In a pattern
 *   # is a digit           $ a letter, not I or O     % such a letter or a digit
 *   & any letter A-Z       ^ A-H, J or K              @ the character of a province
 *   < H or M               > P, S or D
 * and everything else stands for itself.
 */
#ifndef ONETRIP_PATTERN_H
#define ONETRIP_PATTERN_H

#include "core/standards/verdict.h"

/* text is normalised and has n characters. E_EMPTY, E_LENGTH when no pattern has that length,
 * E_CHAR when none of them fits. */
void pattern_check(const char *const *patterns, size_t count, const char *text, size_t n,
	struct verdict *v);

#endif
