/* SPDX-License-Identifier: MIT
 *
 * Opening: settings, authorizer, schema and its versions; transactions.
 *
 * What must hold: no result code is dropped; once SQLite reported an I/O error or a full disk this
 * connection does nothing more; outside the set-up functions of these files no PRAGMA, ATTACH or
 * change of the schema can be prepared.
 */
#include "core/store/db.h"

#include <string.h>
#include <strings.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/db_inside.h"
#include "core/store/schema.h"

const char *db_vfs;

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

/* *value stays as it is when it cannot be read. */
static enum err read_setting(struct db *db, const char *pragma, int64_t *value)
{
	bool was = db->setup;
	sqlite3_stmt *st = NULL;

	db->setup = true;
	int rc = sqlite3_prepare_v2(db->handle, pragma, -1, &st, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		*value = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	db->setup = was;
	return db_fail(db, rc);
}

int64_t db_setting(struct db *db, const char *pragma)
{
	int64_t value = -1;

	(void)!read_setting(db, pragma, &value);
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
		{"PRAGMA cache_size = -16384", "PRAGMA cache_size", -16384}, /* KiB */
		{"PRAGMA mmap_size = 0", "PRAGMA mmap_size", 0},
		{"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1},
		{"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", 0},
		{"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1},
	};
	enum err e = use_wal(db);

	for (size_t i = 0; e == OK && i < COUNT_OF(pragmas); i++) {
		e = db_run(db, pragmas[i].set);
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
	/* Nobody asks how much memory SQLite holds; counting it takes a mutex around every piece. Too late
	 * after the first connection of a process, and then it counts. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	rc = sqlite3_open_v2(path, &db->handle,
		flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
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
	enum err e = db_run(db, "BEGIN EXCLUSIVE");

	for (size_t i = 0; e == OK && i < schema_n; i++)
		e = db_run(db, schema_parts[i].sql);
	text_format(sql, sizeof sql, "PRAGMA application_id = %d", application_id);
	if (e == OK)
		e = db_run(db, sql);
	text_format(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA_VERSION);
	if (e == OK)
		e = db_run(db, sql);
	return e == OK ? db_run(db, "COMMIT") : e;
}

enum err db_create(const char *path, int application_id)
{
	struct db *db;
	enum err e = connect(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &db);

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
	int64_t id = -1;
	enum err e = read_setting(db, "PRAGMA application_id", &id);

	if (e != OK)
		return e; /* ERR_TAMPER: not a database at all; a full disk or memory says so */
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
	e = db_run(db, "BEGIN EXCLUSIVE");
	for (size_t i = 0; e == OK && i < schema_n_additions; i++)
		if (schema_additions[i].version > version)
			e = db_run(db, sql_of(schema_additions[i].name));
	text_format(sql, sizeof sql, "PRAGMA user_version = %d", SCHEMA_VERSION);
	if (e == OK)
		e = db_run(db, sql);
	if (e == OK)
		e = db_run(db, "COMMIT");
	if (e == OK)
		log_line("db", "version %d is now %d", (int)version, SCHEMA_VERSION);
	return e;
}

enum err db_open(const char *path, int application_id, struct db **out)
{
	struct db *db;
	enum err e = connect(path, SQLITE_OPEN_READWRITE, &db);

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

enum err db_open_copy(const char *path, int application_id, struct db **out)
{
	struct db *db;
	enum err e = connect(path, SQLITE_OPEN_READONLY, &db);

	if (e != OK)
		return e == ERR_IO ? ERR_NOTFOUND : e;
	e = identify(db, application_id);
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
	if (db_inside(db) && db_run(db, "ROLLBACK") != OK)
		db->broken = true;
}

bool db_inside(const struct db *db)
{
	return !sqlite3_get_autocommit(db->handle);
}
