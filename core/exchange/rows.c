/* SPDX-License-Identifier: MIT
 *
 * First every row must be about the holder, then the wanted ones are mapped: of another person
 * nothing is kept, not even beside a row that fits.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/rows.h"
#include "core/exchange/wire.h"

/* A double keeps 15 digits, so a longer integer was probably rounded by its sender. */
enum { SAFE_DIGITS = 15 };

static size_t row_count(const struct json *rows)
{
	return json_kind(rows) == KIND_OBJECT ? 1 : json_count(rows);
}

static const struct json *row_at(const struct json *rows, size_t i)
{
	return json_kind(rows) == KIND_OBJECT ? rows : json_item(rows, i);
}

static enum fault check_whom(const struct ask_request *r, const struct json *row)
{
	const struct resource *res = r->resource;

	if (json_kind(row) != KIND_OBJECT)
		return FAULT_ROWS;
	if (!res->same[0])
		return FAULT_NONE;
	switch (json_test(row, res->same, r->basis.holder_id)) {
	case TRUTH_YES:
		return FAULT_NONE;
	case TRUTH_NO:
		return FAULT_PERSON;
	default:
		return json_kind(json_find(row, res->same)) == KIND_NUMBER ? FAULT_DIGITS :
									     FAULT_WHOM;
	}
}

/* Identifiers must come as strings: their leading zeros and last digits are what counts. */
static bool identifier(const char *attribute)
{
	static const char *const names[] = {"id", "uscc", "number", "mobile"};
	static const char *const ends[] = {"_id", "_no", "_code"};
	size_t len = strlen(attribute);

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (strcmp(attribute, names[i]) == 0)
			return true;
	}
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		size_t n = strlen(ends[i]);

		if (len > n && strcmp(attribute + len - n, ends[i]) == 0)
			return true;
	}
	return false;
}

static enum fault put_scalar(struct buf *out, const char *attribute, const struct json *j)
{
	const char *text = json_text(j);

	if (!text)
		return FAULT_VALUE;
	if (json_kind(j) == KIND_NUMBER &&
		(identifier(attribute) ||
			(strlen(text) > SAFE_DIGITS && strcspn(text, ".eE") > SAFE_DIGITS)))
		return FAULT_DIGITS;
	buf_adds(out, text);
	return out->err ? FAULT_VALUE : FAULT_NONE;
}

static enum fault put_value(struct buf *out, const char *attribute, const struct json *j)
{
	enum fault fault = FAULT_NONE;

	if (json_kind(j) <= KIND_NULL)
		return FAULT_NONE;
	if (json_kind(j) != KIND_ARRAY)
		return put_scalar(out, attribute, j);
	for (size_t i = 0; i < json_count(j) && !fault; i++) {
		if (i > 0)
			buf_addc(out, ',');
		fault = put_scalar(out, attribute, json_item(j, i));
	}
	return fault;
}

/* The grant may be for some of the attributes only. */
static bool may_take(const struct ask_request *r, const char *attribute)
{
	size_t len = strlen(attribute);

	if (!given(r->fields))
		return true;
	for (const char *p = r->fields; (p = strstr(p, attribute)); p += len) {
		if ((p == r->fields || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
			return true;
	}
	return false;
}

static enum fault map_row(const struct ask_request *r, const struct json *row, struct record *out)
{
	const struct resource *res = r->resource;
	enum fault fault = FAULT_NONE;
	struct buf value;

	buf_init(&value, res->value_max ? res->value_max : ASK_VALUE);
	for (size_t i = 0; i < res->n_attributes && !fault; i++) {
		const struct attribute *a = &res->attributes[i];

		if (!may_take(r, a->name))
			continue;
		buf_clear(&value);
		fault = put_value(&value, a->name, json_find(row, a->path));
		if (!fault && value.len > 0)
			record_addn(out, a->name, value.data, value.len);
	}
	buf_release(&value);
	return out->err ? FAULT_VALUE : fault;
}

/* ---- what was sent beyond the catalog ---- */

struct extras {
	const struct ask_request *request;
	const struct resource *resource;
	size_t n;
};

static void count_extra(void *ctx, const char *name)
{
	struct extras *e = ctx;
	char first[JSON_NAME];

	if (json_path_first(e->resource->same, first) && strcmp(first, name) == 0)
		return;
	for (size_t i = 0; i < e->resource->n_attributes; i++) {
		if (json_path_first(e->resource->attributes[i].path, first) &&
			strcmp(first, name) == 0 &&
			may_take(e->request, e->resource->attributes[i].name))
			return;
	}
	e->n++;
}

/* Room for n more rows. */
static struct record *grow(struct reply *out, size_t n)
{
	out->rows = mem_grow(out->rows, out->n_rows * sizeof(*out->rows),
		(out->n_rows + n) * sizeof(*out->rows));
	return out->rows + out->n_rows;
}

enum fault rows_read(const struct ask_request *r, const struct json *rows, struct reply *out)
{
	struct extras extras = {.request = r, .resource = r->resource};
	size_t total = row_count(rows), room = (size_t)r->resource->rows_max - out->n_rows;
	size_t wanted = room < total ? room : total, done = 0;
	enum fault fault = FAULT_NONE;
	struct record *to;

	for (size_t i = 0; i < total && !fault; i++)
		fault = check_whom(r, row_at(rows, i));
	if (fault)
		return fault;
	out->more += total - wanted;
	if (wanted == 0)
		return FAULT_NONE;
	to = grow(out, wanted);
	for (; done < wanted && !fault; done++)
		fault = map_row(r, row_at(rows, done), &to[done]);
	if (fault) {
		while (done-- > 0)
			record_release(&to[done]);
		return fault;
	}
	json_names(row_at(rows, 0), count_extra, &extras);
	out->n_rows += wanted;
	out->extras = extras.n;
	return FAULT_NONE;
}
