/* SPDX-License-Identifier: MIT
 *
 * What must hold: an argument ":..." (something about a person) is written into bodies only; the
 * catalog has refused any that would stand in a URL.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"
#include "core/exchange/wire.h"

enum { BASIS_BYTES = 8192 };

void wire_init(struct wire *w)
{
	*w = (struct wire){0};
	buf_init(&w->url, WIRE_URL);
	buf_init(&w->headers, WIRE_HEADER_BYTES);
	buf_init(&w->body, WIRE_BODY);
}

void wire_release(struct wire *w)
{
	buf_release(&w->url);
	buf_release(&w->headers);
	buf_release(&w->body);
}

bool given(const char *text)
{
	return text && *text;
}

void wire_percent(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || strchr("-._~", c);

		if (plain)
			buf_addc(out, *text);
		else
			buf_addf(out, "%%%02X", (unsigned int)c);
	}
}

void wire_pair(struct buf *out, const char *name, const char *value)
{
	if (out->len > 0)
		buf_addc(out, '&');
	wire_percent(out, name);
	buf_addc(out, '=');
	wire_percent(out, value);
}

/* A line end in a value would be another header. */
void wire_header(struct wire *w, const char *name, const char *value)
{
	if (strpbrk(value, "\r\n") || strpbrk(name, "\r\n:"))
		w->headers.err = ERR_INPUT;
	else
		buf_addf(&w->headers, "%s: %s\n", name, value);
}

static void put_member(struct buf *out, const char *name, const char *value)
{
	if (out->len > 0 && out->data[out->len - 1] != '{')
		buf_addc(out, ',');
	json_quote(out, name);
	buf_addc(out, ':');
	json_quote(out, value ? value : "");
}

/* The basis as this program says it. */
static void put_basis(struct buf *out, const struct basis *b)
{
	buf_addc(out, '{');
	put_member(out, "operator", b->operator_id);
	put_member(out, "window", b->window);
	put_member(out, "unit", b->unit);
	put_member(out, "item", b->item_code);
	if (given(b->sub_item))
		put_member(out, "sub_item", b->sub_item);
	if (given(b->material))
		put_member(out, "material", b->material);
	put_member(out, "case", b->case_number);
	put_member(out, "ground", b->ground);
	buf_addc(out, '}');
}

/* The same as the gateway of the province wants it (exchange.md section 1). */
static void put_additional(struct buf *out, const struct basis *b)
{
	buf_addc(out, '{');
	put_member(out, "powerMatters", b->item_code);
	put_member(out, "subPowerMatters", b->sub_item);
	put_member(out, "accesscardId", b->operator_id);
	put_member(out, "materialName", b->material);
	put_member(out, "sponsorName", b->holder_name);
	put_member(out, "sponsorCode", b->holder_id);
	put_member(out, "projectId", b->case_number);
	buf_addc(out, '}');
}

void wire_begin(struct wire *w, const struct ask_request *r)
{
	const struct resource *res = r->resource;

	text_copy(w->method, sizeof(w->method), res->method);
	buf_adds(&w->url, res->origin->base);
	buf_adds(&w->url, res->path ? res->path : "");
	wire_header(w, "Accept", "application/json");
	for (size_t i = 0; i < res->origin->n_headers; i++)
		wire_header(w, res->origin->headers[i].name, res->origin->headers[i].value);
	for (size_t i = 0; i < res->n_headers; i++)
		wire_header(w, res->headers[i].name, res->headers[i].value);
}

/* ---- arguments ---- */

/* Where pairs go: into a query or form, or into a JSON object. */
static void put_pair(struct buf *out, bool json, const char *name, const char *value)
{
	if (json)
		put_member(out, name, value);
	else
		wire_pair(out, name, value);
}

static void put_pairs(struct buf *out, bool json, const struct ask_request *r,
	const struct stamp *at)
{
	const struct resource *res = r->resource;
	char page[12];

	for (size_t i = 0; i < res->n_arguments; i++)
		put_pair(out, json, res->arguments[i].name, ask_value(r, &res->arguments[i]));
	text_format(page, sizeof(page), "%d", at->page);
	if (given(res->page_arg))
		put_pair(out, json, res->page_arg, page);
}

static void put_lawful_basis(struct wire *w, struct buf *out, bool json,
	const struct ask_request *r)
{
	struct buf text;

	buf_init(&text, BASIS_BYTES);
	switch (r->resource->basis) {
	case BASIS_NONE:
		break;
	case BASIS_ADDITIONAL:
		put_additional(&text, &r->basis);
		put_pair(out, json, "additional", buf_text(&text));
		break;
	case BASIS_HEADER:
		put_basis(&text, &r->basis);
		buf_adds(&w->headers, "X-Basis: ");
		wire_percent(&w->headers, buf_text(&text));
		buf_addc(&w->headers, '\n');
		break;
	case BASIS_BODY: /* the catalog allows it with json only */
		if (out->len > 0 && out->data[out->len - 1] != '{')
			buf_addc(out, ',');
		buf_adds(out, "\"basis\":");
		put_basis(out, &r->basis);
		break;
	}
	if (text.err)
		out->err = text.err;
	buf_release(&text);
}

static void put_query(struct wire *w, const struct buf *pairs)
{
	if (pairs->len > 0) {
		buf_addc(&w->url, '?');
		buf_add(&w->url, pairs->data, pairs->len);
	}
	if (pairs->err)
		w->url.err = pairs->err;
}

void wire_arguments(struct wire *w, const struct ask_request *r, const struct stamp *at,
	const struct wire_extra *extras, size_t n)
{
	enum carry carry = r->resource->carry;
	bool json = carry == CARRY_JSON || carry == CARRY_HEADER;
	struct buf query, *out = carry == CARRY_QUERY ? &query : &w->body;

	buf_init(&query, WIRE_URL);
	if (json)
		buf_addc(out, '{');
	for (size_t i = 0; !json && i < n; i++)
		wire_pair(out, extras[i].name, extras[i].value);
	put_pairs(out, json, r, at);
	put_lawful_basis(w, out, json, r);
	if (json)
		buf_addc(out, '}');
	if (carry == CARRY_QUERY)
		put_query(w, &query);
	else
		wire_header(w, "Content-Type",
			json ? "application/json" : "application/x-www-form-urlencoded");
	buf_release(&query);
}

void wire_form(struct wire *w, const struct gateway *o, const char *path,
	const struct wire_extra *extras, size_t n)
{
	text_copy(w->method, sizeof(w->method), "POST");
	buf_adds(&w->url, o->base);
	buf_adds(&w->url, path);
	wire_header(w, "Accept", "application/json");
	wire_header(w, "Content-Type", "application/x-www-form-urlencoded");
	for (size_t i = 0; i < o->n_headers; i++)
		wire_header(w, o->headers[i].name, o->headers[i].value);
	for (size_t i = 0; i < n; i++)
		wire_pair(&w->body, extras[i].name, extras[i].value);
}

enum err wire_end(const struct wire *w)
{
	if (w->url.err)
		return w->url.err;
	return w->headers.err ? w->headers.err : w->body.err;
}
