/* SPDX-License-Identifier: MIT
 *
 * Files that hold what an office gave this hall for its key: the secret, or the key of a
 * certificate. The file must be the caller's or root's and closed to others (mode 0600 or less).
 */
#ifndef ONETRIP_SECRET_FILE_H
#define ONETRIP_SECRET_FILE_H

#include "core/base/base.h"

bool secret_file_closed(const char *path);
/* One line of visible ASCII. ERR_DENIED: open to others or not a file; ERR_SYNTAX: empty, or more
 * than that; ERR_LIMIT: too long; ERR_IO. The caller wipes out. */
enum err secret_file_read(const char *path, char *out, size_t size) MUST_CHECK;

#endif
