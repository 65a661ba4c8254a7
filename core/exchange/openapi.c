/* SPDX-License-Identifier: MIT
 *
 * The plain dialect: JSON over HTTP with a bearer secret. POST carries the arguments and the
 * lawful basis as one JSON object; GET carries only what is not about a person, and the basis in
 * a header. Answers are {"code", "message", "data": [...]}, read by the resource's own paths.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/fault.h"
#include "core/exchange/json.h"

static void put_member(struct buf *out, const char *name, const char *value)
{
	if (out->len > 0 && out->data[out->len - 1] != '{')
		buf_addc(out, ',');
	json_quote(out, name);
	buf_addc(out, ':');
	json_quote(out, value);
}

static void put_basis(struct buf *out, const struct basis *b)
{
	buf_addc(out, '{');
	put_member(out, "operator", b->operator_id);
	put_member(out, "window", b->window);
	put_member(out, "unit", b->unit);
	put_member(out, "item", b->item_code);
	put_member(out, "case", b->case_number);
	put_member(out, "ground", b->ground);
	buf_addc(out, '}');
}

/* RFC 3986: everything but the unreserved characters. */
static void put_percent(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || (c && strchr("-._~", c));

		if (plain)
			buf_addc(out, *text);
		else
			buf_addf(out, "%%%02X", (unsigned int)c);
	}
}

static void put_body(struct buf *out, const struct ask_request *r)
{
	buf_addc(out, '{');
	for (size_t i = 0; i < r->resource->n_arguments; i++) {
		const struct argument *a = &r->resource->arguments[i];

		put_member(out, a->name, ask_value(r, a));
	}
	if (r->resource->n_arguments > 0)
		buf_addc(out, ',');
	buf_adds(out, "\"basis\":");
	put_basis(out, &r->basis);
	buf_addc(out, '}');
}

static void put_query(struct wire *out, const struct ask_request *r)
{
	struct buf basis;

	for (size_t i = 0; i < r->resource->n_arguments; i++) {
		const struct argument *a = &r->resource->arguments[i];

		buf_addc(&out->url, i == 0 ? '?' : '&');
		put_percent(&out->url, a->name);
		buf_addc(&out->url, '=');
		put_percent(&out->url, a->value);
	}
	buf_init(&basis, WIRE_BODY);
	put_basis(&basis, &r->basis);
	buf_adds(&out->headers, "X-Basis: ");
	put_percent(&out->headers, buf_text(&basis));
	buf_addc(&out->headers, '\n');
	buf_release(&basis);
}

static enum err build(const struct ask_request *r, const struct credential *c, int64_t now_ms,
	const char *trace, struct wire *out)
{
	const struct resource *res = r->resource;

	(void)now_ms;
	text_copy(out->method, sizeof(out->method), res->method);
	out->once = !res->safe && res->carry == CARRY_JSON; /* a GET may always be repeated */
	buf_adds(&out->url, res->origin->base);
	buf_adds(&out->url, res->path);
	buf_addf(&out->headers, "Accept: application/json\nX-Request-Id: %s\n", trace);
	if (c->secret[0])
		buf_addf(&out->headers, "Authorization: Bearer %s\n", c->secret);
	if (res->carry == CARRY_JSON) {
		buf_adds(&out->headers, "Content-Type: application/json\n");
		put_body(&out->body, r);
	} else {
		put_query(out, r);
	}
	if (out->url.err)
		return out->url.err;
	return out->headers.err ? out->headers.err : out->body.err;
}

/* exchange.md section 8, row openapi, over the row "any transport". */
static enum outcome of_status(int status, const struct resource *res)
{
	switch (status) {
	case 401:
		return OUTCOME_STALE;
	case 403:
		return OUTCOME_DENIED;
	case 404:
		return res->nothing_404 ? OUTCOME_NOTHING : OUTCOME_BADASK;
	case 429:
	case 502:
	case 503:
	case 504:
		return OUTCOME_AGAIN;
	default:
		return status >= 500 ? OUTCOME_BROKEN : OUTCOME_BADASK;
	}
}

static void put_fault(struct answer_out *out, enum fault f)
{
	struct reply r = {0};

	reply_fault(&r, f);
	out->outcome = r.outcome;
	text_copy(out->code, sizeof(out->code), r.code);
	text_copy(out->text, sizeof(out->text), r.text);
}

/* The rows of an answer whose envelope said yes. */
static void read_rows(const struct resource *res, const struct json *root, struct answer_out *out)
{
	const struct json *rows = json_find(root, res->rows);

	switch (json_kind(rows)) {
	case KIND_ARRAY:
		out->outcome = json_count(rows) > 0 ? OUTCOME_FOUND : OUTCOME_NOTHING;
		break;
	case KIND_OBJECT:
		out->outcome = OUTCOME_FOUND;
		break;
	case KIND_NULL:
		out->outcome = OUTCOME_NOTHING;
		return;
	default:
		put_fault(out, FAULT_ROWS);
		return;
	}
	out->rows = rows;
}

static void copy_text(char *to, size_t size, const struct json *j)
{
	const char *text = json_text(j);

	if (text)
		text_copy(to, size, text);
}

static void read_answer(const struct ask_request *r, const struct answer_in *in,
	struct answer_out *out)
{
	const struct resource *res = r->resource;
	enum json_truth ok = TRUTH_YES;

	text_format(out->code, sizeof(out->code), "%d", in->status);
	copy_text(out->code, sizeof(out->code), json_find(in->json, "$.code"));
	copy_text(out->text, sizeof(out->text), json_find(in->json, "$.message"));
	if (in->status < 200 || in->status > 299) {
		out->outcome = of_status(in->status, res);
		return;
	}
	if (res->ok[0])
		ok = json_test(in->json, res->ok, r->basis.holder_id);
	if (ok == TRUTH_YES)
		read_rows(res, in->json, out);
	else if (ok == TRUTH_NO)
		out->outcome = OUTCOME_BADASK; /* a code nobody declared is permanent */
	else
		put_fault(out, FAULT_ENVELOPE);
}

const struct dialect dialect_openapi = {
	.name = "openapi",
	.carries = 1U << CARRY_JSON | 1U << CARRY_QUERY,
	.build = build,
	.read = read_answer,
};
