/* SPDX-License-Identifier: MIT
 *
 * Units, windows and duty of a hall. 16 March 2026 is a Monday; 4 to 6 April 2026 are off (Qingming),
 * 4 April is a Saturday, 6 April the Monday.
 */
#include "core/casework/roster.h"

#include "core/casework/oversight/inforce.h"
#include "core/casework/roster_row.h"
#include "tests/unit/demo_hall.h"

static struct hall *h;

static int start(void **state)
{
	(void)state;
	h = hall_new(STORE_DEMO);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	roster_forget();
	hall_free(h);
	return 0;
}

static day_t on(const char *text)
{
	day_t d = DAY_NONE;

	assert_true(day_parse(text, &d));
	return d;
}

static void in(const char *who, const char *password)
{
	assert_int_equal(operator_login(h->store, who, password), OK);
}

static struct roster_row window(const char *id, const char *name, const char *unit, const char *takes)
{
	struct roster_row r = {.kind = ROSTER_KIND_WINDOW, .from = DAY_NONE, .until = DAY_NONE};

	text_copy(r.id, sizeof r.id, id);
	text_copy(r.name, sizeof r.name, name);
	text_copy(r.unit, sizeof r.unit, unit);
	text_copy(r.takes, sizeof r.takes, takes);
	return r;
}

static struct roster_row unit(const char *id, const char *name)
{
	struct roster_row r = window(id, name, "", "");

	r.kind = ROSTER_KIND_UNIT;
	return r;
}

static struct roster_row duty(const char *at, const char *who, const char *behalf, const char *from,
	const char *until, const char *weekdays)
{
	struct roster_row r = {.kind = ROSTER_KIND_DUTY, .from = on(from), .until = DAY_NONE};

	text_copy(r.id, sizeof r.id, at);
	text_copy(r.operator, sizeof r.operator, who);
	text_copy(r.behalf, sizeof r.behalf, behalf);
	if (*until)
		r.until = on(until);
	assert_true(roster_weekdays(weekdays, &r.weekdays));
	return r;
}

static void two_put(const struct roster_row *r)
{
	uint8_t hash[HASH_SIZE];

	in("9001", "zhou-2026");
	assert_int_equal(roster_propose(h->store, r, hash, NULL), OK);
	in("2001", "zhao-2026");
	assert_int_equal(roster_confirm(h->store, hash), OK);
}

static void a_window_takes_two_people(void **state)
{
	struct roster_row r = window("A05", "不动产", "", "");
	uint8_t hash[HASH_SIZE];

	(void)state;
	in("1024", "wang-2026");
	assert_int_equal(roster_propose(h->store, &r, hash, NULL), ERR_DENIED);
	in("2001", "zhao-2026");
	assert_int_equal(roster_propose(h->store, &r, hash, NULL), ERR_DENIED);
	in("9001", "zhou-2026");
	assert_int_equal(roster_propose(h->store, &r, hash, NULL), OK);
	assert_int_equal(roster_confirm(h->store, hash), ERR_DENIED); /* who proposed it */
	assert_int_equal(roster_apply(h->store), OK);
	assert_null(roster_find(ROSTER_KIND_WINDOW, "A05"));
	in("1024", "wang-2026");
	assert_int_equal(roster_confirm(h->store, hash), ERR_DENIED);
	in("2001", "zhao-2026");
	assert_int_equal(roster_confirm(h->store, hash), OK);
	assert_int_equal(roster_confirm(h->store, hash), ERR_STATE);
	roster_forget(); /* as a program that starts anew, without anybody logged in */
	store_lock(h->store);
	assert_int_equal(roster_apply(h->store), OK);
	assert_string_equal(roster_find(ROSTER_KIND_WINDOW, "A05")->name, "不动产");
}

static void what_is_withdrawn_does_not_count(void **state)
{
	struct roster_row r = unit("ZH", "综合受理");
	struct roster_change list[4];
	uint8_t hash[HASH_SIZE];
	size_t n;

	(void)state;
	in("9001", "zhou-2026");
	assert_int_equal(roster_propose(h->store, &r, hash, NULL), OK);
	assert_int_equal(roster_propose(h->store, &r, hash, NULL), ERR_EXISTS);
	assert_int_equal(roster_waiting(h->store, list, 4, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].row.name, "综合受理");
	assert_string_equal(list[0].accord.by, "9001");
	assert_int_equal(roster_withdraw(h->store, hash), OK);
	in("2001", "zhao-2026");
	assert_int_equal(roster_confirm(h->store, hash), ERR_STATE);
	assert_int_equal(roster_waiting(h->store, list, 4, &n), OK);
	assert_int_equal(n, 0);
	assert_null(roster_find(ROSTER_KIND_UNIT, "ZH"));
}

static void renamed_and_closed_on_a_day(void **state)
{
	const struct roster_row *open[4];
	struct roster_row r = unit("ZH", "综合受理"), w = window("A05", "综合五号", "ZH", "");

	(void)state;
	two_put(&r);
	two_put(&w);
	text_copy(w.name, sizeof w.name, "综合受理五号");
	w.until = on("2026-03-31");
	two_put(&w);
	assert_int_equal(roster_windows(on("2026-03-31"), open, 4), 1);
	assert_string_equal(open[0]->name, "综合受理五号");
	assert_int_equal(roster_windows(on("2026-04-01"), open, 4), 0);
	assert_int_equal(roster_units(on("2026-04-01"), open, 4), 1);
}

static void a_window_takes_what_it_says(void **state)
{
	struct roster_row a = window("A05", "公安", "", "公安 331234567890"), b = window("A06", "综合", "", "");
	const char *why = NULL;
	uint8_t hash[HASH_SIZE];

	(void)state;
	two_put(&a);
	assert_true(roster_takes("A05", "330000000001", "公安", on("2026-03-16")));
	assert_true(roster_takes("A05", "331234567890", "住建", on("2026-03-16")));
	assert_false(roster_takes("A05", "33123456789", "住建", on("2026-03-16")));
	assert_false(roster_takes("A05", "330000000001", "公", on("2026-03-16")));
	assert_true(roster_takes("A03", "330000000001", "住建", on("2026-03-16"))); /* nothing is said of it */
	assert_null(roster_taking("330000000001", "住建", on("2026-03-16")));
	two_put(&b);
	assert_string_equal(roster_taking("330000000001", "住建", on("2026-03-16"))->id, "A06");
	in("9001", "zhou-2026");
	a = window("A07", "不动产", "NO", "");
	assert_int_equal(roster_propose(h->store, &a, hash, &why), ERR_NOTFOUND);
	assert_non_null(why);
}

static void a_ticket_goes_to_the_windows_of_its_unit(void **state)
{
	struct roster_row u = unit("ZH", "综合"), v = unit("SB", "社保"), a = window("A05", "一", "ZH", ""),
		b = window("A06", "二", "SB", ""), c = window("A07", "三", "", "");

	(void)state;
	two_put(&u);
	two_put(&v);
	two_put(&a);
	two_put(&b);
	two_put(&c);
	assert_true(roster_calls("A05", "ZH", on("2026-03-16")));
	assert_false(roster_calls("A05", "SB", on("2026-03-16")));
	assert_true(roster_calls("A06", "SB", on("2026-03-16")));
	assert_true(roster_calls("A07", "SB", on("2026-03-16")));
	assert_true(roster_calls("A05", "", on("2026-03-16")));
	v.until = on("2026-03-15"); /* a closed unit keeps nobody waiting */
	two_put(&v);
	assert_true(roster_calls("A05", "SB", on("2026-03-16")));
}

static void who_sits_where(void **state)
{
	struct roster_row a = window("A05", "一", "", ""), d = duty("A05", "1024", "", "2026-03-16", "", "");
	const char *why = NULL;

	(void)state;
	two_put(&a);
	in("9001", "zhou-2026");
	assert_int_equal(roster_set_duty(h->store, &d, &why), ERR_DENIED);
	in("2001", "zhao-2026");
	assert_int_equal(roster_set_duty(h->store, &d, &why), OK);
	d = duty("B01", "1024", "", "2026-03-16", "", "");
	assert_int_equal(roster_set_duty(h->store, &d, &why), ERR_NOTFOUND);
	d = duty("A05", "9999", "", "2026-03-16", "", "");
	assert_int_equal(roster_set_duty(h->store, &d, &why), ERR_NOTFOUND);
	assert_string_equal(roster_duty_at("A05", on("2026-03-16"))->operator, "1024");
	assert_null(roster_duty_at("A05", on("2026-03-15")));
	assert_null(roster_duty_at("A05", on("2026-03-21"))); /* a Saturday */
	assert_null(roster_duty_at("A05", on("2026-04-06"))); /* Qingming */
	/* T07 takes the seat of 1024 for two days, after that it is as before */
	d = duty("A05", "T07", "1024", "2026-03-17", "2026-03-18", "");
	assert_int_equal(roster_set_duty(h->store, &d, &why), OK);
	assert_string_equal(roster_duty_at("A05", on("2026-03-17"))->operator, "T07");
	assert_string_equal(roster_duty_at("A05", on("2026-03-17"))->behalf, "1024");
	assert_null(roster_duty_of("1024", on("2026-03-18")));
	assert_string_equal(roster_duty_of("T07", on("2026-03-18"))->id, "A05");
	assert_string_equal(roster_duty_of("1024", on("2026-03-19"))->id, "A05");
	/* Saturdays */
	d = duty("A05", "1025", "", "2026-03-16", "", "6");
	assert_int_equal(roster_set_duty(h->store, &d, &why), OK);
	assert_string_equal(roster_duty_at("A05", on("2026-03-21"))->operator, "1025");
	assert_string_equal(roster_duty_at("A05", on("2026-03-20"))->operator, "1024");
	/* from April on nobody is meant */
	d = duty("A05", "", "", "2026-04-01", "", "");
	assert_int_equal(roster_set_duty(h->store, &d, &why), OK);
	assert_string_equal(roster_duty_at("A05", on("2026-03-31"))->operator, "1024");
	assert_null(roster_duty_at("A05", on("2026-04-01")));
	roster_forget();
	assert_int_equal(roster_apply(h->store), OK);
	assert_string_equal(roster_duty_at("A05", on("2026-03-17"))->operator, "T07");
}

static void a_program_that_runs_learns_it(void **state)
{
	struct roster_row a = window("A05", "一", "", "");
	struct inforce known = {0};
	bool changed = false;

	(void)state;
	assert_int_equal(inforce_apply(h->store, &known), OK);
	two_put(&a);
	roster_forget(); /* as another process knows it */
	assert_int_equal(inforce_follow(h->store, &known, &changed), OK);
	assert_true(changed);
	assert_non_null(roster_find(ROSTER_KIND_WINDOW, "A05"));
}

static void rows_that_do_not_fit(void **state)
{
	static const char *const texts[] = {
		"window\tA0 5\tx\t\t\t\t\t\t\t\n", "window\tA0500000\tx\t\t\t\t\t\t\t\n", "window\tA05\t\t\t\t\t\t\t\t\n",
		"window\tA05\tx\t\t\t1024\t\t\t\t\n", "unit\tZH\tx\tZH\t\t\t\t\t\t\n", "unit\tZH\tx\t\t\t\t\t2026-13-01\t\t\n",
		"duty\tA05\t\t\t\t1024\t1024\t2026-03-16\t\t\n", "duty\tA05\t\t\t\t1024\t\t\t\t\n",
		"duty\tA05\t\t\t\t1024\t\t2026-03-16\t2026-03-15\t\n", "duty\tA05\t\t\t\t1024\t\t2026-03-16\t\t8\n",
		"duty\tA05\t\t\t\t1024\t\t2026-03-16\t\t11\n", "table\tA05\tx\t\t\t\t\t\t\t\n", "window\tA05\tx\n", "window\tA05\ta\xE2\x80\xAEx\t\t\t\t\t\t\t\n", "window\tA05\t\xFF\t\t\t\t\t\t\t\n", "", "\n",
		"window\tA05\tx\t\t\t\t\t\t\t", "window\tA05\tx\t\t\t\t\t\t\t\t\n",
	};
	struct roster_row r;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		assert_int_equal(roster_row_parse(texts[i], strlen(texts[i]), &r), ERR_SYNTAX);
	static const char good[] = "duty\tA05\t\t\t\t1024\tT07\t2026-03-16\t2026-03-20\t135\n";
	char text[ROSTER_TEXT];
	assert_int_equal(roster_row_parse(good, strlen(good), &r), OK);
	assert_int_equal(r.weekdays, 1 | 4 | 16);
	assert_true(roster_row_write(&r, text));
	assert_string_equal(text, good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_window_takes_two_people, start, stop),
		cmocka_unit_test_setup_teardown(what_is_withdrawn_does_not_count, start, stop),
		cmocka_unit_test_setup_teardown(renamed_and_closed_on_a_day, start, stop),
		cmocka_unit_test_setup_teardown(a_window_takes_what_it_says, start, stop),
		cmocka_unit_test_setup_teardown(a_ticket_goes_to_the_windows_of_its_unit, start, stop),
		cmocka_unit_test_setup_teardown(who_sits_where, start, stop),
		cmocka_unit_test_setup_teardown(a_program_that_runs_learns_it, start, stop),
		cmocka_unit_test(rows_that_do_not_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
