/* SPDX-License-Identifier: MIT
 *
 * How surely the applicant is known: the account's word, what the counter sees, what an item demands,
 * and how it is raised. Levels are those of the unified account: 1 stated, 2 compared, 3 in person.
 */
#include "tests/unit/desk_matters.h"

#include "core/casework/level.h"

#define NO_CRIME "332000103001"

/* Somebody else stands here for the applicant; the account says level. */
static void for_another(struct counter *c, const char *account)
{
	char row[80], why[WHY_SIZE];

	open_person(c, ELDER);
	SAY("POP-01", "id=" ELDER "|name=周德山|sex=1|birth=1952-03-15|ethnic=01");
	SAY("POP-05", "alive=1");
	if (!account) {
		silence("AUTH-01", OUTCOME_AGAIN);
	} else {
		text_format(row, sizeof row, "level=%s|mobile=13900001234", account);
		SAY("AUTH-01", row);
	}
	assert_int_equal(desk_confirm_agent(c->desk, WOMAN, PROOF_SEEN, why), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, NO_CRIME), NULL), OK);
}

static void test_in_person(void **state)
{
	struct counter *c = *state;

	open_person(c, ELDER);
	assert_int_equal(casefile_level(desk_case(c->desk)), LEVEL_UNKNOWN); /* not confirmed yet */
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(casefile_level(desk_case(c->desk)), LEVEL_SEEN);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, NO_CRIME), NULL), OK);
	assert_false(level_missing(desk_case(c->desk)));
}

static void test_by_account(void **state)
{
	static const struct {
		const char *account;
		enum level level;
		bool missing;
	} said[] = {{"1", LEVEL_STATED, true}, {"2", LEVEL_COMPARED, false}, {"3", LEVEL_SEEN, false},
		{"9", LEVEL_UNKNOWN, true}, {NULL, LEVEL_UNKNOWN, true}}; /* 9: no such level; not answered */
	struct counter *c = *state;

	for (size_t i = 0; i < COUNT_OF(said); i++) {
		for_another(c, said[i].account);
		assert_int_equal(desk_case(c->desk)->item->level, LEVEL_COMPARED);
		assert_int_equal(casefile_level(desk_case(c->desk)), said[i].level);
		assert_int_equal(level_missing(desk_case(c->desk)), said[i].missing);
		assert_int_equal(desk_abandon(c->desk), OK);
		clock_advance(1000);
	}
}

static void test_raised(void **state)
{
	struct counter *c = *state;

	for_another(c, "1");
	assert_int_equal(desk_may_submit(c->desk), ERR_INCOMPLETE);
	assert_int_equal(desk_raise_level(c->desk, LEVEL_STATED, PROOF_SEEN), ERR_INPUT);
	assert_int_equal(desk_raise_level(c->desk, LEVEL_COMPARED, PROOF_ACCOUNT), ERR_INPUT);
	assert_int_equal(desk_raise_level(c->desk, LEVEL_COMPARED, PROOF_SEEN), OK);
	assert_int_equal(casefile_level(desk_case(c->desk)), LEVEL_COMPARED);
	assert_false(level_missing(desk_case(c->desk)));
	struct uid id = desk_case(c->desk)->id;
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &id), OK); /* it stands in the journal */
	assert_int_equal(casefile_level(desk_case(c->desk)), LEVEL_COMPARED);
	assert_int_equal(desk_raise_level(c->desk, LEVEL_SEEN, PROOF_READER), OK);
	assert_int_equal(casefile_level(desk_case(c->desk)), LEVEL_SEEN);
	replay_equals(c);
	sound(state);
}

/* What a citizen takes home says how they were known. */
static void test_on_the_receipt(void **state)
{
	struct counter *c = *state;

	begin(c, ELDER, "周德山", SENIOR);
	senior_lands();
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	const struct slip_kept *slip = casefile_slip(desk_case(c->desk), "receipt");
	assert_non_null(slip);
	char *text = mem_textn(slip->bytes, slip->len);
	assert_non_null(strstr(text, "level 3 (seen in person)"));
	mem_free_text(text);
}

int main(void)
{
#define AT_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)
	const struct CMUnitTest tests[] = {
		AT_COUNTER(test_in_person),
		AT_COUNTER(test_by_account),
		AT_COUNTER(test_raised),
		AT_COUNTER(test_on_the_receipt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
