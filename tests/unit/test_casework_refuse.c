/* SPDX-License-Identifier: MIT
 *
 * The citizen does not agree to a source: its values go, what it proved is a paper again, it is not
 * asked any more; and comes back when they agree after all.
 */
#include "tests/unit/desk_matters.h"

static void at_the_check(struct counter *c)
{
	begin(c, WOMAN, "陈晓雯", PERMIT);
	permit_lands(c);
}

static const struct desk_source *source(struct counter *c, struct desk_source list[40], const char *id)
{
	size_t n = desk_sources(c->desk, list, 40);

	for (size_t i = 0; i < n; i++)
		if (text_equal(list[i].resource->id, id))
			return &list[i];
	fail_msg("no source %s", id);
	return NULL;
}

static void test_values_go_and_come_back(void **state)
{
	struct counter *c = *state;
	struct desk_source list[40];

	at_the_check(c);
	assert_int_equal(answer(c, "marriage")->origin, ORIGIN_FETCHED);
	assert_int_equal(source(c, list, "MZ-01")->values, 1);
	assert_false(source(c, list, "MZ-01")->refused);
	assert_int_equal(desk_refuse(c->desk, "MZ-01", true), OK);
	assert_string_equal(answer(c, "marriage")->value, "");
	assert_true(source(c, list, "MZ-01")->refused);
	assert_int_equal(source(c, list, "MZ-01")->values, 0);
	assert_false(answer(c, "marriage")->unverified);
	replay_equals(c);
	assert_int_equal(desk_refuse(c->desk, "MZ-01", false), OK);
	assert_string_equal(answer(c, "marriage")->value, "21");
	assert_int_equal(answer(c, "marriage")->origin, ORIGIN_FETCHED);
	replay_equals(c);
}

/* What the e-licence proved is to be brought, and the original may be seen. */
static void test_paper_instead(void **state)
{
	struct counter *c = *state;

	begin(c, ELDER, "周德山", SENIOR);
	senior_lands();
	size_t card = material(c, "id_card");
	assert_int_equal(desk_case(c->desk)->marks[card].mark, MARK_EXEMPT);
	assert_int_equal(desk_material_choices(c->desk, card), 0);
	assert_int_equal(desk_refuse(c->desk, "LIC-01", true), OK);
	assert_int_equal(desk_case(c->desk)->marks[card].mark, MARK_MISSING);
	assert_true(desk_material_choices(c->desk, card) & 1u << CHOOSE_SEEN);
	assert_int_equal(desk_choose_material(c->desk, card, CHOOSE_SEEN, 0), OK);
	assert_int_equal(desk_case(c->desk)->marks[card].mark, MARK_VERIFIED);
	replay_equals(c);
}

static void test_not_asked_again(void **state)
{
	struct counter *c = *state;

	at_the_check(c);
	assert_int_equal(desk_refuse(c->desk, "MZ-01", true), OK);
	assert_int_equal(desk_refetch(c->desk, "MZ-01"), OK);
	tick(c);
	assert_null(flying("MZ-01"));
	struct uid id = desk_case(c->desk)->id;
	clock_advance(3 * 24 * 3600 * 1000LL);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	tick(c);
	assert_null(flying("MZ-01"));
	assert_non_null(flying("EDU-01") ? flying("EDU-01") : flying("BDC-01")); /* others are, when they are old */
	assert_int_equal(desk_refuse(c->desk, "MZ-01", false), OK);
	tick(c);
	assert_non_null(flying("MZ-01"));
}

static void test_what_cannot_be_refused(void **state)
{
	struct counter *c = *state;
	struct desk_source list[40];

	at_the_check(c);
	assert_int_equal(desk_refuse(c->desk, "POP-01", true), ERR_DENIED);
	assert_true(source(c, list, "POP-01")->needed);
	assert_int_equal(desk_refuse(c->desk, "TAX-01", true), ERR_NOTFOUND);
	assert_int_equal(desk_refuse(c->desk, "MZ-01", false), OK); /* nothing to take back */
}

int main(void)
{
#define AT_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)
	const struct CMUnitTest tests[] = {
		AT_COUNTER(test_values_go_and_come_back),
		AT_COUNTER(test_paper_instead),
		AT_COUNTER(test_not_asked_again),
		AT_COUNTER(test_what_cannot_be_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
