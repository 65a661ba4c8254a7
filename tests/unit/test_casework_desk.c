/* SPDX-License-Identifier: MIT
 *
 * A desk at work: opening a case, what departments say, what clerks type, undo. The departments
 * are played by the fixture, the clock stands still.
 */
#include "tests/unit/desk_matters.h"

/* ---- opening ---- */

static void refuses_wrong_people(void **state)
{
	struct counter *c = *state;
	char why[WHY_SIZE];

	/* Last character wrong, of another province, too short. */
	assert_int_equal(
		desk_open_person(c->desk, "339901198808081225", PROOF_READER, why), ERR_INPUT);
	assert_true(*why);
	assert_int_equal(desk_open_person(c->desk, "33990119880808", PROOF_READER, why), ERR_INPUT);
	assert_int_equal(
		desk_open_person(c->desk, "110101199003074477", PROOF_SEEN, why), ERR_DEMO);
	assert_true(*why);
	assert_false(desk_busy(c->desk));
	assert_null(desk_case(c->desk));
}

static void opens_with_the_card(void **state)
{
	struct counter *c = *state;
	const struct desk_ask *asks;
	struct view_case v;
	char id[19];

	stranger(c, id);
	open_person(c, id);
	const struct casefile *f = desk_case(c->desk);
	assert_non_null(f);
	assert_int_equal(f->state, STATE_DRAFT);
	assert_true(text_starts(f->number, "260316-A03-"));
	assert_string_equal(f->subject, id);
	assert_false(f->identity_confirmed);
	assert_int_equal(desk_asks(c->desk, &asks), 4);
	assert_int_equal(driver_flight(c->driver), 4);
	assert_string_equal(flying("POP-01")->item_code, "identity");
	assert_string_equal(flying("LIC-01")->holder_id, id);
	assert_int_equal(asks[0].light, LIGHT_ASKING);
	identity_lands(c, id, "赵一");
	assert_string_equal(f->applicant, "赵一");
	assert_int_equal(desk_asks(c->desk, &asks), 4);
	assert_int_equal(asks[0].light, LIGHT_OK);
	assert_int_equal(view_get(c->f->s, &f->id, &v), OK);
	assert_string_equal(v.applicant, "赵一");
	assert_string_equal(v.state, "DRAFT");
	replay_equals(c);
	assert_int_equal(desk_abandon(c->desk), OK);
	assert_null(desk_case(c->desk));
	assert_int_equal(view_by_number(c->f->s, v.number, &v), OK);
	assert_string_equal(v.state, "ABANDONED");
	assert_true(v.closed);
}

/* Only what identity needs is kept of an identity answer. */
static void keeps_no_more_than_needed(void **state)
{
	struct counter *c = *state;
	char id[19], row[200];

	stranger(c, id);
	open_person(c, id);
	text_format(row, sizeof row, "id=%s|name=赵二|blood=AB|hukou_region=339921", id);
	SAY("POP-01", row);
	const struct evidence *e = casefile_latest(desk_case(c->desk), "POP-01", "");
	assert_non_null(e);
	assert_string_equal(record_get(&e->rows[0], "name"), "赵二");
	assert_null(record_get(&e->rows[0], "blood"));
	desk_close(c->desk);
}

static void the_dead_have_no_case(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	open_person(c, id);
	SAY("POP-05", "alive=0");
	assert_true(told(c, "registration has ended"));
	assert_int_equal(desk_confirm_identity(c->desk), ERR_STATE);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, SENIOR), NULL), ERR_STATE);
	assert_int_equal(desk_may_submit(c->desk), ERR_STATE);
	desk_close(c->desk);
}

static void identity_comes_first(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	open_person(c, id);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, CARE), NULL), ERR_STATE);
	desk_close(c->desk);
}

/* ---- values ---- */

static void fills_what_departments_say(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "钱三", PERMIT);
	assert_string_equal(answer(c, "name")->value, "钱三");
	assert_int_equal(answer(c, "name")->origin, ORIGIN_FETCHED);
	assert_string_equal(answer(c, "name")->resource, "POP-01");
	assert_string_equal(answer(c, "id_no")->value, id);
	assert_string_equal(answer(c, "hukou_station")->value, "清溪派出所");
	/* the account's phone is confirmed by the citizen */
	assert_int_equal(answer(c, "mobile")->origin, ORIGIN_EARLIER);
	assert_true(desk_evaluation(c->desk)->needed[field(c, "mobile")]);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	assert_false(desk_evaluation(c->desk)->needed[field(c, "mobile")]);
	/* what the item still asks is under way, with the item as its ground */
	assert_string_equal(flying("POP-03")->item_code, PERMIT);
	assert_null(flying("GIS-01"));
	assert_null(flying("HRS-02"));
	assert_true(desk_waiting(c->desk, field(c, "address")));
	SAY("POP-03", "address=演示市城东区晨光街道启明路2号|address_code=C1|region=339901|since="
		      "2024-05-06");
	assert_false(desk_waiting(c->desk, field(c, "address")));
	assert_true(desk_locked(c->desk, field(c, "address")));
	tick(c);
	assert_non_null(flying("GIS-01")); /* its address has come */
	assert_string_equal(flying("GIS-01")->address, "演示市城东区晨光街道启明路2号");
	SAY("HRS-01", "employer_code=91339901MA9D000137|state=参保缴费");
	assert_string_equal(answer(c, "reason")->value, "1");
	tick(c);
	assert_non_null(flying("HRS-02")); /* its condition holds now */
	replay_equals(c);
	desk_close(c->desk);
}

static void a_typed_value_stays(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	stranger(c, id);
	begin(c, id, "孙四", PERMIT);
	type(c, "marriage", "10");
	assert_true(answer(c, "marriage")->unverified);
	assert_false(desk_conflict(c->desk, field(c, "marriage")));
	SAY("MZ-01", "marriage=21");
	assert_string_equal(answer(c, "marriage")->value, "10");
	assert_string_equal(answer(c, "marriage")->registered, "21");
	assert_false(answer(c, "marriage")->unverified);
	assert_true(desk_conflict(c->desk, field(c, "marriage")));
	assert_int_equal(desk_keep_typed(c->desk, field(c, "marriage"), ""), ERR_INPUT);
	assert_int_equal(desk_keep_typed(c->desk, field(c, "marriage"), "离婚证在手"), OK);
	assert_false(desk_conflict(c->desk, field(c, "marriage")));
	assert_int_equal(answer(c, "marriage")->origin, ORIGIN_OVERRIDE);
	replay_equals(c);
	size_t at;
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_true(desk_conflict(c->desk, field(c, "marriage")));
	assert_int_equal(desk_use_registered(c->desk, field(c, "marriage")), OK);
	assert_string_equal(answer(c, "marriage")->value, "21");
	assert_int_equal(answer(c, "marriage")->origin, ORIGIN_FETCHED);
	assert_string_equal(answer(c, "marriage")->resource, "MZ-01");
	assert_true(desk_locked(c->desk, field(c, "marriage")));
	assert_int_equal(desk_answer(c->desk, field(c, "marriage"), "10", why), ERR_DENIED);
	assert_int_equal(desk_override(c->desk, field(c, "marriage"), "10", "", why), ERR_INPUT);
	assert_int_equal(desk_override(c->desk, field(c, "marriage"), "10", "离婚证在手", why), OK);
	assert_int_equal(answer(c, "marriage")->origin, ORIGIN_OVERRIDE);
	assert_string_equal(answer(c, "marriage")->registered, "21");
	/* the name is the register's alone */
	assert_int_equal(desk_override(c->desk, field(c, "name"), "孙五", "口误", why), ERR_DENIED);
	assert_true(*why);
	replay_equals(c);
	desk_close(c->desk);
}

static void an_equal_answer_verifies(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "李五", PERMIT);
	type(c, "marriage", "21");
	SAY("MZ-01", "marriage=21");
	assert_int_equal(answer(c, "marriage")->origin, ORIGIN_FETCHED);
	assert_false(answer(c, "marriage")->unverified);
	assert_null(answer(c, "marriage")->registered);
	replay_equals(c);
	desk_close(c->desk);
}

static void a_value_that_does_not_fit(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "吴七", PERMIT);
	told(c, "");
	SAY("POP-03", "address=演示市城东区启明路2号|region=339901|since=上个月");
	assert_string_equal(answer(c, "since")->value, "");
	assert_true(told(c, "cannot be used"));
	assert_string_equal(answer(c, "address")->value, "演示市城东区启明路2号");
	assert_false(desk_locked(c->desk, field(c, "since")));
	type(c, "since", "20240506");
	assert_string_equal(answer(c, "since")->value, "2024-05-06");
	desk_close(c->desk);
}

/* Hidden answers stay, count for nothing, and come back (C4). */
static void hidden_answers(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "郑八", SENIOR);
	type(c, "applies", "2");
	type(c, "agent_name", "王代办");
	assert_true(desk_evaluation(c->desk)->visible[field(c, "agent_name")]);
	assert_int_equal(desk_case(c->desk)->marks[material(c, "agent_card")].mark, MARK_MISSING);
	type(c, "applies", "1");
	assert_false(desk_evaluation(c->desk)->visible[field(c, "agent_name")]);
	assert_string_equal(answer(c, "agent_name")->value, "王代办");
	assert_int_equal(desk_case(c->desk)->marks[material(c, "agent_card")].mark, MARK_IDLE);
	type(c, "applies", "2");
	assert_true(desk_evaluation(c->desk)->visible[field(c, "agent_name")]);
	assert_string_equal(answer(c, "agent_name")->value, "王代办");
	replay_equals(c);
	desk_close(c->desk);
}

static void undo_and_redo(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];
	size_t at = 0;

	stranger(c, id);
	begin(c, id, "冯九", SENIOR);
	assert_int_equal(desk_undo(c->desk, &at), ERR_NOTFOUND);
	type(c, "card_no", "332026-000123-4");
	type(c, "card_no", "332026-000124-4");
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_int_equal(at, field(c, "card_no"));
	assert_string_equal(answer(c, "card_no")->value, "332026-000123-4");
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_string_equal(answer(c, "card_no")->value, "");
	assert_int_equal(answer(c, "card_no")->origin, ORIGIN_NONE);
	assert_int_equal(desk_redo(c->desk, &at), OK);
	assert_string_equal(answer(c, "card_no")->value, "332026-000123-4");
	type(c, "card_no", "332026-000999-4");
	assert_int_equal(desk_redo(c->desk, &at), ERR_NOTFOUND);
	assert_int_equal(desk_clear(c->desk, field(c, "card_no")), OK);
	assert_string_equal(answer(c, "card_no")->value, "");
	/* emptied on purpose: a rule does not fill it again */
	assert_int_equal(desk_clear(c->desk, field(c, "collector")), OK);
	assert_string_equal(answer(c, "collector")->value, "");
	assert_int_equal(desk_answer(c->desk, field(c, "mobile"), "1390000", why), ERR_INPUT);
	assert_true(*why);
	assert_int_equal(desk_declare_none(c->desk, field(c, "mobile")), OK);
	assert_true(answer(c, "mobile")->declared_none);
	assert_false(desk_evaluation(c->desk)->needed[field(c, "mobile")]);
	assert_int_equal(desk_declare_none(c->desk, field(c, "collector")), ERR_INPUT);
	assert_int_equal(desk_answer(c->desk, field(c, "alive"), "1", why), ERR_NOTFOUND);
	replay_equals(c);
	desk_close(c->desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_wrong_people),
		cmocka_unit_test(opens_with_the_card),
		cmocka_unit_test(keeps_no_more_than_needed),
		cmocka_unit_test(the_dead_have_no_case),
		cmocka_unit_test(identity_comes_first),
		cmocka_unit_test(fills_what_departments_say),
		cmocka_unit_test(a_typed_value_stays),
		cmocka_unit_test(an_equal_answer_verifies),
		cmocka_unit_test(a_value_that_does_not_fit),
		cmocka_unit_test(hidden_answers),
		cmocka_unit_test(undo_and_redo),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open, counter_close);
}
