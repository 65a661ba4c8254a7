/* SPDX-License-Identifier: MIT
 *
 * The line at the entrance: one order for all windows, nobody called twice, and its figures. The
 * times are the test's own: average and nearest-rank p90 reckoned by hand.
 */
#include "tests/unit/store_fixture.h"

#include "core/base/clock.h"
#include "core/casework/papers/ticket.h"
#include "core/casework/roster.h"

struct line {
	struct fixture *f;
	struct store *other;
	struct tickets *a, *b;       /* of windows A03 and A05 */
};

static int setup(void **state)
{
	struct line *l = mem_new(sizeof *l);
	int64_t now;

	*state = l;
	if (!clock_parse("2026-03-16T09:00", &now))
		return -1;
	clock_start_at(now);
	clock_hold(true);
	l->f = fixture_new(STORE_DEMO);
	clerk_in(l->f);
	assert_int_equal(store_open(&l->f->place, &l->other), OK);
	assert_int_equal(operator_login(l->other, "2000", PASS_SUPER), OK);
	tickets_new(l->f->s, "B", &l->a);
	tickets_new(l->other, "B", &l->b);
	return 0;
}

static int teardown(void **state)
{
	struct line *l = *state;

	tickets_free(l->a);
	tickets_free(l->b);
	store_close(l->other);
	fixture_free(l->f);
	mem_free(l);
	return 0;
}

static void taken(struct tickets *t, const char *number)
{
	char got[TICKET_NUMBER];

	assert_int_equal(ticket_take(t, NULL, got), OK);
	assert_string_equal(got, number);
}

static void one_line_for_all_windows(void **state)
{
	struct line *l = *state;

	taken(l->a, "B001");
	taken(l->b, "B002");
	taken(l->a, "B003");
	assert_int_equal(tickets_waiting(l->a, NULL), 3);
	assert_int_equal(ticket_call(l->a, "A03", NULL), OK);
	assert_string_equal(tickets_current(l->a, "A03")->number, "B001");
	assert_int_equal(ticket_call(l->b, "A05", NULL), OK);
	assert_string_equal(tickets_current(l->b, "A05")->number, "B002");
	assert_int_equal(ticket_call(l->b, "A05", NULL), ERR_STATE); /* one at a time */
	assert_int_equal(ticket_call(l->b, "A05", "B001"), ERR_STATE); /* with A03 */
	assert_int_equal(ticket_welcome(l->a, "B001"), OK);
	assert_int_equal(ticket_skip(l->a, "B001"), ERR_STATE); /* is here */
	assert_int_equal(ticket_finish(l->a, "B001"), OK);
	assert_int_equal(ticket_skip(l->b, "B002"), OK);
	assert_int_equal(ticket_call(l->b, "A05", NULL), OK);
	assert_string_equal(tickets_current(l->b, "A05")->number, "B003");
	assert_int_equal(tickets_read(l->a), OK);
	assert_null(tickets_next(l->a, NULL));
	assert_int_equal(ticket_call(l->a, "A03", NULL), ERR_NOTFOUND);
	/* who was passed is called again by name */
	assert_int_equal(ticket_call(l->a, "A03", "B002"), OK);
	assert_int_equal(tickets_find(l->a, "B002")->calls, 2);
	assert_int_equal(ticket_call(l->a, "A03", "B002"), OK); /* louder */
	assert_int_equal(ticket_finish(l->a, "B009"), ERR_NOTFOUND);
}

/* The other window has not read what happened meanwhile: the act itself reads. */
static void nobody_is_called_twice(void **state)
{
	struct line *l = *state;

	taken(l->a, "B001");
	assert_int_equal(tickets_read(l->b), OK);
	assert_int_equal(ticket_call(l->a, "A03", NULL), OK);
	assert_int_equal(ticket_call(l->b, "A05", NULL), ERR_NOTFOUND);
	assert_string_equal(tickets_find(l->b, "B001")->window, "A03");
}

static void another_day_another_line(void **state)
{
	struct line *l = *state;

	taken(l->a, "B001");
	clock_advance(24 * 3600 * 1000LL);
	assert_int_equal(tickets_read(l->a), OK);
	assert_int_equal(tickets_waiting(l->a, NULL), 0);
	taken(l->a, "B001");
	assert_int_equal(tickets_waiting(l->a, NULL), 1);
	tickets_forget(l->a);
	assert_int_equal(tickets_read(l->a), OK); /* read anew from the journal */
	assert_int_equal(tickets_waiting(l->a, NULL), 1);
	store_lock(l->f->s);
	assert_int_equal(tickets_read(l->a), ERR_LOCKED);
}

/* Ten people wait 1 to 10 minutes and are served two minutes each, the last one twelve. */
static void figures_of_the_day(void **state)
{
	struct line *l = *state;
	struct ticket_figures f;
	char number[TICKET_NUMBER];

	for (int i = 0; i < 11; i++)
		assert_int_equal(ticket_take(l->a, NULL, number), OK);
	for (int i = 0; i < 10; i++) {
		text_format(number, sizeof number, "B%03d", i + 1);
		clock_advance(60 * 1000);
		assert_int_equal(ticket_call(l->a, i % 2 ? "A03" : "A05", NULL), OK);
		assert_int_equal(ticket_welcome(l->a, number), OK);
		int64_t served = (i == 9 ? 12 : 2) * 60 * 1000;
		clock_advance(served);
		assert_int_equal(ticket_finish(l->a, number), OK);
		clock_advance(-served);
	}
	f = tickets_figures(l->a, clock_now_ms());
	assert_int_equal(f.done, 10);
	assert_int_equal(f.waiting, 1);
	assert_int_equal(f.longest_wait, 600);
	assert_int_equal(f.wait_average, 330); /* 60 .. 600 s */
	assert_int_equal(f.wait_p90, 540);
	assert_int_equal(f.serve_average, 180); /* nine of 120, one of 720 */
	assert_int_equal(f.serve_p90, 120);
}

static void the_slip_says_who_is_ahead(void **state)
{
	struct line *l = *state;
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "1024", .phone = ""};
	struct buf text;

	taken(l->a, "B001");
	taken(l->a, "B002");
	taken(l->a, "B003");
	assert_int_equal(ticket_call(l->a, "A03", NULL), OK);
	buf_init(&text, 4096);
	assert_int_equal(ticket_slip(l->a, "B003", &place, 32, &text), OK);
	assert_non_null(strstr(buf_text(&text), "B003"));
	assert_non_null(strstr(buf_text(&text), "演示市政务服务中心"));
	assert_non_null(strstr(buf_text(&text), "1 人"));
	assert_non_null(strstr(buf_text(&text), "2026年3月16日 09:00"));
	assert_int_equal(ticket_slip(l->a, "B004", &place, 32, &text), ERR_NOTFOUND);
	buf_release(&text);
	assert_int_equal(findings(l->f->s, true), 0);
}

static void put_in_force(struct line *l, enum roster_kind kind, const char *id, const char *unit)
{
	struct roster_row r = {.kind = kind, .from = DAY_NONE, .until = DAY_NONE};
	uint8_t hash[HASH_SIZE];

	text_copy(r.id, sizeof r.id, id);
	text_format(r.name, sizeof r.name, "name of %s", id);
	text_copy(r.unit, sizeof r.unit, unit);
	assert_int_equal(roster_propose(l->f->s, &r, hash, NULL), OK);
	assert_int_equal(roster_confirm(l->other, hash), OK);
}

/* Windows A03 of general work, A05 of insurance. */
static void a_number_is_called_by_its_unit(void **state)
{
	struct line *l = *state;
	struct slip_place place = {.hall = "演示市政务服务中心", .clerk = "1024", .phone = ""};
	char number[TICKET_NUMBER];
	struct buf text;

	assert_int_equal(operator_login(l->f->s, "1000", PASS_ADMIN), OK);
	put_in_force(l, ROSTER_KIND_UNIT, "ZH", "");
	put_in_force(l, ROSTER_KIND_UNIT, "SB", "");
	put_in_force(l, ROSTER_KIND_WINDOW, "A03", "ZH");
	put_in_force(l, ROSTER_KIND_WINDOW, "A05", "SB");
	clerk_in(l->f);
	assert_int_equal(ticket_take(l->a, "SB", number), OK);
	assert_string_equal(number, "B001");
	taken(l->a, "B002");
	assert_int_equal(tickets_waiting(l->a, "A03"), 1);
	assert_int_equal(tickets_waiting(l->a, NULL), 2);
	assert_int_equal(ticket_call(l->a, "A03", NULL), OK); /* B001 waits for insurance */
	assert_string_equal(tickets_current(l->a, "A03")->number, "B002");
	assert_int_equal(ticket_take(l->a, "ZH", number), OK);
	assert_int_equal(ticket_take(l->a, "SB", number), OK);
	buf_init(&text, 4096);
	assert_int_equal(ticket_slip(l->a, "B004", &place, 32, &text), OK);
	assert_non_null(strstr(buf_text(&text), "name of SB"));
	assert_non_null(strstr(buf_text(&text), "1 人")); /* B001; B003 waits for another unit */
	buf_release(&text);
	assert_int_equal(ticket_call(l->b, "A05", NULL), OK);
	assert_string_equal(tickets_current(l->b, "A05")->number, "B001");
	assert_int_equal(ticket_finish(l->b, "B001"), OK);
	assert_int_equal(ticket_call(l->b, "A05", "B003"), OK); /* somebody asks by number */
	assert_int_equal(findings(l->f->s, true), 0);
	roster_forget();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_line_for_all_windows, setup, teardown),
		cmocka_unit_test_setup_teardown(nobody_is_called_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(another_day_another_line, setup, teardown),
		cmocka_unit_test_setup_teardown(figures_of_the_day, setup, teardown),
		cmocka_unit_test_setup_teardown(a_number_is_called_by_its_unit, setup, teardown),
		cmocka_unit_test_setup_teardown(the_slip_says_who_is_ahead, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
