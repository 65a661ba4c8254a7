/* SPDX-License-Identifier: MIT
 *
 * The gateways before the hostile departments: they know their keys, look at signatures and clocks
 * by their own sums (libcrypto, not the code under test), issue secrets, count and refuse. A case
 * turns their knobs in struct gates.
 */
#ifndef ONETRIP_GATEWAYS_H
#define ONETRIP_GATEWAYS_H

#define ERR_STATE OPENSSL_ERR_STATE
#include <openssl/evp.h>
#include <openssl/hmac.h>
#undef ERR_STATE
#include <stdlib.h>

#include "core/base/text.h"
#include "tests/exchange/hostile.h"

#define ZJ_KEY "A330199000000202401000001"
#define ZJ_ROOT "Qm7xN4vT9sK2pZ6w"
#define IRS_KEY "BCDSGA_demo000000000000000000000001"
#define IRS_ROOT "BCDSGS_demo000000000000000000000001"
#define NA_RID "3f0c1a52-7d7e-4a1b-9c55-000000000001@1"
#define NA_SID "s_1200000900000_9001"
#define NA_ROOT "k0000000000000000000000000000001"
#define SSO_KEY "onetripdemo"
#define SSO_ROOT "onetripdemopwd"
#define ZJ_WINDOW_MS 300000
#define IRS_WINDOW_MS 90000

enum { RENEWAL_TAKES_MS = 8 };

/* ---- sums ---- */

static void md5_of(const char *text, char out[33])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	size_t len = 0;

	(void)EVP_Q_digest(NULL, "MD5", NULL, text, strlen(text), sum, &len);
	for (size_t i = 0; i < 16; i++)
		(void)snprintf(out + 2 * i, 3, "%02x", sum[i]);
}

static void hmac_of(const char *key, const char *text, char out[64])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned int len = 0;

	HMAC(EVP_sha256(), key, (int)strlen(key), (const unsigned char *)text, strlen(text), sum,
		&len);
	EVP_EncodeBlock((unsigned char *)out, sum, (int)len);
}

/* AES-128-ECB under the first half of SHA1(SHA1(appkey)), in base64. */
static void wrap_secret(const char *secret, char out[128])
{
	unsigned char sum[EVP_MAX_MD_SIZE], box[96];
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	size_t n = 0;
	int done = 0, rest = 0;

	(void)EVP_Q_digest(NULL, "SHA1", NULL, NA_ROOT, strlen(NA_ROOT), sum, &n);
	(void)EVP_Q_digest(NULL, "SHA1", NULL, sum, n, sum, &n);
	EVP_EncryptInit_ex(ctx, EVP_aes_128_ecb(), NULL, sum, NULL);
	EVP_EncryptUpdate(ctx, box, &done, (const unsigned char *)secret, (int)strlen(secret));
	EVP_EncryptFinal_ex(ctx, box + done, &rest);
	EVP_CIPHER_CTX_free(ctx);
	EVP_EncodeBlock((unsigned char *)out, box, done + rest);
}

/* ---- parts of a request ---- */

static void form_value(const struct peer *p, const char *name, char *out, size_t size)
{
	const char *at = strstr(p->request, "\r\n\r\n");
	size_t len = strlen(name);

	out[0] = '\0';
	for (at = at ? at + 4 : NULL; at; at = strchr(at, '&')) {
		at += *at == '&';
		if (strncmp(at, name, len) == 0 && at[len] == '=') {
			text_copyn(out, size, at + len + 1, strcspn(at + len + 1, "&"));
			return;
		}
	}
}

static void header_value(const struct peer *p, const char *name, char *out, size_t size)
{
	char line[96];
	const char *at;

	out[0] = '\0';
	(void)snprintf(line, sizeof(line), "\r\n%s: ", name);
	at = strcasestr(p->request, line);
	if (at)
		text_copyn(out, size, at + strlen(line), strcspn(at + strlen(line), "\r"));
}

static void json_value(const struct peer *p, const char *name, char *out, size_t size)
{
	char member[96];
	const char *at;

	out[0] = '\0';
	(void)snprintf(member, sizeof(member), "\"%s\":\"", name);
	at = strstr(p->request, member);
	if (at)
		text_copyn(out, size, at + strlen(member), strcspn(at + strlen(member), "\""));
}

static bool within(struct hostile *h, const char *ms, int64_t window)
{
	int64_t far = atoll(ms) - gates_now_ms(h);

	return strlen(ms) == 13 && far <= window && far >= -window;
}

/* A secret, or whose data it is in a URL: neither is anywhere in a request. */
static void note_leaks(const struct peer *p)
{
	struct gates *g = &p->server->gates;
	const char *secrets[] = {ZJ_ROOT, IRS_ROOT, NA_ROOT, SSO_ROOT, g->request, g->refresh,
		g->national};
	char line[HOSTILE_LINE];
	bool leaked;

	text_copyn(line, sizeof(line), p->request, strcspn(p->request, "\r"));
	leaked = strstr(line, HOLDER_ID) != NULL;
	for (size_t i = 0; i < COUNT_OF(secrets); i++)
		leaked |= *secrets[i] && strstr(p->request, secrets[i]) != NULL;
	g->leaks += leaked;
}

/* ---- renewals ---- */

static bool is_renewal(const struct peer *p)
{
	return (p->speech == SPEAK_ZJGW &&
		       (strcmp(p->path, "key") == 0 || strcmp(p->path, "sec") == 0)) ||
	       (p->speech == SPEAK_NATIONAL && strcmp(p->path, "refresh") == 0);
}

static void end_time(struct hostile *h, int64_t life_ms, char *out, size_t size)
{
	const char *style = h->gates.end_style;
	int64_t end = gates_now_ms(h) + life_ms;

	if (strcmp(style, "seconds") == 0)
		(void)snprintf(out, size, "%lld", (long long)(end / 1000));
	else if (strcmp(style, "string") == 0)
		(void)snprintf(out, size, "\"%lld\"", (long long)end);
	else if (strcmp(style, "past") == 0)
		(void)snprintf(out, size, "%lld", (long long)(end - life_ms - 1000));
	else if (strcmp(style, "missing") == 0)
		(void)snprintf(out, size, "null");
	else
		(void)snprintf(out, size, "%lld", (long long)end);
}

/* An empty or spoilt secret is what the gateway says; what it knows stays as it was. */
static const char *spoilt(struct gates *g)
{
	if (strcmp(g->secret_style, "empty") == 0)
		return "";
	return strcmp(g->secret_style, "bad") == 0 ? "not even base64 \\u0007" : NULL;
}

static void zj_issue(struct hostile *h, char *out, size_t size)
{
	struct gates *g = &h->gates;
	const char *bad = spoilt(g);
	char end[40], refresh_end[40];

	g->serial++;
	if (!bad) {
		(void)snprintf(g->request, sizeof(g->request), "req%029d", g->serial);
		(void)snprintf(g->refresh, sizeof(g->refresh), "ref%029d", g->serial);
		g->request_over = g->refresh_over = false;
	}
	end_time(h, 900000, end, sizeof(end));
	end_time(h, 172800000, refresh_end, sizeof(refresh_end));
	(void)snprintf(out, size,
		"{\"code\":\"00\",\"msg\":\"ok\",\"datas\":{\"refreshSecret\":\"%s\","
		"\"refreshSecretEndTime\":%s,\"requestSecret\":\"%s\",\"requestSecretEndTime\":%s}}",
		bad ? bad : g->refresh, refresh_end, bad ? bad : g->request, end);
	g->issued++;
}

static void zj_renew(struct peer *p, char *out, size_t size)
{
	struct hostile *h = p->server;
	struct gates *g = &h->gates;
	bool by_sec = strcmp(p->path, "sec") == 0;
	char key[64], sign[64], time[32], text[256], want[33];

	form_value(p, "appKey", key, sizeof(key));
	form_value(p, "sign", sign, sizeof(sign));
	form_value(p, "requestTime", time, sizeof(time));
	(void)snprintf(text, sizeof(text), "%s%s%s", ZJ_KEY, by_sec ? g->refresh : ZJ_ROOT, time);
	md5_of(text, want);
	g->by_key += !by_sec;
	g->by_sec += by_sec;
	if (g->refuse || strcmp(key, ZJ_KEY) != 0 || strcmp(sign, want) != 0 ||
		(by_sec && (g->refresh_over || !g->refresh[0])) || !within(h, time, ZJ_WINDOW_MS)) {
		g->refusals++;
		(void)snprintf(out, size, "{\"code\":\"03\",\"msg\":\"sign\"}");
		return;
	}
	zj_issue(h, out, size);
}

static void na_renew(struct peer *p, char *out, size_t size)
{
	struct hostile *h = p->server;
	struct gates *g = &h->gates;
	const char *bad = spoilt(g);
	char rid[64], sid[64], time[32], sign[64], text[256], want[64], box[128], end[40];

	json_value(p, "gjgxjhpt_rid", rid, sizeof(rid));
	json_value(p, "gjgxjhpt_sid", sid, sizeof(sid));
	json_value(p, "gjgxjhpt_rtime", time, sizeof(time));
	json_value(p, "gjgxjhpt_sign", sign, sizeof(sign));
	(void)snprintf(text, sizeof(text), "%s%s%s", sid, rid, time);
	hmac_of(NA_ROOT, text, want);
	g->by_key++;
	if (g->refuse || strcmp(rid, NA_RID) != 0 || strcmp(sign, want) != 0 ||
		!within(h, time, ZJ_WINDOW_MS)) {
		g->refusals++;
		(void)snprintf(out, size, "{\"code\":\"E-106\",\"message\":\"not granted\"}");
		return;
	}
	if (!bad)
		(void)snprintf(g->national, sizeof(g->national), "nat%029d", ++g->serial);
	g->request_over = false;
	wrap_secret(g->national, box);
	end_time(h, 1800000, end, sizeof(end));
	(void)snprintf(out, size, "{\"code\":\"0\",\"data\":{\"secret\":\"%s\",\"secretEndTime\":%s}}",
		bad ? bad : box, end);
	g->issued++;
}

/* Takes a moment, so that two at once are seen. */
static void answer_renewal(struct peer *p)
{
	struct hostile *h = p->server;
	char answer[1024];

	pthread_mutex_lock(&h->lock);
	if (++h->gates.renewing > h->gates.most_renewing)
		h->gates.most_renewing = h->gates.renewing;
	pthread_mutex_unlock(&h->lock);
	if (h->gates.hold)
		until_it_leaves(p);
	(void)stays(p, RENEWAL_TAKES_MS);
	pthread_mutex_lock(&h->lock);
	if (p->speech == SPEAK_ZJGW)
		zj_renew(p, answer, sizeof(answer));
	else
		na_renew(p, answer, sizeof(answer));
	h->gates.renewing--;
	pthread_mutex_unlock(&h->lock);
	p->speech = SPEAK_OPENAPI; /* not to be wrapped */
	put_json(p, answer, strlen(answer));
}

/* ---- questions; NULL: may pass, else the answer and its status ---- */

static const char *refuse(const char **status, const char *code, const char *answer)
{
	*status = code;
	return answer;
}

static const char *zj_refusal(struct peer *p, const char **status)
{
	struct hostile *h = p->server;
	struct gates *g = &h->gates;
	char key[64], sign[64], time[32], text[256], want[33];

	form_value(p, "appKey", key, sizeof(key));
	form_value(p, "sign", sign, sizeof(sign));
	form_value(p, "requestTime", time, sizeof(time));
	if (!*key) {
		header_value(p, "appKey", key, sizeof(key));
		header_value(p, "sign", sign, sizeof(sign));
		header_value(p, "requestTime", time, sizeof(time));
	}
	(void)snprintf(text, sizeof(text), "%s%s%s", ZJ_KEY, g->request, time);
	md5_of(text, want);
	if (strcmp(key, ZJ_KEY) != 0 || !g->request[0] || strcmp(sign, want) != 0)
		return refuse(status, "200 OK", "{\"code\":\"14\",\"msg\":\"sign\"}");
	if (g->request_over || !within(h, time, ZJ_WINDOW_MS))
		return refuse(status, "200 OK", "{\"code\":\"11\",\"msg\":\"period\"}");
	return NULL;
}

static const char *irs_refusal(struct peer *p, const char **status)
{
	char key[64], sign[64], date[64], method[8], path[HOSTILE_LINE], text[HOSTILE_LINE + 256],
		want[64];
	struct tm tm = {0};
	int64_t far;

	header_value(p, "X-BG-HMAC-ACCESS-KEY", key, sizeof(key));
	header_value(p, "X-BG-HMAC-SIGNATURE", sign, sizeof(sign));
	header_value(p, "X-BG-DATE-TIME", date, sizeof(date));
	if (strcmp(key, IRS_KEY) != 0)
		return refuse(status, "401 Unauthorized", "{\"message\":\"Invalid access key\"}");
	if (!strptime(date, "%a, %d %b %Y %H:%M:%S GMT", &tm))
		return refuse(status, "401 Unauthorized", "{\"message\":\"Clock skew exceeded\"}");
	far = (int64_t)timegm(&tm) * 1000 - gates_now_ms(p->server);
	if (far > IRS_WINDOW_MS || far < -IRS_WINDOW_MS)
		return refuse(status, "401 Unauthorized", "{\"message\":\"Clock skew exceeded\"}");
	if (sscanf(p->request, "%7s %4095[^ ?]", method, path) != 2)
		return refuse(status, "400 Bad Request", "{}");
	(void)snprintf(text, sizeof(text), "%s\n%s\n\n%s\n%s\n", method, path, IRS_KEY, date);
	hmac_of(IRS_ROOT, text, want);
	if (strcmp(sign, want) != 0)
		return refuse(status, "401 Unauthorized", "{\"message\":\"Invalid signature\"}");
	return NULL;
}

static const char *na_refusal(struct peer *p, const char **status)
{
	struct gates *g = &p->server->gates;
	char rid[64], sid[64], time[32], sign[64], text[256], want[64];

	header_value(p, "gjgxjhpt_rid", rid, sizeof(rid));
	header_value(p, "gjgxjhpt_sid", sid, sizeof(sid));
	header_value(p, "gjgxjhpt_rtime", time, sizeof(time));
	header_value(p, "gjgxjhpt_sign", sign, sizeof(sign));
	if (strcmp(p->path, "no_underscore") == 0) /* a proxy before it drops such names */
		rid[0] = '\0';
	if (!*rid)
		return refuse(status, "200 OK",
			"{\"errCode\":\"E-101\",\"errMsg\":\"missing gjgxjhpt_rid\"}");
	(void)snprintf(text, sizeof(text), "%s%s%s", sid, rid, time);
	hmac_of(g->national, text, want);
	if (!g->national[0] || g->request_over || strcmp(sign, want) != 0 ||
		!within(p->server, time, ZJ_WINDOW_MS))
		return refuse(status, "200 OK",
			"{\"errCode\":\"E-102\",\"errMsg\":\"签名校验失败\"}");
	return NULL;
}

static const char *xr_refusal(struct peer *p, const char **status)
{
	char client[128];

	header_value(p, "X-Road-Client", client, sizeof(client));
	return strcmp(client, "CS/GOV/13399/hall") == 0 ? NULL :
		refuse(status, "500 Internal Server Error\r\nX-Road-Error: Client.BadRequest",
			"{\"type\":\"Client.BadRequest\",\"message\":\"no client\",\"detail\":\"1\"}");
}

static const char *sso_refusal(struct peer *p, const char **status)
{
	char time[32], sign[64], text[256], want[33];

	form_value(p, "time", time, sizeof(time));
	form_value(p, "sign", sign, sizeof(sign));
	(void)snprintf(text, sizeof(text), "%s%s%s", SSO_KEY, SSO_ROOT, time);
	md5_of(text, want);
	return strcmp(sign, want) == 0 ? NULL :
		refuse(status, "200 OK", "{\"result\":\"2002\",\"errmsg\":\"sign\"}");
}

/* The day's quota of a gateway, in its own words. */
static const char *quota_refusal(struct peer *p, const char **status)
{
	struct gates *g = &p->server->gates;

	if (!g->quota || g->passed < g->quota) {
		g->passed++;
		return NULL;
	}
	if (p->speech == SPEAK_ZJGW)
		return refuse(status, "200 OK", "{\"code\":\"18\",\"msg\":\"volume\"}");
	return refuse(status, "429 Too Many Requests\r\nRetry-After: 86400", "{}");
}

static int64_t monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void note_time(struct hostile *h)
{
	struct gates *g = &h->gates;
	int64_t gap;

	if (!g->began_ms || ++g->questions < 2)
		return;
	gap = (monotonic_ms() - g->began_ms) / (g->questions - 1);
	if (g->questions == 2 || gap < g->gap_ms)
		g->gap_ms = gap;
}

static bool pass_gate(struct peer *p)
{
	static const char *(*const gates[SPEECHES])(struct peer *, const char **) = {
		[SPEAK_ZJGW] = zj_refusal, [SPEAK_IRS] = irs_refusal, [SPEAK_NATIONAL] = na_refusal,
		[SPEAK_XROAD] = xr_refusal, [SPEAK_TICKET] = sso_refusal};
	struct hostile *h = p->server;
	const char *status = "200 OK", *answer;

	if (is_renewal(p)) {
		answer_renewal(p);
		return false;
	}
	pthread_mutex_lock(&h->lock);
	note_time(h);
	answer = gates[p->speech] ? gates[p->speech](p, &status) : NULL;
	if (!answer)
		answer = quota_refusal(p, &status);
	pthread_mutex_unlock(&h->lock);
	if (!answer)
		return true;
	p->speech = SPEAK_OPENAPI; /* the gateway's own words */
	put_answer(p, status, "application/json", "", answer, strlen(answer));
	return false;
}

/* ---- knobs ---- */

/* "expire request", "expire refresh", "rotate", "refuse", "hold", "allow",
 * "end past", "secret empty",
 * "clock 600", "quota 3"; false: no such knob. */
static inline bool gates_turn(struct hostile *h, const char *order)
{
	struct gates *g = &h->gates;
	const char *rest = strchr(order, ' ');
	bool known = true;

	rest = rest ? rest + 1 : "";
	pthread_mutex_lock(&h->lock);
	if (strcmp(order, "expire request") == 0)
		g->request_over = true;
	else if (strcmp(order, "expire refresh") == 0)
		g->request_over = g->refresh_over = true;
	else if (strcmp(order, "rotate") == 0) {
		(void)snprintf(g->request, sizeof(g->request), "req-of-somebody-else-%011d", ++g->serial);
		(void)snprintf(g->refresh, sizeof(g->refresh), "ref-of-somebody-else-%011d", g->serial);
		(void)snprintf(g->national, sizeof(g->national), "nat-of-somebody-else-%011d", g->serial);
	} else if (strcmp(order, "refuse") == 0)
		g->refuse = true;
	else if (strcmp(order, "allow") == 0)
		g->refuse = g->hold = false;
	else if (strcmp(order, "hold") == 0)
		g->hold = true;
	else if (text_starts(order, "end "))
		text_copy(g->end_style, sizeof(g->end_style), rest);
	else if (text_starts(order, "secret "))
		text_copy(g->secret_style, sizeof(g->secret_style), rest);
	else if (text_starts(order, "clock "))
		g->offset_ms = atoll(rest) * 1000;
	else if (text_starts(order, "quota "))
		g->quota = atoi(rest);
	else
		known = false;
	pthread_mutex_unlock(&h->lock);
	return known;
}

#endif
