/* SPDX-License-Identifier: MIT
 *
 * onetrip catalog: what it finds, shows and compares; an edition imported by two people; grants
 * through their states on a live journal.
 */
#include "tests/unit/command_run.h"

#include "core/base/clock.h"
#include "core/exchange/catalog.h"
#include "core/standards/tables.h"
#include "tui/commands/catalog.h"

#define ORIGIN "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"
#define ONE                                                                                        \
	"[resource one]\nname = 甲\ndepartment = 公安\norigin = here\nsharing = conditional\n"     \
	"ground = 条例\npath = /one\nitem.a = \"$.a\"\nlabel.a = 名称\nfresh = 60\n"
#define TWO                                                                                        \
	"[resource two]\nname = 乙\ndepartment = 民政\norigin = here\nsharing = unconditional\n"   \
	"path = /two\nitem.a = \"$.a\"\n"
#define EDITION "[catalog]\nversion = 2026-03-15\n"
#define GRANT "[grant letter]\nresources = \"*\"\nuntil = 2026-12-31\nnumber = 7\n"

#define PASS_STEWARD "quiet river 4"

static struct place {
	struct fixture *store;
	char old[100], new[100], conf[100], catalog[100];
} place;

static struct run command;

static void write_text(const char *path, const char *text)
{
	assert_int_equal(file_write(path, text, strlen(text)), OK);
}

PRINTF_LIKE(1, 2) static int on(const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	return run(&command, words);
}

static void test_lint(void **state)
{
	(void)state;
	assert_int_equal(on("lint %s", place.old), 0);
	must_say(&command, "2 resources: 1 unconditional, 1 conditional, 0 not shared");
	write_text(place.new, EDITION ONE); /* without its origin */
	assert_int_equal(on("lint %s", place.new), 1);
	assert_int_equal(run(&command, "lint"), 0); /* the demo's */
	must_say(&command, "51 resources");
	assert_int_equal(run(&command, "lint a b"), 2);
	assert_int_equal(run(&command, ""), 2);
	assert_int_equal(run(&command, "--help"), 0);
	must_say(&command, "grants");
}

static void test_list_and_show(void **state)
{
	(void)state;
	assert_int_equal(on("--catalog %s list", place.old), 0);
	must_say(&command, "ONE");
	must_say(&command, "TWO");
	assert_int_equal(on("--catalog %s list --class unconditional", place.old), 0);
	assert_false(said(&command, "ONE"));
	assert_int_equal(on("--catalog %s list --department 公安", place.old), 0);
	assert_false(said(&command, "TWO"));
	assert_int_equal(on("--catalog %s list 丙", place.old), 1);
	assert_int_equal(on("--catalog %s show ONE", place.old), 0);
	must_say(&command, "条例");
	must_say(&command, "名称");
	assert_int_equal(on("--catalog %s show THREE", place.old), 1);
	assert_int_equal(run(&command, "show MZ-01"), 0); /* what is not shared stands there with its law */
	must_say(&command, "divorce_reason");
	must_say(&command, "民法典");
}

static void test_diff(void **state)
{
	(void)state;
	write_text(place.new, EDITION "[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:2\"\n"
		"[resource one]\nname = 甲\ndepartment = 公安\norigin = here\nsharing = unconditional\n"
		"path = /one\nitem.a = \"$.b\"\nlabel.a = 名称\nfresh = 60\n"
		"[resource three]\nname = 丙\ndepartment = 公安\nsharing = none\nground = 规定\n");
	assert_int_equal(on("diff %s %s", place.old, place.new), 1);
	must_say(&command, "~ origin here");
	must_say(&command, "~ ONE");
	must_say(&command, "  - sharing = \"conditional\"");
	must_say(&command, "  + sharing = \"unconditional\"");
	must_say(&command, "  - item.a = \"$.a\"");
	must_say(&command, "  + item.a = \"$.b\"");
	must_say(&command, "+ THREE");
	must_say(&command, "- TWO");
	must_say(&command, "1 added, 1 removed, 2 changed");
	assert_int_equal(on("diff %s %s", place.old, place.old), 0);
	must_say(&command, "0 added, 0 removed, 0 changed");
}

static void test_export(void **state)
{
	(void)state;
	assert_int_equal(on("--catalog %s export", place.old), 0);
	write_text(place.new, buf_text(&command.out));
	assert_int_equal(on("diff %s %s", place.old, place.new), 0);
	write_text(place.new, ORIGIN "[resource one]\nname = \"=1+1\"\ndepartment = 公安\norigin = here\n"
		"sharing = unconditional\npath = /one\nitem.a = \"$.a\"\n");
	assert_int_equal(on("--catalog %s export --csv", place.new), 0);
	must_say(&command, "信息资源代码");
	must_say(&command, "\"'=1+1\""); /* a spreadsheet must not calculate it */
	must_say(&command, "\"unconditional\"");
}

/* ---- on a journal ---- */

static int as(const char *words, const char *passwords)
{
	char all[600];

	text_format(all, sizeof all, "--config %s %s", place.conf, words);
	command.passwords = passwords;
	int status = run(&command, all);
	command.passwords = NULL;
	return status;
}

static bool catalog_has(const char *id)
{
	char words[60];

	text_format(words, sizeof words, "show %s", id);
	return as(words, NULL) == 0;
}

/* The word to confirm with, of what was printed last. */
static void word_of(char out[17])
{
	const char *word = strstr(buf_text(&command.out), "HASH\t");

	assert_non_null(word);
	assert_true(text_copyn(out, 17, word + 5, 16));
}

static void test_two_people(void **state)
{
	char words[300], word[17];

	(void)state;
	write_text(place.catalog, ORIGIN TWO);
	write_text(place.new, EDITION ORIGIN ONE);
	text_format(words, sizeof words, "propose %s --as 2000", place.new);
	assert_int_equal(as(words, PASS_SUPER "\n"), 1);
	text_format(words, sizeof words, "propose %s --as 3001", place.new);
	assert_int_equal(as("waiting --as 2000", PASS_SUPER "\n"), 1);
	assert_int_equal(as(words, PASS_STEWARD "\n"), 0);
	assert_int_equal(as(words, PASS_STEWARD "\n"), 1); /* it waits already */
	assert_int_equal(as("waiting --as 2000", PASS_SUPER "\n"), 0);
	must_say(&command, "+ ONE");
	must_say(&command, "- TWO");
	must_say(&command, "1 added, 1 removed, 0 changed");
	must_say(&command, "proposed by 3001");
	word_of(word);
	text_format(words, sizeof words, "confirm %s --as 3001", word);
	assert_int_equal(as(words, PASS_STEWARD "\n"), 1); /* the same person, and not her role */
	assert_int_equal(as("confirm 0123456789abcdef --as 2000", PASS_SUPER "\n"), 1);
	text_format(words, sizeof words, "confirm %s --as 1024", word);
	assert_int_equal(as(words, PASS_CLERK "\n"), 1);
	assert_false(catalog_has("ONE"));
	text_format(words, sizeof words, "decline %s --as 2000", word);
	assert_int_equal(as(words, PASS_SUPER "\n"), 0);
	text_format(words, sizeof words, "confirm %s --as 2000", word);
	assert_int_equal(as(words, PASS_SUPER "\n"), 1); /* stale */
	assert_false(catalog_has("ONE"));
}

static void test_import_takes_two(void **state)
{
	char words[300];

	(void)state;
	write_text(place.catalog, ORIGIN TWO);
	write_text(place.new, EDITION GRANT ORIGIN ONE TWO);
	assert_int_equal(as("import /nowhere --as 3001 --supervisor 2000", PASS_STEWARD "\n"), 1);
	text_format(words, sizeof words, "import %s --as 3001", place.new);
	assert_int_equal(as(words, PASS_STEWARD "\n"), 2);
	text_format(words, sizeof words, "import %s --as 3001 --supervisor 3001", place.new);
	assert_int_equal(as(words, PASS_STEWARD "\n" PASS_STEWARD "\n"), 1); /* a steward confirms nothing */
	text_format(words, sizeof words, "import %s --as 2000 --supervisor 2000", place.new);
	assert_int_equal(as(words, PASS_SUPER "\n" PASS_SUPER "\n"), 1); /* nor does one import alone */
	assert_false(catalog_has("ONE"));
	write_text(place.new, "[catalog]\nversion = 2026-03-16\n" GRANT ORIGIN ONE TWO);
	text_format(words, sizeof words, "import %s --as 3001 --supervisor 2000", place.new);
	assert_int_equal(as(words, PASS_STEWARD "\n" PASS_SUPER "\n"), 0);
	must_say(&command, "+ ONE");
	must_say(&command, "+ grant letter");
	assert_true(catalog_has("ONE"));
	write_text(place.catalog, ORIGIN TWO); /* the file matters no more */
	assert_true(catalog_has("ONE"));
	assert_int_equal(as("grants --as 3001", PASS_STEWARD "\n"), 0);
	must_say(&command, "2026-12-31");
}

static void test_grants(void **state)
{
	(void)state;
	assert_int_equal(as("grants", NULL), 2);
	assert_int_equal(as("grants --as 1024", PASS_CLERK "\n"), 0);
	must_say(&command, "2026-12-31"); /* by the letter imported before */
	assert_int_equal(as("grants ONE --as 1024", PASS_CLERK "\n"), 0);
	must_say(&command, "letter: 7");
	assert_int_equal(as("grants ONE revoke --as 1024 --reason x", PASS_CLERK "\n"), 1);
	assert_int_equal(as("grants ONE revoke --as 3001", PASS_STEWARD "\n"), 1);
	assert_int_equal(as("grants ONE revoke --as 3001 --reason misused", PASS_STEWARD "\n"), 0);
	must_say(&command, "Refused");
	assert_int_equal(as("grants ONE apply --as 1024 --ground 条例", PASS_CLERK "\n"), 0);
	must_say(&command, "due 2026-03-18, 2 days left");
	assert_int_equal(as("grants ONE apply --as 1024", PASS_CLERK "\n"), 1);
	assert_int_equal(as("grants ONE check --as 3001", PASS_STEWARD "\n"), 0);
	must_say(&command, "due 2026-03-23, 5 days left");
	assert_int_equal(as("grants ONE answer --as 3001", PASS_STEWARD "\n"), 1);
	assert_int_equal(as("grants ONE answer --as 3001 --until 2027-06-30", PASS_STEWARD "\n"), 0);
	assert_int_equal(as("grants ONE activate --as 3001", PASS_STEWARD "\n"), 0);
	must_say(&command, "2027-06-30");
	assert_int_equal(as("grants TWO apply --as 3001", PASS_STEWARD "\n"), 1); /* needs none */
	assert_int_equal(as("grants NONE apply --as 3001", PASS_STEWARD "\n"), 1);
	assert_int_equal(as("grants ONE sing --as 3001", PASS_STEWARD "\n"), 2);
}

static void add_steward(struct store *s)
{
	char code[ENROL_CODE];

	assert_int_equal(operator_login(s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(s, "3001", "Steward", ROLE_STEWARD, code), OK);
	assert_int_equal(operator_enrol(s, "3001", code, PASS_STEWARD, place.store->cost), OK);
	operator_logout(s);
	assert_int_equal(operator_login(s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(s, "3001"), OK);
	operator_logout(s);
}

static int start(void **state)
{
	char path[PATH_SIZE];
	struct buf text;
	int64_t now;

	(void)state;
	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	place.store = fixture_new(STORE_LIVE);
	add_steward(place.store->s);
	store_close(place.store->s);
	place.store->s = NULL;
	text_format(place.old, sizeof place.old, "%s/old.ini", place.store->folder);
	text_format(place.new, sizeof place.new, "%s/new.ini", place.store->folder);
	text_format(place.conf, sizeof place.conf, "%s/onetrip.conf", place.store->folder);
	text_format(place.catalog, sizeof place.catalog, "%s/hall.ini", place.store->folder);
	write_text(place.old, EDITION ORIGIN ONE TWO);
	buf_init(&text, 4096);
	buf_addf(&text,
		"[hall]\nname = Hall One\n[station]\nwindow = A03\ndatabase = \"%s\"\n"
		"terminal_key = \"%s\"\n[exchange]\ncatalog = \"%s\"\n",
		place.store->path, place.store->key, place.catalog);
	write_text(place.conf, buf_text(&text));
	buf_release(&text);
	run_init(&command, command_catalog, "catalog");
	return 0;
}

static int stop(void **state)
{
	(void)state;
	buf_release(&command.out);
	fixture_free(place.store);
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lint),
		cmocka_unit_test(test_list_and_show),
		cmocka_unit_test(test_diff),
		cmocka_unit_test(test_export),
		cmocka_unit_test(test_two_people),
		cmocka_unit_test(test_import_takes_two),
		cmocka_unit_test(test_grants),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
