/* SPDX-License-Identifier: MIT
 *
 * One field made durable: sealed, chained, read back and compared, under the gate, against a bare
 * INSERT of as many bytes into another SQLite file of the same folder with the same settings.
 */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/journal.h"
#include "core/store/operator.h"

enum { COMMITS = 400, ROW_BYTES = 420 };

#define PASSWORD "quiet river 3"

static enum err open_store(const char *folder, struct store **out)
{
	static const struct operator_first people[] = {
		{"9001", "周行", "quiet river 1", ROLE_ADMIN},
		{"2001", "赵敏", "quiet river 2", ROLE_SUPERVISOR},
		{"1024", "王芳", PASSWORD, ROLE_CLERK},
	};
	char path[PATH_SIZE], key[PATH_SIZE], recovery[RECOVERY_CODE];
	struct store_place place = {.path = path, .terminal_key = key,
		.station = "A03", .kind = STORE_DEMO};

	if (!text_format(path, sizeof(path), "%s/a03.db", folder) ||
		!text_format(key, sizeof(key), "%s/terminal.key", folder))
		return ERR_LIMIT;
	enum err e = store_create(&place);
	if (!e)
		e = store_open(&place, out);
	if (!e)
		e = operator_init(*out, &SEAL_COST_DEMO, people, COUNT_OF(people), recovery);
	return e ? e : operator_login(*out, "1024", PASSWORD);
}

static enum err open_floor(const char *folder, sqlite3 **db, sqlite3_stmt **insert)
{
	char path[PATH_SIZE];

	if (!text_format(path, sizeof(path), "%s/floor.db", folder) ||
		sqlite3_open(path, db) != SQLITE_OK ||
		sqlite3_exec(*db,
			"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
			"PRAGMA wal_autocheckpoint = 0; CREATE TABLE t(id INTEGER PRIMARY KEY, b "
			"BLOB)",
			NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_prepare_v2(*db, "INSERT INTO t(b) VALUES (randomblob(?))", -1, insert,
			NULL) != SQLITE_OK ||
		sqlite3_bind_int(*insert, 1, ROW_BYTES) != SQLITE_OK)
		return ERR_IO;
	return OK;
}

static enum err append(struct store *s, const struct uid *casefile)
{
	struct record body = {0};
	struct entry entry = {.casefile = *casefile, .kind = "FIELD", .body = &body};

	record_add(&body, "field", "delivery_address");
	record_add(&body, "value", "演示市城东区晨光街道启明路2号1幢1单元301室");
	record_add(&body, "origin", "typed");
	record_addi(&body, "keys", 14);
	enum err e = body.err ? body.err : journal_append(s, &entry, 1, NULL, NULL);
	record_release(&body);
	return e;
}

static enum err time_floor(sqlite3_stmt *insert, struct samples *out)
{
	double begin = now_us();

	if (sqlite3_step(insert) != SQLITE_DONE || sqlite3_reset(insert) != SQLITE_OK)
		return ERR_IO;
	samples_add(out, now_us() - begin);
	return OK;
}

static enum err time_append(struct store *s, const struct uid *casefile, struct samples *out)
{
	double begin = now_us();
	enum err e = append(s, casefile);

	samples_add(out, now_us() - begin);
	return e;
}

/* A flush right after another is cheaper, so each goes first half of the time. */
static enum err measure(struct store *s, sqlite3_stmt *insert)
{
	struct samples value, best;
	struct uid casefile = uid_new();
	enum err e = OK;

	samples_init(&value, COMMITS);
	samples_init(&best, COMMITS);
	for (int i = 0; i < COMMITS && !e; i++) {
		if (i % 2)
			e = time_floor(insert, &best);
		if (!e)
			e = time_append(s, &casefile, &value);
		if (!e && i % 2 == 0)
			e = time_floor(insert, &best);
	}
	if (!e) {
		say("one field durable", samples_at(&value, 0.5), samples_at(&best, 0.5),
			"bare INSERT, WAL, FULL");
		say("one field durable, 99 of 100 within", samples_at(&value, 0.99),
			samples_at(&best, 0.99), "bare INSERT, WAL, FULL");
	}
	samples_release(&value);
	samples_release(&best);
	return e;
}

enum err bench_journal(void)
{
	char folder[PATH_SIZE];
	struct store *s = NULL;
	sqlite3 *db = NULL;
	sqlite3_stmt *insert = NULL;

	if (!work_folder("journal", folder))
		return ERR_IO;
	enum err e = open_store(folder, &s);
	if (!e)
		e = open_floor(folder, &db, &insert);
	if (!e)
		e = measure(s, insert);
	sqlite3_finalize(insert);
	sqlite3_close(db);
	store_close(s);
	return file_remove_tree(folder) ? ERR_IO : e;
}
