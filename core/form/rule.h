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

/* How a rule reads an answer: null when hidden or empty, else a number or a text. */
typedef struct rule_value (*rule_reader)(const void *ctx, int field);
/* Maps a parameter name (without ':') to a field index, -1 unknown. */
typedef int (*rule_resolver)(const void *ctx, const char *name);

struct ruleset *ruleset_new(void);
void ruleset_free(struct ruleset *r);
/* Compiles; *index is its number. ERR_SYNTAX with a message (position in the expression, nearest
 * function for an unknown one; the caller, who knows the names, adds the nearest field). */
enum err ruleset_add(struct ruleset *r, const char *expression, rule_resolver resolve,
	const void *ctx, int *index, struct buf *message) MUST_CHECK;
int ruleset_size(const struct ruleset *r);
/* Field indexes the rule reads, for cycle checks. */
size_t ruleset_reads(const struct ruleset *r, int index, const int **fields);
/* ERR_LIMIT when the budget is used up, ERR_SYNTAX when a function refuses its argument. */
enum err ruleset_run(struct ruleset *r, int index, day_t today, rule_reader read, const void *ctx,
	struct rule_value *out) MUST_CHECK;
bool rule_true(const struct rule_value *v);  /* SQL truth; false for null */

#endif
