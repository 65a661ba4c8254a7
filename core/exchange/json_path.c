/* SPDX-License-Identifier: MIT
 *
 * Paths and tests are short, so they are read anew at each use instead of being compiled; the
 * catalog has checked them once. The same walk follows a path and tells whether it is one.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || digit(c) || c == '_' ||
	       c == '-' || (unsigned char)c >= 0x80;
}

static const char *step_name(const char *p, const struct json **at)
{
	char name[JSON_NAME];
	size_t n = 0;

	while (name_byte(p[n]))
		n++;
	if (n == 0 || !text_copyn(name, sizeof(name), p, n))
		return NULL;
	*at = json_member(*at, name);
	return p + n;
}

static const char *step_index(const char *p, const struct json **at)
{
	size_t index = 0, n = 0;

	while (digit(p[n]) && n < 6)
		index = index * 10 + (size_t)(p[n++] - '0');
	if (n == 0 || p[n] != ']')
		return NULL;
	*at = json_item(*at, index);
	return p + n + 1;
}

/* Follows the path at p as far as it goes; returns where it ends, NULL when it is malformed. */
static const char *walk(const char *p, const struct json **at)
{
	if (*p++ != '$')
		return NULL;
	while (p && (*p == '.' || *p == '['))
		p = *p == '.' ? step_name(p + 1, at) : step_index(p + 1, at);
	return p;
}

enum operand { OPERAND_NONE, OPERAND_TEXT, OPERAND_WORD, OPERAND_HOLDER };

struct comparison {
	enum operand operand;
	bool unequal;
	const char *text; /* borrowed from the test */
	size_t len;
};

static bool read_operand(const char *p, struct comparison *c)
{
	size_t n = 0;

	if (strcmp(p, ":holder_id") == 0) {
		c->operand = OPERAND_HOLDER;
		return true;
	}
	if (*p == '\'') {
		const char *end = strchr(p + 1, '\'');

		c->operand = OPERAND_TEXT;
		c->text = p + 1;
		c->len = end ? (size_t)(end - p - 1) : 0;
		return end && end[1] == '\0';
	}
	while (name_byte(p[n]) || p[n] == '.')
		n++;
	c->operand = OPERAND_WORD;
	c->text = p;
	c->len = n;
	return n > 0 && p[n] == '\0';
}

/* What follows the path: nothing, or one comparison. */
static bool read_comparison(const char *p, struct comparison *c)
{
	while (*p == ' ')
		p++;
	if (*p == '\0')
		return true;
	if (strncmp(p, "==", 2) != 0 && strncmp(p, "!=", 2) != 0)
		return false;
	c->unequal = *p == '!';
	p += 2;
	while (*p == ' ')
		p++;
	return read_operand(p, c);
}

bool json_path_valid(const char *path)
{
	const struct json *none = NULL;
	const char *end = walk(path, &none);

	return end && *end == '\0';
}

bool json_test_valid(const char *test)
{
	const struct json *none = NULL;
	struct comparison c = {0};
	const char *end = walk(test, &none);

	return end && read_comparison(end, &c);
}

const struct json *json_find(const struct json *from, const char *path)
{
	return walk(path, &from) ? from : NULL;
}

bool json_path_first(const char *path, char out[JSON_NAME])
{
	size_t n = 0;

	if (path[0] != '$' || path[1] != '.')
		return false;
	while (name_byte(path[2 + n]))
		n++;
	return n > 0 && text_copyn(out, JSON_NAME, path + 2, n);
}

static char upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool same_number(const char *a, const char *b)
{
	while (*a && upper(*a) == upper(*b)) {
		a++;
		b++;
	}
	return *a == *b;
}

static enum json_truth compare(const struct json *j, const struct comparison *c, const char *holder)
{
	const char *text = json_text(j);
	bool is_null = c->operand == OPERAND_WORD && c->len == 4 && memcmp(c->text, "null", 4) == 0;

	if (is_null)
		return json_kind(j) <= KIND_NULL ? TRUTH_YES : TRUTH_NO;
	if (!text || (c->operand != OPERAND_WORD && json_kind(j) != KIND_STRING))
		return TRUTH_ODD;
	if (c->operand == OPERAND_HOLDER)
		return holder && *holder && same_number(text, holder) ? TRUTH_YES : TRUTH_NO;
	return strlen(text) == c->len && memcmp(text, c->text, c->len) == 0 ? TRUTH_YES : TRUTH_NO;
}

enum json_truth json_test(const struct json *from, const char *test, const char *holder_id)
{
	struct comparison c = {0};
	const char *end = walk(test, &from);
	enum json_truth truth;

	if (!end || !read_comparison(end, &c))
		return TRUTH_ODD;
	if (c.operand == OPERAND_NONE) {
		if (json_kind(from) <= KIND_NULL)
			return TRUTH_ODD;
		return json_kind(from) == KIND_BOOL && strcmp(json_text(from), "false") == 0 ?
			TRUTH_NO : TRUTH_YES;
	}
	truth = compare(from, &c, holder_id);
	if (truth == TRUTH_ODD || !c.unequal)
		return truth;
	return truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}
