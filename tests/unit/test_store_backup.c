/* SPDX-License-Identifier: MIT
 *
 * The restore drill (capability W4, trust.md C20): a backup made while others write, restored into an
 * empty place and over another database, stopped at every step, and with every kind of damage.
 */
#include <stdio.h>
#include <sys/wait.h>

#include "store_fixture.h"

#include "core/store/backup.h"
#include "core/store/scan.h"
#include "core/store/witness.h"

struct drill {
	struct fixture *f;
	char file[96], manifest[104], scans[104];
	struct uid first;
};

static int setup(void **state)
{
	struct drill *d = mem_new(sizeof *d);

	d->f = fixture_new(STORE_LIVE);
	text_format(d->file, sizeof d->file, "%s/backup.db", d->f->folder);
	text_format(d->manifest, sizeof d->manifest, "%s.manifest", d->file);
	text_format(d->scans, sizeof d->scans, "%s.scans", d->file);
	d->first = uid_new();
	clerk_in(d->f);
	assert_int_equal(put(d->f->s, d->first, "OPEN", "name", "李梅", "number", "260316-A03-001",
				 "id", "339900199001011230", NULL), OK);
	*state = d;
	return 0;
}

static int teardown(void **state)
{
	struct drill *d = *state;

	fixture_free(d->f);
	mem_free(d);
	return 0;
}

static void back_up(struct drill *d, struct backup_report *r)
{
	enum err e = store_backup(d->f->s, d->file, NULL, r);

	if (e)
		print_message("%s", buf_text(&r->text));
	assert_int_equal(e, OK);
}

static enum err restore(struct drill *d, const struct store_place *place)
{
	struct backup_report r;
	enum err e = store_restore(place, d->file, NULL, &r);

	backup_report_release(&r);
	return e;
}

static void shut(struct fixture *f)
{
	operator_logout(f->s);
	store_close(f->s);
	f->s = NULL;
}

static uint64_t cases(struct store *s)
{
	struct view_filter any = {.day_from = DAY_NONE, .day_to = DAY_NONE};
	uint64_t n = 0;

	assert_int_equal(view_count(s, &any, &n), OK);
	return n;
}

/* The place of another machine: the same terminal secret, nothing else. */
static struct store_place empty_place(const struct drill *d, char folder[80], char path[96])
{
	struct store_place place = d->f->place;

	text_format(folder, 80, "%s/new", d->f->folder);
	assert_int_equal(file_make_dir(folder), OK);
	text_format(path, 96, "%s/a03.db", folder);
	place.path = path;
	return place;
}

static void into_an_empty_place(void **state)
{
	struct drill *d = *state;
	struct backup_report r;
	char folder[80], path[96];
	uint8_t hash[HASH_SIZE];
	struct buf scan;

	assert_int_equal(scan_keep(d->f->s, "a photograph", 12, hash), OK);
	back_up(d, &r);
	assert_true(r.bytes > 0 && r.events > 0);
	assert_int_equal(r.scans, 1);
	backup_report_release(&r);
	struct store_place place = empty_place(d, folder, path);
	shut(d->f);
	assert_int_equal(restore(d, &place), OK);
	assert_int_equal(store_open(&place, &d->f->s), OK);
	journal_set_projector(d->f->s, project, NULL);
	clerk_in(d->f);
	assert_int_equal(findings(d->f->s, true), 0);
	assert_int_equal(cases(d->f->s), 1);
	buf_init(&scan, 1000);
	assert_int_equal(scan_read(d->f->s, hash, &scan), OK);
	assert_string_equal(buf_text(&scan), "a photograph");
	buf_release(&scan);
}

/* In the middle of it another window commits: that is not in the copy, and nothing of it is half. */
static struct drill *writing;
static int written;

static void write_meanwhile(uint64_t done, uint64_t all)
{
	(void)done, (void)all;
	if (written)
		return;
	struct store *s;
	assert_int_equal(store_open(&writing->f->place, &s), OK);
	journal_set_projector(s, project, NULL);
	assert_int_equal(operator_login(s, "1024", PASS_CLERK), OK);
	for (written = 0; written < 20; written++)
		assert_int_equal(put(s, uid_new(), "OPEN", "name", "王芳", NULL), OK);
	store_close(s);
}

static void while_others_write(void **state)
{
	struct drill *d = *state;
	struct backup_report r;
	char folder[80], path[96];

	writing = d;
	written = 0;
	enum err e = store_backup(d->f->s, d->file, write_meanwhile, &r);
	assert_int_equal(e, OK);
	assert_int_equal(written, 20);
	backup_report_release(&r);
	assert_int_equal(cases(d->f->s), 21);
	assert_int_equal(findings(d->f->s, true), 0);
	struct store_place place = empty_place(d, folder, path);
	shut(d->f);
	assert_int_equal(restore(d, &place), OK);
	assert_int_equal(store_open(&place, &d->f->s), OK);
	clerk_in(d->f);
	assert_int_equal(cases(d->f->s), 1);
}

/* The one before is kept aside; the witness knows that it was newer. */
static void over_what_is_there(void **state)
{
	struct drill *d = *state;
	struct backup_report r;

	back_up(d, &r);
	backup_report_release(&r);
	assert_int_equal(put(d->f->s, uid_new(), "OPEN", "name", "王芳", NULL), OK);
	assert_int_equal(restore(d, &d->f->place), ERR_BUSY); /* somebody works in it */
	shut(d->f);
	assert_int_equal(store_restore(&d->f->place, d->file, NULL, &r), OK);
	assert_true(r.older);
	assert_true(file_exists(r.aside));
	assert_int_equal(store_open(&d->f->place, &d->f->s), ERR_ROLLBACK);
	struct store_place aside = d->f->place;
	aside.path = r.aside;
	assert_int_equal(store_open(&aside, &d->f->s), OK);
	clerk_in(d->f);
	assert_int_equal(cases(d->f->s), 2); /* nothing of it is lost */
	shut(d->f);
	d->f->place.rolled_back = true;
	reopen(d->f);
	clerk_in(d->f);
	assert_int_equal(cases(d->f->s), 1);
	backup_report_release(&r);
}

static void a_backup_is_not_written_over(void **state)
{
	struct drill *d = *state;
	struct backup_report r;

	back_up(d, &r);
	backup_report_release(&r);
	assert_int_equal(store_backup(d->f->s, d->file, NULL, &r), ERR_EXISTS);
	backup_report_release(&r);
}

static void demo_and_live_do_not_mix(void **state)
{
	struct drill *d = *state;
	struct store_place place = d->f->place;
	struct backup_report r;

	back_up(d, &r);
	backup_report_release(&r);
	place.kind = STORE_DEMO;
	shut(d->f);
	assert_int_equal(restore(d, &place), ERR_DEMO);
}

/* ---- damage ---- */

static void flip(const char *path, size_t bit)
{
	FILE *f = fopen(path, "r+b");
	long at = (long)(bit / 8);

	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	int c = fgetc(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_true(fputc(c ^ 1 << bit % 8, f) != EOF);
	assert_int_equal(fclose(f), 0);
}

static size_t length(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return (size_t)st.st_size;
}

static void one_bit_wrong(void **state)
{
	struct drill *d = *state;
	const char *const files[] = {d->file, d->manifest};
	struct stream random = {20};
	struct backup_report r;

	back_up(d, &r);
	backup_report_release(&r);
	shut(d->f);
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		size_t bits = 8 * length(files[i]);
		for (int k = 0; k < 100; k++) {
			size_t bit = (size_t)stream_next(&random) % bits;
			flip(files[i], bit);
			assert_int_equal(restore(d, &d->f->place), ERR_TAMPER);
			flip(files[i], bit);
		}
		assert_int_equal(truncate(files[i], (off_t)length(files[i])), 0);
	}
	reopen(d->f); /* what was there is untouched */
	clerk_in(d->f);
	assert_int_equal(findings(d->f->s, true), 0);
	shut(d->f);
	assert_int_equal(restore(d, &d->f->place), OK);
	assert_int_equal(truncate(d->file, (off_t)length(d->file) - 4096), 0);
	assert_int_equal(restore(d, &d->f->place), ERR_TAMPER);
}

static void a_scan_is_missing_or_wrong(void **state)
{
	struct drill *d = *state;
	struct backup_report r;
	uint8_t hash[HASH_SIZE];

	assert_int_equal(scan_keep(d->f->s, "a photograph", 12, hash), OK);
	back_up(d, &r);
	backup_report_release(&r);
	shut(d->f);
	assert_int_equal(file_remove_tree(d->scans), OK);
	assert_int_equal(restore(d, &d->f->place), ERR_TAMPER);
}

/* ---- stopped ---- */

static const char *stop_at;

static void stop(const char *name)
{
	if (strcmp(name, stop_at) == 0)
		_exit(9);
}

/* Killed at each step: the place opens, with what was there or with what was brought, and the next try
 * goes through. */
static void killed_at_every_step(void **state)
{
	static const char *const steps[] = {"copied", "checked", "scans", "folded", "kept", "renamed"};
	struct drill *d = *state;
	struct backup_report r;

	back_up(d, &r);
	backup_report_release(&r);
	assert_int_equal(put(d->f->s, uid_new(), "OPEN", "name", "王芳", NULL), OK);
	shut(d->f);
	d->f->place.rolled_back = true;
	for (size_t i = 0; i < COUNT_OF(steps); i++) {
		int status;
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0) {
			stop_at = steps[i];
			restore_step = stop;
			_exit(restore(d, &d->f->place) == OK ? 1 : 2);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(WEXITSTATUS(status), 9);
		reopen(d->f);
		clerk_in(d->f);
		bool swapped = i + 1 == COUNT_OF(steps);
		assert_true((findings(d->f->s, false) > 0) == swapped); /* the witness's */
		assert_int_equal(cases(d->f->s), swapped ? 1 : 2);
		shut(d->f);
	}
	assert_int_equal(restore(d, &d->f->place), OK);
	char left[120];
	text_format(left, sizeof left, "%s.restoring", d->f->path);
	assert_false(file_exists(left));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(into_an_empty_place),
		TEST(while_others_write),
		TEST(over_what_is_there),
		TEST(a_backup_is_not_written_over),
		TEST(demo_and_live_do_not_mix),
		TEST(one_bit_wrong),
		TEST(a_scan_is_missing_or_wrong),
		TEST(killed_at_every_step),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
