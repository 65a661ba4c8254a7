/* SPDX-License-Identifier: MIT
 *
 * Bytes to keys: every dialect, every split, nothing leaks. Expected sequences are those of the
 * terminals' own documents (xterm ctlseqs, console_codes(4), rxvt, PuTTY's manual section 4.4).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "tui/decode.h"

static struct decoder d;
static struct buf got;
static int64_t now;

static int setup(void **state)
{
	(void)state;
	decoder_init(&d, 25, false);
	buf_init(&got, 1 << 20);
	now = 1000;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_release(&got);
	return 0;
}

static void note(const struct key *k)
{
	char name[24];

	key_name(k, name);
	if (got.len > 0)
		buf_addc(&got, ' ');
	buf_adds(&got, name);
	if (k->kind == KEY_PASTE)
		buf_addf(&got, "(%s)", k->text);
	if (k->kind == KEY_REPORT)
		buf_addf(&got, "(%d,%d)", k->row, k->col);
	if (k->kind == KEY_MOUSE)
		buf_addf(&got, "(%u at %d,%d)", (unsigned)k->cp, k->row, k->col);
}

static void feed(const char *bytes, size_t len, int gap)
{
	struct key k;

	for (size_t i = 0; i < len; i++) {
		if (i > 0)
			now += gap;
		if (decoder_byte(&d, (uint8_t)bytes[i], now, &k))
			note(&k);
	}
}

static void wait_ms(int ms)
{
	struct key k;

	now += ms;
	while (decoder_timeout(&d, now, &k))
		note(&k);
}

/* What came since the last call. */
static const char *keys(void)
{
	static char copy[8192];

	text_copy(copy, sizeof copy, buf_text(&got));
	buf_clear(&got);
	return copy;
}

static const char *decoded(const char *bytes)
{
	feed(bytes, strlen(bytes), 0);
	wait_ms(10000);
	return keys();
}

static const struct {
	const char *bytes, *keys;
} dialects[] = {
	/* xterm, vt220 */
	{"\033OP", "F1"},
	{"\033OQ", "F2"},
	{"\033OR", "F3"},
	{"\033OS", "F4"},
	{"\033[15~", "F5"},
	{"\033[17~", "F6"},
	{"\033[18~", "F7"},
	{"\033[19~", "F8"},
	{"\033[20~", "F9"},
	{"\033[21~", "F10"},
	{"\033[23~", "F11"},
	{"\033[24~", "F12"},
	/* rxvt, PuTTY's ESC[n~ mode */
	{"\033[11~", "F1"},
	{"\033[12~", "F2"},
	{"\033[13~", "F3"},
	{"\033[14~", "F4"},
	/* Linux console */
	{"\033[[A", "F1"},
	{"\033[[B", "F2"},
	{"\033[[C", "F3"},
	{"\033[[D", "F4"},
	{"\033[[E", "F5"},
	/* PuTTY's VT100+ and SCO modes */
	{"\033OT", "F5"},
	{"\033OW", "F8"},
	{"\033OY", "F10"},
	{"\033O[", "F12"},
	{"\033[M", "F1"},
	{"\033[T", "F8"},
	{"\033[V", "F10"},
	{"\033[X", "F12"},
	/* modifiers */
	{"\033[1;2P", "F1"},
	{"\033[1;5R", "F3"},
	{"\033[19;5~", "F8"},
	{"\033O2P", "F1"},
	{"\033O1;2Q", "F2"},
	{"\033[23^", "F11"},
	{"\033[23$", "F11"},
	{"\033[1;5A", "Up"},
	{"\033[1;2D", "Left"},
	{"\033[3;5~", "Del"},
	/* arrows, ends */
	{"\033[A\033[B\033[C\033[D", "Up Down Right Left"},
	{"\033OA\033OB\033OC\033OD", "Up Down Right Left"},
	{"\033[H\033OH\033[1~\033[7~", "Home Home Home Home"},
	{"\033[F\033OF\033[4~\033[8~", "End End End End"},
	{"\033[5~\033[6~\033[I\033[G", "PgUp PgDn PgUp PgDn"},
	{"\033[2~\033[L\033[3~\033[Z", "Ins Ins Del BTab"},
	/* keypad in application mode */
	{"\033OM", "Enter"},
	{"\033Op\033Oq\033Oy", "0 1 9"},
	{"\033Ok\033Om\033On\033Oj\033Oo", "+ - . * /"},
	{"\033OI\033O ", "Tab Space"},
	/* controls */
	{"\r", "Enter"},
	{"\n", "Enter"},
	{"\t", "Tab"},
	{"\b", "BSpace"},
	{"\177", "BSpace"},
	{"\001\032\013\005", "C-a C-z C-k C-e"},
	{"\034\035\036\037", ""},
	/* Esc and a digit */
	{"\0331", "F1"},
	{"\0338", "F8"},
	{"\0330", "F10"},
	{"\0339\0332", "F9 F2"},
	{"\033", "Esc"},
	/* nothing leaks */
	{"\033[99~", ""},
	{"\033[38;5;1m", ""},
	{"\033[?1;2c", ""},
	{"\033[>0;276;0c", ""},
	{"\033[<0;10;10M", "Mouse(0 at 9,9)"},
	{"\033[<0;10;10m", ""},
	{"\033[32;1;1M", ""},
	{"\033[99;5u", ""},
	{"\033[27;5;9~", ""},
	{"\033[?2026;1$y", ""},
	{"\033[5;7R", ""},
	{"\033[12;40R", ""},
	{"\033]11;rgb:0/0/0\a", ""},
	{"\033]0;title\033\\x", "x"},
	{"\033P1$r0m\033\\y", "y"},
	{"\033_G\033\\", ""},
	{"\033^x\a", ""},
	{"\033OE", ""},
	{"\033[E", ""},
	{"\033[[Z", ""},
	{"\033[1 q", ""},
	{"\033[201~", ""},
	/* a broken sequence does not take the next key along */
	{"\033[1;\033[B", "Down"},
	{"\033[中", "中"},
	{"\033O中", "中"},
	{"\033]x\033[A", "Up"},
	/* text */
	{"a", "a"},
	{"中文", "中 文"},
	{"\xf0\xa0\xae\xb7", "𠮷"},
	{" ", "Space"},
	{"\xff", ""},
	{"a\xff"
	 "b",
		"a b"},
	{"\x80\xbf", ""},
	{"\xe4\xb8"
	 "x",
		"x"},
	{"\xe4\xb8\xe4\xb8\xad", "中"},
	{"\xed\xa0\x80", ""},
	{"\xf4\x90\x80\x80", ""},
	{"\xc0\xaf", ""},
	{"\xc2\x9b"
	 "1m",
		"1 m"},
	{"\xe4\xb8\033[A", "Up"},
};

static void test_dialects(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(dialects); i++)
		assert_string_equal(decoded(dialects[i].bytes), dialects[i].keys);
}

/* The same with every byte in a read of its own, 20 ms apart: over a slow line. */
static void test_split_everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(dialects); i++) {
		feed(dialects[i].bytes, strlen(dialects[i].bytes), 20);
		wait_ms(10000);
		assert_string_equal(keys(), dialects[i].keys);
	}
}

static void test_alt_means_nothing(void **state)
{
	(void)state;
	assert_string_equal(decoded("\033x"), "");
	assert_string_equal(decoded("\033\r"), "");
	assert_string_equal(decoded("\033\033[A"), "Up");
	assert_string_equal(decoded("\033\033"), "Esc");
}

static void test_half_a_character_never_times_out(void **state)
{
	(void)state;
	feed("\xe4", 1, 0);
	assert_int_equal(decoder_wait_ms(&d, now), -1);
	wait_ms(60000);
	feed("\xb8", 1, 0);
	wait_ms(60000);
	feed("\xad", 1, 0);
	assert_string_equal(keys(), "中");
}

static void test_esc_decides_after_its_time(void **state)
{
	(void)state;
	feed("\033", 1, 0);
	assert_int_equal(decoder_wait_ms(&d, now), 25);
	wait_ms(24);
	assert_string_equal(keys(), "");
	wait_ms(1);
	assert_string_equal(keys(), "Esc");
	assert_false(decoder_in_escape(&d));
	feed("\033", 1, 0);
	now += 25;
	feed("[A", 2, 0);
	assert_string_equal(keys(), "Up");
}

static void test_prefix_waits_for_a_digit(void **state)
{
	(void)state;
	decoder_init(&d, 25, true);
	feed("\033", 1, 0);
	assert_true(decoder_in_escape(&d));
	wait_ms(900);
	feed("0", 1, 0);
	assert_string_equal(keys(), "F10");
	feed("\033", 1, 0);
	wait_ms(999);
	assert_string_equal(keys(), "");
	wait_ms(1);
	assert_string_equal(keys(), "Esc");
}

static void test_second_esc_by_hand_means_back(void **state)
{
	(void)state;
	decoder_init(&d, 25, true);
	feed("\033", 1, 0);
	now += 300;
	feed("\033", 1, 0);
	assert_string_equal(keys(), "Esc");
	assert_false(decoder_in_escape(&d));
	wait_ms(2000);
	assert_string_equal(keys(), "");
	/* It may as well be the beginning of an arrow key. */
	feed("\033", 1, 0);
	now += 300;
	feed("\033[B", 3, 0);
	assert_string_equal(keys(), "Esc Down");
}

static void test_key_after_esc_is_not_lost(void **state)
{
	(void)state;
	decoder_init(&d, 25, true);
	feed("\033", 1, 0);
	now += 300;
	feed("x", 1, 0);
	assert_int_equal(decoder_wait_ms(&d, now), 0);
	wait_ms(0);
	assert_string_equal(keys(), "Esc x");
	feed("\033", 1, 0);
	now += 300;
	feed("中", 3, 0);
	wait_ms(0);
	assert_string_equal(keys(), "Esc 中");
	feed("\033", 1, 0);
	now += 300;
	feed("\r", 1, 0);
	wait_ms(0);
	assert_string_equal(keys(), "Esc Enter");
}

static void test_f_key_seen_ends_the_prefix_wait(void **state)
{
	(void)state;
	decoder_init(&d, 25, true);
	feed("\033OP\033", 4, 0);
	assert_int_equal(decoder_wait_ms(&d, now), 25);
	wait_ms(25);
	assert_string_equal(keys(), "F1 Esc");
	/* Esc with a digit is no such key: the wait stays. */
	decoder_init(&d, 25, true);
	feed("\0331\033", 3, 0);
	assert_int_equal(decoder_wait_ms(&d, now), 1000);
}

static void test_unfinished_sequence_is_dropped(void **state)
{
	(void)state;
	feed("\033[15", 4, 0);
	wait_ms(999);
	assert_int_equal(decoder_wait_ms(&d, now), 1);
	wait_ms(1);
	assert_string_equal(keys(), "");
	feed("~", 1, 0);
	assert_string_equal(keys(), "~");
	feed("\033]0;unfinished", 13, 0);
	wait_ms(1000);
	feed("a", 1, 0);
	assert_string_equal(keys(), "a");
}

static void test_paste(void **state)
{
	(void)state;
	assert_string_equal(decoded("\033[200~abc\033[201~d"), "Paste(abc) d");
	assert_string_equal(decoded("\033[200~a\r\nb\nc\td\033[201~"), "Paste(a b c d)");
	assert_string_equal(decoded("\033[200~a\001\033b\177\xc2\x9bz\xff\033[201~"), "Paste(abz)");
	assert_string_equal(decoded("\033[200~\033[200~x\033[201\033[201~"), "Paste([200~x[201)");
	assert_string_equal(decoded("\033[200~文三路\033[201~\r"), "Paste(文三路) Enter");
	assert_string_equal(decoded("\033[200~\033[201~"), "");
}

static void test_paste_is_limited(void **state)
{
	char text[3 * KEY_TEXT];
	struct key k;

	(void)state;
	memset(text, 'x', sizeof text);
	feed("\033[200~", 6, 0);
	feed(text, sizeof text, 0);
	feed("\033[201", 5, 0);
	assert_string_equal(keys(), "");
	assert_true(decoder_byte(&d, '~', now, &k));
	assert_int_equal(k.kind, KEY_PASTE);
	assert_int_equal(strlen(k.text), KEY_TEXT);
}

static void test_paste_cut_by_the_limit_stays_valid(void **state)
{
	struct key k;

	(void)state;
	feed("\033[200~", 6, 0);
	for (int i = 0; i < 1000; i++)
		feed("中", 3, 0);
	feed("\033[201", 5, 0);
	assert_true(decoder_byte(&d, '~', now, &k));
	assert_true(text_valid(k.text, strlen(k.text)));
	assert_int_equal(text_count(k.text), KEY_TEXT / 3);
}

static void test_paste_without_end_closes(void **state)
{
	(void)state;
	feed("\033[200~abc", 9, 0);
	assert_int_equal(decoder_wait_ms(&d, now), 5000);
	wait_ms(4999);
	assert_string_equal(keys(), "");
	wait_ms(1);
	assert_string_equal(keys(), "Paste(abc)");
	/* A key that comes first is not lost. */
	feed("\033[200~abc", 9, 0);
	now += 5000;
	feed("x", 1, 0);
	wait_ms(0);
	assert_string_equal(keys(), "Paste(abc) x");
}

static void test_report_only_while_probing(void **state)
{
	(void)state;
	assert_string_equal(decoded("\033[2;3R"), "");
	d.probing = true;
	assert_string_equal(decoded("\033[2;3R"), "Report(2,3)");
	assert_false(d.probing);
	assert_string_equal(decoded("\033[1;2R"), "F3");
}

/* Whatever came before, after a pause a known key and a character arrive. */
static void test_always_recovers(void **state)
{
	static const char pieces[] = "\033[[O]P0;1~$?<AZ\\\a\r\x80\xe4\xb8\xad\xff"
				     "x";
	struct stream s = {11};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		size_t n = 1 + stream_below(&s, 12);
		for (size_t j = 0; j < n; j++)
			feed(&pieces[stream_below(&s, sizeof pieces - 1)], 1, 0);
		wait_ms(6000);
		wait_ms(6000);
		assert_int_equal(d.n_held, 0);
		keys();
		feed("\033[19~", 5, 0);
		feed("中", 3, 0);
		wait_ms(6000);
		assert_string_equal(keys(), "F8 中");
	}
}

/* xterm ctlseqs, "Extended coordinates": SGR (1006). */
static void test_mouse(void **state)
{
	(void)state;
	feed("\033[<0;1;24M", 10, 0);
	assert_string_equal(buf_text(&got), "Mouse(0 at 23,0)");
	buf_clear(&got);
	feed("\033[<0;1;24m", 10, 0); /* the button goes up */
	feed("\033[<0;0;5M", 9, 0);
	feed("\033[<0;5M", 7, 0);
	feed("\033[<9;9;9;9M", 11, 0);
	assert_string_equal(buf_text(&got), "");
	feed("\033[<64;80;12M", 12, 0);
	feed("\033[<65;399;199M", 14, 0);
	feed("x", 1, 0);
	assert_string_equal(buf_text(&got), "Mouse(64 at 11,79) Mouse(65 at 198,398) x");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_dialects),
		TEST(test_split_everywhere),
		TEST(test_alt_means_nothing),
		TEST(test_half_a_character_never_times_out),
		TEST(test_esc_decides_after_its_time),
		TEST(test_prefix_waits_for_a_digit),
		TEST(test_second_esc_by_hand_means_back),
		TEST(test_key_after_esc_is_not_lost),
		TEST(test_f_key_seen_ends_the_prefix_wait),
		TEST(test_unfinished_sequence_is_dropped),
		TEST(test_paste),
		TEST(test_paste_is_limited),
		TEST(test_paste_cut_by_the_limit_stays_valid),
		TEST(test_paste_without_end_closes),
		TEST(test_report_only_while_probing),
		TEST(test_always_recovers),
		TEST(test_mouse),
	};

	return cmocka_run_group_tests_name("tui_decode", tests, NULL, NULL);
}
