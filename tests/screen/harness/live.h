/* SPDX-License-Identifier: MIT
 *
 * A live installation beside a play: nothing that is practised may change a byte of it.
 */
#ifndef ONETRIP_HARNESS_LIVE_H
#define ONETRIP_HARNESS_LIVE_H

#include "core/base/buf.h"

/* A live installation in dir/live: database, key, settings, slips, scans, witness, a copy; made once. */
enum err live_make(const char *dir) MUST_CHECK;
/* Every file and folder of it, however deep: name, size, time of change, rights, owner, bytes. */
enum err live_read(const char *dir, struct buf *out) MUST_CHECK;

#endif
