/* SPDX-License-Identifier: MIT
 *
 * The past of the demo hall: what is laid down verifies, folds and agrees with its views.
 */
#include "tests/unit/demo_hall.h"

#include "core/casework/evidence.h"

static void verified(struct hall *h)
{
	struct verify_report r;
	struct shelf *shelf;
	struct projection *views;

	assert_int_equal(shelf_new(h->store, h->directory, &shelf), OK);
	assert_int_equal(projection_start(h->store, shelf_find, shelf, &views), OK);
	assert_int_equal(store_verify(h->store, &r, NULL), OK);
	if (r.findings)
		print_message("%s", buf_text(&r.text));
	assert_int_equal(r.findings, 0);
	buf_release(&r.text);
	projection_free(views);
	shelf_free(shelf);
}

static uint64_t count(struct hall *h, const char *state)
{
	struct view_filter f = {.state = state, .day_from = DAY_NONE, .day_to = DAY_NONE};
	uint64_t n = 0;

	assert_int_equal(view_count(h->store, &f, &n), OK);
	return n;
}

enum { SOME = 240 };

static enum err lay(struct hall *h, size_t cases)
{
	h->history.cases = cases;
	return history_lay(&h->history);
}

static size_t cases(struct hall *h, struct view_case **out)
{
	struct view_filter f = {.day_from = DAY_NONE, .day_to = DAY_NONE, .limit = 1000,
		.order = VIEW_BY_NUMBER};
	size_t n;

	assert_int_equal(view_list(h->store, &f, out, &n), OK);
	return n;
}

/* The departments' words are kept with every case, and its values are what they say. */
static void every_value_is_bound(struct hall *h)
{
	struct view_case *list;
	struct shelf *shelf;
	size_t n = cases(h, &list), values = 0;

	assert_int_equal(shelf_new(h->store, h->directory, &shelf), OK);
	for (size_t i = 0; i < n; i++) {
		struct evidence_sum sum;
		struct casefile c;
		assert_int_equal(evidence_load(h->store, &list[i].id, shelf_find, shelf, &c), OK);
		evidence_sum(&c, casefile_day(&c, clock_today()), &sum);
		if (sum.intact != sum.answers || sum.bound != sum.values)
			fail_msg("%s %s: answers %zu, intact %zu; values %zu, bound %zu, first %s", c.number,
				c.item ? c.item->file : "", sum.answers, sum.intact, sum.values, sum.bound,
				sum.field < 0 ? "" : c.item->fields[sum.field].name);
		values += sum.values;
		casefile_release(&c);
	}
	assert_true(values > n);
	mem_free(list);
	shelf_free(shelf);
}

/* Chains, seals, folds, views and tokens agree: the same check as "onetrip verify". */
static void test_verifies(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);

	(void)state;
	clock_hold(false); /* as it runs in a hall: no row may be of another moment than its event */
	assert_int_equal(lay(h, SOME), OK);
	clock_hold(true);
	verified(h);
	every_value_is_bound(h);
	assert_int_equal(count(h, NULL), SOME);
	assert_true(count(h, "DELIVERED") > SOME / 3);
	assert_true(count(h, "open") > SOME / 20);
	hall_free(h);
}

struct trail {
	int64_t last_ms;
	size_t events, actors;
	bool clerk, examiner, decider, issuer;
};

static enum err follow(const struct event *e, void *ctx)
{
	struct trail *t = ctx;
	struct civil at = clock_civil(e->at_ms);

	assert_true(e->at_ms >= t->last_ms);
	t->last_ms = e->at_ms;
	t->events++;
	if (uid_none(&e->casefile))
		return OK;
	assert_true(workday_is(day_of(at.year, at.month, at.day)));
	assert_in_range(at.hour, 8, 17);
	t->clerk |= text_equal(e->actor, "1024");
	t->examiner |= text_equal(e->actor, HISTORY_EXAMINER);
	t->decider |= text_equal(e->actor, HISTORY_DECIDER);
	t->issuer |= text_equal(e->actor, HISTORY_ISSUER);
	return OK;
}

/* Log-ins of the fixture stand before it, at the moment it leads up to. */
static enum err after_setup(const struct event *e, void *ctx)
{
	return uid_none(&e->casefile) ? OK : follow(e, ctx);
}

/* In order of time, on working days, by those whose work it is. */
static void test_days(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct trail t = {.last_ms = 0};
	uint64_t after = 0, before;

	(void)state;
	assert_int_equal(lay(h, SOME), OK);
	do {
		before = after;
		assert_int_equal(journal_walk(h->store, &after, 1000, after_setup, &t), OK);
	} while (after != before);
	assert_true(t.events > SOME * 10);
	assert_true(t.clerk && t.examiner && t.decider && t.issuer);
	assert_true(t.last_ms < h->history.until_ms);
	assert_true(clock_now_ms() >= h->history.until_ms);
	hall_free(h);
}

static bool appeal_item(struct hall *h, const char *code)
{
	const struct item *item = NULL;

	for (size_t i = 0; i < directory_size(h->directory); i++)
		if (text_equal(directory_at(h->directory, i)->code, code))
			assert_int_equal(directory_item(h->directory, i, &item), OK);
	return item && item->appeal != HOTLINE_NONE;
}

/* Every item, and nobody whom lessons and scripts name. */
static void test_whose(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct view_case *found, *list;
	size_t n, others;

	(void)state;
	assert_int_equal(lay(h, SOME), OK);
	n = cases(h, &list);
	for (size_t i = 0; i < directory_size(h->directory); i++) {
		size_t with = 0;
		for (size_t k = 0; k < n; k++)
			with += text_equal(list[k].item, directory_at(h->directory, i)->code);
		assert_true(with > 0);
	}
	for (size_t k = 0; k < n; k++)
		assert_true(*list[k].applicant || appeal_item(h, list[k].item)); /* who asked for secrecy */
	mem_free(list);
	static const char *const named[] = {CITY_WOMAN, CITY_ELDER, CITY_PATIENT, CITY_TENANT,
		CITY_LOST, CITY_BUYER, CITY_BORROWER, CITY_FOUNDER, CITY_VENDOR};
	for (size_t i = 0; i < COUNT_OF(named); i++) {
		assert_int_equal(view_find(h->store, TOKEN_ID, named[i], &found, &others), OK);
		assert_int_equal(others, 0);
		mem_free(found);
	}
	static const char *const firms[] = {CITY_FIRM_EAST, CITY_FIRM_WEST, CITY_CARRIER,
		CITY_SALON, CITY_INVESTOR, CITY_LAB, CITY_MAKER, CITY_SHOP, CITY_PARKING};
	for (size_t i = 0; i < COUNT_OF(firms); i++) {
		assert_int_equal(
			view_find(h->store, TOKEN_CREDIT_CODE, firms[i], &found, &others), OK);
		assert_int_equal(others, 0);
		mem_free(found);
		assert_true(city_firm(h->city, firms[i]) < 40);
	}
	hall_free(h);
}

static bool same_case(const struct view_case *a, const struct view_case *b)
{
	return uid_equal(&a->id, &b->id) && text_equal(a->number, b->number) &&
	       text_equal(a->item, b->item) && text_equal(a->state, b->state) &&
	       text_equal(a->applicant, b->applicant) && a->due == b->due &&
	       a->created_ms / 1000 == b->created_ms / 1000 &&
	       a->updated_ms / 1000 == b->updated_ms / 1000;
}

static void test_seed(void **state)
{
	struct view_case *first, *second;
	size_t n, m;

	(void)state;
	struct hall *h = hall_new(STORE_DEMO);
	assert_int_equal(lay(h, 80), OK);
	n = cases(h, &first);
	hall_free(h);
	h = hall_new(STORE_DEMO);
	assert_int_equal(lay(h, 80), OK);
	m = cases(h, &second);
	hall_free(h);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++)
		assert_true(same_case(&first[i], &second[i]));
	mem_free(first);
	mem_free(second);
}

/* A live file has no past but its own. */
static void test_live(void **state)
{
	struct hall *h = hall_new(STORE_LIVE);
	struct entry entry = {.kind = "NOTE"};

	(void)state;
	assert_int_equal(lay(h, 1), ERR_DEMO);
	assert_int_equal(past_begin(h->store), ERR_DEMO);
	assert_int_equal(past_append(h->store, "1024", &entry, 1), ERR_DEMO);
	hall_free(h);
}

static void test_unknown_actor(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct entry entry = {.kind = "NOTE"};
	uint64_t after = 0, seen;

	(void)state;
	struct trail t = {.last_ms = 0};
	assert_int_equal(past_append(h->store, "1024", &entry, 1), ERR_STATE); /* not begun */
	assert_int_equal(past_begin(h->store), OK);
	assert_int_equal(past_append(h->store, "1024", &entry, 1), OK);
	assert_int_equal(past_append(h->store, "7777", &entry, 1), ERR_DENIED);
	assert_int_equal(past_end(h->store, ERR_DENIED), ERR_DENIED);
	assert_int_equal(journal_kind(h->store, "NOTE", &after, follow, &t), OK);
	seen = t.events;
	assert_int_equal(seen, 0); /* all of it was taken back */
	hall_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verifies),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_seed),
		cmocka_unit_test(test_live),
		cmocka_unit_test(test_unknown_actor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
