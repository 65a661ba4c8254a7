/* SPDX-License-Identifier: MIT
 *
 * Files, folders, tables, the log, and where assets are.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/base/tsv.h"

static char folder[] = "/tmp/onetrip-file-XXXXXX";
static char path[PATH_SIZE];

static const char *in_folder(const char *name)
{
	(void)text_format(path, sizeof(path), "%s/%s", folder, name);
	return path;
}

static int make_folder(void **state)
{
	(void)state;
	memset(folder + strlen(folder) - 6, 'X', 6);
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return file_remove_tree(folder) == OK && !file_exists(folder) ? 0 : -1;
}

static size_t entries(void)
{
	DIR *d = opendir(folder);
	size_t n = 0;

	while (readdir(d))
		n++;
	closedir(d);
	return n - 2; /* . and .. */
}

static void writes_and_reads(void **state)
{
	struct buf b;
	struct stat st;

	(void)state;
	buf_init(&b, 100);
	assert_int_equal(file_write(in_folder("a"), "one\0two", 7), OK);
	assert_int_equal(file_write(path, "three", 5), OK); /* replaces */
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(entries(), 1); /* no temporary file stays */
	buf_adds(&b, "before ");
	assert_int_equal(file_read(path, &b), OK);
	assert_string_equal(b.data, "before three");
	buf_release(&b);
}

static void reads_with_a_limit(void **state)
{
	struct buf b;

	(void)state;
	assert_int_equal(file_write(in_folder("a"), "12345", 5), OK);
	buf_init(&b, 6);
	buf_addc(&b, 'x');
	assert_int_equal(file_read(path, &b), OK);
	buf_cut(&b, 2);
	assert_int_equal(file_read(path, &b), ERR_LIMIT);
	assert_string_equal(b.data, "x1"); /* untouched */
	assert_int_equal(b.err, OK);
	buf_release(&b);
}

static void says_why_not(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_int_equal(file_read(in_folder("absent"), &b), ERR_NOTFOUND);
	assert_int_equal(file_read(folder, &b), ERR_IO);
	assert_int_equal(file_write(in_folder("absent/a"), "x", 1), ERR_NOTFOUND);
	assert_int_equal(mkdir(in_folder("dir"), 0700), 0);
	assert_int_equal(file_write(path, "x", 1), ERR_IO); /* a folder is in the way */
	assert_int_equal(entries(), 1);
	assert_false(file_exists(in_folder("absent")));
	assert_true(file_exists(folder));
}

static void makes_folders(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(file_make_dir(in_folder("x/y//z")), OK);
	assert_int_equal(file_make_dir(path), OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(file_write(in_folder("file"), "", 0), OK);
	assert_int_equal(file_make_dir(path), ERR_EXISTS);
	assert_int_equal(file_make_dir(in_folder("file/below")), ERR_EXISTS);
}

static void removing_never_follows_links(void **state)
{
	(void)state;
	assert_int_equal(file_make_dir(in_folder("keep")), OK);
	assert_int_equal(file_write(in_folder("keep/a"), "x", 1), OK);
	assert_int_equal(file_make_dir(in_folder("gone/deep/er")), OK);
	assert_int_equal(symlink("../keep", in_folder("gone/link")), 0);
	assert_int_equal(symlink("../../keep/a", in_folder("gone/deep/link")), 0);
	assert_int_equal(file_remove_tree(in_folder("gone")), OK);
	assert_false(file_exists(path));
	assert_true(file_exists(in_folder("keep/a")));
	assert_int_equal(symlink("keep", in_folder("link")), 0);
	assert_int_equal(file_remove_tree(path), OK);
	assert_true(file_exists(in_folder("keep/a")));
	assert_int_equal(file_remove_tree(in_folder("gone")), ERR_NOTFOUND);
}

static void finds_assets_beside_the_build(void **state)
{
	char build[PATH_SIZE], asset[PATH_SIZE];

	(void)state;
	assert_int_equal(file_build_dir(build), OK);
	assert_true(text_starts(strrchr(build, '/'), "/build"));
	assert_int_equal(file_asset("po", asset), OK);
	assert_true(file_exists(asset));
	assert_string_equal(strstr(asset, "/assets/"), "/assets/po");
	assert_int_equal(file_asset("forms", asset), OK);
	assert_string_equal(strrchr(asset, '/'), "/forms");
	assert_null(strstr(asset, "assets"));
	assert_int_equal(file_asset("no-such-thing", asset), ERR_NOTFOUND);
}

static void reads_tables(void **state)
{
	static const char text[] = "# code\tname\n1\t一\n\n2\n3\t\n# end\n4\t四";
	struct tsv t;

	(void)state;
	assert_int_equal(file_write(in_folder("t"), text, sizeof(text) - 1), OK);
	assert_int_equal(tsv_load(path, 2, &t), OK);
	assert_int_equal(t.rows, 4);
	assert_string_equal(tsv_cell(&t, 0, 1), "一");
	assert_string_equal(tsv_cell(&t, 1, 0), "2");
	assert_string_equal(tsv_cell(&t, 1, 1), "");
	assert_string_equal(tsv_cell(&t, 2, 1), "");
	assert_string_equal(tsv_cell(&t, 3, 1), "四");
	tsv_release(&t);
	assert_int_equal(file_write(path, "", 0), OK);
	assert_int_equal(tsv_load(path, 2, &t), OK);
	assert_int_equal(t.rows, 0);
	tsv_release(&t);
}

static void refuses_bad_tables(void **state)
{
	static const char *const bad[] = {"a\tb\tc\n", "a\r\n", "a\t\xFF\n"};
	struct tsv t;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		assert_int_equal(file_write(in_folder("t"), bad[i], strlen(bad[i])), OK);
		assert_int_equal(tsv_load(path, 2, &t), ERR_SYNTAX);
	}
	assert_int_equal(file_write(path, "a\0b\n", 4), OK);
	assert_int_equal(tsv_load(path, 2, &t), ERR_SYNTAX);
	assert_int_equal(tsv_load(in_folder("absent"), 2, &t), ERR_NOTFOUND);
}

static void logs_one_line_an_event(void **state)
{
	struct buf b;
	struct stat st;
	char expected[200];
	int64_t ms;

	(void)state;
	assert_true(clock_parse("2026-03-16T09:00:01", &ms));
	clock_hold(true);
	clock_start_at(ms);
	log_line("none", "dropped before it is open");
	assert_int_equal(log_fd(), -1);
	assert_int_equal(log_open(in_folder("log")), OK);
	log_line("net", "%s %d", "POP-01", 200);
	log_line("net", "forged\n2026 \x1B[2Jline");
	log_close();
	assert_int_equal(log_open(path), OK); /* appends */
	log_line("a", "b");
	log_close();
	buf_init(&b, 1000);
	assert_int_equal(file_read(path, &b), OK);
	(void)text_format(expected, sizeof(expected),
		"2026-03-16 09:00:01 %d net: POP-01 200\n"
		"2026-03-16 09:00:01 %d net: forged 2026  [2Jline\n"
		"2026-03-16 09:00:01 %d a: b\n",
		(int)getpid(), (int)getpid(), (int)getpid());
	assert_string_equal(b.data, expected);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	buf_release(&b);
	clock_hold(false);
}

static void log_has_limits(void **state)
{
	char long_text[3000];
	struct stat st;

	(void)state;
	memset(long_text, 'x', sizeof(long_text) - 1);
	long_text[sizeof(long_text) - 1] = '\0';
	assert_int_equal(log_open(in_folder("log")), OK);
	log_line("a", "%s", long_text);
	log_close();
	assert_int_equal(stat(path, &st), 0);
	assert_in_range(st.st_size, 1000, 1100);
	assert_int_equal(truncate(path, 9 << 20), 0);
	assert_int_equal(log_open(path), OK); /* starts anew, the old one is kept */
	log_close();
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
	assert_true(file_exists(in_folder("log.old")));
	assert_int_equal(symlink("elsewhere", in_folder("link")), 0);
	assert_int_not_equal(log_open(path), OK); /* never through a link */
	assert_false(file_exists(in_folder("elsewhere")));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(writes_and_reads),
		TEST(reads_with_a_limit),
		TEST(says_why_not),
		TEST(makes_folders),
		TEST(removing_never_follows_links),
		cmocka_unit_test(finds_assets_beside_the_build),
		TEST(reads_tables),
		TEST(refuses_bad_tables),
		TEST(logs_one_line_an_event),
		TEST(log_has_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
