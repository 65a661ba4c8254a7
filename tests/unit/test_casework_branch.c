/* SPDX-License-Identifier: MIT
 *
 * Two people on one case (capabilities H4, P4): what the one who lost it still enters stands beside the
 * case, built on the head it was built on; who has it takes it in or leaves it out; nothing is lost, nothing
 * is mixed in unseen, whenever a process dies.
 */
#include "tests/unit/desk_staff.h"

#include <signal.h>
#include <sys/wait.h>

#include "core/casework/branch.h"
#include "core/store/gate.h"
#include "core/store/lease.h"

#define MINE "332026-000123-4"
#define YOURS "332026-000456-4"
#define PHONE "13800138000"

/* A colleague's process on the same file, at another window. */
static struct counter *enter(const struct counter *hall)
{
	struct counter *c = mem_new(sizeof *c);

	*c = *hall;
	c->f = mem_new(sizeof *c->f);
	*c->f = *hall->f;
	c->f->place.path = c->f->path;
	c->f->place.terminal_key = c->f->key;
	assert_int_equal(store_open(&c->f->place, &c->f->s), OK);
	assert_int_equal(operator_login(c->f->s, "1025", PASS_STAFF), OK);
	new_desk(c);
	return c;
}

static void leave(struct counter *c)
{
	desk_free(c->desk);
	store_close(c->f->s);
	mem_free(c->f);
	mem_free(c);
}

/* A clerk has a draft open, a number in it. */
static struct uid begin_one(struct counter *a)
{
	struct lease_who who;
	char id[19];

	hire(a, "1025", ROLE_CLERK, NULL);
	clerk_in(a->f);
	stranger(a, id);
	begin(a, id, "吕十", SENIOR);
	senior_lands();
	type(a, "card_no", "332026-000001-4");
	struct uid file = desk_case(a->desk)->id;
	assert_int_equal(lease_take(a->f->s, &file, "A03", false, &who), OK);
	assert_false(desk_lost(a->desk));
	return file;
}

/* It goes to the colleague, who looks at it. */
static struct counter *take_over(struct counter *a, const struct uid *file)
{
	struct counter *b = enter(a);
	struct lease_who who;

	assert_int_equal(lease_take(b->f->s, file, "A05", true, &who), OK);
	assert_int_equal(desk_open_case(b->desk, file), OK);
	return b;
}

static void enter_late(struct counter *a, const char *name, const char *value)
{
	char why[WHY_SIZE];

	assert_int_equal(desk_answer(a->desk, field(a, name), value, why), ERR_CONFLICT);
}

static struct desk_branch only(struct counter *b)
{
	struct desk_branch list[4];
	size_t n;

	assert_int_equal(desk_branches(b->desk, list, COUNT_OF(list), &n), OK);
	assert_int_equal(n, 1);
	return list[0];
}

static void other_fields_merge(void **state)
{
	struct counter *a = *state, *b;
	struct uid file = begin_one(a);

	b = take_over(a, &file);
	assert_true(desk_lost(a->desk));
	type(b, "mobile", PHONE);
	uint8_t base[HASH_SIZE];
	memcpy(base, desk_case(a->desk)->head, HASH_SIZE);
	uint32_t seq = desk_case(a->desk)->events;
	enter_late(a, "card_no", MINE);
	assert_int_equal(desk_apart(a->desk), 1);
	assert_string_equal(answer(b, "card_no")->value, "332026-000001-4");
	assert_true(desk_overtaken(b->desk));
	assert_true(told(b, "Clerk still entered 1 values"));
	assert_false(desk_overtaken(b->desk));
	assert_string_equal(answer(b, "card_no")->value, "332026-000001-4"); /* not mixed in */
	struct desk_branch x = only(b);
	assert_false(x.clashes);
	assert_memory_equal(x.branch->base, base, HASH_SIZE); /* the head it was built on */
	assert_int_equal(x.branch->seq, seq);
	assert_string_equal(x.branch->by, "1024");
	assert_string_equal(branch_name(x.branch), "card_no");
	assert_int_equal(desk_branch_take(b->desk, x.index), OK);
	assert_string_equal(answer(b, "card_no")->value, MINE);
	assert_string_equal(answer(b, "card_no")->actor, "1024"); /* whose hand it was */
	assert_string_equal(answer(b, "mobile")->value, PHONE);
	assert_int_equal(branches_open(desk_case(b->desk)), 0);
	assert_int_equal(desk_branch_take(b->desk, x.index), ERR_STATE);
	assert_int_equal(desk_branch_drop(b->desk, x.index), ERR_STATE);
	replay_equals(b);
	leave(b);
	assert_int_equal(findings(a->f->s, true), 0);
}

static void one_field_stands_twice(void **state)
{
	struct counter *a = *state, *b;
	struct uid file = begin_one(a);

	b = take_over(a, &file);
	type(b, "card_no", YOURS);
	enter_late(a, "card_no", "332026-000009-4");
	enter_late(a, "card_no", MINE); /* the newest of one hand counts */
	assert_true(desk_overtaken(b->desk));
	struct desk_branch x = only(b);
	assert_true(x.clashes);
	assert_string_equal(answer(b, "card_no")->value, YOURS);
	assert_string_equal(record_get(&x.branch->body, "value"), MINE);
	assert_int_equal(desk_branch_drop(b->desk, x.index), OK);
	assert_string_equal(answer(b, "card_no")->value, YOURS);
	const struct branch *kept = &desk_case(b->desk)->branches[x.index];
	assert_int_equal(kept->state, BRANCH_DROPPED);
	assert_string_equal(record_get(&kept->body, "value"), MINE); /* both stay to be read */
	replay_equals(b);
	leave(b);
}

/* What waited for the gate when the case went away. */
static void what_waited_is_kept(void **state)
{
	struct counter *a = *state, *b;
	struct uid file = begin_one(a);
	struct lease_who who;
	struct gate other;

	b = enter(a);
	assert_int_equal(gate_open(&other, a->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	type(a, "card_no", MINE);
	type(a, "mobile", PHONE);
	assert_int_equal(desk_unsaved(a->desk), 2);
	gate_leave(&other);
	assert_int_equal(lease_take(b->f->s, &file, "A05", true, &who), OK);
	assert_int_equal(desk_open_case(b->desk, &file), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	clock_advance(100);
	tick(a);
	assert_int_equal(desk_unsaved(a->desk), 2); /* the gate again: nothing is thrown away */
	gate_leave(&other);
	gate_close(&other);
	clock_advance(2000);
	tick(a);
	assert_int_equal(desk_unsaved(a->desk), 0);
	assert_int_equal(desk_apart(a->desk), 2);
	assert_true(desk_overtaken(b->desk));
	assert_int_equal(branches_open(desk_case(b->desk)), 2);
	replay_equals(b);
	leave(b);
}

/* An act that is more than a value is not done behind a colleague's back. */
static void decisions_are_refused(void **state)
{
	struct counter *a = *state, *b;
	struct uid file = begin_one(a);

	b = take_over(a, &file);
	assert_int_equal(desk_abandon(a->desk), ERR_CONFLICT);
	assert_false(desk_overtaken(b->desk));
	assert_int_equal(desk_case(b->desk)->state, STATE_DRAFT);
	assert_int_equal(branches_open(desk_case(b->desk)), 0);
	enter_late(a, "card_no", MINE);
	type(b, "mobile", PHONE); /* goes on: what came stands beside, not in the way */
	assert_int_equal(desk_abandon(b->desk), OK);
	leave(b);
}

/* Without a takeover: values of two windows meet as far as they are different ones. */
static void disjoint_values_meet(void **state)
{
	struct counter *a = *state;
	struct uid file = begin_one(a);
	char why[WHY_SIZE];

	assert_int_equal(put(a->f->s, file, "FIELD", "name", "mobile", "value", PHONE, "origin", "typed", NULL), OK);
	type(a, "card_no", MINE);
	assert_string_equal(answer(a, "mobile")->value, PHONE);
	assert_string_equal(answer(a, "card_no")->value, MINE);
	assert_int_equal(branches_open(desk_case(a->desk)), 0);
	assert_int_equal(put(a->f->s, file, "FIELD", "name", "card_no", "value", YOURS, "origin", "typed", NULL), OK);
	assert_int_equal(desk_answer(a->desk, field(a, "card_no"), "332026-000009-4", why), ERR_CONFLICT);
	struct desk_branch x = only(a);
	assert_true(x.clashes);
	assert_int_equal(desk_branch_take(a->desk, x.index), OK);
	assert_string_equal(answer(a, "card_no")->value, "332026-000009-4");
	replay_equals(a);
}

/* ---- kill -9 ---- */

/* Dies inside the transaction, when the second event of it is being written. */
static enum err die_at_second(struct store *s, const struct event *e, void *ctx)
{
	int *n = ctx;

	(void)s, (void)e;
	if (++*n == 2)
		raise(SIGKILL);
	return OK;
}

static void must_die(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void killed_between(void **state)
{
	struct counter *a = *state, *b;
	struct uid file = begin_one(a);

	desk_close(a->desk);
	pid_t child = fork();
	if (child == 0) { /* who lost it: kept, and gone */
		char why[WHY_SIZE];
		struct counter *me = enter(a);
		if (desk_open_case(me->desk, &file) ||
			desk_answer(me->desk, field(me, "card_no"), MINE, why) != ERR_CONFLICT)
			_exit(1);
		raise(SIGKILL);
	}
	must_die(child);
	child = fork();
	if (child == 0) { /* the colleague: dies while taking it in */
		int n = 0;
		struct counter *me = take_over(a, &file);
		if (branches_open(desk_case(me->desk)) != 1)
			_exit(1);
		journal_set_projector(me->f->s, die_at_second, &n);
		(void)!desk_branch_take(me->desk, 0);
		_exit(2);
	}
	must_die(child);
	b = take_over(a, &file);
	assert_string_equal(answer(b, "card_no")->value, "332026-000001-4"); /* neither the one */
	assert_false(only(b).clashes);                                       /* nor the other */
	assert_int_equal(desk_branch_take(b->desk, only(b).index), OK);
	assert_string_equal(answer(b, "card_no")->value, MINE);
	assert_int_equal(findings(b->f->s, true), 0);
	leave(b);
}

int main(void)
{
#define AT_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)
	const struct CMUnitTest tests[] = {
		AT_COUNTER(other_fields_merge),
		AT_COUNTER(one_field_stands_twice),
		AT_COUNTER(what_waited_is_kept),
		AT_COUNTER(decisions_are_refused),
		AT_COUNTER(disjoint_values_meet),
		AT_COUNTER(killed_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
