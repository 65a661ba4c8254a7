/* SPDX-License-Identifier: MIT
 *
 * What the clock does: silence accepts, what lapses becomes somebody's task, a task nobody answers goes
 * up. The days are counted by hand from the calendar of 2026: the Tomb-Sweeping holiday is 4 to 6 April.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/deadline.h"
#include "core/casework/desk/overdue.h"
#include "core/casework/oversight/moved.h"
#include "core/casework/task.h"

#define DAY ((int64_t)24 * 60 * 60 * 1000)

/* A permit of somebody new, up to the papers. */
static void to_papers(struct counter *c)
{
	char id[19];

	stranger(c, id);
	begin(c, id, "孟五", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
}

/* A whole round of the clock, with the case away from the desk; then it is looked at again. */
static void a_round(struct counter *c, const struct uid *id)
{
	struct desk_parts parts = {.store = c->f->s, .directory = c->directory, .catalog = c->catalog,
		.hall = "演示市政务服务中心", .window = "A03", .training = true, .slip_columns = 48};
	struct shelf *shelf;
	int accepted = 0, opened = 0;

	desk_close(c->desk);
	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	struct overdue *o = overdue_new(&parts, shelf_find, shelf);
	for (int i = 0; i < 50; i++)
		(void)overdue_step(o, NULL, &accepted, &opened);
	overdue_free(o);
	shelf_free(shelf);
	assert_int_equal(desk_open_case(c->desk, id), OK);
}

static const struct task *only_task(struct counter *c)
{
	assert_int_equal(desk_case(c->desk)->n_tasks, 1);
	return &desk_case(c->desk)->tasks[0];
}

/* Received on Wednesday 1 April: 2, 3, 7, 8, 9 April are the five working days (4 to 6 are holidays). */
static void silence_accepts(void **state)
{
	struct counter *c = *state;
	const struct casefile *f;

	moment("2026-04-01T10:00");
	to_papers(c);
	settle_materials(c);
	assert_int_equal(desk_receive(c->desk), OK);
	f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_RECEIVED);
	assert_int_equal(f->accepted_ms, 0);
	assert_true(*f->query);
	assert_non_null(casefile_slip(f, "receipt"));
	assert_non_null(strstr(casefile_slip(f, "receipt")->bytes, "收件凭证"));
	struct uid id = f->id;
	int64_t received = f->received_ms;

	moment("2026-04-09T23:00"); /* the fifth day has not ended */
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->state, STATE_RECEIVED);
	moment("2026-04-10T09:00");
	a_round(c, &id);
	f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_true(f->deemed);
	assert_int_equal(f->accepted_ms, received);
	assert_int_equal(f->due, day_of(2026, 4, 9)); /* five working days from the receipt */
	assert_int_equal(f->legal_due, day_of(2026, 4, 16)); /* 15 calendar days */
	assert_non_null(casefile_slip(f, "acceptance"));
	assert_non_null(strstr(casefile_slip(f, "acceptance")->bytes, "视为受理"));
	replay_equals(c);
	a_round(c, &id); /* its five days are over with that: late from the beginning */
	assert_int_equal(only_task(c)->kind, TASK_APPEAL);
	uint32_t events = desk_case(c->desk)->events;
	a_round(c, &id); /* once */
	assert_int_equal(desk_case(c->desk)->events, events);
	sound(state);
}

/* 即办 too (domain.md 3: RECEIVED -> ACCEPTED by silence whatever the kind): the notice has its clock, and
 * what silence accepted is granted by a person, with the days of the item. */
static void silence_accepts_an_instant_matter(void **state)
{
	struct counter *c = *state;
	struct deadline clocks[CLOCKS_MOST];

	moment("2026-04-01T10:00");
	begin(c, ELDER, "杨三", SENIOR);
	senior_lands();
	key_all(c);
	settle_materials(c);
	assert_true(casefile_instant(desk_case(c->desk)));
	assert_int_equal(desk_receive(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	assert_int_equal(deadlines(desk_case(c->desk), clock_now_ms(), clocks), 1);
	assert_int_equal(clocks[0].kind, CLOCK_NOTICE);
	assert_int_equal(clocks[0].due, day_of(2026, 4, 9));
	moment("2026-04-09T23:00");
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->state, STATE_RECEIVED);
	moment("2026-04-10T09:00");
	a_round(c, &id);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_ACCEPTED);
	assert_true(f->deemed);
	assert_int_equal(f->accepted_ms, f->received_ms);
	assert_non_null(strstr(casefile_slip(f, "acceptance")->bytes, "视为受理"));
	assert_int_equal(desk_life_bar(c->desk, LIFE_GRANT), BAR_NONE);
	assert_int_equal(desk_live(c->desk, LIFE_GRANT, &(struct life_args){0}), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_GRANTED);
	replay_equals(c);
	sound(state);
}

/* ---- an appeal about a late case (L6) ---- */

static struct uid late_case(struct counter *c, int days)
{
	to_papers(c);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	clock_advance((desk_case(c->desk)->due - clock_today() + days) * DAY);
	a_round(c, &id);
	return id;
}

/* Promised by 23 March 2026, five working days after the 16th. */
static void a_late_case_drafts_an_appeal(void **state)
{
	struct counter *c = *state;
	struct uid id = late_case(c, 0);

	assert_int_equal(desk_case(c->desk)->n_tasks, 0); /* the last day is not late */
	clock_advance(DAY);
	a_round(c, &id);
	assert_int_equal(only_task(c)->kind, TASK_APPEAL);
	assert_string_equal(only_task(c)->subject, "2026-03-23");
	assert_non_null(strstr(only_task(c)->draft, desk_case(c->desk)->number));
	assert_null(strstr(only_task(c)->draft, "孟")); /* nobody's name */
	assert_null(desk_case(c->desk)->appeal);
	uint32_t events = desk_case(c->desk)->events;
	for (int i = 0; i < 3; i++, clock_advance(DAY))
		a_round(c, &id); /* once, though it stays late */
	assert_int_equal(desk_case(c->desk)->events, events);
	assert_false(desk_task_mine(c->desk, 0)); /* a clerk does not judge that */
	supervisor_in(c->f);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_true(desk_task_mine(c->desk, 0));
	assert_int_equal(desk_answer_task(c->desk, 0, true, "已电话说明"), OK);
	a_round(c, &id); /* dropped: not again */
	assert_false(task_open(only_task(c)));
	/* another day is promised, and passes too: drafted anew */
	assert_int_equal(put(c->f->s, id, "STATE", "to", "EXAMINING", NULL), OK);
	assert_int_equal(put(c->f->s, id, "EXTEND", "days", "5", "due", "2026-03-30", "reason", "x", NULL), OK);
	clock_advance(40 * DAY); /* the machine was off */
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->n_tasks, 2);
	assert_int_equal(desk_case(c->desk)->tasks[1].kind, TASK_APPEAL);
	assert_true(task_open(&desk_case(c->desk)->tasks[1]));
	replay_equals(c);
	sound(state);
}

/* Two programs come to it at once: the second finds it moved. */
static void drafted_once_by_two(void **state)
{
	struct counter *c = *state;
	struct desk_parts parts = {.store = c->f->s, .directory = c->directory, .catalog = c->catalog,
		.hall = "演示市政务服务中心", .window = "A03", .training = true, .slip_columns = 48};
	struct uid id = late_case(c, 0);
	struct shelf *shelf;
	int accepted = 0, opened = 0;

	clock_advance(DAY);
	desk_close(c->desk);
	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	struct overdue *one = overdue_new(&parts, shelf_find, shelf);
	struct overdue *two = overdue_new(&parts, shelf_find, shelf);
	for (int i = 0; i < 50; i++) {
		(void)overdue_step(one, NULL, &accepted, &opened);
		(void)overdue_step(two, NULL, &accepted, &opened);
	}
	assert_int_equal(opened, 0); /* nobody is interrupted for it */
	overdue_free(one);
	overdue_free(two);
	shelf_free(shelf);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(only_task(c)->kind, TASK_APPEAL);
	/* it ends after all: nothing is left to register */
	assert_int_equal(put(c->f->s, id, "STATE", "to", "EXAMINING", NULL), OK);
	assert_int_equal(put(c->f->s, id, "STATE", "to", "RETRACTED", "reason", "x", NULL), OK);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_false(task_open(only_task(c)));
	sound(state);
}

/* Received on Wednesday 1 April after hours: the trigger day is the 2nd, so the slip, the notice and the
 * silence all end on the 10th (domain.md 4, after hours). */
static void the_evening_counts_from_the_morrow(void **state)
{
	struct counter *c = *state;

	moment("2026-04-01T17:00");
	to_papers(c);
	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			assert_int_equal(desk_judge_material(c->desk, i, DEFECT_ABSENT, "", ""), OK);
	assert_int_equal(desk_receive(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	assert_non_null(strstr(casefile_slip(desk_case(c->desk), "receipt")->bytes, "2026年4月10日"));
	moment("2026-04-10T16:00");
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->state, STATE_RECEIVED);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	assert_int_equal(desk_case(c->desk)->state, STATE_FIXING);
	replay_equals(c);
	sound(state);
}

static void set_hours(struct counter *c, bool any)
{
	struct desk_parts parts = {.store = c->f->s, .directory = c->directory, .catalog = c->catalog,
		.driver = c->driver, .hall = "演示市政务服务中心", .window = "A03", .training = true,
		.print_dir = c->print_dir, .slip_columns = 48, .any_hour = any};

	desk_free(c->desk);
	assert_int_equal(desk_new(&parts, &c->desk), OK);
}

/* The rule is a setting (domain.md 4), and a case keeps that of its receipt: received at 17:00 with the
 * rule off, every clock counts from that day, whatever the setting says afterwards. */
static void a_case_keeps_the_rule_of_its_receipt(void **state)
{
	struct counter *c = *state;
	struct deadline clocks[CLOCKS_MOST];

	set_hours(c, true);
	moment("2026-04-01T17:00");
	to_papers(c);
	settle_materials(c);
	assert_int_equal(desk_receive(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	assert_non_null(strstr(casefile_slip(desk_case(c->desk), "receipt")->bytes, "2026年4月9日"));
	set_hours(c, false); /* the hall changes its mind */
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(casefile_rule(desk_case(c->desk)), DUE_RULE_A);
	deadlines(desk_case(c->desk), clock_now_ms(), clocks);
	assert_int_equal(clocks[0].kind, CLOCK_NOTICE);
	assert_int_equal(clocks[0].due, day_of(2026, 4, 9));
	moment("2026-04-10T08:00");
	assert_int_equal(desk_issue_notice(c->desk, NULL), ERR_STATE); /* silence has accepted it */
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->state, STATE_ACCEPTED);
	assert_int_equal(desk_case(c->desk)->due, day_of(2026, 4, 9));
	replay_equals(c);
	/* and a new one has the new rule */
	moment("2026-04-10T18:00"); /* a Friday: the trigger day is Monday the 13th */
	to_papers(c);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(casefile_rule(desk_case(c->desk)), DUE_RULE_B);
	assert_int_equal(desk_case(c->desk)->due, day_of(2026, 4, 20));
	sound(state);
}

/* A paper let through is not there on its day: the decider is asked to end the case. */
static void a_paper_that_does_not_come(void **state)
{
	struct counter *c = *state;
	size_t m;

	to_papers(c);
	for (m = 0; m < desk_case(c->desk)->item->n_materials; m++)
		if (desk_material_choices(c->desk, m) & 1u << CHOOSE_DEFER)
			break;
	assert_true(m < desk_case(c->desk)->item->n_materials);
	assert_int_equal(desk_choose_material(c->desk, m, CHOOSE_DEFER, 0), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	day_t until = desk_case(c->desk)->marks[m].until;
	clock_advance((until - clock_today()) * DAY);
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->n_tasks, 0);
	clock_advance(DAY);
	a_round(c, &id); /* it is late, too */
	assert_int_equal(desk_case(c->desk)->n_tasks, 2);
	const struct task *t = &desk_case(c->desk)->tasks[0];
	assert_int_equal(t->kind, TASK_TERMINATE);
	assert_string_equal(t->subject, desk_case(c->desk)->item->materials[m].name);
	assert_false(desk_task_mine(c->desk, 0)); /* a clerk does not decide */
	assert_int_equal(desk_answer_task(c->desk, 0, false, "x"), ERR_DENIED);
	/* nobody answers: five working days later it is the supervisor's */
	clock_advance(9 * DAY);
	a_round(c, &id);
	t = &desk_case(c->desk)->tasks[0];
	assert_true(t->escalated);
	/* it comes after all */
	assert_int_equal(desk_bring(c->desk, m, HAD_SEEN), OK);
	assert_int_equal(desk_case(c->desk)->marks[m].mark, MARK_VERIFIED);
	assert_false(task_open(&desk_case(c->desk)->tasks[0]));
	assert_int_equal(desk_bring(c->desk, m, HAD_SEEN), ERR_STATE);
	replay_equals(c);
	sound(state);
}

static void decide(struct counter *c, const struct uid *id, const char *who, enum life act)
{
	struct life_args args = {.opinion = "材料齐全", .reason = "容缺材料没有补交", .grant = true,
		.number = "居2026", .how = "self", .collector = "x"};

	again_as(c, who, PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, id), OK);
	assert_int_equal(desk_live(c->desk, act, &args), OK);
}

/* Granted although a paper is to come, and handed over: it is waited for all the same. On the day after
 * its last the decider is asked to revoke; nothing is filed away before (domain.md 2 and 3, GRANTED_DEF). */
static void a_paper_that_does_not_come_after_the_grant(void **state)
{
	struct counter *c = *state;
	struct deadline clocks[CLOCKS_MOST];
	struct view_case row;
	size_t m;

	to_papers(c);
	for (m = 0; !(desk_material_choices(c->desk, m) & 1u << CHOOSE_DEFER);)
		m++;
	assert_int_equal(desk_choose_material(c->desk, m, CHOOSE_DEFER, 0), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	day_t until = desk_case(c->desk)->marks[m].until;
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	hire(c, "3001", ROLE_EXAMINER, NULL);
	hire(c, "4001", ROLE_DECIDER, NULL);
	hire(c, "6001", ROLE_ISSUER, NULL);
	decide(c, &id, "3001", LIFE_PROPOSE);
	decide(c, &id, "4001", LIFE_GRANT);
	assert_int_equal(desk_case(c->desk)->state, STATE_GRANTED_DEF);
	size_t n = deadlines(desk_case(c->desk), clock_now_ms(), clocks);
	assert_int_equal(clocks[0].kind, CLOCK_DEFER);
	assert_int_equal(clocks[0].due, until);
	assert_int_equal(n, 2); /* and the day to hand it over by */
	decide(c, &id, "6001", LIFE_READY);
	decide(c, &id, "6001", LIFE_DELIVER);
	assert_int_equal(desk_case(c->desk)->state, STATE_DELIVERED);
	assert_int_equal(desk_life_bar(c->desk, LIFE_ARCHIVE), BAR_TO_COME);
	assert_int_equal(desk_live(c->desk, LIFE_ARCHIVE, &(struct life_args){0}), ERR_STATE);
	clock_advance((until - clock_today()) * DAY);
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->n_tasks, 0);
	clock_advance(DAY);
	a_round(c, &id);
	assert_int_equal(only_task(c)->kind, TASK_LAPSE);
	assert_string_equal(only_task(c)->subject, desk_case(c->desk)->item->materials[m].name);
	assert_int_equal(view_get(c->f->s, &id, &row), OK);
	assert_string_equal(row.note, "lapse");
	assert_true(row.unverified); /* a closed case that somebody still has to look at */
	uint32_t events = desk_case(c->desk)->events;
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->events, events); /* once */
	replay_equals(c);
	decide(c, &id, "4001", LIFE_REVOKE);
	assert_int_equal(desk_case(c->desk)->state, STATE_REVOKED);
	assert_false(task_open(only_task(c)));
	assert_non_null(casefile_slip(desk_case(c->desk), "revocation"));
	assert_int_equal(deadlines(desk_case(c->desk), clock_now_ms(), clocks), 0);
	sound(state);
}

/* It comes late, to a case that is closed: taken in at a counter, and the proposal falls. */
static void a_paper_that_comes_after_the_grant(void **state)
{
	struct counter *c = *state;
	size_t m;

	to_papers(c);
	for (m = 0; !(desk_material_choices(c->desk, m) & 1u << CHOOSE_DEFER);)
		m++;
	assert_int_equal(desk_choose_material(c->desk, m, CHOOSE_DEFER, 0), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	static const char *const way[] = {"EXAMINING", "DECIDING", "GRANTED_DEF", "READY", "DELIVERED"};
	static const char *const by[] = {"1024", "3001", "4001", "6001", "6001"};
	hire(c, "3001", ROLE_EXAMINER, NULL);
	hire(c, "4001", ROLE_DECIDER, NULL);
	hire(c, "6001", ROLE_ISSUER, NULL);
	for (size_t i = 0; i < COUNT_OF(way); i++) {
		again_as(c, by[i], i ? PASS_STAFF : PASS_CLERK);
		assert_int_equal(put(c->f->s, id, "STATE", "to", way[i], NULL), OK);
	}
	clock_advance(30 * DAY);
	again_as(c, "1024", PASS_CLERK);
	a_round(c, &id);
	assert_int_equal(only_task(c)->kind, TASK_LAPSE);
	assert_int_equal(desk_bring(c->desk, m, HAD_SEEN), OK);
	assert_false(task_open(only_task(c)));
	assert_int_equal(desk_life_bar(c->desk, LIFE_ARCHIVE), BAR_NONE);
	replay_equals(c);
	sound(state);
}

/* A completion that does not come is proposed to be withdrawn, on the day after its last. */
static void a_completion_that_does_not_come(void **state)
{
	struct counter *c = *state;

	to_papers(c);
	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			assert_int_equal(desk_judge_material(c->desk, i, DEFECT_ABSENT, "", ""), OK);
	assert_int_equal(desk_issue_notice(c->desk, NULL), OK);
	struct uid id = desk_case(c->desk)->id;
	day_t until = desk_case(c->desk)->fix_until;
	clock_advance((until - clock_today()) * DAY);
	a_round(c, &id);
	assert_int_equal(desk_case(c->desk)->n_tasks, 0);
	clock_advance(DAY);
	a_round(c, &id);
	assert_int_equal(only_task(c)->kind, TASK_WITHDRAW);
	assert_int_equal(desk_case(c->desk)->state, STATE_FIXING); /* nothing is ended by itself */
	replay_equals(c);
	sound(state);
}

/* Somebody else's comment, an opinion by role, a reply only to a light. */
static void words_that_decide_nothing(void **state)
{
	struct counter *c = *state;

	to_papers(c);
	assert_int_equal(desk_comment(c->desk, "x"), ERR_STATE); /* a draft */
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(desk_comment(c->desk, ""), ERR_INPUT);
	assert_int_equal(desk_comment(c->desk, "已电话核实"), OK);
	assert_int_equal(desk_opine(c->desk, VERDICT_AGREE, "公安", "同意"), ERR_DENIED);
	assert_false(desk_lit(c->desk));
	assert_int_equal(desk_reply(c->desk, "在办"), ERR_STATE);
	clock_advance(30 * DAY);
	assert_true(desk_lit(c->desk));
	assert_int_equal(desk_reply(c->desk, "在办"), OK);
	assert_false(desk_lit(c->desk));
	assert_int_equal(desk_looked(c->desk, "case"), OK);
	replay_equals(c);
	sound(state);
	desk_close(c->desk);
}

static enum err count(const struct moved *m, void *ctx)
{
	struct moved *last = ctx;

	*last = *m;
	return OK;
}

/* The days told are those of the calendar: none has moved. One told otherwise is listed with both. */
static void a_day_that_moved_is_listed(void **state)
{
	struct counter *c = *state;
	struct moved last = {.number = ""}, two[2];
	struct shelf *shelf;

	to_papers(c);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	assert_int_equal(moved_list(c->f->s, shelf_find, shelf, count, &last), OK);
	assert_string_equal(last.number, "");
	struct casefile other = *desk_case(c->desk); /* as if the calendar had been another */
	other.due = day_of(2026, 3, 20);
	assert_int_equal(moved_days(&other, clock_now_ms(), two), 1);
	assert_string_equal(two[0].clock, "PROMISED");
	assert_int_equal(two[0].told, day_of(2026, 3, 20));
	assert_int_equal(two[0].now, day_of(2026, 3, 23)); /* five working days after 16 March */
	other.state = STATE_SPECIAL;
	assert_int_equal(moved_days(&other, clock_now_ms(), two), 0);
	shelf_free(shelf);
	desk_close(c->desk);
}

static int open_counter(void **state)
{
	*state = counter_new(NULL);
	return 0;
}

static int close_counter(void **state)
{
	counter_free(*state);
	return 0;
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, open_counter, close_counter)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(silence_accepts),
		ON_COUNTER(silence_accepts_an_instant_matter),
		ON_COUNTER(the_evening_counts_from_the_morrow),
		ON_COUNTER(a_case_keeps_the_rule_of_its_receipt),
		ON_COUNTER(a_late_case_drafts_an_appeal),
		ON_COUNTER(drafted_once_by_two),
		ON_COUNTER(a_paper_that_does_not_come),
		ON_COUNTER(a_paper_that_does_not_come_after_the_grant),
		ON_COUNTER(a_paper_that_comes_after_the_grant),
		ON_COUNTER(a_completion_that_does_not_come),
		ON_COUNTER(words_that_decide_nothing),
		ON_COUNTER(a_day_that_moved_is_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
