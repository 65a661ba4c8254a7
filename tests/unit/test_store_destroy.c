/* SPDX-License-Identifier: MIT
 *
 * Deletion by destroying a casefile's key: nobody reads it again, its neighbours are untouched, the
 * chain verifies, and the file holds no copy of the wrapped key.
 */
#include "store_fixture.h"

#include <sqlite3.h>

#include "core/store/destroy.h"
#include "core/store/schema.h"
#include "core/store/view.h"

#define ID_GOING "339900199001011230"
#define ID_STAYING "339900198502022345"

static struct uid going, staying;

static int setup(void **state)
{
	struct fixture *f = fixture_new(STORE_LIVE);

	*state = f;
	going = uid_new();
	staying = uid_new();
	clerk_in(f);
	assert_int_equal(put(f->s, going, "OPEN", "name", "李梅", "id", ID_GOING, "number",
				 "260316-A03-001", NULL), OK);
	assert_int_equal(put(f->s, staying, "OPEN", "name", "王芳", "id", ID_STAYING, "number",
				 "260316-A03-002", NULL), OK);
	assert_int_equal(put(f->s, going, "CLOSE", "name", "李梅", NULL), OK);
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

static size_t found(struct store *s, const char *id)
{
	struct view_case *list = NULL;
	size_t n = 0;

	assert_int_equal(view_find(s, TOKEN_ID, id, &list, &n), OK);
	mem_free(list);
	return n;
}

static enum err count_bodies(const struct event *e, void *ctx)
{
	*(size_t *)ctx += e->body.n;
	return OK;
}

/* Its wrapped key, as it stands in the file. */
static void wrapped_key(const char *path, struct buf *out)
{
	sqlite3 *db;
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT wrapped FROM dek WHERE casefile = ?", -1, &st, NULL), SQLITE_OK);
	sqlite3_bind_blob(st, 1, going.b, sizeof going.b, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	buf_add(out, sqlite3_column_blob(st, 0), (size_t)sqlite3_column_bytes(st, 0));
	sqlite3_finalize(st);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static bool in_file(const char *path, const struct buf *what)
{
	struct buf b;

	buf_init(&b, 16 << 20);
	assert_int_equal(file_read(path, &b), OK);
	bool there = b.len && memmem(b.data, b.len, what->data, what->len) != NULL;
	buf_release(&b);
	return there;
}

static void nobody_reads_it_again(void **state)
{
	struct fixture *f = *state;
	struct verify_report r;
	struct view_case v;
	struct buf key;
	char wal[96];
	size_t read = 0;

	buf_init(&key, 1000);
	wrapped_key(f->path, &key);
	supervisor_in(f);
	assert_int_equal(casefile_destroy(f->s, &going, NULL), OK);
	assert_int_equal(store_fold(f->s), OK);
	text_format(wal, sizeof wal, "%s-wal", f->path);
	assert_false(in_file(f->path, &key));
	assert_false(in_file(wal, &key));
	buf_release(&key);
	assert_int_equal(found(f->s, ID_GOING), 0);
	assert_int_equal(found(f->s, ID_STAYING), 1);
	assert_int_equal(view_get(f->s, &going, &v), ERR_NOTFOUND);
	assert_int_equal(journal_case(f->s, &going, count_bodies, &read), OK);
	assert_int_equal(read, 0);
	assert_int_equal(put(f->s, going, "NOTE", "text", "x", NULL), ERR_NOTFOUND); /* nor adds to it */
	assert_int_equal(casefile_destroy(f->s, &going, NULL), ERR_NOTFOUND);
	assert_int_equal(store_verify(f->s, &r, NULL), OK);
	assert_string_equal(buf_text(&r.text), "");
	assert_int_equal(r.destroyed, 1);
	buf_release(&r.text);
	assert_int_equal(store_rebuild(f->s, NULL), OK);
	assert_int_equal(found(f->s, ID_GOING), 0);
	assert_int_equal(findings(f->s, true), 0);
}

/* Without a tombstone it is a theft of a key, and found. */
static void a_key_that_is_only_gone(void **state)
{
	struct fixture *f = *state;
	sqlite3 *db;

	store_close(f->s);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM dek WHERE casefile = (SELECT casefile FROM event "
					  "WHERE casefile IS NOT NULL LIMIT 1)", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	f->s = NULL;
	reopen(f);
	supervisor_in(f);
	assert_true(findings(f->s, false) > 0);
}

/* Whoever adds a table about casefiles is told here to add it there. */
static void no_table_is_forgotten(void **state)
{
	(void)state;
	for (size_t i = 0; i < schema_n; i++) {
		const char *name = schema_parts[i].name;
		bool listed = strcmp(name, "event") == 0 || !strstr(schema_parts[i].sql, "casefile BLOB");
		for (size_t k = 0; destroy_tables[k]; k++)
			listed |= strcmp(destroy_tables[k], name) == 0;
		if (!listed)
			fail_msg("%s is not in destroy_tables", name);
	}
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(nobody_reads_it_again),
		TEST(a_key_that_is_only_gone),
		TEST(no_table_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
