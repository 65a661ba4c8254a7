/* SPDX-License-Identifier: MIT
 *
 * What must hold: no result code is dropped; once SQLite reported an I/O error or a full disk this
 * connection does nothing more; outside the set-up functions of this file no PRAGMA, ATTACH or
 * change of the schema can be prepared.
 */
#include "core/store/db.h"

#include <sqlite3.h>
#include <string.h>
#include <strings.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/schema.h"

struct stmt {
	struct db *db;
	const char *sql;
	sqlite3_stmt *st;
	bool busy;
	enum err err;
	int in, out; /* next parameter, next column */
};

struct db {
	sqlite3 *handle;
	bool setup; /* the authorizer lets everything pass */
	bool broken;
	int frames;
	struct stmt statements[DB_STATEMENTS];
	size_t n;
};

const char *db_vfs;

static enum err db_fail(struct db *db, int rc)
{
	int primary = rc & 0xFF;

	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return OK;
	if (primary == SQLITE_IOERR || primary == SQLITE_FULL || primary == SQLITE_CORRUPT ||
		primary == SQLITE_NOTADB || primary == SQLITE_CANTOPEN)
		db->broken = true;
	if (primary != SQLITE_BUSY && primary != SQLITE_CONSTRAINT)
		log_line("db", "result %d", sqlite3_extended_errcode(db->handle));
	switch (primary) {
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_NOMEM:
		return ERR_NOMEM;
	case SQLITE_TOOBIG:
		return ERR_LIMIT;
	case SQLITE_CONSTRAINT:
		return ERR_EXISTS;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_AUTH:
		return ERR_TAMPER;
	case SQLITE_SCHEMA:
	case SQLITE_ERROR:
		return ERR_SCHEMA;
	default:
		return ERR_IO;
	}
}

static bool append_only(const char *table)
{
	for (size_t i = 0; schema_append_only[i]; i++)
		if (table && strcasecmp(table, schema_append_only[i]) == 0)
			return true;
	return false;
}

static int authorize(void *ctx, int action, const char *a, const char *b, const char *schema,
	const char *trigger)
{
	const struct db *db = ctx;

	(void)b, (void)schema, (void)trigger;
	if (db->setup)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_INSERT:
	case SQLITE_TRANSACTION:
	case SQLITE_FUNCTION:
		return SQLITE_OK;
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		return append_only(a) ? SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static int count_frames(void *ctx, sqlite3 *handle, const char *schema, int frames)
{
	struct db *db = ctx;

	(void)handle, (void)schema;
	db->frames = frames;
	return SQLITE_OK;
}

static enum err run(struct db *db, const char *sql)
{
	return db_fail(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

static enum err configure(struct db *db)
{
	static const struct {
		int option, value;
	} options[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_DQS_DML, 0},
		{SQLITE_DBCONFIG_DQS_DDL, 0},
		{SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
		{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
	};
	int now, rc = sqlite3_extended_result_codes(db->handle, 1);

	for (size_t i = 0; rc == SQLITE_OK && i < COUNT_OF(options); i++) {
		rc = sqlite3_db_config(db->handle, options[i].option, options[i].value, &now);
		if (rc == SQLITE_OK && now != options[i].value)
			return ERR_UNSUPPORTED;
	}
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(db->handle, 10);
	sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, DB_VALUE);
	sqlite3_wal_hook(db->handle, count_frames, db);
	return db_fail(db, rc);
}

int64_t db_setting(struct db *db, const char *pragma)
{
	bool was = db->setup;
	int64_t value = -1;
	sqlite3_stmt *st = NULL;

	db->setup = true;
	if (sqlite3_prepare_v2(db->handle, pragma, -1, &st, NULL) == SQLITE_OK &&
		sqlite3_step(st) == SQLITE_ROW)
		value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	db->setup = was;
	return value;
}

static enum err use_wal(struct db *db)
{
	sqlite3_stmt *st = NULL;
	int rc = sqlite3_prepare_v2(db->handle, "PRAGMA journal_mode = WAL", -1, &st, NULL);
	enum err e = OK;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW && !text_equal((const char *)sqlite3_column_text(st, 0), "wal"))
		e = ERR_UNSUPPORTED;
	sqlite3_finalize(st);
	return e == OK ? db_fail(db, rc) : e;
}

/* Sets what SQLite keeps per connection and reads each value back: a library built without a
 * feature ignores its PRAGMA silently. */
static enum err settle(struct db *db)
{
	static const struct {
		const char *set, *get;
		int64_t value;
	} pragmas[] = {
		{"PRAGMA synchronous = FULL", "PRAGMA synchronous", 2},
		{"PRAGMA secure_delete = ON", "PRAGMA secure_delete", 1},
		{"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2},
		{"PRAGMA mmap_size = 0", "PRAGMA mmap_size", 0},
		{"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1},
		{"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0},
		{"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1},
	};
	enum err e = use_wal(db);

	for (size_t i = 0; e == OK && i < COUNT_OF(pragmas); i++) {
		e = run(db, pragmas[i].set);
		if (e == OK && db_setting(db, pragmas[i].get) != pragmas[i].value)
			e = db->broken ? ERR_IO : ERR_UNSUPPORTED;
	}
	return e;
}

static enum err connect(const char *path, int flags, struct db **out)
{
	struct db *db = mem_new(sizeof *db);
	int rc;
	enum err e;

	db->setup = true;
	rc = sqlite3_open_v2(path, &db->handle,
		flags | SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
			SQLITE_OPEN_NOFOLLOW,
		db_vfs);
	e = db->handle ? db_fail(db, rc) : ERR_NOMEM;
	if (e == OK)
		e = configure(db);
	if (e == OK)
		e = db_fail(db, sqlite3_set_authorizer(db->handle, authorize, db));
	if (e != OK) {
		db_close(db);
		return e;
	}
	*out = db;
	return OK;
}

static enum err write_schema(struct db *db, int application_id)
{
	char sql[64];
	enum err e = run(db, "BEGIN EXCLUSIVE");

	for (size_t i = 0; e == OK && i < schema_n; i++)
		e = run(db, schema_parts[i].sql);
	text_format(sql, sizeof sql, "PRAGMA application_id = %d", application_id);
	if (e == OK)
		e = run(db, sql);
	text_format(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA_VERSION);
	if (e == OK)
		e = run(db, sql);
	return e == OK ? run(db, "COMMIT") : e;
}

enum err db_create(const char *path, int application_id)
{
	struct db *db;
	enum err e = connect(path, SQLITE_OPEN_CREATE, &db);

	if (e != OK)
		return e;
	e = settle(db);
	if (e == OK)
		e = write_schema(db, application_id);
	db_close(db);
	return e;
}

static enum err identify(struct db *db, int application_id)
{
	int64_t id = db_setting(db, "PRAGMA application_id");

	if (id < 0)
		return ERR_TAMPER; /* not readable as a database at all */
	if (id != application_id)
		return id == SCHEMA_LIVE || id == SCHEMA_DEMO ? ERR_DEMO : ERR_SCHEMA;
	return OK;
}

static const char *sql_of(const char *part)
{
	for (size_t i = 0; i < schema_n; i++)
		if (strcmp(schema_parts[i].name, part) == 0)
			return schema_parts[i].sql;
	BUG("no such part of the schema");
}

/* What a file of an earlier version lacks is added, all of it or nothing. */
static enum err upgrade(struct db *db)
{
	int64_t version = db_setting(db, "PRAGMA user_version");
	char sql[64];
	enum err e;

	if (version == SCHEMA_VERSION)
		return OK;
	if (version < 1 || version > SCHEMA_VERSION)
		return ERR_SCHEMA;
	e = run(db, "BEGIN EXCLUSIVE");
	for (size_t i = 0; e == OK && i < schema_n_additions; i++)
		if (schema_additions[i].version > version)
			e = run(db, sql_of(schema_additions[i].name));
	text_format(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA_VERSION);
	if (e == OK)
		e = run(db, sql);
	if (e == OK)
		e = run(db, "COMMIT");
	if (e == OK)
		log_line("db", "version %d is now %d", (int)version, SCHEMA_VERSION);
	return e;
}

enum err db_open(const char *path, int application_id, struct db **out)
{
	struct db *db;
	enum err e = connect(path, 0, &db);

	if (e != OK)
		return e == ERR_IO ? ERR_NOTFOUND : e;
	e = identify(db, application_id);
	if (e == OK)
		e = settle(db);
	if (e == OK)
		e = upgrade(db);
	if (e == OK)
		e = db_schema_pin(db, NULL);
	if (e != OK) {
		db_close(db);
		return e;
	}
	db->setup = false;
	*out = db;
	return OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < db->n; i++)
		sqlite3_finalize(db->statements[i].st);
	if (sqlite3_close(db->handle) != SQLITE_OK)
		BUG("a statement outlives its database");
	mem_free(db);
}

bool db_broken(const struct db *db)
{
	return db->broken;
}

static enum err end_with(struct db *db, const char *sql)
{
	return stmt_run(db_stmt(db, sql));
}

enum err db_begin(struct db *db, bool write)
{
	return end_with(db, write ? "BEGIN IMMEDIATE" : "BEGIN");
}

enum err db_commit(struct db *db)
{
	return end_with(db, "COMMIT");
}

void db_rollback(struct db *db)
{
	/* A failed rollback means the file cannot be written: broken is set, reopening undoes. */
	if (db_inside(db) && run(db, "ROLLBACK") != OK)
		db->broken = true;
}

bool db_inside(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}

struct stmt *db_stmt(struct db *db, const char *sql)
{
	struct stmt *st = NULL;

	for (size_t i = 0; i < db->n && !st; i++)
		if (db->statements[i].sql == sql && !db->statements[i].busy)
			st = &db->statements[i];
	if (!st) {
		if (db->n == DB_STATEMENTS)
			BUG("too many statements");
		st = &db->statements[db->n++];
		st->db = db;
		st->sql = sql;
	}
	st->busy = true;
	st->err = OK;
	st->in = st->out = 0;
	if (!st->st)
		st->err = db_fail(db, sqlite3_prepare_v3(db->handle, sql, -1,
					      SQLITE_PREPARE_PERSISTENT, &st->st, NULL));
	return st;
}

static void bound(struct stmt *st, int rc)
{
	if (st->err == OK)
		st->err = db_fail(st->db, rc);
}

void stmt_put_int(struct stmt *st, int64_t value)
{
	if (st->err == OK)
		bound(st, sqlite3_bind_int64(st->st, ++st->in, value));
}

void stmt_put_text(struct stmt *st, const char *text)
{
	if (st->err == OK)
		bound(st, sqlite3_bind_text(st->st, ++st->in, text, -1, SQLITE_TRANSIENT));
}

void stmt_put_blob(struct stmt *st, const void *data, size_t len)
{
	if (st->err == OK)
		bound(st, sqlite3_bind_blob64(
				  st->st, ++st->in, len ? data : "", len, SQLITE_TRANSIENT));
}

void stmt_put_null(struct stmt *st)
{
	if (st->err == OK)
		bound(st, sqlite3_bind_null(st->st, ++st->in));
}

bool stmt_row(struct stmt *st)
{
	int rc;

	if (st->err != OK)
		return false;
	st->out = 0;
	rc = sqlite3_step(st->st);
	if (rc == SQLITE_ROW)
		return true;
	st->err = db_fail(st->db, rc);
	return false;
}

int64_t stmt_get_int(struct stmt *st)
{
	return sqlite3_column_int64(st->st, st->out++);
}

const void *stmt_get_blob(struct stmt *st, size_t *len)
{
	int column = st->out++;
	const void *data = sqlite3_column_blob(st->st, column);

	*len = (size_t)sqlite3_column_bytes(st->st, column);
	return data;
}

void stmt_get_fixed(struct stmt *st, void *out, size_t len)
{
	size_t n;
	const void *data = stmt_get_blob(st, &n);

	if (n == len && data)
		memcpy(out, data, len);
	else if (st->err == OK)
		st->err = ERR_TAMPER;
}

void stmt_get_text(struct stmt *st, char *out, size_t size)
{
	const unsigned char *text = sqlite3_column_text(st->st, st->out++);

	if (!text_copy(out, size, text ? (const char *)text : "") && st->err == OK)
		st->err = ERR_TAMPER;
}

enum err stmt_end(struct stmt *st)
{
	enum err e = st->err;

	/* The code of reset repeats that of the last step, which is kept already. */
	if (st->st) {
		(void)sqlite3_reset(st->st);
		(void)sqlite3_clear_bindings(st->st);
	}
	st->busy = false;
	return e;
}

enum err stmt_run(struct stmt *st)
{
	while (stmt_row(st))
		;
	return stmt_end(st);
}

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
			e = run(db, schema_parts[i].temporary);
	db->setup = false;
	return e;
}
