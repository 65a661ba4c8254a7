/* SPDX-License-Identifier: MIT
 *
 * A class of programs really started (issue 6: a trainer over trainees on one machine): a lesson, a
 * freeze, a fault and a reset reach each of them, what one did is played again, the trainer's keys are
 * answered meanwhile, and live files beside it stay as they were. Thirty of them: make bench.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/screen/harness/live.h"
#include "tests/screen/harness/programs.h"

enum { TRAINEES = 8, REPORT_BYTES = 1 << 18, LIVE_MOST = 64 << 20 };

static void test_a_day_of_eight(void **state)
{
	struct programs_took took = {0};
	struct programs room;
	struct buf report, before, after;

	(void)state;
	buf_init(&report, REPORT_BYTES);
	buf_init(&before, LIVE_MOST);
	buf_init(&after, LIVE_MOST);
	bool good = programs_start(&room, TRAINEES, &report, &took) && live_make(room.dir) == OK &&
		    live_read(room.dir, &before) == OK && programs_day(&room, &took) &&
		    live_read(room.dir, &after) == OK;
	if (!good)
		print_message("%s", buf_text(&report));
	bool same = before.len == after.len && memcmp(buf_text(&before), buf_text(&after), before.len) == 0;
	programs_stop(&room);
	buf_release(&report);
	buf_release(&before);
	buf_release(&after);
	assert_true(good);
	assert_true(same);
	assert_true(took.trainer_kb > 0 && took.trainee_kb > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_a_day_of_eight)};

	return cmocka_run_group_tests_name("class_programs", tests, NULL, NULL);
}
