/* SPDX-License-Identifier: MIT
 *
 * The message row: a problem is not talked over by what happens in the background.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/base/mem.h"
#include "tui/app.h"

static void a_problem_stays(void **state)
{
	struct app *a = mem_new(sizeof *a);

	(void)state;
	app_say(a, VOICE_HINT, "ready");
	app_say(a, VOICE_PROBLEM, "wrong number");
	app_say(a, VOICE_HINT, "cases fell due");
	assert_string_equal(app_message(a)->text, "wrong number");
	assert_int_equal(app_message(a)->voice, VOICE_PROBLEM);
	assert_int_equal(a->n_messages, 3); /* noted, in the log before it */
	assert_string_equal(a->messages[1].text, "cases fell due");
	app_say(a, VOICE_PROBLEM, "another");
	assert_string_equal(app_message(a)->text, "another");
	a->message_live = false; /* a key answered it */
	app_say(a, VOICE_HINT, "saved");
	assert_string_equal(app_message(a)->text, "saved");
	mem_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_problem_stays)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
