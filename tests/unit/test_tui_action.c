/* SPDX-License-Identifier: MIT
 *
 * The table of actions and the names of keys: what every row of keys.def must hold.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/action.h"

enum { WORDS = 8 };

/* Splits the keys of a row; every word must be the name of a key. */
static int keys_of(enum action a, struct key out[WORDS])
{
	const char *at = action_row(a)->keys;
	int n = 0;

	while (*at) {
		char word[24];
		size_t len = strcspn(at, " ");
		assert_true(text_copyn(word, sizeof word, at, len));
		assert_true(n < WORDS);
		assert_true(key_parse(word, &out[n++]));
		at += len;
		at += strspn(at, " ");
	}
	assert_true(n > 0);
	return n;
}

/* ux.md P7: with an input method on, F-keys, Ctrl with a letter and the named keys arrive. */
static bool ime_proof(const struct key *k)
{
	return k->kind != KEY_NONE && k->kind != KEY_CHAR;
}

static void test_rows_are_complete(void **state)
{
	(void)state;
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		const struct action_row *row = action_row((enum action)a);
		assert_int_equal(row->id, a);
		assert_true(strlen(row->label) > 0);
		assert_true(row->where != 0);
		assert_non_null(strchr(row->longname, '.'));
		assert_int_equal(action_find(row->longname), a);
	}
	assert_int_equal(action_find("no.such"), ACT_NONE);
	assert_int_equal(action_find(""), ACT_NONE);
	assert_int_equal(action_row(ACT_COUNT)->id, ACT_NONE);
}

static void test_every_action_has_an_ime_proof_key(void **state)
{
	(void)state;
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		struct key keys[WORDS];
		int n = keys_of((enum action)a, keys), proof = 0;
		for (int i = 0; i < n; i++)
			proof += ime_proof(&keys[i]);
		assert_true(proof > 0);
	}
}

static bool share_a_key(enum action a, enum action b)
{
	struct key x[WORDS], y[WORDS];
	int n = keys_of(a, x), m = keys_of(b, y);

	for (int i = 0; i < n * m; i++) {
		if (x[i / m].kind == y[i % m].kind && x[i / m].cp == y[i % m].cp)
			return true;
	}
	return false;
}

static void test_no_key_means_two_things(void **state)
{
	(void)state;
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		for (int b = a + 1; b < ACT_COUNT; b++) {
			in_bits both = action_row((enum action)a)->where &
					action_row((enum action)b)->where;
			assert_false(both && share_a_key((enum action)a, (enum action)b));
		}
	}
}

/* Every key of a row means that row, on its screens and nowhere else. */
static void test_keys_lead_to_their_action(void **state)
{
	(void)state;
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		struct key keys[WORDS];
		int n = keys_of((enum action)a, keys);
		for (int i = 0; i < n; i++) {
			for (in_bits bit = 1; bit; bit <<= 1) {
				bool here = action_row((enum action)a)->where & bit;
				bool means = (int)action_of_key(&keys[i], bit) == a;
				assert_int_equal(here, means);
			}
		}
	}
}

static void test_characters_are_never_commands(void **state)
{
	(void)state;
	for (uint32_t cp = ' '; cp < 0x7F; cp++)
		assert_int_equal(
			action_of_key(&(struct key){.kind = KEY_CHAR, .cp = cp}, IN_ALL), ACT_NONE);
	assert_int_equal(action_of_key(&(struct key){.kind = KEY_PASTE}, IN_ALL), ACT_NONE);
	assert_int_equal(action_of_key(&(struct key){.kind = KEY_CARD}, IN_ALL), ACT_NONE);
}

/* F1..F10 keep one meaning everywhere. */
static void test_f_keys_never_move(void **state)
{
	(void)state;
	for (int n = 1; n <= 10; n++) {
		enum action meaning = ACT_NONE;
		for (in_bits bit = 1; bit; bit <<= 1) {
			enum action a = action_of_f(n, bit);
			if (meaning == ACT_NONE)
				meaning = a;
			assert_true(a == ACT_NONE || a == meaning);
		}
		assert_true(meaning != ACT_NONE);
	}
}

/* Ten labels behind "F10" fit into 80 columns: 8 each, 3 for the key, 1 free. */
static void test_footer_labels_fit(void **state)
{
	int lang;

	(void)state;
	for (lang = 0; lang < 2; lang++) {
		assert_int_equal(i18n_start(lang == 0 ? "en" : "zh"), OK);
		for (in_bits bit = 1; bit; bit <<= 1) {
			for (int n = 1; n <= 10; n++) {
				enum action a = action_of_f(n, bit);
				if (a == ACT_NONE)
					continue;
				const char *label = _(action_label(a, bit));
				if (lang == 0)
					assert_true(text_cells(label) <= 5);
				else
					assert_int_equal(text_cells(label), 4);
			}
		}
	}
	assert_int_equal(i18n_start("en"), OK);
}

static void test_labels_by_screen(void **state)
{
	(void)state;
	assert_string_equal(action_label(ACT_NEXT_STEP, IN_CHECK), "Send");
	assert_string_equal(action_label(ACT_BACK, IN_HOME), "Quit");
	assert_string_equal(action_label(ACT_BACK, IN_FORM), "Back");
}

static void test_shown(void **state)
{
	char shown[24];

	(void)state;
	action_key_shown(ACT_LOCK, shown);
	assert_string_equal(shown, "Ctrl+K");
	action_key_shown(ACT_NEXT_STEP, shown);
	assert_string_equal(shown, "F8");
	action_key_shown(ACT_BACKTAB, shown);
	assert_string_equal(shown, "Shift+Tab");
	action_key_shown(ACT_BACK, shown);
	assert_string_equal(shown, "F10");
}

static void test_key_names(void **state)
{
	static const char *const names[] = {"F1", "F10", "F12", "C-a", "C-z", "Enter", "Tab",
		"BTab", "Esc", "BSpace", "Del", "Ins", "Up", "Down", "Left", "Right", "Home", "End",
		"PgUp", "PgDn", "Space", "a", "F", "中", "𠮷", "9", "-"};
	static const char *const wrong[] = {"", "F0", "F13", "F1x", "C-", "C-A", "C-1", "ab",
		"Paste", "Card", "Report", "\x01", "\xff", "\x7f", " "};
	struct key k;
	char name[24];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		assert_true(key_parse(names[i], &k));
		key_name(&k, name);
		assert_string_equal(name, names[i]);
	}
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(key_parse(wrong[i], &k));
	key_name(&(struct key){.kind = KEY_CARD}, name);
	assert_string_equal(name, "Card");
	key_name(&(struct key){0}, name);
	assert_string_equal(name, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_complete),
		cmocka_unit_test(test_every_action_has_an_ime_proof_key),
		cmocka_unit_test(test_no_key_means_two_things),
		cmocka_unit_test(test_keys_lead_to_their_action),
		cmocka_unit_test(test_characters_are_never_commands),
		cmocka_unit_test(test_f_keys_never_move),
		cmocka_unit_test(test_footer_labels_fit),
		cmocka_unit_test(test_labels_by_screen),
		cmocka_unit_test(test_shown),
		cmocka_unit_test(test_key_names),
	};

	return cmocka_run_group_tests_name("tui_action", tests, NULL, NULL);
}
