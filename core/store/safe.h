/* SPDX-License-Identifier: MIT
 *
 * What the processes of a hall share and nobody may read in the file: the exchange's current
 * secrets. One row a name, sealed under a key derived from the terminal secret, so that every
 * process of this machine opens it, logged in or not, and a stolen file tells nothing. A row lost
 * costs one renewal; nothing here is part of the journal.
 *
 * A lease makes one process at a time renew what a row holds: it is taken in a write transaction,
 * belongs to one open store, and ends by itself (a process may die). Times of leases are those of
 * clock_mono_ms, good within one boot of the machine; a lease of another boot is over.
 *
 * This is all that core/exchange may know of core/store.
 */
#ifndef ONETRIP_SAFE_H
#define ONETRIP_SAFE_H

#include "core/base/buf.h"

struct store;

enum { SAFE_NAME = 96, SAFE_TEXT = 4096, SAFE_ROWS = 8192 };

/* The text of a row and its version. ERR_NOTFOUND: no such row, or nothing in it yet; ERR_TAMPER:
 * it does not open (*version is told all the same, so that it can be written anew). Reads only. */
enum err safe_read(struct store *s, const char *name, int64_t *version, struct buf *out) MUST_CHECK;
/* Takes the lease of a row (making the row) if its version is the known one (0: none yet).
 * ERR_CONFLICT: there is a newer version, read it; ERR_EXISTS: somebody else holds the lease;
 * ERR_BUSY: the gate is taken, try again; ERR_LIMIT: too many rows. */
enum err safe_lease(struct store *s, const char *name, int64_t known, int64_t lease_ms) MUST_CHECK;
/* Writes the text and ends the lease; *version is the row's new one. ERR_CONFLICT: the lease ran
 * out and went to somebody else, nothing was written; ERR_BUSY. */
enum err safe_write(struct store *s, const char *name, const char *text, size_t len,
	int64_t *version) MUST_CHECK;
/* Ends the lease without writing. ERR_BUSY. */
enum err safe_leave(struct store *s, const char *name) MUST_CHECK;

#endif
