/* SPDX-License-Identifier: MIT
 *
 * A special procedure at the desk (domain.md 3, EXAMINING -> SPECIAL: examiner + decider, reason of the
 * item's list, expected end, the applicant told in writing): proposed by one, begun or refused by another.
 */
#include "tests/unit/desk_papers.h"
#include "tests/unit/desk_staff.h"

#include "core/casework/deadline.h"
#include "core/casework/task.h"

#define DAY ((int64_t)24 * 60 * 60 * 1000)

static void as(struct counter *c, const char *who, const struct uid *id)
{
	again_as(c, who, PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, id), OK);
}

/* Of somebody new, with the department; an examiner and two deciders are there. */
static struct uid examining(struct counter *c)
{
	char person[19];

	stranger(c, person);
	begin(c, person, "凌一心", PAPERS);
	SAY("CRD-02", "clean=1");
	SAY("BDC-01", "kind=title|title_no=Z1");
	type(c, "house", "1");
	assert_int_equal(choose(c, "photo", CHOOSE_CAPTURE), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	struct uid id = desk_case(c->desk)->id;
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	hire(c, "3001", ROLE_EXAMINER, NULL);
	hire(c, "4001", ROLE_DECIDER, NULL);
	as(c, "3001", &id);
	return id;
}

static void propose(struct counter *c, day_t until)
{
	struct life_args args = {.pause = PAUSE_SITE, .expected = until,
		.reason = "要看现场"};

	assert_int_equal(desk_live(c->desk, LIFE_ASK_PAUSE, &args), OK);
}

static void one_proposes_another_begins(void **state)
{
	struct counter *c = *state;
	struct deadline clocks[CLOCKS_MOST];
	struct life_args none = {0}, proposed;
	struct view_case row;
	struct uid id = examining(c);

	desk_proposed(c->desk, &proposed);
	assert_int_equal(proposed.expected, DAY_NONE);
	propose(c, day_of(2026, 3, 19));
	assert_int_equal(desk_case(c->desk)->state, STATE_EXAMINING); /* nothing stands still yet */
	deadlines(desk_case(c->desk), clock_now_ms(), clocks);
	assert_false(clocks[0].stopped);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PAUSE), BAR_ROLE);
	assert_int_equal(desk_live(c->desk, LIFE_PAUSE, &none), ERR_DENIED);
	assert_int_equal(view_get(c->f->s, &id, &row), OK);
	assert_string_equal(row.note, task_word(TASK_PAUSE));
	as(c, "4001", &id);
	desk_proposed(c->desk, &proposed);
	assert_int_equal(proposed.expected, day_of(2026, 3, 19));
	assert_string_equal(proposed.reason, "要看现场");
	assert_int_equal(desk_live(c->desk, LIFE_PAUSE, &none), OK);
	const struct casefile *f = desk_case(c->desk);
	assert_int_equal(f->state, STATE_SPECIAL);
	assert_int_equal(f->pauses[0].kind, PAUSE_SITE);
	assert_int_equal(f->pauses[0].expected, day_of(2026, 3, 19));
	assert_null(task_standing(f, TASK_PAUSE));
	assert_non_null(strstr(casefile_slip(f, "special")->bytes, "要看现场"));
	assert_non_null(strstr(casefile_slip(f, "special")->bytes, "2026年3月19日"));
	deadlines(f, clock_now_ms(), clocks);
	assert_true(clocks[0].stopped);
	/* either of them ends it, or the clock would stand still for want of the other */
	assert_int_equal(desk_life_bar(c->desk, LIFE_RESUME), BAR_NONE);
	replay_equals(c);
	sound(state);
}

static void refused_and_proposed_anew(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};
	struct uid id = examining(c);

	propose(c, day_of(2026, 3, 18));
	assert_int_equal(desk_answer_task(c->desk, 0, false, "不必"), ERR_DENIED); /* one's own */
	as(c, "4001", &id);
	assert_int_equal(desk_answer_task(c->desk, 0, false, "不必看现场"), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PAUSE), BAR_STATE);
	as(c, "3001", &id);
	assert_int_equal(desk_life_bar(c->desk, LIFE_ASK_PAUSE), BAR_NONE);
	propose(c, day_of(2026, 3, 18));
	clock_advance(2 * DAY); /* nobody answered until the day it was to end */
	as(c, "4001", &id);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PAUSE), BAR_PASSED);
	assert_int_equal(desk_live(c->desk, LIFE_PAUSE, &none), ERR_STATE);
	/* decided without it: the proposal has no object any more */
	as(c, "3001", &id);
	assert_int_equal(desk_live(c->desk, LIFE_PROPOSE,
		&(struct life_args){.opinion = "材料齐全", .grant = true}), OK);
	assert_null(task_standing(desk_case(c->desk), TASK_PAUSE));
	replay_equals(c);
	sound(state);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open_data, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(one_proposes_another_begins),
		ON_COUNTER(refused_and_proposed_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
