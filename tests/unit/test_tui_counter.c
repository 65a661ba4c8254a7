/* SPDX-License-Identifier: MIT
 *
 * Two windows and one case: the one that loses it is told within a second and keeps what was
 * written; one that is in use is not opened by a clerk.
 */
#include "tests/unit/store_fixture.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/bulk.h"
#include "core/store/lease.h"
#include "tui/app.h"
#include "tui/counter.h"

#define WOMAN "339901198808081226"

struct hall {
	char dir[64];
	struct demo_place place;
	struct app *app;             /* of A03, 1024 */
	struct store *other;         /* of A05, the supervisor */
};

static int setup(void **state)
{
	struct hall *h = mem_new(sizeof *h);
	struct buf messages;
	int64_t now;

	*state = h;
	text_copy(h->dir, sizeof h->dir, "/tmp/onetrip-test-XXXXXX");
	if (!mkdtemp(h->dir) || !clock_parse("2026-03-16T09:00", &now))
		return -1;
	clock_start_at(now);
	clock_hold(true);
	assert_int_equal(i18n_start("en"), OK);
	assert_int_equal(demo_prepare(&(struct demo_wish){.dir = h->dir, .seed = 1, .fresh = true},
				 &h->place),
		OK);
	struct start start = {.kind = STORE_DEMO, .database = h->place.database,
		.terminal_key = h->place.key, .hall = "Hall", .window = "A03",
		.demo_base = "http://127.0.0.1:9", .print_dir = h->place.prints,
		.scans = h->place.scans, .lock_seconds = 180, .mask_seconds = 60, .esc_ms = 25};
	buf_init(&messages, 1 << 16);
	assert_int_equal(app_new(&start, &h->app, &messages), OK);
	buf_release(&messages);
	assert_int_equal(operator_login(h->app->store, "1024", "wang-2026"), OK);
	app_after_login(h->app);
	struct store_place place = {.path = h->place.database, .terminal_key = h->place.key,
		.station = "A05", .kind = STORE_DEMO};
	assert_int_equal(store_open(&place, &h->other), OK);
	assert_int_equal(operator_login(h->other, "2001", "zhao-2026"), OK);
	return 0;
}

static int teardown(void **state)
{
	struct hall *h = *state;

	store_close(h->other);
	app_free(h->app);
	assert_int_equal(file_remove_tree(h->dir), OK);
	mem_free(h);
	return 0;
}

static struct uid open_draft(struct hall *h)
{
	app_person(h->app, WOMAN, PROOF_READER);
	assert_true(desk_busy(h->app->desk));
	app_tick(h->app);
	return desk_case(h->app->desk)->id;
}

static bool says(const struct hall *h, const char *words)
{
	const struct message *m = app_message(h->app);

	return m && strstr(m->text, words);
}

static void who_loses_a_case_is_told_at_once(void **state)
{
	struct hall *h = *state;
	struct lease_who who;
	struct uid id = open_draft(h);
	struct view_case row;

	assert_int_equal(lease_take(h->other, &id, "A05", false, &who), ERR_EXISTS);
	assert_string_equal(who.operator, "1024");
	uint32_t before = desk_case(h->app->desk)->events;
	assert_int_equal(lease_take(h->other, &id, "A05", true, &who), OK);
	clock_advance(LEASE_LOOK_MS);
	app_tick(h->app);
	assert_false(desk_busy(h->app->desk));
	assert_ptr_equal(app_top(h->app), &screen_home);
	assert_true(says(h, "took this case over; all that was written is kept"));
	assert_true(says(h, "赵敏"));
	assert_int_equal(view_get(h->other, &id, &row), OK);
	assert_string_equal(row.state, "DRAFT");
	assert_true(before >= 1);
}

static void one_in_use_is_not_opened_by_a_clerk(void **state)
{
	struct hall *h = *state;
	struct lease_who who;
	struct uid id = open_draft(h);

	app_home(h->app);
	app_tick(h->app); /* lets go of it */
	assert_int_equal(lease_take(h->other, &id, "A05", false, &who), OK);
	app_open_case(h->app, &id);
	assert_false(desk_busy(h->app->desk));
	assert_true(says(h, "the shift supervisor can take it over"));
	assert_int_equal(lease_leave(h->other, &id), OK);
	app_open_case(h->app, &id);
	assert_true(desk_busy(h->app->desk));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_loses_a_case_is_told_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(one_in_use_is_not_opened_by_a_clerk, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
