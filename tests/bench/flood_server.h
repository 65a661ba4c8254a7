/* SPDX-License-Identifier: MIT
 *
 * A department that answers as fast as one can, in a process of its own: so that what is measured
 * is the asker.
 *
 *   POST /small   a row at once
 *   POST /big     a row and FLOOD_BIG bytes that no catalog names; the last of them are kept back
 *                 until FLOOD_TOGETHER such answers are as far
 */
#ifndef ONETRIP_BENCH_FLOOD_SERVER_H
#define ONETRIP_BENCH_FLOOD_SERVER_H

#include <sys/types.h>

#include "core/base/base.h"

enum { FLOOD_TOGETHER = 50, FLOOD_BIG = 1 << 20 };
#define FLOOD_HOLDER "339901198808081226"

enum err flood_start(pid_t *pid, int *port) MUST_CHECK; /* ended by a signal */

#endif
