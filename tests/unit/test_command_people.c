/* SPDX-License-Identifier: MIT
 *
 * Commands about people: where a role counts, by two; who stands in for whom; papers that are not here;
 * pairs of cases. What they rest on has tests of its own.
 */
#include "tests/unit/command_run.h"

#include "core/base/clock.h"
#include "core/store/scope.h"
#include "tui/commands/operator.h"
#include "tui/commands/pairs.h"
#include "tui/commands/papers.h"

static struct fixture *f;
static struct run command;
static char conf[100];

static int start(void **state)
{
	struct buf text;
	int64_t now;

	(void)state;
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	f = fixture_new(STORE_LIVE);
	store_close(f->s);
	f->s = NULL;
	text_format(conf, sizeof conf, "%s/onetrip.conf", f->folder);
	buf_init(&text, 4096);
	buf_addf(&text, "[station]\nwindow = A03\ndatabase = \"%s\"\nterminal_key = \"%s\"\n", f->path, f->key);
	assert_int_equal(file_write(conf, text.data, text.len), OK);
	buf_release(&text);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	buf_release(&command.out);
	fixture_free(f);
	return 0;
}

PRINTF_LIKE(4, 5)
static int on(command_main what, const char *name, const char *password, const char *format, ...)
{
	char words[400];
	va_list args;

	va_start(args, format);
	(void)vsnprintf(words, sizeof words, format, args);
	va_end(args);
	buf_release(&command.out);
	run_init(&command, what, name);
	command.passwords = password;
	return run(&command, words);
}

#define OPERATOR(password, ...) on(command_operator, "operator", password, __VA_ARGS__)

/* The identifier in the first line that begins with the operator's number: its last column. */
static void scope_id(char out[UID_HEX])
{
	const char *line = buf_text(&command.out), *end = strchr(line, '\n'), *at = end;

	assert_non_null(end);
	while (at[-1] != '\t')
		at--;
	assert_true(text_copyn(out, UID_HEX, at, (size_t)(end - at)));
}

static void a_scope_is_proposed_by_one_and_confirmed_by_another(void **state)
{
	char id[UID_HEX];

	(void)state;
	assert_int_equal(OPERATOR(PASS_ADMIN "\n", "scope --config %s --as 1000 1024 公安局 - receive - 2026-12-31", conf), 0);
	assert_non_null(strstr(buf_text(&command.out), "Proposed as "));
	assert_int_equal(OPERATOR(NULL, "scopes --config %s 1024", conf), 0);
	assert_non_null(strstr(buf_text(&command.out),
		"1024\t公安局\t-\treceive\t-\t2026-12-31\tproposed\t1000\t-\t"));
	scope_id(id);
	assert_int_equal(OPERATOR(PASS_ADMIN "\n", "scope-confirm --config %s --as 1000 %s", conf, id), 1); /* not the same one */
	assert_int_equal(OPERATOR(PASS_SUPER "\n", "scope-confirm --config %s --as 2000 %s", conf, id), 0);
	assert_int_equal(OPERATOR(NULL, "scopes --config %s", conf), 0);
	assert_non_null(strstr(buf_text(&command.out), "\tconfirmed\t1000\t2000\t"));
	assert_int_equal(OPERATOR(PASS_ADMIN "\n", "scope-end --config %s --as 1000 %s", conf, id), 0);
	assert_int_equal(OPERATOR(NULL, "scopes --config %s 2000", conf), 0);
	assert_string_equal(buf_text(&command.out), "");
	assert_int_equal(OPERATOR(PASS_ADMIN "\n", "scope --config %s --as 1000 1024 - - everything - -", conf), 2);
}

static void places_are_taken_listed_and_given_back(void **state)
{
	(void)state;
	assert_int_equal(OPERATOR(PASS_SUPER "\n",
				 "stand-in --config %s --as 2000 1024 examiner 2026-03-16 2026-03-20 330700101001", conf),
		0);
	assert_int_equal(OPERATOR(PASS_SUPER "\n", "stand-ins --config %s --as 2000", conf), 0);
	assert_string_equal(
		buf_text(&command.out), "1024\texaminer\t-\t2026-03-16\t2026-03-20\t330700101001\n");
	assert_int_equal(OPERATOR(PASS_CLERK "\n", "delegate --config %s --as 1024 1024 2026-03-16 2026-03-20", conf), 1);
	assert_int_equal(OPERATOR(PASS_SUPER "\n", "stand-in-end --config %s --as 2000 1024", conf), 0);
	assert_int_equal(OPERATOR(PASS_SUPER "\n", "stand-ins --config %s --as 2000", conf), 0);
	assert_string_equal(buf_text(&command.out), "");
}

/* The sentence is about people, not about cases. */
static void why_not_is_said_of_people(void **state)
{
	(void)state;
	assert_int_equal(OPERATOR(PASS_ADMIN "\n", "disable --config %s --as 1000 1000", conf), 1);
	assert_non_null(strstr(command.complaint, "the last one of this role"));
	assert_int_equal(OPERATOR(PASS_ADMIN "\n", "add --config %s --as 1000 3001 陈立 examiner", conf), 0);
	assert_int_equal(OPERATOR(PASS_SUPER "\n", "grant --config %s --as 2000 3001", conf), 1);
	assert_non_null(strstr(command.complaint, "not enrolled with the code yet"));
	assert_int_equal(OPERATOR(PASS_SUPER "\n", "grant --config %s --as 2000 1024", conf), 1);
	assert_non_null(strstr(command.complaint, "Granted already"));
}

static void nothing_to_list_is_good_and_said_so(void **state)
{
	(void)state;
	assert_int_equal(on(command_papers, "papers", PASS_CLERK "\n", "--config %s --as 1024", conf), 0);
	assert_string_equal(buf_text(&command.out), "");
	assert_int_equal(on(command_papers, "papers", PASS_CLERK "\n", "--config %s --as 1024 260316-A03-999", conf), 1);
	assert_non_null(strstr(buf_text(&command.out), "260316-A03-999\tNot found"));
	assert_int_equal(on(command_pairs, "pairs", PASS_SUPER "\n", "--config %s --as 2000", conf), 0);
	assert_string_equal(buf_text(&command.out), "");
	assert_int_equal(on(command_pairs, "pairs", NULL, "--config %s", conf), 2);
}

#define ON_HALL(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_HALL(a_scope_is_proposed_by_one_and_confirmed_by_another),
		ON_HALL(places_are_taken_listed_and_given_back),
		ON_HALL(why_not_is_said_of_people),
		ON_HALL(nothing_to_list_is_good_and_said_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
