/* SPDX-License-Identifier: MIT
 *
 * A program at window A03 with a clerk in it, and a supervisor's open store at A05, on one demo.
 */
#ifndef ONETRIP_TWO_WINDOWS_H
#define ONETRIP_TWO_WINDOWS_H

#include "tests/unit/store_fixture.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/app.h"

#define WOMAN "339901198808081226"

struct hall {
	char dir[64];
	struct demo_place place;
	struct app *app;             /* of A03, 1024 */
	struct store *other;         /* of A05, the supervisor */
};

static inline int setup(void **state)
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

static inline int teardown(void **state)
{
	struct hall *h = *state;

	store_close(h->other);
	app_free(h->app);
	assert_int_equal(file_remove_tree(h->dir), OK);
	mem_free(h);
	return 0;
}

static inline bool says(const struct hall *h, const char *words)
{
	const struct message *m = app_message(h->app);

	return m && strstr(m->text, words);
}

#endif
