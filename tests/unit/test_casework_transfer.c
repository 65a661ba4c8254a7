/* SPDX-License-Identifier: MIT
 *
 * Papers between window and back office (capability G4): on their way until who receives them says by
 * the number that they are there, and which are not.
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/transfer.h"

/* Accepted with a copy kept, and handed on by the clerk. */
static struct uid handed_on(struct counter *c, size_t *paper)
{
	struct life_args none = {0};
	char id[19];

	stranger(c, id);
	begin(c, id, "孟五", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	*paper = material(c, "photo");
	assert_int_equal(desk_take_material(c->desk, *paper, HAD_COPY), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(transfer_papers(desk_case(c->desk)), 1);
	assert_false(transfer_open(desk_case(c->desk))); /* still at the window */
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK);
	assert_true(transfer_open(desk_case(c->desk)));
	return desk_case(c->desk)->id;
}

struct seen {
	size_t n, papers;
	char number[CASE_NUMBER], from[16], missing[100];
};

static enum err see(const struct transfer *t, void *ctx)
{
	struct seen *x = ctx;

	x->n++;
	x->papers = t->papers;
	text_copy(x->number, sizeof x->number, t->number);
	text_copy(x->from, sizeof x->from, t->from);
	text_copy(x->missing, sizeof x->missing, t->missing);
	return OK;
}

static struct seen list(struct counter *c)
{
	struct seen x = {0};

	assert_int_equal(transfers_list(c->f->s, shelf_find, desk_shelf(c->desk), see, &x), OK);
	return x;
}

static void told_by_who_receives_them(void **state)
{
	struct counter *c = *state;
	size_t paper;
	struct uid id = handed_on(c, &paper);
	struct view_case row;

	assert_int_equal(view_get(c->f->s, &id, &row), OK);
	assert_true(row.flags & FLAG_ON_WAY);
	assert_int_equal(desk_arrived(c->desk, NULL), ERR_DENIED); /* not by who sent them */
	struct seen x = list(c);
	assert_int_equal(x.n, 1);
	assert_int_equal(x.papers, 1);
	assert_string_equal(x.number, row.number);
	assert_string_equal(x.from, "1024");
	assert_string_equal(x.missing, "");
	hire(c, "3001", ROLE_EXAMINER, NULL);
	again_as(c, "3001", PASS_STAFF);
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_arrived(c->desk, NULL), OK);
	assert_false(transfer_open(desk_case(c->desk)));
	assert_int_equal(desk_arrived(c->desk, NULL), ERR_STATE);
	assert_int_equal(list(c).n, 0);
	replay_equals(c);
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void what_is_missing_stays_in_the_list(void **state)
{
	struct counter *c = *state;
	size_t paper;
	struct uid id = handed_on(c, &paper);
	struct recusals *none = recusals_new(c->f->s);
	const struct item *item = desk_case(c->desk)->item;

	hire(c, "3001", ROLE_EXAMINER, NULL);
	again_as(c, "3001", PASS_STAFF);
	assert_int_equal(transfer_arrived(c->f->s, shelf_find, desk_shelf(c->desk), none, &id, "nothing"),
		ERR_INPUT); /* no such paper */
	assert_int_equal(transfer_arrived(c->f->s, shelf_find, desk_shelf(c->desk), none, &id,
				 item->materials[paper].name),
		OK);
	struct seen x = list(c);
	assert_int_equal(x.n, 1);
	assert_string_equal(x.missing, i18n_pick(item->materials[paper].label, item->materials[paper].label_en));
	/* found after all */
	assert_int_equal(transfer_arrived(c->f->s, shelf_find, desk_shelf(c->desk), none, &id, ""), OK);
	assert_int_equal(list(c).n, 0);
	recusals_free(none);
}

static void another_department_neither_sees_nor_takes_them(void **state)
{
	struct counter *c = *state;
	size_t paper;
	struct uid id = handed_on(c, &paper);

	hire(c, "3002", ROLE_EXAMINER, "演示别局");
	again_as(c, "3002", PASS_STAFF);
	assert_int_equal(list(c).n, 0);
	struct recusals *none = recusals_new(c->f->s);
	assert_int_equal(transfer_arrived(c->f->s, shelf_find, desk_shelf(c->desk), none, &id, ""), ERR_DENIED);
	recusals_free(none);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(told_by_who_receives_them),
		ON_COUNTER(what_is_missing_stays_in_the_list),
		ON_COUNTER(another_department_neither_sees_nor_takes_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
