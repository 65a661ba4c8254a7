/* SPDX-License-Identifier: MIT
 *
 * A live installation beside a play: nothing that is practised may change a byte of it.
 */
#ifndef ONETRIP_HARNESS_LIVE_H
#define ONETRIP_HARNESS_LIVE_H

#include "core/base/buf.h"

/* A live database with its key and settings in dir/live; made once. */
enum err live_make(const char *dir) MUST_CHECK;
/* Every file of it: name, size, time of change, bytes. */
enum err live_read(const char *dir, struct buf *out) MUST_CHECK;

#endif
