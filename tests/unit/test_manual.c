/* SPDX-License-Identifier: MIT
 *
 * The manual is whole in both languages: every screen of the program and every error has a page, and
 * both languages have the same topics.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/manual.h"
#include "tui/screen.h"

enum { TITLE_CELLS = 60 };

static const struct screen *const screens[] = {
#define X(name) &screen_##name,
	SCREENS(X)
#undef X
};

static struct manual *open_manual(const char *lang)
{
	struct manual *m = NULL;
	struct buf messages;

	assert_int_equal(i18n_start(lang), OK);
	buf_init(&messages, 65536);
	if (manual_open(&m, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
	return m;
}

static void has_page(const struct manual *m, const char *topic)
{
	const struct manual_page *p = manual_find(m, topic);

	if (!p || !*p->title || strlen(p->text) < 10)
		fail_msg("no page %s", topic);
}

static void test_screens(void **state)
{
	static const char *const langs[] = {"zh", "en"};

	(void)state;
	for (size_t l = 0; l < COUNT_OF(langs); l++) {
		struct manual *m = open_manual(langs[l]);
		for (size_t i = 0; i < COUNT_OF(screens); i++)
			has_page(m, screens[i]->name);
		manual_close(m);
	}
}

/* A page names no F-key that does nothing where it is read; the self-test takes each as it comes. */
static void test_keys_in_pages(void **state)
{
	static const char *const langs[] = {"zh", "en"};

	(void)state;
	for (size_t l = 0; l < COUNT_OF(langs); l++) {
		struct manual *m = open_manual(langs[l]);
		for (size_t i = 0; i < COUNT_OF(screens); i++) {
			const struct manual_page *p = manual_find(m, screens[i]->name);
			for (const char *at = p ? p->text : ""; (at = strchr(at, 'F')); at++) {
				int n = atoi(at + 1);
				if (n >= 1 && n <= 10 && !screens[i]->raw &&
					action_of_f(n, screens[i]->bit) == ACT_NONE)
					fail_msg("%s: %s names F%d", langs[l], screens[i]->name, n);
			}
		}
		manual_close(m);
	}
}

static void test_errors(void **state)
{
	static const enum err errors[] = {
#define X(name, text, remedy) name,
		ERR_TABLE(X)
#undef X
	};
	struct manual *m = open_manual("zh");
	char topic[32];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(errors); i++) {
		if (errors[i] == OK)
			continue;
		manual_error_topic(errors[i], topic);
		has_page(m, topic);
	}
	manual_error_topic(ERR_BUSY, topic);
	assert_string_equal(topic, "busy");
	manual_close(m);
}

static void test_languages(void **state)
{
	struct manual *zh = open_manual("zh"), *en = open_manual("en");
	const struct manual_page *a, *b;
	size_t n = manual_pages(zh, &a);

	(void)state;
	assert_int_equal(n, manual_pages(en, &b));
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(a[i].topic, b[i].topic);
		assert_true(text_cells(a[i].title) <= TITLE_CELLS);
		assert_true(text_cells(b[i].title) <= TITLE_CELLS);
	}
	manual_close(zh);
	manual_close(en);
}

static void test_nearest(void **state)
{
	struct manual *m = open_manual("en");

	(void)state;
	assert_null(manual_find(m, "forn"));
	assert_string_equal(manual_nearest(m, "forn"), "form");
	assert_null(manual_nearest(m, "zzzzzzzzzzzz"));
	manual_close(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_screens),
		cmocka_unit_test(test_keys_in_pages),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
