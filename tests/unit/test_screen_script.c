/* SPDX-License-Identifier: MIT
 *
 * The test harness itself: how key scripts are read, and what its keyboard sends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "tests/screen/harness/keyboard.h"
#include "tests/screen/harness/line.h"
#include "tests/screen/harness/live.h"
#include "tests/screen/harness/play_inside.h"
#include "tests/screen/harness/script.h"
#include "tui/decode.h"

static struct script script;
static struct buf messages;

static int setup(void **state)
{
	(void)state;
	buf_init(&messages, 65536);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	script_release(&script);
	buf_release(&messages);
	return 0;
}

static void parse(const char *text)
{
	script_release(&script);
	enum err e = script_parse("tests/screen/some.keys", text, &script, &messages);
	if (e)
		print_message("%s", buf_text(&messages));
	assert_int_equal(e, OK);
}

static void refused(const char *text, const char *message)
{
	struct script s;

	buf_clear(&messages);
	assert_int_equal(script_parse("x.keys", text, &s, &messages), ERR_SYNTAX);
	assert_non_null(strstr(buf_text(&messages), message));
}

static void test_every_verb(void **state)
{
	(void)state;
	parse("# a comment\n"
	      "term 80x24 xterm-256color zh_CN.UTF-8\n"
	      "run onetrip demo --now 2026-03-16T09:00 --seed 1   # behind\n"
	      "key F8 C-k Esc 0 BTab\n"
	      "type 居住证 #3\n"
	      "card 33990019900307019X\n"
	      "\n"
	      "ime on\n"
	      "expect 登录 within 7\n"
	      "expect stay within reach\n"
	      "row 21 ! 口令\n"
	      "cursor 5,12\n"
	      "keys <= 9\n"
	      "bytes < 100\n"
	      "clock +5m\n"
	      "wait 300\n"
	      "fault 民政 slow 4000\n"
	      "fault 民政 down\n"
	      "golden login\n"
	      "mark\n"
	      "resize 120x40\n"
	      "note 登记码:\n"
	      "retype\n");
	const struct step *s = script.steps;
	assert_string_equal(script.name, "some");
	assert_int_equal(script.n, 21);
	assert_false(script.pty);
	assert_int_equal(s[0].verb, VERB_TERM);
	assert_int_equal(s[0].line, 2);
	assert_int_equal(s[0].a, 80);
	assert_int_equal(s[0].b, 24);
	assert_string_equal(s[0].word, "xterm-256color");
	assert_string_equal(s[0].text, "zh_CN.UTF-8");
	assert_string_equal(s[1].text, "--now 2026-03-16T09:00 --seed 1");
	assert_string_equal(s[2].text, "F8 C-k Esc 0 BTab");
	assert_string_equal(s[3].text, "居住证");
	assert_int_equal(s[5].a, 1);
	assert_string_equal(s[6].text, "登录");
	assert_int_equal(s[6].ms, 7000);
	assert_string_equal(s[7].text, "stay within reach");
	assert_int_equal(s[7].ms, EXPECT_MS);
	assert_int_equal(s[8].a, 21);
	assert_string_equal(s[8].text, "! 口令");
	assert_int_equal(s[9].b, 12);
	assert_int_equal(s[10].a, 9);
	assert_int_equal(s[11].a, 99);
	assert_int_equal(s[12].ms, 300000);
	assert_int_equal(s[13].ms, 300);
	assert_string_equal(s[14].word, "民政");
	assert_int_equal(s[14].a, 4000);
	assert_int_equal(s[15].a, -1);
	assert_string_equal(s[16].text, "login");
	assert_int_equal(s[18].a, 120);
	assert_string_equal(s[19].text, "登记码:");
	assert_int_equal(s[20].verb, VERB_RETYPE);
}

static void test_tags(void **state)
{
	(void)state;
	parse("# tags: pty\nterm 80x24\nwait 10\n");
	assert_true(script.pty);
	refused("# tags: pty\nclock +1m\n", "x.keys:2: clock cannot be played");
	refused("# tags: pty\nfault 民政 down\n", "x.keys:2: fault cannot be played");
}

static void test_mistakes_name_their_line(void **state)
{
	static const char *const wrong[] = {"jump 3", "term 80", "term 80x24 a b c", "run ls",
		"run onetrip", "key F99", "key", "type", "ime maybe", "wait soon", "wait -1",
		"clock 5m", "clock +5", "clock +5y", "row TEXT", "row 3", "cursor 3", "keys 5",
		"keys >= 5", "keys <= x", "golden ../x", "golden a b", "mark 3", "fault 民政",
		"resize big", "expect", "mouse 3", "mouse 3,4 thrice", "mouse 3,4 up 1", "idle 60"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		char text[128];
		text_format(text, sizeof text, "mark\n%s\n", wrong[i]);
		refused(text, "x.keys:2: not understood: ");
		assert_non_null(strstr(buf_text(&messages), wrong[i]));
	}
	refused("jump\nmark\nhop\n", "x.keys:3: not understood: hop");
}

/* Whatever the keyboard sends, the program's decoder reads the same key again. */
static void test_keyboard_and_decoder_agree(void **state)
{
	static const char *const terms[] = {"xterm-256color", "linux", "rxvt", "putty"};
	static const char *const names[] = {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9",
		"F10", "F11", "F12", "C-a", "C-k", "C-z", "Enter", "Tab", "BTab", "Esc", "BSpace",
		"Del", "Ins", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Space",
		"a", "中", "𠮷"};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(terms) * COUNT_OF(names); i++) {
		struct decoder d;
		struct key want, got = {0};
		struct buf b;

		buf_init(&b, 64);
		decoder_init(&d, 25, false);
		assert_true(key_parse(names[i % COUNT_OF(names)], &want));
		keyboard_key(&want, terms[i / COUNT_OF(names)], &b);
		for (size_t j = 0; j < b.len; j++)
			decoder_byte(&d, (uint8_t)b.data[j], 1000, &got);
		decoder_timeout(&d, 2000, &got);
		assert_int_equal(got.kind, want.kind);
		assert_int_equal(got.cp, want.cp);
		buf_release(&b);
	}
}

static void arrived(void *ctx, const char *bytes, size_t len)
{
	buf_add(ctx, bytes, len);
}

/* 100 ms one way: nothing before its time, all of it in order. */
static void test_line(void **state)
{
	struct line l = {.takes_us = 100000};
	struct buf b;

	(void)state;
	buf_init(&b, 64);
	assert_int_equal(line_due_us(&l), -1);
	line_put(&l, "ab", 2, 1000);
	line_put(&l, "c", 1, 1500);
	assert_int_equal(line_due_us(&l), 101000);
	line_take(&l, 100999, arrived, &b);
	assert_int_equal(b.len, 0);
	line_take(&l, 101000, arrived, &b);
	assert_string_equal(buf_text(&b), "ab");
	assert_int_equal(line_due_us(&l), 101500);
	line_put(&l, "lost", 4, 2000);
	line_take(&l, 101999, arrived, &b);
	assert_string_equal(buf_text(&b), "abc");
	line_release(&l);
	assert_int_equal(line_due_us(&l), -1);
	buf_release(&b);
}

static void test_input_method(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 256);
	for (const char *at = "jz9A./-,?"; *at; at++)
		keyboard_ime((uint8_t)*at, &b);
	keyboard_ime(0x4E2D, &b);
	assert_string_equal(buf_text(&b), "ｊｚ9Ａ。/-，？中");
	buf_release(&b);
}

/* What a snapshot of a live installation must notice: each file, however deep, and that one came. */
static void test_live_files(void **state)
{
	static const char *const changes[] = {"live/onetrip.conf", "live/print/A03-2026-SJ-03160000101-N.txt",
		"live/scans/260316-A03-001/1.pgm", "live/scans/260316-A03-001/2.pgm"};
	char dir[] = "/tmp/onetrip-live-XXXXXX", path[PATH_SIZE];
	struct buf before, after;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(live_make(dir), OK);
	buf_init(&before, LIVE_BYTES);
	buf_init(&after, LIVE_BYTES);
	assert_int_equal(live_read(dir, &before), OK);
	for (const char *const *name = (const char *const[]){"onetrip.db", "terminal.key", "witness/head",
		     "backup/onetrip-2026-03-15.otb", NULL}; *name; name++)
		assert_non_null(memmem(buf_text(&before), before.len, *name, strlen(*name)));
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		text_format(path, sizeof path, "%s/%s", dir, changes[i]);
		assert_int_equal(file_write(path, "x", 1), OK);
		buf_clear(&after);
		assert_int_equal(live_read(dir, &after), OK);
		assert_false(before.len == after.len &&
			memcmp(buf_text(&before), buf_text(&after), after.len) == 0);
		buf_clear(&before);
		buf_add(&before, buf_text(&after), after.len);
	}
	buf_release(&before);
	buf_release(&after);
	assert_int_equal(file_remove_tree(dir), OK);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_every_verb),
		TEST(test_tags),
		TEST(test_mistakes_name_their_line),
		TEST(test_keyboard_and_decoder_agree),
		TEST(test_input_method),
		TEST(test_line),
		TEST(test_live_files),
	};

	return cmocka_run_group_tests_name("screen_script", tests, NULL, NULL);
}
