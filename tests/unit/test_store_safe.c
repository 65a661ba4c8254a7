/* SPDX-License-Identifier: MIT
 *
 * Secrets the processes of a hall share: sealed in the file, one renewer at a time, and files of
 * the version before get their table when they are opened.
 */
#include "tests/unit/store_fixture.h"

#include <sqlite3.h>
#include <sys/wait.h>

#include "core/base/clock.h"
#include "core/store/safe.h"

#define SECRET "Qm7xN4vT9sK2pZ6w canary"

enum { LEASE_MS = 60000, PROCESSES = 6, ROUNDS = 20 };

static int open_store(void **state)
{
	*state = fixture_new(STORE_DEMO);
	return 0;
}

static int close_store(void **state)
{
	fixture_free(*state);
	return 0;
}

static void expect_text(struct store *s, const char *name, const char *text, int64_t version)
{
	struct buf b;
	int64_t v = 0;

	buf_init(&b, SAFE_TEXT);
	assert_int_equal(safe_read(s, name, &v, &b), OK);
	assert_string_equal(buf_text(&b), text);
	assert_int_equal(v, version);
	buf_release(&b);
}

static void shared_by_two(void **state)
{
	struct fixture *f = *state;
	struct store *other = NULL;
	struct buf b;
	int64_t v = 77;

	assert_int_equal(store_open(&f->place, &other), OK);
	buf_init(&b, SAFE_TEXT);
	assert_int_equal(safe_read(f->s, "a", &v, &b), ERR_NOTFOUND);
	assert_int_equal(safe_lease(f->s, "a", 0, LEASE_MS), OK);
	assert_int_equal(safe_lease(f->s, "a", 0, LEASE_MS), OK); /* still ours */
	assert_int_equal(safe_lease(other, "a", 0, LEASE_MS), ERR_EXISTS);
	assert_int_equal(safe_lease(other, "b", 0, LEASE_MS), OK); /* another row */
	assert_int_equal(safe_read(other, "a", &v, &b), ERR_NOTFOUND);
	assert_int_equal(safe_write(other, "a", "no", 2, &v), ERR_CONFLICT);
	assert_int_equal(safe_write(f->s, "a", SECRET, strlen(SECRET), &v), OK);
	expect_text(other, "a", SECRET, v);
	assert_int_equal(safe_lease(other, "a", 0, LEASE_MS), ERR_CONFLICT); /* knows the old */
	assert_int_equal(safe_lease(other, "a", v, LEASE_MS), OK);
	assert_int_equal(safe_leave(f->s, "a"), OK); /* not its own: nothing happens */
	assert_int_equal(safe_lease(f->s, "a", v, LEASE_MS), ERR_EXISTS);
	assert_int_equal(safe_leave(other, "a"), OK);
	assert_int_equal(safe_lease(f->s, "a", v, LEASE_MS), OK);
	expect_text(f->s, "a", SECRET, v);
	buf_release(&b);
	store_close(other);
}

/* Who died with a lease keeps it no longer than it lasts; who comes late cannot write any more. */
static void lease_ends(void **state)
{
	struct fixture *f = *state;
	struct store *other = NULL;
	int64_t v = 0;

	assert_int_equal(store_open(&f->place, &other), OK);
	assert_int_equal(safe_lease(f->s, "a", 0, LEASE_MS), OK);
	clock_advance(LEASE_MS - 1000);
	assert_int_equal(safe_lease(other, "a", 0, LEASE_MS), ERR_EXISTS);
	clock_advance(2000);
	assert_int_equal(safe_lease(other, "a", 0, LEASE_MS), OK);
	assert_int_equal(safe_write(f->s, "a", "late", 4, &v), ERR_CONFLICT);
	assert_int_equal(safe_write(other, "a", "new", 3, &v), OK);
	expect_text(f->s, "a", "new", v);
	store_close(other);
}

static bool file_holds(const char *path, const char *text)
{
	struct buf b;
	bool found = false;

	buf_init(&b, 64 << 20);
	if (file_read(path, &b) == OK)
		found = memmem(b.data, b.len, text, strlen(text)) != NULL;
	buf_release(&b);
	return found;
}

static void sealed_in_the_file(void **state)
{
	struct fixture *f = *state;
	char wal[100];
	int64_t v = 0;

	assert_int_equal(safe_lease(f->s, "gate.name", 0, LEASE_MS), OK);
	assert_int_equal(safe_write(f->s, "gate.name", SECRET, strlen(SECRET), &v), OK);
	text_format(wal, sizeof wal, "%s-wal", f->path);
	assert_true(file_holds(wal, "gate.name"));
	assert_false(file_holds(wal, SECRET));
	store_lock(f->s); /* nobody logged in: the processes of the hall still share it */
	expect_text(f->s, "gate.name", SECRET, v);
	reopen(f);
	assert_false(file_holds(f->path, SECRET));
	expect_text(f->s, "gate.name", SECRET, v);
	assert_int_equal(findings(f->s, true), 0);
}

static void run_sql(const struct fixture *f, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Another row's bytes, an older version's, a flipped bit: none of them opens; all are found. */
static void tampering_shows(void **state)
{
	static const char *const edits[] = {
		"UPDATE secret SET sealed = (SELECT sealed FROM secret WHERE name = 'b') "
		"WHERE name = 'a'",
		"UPDATE secret SET version = version + 1 WHERE name = 'a'",
		"UPDATE secret SET sealed = CAST(replace(sealed, substr(sealed, 40, 1), x'00') AS BLOB) "
		"WHERE name = 'a'",
		"UPDATE secret SET sealed = x'01' WHERE name = 'a'",
	};
	struct fixture *f = *state;
	struct buf b;
	int64_t v = 0, told;

	buf_init(&b, SAFE_TEXT);
	for (size_t i = 0; i < COUNT_OF(edits); i++) {
		for (const char *name = "a"; *name; name = *name == 'a' ? "b" : "") {
			v = 0;
			(void)!safe_read(f->s, name, &v, &b);
			assert_int_equal(safe_lease(f->s, name, v, LEASE_MS), OK);
			assert_int_equal(safe_write(f->s, name, name, 1, &v), OK);
		}
		store_close(f->s);
		f->s = NULL;
		run_sql(f, edits[i]);
		assert_int_equal(store_open(&f->place, &f->s), OK);
		buf_clear(&b);
		assert_int_equal(safe_read(f->s, "a", &told, &b), ERR_TAMPER);
		assert_true(findings(f->s, false) > 0);
	}
	buf_release(&b);
}

static void older_files_get_what_they_lack(void **state)
{
	struct fixture *f = *state;
	int64_t v = 0;

	store_close(f->s);
	f->s = NULL;
	run_sql(f, "DROP TABLE secret; DROP INDEX event_kind; DROP TABLE queue_view; "
		   "DROP TABLE lease; DROP TABLE fact; DROP TABLE scope; DROP TABLE side_key; "
		   "DROP TABLE appeal_view; DROP TABLE rating_view; PRAGMA user_version = 1");
	assert_int_equal(store_open(&f->place, &f->s), OK);
	assert_int_equal(safe_lease(f->s, "a", 0, LEASE_MS), OK);
	assert_int_equal(safe_write(f->s, "a", "x", 1, &v), OK);
	assert_int_equal(findings(f->s, true), 0);
	store_close(f->s);
	f->s = NULL;
	run_sql(f, "PRAGMA user_version = 11"); /* of a later program */
	assert_int_equal(store_open(&f->place, &f->s), ERR_SCHEMA);
	run_sql(f, "PRAGMA user_version = 10");
	assert_int_equal(store_open(&f->place, &f->s), OK);
}

/* Six processes, each renewing twenty times in turn: a count that every renewal adds one to. */
static void add_one(const struct fixture *f)
{
	struct store *s = NULL;
	struct buf b;
	int done = 0;

	if (store_open(&f->place, &s) != OK)
		_exit(1);
	buf_init(&b, SAFE_TEXT);
	while (done < ROUNDS) {
		int64_t v = 0, n = 0;
		char text[24];
		enum err e;

		buf_clear(&b);
		e = safe_read(s, "count", &v, &b);
		if (e != OK && e != ERR_NOTFOUND)
			_exit(2);
		if (b.len > 0 && !text_number(buf_text(&b), 0, 1000, &n))
			_exit(3);
		if (safe_lease(s, "count", v, LEASE_MS) != OK)
			continue;
		text_format(text, sizeof text, "%d", (int)n + 1);
		do
			e = safe_write(s, "count", text, strlen(text), &v);
		while (e == ERR_BUSY);
		if (e != OK)
			_exit(4);
		done++;
	}
	buf_release(&b);
	store_close(s);
	_exit(0);
}

static void one_at_a_time(void **state)
{
	struct fixture *f = *state;
	int status;
	char total[8];

	for (int i = 0; i < PROCESSES; i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			add_one(f);
	}
	for (int i = 0; i < PROCESSES; i++) {
		assert_true(wait(&status) > 0);
		assert_int_equal(status, 0);
	}
	text_format(total, sizeof total, "%d", PROCESSES * ROUNDS);
	expect_text(f->s, "count", total, 1 + PROCESSES * ROUNDS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shared_by_two, open_store, close_store),
		cmocka_unit_test_setup_teardown(lease_ends, open_store, close_store),
		cmocka_unit_test_setup_teardown(sealed_in_the_file, open_store, close_store),
		cmocka_unit_test_setup_teardown(tampering_shows, open_store, close_store),
		cmocka_unit_test_setup_teardown(older_files_get_what_they_lack, open_store, close_store),
		cmocka_unit_test_setup_teardown(one_at_a_time, open_store, close_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
