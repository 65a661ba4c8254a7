/* SPDX-License-Identifier: MIT
 *
 * Strict JSON (RFC 8259) and the paths that map it; the only user of jansson. Refused: duplicate
 * keys, bad UTF-8, lone surrogates, NUL, text after the value, a scalar at the top, nesting over
 * 64. Numbers never become C numbers: their digits are kept as they came, so no identity number,
 * amount or coordinate is ever rounded.
 *
 * A path is "$" followed by ".name" and "[index]" steps. A test is a path with at most one
 * comparison, "==" or "!=", against
 *   'text'      a JSON string equal to it
 *   word        a string, number or boolean with that text; null: null or absent
 *   :holder_id  a JSON string equal to the holder's number (case of its last letter ignored)
 * and without a comparison holds when the value is there and neither null nor false.
 */
#ifndef ONETRIP_JSON_H
#define ONETRIP_JSON_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum { JSON_DEPTH = 64, JSON_DIGITS = 64, JSON_NAME = 64 };

struct json; /* any value; borrowed from the one json_parse gave */

enum json_kind {
	KIND_ABSENT, /* no such value: NULL */
	KIND_NULL,
	KIND_BOOL,
	KIND_NUMBER,
	KIND_STRING,
	KIND_ARRAY,
	KIND_OBJECT
};

/* ERR_LIMIT: nested too deeply, or a number of too many digits; ERR_SYNTAX: anything else. One
 * BOM at the start is skipped. */
enum err json_parse(const char *text, size_t len, struct json **out) MUST_CHECK;
void json_free(struct json *j);

enum json_kind json_kind(const struct json *j);
size_t json_count(const struct json *array);                 /* 0 for anything else */
const struct json *json_item(const struct json *array, size_t i);
const struct json *json_member(const struct json *object, const char *name);
const char *json_text(const struct json *j);                 /* string, number, boolean; else NULL */
/* Names of an object's members in their order; nothing for other kinds. */
void json_names(const struct json *object, void (*fn)(void *ctx, const char *name), void *ctx);

enum json_truth { TRUTH_NO, TRUTH_YES, TRUTH_ODD }; /* ODD: absent or of a kind not comparable */

bool json_path_valid(const char *path);
bool json_test_valid(const char *test);
const struct json *json_find(const struct json *from, const char *path); /* comparison ignored */
enum json_truth json_test(const struct json *from, const char *test, const char *holder_id);
/* The name of the first step ("xm" of "$.xm.a"); false when there is none or it is too long. */
bool json_path_first(const char *path, char out[JSON_NAME]);

void json_quote(struct buf *out, const char *text); /* as a JSON string with its quotes */

#endif
