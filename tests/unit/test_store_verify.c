/* SPDX-License-Identifier: MIT
 *
 * Edits by somebody with sqlite3 and the file but no key: each must be found, by whom is said.
 */
#include "store_fixture.h"

#include <sqlite3.h>

#include "core/store/row.h"

static struct uid case_a, case_b;

static int setup(void **state)
{
	struct fixture *f = fixture_new(STORE_LIVE);

	*state = f;
	case_a = uid_new();
	case_b = uid_new();
	clerk_in(f);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(put(f->s, case_a, "FIELD", "name", "李梅", "id",
					 "339900199001011230", "number", "260316-A03-001", NULL),
			OK);
		assert_int_equal(put(f->s, case_b, "FIELD", "name", "王芳", "id",
					 "339900198502022345", "query", "K7M2PQ", NULL),
			OK);
	}
	assert_int_equal(put(f->s, (struct uid){{0}}, "PRINT", "name", "x", NULL), OK);
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

/* Whoever gets at the file gets at the witness beside it, too: these edits are found without it. */
static void take_witness(const struct fixture *f)
{
	char witness[96];

	text_format(witness, sizeof witness, "%s.witness", f->path);
	(void)unlink(witness);
}

static void tamper(struct fixture *f, const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	store_close(f->s);
	f->s = NULL;
	take_witness(f);
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void keep(struct fixture *f, bool back)
{
	char copy[96];
	struct buf bytes;

	store_close(f->s);
	f->s = NULL;
	text_format(copy, sizeof copy, "%s.copy", f->path);
	buf_init(&bytes, 8 << 20);
	assert_int_equal(file_read(back ? copy : f->path, &bytes), OK);
	assert_int_equal(file_write(back ? f->path : copy, bytes.data, bytes.len), OK);
	buf_release(&bytes);
}

/* Findings without a key, and as the supervisor. UINT64_MAX: the store was not even opened. */
static void look(struct fixture *f, uint64_t *without, uint64_t *with)
{
	*without = *with = UINT64_MAX;
	if (store_open(&f->place, &f->s) != OK)
		return;
	journal_set_projector(f->s, project, NULL);
	*without = findings(f->s, false);
	if (operator_login(f->s, "2000", PASS_SUPER) == OK)
		*with = findings(f->s, false);
}

static void nothing_wrong_is_nothing_found(void **state)
{
	struct fixture *f = *state;
	struct verify_report r;

	assert_int_equal(store_verify(f->s, &r, NULL), OK);
	assert_string_equal(buf_text(&r.text), "");
	assert_int_equal(r.findings, 0);
	assert_int_equal(r.casefiles, 2);
	assert_int_equal(r.events, 18); /* INIT, 3 x 3 for the people, LOGIN, 7 */
	assert_false(r.reduced);
	buf_release(&r.text);
	store_lock(f->s);
	assert_int_equal(store_verify(f->s, &r, NULL), OK);
	assert_true(r.reduced);
	assert_int_equal(r.findings, 0);
	buf_release(&r.text);
}

static void edits_are_found(void **state)
{
	static const struct {
		const char *sql;
		bool without; /* found without a key as well */
	} edits[] = {
		{"UPDATE event SET actor = '2000' WHERE id = 12", true},
		{"UPDATE event SET at = at + 1 WHERE id = 13", true},
		{"UPDATE event SET kind = 'NOTE' WHERE id = 14", true},
		{"UPDATE event SET form_hash = randomblob(32) WHERE id = 14", true},
		{"UPDATE event SET boot = randomblob(16) WHERE id = 14", true},
		{"UPDATE event SET hub_offset = 5 WHERE id = 14", true},
		{"UPDATE event SET body = CAST(substr(body, 1, 60) || substr(body, 1, 240) AS "
		 "BLOB) "
		 "WHERE id = 15",
			true},
		{"UPDATE event SET hash = randomblob(32) WHERE id = 15", true},
		{"DELETE FROM event WHERE id = 13", true},
		{"DELETE FROM event WHERE id = 1", true},
		{"DELETE FROM event WHERE id = 18", true}, /* the tail */
		{"DELETE FROM event WHERE id >= 14", true},
		{"DELETE FROM event", true},
		{"DELETE FROM event; DELETE FROM anchor", false},
		{"UPDATE event SET body = (SELECT body FROM event WHERE id = 14) WHERE id = 12",
			true},
		{"UPDATE event SET station_seq = station_seq + 100 WHERE id >= 17", true},
		{"UPDATE event SET station = 'B01' WHERE id = 18", true},
		{"UPDATE event SET station = 'B01'", true},
		{"UPDATE event SET prev_event = zeroblob(32) WHERE id = 15", true},
		{"UPDATE event SET casefile = (SELECT casefile FROM event WHERE id = 12), "
		 "case_seq = 9 WHERE id = 13",
			true},
		{"UPDATE anchor SET station_seq = 17, hash = (SELECT hash FROM event WHERE id = "
		 "17); "
		 "DELETE FROM event WHERE id = 18",
			false},
		{"DELETE FROM anchor", true},
		{"UPDATE anchor SET mac = randomblob(32)", false},
		{"UPDATE dek SET wrapped = (SELECT wrapped FROM dek ORDER BY casefile LIMIT 1)",
			false},
		{"UPDATE dek SET wrapped = zeroblob(77)", false},
		{"DELETE FROM dek", false},
		{"INSERT INTO dek VALUES(randomblob(16), zeroblob(77))", true},
		{"UPDATE operator SET name = 'x' WHERE id = '1024'", false},
		{"UPDATE operator SET public = randomblob(32) WHERE id = '1024'", false},
		{"UPDATE operator SET state = 2, role = 'admin' WHERE id = '1024'", true},
		{"INSERT INTO operator SELECT '6666', name, role, 2, public, sealed, salt, memory, "
		 "passes, enrol, 0, 0, 0 FROM operator WHERE id = '1024'",
			true},
		{"UPDATE slot SET box = randomblob(80) WHERE operator = '1024'", false},
		{"DELETE FROM slot WHERE operator = '1024' AND class = 'C'", true},
		{"DELETE FROM slot WHERE operator = '=recovery' AND class = 'C'", true},
		{"INSERT INTO slot SELECT '1000', class, epoch, box FROM slot WHERE operator = "
		 "'1024'",
			true},
		{"INSERT INTO slot SELECT '7777', class, epoch, box FROM slot WHERE operator = "
		 "'1024'",
			true},
		{"UPDATE slot SET epoch = 9 WHERE operator = '1024' AND class = 'C'", true},
		{"UPDATE epoch SET public = randomblob(32) WHERE class = 'A'", false},
		{"INSERT INTO epoch VALUES('C', 2, randomblob(32))", true},
		{"UPDATE meta SET value = randomblob(32) WHERE name = 'recovery'", false},
		{"UPDATE case_view SET state = 'GRANTED'", false},
		{"UPDATE case_view SET due = 20000", false},
		{"UPDATE case_view SET operator = '2000'", false},
		{"UPDATE case_view SET sealed = (SELECT sealed FROM case_view ORDER BY casefile "
		 "LIMIT 1)",
			false},
		{"DELETE FROM case_view", false},
		{"INSERT INTO case_view SELECT randomblob(16), '', item, item_name, state, window, "
		 "operator, note, due, created, updated, missing, unverified, closed, event, "
		 "sealed "
		 "FROM case_view LIMIT 1",
			false},
		{"UPDATE queue_view SET holder = '2000'", false},
		{"UPDATE queue_view SET next = 20000", false},
		{"DELETE FROM queue_view", false},
		{"DELETE FROM token WHERE kind = 0", false},
		{"UPDATE token SET token = randomblob(10) WHERE kind = 3", false},
		{"INSERT INTO token VALUES(2, randomblob(10), randomblob(16))", false},
		{"CREATE TRIGGER t AFTER INSERT ON event BEGIN SELECT 1; END", true},
		{"CREATE TABLE extra(x)", true},
		{"DROP INDEX event_op", true},
		{"PRAGMA user_version = 99", true},
		{"INSERT INTO form VALUES(zeroblob(32), x'41')", true},
	};
	struct fixture *f = *state;
	int missed = 0;

	keep(f, false);
	for (size_t i = 0; i < COUNT_OF(edits); i++) {
		uint64_t without, with;

		keep(f, true);
		tamper(f, edits[i].sql);
		look(f, &without, &with);
		if (with == 0 || (edits[i].without && without == 0)) {
			print_message("missed %s: %s\n", with ? "without a key" : "", edits[i].sql);
			missed++;
		}
	}
	assert_int_equal(missed, 0);
}

static void a_finding_names_the_event(void **state)
{
	struct fixture *f = *state;
	struct verify_report r;

	tamper(f, "UPDATE event SET actor = '2000' WHERE id = 13");
	assert_int_equal(store_open(&f->place, &f->s), OK);
	assert_int_equal(store_verify(f->s, &r, NULL), OK);
	assert_non_null(strstr(buf_text(&r.text), "event 13 of A03: hash does not match\n"));
	buf_release(&r.text);
}

static const void *blob(sqlite3_stmt *st, int column, void *out, size_t len)
{
	const void *data = sqlite3_column_blob(st, column);

	if (data && out && (size_t)sqlite3_column_bytes(st, column) == len)
		memcpy(out, data, len);
	return data;
}

static void read_raw(sqlite3_stmt *st, struct row *r)
{
	r->id = (uint64_t)sqlite3_column_int64(st, 0);
	r->suite = sqlite3_column_int(st, 1);
	text_copy(r->e.station, 17, (const char *)sqlite3_column_text(st, 2));
	r->e.station_seq = (uint64_t)sqlite3_column_int64(st, 3);
	blob(st, 4, r->e.casefile.b, 16);
	r->e.case_seq = (uint32_t)sqlite3_column_int64(st, 5);
	blob(st, 6, r->e.prev_event, HASH_SIZE);
	blob(st, 7, r->e.op_id.b, 16);
	text_copy(r->e.kind, EVENT_KIND, (const char *)sqlite3_column_text(st, 8));
	r->e.at_ms = sqlite3_column_int64(st, 9);
	blob(st, 10, r->boot, 16);
	r->monotonic = sqlite3_column_int64(st, 11);
	r->hub_offset = sqlite3_column_int64(st, 12);
	text_copy(r->e.actor, 16, (const char *)sqlite3_column_text(st, 13));
	blob(st, 14, r->e.form_hash, HASH_SIZE);
	r->sealed.len = (size_t)sqlite3_column_bytes(st, 15);
	r->sealed.data = blob(st, 15, NULL, 0);
	blob(st, 16, r->e.hash, HASH_SIZE);
}

/* A careful forger: every hash and link after the edit is made right again. */
static void forge_chain(struct fixture *f)
{
	uint8_t before[HASH_SIZE] = {0}, hash[HASH_SIZE];
	sqlite3_stmt *read, *write;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT " ROW_COLUMNS " FROM event WHERE id = ?",
				 -1, &read, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db,
				 "UPDATE event SET hash = iif(id = ?1, ?2, hash), "
				 "prev_event = iif(prev_event = ?3, ?2, prev_event)",
				 -1, &write, NULL),
		SQLITE_OK);
	for (int id = 1; sqlite3_bind_int(read, 1, id), sqlite3_step(read) == SQLITE_ROW; id++) {
		struct row r = {0};

		read_raw(read, &r);
		row_hash(&r, before, hash);
		sqlite3_reset(read);
		sqlite3_bind_int(write, 1, id);
		sqlite3_bind_blob(write, 2, hash, HASH_SIZE, SQLITE_STATIC);
		sqlite3_bind_blob(write, 3, r.e.hash, HASH_SIZE, SQLITE_STATIC);
		assert_int_equal(sqlite3_step(write), SQLITE_DONE);
		sqlite3_reset(write);
		memcpy(before, hash, sizeof before);
	}
	sqlite3_finalize(read);
	sqlite3_finalize(write);
	assert_int_equal(sqlite3_exec(db,
				 "UPDATE anchor SET hash = (SELECT hash FROM event WHERE "
				 "event.station_seq = anchor.station_seq)",
				 NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Without a key such a forgery passes: that is what the keyed anchor and the seals are for. */
static void a_forged_chain_does_not_open(void **state)
{
	static const char *const edits[] = {
		"UPDATE event SET body = (SELECT body FROM event WHERE id = 14) WHERE id = 12",
		"UPDATE event SET actor = '2000' WHERE id = 14",
		"UPDATE event SET at = at - 86400000 WHERE id = 13",
		"UPDATE event SET kind = 'NOTE' WHERE id = 18",
	};
	struct fixture *f = *state;
	uint64_t without, with;

	keep(f, false);
	for (size_t i = 0; i < COUNT_OF(edits); i++) {
		keep(f, true);
		tamper(f, edits[i]);
		forge_chain(f);
		look(f, &without, &with);
		assert_int_equal(without, 0);
		assert_true(with != UINT64_MAX && with >= 2); /* the body, the anchor */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_wrong_is_nothing_found, setup, teardown),
		cmocka_unit_test_setup_teardown(edits_are_found, setup, teardown),
		cmocka_unit_test_setup_teardown(a_finding_names_the_event, setup, teardown),
		cmocka_unit_test_setup_teardown(a_forged_chain_does_not_open, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
