/* SPDX-License-Identifier: MIT
 *
 * The vocabulary of faults: what the hostile department answers to each path. First the answers
 * that are only bytes (one row each), then those that need doing.
 */
#ifndef ONETRIP_FAULTS_H
#define ONETRIP_FAULTS_H

#include "tests/exchange/gateways.h"

#define NAMED(name) ANSWER("{\"id\":\"" HOLDER_ID "\",\"name\":\"" name "\"}")
#define WITH(member) ANSWER("{\"id\":\"" HOLDER_ID "\"," member "}")
#define COUNTED(text) text, sizeof(text) - 1
#define PLAIN(text) "200 OK", "application/json", "", COUNTED(text)
#define TYPED(type, text) "200 OK", type, "", COUNTED(text)
#define STATUS(status, text) status, "application/json", "", COUNTED(text)

/* 陈雨桐 and 陈𠮷䶮 as an independent converter writes them. */
#define GB_NAME "\xB3\xC2\xD3\xEA\xCD\xA9"
#define GB_RARE "\xB3\xC2\x95\x34\xB2\x35\xFE\x9F"
#define GB_LINE(name) "{\"code\":\"0\",\"data\":[{\"id\":\"" HOLDER_ID "\",\"name\":\"" name "\"}]}"

static const struct bytes_fault {
	const char *name;
	const char *status, *type, *headers;
	const char *body;
	size_t len;
} bytes_faults[] = {
	{"good", PLAIN(GOOD)},
	{"next", PLAIN(GOOD)}, /* asked after every fault, not counted */
	/* characters */
	{"gbk", TYPED("application/json; charset=GBK", GB_LINE(GB_NAME))},
	{"gbk_rare", TYPED("application/json;charset=\"gb2312\"", GB_LINE(GB_RARE))},
	{"gbk_lie", TYPED("application/json; charset=utf-8", GB_LINE(GB_NAME))},
	{"gbk_nolabel", PLAIN(GB_LINE(GB_NAME))},
	{"gbk_bad", TYPED("application/json; charset=GBK", GB_LINE("\xB3\xFF"))},
	{"latin", TYPED("application/json; charset=iso-8859-1", GOOD)},
	{"bom", PLAIN("\xEF\xBB\xBF" GOOD)},
	{"bom_twice", PLAIN("\xEF\xBB\xBF\xEF\xBB\xBF" GOOD)},
	{"utf16", PLAIN("\xFF\xFE{\0}\0")},
	{"utf16_label", TYPED("application/json; charset=utf-16", GOOD)},
	{"bad_utf8", TYPED("application/json; charset=utf-8", NAMED("a\xFF"))},
	{"overlong", TYPED("application/json; charset=utf-8", NAMED("\xC1\x81"))},
	{"nul", PLAIN(NAMED("Chen\\u0000Yu"))},
	{"raw_nul", PLAIN(NAMED("Chen\0Yu"))},
	{"lone_surrogate", PLAIN(NAMED("\\ud842"))},
	{"raw_ctrl", PLAIN(NAMED("a\x1B[2J"))},
	/* JSON */
	{"nan", PLAIN(WITH("\"address\":NaN"))},
	{"single_quotes", PLAIN("{'code':'0','data':[]}")},
	{"jsonp", PLAIN("callback(" GOOD ")")},
	{"concat", PLAIN(GOOD GOOD)},
	{"trailing", PLAIN(GOOD " and more")},
	{"dup_keys", PLAIN(WITH("\"name\":\"A\",\"name\":\"B\""))},
	{"cut_json", PLAIN("{\"code\":\"0\",\"data\":[" ROW(HOLDER_ID))},
	{"empty", PLAIN("")},
	{"spaces", PLAIN("  \r\n  ")},
	{"wrong_type", PLAIN("[" ROW(HOLDER_ID) "]")},
	{"scalar", PLAIN("42")},
	{"rows_text", PLAIN("{\"code\":\"0\",\"data\":\"[]\"}")},
	{"rows_number", PLAIN("{\"code\":\"0\",\"data\":[7]}")},
	{"rows_missing", PLAIN("{\"code\":\"0\"}")},
	{"rows_null", PLAIN("{\"code\":\"0\",\"data\":null}")},
	{"rows_none", PLAIN(ANSWER(""))},
	{"rows_object", PLAIN("{\"code\":\"0\",\"data\":" ROW(HOLDER_ID) "}")},
	/* values */
	{"ansi", PLAIN(NAMED("a\\u001b[2J\\u009bm\\r\\nb"))},
	{"bidi", PLAIN(NAMED("a\\u202eb\\u200bc"))},
	{"numeric_id", PLAIN(ANSWER("{\"id\":" HOLDER_ID ",\"name\":\"A\"}"))},
	{"numeric_no", PLAIN(WITH("\"name\":\"A\",\"card_no\":12345"))},
	{"big_number", PLAIN(WITH("\"address\":1234567890123456789012345678901234567890"))},
	{"big_power", PLAIN(WITH("\"address\":1E400"))},
	{"decimal", PLAIN(WITH("\"address\":120.15358000000001"))},
	{"big_elsewhere", PLAIN(WITH("\"name\":\"A\",\"serial\":12345678901234567890"))},
	{"nested_value", PLAIN(WITH("\"name\":{\"first\":\"A\"}"))},
	{"list_value", PLAIN(WITH("\"address\":[\"A\",\"B\",3,true]"))},
	{"extra_fields", PLAIN(WITH("\"name\":\"A\",\"sex\":\"2\",\"phone\":\"1\""))},
	{"missing_fields", PLAIN(WITH("\"name\":null"))},
	{"wrong_person", PLAIN(ANSWER(ROW(OTHER_ID)))},
	{"wrong_second", PLAIN(ANSWER(ROW(HOLDER_ID) "," ROW(OTHER_ID)))},
	{"no_person", PLAIN(ANSWER("{\"name\":\"A\"}"))},
	/* envelope */
	{"err", PLAIN("{\"code\":\"77\",\"message\":\"no such thing " HOLDER_ID " of " HOLDER_NAME
		      "\",\"data\":[]}")},
	{"code_null", PLAIN("{\"code\":null,\"data\":[" ROW(HOLDER_ID) "]}")},
	{"code_int", PLAIN("{\"code\":0,\"data\":[" ROW(HOLDER_ID) "]}")},
	{"code_missing", PLAIN("{\"data\":[" ROW(HOLDER_ID) "]}")},
	{"ctype", TYPED("text/html", GOOD)},
	{"ctype_none", TYPED("", GOOD)},
	{"ctype_problem", TYPED("application/problem+json", GOOD)},
	{"html_login", TYPED("text/html; charset=utf-8", "<html><form>Log in</form></html>")},
	{"html_err", PLAIN(" <!DOCTYPE html><html>502</html>")},
	/* gateways' own words: the province's envelope, begun so that nobody wraps it again */
#define ZJ(code, msg, datas) "{\"msg\":\"" msg "\",\"code\":" code ",\"datas\":" datas "}"
	{"zj11", PLAIN(ZJ("\"11\"", "period", "\"\""))},
	{"zj14", PLAIN(ZJ("\"14\"", "sign", "\"\""))},
	{"zj18", PLAIN(ZJ("\"18\"", "volume", "\"\""))},
	{"zj77", PLAIN(ZJ("\"77\"", "no such thing " HOLDER_ID " of " HOLDER_NAME, "\"\""))},
	{"zj_granted", PLAIN(ZJ("\"23\"", "接口未授权", "\"\""))},
	{"zj_code_null", PLAIN(ZJ("null", "", "[" ROW(HOLDER_ID) "]"))},
	{"zj_code_int", PLAIN(ZJ("0", "", "[" ROW(HOLDER_ID) "]"))},
	{"datas_null", PLAIN(ZJ("\"00\"", "ok", "null"))},
	{"datas_blank", PLAIN(ZJ("\"00\"", "ok", "\"\""))},
	{"datas_none", PLAIN(ZJ("\"00\"", "ok", "\"[]\""))},
	{"datas_list", PLAIN(ZJ("\"00\"", "ok", "[" ROW(HOLDER_ID) "]"))},
	{"datas_object", PLAIN(ZJ("\"00\"", "ok", "{\"code\":\"0\",\"data\":[" ROW(HOLDER_ID) "]}"))},
	{"datas_string", PLAIN(ZJ("\"00\"", "ok", "\"[{\\\"id\\\":\\\"" HOLDER_ID "\\\",\\\"name"
				  "\\\":\\\"A\\\"}]\""))},
	{"datas_twice", PLAIN(ZJ("\"00\"", "ok", "\"\\\"[]\\\"\""))},
	{"datas_missing", PLAIN("{\"msg\":\"ok\",\"code\":\"00\"}")},
	{"inner_fail", PLAIN("{\"code\":\"500\",\"message\":\"库连接失败\"}")},
	/* the national platform's */
	{"na_nothing", PLAIN("{\"code\":\"300\",\"message\":\"没有数据\"}")},
	{"na_denied", PLAIN("{\"errCode\":\"E-106\",\"errMsg\":\"不在授权名单\"}")},
	{"na_failed", PLAIN("{\"errCode\":\"-1\",\"errMsg\":\"调用失败\"}")},
	/* X-Road's security servers, in both spellings */
#define XR(type, message)                                                                          \
	"500 Internal Server Error", "application/json", "X-Road-Error: " type "\r\n",              \
		COUNTED("{\"type\":\"" type "\",\"message\":\"" message "\",\"detail\":\"d1\"}")
	{"xr_denied", XR("Server.ServerProxy.AccessDenied", "Request is not allowed")},
	{"xr_denied_snake", XR("server.serverproxy.access_denied", "Request is not allowed")},
	{"xr_down", XR("Server.ServerProxy.ServiceFailed.NetworkError", "Connection refused")},
	{"xr_down_snake", XR("server.serverproxy.service_failed.network_error", "Connection refused")},
	{"xr_off", XR("Server.ServerProxy.ServiceDisabled", "Service T/a is disabled: 维护到18时")},
	{"xr_off_snake", XR("server.serverproxy.service_disabled", "Service T/a is disabled: 维护到18时")},
	{"xr_unknown", XR("Server.ClientProxy.UnknownMember", "Could not find addresses")},
	{"xr_conf", XR("Server.ClientProxy.OutdatedGlobalConf", "Global configuration is out of date")},
	{"xr_conf_snake", XR("server.clientproxy.global_conf_outdated", "Global configuration")},
	{"xr_broken", XR("Server.ClientProxy.InconsistentResponse", "x")},
	{"xr_good", "200 OK", "application/json", "X-Road-Request-Hash: aGFzaA==\r\n", COUNTED(GOOD)},
	/* tickets */
	{"sso_good", PLAIN("{\"result\":\"0\",\"errmsg\":\"\",\"name\":\"t1\"}")},
	{"sso_used", PLAIN("{\"result\":1001,\"errmsg\":\"ticket used\"}")},
	/* packing */
	{"gzip", "200 OK", "application/json", "Content-Encoding: gzip\r\n",
		COUNTED("\x1F\x8B\x08\0\0\0\0\0\0\x03\xAB\xAE\x05\0\x43\xBF\xA6\xA3\x02\0\0\0")},
	{"gzip_lie", "200 OK", "application/json", "Content-Encoding: gzip\r\n", COUNTED(GOOD)},
	{"gzip_twice", "200 OK", "application/json", "Content-Encoding: gzip, gzip\r\n",
		COUNTED("\x1F\x8B\x08")},
	{"deflate", "200 OK", "application/json", "Content-Encoding: deflate\r\n", COUNTED("\x78")},
	{"br", "200 OK", "application/json", "Content-Encoding: br\r\n", COUNTED("\x0B")},
	{"identity", "200 OK", "application/json", "Content-Encoding: identity\r\n", COUNTED(GOOD)},
	{"te_gzip", "200 OK", "application/json", "Transfer-Encoding: gzip, chunked\r\n",
		COUNTED("0\r\n\r\n")},
	/* status */
	{"s204", STATUS("204 No Content", "")},
	{"s400", STATUS("400 Bad Request", "{\"code\":\"E1\",\"message\":\"bad item\"}")},
	{"s401", STATUS("401 Unauthorized", "")},
	{"s403", STATUS("403 Forbidden", "{\"code\":\"403\",\"message\":\"not granted\"}")},
	{"s404", STATUS("404 Not Found", "")},
	{"s404_body", STATUS("404 Not Found", "{\"message\":\"no record\"}")},
	{"s409", STATUS("409 Conflict", "")},
	{"s422", STATUS("422 Unprocessable", "")},
	{"s500", STATUS("500 Internal Server Error", "<html>trace</html>")},
	{"s502", STATUS("502 Bad Gateway", "")},
	{"s429_day", "429 Too Many Requests", "", "Retry-After: 86400\r\n", COUNTED("")},
	{"s503_date", "503 Service Unavailable", "",
		"Retry-After: Fri, 31 Dec 2199 23:59:59 GMT\r\n", COUNTED("")},
	{"redirect", "302 Found", "", "Location: /trap\r\n", COUNTED("")},
	{"redirect307", "307 Temporary Redirect", "", "Location: /trap\r\n", COUNTED("")},
	{"redirect_file", "302 Found", "", "Location: file:///etc/passwd\r\n", COUNTED("")},
	{"trap", PLAIN(GOOD)},
	/* headers */
	{"cookie", "200 OK", "application/json", "Set-Cookie: track=1; Path=/\r\n", COUNTED(GOOD)},
	{"header_fold", "200 OK", "application/json", "X-A: 1\r\n 2\r\n", COUNTED(GOOD)},
	{"dup_cl", "200 OK", "application/json", "Content-Length: 9999\r\n", COUNTED(GOOD)},
};

/* ---- faults of the line ---- */

static void do_hang(struct peer *p)
{
	until_it_leaves(p);
}

static void do_slow_headers(struct peer *p)
{
	if (put_text(p, "HTTP/1.1 200 OK\r\n"))
		put_slowly(p, "X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
			      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	until_it_leaves(p);
}

static void do_slow_body(struct peer *p)
{
	static const char blanks[] = "                                                          ";

	if (!put_text(p, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
			 "Content-Length: 50000\r\n\r\n"))
		return;
	put_slowly(p, blanks);
	until_it_leaves(p);
}

static void do_stall_body(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"code\":");
	until_it_leaves(p);
}

static void do_close(struct peer *p)
{
	(void)p;
}

static void do_close_once(struct peer *p)
{
	if (p->turn > 1)
		put_good(p);
}

static void do_reset(struct peer *p)
{
	reset_line(p);
}

static void do_cut(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000"
		    "\r\n\r\n");
	put_text(p, p->good);
}

static void do_cut_once(struct peer *p)
{
	if (p->turn > 1)
		put_good(p);
	else
		do_cut(p);
}

#define CHUNKED                                                                                    \
	"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

static void put_chunk(struct peer *p, const char *text)
{
	char size[20];

	(void)snprintf(size, sizeof(size), "%zx\r\n", strlen(text));
	if (put_text(p, size) && put_text(p, text))
		put_text(p, "\r\n");
}

static void do_chunked(struct peer *p)
{
	put_text(p, CHUNKED);
	put_chunk(p, p->good);
	put_text(p, "0\r\n\r\n");
}

static void do_chunk_cut(struct peer *p)
{
	put_text(p, CHUNKED);
	put_chunk(p, p->good);
}

static void do_chunk_bad(struct peer *p)
{
	put_text(p, CHUNKED "xyz\r\n");
	put_text(p, p->good);
}

static void do_huge(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n");
	until_it_leaves(p);
}

static bool put_filler(struct peer *p, size_t len)
{
	char filler[16384];

	memset(filler, ' ', sizeof(filler));
	for (; len > 0; len -= len < sizeof(filler) ? len : sizeof(filler)) {
		if (!put_bytes(p, filler, len < sizeof(filler) ? len : sizeof(filler)))
			return false;
	}
	return true;
}

static void do_huge_chunked(struct peer *p)
{
	if (put_text(p, CHUNKED "1000000\r\n"))
		put_filler(p, 0x1000000);
	put_text(p, "\r\n0\r\n\r\n");
}

static void do_endless(struct peer *p)
{
	bool there = put_text(p, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");

	while (there)
		there = put_filler(p, 16384);
}

static void do_deep(struct peer *p)
{
	static char deep[100000];

	memset(deep, '[', sizeof(deep));
	put_json(p, deep, sizeof(deep));
}

static void do_long_field(struct peer *p)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_adds(&b, "{\"code\":\"0\",\"data\":[{\"id\":\"" HOLDER_ID "\",\"name\":\"");
	for (int i = 0; i < 50000; i++)
		buf_adds(&b, "0123456789");
	buf_adds(&b, "\"}]}");
	put_json(p, b.data, b.len);
	buf_release(&b);
}

static void do_many_rows(struct peer *p)
{
	struct buf b;

	buf_init(&b, 4 << 20);
	buf_adds(&b, "{\"code\":\"0\",\"data\":[" ROW(HOLDER_ID));
	for (int i = 1; i < 20000; i++)
		buf_adds(&b, "," ROW(HOLDER_ID));
	buf_adds(&b, "]}");
	put_json(p, b.data, b.len);
	buf_release(&b);
}

/* ---- faults of the head ---- */

static void do_header_nul(struct peer *p)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nX-A: b\0c\r\nContent-Length: 2\r\n\r\n{}";

	put_bytes(p, head, sizeof(head) - 1);
}

static void do_huge_header(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nX-A: ");
	put_filler(p, 200000);
	put_text(p, "\r\nContent-Length: 2\r\n\r\n{}");
}

static void do_many_headers(struct peer *p)
{
	bool there = put_text(p, "HTTP/1.1 200 OK\r\n");

	for (int i = 0; i < 20000 && there; i++)
		there = put_text(p, "X-A: 0123456789\r\n");
	put_text(p, "Content-Length: 2\r\n\r\n{}");
}

static void do_early_endless(struct peer *p)
{
	bool there = true;

	while (there)
		there = put_text(p, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
}

static void do_close_after(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: keep-alive\r\n");
	(void)snprintf(p->path, sizeof(p->path), "Content-Length: %zu\r\n\r\n", strlen(p->good));
	put_text(p, p->path);
	put_text(p, p->good);
}

static void do_redirect_loop(struct peer *p)
{
	put_answer(p, "302 Found", "", "Location: /redirect_loop\r\n", "", 0);
}

/* 25 rows, ten a page; the page is asked for in the body. */
static void do_pages(struct peer *p)
{
	const char *at = strstr(p->request, "pageNum");
	int page = 0, rows;
	struct buf b;

	if (at)
		page = atoi(at + strcspn(at, "0123456789"));
	rows = page == 3 ? 5 : page == 1 || page == 2 ? 10 : 0;
	buf_init(&b, 1 << 16);
	buf_adds(&b, "{\"code\":\"0\",\"total\":25,\"data\":[");
	for (int i = 0; i < rows; i++)
		buf_addf(&b, "%s{\"id\":\"" HOLDER_ID "\",\"name\":\"row %d\"}", i ? "," : "",
			(page - 1) * 10 + i);
	buf_adds(&b, "]}");
	put_json(p, b.data, b.len);
	buf_release(&b);
}

static void do_early103(struct peer *p)
{
	put_text(p, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
	put_good(p);
}

static void do_bad_status(struct peer *p)
{
	put_text(p, "HTTP/1.1 OK 200\r\nContent-Length: 2\r\n\r\n{}");
}

static void do_http09(struct peer *p)
{
	put_text(p, p->good);
}

static void do_http10(struct peer *p)
{
	put_text(p, "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n");
	put_text(p, p->good);
}

static void do_te_cl(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n"
		    "Transfer-Encoding: chunked\r\n\r\n");
	put_chunk(p, p->good);
	put_text(p, "0\r\n\r\n");
}

static void do_dup_cl_long(struct peer *p)
{
	put_text(p, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nContent-Length: 9999\r\n\r\n");
	put_text(p, p->good);
}

/* The right answer, and behind it on the same line one about somebody else. */
static void do_extra(struct peer *p)
{
	put_good(p);
	put_json(p, ANSWER(ROW(OTHER_ID)), strlen(ANSWER(ROW(OTHER_ID))));
}

/* ---- faults that pass or depend on the question ---- */

static void limited(struct peer *p, const char *status)
{
	char headers[64] = "";

	if (p->argument > 0)
		(void)snprintf(headers, sizeof(headers), "Retry-After: %d\r\n", p->argument);
	if (p->turn > 1 && p->argument > 0)
		put_good(p);
	else
		put_answer(p, status, "", headers, "", 0);
}

static void do_h429(struct peer *p)
{
	limited(p, "429 Too Many Requests");
}

static void do_h503(struct peer *p)
{
	limited(p, "503 Service Unavailable");
}

static void do_bearer(struct peer *p)
{
	char want[64];

	(void)snprintf(want, sizeof(want), "\r\nAuthorization: Bearer secret%d\r\n", p->argument);
	if (strstr(p->request, want))
		put_good(p);
	else
		put_answer(p, "401 Unauthorized", "", "", "", 0);
}

/* Answers nobody before "argument" questions are there. */
static void do_together(struct peer *p)
{
	struct hostile *h = p->server;

	pthread_mutex_lock(&h->lock);
	h->waiting++;
	pthread_cond_broadcast(&h->changed);
	while (h->waiting < p->argument && !h->stop)
		pthread_cond_wait(&h->changed, &h->lock);
	pthread_mutex_unlock(&h->lock);
	put_good(p);
}

static const struct {
	const char *name;
	void (*act)(struct peer *p);
} acting_faults[] = {
	{"hang", do_hang}, {"slow_headers", do_slow_headers}, {"slow_body", do_slow_body},
	{"stall_body", do_stall_body}, {"close", do_close}, {"close_once", do_close_once},
	{"reset", do_reset}, {"cut", do_cut}, {"cut_once", do_cut_once}, {"chunked", do_chunked},
	{"chunk_cut", do_chunk_cut}, {"chunk_bad", do_chunk_bad}, {"huge", do_huge},
	{"huge_chunked", do_huge_chunked}, {"endless", do_endless}, {"deep", do_deep},
	{"long_field", do_long_field}, {"many_rows", do_many_rows}, {"header_nul", do_header_nul},
	{"huge_header", do_huge_header}, {"many_headers", do_many_headers},
	{"early_endless", do_early_endless}, {"early103", do_early103},
	{"bad_status", do_bad_status}, {"http09", do_http09}, {"http10", do_http10},
	{"te_cl", do_te_cl}, {"dup_cl_long", do_dup_cl_long}, {"extra", do_extra}, {"h429", do_h429}, {"h503", do_h503},
	{"bearer", do_bearer}, {"together", do_together}, {"close_after", do_close_after},
	{"redirect_loop", do_redirect_loop}, {"pages", do_pages}, {"no_underscore", put_good},
};

static void fault_of_path(struct peer *p)
{
	for (size_t i = 0; i < COUNT_OF(bytes_faults); i++) {
		const struct bytes_fault *f = &bytes_faults[i];

		if (strcmp(f->name, p->path) == 0) {
			put_answer(p, f->status, f->type, f->headers, f->body, f->len);
			return;
		}
	}
	for (size_t i = 0; i < COUNT_OF(acting_faults); i++) {
		if (strcmp(acting_faults[i].name, p->path) == 0) {
			acting_faults[i].act(p);
			return;
		}
	}
	put_answer(p, "501 No Such Fault", "", "", "", 0);
}

#endif
