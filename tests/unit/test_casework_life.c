/* SPDX-License-Identifier: MIT
 *
 * Acts after the receipt: which lead where, who may not, and what they leave in the casefile.
 * Expected answers are those of domain.md 1 to 4.
 */
#include "tests/unit/life_case.h"

static enum err extend(const char *days, const char *actor)
{
	char said[20];
	text_format(said, sizeof(said), "days=%s", days);
	return tell("EXTEND", actor, WORDS(said, "reason=材料多"));
}

static void to_examining(void)
{
	assert_int_equal(move(STATE_RECEIVED, "1024", NULL), OK);
	assert_int_equal(move(STATE_ACCEPTED, "1024", NULL), OK);
	assert_int_equal(move(STATE_EXAMINING, "1024", NULL), OK);
}

static void one_person_one_step(void **state)
{
	(void)state;
	to_examining();
	assert_string_equal(file.received_by, "1024");
	assert_int_equal(move(STATE_DECIDING, "1024", WORDS("opinion=可", "grant=1")), ERR_DENIED);
	assert_int_equal(move(STATE_DECIDING, "3001", WORDS("opinion=可", "grant=1")), OK);
	assert_string_equal(file.words.opinion, "可");
	assert_true(file.words.grant);
	assert_int_equal(life_bar(&file, LIFE_GRANT, ROLE_DECIDER, "3001"), BAR_PERSON);
	assert_int_equal(life_bar(&file, LIFE_GRANT, ROLE_DECIDER, "1024"), BAR_PERSON);
	assert_int_equal(life_bar(&file, LIFE_GRANT, ROLE_EXAMINER, "3002"), BAR_ROLE);
	assert_int_equal(life_bar(&file, LIFE_GRANT, ROLE_DECIDER, "4001"), BAR_NONE);
	assert_int_equal(move(STATE_GRANTED, "3001", NULL), ERR_DENIED);
	assert_int_equal(move(STATE_GRANTED, "4001", NULL), OK);
	assert_string_equal(file.decided_by, "4001");
	assert_true(file.decided_ms > 0);
}

/* domain.md 3, EXAMINING -> SPECIAL: by examiner and decider, of the item's list, with its expected end. */
static void a_special_procedure_takes_two(void **state)
{
	(void)state;
	to_examining();
	assert_int_equal(life_bar(&file, LIFE_PAUSE, ROLE_DECIDER, "4001"), BAR_STATE); /* nothing is proposed */
	assert_int_equal(life_bar(&file, LIFE_ASK_PAUSE, ROLE_DECIDER, "4001"), BAR_ROLE);
	assert_int_equal(life_bar(&file, LIFE_ASK_PAUSE, ROLE_EXAMINER, "1024"), BAR_PERSON);
	assert_int_equal(life_bar(&file, LIFE_ASK_PAUSE, ROLE_EXAMINER, "3001"), BAR_NONE);
	assert_int_equal(move(STATE_SPECIAL, "4001", WORDS("pause=SITE", "asked=3001", "expected=2026-03-20")),
		ERR_STATE);
	static const char *const proposed[] = {"kind=pausing", "subject=SITE", "expected=2026-03-20",
		"text=看现场", NULL};
	assert_int_equal(tell("TASK", "3001", WORDS("kind=pausing", "subject=PUBLICITY", "expected=2026-03-20",
				      "text=公示")), ERR_INPUT); /* not of the item */
	assert_int_equal(tell("TASK", "3001", WORDS("kind=pausing", "subject=SITE", "text=看现场")), ERR_INPUT);
	assert_int_equal(tell("TASK", "3001", WORDS("kind=pausing", "subject=SITE", "expected=2026-03-20")),
		ERR_INPUT);
	assert_int_equal(tell("TASK", "1024", proposed), ERR_DENIED); /* who received it */
	assert_int_equal(tell("TASK", "3001", proposed), OK);
	assert_int_equal(tell("TASK", "3002", proposed), ERR_STATE); /* one at a time */
	assert_int_equal(life_bar(&file, LIFE_ASK_PAUSE, ROLE_EXAMINER, "3001"), BAR_STATE);
	assert_int_equal(life_bar(&file, LIFE_PAUSE, ROLE_EXAMINER, "3002"), BAR_ROLE);
	assert_int_equal(life_bar(&file, LIFE_PAUSE, ROLE_DECIDER, "3001"), BAR_PERSON);
	assert_int_equal(life_bar(&file, LIFE_PAUSE, ROLE_DECIDER, "1024"), BAR_PERSON);
	assert_int_equal(life_bar(&file, LIFE_PAUSE, ROLE_DECIDER, "4001"), BAR_NONE);
	assert_int_equal(move(STATE_SPECIAL, "3001", WORDS("pause=SITE", "asked=3001")), ERR_DENIED);
	assert_int_equal(move(STATE_SPECIAL, "1024", WORDS("pause=SITE", "asked=3001")), ERR_DENIED);
	assert_int_equal(move(STATE_SPECIAL, "4001", WORDS("pause=TEST", "asked=3001")), ERR_INPUT); /* another */
	assert_int_equal(move(STATE_SPECIAL, "4001", NULL), ERR_INPUT);
	assert_int_equal(move(STATE_SPECIAL, "4001",
		WORDS("pause=SITE", "asked=3001", "reason=看现场", "expected=2026-03-20")), OK);
	assert_null(task_standing(&file, TASK_PAUSE));
	assert_int_equal(file.n_pauses, 1);
	assert_int_equal(file.pauses[0].kind, PAUSE_SITE);
	assert_int_equal(file.pauses[0].to_ms, 0);
	assert_string_equal(file.pauses[0].reason, "看现场");
	int64_t begun = file.pauses[0].from_ms;
	assert_int_equal(move(STATE_EXAMINING, "3001", WORDS("opinion=合格")), OK);
	assert_int_equal(file.pauses[0].to_ms, begun + 3600000);
	assert_int_equal(life_bar(&file, LIFE_ASK_PAUSE, ROLE_EXAMINER, "3001"), BAR_NONE); /* another one */
}

static void once_and_within_the_law(void **state)
{
	(void)state;
	to_examining();
	assert_int_equal(life_extension(&file), 10);
	assert_int_equal(extend("11", "4001"), ERR_INPUT);
	assert_int_equal(extend("0", "4001"), ERR_INPUT);
	assert_int_equal(extend("5", "1024"), ERR_DENIED); /* who received it */
	assert_int_equal(life_bar(&file, LIFE_EXTEND, ROLE_EXAMINER, "3001"), BAR_ROLE);
	assert_int_equal(extend("10", "4001"), OK);
	assert_int_equal(file.extension, 10);
	assert_int_equal(extend("5", "4001"), ERR_STATE);
	assert_int_equal(life_bar(&file, LIFE_EXTEND, ROLE_DECIDER, "4001"), BAR_USED);
}

static void a_paper_to_come_makes_another_grant(void **state)
{
	enum state to;
	(void)state;
	to_examining();
	assert_int_equal(move(STATE_DECIDING, "3001", NULL), OK);
	assert_int_equal(move(STATE_GRANTED_DEF, "4001", NULL), ERR_STATE); /* nothing is to come */
	file.marks[0].mark = MARK_DEFERRED;
	assert_true(life_leads(&file, LIFE_GRANT, &to));
	assert_int_equal(to, STATE_GRANTED_DEF);
	assert_int_equal(move(STATE_GRANTED, "4001", NULL), ERR_STATE);
	assert_int_equal(move(STATE_GRANTED_DEF, "4001", NULL), OK);
}

static void what_is_unverified_is_not_granted(void **state)
{
	(void)state;
	to_examining();
	assert_int_equal(move(STATE_DECIDING, "3001", NULL), OK);
	file.draft.answers[0].unverified = true;
	assert_int_equal(life_bar(&file, LIFE_GRANT, ROLE_DECIDER, "4001"), BAR_UNVERIFIED);
	assert_int_equal(life_bar(&file, LIFE_DENY, ROLE_DECIDER, "4001"), BAR_UNVERIFIED);
	assert_int_equal(life_bar(&file, LIFE_WAIVE, ROLE_DECIDER, "4001"), BAR_ROLE);
	assert_int_equal(life_bar(&file, LIFE_WAIVE, ROLE_SUPERVISOR, "2001"), BAR_NONE);
	file.waived = true;
	assert_int_equal(life_bar(&file, LIFE_GRANT, ROLE_DECIDER, "4001"), BAR_NONE);
}

/* Only what was granted can be revoked, filed away or not (Administrative Licensing Law art. 69). */
static void what_was_denied_is_not_revoked(void **state)
{
	enum state to;
	(void)state;
	to_examining();
	assert_int_equal(move(STATE_DECIDING, "3001", WORDS("opinion=否", "grant=0")), OK);
	assert_int_equal(move(STATE_DENIED, "4001", WORDS("reason=不符合")), OK);
	assert_int_equal(move(STATE_ARCHIVED, "6001", NULL), OK);
	assert_false(life_leads(&file, LIFE_REVOKE, &to));
	assert_int_equal(life_bar(&file, LIFE_REVOKE, ROLE_DECIDER, "4002"), BAR_STATE);
	assert_int_equal(move(STATE_REVOKED, "4002", WORDS("reason=x")), ERR_STATE);
}

/* Ending a case is a decision too: nobody who had a part in it takes it. */
static void who_received_does_not_end_it(void **state)
{
	(void)state;
	to_examining();
	assert_int_equal(move(STATE_TERMINATED, "1024", WORDS("reason=逾期")), ERR_DENIED);
	assert_int_equal(move(STATE_TERMINATED, "4001", WORDS("reason=逾期", "for=1024")), ERR_DENIED);
	assert_int_equal(move(STATE_TERMINATED, "4001", WORDS("reason=逾期")), OK);
}

/* Noticed weeks later, a case that silence accepted is as far as if it had been accepted at once. */
static void silence_begins_the_first_stage_at_the_receipt(void **state)
{
	int64_t received = now_ms;
	(void)state;
	assert_int_equal(move(STATE_RECEIVED, "1024", NULL), OK);
	now_ms += (int64_t)21 * 24 * 3600000;
	assert_int_equal(move(STATE_ACCEPTED, "1024", WORDS("deemed=1")), OK);
	assert_int_equal(file.accepted_ms, received);
	assert_int_equal(file.stages[0].begun_ms, received);
}

#define ON_CASE(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_CASE(one_person_one_step),
		ON_CASE(a_special_procedure_takes_two),
		ON_CASE(once_and_within_the_law),
		ON_CASE(a_paper_to_come_makes_another_grant),
		ON_CASE(what_is_unverified_is_not_granted),
		ON_CASE(what_was_denied_is_not_revoked),
		ON_CASE(who_received_does_not_end_it),
		ON_CASE(silence_begins_the_first_stage_at_the_receipt),
	};
	return cmocka_run_group_tests(tests, open_item, close_item);
}
