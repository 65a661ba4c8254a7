/* SPDX-License-Identifier: MIT
 *
 * A year's calendar by two people. What the State Council published for 2026 gives a permit accepted on
 * Monday 9 March its promised day on Monday 16 March (five working days); with Wednesday 11 March off
 * it is Tuesday 17 March.
 */
#include "core/casework/oversight/yearbook.h"

#include "core/casework/oversight/inforce.h"
#include "core/standards/workday.h"
#include "tests/unit/told.h"

#define NEXT "2027-01-01\tH\t元旦\n2027-02-06\tW\t春节\n2027-02-08\tH\t春节\n2027-10-01\tH\t国庆节\n"
#define OFF "2026-03-11\tH\t停电\n2026-10-01\tH\t国庆节\n"

static const struct told march[] = {
	{'A', "2026-03-09T09:00", "1024", "OPEN", {"residence-permit", "339901198001010014"}},
	{'A', "2026-03-09T09:06", "1024", "RECEIVED", {NULL}},
	{'A', "2026-03-09T09:06", "1024", "ACCEPTED", {"due", "2026-03-16"}},
};

struct year {
	struct hall *hall;
	struct shelf *shelf;
	struct projection *views;
};

static day_t on(const char *text)
{
	day_t d = DAY_NONE;

	assert_true(day_parse(text, &d));
	return d;
}

static void begin(struct year *y)
{
	int64_t now;

	y->hall = hall_new(STORE_DEMO);
	assert_int_equal(shelf_new(y->hall->store, y->hall->directory, &y->shelf), OK);
	assert_int_equal(projection_start(y->hall->store, shelf_find, y->shelf, &y->views), OK);
	assert_int_equal(past_begin(y->hall->store), OK);
	for (size_t i = 0; i < COUNT_OF(march); i++)
		tell(y->hall, &march[i]);
	assert_int_equal(past_end(y->hall->store, OK), OK);
	assert_true(clock_parse("2026-03-12T09:00", &now));
	clock_start_at(now);
}

static void end(struct year *y)
{
	workday_publish(NULL, 0);
	projection_free(y->views);
	shelf_free(y->shelf);
	hall_free(y->hall);
}

static void in(struct year *y, const char *who, const char *password)
{
	assert_int_equal(operator_login(y->hall->store, who, password), OK);
}

static enum err propose(struct year *y, const char *text)
{
	struct buf messages;

	buf_init(&messages, 4096);
	enum err e = yearbook_propose(y->hall->store, "year.tsv", text, strlen(text), &messages);
	buf_release(&messages);
	return e;
}

static void two_people_make_a_year(void **state)
{
	struct year y = {0};
	struct proposal p;
	struct store *s;

	(void)state;
	begin(&y);
	s = y.hall->store;
	assert_int_equal(workday_horizon(), on("2026-12-31"));
	in(&y, "2001", "zhao-2026");
	assert_int_equal(propose(&y, NEXT), ERR_DENIED);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(yearbook_waiting(s, &p), ERR_NOTFOUND);
	assert_int_equal(propose(&y, NEXT), OK);
	assert_int_equal(propose(&y, NEXT), ERR_EXISTS);
	assert_int_equal(yearbook_waiting(s, &p), OK);
	assert_string_equal(p.by, "9001");
	assert_int_equal(p.calendar.year, 2027);
	assert_int_equal(yearbook_confirm(s, p.hash), ERR_DENIED); /* the one who proposed */
	assert_int_equal(yearbook_apply(s), OK);
	assert_int_equal(workday_horizon(), on("2026-12-31"));
	in(&y, "2001", "zhao-2026");
	assert_int_equal(yearbook_confirm(s, p.hash), OK);
	assert_int_equal(yearbook_confirm(s, p.hash), ERR_STATE);
	assert_int_equal(workday_horizon(), on("2027-12-31"));
	assert_true(workday_is(on("2027-02-06")));
	assert_false(workday_is(on("2027-02-08")));
	workday_publish(NULL, 0); /* as a program that starts anew: the journal tells it */
	assert_false(workday_is(on("2027-02-06")));
	store_lock(s);
	assert_int_equal(yearbook_apply(s), OK);
	assert_true(workday_is(on("2027-02-06")));
	end(&y);
}

/* What came first is told by the journal, not by the clock. */
static void a_clock_set_back_changes_nothing(void **state)
{
	struct year y = {0};
	struct proposal p;
	int64_t now;

	(void)state;
	begin(&y);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(propose(&y, NEXT), OK);
	assert_int_equal(yearbook_waiting(y.hall->store, &p), OK);
	assert_true(clock_parse("2026-03-12T08:00", &now));
	clock_start_at(now);
	in(&y, "2001", "zhao-2026");
	assert_int_equal(yearbook_confirm(y.hall->store, p.hash), OK);
	assert_int_equal(yearbook_apply(y.hall->store), OK);
	assert_int_equal(yearbook_waiting(y.hall->store, &p), ERR_NOTFOUND);
	assert_true(workday_is(on("2027-02-06")));
	end(&y);
}

/* Every window has a chain of its own: the second one's first act comes after the first one's tenth. */
static void what_came_first_is_told_by_arrival(void **state)
{
	struct year y = {0};
	struct proposal p;
	struct inforce known = {0};
	struct store *other;
	bool changed;

	(void)state;
	begin(&y);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(inforce_apply(y.hall->store, &known), OK);
	assert_int_equal(propose(&y, NEXT), OK);
	assert_int_equal(yearbook_waiting(y.hall->store, &p), OK);
	struct store_place place = {.path = y.hall->path, .terminal_key = y.hall->key, .station = "A05",
		.kind = STORE_DEMO};
	assert_int_equal(store_open(&place, &other), OK);
	assert_int_equal(operator_login(other, "2001", "zhao-2026"), OK);
	assert_int_equal(yearbook_confirm(other, p.hash), OK);
	assert_int_equal(yearbook_waiting(other, &p), ERR_NOTFOUND);
	store_close(other);
	workday_publish(NULL, 0); /* as the first window knows it, whose program runs */
	assert_int_equal(inforce_follow(y.hall->store, &known, &changed), OK);
	assert_true(changed);
	assert_true(workday_is(on("2027-02-06")));
	assert_int_equal(inforce_follow(y.hall->store, &known, &changed), OK);
	assert_false(changed);
	end(&y);
}

static void what_is_withdrawn_waits_no_more(void **state)
{
	struct year y = {0};
	struct proposal p;

	(void)state;
	begin(&y);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(propose(&y, NEXT), OK);
	assert_int_equal(yearbook_waiting(y.hall->store, &p), OK);
	in(&y, "1024", "wang-2026");
	assert_int_equal(yearbook_withdraw(y.hall->store, p.hash), ERR_DENIED);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(yearbook_withdraw(y.hall->store, p.hash), OK);
	assert_int_equal(yearbook_withdraw(y.hall->store, p.hash), ERR_STATE);
	in(&y, "2001", "zhao-2026");
	assert_int_equal(yearbook_waiting(y.hall->store, &(struct proposal){0}), ERR_NOTFOUND);
	assert_int_equal(yearbook_confirm(y.hall->store, p.hash), ERR_STATE);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(propose(&y, NEXT), OK); /* the same text may be proposed again */
	in(&y, "2001", "zhao-2026");
	assert_int_equal(yearbook_confirm(y.hall->store, p.hash), OK);
	end(&y);
}

static size_t look(struct year *y, const struct calendar *c, struct moved *first)
{
	const struct moved *list;
	struct look *l;
	bool whole = false;

	assert_int_equal(look_new(y->hall->store, c, shelf_find, y->shelf, &l), OK);
	for (int i = 0; !whole && i < 100; i++)
		assert_int_equal(look_step(l, &whole), OK);
	assert_true(whole);
	size_t n = look_moved(l, &list);
	if (n)
		*first = list[0];
	look_free(l);
	return n;
}

static void what_would_move_is_seen_before(void **state)
{
	struct year y = {0};
	struct proposal p;
	struct calendar_day days[YEARBOOK_CHANGES];
	struct moved m = {.told = 0};

	(void)state;
	begin(&y);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(propose(&y, OFF), OK);
	in(&y, "2001", "zhao-2026");
	assert_int_equal(yearbook_waiting(y.hall->store, &p), OK);
	size_t n = yearbook_changes(y.hall->store, &p.calendar, days, YEARBOOK_CHANGES);
	assert_true(n > 1); /* the other holidays of 2026 are not in this correction */
	bool seen = false;
	for (size_t i = 0; i < n; i++)
		seen |= days[i].day == on("2026-03-11") && !days[i].working;
	assert_true(seen);
	assert_true(look(&y, &p.calendar, &m) > 0);
	assert_string_equal(m.clock, "PROMISED");
	assert_int_equal(m.told, on("2026-03-16"));
	assert_int_equal(m.now, on("2026-03-17"));
	assert_true(workday_is(on("2026-03-11"))); /* it was only looked at */
	end(&y);
}

static void the_newest_proposal_waits(void **state)
{
	struct year y = {0};
	struct proposal first, p;
	int64_t now;

	(void)state;
	begin(&y);
	in(&y, "9001", "zhou-2026");
	assert_int_equal(propose(&y, NEXT), OK);
	assert_int_equal(yearbook_waiting(y.hall->store, &first), OK);
	assert_true(clock_parse("2026-03-12T09:05", &now));
	clock_start_at(now);
	assert_int_equal(propose(&y, OFF), OK);
	in(&y, "2001", "zhao-2026");
	assert_int_equal(yearbook_confirm(y.hall->store, first.hash), ERR_STATE);
	assert_int_equal(yearbook_waiting(y.hall->store, &p), OK);
	assert_int_equal(p.calendar.year, 2026);
	end(&y);
}

static void expect_mistake(const char *text, const char *message)
{
	struct calendar c;
	struct buf messages;

	buf_init(&messages, 4096);
	assert_int_equal(calendar_read("y.tsv", text, strlen(text), &c, &messages), ERR_SYNTAX);
	assert_non_null(strstr(buf_text(&messages), message));
	buf_release(&messages);
}

static void mistakes_are_told_with_their_line(void **state)
{
	(void)state;
	expect_mistake("# 2027\n2027-01-01 H 元旦\n" NEXT, "y.tsv:2: ");
	expect_mistake("2027-02-30\tH\tx\n", "y.tsv:1: ");
	expect_mistake("2027-01-04\tW\tx\n", "y.tsv:1: ");           /* a Monday */
	expect_mistake("2027-01-01\tH\tx\n2027-01-01\tH\tx\n", "y.tsv:2: ");
	expect_mistake("2027-01-01\tH\tx\n2028-01-03\tH\tx\n", "y.tsv:2: ");
	expect_mistake("2027-01-01\tH\tx\n", "y.tsv:1: ");           /* no National Day */
	expect_mistake("2027-01-01\tH\tx\n2027-10-09\tW\tx\n", "y.tsv:2: "); /* worked is not off */
	expect_mistake("2027-01-01\tH\t\xff\xfe\n", "y.tsv:1: ");
	expect_mistake("", "y.tsv:0: ");
}

static void december_before_belongs_to_the_year(void **state)
{
	struct calendar c;
	struct buf messages;
	static const char text[] = "2006-12-30\tW\t元旦\n2006-12-31\tW\t元旦\n2007-01-01\tH\t元旦\n"
				   "2007-10-01\tH\t国庆节\n"; /* as the notice for 2007 had it */

	(void)state;
	buf_init(&messages, 4096);
	assert_int_equal(calendar_read("y.tsv", text, strlen(text), &c, &messages), OK);
	assert_int_equal(c.year, 2007);
	assert_int_equal(c.n, 4);
	buf_release(&messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_people_make_a_year),
		cmocka_unit_test(a_clock_set_back_changes_nothing),
		cmocka_unit_test(what_came_first_is_told_by_arrival),
		cmocka_unit_test(what_is_withdrawn_waits_no_more),
		cmocka_unit_test(what_would_move_is_seen_before),
		cmocka_unit_test(the_newest_proposal_waits),
		cmocka_unit_test(mistakes_are_told_with_their_line),
		cmocka_unit_test(december_before_belongs_to_the_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
