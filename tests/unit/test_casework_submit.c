/* SPDX-License-Identifier: MIT
 *
 * From the card to the receipt, and the same person again; what stands in the files afterwards.
 */
#include "tests/unit/desk_matters.h"

/* ---- the whole way ---- */

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
	assert_non_null(strstr(casefile_slip(f, "receipt")->bytes, "2026年3月18日"));
	assert_non_null(strstr(casefile_slip(f, "receipt")->bytes, "2026年3月23日"));
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
		cmocka_unit_test(prints_to_a_file),
		cmocka_unit_test(nothing_in_clear),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open, counter_close);
}
