/* SPDX-License-Identifier: MIT
 *
 * Rules: SQL expressions over answers (":field", ":today"), compiled once in a private in-memory
 * SQLite with an allow-list of functions, limits and a step budget (trust.md 4.5). No tables, no
 * clock, no other parameter forms. The value of a hidden or empty answer is NULL. Money is an
 * integer in fen, int an integer, everything else text.
 *
 * Own functions: id_valid(x) id_birth(x) id_sex(x) uscc_valid(x) age_on(birth, day)
 * days_between(a, b) matches(x, pattern) workdays_between(a, b).
 */
#ifndef ONETRIP_RULE_H
#define ONETRIP_RULE_H

#include "core/base/clock.h"

enum { RULE_TEXT = 4096, RULE_MAX = 600, RULE_PARAMETERS = 64 };

struct ruleset;

struct rule_value {
	bool null;
	bool number;
	int64_t integer;
	const char *text;            /* borrowed until the next run; "" when null */
};

/* How a rule reads an answer: NULL-valued when hidden or empty. kind 'i' integer, 't' text. */
typedef struct rule_value (*rule_reader)(const void *ctx, int field);
/* Maps a parameter name (without ':') to a field index, -1 unknown. */
typedef int (*rule_resolver)(const void *ctx, const char *name);

struct ruleset *ruleset_new(void);
void ruleset_free(struct ruleset *r);
/* Compiles; *index is its number. ERR_SYNTAX with a message (position in the expression, nearest
 * field name for an unknown one). */
enum err ruleset_add(struct ruleset *r, const char *expression, rule_resolver resolve,
	const void *ctx, int *index, struct buf *message) MUST_CHECK;
/* Field indexes the rule reads, for cycle checks. */
size_t ruleset_reads(const struct ruleset *r, int index, const int **fields);
enum err ruleset_run(struct ruleset *r, int index, day_t today, rule_reader read, const void *ctx,
	struct rule_value *out) MUST_CHECK;

#endif
