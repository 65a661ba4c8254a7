/* SPDX-License-Identifier: MIT
 *
 * Where a role counts (capability W1): item x act x unit with days, two people for every grant.
 */
#include "store_sql.h"

#include "core/store/scope.h"

#define POLICE "公安局"
#define HOUSING "住建局"
#define PASS_NEW "green hill 7"

static int setup(void **state)
{
	int64_t now;

	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	clock_hold(true);
	*state = fixture_new(STORE_DEMO);
	return 0;
}

static int teardown(void **state)
{
	clock_hold(false);
	fixture_free(*state);
	return 0;
}

static void in(struct fixture *f, const char *id, const char *password)
{
	assert_int_equal(operator_login(f->s, id, password), OK);
}

static struct scope wish(const char *operator, const char *unit, const char *item, const char *rights)
{
	struct scope c = {.from = DAY_NONE, .until = DAY_NONE};

	text_copy(c.operator, sizeof c.operator, operator);
	text_copy(c.unit, sizeof c.unit, unit);
	text_copy(c.item, sizeof c.item, item);
	assert_int_equal(scope_rights_parse(rights, &c.rights), OK);
	return c;
}

/* Proposed by the administrator, confirmed by the supervisor. */
static struct uid give(struct fixture *f, const struct scope *c)
{
	struct uid id;

	in(f, "1000", PASS_ADMIN);
	assert_int_equal(scope_propose(f->s, c, &id), OK);
	in(f, "2000", PASS_SUPER);
	assert_int_equal(scope_confirm(f->s, &id), OK);
	return id;
}

static bool may(struct fixture *f, enum right right, const char *unit, const char *item)
{
	struct scope_place at = {unit, item};

	return operator_may(f->s, right, &at);
}

static void who_never_had_a_scope_acts_everywhere(void **state)
{
	struct fixture *f = *state;

	assert_false(may(f, RIGHT_RECEIVE, NULL, NULL)); /* locked */
	clerk_in(f);
	assert_true(may(f, RIGHT_RECEIVE, POLICE, "330700101001"));
	assert_false(may(f, RIGHT_DECIDE, POLICE, "330700101001"));
}

static void a_grant_needs_two_people(void **state)
{
	struct fixture *f = *state;
	struct scope c = wish("1024", POLICE, "", "");
	struct uid id;

	clerk_in(f);
	assert_int_equal(scope_propose(f->s, &c, &id), ERR_DENIED);
	in(f, "2000", PASS_SUPER);
	assert_int_equal(scope_propose(f->s, &c, &id), ERR_DENIED); /* a supervisor only confirms */
	in(f, "1000", PASS_ADMIN);
	assert_int_equal(scope_propose(f->s, &c, &id), OK);
	assert_int_equal(scope_confirm(f->s, &id), ERR_DENIED);     /* not who proposed it */
	clerk_in(f);
	assert_int_equal(scope_confirm(f->s, &id), ERR_DENIED);     /* nor the one it is for */
	assert_true(may(f, RIGHT_RECEIVE, HOUSING, NULL));          /* nothing has changed so far */
	in(f, "2000", PASS_SUPER);
	assert_int_equal(scope_confirm(f->s, &id), OK);
	assert_int_equal(scope_confirm(f->s, &id), ERR_STATE);
	clerk_in(f);
	assert_true(may(f, RIGHT_RECEIVE, POLICE, "330700101001"));
	assert_false(may(f, RIGHT_RECEIVE, HOUSING, "x"));
	assert_int_equal(findings(f->s, true), 0);
}

static void a_supervisor_does_not_widen_the_own_rights(void **state)
{
	struct fixture *f = *state;
	struct scope c = wish("2000", POLICE, "", "takeover");
	struct uid id;

	in(f, "1000", PASS_ADMIN);
	assert_int_equal(scope_propose(f->s, &c, &id), OK);
	in(f, "2000", PASS_SUPER);
	assert_int_equal(scope_confirm(f->s, &id), ERR_DENIED);
}

/* right x place: what one row of unit, item and rights gives and what it does not */
static void a_scope_is_item_by_act_by_unit(void **state)
{
	static const struct {
		const char *unit, *item, *rights;
		enum right right;
		const char *at_unit, *at_item;
		bool may;
	} rows[] = {
		{POLICE, "", "", RIGHT_RECEIVE, POLICE, "A", true},
		{POLICE, "", "", RIGHT_RECEIVE, HOUSING, "A", false},
		{POLICE, "A", "", RIGHT_RECEIVE, POLICE, "A", true},
		{POLICE, "A", "", RIGHT_RECEIVE, POLICE, "B", false},
		{"", "A", "", RIGHT_ISSUE, HOUSING, "A", true},
		{"", "A", "", RIGHT_ISSUE, HOUSING, "B", false},
		{POLICE, "", "receive accept", RIGHT_ACCEPT, POLICE, "A", true},
		{POLICE, "", "receive accept", RIGHT_ISSUE, POLICE, "A", false},
		{POLICE, "", "receive accept", RIGHT_PERSON, POLICE, "A", true}, /* follows */
		{POLICE, "", "receive accept", RIGHT_REVEAL, HOUSING, "A", false},
		{"", "", "", RIGHT_DECIDE, POLICE, "A", false},                  /* not of the role */
		{POLICE, "", "", RIGHT_RECEIVE, NULL, NULL, true},               /* somewhere */
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct fixture *f = *state;
		struct scope c = wish("1024", rows[i].unit, rows[i].item, rows[i].rights);
		struct uid id = give(f, &c);
		clerk_in(f);
		if (may(f, rows[i].right, rows[i].at_unit, rows[i].at_item) != rows[i].may)
			fail_msg("row %zu", i);
		in(f, "1000", PASS_ADMIN);
		assert_int_equal(scope_end(f->s, &id), OK);
	}
}

static void days_begin_and_end_by_the_clock(void **state)
{
	struct fixture *f = *state;
	struct scope c = wish("1024", POLICE, "", "");

	c.from = day_of(2026, 3, 17);
	c.until = day_of(2026, 3, 18);
	(void)give(f, &c);
	clerk_in(f);
	assert_false(may(f, RIGHT_RECEIVE, POLICE, NULL));
	clock_advance(24 * 3600 * 1000);
	assert_true(may(f, RIGHT_RECEIVE, POLICE, NULL));
	clock_advance(24 * 3600 * 1000);
	assert_true(may(f, RIGHT_RECEIVE, POLICE, NULL));
	clock_advance(24 * 3600 * 1000);
	assert_false(may(f, RIGHT_RECEIVE, POLICE, NULL));
}

/* Taking away does not wait, and does not bring the whole hall back. */
static void what_is_taken_away_is_gone_at_once(void **state)
{
	struct fixture *f = *state;
	struct scope c = wish("1024", POLICE, "", "");
	struct uid id = give(f, &c);
	struct store *other;

	clerk_in(f);
	assert_true(may(f, RIGHT_RECEIVE, POLICE, NULL));
	assert_int_equal(store_open(&f->place, &other), OK);
	assert_int_equal(operator_login(other, "1000", PASS_ADMIN), OK);
	assert_int_equal(scope_end(other, &id), OK);
	assert_int_equal(scope_end(other, &id), ERR_STATE);
	store_close(other);
	assert_int_equal(scope_refresh(f->s), OK);
	assert_false(may(f, RIGHT_RECEIVE, POLICE, NULL));
	assert_false(may(f, RIGHT_RECEIVE, NULL, NULL));
	assert_int_equal(findings(f->s, true), 0);
}

static void a_right_the_role_never_has_is_refused(void **state)
{
	struct fixture *f = *state;
	struct scope c = wish("1024", POLICE, "", "decide"), order = wish("1024", POLICE, "", "");
	struct uid id;
	unsigned bits;

	in(f, "1000", PASS_ADMIN);
	assert_int_equal(scope_propose(f->s, &c, &id), ERR_INPUT);
	order.from = day_of(2026, 3, 18);
	order.until = day_of(2026, 3, 17);
	assert_int_equal(scope_propose(f->s, &order, &id), ERR_INPUT);
	c = wish("4711", POLICE, "", "");
	assert_int_equal(scope_propose(f->s, &c, &id), ERR_NOTFOUND);
	assert_int_equal(scope_rights_parse("receive everything", &bits), ERR_INPUT);
}

/* The account's own scope is confirmed with its keys, by the same second person. */
static void a_new_account_begins_with_what_was_proposed_for_it(void **state)
{
	struct fixture *f = *state;
	char code[ENROL_CODE];
	struct scope *list;
	size_t n;

	in(f, "1000", PASS_ADMIN);
	assert_int_equal(operator_add_in(f->s, "3000", "New", ROLE_CLERK, POLICE, code), OK);
	assert_int_equal(scope_list(f->s, &list, &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].state, SCOPE_PROPOSED);
	assert_string_equal(list[0].proposed_by, "1000");
	mem_free(list);
	assert_int_equal(operator_enrol(f->s, "3000", code, PASS_NEW, &SEAL_COST_DEMO), OK);
	in(f, "2000", PASS_SUPER);
	assert_int_equal(operator_grant(f->s, "3000"), OK);
	assert_int_equal(findings(f->s, true), 0);
	in(f, "3000", PASS_NEW);
	assert_true(may(f, RIGHT_RECEIVE, POLICE, NULL));
	assert_false(may(f, RIGHT_RECEIVE, HOUSING, NULL));
}

static void somebody_with_the_file_does_not_widen_a_scope_unseen(void **state)
{
	struct fixture *f = *state;
	struct scope c = wish("1024", POLICE, "", "");

	(void)give(f, &c);
	assert_int_equal(findings(f->s, true), 0);
	fixture_sql(f, "UPDATE scope SET unit = ''");
	clerk_in(f);
	assert_int_not_equal(findings(f->s, false), 0);
}

static void words_of_rights_come_back(void **state)
{
	char words[SCOPE_WORDS];
	unsigned bits;

	(void)state;
	assert_int_equal(scope_rights_parse("examine receive", &bits), OK);
	scope_rights_words(bits, words);
	assert_string_equal(words, "receive examine");
	scope_rights_words((1u << RIGHT_COUNT) - 1, words); /* all of them fit */
	assert_int_equal(scope_rights_parse(words, &bits), OK);
	assert_int_equal(bits, (1u << RIGHT_COUNT) - 1);
}

#define ON_FILE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_FILE(who_never_had_a_scope_acts_everywhere),
		ON_FILE(a_grant_needs_two_people),
		ON_FILE(a_supervisor_does_not_widen_the_own_rights),
		ON_FILE(a_scope_is_item_by_act_by_unit),
		ON_FILE(days_begin_and_end_by_the_clock),
		ON_FILE(what_is_taken_away_is_gone_at_once),
		ON_FILE(a_right_the_role_never_has_is_refused),
		ON_FILE(a_new_account_begins_with_what_was_proposed_for_it),
		ON_FILE(somebody_with_the_file_does_not_widen_a_scope_unseen),
		cmocka_unit_test(words_of_rights_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
