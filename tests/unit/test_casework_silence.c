/* SPDX-License-Identifier: MIT
 *
 * Departments that are late, silent, refuse, or come back.
 */
#include "tests/unit/desk_matters.h"

/* ---- silence ---- */

static void late_and_back(void **state)
{
	struct counter *c = *state;
	const struct desk_ask *asks;
	char id[19];
	int next;

	stranger(c, id);
	begin(c, id, "陈十", PERMIT);
	told(c, "");
	tick(c);
	size_t f = field(c, "since");
	assert_true(desk_waiting(c->desk, f));
	desk_tick(c->desk, &next);
	assert_in_range(next, 1, ASK_SLOW_MS);
	clock_advance(ASK_SLOW_MS);
	assert_true(desk_tick(c->desk, &next));
	assert_in_range(next, 1, ASK_LATE_MS - ASK_SLOW_MS);
	assert_true(desk_waiting(c->desk, f));
	clock_advance(ASK_LATE_MS - ASK_SLOW_MS);
	assert_true(desk_tick(c->desk, &next));
	assert_true(told(c, "has not answered yet"));
	assert_false(desk_waiting(c->desk, f));
	assert_false(desk_locked(c->desk, f));
	type(c, "since", "20240506");
	assert_true(answer(c, "since")->unverified);
	/* at 20 s the exchange gives up */
	clock_advance(ASK_END_MS - ASK_LATE_MS);
	silence("POP-03", OUTCOME_AGAIN);
	assert_true(told(c, "cannot be reached"));
	assert_true(answer(c, "since")->unverified);
	size_t n = desk_asks(c->desk, &asks);
	for (size_t i = 0; i < n; i++)
		if (text_equal(asks[i].resource->id, "POP-03"))
			assert_int_equal(asks[i].light, LIGHT_BAD);
	assert_null(flying("POP-03"));
	/* asked again after a minute, and it agrees */
	clock_advance(60 * 1000 - 1);
	tick(c);
	assert_null(flying("POP-03"));
	clock_advance(1);
	tick(c);
	assert_non_null(flying("POP-03"));
	SAY("POP-03", "address=演示市城东区启明路2号|region=339901|since=2024-05-06");
	assert_false(answer(c, "since")->unverified);
	assert_int_equal(answer(c, "since")->origin, ORIGIN_FETCHED);
	replay_equals(c);
	desk_close(c->desk);
}

/* Another question of the same department is answered: the open one leaves at once. */
static void a_department_returns(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "褚一", PERMIT);
	SAY("HRS-01", "employer_code=91339901MA9D000137|state=参保缴费");
	tick(c);
	silence("HRS-02", OUTCOME_AGAIN);
	tick(c);
	assert_null(flying("HRS-02"));
	clock_advance(1000);
	assert_int_equal(desk_refetch(c->desk, "HRS-01"), OK);
	SAY("HRS-01", "employer_code=91339901MA9D000137|state=参保缴费");
	tick(c);
	assert_non_null(flying("HRS-02"));
	desk_close(c->desk);
}

static void gives_up_after_some_tries(void **state)
{
	struct counter *c = *state;
	char id[19];
	int tries = 0;

	stranger(c, id);
	open_person(c, id);
	for (; tries < 20 && flying("POP-01"); tries++) {
		silence("POP-01", OUTCOME_AGAIN);
		clock_advance(61 * 1000);
		tick(c);
	}
	assert_in_range(tries, 2, 8);
	assert_int_equal(desk_refetch(c->desk, NULL), OK);
	assert_non_null(flying("POP-01"));
	desk_cancel_asks(c->desk);
	assert_int_equal(driver_flight(c->driver), 0);
	desk_close(c->desk);
}

/* The authorisation was withdrawn: bad, not "not shared", and not asked again by itself. */
static void a_department_refuses(void **state)
{
	struct counter *c = *state;
	const struct desk_ask *asks;
	const struct department_light *lights;
	char id[19];

	stranger(c, id);
	open_person(c, id);
	silence("AUTH-01", OUTCOME_DENIED);
	size_t n = desk_asks(c->desk, &asks);
	for (size_t i = 0; i < n; i++)
		if (text_equal(asks[i].resource->id, "AUTH-01"))
			assert_int_equal(asks[i].light, LIGHT_BAD);
	n = desk_lights(c->desk, &lights);
	for (size_t i = 0; i < n; i++)
		if (text_equal(lights[i].name, "数据"))
			assert_int_equal(lights[i].light, LIGHT_BAD); /* LIC-01 is under way */
	clock_advance(120 * 1000);
	tick(c);
	assert_null(flying("AUTH-01"));
	assert_int_equal(desk_refetch(c->desk, "ZZ-99"), ERR_NOTFOUND);
	assert_int_equal(desk_refetch(c->desk, "AUTH-01"), OK);
	assert_non_null(flying("AUTH-01"));
	desk_close(c->desk);
	assert_int_equal(driver_flight(c->driver), 0);
}

/* Both questions to the police fail: one sentence, not two. */
static void one_sentence_a_department(void **state)
{
	struct counter *c = *state;
	struct desk_note note;
	char id[19];
	int n = 0;

	stranger(c, id);
	told(c, "");
	open_person(c, id);
	silence("POP-01", OUTCOME_AGAIN);
	silence("POP-05", OUTCOME_AGAIN);
	while (desk_note(c->desk, &note))
		n++;
	assert_int_equal(n, 1);
	assert_int_equal(note.kind, NOTE_PROBLEM);
	desk_close(c->desk);
}

static void no_record_is_an_answer(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "卫二", PERMIT);
	SAY_NOTHING("MZ-01");
	type(c, "marriage", "10");
	assert_false(answer(c, "marriage")->unverified);
	clock_advance(120 * 1000);
	tick(c);
	assert_null(flying("MZ-01"));
	desk_close(c->desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(late_and_back),
		cmocka_unit_test(a_department_returns),
		cmocka_unit_test(gives_up_after_some_tries),
		cmocka_unit_test(a_department_refuses),
		cmocka_unit_test(one_sentence_a_department),
		cmocka_unit_test(no_record_is_an_answer),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open, counter_close);
}
