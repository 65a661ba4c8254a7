/* SPDX-License-Identifier: MIT
 *
 * The national platforms (exchange.md section 3): four values rid, sid, rtime, sign, named by the
 * platform's prefix, in HTTP headers; one key for each service, which buys a secret that comes
 * wrapped. Answers are the provider's own, passed through.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/fault.h"
#include "core/exchange/json.h"
#include "core/exchange/recipe.h"
#include "core/exchange/wire.h"

#define PREFIX "gjgxjhpt_"
#define RENEW "/sysapi/auth/refreshappsecret"

enum { NAME_SIZE = 40, TIME_SIZE = 24, LIFE_MS = 24 * 3600 * 1000, UNKNOWN_LIFE_MS = 30 * 60 * 1000 };

struct four {
	char names[4][NAME_SIZE];
	const char *values[4];
	char time[TIME_SIZE], signature[SIGNATURE_SIZE];
};

static void fill(struct four *f, const struct resource *r, const char *secret, int64_t now_ms)
{
	static const char *const words[] = {"rid", "sid", "rtime", "sign"};
	const struct gateway *o = r->origin;

	for (size_t i = 0; i < COUNT_OF(words); i++)
		text_format(f->names[i], NAME_SIZE, "%s%s", given(o->prefix) ? o->prefix : PREFIX,
			words[i]);
	text_format(f->time, sizeof(f->time), "%lld", (long long)now_ms);
	recipe_sign(RECIPE_NATIONAL,
		&(struct recipe_parts){
			.secret = secret, .rid = o->rid, .sid = r->sid, .time = f->time},
		f->signature);
	f->values[0] = o->rid;
	f->values[1] = r->sid;
	f->values[2] = f->time;
	f->values[3] = f->signature;
}

static enum err build(const struct ask_request *r, const struct credential *c,
	const struct stamp *at, struct wire *out)
{
	const struct resource *res = r->resource;
	struct four f;

	if (!given(res->origin->rid) || !given(res->sid))
		return ERR_INPUT;
	fill(&f, res, c->secret, at->now_ms);
	out->once = !res->safe && res->carry != CARRY_QUERY;
	wire_begin(out, r);
	for (size_t i = 0; i < COUNT_OF(f.names); i++)
		wire_header(out, f.names[i], f.values[i]);
	wire_arguments(out, r, at, NULL, 0);
	return wire_end(out);
}

/* ---- answers ---- */

static bool has_one_of(const char *text, const char *const *words)
{
	for (; *words; words++) {
		if (strcasestr(text, *words))
			return true;
	}
	return false;
}

/* Headers with "_" in their names are dropped by nginx unless it is told otherwise; the platform
 * then misses them. */
static bool headers_lost(const char *text)
{
	static const char *const missing[] = {"missing", "缺少", "为空", "不能为空", NULL};

	return strcasestr(text, "rid") && has_one_of(text, missing);
}

static void judge(const char *code, const char *text, struct answer_out *out)
{
	static const char *const nothing[] = {"没有数据", "无数据", "未查询到", NULL};
	static const char *const stale[] = {"签名", "鉴权", "认证", "rtime", "secret", NULL};

	if (has_one_of(text, nothing)) {
		out->outcome = OUTCOME_NOTHING;
	} else if (strcmp(code, "E-106") == 0) {
		out->outcome = OUTCOME_DENIED;
	} else if (strcmp(code, "-1") == 0) {
		out->outcome = OUTCOME_AGAIN;
		out->again = 1;
	} else if (headers_lost(text)) {
		answer_fault(out, FAULT_UNDERSCORE);
	} else if (has_one_of(text, stale)) {
		out->outcome = OUTCOME_STALE;
		out->then = OUTCOME_BADASK;
	} else {
		out->outcome = OUTCOME_BADASK;
	}
}

/* The platform's own errors are {"errCode", "errMsg"}; what else there is belongs to the
 * provider. */
static void read_answer(const struct ask_request *r, const struct answer_in *in,
	struct answer_out *out)
{
	const struct resource *res = r->resource;
	const struct json *code = json_find(in->json, "$.errCode");
	bool platform = json_kind(code) > KIND_NULL;

	text_format(out->code, sizeof(out->code), "%d", in->status);
	if (!platform)
		code = json_find(in->json, given(res->error_code) ? res->error_code : "$.code");
	answer_copy(out->code, sizeof(out->code), code);
	answer_copy(out->text, sizeof(out->text), json_find(in->json, "$.message"));
	answer_copy(out->text, sizeof(out->text), json_find(in->json, "$.errMsg"));
	if (given(res->error_text))
		answer_copy(out->text, sizeof(out->text), json_find(in->json, res->error_text));
	out->outcome = outcome_of_status(in->status);
	out->payload = in->json;
	if (platform && strcmp(out->code, "0") != 0)
		judge(out->code, out->text, out);
	else if (in->status == 404 && res->nothing_404)
		out->outcome = OUTCOME_NOTHING;
	else if (out->outcome == OUTCOME_BADASK)
		judge(out->code, out->text, out);
}

/* ---- the secret ---- */

static enum err renew(const struct resource *r, const struct credential *c, int64_t now_ms,
	struct wire *out)
{
	const struct gateway *o = r->origin;
	struct four f;

	fill(&f, r, c->root, now_ms);
	wire_form(out, o, given(o->renew_key) ? o->renew_key : RENEW, NULL, 0);
	buf_clear(&out->headers);
	wire_header(out, "Accept", "application/json");
	wire_header(out, "Content-Type", "application/json");
	for (size_t i = 0; i < COUNT_OF(f.names); i++) {
		buf_adds(&out->body, i == 0 ? "{" : ",");
		json_quote(&out->body, f.names[i]);
		buf_addc(&out->body, ':');
		json_quote(&out->body, f.values[i]);
	}
	buf_addc(&out->body, '}');
	return wire_end(out);
}

/* data is an object, or a string that holds one. */
static void take(const struct json *data, const struct credential *used,
	const struct answer_in *in, struct credential *out, struct answer_out *said)
{
	const char *sealed = json_text(json_find(data, "$.secret"));
	uint8_t key[SIGN_KEY];

	sign_java_key(used->root, key);
	if (!sealed || sign_unwrap(key, sealed, out->secret, sizeof(out->secret)) != OK)
		answer_fault(said, FAULT_GRANT);
	out->secret_life_ms = credential_life_ms(
		json_find(data, "$.secretEndTime"), in->server_ms, LIFE_MS, UNKNOWN_LIFE_MS);
}

static void grant(const struct resource *r, const struct credential *used,
	const struct answer_in *in, struct credential *out, struct answer_out *said)
{
	const struct json *data = json_find(in->json, "$.data");
	struct json *inner = NULL;

	read_answer(&(struct ask_request){.resource = r}, in, said);
	if (said->outcome == OUTCOME_FOUND && strcmp(said->code, "0") != 0 &&
		strcmp(said->code, "200") != 0)
		judge(said->code, said->text, said);
	if (said->outcome == OUTCOME_STALE || said->outcome == OUTCOME_BADASK ||
		said->outcome == OUTCOME_NOTHING)
		said->outcome = OUTCOME_DENIED;
	if (said->outcome != OUTCOME_FOUND)
		return;
	if (json_kind(data) == KIND_STRING &&
		json_parse(json_text(data), strlen(json_text(data)), &inner) == OK)
		data = inner;
	take(data, used, in, out, said);
	json_free(inner);
}

const struct dialect dialect_national = {
	.name = "national",
	.title = N_("National platform"),
	.carries = 1U << CARRY_JSON | 1U << CARRY_FORM | 1U << CARRY_QUERY,
	.bases = 1U << BASIS_NONE | 1U << BASIS_ADDITIONAL | 1U << BASIS_BODY | 1U << BASIS_HEADER,
	.carry = CARRY_JSON,
	.basis = BASIS_NONE,
	.signs = true,
	.per_service = true,
	.build = build,
	.read = read_answer,
	.judge = judge,
	.renew = renew,
	.grant = grant,
};
