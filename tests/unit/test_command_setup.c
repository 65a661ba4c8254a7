/* SPDX-License-Identifier: MIT
 *
 * onetrip setup on an empty folder: by answers in a file and line by line; what does not fit leaves
 * nothing behind.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tests/unit/command_run.h"
#include "tui/commands/operator.h"
#include "tui/commands/setup.h"

#define PASSWORDS "zhou-2026x\nzhao-2026x\nwang-2026x\n"

static char dir[64], config[96], answers[96], database[96];

static int setup(void **state)
{
	(void)state;
	text_copy(dir, sizeof dir, "/tmp/onetrip-setup-XXXXXX");
	assert_non_null(mkdtemp(dir));
	text_format(config, sizeof config, "%s/etc/onetrip.conf", dir);
	text_format(answers, sizeof answers, "%s/answers.ini", dir);
	text_format(database, sizeof database, "%s/data/onetrip.db", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return file_remove_tree(dir) ? -1 : 0;
}

/* window and clerk as given; the rest fits. */
static void write_answers(const char *window, const char *clerk)
{
	struct buf b;
	char catalog[PATH_SIZE];

	assert_int_equal(file_asset("catalog/demo.ini", catalog), OK);
	buf_init(&b, 8192);
	buf_addf(&b, "[hall]\nname = \"演示大厅\"\ncode = 91339901MA9D000137\n[station]\nwindow = \"%s\"\n"
		"database = \"%s\"\nterminal_key = \"%s/etc/terminal.key\"\n[exchange]\ncatalog = \"%s\"\n"
		"[print]\ndirectory = \"%s/print\"\n[people]\nadministrator = \"9001=周行\"\n"
		"supervisor = \"2001=赵敏\"\nclerk = \"%s\"\n", window, database, dir, catalog, dir, clerk);
	assert_int_equal(file_write(answers, buf_text(&b), b.len), OK);
	buf_release(&b);
}

static int run_setup(struct run *r, const char *first, const char *second, const char *input,
	const char *passwords)
{
	char words[512];

	run_init(r, command_setup, "setup");
	r->input = input;
	r->passwords = passwords;
	text_format(words, sizeof words, "--config %s%s%s%s%s", config, *first ? " " : "", first,
		*second ? " " : "", second);
	return run(r, words);
}

static void nothing_made(void)
{
	assert_false(file_exists(config));
	assert_false(file_exists(database));
}

static void test_answers(void **state)
{
	struct run r;
	struct stat st;
	char words[256];

	(void)state;
	write_answers("B07", "1024=王芳");
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 0);
	must_say(&r, "\n    "); /* the recovery key */
	assert_false(said(&r, "wang-2026x"));
	buf_release(&r.out);
	assert_int_equal(stat(config, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	run_init(&r, command_operator, "operator");
	text_format(words, sizeof words, "list --config %s", config);
	assert_int_equal(run(&r, words), 0);
	must_say(&r, "1024\tclerk\tactive");
	must_say(&r, "2001\tsupervisor\tactive");
	must_say(&r, "9001\tadmin\tactive");
	buf_release(&r.out);
	/* a second time finds it set up, and only looks */
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 1);
	buf_release(&r.out);
	assert_int_equal(run_setup(&r, "--check", "", NULL, NULL), 0);
	buf_release(&r.out);
}

static void test_what_does_not_fit(void **state)
{
	struct run r;

	(void)state;
	write_answers("no such window", "1024=王芳");
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 1);
	buf_release(&r.out);
	nothing_made();
	write_answers("B07", "2001=王芳"); /* one person for two */
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 1);
	buf_release(&r.out);
	nothing_made();
	write_answers("B07", "1024=王芳");
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, "zhou-2026x\nshort\n"), 1);
	buf_release(&r.out);
	nothing_made();
	assert_int_equal(file_write(answers, "[people\n", 8), OK);
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 1);
	buf_release(&r.out);
	nothing_made();
}

static void append_answers(const char *more)
{
	struct buf b;

	buf_init(&b, 8192);
	assert_int_equal(file_read(answers, &b), OK);
	buf_adds(&b, more);
	assert_int_equal(file_write(answers, buf_text(&b), b.len), OK);
	buf_release(&b);
}

/* The answers' file has the sections of onetrip.conf: what nobody is asked for counts there too. */
static void test_every_setting(void **state)
{
	struct buf b;
	struct run r;

	(void)state;
	write_answers("B07", "1024=王芳");
	append_answers("[ui]\nlang = en\n[objection]\nanswer_days = 7\n");
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 0);
	buf_release(&r.out);
	buf_init(&b, 65536);
	assert_int_equal(file_read(config, &b), OK);
	assert_non_null(strstr(buf_text(&b), "\nlang = en\n"));
	assert_non_null(strstr(buf_text(&b), "\nanswer_days = 7\n"));
	buf_release(&b);
}

static void test_unknown_setting(void **state)
{
	static const char *const wrong[] = {"[ui]\nlanguage = en\n", "[witness]\nfile = /x\n",
		"[ui]\nlang = fr\n", "cleark = \"1=x\"\n"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct run r;
		write_answers("B07", "1024=王芳");
		append_answers(wrong[i]);
		assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 1);
		assert_non_null(strstr(r.complaint, "answers.ini:"));
		buf_release(&r.out);
		nothing_made();
	}
}

/* 91339901MA9D000138: the check character is 7. */
static void test_code_of_the_hall(void **state)
{
	struct buf b;
	struct run r;

	(void)state;
	write_answers("B07", "1024=王芳");
	buf_init(&b, 8192);
	assert_int_equal(file_read(answers, &b), OK);
	char *code = strstr(b.data, "91339901MA9D000137");
	assert_non_null(code);
	code[17] = '8';
	assert_int_equal(file_write(answers, buf_text(&b), b.len), OK);
	buf_release(&b);
	assert_int_equal(run_setup(&r, "--answers", answers, NULL, PASSWORDS), 0);
	must_say(&r, " ! the hall has a name and a credit code");
	buf_release(&r.out);
}

/* A wrong line is asked again; input that ends leaves nothing behind. */
static void test_by_hand(void **state)
{
	struct run r;

	(void)state;
	assert_int_equal(run_setup(&r, "", "", "演示\"大厅\n演示大厅\n91339901MA9D000137\n!!\nA01\n", PASSWORDS), 1);
	assert_non_null(strstr(strstr(buf_text(&r.out), "1/8") + 3, "1/8"));
	must_say(&r, "3/8");
	assert_non_null(strstr(strstr(buf_text(&r.out), "3/8") + 3, "3/8"));
	must_say(&r, "4/8");
	buf_release(&r.out);
	nothing_made();
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_answers), TEST(test_what_does_not_fit), TEST(test_by_hand),
		TEST(test_every_setting), TEST(test_unknown_setting), TEST(test_code_of_the_hall),
	};

	if (i18n_start("en"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
