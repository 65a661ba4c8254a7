/* SPDX-License-Identifier: MIT
 *
 * A class: what goes over its doors, what is kept of it, and that its rooms are nobody's live files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/store.h"
#include "tui/app.h"
#include "tui/canvas_pack.h"
#include "tui/class_floor.h"
#include "tui/door.h"
#include "tui/room.h"
#include "tui/tape.h"

static int in_folder(void **state)
{
	char dir[] = "/tmp/onetrip-class-XXXXXX";

	assert_non_null(mkdtemp(dir));
	*state = mem_text(dir);
	return 0;
}

static int away(void **state)
{
	assert_int_equal(file_remove_tree(*state), OK);
	mem_free(*state);
	return 0;
}

/* ---- pictures ---- */

static void test_picture_and_back(void **state)
{
	struct canvas a, b;
	struct buf one, two, packed;

	(void)state;
	canvas_init(&a, 24, 80);
	canvas_text(&a, 0, 0, PAINT_TITLE, "onetrip 一趟办 | [练习]");
	canvas_text(&a, 5, 79, PAINT_BAD, "x");
	canvas_fill(&a, 7, 10, 20, PAINT_SEL);
	canvas_cursor(&a, 5, 79);
	buf_init(&packed, PACK_BYTES);
	buf_init(&one, 65536);
	buf_init(&two, 65536);
	canvas_pack(&a, &packed);
	assert_int_equal(canvas_unpack(buf_text(&packed), packed.len, &b), OK);
	canvas_dump_paint(&a, &one);
	canvas_dump_paint(&b, &two);
	assert_string_equal(buf_text(&one), buf_text(&two));
	buf_release(&one);
	buf_release(&two);
	buf_release(&packed);
	canvas_release(&a);
	canvas_release(&b);
}

static void test_no_picture(void **state)
{
	static const char *const bad[] = {"", "1 1\n", "0 5 0 0\n", "1 5 0 0\nx\nA6 \n", "1 5 0 0\nx\nz5 \n",
		"2 5 0 0\nx\nA5 \n", "201 5 0 0\n", "1 5 0 0\nx\nA5"};
	struct canvas c = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(canvas_unpack(bad[i], strlen(bad[i]), &c), ERR_INPUT);
}

/* ---- records ---- */

static void test_state_and_order(void **state)
{
	struct class_state s = {.seat = 7, .who = "T07", .name = "林夕", .screen = "form", .help = "?", .lesson = 3,
		.step = 2, .steps = 5, .points = 92, .keys = 9, .par_keys = 21, .exam = true}, t;
	struct class_order o = {.what = ORDER_FAULT, .n = 8000, .word = "民政", .text = "slow"}, p;
	struct record r = {0}, q = {0};

	(void)state;
	class_state_put(&s, &r);
	assert_int_equal(class_state_get(&r, &t), OK);
	assert_memory_equal(&s, &t, sizeof s);
	assert_int_equal(class_order_get(&r, &p), ERR_INPUT);
	class_order_put(&o, &q);
	assert_int_equal(class_order_get(&q, &p), OK);
	assert_memory_equal(&o, &p, sizeof o);
	assert_int_equal(class_state_get(&q, &t), ERR_INPUT);
	record_release(&r);
	record_release(&q);
}

static void test_names(void **state)
{
	(void)state;
	assert_true(class_name_good("2026-03-new"));
	assert_false(class_name_good(""));
	assert_false(class_name_good("../x"));
	assert_false(class_name_good("a b"));
	assert_false(class_name_good("0123456789012345678901234"));
}

/* ---- doors ---- */

static void test_seats(void **state)
{
	struct seat a, b;
	struct class_floor f;
	struct class_order o = {.what = ORDER_FREEZE, .n = 1}, heard;
	struct class_state s = {.who = "T02", .name = "许可", .screen = "home"};
	struct record r = {0};
	struct stat st;
	char path[PATH_SIZE];

	assert_int_equal(seat_take(*state, &a), OK);
	assert_int_equal(seat_take(*state, &b), OK);
	assert_int_equal(a.number, 1);
	assert_int_equal(b.number, 2);
	text_format(path, sizeof path, "%s/seat-02.sock", (char *)*state);
	assert_int_equal(stat(path, &st), 0);
	assert_true(S_ISSOCK(st.st_mode));
	class_floor_init(&f, *state, a.number);
	assert_true(class_floor_turn(&f, clock_mono_ms()));
	assert_true(seat_welcome(&b));
	assert_false(seat_said(&b, &heard));
	assert_true(class_floor_order(&f, 2, &o));
	assert_true(seat_said(&b, &heard));
	assert_int_equal(heard.what, ORDER_FREEZE);
	/* the state of another seat is not believed */
	s.seat = 3;
	class_state_put(&s, &r);
	seat_tell(&b, LINK_STATE, &r);
	(void)class_floor_turn(&f, clock_mono_ms());
	assert_false(f.desks[2].known);
	assert_int_equal(f.desks[2].fd, -1);
	record_release(&r);
	class_floor_release(&f);
	seat_leave(&b);
	assert_int_equal(seat_take(*state, &b), OK); /* it is free again */
	assert_int_equal(b.number, 2);
	seat_leave(&b);
	seat_leave(&a);
	assert_int_equal(access(path, F_OK), -1);
}

/* ---- what is kept ---- */

static void test_results(void **state)
{
	struct class_result r = {.at = "2026-03-16 09:30:00", .seat = 4, .who = "T04", .lesson = 2, .exam = true,
		.par_seconds = 120, .par_keys = 45, .score = {.points = 87, .seconds = 99, .keys = 44, .hints = 1,
			.errors = 2, .steps = 5, .lost = {1, 2, 0, 3}}};
	struct class_result *list;
	struct buf csv;
	size_t n;

	assert_int_equal(class_results(*state, &list, &n), OK);
	assert_int_equal(n, 0);
	mem_free(list);
	assert_int_equal(class_result_add(*state, &r), OK);
	r.lesson = 3;
	assert_int_equal(class_result_add(*state, &r), OK);
	assert_int_equal(class_results(*state, &list, &n), OK);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].lesson, 2);
	assert_int_equal(list[1].score.lost[LOSS_TRIP], 1);
	buf_init(&csv, 65536);
	class_results_csv(list, n, &csv);
	assert_non_null(strstr(buf_text(&csv),
		"2026-03-16 09:30:00,seat-04,T04,exam,2,87,99,120,44,45,1,2,1,2,3,5\n"));
	mem_free(list);
	buf_release(&csv);
}

static void test_tape(void **state)
{
	char path[PATH_SIZE];
	struct buf picture;
	struct tape t;
	struct stat st;

	text_format(path, sizeof path, "%s/tape", (char *)*state);
	buf_init(&picture, 1 << 20);
	assert_int_equal(tape_begin(path), OK);
	for (int i = 0; i < 3; i++) {
		buf_clear(&picture);
		buf_addf(&picture, "picture\n%d", i);
		assert_int_equal(tape_add(path, i * 10, &picture), OK);
	}
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(truncate(path, st.st_size - 2), 0); /* killed while writing */
	assert_int_equal(tape_load(path, &t), OK);
	assert_int_equal(t.n, 2);
	assert_int_equal(t.frames[1].at_s, 10);
	assert_memory_equal(buf_text(&t.bytes) + t.frames[1].at, "picture\n1", 9);
	tape_release(&t);
	buf_release(&picture);
}

/* A full ring loses its older half. */
static void test_tape_is_a_ring(void **state)
{
	char path[PATH_SIZE];
	struct buf picture;
	struct tape t;

	text_format(path, sizeof path, "%s/tape", (char *)*state);
	buf_init(&picture, 2 << 20);
	for (int i = 0; i < 1 << 20; i += 64)
		buf_adds(&picture, "0123456789012345678901234567890123456789012345678901234567890123");
	assert_int_equal(tape_begin(path), OK);
	for (int i = 0; i < 12; i++)
		assert_int_equal(tape_add(path, i, &picture), OK);
	assert_int_equal(tape_load(path, &t), OK);
	assert_true(t.n < 12);
	assert_int_equal(t.frames[t.n - 1].at_s, 11);
	tape_release(&t);
	buf_release(&picture);
}

/* ---- rooms, and the live files beside them ---- */

static void test_room_and_snapshot(void **state)
{
	struct demo_place home, room;
	char path[PATH_SIZE + 16];
	struct buf b;

	assert_true(demo_where(*state, &home));
	assert_int_equal(room_make(&home, 1773622800000, &(struct demo_wish){.seed = 1}, &room), OK);
	assert_int_equal(room_save(&room, 0), OK);
	text_format(path, sizeof path, "%s", room.database);
	buf_init(&b, 1 << 24);
	assert_int_equal(file_read(path, &b), OK);
	assert_int_equal(file_write(path, "gone", 4), OK);
	assert_int_equal(room_restore(&room, 0), OK);
	struct buf again;
	buf_init(&again, 1 << 24);
	assert_int_equal(file_read(path, &again), OK);
	assert_int_equal(again.len, b.len);
	assert_memory_equal(buf_text(&again), buf_text(&b), b.len);
	buf_release(&b);
	buf_release(&again);
}

/* A live database in the demo's folder stops the demo; nothing of it is touched, and neither opens as
 * the other. */
static void test_live_is_refused(void **state)
{
	struct demo_place place;
	struct store_place live = {.station = "A03", .kind = STORE_LIVE};
	struct store *s = NULL;
	struct stat before, after;

	assert_true(demo_where(*state, &place));
	live.path = place.database;
	live.terminal_key = place.key;
	assert_int_equal(store_create(&live), OK);
	assert_int_equal(stat(place.database, &before), 0);
	assert_int_equal(demo_prepare(&(struct demo_wish){.dir = *state, .seed = 1, .fresh = true}, &place),
		ERR_DEMO);
	live.kind = STORE_DEMO;
	assert_int_equal(store_open(&live, &s), ERR_DEMO);
	assert_int_equal(stat(place.database, &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

/* The practice talks to departments on this machine only, and live work opens no practice file. */
static void test_no_way_over(void **state)
{
	struct demo_place place;
	struct start s = {.kind = STORE_DEMO, .hall = "H", .window = "A03", .demo_base = "http://192.0.2.1:8080",
		.lock_seconds = 180, .mask_seconds = 60, .esc_ms = 25};
	struct app *a = NULL;
	struct buf messages;

	buf_init(&messages, 65536);
	assert_int_equal(demo_prepare(&(struct demo_wish){.dir = *state, .seed = 1, .fresh = true}, &place), OK);
	s.database = place.database;
	s.terminal_key = place.key;
	s.print_dir = place.prints;
	assert_true(app_new(&s, &a, &messages) != OK);
	s.demo_base = "https://192.0.2.1:8443"; /* not even where nobody could listen in */
	assert_true(app_new(&s, &a, &messages) != OK);
	s.demo_base = "http://127.0.0.1:9";
	assert_int_equal(app_new(&s, &a, &messages), OK);
	app_free(a);
	char catalog[PATH_SIZE];
	assert_int_equal(file_asset("catalog/demo.ini", catalog), OK);
	s.kind = STORE_LIVE;
	s.catalog = catalog;
	assert_true(app_new(&s, &a, &messages) != OK);
	buf_release(&messages);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, in_folder, away)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_picture_and_back),
		cmocka_unit_test(test_no_picture),
		cmocka_unit_test(test_state_and_order),
		cmocka_unit_test(test_names),
		IN_FOLDER(test_seats),
		IN_FOLDER(test_results),
		IN_FOLDER(test_tape),
		IN_FOLDER(test_tape_is_a_ring),
		IN_FOLDER(test_room_and_snapshot),
		IN_FOLDER(test_live_is_refused),
		IN_FOLDER(test_no_way_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
