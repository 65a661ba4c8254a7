/* SPDX-License-Identifier: MIT
 *
 * X-Road REST r1 as its security servers really behave (exchange.md section 4): nearly all their
 * errors are HTTP 500, permanent ones too, so the type in X-Road-Error decides, in either
 * spelling (CamelCase until 7.7, snake_case since). Without that header the provider answered.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/fault.h"
#include "core/exchange/json.h"
#include "core/exchange/wire.h"

enum { TYPE_SIZE = 160, UUID_SIZE = 37, MINUTES_S = 300 };

/* ---- asking ---- */

/* "A/B c/D" with each part percent-encoded; the slashes between stay. */
static void put_parts(struct buf *out, const char *parts)
{
	while (*parts) {
		char part[256];
		size_t len = strcspn(parts, "/");

		if (!text_copyn(part, sizeof(part), parts, len))
			out->err = ERR_LIMIT;
		wire_percent(out, part);
		parts += len;
		if (*parts == '/')
			buf_addc(out, *parts++);
	}
}

static void put_encoded_header(struct wire *w, const char *name, const char *before,
	const char *parts)
{
	struct buf value;

	buf_init(&value, 1024);
	buf_adds(&value, before);
	put_parts(&value, parts);
	if (value.err)
		w->headers.err = value.err;
	else
		wire_header(w, name, buf_text(&value));
	buf_release(&value);
}

/* RFC 9562 notation of the 32 digits of a trace. */
static void uuid_of(const char *trace, char out[UUID_SIZE])
{
	text_format(out, UUID_SIZE, "%.8s-%.4s-%.4s-%.4s-%.12s", trace, trace + 8, trace + 12,
		trace + 16, trace + 20);
}

static enum err build(const struct ask_request *r, const struct credential *c,
	const struct stamp *at, struct wire *out)
{
	const struct resource *res = r->resource;
	char id[UUID_SIZE];

	(void)c;
	if (!given(res->service) || !given(res->origin->client) || strlen(at->trace) != 32)
		return ERR_INPUT;
	uuid_of(at->trace, id);
	out->once = !res->safe && res->carry != CARRY_QUERY;
	wire_begin(out, r);
	buf_clear(&out->url);
	buf_adds(&out->url, res->origin->base);
	buf_adds(&out->url, "/r1/");
	put_parts(&out->url, res->service);
	buf_adds(&out->url, res->path ? res->path : "");
	put_encoded_header(out, "X-Road-Client", "", res->origin->client);
	wire_header(out, "X-Road-Id", id);
	put_encoded_header(out, "X-Road-UserId", "CN", r->basis.operator_id);
	put_encoded_header(out, "X-Road-Issue", "", r->basis.case_number);
	wire_arguments(out, r, at, NULL, 0);
	return wire_end(out);
}

/* ---- errors ---- */

/* Parts of a type in the order they are looked for; from: only when this proxy said so. */
static const struct {
	const char *part, *under, *from;
	enum outcome outcome;
	int again, rest_s;
} verdicts[] = {
	{"networkerror", NULL, NULL, OUTCOME_AGAIN, -1, 0},
	{"ioerror", NULL, NULL, OUTCOME_AGAIN, -1, 0},
	{"httperror", "servicefailed", NULL, OUTCOME_AGAIN, -1, 0},
	{"unknownhost", "servicefailed", NULL, OUTCOME_AGAIN, -1, 0},
	{"timestampingfailed*", NULL, NULL, OUTCOME_AGAIN, -1, 0},
	{"loggingfailed*", NULL, NULL, OUTCOME_AGAIN, -1, 0},
	{"globalconfoutdated", NULL, NULL, OUTCOME_AGAIN, 0, MINUTES_S},
	{"outdatedglobalconf", NULL, NULL, OUTCOME_AGAIN, 0, MINUTES_S},
	{"maintenancemode", NULL, NULL, OUTCOME_AGAIN, 0, MINUTES_S},
	{"hsmnonoperational", NULL, NULL, OUTCOME_AGAIN, 0, MINUTES_S},
	{"tokennotactive", NULL, NULL, OUTCOME_AGAIN, 0, MINUTES_S},
	{"cannotcreatesignature", NULL, NULL, OUTCOME_AGAIN, 0, MINUTES_S},
	{"servicedisabled", NULL, NULL, OUTCOME_DENIED, 0, 0},
	{"accessdenied", NULL, NULL, OUTCOME_DENIED, 0, 0},
	{"sslauthenticationfailed", NULL, NULL, OUTCOME_DENIED, 0, 0},
	{"certvalidation", NULL, NULL, OUTCOME_DENIED, 0, 0},
	{"invalidsecurityserver", NULL, NULL, OUTCOME_DENIED, 0, 0},
	{"unknownmember", NULL, NULL, OUTCOME_BADASK, 0, 0},
	{"unknownservice", NULL, NULL, OUTCOME_BADASK, 0, 0},
	{"invalidclientidentifier", NULL, NULL, OUTCOME_BADASK, 0, 0},
	{"servicetype", NULL, NULL, OUTCOME_BADASK, 0, 0},
	{"invalidrequest", NULL, NULL, OUTCOME_BADASK, 0, 0},
	{"badrequest", NULL, NULL, OUTCOME_BADASK, 0, 0},
	{"internalerror", NULL, "clientproxy", OUTCOME_BADASK, 0, 0},
};

/* Lower case, without "_": "Server.ServerProxy.AccessDenied" and "server.server_proxy.access_denied"
 * are one. */
static void normalise(const char *type, char out[TYPE_SIZE])
{
	size_t n = 0;

	for (; *type && n + 1 < TYPE_SIZE; type++) {
		if (*type == '_')
			continue;
		out[n++] = *type >= 'A' && *type <= 'Z' ? (char)(*type - 'A' + 'a') : *type;
	}
	out[n] = '\0';
}

/* Whether one of the dot parts is word; "word*": begins with it. */
static bool has_part(const char *type, const char *word)
{
	size_t len = strcspn(word, "*");

	while (*type) {
		size_t n = strcspn(type, ".");

		if ((n == len || (n > len && word[len] == '*')) && strncmp(type, word, len) == 0)
			return true;
		type += n + (type[n] == '.');
	}
	return false;
}

static void read_error(const char *header, const struct answer_in *in, struct answer_out *out)
{
	char type[TYPE_SIZE];
	const char *last, *notice = NULL;

	normalise(header, type);
	last = strstr(type, "proxy.");
	text_copy(out->code, sizeof(out->code), last ? last + strlen("proxy.") : type);
	answer_copy(out->text, sizeof(out->text), json_find(in->json, "$.message"));
	out->outcome = OUTCOME_BROKEN;
	for (size_t i = 0; i < COUNT_OF(verdicts); i++) {
		if (!has_part(type, verdicts[i].part) ||
			(verdicts[i].under && !has_part(type, verdicts[i].under)) ||
			(verdicts[i].from && !has_part(type, verdicts[i].from)))
			continue;
		out->outcome = verdicts[i].outcome;
		out->again = verdicts[i].again;
		out->rest_s = verdicts[i].rest_s;
		break;
	}
	/* "Service … is disabled: <what the provider wants to be known>" */
	for (const char *p = out->text; (p = strstr(p, ": ")); p += 2)
		notice = p + 2;
	if (has_part(type, "servicedisabled") && notice)
		memmove(out->text, notice, strlen(notice) + 1);
}

static void read_answer(const struct ask_request *r, const struct answer_in *in,
	struct answer_out *out)
{
	const struct resource *res = r->resource;
	char type[TYPE_SIZE];

	(void)answer_header(in, "x-road-request-hash", out->receipt, sizeof(out->receipt));
	if (answer_header(in, "x-road-error", type, sizeof(type))) {
		read_error(type, in, out);
		return;
	}
	text_format(out->code, sizeof(out->code), "%d", in->status);
	answer_copy(out->code, sizeof(out->code),
		json_find(in->json, given(res->error_code) ? res->error_code : "$.code"));
	answer_copy(out->text, sizeof(out->text),
		json_find(in->json, given(res->error_text) ? res->error_text : "$.message"));
	out->outcome = outcome_of_status(in->status);
	out->payload = in->json;
	if (in->status == 404 && res->nothing_404)
		out->outcome = OUTCOME_NOTHING;
}

const struct dialect dialect_xroad = {
	.name = "xroad",
	.title = N_("X-Road"),
	.carries = 1U << CARRY_JSON | 1U << CARRY_FORM | 1U << CARRY_QUERY,
	.bases = 1U << BASIS_NONE | 1U << BASIS_BODY | 1U << BASIS_HEADER | 1U << BASIS_ADDITIONAL,
	.carry = CARRY_JSON,
	.basis = BASIS_NONE, /* operator and case stand in X-Road-UserId and X-Road-Issue */
	.build = build,
	.read = read_answer,
};
