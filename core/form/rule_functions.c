/* SPDX-License-Identifier: MIT
 *
 * What must hold: every function ends in bounded time and memory whatever it is given, and gives
 * the same result for the same arguments on the same day.
 */
#include "core/form/rule_functions.h"

#include <string.h>

#include "core/base/ini.h"
#include "core/base/text.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/workday.h"

static void give_integer(struct rule_result *result, int64_t value)
{
	result->kind = RESULT_INTEGER;
	result->integer = value;
}

static void give_day(struct rule_result *result, day_t day)
{
	result->kind = RESULT_TEXT;
	day_format(day, result->text);
}

static void give_error(struct rule_result *result, const char *sentence)
{
	result->kind = RESULT_ERROR;
	text_copy(result->text, sizeof(result->text), sentence);
}

static void identify(const struct rule_call *call, struct identity *out)
{
	*out = (struct identity){0};
	identity_check(call->arguments[0], strlen(call->arguments[0]), call->today, out);
}

static void id_valid(const struct rule_call *call, struct rule_result *result)
{
	struct identity identity;
	identify(call, &identity);
	give_integer(result, identity.verdict.grade != GRADE_BAD);
}

static void id_birth(const struct rule_call *call, struct rule_result *result)
{
	struct identity identity;
	identify(call, &identity);
	if (identity.verdict.grade != GRADE_BAD && identity.has_birth)
		give_day(result, identity.birth);
}

/* GB/T 2261.1: 1 man, 2 woman. */
static void id_sex(const struct rule_call *call, struct rule_result *result)
{
	struct identity identity;
	identify(call, &identity);
	if (identity.verdict.grade == GRADE_BAD || !identity.sex)
		return;
	result->kind = RESULT_TEXT;
	text_copy(result->text, sizeof(result->text), identity.sex == 'M' ? "1" : "2");
}

static void uscc_valid(const struct rule_call *call, struct rule_result *result)
{
	struct credit_code code = {0};
	credit_code_check(call->arguments[0], strlen(call->arguments[0]), &code);
	give_integer(result, code.verdict.grade != GRADE_BAD && text_equal(code.kind, "USCC"));
}

static bool two_days(const struct rule_call *call, day_t *a, day_t *b)
{
	return day_parse(call->arguments[0], a) && day_parse(call->arguments[1], b);
}

static void age_on(const struct rule_call *call, struct rule_result *result)
{
	day_t birth, day;
	if (two_days(call, &birth, &day) && birth <= day)
		give_integer(result, identity_age(birth, day));
}

static void days_between(const struct rule_call *call, struct rule_result *result)
{
	day_t a, b;
	if (two_days(call, &a, &b))
		give_integer(result, (int64_t)b - a);
}

static void workdays_between(const struct rule_call *call, struct rule_result *result)
{
	day_t a, b;
	if (two_days(call, &a, &b) && a <= b)
		give_integer(result, workday_between(a, b));
}

static void add_days(const struct rule_call *call, struct rule_result *result)
{
	day_t day;
	int64_t n;
	int year, month, date;
	if (!day_parse(call->arguments[0], &day) ||
		!text_number(call->arguments[1], -DUE_DAYS_MAX, DUE_DAYS_MAX, &n))
		return;
	day_split(day + (day_t)n, &year, &month, &date);
	if (year >= 1 && year <= 9999)
		give_day(result, day + (day_t)n);
}

/* Repeat counts multiply while a pattern is compiled, "((x{99}){99}){99}" fills the memory, so
 * their product is bounded. Back references are what makes matching slow: no backslash. */
static bool pattern_bounded(const char *pattern)
{
	int64_t product = 1;
	for (const char *c = pattern; *c; c++) {
		if (*c == '\\')
			return false;
		if (*c != '{')
			continue;
		int64_t most = 0, number = 0;
		for (c++; *c && *c != '}'; c++) {
			number = *c >= '0' && *c <= '9' ? number * 10 + (*c - '0') : 0;
			most = number > most ? number : most;
			if (most > 255)
				return false;
		}
		product *= most > 1 ? most : 1;
		if (product > 4096 || !*c)
			return false;
	}
	return true;
}

static const regex_t *pattern_compiled(struct rule_patterns *p, const char *text)
{
	for (size_t i = 0; i < p->n; i++) {
		if (text_equal(p->slots[i].text, text))
			return &p->slots[i].compiled;
	}
	if (p->n == RULE_PATTERNS || strlen(text) > RULE_PATTERN || !pattern_bounded(text))
		return NULL;
	if (regcomp(&p->slots[p->n].compiled, text, REG_EXTENDED | REG_NOSUB))
		return NULL;
	text_copy(p->slots[p->n].text, sizeof(p->slots[p->n].text), text);
	return &p->slots[p->n++].compiled;
}

static void matches(const struct rule_call *call, struct rule_result *result)
{
	const regex_t *pattern = pattern_compiled(call->patterns, call->arguments[1]);
	if (!pattern) {
		give_error(result, "this pattern is not accepted");
		return;
	}
	if (strlen(call->arguments[0]) <= RULE_SUBJECT)
		give_integer(result, regexec(pattern, call->arguments[0], 0, NULL, 0) == 0);
}

void rule_patterns_release(struct rule_patterns *p)
{
	for (size_t i = 0; i < p->n; i++)
		regfree(&p->slots[i].compiled);
	*p = (struct rule_patterns){0};
}

static const struct rule_function own[] = {
	{"id_valid", 1, id_valid},
	{"id_birth", 1, id_birth},
	{"id_sex", 1, id_sex},
	{"uscc_valid", 1, uscc_valid},
	{"age_on", 2, age_on},
	{"days_between", 2, days_between},
	{"workdays_between", 2, workdays_between},
	{"add_days", 2, add_days},
	{"matches", 2, matches},
	{"row_count", 1, rule_row_count},
	{"row_sum", 2, rule_row_sum},
	{"row_min", 2, rule_row_min},
	{"row_max", 2, rule_row_max},
	{"row_filled", 2, rule_row_filled},
	{"row_distinct", 2, rule_row_distinct},
	{"row_match", 3, rule_row_match},
	{"row_overlap", 3, rule_row_overlap},
};

/* Of SQLite's own: no aggregate, no clock, no randomness, nothing that makes long strings of
 * short ones. like and glob are how SQLite calls its operators. */
static const char *const sqlite_words[] = {
	"abs",
	"coalesce",
	"glob",
	"ifnull",
	"iif",
	"instr",
	"length",
	"like",
	"lower",
	"ltrim",
	"max",
	"min",
	"nullif",
	"round",
	"rtrim",
	"sign",
	"substr",
	"substring",
	"trim",
	"upper",
};

size_t rule_functions(const struct rule_function **out)
{
	*out = own;
	return COUNT_OF(own);
}

bool rule_function_allowed(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(own); i++) {
		if (text_equal(own[i].name, name))
			return true;
	}
	for (size_t i = 0; i < COUNT_OF(sqlite_words); i++) {
		if (text_equal(sqlite_words[i], name))
			return true;
	}
	return false;
}

int rule_function_names(const char *name, size_t len)
{
	for (size_t i = 0; i < COUNT_OF(own); i++) {
		if (strlen(own[i].name) == len && memcmp(own[i].name, name, len) == 0 &&
			text_starts(own[i].name, "row_"))
			return own[i].call == rule_row_match ? 2 : own[i].arguments;
	}
	return 0;
}

const char *rule_function_nearest(const char *name)
{
	const char *words[COUNT_OF(own) + COUNT_OF(sqlite_words)];
	size_t n = 0;
	for (size_t i = 0; i < COUNT_OF(own); i++)
		words[n++] = own[i].name;
	for (size_t i = 0; i < COUNT_OF(sqlite_words); i++)
		words[n++] = sqlite_words[i];
	return ini_nearest(name, words, n);
}
