/* SPDX-License-Identifier: MIT
 *
 * Dialects as pure functions: the requests of exchange.md sections 1 to 4 byte for byte, signed by
 * the values of its section 6, and what each answer of its tables means.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/exchange/answer.h"
#include "core/exchange/http_date.h"
#include "core/exchange/json.h"
#include "core/exchange/wire.h"

#define HOLDER "330199199001010011"
#define TRACE "00112233445566778899aabbccddeeff"
#define TWOS "22222222222222222222222222222222"
#define ONES "11111111111111111111111111111111"
#define APPKEY "k0000000000000000000000000000001"
#define RID "3f0c1a52-7d7e-4a1b-9c55-000000000001@1"
#define SID "s_1200000900000_9001"
#define DATE_MS 1700000000000

static const struct gateway zjgw = {.name = "province", .base = "https://gateway.example",
	.dialect = &dialect_zjgw, .key = "demo0000000000000000000000000001", .secret_file = "",
	.ca_file = ""};
static const struct gateway irs = {.name = "irs", .base = "https://irs.example:8443",
	.dialect = &dialect_irs, .key = "BCDSGA_demo000000000000000000000001", .secret_file = "",
	.ca_file = ""};
static const struct gateway national = {.name = "national", .base = "https://n.example/x",
	.dialect = &dialect_national, .key = "", .rid = RID, .secret_file = "", .ca_file = ""};
static const struct gateway xroad = {.name = "xroad", .base = "https://ss.example",
	.dialect = &dialect_xroad, .client = "CS/GOV/13399/hall", .key = "", .secret_file = "",
	.ca_file = ""};
static const struct gateway ticket = {.name = "sso", .base = "https://sso.example",
	.dialect = &dialect_ticket, .key = "onetripdemo", .secret_file = "", .ca_file = ""};
static const struct gateway openapi = {.name = "open", .base = "https://o.example",
	.dialect = &dialect_openapi, .key = "", .secret_file = "", .ca_file = ""};

static const struct argument holder[] = {{"sfzh", ":holder_id"}};
static const struct attribute names[] = {{"name", "$.xm"}};

static struct resource resource_of(const struct gateway *o, const char *path)
{
	return (struct resource){.id = "R", .name = "r", .department = "x", .origin = o, .path = path,
		.method = "POST", .carry = o->dialect->carry, .basis = o->dialect->basis, .ok = "",
		.rows = "$", .same = "$.sfzh == :holder_id", .cap = 65536, .rows_max = 3,
		.arguments = holder, .n_arguments = 1, .attributes = names, .n_attributes = 1,
		.safe = true, .sid = SID, .service = "CS/GOV/13300/police/person"};
}

static struct ask_request ask_of(const struct resource *r)
{
	return (struct ask_request){.resource = r,
		.basis = {.operator_id = "1024", .window = "A03", .unit = "hall",
			.item_code = "许可-00757-000", .case_number = "260316-A03-021",
			.ground = "law", .holder_name = "测试甲", .holder_id = HOLDER,
			.sub_item = "00757-001", .material = "户口簿"}};
}

/* ---- requests ---- */

static struct wire built(const struct resource *r, const char *secret)
{
	struct ask_request ask = ask_of(r);
	struct credential c = {.generation = 1};
	struct stamp at = {.now_ms = DATE_MS, .trace = TRACE, .page = 1};
	struct wire w;

	text_copy(c.secret, sizeof(c.secret), secret);
	wire_init(&w);
	assert_int_equal(r->origin->dialect->build(&ask, &c, &at, &w), OK);
	assert_null(strstr(buf_text(&w.url), HOLDER));
	if (*secret) {
		assert_null(strstr(buf_text(&w.url), secret));
		assert_null(strstr(buf_text(&w.body), secret));
	}
	return w;
}

static void has(const struct buf *b, const char *text)
{
	if (!strstr(buf_text(b), text))
		fail_msg("\"%s\" is not in\n%s", text, buf_text(b));
}

static void test_zjgw_form(void **state)
{
	struct resource r = resource_of(&zjgw,
		"/gateway/api/001003001/dataSharing/hjxx0Zz81Qa7Kk32.htm");
	struct wire w = built(&r, TWOS);

	(void)state;
	assert_string_equal(w.method, "POST");
	assert_string_equal(buf_text(&w.url), "https://gateway.example/gateway/api/001003001/"
		"dataSharing/hjxx0Zz81Qa7Kk32.htm");
	has(&w.headers, "Content-Type: application/x-www-form-urlencoded\n");
	assert_string_equal(buf_text(&w.body),
		"appKey=demo0000000000000000000000000001&sign=c2b9d1d6ca956d4384a19bfc4ffa5586"
		"&requestTime=1700000000000&sfzh=330199199001010011&additional=%7B%22powerMatters%22"
		"%3A%22%E8%AE%B8%E5%8F%AF-00757-000%22%2C%22subPowerMatters%22%3A%2200757-001%22%2C"
		"%22accesscardId%22%3A%221024%22%2C%22materialName%22%3A%22%E6%88%B7%E5%8F%A3%E7%B0%BF"
		"%22%2C%22sponsorName%22%3A%22%E6%B5%8B%E8%AF%95%E7%94%B2%22%2C%22sponsorCode%22%3A%22"
		"330199199001010011%22%2C%22projectId%22%3A%22260316-A03-021%22%7D");
	wire_release(&w);
}

/* The fourth style: JSON, and the three in headers. */
static void test_zjgw_header(void **state)
{
	struct resource r = resource_of(&zjgw, "/p");
	struct wire w;

	(void)state;
	r.carry = CARRY_HEADER;
	r.basis = BASIS_NONE;
	w = built(&r, TWOS);
	has(&w.headers, "appKey: demo0000000000000000000000000001\n");
	has(&w.headers, "sign: c2b9d1d6ca956d4384a19bfc4ffa5586\n");
	has(&w.headers, "requestTime: 1700000000000\n");
	assert_string_equal(buf_text(&w.body), "{\"sfzh\":\"330199199001010011\"}");
	wire_release(&w);
}

static void test_irs(void **state)
{
	static const struct argument pairs[] = {{"b", "2"}, {"a", "测 试"}, {"a", "1"}};
	struct resource r = resource_of(&irs, "/restapi/prod/IC33000020240101000001/person");
	struct wire w = built(&r, "BCDSGS_demo000000000000000000000001");

	(void)state;
	has(&w.headers, "X-BG-HMAC-ACCESS-KEY: BCDSGA_demo000000000000000000000001\n");
	has(&w.headers, "X-BG-HMAC-ALGORITHM: hmac-sha256\n");
	has(&w.headers, "X-BG-DATE-TIME: Tue, 14 Nov 2023 22:13:20 GMT\n");
	has(&w.headers, "X-BG-HMAC-SIGNATURE: BCDGUJTFAD62e2umDHGvnrShWDkQGq6TynHkBng2u8c=\n");
	has(&w.body, "{\"sfzh\":\"330199199001010011\",\"additional\":\"{\\\"powerMatters\\\":");
	wire_release(&w);

	r.method = "GET";
	r.carry = CARRY_QUERY;
	r.basis = BASIS_NONE;
	r.arguments = pairs;
	r.n_arguments = COUNT_OF(pairs);
	w = built(&r, "BCDSGS_demo000000000000000000000001");
	has(&w.headers, "X-BG-HMAC-SIGNATURE: /B0DxNDTV+Tg1Da0H2FJbZ34299nHUnLN3/k+K29Yno=\n");
	assert_int_equal(w.body.len, 0);
	wire_release(&w);
}

static void test_national(void **state)
{
	struct resource r = resource_of(&national, "/httpproxy");
	struct wire w = built(&r, "fedcba9876543210fedcba9876543210");

	(void)state;
	assert_string_equal(buf_text(&w.url), "https://n.example/x/httpproxy");
	has(&w.headers, "gjgxjhpt_rid: " RID "\n");
	has(&w.headers, "gjgxjhpt_sid: " SID "\n");
	has(&w.headers, "gjgxjhpt_rtime: 1700000000000\n");
	has(&w.headers, "gjgxjhpt_sign: wCgd5to90WufEmy4jzYghC83MaAX68+Um6vpE3gE8n4=\n");
	assert_string_equal(buf_text(&w.body), "{\"sfzh\":\"330199199001010011\"}");
	wire_release(&w);
}

static void test_xroad(void **state)
{
	struct resource r = resource_of(&xroad, "/v1");
	struct wire w;

	(void)state;
	r.service = "CS/GOV/13300/人 口/a+b";
	w = built(&r, "");
	assert_string_equal(buf_text(&w.url),
		"https://ss.example/r1/CS/GOV/13300/%E4%BA%BA%20%E5%8F%A3/a%2Bb/v1");
	has(&w.headers, "X-Road-Client: CS/GOV/13399/hall\n");
	has(&w.headers, "X-Road-Id: 00112233-4455-6677-8899-aabbccddeeff\n");
	has(&w.headers, "X-Road-UserId: CN1024\n");
	has(&w.headers, "X-Road-Issue: 260316-A03-021\n");
	assert_string_equal(buf_text(&w.body), "{\"sfzh\":\"330199199001010011\"}");
	wire_release(&w);
}

/* 2023-11-14 22:13:20 of the vector is Beijing time: eight hours before in GMT. */
static void test_ticket(void **state)
{
	static const struct argument arguments[] = {{"method", "ticketValidation"}, {"st", ":ticket"}};
	struct record values = {0};
	struct resource r = resource_of(&ticket, "/sso/servlet/simpleauth");
	struct ask_request ask = ask_of(&r);
	struct credential c = {.secret = "onetripdemopwd"};
	struct stamp at = {.now_ms = DATE_MS - (int64_t)8 * 3600 * 1000, .trace = TRACE, .page = 1};
	struct wire w;

	(void)state;
	r.arguments = arguments;
	r.n_arguments = COUNT_OF(arguments);
	record_add(&values, "ticket", "ST-1-x");
	ask.values = &values;
	wire_init(&w);
	assert_int_equal(dialect_ticket.build(&ask, &c, &at, &w), OK);
	assert_string_equal(buf_text(&w.body), "servicecode=onetripdemo&time=20231114221320"
		"&sign=7eeb69dcbe976ec272566842a54ee2b8&datatype=json&method=ticketValidation&st=ST-1-x");
	assert_true(w.once); /* whatever the catalog says */
	wire_release(&w);
	record_release(&values);
}

static void test_openapi(void **state)
{
	struct resource r = resource_of(&openapi, "/p");
	struct wire w = built(&r, "token");

	(void)state;
	has(&w.headers, "Authorization: Bearer token\n");
	has(&w.headers, "X-Request-Id: " TRACE "\n");
	assert_null(strstr(buf_text(&w.headers), "Idempotency-Key"));
	has(&w.body, "\"sfzh\":\"330199199001010011\",\"basis\":{\"operator\":\"1024\"");
	wire_release(&w);
	r.safe = false;
	w = built(&r, "token");
	has(&w.headers, "Idempotency-Key: " TRACE "\n");
	assert_true(w.once);
	wire_release(&w);
}

/* A line end in a value would be a header of its own. */
static void test_no_header_is_smuggled(void **state)
{
	struct resource r = resource_of(&xroad, "");
	struct ask_request ask = ask_of(&r);
	struct stamp at = {.now_ms = DATE_MS, .trace = TRACE, .page = 1};
	struct credential c = {0};
	struct wire w;

	(void)state;
	ask.basis.operator_id = "1\r\nX-Evil: 1";
	wire_init(&w);
	assert_int_equal(dialect_xroad.build(&ask, &c, &at, &w), OK);
	has(&w.headers, "X-Road-UserId: CN1%0D%0AX-Evil%3A%201\n");
	wire_release(&w);
	wire_init(&w);
	wire_header(&w, "A", "b\nc");
	assert_int_equal(wire_end(&w), ERR_INPUT);
	wire_release(&w);
}

/* ---- renewals ---- */

static void test_zjgw_renewal(void **state)
{
	struct resource r = resource_of(&zjgw, "/p");
	struct credential c = {.root = "0123456789abcdef0123456789abcdef"};
	struct wire w;

	(void)state;
	wire_init(&w);
	assert_int_equal(dialect_zjgw.renew(&r, &c, DATE_MS, &w), OK);
	assert_string_equal(buf_text(&w.url),
		"https://gateway.example/gateway/app/refreshTokenByKey.htm");
	assert_string_equal(buf_text(&w.body), "appKey=demo0000000000000000000000000001&sign="
		"135ad895eb980b15513847a3c268bbbf&requestTime=1700000000000");
	wire_release(&w);
	text_copy(c.refresh, sizeof(c.refresh), ONES);
	wire_init(&w);
	assert_int_equal(dialect_zjgw.renew(&r, &c, DATE_MS, &w), OK);
	assert_string_equal(buf_text(&w.url),
		"https://gateway.example/gateway/app/refreshTokenBySec.htm");
	has(&w.body, "&sign=1ab54e55690d617064f7eb8e70548454&");
	wire_release(&w);
}

static void test_national_renewal(void **state)
{
	struct resource r = resource_of(&national, "/httpproxy");
	struct credential c = {.root = APPKEY};
	struct wire w;

	(void)state;
	wire_init(&w);
	assert_int_equal(dialect_national.renew(&r, &c, DATE_MS, &w), OK);
	assert_string_equal(buf_text(&w.url), "https://n.example/x/sysapi/auth/refreshappsecret");
	assert_string_equal(buf_text(&w.body), "{\"gjgxjhpt_rid\":\"" RID "\",\"gjgxjhpt_sid\":\""
		SID "\",\"gjgxjhpt_rtime\":\"1700000000000\",\"gjgxjhpt_sign\":\""
		"G5wsCybxHkPLPDGav8GYeZoAvyaM0P8bEzRjKwH0u7s=\"}");
	wire_release(&w);
}

static enum outcome granted(const struct gateway *o, const char *root, bool refresh,
	const char *body, struct credential *out)
{
	struct resource r = resource_of(o, "/p");
	struct credential used = {.secret = "old"};
	struct net_answer got = {.status = 200, .content_type = "application/json",
		.date_ms = DATE_MS};
	struct answer_out said;

	text_copy(used.root, sizeof(used.root), root);
	text_copy(used.refresh, sizeof(used.refresh), refresh ? "r" : "");
	buf_init(&got.body, 65536);
	buf_adds(&got.body, body);
	answer_grant(&r, &used, &got, 0, out, &said);
	buf_release(&got.body);
	return said.outcome;
}

#define ZJ_GRANT(secret, end, refresh_end)                                                         \
	"{\"code\":\"00\",\"msg\":\"成功\",\"data\":\"\",\"datas\":{\"refreshSecret\":\"" ONES     \
	"\",\"refreshSecretEndTime\":" refresh_end ",\"requestSecret\":" secret                    \
	",\"requestSecretEndTime\":" end "},\"dataCount\":0,\"requestId\":null}"

static void test_zjgw_grant(void **state)
{
	static const struct {
		const char *body;
		int64_t life_ms, refresh_life_ms;
	} lives[] = {
		{ZJ_GRANT("\"" TWOS "\"", "1700000900000", "1700172800000"), 900000, 172800000},
		{ZJ_GRANT("\"" TWOS "\"", "1700000900", "1700172800"), 900000, 172800000},
		{ZJ_GRANT("\"" TWOS "\"", "\"1700000900000\"", "\"x\""), 900000, 600000},
		{ZJ_GRANT("\"" TWOS "\"", "1699999999999", "0"), 600000, 600000},   /* past */
		{ZJ_GRANT("\"" TWOS "\"", "null", "\"\""), 600000, 600000},         /* missing */
		{ZJ_GRANT("\"" TWOS "\"", "99999999999999999", "1700200000000"), 600000, 172800000},
		{ZJ_GRANT("\"" TWOS "\"", "1700003600000", "1700172800000"), 900000, 172800000},
	};
	static const char *const broken[] = {ZJ_GRANT("\"\"", "1", "1"), ZJ_GRANT("7", "1", "1"),
		ZJ_GRANT("null", "1", "1"), "{\"code\":\"00\"}", "{\"code\":0,\"datas\":{}}",
		"{\"code\":\"00\",\"datas\":\"\"}", "[]", "7", "", "<html>"};
	struct credential c;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(lives); i++) {
		assert_int_equal(granted(&zjgw, "s", false, lives[i].body, &c), OUTCOME_FOUND);
		assert_string_equal(c.secret, TWOS);
		assert_string_equal(c.refresh, ONES);
		assert_int_equal(c.secret_life_ms, lives[i].life_ms);
		assert_int_equal(c.refresh_life_ms, lives[i].refresh_life_ms);
	}
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		enum outcome o = granted(&zjgw, "s", false, broken[i], &c);

		if (o != OUTCOME_BROKEN && o != OUTCOME_AGAIN)
			fail_msg("%s: %s", broken[i], outcome_word(o));
	}
	assert_int_equal(granted(&zjgw, "s", true, "{\"code\":\"03\"}", &c), OUTCOME_STALE);
	assert_int_equal(granted(&zjgw, "s", false, "{\"code\":\"03\"}", &c), OUTCOME_DENIED);
	assert_int_equal(granted(&zjgw, "s", false, "{\"code\":\"99\"}", &c), OUTCOME_DENIED);
}

#define WRAPPED "20lb6813t4cqhvbr6yVtOdtJW+vNd7eHKob26+slbTklbH9E24gAHPivoGUDjZ1X"

static void test_national_grant(void **state)
{
	static const struct {
		const char *body;
		enum outcome outcome;
	} cases[] = {
		{"{\"code\":\"0\",\"data\":{\"secret\":\"" WRAPPED "\",\"secretEndTime\":"
		 "1700003600000},\"message\":\"\"}", OUTCOME_FOUND},
		{"{\"code\":\"0\",\"data\":\"{\\\"secret\\\":\\\"" WRAPPED "\\\"}\"}", OUTCOME_FOUND},
		{"{\"code\":\"0\",\"data\":{\"secret\":\"\"}}", OUTCOME_BROKEN},
		{"{\"code\":\"0\",\"data\":{\"secret\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}}", OUTCOME_BROKEN},
		{"{\"code\":\"0\"}", OUTCOME_BROKEN},
		{"{\"code\":\"-1\",\"message\":\"调用失败\"}", OUTCOME_AGAIN},
		{"{\"code\":\"E-106\",\"message\":\"不在授权名单\"}", OUTCOME_DENIED},
	};
	struct credential c;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		enum outcome o = granted(&national, APPKEY, false, cases[i].body, &c);

		if (o != cases[i].outcome)
			fail_msg("%s: %s", cases[i].body, outcome_word(o));
		if (o == OUTCOME_FOUND)
			assert_string_equal(c.secret, "fedcba9876543210fedcba9876543210");
	}
	assert_int_equal(granted(&national, APPKEY, false, cases[0].body, &c), OUTCOME_FOUND);
	assert_int_equal(c.secret_life_ms, 3600000);
	assert_int_equal(granted(&national, APPKEY, false, cases[1].body, &c), OUTCOME_FOUND);
	assert_int_equal(c.secret_life_ms, 1800000); /* unusable: half an hour */
	assert_int_equal(granted(&national, "another", false, cases[0].body, &c), OUTCOME_BROKEN);
}

/* ---- answers ---- */

struct said {
	const struct gateway *origin;
	int status;
	const char *headers, *body;
	enum outcome outcome;
	const char *code;            /* NULL: whatever */
};

static struct remedy read_as(const struct said *s, const struct resource *r, struct reply *out)
{
	struct ask_request ask = ask_of(r);
	struct net_answer got = {.status = s->status, .content_type = "application/json"};
	struct remedy remedy;

	buf_init(&got.headers, 4096);
	buf_adds(&got.headers, s->headers);
	buf_init(&got.body, 65536);
	buf_adds(&got.body, s->body);
	remedy = answer_read(&ask, &got, out);
	buf_release(&got.headers);
	buf_release(&got.body);
	return remedy;
}

static void expect(const struct said *all, size_t n, const char *ok, const char *rows)
{
	for (size_t i = 0; i < n; i++) {
		struct resource r = resource_of(all[i].origin, "/p");
		struct reply reply = {0};

		r.ok = ok;
		r.rows = rows;
		read_as(&all[i], &r, &reply);
		if (reply.outcome != all[i].outcome || (all[i].code && strcmp(reply.code, all[i].code)))
			fail_msg("%d %s%s: %s %s", all[i].status, all[i].headers, all[i].body,
				outcome_word(reply.outcome), reply.code);
		assert_int_equal(reply.n_rows > 0, reply.outcome == OUTCOME_FOUND);
		reply_release(&reply);
	}
}

#define ZJ(datas) "{\"code\":\"00\",\"msg\":\"成功\",\"data\":\"\",\"datas\":" datas ",\"requestId\":\"q1\"}"
#define ROW "{\"sfzh\":\"" HOLDER "\",\"xm\":\"测试甲\"}"
#define QROW "{\\\"sfzh\\\":\\\"" HOLDER "\\\",\\\"xm\\\":\\\"测试甲\\\"}"

static void test_zjgw_answers(void **state)
{
	static const struct said plain[] = {
		{&zjgw, 200, "", ZJ("\"[" QROW "]\""), OUTCOME_FOUND, "00"},
		{&zjgw, 200, "", ZJ("[" ROW "]"), OUTCOME_FOUND, "00"},
		{&zjgw, 200, "", ZJ(ROW), OUTCOME_FOUND, "00"},
		{&zjgw, 200, "", ZJ("\"\""), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("\" \""), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("\"[]\""), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("\"null\""), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("null"), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("[]"), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("7"), OUTCOME_BROKEN, "rows"},
		{&zjgw, 200, "", ZJ("\"7\""), OUTCOME_BROKEN, "json"},
		{&zjgw, 200, "", ZJ("\"\\\"[]\\\"\""), OUTCOME_BROKEN, "json"}, /* doubly encoded */
		{&zjgw, 200, "", ZJ("\"[" QROW "\""), OUTCOME_BROKEN, "json"},
		{&zjgw, 200, "", ZJ("\"[{\\\"sfzh\\\":\\\"330199198812120025\\\"}]\""), OUTCOME_BROKEN,
			"person"},
		{&zjgw, 200, "", "{\"code\":\"00\"}", OUTCOME_BROKEN, "envelope"},
		{&zjgw, 200, "", "{\"code\":0,\"datas\":[]}", OUTCOME_BROKEN, "envelope"},
		{&zjgw, 200, "", "{\"code\":null,\"datas\":[]}", OUTCOME_BROKEN, "envelope"},
		{&zjgw, 200, "", "{\"datas\":[]}", OUTCOME_BROKEN, "envelope"},
		{&zjgw, 200, "", "{\"code\":\"11\",\"msg\":\"x\"}", OUTCOME_STALE, "11"},
		{&zjgw, 200, "", "{\"code\":\"14\",\"msg\":\"x\"}", OUTCOME_STALE, "14"},
		{&zjgw, 200, "", "{\"code\":\"18\",\"msg\":\"x\"}", OUTCOME_LIMIT, "18"},
		{&zjgw, 200, "", "{\"code\":\"03\",\"msg\":\"x\"}", OUTCOME_BADASK, "03"},
		{&zjgw, 200, "", "{\"code\":\"77\",\"msg\":\"x\"}", OUTCOME_BADASK, "77"},
		{&zjgw, 200, "", "{\"code\":\"23\",\"msg\":\"未获授权\"}", OUTCOME_DENIED, "23"},
		{&zjgw, 403, "", "", OUTCOME_DENIED, "403"},
		{&zjgw, 502, "", "", OUTCOME_AGAIN, "502"},
		{&zjgw, 500, "", "", OUTCOME_BROKEN, "500"},
		{&zjgw, 404, "", "", OUTCOME_BADASK, "404"},
	};
	static const struct said inner[] = {
		{&zjgw, 200, "", ZJ("\"{\\\"success\\\":true,\\\"data\\\":[" QROW "]}\""),
			OUTCOME_FOUND, "00"},
		{&zjgw, 200, "", ZJ("{\"success\":true,\"data\":[" ROW "]}"), OUTCOME_FOUND, "00"},
		{&zjgw, 200, "", ZJ("\"{\\\"success\\\":true,\\\"data\\\":[]}\""), OUTCOME_NOTHING, "00"},
		{&zjgw, 200, "", ZJ("\"{\\\"success\\\":false,\\\"errorMsg\\\":\\\"no\\\"}\""),
			OUTCOME_AGAIN, "00"},
		{&zjgw, 200, "", ZJ("\"{\\\"data\\\":[" QROW "]}\""), OUTCOME_BROKEN, "envelope"},
		{&zjgw, 200, "", ZJ("\"{\\\"success\\\":true}\""), OUTCOME_BROKEN, "rows"},
	};

	(void)state;
	expect(plain, COUNT_OF(plain), "", "$");
	expect(inner, COUNT_OF(inner), "$.success == true", "$.data");
}

/* The gateway said yes, the provider no: once more, then it is broken. */
static void test_zjgw_inner_failure(void **state)
{
	static const struct said s = {&zjgw, 200, "",
		ZJ("\"{\\\"success\\\":false,\\\"errorMsg\\\":\\\"库连接失败\\\"}\""), OUTCOME_AGAIN, NULL};
	struct resource r = resource_of(&zjgw, "/p");
	struct reply reply = {0};
	struct remedy remedy;

	(void)state;
	r.ok = "$.success == true";
	r.payload = PAYLOAD_STRING;
	remedy = read_as(&s, &r, &reply);
	assert_string_equal(reply.text, "库连接失败");
	assert_int_equal(remedy.again, 1);
	assert_int_equal(remedy.then, OUTCOME_BROKEN);
	assert_false(reply.odd_payload);
	assert_string_equal(reply.receipt, "q1");
	reply_release(&reply);
}

static void test_irs_answers(void **state)
{
	static const struct said all[] = {
		{&irs, 200, "", "{\"code\":200,\"data\":[" ROW "]}", OUTCOME_FOUND, "200"},
		{&irs, 200, "", "{\"code\":500,\"message\":\"x\",\"data\":[]}", OUTCOME_BADASK, "500"},
		{&irs, 401, "", "{\"message\":\"Clock skew exceeded\"}", OUTCOME_STALE, "401"},
		{&irs, 401, "", "{\"message\":\"Invalid signature\"}", OUTCOME_STALE, "401"},
		{&irs, 401, "", "{\"message\":\"Invalid access key\"}", OUTCOME_DENIED, "401"},
		{&irs, 401, "", "{\"message\":\"The route_id is forbidden.\"}", OUTCOME_DENIED, "401"},
		{&irs, 404, "", "", OUTCOME_BADASK, "404"},
		{&irs, 503, "", "", OUTCOME_AGAIN, "503"},
	};

	(void)state;
	expect(all, COUNT_OF(all), "$.code == 200", "$.data");
}

static void test_national_answers(void **state)
{
	static const struct said all[] = {
		{&national, 200, "", "{\"code\":\"200\",\"data\":[" ROW "]}", OUTCOME_FOUND, "200"},
		{&national, 200, "", "{\"code\":\"300\",\"message\":\"没有数据\"}", OUTCOME_NOTHING, "300"},
		{&national, 200, "", "{\"code\":\"300\",\"message\":\"签名校验失败\"}", OUTCOME_STALE, "300"},
		{&national, 200, "", "{\"code\":\"300\",\"message\":\"catalog-001\"}", OUTCOME_BADASK, "300"},
		{&national, 200, "", "{\"errCode\":\"E-106\",\"errMsg\":\"x\"}", OUTCOME_DENIED, "E-106"},
		{&national, 200, "", "{\"errCode\":\"-1\",\"errMsg\":\"x\"}", OUTCOME_AGAIN, "-1"},
		{&national, 200, "", "{\"errCode\":-1,\"errMsg\":\"x\"}", OUTCOME_AGAIN, "-1"},
		{&national, 200, "", "{\"errCode\":\"E-1\",\"errMsg\":\"缺少参数rid\"}", OUTCOME_BADASK,
			"underscore"},
		{&national, 200, "", "{\"errCode\":\"E-1\",\"errMsg\":\"missing gjgxjhpt_rid\"}",
			OUTCOME_BADASK, "underscore"},
		{&national, 400, "", "{\"message\":\"rid不能为空\"}", OUTCOME_BADASK, "underscore"},
		{&national, 504, "", "", OUTCOME_AGAIN, "504"},
	};
	static const struct said bare[] = {
		{&national, 200, "", "[" ROW "]", OUTCOME_FOUND, "200"},
		{&national, 200, "", "[]", OUTCOME_NOTHING, "200"},
	};

	(void)state;
	expect(all, COUNT_OF(all), "$.code == 200", "$.data");
	expect(bare, COUNT_OF(bare), "", "$");
}

#define XR(type) "date: x\nx-road-error: " type "\n"
#define XM "{\"type\":\"t\",\"message\":\"m\",\"detail\":\"d\"}"

/* Section 4's table; in both spellings, and permanent although it is 500. */
static void test_xroad_errors(void **state)
{
	static const struct said all[] = {
		{&xroad, 500, XR("Server.ServerProxy.ServiceFailed.NetworkError"), XM, OUTCOME_AGAIN,
			"servicefailed.networkerror"},
		{&xroad, 500, XR("server.serverproxy.service_failed.network_error"), XM, OUTCOME_AGAIN,
			"servicefailed.networkerror"},
		{&xroad, 500, XR("Server.ServerProxy.ServiceFailed.HttpError"), XM, OUTCOME_AGAIN, NULL},
		{&xroad, 500, XR("Server.ServerProxy.ServiceFailed.InternalError"), XM, OUTCOME_BROKEN,
			NULL},
		{&xroad, 500, XR("Server.ClientProxy.InternalError"), XM, OUTCOME_BADASK,
			"internalerror"},
		{&xroad, 500, XR("Server.ServerProxy.InternalError"), XM, OUTCOME_BROKEN, NULL},
		{&xroad, 500, XR("Server.ClientProxy.TimestampingFailed.X"), XM, OUTCOME_AGAIN, NULL},
		{&xroad, 500, XR("Server.ClientProxy.LoggingFailed.TimestamperFailed"), XM,
			OUTCOME_AGAIN, NULL},
		{&xroad, 500, XR("Server.ClientProxy.OutdatedGlobalConf"), XM, OUTCOME_AGAIN, NULL},
		{&xroad, 500, XR("server.clientproxy.global_conf_outdated"), XM, OUTCOME_AGAIN, NULL},
		{&xroad, 500, XR("Server.ServerProxy.AccessDenied"), XM, OUTCOME_DENIED, "accessdenied"},
		{&xroad, 500, XR("server.serverproxy.access_denied"), XM, OUTCOME_DENIED, "accessdenied"},
		{&xroad, 500, XR("Server.ServerProxy.SslAuthenticationFailed"), XM, OUTCOME_DENIED, NULL},
		{&xroad, 500, XR("Server.ClientProxy.UnknownMember"), XM, OUTCOME_BADASK,
			"unknownmember"},
		{&xroad, 500, XR("Server.ServerProxy.UnknownService"), XM, OUTCOME_BADASK, NULL},
		{&xroad, 500, XR("Server.ServerProxy.ServiceType"), XM, OUTCOME_BADASK, NULL},
		{&xroad, 400, XR("Client.BadRequest"), XM, OUTCOME_BADASK, NULL},
		{&xroad, 500, XR("Server.ClientProxy.InconsistentResponse"), XM, OUTCOME_BROKEN, NULL},
		{&xroad, 500, XR("Server.ClientProxy.SomethingNew"), "<fault/>", OUTCOME_BROKEN, NULL},
		/* without the header it was the provider */
		{&xroad, 500, "x-road-id: 1\n", "{\"message\":\"x\"}", OUTCOME_BROKEN, "500"},
		{&xroad, 503, "x-road-id: 1\n", "", OUTCOME_AGAIN, "503"},
		{&xroad, 404, "x-road-id: 1\n", "", OUTCOME_BADASK, "404"},
		{&xroad, 200, "x-road-id: 1\n", "[" ROW "]", OUTCOME_FOUND, "200"},
	};

	(void)state;
	expect(all, COUNT_OF(all), "", "$");
}

static void test_xroad_words(void **state)
{
	static const struct said off = {&xroad, 500, XR("Server.ServerProxy.ServiceDisabled"),
		"{\"message\":\"Service CS/GOV/1/a is disabled: 维护到18:00\"}", OUTCOME_DENIED, NULL};
	static const struct said rest = {&xroad, 500, XR("server.clientproxy.maintenance_mode"), XM,
		OUTCOME_AGAIN, NULL};
	static const struct said good = {&xroad, 200, "x-road-request-hash: aGFzaA==\n",
		"[" ROW "]", OUTCOME_FOUND, NULL};
	struct resource r = resource_of(&xroad, "");
	struct reply reply = {0};
	struct remedy remedy;

	(void)state;
	read_as(&off, &r, &reply);
	assert_int_equal(reply.outcome, OUTCOME_DENIED);
	assert_string_equal(reply.text, "维护到18:00");
	reply_release(&reply);
	remedy = read_as(&rest, &r, &reply);
	assert_int_equal(remedy.again, 0);
	assert_true(remedy.rest_s >= 60);
	reply_release(&reply);
	read_as(&good, &r, &reply);
	assert_string_equal(reply.receipt, "aGFzaA=="); /* kept with the evidence */
	reply_release(&reply);
}

static void test_ticket_answers(void **state)
{
	static const struct said all[] = {
		{&ticket, 200, "", "{\"result\":\"0\",\"errmsg\":\"\",\"token\":\"t\"}", OUTCOME_FOUND, "0"},
		{&ticket, 200, "", "{\"result\":0,\"token\":\"t\"}", OUTCOME_FOUND, "0"},
		{&ticket, 200, "", "{\"result\":\"1001\",\"errmsg\":\"x\"}", OUTCOME_DENIED, "ticket"},
		{&ticket, 200, "", "{}", OUTCOME_BROKEN, "envelope"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		struct resource r = resource_of(&ticket, "/p");
		struct reply reply = {0};

		r.same = "";
		read_as(&all[i], &r, &reply);
		assert_int_equal(reply.outcome, all[i].outcome);
		assert_string_equal(reply.code, all[i].code);
		reply_release(&reply);
	}
}

/* ---- pages ---- */

#define PAGE(total, rows) "{\"code\":200,\"total\":" total ",\"data\":[" rows "]}"

static void test_pages(void **state)
{
	static const struct said first = {&irs, 200, "", PAGE("5", ROW "," ROW), OUTCOME_FOUND, NULL};
	static const struct said last = {&irs, 200, "", PAGE("5", ROW), OUTCOME_FOUND, NULL};
	static const struct said none = {&irs, 200, "", PAGE("5", ""), OUTCOME_FOUND, NULL};
	static const struct said down = {&irs, 502, "", "", OUTCOME_AGAIN, NULL};
	static const struct said no = {&irs, 403, "", "", OUTCOME_DENIED, NULL};
	struct resource r = resource_of(&irs, "/p");
	struct reply reply = {0};

	(void)state;
	r.rows = "$.data";
	r.rows_max = 100;
	r.page_arg = "pageNum";
	r.page_total = "$.total";
	r.page_max = 3;
	assert_false(read_as(&first, &r, &reply).whole);
	assert_false(read_as(&first, &r, &reply).whole);
	assert_int_equal(reply.n_rows, 4);
	read_as(&down, &r, &reply); /* keeps what it has for the next try */
	assert_int_equal(reply.n_rows, 4);
	assert_true(read_as(&last, &r, &reply).whole);
	assert_int_equal(reply.outcome, OUTCOME_FOUND);
	assert_int_equal(reply.n_rows, 5);
	assert_int_equal(reply.pages, 3);
	assert_int_equal(reply.more, 0);
	assert_non_null(strstr(buf_text(&reply.body), "}\n{"));
	reply_release(&reply);

	r.page_max = 2; /* the rest is known to exist */
	read_as(&first, &r, &reply);
	assert_true(read_as(&first, &r, &reply).whole);
	assert_int_equal(reply.more, 1);
	reply_release(&reply);
	r.rows_max = 2;
	assert_true(read_as(&first, &r, &reply).whole);
	assert_int_equal(reply.n_rows, 2);
	assert_int_equal(reply.more, 3);
	reply_release(&reply);
	r.rows_max = 100; /* an empty page ends the list */
	read_as(&first, &r, &reply);
	assert_true(read_as(&none, &r, &reply).whole);
	assert_int_equal(reply.outcome, OUTCOME_FOUND);
	assert_int_equal(reply.n_rows, 2);
	reply_release(&reply);
	read_as(&first, &r, &reply);
	read_as(&no, &r, &reply); /* half a list is no list */
	assert_int_equal(reply.outcome, OUTCOME_DENIED);
	assert_int_equal(reply.n_rows, 0);
	assert_int_equal(reply.body.len, 0);
	reply_release(&reply);
}

/* ---- dates ---- */

static void test_dates(void **state)
{
	static const char *const bad[] = {"", "Tue, 14 Nov 2023 22:13:20", "14 Nov 2023 22:13:20 GMT",
		"Wed, 14 Nov 2023 22:13:20 GMT", "Tue, 14 Nov 2023 22:13:20 UTC",
		"Tue, 31 Nov 2023 22:13:20 GMT", "Tue, 14 nov 2023 22:13:20 GMT",
		"Tue, 14 Nov 2023 22:13:20 GMT ", "Tuesday, 14-Nov-23 22:13:20 GMT"};
	char date[HTTP_DATE_SIZE];
	int64_t ms = 7;

	(void)state;
	assert_true(http_date_parse("Tue, 14 Nov 2023 22:13:20 GMT", &ms));
	assert_int_equal(ms, DATE_MS);
	http_date(951827696000, date); /* date -u -d @951827696 */
	assert_string_equal(date, "Tue, 29 Feb 2000 12:34:56 GMT");
	assert_true(http_date_parse(date, &ms));
	assert_int_equal(ms, 951827696000);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(http_date_parse(bad[i], &ms));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zjgw_form),
		cmocka_unit_test(test_zjgw_header),
		cmocka_unit_test(test_irs),
		cmocka_unit_test(test_national),
		cmocka_unit_test(test_xroad),
		cmocka_unit_test(test_ticket),
		cmocka_unit_test(test_openapi),
		cmocka_unit_test(test_no_header_is_smuggled),
		cmocka_unit_test(test_zjgw_renewal),
		cmocka_unit_test(test_national_renewal),
		cmocka_unit_test(test_zjgw_grant),
		cmocka_unit_test(test_national_grant),
		cmocka_unit_test(test_zjgw_answers),
		cmocka_unit_test(test_zjgw_inner_failure),
		cmocka_unit_test(test_irs_answers),
		cmocka_unit_test(test_national_answers),
		cmocka_unit_test(test_xroad_errors),
		cmocka_unit_test(test_xroad_words),
		cmocka_unit_test(test_ticket_answers),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_dates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
