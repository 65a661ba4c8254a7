/* SPDX-License-Identifier: MIT
 *
 * Who may do what with whose cases: the roles of domain.md 1 by act and by own or another
 * department's case (W1, A6), and places taken by delegation (H9).
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/authority.h"
#include "core/casework/desk/bulk.h"
#include "core/casework/oversight/trail.h"
#include "core/casework/task.h"

#define OTHER "演示别局"
#define DAY ((int64_t)24 * 60 * 60 * 1000)

#define R(right) (1u << RIGHT_##right)

/* What domain.md 1 says a role may, in its department; in another's it may nothing of it. */
static const struct {
	enum role role;
	unsigned rights;
} table[] = {
	{ROLE_GUIDE, 0},
	{ROLE_CLERK, R(PERSON) | R(RECEIVE) | R(ACCEPT) | R(ISSUE) | R(REVEAL) | R(OBJECT)},
	{ROLE_EXAMINER, R(PERSON) | R(ACCEPT) | R(EXAMINE) | R(REVEAL) | R(OBJECT)},
	{ROLE_DECIDER, R(PERSON) | R(DECIDE) | R(REVEAL)},
	{ROLE_ISSUER, R(PERSON) | R(ISSUE)},
	{ROLE_SUPERVISOR,
		R(PERSON) | R(TAKEOVER) | R(SECOND_NOTICE) | R(GRANT) | R(REVEAL) | R(WATCH) | R(RATINGS)},
	{ROLE_STEWARD, R(CATALOG) | R(REVEAL)},
	{ROLE_AGENT, R(PERSON) | R(RECEIVE) | R(REVEAL) | R(OBJECT)},
	{ROLE_APPEALS, R(PERSON) | R(RECEIVE) | R(ACCEPT) | R(REVEAL) | R(APPEALS)},
	{ROLE_ADMIN, R(OPERATORS)},
	{ROLE_TRAINER, 0},
};

static const char *permit_unit(struct counter *c)
{
	return directory_at(c->directory, item_at(c, PERMIT))->department;
}

static void check_role(struct counter *c, size_t row)
{
	const struct scope_place own = {permit_unit(c), PERMIT}, other = {OTHER, "339900000001"};

	for (int r = 0; r < RIGHT_COUNT; r++) {
		bool expected = table[row].rights >> r & 1;
		struct authority here = authority_of(c->f->s, NULL, 1u << r, &own);
		struct authority there = authority_of(c->f->s, NULL, 1u << r, &other);
		if (authority_held(&here) != expected || authority_held(&there) ||
			there.kind != (expected ? AUTHORITY_SCOPE : AUTHORITY_ROLE))
			fail_msg("%s: %s", role_word(table[row].role), right_word((enum right)r));
	}
}

static void every_role_by_act_and_department(void **state)
{
	struct counter *c = *state;

	for (size_t i = 0; i < COUNT_OF(table); i++) {
		char id[8];
		text_format(id, sizeof id, "R%zu", i);
		hire(c, id, table[i].role, permit_unit(c));
		again_as(c, id, PASS_STAFF);
		check_role(c, i);
	}
	assert_int_equal(findings(c->f->s, true), 0);
}

/* That a case exists may be known; what stands in it is for its department. */
static void another_departments_case_is_known_but_not_opened(void **state)
{
	struct counter *c = *state;
	struct uid id = accept_one(c);
	struct view_case row;
	char why[WHY_SIZE];

	hire(c, "3001", ROLE_EXAMINER, permit_unit(c));
	hire(c, "3002", ROLE_EXAMINER, OTHER);
	again_as(c, "3002", PASS_STAFF);
	assert_int_equal(view_get(c->f->s, &id, &row), OK);
	assert_false(desk_may_at(c->desk, RIGHT_PERSON, row.department, row.item));
	assert_int_equal(desk_open_case(c->desk, &id), ERR_DENIED);
	assert_null(desk_case(c->desk));
	desk_explain(c->desk, &id, RIGHT_EXAMINE, why);
	assert_non_null(strstr(why, _(right_text(RIGHT_EXAMINE))));
	assert_non_null(strstr(why, "3001"));
	assert_null(strstr(why, "3002"));
	again_as(c, "3001", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	desk_close(c->desk);
}

static void a_clerk_receives_what_the_scope_says(void **state)
{
	struct counter *c = *state;
	char id[19];

	hire(c, "1031", ROLE_CLERK, OTHER);
	again_as(c, "1031", PASS_STAFF);
	stranger(c, id);
	open_person(c, id);
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, PERMIT), NULL), ERR_DENIED);
	assert_null(desk_case(c->desk)->item);
	desk_close(c->desk);
}

/* A case that is open when the right is taken away is not acted on any more. */
static void a_right_taken_away_counts_for_the_case_in_hand(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};
	struct store *other;
	struct scope *list;
	size_t n;

	hire(c, "1031", ROLE_CLERK, permit_unit(c));
	again_as(c, "1031", PASS_STAFF);
	(void)accept_one(c);
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_NONE);
	assert_int_equal(store_open(&c->f->place, &other), OK);
	assert_int_equal(operator_login(other, "1000", PASS_ADMIN), OK);
	assert_int_equal(scope_list(other, &list, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(scope_end(other, &list[0].id), OK);
	mem_free(list);
	store_close(other);
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), ERR_DENIED);
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_SCOPE);
	desk_close(c->desk);
}

static void a_bulk_act_stays_in_the_department(void **state)
{
	struct counter *c = *state;
	struct uid id = accept_one(c);

	hire(c, "1031", ROLE_CLERK, OTHER);
	hire(c, "1032", ROLE_CLERK, permit_unit(c));
	again_as(c, "1031", PASS_STAFF);
	assert_int_equal(turn_claim(c->f->s, &id, "1031"), ERR_DENIED);
	again_as(c, "1032", PASS_STAFF);
	assert_int_equal(turn_claim(c->f->s, &id, "1024"), ERR_DENIED); /* from a colleague: the supervisor's */
	assert_int_equal(turn_claim(c->f->s, &id, "1032"), ERR_CONFLICT);
}

/* ---- places taken ---- */

static struct uid handed_on(struct counter *c)
{
	struct life_args none = {0};
	struct uid id = accept_one(c);

	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK);
	return id;
}

static void delegate(struct counter *c, const char *who, const char *to, const char *items)
{
	again_as(c, who, PASS_STAFF);
	assert_int_equal(
		stand_in_delegate(c->f->s, to, clock_today(), clock_today() + 1, items), OK);
}

static bool trail_says(struct counter *c, const char *words)
{
	struct trail t;
	bool found = false;

	assert_int_equal(trail_load(c->f->s, desk_case(c->desk), &t), OK);
	for (size_t i = 0; i < t.n; i++)
		found |= strstr(t.rows[i].words, words) != NULL;
	trail_release(&t);
	return found;
}

static void what_is_done_for_somebody_says_so(void **state)
{
	struct counter *c = *state;
	struct life_args proposal = {.opinion = "材料齐全", .grant = true};
	struct uid id;

	hire(c, "3001", ROLE_EXAMINER, permit_unit(c));
	hire(c, "1031", ROLE_CLERK, permit_unit(c));
	again_as(c, "1024", PASS_CLERK);
	id = handed_on(c);
	delegate(c, "3001", "1031", PERMIT);
	again_as(c, "1031", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_NONE);
	assert_int_equal(desk_live(c->desk, LIFE_PROPOSE, &proposal), OK);
	assert_string_equal(desk_case(c->desk)->examined_by, "1031");
	assert_string_equal(desk_case(c->desk)->examined_for, "3001");
	assert_true(trail_says(c, "3001"));
	replay_equals(c);
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

/* Who examined through another does not decide, and neither does the other. */
static void a_place_taken_never_joins_what_is_kept_apart(void **state)
{
	struct counter *c = *state;
	struct life_args proposal = {.opinion = "材料齐全", .grant = true}, none = {0};
	struct uid id;

	hire(c, "3001", ROLE_EXAMINER, permit_unit(c));
	hire(c, "3002", ROLE_EXAMINER, permit_unit(c));
	hire(c, "4001", ROLE_DECIDER, permit_unit(c));
	hire(c, "1031", ROLE_CLERK, permit_unit(c));
	again_as(c, "1024", PASS_CLERK);
	id = handed_on(c);
	delegate(c, "3001", "1024", NULL); /* who received it */
	delegate(c, "3001", "1031", NULL);
	delegate(c, "4001", "3001", NULL);
	delegate(c, "4001", "1031", NULL);
	delegate(c, "4001", "3002", NULL);
	again_as(c, "1024", PASS_CLERK);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_PERSON);
	assert_int_equal(desk_live(c->desk, LIFE_PROPOSE, &proposal), ERR_DENIED);
	again_as(c, "1031", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_live(c->desk, LIFE_PROPOSE, &proposal), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_GRANT), BAR_PERSON); /* examined it */
	again_as(c, "3001", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_GRANT), BAR_PERSON); /* it was examined for 3001 */
	again_as(c, "3002", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_live(c->desk, LIFE_GRANT, &none), OK);
	assert_string_equal(desk_case(c->desk)->decided_for, "4001");
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void a_place_is_taken_for_named_items_and_days(void **state)
{
	struct counter *c = *state;
	struct uid id;

	hire(c, "3001", ROLE_EXAMINER, permit_unit(c));
	hire(c, "1031", ROLE_CLERK, permit_unit(c));
	again_as(c, "1024", PASS_CLERK);
	id = handed_on(c);
	delegate(c, "3001", "1031", CARE); /* another item */
	again_as(c, "1031", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_ROLE);
	delegate(c, "3001", "1031", CARE " " PERMIT);
	again_as(c, "1031", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_NONE);
	clock_advance(2 * DAY);
	assert_int_equal(desk_life_bar(c->desk, LIFE_PROPOSE), BAR_ROLE); /* by the clock */
	desk_close(c->desk);
}

static void a_place_is_given_back(void **state)
{
	struct counter *c = *state;
	struct recusals *r = recusals_new(c->f->s);
	struct stand_in list[STAND_INS];

	hire(c, "3001", ROLE_EXAMINER, permit_unit(c));
	hire(c, "1031", ROLE_CLERK, permit_unit(c));
	delegate(c, "3001", "1031", NULL);
	assert_int_equal(stand_in_delegate(c->f->s, "3001", clock_today(), clock_today(), NULL), ERR_INPUT);
	assert_int_equal(recusals_read(r), OK);
	assert_int_equal(stand_ins_all(r, clock_today(), list, STAND_INS), 1);
	again_as(c, "1031", PASS_STAFF);
	assert_int_equal(stand_in_end(c->f->s, "1031"), ERR_NOTFOUND); /* not the own to end */
	again_as(c, "3001", PASS_STAFF);
	assert_int_equal(stand_in_end(c->f->s, "1031"), OK);
	assert_int_equal(stand_in_end(c->f->s, "1031"), ERR_NOTFOUND);
	assert_int_equal(recusals_read(r), OK);
	assert_int_equal(stand_ins_all(r, clock_today(), list, STAND_INS), 0);
	recusals_free(r);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(every_role_by_act_and_department),
		ON_COUNTER(another_departments_case_is_known_but_not_opened),
		ON_COUNTER(a_clerk_receives_what_the_scope_says),
		ON_COUNTER(a_right_taken_away_counts_for_the_case_in_hand),
		ON_COUNTER(a_bulk_act_stays_in_the_department),
		ON_COUNTER(what_is_done_for_somebody_says_so),
		ON_COUNTER(a_place_taken_never_joins_what_is_kept_apart),
		ON_COUNTER(a_place_is_taken_for_named_items_and_days),
		ON_COUNTER(a_place_is_given_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
