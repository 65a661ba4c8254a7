/* SPDX-License-Identifier: MIT */
#include "store_fixture.h"

#include "core/store/db.h"
#include "core/store/inside.h"
#include "core/store/state.h"

static int setup(void **state)
{
	*state = fixture_new(STORE_LIVE);
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

struct seen {
	size_t n;
	char kinds[16][EVENT_KIND], names[16][32];
	uint8_t head[HASH_SIZE];
	size_t bodies;
};

static enum err see(const struct event *e, void *ctx)
{
	struct seen *x = ctx;
	const char *name = record_get(&e->body, "name");

	if (x->n < 16) {
		text_copy(x->kinds[x->n], EVENT_KIND, e->kind);
		text_copy(x->names[x->n], 32, name ? name : "");
	}
	x->bodies += e->body.n > 0;
	memcpy(x->head, e->hash, HASH_SIZE);
	x->n++;
	return OK;
}

static void appends_and_reads_back(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new();
	struct seen x = {0};

	clerk_in(f);
	assert_int_equal(put(f->s, id, "OPEN", "name", "李梅", NULL), OK);
	assert_int_equal(
		put(f->s, id, "FIELD", "name", "李小梅", "id", "339900199001011230", NULL), OK);
	assert_int_equal(put(f->s, id, "CLOSE", NULL), OK);
	assert_int_equal(journal_case(f->s, &id, see, &x), OK);
	assert_int_equal(x.n, 3);
	assert_string_equal(x.kinds[0], "OPEN");
	assert_string_equal(x.names[0], "李梅");
	assert_string_equal(x.names[1], "李小梅");
	assert_string_equal(x.kinds[2], "CLOSE");
	reopen(f);
	assert_int_equal(findings(f->s, true), 0);
	clerk_in(f);
	memset(&x, 0, sizeof x);
	assert_int_equal(journal_case(f->s, &id, see, &x), OK);
	assert_string_equal(x.names[1], "李小梅");
	assert_int_equal(findings(f->s, true), 0);
}

/* Acts of one kind are had in pieces, those of cases are not among them. */
static void acts_of_one_kind_in_order(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new(), none = {{0}};
	uint64_t after = 0, before;
	struct seen x = {0};

	clerk_in(f);
	assert_int_equal(put(f->s, none, "GRANT", "name", "one", NULL), OK);
	assert_int_equal(put(f->s, id, "OPEN", "name", "李梅", NULL), OK);
	assert_int_equal(put(f->s, id, "GRANT", "name", "of a case", NULL), OK);
	assert_int_equal(put(f->s, none, "OTHER", "name", "two", NULL), OK);
	assert_int_equal(put(f->s, none, "GRANT", "name", "three", NULL), OK);
	assert_int_equal(journal_kind(f->s, "GRANT", &after, see, &x), OK);
	assert_int_equal(x.n, 2);
	assert_string_equal(x.names[0], "one");
	assert_string_equal(x.names[1], "three");
	before = after;
	assert_int_equal(journal_kind(f->s, "GRANT", &after, see, &x), OK);
	assert_int_equal(x.n, 2);
	assert_int_equal(after, before);
	assert_int_equal(put(f->s, none, "GRANT", "name", "four", NULL), OK);
	assert_int_equal(journal_kind(f->s, "GRANT", &after, see, &x), OK);
	assert_int_equal(x.n, 3);
	assert_string_equal(x.names[2], "four");
}

static void the_whole_journal_in_steps(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new();
	uint64_t after = 0, before;
	struct seen all = {0}, steps = {0};

	clerk_in(f);
	assert_int_equal(put(f->s, id, "OPEN", "name", "李梅", NULL), OK);
	assert_int_equal(put(f->s, id, "FIELD", "name", "李小梅", NULL), OK);
	assert_int_equal(journal_walk(f->s, &after, 1000, see, &all), OK);
	assert_true(all.n > 2); /* the log-in and the set-up, too */
	after = 0;
	do {
		size_t n = steps.n;
		before = after;
		assert_int_equal(journal_walk(f->s, &after, 2, see, &steps), OK);
		assert_true(steps.n - n <= 2);
	} while (after != before);
	assert_int_equal(steps.n, all.n);
	assert_memory_equal(steps.head, all.head, HASH_SIZE);
}

static void a_locked_store_shows_no_body(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new();
	struct seen x = {0};

	clerk_in(f);
	assert_int_equal(put(f->s, id, "OPEN", "name", "李梅", NULL), OK);
	store_lock(f->s);
	assert_false(store_unlocked(f->s));
	assert_null(operator_current(f->s));
	assert_int_equal(journal_case(f->s, &id, see, &x), OK);
	assert_int_equal(x.n, 1);
	assert_int_equal(x.bodies, 0);
	assert_int_equal(put(f->s, id, "FIELD", "name", "王芳", NULL), ERR_LOCKED);
}

static void the_head_decides_conflicts(void **state)
{
	struct fixture *f = *state;
	const uint8_t zero[HASH_SIZE] = {0};
	uint8_t head[HASH_SIZE], old[HASH_SIZE];
	struct entry entry = {.casefile = uid_new(), .kind = "OPEN"};

	clerk_in(f);
	assert_int_equal(journal_append(f->s, &entry, 1, zero, head), OK);
	memcpy(old, head, sizeof old);
	assert_int_equal(journal_append(f->s, &entry, 1, zero, head), ERR_CONFLICT);
	assert_memory_equal(old, head, sizeof old);
	assert_int_equal(journal_append(f->s, &entry, 1, head, head), OK);
	assert_int_equal(journal_append(f->s, &entry, 1, old, head), ERR_CONFLICT);
	assert_int_equal(journal_append(f->s, &entry, 1, head, NULL), OK);
}

static void an_act_is_done_once(void **state)
{
	struct fixture *f = *state;
	struct entry entry = {.casefile = uid_new(), .kind = "OPEN", .op_id = uid_new()};
	struct seen x = {0};

	clerk_in(f);
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), OK);
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), ERR_EXISTS);
	assert_int_equal(journal_case(f->s, &entry.casefile, see, &x), OK);
	assert_int_equal(x.n, 1);
}

static enum err refuse_close(struct store *s, const struct event *e, void *ctx)
{
	(void)s, (void)ctx;
	return strcmp(e->kind, "CLOSE") == 0 ? ERR_STATE : OK;
}

static void a_batch_is_all_or_nothing(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new(), other = uid_new();
	struct entry batch[] = {{.casefile = id, .kind = "OPEN"}, {.kind = "PRINT"},
		{.casefile = other, .kind = "OPEN"}, {.casefile = id, .kind = "CLOSE"}};
	uint8_t head[HASH_SIZE];
	struct seen x = {0};

	clerk_in(f);
	journal_set_projector(f->s, refuse_close, NULL);
	assert_int_equal(journal_append(f->s, batch, 4, NULL, head), ERR_STATE);
	assert_int_equal(journal_case(f->s, &id, see, &x), OK);
	assert_int_equal(x.n, 0);
	journal_set_projector(f->s, project, NULL);
	assert_int_equal(journal_append(f->s, batch, 4, NULL, head), OK);
	assert_int_equal(journal_case(f->s, &id, see, &x), OK);
	assert_int_equal(x.n, 2);
	assert_memory_equal(x.head, head, HASH_SIZE);
	assert_int_equal(findings(f->s, true), 0);
}

static void what_does_not_fit_is_refused(void **state)
{
	struct fixture *f = *state;
	struct entry entry = {.kind = "lower"};

	clerk_in(f);
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), ERR_INPUT);
	entry.kind = "";
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), ERR_INPUT);
	entry.kind = "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF"; /* 32 */
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), ERR_INPUT);
	entry.kind = "NOTE";
	assert_int_equal(journal_append(f->s, &entry, 0, NULL, NULL), ERR_INPUT);
	assert_int_equal(journal_append(f->s, &entry, EVENT_BATCH + 1, NULL, NULL), ERR_LIMIT);
}

static void the_journal_cannot_be_changed_by_us(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(stmt_run(db_stmt(f->s->db, "UPDATE event SET actor = 'x'")), ERR_TAMPER);
	assert_int_equal(stmt_run(db_stmt(f->s->db, "DELETE FROM event")), ERR_TAMPER);
	assert_int_equal(stmt_run(db_stmt(f->s->db, "DELETE FROM form")), ERR_TAMPER);
	assert_int_equal(stmt_run(db_stmt(f->s->db, "DROP TABLE event")), ERR_TAMPER);
	assert_int_equal(stmt_run(db_stmt(f->s->db, "PRAGMA synchronous = OFF")), ERR_TAMPER);
	assert_int_equal(stmt_run(db_stmt(f->s->db, "ATTACH '/tmp/x' AS y")), ERR_TAMPER);
	assert_int_equal(stmt_run(db_stmt(f->s->db, "CREATE TABLE x(y)")), ERR_TAMPER);
}

static void settings_are_those_of_the_design(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *pragma;
		int64_t value;
	} rows[] = {{"PRAGMA synchronous", 2}, {"PRAGMA secure_delete", 1},
		{"PRAGMA temp_store", 2}, {"PRAGMA mmap_size", 0}, {"PRAGMA cell_size_check", 1},
		{"PRAGMA trusted_schema", 0}, {"PRAGMA foreign_keys", 1},
		{"PRAGMA wal_autocheckpoint", 0}, {"PRAGMA user_version", 10},
		{"PRAGMA application_id", 0x4F54524C}};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(db_setting(f->s->db, rows[i].pragma), rows[i].value);
}

static void a_taken_gate_is_busy(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	struct entry entry = {.kind = "NOTE"};

	clerk_in(f);
	assert_int_equal(store_open(&f->place, &other), OK);
	assert_int_equal(gate_take(&other->gate, 0), OK);
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), ERR_BUSY);
	assert_int_equal(journal_append_wait(f->s, &entry, 1, NULL, NULL, 20), ERR_BUSY);
	gate_leave(&other->gate);
	assert_int_equal(journal_append(f->s, &entry, 1, NULL, NULL), OK);
	store_close(other);
}

static void forms_are_kept_once(void **state)
{
	struct fixture *f = *state;
	uint8_t hash[HASH_SIZE];
	struct buf out;

	buf_init(&out, 1024);
	seal_digest("[item]\n", 7, hash);
	assert_int_equal(journal_form(f->s, hash, &out), ERR_NOTFOUND);
	assert_int_equal(journal_keep_form(f->s, hash, "[item]\n", 7), OK);
	assert_int_equal(journal_keep_form(f->s, hash, "[item]\n", 7), OK);
	assert_int_equal(journal_form(f->s, hash, &out), OK);
	assert_string_equal(buf_text(&out), "[item]\n");
	buf_release(&out);
}

static void live_and_demo_never_mix(void **state)
{
	struct fixture *f = *state;
	struct store_place demo = f->place;
	struct store *s;

	demo.kind = STORE_DEMO;
	assert_int_equal(store_open(&demo, &s), ERR_DEMO);
	assert_int_equal(store_create(&f->place), ERR_EXISTS);
}

static void an_open_folder_or_a_link_is_refused(void **state)
{
	struct fixture *f = *state;
	struct store_place linked = f->place;
	struct store *s;
	char link_path[96];

	assert_int_equal(chmod(f->folder, 0750), 0);
	assert_int_equal(store_open(&f->place, &s), ERR_UNSUPPORTED);
	assert_int_equal(chmod(f->folder, 0700), 0);
	text_format(link_path, sizeof link_path, "%s/link.db", f->folder);
	assert_int_equal(symlink(f->path, link_path), 0);
	linked.path = link_path;
	assert_int_not_equal(store_open(&linked, &s), OK);
	linked.path = "/nowhere/at/all.db";
	assert_int_equal(store_open(&linked, &s), ERR_NOTFOUND);
}

static void the_station_chain_tells_who_came(void **state)
{
	struct fixture *f = *state;
	struct seen x = {0};

	clerk_in(f);
	operator_logout(f->s);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(journal_station(f->s, 11, see, &x), OK);
	assert_int_equal(x.n, 3);
	assert_string_equal(x.kinds[0], "LOGIN");
	assert_string_equal(x.kinds[1], "LOGOUT");
	assert_string_equal(x.kinds[2], "LOGIN");
	assert_int_equal(findings(f->s, true), 0);
}

static void two_processes_share_one_file(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	struct uid id = uid_new();
	struct seen x = {0};

	clerk_in(f);
	assert_int_equal(store_open(&f->place, &other), OK);
	journal_set_projector(other, project, NULL);
	assert_int_equal(operator_login(other, "2000", PASS_SUPER), OK);
	for (int i = 0; i < 100; i++)
		assert_int_equal(put(i % 2 ? f->s : other, id, "FIELD", "name", "李梅", NULL), OK);
	assert_int_equal(journal_case(f->s, &id, see, &x), OK);
	assert_int_equal(x.n, 100);
	assert_int_equal(findings(other, true), 0);
	store_close(other);
}

/* ---- a clock that is set back ---- */

enum { TIMES = 200 };
struct times {
	uint64_t id[TIMES];
	int64_t at[TIMES];
	size_t n, backs;
};

static enum err take_time(const struct event *e, void *ctx)
{
	struct times *t = ctx;

	assert_true(t->n < TIMES);
	t->backs += strcmp(e->kind, CLOCK_BACK) == 0;
	t->id[t->n] = e->arrival;
	t->at[t->n++] = e->at_ms;
	return OK;
}

static void put_ten(struct store *s, int64_t at_ms)
{
	clock_start_at(at_ms);
	for (int i = 0; i < 10; i++) {
		clock_hold(true);
		clock_advance(1000);
		assert_int_equal(put(s, uid_new(), "OPEN", "name", "李梅", NULL), OK);
		clock_hold(false);
	}
}

/* Whatever the clock said in between, nothing of that moment or later stands before the answer. */
static void a_clock_set_back_hides_nothing(void **state)
{
	struct fixture *f = *state;
	const int64_t day = 86400000, begin = clock_now_ms();
	struct times t = {0};
	uint64_t after = 0;
	int64_t from, to;

	clerk_in(f);
	assert_int_equal(store_clock_back(f->s, &from, &to), ERR_NOTFOUND);
	put_ten(f->s, begin + day);
	put_ten(f->s, begin - 365 * day);
	put_ten(f->s, begin + 2 * day);
	put_ten(f->s, begin + 3 * day);
	put_ten(f->s, begin + 3 * day - 3600000);
	put_ten(f->s, begin + 4 * day);
	assert_int_equal(store_clock_back(f->s, &from, &to), OK);
	assert_int_equal((from - to) / 60000, 60);
	assert_int_equal(journal_walk(f->s, &after, TIMES, take_time, &t), OK);
	assert_int_equal(t.backs, 2);
	for (int64_t when = begin - 400 * day; when < begin + 5 * day; when += day / 3) {
		size_t first = 0;
		while (first < t.n && t.at[first] < when)
			first++;
		assert_int_equal(journal_since(f->s, when, &after), OK);
		assert_int_equal(after, first < t.n ? t.id[first] - 1 : t.id[t.n - 1]);
	}
	assert_int_equal(findings(f->s, true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(appends_and_reads_back, setup, teardown),
		cmocka_unit_test_setup_teardown(acts_of_one_kind_in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(the_whole_journal_in_steps, setup, teardown),
		cmocka_unit_test_setup_teardown(a_locked_store_shows_no_body, setup, teardown),
		cmocka_unit_test_setup_teardown(the_head_decides_conflicts, setup, teardown),
		cmocka_unit_test_setup_teardown(an_act_is_done_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_batch_is_all_or_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(what_does_not_fit_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_journal_cannot_be_changed_by_us, setup, teardown),
		cmocka_unit_test_setup_teardown(settings_are_those_of_the_design, setup, teardown),
		cmocka_unit_test_setup_teardown(a_taken_gate_is_busy, setup, teardown),
		cmocka_unit_test_setup_teardown(forms_are_kept_once, setup, teardown),
		cmocka_unit_test_setup_teardown(live_and_demo_never_mix, setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_open_folder_or_a_link_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(the_station_chain_tells_who_came, setup, teardown),
		cmocka_unit_test_setup_teardown(two_processes_share_one_file, setup, teardown),
		cmocka_unit_test_setup_teardown(a_clock_set_back_hides_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
