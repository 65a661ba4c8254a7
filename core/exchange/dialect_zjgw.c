/* SPDX-License-Identifier: MIT
 *
 * The gateway of Zhejiang and its copies in the cities (exchange.md section 1). The given secret
 * buys a request secret (15 min) and a refresh secret (48 h); calls are signed with the former,
 * MD5(appKey + secret + requestTime). Key and secret are case-sensitive and never changed.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/fault.h"
#include "core/exchange/json.h"
#include "core/exchange/recipe.h"
#include "core/exchange/wire.h"

#define RENEW_KEY "/gateway/app/refreshTokenByKey.htm"
#define RENEW_SEC "/gateway/app/refreshTokenBySec.htm"

enum { TIME_SIZE = 24, REQUEST_LIFE_MS = 15 * 60 * 1000, REFRESH_LIFE_MS = 48 * 3600 * 1000,
	UNKNOWN_LIFE_MS = 10 * 60 * 1000 };

static void sign(const struct gateway *o, const char *secret, int64_t now_ms,
	char time[TIME_SIZE], char out[SIGNATURE_SIZE])
{
	text_format(time, TIME_SIZE, "%lld", (long long)now_ms);
	recipe_sign(RECIPE_ZJGW,
		&(struct recipe_parts){.key = o->key, .secret = secret, .time = time}, out);
}

static enum err build(const struct ask_request *r, const struct credential *c,
	const struct stamp *at, struct wire *out)
{
	const struct resource *res = r->resource;
	char time[TIME_SIZE], signature[SIGNATURE_SIZE];
	struct wire_extra extras[] = {
		{"appKey", res->origin->key}, {"sign", signature}, {"requestTime", time}};

	sign(res->origin, c->secret, at->now_ms, time, signature);
	out->once = !res->safe && res->carry != CARRY_QUERY;
	wire_begin(out, r);
	for (size_t i = 0; res->carry == CARRY_HEADER && i < COUNT_OF(extras); i++)
		wire_header(out, extras[i].name, extras[i].value);
	wire_arguments(out, r, at, extras, COUNT_OF(extras));
	return wire_end(out);
}

/* ---- answers ---- */

/* exchange.md section 1 "codes" and section 8; everything not listed is permanent. */
static enum outcome of_code(const char *code, const char *text)
{
	static const struct {
		const char *code;
		enum outcome outcome;
	} known[] = {
		{"11", OUTCOME_STALE}, /* the secret is not in its period */
		{"14", OUTCOME_STALE}, /* bad signature: also what a rotated secret gives */
		{"18", OUTCOME_LIMIT},
	};

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		if (strcmp(known[i].code, code) == 0)
			return known[i].outcome;
	}
	return strstr(text, "授权") ? OUTCOME_DENIED : OUTCOME_BADASK;
}

/* The envelope's code must be a string: 0 is not "00". */
static void read_answer(const struct ask_request *r, const struct answer_in *in,
	struct answer_out *out)
{
	const struct json *code = json_find(in->json, "$.code");

	(void)r;
	text_format(out->code, sizeof(out->code), "%d", in->status);
	out->outcome = outcome_of_status(in->status);
	if (out->outcome != OUTCOME_FOUND)
		return;
	if (json_kind(code) != KIND_STRING) {
		answer_fault(out, FAULT_ENVELOPE);
		return;
	}
	answer_copy(out->code, sizeof(out->code), code);
	answer_copy(out->text, sizeof(out->text), json_find(in->json, "$.msg"));
	answer_copy(out->receipt, sizeof(out->receipt), json_find(in->json, "$.requestId"));
	out->payload = json_find(in->json, "$.datas");
	if (strcmp(out->code, "00") != 0)
		out->outcome = of_code(out->code, out->text);
	else if (!out->payload)
		answer_fault(out, FAULT_ENVELOPE);
}

/* The gateway said "00" and the provider behind it did not: sometimes it is a passing weakness. */
static void judge(const char *code, const char *text, struct answer_out *out)
{
	(void)code;
	(void)text;
	out->outcome = OUTCOME_AGAIN;
	out->again = 1;
	out->then = OUTCOME_BROKEN;
}

/* ---- secrets ---- */

static enum err renew(const struct resource *r, const struct credential *c, int64_t now_ms,
	struct wire *out)
{
	const struct gateway *o = r->origin;
	bool by_sec = c->refresh[0] != '\0';
	char time[TIME_SIZE], signature[SIGNATURE_SIZE];
	const char *path = by_sec ? (given(o->renew_sec) ? o->renew_sec : RENEW_SEC) :
				    (given(o->renew_key) ? o->renew_key : RENEW_KEY);

	sign(o, by_sec ? c->refresh : c->root, now_ms, time, signature);
	wire_form(out, o, path,
		(struct wire_extra[]){{"appKey", o->key}, {"sign", signature}, {"requestTime", time}},
		3);
	return wire_end(out);
}

static bool take_secret(char to[CREDENTIAL_SIZE], const struct json *j)
{
	const char *text = json_kind(j) == KIND_STRING ? json_text(j) : "";

	return *text && strlen(text) < CREDENTIAL_SIZE && text_copy(to, CREDENTIAL_SIZE, text);
}

static void grant(const struct resource *r, const struct credential *used,
	const struct answer_in *in, struct credential *out, struct answer_out *said)
{
	const struct json *datas = json_find(in->json, "$.datas");

	read_answer(&(struct ask_request){.resource = r}, in, said);
	if (strcmp(said->code, "03") == 0)
		said->outcome = used->refresh[0] ? OUTCOME_STALE : OUTCOME_DENIED;
	else if (said->outcome == OUTCOME_STALE || said->outcome == OUTCOME_BADASK)
		said->outcome = OUTCOME_DENIED;
	if (said->outcome != OUTCOME_FOUND)
		return;
	if (!take_secret(out->secret, json_find(datas, "$.requestSecret")) ||
		!take_secret(out->refresh, json_find(datas, "$.refreshSecret"))) {
		answer_fault(said, FAULT_GRANT);
		return;
	}
	out->secret_life_ms = credential_life_ms(json_find(datas, "$.requestSecretEndTime"),
		in->server_ms, REQUEST_LIFE_MS, UNKNOWN_LIFE_MS);
	out->refresh_life_ms = credential_life_ms(json_find(datas, "$.refreshSecretEndTime"),
		in->server_ms, REFRESH_LIFE_MS, UNKNOWN_LIFE_MS);
}

const struct dialect dialect_zjgw = {
	.name = "zjgw",
	.title = N_("Gateway signature"),
	.carries = 1U << CARRY_FORM | 1U << CARRY_QUERY | 1U << CARRY_HEADER,
	.bases = 1U << BASIS_ADDITIONAL | 1U << BASIS_HEADER | 1U << BASIS_NONE,
	.carry = CARRY_FORM,
	.basis = BASIS_ADDITIONAL,
	.signs = true,
	.envelope = true,
	.build = build,
	.read = read_answer,
	.judge = judge,
	.renew = renew,
	.grant = grant,
};
