/* SPDX-License-Identifier: MIT
 *
 * Rows of departments and of the clerk, values compared with other answers, offers, warnings passed
 * with a reason, situations, and a form published anew. On items made for it (tests/data/desk).
 */
#include "tests/unit/desk_matters.h"

#define TOGETHER "330799199021"

static void start(struct counter *c, char id[19])
{
	stranger(c, id);
	begin(c, id, "凌一", TOGETHER);
	told(c, "");
	tick(c);
}

static size_t repeat(struct counter *c, const char *name)
{
	int i = item_repeat(desk_case(c->desk)->item, name);

	if (i < 0)
		fail_msg("no repeat %s", name);
	return (size_t)i;
}

static int rows(struct counter *c, const char *name)
{
	return draft_rows(&desk_case(c->desk)->draft, repeat(c, name));
}

/* ---- rows ---- */

static void a_department_gives_rows(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];
	int row;

	start(c, id);
	assert_int_equal(rows(c, "spell"), 0);
	SAY("HRS-02", "place=演示市|months=20", "place=外地市|months=10");
	assert_int_equal(rows(c, "spell"), 2);
	assert_string_equal(answer(c, "spell")->value, "2");
	assert_int_equal(answer(c, "spell")->origin, ORIGIN_FETCHED);
	assert_string_equal(answer(c, "spell")->resource, "HRS-02");
	assert_string_equal(answer(c, "spell_place.1")->value, "演示市");
	assert_string_equal(answer(c, "spell_place.2")->value, "外地市");
	assert_true(desk_row_held(c->desk, repeat(c, "spell"), 1));
	assert_false(desk_row_held(c->desk, repeat(c, "spell"), 2));
	assert_int_equal(desk_row_add(c->desk, repeat(c, "spell"), &row), ERR_DENIED);
	assert_int_equal(desk_row_remove(c->desk, repeat(c, "spell"), 1), ERR_DENIED);
	assert_int_equal(desk_answer(c->desk, field(c, "spell"), "3", why), ERR_NOTFOUND);
	assert_int_equal(desk_answer(c->desk, field(c, "spell_place.3"), "x", why), ERR_NOTFOUND);
	replay_equals(c);
	/* asked again it has more than the form has room for */
	assert_int_equal(desk_refetch(c->desk, "HRS-02"), OK);
	SAY("HRS-02", "place=甲", "place=乙", "place=丙", "place=丁");
	assert_int_equal(rows(c, "spell"), 3);
	assert_string_equal(answer(c, "spell_place.1")->value, "甲");
	assert_string_equal(answer(c, "spell_place.3")->value, "丙");
	replay_equals(c);
	/* and then only one */
	assert_int_equal(desk_refetch(c->desk, "HRS-02"), OK);
	SAY("HRS-02", "place=丁");
	assert_int_equal(rows(c, "spell"), 1);
	assert_string_equal(answer(c, "spell_place.1")->value, "丁");
	assert_string_equal(answer(c, "spell_place.2")->value, "");
	replay_equals(c);
	desk_close(c->desk);
}

/* The clerk's rows stand behind the department's, whoever was first. */
static void the_clerks_rows_stand_behind(void **state)
{
	struct counter *c = *state;
	char id[19];
	int row;

	start(c, id);
	size_t vehicles = repeat(c, "vehicle");
	assert_int_equal(rows(c, "vehicle"), 1); /* one stands ready */
	type(c, "plate.1", "浙K00001");
	type(c, "trailer.1", "有");
	SAY("POP-06", "kind=vehicle|plate=浙K11111|colour=蓝", "kind=driver|licence_class=A2",
		"kind=vehicle|plate=浙K22222|colour=黄");
	assert_int_equal(rows(c, "vehicle"), 3);
	assert_string_equal(answer(c, "plate.1")->value, "浙K11111");
	assert_string_equal(answer(c, "colour.2")->value, "黄");
	assert_string_equal(answer(c, "plate.3")->value, "浙K00001");
	assert_string_equal(answer(c, "trailer.3")->value, "有");
	assert_string_equal(answer(c, "trailer.1")->value, "");
	assert_int_equal(answer(c, "vehicle")->origin, ORIGIN_TYPED);
	assert_true(desk_row_held(c->desk, vehicles, 1));
	assert_false(desk_row_held(c->desk, vehicles, 2));
	type(c, "trailer.2", "无"); /* what is not the department's may be said in its rows */
	replay_equals(c);
	/* another of the clerk's, up to what the form has room for */
	assert_int_equal(desk_row_add(c->desk, vehicles, &row), OK);
	assert_int_equal(row, 3);
	assert_int_equal(desk_row_add(c->desk, vehicles, &row), ERR_LIMIT);
	type(c, "plate.4", "浙K00002");
	assert_int_equal(desk_row_remove(c->desk, vehicles, 1), ERR_DENIED);
	assert_int_equal(desk_row_remove(c->desk, vehicles, 2), OK);
	assert_string_equal(answer(c, "plate.3")->value, "浙K00002");
	assert_int_equal(rows(c, "vehicle"), 3);
	replay_equals(c);
	/* the department has one less: its row goes, the clerk's stays */
	assert_int_equal(desk_refetch(c->desk, "POP-06"), OK);
	SAY("POP-06", "kind=vehicle|plate=浙K22222|colour=黄");
	assert_int_equal(rows(c, "vehicle"), 2);
	assert_string_equal(answer(c, "plate.1")->value, "浙K22222");
	assert_string_equal(answer(c, "plate.2")->value, "浙K00002");
	replay_equals(c);
	desk_close(c->desk);
}

/* An empty row that stands ready is taken, not pushed down. */
static void an_empty_row_is_taken(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	SAY("POP-06", "kind=vehicle|plate=浙K11111|colour=蓝");
	assert_int_equal(rows(c, "vehicle"), 1);
	assert_string_equal(answer(c, "plate.1")->value, "浙K11111");
	/* no record: the row the form keeps is empty again */
	assert_int_equal(desk_refetch(c->desk, "POP-06"), OK);
	SAY_NOTHING("POP-06");
	assert_int_equal(rows(c, "vehicle"), 1);
	assert_string_equal(answer(c, "plate.1")->value, "");
	assert_false(desk_row_held(c->desk, repeat(c, "vehicle"), 0));
	replay_equals(c);
	desk_close(c->desk);
}

/* A removed row comes back with its values, in its place. */
static void undo_of_rows(void **state)
{
	struct counter *c = *state;
	char id[19];
	size_t at = 0;
	int row;

	start(c, id);
	size_t owners = repeat(c, "owner");
	type(c, "owner_post.1", "一号");
	assert_int_equal(desk_row_add(c->desk, owners, &row), OK);
	type(c, "owner_post.2", "二号");
	assert_int_equal(desk_row_add(c->desk, owners, &row), OK);
	type(c, "owner_post.3", "三号");
	assert_int_equal(desk_row_remove(c->desk, owners, 1), OK);
	assert_string_equal(answer(c, "owner_post.2")->value, "三号");
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_int_equal(at, field(c, "owner"));
	assert_int_equal(rows(c, "owner"), 3);
	assert_string_equal(answer(c, "owner_post.2")->value, "二号");
	assert_string_equal(answer(c, "owner_post.3")->value, "三号");
	assert_int_equal(answer(c, "owner_post.2")->origin, ORIGIN_TYPED);
	replay_equals(c);
	assert_int_equal(desk_redo(c->desk, &at), OK);
	assert_int_equal(rows(c, "owner"), 2);
	assert_string_equal(answer(c, "owner_post.2")->value, "三号");
	assert_int_equal(desk_undo(c->desk, &at), OK);
	/* all the way back, and forth again */
	while (desk_undo(c->desk, &at) == OK)
		;
	assert_int_equal(rows(c, "owner"), 1);
	assert_string_equal(answer(c, "owner_post.1")->value, "");
	replay_equals(c);
	for (int i = 0; i < 5; i++)
		assert_int_equal(desk_redo(c->desk, &at), OK);
	assert_int_equal(rows(c, "owner"), 3);
	assert_string_equal(answer(c, "owner_post.3")->value, "三号");
	replay_equals(c);
	assert_int_equal(desk_row_remove(c->desk, owners, 7), ERR_NOTFOUND);
	assert_int_equal(desk_row_remove(c->desk, 77, 0), ERR_NOTFOUND);
	desk_close(c->desk);
}

/* Where a department has moved the rows, the clerk's steps in them cannot be taken back any more. */
static void undo_ends_where_rows_moved(void **state)
{
	struct counter *c = *state;
	char id[19];
	size_t at;

	start(c, id);
	type(c, "trailer.1", "有");
	type(c, "capital", "200");
	SAY("POP-06", "kind=vehicle|plate=浙K11111|colour=蓝");
	assert_string_equal(answer(c, "trailer.2")->value, "有");
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_int_equal(at, field(c, "capital"));
	assert_int_equal(desk_undo(c->desk, &at), ERR_NOTFOUND);
	assert_string_equal(answer(c, "trailer.2")->value, "有");
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- values compared with other answers ---- */

static void homes(void)
{
	SAY("BDC-01", "kind=title|title_no=浙A1|address=演示市启明路1号",
		"kind=title|title_no=浙A2|address=演示市启明路2号");
}

static void compared_values_follow(void **state)
{
	struct counter *c = *state;
	char id[19];
	size_t at;

	start(c, id);
	homes();
	assert_string_equal(answer(c, "owns")->value, "1");
	assert_string_equal(answer(c, "title_address")->value, "");
	type(c, "title_no", "浙A2");
	assert_string_equal(answer(c, "title_address")->value, "演示市启明路2号");
	assert_int_equal(answer(c, "title_address")->origin, ORIGIN_FETCHED);
	type(c, "title_no", "浙A1");
	assert_string_equal(answer(c, "title_address")->value, "演示市启明路1号");
	replay_equals(c);
	type(c, "title_no", "浙A9"); /* of nobody known */
	assert_string_equal(answer(c, "title_address")->value, "");
	assert_int_equal(desk_undo(c->desk, &at), OK);
	assert_string_equal(answer(c, "title_address")->value, "演示市启明路1号");
	assert_int_equal(desk_may_submit(c->desk) == ERR_TAMPER, 0);
	replay_equals(c);
	desk_close(c->desk);
}

static void what_f4_offers(void **state)
{
	struct counter *c = *state;
	struct desk_offer offers[8];
	char id[19];

	start(c, id);
	assert_int_equal(desk_offers(c->desk, field(c, "title_no"), offers, 8), 0);
	homes();
	assert_int_equal(desk_offers(c->desk, field(c, "title_no"), offers, 8), 2);
	assert_string_equal(offers[1].value, "浙A2");
	assert_string_equal(offers[1].label, "演示市启明路2号");
	assert_int_equal(desk_offers(c->desk, field(c, "title_no"), offers, 1), 1);
	SAY("POP-02", "id=339901196301151222|name=何玉珍|relation=02", "id=|name=没有号码",
		"id=339901196301151222|name=何玉珍|relation=12");
	assert_int_equal(desk_offers(c->desk, field(c, "mother_id"), offers, 8), 1);
	assert_string_equal(offers[0].label, "何玉珍");
	type(c, "mother_id", offers[0].value);
	assert_string_equal(answer(c, "mother_id")->value, "339901196301151222");
	assert_int_equal(desk_offers(c->desk, field(c, "capital"), offers, 8), 0);
	assert_int_equal(desk_offers(c->desk, 9999, offers, 8), 0);
	desk_close(c->desk);
}

/* "Has none" is a yes or no of the register. */
static void no_record_says_no(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	assert_string_equal(answer(c, "owns")->value, "");
	SAY_NOTHING("BDC-01");
	assert_string_equal(answer(c, "owns")->value, "0");
	assert_int_equal(answer(c, "owns")->origin, ORIGIN_FETCHED);
	assert_string_equal(answer(c, "owns")->resource, "BDC-01");
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- warnings ---- */

static size_t unexcused(struct counter *c)
{
	return desk_evaluation(c->desk)->unexcused;
}

static void a_warning_needs_a_reason(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	homes();
	settle_materials(c);
	assert_int_equal(desk_may_submit(c->desk), OK);
	type(c, "capital", "0.5");
	assert_int_equal(unexcused(c), 1);
	assert_int_equal(desk_may_submit(c->desk), ERR_INCOMPLETE);
	assert_int_equal(desk_excuse(c->desk, field(c, "capital"), 1, "没有警告"), ERR_NOTFOUND);
	assert_int_equal(desk_excuse(c->desk, field(c, "note"), 0, "没有警告"), ERR_NOTFOUND);
	assert_int_equal(desk_excuse(c->desk, field(c, "capital"), 0, "分期到位"), OK);
	assert_int_equal(unexcused(c), 0);
	assert_int_equal(desk_may_submit(c->desk), OK);
	replay_equals(c);
	/* of another value it says nothing */
	type(c, "capital", "0.6");
	assert_int_equal(unexcused(c), 1);
	type(c, "capital", "0.5");
	assert_int_equal(unexcused(c), 0);
	assert_int_equal(desk_excuse(c->desk, field(c, "capital"), 0, ""), OK);
	assert_int_equal(unexcused(c), 1);
	assert_int_equal(desk_excuse(c->desk, field(c, "capital"), 0, "分期到位"), OK);
	struct uid case_id = desk_case(c->desk)->id;
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_int_equal(unexcused(c), 0); /* it stands in the journal */
	struct item_preview p;
	assert_int_equal(desk_preview(c->desk, item_at(c, TOGETHER), &p), OK); /* not touched by it */
	assert_int_equal(unexcused(c), 0);
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- situations, and what is left out ---- */

/* Ten working days from Monday 2026-03-16 09:00: Monday the 30th. Urgent: done at once. */
static void a_situation_counts(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	homes();
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_int_equal(f->due, day_of(2026, 3, 30));
	assert_int_equal(f->situation, -1);
	replay_equals(c);
	desk_close(c->desk);
	start(c, id);
	homes();
	type(c, "quick", "1");
	settle_materials(c);
	assert_int_equal(f->situation, 0);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(f->state, STATE_DELIVERED);
	assert_int_equal(f->due, DAY_NONE);
	assert_int_equal(f->situation, 0);
	replay_equals(c);
	struct uid case_id = f->id;
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_int_equal(f->situation, 0);
	desk_close(c->desk);
}

/* What is not shown is no part of what is handed in (C4); until then it waits. */
static void hidden_answers_stay_behind(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	homes();
	type(c, "quick", "1");
	type(c, "note", "明天要用");
	type(c, "quick", "0");
	assert_string_equal(answer(c, "note")->value, "明天要用");
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_string_equal(answer(c, "note")->value, "");
	const struct casefile *f = desk_case(c->desk);
	for (size_t i = 0; i < f->n_slips; i++)
		assert_null(strstr(f->slips[i].bytes, "明天要用"));
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- a form published anew ---- */

static void replace(struct buf *text, const char *from, const char *to)
{
	struct buf changed;
	const char *at = strstr(buf_text(text), from);

	assert_non_null(at);
	buf_init(&changed, INI_BYTES);
	buf_add(&changed, buf_text(text), (size_t)(at - buf_text(text)));
	buf_adds(&changed, to);
	buf_adds(&changed, at + strlen(from));
	buf_release(text);
	*text = changed;
}

/* The item in a folder of its own, with some texts for others; pairs, NULL ends. */
static void publish(struct counter *c, const char *dir, const char *const *pairs)
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf text, messages;
	const struct item *item;

	assert_int_equal(file_asset("forms", forms), OK);
	text_format(path, sizeof path, "%s/../tests/data/desk/together.ini", forms);
	buf_init(&text, INI_BYTES);
	buf_init(&messages, 1 << 16);
	assert_int_equal(file_read(path, &text), OK);
	for (; *pairs; pairs += 2)
		replace(&text, pairs[0], pairs[1]);
	text_format(path, sizeof path, "%s/together.ini", dir);
	assert_int_equal(file_write(path, text.data, text.len), OK);
	desk_free(c->desk);
	directory_free(c->directory);
	assert_int_equal(directory_open(dir, &c->directory, &messages), OK);
	if (directory_item(c->directory, 0, &item))
		fail_msg("%s", buf_text(&messages));
	buf_release(&text);
	buf_release(&messages);
	new_desk(c);
}

#define PUBLISH(c, dir, ...) publish(c, dir, (const char *const[]){__VA_ARGS__, NULL})
#define AS_IT_IS NULL

static bool changes(struct counter *c, const char *label, int kind)
{
	struct desk_change list[40];
	size_t n = desk_upgrade_changes(c->desk, list, COUNT_OF(list));

	for (size_t i = 0; i < n; i++)
		if (text_equal(list[i].label, label) && (int)list[i].kind == kind)
			return true;
	return false;
}

/* The new form has another field instead of the note, and asks no more about homes. */
static void an_upgrade_and_back(void **state)
{
	struct counter *c = *state;
	char id[19], dir[PATH_SIZE];
	int row;

	text_format(dir, sizeof dir, "%s/forms", c->f->folder);
	assert_int_equal(file_make_dir(dir), OK);
	PUBLISH(c, dir, AS_IT_IS);
	start(c, id);
	homes();
	assert_false(desk_outdated(c->desk));
	assert_int_equal(desk_upgrade_item(c->desk), ERR_STATE);
	assert_int_equal(desk_downgrade_item(c->desk), ERR_STATE);
	type(c, "quick", "1");
	type(c, "note", "明天要用");
	type(c, "title_no", "浙A1");
	assert_int_equal(desk_row_add(c->desk, repeat(c, "owner"), &row), OK);
	type(c, "owner_post.2", "二号");
	assert_int_equal(desk_choose_material(c->desk, material(c, "proof"), CHOOSE_SEEN, 0), OK);
	struct uid case_id = desk_case(c->desk)->id;
	PUBLISH(c, dir, "[field note]\nlabel = 备注\n", "[field remark]\nlabel = 说明\n", "capital note",
		"capital remark");
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_true(desk_outdated(c->desk)); /* it goes on with its own form */
	assert_string_equal(answer(c, "note")->value, "明天要用");
	replay_equals(c);
	assert_true(changes(c, "说明", CHANGE_NEW));
	assert_true(changes(c, "备注", CHANGE_LOST));
	uint32_t events = desk_case(c->desk)->events;
	assert_int_equal(desk_upgrade_item(c->desk), OK);
	assert_true(desk_case(c->desk)->events > events);
	assert_false(desk_outdated(c->desk));
	assert_int_equal(item_field(desk_case(c->desk)->item, "note"), -1);
	assert_string_equal(answer(c, "title_no")->value, "浙A1");
	assert_string_equal(answer(c, "title_address")->value, "演示市启明路1号");
	assert_int_equal(answer(c, "title_address")->origin, ORIGIN_FETCHED);
	assert_int_equal(rows(c, "owner"), 2);
	assert_string_equal(answer(c, "owner_post.2")->value, "二号");
	assert_int_equal(desk_case(c->desk)->marks[material(c, "proof")].mark, MARK_VERIFIED);
	assert_null(flying("BDC-01")); /* said already, and still fresh */
	type(c, "remark", "新的");
	type(c, "title_no", "浙A2");
	replay_equals(c);
	/* back: what the new form had no place for is there again, what was said since stays */
	desk_close(c->desk);
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_int_equal(desk_downgrade_item(c->desk), OK);
	assert_true(desk_outdated(c->desk));
	assert_string_equal(answer(c, "note")->value, "明天要用");
	assert_string_equal(answer(c, "title_no")->value, "浙A2");
	assert_string_equal(answer(c, "title_address")->value, "演示市启明路2号");
	assert_int_equal(rows(c, "owner"), 2);
	assert_int_equal(desk_downgrade_item(c->desk), ERR_STATE);
	replay_equals(c);
	/* and once more: the undone upgrade can be done */
	assert_int_equal(desk_upgrade_item(c->desk), OK);
	assert_string_equal(answer(c, "title_no")->value, "浙A2");
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_false(desk_outdated(c->desk));
	assert_int_equal(desk_downgrade_item(c->desk), ERR_STATE);
	replay_equals(c);
	desk_close(c->desk);
}

/* What the new form asks of nobody any more the citizen confirms; where it asks more, it asks. */
static void an_upgrade_asks_what_it_needs(void **state)
{
	struct counter *c = *state;
	char id[19], dir[PATH_SIZE];

	text_format(dir, sizeof dir, "%s/forms", c->f->folder);
	PUBLISH(c, dir, AS_IT_IS);
	start(c, id);
	homes();
	type(c, "title_no", "浙A1");
	struct uid case_id = desk_case(c->desk)->id;
	PUBLISH(c, dir, "share = \"BDC-01.address?title_no=:title_no\"",
		"ask = \"「在哪里」\"\nshare = \"BDC-01.use?title_no=:title_no\"");
	assert_int_equal(desk_open_case(c->desk, &case_id), OK);
	assert_int_equal(desk_upgrade_item(c->desk), OK);
	assert_non_null(flying("BDC-01")); /* it reads what was not kept */
	SAY("BDC-01", "kind=title|title_no=浙A1|use=演示市的住宅");
	assert_string_equal(answer(c, "title_address")->value, "演示市的住宅");
	replay_equals(c);
	desk_close(c->desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_department_gives_rows),
		cmocka_unit_test(the_clerks_rows_stand_behind),
		cmocka_unit_test(an_empty_row_is_taken),
		cmocka_unit_test(undo_of_rows),
		cmocka_unit_test(undo_ends_where_rows_moved),
		cmocka_unit_test(compared_values_follow),
		cmocka_unit_test(what_f4_offers),
		cmocka_unit_test(no_record_says_no),
		cmocka_unit_test(a_warning_needs_a_reason),
		cmocka_unit_test(a_situation_counts),
		cmocka_unit_test(hidden_answers_stay_behind),
		cmocka_unit_test(an_upgrade_and_back),
		cmocka_unit_test(an_upgrade_asks_what_it_needs),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open_data, counter_close);
}
