/* SPDX-License-Identifier: MIT
 *
 * Records and their strict netstring form. bytes counts the encoded size, so that whatever could
 * be added can also be encoded and decoded again.
 */
#include "core/base/record.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"

enum { NAME_MAX_LEN = 64, FIRST_CAP = 16 };

void record_release(struct record *r)
{
	for (size_t i = 0; i < r->n; i++) {
		mem_free(r->pairs[i].name);
		mem_wipe(r->pairs[i].value, r->pairs[i].len);
		mem_free(r->pairs[i].value);
	}
	mem_free(r->pairs);
	*r = (struct record){0};
}

static bool name_ok(const char *name, size_t len)
{
	if (len == 0 || len > NAME_MAX_LEN)
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = name[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '.' &&
			c != '-')
			return false;
	}
	return true;
}

static size_t netstring_size(size_t len)
{
	size_t digits = 1;

	for (size_t rest = len; rest >= 10; rest /= 10)
		digits++;
	return digits + 1 + len + 1;
}

static const struct record_pair *find(const struct record *r, const char *name, size_t len)
{
	for (size_t i = 0; i < r->n; i++) {
		const char *have = r->pairs[i].name;

		if (strncmp(have, name, len) == 0 && have[len] == '\0')
			return &r->pairs[i];
	}
	return NULL;
}

static enum err add(
	struct record *r, const char *name, size_t name_len, const void *value, size_t len)
{
	size_t more;

	if (!name_ok(name, name_len))
		return ERR_INPUT;
	if (r->n == RECORD_PAIRS || len > RECORD_BYTES)
		return ERR_LIMIT;
	more = netstring_size(name_len) + netstring_size(len);
	if (more > RECORD_BYTES - r->bytes)
		return ERR_LIMIT;
	if (find(r, name, name_len))
		return ERR_EXISTS;
	if (r->n == r->cap) {
		size_t cap = r->cap ? 2 * r->cap : FIRST_CAP;

		r->pairs = mem_grow(r->pairs, r->cap * sizeof(*r->pairs), cap * sizeof(*r->pairs));
		r->cap = cap;
	}
	r->pairs[r->n++] = (struct record_pair){
		.name = mem_textn(name, name_len),
		.value = mem_textn(value, len),
		.len = len,
	};
	r->bytes += more;
	return OK;
}

void record_addn(struct record *r, const char *name, const void *value, size_t len)
{
	if (!r->err)
		r->err = add(r, name, strlen(name), value, len);
}

void record_add(struct record *r, const char *name, const char *value)
{
	if (value)
		record_addn(r, name, value, strlen(value));
}

void record_addi(struct record *r, const char *name, int64_t value)
{
	char text[24];

	text_format(text, sizeof(text), "%" PRId64, value);
	record_add(r, name, text);
}

const struct record_pair *record_find(const struct record *r, const char *name)
{
	return find(r, name, strlen(name));
}

const char *record_get(const struct record *r, const char *name)
{
	const struct record_pair *p = record_find(r, name);

	return p ? p->value : NULL;
}

int64_t record_int(const struct record *r, const char *name, int64_t otherwise)
{
	const struct record_pair *p = record_find(r, name);
	int64_t value;

	if (!p || strlen(p->value) != p->len)
		return otherwise;
	return text_number(p->value, INT64_MIN, INT64_MAX, &value) ? value : otherwise;
}

static void put_netstring(struct buf *out, const char *data, size_t len)
{
	char head[24];
	size_t at = sizeof head;

	head[--at] = ':';
	for (size_t rest = len; at == sizeof head - 1 || rest > 0; rest /= 10)
		head[--at] = (char)('0' + rest % 10);
	buf_add(out, head + at, sizeof head - at);
	buf_add(out, data, len);
	buf_addc(out, ',');
}

void record_encode(const struct record *r, struct buf *out)
{
	for (size_t i = 0; i < r->n; i++) {
		put_netstring(out, r->pairs[i].name, strlen(r->pairs[i].name));
		put_netstring(out, r->pairs[i].value, r->pairs[i].len);
	}
}

/* Takes one netstring off the front of data. */
static bool take(const char **data, size_t *left, const char **out, size_t *out_len)
{
	const char *p = *data;
	size_t n = 0, i = 0;

	for (; i < *left && p[i] >= '0' && p[i] <= '9'; i++) {
		if (i > 0 && p[0] == '0')
			return false;
		n = n * 10 + (size_t)(p[i] - '0');
		if (n > RECORD_BYTES)
			return false;
	}
	if (i == 0 || i == *left || p[i] != ':')
		return false;
	i++;
	if (*left - i <= n || p[i + n] != ',')
		return false;
	*out = p + i;
	*out_len = n;
	*data = p + i + n + 1;
	*left -= i + n + 1;
	return true;
}

enum err record_decode(const char *data, size_t len, struct record *out)
{
	struct record r = {0};
	const char *name, *value;
	size_t name_len, value_len;

	if (len > RECORD_BYTES)
		return ERR_LIMIT;
	while (len > 0) {
		if (!take(&data, &len, &name, &name_len) ||
			!take(&data, &len, &value, &value_len) ||
			add(&r, name, name_len, value, value_len) != OK) {
			record_release(&r);
			return ERR_SYNTAX;
		}
	}
	*out = r;
	return OK;
}
