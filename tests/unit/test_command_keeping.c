/* SPDX-License-Identifier: MIT
 *
 * The commands that look after a hall's journal: audit, backup and restore, an older copy accepted by
 * two, retention. What they rest on has tests of its own.
 */
#include "tests/unit/command_run.h"

#include "core/store/anchor.h"
#include "tui/commands/audit.h"
#include "tui/commands/backup.h"
#include "tui/commands/health.h"
#include "tui/commands/retention.h"

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

/* For a monitor: red until there is a backup, and it says what to do. */
static void a_backup_and_back(void **state)
{
	(void)state;
	assert_int_equal(on(command_health, "health", NULL, "--config %s", conf), 1);
	must_say(&command, "backup     red");
	must_say(&command, "onetrip backup");
	assert_int_equal(on(command_backup, "backup", NULL, "--config %s %s", conf, file), 0);
	must_say(&command, "bytes");
	(void)on(command_health, "health", NULL, "--config %s", conf);
	must_say(&command, "backup     green");
	assert_int_equal(on(command_health, "health", NULL, "x --config %s", conf), 2);
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

static void anchored(void)
{
	struct anchor_day a;

	assert_int_equal(store_open(&f->place, &f->s), OK);
	supervisor_in(f);
	assert_int_equal(anchor_take(f->s, &a), OK);
	operator_logout(f->s);
	store_close(f->s);
	f->s = NULL;
}

static void audit_verify_and_anchors(void **state)
{
	(void)state;
	assert_int_equal(on(command_audit, "audit", NULL, "verify --config %s", conf), 0);
	must_say(&command, "LOGIN");
	must_say(&command, "reduced");
	anchored();
	assert_int_equal(on(command_audit, "audit", NULL, "anchors --config %s", conf), 0);
	must_say(&command, "    1  ");
	assert_int_equal(on(command_audit, "audit", NULL, "--config %s", conf), 2);
	assert_int_equal(on(command_audit, "audit", NULL, "rules --config %s", conf), 2); /* who? */
}

/* What people are called is not in the log; in clear only for who watches over data, as an event. */
static void audit_log(void **state)
{
	(void)state;
	assert_int_equal(on(command_audit, "audit", NULL, "show --config %s --kind OPEN", conf), 0);
	must_say(&command, "260316-A03-001");
	assert_false(said(&command, "name="));
	assert_int_equal(on(command_audit, "audit", PASS_SUPER "\n", "show --config %s --kind OPEN --as 2000",
				 conf), 0);
	must_say(&command, "number=260316-A03-001");
	assert_false(said(&command, "\u674e\u6885"));
	assert_int_equal(on(command_audit, "audit", PASS_CLERK "\n", "show --config %s --clear --as 1024",
				 conf), 1);
	assert_int_equal(on(command_audit, "audit", PASS_SUPER "\n",
				 "show --config %s --case 260316-A03-001 --clear --as 2000", conf), 0);
	must_say(&command, "\u674e\u6885");
	assert_int_equal(on(command_audit, "audit", NULL, "show --config %s --kind REVEAL --operator 2000",
				 conf), 0);
	must_say(&command, "REVEAL");
	assert_int_equal(on(command_audit, "audit", NULL, "show --config %s --from 2020-01-02 --to 2020-01-01",
				 conf), 2);
}

static void retention(void **state)
{
	(void)state;
	assert_int_equal(on(command_retention, "retention", PASS_SUPER "\n", "list --config %s --as 2000", conf), 0);
	must_say(&command, "0 cases past their time");
	assert_int_equal(on(command_retention, "retention", PASS_SUPER "\n",
				 "hold --config %s --as 2000 260316-A03-001 a_law_suit", conf), 0);
	must_say(&command, "is held");
	assert_int_equal(on(command_retention, "retention", PASS_SUPER "\n" PASS_SUPER "\n",
				 "release --config %s --as 2000 --supervisor 2000 260316-A03-001", conf), 1);
	assert_int_equal(on(command_retention, "retention", PASS_SUPER "\n" PASS_SECOND "\n",
				 "release --config %s --as 2000 --supervisor 2001 260316-A03-001", conf), 0);
	must_say(&command, "not held any more");
	assert_int_equal(on(command_retention, "retention", PASS_SUPER "\n" PASS_SECOND "\n",
				 "apply --config %s --as 2000 --supervisor 2001", conf), 1); /* nothing to do */
	assert_int_equal(on(command_retention, "retention", NULL, "apply --config %s --as 2000", conf), 2);
	assert_int_equal(on(command_retention, "retention", PASS_CLERK "\n", "list --config %s --as 1024", conf), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(audit_verify_and_anchors),
		cmocka_unit_test(audit_log),
		cmocka_unit_test(retention),
		cmocka_unit_test(a_backup_and_back),
		cmocka_unit_test(two_accept),
	};
	int failed = cmocka_run_group_tests(tests, start, stop);

	buf_release(&command.out);
	return failed;
}
