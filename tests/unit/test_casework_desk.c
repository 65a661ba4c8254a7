/* SPDX-License-Identifier: MIT
 *
 * A desk at work: what departments say, what clerks type, what the journal keeps. The departments
 * are played by the fixture, the clock stands still.
 */
#include "tests/unit/desk_departments.h"

#include "core/store/gate.h"

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

/* ---- the whole way ---- */

static void senior_lands(void)
{
	SAY("MZ-02", "low_income=0|disability=0");
}

static void instant_to_the_end(void **state)
{
	struct counter *c = *state;
	struct view_case v, *found;
	size_t n;

	begin(c, ELDER, "周德山", SENIOR);
	senior_lands();
	assert_int_equal(desk_evaluation(c->desk)->eligible, 1);
	assert_string_equal(answer(c, "card_type")->value, "b");
	assert_int_equal(desk_case(c->desk)->marks[material(c, "id_card")].mark, MARK_EXEMPT);
	assert_int_equal(desk_material_choices(c->desk, material(c, "id_card")), 0);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	assert_int_equal(desk_evaluation(c->desk)->errors, 0);
	assert_int_equal(desk_submit(c->desk), ERR_INCOMPLETE); /* the photograph */
	assert_int_equal(
		desk_choose_material(c->desk, material(c, "photo"), CHOOSE_PLEDGE, 0), ERR_INPUT);
	desk_count_keys(c->desk, 3);
	assert_int_equal(
		desk_choose_material(c->desk, material(c, "photo"), CHOOSE_CAPTURE, 0), OK);
	assert_int_equal(desk_may_submit(c->desk), OK);
	replay_equals(c);
	uint32_t before = desk_case(c->desk)->events;
	assert_int_equal(desk_submit(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_DELIVERED);
	assert_int_equal(f->due, DAY_NONE);
	assert_int_equal(f->typed_keys, 3);
	assert_true(f->events > before + 4);
	assert_true(f->accepted_ms > 0 && f->closed_ms > 0);
	assert_int_equal(strlen(f->query), 6);
	assert_int_equal(f->n_slips, 1);
	assert_int_equal(f->slips[0].copies, 2);
	assert_non_null(strstr(f->slips[0].bytes, f->number));
	assert_null(strstr(f->slips[0].bytes, ELDER));
	assert_null(strstr(f->slips[0].bytes, "周德山"));
	replay_equals(c);
	assert_int_equal(view_get(c->f->s, &f->id, &v), OK);
	assert_string_equal(v.state, "DELIVERED");
	assert_true(v.closed);
	assert_int_equal(view_find(c->f->s, TOKEN_QUERY, f->query, &found, &n), OK);
	assert_int_equal(n, 1);
	mem_free(found);
	/* nothing more can be said about it */
	char why[WHY_SIZE];
	assert_int_equal(desk_answer(c->desk, field(c, "card_no"), "1", why), ERR_STATE);
	assert_int_equal(desk_submit(c->desk), ERR_STATE);
	assert_int_equal(desk_abandon(c->desk), ERR_STATE);
	desk_close(c->desk);
}

static void permit_lands(struct counter *c)
{
	SAY("POP-03",
		"address=演示市城东区晨光街道启明路2号1幢1单元301室|address_code=C1|region=339901|"
		"since=2024-05-06");
	SAY("BDC-01",
		"kind=lease|unit_no=339901001001GB00002F01010301|address=演示市城东区晨光街道启明路"
		"2号1幢1单元301室|lease_no=ZL2025001|lease_from=2025-09-01|lease_to=2026-08-31|"
		"landlord_id=339902197505302441");
	SAY("HRS-01",
		"employer_code=91339901MA9D000137|employer_name=演示某某有限公司|state=参保缴费");
	SAY_NOTHING("SJ-01");
	SAY("EDU-01", "education=21");
	SAY("MZ-01", "marriage=21");
	tick(c);
	SAY("HRS-02", "months=14");
	SAY("GIS-01", "address=演示市城东区晨光街道启明路2号1幢1单元301室|address_code=C1");
}

/* Promise of five working days from Monday 2026-03-16 09:00: 23 March; the law gives 15 days. */
static void promise_with_a_deferred_paper(void **state)
{
	struct counter *c = *state;

	begin(c, WOMAN, "李小梅", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_evaluation(c->desk)->eligible, 1);
	assert_int_equal(desk_evaluation(c->desk)->errors, 0);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	const struct material_mark *marks = desk_case(c->desk)->marks;
	assert_int_equal(marks[material(c, "home_lease")].mark, MARK_EXEMPT);
	assert_non_null(strstr(marks[material(c, "home_lease")].source, "ZL2025001"));
	assert_int_equal(marks[material(c, "work_insurance")].mark, MARK_EXEMPT);
	assert_int_equal(marks[material(c, "work_contract")].mark, MARK_IDLE); /* one is enough */
	assert_int_equal(marks[material(c, "photo")].mark, MARK_MISSING);
	assert_int_equal(
		desk_choose_material(c->desk, material(c, "photo"), CHOOSE_DEFER, 6), ERR_INPUT);
	assert_int_equal(desk_choose_material(c->desk, material(c, "photo"), CHOOSE_DEFER, 0), OK);
	assert_int_equal(marks[material(c, "photo")].until, day_of(2026, 3, 23));
	assert_int_equal(desk_choose_material(c->desk, material(c, "photo"), CHOOSE_DEFER, 2), OK);
	assert_int_equal(marks[material(c, "photo")].until, day_of(2026, 3, 18));
	assert_int_equal(desk_submit(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_int_equal(f->due, day_of(2026, 3, 23));
	assert_int_equal(f->legal_due, day_of(2026, 3, 31));
	assert_false(f->due_provisional);
	assert_non_null(strstr(f->slips[0].bytes, "2026-03-18"));
	assert_non_null(strstr(f->slips[0].bytes, "2026-03-23"));
	replay_equals(c);
	/* five minutes to take it back */
	assert_int_equal(desk_withdraw(c->desk, ""), ERR_INPUT);
	clock_advance(5 * 60 * 1000 + 1);
	assert_int_equal(desk_withdraw(c->desk, "改主意"), ERR_STATE);
	clock_advance(-2000);
	assert_int_equal(desk_withdraw(c->desk, "改主意"), OK);
	assert_int_equal(f->state, STATE_RETRACTED);
	replay_equals(c);
	desk_close(c->desk);
}

/* What a citizen says at the counter when no department does. */
static const char *told_by_citizen(const char *name)
{
	static const char *const said[][2] = {
		{"name", "杨三"},
		{"ethnic", "01"},
		{"hukou_address", "演示市山前县清溪路8号"},
		{"hukou_region", "339921"},
		{"mobile", "13900005678"},
		{"address", "演示市城东区启明路2号"},
		{"since", "20240506"},
		{"reason", "2"},
		{"house_kind", "3"},
		{"delivery", "1"},
		{"applies", "1"},
		{"collector", "1"},
		{"category", "5"},
		{"from_region", "339901"},
		{"to_region", "330100"},
		{"start", "20260316"},
		{"id_type", "111"},
	};

	for (size_t i = 0; i < COUNT_OF(said); i++)
		if (text_equal(said[i][0], name))
			return said[i][1];
	return NULL;
}

static void key_all(struct counter *c)
{
	const struct item *item = desk_case(c->desk)->item;

	for (size_t i = 0; i < item->n_fields; i++) {
		if (!desk_evaluation(c->desk)->needed[i])
			continue;
		const char *text = told_by_citizen(item->fields[i].name);
		if (!text)
			fail_msg("nobody said what to key for %s", item->fields[i].name);
		if (*answer(c, item->fields[i].name)->value)
			assert_int_equal(desk_confirm(c->desk, i), OK);
		else
			type(c, item->fields[i].name, text);
	}
}

/* The first way that is open, "later" last. */
static void settle_materials(struct counter *c)
{
	static const enum material_choice by[] = {
		CHOOSE_SEEN, CHOOSE_CAPTURE, CHOOSE_PLEDGE, CHOOSE_DEFER};

	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++) {
		if (desk_case(c->desk)->marks[i].mark != MARK_MISSING)
			continue;
		size_t k = 0;
		while (k < COUNT_OF(by) && !(desk_material_choices(c->desk, i) & 1u << by[k]))
			k++;
		if (k < COUNT_OF(by))
			assert_int_equal(desk_choose_material(c->desk, i, by[k], 0), OK);
	}
}

/* No department says a word: every item can still be submitted, marked as to be verified. */
static void nobody_answers(void **state)
{
	static const char *const items[] = {PERMIT, CARE, SENIOR};
	struct counter *c = *state;

	for (size_t i = 0; i < COUNT_OF(items); i++) {
		char id[19];
		struct view_case v;
		if (i == 2)
			c->serial -= 12000; /* a senior */
		stranger(c, id);
		open_person(c, id);
		clock_advance(ASK_LATE_MS);
		tick(c);
		assert_int_equal(desk_confirm_identity(c->desk), OK);
		assert_int_equal(desk_pick_item(c->desk, item_at(c, items[i]), NULL), OK);
		clock_advance(ASK_LATE_MS);
		tick(c);
		assert_string_equal(answer(c, "id_no")->value, id);
		assert_int_equal(answer(c, "sex")->origin, ORIGIN_DERIVED);
		key_all(c);
		settle_materials(c);
		assert_true(answer(c, "name")->unverified);
		assert_string_equal(desk_case(c->desk)->applicant, "杨三");
		if (i != 1)
			assert_int_equal(desk_submit(c->desk), OK);
		replay_equals(c);
		struct uid case_id = desk_case(c->desk)->id;
		assert_int_equal(view_get(c->f->s, &case_id, &v), OK);
		assert_true(v.unverified);
		desk_close(c->desk);
		/* the departments are asked again when it is opened next, and what they say counts
		 */
		assert_int_equal(desk_open_case(c->desk, &case_id), OK);
		assert_non_null(flying("POP-01"));
		SAY("POP-01", "name=杨三|sex=2|ethnic=01");
		assert_false(answer(c, "name")->unverified);
		assert_int_equal(answer(c, "name")->origin, ORIGIN_FETCHED);
		replay_equals(c);
		desk_close(c->desk);
		if (i == 2)
			c->serial += 12000;
	}
}

/* After the counter let go of a case a department may contradict, never change. */
static void verified_too_late(void **state)
{
	struct counter *c = *state;
	char id[19];

	c->serial -= 11000;
	stranger(c, id);
	c->serial += 11000;
	open_person(c, id);
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, SENIOR), NULL), OK);
	clock_advance(ASK_LATE_MS);
	tick(c);
	key_all(c);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	identity_lands(c, id, "杨四");
	assert_string_equal(answer(c, "name")->value, "杨三");
	assert_string_equal(answer(c, "name")->registered, "杨四");
	assert_false(answer(c, "name")->unverified);
	assert_true(desk_conflict(c->desk, field(c, "name")));
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- the same person again ---- */

static void earlier_and_duplicates(void **state)
{
	struct counter *c = *state;
	struct view_case *list;
	struct casefile const *f;
	size_t n;
	char id[19];

	c->serial -= 10000;
	stranger(c, id);
	c->serial += 10000;
	begin(c, id, "朱五", SENIOR);
	SAY("MZ-02", "low_income=0|disability=0");
	type(c, "mobile", "13911112222");
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	char number[CASE_NUMBER];
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	/* the same item once more: asked why */
	open_person(c, id);
	f = desk_case(c->desk);
	assert_string_not_equal(f->number, number);
	SAY_NOTHING("AUTH-01");
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_duplicates(c->desk, SENIOR, &list, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].number, number);
	mem_free(list);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, SENIOR), NULL), ERR_EXISTS);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, SENIOR), "遗失补办"), OK);
	/* the phone of the last time is offered, to be confirmed */
	assert_string_equal(answer(c, "mobile")->value, "13911112222");
	assert_int_equal(answer(c, "mobile")->origin, ORIGIN_EARLIER);
	assert_string_equal(answer(c, "mobile")->resource, number);
	assert_true(desk_evaluation(c->desk)->needed[field(c, "mobile")]);
	replay_equals(c);
	desk_close(c->desk);
	/* thirty days later nobody asks */
	clock_advance(INT64_C(31) * 24 * 60 * 60 * 1000);
	open_person(c, id);
	assert_int_equal(desk_duplicates(c->desk, SENIOR, &list, &n), OK);
	assert_int_equal(n, 1); /* the draft that lies open */
	assert_string_equal(list[0].state, "DRAFT");
	mem_free(list);
	desk_close(c->desk);
	clock_advance(-INT64_C(31) * 24 * 60 * 60 * 1000);
}

/* One open application of this item: a second is refused whatever the reason. */
static void only_one_open(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "秦六", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	open_person(c, id);
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, PERMIT), "再来一张"), ERR_EXISTS);
	assert_null(desk_case(c->desk)->item);
	desk_close(c->desk);
}

/* Two drafts of one person at two windows: the second submit comes too late. */
static void another_window_was_faster(void **state)
{
	struct counter *c = *state;
	struct uid first;
	char id[19];

	stranger(c, id);
	for (int i = 0; i < 2; i++) {
		open_person(c, id);
		identity_lands(c, id, "严一");
		assert_int_equal(desk_confirm_identity(c->desk), OK);
		assert_int_equal(desk_pick_item(c->desk, item_at(c, PERMIT), "两窗同办"), OK);
		permit_lands(c);
		assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
		settle_materials(c);
		if (i == 0) {
			first = desk_case(c->desk)->id;
			desk_close(c->desk);
		}
	}
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(desk_open_case(c->desk, &first), OK);
	assert_int_equal(desk_may_submit(c->desk), OK);
	assert_int_equal(desk_submit(c->desk), ERR_EXISTS);
	assert_int_equal(desk_case(c->desk)->state, STATE_DRAFT);
	desk_close(c->desk);
}

/* The wrong item was picked: its questions stop, the new one's leave, identity stays. */
static void another_item(void **state)
{
	struct counter *c = *state;
	const struct desk_ask *asks;
	char id[19];

	stranger(c, id);
	begin(c, id, "金二", PERMIT);
	type(c, "address", "演示市城东区启明路2号");
	tick(c);
	assert_non_null(flying("GIS-01"));
	assert_int_equal(desk_pick_item(c->desk, item_at(c, CARE), NULL), OK);
	assert_null(flying("GIS-01"));
	assert_null(flying("BDC-01"));
	assert_non_null(flying("YB-01"));
	assert_string_equal(flying("POP-03")->item_code, CARE);
	size_t n = desk_asks(c->desk, &asks);
	for (size_t i = 0; i < n; i++)
		assert_string_not_equal(asks[i].resource->id, "GIS-01");
	assert_string_equal(answer(c, "name")->value, "金二");
	assert_string_equal(desk_case(c->desk)->item->code, CARE);
	replay_equals(c);
	desk_close(c->desk);
}

/* The verified address code goes with the address it was found for. */
static void a_verdict_dies_with_its_value(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "魏三", PERMIT);
	type(c, "address", "演示市城东区启明路2号");
	tick(c);
	SAY("GIS-01", "address=演示市城东区启明路2号|address_code=C2");
	assert_string_equal(answer(c, "address_code")->value, "C2");
	type(c, "address", "演示市城东区启明路4号");
	tick(c);
	assert_non_null(flying("GIS-01"));
	assert_string_equal(flying("GIS-01")->address, "演示市城东区启明路4号");
	SAY_NOTHING("GIS-01");
	assert_string_equal(answer(c, "address_code")->value, "");
	assert_int_equal(answer(c, "address_code")->origin, ORIGIN_NONE);
	replay_equals(c);
	desk_close(c->desk);
}

static void preview_counts(void **state)
{
	struct counter *c = *state;
	struct item_preview p;
	char id[19];

	stranger(c, id);
	open_person(c, id);
	identity_lands(c, id, "尤七");
	assert_int_equal(desk_preview(c->desk, item_at(c, SENIOR), &p), OK);
	assert_int_equal(p.eligible, 0); /* not yet sixty */
	assert_int_equal(p.materials, 2);
	assert_int_equal(p.exempt, 1);
	assert_true(p.have > 8 && p.have <= p.fields);
	assert_int_equal(p.to_ask, 1); /* the phone, to confirm */
	assert_int_equal(desk_preview(c->desk, 9999, &p), ERR_NOTFOUND);
	assert_null(desk_case(c->desk)->item);
	replay_equals(c);
	desk_close(c->desk);
}

/* The counter's last choice of a sticky field stands ready, without a question. */
static void sticky_choice(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	begin(c, id, "许八", PERMIT);
	permit_lands(c);
	type(c, "delivery", "1");
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	stranger(c, id);
	begin(c, id, "何九", PERMIT);
	assert_string_equal(answer(c, "delivery")->value, "1");
	assert_false(desk_evaluation(c->desk)->needed[field(c, "delivery")]);
	desk_close(c->desk);
}

/* ---- the gate ---- */

static void waits_for_the_gate(void **state)
{
	struct counter *c = *state;
	struct gate other;
	char id[19];
	int next;

	stranger(c, id);
	begin(c, id, "吕十", SENIOR);
	assert_true(desk_saved_ms(c->desk) > 0);
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	int64_t saved = desk_saved_ms(c->desk);
	clock_advance(1000);
	type(c, "card_no", "332026-000123-4");
	type(c, "card_no", "332026-000124-4");
	assert_int_equal(desk_unsaved(c->desk), 2);
	assert_int_equal(desk_saved_ms(c->desk), saved);
	assert_string_equal(answer(c, "card_no")->value, "332026-000124-4");
	SAY("MZ-02", "low_income=1|disability=0"); /* evidence waits in the same line */
	assert_string_equal(answer(c, "low_income")->value, "1");
	assert_int_equal(desk_reveal(c->desk, "form"), ERR_BUSY);
	clock_advance(100);
	desk_tick(c->desk, &next);
	assert_true(desk_unsaved(c->desk) > 2);
	assert_in_range(next, 0, 100);
	gate_leave(&other);
	gate_close(&other);
	clock_advance(100);
	desk_tick(c->desk, &next);
	assert_int_equal(desk_unsaved(c->desk), 0);
	assert_true(desk_saved_ms(c->desk) > saved);
	assert_string_equal(answer(c, "card_no")->value, "332026-000124-4");
	assert_string_equal(answer(c, "low_income")->value, "1");
	replay_equals(c);
	assert_int_equal(desk_reveal(c->desk, "form"), OK);
	desk_close(c->desk);
}

/* Two processes on one case: who comes second is told, and sees what is there now. */
static void somebody_else_writes(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];
	struct record body = {0};

	stranger(c, id);
	begin(c, id, "施一", SENIOR);
	struct entry e = {.casefile = desk_case(c->desk)->id, .kind = "NOTE", .body = &body};
	assert_int_equal(journal_append_wait(c->f->s, &e, 1, NULL, NULL, 1000), OK);
	assert_int_equal(
		desk_answer(c->desk, field(c, "card_no"), "332026-000123-4", why), ERR_CONFLICT);
	assert_string_equal(answer(c, "card_no")->value, "");
	struct uid case_id = desk_case(c->desk)->id;
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	type(c, "card_no", "332026-000123-4");
	replay_equals(c);
	desk_close(c->desk);
}

/* What waited is refused in the end: the clerk is told and sees what is kept. */
static void waited_in_vain(void **state)
{
	struct counter *c = *state;
	struct gate other;
	struct record body = {0};
	char id[19];

	stranger(c, id);
	begin(c, id, "陶二", SENIOR);
	type(c, "card_no", "332026-000001-4");
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	type(c, "card_no", "332026-000002-4");
	assert_int_equal(desk_unsaved(c->desk), 1);
	gate_leave(&other);
	gate_close(&other);
	struct entry e = {.casefile = desk_case(c->desk)->id, .kind = "NOTE", .body = &body};
	assert_int_equal(journal_append_wait(c->f->s, &e, 1, NULL, NULL, 1000), OK);
	told(c, "");
	clock_advance(100);
	tick(c);
	assert_true(told(c, "changed this case"));
	assert_int_equal(desk_unsaved(c->desk), 0);
	assert_string_equal(answer(c, "card_no")->value, "332026-000001-4");
	type(c, "card_no", "332026-000003-4");
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- the form it was opened with ---- */

static void copy_form(const char *name, const char *dir, const char *more)
{
	char path[PATH_SIZE];
	struct buf text;

	text_format(path, sizeof path, "forms/%s", name);
	char from[PATH_SIZE];
	assert_int_equal(file_asset(path, from), OK);
	buf_init(&text, INI_BYTES);
	assert_int_equal(file_read(from, &text), OK);
	buf_adds(&text, more);
	text_format(path, sizeof path, "%s/%s", dir, name);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	buf_release(&text);
}

static void reopen_directory(struct counter *c, const char *dir)
{
	struct buf messages;

	desk_free(c->desk);
	directory_free(c->directory);
	buf_init(&messages, 1 << 16);
	assert_int_equal(directory_open(dir, &c->directory, &messages), OK);
	buf_release(&messages);
	new_desk(c);
}

/* The file was changed meanwhile: the case keeps its own form, a new case gets the new one. */
static void keeps_its_form(void **state)
{
	struct counter *c = *state;
	char id[19], dir[PATH_SIZE], forms[PATH_SIZE];
	uint8_t hash[HASH_SIZE];

	text_format(dir, sizeof dir, "%s/forms", c->f->folder);
	assert_int_equal(file_make_dir(dir), OK);
	copy_form("elderly-card.ini", dir, "");
	reopen_directory(c, dir);
	stranger(c, id);
	begin(c, id, "姜三", SENIOR);
	type(c, "card_no", "332026-000001-4");
	struct uid case_id = desk_case(c->desk)->id;
	memcpy(hash, desk_case(c->desk)->item_hash, HASH_SIZE);
	copy_form("elderly-card.ini", dir, "\n# a later version\n");
	reopen_directory(c, dir);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_memory_equal(desk_case(c->desk)->item->hash, hash, HASH_SIZE);
	const struct item *now;
	assert_int_equal(directory_item(c->directory, item_at(c, SENIOR), &now), OK);
	assert_memory_not_equal(now->hash, hash, HASH_SIZE);
	type(c, "card_no", "332026-000002-4");
	replay_equals(c);
	stranger(c, id);
	begin(c, id, "戚四", SENIOR);
	assert_memory_equal(desk_case(c->desk)->item->hash, now->hash, HASH_SIZE);
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
	assert_int_equal(file_asset("forms", forms), OK);
	reopen_directory(c, forms);
}

/* ---- paper ---- */

static void prints_to_a_file(void **state)
{
	struct counter *c = *state;
	char id[19];

	c->serial -= 9000;
	stranger(c, id);
	c->serial += 9000;
	begin(c, id, "张二", SENIOR);
	assert_int_equal(desk_print(c->desk), ERR_STATE);
	SAY("MZ-02", "low_income=0|disability=0");
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(desk_print(c->desk), OK);
	tick(c);
	assert_int_equal(desk_case(c->desk)->slips[0].printed, 1);
	assert_int_equal(desk_print(c->desk), OK);
	tick(c);
	assert_int_equal(desk_case(c->desk)->slips[0].printed, 2);
	replay_equals(c);
	assert_int_equal(desk_case(c->desk)->state, STATE_DELIVERED);
	desk_close(c->desk);
}

/* ---- the whole store ---- */

static void roles_are_checked(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	stranger(c, id);
	begin(c, id, "孔三", SENIOR);
	struct uid case_id = desk_case(c->desk)->id;
	size_t f = field(c, "card_no");
	desk_close(c->desk);
	store_lock(c->f->s);
	assert_int_equal(desk_open_person(c->desk, id, PROOF_READER, why), ERR_LOCKED);
	assert_int_equal(desk_open_case(c->desk, &case_id), ERR_LOCKED);
	assert_int_equal(desk_reveal(c->desk, "form"), ERR_LOCKED);
	assert_int_equal(operator_login(c->f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(desk_open_person(c->desk, id, PROOF_READER, why), ERR_DENIED);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_int_equal(desk_answer(c->desk, f, "332026-000123-4", why), ERR_DENIED);
	assert_int_equal(desk_submit(c->desk), ERR_DENIED);
	assert_int_equal(desk_abandon(c->desk), ERR_DENIED);
	desk_close(c->desk);
	store_lock(c->f->s);
	clerk_in(c->f);
}

static void verify_and_rebuild(void **state)
{
	struct counter *c = *state;

	assert_int_equal(findings(c->f->s, true), 0);
	assert_int_equal(store_rebuild(c->f->s, NULL), OK);
	assert_int_equal(findings(c->f->s, true), 0);
}

/* No name, number, phone or address of anybody is in the files in clear. */
static void nothing_in_clear(void **state)
{
	static const char *const words[] = {"周德山", ELDER, WOMAN, "李小梅", "13900001234",
		"启明路", "13911112222", "as it came"};
	static const char *const files[] = {"", "-wal"};
	struct counter *c = *state;

	for (size_t i = 0; i < COUNT_OF(files); i++) {
		char path[120];
		struct buf data;
		buf_init(&data, 256 << 20);
		text_format(path, sizeof path, "%s%s", c->f->path, files[i]);
		if (file_read(path, &data) == OK)
			for (size_t k = 0; k < COUNT_OF(words); k++)
				if (memmem(data.data, data.len, words[k], strlen(words[k])))
					fail_msg("%s stands in %s", words[k], path);
		buf_release(&data);
	}
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
		cmocka_unit_test(late_and_back),
		cmocka_unit_test(a_department_returns),
		cmocka_unit_test(gives_up_after_some_tries),
		cmocka_unit_test(a_department_refuses),
		cmocka_unit_test(one_sentence_a_department),
		cmocka_unit_test(no_record_is_an_answer),
		cmocka_unit_test(instant_to_the_end),
		cmocka_unit_test(promise_with_a_deferred_paper),
		cmocka_unit_test(nobody_answers),
		cmocka_unit_test(verified_too_late),
		cmocka_unit_test(earlier_and_duplicates),
		cmocka_unit_test(only_one_open),
		cmocka_unit_test(another_window_was_faster),
		cmocka_unit_test(another_item),
		cmocka_unit_test(a_verdict_dies_with_its_value),
		cmocka_unit_test(preview_counts),
		cmocka_unit_test(sticky_choice),
		cmocka_unit_test(waits_for_the_gate),
		cmocka_unit_test(somebody_else_writes),
		cmocka_unit_test(waited_in_vain),
		cmocka_unit_test(keeps_its_form),
		cmocka_unit_test(prints_to_a_file),
		cmocka_unit_test(roles_are_checked),
		cmocka_unit_test(verify_and_rebuild),
		cmocka_unit_test(nothing_in_clear),
	};

	return cmocka_run_group_tests(tests, counter_open, counter_close);
}
