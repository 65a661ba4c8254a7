/* SPDX-License-Identifier: MIT
 *
 * A catalog back to its text: to compare two editions key by key, and to hand one on. What is
 * written loads to the same catalog.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/catalog_inside.h"

static void put_section(const char *kind, const char *name, struct buf *out)
{
	buf_addf(out, "[%s ", kind);
	for (; *name; name++)
		buf_addc(out, *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name);
	buf_adds(out, "]\n");
}

static void put_headers(const struct argument *headers, size_t n, struct buf *out)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "header.%zu = \"%s: %s\"\n", i + 1, headers[i].name,
			headers[i].value);
}

static void put_term(const struct term *t, struct buf *out)
{
	if (*t->label)
		buf_addf(out, "label.%s = \"%s\"\n", t->name, t->label);
	if (*t->label_en)
		buf_addf(out, "label.%s.en = \"%s\"\n", t->name, t->label_en);
	if (*t->asks)
		buf_addf(out, "predicate.%s = \"%s: %s\"\n", t->name, t->raw, t->asks);
	if (*t->asks_en)
		buf_addf(out, "predicate.%s.en = \"%s\"\n", t->name, t->asks_en);
	if (t->sharing >= 0)
		buf_addf(out, "class.%s = \"%s%s%s\"\n", t->name,
			sharing_word((enum sharing)t->sharing), *t->ground ? ": " : "", t->ground);
}

/* What cannot be asked has neither a dialect nor a way to carry. */
static void fill_draft(const struct resource *r, struct draft_resource *d)
{
	catalog_blank_resource(d);
	bool asked = resource_asked(r);

	d->r = *r;
	d->sharing = (int)r->sharing;
	d->cycle = (int)r->cycle;
	d->interface = !r->listed;
	d->origin = r->origin ? r->origin->name : "";
	d->fresh_s = r->fresh_ms / 1000;
	d->cap = (int64_t)r->cap;
	d->rows_max = r->rows_max;
	d->value_max = r->value_max ? (int64_t)r->value_max : ASK_VALUE;
	d->page_max = r->page_max;
	if (!asked)
		return;
	d->carry = (int)r->carry;
	d->basis = (int)r->basis;
	d->payload = r->payload == PAYLOAD_STRING ? PAYLOAD_STRING : -1;
}

void catalog_write_resource(const struct resource *r, struct buf *out)
{
	struct draft_resource d;

	fill_draft(r, &d);
	put_section("resource", r->id, out);
	catalog_put_resource(&d, out);
	for (size_t i = 0; i < r->n_arguments; i++)
		buf_addf(out, "arg.%zu = \"%s=%s\"\n", i + 1, r->arguments[i].name,
			r->arguments[i].value);
	put_headers(r->headers, r->n_headers, out);
	for (size_t i = 0; i < r->n_attributes; i++)
		buf_addf(out, "item.%s = \"%s\"\n", r->attributes[i].name, r->attributes[i].path);
	for (size_t i = 0; i < r->n_terms; i++)
		put_term(&r->terms[i], out);
}

void catalog_write_origin(const struct gateway *o, struct buf *out)
{
	struct draft_origin d;

	catalog_blank_origin(&d);
	d.o = *o;
	d.dialect = o->dialect ? o->dialect->name : "";
	d.rate = o->rate;
	put_section("origin", o->name, out);
	catalog_put_origin(&d, out);
	put_headers(o->headers, o->n_headers, out);
}

void catalog_write_grant(const struct standing_grant *g, struct buf *out)
{
	char days[16] = "";

	if (g->days)
		text_format(days, sizeof(days), "%d", g->days);
	put_section("grant", g->name, out);
	catalog_put_line("resources", g->resources, out);
	catalog_put_line("items", g->items, out);
	catalog_put_line("fields", g->fields, out);
	catalog_put_line("until", g->until, out);
	catalog_put_line("days", days, out);
	catalog_put_line("number", g->number, out);
	catalog_put_line("ground", g->ground, out);
}

void catalog_write(const struct catalog *c, struct buf *out)
{
	if (*c->title || *c->version) {
		buf_adds(out, "[catalog]\n");
		catalog_put_line("title", c->title, out);
		catalog_put_line("version", c->version, out);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < c->n_origins; i++) {
		catalog_write_origin(&c->origins[i], out);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < c->n_grants; i++) {
		catalog_write_grant(&c->grants[i], out);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < c->n_resources; i++) {
		catalog_write_resource(&c->resources[i], out);
		buf_addc(out, '\n');
	}
}
