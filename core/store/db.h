/* SPDX-License-Identifier: MIT
 *
 * The only user of sqlite3: one connection with the settings of trust.md 4.4, statements that
 * remember their first failure (so every bind is checked by checking once at the end), and an
 * authorizer that refuses to change what is append-only.
 *
 *	struct stmt *q = db_stmt(db, "SELECT name FROM operator WHERE id = ?");
 *	stmt_put_text(q, id);
 *	if (stmt_row(q))
 *		stmt_get_text(q, name, sizeof name);
 *	e = stmt_end(q);
 */
#ifndef ONETRIP_DB_H
#define ONETRIP_DB_H

#include "core/base/base.h"

enum { DB_STATEMENTS = 192, DB_VALUE = 4 << 20 };

struct db;
struct stmt;

extern const char *db_vfs; /* NULL: the system's; fault tests put their own in front of it */

enum err db_create(const char *path, int application_id) MUST_CHECK; /* with the schema */
enum err db_open(const char *path, int application_id, struct db **out) MUST_CHECK;
void db_close(struct db *db);            /* without a checkpoint */
/* An I/O error happened: nothing may be believed until the file was closed and opened again. */
bool db_broken(const struct db *db);

enum err db_begin(struct db *db, bool write) MUST_CHECK;
enum err db_commit(struct db *db) MUST_CHECK;  /* OK: durable */
void db_rollback(struct db *db);               /* also when none is open */
bool db_inside(const struct db *db);           /* a transaction is open */

/* sql must be a literal: prepared statements are kept by its address. Never NULL. */
struct stmt *db_stmt(struct db *db, const char *sql);
void stmt_put_int(struct stmt *st, int64_t value);
void stmt_put_text(struct stmt *st, const char *text);
void stmt_put_blob(struct stmt *st, const void *data, size_t len);
void stmt_put_null(struct stmt *st);
bool stmt_row(struct stmt *st);                /* false: no more, or an error that stmt_end tells */
/* Columns from left to right. Pointers live until the next row. */
int64_t stmt_get_int(struct stmt *st);
const void *stmt_get_blob(struct stmt *st, size_t *len); /* NULL column: NULL, 0 */
void stmt_get_fixed(struct stmt *st, void *out, size_t len);  /* another length is ERR_TAMPER */
void stmt_get_text(struct stmt *st, char *out, size_t size); /* longer is ERR_TAMPER */
enum err stmt_end(struct stmt *st);            /* the first error, or OK; the statement is released */
enum err stmt_run(struct stmt *st);            /* steps to the end, then stmt_end */
uint64_t db_row_id(const struct db *db);       /* of the row inserted last */

/* The write-ahead log: frames after the last commit of this connection, and a checkpoint. Only
 * with the gate held. *alarm: more was copied than the log holds, see store.c. */
int db_frames(const struct db *db);
enum err db_checkpoint(struct db *db, bool truncate, bool *alarm) MUST_CHECK;
enum err db_rescue(struct db *db, const char *path) MUST_CHECK;      /* VACUUM INTO */
/* The file as it is at this moment into a new one at path, a part at a time: others go on writing,
 * none of which is in the copy. No checkpoint may throw the log away until it is done. */
enum err db_copy(struct db *db, const char *path, void (*progress)(uint64_t done, uint64_t all))
	MUST_CHECK;
/* A file nobody works in, for reading only and without files beside it. */
enum err db_open_copy(const char *path, int application_id, struct db **out) MUST_CHECK;
uint64_t db_bytes(struct db *db);              /* of the file, without its log */

/* ERR_TAMPER: damaged. whole: every index is compared with its table too. */
enum err db_check(struct db *db, bool whole) MUST_CHECK;
/* Compares the schema with core/store/schema.c; wrong (may be NULL) names the first difference. */
enum err db_schema_pin(struct db *db, char wrong[64]) MUST_CHECK;
/* Empty tables that hide the views from every statement until the open transaction is rolled
 * back: verify replays the journal into them. */
enum err db_temp_views(struct db *db) MUST_CHECK;
int64_t db_setting(struct db *db, const char *pragma); /* for tests: "PRAGMA synchronous" */

#endif
