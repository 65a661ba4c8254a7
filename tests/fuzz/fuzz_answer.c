/* SPDX-License-Identifier: MIT
 *
 * Any bytes as the answer of a department in each dialect, and as a new secret: no crash, and a row
 * is only ever about the holder. The first byte chooses status, content type and dialect; of xroad
 * the first line is its error header; the rest is the body.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDER "339901198808081226"

static const struct attribute attributes[] = {
	{"id", "$.id"}, {"name", "$.name"}, {"face.to", "$.face.to[0]"}};
static const struct dialect *const dialects[] = {&dialect_openapi, &dialect_zjgw, &dialect_irs,
	&dialect_national, &dialect_xroad};

static void demand(bool holds)
{
	if (!holds)
		abort();
}

/* A secret that was granted is one: visible, not empty, and it ends. */
static void check_grant(const struct resource *r, const struct net_answer *got)
{
	struct credential used = {.root = "k0000000000000000000000000000001"}, out;
	struct answer_out said;

	answer_grant(r, &used, got, 1700000000000, &out, &said);
	if (said.outcome != OUTCOME_FOUND)
		return;
	demand(out.secret[0] != '\0' && strlen(out.secret) < CREDENTIAL_SIZE);
	demand(out.secret_life_ms > 0 && out.secret_life_ms <= (int64_t)24 * 3600 * 1000);
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
	struct gateway gateway = {.name = "here", .base = "http://127.0.0.1:1", .key = "",
		.secret_file = "", .ca_file = ""};
	struct resource resource = {.id = "R", .name = "r", .origin = &gateway,
		.ok = "$.code == 0", .rows = "$.data", .same = "$.id == :holder_id", .cap = 65536,
		.rows_max = 3, .attributes = attributes, .n_attributes = COUNT_OF(attributes),
		.error_code = "", .error_text = "", .page_total = "$.total", .page_max = 2};
	struct ask_request r = {.resource = &resource, .basis = {.holder_id = HOLDER,
		.holder_name = "\xE6\xB5\x8B\xE8\xAF\x95"}};
	struct net_answer got = {0};
	struct reply reply = {0};
	size_t choices = COUNT_OF(statuses) * COUNT_OF(types), at = 1;

	if (size == 0)
		return 0;
	gateway.dialect = dialects[data[0] / choices % COUNT_OF(dialects)];
	got.status = statuses[data[0] % COUNT_OF(statuses)];
	text_copy(got.content_type, sizeof(got.content_type),
		types[data[0] / COUNT_OF(statuses) % COUNT_OF(types)]);
	buf_init(&got.headers, 8192);
	if (gateway.dialect == &dialect_xroad) {
		buf_adds(&got.headers, "date: x\nx-road-error: ");
		for (; at < size && data[at] != '\n'; at++)
			if (data[at] >= ' ')
				buf_addc(&got.headers, (char)data[at]);
		buf_addc(&got.headers, '\n');
	}
	buf_init(&got.body, 65536);
	buf_add(&got.body, data + at, size - at);
	answer_read(&r, &got, &reply);
	check(&reply);
	reply_release(&reply);
	if (gateway.dialect->grant)
		check_grant(&resource, &got);
	buf_release(&got.headers);
	buf_release(&got.body);
	return 0;
}
