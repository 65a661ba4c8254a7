/* SPDX-License-Identifier: MIT
 *
 * onetrip-form(5) names every section, key, word and function of the language, and its example
 * loads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/form/item_load.h"
#include "core/form/rule_functions.h"
#include "core/standards/tables.h"

enum { PAGE_BYTES = 1 << 20 };

static struct buf page;

/* As a word of its own: "share", not the beginning of "shared". */
static bool names(const char *word)
{
	size_t len = strlen(word);
	for (const char *c = buf_text(&page); (c = strstr(c, word)); c += len) {
		bool before = c > page.data && (isalnum((unsigned char)c[-1]) || strchr("_.", c[-1]));
		bool after = isalnum((unsigned char)c[len]) || c[len] == '_';
		if (!before && !after)
			return true;
	}
	return false;
}

/* Keys with a number stand for their kind: check.1 to check.4. */
static bool told_once(const char *key)
{
	size_t len = strlen(key);
	bool english = len > 3 && text_equal(key + len - 3, ".en");
	return english || (text_starts(key, "check.") && key[6] != '1' && key[6] != '4') ||
	       (text_starts(key, "check.4") && key[7]);
}

static void every_word_is_told(void **state)
{
	(void)state;
	for (size_t s = 0; s < SECTION_COUNT; s++) {
		char title[40];
		text_format(title, sizeof(title), "[%s", section_kinds[s].word);
		if (!strstr(buf_text(&page), title))
			fail_msg("no section %s", title);
		for (size_t k = 0; k < section_kinds[s].n_keys; k++) {
			const struct key *key = &section_kinds[s].keys[k];
			if (!told_once(key->word) && !names(key->word))
				fail_msg("[%s] %s is not told", section_kinds[s].word, key->word);
			for (const struct word *w = key->words; w && w->word; w++) {
				if (!names(w->word))
					fail_msg("%s of %s is not told", w->word, key->word);
			}
		}
	}
}

static void every_function_is_told(void **state)
{
	const struct rule_function *list;
	size_t n = rule_functions(&list);
	(void)state;
	for (size_t i = 0; i < n; i++) {
		if (!names(list[i].name))
			fail_msg("%s() is not told", list[i].name);
	}
}

static void the_example_loads(void **state)
{
	static const char begins[] = ".\\\" example begins\n", ends[] = ".\\\" example ends\n";
	const char *from = strstr(buf_text(&page), begins);
	const char *to = from ? strstr(from, ends) : NULL;
	struct item *item = NULL;
	struct buf messages;
	(void)state;
	assert_non_null(to);
	from += strlen(begins);
	buf_init(&messages, 64 * 1024);
	if (item_parse("example.ini", from, (size_t)(to - from), &item, &messages))
		fail_msg("%s", buf_text(&messages));
	assert_int_equal(item->n_repeats, 1);
	assert_int_equal(item_promised(item, 0)->days, 10);
	assert_int_equal(item->parties[2].row, 2);
	item_free(item);
	buf_release(&messages);
}

static int read_page(void **state)
{
	char path[PATH_SIZE];
	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("demo/regions.tsv", path) ||
		tables_add_demo(path) || file_asset("man/onetrip-form.5", path))
		return -1;
	buf_init(&page, PAGE_BYTES);
	return file_read(path, &page) ? -1 : 0;
}

static int release_page(void **state)
{
	(void)state;
	buf_release(&page);
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_told),
		cmocka_unit_test(every_function_is_told),
		cmocka_unit_test(the_example_loads),
	};
	return cmocka_run_group_tests(tests, read_page, release_page);
}
