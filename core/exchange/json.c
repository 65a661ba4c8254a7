/* SPDX-License-Identifier: MIT
 *
 * jansson recurses once a level and turns numbers into int64 and double. So one scan goes before
 * it: it counts depth, and rewrites every number token as a string that starts with MARK. No
 * real string can start so: the scan refuses that one escape at the start of a string.
 */
#include <jansson.h>
#include <string.h>

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

const struct json *json_member(const struct json *object, const char *name)
{
	return (const struct json *)json_object_get(value(object), name);
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
