/* SPDX-License-Identifier: MIT
 *
 * onetrip check KIND [--today DATE]: one value a line in, one line of findings out.
 */
#ifndef ONETRIP_CHECK_H
#define ONETRIP_CHECK_H

#include <stddef.h>

int command_check(int argc, char **argv);
const char *check_kind(size_t i);                /* "id"; NULL beyond the last */

#endif
