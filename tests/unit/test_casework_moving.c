/* SPDX-License-Identifier: MIT
 *
 * A changed calendar: what was told moves, is written into the case once, and the supervisor hears it.
 * The calendar of 2026 gives a permit accepted on Monday 9 March its promised day on Monday 16 March
 * (five working days); another day was told.
 */
#include "core/casework/oversight/moving.h"

#include "tests/unit/told.h"

#define PERMIT "residence-permit"

static const struct told march[] = {
	{'A', "2026-03-09T09:00", "1024", "OPEN", {PERMIT, "339901198001010014"}},
	{'A', "2026-03-09T09:06", "1024", "RECEIVED", {NULL}},
	{'A', "2026-03-09T09:06", "1024", "ACCEPTED", {"due", "2026-03-13"}}, /* of an older calendar */
	{'B', "2026-03-09T10:00", "1024", "OPEN", {PERMIT, "339901198001010022"}},
	{'B', "2026-03-09T10:06", "1024", "RECEIVED", {NULL}},
	{'B', "2026-03-09T10:06", "1024", "ACCEPTED", {"due", "2026-03-16"}},
};

struct week {
	struct hall *hall;
	struct shelf *shelf;
	struct projection *views;
};

static void begin(struct week *w)
{
	int64_t now;

	w->hall = hall_new(STORE_DEMO);
	assert_int_equal(shelf_new(w->hall->store, w->hall->directory, &w->shelf), OK);
	assert_int_equal(projection_start(w->hall->store, shelf_find, w->shelf, &w->views), OK);
	assert_int_equal(past_begin(w->hall->store), OK);
	for (size_t i = 0; i < COUNT_OF(march); i++)
		tell(w->hall, &march[i]);
	assert_int_equal(past_end(w->hall->store, OK), OK);
	assert_true(clock_parse("2026-03-12T09:00", &now));
	clock_start_at(now);
}

static void end(struct week *w)
{
	projection_free(w->views);
	shelf_free(w->shelf);
	hall_free(w->hall);
}

static void compare(struct week *w)
{
	struct moving *m;
	bool whole = false;

	assert_int_equal(moving_new(w->hall->store, shelf_find, w->shelf, &m), OK);
	for (int i = 0; !whole && i < 100; i++)
		assert_int_equal(moving_step(m, &whole), OK);
	assert_true(whole);
	moving_free(m);
}

/* A calendar that was seen, and is not the one of today. */
static void another_calendar(struct week *w)
{
	struct record body = {0};
	struct entry entry = {.kind = "CALENDAR", .body = &body};

	record_add(&body, "hash", "0000000000000000000000000000000000000000000000000000000000000000");
	assert_int_equal(journal_append_wait(w->hall->store, &entry, 1, NULL, NULL, 2000), OK);
	record_release(&body);
}

static enum err count(const struct event *e, void *ctx)
{
	*(int *)ctx += text_equal(e->kind, "MOVED");
	return OK;
}

static int in_case(struct week *w, char which)
{
	struct uid id = uid_of(which);
	int n = 0;

	assert_int_equal(journal_case(w->hall->store, &id, count, &n), OK);
	return n;
}

static void told_once(void **state)
{
	struct week w = {0};
	struct moved_day list[10];
	size_t n = 0;
	char day[11];

	(void)state;
	begin(&w);
	compare(&w); /* the first calendar ever: nothing to compare with */
	assert_int_equal(moving_list(w.hall->store, 0, list, 10, &n), OK);
	assert_int_equal(n, 0);
	another_calendar(&w);
	compare(&w);
	assert_int_equal(moving_list(w.hall->store, 0, list, 10, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].moved.clock, "PROMISED");
	day_format(list[0].moved.told, day);
	assert_string_equal(day, "2026-03-13");
	day_format(list[0].moved.now, day);
	assert_string_equal(day, "2026-03-16");
	assert_int_equal(in_case(&w, 'A'), 1);
	assert_int_equal(in_case(&w, 'B'), 0);
	compare(&w); /* the calendar is known now */
	another_calendar(&w);
	compare(&w); /* again another one, which moves the day to where it was moved already */
	assert_int_equal(in_case(&w, 'A'), 1);
	assert_int_equal(moving_list(w.hall->store, clock_now_ms() + 1, list, 10, &n), OK);
	assert_int_equal(n, 0);
	end(&w);
}

static void for_a_supervisor(void **state)
{
	struct week w = {0};
	struct moving *m;

	(void)state;
	begin(&w);
	assert_int_equal(operator_login(w.hall->store, "1024", "wang-2026"), OK);
	assert_int_equal(moving_new(w.hall->store, shelf_find, w.shelf, &m), ERR_DENIED);
	end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(told_once),
		cmocka_unit_test(for_a_supervisor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
