/* SPDX-License-Identifier: MIT
 *
 * Card bursts. Numbers are of the fictional city 339900; check characters computed apart from
 * this program after GB 11643 (weights 7 9 10 5 8 4 2 1 6 3 ..., remainders to 1 0 X 9 ... 2).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/text.h"
#include "tui/intake.h"

#define NUMBER "339900199003070026"
#define NUMBER_X "33990019900307019X"
#define OLD_NUMBER "339900900307002"

static struct intake in;
static struct buf got;
static int64_t now;

static int setup(void **state)
{
	(void)state;
	intake_init(&in);
	buf_init(&got, 65536);
	now = 5000;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_release(&got);
	return 0;
}

static void note(const struct key out[2], int n)
{
	char name[24];

	for (int i = 0; i < n; i++) {
		key_name(&out[i], name);
		if (out[i].kind == KEY_CARD)
			buf_addf(&got, "<%s taken %d>", out[i].text, in.taken);
		else
			buf_adds(&got, name);
	}
}

static void press(const struct key *k)
{
	struct key out[2];

	note(out, intake_key(&in, k, now, out));
}

static void type(const char *text, int gap)
{
	size_t len = strlen(text);

	while (len > 0) {
		uint32_t cp = text_next(&text, &len);
		press(&(struct key){.kind = KEY_CHAR, .cp = cp});
		now += gap;
	}
}

static void enter(void)
{
	press(&(struct key){.kind = KEY_ENTER});
}

static void pause_ms(int ms)
{
	struct key out[2];

	now += ms;
	note(out, intake_timeout(&in, now, out));
}

static const char *keys(void)
{
	static char copy[4096];

	text_copy(copy, sizeof copy, buf_text(&got));
	buf_clear(&got);
	return copy;
}

static void test_18_complete_at_once(void **state)
{
	(void)state;
	type(NUMBER, 5);
	assert_string_equal(keys(), "33990019900307002<" NUMBER " taken 17>");
	now += 20;
	enter(); /* the reader's own */
	assert_string_equal(keys(), "");
	enter(); /* the clerk's */
	assert_string_equal(keys(), "Enter");
}

static void test_late_enter_is_the_clerks(void **state)
{
	(void)state;
	type(NUMBER, 5);
	keys();
	now += 145; /* and the last character's 5 */
	enter();
	assert_string_equal(keys(), "Enter");
}

static void test_x_and_its_look_alikes(void **state)
{
	static const char *const forms[] = {"X", "x", "Ｘ", "ｘ", "*", "＊", "×"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		type("33990019900307019", 5);
		type(forms[i], 5);
		assert_string_equal(keys(), "33990019900307019<" NUMBER_X " taken 17>");
		now += 1000;
	}
	type("３３９９００１９９００３０７００２６", 5);
	assert_non_null(strstr(keys(), "<" NUMBER " taken 17>"));
}

static void test_x_lost_in_the_input_method(void **state)
{
	(void)state;
	type("33990019900307019", 5);
	assert_int_equal(intake_wait_ms(&in, now), 145);
	pause_ms(144);
	assert_string_equal(keys(), "33990019900307019");
	pause_ms(1);
	assert_string_equal(keys(), "<" NUMBER_X " taken 17>");
	assert_int_equal(intake_wait_ms(&in, now), -1);
	/* The raw letter the input method commits on Enter comes in time, too. */
	now += 1000;
	type("33990019900307019", 5);
	now += 30;
	type("x", 5);
	assert_string_equal(keys(), "33990019900307019<" NUMBER_X " taken 17>");
	/* 17 digits that want another check character are no card. */
	now += 1000;
	type("33990019900307002", 5);
	assert_int_equal(intake_wait_ms(&in, now), -1);
}

static void test_15_after_a_pause(void **state)
{
	(void)state;
	type(OLD_NUMBER, 5);
	assert_string_equal(keys(), OLD_NUMBER);
	pause_ms(145);
	assert_string_equal(keys(), "<" OLD_NUMBER " taken 15>");
	/* The reader's Enter ends it sooner. */
	now += 1000;
	type(OLD_NUMBER, 5);
	enter();
	assert_string_equal(keys(), OLD_NUMBER "<" OLD_NUMBER " taken 15>");
	enter();
	assert_string_equal(keys(), "Enter");
	/* Month 13 is no birth date. */
	now += 1000;
	type("339900901307002", 5);
	pause_ms(200);
	enter();
	assert_string_equal(keys(), "339900901307002Enter");
}

static void test_a_hand_is_no_reader(void **state)
{
	(void)state;
	type(NUMBER, 100);
	assert_string_equal(keys(), NUMBER);
	now += 1000;
	type("3399001990030700", 5);
	now += 100;
	type("26", 5);
	assert_string_equal(keys(), NUMBER);
	/* Fast enough each, too slow in all. */
	now += 1000;
	type(NUMBER, 90);
	assert_string_equal(keys(), NUMBER);
	now += 1000;
	type(OLD_NUMBER, 120);
	pause_ms(500);
	assert_string_equal(keys(), OLD_NUMBER);
}

static void test_wrong_check_character(void **state)
{
	(void)state;
	type("339900199003070025", 5);
	enter();
	assert_string_equal(keys(), "339900199003070025Enter");
	/* The next swipe is taken. */
	now += 1000;
	type(NUMBER, 5);
	assert_non_null(strstr(keys(), "<" NUMBER));
}

static void test_other_keys_pass_and_end_a_burst(void **state)
{
	(void)state;
	type("33990019900", 5);
	press(&(struct key){.kind = KEY_F, .cp = 8});
	type("3070026", 5);
	assert_string_equal(keys(), "33990019900F83070026");
	type("李jzz33990", 5);
	enter();
	assert_string_equal(keys(), "李jzz33990Enter");
}

static void test_number_is_forgotten(void **state)
{
	(void)state;
	type(NUMBER, 5);
	now += 200;
	enter();
	for (size_t i = 0; i < sizeof in.text; i++)
		assert_int_equal(in.text[i], 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_18_complete_at_once),
		TEST(test_late_enter_is_the_clerks),
		TEST(test_x_and_its_look_alikes),
		TEST(test_x_lost_in_the_input_method),
		TEST(test_15_after_a_pause),
		TEST(test_a_hand_is_no_reader),
		TEST(test_wrong_check_character),
		TEST(test_other_keys_pass_and_end_a_burst),
		TEST(test_number_is_forgotten),
	};

	return cmocka_run_group_tests_name("tui_intake", tests, NULL, NULL);
}
