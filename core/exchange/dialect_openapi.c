/* SPDX-License-Identifier: MIT
 *
 * The plain dialect: JSON over HTTP with a bearer secret. POST carries the arguments and the
 * lawful basis as one JSON object; GET carries only what is not about a person, and the basis in
 * a header. Answers are {"code", "message", "data": [...]} or what the catalog's paths say.
 */
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/json.h"
#include "core/exchange/wire.h"

static enum err build(const struct ask_request *r, const struct credential *c,
	const struct stamp *at, struct wire *out)
{
	const struct resource *res = r->resource;

	out->once = !res->safe && res->carry != CARRY_QUERY; /* a GET may always be repeated */
	wire_begin(out, r);
	wire_header(out, "X-Request-Id", at->trace);
	if (out->once)
		wire_header(out, "Idempotency-Key", at->trace);
	if (c->secret[0])
		buf_addf(&out->headers, "Authorization: Bearer %s\n", c->secret);
	wire_arguments(out, r, at, NULL, 0);
	return wire_end(out);
}

/* exchange.md section 8, row openapi. */
static enum outcome of_status(int status, const struct resource *res)
{
	if (status == 401)
		return OUTCOME_STALE;
	if (status == 404 && res->nothing_404)
		return OUTCOME_NOTHING;
	return outcome_of_status(status);
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
	out->outcome = of_status(in->status, res);
	out->payload = in->json;
}

const struct dialect dialect_openapi = {
	.name = "openapi",
	.title = N_("Open interface"),
	.carries = 1U << CARRY_JSON | 1U << CARRY_QUERY | 1U << CARRY_FORM,
	.bases = 1U << BASIS_BODY | 1U << BASIS_HEADER | 1U << BASIS_NONE,
	.carry = CARRY_JSON,
	.basis = BASIS_BODY,
	.build = build,
	.read = read_answer,
};
