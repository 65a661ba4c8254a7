/* SPDX-License-Identifier: MIT
 *
 * Files of cases (scans, photographs), sealed in a folder beside the database: PATH.scans, 0700.
 * A file is named in events by the BLAKE2b-256 of its bytes and stored once, whatever number of
 * cases have it.
 *
 * The name on disk and the key are keyed hashes of that one under the hall's class L key, so
 * neither tells what is in the file, and who has not the hash from an event cannot open it even
 * with the key: when the last casefile that names it loses its own key, the file is gone too.
 */
#ifndef ONETRIP_SCAN_H
#define ONETRIP_SCAN_H

#include "core/base/buf.h"
#include "core/store/store.h"

enum { SCAN_BYTES = 8 << 20, SCAN_STEP = 4096 }; /* largest file; lengths are padded to steps */

/* Seals and stores it; OK: durable, or it was there. ERR_LOCKED without keys, ERR_DENIED without
 * class L, ERR_LIMIT when it is too large, ERR_INPUT when it is empty. */
enum err scan_keep(struct store *s, const void *data, size_t len, uint8_t hash[HASH_SIZE])
	MUST_CHECK;
/* Appends its bytes. ERR_NOTFOUND: never kept here; ERR_TAMPER: not what was kept. */
enum err scan_read(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *out) MUST_CHECK;

/* Removes the file, whichever key of the hall it was kept under. OK also when there is none. */
enum err scan_remove(struct store *s, const uint8_t hash[HASH_SIZE]) MUST_CHECK;

#endif
