/* SPDX-License-Identifier: MIT
 *
 * Looking after a file: checkpoints, a rescue copy, its soundness and its schema.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/store/db_inside.h"
#include "core/store/schema.h"

int db_frames(const struct db *db)
{
	return db->frames;
}

static enum err checkpoint(struct db *db, int mode, bool *alarm)
{
	int log = 0, copied = 0;
	int rc = sqlite3_wal_checkpoint_v2(db->handle, NULL, mode, &log, &copied);

	*alarm = copied > log;
	return rc == SQLITE_BUSY ? ERR_BUSY : db_fail(db, rc);
}

/* Truncating throws away what the alarm is about, so it comes second. */
enum err db_checkpoint(struct db *db, bool truncate, bool *alarm)
{
	enum err e = checkpoint(db, SQLITE_CHECKPOINT_PASSIVE, alarm);

	if (e != OK || *alarm || !truncate)
		return e;
	return checkpoint(db, SQLITE_CHECKPOINT_TRUNCATE, alarm);
}

enum err db_rescue(struct db *db, const char *path)
{
	sqlite3_stmt *st = NULL;
	int rc;

	db->setup = true;
	rc = sqlite3_prepare_v2(db->handle, "VACUUM INTO ?", -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text(st, 1, path, -1, SQLITE_TRANSIENT);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	sqlite3_finalize(st);
	db->setup = false;
	return db_fail(db, rc);
}

uint64_t db_bytes(struct db *db)
{
	int64_t pages = db_setting(db, "PRAGMA page_count"), size = db_setting(db, "PRAGMA page_size");

	return pages > 0 && size > 0 ? (uint64_t)pages * (uint64_t)size : 0;
}

enum { COPY_PAGES = 16 }; /* a part; others wait for nothing meanwhile */

static enum err copy_pages(struct db *db, sqlite3 *to, void (*progress)(uint64_t, uint64_t))
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", db->handle, "main");
	int rc;

	if (!b)
		return ERR_IO;
	while ((rc = sqlite3_backup_step(b, COPY_PAGES)) == SQLITE_OK) {
		uint64_t all = (uint64_t)sqlite3_backup_pagecount(b);
		if (progress)
			progress(all - (uint64_t)sqlite3_backup_remaining(b), all);
	}
	int finished = sqlite3_backup_finish(b);
	return rc == SQLITE_DONE && finished == SQLITE_OK ? OK : (rc & 0xFF) == SQLITE_FULL ? ERR_FULL : ERR_IO;
}

/* The transaction keeps what is read the same from the first page to the last. The copy is one file:
 * without a log of its own. */
enum err db_copy(struct db *db, const char *path, void (*progress)(uint64_t, uint64_t))
{
	sqlite3 *to = NULL;
	bool began = !db_inside(db);
	enum err e = began ? db_begin(db, false) : OK;

	if (e == OK)
		e = stmt_run(db_stmt(db, "SELECT count(*) FROM meta"));
	if (e == OK && sqlite3_open_v2(path, &to,
			       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE |
				       SQLITE_OPEN_NOFOLLOW,
			       db_vfs) != SQLITE_OK)
		e = ERR_IO;
	if (e == OK)
		e = copy_pages(db, to, progress);
	if (e == OK && sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK)
		e = ERR_IO;
	if (sqlite3_close(to) != SQLITE_OK)
		BUG("a copy outlives its backup");
	if (began)
		db_rollback(db);
	return e;
}

enum err db_check(struct db *db, bool whole)
{
	const char *pragma = whole ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
	sqlite3_stmt *st = NULL;
	enum err e;

	db->setup = true;
	e = db_fail(db, sqlite3_prepare_v2(db->handle, pragma, -1, &st, NULL));
	if (e == OK && (sqlite3_step(st) != SQLITE_ROW ||
			       !text_equal((const char *)sqlite3_column_text(st, 0), "ok")))
		e = ERR_TAMPER;
	sqlite3_finalize(st);
	db->setup = false;
	return e;
}

static const struct schema_part *part_named(const char *name)
{
	for (size_t i = 0; i < schema_n; i++)
		if (strcmp(schema_parts[i].name, name) == 0)
			return &schema_parts[i];
	return NULL;
}

enum err db_schema_pin(struct db *db, char wrong[64])
{
	struct stmt *q = db_stmt(
		db, "SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL ORDER BY name");
	size_t seen = 0;
	enum err e = OK;
	char name[64];

	while (e == OK && stmt_row(q)) {
		const struct schema_part *part;
		const void *sql;
		size_t len;

		stmt_get_text(q, name, sizeof name);
		sql = stmt_get_blob(q, &len);
		part = part_named(name);
		seen++;
		if (!part || strlen(part->sql) != len || memcmp(part->sql, sql, len) != 0)
			e = ERR_SCHEMA;
	}
	if (e == OK && q->err == OK && seen != schema_n) {
		e = ERR_SCHEMA;
		text_copy(name, sizeof name, "a missing table");
	}
	if (e != OK && wrong)
		text_copy(wrong, 64, name);
	return stmt_end(q) != OK ? ERR_TAMPER : e;
}

enum err db_temp_views(struct db *db)
{
	enum err e = OK;

	db->setup = true;
	for (size_t i = 0; e == OK && i < schema_n; i++)
		if (schema_parts[i].temporary)
			e = db_run(db, schema_parts[i].temporary);
	db->setup = false;
	return e;
}
