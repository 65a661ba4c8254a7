/* SPDX-License-Identifier: MIT
 *
 * Statements and result codes. What must hold: a statement keeps the first thing that failed, bind,
 * step or column, until it is asked for.
 */
#include <string.h>

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/store/db_inside.h"

enum err db_fail(struct db *db, int rc)
{
	int primary = rc & 0xFF;

	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return OK;
	if (primary == SQLITE_IOERR || primary == SQLITE_FULL || primary == SQLITE_CORRUPT ||
		primary == SQLITE_NOTADB || primary == SQLITE_CANTOPEN)
		db->broken = true;
	if (primary != SQLITE_BUSY && primary != SQLITE_CONSTRAINT)
		log_line("db", "result %d", sqlite3_extended_errcode(db->handle));
	if (rc == SQLITE_IOERR_SHMSIZE)
		return ERR_FULL; /* the file of the log's index could not grow */
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

enum err db_run(struct db *db, const char *sql)
{
	return db_fail(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
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

uint64_t db_row_id(const struct db *db)
{
	return (uint64_t)sqlite3_last_insert_rowid(db->handle);
}

enum err stmt_run(struct stmt *st)
{
	while (stmt_row(st))
		;
	return stmt_end(st);
}
