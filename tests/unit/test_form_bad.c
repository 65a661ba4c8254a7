/* SPDX-License-Identifier: MIT
 *
 * Every file of tests/forms/bad is refused with the messages its first lines tell, and no other:
 * "# expect LINE: part of the message". What is told once is not told twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/form/item.h"
#include "core/standards/tables.h"

static const char expectation[] = "# expect ";

/* One "name:LINE: part" among the messages? */
static bool told(const char *messages, const char *name, const char *wanted)
{
	char head[200], line[1000];
	size_t number = strcspn(wanted, ":");
	text_format(head, sizeof(head), "%s:%.*s: ", name, (int)number, wanted);
	while (*messages) {
		size_t len = strcspn(messages, "\n");
		text_copyn(line, sizeof(line), messages, len);
		if (text_starts(line, head) && strstr(line, wanted + number + 2))
			return true;
		messages += len + (messages[len] == '\n');
	}
	return false;
}

static void check_messages(const char *name, const char *text, const char *messages)
{
	size_t wanted = 0, lines = 0;
	for (const char *line = text; text_starts(line, expectation); line = strchr(line, '\n') + 1) {
		char part[400];
		const char *start = line + sizeof(expectation) - 1;
		text_copyn(part, sizeof(part), start, strcspn(start, "\n"));
		if (!told(messages, name, part))
			fail_msg("%s: not told: %s\n%s", name, part, messages);
		wanted++;
	}
	for (const char *c = messages; *c; c++)
		lines += *c == '\n';
	if (wanted == 0 || lines != wanted)
		fail_msg("%s: %zu messages for %zu\n%s", name, lines, wanted, messages);
}

static void check_file(const char *dir, const char *name)
{
	char path[PATH_SIZE];
	struct buf text, messages;
	struct item *item = NULL;
	buf_init(&text, INI_BYTES);
	buf_init(&messages, 64 * 1024);
	assert_true(text_format(path, sizeof(path), "%s/%s", dir, name));
	assert_int_equal(file_read(path, &text), OK);
	enum err err = item_parse(name, buf_text(&text), text.len, &item, &messages);
	if (err != ERR_SYNTAX || item)
		fail_msg("%s: %s", name, err_name(err));
	check_messages(name, buf_text(&text), buf_text(&messages));
	buf_release(&text);
	buf_release(&messages);
}

static void all_bad_files(void **state)
{
	char forms[PATH_SIZE], dir[PATH_SIZE];
	int files = 0;
	(void)state;
	assert_int_equal(file_asset("forms", forms), OK);
	assert_true(text_format(dir, sizeof(dir), "%s/../tests/forms/bad", forms));
	DIR *folder = opendir(dir);
	assert_non_null(folder);
	for (struct dirent *file; (file = readdir(folder));) {
		if (file->d_name[0] == '.')
			continue;
		check_file(dir, file->d_name);
		files++;
	}
	closedir(folder);
	assert_true(files >= 300);
}

/* What the bad ones are made from is taken as it is. */
static void good_file(void **state)
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages;
	struct item *item = NULL;
	(void)state;
	buf_init(&messages, 64 * 1024);
	assert_int_equal(file_asset("forms", forms), OK);
	assert_true(text_format(path, sizeof(path), "%s/../tests/forms/joint.ini", forms));
	if (item_load(path, &item, &messages) != OK)
		fail_msg("%s", buf_text(&messages));
	assert_int_equal(item->n_repeats, 2);
	assert_int_equal(item->n_parts, 3);
	assert_int_equal(item->n_situations, 2);
	item_free(item);
	buf_release(&messages);
}

static void no_such_file(void **state)
{
	struct buf messages;
	struct item *item = NULL;
	(void)state;
	buf_init(&messages, 1000);
	assert_int_equal(item_load("/nowhere/item.ini", &item, &messages), ERR_NOTFOUND);
	assert_true(text_starts(buf_text(&messages), "/nowhere/item.ini: "));
	buf_release(&messages);
}

static int open_tables(void **state)
{
	char path[PATH_SIZE];
	(void)state;
	return i18n_start("en") || file_asset("codes", path) || tables_open(path);
}

static int close_tables(void **state)
{
	(void)state;
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_bad_files),
		cmocka_unit_test(good_file),
		cmocka_unit_test(no_such_file),
	};
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
