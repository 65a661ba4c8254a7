/* SPDX-License-Identifier: MIT
 *
 * Three gateways. Each looks at key, signature and clock before it looks at anything else, and
 * says no in its own words; what the department behind it says is handed on.
 */
#include "core/demo/gateway.h"

#include <string.h>

#include "core/base/random.h"
#include "core/base/text.h"
#include "core/exchange/http_date.h"
#include "core/exchange/json.h"
#include "core/exchange/recipe.h"

enum {
	ZJ_WINDOW_MS = 300000,
	IRS_WINDOW_MS = 90000,
	REQUEST_LIFE_MS = 900000,
	REFRESH_LIFE_MS = 172800000,
	NATIONAL_LIFE_MS = 86400000,
};

const char *gateway_header(const struct exchange_request *q, const char *name)
{
	const char *value = q->header ? q->header(q->ctx, name) : NULL;

	return value ? value : "";
}

static const char *text_at(const struct json *j, const char *path)
{
	const char *text = json_text(json_find(j, path));

	return text ? text : "";
}

/* The gateway's own answer, from words that need no escaping. */
static void say(struct exchange_response *r, int status, const char *json)
{
	buf_clear(&r->body);
	r->status = status;
	buf_adds(&r->body, json);
}

static bool within(int64_t ms, int64_t window)
{
	int64_t far = ms - clock_now_ms();

	return far <= window && far >= -window;
}

static bool time_within(const char *text, int64_t window)
{
	int64_t ms;

	return strlen(text) == 13 && text_number(text, 0, INT64_MAX, &ms) && within(ms, window);
}

static void new_secret(struct gates *g, const char *kind, char out[40])
{
	struct stream s = {g->serial++ ^ (uint64_t)kind[0] << 32};

	text_format(out, 40, "%s%016llx", kind, (unsigned long long)stream_next(&s));
}

/* powerMatters and projectId: the item and the case. */
static enum refusal check_additional(const char *text)
{
	struct json *j = NULL;
	enum refusal why = REFUSAL_BASIS;

	if (json_parse(text, strlen(text), &j) == OK && *text_at(j, "$.powerMatters") &&
		*text_at(j, "$.projectId") && *text_at(j, "$.accesscardId"))
		why = REFUSAL_NONE;
	json_free(j);
	return why;
}

enum refusal gateway_read_json(const struct exchange_request *q, struct inquiry *out,
	bool additional)
{
	struct json *j = NULL;
	enum refusal why = REFUSAL_NONE;

	if (json_parse(q->body, q->len, &j) != OK)
		return REFUSAL_JSON;
	if (additional)
		why = check_additional(text_at(j, "$.additional"));
	text_copy(out->holder_id, sizeof(out->holder_id), text_at(j, "$.holder_id"));
	text_copy(out->address, sizeof(out->address), text_at(j, "$.address"));
	json_free(j);
	return why;
}

/* The provider's answer as it is, for the gateways that wrap nothing. */
static void write_plain(const struct exchange_request *q, struct exchange_response *r,
	enum refusal why, const char *rows)
{
	struct json_out o = {.to = &r->body};

	(void)q;
	buf_clear(&r->body);
	r->status = refusal_status(why);
	out_open(&o, NULL, '{');
	out_word(&o, "code", refusal_code(why));
	out_word(&o, "message", refusal_message(why));
	out_raw(&o, "data", rows);
	out_close(&o, '}');
}

/* ---- zjgw ---- */

static bool zj_signed(const struct exchange_request *q, const char *secret)
{
	char key[64], sign[SIGNATURE_SIZE], time[24], want[SIGNATURE_SIZE];

	form_value(q->body, "appKey", key, sizeof(key));
	form_value(q->body, "sign", sign, sizeof(sign));
	form_value(q->body, "requestTime", time, sizeof(time));
	recipe_sign(RECIPE_ZJGW,
		&(struct recipe_parts){.key = DEMO_ZJ_KEY, .secret = secret, .time = time}, want);
	return *secret && !strcmp(key, DEMO_ZJ_KEY) && !strcmp(sign, want) &&
	       time_within(time, ZJ_WINDOW_MS);
}

static void zj_renew(struct gates *g, const struct exchange_request *q,
	struct exchange_response *r, bool by_sec)
{
	int64_t now = clock_now_ms();

	if (by_sec ? now >= g->refresh_end_ms || !zj_signed(q, g->refresh) :
		     !zj_signed(q, DEMO_ZJ_SECRET)) {
		say(r, 200, "{\"code\":\"03\",\"msg\":\"签名不对\",\"data\":\"\",\"datas\":\"\"}");
		return;
	}
	new_secret(g, "q", g->request);
	new_secret(g, "r", g->refresh);
	g->request_end_ms = now + REQUEST_LIFE_MS;
	g->refresh_end_ms = now + REFRESH_LIFE_MS;
	buf_clear(&r->body);
	r->status = 200;
	buf_addf(&r->body,
		"{\"code\":\"00\",\"msg\":\"成功\",\"data\":\"\",\"datas\":{\"refreshSecret\":\"%s\","
		"\"refreshSecretEndTime\":%lld,\"requestSecret\":\"%s\",\"requestSecretEndTime\":%lld},"
		"\"dataCount\":0,\"totalDataCount\":0,\"totalPage\":1,\"requestId\":null}",
		g->refresh, (long long)g->refresh_end_ms, g->request,
		(long long)g->request_end_ms);
}

static enum refusal zj_read(const struct exchange_request *q, struct inquiry *out)
{
	char additional[2048];

	form_value(q->body, "holder_id", out->holder_id, sizeof(out->holder_id));
	form_value(q->body, "address", out->address, sizeof(out->address));
	form_value(q->body, "additional", additional, sizeof(additional));
	return check_additional(additional);
}

/* A department's no has a code of the gateway; its yes is a string that holds the list. */
static void zj_write(const struct exchange_request *q, struct exchange_response *r,
	enum refusal why, const char *rows)
{
	static const struct {
		enum refusal why;
		const char *code, *msg;
	} words[] = {
		{REFUSAL_NONE, "00", "成功"},
		{REFUSAL_NOT_SHARED, "23", "该资源不予共享，未授权"},
		{REFUSAL_REFUSED, "23", "授权已停用"},
		{REFUSAL_BASIS, "24", "缺少查询依据"},
	};
	struct json_out o = {.to = &r->body};
	const char *code = "99", *msg = refusal_message(why);
	char id[24];

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (words[i].why == why) {
			code = words[i].code;
			msg = words[i].msg;
		}
	}
	buf_clear(&r->body);
	r->status = 200;
	text_format(id, sizeof(id), "%012llu", (unsigned long long)q->serial);
	out_open(&o, NULL, '{');
	out_word(&o, "code", code);
	out_word(&o, "msg", msg);
	out_word(&o, "data", "");
	out_word(&o, "datas", why == REFUSAL_NONE ? rows : "");
	out_int(&o, "dataCount", why == REFUSAL_NONE);
	out_word(&o, "requestId", id);
	out_close(&o, '}');
}

static const struct door zj_door = {zj_read, zj_write};

static void zj_ask(const struct city *city, struct departments *all,
	const struct exchange_request *q, const struct service *a, struct exchange_response *r)
{
	struct gates *g = &all->gates;

	if (!zj_signed(q, g->request))
		say(r, 200, "{\"code\":\"14\",\"msg\":\"签名不对\",\"data\":\"\",\"datas\":\"\"}");
	else if (clock_now_ms() >= g->request_end_ms)
		say(r, 200, "{\"code\":\"11\",\"msg\":\"密钥过期\",\"data\":\"\",\"datas\":\"\"}");
	else if (!a)
		say(r, 200, "{\"code\":\"21\",\"msg\":\"没有这个接口\",\"data\":\"\",\"datas\":\"\"}");
	else
		respond_service(city, all, &zj_door, q, a, r);
}

/* ---- irs ---- */

static enum refusal irs_read(const struct exchange_request *q, struct inquiry *out)
{
	return gateway_read_json(q, out, true);
}

static const struct door irs_door = {irs_read, write_plain};

static void irs_ask(const struct city *city, struct departments *all,
	const struct exchange_request *q, const struct service *a, struct exchange_response *r)
{
	const char *date = gateway_header(q, "X-BG-DATE-TIME");
	char want[SIGNATURE_SIZE];
	int64_t ms;

	recipe_sign(RECIPE_IRS,
		&(struct recipe_parts){.key = DEMO_IRS_KEY, .secret = DEMO_IRS_SECRET,
			.method = q->method, .path = q->path, .date = date},
		want);
	if (strcmp(gateway_header(q, "X-BG-HMAC-ACCESS-KEY"), DEMO_IRS_KEY))
		say(r, 401, "{\"message\":\"Invalid access key\"}");
	else if (!http_date_parse(date, &ms) || !within(ms, IRS_WINDOW_MS))
		say(r, 401, "{\"message\":\"Clock skew exceeded\"}");
	else if (strcmp(gateway_header(q, "X-BG-HMAC-SIGNATURE"), want))
		say(r, 401, "{\"message\":\"Invalid signature\"}");
	else if (!a)
		say(r, 401, "{\"message\":\"The route_id is forbidden.\"}");
	else
		respond_service(city, all, &irs_door, q, a, r);
}

/* ---- national ---- */

static bool national_signed(const char *secret, const char *rid, const char *sid, const char *time,
	const char *sign)
{
	char want[SIGNATURE_SIZE];

	recipe_sign(RECIPE_NATIONAL,
		&(struct recipe_parts){.secret = secret, .rid = rid, .sid = sid, .time = time}, want);
	return *secret && !strcmp(rid, DEMO_NATIONAL_RID) && !strcmp(sign, want) &&
	       time_within(time, ZJ_WINDOW_MS);
}

/* The service in "s_339900_POP-01". */
static const struct service *national_service(const char *sid)
{
	static const char prefix[] = "s_339900_";

	return text_starts(sid, prefix) ? service_find(sid + strlen(prefix)) : NULL;
}

static void national_renew(struct gates *g, const struct exchange_request *q,
	struct exchange_response *r)
{
	const struct service *a = NULL;
	uint8_t key[SIGN_KEY];
	struct json *j = NULL;
	struct issued *n;
	char box[128];

	if (json_parse(q->body, q->len, &j) == OK)
		a = national_service(text_at(j, "$.gjgxjhpt_sid"));
	if (!a ||
		!national_signed(DEMO_NATIONAL_KEY, text_at(j, "$.gjgxjhpt_rid"),
			text_at(j, "$.gjgxjhpt_sid"), text_at(j, "$.gjgxjhpt_rtime"),
			text_at(j, "$.gjgxjhpt_sign"))) {
		json_free(j);
		say(r, 200, "{\"code\":\"E-106\",\"message\":\"不在授权名单\"}");
		return;
	}
	json_free(j);
	n = &g->national[a - services];
	new_secret(g, "n", n->secret);
	n->end_ms = clock_now_ms() + NATIONAL_LIFE_MS;
	sign_java_key(DEMO_NATIONAL_KEY, key);
	if (sign_wrap(key, n->secret, box, sizeof(box)) != OK)
		BUG("a demo secret does not fit");
	buf_clear(&r->body);
	r->status = 200;
	buf_addf(&r->body, "{\"code\":\"0\",\"data\":{\"secret\":\"%s\",\"secretEndTime\":%lld},\"message\":\"\"}",
		box, (long long)n->end_ms);
}

static enum refusal national_read(const struct exchange_request *q, struct inquiry *out)
{
	return gateway_read_json(q, out, false);
}

static const struct door national_door = {national_read, write_plain};

static void national_ask(const struct city *city, struct departments *all,
	const struct exchange_request *q, struct exchange_response *r)
{
	const char *sid = gateway_header(q, "gjgxjhpt_sid");
	const struct service *a = national_service(sid);
	const struct issued *n = a ? &all->gates.national[a - services] : NULL;

	if (!*gateway_header(q, "gjgxjhpt_rid"))
		say(r, 200, "{\"errCode\":\"E-101\",\"errMsg\":\"缺少参数rid\"}");
	else if (!a)
		say(r, 200, "{\"errCode\":\"E-106\",\"errMsg\":\"不在授权名单\"}");
	else if (clock_now_ms() >= n->end_ms ||
		 !national_signed(n->secret, gateway_header(q, "gjgxjhpt_rid"), sid,
			 gateway_header(q, "gjgxjhpt_rtime"), gateway_header(q, "gjgxjhpt_sign")))
		say(r, 200, "{\"errCode\":\"E-102\",\"errMsg\":\"签名校验失败\"}");
	else
		respond_service(city, all, &national_door, q, a, r);
}

/* ---- which one ---- */

/* The service in "/gateway/api/001339900/dataSharing/POP-01.htm". */
static const struct service *service_of(const char *path, const char *end)
{
	const char *name = strrchr(path, '/');
	size_t len = name ? strlen(name + 1) : 0, tail = strlen(end);
	char id[24];

	if (len <= tail || strcmp(name + 1 + len - tail, end) ||
		!text_copyn(id, sizeof(id), name + 1, len - tail))
		return NULL;
	return service_find(id);
}

bool gateway_respond(const struct city *city, struct departments *all,
	const struct exchange_request *q, struct exchange_response *r)
{
	if (!strcmp(q->path, "/gateway/app/refreshTokenByKey.htm"))
		zj_renew(&all->gates, q, r, false);
	else if (!strcmp(q->path, "/gateway/app/refreshTokenBySec.htm"))
		zj_renew(&all->gates, q, r, true);
	else if (text_starts(q->path, "/gateway/api/"))
		zj_ask(city, all, q, service_of(q->path, ".htm"), r);
	else if (text_starts(q->path, "/restapi/prod/"))
		irs_ask(city, all, q, service_of(q->path, ""), r);
	else if (!strcmp(q->path, "/sysapi/auth/refreshappsecret"))
		national_renew(&all->gates, q, r);
	else if (!strcmp(q->path, "/httpproxy"))
		national_ask(city, all, q, r);
	else
		return gateway_xroad(city, all, q, r);
	return true;
}
