/* SPDX-License-Identifier: MIT
 *
 * onetrip lint notes where yes or no would be enough, and counts no mistake for it.
 */
#include "tests/unit/command_run.h"

#include "tui/commands/lint.h"

static struct run command;

static int on_form(const char *name)
{
	char path[PATH_SIZE], words[PATH_SIZE + 80];

	text_format(words, sizeof words, "forms/%s.ini", name);
	assert_int_equal(file_asset(words, path), OK);
	text_format(words, sizeof words, "%s", path);
	return run(&command, words);
}

static void test_notes(void **state)
{
	(void)state;
	assert_int_equal(on_form("no-crime"), 0); /* until when somebody may act for a firm: compared only */
	must_say(&command, "note: of AUTH-02.to only a comparison is used");
	assert_int_equal(on_form("residence-permit"), 0); /* asks whether the lease is in force */
	assert_false(said(&command, "note:"));
	assert_int_equal(on_form("fund-withdrawal"), 0); /* asks whether there is no home */
	assert_false(said(&command, "note:"));
}

static int set_up(void **state)
{
	(void)state;
	run_init(&command, command_lint, "lint");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&command.out);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_notes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
