/* SPDX-License-Identifier: MIT
 *
 * Looking things up in a loaded catalog. Resources are sorted by id.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/name.h"
#include "core/exchange/catalog.h"

static const struct {
	const char *word, *text;
} sharings[] = {
	{"unconditional", N_("Unconditional")},
	{"conditional", N_("Conditional")},
	{"none", N_("Not shared")},
};

static const struct {
	const char *word, *text;
} cycles[] = {
#define X(name, word, text) {word, text},
	CYCLE_TABLE(X)
#undef X
};

const char *sharing_word(enum sharing s)
{
	return sharings[s].word;
}

const char *sharing_text(enum sharing s)
{
	return sharings[s].text;
}

const char *cycle_word(enum cycle c)
{
	return cycles[c].word;
}

const char *cycle_text(enum cycle c)
{
	return cycles[c].text;
}

static int by_id(const void *id, const void *resource)
{
	return strcmp(id, ((const struct resource *)resource)->id);
}

const struct resource *catalog_find(const struct catalog *c, const char *id)
{
	if (c->n_resources == 0)
		return NULL;
	return bsearch(id, c->resources, c->n_resources, sizeof(*c->resources), by_id);
}

static bool by_prefix(const struct resource *r, const char *query)
{
	for (size_t i = 0; query[i]; i++) {
		char c = query[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (r->id[i] != c)
			return false;
	}
	return true;
}

static bool by_words(const struct resource *r, const char *query)
{
	return strstr(r->name, query) || strstr(r->name_en, query) || strstr(r->content, query) ||
	       strcmp(r->department, query) == 0 ||
	       (r->department_en && strcasecmp(r->department_en, query) == 0) ||
	       pinyin_match(r->name, query);
}

size_t catalog_search(const struct catalog *c, const char *query,
	bool (*keep)(const void *ctx, const struct resource *r), const void *ctx, uint16_t *out,
	size_t max)
{
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < c->n_resources && n < max; i++) {
			const struct resource *r = &c->resources[i];
			bool first = by_prefix(r, query);

			if (first == (pass == 0) && (first || by_words(r, query)) &&
				(!keep || keep(ctx, r)))
				out[n++] = (uint16_t)i;
		}
	}
	return n;
}

bool resource_has(const struct resource *r, const char *attribute)
{
	for (size_t i = 0; i < r->n_attributes; i++) {
		if (strcmp(r->attributes[i].name, attribute) == 0)
			return true;
	}
	return false;
}

bool resource_predicate(const struct resource *r, const char *attribute)
{
	const struct term *t = resource_term(r, attribute);

	return t && t->asks[0];
}

const struct term *resource_instead(const struct resource *r, const char *raw)
{
	for (size_t i = 0; i < r->n_terms; i++)
		if (r->terms[i].asks[0] && strcmp(r->terms[i].raw, raw) == 0)
			return &r->terms[i];
	return NULL;
}

const struct term *resource_term(const struct resource *r, const char *attribute)
{
	for (size_t i = 0; i < r->n_terms; i++) {
		if (strcmp(r->terms[i].name, attribute) == 0)
			return &r->terms[i];
	}
	return NULL;
}

enum sharing resource_sharing(const struct resource *r, const char *attribute)
{
	const struct term *t = resource_term(r, attribute);

	return t && t->sharing >= 0 ? (enum sharing)t->sharing : r->sharing;
}

const char *resource_ground(const struct resource *r, const char *attribute)
{
	const struct term *t = resource_term(r, attribute);

	return t && *t->ground ? t->ground : r->ground;
}

const char *resource_label(const struct resource *r, const char *attribute)
{
	const struct term *t = resource_term(r, attribute);

	if (!t || !*t->label)
		return attribute;
	return i18n_chinese() ? t->label : *t->label_en ? t->label_en : attribute;
}

bool resource_asked(const struct resource *r)
{
	return r->sharing != SHARING_NONE && !r->listed && r->origin;
}

/* 127.0.0.0/8 in digits and dots only: "127.example" is a name somebody else could own. */
static bool loopback_v4(const char *host, size_t len)
{
	return strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == len;
}

bool origin_loopback(const struct gateway *o)
{
	const char *host = o ? strstr(o->base, "://") : NULL;
	size_t len;

	if (!host)
		return false;
	host += 3;
	if (text_starts(host, "[::1]"))
		return host[5] == '\0' || host[5] == ':' || host[5] == '/';
	len = strcspn(host, ":/");
	if (len == strlen("localhost") && strncmp(host, "localhost", len) == 0)
		return true;
	return len > 0 && loopback_v4(host, len);
}

const char *resource_secret(const struct resource *r)
{
	if (r->secret_file && *r->secret_file)
		return r->secret_file;
	return r->origin->secret_file ? r->origin->secret_file : "";
}

void catalog_free(struct catalog *c)
{
	if (!c)
		return;
	pool_release(&c->pool);
	mem_free(c);
}
