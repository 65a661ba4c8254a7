/* SPDX-License-Identifier: MIT
 *
 * A security server before the departments: its errors are HTTP 500 with their type in a header,
 * it lists the services and describes each, so that a catalog can be filled from it.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/demo/gateway.h"
#include "core/exchange/json.h"

#define PROVIDER "/r1/CS/GOV/339900/hall/"

static void fail(struct exchange_response *r, const char *type, const char *message)
{
	struct json_out o = {.to = &r->body};

	buf_clear(&r->body);
	r->status = 500;
	text_format(r->headers, sizeof(r->headers), "X-Road-Error: %s\n", type);
	out_open(&o, NULL, '{');
	out_word(&o, "type", type);
	out_word(&o, "message", message);
	out_word(&o, "detail", "00000000-0000-0000-0000-000000339900");
	out_close(&o, '}');
}

static enum refusal read_question(const struct exchange_request *q, struct inquiry *out)
{
	enum refusal why = gateway_read_json(q, out, false);

	if (why == REFUSAL_NONE &&
		(!*gateway_header(q, "X-Road-UserId") || !*gateway_header(q, "X-Road-Issue")))
		why = REFUSAL_BASIS;
	return why;
}

static void write_answer(const struct exchange_request *q, struct exchange_response *r,
	enum refusal why, const char *rows)
{
	struct json_out o = {.to = &r->body};

	if (why == REFUSAL_REFUSED || why == REFUSAL_NOT_SHARED) {
		fail(r, "Server.ServerProxy.AccessDenied", refusal_message(why));
		return;
	}
	buf_clear(&r->body);
	r->status = refusal_status(why);
	text_format(r->headers, sizeof(r->headers), "X-Road-Id: %s\nX-Road-Request-Hash: %s\n",
		gateway_header(q, "X-Road-Id"), "ZGVtbyBoYXNoIG9mIDMzOTkwMA==");
	out_open(&o, NULL, '{');
	out_word(&o, "code", refusal_code(why));
	out_word(&o, "message", refusal_message(why));
	out_raw(&o, "data", rows);
	out_close(&o, '}');
}

static const struct door door = {read_question, write_answer};

/* ---- what there is ---- */

static void list_methods(struct exchange_response *r)
{
	struct json_out o = {.to = &r->body};

	buf_clear(&r->body);
	r->status = 200;
	out_open(&o, NULL, '{');
	out_open(&o, "service", '[');
	for (size_t i = 0; i < SERVICE_COUNT; i++) {
		if (!services[i].rows)
			continue;
		out_open(&o, NULL, '{');
		out_word(&o, "member_class", "GOV");
		out_word(&o, "member_code", "339900");
		out_word(&o, "subsystem_code", "hall");
		out_word(&o, "xroad_instance", "CS");
		out_word(&o, "object_type", "SERVICE");
		out_word(&o, "service_code", services[i].resource);
		out_word(&o, "service_type", "OPENAPI");
		out_open(&o, "endpoint_list", '[');
		out_open(&o, NULL, '{');
		out_word(&o, "method", "POST");
		out_word(&o, "path", "/");
		out_close(&o, '}');
		out_close(&o, ']');
		out_close(&o, '}');
	}
	out_close(&o, ']');
	out_close(&o, '}');
}

static void put_property(void *ctx, const char *name)
{
	struct json_out *o = ctx;

	out_open(o, name, '{');
	out_word(o, "type", "string");
	out_close(o, '}');
}

/* The fields of a row as the department really writes them, from one it has. */
static void put_row_schema(const struct city *city, const struct service *a, struct json_out *o)
{
	static const char *const holders[] = {CITY_WOMAN, CITY_ELDER, CITY_PATIENT, CITY_NEWBORN,
		CITY_TENANT, CITY_FIRM_WEST, CITY_FIRM_EAST, CITY_SHOP};

	for (size_t i = 0; i < COUNT_OF(holders); i++) {
		struct question question = {.city = city, .holder_id = holders[i],
			.address = city->homes[0].address};
		struct json *j = NULL;
		struct buf rows;
		struct json_out to = {.to = &rows};
		bool found;

		buf_init(&rows, RESPONSE_BYTES);
		out_open(&to, NULL, '[');
		question_resolve(&question);
		a->rows(&question, &to);
		out_close(&to, ']');
		found = json_parse(buf_text(&rows), rows.len, &j) == OK && json_count(j) > 0;
		if (found)
			json_names(json_item(j, 0), put_property, o);
		json_free(j);
		buf_release(&rows);
		if (found)
			return;
	}
}

static void open_path(struct json_out *o, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out_open(o, names[i], '{');
}

static void close_path(struct json_out *o, size_t n)
{
	for (size_t i = 0; i < n; i++)
		out_close(o, '}');
}

static void describe(const struct city *city, const struct service *a, struct exchange_response *r)
{
	static const char *const to_request[] = {
		"requestBody", "content", "application/json", "schema", "properties"};
	static const char *const to_answer[] = {
		"responses", "200", "content", "application/json", "schema", "properties"};
	struct json_out o = {.to = &r->body};

	buf_clear(&r->body);
	r->status = 200;
	out_open(&o, NULL, '{');
	out_word(&o, "openapi", "3.0.3");
	out_open(&o, "info", '{');
	out_word(&o, "title", a->resource);
	out_word(&o, "version", "1");
	out_close(&o, '}');
	open_path(&o, (const char *const[]){"paths", "/", "post"}, 3);
	out_word(&o, "summary", a->resource);
	open_path(&o, to_request, COUNT_OF(to_request));
	put_property(&o, "holder_id");
	close_path(&o, COUNT_OF(to_request));
	open_path(&o, to_answer, COUNT_OF(to_answer));
	put_property(&o, "code");
	open_path(&o, (const char *const[]){"data"}, 1);
	out_word(&o, "type", "array");
	open_path(&o, (const char *const[]){"items", "properties"}, 2);
	put_row_schema(city, a, &o);
	close_path(&o, 3 + COUNT_OF(to_answer) + 3);
	out_close(&o, '}');
}

bool gateway_xroad(const struct city *city, struct departments *all,
	const struct exchange_request *q, struct exchange_response *r)
{
	const char *name = q->path + strlen(PROVIDER);
	const struct service *a;

	if (!text_starts(q->path, "/r1/"))
		return false;
	if (strcmp(gateway_header(q, "X-Road-Client"), DEMO_XROAD_CLIENT)) {
		fail(r, "Server.ClientProxy.UnknownMember", "no such client");
	} else if (!text_starts(q->path, PROVIDER)) {
		fail(r, "Server.ClientProxy.UnknownMember", "no such provider");
	} else if (!strcmp(name, "listMethods") || !strcmp(name, "allowedMethods")) {
		list_methods(r);
	} else if (!strcmp(name, "getOpenAPI")) {
		a = service_find(q->query ? q->query : "");
		if (a && a->rows)
			describe(city, a, r);
		else
			fail(r, "Server.ServerProxy.UnknownService", "no such service");
	} else if (!(a = service_find(name))) {
		fail(r, "Server.ServerProxy.UnknownService", "no such service");
	} else if (department_find(all, a->department)->ailment == AILMENT_DOWN) {
		fail(r, "Server.ServerProxy.ServiceFailed.NetworkError", "connection refused");
	} else {
		respond_service(city, all, &door, q, a, r);
	}
	return true;
}
