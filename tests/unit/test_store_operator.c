/* SPDX-License-Identifier: MIT */
#include "store_sql.h"

#include <poll.h>

#include "core/store/account.h"
#include "core/store/inside.h"
#include "core/store/rewrap.h"

static int setup(void **state)
{
	*state = fixture_new(STORE_LIVE);
	clock_hold(true);
	return 0;
}

static int teardown(void **state)
{
	clock_hold(false);
	fixture_free(*state);
	return 0;
}

static void the_first_people_can_log_in(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_current(f->s)->role, ROLE_ADMIN);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_string_equal(operator_current(f->s)->name, "Super");
	assert_int_equal(operator_login(f->s, "1024", PASS_SUPER), ERR_PASSWORD);
	assert_string_equal(operator_current(f->s)->id, "2000"); /* a failure changes nothing */
	assert_int_equal(operator_login(f->s, "4711", PASS_CLERK), ERR_PASSWORD);
	assert_int_equal(findings(f->s, true), 0);
}

static void two_people_make_an_account(void **state)
{
	struct fixture *f = *state;
	struct operator_info info;
	char code[ENROL_CODE], second[ENROL_CODE];

	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, code), ERR_LOCKED);
	clerk_in(f);
	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, code), ERR_DENIED);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, code), ERR_DENIED);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(f->s, "30.0", "New", ROLE_CLERK, code), ERR_INPUT);
	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, code), OK);
	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, second), ERR_EXISTS);
	assert_int_equal(operator_grant(f->s, "3000"), ERR_DENIED);
	store_lock(f->s);
	assert_int_equal(operator_enrol(f->s, "3000", "000G-40R4-0M30-E209-185S-KFBJ",
				 "green hill 7", f->cost),
		ERR_PASSWORD);
	assert_int_equal(operator_enrol(f->s, "3000", code, "short", f->cost), ERR_INPUT);
	assert_int_equal(operator_enrol(f->s, "3000", code, "green hill 7", f->cost), OK);
	assert_int_equal(
		operator_enrol(f->s, "3000", code, "green hill 8", f->cost), ERR_STATE);
	assert_int_equal(operator_login(f->s, "3000", "green hill 7"), ERR_DENIED);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(f->s, "3000"), OK);
	assert_int_equal(operator_grant(f->s, "3000"), ERR_STATE);
	assert_int_equal(findings(f->s, true), 0);
	assert_int_equal(operator_login(f->s, "3000", "green hill 7"), OK);
	assert_int_equal(operator_find(f->s, "3000", &info), OK);
	assert_int_equal(info.state, OPERATOR_ACTIVE);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "name", "李梅", NULL), OK);
}

static void wrong_passwords_cost_time(void **state)
{
	struct fixture *f = *state;
	struct operator_info info;

	for (int i = 0; i < 10; i++) {
		int64_t delay = i < 9 ? (int64_t)1000 << i : 15 * 60 * 1000;

		assert_int_equal(operator_login(f->s, "1024", "wrong"), ERR_PASSWORD);
		assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_THROTTLED);
		assert_int_equal(operator_find(f->s, "1024", &info), OK);
		assert_int_equal(info.failures, i + 1);
		assert_int_equal(info.wait_until_ms - clock_now_ms(), delay);
		clock_advance(delay);
	}
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), OK);
	assert_int_equal(operator_find(f->s, "1024", &info), OK);
	assert_int_equal(info.failures, 0);
}

static void a_clock_set_back_does_not_lock_out(void **state)
{
	struct fixture *f = *state;
	struct operator_info info;

	assert_int_equal(operator_login(f->s, "1024", "wrong"), ERR_PASSWORD);
	clock_advance(-60 * 1000);
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_THROTTLED);
	clock_advance(-(int64_t)365 * 86400 * 1000);
	assert_int_equal(operator_find(f->s, "1024", &info), OK);
	assert_int_equal(info.failures, 1);
	clerk_in(f);
	clock_advance((int64_t)365 * 86400 * 1000 + 60 * 1000);
}

static void passwords_change(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(operator_passwd(f->s, "1024", "wrong", "green hill 7"), ERR_PASSWORD);
	clock_advance(1000);
	assert_int_equal(operator_passwd(f->s, "1024", PASS_CLERK, "12345678"), ERR_INPUT);
	assert_int_equal(operator_passwd(f->s, "1024", PASS_CLERK, "green hill 7"), OK);
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_PASSWORD);
	clock_advance(1000);
	assert_int_equal(operator_login(f->s, "1024", "green hill 7"), OK);
	assert_int_equal(findings(f->s, true), 0);
}

static void weak_passwords_are_refused(void **state)
{
	static const char *const weak[] = {"", "short 7", "12345678", "PassWord123", "aaaaaaaaaaaa",
		"zhengwu123", "onetrip123", "\xff\xfe\xff\xfe\xff\xfe\xff\xfe"};
	static const char *const good[] = {"quiet river", "静静的河边有八字", "Kd8.w-3x"};
	char huge[PASSWORD_MAX + 2];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(weak); i++)
		assert_int_equal(password_check(weak[i]), ERR_INPUT);
	for (size_t i = 0; i < COUNT_OF(good); i++)
		assert_int_equal(password_check(good[i]), OK);
	memset(huge, 'a', sizeof huge);
	huge[0] = 'b';
	huge[sizeof huge - 1] = '\0';
	assert_int_equal(password_check(huge), ERR_INPUT);
}

static void who_left_opens_nothing_new(void **state)
{
	struct fixture *f = *state;
	struct uid before = uid_new(), after = uid_new();
	struct view_case c;

	clerk_in(f);
	assert_int_equal(put(f->s, before, "OPEN", "name", "李梅", NULL), OK);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(f->s, "1024"), OK);
	assert_int_equal(operator_disable(f->s, "1024"), ERR_STATE);
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_DENIED);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(put(f->s, after, "OPEN", "name", "王芳", NULL), OK);
	assert_int_equal(view_get(f->s, &before, &c), OK);
	assert_string_equal(c.applicant, "李梅");
	assert_int_equal(findings(f->s, true), 0);
}

/* The leaver kept a copy of the whole file from before and puts the old rows back. */
static void old_slots_put_back_do_not_help(void **state)
{
	struct fixture *f = *state;
	struct uid after = uid_new();
	struct view_case c;
	char sql[256];

	text_format(sql, sizeof sql,
		"ATTACH '%s/copy' AS c; CREATE TABLE c.operator AS SELECT * FROM "
		"operator; CREATE TABLE c.slot AS SELECT * FROM slot",
		f->folder);
	fixture_sql(f, sql);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(f->s, "1024"), OK);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(put(f->s, after, "OPEN", "name", "王芳", NULL), OK);
	text_format(sql, sizeof sql,
		"ATTACH '%s/copy' AS c; INSERT OR REPLACE INTO operator SELECT * "
		"FROM c.operator; INSERT OR REPLACE INTO slot SELECT * FROM c.slot",
		f->folder);
	fixture_sql(f, sql);
	clerk_in(f);
	assert_int_equal(view_get(f->s, &after, &c), OK);
	assert_string_equal(c.applicant, "");
	assert_int_equal(put(f->s, after, "FIELD", "name", "X", NULL), ERR_LOCKED);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "name", "X", NULL), ERR_DENIED);
	assert_int_not_equal(findings(f->s, false), 0);
}

static void the_last_ones_stay(void **state)
{
	struct fixture *f = *state;
	char code[ENROL_CODE];

	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(f->s, "2000"), ERR_STATE);
	assert_int_equal(operator_disable(f->s, "1000"), ERR_STATE);
	assert_int_equal(operator_recover(f->s, f->recovery, "2001", "Second", "green hill 7",
				 f->cost),
		OK);
	assert_int_equal(operator_disable(f->s, "2000"), OK);
	assert_int_equal(operator_disable(f->s, "2001"), ERR_STATE);
	assert_int_equal(operator_add(f->s, "1001", "Second", ROLE_ADMIN, code), OK);
	assert_int_equal(operator_disable(f->s, "1000"), ERR_STATE); /* 1001 is not active yet */
	assert_int_equal(findings(f->s, true), 0);
}

static void somebody_removed_while_logged_in_writes_no_more(void **state)
{
	struct fixture *f = *state;
	struct store *other;

	clerk_in(f);
	assert_int_equal(store_open(&f->place, &other), OK);
	assert_int_equal(operator_login(other, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(other, "1024"), OK);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "name", "X", NULL), ERR_DENIED);
	store_close(other);
}

static void those_who_stay_go_on_under_new_keys(void **state)
{
	struct fixture *f = *state;
	struct uid old = uid_new(), new = uid_new();
	struct store *other;

	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(put(f->s, old, "OPEN", "name", "X", NULL), OK);
	assert_int_equal(store_open(&f->place, &other), OK);
	assert_int_equal(operator_login(other, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(other, "1024"), OK);
	assert_int_equal(put(f->s, old, "FIELD", "name", "Y", NULL), OK);
	assert_int_equal(findings(f->s, true), 0);
	assert_int_equal(put(f->s, new, "OPEN", "name", "Z", NULL), OK);
	assert_int_equal(put(f->s, (struct uid){{0}}, "PRINT", "name", "x", NULL), OK);
	assert_int_equal(findings(f->s, true), 0);
	store_close(other);
}

static void recovery_opens_everything(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new();
	struct view_case c;
	char wrong[RECOVERY_CODE];

	clerk_in(f);
	assert_int_equal(put(f->s, id, "OPEN", "name", "李梅", NULL), OK);
	store_lock(f->s);
	text_copy(wrong, sizeof wrong, f->recovery);
	wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
	assert_int_equal(
		operator_recover(f->s, wrong, "2001", "Second", "green hill 7", f->cost),
		ERR_INPUT);
	assert_int_equal(
		operator_recover(f->s,
			"000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTH",
			"2001", "Second", "green hill 7", f->cost),
		ERR_PASSWORD);
	assert_int_equal(operator_recover(f->s, f->recovery, "2000", "Taken", "green hill 7",
				 f->cost),
		ERR_EXISTS);
	assert_int_equal(operator_recover(f->s, f->recovery, "2001", "Second", "green hill 7",
				 f->cost),
		OK);
	assert_int_equal(operator_login(f->s, "2001", "green hill 7"), OK);
	assert_int_equal(view_get(f->s, &id, &c), OK);
	assert_string_equal(c.applicant, "李梅");
	assert_int_equal(findings(f->s, true), 0);
}

static void the_terminal_secret_is_needed(void **state)
{
	struct fixture *f = *state;
	uint8_t other[32] = {1};

	assert_int_equal(file_write(f->key, other, sizeof other), OK);
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_PASSWORD);
	assert_int_equal(unlink(f->key), 0);
	clock_advance(1000);
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_NOTFOUND);
	assert_false(store_unlocked(f->s));
}

static void a_changed_role_does_not_open(void **state)
{
	struct fixture *f = *state;

	fixture_sql(f, "UPDATE operator SET role = 'supervisor' WHERE id = '1024'");
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_PASSWORD);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	assert_int_not_equal(findings(f->s, false), 0);
}

static void a_flipped_slot_does_not_open(void **state)
{
	struct fixture *f = *state;

	fixture_sql(f, "UPDATE slot SET box = (SELECT box FROM slot WHERE operator = '2000' AND "
		   "class = 'C') WHERE operator = '1024' AND class = 'C'");
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_TAMPER);
	assert_false(store_unlocked(f->s));
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
}

static void hashing_runs_beside_the_loop(void **state)
{
	struct fixture *f = *state;
	struct login *l;
	struct pollfd p;
	enum err e;

	assert_int_equal(login_start(f->s, "1024", PASS_CLERK, &l), OK);
	login_cancel(l);
	assert_false(store_unlocked(f->s));
	assert_int_equal(login_start(f->s, "1024", PASS_CLERK, &l), OK);
	p = (struct pollfd){.fd = login_fd(l), .events = POLLIN};
	do {
		assert_int_equal(poll(&p, 1, 20000), 1);
		e = login_finish(l);
	} while (e == ERR_BUSY);
	assert_int_equal(e, OK);
	assert_true(store_unlocked(f->s));
}

/* The demo hashes for its printed passwords; nobody may put such an account into a hall's file. */
static void a_live_file_takes_no_cheap_account(void **state)
{
	static const struct operator_first first = {"1000", "Admin", PASS_ADMIN, ROLE_ADMIN};
	static const struct seal_cost once = {(size_t)64 << 20, 2};
	struct fixture *f = *state;
	char code[ENROL_CODE];

	assert_int_equal(operator_init(f->s, &SEAL_COST_DEMO, &first, 1, f->recovery), ERR_INPUT);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(f->s, "3000", "New", ROLE_CLERK, code), OK);
	assert_int_equal(operator_enrol(f->s, "3000", code, "green hill 7", &SEAL_COST_DEMO), ERR_INPUT);
	assert_int_equal(operator_enrol(f->s, "3000", code, "green hill 7", &once), ERR_INPUT);
	assert_int_equal(operator_recover(f->s, f->recovery, "2001", "Second", "green hill 7", &SEAL_COST_DEMO),
		ERR_INPUT);
	fixture_sql(f, "UPDATE operator SET memory = 1048576, passes = 1 WHERE id = '1024'");
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), ERR_TAMPER);
}

static void what_a_demo_spends_stands_in_its_accounts(void **state)
{
	struct fixture *f = fixture_new(STORE_DEMO);
	struct account a;

	(void)state;
	assert_int_equal(account_read(f->s, "1024", &a), OK);
	assert_int_equal(a.cost.memory, 1 << 20);
	assert_int_equal(a.cost.passes, 1);
	clerk_in(f);
	fixture_free(f);
}

static void roles_are_parsed_and_separate(void **state)
{
	enum role role;

	(void)state;
	assert_true(role_parse("clerk", &role));
	assert_int_equal(role, ROLE_CLERK);
	assert_false(role_parse("Clerk", &role));
	for (int i = 0; i < ROLE_COUNT; i++) {
		enum role r = (enum role)i;

		assert_false(role_may(r, RIGHT_OPERATORS) && role_may(r, RIGHT_GRANT));
		/* who may open a person's data holds case keys, and nobody else does */
		assert_int_equal(role_may(r, RIGHT_PERSON), strchr(role_classes(r), 'C') != NULL);
	}
}

/* trust.md 4.2: who was disabled keeps no way to an old casefile, not even a key copied before. */
static void the_keys_of_old_cases_are_wrapped_anew(void **state)
{
	struct fixture *f = *state;
	struct uid id[REWRAP_BATCH + 20];
	uint8_t old_key[KEY_SIZE], box[BOX_SIZE];
	struct keyring *kept = NULL;
	bool needed, left = true;
	int steps = 0;

	clerk_in(f);
	for (size_t i = 0; i < COUNT_OF(id); i++) {
		id[i] = uid_new();
		assert_int_equal(put(f->s, id[i], "OPEN", "name", "李梅", NULL), OK);
	}
	memcpy(old_key, keyring_key(f->s->keys, 'C', 1), KEY_SIZE); /* a copy that was taken along */
	assert_int_equal(keyring_open(f->s, "1024", f->s->keys->secret, &kept), OK);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_disable(f->s, "1024"), OK);
	assert_int_equal(rewrap_step(f->s, &left), ERR_DENIED); /* an administrator reads no case */
	supervisor_in(f);
	assert_int_equal(rewrap_needed(f->s, &needed), OK);
	assert_true(needed);
	for (left = true; left && steps < 10; steps++)
		assert_int_equal(rewrap_step(f->s, &left), OK);
	assert_int_equal(steps, 3); /* two batches and the end */
	assert_int_equal(rewrap_needed(f->s, &needed), OK);
	assert_false(needed);
	assert_int_equal(rewrap_step(f->s, &left), OK);
	assert_int_equal(findings(f->s, true), 0);
	/* with everything the leaver had */
	struct keyring *now = f->s->keys;
	uint8_t dek[KEY_SIZE];
	f->s->keys = kept;
	for (size_t i = 0; i < COUNT_OF(id); i++)
		assert_int_equal(dek_open(f->s, &id[i], dek), ERR_LOCKED);
	f->s->keys = now;
	for (size_t i = 0; i < COUNT_OF(id); i++)
		assert_int_equal(dek_open(f->s, &id[i], dek), OK);
	/* the old key itself is in no slot any more */
	struct stmt *q = db_stmt(f->s->db, "SELECT box FROM slot WHERE operator = '2000' AND class = 'C'");
	while (stmt_row(q)) {
		uint8_t key[KEY_SIZE];
		stmt_get_fixed(q, box, sizeof box);
		assert_int_equal(seal_unbox(now->secret, box, key), OK);
		assert_memory_not_equal(key, old_key, KEY_SIZE);
	}
	assert_int_equal(stmt_end(q), OK);
	keyring_free(kept);
	reopen(f); /* and everybody else goes on */
	supervisor_in(f);
	assert_int_equal(put(f->s, id[0], "NOTE", "text", "x", NULL), OK);
	assert_int_equal(store_rebuild(f->s, NULL), OK);
	assert_int_equal(findings(f->s, true), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_first_people_can_log_in, setup, teardown),
		cmocka_unit_test_setup_teardown(two_people_make_an_account, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_passwords_cost_time, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_clock_set_back_does_not_lock_out, setup, teardown),
		cmocka_unit_test_setup_teardown(passwords_change, setup, teardown),
		cmocka_unit_test(weak_passwords_are_refused),
		cmocka_unit_test_setup_teardown(who_left_opens_nothing_new, setup, teardown),
		cmocka_unit_test_setup_teardown(old_slots_put_back_do_not_help, setup, teardown),
		cmocka_unit_test_setup_teardown(the_last_ones_stay, setup, teardown),
		cmocka_unit_test_setup_teardown(
			somebody_removed_while_logged_in_writes_no_more, setup, teardown),
		cmocka_unit_test_setup_teardown(
			those_who_stay_go_on_under_new_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(recovery_opens_everything, setup, teardown),
		cmocka_unit_test_setup_teardown(the_terminal_secret_is_needed, setup, teardown),
		cmocka_unit_test_setup_teardown(a_changed_role_does_not_open, setup, teardown),
		cmocka_unit_test_setup_teardown(a_flipped_slot_does_not_open, setup, teardown),
		cmocka_unit_test_setup_teardown(the_keys_of_old_cases_are_wrapped_anew, setup, teardown),
		cmocka_unit_test_setup_teardown(hashing_runs_beside_the_loop, setup, teardown),
		cmocka_unit_test_setup_teardown(a_live_file_takes_no_cheap_account, setup, teardown),
		cmocka_unit_test(what_a_demo_spends_stands_in_its_accounts),
		cmocka_unit_test(roles_are_parsed_and_separate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
