/* SPDX-License-Identifier: MIT
 *
 * C7: one bit of the database file is flipped, hundreds of times. Opening or verifying must notice,
 * or what the tables hold must be the same as before (free pages, unused bytes). Counters without
 * weight of their own (wrong passwords, last log-in) are left out: the chain tells of log-ins.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "core/base/mem.h"
#include "tests/fault/hall.h"

enum { EVENTS = 40 };

struct tally {
	unsigned tried, at_open, by_verify, by_key, same, silent;
};

static bool hash_table(sqlite3 *db, const char *sql, struct hasher *h)
{
	sqlite3_stmt *st;
	int rc;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		return false;
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			const void *value = sqlite3_column_blob(st, i);

			hash_number(h, (uint64_t)sqlite3_column_type(st, i));
			hash_part(h, value, (size_t)sqlite3_column_bytes(st, i));
		}
	sqlite3_finalize(st);
	return rc == SQLITE_DONE;
}

/* Everything a reader could see. */
static bool contents(const struct hall *h, uint8_t out[HASH_SIZE])
{
	static const char *const tables[] = {"SELECT * FROM meta ORDER BY 1",
		"SELECT * FROM event ORDER BY 1", "SELECT hash, text FROM form ORDER BY 1",
		"SELECT * FROM anchor ORDER BY 1",
		"SELECT id, name, role, state, public, sealed, salt, memory, passes, enrol FROM "
		"operator "
		"ORDER BY 1",
		"SELECT * FROM epoch ORDER BY 1, 2", "SELECT * FROM slot ORDER BY 1, 2, 3",
		"SELECT * FROM dek ORDER BY 1", "SELECT * FROM case_view ORDER BY 1",
		"SELECT * FROM token ORDER BY 1, 2, 3"};
	struct hasher hasher;
	bool good = true;
	sqlite3 *db;

	NEED(sqlite3_open(hall_place(h).path, &db) == SQLITE_OK);
	hash_start(&hasher, NULL);
	for (size_t i = 0; good && i < COUNT_OF(tables); i++)
		good = hash_table(db, tables[i], &hasher);
	hash_end(&hasher, out);
	sqlite3_close(db);
	return good;
}

static bool verified(struct store *s)
{
	struct verify_report report;
	bool good = store_verify(s, &report, NULL) == OK && !report.findings;

	buf_release(&report.text);
	return good;
}

static bool unlocked(const struct hall *h, struct store *s)
{
	return keyring_open(s, "2000", h->secret, &s->keys) == OK &&
	       operator_find(s, "2000", &s->current) == OK;
}

static void one(
	struct hall *h, const struct buf *db, const uint8_t before[HASH_SIZE], struct tally *t)
{
	uint8_t after[HASH_SIZE];
	struct store *s;

	hall_write(h, db, NULL);
	t->tried++;
	s = hall_open(h);
	if (!s) {
		t->at_open++;
		return;
	}
	if (!verified(s)) {
		t->by_verify++;
	} else if (!unlocked(h, s) || !verified(s)) {
		t->by_key++;
	} else {
		store_close(s);
		s = NULL;
		if (contents(h, after) && memcmp(before, after, HASH_SIZE) == 0)
			t->same++;
		else
			t->silent++;
	}
	store_close(s);
}

static void fill(struct hall *h, struct buf *db)
{
	struct acked ignored;
	struct store *s;

	hall_write(h, NULL, NULL);
	s = hall_open(h);
	NEED(s);
	hall_unlock(h, s);
	for (unsigned i = 0; i < EVENTS; i++)
		NEED(hall_append(h, s, i, 100, &ignored) == OK);
	store_close(s);
	buf_init(db, HALL_BYTES);
	NEED(file_read(hall_place(h).path, db) == OK);
}

int main(void)
{
	struct stream random = {7};
	uint8_t before[HASH_SIZE];
	struct hall h = {0};
	struct tally t = {0};
	struct buf db;

	hall_make(&h);
	fill(&h, &db);
	NEED(contents(&h, before));
	one(&h, &db, before, &t);
	NEED(t.same == 1); /* untouched it is clean */
	for (unsigned i = hall_scale(600); i > 0; i--) {
		uint32_t bit = stream_below(&random, (uint32_t)(db.len * 8));

		db.data[bit / 8] = (char)(db.data[bit / 8] ^ (1 << bit % 8));
		one(&h, &db, before, &t);
		db.data[bit / 8] = (char)(db.data[bit / 8] ^ (1 << bit % 8));
	}
	printf("RESULT bit-flip tried=%u at-open=%u by-verify=%u by-key=%u same-content=%u "
	       "silent=%u\n",
		t.tried, t.at_open, t.by_verify, t.by_key, t.same, t.silent);
	buf_release(&db);
	hall_remove(&h);
	return t.silent != 0;
}
