/* SPDX-License-Identifier: MIT
 *
 * The words a rule may use besides SQL's operators: our own functions and the allow-list of
 * SQLite's. Pure; NULL in any argument gives NULL. Knows nothing of SQLite.
 */
#ifndef ONETRIP_RULE_FUNCTIONS_H
#define ONETRIP_RULE_FUNCTIONS_H

#include <regex.h>

#include "core/form/rule.h"

enum { RULE_ARGUMENTS = 3, RULE_PATTERNS = 32, RULE_PATTERN = 200, RULE_SUBJECT = 4096 };

/* Compiled patterns of matches(), kept because compiling one costs more than using it. */
struct rule_patterns {
	struct {
		char text[RULE_PATTERN + 1];
		regex_t compiled;
	} slots[RULE_PATTERNS];
	size_t n;
};
void rule_patterns_release(struct rule_patterns *p);

struct rule_call {
	const char *arguments[RULE_ARGUMENTS]; /* none is NULL */
	day_t today;
	struct rule_patterns *patterns;
	const struct rule_source *source;
};

struct rule_result {
	enum { RESULT_NULL, RESULT_INTEGER, RESULT_TEXT, RESULT_ERROR } kind;
	int64_t integer;
	char text[64]; /* the text, or the sentence of an error */
};

struct rule_function {
	const char *name;
	int arguments;
	void (*call)(const struct rule_call *call, struct rule_result *result);
};

/* rule_rows.c */
void rule_row_count(const struct rule_call *call, struct rule_result *result);
void rule_row_sum(const struct rule_call *call, struct rule_result *result);
void rule_row_min(const struct rule_call *call, struct rule_result *result);
void rule_row_max(const struct rule_call *call, struct rule_result *result);
void rule_row_filled(const struct rule_call *call, struct rule_result *result);
void rule_row_distinct(const struct rule_call *call, struct rule_result *result);
void rule_row_overlap(const struct rule_call *call, struct rule_result *result);
void rule_row_match(const struct rule_call *call, struct rule_result *result);

size_t rule_functions(const struct rule_function **out);
bool rule_function_allowed(const char *name);
/* row_*(): how many of its arguments are names of a repeat and its columns, 0 for other functions. */
int rule_function_names(const char *name, size_t len);
const char *rule_function_nearest(const char *name); /* for a misspelt one; NULL none */

#endif
