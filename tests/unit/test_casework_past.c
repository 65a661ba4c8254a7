/* SPDX-License-Identifier: MIT
 *
 * What a person had to do with the hall (capability A6): across items, newest first, and of another
 * department's cases no more than that they are there.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/oversight/person_past.h"

#define OTHER "演示别局"

static size_t read_all(struct counter *c, struct person_past **p, const struct past_row **rows)
{
	bool whole = false;

	assert_int_equal(desk_past(c->desk, p), OK);
	while (!whole)
		assert_int_equal(person_past_step(*p, &whole), OK);
	return person_past_rows(*p, rows);
}

static void cases_states_and_prints_across_items(void **state)
{
	struct counter *c = *state;
	struct person_past *p;
	const struct past_row *rows;
	char id[19], number[CASE_NUMBER];
	bool printed = false, accepted = false;

	assert_int_equal(desk_past(c->desk, &p), ERR_STATE); /* nobody is here */
	(void)accept_one(c);
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	text_copy(id, sizeof id, desk_case(c->desk)->subject);
	size_t room = desk_print_room(c->desk);
	assert_int_equal(desk_print(c->desk), OK);
	printed_out(c, room);
	clock_advance(60000);
	open_person(c, id);
	size_t n = read_all(c, &p, &rows);
	assert_int_equal(person_past_cases(p), 1); /* the one that is open now is not of the past */
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(rows[i].number, number);
		assert_true(i == 0 || rows[i - 1].at_ms >= rows[i].at_ms);
		assert_string_not_equal(rows[i].kind, "FIELD"); /* steps, not values */
		printed |= text_equal(rows[i].kind, "PRINT");
		accepted |= text_equal(rows[i].kind, "STATE") &&
			    strstr(rows[i].words, _(state_text(STATE_ACCEPTED))) != NULL;
	}
	assert_true(printed);
	assert_true(accepted);
	person_past_free(p);
	desk_close(c->desk);
}

static void another_departments_case_is_a_line_without_its_matter(void **state)
{
	struct counter *c = *state;
	struct person_past *p;
	const struct past_row *rows;
	char id[19];

	(void)accept_one(c);
	text_copy(id, sizeof id, desk_case(c->desk)->subject);
	hire(c, "1031", ROLE_CLERK, OTHER);
	again_as(c, "1031", PASS_STAFF);
	open_person(c, id);
	assert_int_equal(read_all(c, &p, &rows), 1);
	assert_string_equal(rows[0].number, "");
	assert_string_equal(rows[0].kind, "");
	assert_string_equal(rows[0].words, "");
	assert_string_equal(rows[0].item, directory_at(c->directory, item_at(c, PERMIT))->department);
	person_past_free(p);
	desk_close(c->desk);
}

/* A case a step: hundreds of entries delay nobody and stand in order. */
static void five_hundred_entries(void **state)
{
	struct counter *c = *state;
	struct person_past *p;
	const struct past_row *rows;
	char id[19];

	stranger(c, id);
	for (int i = 0; i < 250; i++) {
		struct uid one = uid_new();
		char number[CASE_NUMBER];
		text_format(number, sizeof number, "260316-B01-%03d", i + 1);
		clock_advance(1000);
		assert_int_equal(put(c->f->s, one, "OPEN", "number", number, "window", "B01", "operator",
					 "1024", "subject", id, "proof", "reader", NULL),
			OK);
		assert_int_equal(
			put(c->f->s, one, "STATE", "to", "ABANDONED", "reason", "wrong person", NULL), OK);
	}
	open_person(c, id);
	assert_int_equal(read_all(c, &p, &rows), 500);
	assert_string_equal(rows[0].number, "260316-B01-250");
	assert_string_equal(rows[499].number, "260316-B01-001");
	for (size_t i = 1; i < 500; i++)
		assert_true(rows[i - 1].at_ms >= rows[i].at_ms);
	person_past_free(p);
	desk_close(c->desk);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(cases_states_and_prints_across_items),
		ON_COUNTER(another_departments_case_is_a_line_without_its_matter),
		ON_COUNTER(five_hundred_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
