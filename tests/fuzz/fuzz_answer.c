/* SPDX-License-Identifier: MIT
 *
 * Any bytes as the answer of a department: no crash, and a row is only ever about the holder. The
 * first byte chooses status and content type, the rest is the body.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDER "339901198808081226"

static const struct attribute attributes[] = {
	{"id", "$.id"}, {"name", "$.name"}, {"face.to", "$.face.to[0]"}};
static const struct gateway gateway = {.name = "here", .dialect = &dialect_openapi,
	.base = "http://127.0.0.1:1", .key = "", .secret_file = "", .ca_file = ""};
static const struct resource resource = {.id = "R", .name = "r", .origin = &gateway,
	.ok = "$.code == 0", .rows = "$.data", .same = "$.id == :holder_id", .cap = 65536,
	.rows_max = 3, .attributes = attributes, .n_attributes = COUNT_OF(attributes)};

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static void check(const struct reply *r)
{
	demand((r->outcome == OUTCOME_FOUND) == (r->n_rows > 0));
	demand(r->n_rows <= 3);
	demand(text_valid(r->text, strlen(r->text)) && text_valid(r->code, strlen(r->code)));
	demand(!strstr(r->text, HOLDER) && !strstr(r->code, HOLDER));
	for (size_t i = 0; i < r->n_rows; i++) {
		demand(r->rows[i].err == OK);
		demand(text_equal(record_get(&r->rows[i], "id"), HOLDER));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int statuses[] = {200, 200, 200, 204, 302, 400, 401, 404, 429, 503};
	static const char *const types[] = {"application/json", "application/json; charset=gbk",
		"", "text/html", "application/json;charset=utf-8", "a;charset=\""};
	struct ask_request r = {.resource = &resource, .basis = {.holder_id = HOLDER,
		.holder_name = "\xE6\xB5\x8B\xE8\xAF\x95"}};
	struct net_answer got = {0};
	struct reply reply = {0};

	if (size == 0)
		return 0;
	got.status = statuses[data[0] % COUNT_OF(statuses)];
	text_copy(got.content_type, sizeof(got.content_type),
		types[data[0] / COUNT_OF(statuses) % COUNT_OF(types)]);
	buf_init(&got.body, 65536);
	buf_add(&got.body, data + 1, size - 1);
	answer_read(&r, &got, &reply);
	check(&reply);
	reply_release(&reply);
	buf_release(&got.body);
	return 0;
}
