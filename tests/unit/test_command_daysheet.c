/* SPDX-License-Identifier: MIT
 *
 * onetrip daysheet over a demo hall with a past: figures, the anchor, the same sheet again another day.
 */
#include "tests/unit/command_run.h"

#define run city_run /* both headers name a struct so */
#include "tests/unit/demo_hall.h"
#undef run
#include "tui/commands/daysheet.h"

static struct hall *hall;
static struct run command;

static int on(const char *words, const char *password)
{
	char line[300];

	run_init(&command, command_daysheet, "daysheet");
	command.passwords = password;
	text_format(line, sizeof line, "--demo %s %s", hall->folder, words);
	return run(&command, line);
}

static int set_up(void **state)
{
	(void)state;
	hall = hall_new(STORE_DEMO);
	hall->history.cases = 120;
	assert_int_equal(history_lay(&hall->history), OK);
	store_close(hall->store);
	hall->store = NULL;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	hall_free(hall);
	return 0;
}

static void a_day_that_ended(void **state)
{
	(void)state;
	assert_int_equal(on("--as 2001 2026-03-13", "zhao-2026\n"), 0);
	static const char *const words[] = {"日结单", "2026年3月13日", "2001", "-2026-RJ-0313", "锚"};
	for (size_t i = 0; i < COUNT_OF(words); i++)
		must_say(&command, words[i]);
	char *first = mem_text(buf_text(&command.out));
	buf_release(&command.out);
	/* the same sheet, said to be a reprint */
	assert_int_equal(on("--as 2001 2026-03-13", "zhao-2026\n"), 0);
	assert_true(command.out.len > strlen(first));
	assert_string_equal(buf_text(&command.out) + command.out.len - strlen(first), first);
	buf_release(&command.out);
	mem_free_text(first);
}

static void what_is_refused(void **state)
{
	(void)state;
	assert_int_equal(on("--as 2001 2026-02-30", "zhao-2026\n"), 2);
	buf_release(&command.out);
	assert_int_equal(on("2026-03-13", NULL), 2); /* as whom? */
	buf_release(&command.out);
	assert_int_equal(on("--as 2001 2026-03-13", "wrong\n"), 1);
	assert_int_equal(command.out.len, 0);
	buf_release(&command.out);
	assert_int_equal(on("--as 2001 2030-01-01", "zhao-2026\n"), 1); /* a day to come */
	buf_release(&command.out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_that_ended),
		cmocka_unit_test(what_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
