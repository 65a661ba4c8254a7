/* SPDX-License-Identifier: MIT
 *
 * The IRS gateway (exchange.md section 2): three values and the signature over them in headers,
 * the provider's answer as it is. The signed text ends with a newline, an empty query is an empty
 * line, the body is not signed. The date is GMT and may be off by 90 s at most.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/fault.h"
#include "core/exchange/http_date.h"
#include "core/exchange/json.h"
#include "core/exchange/recipe.h"
#include "core/exchange/wire.h"

enum { PAIRS = CATALOG_ARGUMENTS + 4 };

struct pair {
	const char *text;
	size_t len;
};

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c - 'A' + 10;
}

/* The next byte of a pair as it was before it was encoded; -1 at its end. */
static int next_byte(const struct pair *p, size_t *at)
{
	const char *c = p->text + *at;

	if (*at >= p->len)
		return -1;
	if (*c == '%' && *at + 2 < p->len) {
		*at += 3;
		return hex(c[1]) * 16 + hex(c[2]);
	}
	*at += 1;
	return (unsigned char)*c;
}

static bool before(const struct pair *a, const struct pair *b)
{
	size_t i = 0, k = 0;
	int x, y;

	do {
		x = next_byte(a, &i);
		y = next_byte(b, &k);
	} while (x == y && x >= 0);
	return x < y;
}

/* The pairs of a query, sorted by what they say, written as they are encoded. */
static void sort_query(const char *query, struct buf *out)
{
	struct pair pairs[PAIRS];
	size_t n = 0;

	while (*query && n < PAIRS) {
		struct pair p = {query, strcspn(query, "&")};
		size_t at = n++;

		query += p.len + (query[p.len] == '&');
		for (; at > 0 && before(&p, &pairs[at - 1]); at--)
			pairs[at] = pairs[at - 1];
		pairs[at] = p;
	}
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(out, '&');
		buf_add(out, pairs[i].text, pairs[i].len);
	}
}

/* What stands behind the host. */
static const char *path_of(const char *url)
{
	const char *host = strstr(url, "://");

	return host ? host + 3 + strcspn(host + 3, "/") : url;
}

static void put_signature(struct wire *out, const struct gateway *o, const struct credential *c,
	int64_t now_ms)
{
	const char *path = path_of(buf_text(&out->url)), *query = strchr(path, '?');
	char date[HTTP_DATE_SIZE], signature[SIGNATURE_SIZE];
	struct buf plain, sorted;

	buf_init(&plain, WIRE_URL);
	buf_init(&sorted, WIRE_URL);
	buf_add(&plain, path, query ? (size_t)(query - path) : strlen(path));
	sort_query(query ? query + 1 : "", &sorted);
	http_date(now_ms, date);
	recipe_sign(RECIPE_IRS,
		&(struct recipe_parts){.key = o->key, .secret = c->secret, .method = out->method,
			.path = buf_text(&plain), .query = buf_text(&sorted), .date = date},
		signature);
	wire_header(out, "X-BG-HMAC-ACCESS-KEY", o->key);
	wire_header(out, "X-BG-HMAC-ALGORITHM", "hmac-sha256");
	wire_header(out, "X-BG-DATE-TIME", date);
	wire_header(out, "X-BG-HMAC-SIGNATURE", signature);
	buf_release(&plain);
	buf_release(&sorted);
}

static enum err build(const struct ask_request *r, const struct credential *c,
	const struct stamp *at, struct wire *out)
{
	const struct resource *res = r->resource;

	out->once = !res->safe && res->carry != CARRY_QUERY;
	wire_begin(out, r);
	wire_arguments(out, r, at, NULL, 0);
	put_signature(out, res->origin, c, at->now_ms);
	return wire_end(out);
}

/* The gateway itself only ever says 401. */
static void read_refusal(struct answer_out *out)
{
	if (strstr(out->text, "Clock skew")) {
		out->outcome = OUTCOME_STALE;
	} else if (strstr(out->text, "Invalid signature")) {
		out->outcome = OUTCOME_STALE;
		out->then = OUTCOME_BADASK;
	} else {
		out->outcome = OUTCOME_DENIED; /* access key, route_id */
	}
}

static void read_answer(const struct ask_request *r, const struct answer_in *in,
	struct answer_out *out)
{
	const struct resource *res = r->resource;

	text_format(out->code, sizeof(out->code), "%d", in->status);
	answer_copy(out->code, sizeof(out->code),
		json_find(in->json, given(res->error_code) ? res->error_code : "$.code"));
	answer_copy(out->text, sizeof(out->text),
		json_find(in->json, given(res->error_text) ? res->error_text : "$.message"));
	out->outcome = outcome_of_status(in->status);
	out->payload = in->json;
	if (in->status == 401)
		read_refusal(out);
	else if (in->status == 404 && res->nothing_404)
		out->outcome = OUTCOME_NOTHING;
}

const struct dialect dialect_irs = {
	.name = "irs",
	.title = N_("IRS gateway"),
	.carries = 1U << CARRY_JSON | 1U << CARRY_FORM | 1U << CARRY_QUERY,
	.bases = 1U << BASIS_ADDITIONAL | 1U << BASIS_BODY | 1U << BASIS_HEADER | 1U << BASIS_NONE,
	.carry = CARRY_JSON,
	.basis = BASIS_ADDITIONAL,
	.signs = true,
	.resend = true,
	.build = build,
	.read = read_answer,
};
