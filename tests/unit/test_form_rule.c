/* SPDX-License-Identifier: MIT
 *
 * Rules: what they compute, what they refuse, and that nothing an author writes runs away.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/rule.h"
#include "core/standards/tables.h"

/* Answers of a small form: 0 a text, 1 a number, 2 an identity number, 3 hidden. */
struct answers {
	const char *text;
	int64_t number;
	const char *id;
};

static const char *const names[] = {"reason", "months", "id_no", "hidden"};

static int resolve(const void *ctx, const char *name)
{
	(void)ctx;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (text_equal(names[i], name))
			return (int)i;
	}
	return -1;
}

static struct rule_value read_answer(const void *ctx, int field)
{
	const struct answers *a = ctx;
	struct rule_value v = {.null = true, .text = ""};
	const char *text = field == 0 ? a->text : field == 2 ? a->id : NULL;
	if (field == 1) {
		v.null = false;
		v.number = true;
		v.integer = a->number;
	} else if (text && *text) {
		v.null = false;
		v.text = text;
	}
	return v;
}


/* Runs one expression; its result as text: "null", a number, or 'text'. */
static enum err run(const char *expression, const struct answers *a, char *out, size_t size)
{
	struct ruleset *r = ruleset_new();
	struct buf message;
	struct rule_value v;
	int index;
	buf_init(&message, 4000);
	enum err err = ruleset_add(r, expression, resolve, NULL, &index, &message);
	if (err)
		print_message("%s: %s\n", expression, buf_text(&message));
	else
		err = ruleset_run(r, index, day_of(2026, 3, 16), &(struct rule_source){.read = read_answer, .cell = read_answer, .ctx = a}, &v);
	if (!err && v.null)
		text_copy(out, size, "null");
	else if (!err && v.number)
		text_format(out, size, "%lld", (long long)v.integer);
	else if (!err)
		text_format(out, size, "'%s'", v.text);
	buf_release(&message);
	ruleset_free(r);
	return err;
}

static void expect(const char *expression, const struct answers *a, const char *wanted)
{
	char got[400] = "";
	assert_int_equal(run(expression, a, got, sizeof(got)), OK);
	assert_string_equal(got, wanted);
}

static void computes(void **state)
{
	struct answers a = {"1", 14, "339901198808081226"};
	(void)state;
	expect(":reason = '1'", &a, "1");
	expect(":reason = 1", &a, "0"); /* texts are not numbers */
	expect(":months >= 12", &a, "1");
	expect(":hidden = '1'", &a, "null");
	expect("coalesce(:hidden, 'x') = 'x'", &a, "1");
	expect("case when :months > 12 then 'b' else 'a' end", &a, "'b'");
	expect(":reason in ('1', '3')", &a, "1");
	expect("max(:months, 20)", &a, "20");
	expect("round(:months * 2 / 3.0)", &a, "9"); /* 9.33 */
	expect(":months / 4.0", &a, "4");            /* 3.5 is rounded, never REAL */
	expect(":today", &a, "'2026-03-16'");
	expect("'O''Brien (1'", &a, "'O'Brien (1'"); /* brackets and quotes inside a text */
	expect("x'4142'", &a, "null");               /* bytes are no answer */
}

static void own_functions(void **state)
{
	struct answers a = {"2026-02-09", 14, "339901198808081226"};
	(void)state;
	expect("id_valid(:id_no)", &a, "1");
	expect("id_valid('339901198808081227')", &a, "0");
	expect("id_birth(:id_no)", &a, "'1988-08-08'");
	expect("id_sex(:id_no)", &a, "'2'");
	expect("id_sex('339901195203150010')", &a, "'1'");
	expect("id_birth(:hidden)", &a, "null");
	expect("uscc_valid('91339901MA9D000137')", &a, "1");
	expect("uscc_valid('91339901MA9D000138')", &a, "0");
	expect("age_on('1966-03-16', :today)", &a, "60"); /* the birthday itself counts */
	expect("age_on('1966-03-17', :today)", &a, "59");
	expect("age_on('2027-01-01', :today)", &a, "null");
	expect("days_between('2025-09-14', :today)", &a, "183");
	expect("days_between('no day', :today)", &a, "null");
	expect("add_days('2026-03-16', 180)", &a, "'2026-09-12'");
	expect("add_days('9999-12-31', 1)", &a, "null");
	/* 2018-02-09 to 13: 10 Saturday off, 11 Sunday worked, 12 and 13 worked */
	expect("workdays_between('2018-02-09', '2018-02-13')", &a, "3");
	expect("matches('332026-000123-4', '^33[0-9]{4}-[0-9]{6}-[0-9X]$')", &a, "1");
	expect("matches('x332026-000123-4', '^33')", &a, "0");
}

/* Each must be refused before it runs. */
static const char *const attacks[] = {
	"1; drop table x",
	"1) , (2",
	"1) union select (2",
	"1) union all values (2",
	"1) where (1",
	"1) limit (0",
	"1) order by (1",
	"1) from (select 1",
	"(select 1)",
	"exists (select 1)",
	"exists (values (1))",
	"(values (1))",
	":reason in (select name from sqlite_master)",
	"(with recursive c(n) as (select 1 union all select n+1 from c) select max(n) from c)",
	"(select sql from sqlite_master)",
	"(select value from json_each('[1]'))",
	"(select * from pragma_database_list)",
	"load_extension('evil.so')",
	"readfile('/etc/passwd')",
	"printf('%1000000s', 'x')",
	"format('%d', 1)",
	"replace(:reason, 'a', 'aaaaaaaaaa')",
	"hex(:reason)",
	"zeroblob(1000000)",
	"randomblob(16)",
	"random()",
	"group_concat(:reason)",
	"count(*)",
	"sum(:months)",
	"max(:months)",
	"min(:months)",
	"row_number() over ()",
	"max(:months, 1) over ()",
	"date('now')",
	"strftime('%s', 'now')",
	"julianday()",
	"current_timestamp",
	"current_date",
	"json_extract('{}', '$')",
	":reason -> '$.a'",
	":reason ->> '$.a'",
	"unicode(:reason)",
	"char(65, 66)",
	"quote(:reason)",
	"sqlite_version()",
	"changes()",
	"last_insert_rowid()",
	"likelihood(1, 0.5)",
	":reason match 'x'",
	":reason regexp 'x'",
	"raise(abort, 'x')",
	"?",
	"?1",
	"@reason",
	"$reason",
	":nobody",
	"\"reason\"",
	"[reason]",
	"`reason`",
	"reason",
	"main.reason",
	"*",
	"1, 2",
	"1 -- )",
	"1 /* ",
	"1 /* ) */",
	"(1",
	"1)",
	"'open",
	"",
	"1 as x",
	"not a rule at all",
};

static void attacks_refused(void **state)
{
	(void)state;
	assert_true(COUNT_OF(attacks) >= 30);
	struct ruleset *r = ruleset_new();
	for (size_t i = 0; i < COUNT_OF(attacks); i++) {
		struct buf message;
		int index = -1;
		buf_init(&message, 8000);
		enum err err = ruleset_add(r, attacks[i], resolve, NULL, &index, &message);
		if (err != ERR_SYNTAX || index != -1 || !message.len)
			fail_msg("%s: %s, \"%s\"", attacks[i], err_name(err), buf_text(&message));
		buf_release(&message);
	}
	assert_int_equal(ruleset_size(r), 0);
	ruleset_free(r);
}

static char *repeated(const char *unit, size_t times)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < times; i++)
		buf_adds(&b, unit);
	return buf_detach(&b);
}

static void limits_hold(void **state)
{
	char got[400];
	char *big = repeated("一", 10000), *deep = repeated("(", 60), *wide = repeated("1+", 300);
	struct answers a = {big, 1, ""};
	(void)state;
	/* 30 kB four times is more than a value may have */
	assert_int_equal(run(":reason||:reason||:reason||:reason", &a, got, sizeof(got)), ERR_LIMIT);
	assert_int_equal(run(deep, &a, got, sizeof(got)), ERR_SYNTAX);
	assert_int_equal(run(wide, &a, got, sizeof(got)), ERR_SYNTAX);
	/* a pattern of more than 64 bytes is not tried */
	assert_int_not_equal(run(":reason like :reason", &a, got, sizeof(got)), OK);
	mem_free(big);
	mem_free(deep);
	mem_free(wide);
}

static void patterns_are_bounded(void **state)
{
	static const char *const bad[] = {
		"matches(:reason, '(')", "matches(:reason, '((x{99}){99}){99}')",
		"matches(:reason, 'x{300}')", "matches(:reason, '(a)\\1')", "matches(:reason, 'x{2')"};
	struct answers a = {"x", 1, ""};
	char got[100];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_int_equal(run(bad[i], &a, got, sizeof(got)), ERR_SYNTAX);
}

static void refusal(const char *expression, const char *wanted)
{
	struct ruleset *r = ruleset_new();
	struct buf message;
	int index;
	buf_init(&message, 4000);
	assert_int_equal(ruleset_add(r, expression, resolve, NULL, &index, &message), ERR_SYNTAX);
	if (!strstr(buf_text(&message), wanted))
		fail_msg("%s: \"%s\" lacks \"%s\"", expression, buf_text(&message), wanted);
	buf_release(&message);
	ruleset_free(r);
}

static void messages_help(void **state)
{
	(void)state;
	refusal("替换 = ) 1", "at character 6");
	refusal(":months + + )", "closes nothing");
	refusal(":months = = 1", "at character 11");
	refusal("id_vald(:id_no)", "did you mean id_valid()?");
	refusal("reason = '1'", "a field is written :reason");
	refusal("(1", "at the end of the expression");
}

/* The text of a result is good until the next run, whichever rule that is. */
static void result_lasts_until_next_run(void **state)
{
	struct ruleset *r = ruleset_new();
	struct answers a = {"first", 2, ""};
	struct buf message;
	struct rule_value v;
	int one, two;
	(void)state;
	buf_init(&message, 1000);
	assert_int_equal(ruleset_add(r, ":reason || '!'", resolve, NULL, &one, &message), OK);
	assert_int_equal(ruleset_add(r, ":months", resolve, NULL, &two, &message), OK);
	assert_int_equal(ruleset_run(r, one, 0, &(struct rule_source){.read = read_answer, .cell = read_answer, .ctx = &a}, &v), OK);
	assert_string_equal(v.text, "first!");
	assert_int_equal(ruleset_run(r, two, 0, &(struct rule_source){.read = read_answer, .cell = read_answer, .ctx = &a}, &v), OK);
	assert_int_equal(v.integer, 2);
	a.text = "second";
	assert_int_equal(ruleset_run(r, one, 0, &(struct rule_source){.read = read_answer, .cell = read_answer, .ctx = &a}, &v), OK);
	assert_string_equal(v.text, "second!");
	const int *fields;
	assert_int_equal(ruleset_reads(r, two, &fields), 1);
	assert_int_equal(fields[0], 1);
	buf_release(&message);
	ruleset_free(r);
}

static int open_tables(void **state)
{
	char path[PATH_SIZE];
	(void)state;
	return file_asset("codes", path) || tables_open(path);
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
		cmocka_unit_test(computes),
		cmocka_unit_test(own_functions),
		cmocka_unit_test(attacks_refused),
		cmocka_unit_test(limits_hold),
		cmocka_unit_test(patterns_are_bounded),
		cmocka_unit_test(messages_help),
		cmocka_unit_test(result_lasts_until_next_run),
	};
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
