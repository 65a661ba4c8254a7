/* SPDX-License-Identifier: MIT
 *
 * One casefile's chain, verified where it is shown: each event follows the one before it in the case,
 * and its hash is what its bytes and its station's chain make it.
 */
#include <string.h>

#include "core/store/inside.h"
#include "core/store/row.h"

/* The hash of the event before in the station's chain; zero before the first. */
static enum err station_before(struct store *s, const struct row *r, uint8_t out[HASH_SIZE])
{
	memset(out, 0, HASH_SIZE);
	if (r->e.station_seq <= 1)
		return OK;
	struct stmt *q =
		db_stmt(s->db, "SELECT hash FROM event WHERE station = ? AND station_seq = ?");
	stmt_put_text(q, r->e.station);
	stmt_put_int(q, (int64_t)r->e.station_seq - 1);
	bool found = stmt_row(q);
	if (found)
		stmt_get_fixed(q, out, HASH_SIZE);
	enum err e = stmt_end(q);
	return e == OK && !found ? ERR_TAMPER : e;
}

static enum err sound(struct store *s, const struct row *r, uint64_t seq, const uint8_t top[HASH_SIZE])
{
	uint8_t before[HASH_SIZE], hash[HASH_SIZE];

	if (r->e.case_seq != seq + 1 || memcmp(r->e.prev_event, top, HASH_SIZE) != 0)
		return ERR_TAMPER;
	enum err e = station_before(s, r, before);
	if (e)
		return e;
	row_hash(r, before, hash);
	return memcmp(hash, r->e.hash, HASH_SIZE) == 0 ? OK : ERR_TAMPER;
}

enum err journal_intact(struct store *s, const struct uid *casefile, uint32_t *intact, uint32_t *all)
{
	uint8_t top[HASH_SIZE] = {0};
	uint32_t good = 0, n = 0;
	enum err e = store_ready(s), first = OK;

	if (e)
		return e;
	struct stmt *q = db_stmt(
		s->db, "SELECT " ROW_COLUMNS " FROM event WHERE casefile = ? ORDER BY case_seq");
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	while (stmt_row(q)) {
		struct row r;
		row_get(q, &r);
		if (!first)
			first = sound(s, &r, n, top);
		good += !first;
		n++;
		memcpy(top, r.e.hash, HASH_SIZE);
	}
	e = stmt_end(q);
	if (e)
		return e;
	*intact = good;
	*all = n;
	return first;
}
