/* SPDX-License-Identifier: MIT
 *
 * The keys of a catalog's sections, each a row: where its value goes and what it may be.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/catalog_inside.h"
#include "core/exchange/json.h"

enum { FRESH_LONGEST_S = 10 * 366 * 86400, RATE_MOST = 1000,
	GRANT_LONGEST_DAYS = 3660 };

enum kind { KEY_TEXT, KEY_WORD, KEY_FLAG, KEY_NUMBER };

/* words: of WORD in enum order; of FLAG {false, true}. */
struct key {
	const char *name;
	enum kind kind;
	size_t offset;
	const char *const *words;
	int64_t min, max;
};

static const char *const yes_no[] = {"no", "yes", NULL};
static const char *const sharings[] = {"unconditional", "conditional", "none", NULL};
static const char *const carries[] = {"query", "form", "header", "json", NULL};
static const char *const payloads[] = {"json", "json-string", NULL};
static const char *const bases[] = {"none", "body", "header", "additional", NULL};
static const char *const nothings[] = {"", "404", NULL};
static const char *const types[] = {"json", "any", NULL};
static const char *const cycles[] = {
#define X(name, word, text) word,
	CYCLE_TABLE(X)
#undef X
	NULL};

#define ORIGIN(member) offsetof(struct draft_origin, member)
#define RESOURCE(member) offsetof(struct draft_resource, member)

static const struct key origin_keys[] = {
	{.name = "dialect", .offset = ORIGIN(dialect)},
	{.name = "base", .offset = ORIGIN(o.base)},
	{.name = "key", .offset = ORIGIN(o.key)},
	{.name = "secret_file", .offset = ORIGIN(o.secret_file)},
	{.name = "secret", .offset = ORIGIN(o.secret)},
	{.name = "ca_file", .offset = ORIGIN(o.ca_file)},
	{.name = "pin", .offset = ORIGIN(o.pin)},
	{.name = "client_cert", .offset = ORIGIN(o.client_cert)},
	{.name = "client_key", .offset = ORIGIN(o.client_key)},
	{.name = "renew.key", .offset = ORIGIN(o.renew_key)},
	{.name = "renew.sec", .offset = ORIGIN(o.renew_sec)},
	{.name = "client", .offset = ORIGIN(o.client)},
	{.name = "rid", .offset = ORIGIN(o.rid)},
	{.name = "prefix", .offset = ORIGIN(o.prefix)},
	{.name = "rate", KEY_NUMBER, ORIGIN(rate), NULL, 0, RATE_MOST},
	{.name = "plain", KEY_FLAG, ORIGIN(o.plain), yes_no, 0, 0},
};

static const struct key resource_keys[] = {
	{.name = "name", .offset = RESOURCE(r.name)},
	{.name = "name.en", .offset = RESOURCE(r.name_en)},
	{.name = "content", .offset = RESOURCE(r.content)},
	{.name = "content.en", .offset = RESOURCE(r.content_en)},
	{.name = "department", .offset = RESOURCE(r.department)},
	{.name = "department.en", .offset = RESOURCE(r.department_en)},
	{.name = "office", .offset = RESOURCE(r.office)},
	{.name = "cycle", KEY_WORD, RESOURCE(cycle), cycles, 0, 0},
	{.name = "interface", KEY_FLAG, RESOURCE(interface), yes_no, 0, 0},
	{.name = "origin", .offset = RESOURCE(origin)},
	{.name = "ground", .offset = RESOURCE(r.ground)},
	{.name = "proves", .offset = RESOURCE(r.proves)},
	{.name = "path", .offset = RESOURCE(r.path)},
	{.name = "method", .offset = RESOURCE(r.method)},
	{.name = "service", .offset = RESOURCE(r.service)},
	{.name = "sid", .offset = RESOURCE(r.sid)},
	{.name = "secret_file", .offset = RESOURCE(r.secret_file)},
	{.name = "ok", .offset = RESOURCE(r.ok)},
	{.name = "rows", .offset = RESOURCE(r.rows)},
	{.name = "same", .offset = RESOURCE(r.same)},
	{.name = "error.code", .offset = RESOURCE(r.error_code)},
	{.name = "error.text", .offset = RESOURCE(r.error_text)},
	{.name = "page.arg", .offset = RESOURCE(r.page_arg)},
	{.name = "page.total", .offset = RESOURCE(r.page_total)},
	{.name = "page.max", KEY_NUMBER, RESOURCE(page_max), NULL, 2, CATALOG_PAGES},
	{.name = "sharing", KEY_WORD, RESOURCE(sharing), sharings, 0, 0},
	{.name = "carry", KEY_WORD, RESOURCE(carry), carries, 0, 0},
	{.name = "payload", KEY_WORD, RESOURCE(payload), payloads, 0, 0},
	{.name = "basis", KEY_WORD, RESOURCE(basis), bases, 0, 0},
	{.name = "safe", KEY_FLAG, RESOURCE(r.safe), yes_no, 0, 0},
	{.name = "nothing", KEY_FLAG, RESOURCE(r.nothing_404), nothings, 0, 0},
	{.name = "type", KEY_FLAG, RESOURCE(r.any_type), types, 0, 0},
	{.name = "cap", KEY_NUMBER, RESOURCE(cap), NULL, 1, CATALOG_CAP},
	{.name = "rows_max", KEY_NUMBER, RESOURCE(rows_max), NULL, 1, ASK_ROWS},
	{.name = "value_max", KEY_NUMBER, RESOURCE(value_max), NULL, ASK_VALUE, ASK_VALUE_MOST},
	{.name = "fresh", KEY_NUMBER, RESOURCE(fresh_s), NULL, 0, FRESH_LONGEST_S},
};

#define GRANT(member) offsetof(struct draft_grant, member)

static const struct key grant_keys[] = {
	{.name = "resources", .offset = GRANT(g.resources)},
	{.name = "items", .offset = GRANT(g.items)},
	{.name = "fields", .offset = GRANT(g.fields)},
	{.name = "until", .offset = GRANT(g.until)},
	{.name = "days", KEY_NUMBER, GRANT(days), NULL, 1, GRANT_LONGEST_DAYS},
	{.name = "number", .offset = GRANT(g.number)},
	{.name = "ground", .offset = GRANT(g.ground)},
};

static const struct key edition_keys[] = {
	{.name = "title", .offset = offsetof(struct catalog, title)},
	{.name = "version", .offset = offsetof(struct catalog, version)},
};

const char *catalog_carry_word(enum carry carry)
{
	return carries[carry];
}

static int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

void catalog_unknown(struct load *l, int line, const char *word, const char *const *known, size_t n)
{
	const char *near = ini_nearest(word, known, n);

	if (near)
		catalog_mistake(l, line, _("'%s' is unknown here; did you mean '%s'?"), word, near);
	else
		catalog_mistake(l, line, _("'%s' is unknown here"), word);
}

static void set_word(struct load *l, const struct key *k, const struct ini_entry *e, void *at)
{
	int i = word_index(k->words, e->value);
	size_t n = 0;

	if (i < 0) {
		while (k->words[n])
			n++;
		catalog_unknown(l, e->line, e->value, k->words, n);
	} else if (k->kind == KEY_FLAG) {
		*(bool *)at = i == 1;
	} else {
		*(int *)at = i;
	}
}

static void set_key(struct load *l, const struct key *k, const struct ini_entry *e, void *section)
{
	void *at = (char *)section + k->offset;

	switch (k->kind) {
	case KEY_TEXT:
		*(const char **)at = pool_text(&l->catalog->pool, e->value);
		break;
	case KEY_WORD:
	case KEY_FLAG:
		set_word(l, k, e, at);
		break;
	case KEY_NUMBER:
		if (!text_number(e->value, k->min, k->max, at))
			catalog_mistake(l, e->line, _("'%s' is a number from %lld to %lld"), k->name,
				(long long)k->min, (long long)k->max);
		break;
	}
}

static void read_key(struct load *l, const struct key *keys, size_t n, const struct ini_entry *e,
	void *section)
{
	const char *known[COUNT_OF(resource_keys)];

	for (size_t i = 0; i < n; i++) {
		if (strcmp(keys[i].name, e->key) == 0) {
			set_key(l, &keys[i], e, section);
			return;
		}
		known[i] = keys[i].name;
	}
	catalog_unknown(l, e->line, e->key, known, n);
}

/* ---- keys with a part of their own ---- */

/* "Name: value", as it will be sent. */
static void read_header(struct load *l, const struct ini_entry *e, struct argument *all, size_t *n)
{
	const char *colon = strstr(e->value, ": ");
	char name[64];

	if (*n == CATALOG_HEADERS) {
		catalog_mistake(l, e->line, _("more than %d headers"), CATALOG_HEADERS);
		return;
	}
	if (!colon || !text_copyn(name, sizeof(name), e->value, (size_t)(colon - e->value)) ||
		!*name || !catalog_only(name, "-_")) {
		catalog_mistake(l, e->line, _("a header is written Name: value"));
		return;
	}
	all[(*n)++] = (struct argument){
		pool_text(&l->catalog->pool, name), pool_text(&l->catalog->pool, colon + 2)};
}

static void read_item(struct load *l, const struct ini_entry *e, struct draft_resource *d)
{
	if (d->r.n_attributes == CATALOG_ATTRIBUTES)
		catalog_mistake(l, e->line, _("more than %d items"), CATALOG_ATTRIBUTES);
	else if (!json_path_valid(e->value))
		catalog_mistake(l, e->line, _("'%s' is no path like $.a.b[0]"), e->value);
	else
		d->attributes[d->r.n_attributes++] = (struct attribute){
			pool_text(&l->catalog->pool, e->key + strlen("item.")),
			pool_text(&l->catalog->pool, e->value)};
}

/* arg.name = value; keys are lower case, so arg.1 = "Name=value" for the others. */
static void read_argument(struct load *l, const struct ini_entry *e, struct draft_resource *d)
{
	const char *name = e->key + strlen("arg."), *value = e->value;
	struct pool *p = &l->catalog->pool;
	bool numbered = strspn(name, "0123456789") == strlen(name);
	const char *equals = numbered ? strchr(value, '=') : NULL;

	if (equals) {
		name = pool_textn(p, value, (size_t)(equals - value));
		value = equals + 1;
	}
	if (d->r.n_arguments == CATALOG_ARGUMENTS)
		catalog_mistake(l, e->line, _("more than %d arguments"), CATALOG_ARGUMENTS);
	else if (!*name || (numbered && !equals) || !*value || strcmp(value, ":") == 0)
		catalog_mistake(l, e->line, _("an argument is a text or a :name"));
	else
		d->arguments[d->r.n_arguments++] =
			(struct argument){pool_text(p, name), pool_text(p, value)};
}

static struct term *term_of(struct load *l, const struct ini_entry *e, struct draft_resource *d,
	const char *name, size_t len)
{
	for (size_t i = 0; i < d->r.n_terms; i++) {
		if (strlen(d->terms[i].name) == len && strncmp(d->terms[i].name, name, len) == 0)
			return &d->terms[i];
	}
	if (d->r.n_terms == CATALOG_TERMS || len == 0) {
		catalog_mistake(l, e->line, _("more than %d attributes with a label or a class"),
			CATALOG_TERMS);
		return NULL;
	}
	struct term *t = &d->terms[d->r.n_terms++];
	*t = (struct term){.name = pool_textn(&l->catalog->pool, name, len),
		.label = "", .label_en = "", .sharing = -1, .ground = "", .raw = "", .asks = "",
		.asks_en = ""};
	return t;
}

/* label.ATTR, label.ATTR.en */
static void read_label(struct load *l, const struct ini_entry *e, struct draft_resource *d)
{
	const char *name = e->key + strlen("label.");
	size_t len = strlen(name);
	bool english = len > 3 && strcmp(name + len - 3, ".en") == 0;
	struct term *t = term_of(l, e, d, name, english ? len - 3 : len);

	if (t)
		*(english ? &t->label_en : &t->label) = pool_text(&l->catalog->pool, e->value);
}

/* class.ATTR = "none: ground" */
static void read_class(struct load *l, const struct ini_entry *e, struct draft_resource *d)
{
	const char *name = e->key + strlen("class."), *ground = strchr(e->value, ':');
	struct term *t = term_of(l, e, d, name, strlen(name));
	char word[32];
	size_t len = ground ? (size_t)(ground - e->value) : strlen(e->value);

	if (!t)
		return;
	text_copyn(word, sizeof(word), e->value, len);
	t->sharing = word_index(sharings, word);
	if (t->sharing < 0)
		catalog_unknown(l, e->line, word, sharings, COUNT_OF(sharings) - 1);
	if (ground)
		t->ground = pool_text(&l->catalog->pool, ground + 1 + strspn(ground + 1, " "));
}

/* predicate.ATTR = "RAW: question", predicate.ATTR.en */
static void read_predicate(struct load *l, const struct ini_entry *e, struct draft_resource *d)
{
	const char *name = e->key + strlen("predicate."), *question = strchr(e->value, ':');
	size_t len = strlen(name);
	bool english = len > 3 && strcmp(name + len - 3, ".en") == 0;
	struct term *t = term_of(l, e, d, name, english ? len - 3 : len);
	struct pool *p = &l->catalog->pool;

	if (!t)
		return;
	if (english) {
		t->asks_en = pool_text(p, e->value);
	} else if (!question || !question[1 + strspn(question + 1, " ")]) {
		catalog_mistake(l, e->line, _("a predicate is \"RAW: the question it answers\""));
	} else {
		t->raw = pool_textn(p, e->value, (size_t)(question - e->value));
		t->asks = pool_text(p, question + 1 + strspn(question + 1, " "));
	}
}

void catalog_read_edition(struct load *l, const struct ini_entry *e)
{
	read_key(l, edition_keys, COUNT_OF(edition_keys), e, l->catalog);
}

void catalog_read_grant(struct load *l, const struct ini_entry *e, struct draft_grant *d)
{
	read_key(l, grant_keys, COUNT_OF(grant_keys), e, d);
}

void catalog_read_origin(struct load *l, const struct ini_entry *e, struct draft_origin *d)
{
	if (text_starts(e->key, "header."))
		read_header(l, e, d->headers, &d->o.n_headers);
	else
		read_key(l, origin_keys, COUNT_OF(origin_keys), e, d);
}

void catalog_read_resource(struct load *l, const struct ini_entry *e, struct draft_resource *d)
{
	if (text_starts(e->key, "item."))
		read_item(l, e, d);
	else if (text_starts(e->key, "arg."))
		read_argument(l, e, d);
	else if (text_starts(e->key, "header."))
		read_header(l, e, d->headers, &d->r.n_headers);
	else if (text_starts(e->key, "label."))
		read_label(l, e, d);
	else if (text_starts(e->key, "class."))
		read_class(l, e, d);
	else if (text_starts(e->key, "predicate."))
		read_predicate(l, e, d);
	else
		read_key(l, resource_keys, COUNT_OF(resource_keys), e, d);
}

/* ---- and back ---- */

void catalog_put_line(const char *key, const char *value, struct buf *out)
{
	if (value && *value)
		buf_addf(out, "%s = \"%s\"\n", key, value);
}

/* What the value of a key is written as; NULL: not said. */
static const char *written(const struct key *k, const void *section, char number[24])
{
	const void *at = (const char *)section + k->offset;

	switch (k->kind) {
	case KEY_WORD:
		return *(const int *)at < 0 ? NULL : k->words[*(const int *)at];
	case KEY_FLAG:
		return k->words[*(const bool *)at];
	case KEY_NUMBER:
		text_format(number, 24, "%lld", (long long)*(const int64_t *)at);
		return number;
	default:
		return *(const char *const *)at;
	}
}

static void put_keys(const struct key *keys, size_t n, const void *section, const void *blank,
	struct buf *out)
{
	for (size_t i = 0; i < n; i++) {
		char number[24], before[24];
		const char *value = written(&keys[i], section, number);

		if (!text_equal(value, written(&keys[i], blank, before)))
			catalog_put_line(keys[i].name, value, out);
	}
}

void catalog_put_origin(const struct draft_origin *d, struct buf *out)
{
	struct draft_origin blank;

	catalog_blank_origin(&blank);
	put_keys(origin_keys, COUNT_OF(origin_keys), d, &blank, out);
}

void catalog_put_resource(const struct draft_resource *d, struct buf *out)
{
	struct draft_resource blank;

	catalog_blank_resource(&blank);
	put_keys(resource_keys, COUNT_OF(resource_keys), d, &blank, out);
}
