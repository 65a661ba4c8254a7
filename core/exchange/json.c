/* SPDX-License-Identifier: MIT
 *
 * jansson recurses once a level and turns numbers into int64 and double. So one scan goes before
 * it: it counts depth, and rewrites every number token as a string that starts with MARK. No
 * real string can start so: the scan refuses that one escape at the start of a string.
 */
#include <jansson.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"

#define MARK '\x01'
#define MARK_ESCAPE "\\u0001"
#define BOM "\xEF\xBB\xBF"

static const json_t *value(const struct json *j)
{
	return (const json_t *)j;
}

/* ---- parsing ---- */

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits(const char *p, size_t len)
{
	size_t n = 0;

	while (n < len && digit(p[n]))
		n++;
	return n;
}

/* Bytes of the number at p by the grammar of RFC 8259, 0 when it is none. */
static size_t number_length(const char *p, size_t len)
{
	size_t i = len > 0 && p[0] == '-' ? 1 : 0;
	size_t n = digits(p + i, len - i);

	if (n == 0 || (n > 1 && p[i] == '0'))
		return 0;
	i += n;
	if (i < len && p[i] == '.') {
		n = digits(p + i + 1, len - i - 1);
		if (n == 0)
			return 0;
		i += 1 + n;
	}
	if (i < len && (p[i] == 'e' || p[i] == 'E')) {
		i++;
		if (i < len && (p[i] == '+' || p[i] == '-'))
			i++;
		n = digits(p + i, len - i);
		if (n == 0)
			return 0;
		i += n;
	}
	return i;
}

/* The quote at p[0]; returns the bytes up to and with the closing one, or all that is left. */
static size_t string_length(const char *p, size_t len)
{
	size_t i = 1;

	while (i < len && p[i] != '"')
		i += p[i] == '\\' ? 2 : 1;
	return i < len ? i + 1 : len;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A number written as a marked string. It must not stand where a name is due: there jansson
 * would take the string for one. */
static enum err put_number(const char *p, size_t len, size_t *used, struct buf *out)
{
	size_t n = number_length(p, len);
	size_t after = n;

	if (n == 0)
		return ERR_SYNTAX;
	if (n > JSON_DIGITS)
		return ERR_LIMIT;
	while (after < len && blank(p[after]))
		after++;
	if (after < len && p[after] == ':')
		return ERR_SYNTAX;
	buf_adds(out, "\"" MARK_ESCAPE);
	buf_add(out, p, n);
	buf_addc(out, '"');
	*used = n;
	return OK;
}

static enum err put_string(const char *p, size_t len, size_t *used, struct buf *out)
{
	size_t mark = strlen(MARK_ESCAPE);

	*used = string_length(p, len);
	if (*used > mark && memcmp(p + 1, MARK_ESCAPE, mark) == 0)
		return ERR_SYNTAX;
	buf_add(out, p, *used);
	return OK;
}

static enum err scan(const char *p, size_t len, struct buf *out)
{
	int depth = 0;
	size_t i = 0;

	while (i < len) {
		enum err err = OK;
		size_t used = 1;

		if (p[i] == '"') {
			err = put_string(p + i, len - i, &used, out);
		} else if (p[i] == '-' || digit(p[i])) {
			err = put_number(p + i, len - i, &used, out);
		} else {
			depth += (p[i] == '[' || p[i] == '{') - (p[i] == ']' || p[i] == '}');
			buf_addc(out, p[i]);
		}
		if (err)
			return err;
		if (depth > JSON_DEPTH)
			return ERR_LIMIT;
		i += used;
	}
	return out->err;
}

enum err json_parse(const char *text, size_t len, struct json **out)
{
	struct buf marked;
	json_t *root = NULL;
	enum err err;

	if (len >= strlen(BOM) && memcmp(text, BOM, strlen(BOM)) == 0) {
		text += strlen(BOM);
		len -= strlen(BOM);
	}
	/* The worst text is "[1,1,...": each two bytes become ten. */
	buf_init(&marked, 5 * len + 16);
	err = scan(text, len, &marked);
	if (err == OK) {
		root = json_loadb(buf_text(&marked), marked.len, JSON_REJECT_DUPLICATES, NULL);
		err = root ? OK : ERR_SYNTAX;
	}
	buf_release(&marked);
	if (err == OK)
		*out = (struct json *)root;
	return err;
}

void json_free(struct json *j)
{
	json_decref((json_t *)j);
}

/* ---- values ---- */

enum json_kind json_kind(const struct json *j)
{
	if (!j)
		return KIND_ABSENT;
	switch (json_typeof(value(j))) {
	case JSON_OBJECT:
		return KIND_OBJECT;
	case JSON_ARRAY:
		return KIND_ARRAY;
	case JSON_STRING:
		return *json_string_value(value(j)) == MARK ? KIND_NUMBER : KIND_STRING;
	case JSON_TRUE:
	case JSON_FALSE:
		return KIND_BOOL;
	default:
		return KIND_NULL;
	}
}

size_t json_count(const struct json *array)
{
	return json_array_size(value(array));
}

const struct json *json_item(const struct json *array, size_t i)
{
	return (const struct json *)json_array_get(value(array), i);
}

const char *json_text(const struct json *j)
{
	switch (json_kind(j)) {
	case KIND_STRING:
		return json_string_value(value(j));
	case KIND_NUMBER:
		return json_string_value(value(j)) + 1;
	case KIND_BOOL:
		return json_is_true(value(j)) ? "true" : "false";
	default:
		return NULL;
	}
}

void json_names(const struct json *object, void (*fn)(void *ctx, const char *name), void *ctx)
{
	/* jansson's iterator wants a pointer it could write through; it does not. */
	json_t *o = (json_t *)(uintptr_t)object;
	void *it;

	if (json_kind(object) != KIND_OBJECT)
		return;
	for (it = json_object_iter(o); it; it = json_object_iter_next(o, it))
		fn(ctx, json_object_iter_key(it));
}

/* ---- paths ---- */

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
	*at = (const struct json *)json_object_get(value(*at), name);
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
		return json_kind(from) == KIND_BOOL && json_is_false(value(from)) ? TRUTH_NO :
										    TRUTH_YES;
	}
	truth = compare(from, &c, holder_id);
	if (truth == TRUTH_ODD || !c.unequal)
		return truth;
	return truth == TRUTH_YES ? TRUTH_NO : TRUTH_YES;
}

/* ---- writing ---- */

void json_quote(struct buf *out, const char *text)
{
	buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\') {
			buf_addc(out, '\\');
			buf_addc(out, *text);
		} else if ((unsigned char)*text < 0x20) {
			buf_addf(out, "\\u%04x", (unsigned int)(unsigned char)*text);
		} else {
			buf_addc(out, *text);
		}
	}
	buf_addc(out, '"');
}
