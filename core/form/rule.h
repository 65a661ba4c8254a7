/* SPDX-License-Identifier: MIT
 *
 * Rules: SQL expressions over answers (":field", ":today"), compiled once in a private in-memory
 * SQLite with an allow-list of functions, limits and a step budget (trust.md 4.5). No tables, no
 * clock, no comments, no other parameter forms. The value of a hidden or empty answer is NULL, and
 * NULL as a result means "cannot tell". Money is an integer in fen, int and bool (1, 0) are
 * integers, everything else is text: :reason = '1', but :alive = 1. A fraction is rounded to the
 * nearest whole number.
 *
 * Own functions: id_valid(x) id_birth(x) id_sex(x) (GB/T 2261.1: '1' man, '2' woman) uscc_valid(x)
 * age_on(birth, day) days_between(a, b) workdays_between(a, b) (days d with a < d <= b)
 * add_days(day, n) matches(x, pattern) (POSIX extended, whole with ^$, no backslash).
 * Rows of a repeat, named by texts: row_count('r') row_sum('r', 'f') row_min row_max row_filled (how
 * many rows have the answer) row_distinct (how many different answers) row_match('r', 'f', value)
 * (how many rows answer value) row_overlap('r', 'from', 'to') (days, or months of month fields, that
 * lie in more than one row). Empty and hidden answers do not count; sum of none is 0, min and
 * max of none NULL.
 * Of SQLite's: abs coalesce ifnull iif instr length lower ltrim max min nullif round rtrim sign
 * substr substring trim upper, and the operators, CASE, BETWEEN, IN (...), LIKE, GLOB, CAST.
 */
#ifndef ONETRIP_RULE_H
#define ONETRIP_RULE_H

#include "core/base/buf.h"
#include "core/base/clock.h"

enum { RULE_TEXT = 4096, RULE_MAX = 600, RULE_PARAMETERS = 64 };

struct ruleset;

struct rule_value {
	bool null;
	bool number;
	int64_t integer;
	const char *text;            /* borrowed until the next run; "" when null */
};

/* Where a column of a repeat stands: cell k is the field first + k * stride. */
struct rule_column {
	int first, stride, rows;
};

/* How a rule reaches answers: null when hidden or empty, else a number or a text. */
struct rule_source {
	struct rule_value (*read)(const void *ctx, int field); /* as the rule's own row sees it */
	struct rule_value (*cell)(const void *ctx, int field); /* of row_*(): just this field */
	/* false: there is no such repeat or column. field "": the repeat as such. NULL: no repeats */
	bool (*column)(const void *ctx, const char *repeat, const char *field,
		struct rule_column *out);
	const void *ctx;
};
/* Maps a parameter name (without ':') to a field index, -1 unknown. */
typedef int (*rule_resolver)(const void *ctx, const char *name);

struct ruleset *ruleset_new(void);
void ruleset_free(struct ruleset *r);
/* Compiles; *index is its number. ERR_SYNTAX with a message (position in the expression, nearest
 * function for an unknown one; the caller, who knows the names, adds the nearest field). */
enum err ruleset_add(struct ruleset *r, const char *expression, rule_resolver resolve,
	const void *ctx, int *index, struct buf *message) MUST_CHECK;
int ruleset_size(const struct ruleset *r);
/* Field indexes the rule reads, columns named in row_*() among them, for cycle checks. */
size_t ruleset_reads(const struct ruleset *r, int index, const int **fields);
/* A repeat and a column (-1: the repeat as such) that a row_*() names, as fields. */
struct rule_names {
	int repeat, column;
};
size_t ruleset_names(const struct ruleset *r, int index, const struct rule_names **names);
/* Those it reads by their plain names. */
size_t ruleset_parameters(const struct ruleset *r, int index, const int **fields);
/* ERR_LIMIT when the budget is used up, ERR_SYNTAX when a function refuses its argument. */
enum err ruleset_run(struct ruleset *r, int index, day_t today, const struct rule_source *source,
	struct rule_value *out) MUST_CHECK;
bool rule_true(const struct rule_value *v);  /* SQL truth; false for null */

#endif
