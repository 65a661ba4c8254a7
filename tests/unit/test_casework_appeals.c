/* SPDX-License-Identifier: MIT
 *
 * Appeals at the desk: from the counter to the archive by those whose work it is, several about the
 * same, who is kept secret, the same caller again; and that journal, views and tokens agree.
 */
#include "tests/unit/desk_matters.h"
#include "tests/unit/desk_staff.h"

#include "core/casework/appeal_twin.h"
#include "core/casework/oversight/trail.h"
#include "core/casework/task.h"

#define APPEAL "332000201001"
#define HOTLINE "热线"
#define HOUSING_UNIT "11339900MB9D00084D"
#define LIGHTS "路灯坏了一个星期，晚上看不见路"

static struct appeal_args with(const char *reason)
{
	return (struct appeal_args){.reason = reason, .clause = "工单办理规定第九条",
		.unit = HOUSING_UNIT, .text = reason, .outcome = APPEAL_SOLVED, .days = 2};
}

/* Somebody complains about a light at a place; address code and point by the registry. */
static void told_of(struct counter *c, const char *code, const char *x, const char *content)
{
	char row[200];

	type(c, "kind", "3");
	type(c, "subject", "020103");
	type(c, "target", "路灯管理所");
	type(c, "place", "演示市城东区启明路2号");
	text_format(row, sizeof row, "address=演示市城东区启明路2号|address_code=%s|x=%s|y=20000", code, x);
	tick(c);
	if (flying("GIS-01"))
		SAY("GIS-01", row);
	type(c, "content", content);
}

static void nameless(struct counter *c, const char *code, const char *x, const char *content)
{
	assert_int_equal(desk_open_anonymous(c->desk, item_at(c, APPEAL)), OK);
	told_of(c, code, x, content);
}

static void caller(struct counter *c, const char *id, const char *secrecy)
{
	open_person(c, id);
	identity_lands(c, id, "林小满");
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, APPEAL), "另一件事"), OK);
	if (flying("H12-01"))
		SAY_NOTHING("H12-01");
	told_of(c, "C9", "90000", LIGHTS);
	type(c, "secrecy", secrecy);
}

static struct uid send(struct counter *c)
{
	enum err e = desk_submit(c->desk);

	if (e)
		fail_msg("submit: %s", err_name(e));
	assert_int_equal(desk_case(c->desk)->appeal->state, APPEAL_REGISTERED);
	replay_equals(c);
	return desk_case(c->desk)->id;
}

static void staff(struct counter *c)
{
	hire(c, "7001", ROLE_APPEALS, HOTLINE);
	hire(c, "3001", ROLE_EXAMINER, "住建");
	hire(c, "3002", ROLE_EXAMINER, "市监");
	again_as(c, "1024", PASS_CLERK);
}

static void as(struct counter *c, const char *who, const struct uid *id)
{
	again_as(c, who, text_equal(who, "2000") ? PASS_SUPER : text_equal(who, "1024") ? PASS_CLERK :
		PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, id), OK);
}

static void does(struct counter *c, enum appeal_act act, const char *reason)
{
	struct appeal_args args = with(reason);
	enum err e = desk_appeal(c->desk, act, &args);

	if (e)
		fail_msg("%s: %s, bar %d", appeal_act_word(act), err_name(e),
			desk_appeal_bar(c->desk, act));
	replay_equals(c);
}

static enum err tries(struct counter *c, enum appeal_act act)
{
	struct appeal_args args = with("试一试");

	return desk_appeal(c->desk, act, &args);
}

static const struct appeal *appeal(struct counter *c)
{
	return desk_case(c->desk)->appeal;
}

/* ---- one of them ---- */

static void test_whole_life(void **state)
{
	struct counter *c = *state;
	struct rate_said rate = {.occasion = OCCASION_VISIT, .channel = RATING_PHONE, .level = 4,
		.tags = "", .clerk = "3001", .again = -1};

	staff(c);
	nameless(c, "C1", "1000", LIGHTS);
	type(c, "caller_kind", "1");
	type(c, "name", "李小梅");
	type(c, "mobile", "13900001234");
	struct uid id = send(c);
	assert_int_equal(tries(c, APPEAL_DISPATCH), ERR_DENIED); /* the window does not dispatch */
	as(c, "7001", &id);
	does(c, APPEAL_DISPATCH, NULL);
	assert_string_equal(appeal(c)->department, "住建");
	assert_int_equal(tries(c, APPEAL_SIGN), ERR_DENIED);
	again_as(c, "3002", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), ERR_DENIED); /* another unit's */
	as(c, "3001", &id);
	does(c, APPEAL_SIGN, NULL);
	assert_int_equal(desk_appeal(c->desk, APPEAL_REPLY, &(struct appeal_args){.text = "好了"}), ERR_STATE);
	does(c, APPEAL_BEGIN, NULL);
	assert_int_equal(tries(c, APPEAL_EXTEND), ERR_DENIED);
	does(c, APPEAL_REPLY, "路灯已修复");
	assert_non_null(casefile_slip(desk_case(c->desk), "appeal-reply"));
	assert_non_null(strstr(casefile_slip(desk_case(c->desk), "appeal-reply")->bytes, "路灯已修复"));
	as(c, "7001", &id);
	assert_int_equal(tries(c, APPEAL_ARCHIVE), ERR_STATE);
	does(c, APPEAL_VISIT, "诉求人表示满意");
	assert_int_equal(desk_rate(c->desk, &id, &rate), OK);
	assert_int_equal(appeal(c)->state, APPEAL_RATED);
	does(c, APPEAL_ARCHIVE, NULL);
	assert_int_equal(desk_case(c->desk)->state, STATE_ARCHIVED);
	desk_close(c->desk);
	sound(state);
}

static void test_refusal_has_its_paper(void **state)
{
	struct counter *c = *state;
	struct appeal_args args = {.ground = "88"};

	staff(c);
	nameless(c, "C1", "1000", LIGHTS);
	struct uid id = send(c);
	as(c, "7001", &id);
	assert_int_equal(desk_appeal(c->desk, APPEAL_REFUSE, &args), ERR_INPUT); /* no such ground */
	args.ground = "09";
	assert_int_equal(desk_appeal(c->desk, APPEAL_REFUSE, &args), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_REFUSED_IN);
	const struct slip_kept *slip = casefile_slip(desk_case(c->desk), "appeal-refusal");
	assert_non_null(slip);
	assert_non_null(strstr(slip->bytes, "110"));
}

/* The hotline's own desk does not handle a complaint about the hotline. */
static void test_own_unit(void **state)
{
	struct counter *c = *state;

	staff(c);
	nameless(c, "C1", "1000", LIGHTS);
	type(c, "subject", "990101");
	assert_string_equal(answer(c, "unit")->value, "11339900MB9D00148B");
	struct uid id = send(c);
	as(c, "7001", &id);
	assert_int_equal(desk_appeal_bar(c->desk, APPEAL_DISPATCH), APPEAL_BAR_OWN);
	assert_int_equal(tries(c, APPEAL_DISPATCH), ERR_DENIED);
	assert_int_equal(tries(c, APPEAL_REFUSE), ERR_DENIED);
}

static void test_a_reopened_one_has_its_days_anew(void **state)
{
	struct counter *c = *state;

	staff(c);
	nameless(c, "C1", "1000", LIGHTS);
	type(c, "caller_kind", "1");
	type(c, "name", "李小梅");
	type(c, "mobile", "13900001234");
	struct uid id = send(c);
	assert_int_equal(desk_case(c->desk)->due, day_of(2026, 3, 30));
	as(c, "7001", &id);
	does(c, APPEAL_DISPATCH, NULL);
	as(c, "3001", &id);
	does(c, APPEAL_SIGN, NULL);
	does(c, APPEAL_BEGIN, NULL);
	as(c, "2000", &id);
	does(c, APPEAL_EXTEND, "等配件");
	assert_int_equal(desk_case(c->desk)->due, day_of(2026, 4, 1));
	as(c, "3001", &id);
	does(c, APPEAL_REPLY, "已修");
	clock_advance(3LL * 24 * 3600 * 1000); /* Thursday the 19th */
	as(c, "7001", &id);
	does(c, APPEAL_REOPEN, "又坏了");
	assert_int_equal(appeal(c)->state, APPEAL_DISPATCHED);
	assert_int_equal(desk_case(c->desk)->due, day_of(2026, 4, 2)); /* ten working days after it */
	assert_int_equal(desk_case(c->desk)->extension, 0);
}

/* ---- several ---- */

static void test_common_words(void **state)
{
	(void)state;
	assert_int_equal(twin_common("路灯坏了", "路灯坏了"), 100);
	assert_int_equal(twin_common("路灯, 坏了。", "路灯坏了"), 100); /* signs do not count */
	assert_int_equal(twin_common("", ""), 0);
	assert_int_equal(twin_common("路灯坏了", "垃圾没收"), 0);
	assert_int_equal(twin_common("路灯坏了", "路灯很亮"), 33); /* one pair of three in each */
}

static size_t twins(struct counter *c, struct appeal_twin out[APPEAL_TWINS])
{
	size_t n = 99;

	assert_int_equal(desk_twins(c->desk, out, &n), OK);
	return n;
}

static void test_the_like_before_it_is_saved(void **state)
{
	struct counter *c = *state;
	struct appeal_twin t[APPEAL_TWINS];

	nameless(c, "C1", "1000", LIGHTS);
	assert_int_equal(twins(c, t), 0);
	(void)send(c);
	char number[CASE_NUMBER];
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	desk_close(c->desk);
	/* 50 m away, over the edge of a square of the grid, in other words: the same */
	nameless(c, "C2", "1050", "这里晚上黑得很，请来看看");
	assert_int_equal(twins(c, t), 1);
	assert_string_equal(t[0].number, number);
	assert_int_equal(t[0].why, TWIN_MATTER | TWIN_NEAR);
	assert_int_equal(t[0].metres, 50);
	/* 51 m are too far, unless it is told alike */
	assert_int_equal(desk_abandon(c->desk), OK);
	nameless(c, "C3", "1051", "这里晚上黑得很，请来看看");
	assert_int_equal(twins(c, t), 0);
	type(c, "content", LIGHTS);
	assert_int_equal(twins(c, t), 1);
	assert_int_equal(t[0].why, TWIN_MATTER | TWIN_SAID);
	assert_int_equal(desk_abandon(c->desk), OK);
	/* the same address code, another matter, other words: not the same */
	nameless(c, "C1", "1000", "垃圾堆在门口没有人收走");
	type(c, "subject", "020101");
	assert_int_equal(twins(c, t), 0);
	assert_int_equal(desk_abandon(c->desk), OK);
	clock_advance(8LL * 24 * 3600 * 1000); /* a week is over */
	nameless(c, "C1", "1000", LIGHTS);
	assert_int_equal(twins(c, t), 0);
}

/* Three about one light: two under the first; its answer goes to all, one is taken out again. */
static void test_merged(void **state)
{
	struct counter *c = *state;
	struct appeal_twin t[APPEAL_TWINS];
	struct uid id[3];

	staff(c);
	nameless(c, "C1", "1000", LIGHTS);
	id[0] = send(c);
	desk_close(c->desk);
	nameless(c, "C1", "1000", LIGHTS);
	assert_int_equal(twins(c, t), 1);
	desk_merge_at_submit(c->desk, &t[0].id);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(appeal(c)->state, APPEAL_MERGED);
	replay_equals(c);
	id[1] = desk_case(c->desk)->id;
	desk_close(c->desk);
	nameless(c, "C1", "1000", LIGHTS);
	assert_int_equal(twins(c, t), 1); /* the merged one is told by its master */
	assert_memory_equal(t[0].id.b, id[0].b, sizeof id[0].b);
	id[2] = send(c);
	char master[CASE_NUMBER];
	as(c, "7001", &id[0]);
	text_copy(master, sizeof master, desk_case(c->desk)->number);
	as(c, "7001", &id[2]);
	struct appeal_args under = {.number = desk_case(c->desk)->number};
	assert_int_equal(desk_appeal(c->desk, APPEAL_MERGE, &under), ERR_INPUT); /* under itself */
	under.number = "260316-A03-999";
	assert_int_equal(desk_appeal(c->desk, APPEAL_MERGE, &under), ERR_NOTFOUND);
	under.number = master;
	assert_int_equal(desk_appeal(c->desk, APPEAL_MERGE, &under), OK);
	does(c, APPEAL_UNMERGE, "不是同一盏灯");
	assert_int_equal(appeal(c)->state, APPEAL_REGISTERED);
	as(c, "7001", &id[0]);
	assert_int_equal(appeal(c)->n_merged, 1);
	assert_int_equal(desk_appeal_bar(c->desk, APPEAL_REFUSE), APPEAL_BAR_MASTER);
	does(c, APPEAL_DISPATCH, NULL);
	as(c, "3001", &id[0]);
	does(c, APPEAL_SIGN, NULL);
	does(c, APPEAL_BEGIN, NULL);
	does(c, APPEAL_REPLY, "路灯已修复");
	as(c, "7001", &id[1]);
	assert_int_equal(appeal(c)->state, APPEAL_REPLIED);
	assert_string_equal(appeal(c)->reply, "路灯已修复");
	assert_non_null(casefile_slip(desk_case(c->desk), "appeal-reply"));
	as(c, "7001", &id[2]);
	assert_int_equal(appeal(c)->state, APPEAL_REGISTERED);
	desk_close(c->desk);
	sound(state);
}

/* ---- who calls ---- */

static size_t found(struct counter *c, enum token kind, const char *value)
{
	struct view_case *rows = NULL;
	size_t n = 0;

	assert_int_equal(view_find(c->f->s, kind, value, &rows, &n), OK);
	mem_free(rows);
	return n;
}

/* L7: no name in the queue, on paper or in the trail, and nobody finds it by the number of a person. */
static void test_secret(void **state)
{
	struct counter *c = *state;
	struct view_case row;
	struct trail trail;
	char id[19];

	staff(c);
	stranger(c, id);
	caller(c, id, "1");
	struct uid case_id = send(c);
	assert_int_equal(view_get(c->f->s, &case_id, &row), OK);
	assert_string_equal(row.applicant, "");
	assert_int_equal(found(c, TOKEN_ID, id), 0);
	assert_int_equal(found(c, TOKEN_PHONE, "13900001234"), 0);
	for (size_t i = 0; i < desk_case(c->desk)->n_slips; i++) {
		const struct slip_kept *s = &desk_case(c->desk)->slips[i];
		if (strstr(s->bytes, "林") || strstr(s->bytes, "1390000") || strstr(s->bytes, "339901"))
			fail_msg("%s says who it is", s->document);
	}
	assert_int_equal(trail_load(c->f->s, desk_case(c->desk), &trail), OK);
	for (size_t i = 0; i < trail.n; i++)
		if (strstr(trail.rows[i].words, "林") || strstr(trail.rows[i].words, "339901"))
			fail_msg("the trail says who it is: %s", trail.rows[i].words);
	trail_release(&trail);
	as(c, "7001", &case_id);
	assert_int_equal(desk_reveal(c->desk, "appeal"), ERR_DENIED);
	does(c, APPEAL_UNMASK, "要核实情况");
	assert_int_equal(tries(c, APPEAL_ALLOW), ERR_DENIED);
	as(c, "2000", &case_id);
	does(c, APPEAL_ALLOW, "同意核实");
	as(c, "7001", &case_id);
	assert_int_equal(desk_reveal(c->desk, "appeal"), OK);
	desk_close(c->desk);
	sound(state);
}

static void first_to_dispatch(struct counter *c, const char *number)
{
	struct appeal_filter f = {.tab = APPEAL_TAB_DISPATCH, .now_ms = clock_now_ms()};
	struct appeal_row *rows = NULL;
	size_t n = 0;

	assert_int_equal(appeal_rows(c->f->s, &f, 10, 0, &rows, &n), OK);
	assert_true(n > 1);
	assert_string_equal(rows[0].number, number);
	mem_free(rows);
}

/* L8: the same person and matter within 30 days comes first and goes to the supervisor, too. */
static void test_again(void **state)
{
	struct counter *c = *state;
	struct appeal_filter f = {.tab = APPEAL_TAB_LEADER, .now_ms = clock_now_ms()};
	uint64_t counts[APPEAL_TABS];
	char id[19], first[CASE_NUMBER];

	stranger(c, id);
	caller(c, id, "0");
	(void)send(c);
	assert_string_equal(appeal(c)->repeat_of, "");
	text_copy(first, sizeof first, desk_case(c->desk)->number);
	clock_advance(29LL * 24 * 3600 * 1000);
	caller(c, id, "0");
	(void)send(c);
	assert_string_equal(appeal(c)->repeat_of, first);
	first_to_dispatch(c, desk_case(c->desk)->number); /* though the first one is due long before */
	assert_int_equal(appeal_counts(c->f->s, &f, counts), OK);
	assert_int_equal(counts[APPEAL_TAB_LEADER], 1);
	clock_advance(31LL * 24 * 3600 * 1000);
	caller(c, id, "0");
	(void)send(c);
	assert_string_equal(appeal(c)->repeat_of, "");
	desk_close(c->desk);
	sound(state);
}

/* L6: a draft with a summary for a person to send; case and appeal are found from each other. */
static void test_about_an_overdue_case(void **state)
{
	struct counter *c = *state;
	struct view_case *rows = NULL;
	char number[CASE_NUMBER];
	size_t n = 0;
	struct uid id = accept_one(c);

	assert_int_equal(desk_draft_appeal(c->desk), ERR_STATE); /* it has its days still */
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	day_t due = desk_case(c->desk)->due;
	desk_close(c->desk);
	clock_advance((int64_t)(due - clock_today() + 2) * 24 * 3600 * 1000);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(put(c->f->s, id, "TASK", "kind", "appeal", "subject", "2026-03-23", "text", "x", NULL), OK);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_draft_appeal(c->desk), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_DRAFT);
	assert_non_null(strstr(answer(c, "content")->value, number));
	assert_null(strstr(answer(c, "content")->value, "孟"));
	assert_string_equal(answer(c, "related")->value, number);
	assert_string_equal(answer(c, "subject")->value, "010103");
	(void)send(c);
	char linked[CASE_NUMBER];
	text_copy(linked, sizeof linked, desk_case(c->desk)->number);
	assert_string_equal(appeal(c)->linked, number);
	assert_int_equal(view_find(c->f->s, TOKEN_LINK, number, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].number, desk_case(c->desk)->number);
	mem_free(rows);
	assert_int_equal(desk_draft_appeal(c->desk), ERR_STATE); /* not about an appeal */
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	const struct task *t = &desk_case(c->desk)->tasks[0]; /* what the clock had drafted is settled */
	assert_int_equal(desk_case(c->desk)->n_tasks, 1);
	assert_false(task_open(t));
	assert_string_equal(t->text, linked);
	desk_close(c->desk);
	sound(state);
}

/* ---- the queue ---- */

static uint64_t in(struct counter *c, enum appeal_tab tab)
{
	struct appeal_filter f = {.tab = tab, .now_ms = clock_now_ms()};
	struct appeal_row *rows = NULL;
	uint64_t counts[APPEAL_TABS];
	size_t n = 0;

	assert_int_equal(appeal_counts(c->f->s, &f, counts), OK);
	assert_int_equal(appeal_rows(c->f->s, &f, 1000, 0, &rows, &n), OK);
	mem_free(rows);
	assert_int_equal(counts[tab], n); /* a count is the length of its list */
	return n;
}

static void test_views(void **state)
{
	struct counter *c = *state;

	staff(c);
	nameless(c, "C1", "1000", LIGHTS);
	struct uid id = send(c);
	assert_int_equal(in(c, APPEAL_TAB_DISPATCH), 1);
	as(c, "7001", &id);
	does(c, APPEAL_DISPATCH, NULL);
	assert_int_equal(in(c, APPEAL_TAB_SIGN), 1);
	assert_int_equal(in(c, APPEAL_TAB_LATE), 0);
	clock_advance(2LL * 3600 * 1000); /* two working hours, to the minute */
	assert_int_equal(in(c, APPEAL_TAB_LATE), 1);
	does(c, APPEAL_URGE, "没人签收");
	assert_int_equal(in(c, APPEAL_TAB_LEADER), 0);
	does(c, APPEAL_URGE, "还没签收");
	assert_int_equal(in(c, APPEAL_TAB_LEADER), 1);
	assert_int_equal(in(c, APPEAL_TAB_ALL), 1);
}

#define AT_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_COUNTER(test_whole_life),
		AT_COUNTER(test_refusal_has_its_paper),
		AT_COUNTER(test_own_unit),
		AT_COUNTER(test_a_reopened_one_has_its_days_anew),
		cmocka_unit_test(test_common_words),
		AT_COUNTER(test_the_like_before_it_is_saved),
		AT_COUNTER(test_merged),
		AT_COUNTER(test_secret),
		AT_COUNTER(test_again),
		AT_COUNTER(test_about_an_overdue_case),
		AT_COUNTER(test_views),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
