/* SPDX-License-Identifier: MIT
 *
 * Cases that may be one (capabilities R1, R2, R3, P5): found with the reason why, decided with both
 * kept, taken back without a trace but in the trail. On an item made for it (tests/data/desk).
 */
#include "tests/unit/desk_staff.h"

#include "core/casework/oversight/trail.h"
#include "core/casework/pair.h"
#include "core/store/queue.h"

#define NAMELESS "330799199022"
#define STREET "演示市城东区启明路2号"

static void as(struct counter *c, const char *id, const char *password)
{
	again_as(c, id, password);
}

/* id NULL: nobody named. reason: why again, NULL when it is the first. Accepted. */
static struct uid filed(struct counter *c, const char *id, const char *mobile, const char *place,
	const char *reason)
{
	if (id) {
		open_person(c, id);
		identity_lands(c, id, "凌九");
		assert_int_equal(desk_confirm_identity(c->desk), OK);
		assert_int_equal(desk_pick_item(c->desk, item_at(c, NAMELESS), reason), OK);
	} else {
		assert_int_equal(desk_open_anonymous(c->desk, item_at(c, NAMELESS)), OK);
		type(c, "name", "凌玖");
	}
	if (!*answer(c, "mobile")->value || !text_equal(answer(c, "mobile")->value, mobile))
		type(c, "mobile", mobile);
	type(c, "place", place);
	tick(c);
	assert_int_equal(desk_submit(c->desk), OK);
	return desk_case(c->desk)->id;
}

static struct pair only_pair(struct counter *c, const struct uid *id)
{
	struct pair list[PAIRS_MOST];
	size_t n = 0;

	assert_int_equal(desk_open_case(c->desk, id), OK);
	assert_int_equal(pairs_find(c->f->s, shelf_find, desk_shelf(c->desk), desk_case(c->desk), list, &n), OK);
	assert_int_equal(n, 1);
	return list[0];
}

static uint64_t in_view(struct counter *c, enum queue_view view)
{
	struct queue_filter f = {.view = view, .me = "", .today = clock_today()};
	struct queue_count counts[QUEUE_DEPARTMENTS];
	size_t n = 0;
	uint64_t all = 0;

	assert_int_equal(queue_counts(c->f->s, &f, counts, &n), OK);
	for (size_t i = 0; i < n; i++)
		all += counts[i].in[view];
	return all;
}

static struct view_case row_of(struct counter *c, const struct uid *id)
{
	struct view_case v;

	assert_int_equal(view_get(c->f->s, id, &v), OK);
	return v;
}

/* ---- the very same ---- */

static void the_very_same_is_not_taken_again(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	(void)filed(c, id, "13911112222", STREET, NULL);
	desk_close(c->desk);
	open_person(c, id);
	identity_lands(c, id, "凌九");
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, NAMELESS), NULL), ERR_EXISTS); /* asked why */
	assert_int_equal(desk_pick_item(c->desk, item_at(c, NAMELESS), "另一件事"), OK);
	type(c, "mobile", "13911112222");
	type(c, "place", STREET);
	tick(c);
	assert_int_equal(desk_submit(c->desk), ERR_EXISTS); /* it is not another matter at all */
	assert_int_equal(desk_receive(c->desk), ERR_EXISTS);
	type(c, "place", "演示市城东区启明路9号");
	assert_int_equal(desk_submit(c->desk), OK);
	desk_close(c->desk);
	/* nobody keeps anybody from handing in again what was taken back */
	stranger(c, id);
	(void)filed(c, id, "13911113333", STREET, NULL);
	assert_int_equal(desk_withdraw(c->desk, "申请人撤回"), OK);
	desk_close(c->desk);
	(void)filed(c, id, "13911113333", STREET, "上一件已撤回");
	desk_close(c->desk);
}

/* ---- found ---- */

static void the_same_person_and_item_is_found(void **state)
{
	struct counter *c = *state;
	char id[19], words[MATCH_TEXT];

	stranger(c, id);
	struct uid first = filed(c, id, "13911114444", STREET, NULL);
	struct uid second = filed(c, id, "13911115555", "演示市城东区晨光路1号", "另一件事");
	as(c, "2000", PASS_SUPER);
	assert_int_equal(in_view(c, QUEUE_TWINS), 1);
	struct pair t = only_pair(c, &second);
	assert_true(uid_equal(&t.row.id, &first));
	assert_int_equal(t.match.score, 100);
	assert_true(t.same_item);
	match_words(&t.match, words);
	assert_non_null(strstr(words, "same number 100"));
	desk_close(c->desk);
}

/* No number: a name that sounds the same and a telephone are enough to ask. */
static void without_a_number_the_rest_is_weighed(void **state)
{
	struct counter *c = *state;
	char id[19], words[MATCH_TEXT];

	stranger(c, id);
	struct uid first = filed(c, id, "13911116666", STREET, NULL);
	struct uid nameless = filed(c, NULL, "13911116666", "演示市城东区星光路3号", NULL);
	as(c, "2000", PASS_SUPER);
	struct pair t = only_pair(c, &nameless);
	assert_true(uid_equal(&t.row.id, &first));
	assert_int_equal(t.match.score, 28 + 25);
	match_words(&t.match, words);
	assert_string_equal(words, "name sounds the same 28, same telephone 25");
	assert_null(strstr(words, "1391111"));
	desk_close(c->desk);
}

/* ---- decided ---- */

struct two {
	struct uid a, b;
};

static struct two two_cases(struct counter *c)
{
	char id[19], mobile[12];

	as(c, "1024", PASS_CLERK);
	stranger(c, id);
	text_format(mobile, sizeof mobile, "139%08d", c->serial);
	struct two p = {filed(c, id, mobile, STREET, NULL), {{0}}};
	clock_advance(1000);
	p.b = filed(c, id, mobile, "演示市城东区晨光路1号", "另一件事");
	as(c, "2000", PASS_SUPER);
	return p;
}

static void a_merge_stands_still_and_comes_back_as_it_was(void **state)
{
	struct counter *c = *state;
	struct life_args none = {0};
	struct two p = two_cases(c);
	struct view_case before = row_of(c, &p.b), first = row_of(c, &p.a);
	uint64_t open = in_view(c, QUEUE_ALL), twins = in_view(c, QUEUE_TWINS);

	as(c, "1024", PASS_CLERK);
	assert_int_equal(pair_decide(c->f->s, &p.b, &p.a, PAIR_MERGE, "同一件事"), ERR_DENIED);
	as(c, "2000", PASS_SUPER);
	assert_int_equal(pair_decide(c->f->s, &p.b, &p.b, PAIR_MERGE, NULL), ERR_INPUT);
	assert_int_equal(pair_decide(c->f->s, &p.b, &p.a, PAIR_MERGE, "同一件事"), OK);
	assert_int_equal(in_view(c, QUEUE_ALL), open - 1);
	assert_int_equal(in_view(c, QUEUE_TWINS), twins - 1);
	assert_string_equal(row_of(c, &p.b).note, "merged");
	/* neither merged again, nor into a case that is merged itself, nor the one that took it in */
	assert_int_equal(pair_decide(c->f->s, &p.b, &p.a, PAIR_MERGE, NULL), ERR_STATE);
	assert_int_equal(pair_decide(c->f->s, &p.a, &p.b, PAIR_MERGE, NULL), ERR_STATE);
	as(c, "1024", PASS_CLERK);
	assert_int_equal(desk_open_case(c->desk, &p.b), OK);
	assert_string_equal(casefile_merged(desk_case(c->desk))->number, first.number);
	assert_int_equal(desk_life_bar(c->desk, LIFE_TRANSFER), BAR_STATE);
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), ERR_STATE);
	replay_equals(c);
	assert_int_equal(desk_open_case(c->desk, &p.a), OK);
	assert_int_equal(casefile_pair(desk_case(c->desk), &p.b)->act, PAIR_HOLD);
	assert_null(casefile_merged(desk_case(c->desk)));
	as(c, "2000", PASS_SUPER);
	assert_int_equal(pair_decide(c->f->s, &p.b, &p.a, PAIR_NONE, "查明是两件"), OK);
	struct view_case after = row_of(c, &p.b);
	assert_string_equal(after.state, before.state);
	assert_int_equal(after.due, before.due);
	assert_int_equal(after.next, before.next);
	assert_int_equal(after.closed, before.closed);
	assert_int_equal(after.flags, before.flags);
	assert_string_equal(after.note, before.note);
	assert_int_equal(in_view(c, QUEUE_ALL), open);
	as(c, "1024", PASS_CLERK);
	assert_int_equal(desk_open_case(c->desk, &p.b), OK);
	assert_int_equal(desk_live(c->desk, LIFE_TRANSFER, &none), OK); /* and goes on */
	desk_close(c->desk);
	assert_int_equal(findings(c->f->s, true), 0);
}

static void linked_and_apart_both_go_on(void **state)
{
	struct counter *c = *state;
	struct two p = two_cases(c), q = two_cases(c);
	struct trail t;
	bool said = false;

	assert_int_equal(pair_decide(c->f->s, &p.a, &p.b, PAIR_LINK, "同一住址"), OK);
	assert_int_equal(pair_decide(c->f->s, &q.a, &q.b, PAIR_APART, NULL), OK);
	assert_false(row_of(c, &p.b).flags & FLAG_TWIN); /* answered */
	assert_false(row_of(c, &q.b).flags & FLAG_TWIN);
	assert_false(row_of(c, &p.b).closed);
	struct pair x = only_pair(c, &p.a);
	assert_int_equal(x.said, PAIR_LINK);
	assert_int_equal(trail_load(c->f->s, desk_case(c->desk), &t), OK);
	for (size_t i = 0; i < t.n; i++)
		said |= strstr(t.rows[i].words, _(pair_text(PAIR_LINK))) != NULL;
	trail_release(&t);
	assert_true(said);
	desk_close(c->desk);
	/* thought better of */
	assert_int_equal(pair_decide(c->f->s, &q.b, &q.a, PAIR_MERGE, NULL), OK);
	assert_int_equal(pair_decide(c->f->s, &q.b, &q.a, PAIR_NONE, NULL), OK);
	assert_int_equal(pair_decide(c->f->s, &q.b, &q.a, PAIR_NONE, NULL), ERR_STATE);
	assert_true(row_of(c, &q.b).flags & FLAG_TWIN); /* open again */
	assert_int_equal(findings(c->f->s, true), 0);
}

struct met {
	struct two wanted;
	size_t n, found;
};

static enum err meet(const struct view_case *a, const struct view_case *b, void *ctx)
{
	struct met *m = ctx;

	m->n++;
	m->found += uid_equal(&a->id, &m->wanted.a) && uid_equal(&b->id, &m->wanted.b);
	return OK;
}

static size_t pairs(struct counter *c, struct met *m)
{
	*m = (struct met){.wanted = m->wanted};
	assert_int_equal(pairs_all(c->f->s, shelf_find, desk_shelf(c->desk), meet, m), OK);
	return m->n;
}

/* However they came into this file: nobody was asked at the counter of the second. */
static void pairs_are_found_in_the_whole_file(void **state)
{
	struct counter *c = *state;
	struct met m = {0};
	size_t before = pairs(c, &m);

	m.wanted = two_cases(c);
	assert_int_equal(pairs(c, &m), before + 1);
	assert_int_equal(m.found, 1);
	assert_int_equal(pair_decide(c->f->s, &m.wanted.b, &m.wanted.a, PAIR_APART, NULL), OK);
	assert_int_equal(pairs(c, &m), before);
	assert_int_equal(m.found, 0);
}

#define ON_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open_data, counter_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_COUNTER(the_very_same_is_not_taken_again),
		ON_COUNTER(the_same_person_and_item_is_found),
		ON_COUNTER(without_a_number_the_rest_is_weighed),
		ON_COUNTER(a_merge_stands_still_and_comes_back_as_it_was),
		ON_COUNTER(linked_and_apart_both_go_on),
		ON_COUNTER(pairs_are_found_in_the_whole_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
