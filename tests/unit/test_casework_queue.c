/* SPDX-License-Identifier: MIT
 *
 * Whose turn a case is: what the queue says of it, acts on many and taking them back, claims,
 * leases between two windows. Days are those of domain.md 4 and its calendar.
 */
#include "tests/unit/desk_matters.h"

#include "core/casework/desk/bulk.h"
#include "core/store/lease.h"
#include "core/store/queue.h"

static void log_in(struct counter *c, const char *who, const char *password)
{
	desk_close(c->desk);
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, who, password), OK);
}

/* Accepted on Monday 2026-03-16 with a paper to come by the 18th; promised for the 23rd. */
static struct uid permit(struct counter *c)
{
	begin(c, WOMAN, "李小梅", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	assert_int_equal(desk_choose_material(c->desk, material(c, "photo"), CHOOSE_DEFER, 2), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	return desk_case(c->desk)->id;
}

static struct view_case row_of(struct counter *c, const struct uid *id)
{
	struct view_case v;

	assert_int_equal(view_get(c->f->s, id, &v), OK);
	return v;
}

static void the_queue_follows_from_the_events(void **state)
{
	struct counter *c = *state;
	struct uid id = permit(c);
	struct view_case v = row_of(c, &id);

	assert_string_equal(v.department, "公安");
	assert_string_equal(v.holder, "1024");
	assert_int_equal(v.due, day_of(2026, 3, 23));
	assert_int_equal(v.next, day_of(2026, 3, 18));
	assert_int_equal(v.defer, day_of(2026, 3, 18));
	assert_int_equal(v.warn, day_of(2026, 3, 18)); /* two days: a fifth is none, the last day is yellow */
	assert_true(v.flags & FLAG_DEFERRED);
	assert_false(v.flags & (FLAG_TWIN | FLAG_STOPPED));
	assert_int_equal(v.urged, 0);
	assert_int_equal(duty_of(&v, day_of(2026, 3, 17)), DUTY_NONE);
	assert_int_equal(duty_of(&v, day_of(2026, 3, 18)), DUTY_OPEN);
	assert_int_equal(duty_of(&v, day_of(2026, 3, 20)), DUTY_ESCALATED);
	assert_int_equal(findings(c->f->s, true), 0);
}

static struct bulk *make(struct counter *c, enum bulk_kind k, const struct uid *id, const char *to)
{
	struct bulk_args args = {.to = to};
	struct bulk *b;

	assert_int_equal(
		bulk_new(c->f->s, shelf_find, desk_shelf(c->desk), k, &args, id, 1, &b), OK);
	assert_int_equal(bulk_step(b), OK);
	assert_false(bulk_state(b).running);
	return b;
}

static void an_act_is_taken_back_by_another(void **state)
{
	struct counter *c = *state;
	struct uid id = permit(c);
	struct bulk_args none = {0};
	struct bulk *b;

	assert_int_equal(bulk_new(c->f->s, shelf_find, NULL, BULK_URGE, &none, &id, 1, &b),
		ERR_DENIED); /* a clerk */
	log_in(c, "2000", PASS_SUPER);
	assert_int_equal(bulk_new(c->f->s, shelf_find, NULL, BULK_EXTEND,
				 &(struct bulk_args){.days = 5, .reason = "多"}, &id, 1, &b),
		ERR_DENIED); /* decides nothing */
	b = make(c, BULK_URGE, &id, NULL);
	assert_int_equal(bulk_state(b).done, 1);
	assert_int_equal(row_of(c, &id).urged, 1);
	assert_int_equal(bulk_undo(b), OK);
	assert_int_equal(bulk_step(b), OK);
	assert_int_equal(bulk_state(b).done, 1);
	assert_int_equal(row_of(c, &id).urged, 0);
	assert_int_equal(bulk_undo(b), ERR_STATE);
	bulk_free(b);
	/* thirty seconds, not one more */
	b = make(c, BULK_ASSIGN, &id, "2000");
	assert_string_equal(row_of(c, &id).holder, "2000");
	clock_advance(UNDO_MS + 1);
	assert_int_equal(bulk_undo(b), ERR_STATE);
	bulk_free(b);
	/* once something else happened it stays */
	b = make(c, BULK_ASSIGN, &id, "1024");
	assert_int_equal(turn_claim(c->f->s, &id, "1024"), OK); /* over: a supervisor may */
	assert_int_equal(bulk_undo(b), OK);
	assert_int_equal(bulk_step(b), OK);
	assert_int_equal(bulk_state(b).refused, 1);
	assert_int_equal(bulk_state(b).first, ERR_STATE);
	assert_string_equal(row_of(c, &id).holder, "2000");
	bulk_free(b);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void a_claim_says_from_whom(void **state)
{
	struct counter *c = *state;
	struct uid id = permit(c);

	assert_int_equal(turn_claim(c->f->s, &id, ""), ERR_CONFLICT); /* it is 1024's */
	assert_int_equal(turn_claim(c->f->s, &id, "1024"), OK);       /* one's own, again */
	assert_int_equal(turn_release(c->f->s, &id), OK);
	assert_string_equal(row_of(c, &id).holder, "");
	assert_int_equal(turn_claim(c->f->s, &id, ""), OK);
	assert_int_equal(turn_reply(c->f->s, &id, ""), ERR_INPUT);
	clock_advance(2 * 86400000LL);
	assert_int_equal(turn_reply(c->f->s, &id, "照片明天送来"), OK);
	struct view_case v = row_of(c, &id);
	assert_int_equal(v.replied, day_of(2026, 3, 18));
	assert_int_equal(duty_of(&v, day_of(2026, 3, 18)), DUTY_ANSWERED);
	assert_int_equal(duty_of(&v, day_of(2026, 3, 19)), DUTY_OPEN); /* red asks anew */
	log_in(c, "2000", PASS_SUPER);
	assert_int_equal(turn_claim(c->f->s, &id, "1024"), OK);
	log_in(c, "1024", PASS_CLERK);
	assert_int_equal(turn_claim(c->f->s, &id, "2000"), ERR_DENIED);
	clock_advance(-2 * 86400000LL);
}

/* Two windows of one hall: the second sees who works on it, takes it over, the first is told. */
static void a_lease_changes_hands_at_once(void **state)
{
	struct counter *c = *state;
	struct lease_who who = {"", ""};
	struct uid id = uid_new();
	struct store *other;

	assert_int_equal(store_open(&c->f->place, &other), OK);
	assert_int_equal(operator_login(other, "2000", PASS_SUPER), OK);
	assert_int_equal(lease_look(c->f->s, &id, &who), ERR_NOTFOUND);
	assert_int_equal(lease_take(c->f->s, &id, "A03", false, &who), OK);
	assert_int_equal(lease_look(c->f->s, &id, &who), OK);
	assert_int_equal(lease_take(other, &id, "A05", false, &who), ERR_EXISTS);
	assert_string_equal(who.operator, "1024");
	assert_string_equal(who.window, "A03");
	assert_int_equal(lease_take(other, &id, "A05", true, &who), OK);
	assert_int_equal(lease_look(c->f->s, &id, &who), ERR_EXISTS);
	assert_string_equal(who.operator, "2000");
	assert_int_equal(lease_beat(c->f->s, &id), ERR_CONFLICT);
	assert_int_equal(lease_leave(c->f->s, &id), OK); /* not ours: it stays the other's */
	assert_int_equal(lease_look(other, &id, &who), OK);
	/* whoever dies lets go */
	clock_advance(LEASE_MS + 1);
	assert_int_equal(lease_look(c->f->s, &id, &who), ERR_NOTFOUND);
	assert_int_equal(lease_take(c->f->s, &id, "A03", false, &who), OK);
	clock_advance(LEASE_BEAT_MS);
	assert_int_equal(lease_beat(c->f->s, &id), OK);
	clock_advance(LEASE_MS - 1);
	assert_int_equal(lease_look(c->f->s, &id, &who), OK);
	assert_int_equal(lease_leave(c->f->s, &id), OK);
	assert_int_equal(lease_look(other, &id, &who), ERR_NOTFOUND);
	store_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_queue_follows_from_the_events, counter_open, counter_close),
		cmocka_unit_test_setup_teardown(an_act_is_taken_back_by_another, counter_open, counter_close),
		cmocka_unit_test_setup_teardown(a_claim_says_from_whom, counter_open, counter_close),
		cmocka_unit_test_setup_teardown(a_lease_changes_hands_at_once, counter_open, counter_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
