/* SPDX-License-Identifier: MIT
 *
 * The folder a scanner or camera puts its files into. Whole pictures and documents only: a link, a
 * pipe, something else by its bytes or half a file is never taken. What was taken is removed from
 * there, because it lies in clear.
 */
#ifndef ONETRIP_INBOX_H
#define ONETRIP_INBOX_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum { INBOX_FILES = 200, INBOX_NAME = 128 };

struct inbox_file {
	char name[INBOX_NAME];       /* in the folder; longer names are not listed */
	size_t len;                  /* bytes */
	int64_t at_ms;               /* wall, of the last change */
};

/* The newest files that look like a scan, newest first; at most max. *all (may be NULL) gets how
 * many there are. A folder that is not there has none. */
size_t inbox_list(const char *folder, struct inbox_file *out, size_t max, size_t *all);
/* ERR_INPUT: no JPEG, PNG, TIFF, PDF or OFD; ERR_BUSY: not whole yet; ERR_LIMIT: larger than out
 * takes; ERR_NOTFOUND. */
enum err inbox_read(const char *folder, const char *name, struct buf *out) MUST_CHECK;
enum err inbox_remove(const char *folder, const char *name) MUST_CHECK;

#endif
