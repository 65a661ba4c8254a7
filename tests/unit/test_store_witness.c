/* SPDX-License-Identifier: MIT
 *
 * The witness and the anchors of the days (trust.md 4.3): a whole older copy of the file is noticed
 * when it is opened, two people let it stand, and a line that was not ours is found.
 */
#include "store_fixture.h"

#include <stdio.h>

#include "core/base/clock.h"
#include "core/store/anchor.h"
#include "core/store/upkeep.h"
#include "core/store/witness.h"

static const struct uid nobody;

static void witness_path(const struct fixture *f, char out[96])
{
	text_format(out, 96, "%s.witness", f->path);
}

static void copy(const char *from, const char *to)
{
	struct buf b;

	buf_init(&b, 16 << 20);
	assert_int_equal(file_read(from, &b), OK);
	assert_int_equal(file_write(to, b.data, b.len), OK);
	buf_release(&b);
}

static void shut(struct fixture *f)
{
	operator_logout(f->s);
	store_close(f->s);
	f->s = NULL;
}

static int setup(void **state)
{
	*state = fixture_new(STORE_LIVE);
	second_supervisor(*state);
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

/* An older copy: kept, worked on, put back. */
static void put_back_older(struct fixture *f)
{
	char kept[96];

	text_format(kept, sizeof kept, "%s.kept", f->path);
	shut(f);
	copy(f->path, kept);
	reopen(f);
	clerk_in(f);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "name", "李梅", NULL), OK);
	shut(f);
	copy(kept, f->path);
}

static void an_older_copy_does_not_open(void **state)
{
	struct fixture *f = *state;

	put_back_older(f);
	assert_int_equal(store_open(&f->place, &f->s), ERR_ROLLBACK);
	f->place.rolled_back = true;
	reopen(f);
	supervisor_in(f); /* looking does not make it good */
	shut(f);
	f->place.rolled_back = false;
	assert_int_equal(store_open(&f->place, &f->s), ERR_ROLLBACK);
}

static void two_supervisors_accept_it(void **state)
{
	struct fixture *f = *state;

	put_back_older(f);
	f->place.rolled_back = true;
	reopen(f);
	clerk_in(f);
	assert_int_equal(rollback_ask(f->s), ERR_DENIED);
	supervisor_in(f);
	assert_int_equal(rollback_accept(f->s), ERR_NOTFOUND);
	assert_int_equal(rollback_ask(f->s), OK);
	assert_int_equal(rollback_accept(f->s), ERR_DENIED); /* the same one */
	assert_int_equal(operator_login(f->s, "2001", PASS_SECOND), OK);
	assert_int_equal(rollback_accept(f->s), OK);
	assert_int_equal(rollback_ask(f->s), ERR_STATE);
	shut(f);
	f->place.rolled_back = false;
	reopen(f);
	supervisor_in(f);
	assert_int_equal(findings(f->s, true), 0);
}

static void the_usual_day_raises_no_alarm(void **state)
{
	struct fixture *f = *state;

	for (int day = 0; day < 3; day++) {
		reopen(f);
		clerk_in(f);
		for (int i = 0; i < WITNESS_EVERY + 1; i++)
			assert_int_equal(put(f->s, nobody, "PRINT", "name", "x", NULL), OK);
		assert_int_equal(findings(f->s, true), 0);
	}
}

static void a_line_cut_off_is_passed_over(void **state)
{
	struct fixture *f = *state;
	char path[96];
	struct witness before, after;

	shut(f);
	witness_path(f, path);
	assert_int_equal(witness_last(path, &before), OK);
	FILE *file = fopen(path, "a");
	assert_non_null(file);
	fputs("onetrip-witness-1 m 17", file);
	fclose(file);
	assert_int_equal(witness_last(path, &after), OK);
	assert_memory_equal(before.hash, after.hash, HASH_SIZE);
	reopen(f);
	supervisor_in(f);
	assert_int_equal(witness_last(path, &after), OK);
	assert_true(after.id > before.id);
}

static void a_witness_of_others_counts_as_none_of_ours(void **state)
{
	struct fixture *f = *state;
	char path[96];

	shut(f);
	witness_path(f, path);
	assert_int_equal(file_write(path, "something else\n", 15), OK);
	assert_int_equal(store_open(&f->place, &f->s), ERR_ROLLBACK);
	assert_int_equal(file_write(path, "", 0), OK); /* an empty one is a new one */
	reopen(f);
}

/* One bit of a line: the signature does not hold any more. */
static void a_changed_line_is_found(void **state)
{
	struct fixture *f = *state;
	char path[96];
	struct buf b;

	shut(f);
	witness_path(f, path);
	buf_init(&b, 1 << 20);
	assert_int_equal(file_read(path, &b), OK);
	b.data[20] ^= 1; /* of the time in the first line */
	assert_int_equal(file_write(path, b.data, b.len), OK);
	buf_release(&b);
	reopen(f);
	assert_int_equal(findings(f->s, false), 1);
}

static void a_place_of_its_own(void **state)
{
	struct fixture *f = *state;
	char path[96], beside[96];

	shut(f);
	witness_path(f, beside);
	assert_int_equal(unlink(beside), 0);
	text_format(path, sizeof path, "%s/elsewhere", f->folder);
	f->place.witness = path;
	reopen(f);
	supervisor_in(f);
	assert_true(file_exists(path));
	assert_false(file_exists(beside));
	shut(f);
	reopen(f); /* the path is this function's */
	f->place.witness = NULL;
}

/* Nobody makes a new database where a witness still knows of one. */
static void a_new_file_beside_an_old_witness(void **state)
{
	struct fixture *f = *state;

	shut(f);
	assert_int_equal(unlink(f->path), 0);
	assert_int_equal(unlink(f->key), 0);
	assert_int_equal(store_create(&f->place), ERR_EXISTS);
}

static enum err count(const struct anchor_day *a, void *ctx)
{
	unsigned *n = ctx;

	assert_int_equal(a->serial, ++*n);
	return OK;
}

static void the_anchor_of_a_day(void **state)
{
	struct fixture *f = *state;
	struct anchor_day first, second, last;
	struct witness w;
	unsigned n = 0;
	char path[96];

	assert_int_equal(anchor_last(f->s, &last), ERR_NOTFOUND);
	store_lock(f->s);
	assert_int_equal(anchor_take(f->s, &first), ERR_LOCKED);
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(anchor_take(f->s, &first), ERR_DENIED); /* no class A */
	clerk_in(f);
	assert_int_equal(anchor_take(f->s, &first), OK);
	assert_int_equal(put(f->s, nobody, "PRINT", "name", "x", NULL), OK);
	assert_int_equal(anchor_take(f->s, &second), OK);
	assert_int_equal(second.serial, first.serial + 1);
	assert_int_equal(second.day, clock_today());
	assert_int_equal(strlen(second.code), 9);
	assert_string_not_equal(first.code, second.code);
	witness_path(f, path);
	assert_int_equal(witness_last(path, &w), OK);
	assert_memory_equal(w.hash, second.hash, HASH_SIZE);
	assert_int_equal(findings(f->s, true), 0);
	shut(f);
	reopen(f);
	assert_int_equal(anchor_last(f->s, &last), OK); /* without a key */
	assert_string_equal(last.code, second.code);
	assert_int_equal(anchor_each(f->s, count, &n), OK);
	assert_int_equal(n, 2);
}

static void look_after(struct fixture *f)
{
	int steps = 0;

	while (upkeep_step(f->s) != UPKEEP_REST_MS)
		assert_true(++steps < 10);
}

/* The first session of a day anchors it; nobody has to think of it. */
static void the_day_is_anchored_by_itself(void **state)
{
	struct fixture *f = *state;
	struct anchor_day a, again;

	operator_logout(f->s);
	assert_int_equal(upkeep_step(f->s), UPKEEP_REST_MS);
	clerk_in(f);
	look_after(f);
	assert_int_equal(anchor_last(f->s, &a), OK);
	assert_int_equal(a.day, clock_today());
	assert_int_equal(upkeep_step(f->s), UPKEEP_REST_MS);
	assert_int_equal(anchor_last(f->s, &again), OK);
	assert_int_equal(again.serial, a.serial);
}

static enum err count_all(const struct event *e, void *ctx)
{
	(void)e;
	++*(int *)ctx;
	return OK;
}

/* Who takes the witness away hides nothing: that it began anew stands in the journal. */
static void a_witness_that_began_anew_is_told(void **state)
{
	struct fixture *f = *state;
	char path[96];
	uint64_t after = 0;
	int told = 0;

	clerk_in(f);
	look_after(f);
	shut(f);
	witness_path(f, path);
	assert_int_equal(unlink(path), 0);
	reopen(f);
	clerk_in(f);
	look_after(f);
	assert_int_equal(journal_kind(f->s, "WITNESS", &after, count_all, &told), OK);
	assert_int_equal(told, 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(an_older_copy_does_not_open),
		TEST(two_supervisors_accept_it),
		TEST(the_usual_day_raises_no_alarm),
		TEST(a_line_cut_off_is_passed_over),
		TEST(a_witness_of_others_counts_as_none_of_ours),
		TEST(a_changed_line_is_found),
		TEST(a_place_of_its_own),
		TEST(a_new_file_beside_an_old_witness),
		TEST(the_anchor_of_a_day),
		TEST(the_day_is_anchored_by_itself),
		TEST(a_witness_that_began_anew_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
