/* SPDX-License-Identifier: MIT
 *
 * One row of the table event: its bytes as associated data, its hash, and how its body is sealed
 * and opened.
 *
 *   aad  = every column but body and hash, in the order of the table, each with its length
 *   hash = BLAKE2b-256(previous hash of the station | aad | sealed body); zero before the first
 *   body = record (core/base/record.h), padded to 256 bytes, sealed (core/store/seal.h)
 *          under the casefile's key; without a casefile under class A, boxed to the public
 *          half of class A when the writer does not hold it
 */
#ifndef ONETRIP_ROW_H
#define ONETRIP_ROW_H

#include "core/store/db.h"
#include "core/store/journal.h"
#include "core/store/seal.h"

struct row {
	uint64_t id;
	int suite;
	struct event e;          /* body stays empty */
	uint8_t boot[16];
	int64_t monotonic, hub_offset;
	struct span sealed;      /* borrowed from the statement, or from the writer's buffer */
};

#define ROW_COLUMNS                                                                                \
	"id, suite, station, station_seq, casefile, case_seq, prev_event, op_id, kind, at, boot, " \
	"monotonic, hub_offset, actor, form_hash, body, hash"

void row_get(struct stmt *q, struct row *out);
enum err row_insert(struct db *db, const struct row *r) MUST_CHECK;
void row_hash(const struct row *r, const uint8_t before[HASH_SIZE], uint8_t out[HASH_SIZE]);

enum err row_seal(struct store *s, const struct row *r, const struct record *body, struct buf *out)
	MUST_CHECK;
/* The body in clear. ERR_LOCKED: the key is not held; ERR_NOTFOUND: the casefile's key is gone. */
enum err row_open(struct store *s, const struct row *r, struct record *body) MUST_CHECK;

#endif
