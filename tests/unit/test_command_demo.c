/* SPDX-License-Identifier: MIT
 *
 * onetrip demo where there is no terminal, and what is checked of a demo's file.
 */
#include "tests/unit/command_run.h"

#define run city_run /* both headers name a struct so */
#include "tests/unit/demo_hall.h"
#undef run
#include "tui/commands/run.h"
#include "tui/commands/verify.h"

static struct run command;

/* At once, before anything is made; line by line it would go. */
static void without_a_terminal(void **state)
{
	char folder[] = "/tmp/onetrip-demo-XXXXXX", words[80];
	int64_t now = clock_now_ms();

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(rmdir(folder), 0);
	run_init(&command, command_demo, "demo");
	text_format(words, sizeof words, "--dir %s", folder);
	assert_int_equal(run(&command, words), 1);
	assert_int_not_equal(access(folder, F_OK), 0);
	buf_release(&command.out);
	clock_start_at(now);
}

static void a_demo_is_verified(void **state)
{
	struct hall *hall = hall_new(STORE_DEMO);
	char words[PATH_SIZE];

	(void)state;
	hall->history.cases = 20;
	assert_int_equal(history_lay(&hall->history), OK);
	store_close(hall->store);
	hall->store = NULL;
	run_init(&command, command_verify, "verify");
	text_format(words, sizeof words, "--demo %s", hall->folder);
	assert_int_equal(run(&command, words), 0);
	must_say(&command, " 0 findings");
	buf_release(&command.out);
	hall_free(hall);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_terminal),
		cmocka_unit_test(a_demo_is_verified),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
