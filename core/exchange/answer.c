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

/* The body as one strict JSON value; json stays NULL when there is a fault. */
static enum fault read_body(const struct ask_request *r, const struct net_answer *got,
	struct reply *out, struct json **json)
{
	enum err err;

	buf_init(&out->body, 2 * r->resource->cap + 16);
	if (charset_read(got->content_type, buf_text(&got->body), got->body.len, &out->body,
		    &out->gb18030) != OK)
		return FAULT_CHARSET;
	err = json_parse(buf_text(&out->body), out->body.len, json);
	if (err == ERR_LIMIT)
		return FAULT_DEPTH;
	if (err)
		return looks_like_page(buf_text(&out->body)) ? FAULT_PAGE : FAULT_JSON;
	return FAULT_NONE;
}

static bool good_status(int status)
{
	return status >= 200 && status <= 299;
}

static void read_envelope(const struct ask_request *r, const struct net_answer *got,
	const struct json *json, struct reply *out)
{
	struct answer_in in = {
		.status = got->status,
		.content_type = got->content_type,
		.body = buf_text(&out->body),
		.len = out->body.len,
		.json = json,
	};
	struct answer_out said = {0};
	enum fault fault = FAULT_NONE;

	r->resource->origin->dialect->read(r, &in, &said);
	out->outcome = said.outcome;
	answer_text(out->code, sizeof(out->code), said.code, &r->basis);
	answer_text(out->text, sizeof(out->text), said.text, &r->basis);
	if (said.outcome == OUTCOME_FOUND)
		fault = rows_read(r, said.rows, out);
	if (fault)
		reply_fault(out, fault);
	else if (!out->text[0] && out->outcome != OUTCOME_FOUND)
		text_copy(out->text, sizeof(out->text), outcome_text(out->outcome));
}

int answer_read(const struct ask_request *r, const struct net_answer *got, struct reply *out)
{
	bool good = good_status(got->status);
	struct json *json = NULL;
	enum fault fault = read_body(r, got, out, &json);

	if (got->status >= 300 && got->status <= 399)
		fault = FAULT_REDIRECT;
	else if (!good)
		fault = FAULT_NONE; /* an error page need not be JSON */
	else if (!fault && !r->resource->any_type && !json_type_name(got->content_type))
		fault = FAULT_TYPE;
	if (fault)
		reply_fault(out, fault);
	else
		read_envelope(r, got, json, out);
	json_free(json);
	if (out->outcome == OUTCOME_AGAIN && got->retry_after_s > ASK_REST_LONGEST_S)
		out->outcome = OUTCOME_LIMIT;
	if (out->outcome != OUTCOME_FOUND && out->outcome != OUTCOME_NOTHING)
		buf_release(&out->body);
	return out->outcome == OUTCOME_AGAIN && !fault ? ASK_RETRIES : fault_again(fault);
}
