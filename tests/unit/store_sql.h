/* SPDX-License-Identifier: MIT
 *
 * What somebody does who has a shell and the file, but no key.
 */
#ifndef ONETRIP_STORE_SQL_H
#define ONETRIP_STORE_SQL_H

#include "tests/unit/store_fixture.h"

#include <sqlite3.h>

static inline void fixture_sql(struct fixture *f, const char *sql)
{
	sqlite3 *db;

	store_close(f->s);
	f->s = NULL;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(store_open(&f->place, &f->s), OK);
	journal_set_projector(f->s, project, NULL);
}

#endif
