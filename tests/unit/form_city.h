/* SPDX-License-Identifier: MIT
 *
 * For tests of item files: what the departments of the demo city say to one question, as rows of
 * the catalog's attributes. No socket, no clock.
 */
#ifndef ONETRIP_FORM_CITY_H
#define ONETRIP_FORM_CITY_H

#include "core/base/file.h"
#include "core/base/record.h"
#include "core/base/text.h"
#include "core/demo/respond.h"
#include "core/exchange/catalog.h"
#include "core/exchange/json.h"

struct form_city {
	struct city *city;
	struct departments all;
	struct catalog *catalog;
};

static inline void form_city_open(struct form_city *f)
{
	char path[PATH_SIZE];
	struct buf messages;
	if (f->city)
		return;
	buf_init(&messages, 65536);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &f->catalog, &messages), OK);
	buf_release(&messages);
	f->city = city_new(1);
	departments_init(&f->all, 1);
}

static inline void form_city_close(struct form_city *f)
{
	if (f->city)
		catalog_free(f->catalog);
	city_free(f->city);
	*f = (struct form_city){.city = NULL};
}

static inline void form_city_row(
	const struct resource *r, const struct json *from, struct record *to)
{
	for (size_t i = 0; i < r->n_attributes; i++) {
		const char *text = json_text(json_find(from, r->attributes[i].path));
		if (text && *text)
			record_add(to, r->attributes[i].name, text);
	}
	assert_int_equal(to->err, OK);
}

/* Returns how many rows there are; out has room for max. */
static inline size_t form_city_ask(struct form_city *f, const char *resource, const char *holder,
	const char *address, struct record *out, size_t max)
{
	const struct resource *r = catalog_find(f->catalog, resource);
	char body[700], path[40];
	struct exchange_request q = {.method = "POST", .body = body, .local = true, .serial = 1};
	struct exchange_response a = {.status = 0};
	struct json *j = NULL;
	assert_non_null(r);
	text_format(body, sizeof(body),
		"{\"holder_id\":\"%s\",\"address\":\"%s\",\"basis\":{\"operator\":\"1024\","
		"\"window\":\"A03\",\"unit\":\"1\",\"item\":\"1\",\"case\":\"1\",\"ground\":\"1\"}}",
		holder, address);
	text_format(path, sizeof(path), "/api/%s", r->id); /* the front door: nothing is signed */
	q.path = path;
	q.len = strlen(body);
	buf_init(&a.body, RESPONSE_BYTES);
	respond(f->city, &f->all, &q, &a);
	assert_int_equal(a.status, 200);
	assert_int_equal(json_parse(a.body.data, a.body.len, &j), OK);
	const struct json *rows = json_find(j, "$.data");
	size_t n = json_count(rows);
	assert_true(n <= max && n <= (size_t)r->rows_max);
	for (size_t i = 0; i < n; i++)
		form_city_row(r, json_item(rows, i), &out[i]);
	json_free(j);
	buf_release(&a.body);
	return n;
}

#endif
