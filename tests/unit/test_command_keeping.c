/* SPDX-License-Identifier: MIT
 *
 * The commands that look after a hall's journal: backup and restore, an older copy accepted by two.
 */
#include "tests/unit/command_run.h"

#include "tui/commands/backup.h"

static struct fixture *f;
static struct run command;
static char conf[100], file[100];

static int start(void **state)
{
	struct buf text;

	(void)state;
	f = fixture_new(STORE_LIVE);
	second_supervisor(f);
	clerk_in(f);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "name", "李梅", "number", "260316-A03-001", NULL), OK);
	operator_logout(f->s);
	store_close(f->s);
	f->s = NULL;
	text_format(conf, sizeof conf, "%s/onetrip.conf", f->folder);
	text_format(file, sizeof file, "%s/backup", f->folder);
	buf_init(&text, 4096);
	buf_addf(&text, "[station]\nwindow = A03\ndatabase = \"%s\"\nterminal_key = \"%s\"\n", f->path, f->key);
	assert_int_equal(file_write(conf, text.data, text.len), OK);
	buf_release(&text);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	fixture_free(f);
	return 0;
}

PRINTF_LIKE(4, 5)
static int on(command_main what, const char *name, const char *passwords, const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	buf_release(&command.out);
	run_init(&command, what, name);
	command.passwords = passwords;
	return run(&command, words);
}

static void work(void)
{
	assert_int_equal(store_open(&f->place, &f->s), OK);
	journal_set_projector(f->s, project, NULL);
	clerk_in(f);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "name", "王芳", NULL), OK);
	operator_logout(f->s);
	store_close(f->s);
	f->s = NULL;
}

static void a_backup_and_back(void **state)
{
	(void)state;
	assert_int_equal(on(command_backup, "backup", NULL, "--config %s %s", conf, file), 0);
	must_say(&command, "bytes");
	assert_int_equal(on(command_backup, "backup", NULL, "--config %s %s", conf, file), 1);
	assert_int_equal(on(command_backup, "backup", NULL, "--config %s", conf), 2);
	work();
	assert_int_equal(on(command_restore, "restore", NULL, "--config %s %s", conf, file), 0);
	must_say(&command, "is kept as");
	must_say(&command, "--accept-rollback");
	assert_int_equal(store_open(&f->place, &f->s), ERR_ROLLBACK);
}

static void two_accept(void **state)
{
	(void)state;
	assert_int_equal(on(command_restore, "restore", PASS_SUPER "\n" PASS_SUPER "\n",
				 "--accept-rollback --config %s --as 2000 --supervisor 2000", conf), 1);
	assert_int_equal(on(command_restore, "restore", NULL, "--accept-rollback --config %s", conf), 2);
	assert_int_equal(on(command_restore, "restore", PASS_SUPER "\n" PASS_SECOND "\n",
				 "--accept-rollback --config %s --as 2000 --supervisor 2001", conf), 0);
	must_say(&command, "accepted");
	assert_int_equal(store_open(&f->place, &f->s), OK);
	store_close(f->s);
	f->s = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_backup_and_back),
		cmocka_unit_test(two_accept),
	};
	int failed = cmocka_run_group_tests(tests, start, stop);

	buf_release(&command.out);
	return failed;
}
