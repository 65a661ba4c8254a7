/* SPDX-License-Identifier: MIT
 *
 * The life of an item file through onetrip item: imported, compared, published for a day, in force
 * from that day on and not before, taken back. Nothing that lint refuses gets in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/standards/tables.h"
#include "tui/commands/item.h"

enum { ARGS_MOST = 10, OUTPUT_MOST = 1 << 20 };

static char folder[PATH_SIZE], forms[PATH_SIZE];
static struct buf output;

static void path_of(const char *name, char out[PATH_SIZE])
{
	assert_true(text_format(out, PATH_SIZE, "%s/%s", folder, name));
}

/* Runs "publish x --from 2026-03-20" on the folder; what it prints on standard output stands in
 * output. */
static int run(const char *words)
{
	char copy[PATH_SIZE], chunk[4096], *argv[ARGS_MOST] = {(char *)(uintptr_t)"item",
		(char *)(uintptr_t)"--forms", folder};
	int argc = 3, saved = dup(STDOUT_FILENO), quiet = dup(STDERR_FILENO);
	FILE *f = tmpfile(), *null = fopen("/dev/null", "w");
	size_t n;

	assert_true(text_copy(copy, sizeof(copy), words));
	for (char *w = strtok(copy, " "); w && argc < ARGS_MOST - 1; w = strtok(NULL, " "))
		argv[argc++] = w;
	fflush(stdout);
	assert_true(dup2(fileno(f), STDOUT_FILENO) >= 0 && dup2(fileno(null), STDERR_FILENO) >= 0);
	int status = command_item(argc, argv);
	fflush(stdout);
	assert_true(dup2(saved, STDOUT_FILENO) >= 0 && dup2(quiet, STDERR_FILENO) >= 0);
	close(saved);
	close(quiet);
	fclose(null);
	buf_clear(&output);
	rewind(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(&output, chunk, n);
	fclose(f);
	return status;
}

static bool said(const char *part)
{
	return strstr(buf_text(&output), part) != NULL;
}

/* The elderly card with one key changed, as a file to import. */
static void write_version(const char *from, const char *to, char path[PATH_SIZE])
{
	char source[PATH_SIZE];
	struct buf text, changed;
	assert_true(text_format(source, sizeof(source), "%s/elderly-card.ini", forms));
	assert_true(text_format(path, PATH_SIZE, "%s/new/elderly-card.ini", folder));
	buf_init(&text, 1 << 20);
	buf_init(&changed, 1 << 20);
	assert_int_equal(file_read(source, &text), OK);
	const char *at = strstr(buf_text(&text), from);
	assert_non_null(at);
	buf_add(&changed, text.data, (size_t)(at - text.data));
	buf_adds(&changed, to);
	buf_adds(&changed, at + strlen(from));
	assert_int_equal(file_write(path, changed.data, changed.len), OK);
	buf_release(&text);
	buf_release(&changed);
}

static const char *fee_in_force(const char *day, char out[80])
{
	struct directory *d;
	struct buf messages;
	const struct item *item;
	day_t today;
	buf_init(&messages, 10000);
	assert_true(day_parse(day, &today));
	assert_int_equal(directory_open(folder, &d, &messages), OK);
	directory_day(d, today);
	assert_int_equal(directory_size(d), 1);
	assert_int_equal(directory_item(d, 0, &item), OK);
	text_copy(out, 80, item->fee);
	directory_free(d);
	buf_release(&messages);
	return out;
}

static void a_version_has_its_day(void **state)
{
	char path[PATH_SIZE], words[PATH_SIZE + 40], fee[80];
	(void)state;
	write_version("fee = 不收费", "fee = 工本费5元", path);
	text_format(words, sizeof(words), "import %s", path);
	assert_int_equal(run(words), 0);
	assert_int_equal(run("diff 332000116001"), 1);
	assert_string_equal(buf_text(&output), "~ [item] fee: 不收费 -> 工本费5元\n");
	assert_int_equal(run("publish elderly-card --from 2026-03-15"), 1); /* past */
	assert_int_equal(run("publish elderly-card --from 2026-04-01"), 0);
	path_of("elderly-card@2026-04-01.ini", path);
	assert_true(file_exists(path));
	assert_string_equal(fee_in_force("2026-03-31", fee), "不收费");
	assert_string_equal(fee_in_force("2026-04-01", fee), "工本费5元");
	assert_int_equal(run("list"), 0);
	assert_true(said("2026-04-01"));
	assert_int_equal(run("rollback elderly-card"), 0);
	assert_false(file_exists(path));
	assert_string_equal(fee_in_force("2026-04-01", fee), "不收费");
	assert_int_equal(run("rollback elderly-card"), 1); /* nothing left to take back */
	assert_int_equal(run("publish elderly-card --from 2026-04-01"), 0); /* it was not lost */
}

static void lint_keeps_the_door(void **state)
{
	char path[PATH_SIZE], words[PATH_SIZE + 40];
	(void)state;
	write_version(":age >= 60", ":aeg >= 60", path);
	text_format(words, sizeof(words), "import %s", path);
	assert_int_equal(run(words), 1);
	assert_true(said("did you mean :age"));
	path_of("staged/elderly-card.ini", path);
	assert_false(file_exists(path));
	assert_int_equal(run("publish elderly-card"), 1);
}

/* Paper that a department could prove needs a ground (domain.md 8, once-only). */
static void paper_needs_a_ground(void **state)
{
	char path[PATH_SIZE], words[PATH_SIZE + 40];
	(void)state;
	write_version("proves = identity", "proves = marriage", path);
	text_format(words, sizeof(words), "import %s", path);
	assert_int_equal(run(words), 1);
	assert_true(said("agent_card asks for paper that MZ-01 proves"));
}

static void elements_are_exported(void **state)
{
	(void)state;
	assert_int_equal(run("export --elements"), 0);
	assert_true(text_starts(buf_text(&output), "\"事项名称\",\"基本编码\",\"实施编码\","));
	assert_true(said("\r\n\"老年人优待证\",\"332000116001\",\"11339900MB9D00068P5332000116001\","));
	assert_int_equal(run("show 11339900MB9D00068P5332000116001"), 0);
	assert_true(said("到办事现场次数: 1\n"));
	assert_int_equal(run("show 999"), 1);
	assert_int_equal(run("show"), 2);
	assert_int_equal(run("frobnicate x"), 2);
}

static int fresh(void **state)
{
	char build[PATH_SIZE], from[PATH_SIZE], to[PATH_SIZE];
	struct buf text;
	(void)state;
	if (file_build_dir(build) || file_asset("forms", forms) ||
		!text_format(folder, sizeof(folder), "%s/item-XXXXXX", build) || !mkdtemp(folder))
		return -1;
	path_of("new", to);
	buf_init(&text, 1 << 20);
	text_format(from, sizeof(from), "%s/elderly-card.ini", forms);
	enum err e = file_make_dir(to);
	path_of("elderly-card.ini", to);
	if (!e)
		e = file_read(from, &text);
	if (!e)
		e = file_write(to, text.data, text.len);
	buf_release(&text);
	return e ? -1 : 0;
}

static int gone(void **state)
{
	(void)state;
	return file_remove_tree(folder) ? -1 : 0;
}

static int open_all(void **state)
{
	int64_t now;
	(void)state;
	buf_init(&output, OUTPUT_MOST);
	if (!clock_parse("2026-03-16T09:00", &now))
		return -1;
	clock_start_at(now);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	buf_release(&output);
	tables_close();
	return 0;
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(a_version_has_its_day),
		IN_FOLDER(lint_keeps_the_door),
		IN_FOLDER(paper_needs_a_ground),
		IN_FOLDER(elements_are_exported),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
