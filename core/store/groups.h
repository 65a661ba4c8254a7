/* SPDX-License-Identifier: MIT
 *
 * Secrets that people copy by hand (recovery key, enrolment code): base32 without I L O U in
 * groups of four with dashes, the last 24 bits a checksum. Reading takes lower case, blanks, and
 * O I L for 0 1 1.
 */
#ifndef ONETRIP_GROUPS_H
#define ONETRIP_GROUPS_H

#include "core/base/base.h"

enum { GROUPS_BYTES = 35 }; /* secret and checksum; n + 3 must be a multiple of 5 */

void groups_write(const uint8_t *secret, size_t n, char *out, size_t size);
bool groups_read(const char *text, uint8_t *secret, size_t n); /* false: mistyped */

#endif
