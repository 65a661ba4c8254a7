/* SPDX-License-Identifier: MIT
 *
 * The order of the checks is the order of exchange.md section 11, and matters: nothing is parsed
 * that could still be refused for less.
 */
#include <string.h>
#include <strings.h>

#include "core/base/text.h"
#include "core/exchange/answer.h"
#include "core/exchange/charset.h"
#include "core/exchange/json.h"
#include "core/exchange/rows.h"
#include "core/exchange/wire.h"
#include "core/exchange/yaml.h"

/* Birthdays have 8, phones 11, identity numbers 18; codes of departments mostly fewer. */
enum { PERSONAL_DIGITS = 8 };

/* ---- words of the department ---- */

static size_t digit_run(const char *p)
{
	size_t n = 0;

	while (p[n] >= '0' && p[n] <= '9')
		n++;
	return n;
}

void answer_text(char *to, size_t size, const char *text, const struct basis *b)
{
	size_t name = b->holder_name ? strlen(b->holder_name) : 0;
	struct buf clean, masked;
	const char *p;

	buf_init(&clean, CATALOG_CAP);
	buf_init(&masked, CATALOG_CAP);
	text_sanitise(&clean, text, strlen(text));
	for (p = buf_text(&clean); *p;) {
		size_t run = digit_run(p);

		if (run >= PERSONAL_DIGITS) {
			buf_adds(&masked, "**");
			p += run + (p[run] == 'X' || p[run] == 'x');
		} else if (name > 0 && strncmp(p, b->holder_name, name) == 0) {
			buf_adds(&masked, "**");
			p += name;
		} else {
			run = run > 0 ? run : 1;
			buf_add(&masked, p, run);
			p += run;
		}
	}
	text_copy(to, size, buf_text(&masked));
	buf_release(&clean);
	buf_release(&masked);
}

/* ---- layers ---- */

static bool ends_with(const char *text, size_t len, const char *end)
{
	size_t n = strlen(end);

	return len >= n && strncasecmp(text + len - n, end, n) == 0;
}

static bool json_type_name(const char *type)
{
	size_t len = strcspn(type, "; \t");

	return len == 0 || ends_with(type, len, "/json") || ends_with(type, len, "+json");
}

static bool looks_like_page(const char *body)
{
	body += strspn(body, " \t\r\n");
	return *body == '<';
}

/* What was described in YAML goes on as the JSON it stands for. */
static enum err read_yaml(struct buf *body, struct json **json)
{
	struct buf text;
	int line;

	buf_init(&text, body->max);
	enum err err = yaml_to_json(buf_text(body), body->len, &text, &line);
	if (!err)
		err = json_parse(buf_text(&text), text.len, json);
	if (err) {
		buf_release(&text);
		return err;
	}
	buf_release(body);
	*body = text;
	return OK;
}

/* The body as one strict JSON value; json stays NULL when there is a fault. */
static enum fault read_body(const struct resource *r, const struct net_answer *got, struct buf *body,
	bool *gb18030, struct json **json)
{
	enum err err;

	if (charset_read(got->content_type, buf_text(&got->body), got->body.len, body, gb18030) !=
		OK)
		return FAULT_CHARSET;
	err = json_parse(buf_text(body), body->len, json);
	if (err == ERR_SYNTAX && r->yaml && !looks_like_page(buf_text(body)))
		err = read_yaml(body, json);
	if (err == ERR_LIMIT)
		return FAULT_DEPTH;
	if (err)
		return looks_like_page(buf_text(body)) ? FAULT_PAGE : FAULT_JSON;
	return FAULT_NONE;
}

static bool good_status(int status)
{
	return status >= 200 && status <= 299;
}

/* The layers below the envelope: status, type, characters, JSON. */
static enum fault read_layers(const struct resource *r, const struct net_answer *got,
	struct buf *body, bool *gb18030, struct json **json)
{
	enum fault fault;

	*gb18030 = false;
	buf_init(body, 2 * got->body.max + 16);
	fault = read_body(r, got, body, gb18030, json);
	if (got->status >= 300 && got->status <= 399)
		return FAULT_REDIRECT;
	if (!good_status(got->status))
		return FAULT_NONE; /* an error page need not be JSON */
	if (!fault && !r->any_type && !json_type_name(got->content_type))
		return FAULT_TYPE;
	return fault;
}

static struct answer_in answer_of(const struct net_answer *got, const struct buf *body,
	const struct json *json)
{
	return (struct answer_in){
		.status = got->status,
		.content_type = got->content_type,
		.headers = buf_text(&got->headers),
		.body = buf_text(body),
		.len = body->len,
		.json = json,
		.server_ms = got->date_ms,
	};
}

/* ---- the payload ---- */

struct payload_in {
	const struct ask_request *r;
	const struct json *root;     /* of the answer */
	const struct json *payload;
	struct json *inner;          /* parsed from a string; owned */
	struct answer_out *said;
	struct reply *out;
};

static bool blank(const char *text)
{
	return text[strspn(text, " \t\r\n")] == '\0';
}

/* A payload that is a string holds JSON, whatever the catalog declares, and the reverse. A string
 * in a string in a string is nobody's idea of an answer: json_parse refuses it. */
static enum fault open_payload(struct payload_in *p)
{
	const struct resource *res = p->r->resource;
	bool string = json_kind(p->payload) == KIND_STRING;
	const char *text = string ? json_text(p->payload) : "";
	enum err err;

	p->out->odd_payload |= string != (res->payload == PAYLOAD_STRING);
	if (!string)
		return FAULT_NONE;
	if (blank(text)) {
		p->payload = NULL;
		return FAULT_NONE;
	}
	err = json_parse(text, strlen(text), &p->inner);
	p->payload = p->inner;
	if (err && strcmp(text, "null") == 0)
		return FAULT_NONE;
	return err == ERR_LIMIT ? FAULT_DEPTH : err ? FAULT_JSON : FAULT_NONE;
}

/* The provider's own no, in its own words. */
static void read_refusal(struct payload_in *p)
{
	static const char *const texts[] = {"$.message", "$.msg", "$.errorMsg", "$.errMsg"};
	const struct resource *res = p->r->resource;
	struct answer_out *said = p->said;

	answer_copy(said->code, sizeof(said->code),
		json_find(p->payload, given(res->error_code) ? res->error_code : "$.code"));
	for (size_t i = 0; !given(res->error_text) && i < COUNT_OF(texts); i++)
		answer_copy(said->text, sizeof(said->text), json_find(p->payload, texts[i]));
	if (given(res->error_text))
		answer_copy(said->text, sizeof(said->text), json_find(p->payload, res->error_text));
	said->outcome = OUTCOME_BADASK; /* a code nobody declared is permanent */
	if (res->origin->dialect->judge)
		res->origin->dialect->judge(said->code, said->text, said);
}

static enum fault read_rows(struct payload_in *p)
{
	const struct resource *res = p->r->resource;
	const struct json *rows = json_find(p->payload, res->rows);

	switch (json_kind(rows)) {
	case KIND_ARRAY:
		if (json_count(rows) == 0)
			p->said->outcome = OUTCOME_NOTHING;
		break;
	case KIND_OBJECT:
		break;
	case KIND_NULL:
		p->said->outcome = OUTCOME_NOTHING;
		break;
	default:
		return FAULT_ROWS;
	}
	return p->said->outcome == OUTCOME_FOUND ? rows_read(p->r, rows, p->out) : FAULT_NONE;
}

static bool nothing_inside(const struct json *payload)
{
	return json_kind(payload) <= KIND_NULL ||
	       (json_kind(payload) == KIND_ARRAY && json_count(payload) == 0);
}

static enum fault read_payload(struct payload_in *p)
{
	const struct resource *res = p->r->resource;
	enum json_truth ok = TRUTH_YES;
	enum fault fault = res->origin->dialect->envelope ? open_payload(p) : FAULT_NONE;

	if (fault)
		return fault;
	if (res->origin->dialect->envelope && nothing_inside(p->payload)) {
		p->said->outcome = OUTCOME_NOTHING;
		return FAULT_NONE;
	}
	if (res->ok[0])
		ok = json_test(p->payload, res->ok, p->r->basis.holder_id);
	if (ok == TRUTH_ODD)
		return FAULT_ENVELOPE;
	if (ok == TRUTH_YES)
		return read_rows(p);
	read_refusal(p);
	return FAULT_NONE;
}

/* Whether rows remain that were not sent with this page, by the total the answer states. */
static bool last_page(const struct payload_in *p)
{
	const struct resource *res = p->r->resource;
	const char *text;
	int64_t total;

	if (!given(res->page_total))
		return true;
	text = json_text(json_find(p->payload, res->page_total));
	if (!text)
		text = json_text(json_find(p->root, res->page_total));
	if (!text || !text_number(text, 0, INT32_MAX, &total))
		return true;
	if ((size_t)total <= p->out->n_rows + p->out->more)
		return true;
	if (p->out->pages + 1 < res->page_max && p->out->n_rows < (size_t)res->rows_max &&
		p->said->outcome == OUTCOME_FOUND)
		return false;
	p->out->more = (size_t)total - p->out->n_rows;
	return true;
}

/* ---- the verdict ---- */

/* A later page that says "no more" only ends the list. */
static bool list_ended(const struct payload_in *p)
{
	return p->said->outcome == OUTCOME_NOTHING && p->out->n_rows > 0;
}

/* The gateway's seal is kept as it came, if it is one: visible ASCII. */
static bool seal_like(const char *text)
{
	for (; *text; text++) {
		if (*text <= ' ' || *text > '~')
			return false;
	}
	return true;
}

static void conclude(struct payload_in *p, enum fault fault, struct remedy *remedy)
{
	struct reply *out = p->out;
	struct answer_out *said = p->said;

	if (fault)
		answer_fault(said, (int)fault);
	out->outcome = list_ended(p) ? OUTCOME_FOUND : said->outcome;
	answer_text(out->code, sizeof(out->code), said->code, &p->r->basis);
	answer_text(out->text, sizeof(out->text), said->text, &p->r->basis);
	text_copy(out->receipt, sizeof(out->receipt),
		seal_like(said->receipt) ? said->receipt : "");
	if (!out->text[0] && out->outcome != OUTCOME_FOUND)
		text_copy(out->text, sizeof(out->text), outcome_text(out->outcome));
	*remedy = (struct remedy){
		.again = said->again < 0 ? ASK_RETRIES : said->again,
		.then = said->then,
		.rest_s = said->rest_s,
		.whole = true,
	};
	if (out->outcome == OUTCOME_FOUND)
		remedy->whole = last_page(p);
}

static void keep_body(struct reply *out, const struct buf *body, size_t cap)
{
	if (out->body.max == 0)
		buf_init(&out->body, (2 * cap + 17) * CATALOG_PAGES);
	if (out->body.len > 0)
		buf_addc(&out->body, '\n');
	buf_add(&out->body, body->data, body->len);
	out->pages++;
}

static bool kept(const struct reply *out)
{
	return out->outcome == OUTCOME_FOUND || out->outcome == OUTCOME_NOTHING;
}

struct remedy answer_read(const struct ask_request *r, const struct net_answer *got,
	struct reply *out)
{
	const struct resource *res = r->resource;
	struct answer_out said = {.again = -1};
	struct json *json = NULL;
	struct remedy remedy;
	bool gb18030;
	struct buf body;
	enum fault fault = read_layers(res, got, &body, &gb18030, &json);
	struct answer_in in = answer_of(got, &body, json);
	struct payload_in p = {.r = r, .root = json, .said = &said, .out = out};

	out->gb18030 |= gb18030;
	if (!fault) {
		res->origin->dialect->read(r, &in, &said);
		p.payload = said.payload;
		if (said.outcome == OUTCOME_FOUND)
			fault = read_payload(&p);
	}
	conclude(&p, fault, &remedy);
	json_free(p.inner);
	json_free(json);
	if (out->outcome == OUTCOME_AGAIN && got->retry_after_s > ASK_REST_LONGEST_S)
		out->outcome = OUTCOME_LIMIT;
	if (kept(out))
		keep_body(out, &body, res->cap);
	else if (out->outcome != OUTCOME_AGAIN && out->outcome != OUTCOME_STALE)
		reply_forget(out); /* of those two the pages before may still be needed */
	buf_release(&body);
	return remedy;
}

void answer_grant(const struct resource *r, const struct credential *used,
	const struct net_answer *got, int64_t now_ms, struct credential *out,
	struct answer_out *said)
{
	struct json *json = NULL;
	bool gb18030;
	struct buf body;
	enum fault fault = read_layers(r, got, &body, &gb18030, &json);
	struct answer_in in = answer_of(got, &body, json);

	if (!in.server_ms)
		in.server_ms = now_ms;
	*said = (struct answer_out){.again = -1};
	*out = *used;
	if (fault)
		answer_fault(said, (int)fault);
	else
		r->origin->dialect->grant(r, used, &in, out, said);
	json_free(json);
	buf_release(&body); /* wipes: it held the secrets */
}
