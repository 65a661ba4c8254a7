/* SPDX-License-Identifier: MIT
 *
 * What the files of core/store/db share. Nobody else includes this.
 */
#ifndef ONETRIP_DB_INSIDE_H
#define ONETRIP_DB_INSIDE_H

#include <sqlite3.h>

#include "core/store/db.h"

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

/* The error of a result code; notes it, and that the connection is broken after those that break it. */
enum err db_fail(struct db *db, int rc);
enum err db_run(struct db *db, const char *sql) MUST_CHECK;

#endif
