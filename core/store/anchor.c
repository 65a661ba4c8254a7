/* SPDX-License-Identifier: MIT
 *
 * What must hold: an anchor moves forward only from one that is right; writing over a wrong one
 * would launder a cut tail.
 */
#include "core/store/anchor.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/store/inside.h"

void anchor_mac(const uint8_t key[KEY_SIZE], const char *station, uint64_t seq,
	const uint8_t hash[HASH_SIZE], uint8_t out[HASH_SIZE])
{
	uint8_t own[KEY_SIZE];
	struct hasher h;

	seal_derive(key, "anchor", own);
	hash_start(&h, own);
	hash_part(&h, station, strlen(station));
	hash_number(&h, seq);
	hash_add(&h, hash, HASH_SIZE);
	hash_end(&h, out);
	mem_wipe(own, sizeof own);
}

/* Is there an event that its writer must have anchored, before the first of this transaction? */
static enum err anchor_missing(struct store *s, uint64_t before, bool *missing)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM event WHERE station = ? AND station_seq < ? "
					"AND substr(body, 1, 1) = x'01' LIMIT 1");

	stmt_put_text(q, s->station);
	stmt_put_int(q, (int64_t)before);
	*missing = stmt_row(q);
	return stmt_end(q);
}

/* Does the anchor belong to us and to the chain as it is now? */
static enum err anchor_stands(struct store *s, uint64_t first, bool *stands)
{
	struct stmt *q = db_stmt(s->db, "SELECT a.station_seq, a.hash, a.epoch, a.mac, e.hash FROM "
					"anchor a LEFT JOIN event e ON e.station = a.station AND "
					"e.station_seq = a.station_seq WHERE a.station = ?");
	uint8_t hash[HASH_SIZE] = {0}, mac[HASH_SIZE] = {0}, own[HASH_SIZE];
	const void *in_chain;
	const uint8_t *key;
	uint64_t seq;
	size_t len;
	enum err e;

	stmt_put_text(q, s->station);
	*stands = false;
	if (!stmt_row(q)) {
		bool missing = false;

		e = stmt_end(q);
		if (e == OK)
			e = anchor_missing(s, first, &missing);
		*stands = !missing;
		return e;
	}
	seq = (uint64_t)stmt_get_int(q);
	stmt_get_fixed(q, hash, sizeof hash);
	key = keyring_key(s->keys, 'A', (uint32_t)stmt_get_int(q));
	stmt_get_fixed(q, mac, sizeof mac);
	in_chain = stmt_get_blob(q, &len);
	if (key && in_chain && len == sizeof hash && memcmp(in_chain, hash, len) == 0) {
		anchor_mac(key, s->station, seq, hash, own);
		*stands = seal_equal(own, mac, sizeof mac);
	}
	return stmt_end(q);
}

static enum err write_anchor(struct store *s, uint64_t seq, const uint8_t hash[HASH_SIZE],
	uint32_t epoch, const uint8_t mac[HASH_SIZE])
{
	struct stmt *q = db_stmt(s->db,
		"INSERT INTO anchor(station, station_seq, hash, epoch, mac) VALUES(?, ?, ?, ?, ?) "
		"ON CONFLICT(station) DO UPDATE SET station_seq = excluded.station_seq, "
		"hash = excluded.hash, epoch = excluded.epoch, mac = excluded.mac");

	stmt_put_text(q, s->station);
	stmt_put_int(q, (int64_t)seq);
	stmt_put_blob(q, hash, HASH_SIZE);
	stmt_put_int(q, epoch);
	stmt_put_blob(q, mac, HASH_SIZE);
	return stmt_run(q);
}

enum err anchor_move(struct store *s, uint64_t first, uint64_t seq, const uint8_t hash[HASH_SIZE])
{
	uint32_t epoch = 0;
	const uint8_t *key = keyring_any(s->keys, 'A', &epoch);
	uint8_t mac[HASH_SIZE];
	bool stands = false;
	enum err e;

	if (!key)
		return OK;
	e = anchor_stands(s, first, &stands);
	if (e == OK && !stands)
		log_line("journal",
			"the chain is not the one that was anchored: run onetrip verify");
	if (e != OK || !stands)
		return e;
	anchor_mac(key, s->station, seq, hash, mac);
	return write_anchor(s, seq, hash, epoch, mac);
}
