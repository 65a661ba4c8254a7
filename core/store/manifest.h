/* SPDX-License-Identifier: MIT
 *
 * The manifest of a backup: lines of words, the last one the hash of all before it.
 *   onetrip-backup-1 KIND VERSION SCHEMA
 *   at MS
 *   file BYTES HASH
 *   events N
 *   head STATION SEQ HASH       one a station
 *   scan NAME BYTES HASH        one a file of PATH.scans
 *   end HASH
 */
#ifndef ONETRIP_MANIFEST_H
#define ONETRIP_MANIFEST_H

#include "core/base/file.h"
#include "core/store/journal.h"

enum { MANIFEST_HEADS = 256, MANIFEST_BYTES = 64 << 20 };

struct manifest_head {
	char station[17];
	uint64_t seq;
	uint8_t hash[HASH_SIZE];
};

struct manifest_scan {
	char name[HASH_HEX];
	uint64_t bytes;
	uint8_t hash[HASH_SIZE];
};

struct manifest {
	enum store_kind kind;
	int64_t at_ms;
	uint64_t bytes, events;
	uint8_t hash[HASH_SIZE];
	struct manifest_head heads[MANIFEST_HEADS];
	size_t n_heads;
	struct manifest_scan *scans;
	size_t n_scans, cap_scans;
};
void manifest_release(struct manifest *m);

enum err manifest_heads(struct store *s, struct manifest *m) MUST_CHECK; /* and the number of events */
void manifest_add_scan(struct manifest *m, const struct manifest_scan *x);
enum err manifest_write(const struct manifest *m, const char *path) MUST_CHECK;
/* ERR_TAMPER: it is not whole. */
enum err manifest_read(const char *path, struct manifest *out) MUST_CHECK;

/* Copies a file of any length (0600, durable, all or nothing), or only reads it (to NULL). */
enum err copy_hashed(const char *from, const char *to, uint64_t *bytes, uint8_t hash[HASH_SIZE],
	void (*progress)(uint64_t done, uint64_t all)) MUST_CHECK;
/* Files of one folder of scans, in no order; name is its hash in hex. */
enum err scans_each(const char *folder, enum err (*fn)(const char *path, const char *name, void *ctx),
	void *ctx) MUST_CHECK;

#endif
