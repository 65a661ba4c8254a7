/* SPDX-License-Identifier: MIT
 *
 * Extensions, of one case and among many (domain.md 3 and 4, capability H5): while the period runs, by
 * nobody left out of it, and each applicant is told.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/desk/bulk.h"
#include "core/casework/recusal.h"

/* The one case, extended as one of many; OK or why it was refused. */
static enum err extended_in_bulk(struct counter *c, const struct uid *id)
{
	struct bulk_args five = {.reason = "情况复杂", .days = 5};
	struct shelf *shelf;
	struct bulk *b;

	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	assert_int_equal(bulk_new(c->f->s, shelf_find, shelf, BULK_EXTEND, &five, id, 1, &b), OK);
	assert_int_equal(bulk_step(b), OK);
	enum err first = bulk_state(b).refused ? bulk_state(b).first : OK;
	bulk_free(b);
	shelf_free(shelf);
	return first;
}

static size_t letters(struct counter *c, const struct uid *id, bool printed)
{
	size_t n = 0;

	assert_int_equal(desk_open_case(c->desk, id), OK);
	for (size_t i = 0; i < desk_case(c->desk)->n_slips; i++)
		n += text_equal(desk_case(c->desk)->slips[i].document, "extension") &&
		     (!printed || desk_case(c->desk)->slips[i].printed == 1);
	desk_close(c->desk);
	return n;
}

/* Each of many gets the letter that one alone would get (domain.md 3 and 5: 延期告知书), when it can no
 * longer be taken back; one that is taken back gets none. */
static void each_of_many_is_told(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};
	struct uid id[3];
	struct shelf *shelf;
	struct bulk_args five = {.reason = "情况复杂", .days = 5};
	struct bulk *b, *back;

	for (size_t i = 0; i < COUNT_OF(id); i++) {
		id[i] = accept_one(c);
		assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK);
	}
	hire(c, "4001", ROLE_DECIDER, NULL);
	again_as(c, "4001", PASS_STAFF);
	size_t room = desk_print_room(c->desk);
	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	assert_int_equal(bulk_new(c->f->s, shelf_find, shelf, BULK_EXTEND, &five, id, 2, &b), OK);
	assert_int_equal(bulk_new(c->f->s, shelf_find, shelf, BULK_EXTEND, &five, &id[2], 1, &back), OK);
	assert_int_equal(bulk_step(b), OK);
	assert_int_equal(bulk_step(b), OK);
	assert_int_equal(bulk_step(back), OK);
	desk_letters_later(c->desk, id, 3);
	tick(c);
	assert_int_equal(letters(c, &id[0], false), 0);
	assert_int_equal(bulk_undo(back), OK);
	assert_int_equal(bulk_step(back), OK);
	clock_advance(UNDO_MS + 2000);
	for (int i = 0; i < 6; i++)
		tick(c);
	printed_out(c, room);
	assert_int_equal(letters(c, &id[0], true), 1);
	assert_int_equal(letters(c, &id[1], true), 1);
	assert_int_equal(letters(c, &id[2], false), 0);
	assert_int_equal(desk_open_case(c->desk, &id[0]), OK);
	const char *words = casefile_slip(desk_case(c->desk), "extension")->bytes;
	assert_non_null(strstr(words, "情况复杂"));
	assert_non_null(strstr(words, "2026年3月30日")); /* promised: ten working days after 16 March */
	assert_non_null(strstr(words, "2026年4月7日")); /* by law the 20th day is in the holiday of 4 to 6 April */
	bulk_free(b);
	bulk_free(back);
	shelf_free(shelf);
	sound(state);
}

/* Whoever logs out does not take it back any more. */
static void told_before_the_session_ends(void **state)
{
	struct counter *c = *state;
	struct uid id = accept_one(c);

	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	hire(c, "4001", ROLE_DECIDER, NULL);
	again_as(c, "4001", PASS_STAFF);
	assert_int_equal(extended_in_bulk(c, &id), OK);
	desk_letters_later(c->desk, &id, 1);
	desk_letters_now(c->desk);
	assert_int_equal(letters(c, &id, false), 1);
	sound(state);
}

/* Whoever asked to be left out of a case does not extend it among many either. */
static void a_recusal_holds_in_bulk(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};
	struct uid id = accept_one(c);

	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK);
	hire(c, "4001", ROLE_DECIDER, NULL);
	hire(c, "4002", ROLE_DECIDER, NULL);
	again_as(c, "4001", PASS_STAFF);
	assert_int_equal(recusal_ask(c->f->s, &id, "近亲属"), OK);
	assert_int_equal(extended_in_bulk(c, &id), ERR_DENIED);
	again_as(c, "4002", PASS_STAFF);
	assert_int_equal(extended_in_bulk(c, &id), OK);
	sound(state);
}

/* Accepted on Monday 16 March, 15 calendar days by law: extended until the 31st, not after it. */
static void what_is_over_is_not_extended(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0}, more = {.reason = "情况复杂", .days = 5};
	struct uid id = accept_one(c);

	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK);
	assert_int_equal(desk_case(c->desk)->legal_due, day_of(2026, 3, 31));
	hire(c, "4001", ROLE_DECIDER, NULL);
	again_as(c, "4001", PASS_STAFF);
	moment("2026-03-31T16:00");
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_EXTEND), BAR_NONE);
	again_as(c, "4001", PASS_STAFF);
	moment("2026-04-01T09:00");
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_life_bar(c->desk, LIFE_EXTEND), BAR_LATE);
	assert_int_equal(desk_live(c->desk, LIFE_EXTEND, &more), ERR_STATE);
	assert_int_equal(extended_in_bulk(c, &id), ERR_STATE);
	sound(state);
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
		ON_COUNTER(what_is_over_is_not_extended),
		ON_COUNTER(a_recusal_holds_in_bulk),
		ON_COUNTER(each_of_many_is_told),
		ON_COUNTER(told_before_the_session_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
