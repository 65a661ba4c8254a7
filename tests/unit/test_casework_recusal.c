/* SPDX-License-Identifier: MIT
 *
 * Who is left out of a matter, and who stands in for whom: domain.md 1, capability H9.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/recusal.h"

static enum err appoint(struct counter *c, const char *who, enum role role, day_t from, day_t until)
{
	struct stand_in x = {.role = role, .from = from, .until = until};

	text_copy(x.who, sizeof x.who, who);
	return stand_in_appoint(c->f->s, &x);
}

#define DAY ((int64_t)24 * 60 * 60 * 1000)

static void a_relative_is_served_by_a_colleague(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE], id[19];

	stranger(c, id);
	assert_int_equal(recusal_declare(c->f->s, false, "339901198808081225"), ERR_INPUT);
	assert_int_equal(recusal_declare(c->f->s, false, id), OK);
	assert_int_equal(desk_open_person(c->desk, id, PROOF_READER, why), ERR_DENIED);
	assert_string_equal(why, _(life_bar_text(BAR_RECUSED)));
	assert_null(desk_case(c->desk));
	stranger(c, id);
	open_person(c, id); /* anybody else */
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void an_own_request_closes_every_act(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};

	accept_one(c);
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_NONE);
	assert_int_equal(desk_recuse(c->desk, ""), ERR_INPUT);
	assert_int_equal(desk_recuse(c->desk, "近亲属"), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_RECUSED);
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), ERR_DENIED);
	struct uid id = desk_case(c->desk)->id;
	again_as(c, "1024", PASS_CLERK); /* and it stays so */
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_RECUSED);
	accept_one(c); /* of this case only */
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_NONE);
	desk_close(c->desk);
}

static void a_stand_in_has_days_and_no_more_than_the_role(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};

	accept_one(c);
	struct uid id = desk_case(c->desk)->id;
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_ROLE);
	day_t today = clock_today();
	assert_int_equal(appoint(c, "2000", ROLE_EXAMINER, today, today), ERR_DENIED);
	again_as(c, "2000", PASS_SUPER);
	assert_int_equal(appoint(c, "2000", ROLE_EXAMINER, today, today), ERR_DENIED);
	assert_int_equal(appoint(c, "1024", ROLE_EXAMINER, today + 1, today), ERR_INPUT);
	assert_int_equal(appoint(c, "1024", ROLE_SUPERVISOR, today, today), ERR_INPUT);
	assert_int_equal(appoint(c, "1000", ROLE_EXAMINER, today, today), ERR_INPUT);
	assert_int_equal(appoint(c, "1024", ROLE_EXAMINER, today + 1, today + 2), OK);
	again_as(c, "1024", PASS_CLERK);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_ROLE); /* not yet */
	clock_advance(DAY);
	/* the role is there now, but who received a case does not examine it, whoever he stands in for */
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_PERSON);
	clock_advance(DAY);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_PERSON);
	clock_advance(DAY);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_ROLE); /* over */
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(a_relative_is_served_by_a_colleague),
		ON_COUNTER(an_own_request_closes_every_act),
		ON_COUNTER(a_stand_in_has_days_and_no_more_than_the_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
