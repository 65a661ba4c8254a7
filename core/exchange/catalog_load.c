/* SPDX-License-Identifier: MIT
 *
 * The catalog's grammar: one table of keys for each kind of section, then the checks that need
 * more than one key. Every mistake is told with its line; a catalog with one is not used at all.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/dialect.h"
#include "core/exchange/json.h"

enum { RESOURCE_ID = 15, FRESH_LONGEST_S = 10 * 366 * 86400, MISTAKE = 300 };

enum kind { KEY_TEXT, KEY_WORD, KEY_FLAG, KEY_NUMBER };

/* One key: where its value goes. words: of WORD in enum order; of FLAG {false, true}. */
struct key {
	const char *name;
	enum kind kind;
	size_t offset;
	const char *const *words;
	int64_t min, max;
};

/* What a section gave, before it is checked. */
struct draft_resource {
	struct resource r;
	int sharing, carry;
	int64_t cap, rows_max, fresh_s;
	const char *origin;
	struct attribute attributes[CATALOG_ATTRIBUTES];
	struct argument arguments[CATALOG_ARGUMENTS];
};

struct draft_origin {
	struct gateway o;
	const char *dialect;
};

static const char *const yes_no[] = {"no", "yes", NULL};
static const char *const sharings[] = {"unconditional", "conditional", "none", NULL};
static const char *const carries[] = {"query", "form", "header", "json", NULL};
static const char *const nothings[] = {"", "404", NULL};
static const char *const types[] = {"json", "any", NULL};

#define ORIGIN(member) offsetof(struct draft_origin, member)
#define RESOURCE(member) offsetof(struct draft_resource, member)

static const struct key origin_keys[] = {
	{.name = "dialect", .offset = ORIGIN(dialect)},
	{.name = "base", .offset = ORIGIN(o.base)},
	{.name = "key", .offset = ORIGIN(o.key)},
	{.name = "secret_file", .offset = ORIGIN(o.secret_file)},
	{.name = "ca_file", .offset = ORIGIN(o.ca_file)},
	{.name = "plain", KEY_FLAG, ORIGIN(o.plain), yes_no, 0, 0},
};

static const struct key resource_keys[] = {
	{.name = "name", .offset = RESOURCE(r.name)},
	{.name = "name.en", .offset = RESOURCE(r.name_en)},
	{.name = "content", .offset = RESOURCE(r.content)},
	{.name = "content.en", .offset = RESOURCE(r.content_en)},
	{.name = "department", .offset = RESOURCE(r.department)},
	{.name = "department.en", .offset = RESOURCE(r.department_en)},
	{.name = "origin", .offset = RESOURCE(origin)},
	{.name = "ground", .offset = RESOURCE(r.ground)},
	{.name = "proves", .offset = RESOURCE(r.proves)},
	{.name = "path", .offset = RESOURCE(r.path)},
	{.name = "method", .offset = RESOURCE(r.method)},
	{.name = "ok", .offset = RESOURCE(r.ok)},
	{.name = "rows", .offset = RESOURCE(r.rows)},
	{.name = "same", .offset = RESOURCE(r.same)},
	{.name = "sharing", KEY_WORD, RESOURCE(sharing), sharings, 0, 0},
	{.name = "carry", KEY_WORD, RESOURCE(carry), carries, 0, 0},
	{.name = "safe", KEY_FLAG, RESOURCE(r.safe), yes_no, 0, 0},
	{.name = "nothing", KEY_FLAG, RESOURCE(r.nothing_404), nothings, 0, 0},
	{.name = "type", KEY_FLAG, RESOURCE(r.any_type), types, 0, 0},
	{.name = "cap", KEY_NUMBER, RESOURCE(cap), NULL, 1, CATALOG_CAP},
	{.name = "rows_max", KEY_NUMBER, RESOURCE(rows_max), NULL, 1, ASK_ROWS},
	{.name = "fresh", KEY_NUMBER, RESOURCE(fresh_s), NULL, 0, FRESH_LONGEST_S},
};

struct load {
	const struct ini *ini;
	struct catalog *catalog;
	struct buf *messages;
	const char *base_override;
	int mistakes;
};

static void mistake(struct load *l, int line, const char *format, ...) PRINTF_LIKE(3, 4);

static void mistake(struct load *l, int line, const char *format, ...)
{
	char text[MISTAKE];
	va_list args;

	if (++l->mistakes > INI_MESSAGES)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(l->messages, "%s:%d: %s\n", l->ini->path, line, text);
}

/* ---- keys ---- */

static int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i]; i++) {
		if (strcmp(words[i], word) == 0)
			return i;
	}
	return -1;
}

static void unknown(struct load *l, int line, const char *word, const char *const *known, size_t n)
{
	const char *near = ini_nearest(word, known, n);

	if (near)
		mistake(l, line, _("'%s' is unknown here; did you mean '%s'?"), word, near);
	else
		mistake(l, line, _("'%s' is unknown here"), word);
}

static void set_word(struct load *l, const struct key *k, const struct ini_entry *e, void *at)
{
	int i = word_index(k->words, e->value);
	size_t n = 0;

	if (i < 0) {
		while (k->words[n])
			n++;
		unknown(l, e->line, e->value, k->words, n);
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
			mistake(l, e->line, _("'%s' is a number from %lld to %lld"), k->name,
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
	unknown(l, e->line, e->key, known, n);
}

/* ---- origins ---- */

static bool only(const char *text, const char *more)
{
	for (; *text; text++) {
		if (!((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
			    (*text >= '0' && *text <= '9') || strchr(more, *text)))
			return false;
	}
	return true;
}

static bool base_valid(const char *base)
{
	const char *rest = strstr(base, "://");

	if (!text_starts(base, "https://") && !text_starts(base, "http://"))
		return false;
	rest += 3;
	return *rest && *rest != ':' && *rest != '/' && rest[strlen(rest) - 1] != '/' &&
	       only(rest, ".:-_/[]");
}

static void check_origin(struct load *l, int line, const struct draft_origin *d)
{
	struct gateway o = d->o;

	o.dialect = dialect_find(d->dialect);
	if (!o.dialect)
		mistake(l, line, _("origin '%s' speaks no known dialect"), o.name);
	if (!base_valid(o.base)) {
		mistake(l, line, _("the base of '%s' is http(s)://host[:port], no slash at the end"),
			o.name);
		return;
	}
	if (l->base_override && origin_loopback(&o))
		o.base = pool_text(&l->catalog->pool, l->base_override);
	if (text_starts(o.base, "http://") && !o.plain && !origin_loopback(&o))
		mistake(l, line, _("'%s' without TLS needs plain = yes"), o.name);
	if (l->catalog->n_origins == CATALOG_ORIGINS) {
		mistake(l, line, _("more than %d origins"), CATALOG_ORIGINS);
		return;
	}
	l->catalog->origins[l->catalog->n_origins++] = o;
}

static const struct gateway *find_origin(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n_origins; i++) {
		if (strcmp(c->origins[i].name, name) == 0)
			return &c->origins[i];
	}
	return NULL;
}

/* ---- resources ---- */

static void read_item(struct load *l, const struct ini_entry *e, struct resource *r,
	struct attribute *all)
{
	if (r->n_attributes == CATALOG_ATTRIBUTES)
		mistake(l, e->line, _("more than %d items"), CATALOG_ATTRIBUTES);
	else if (!json_path_valid(e->value))
		mistake(l, e->line, _("'%s' is no path like $.a.b[0]"), e->value);
	else
		all[r->n_attributes++] = (struct attribute){
			pool_text(&l->catalog->pool, e->key + strlen("item.")),
			pool_text(&l->catalog->pool, e->value)};
}

static void read_argument(struct load *l, const struct ini_entry *e, struct resource *r,
	struct argument *all)
{
	if (r->n_arguments == CATALOG_ARGUMENTS)
		mistake(l, e->line, _("more than %d arguments"), CATALOG_ARGUMENTS);
	else if (e->value[0] == '\0' || strcmp(e->value, ":") == 0)
		mistake(l, e->line, _("an argument is a text or a :name"));
	else
		all[r->n_arguments++] = (struct argument){
			pool_text(&l->catalog->pool, e->key + strlen("arg.")),
			pool_text(&l->catalog->pool, e->value)};
}

static void check_paths(struct load *l, int line, const struct resource *r)
{
	if (!json_path_valid(r->rows))
		mistake(l, line, _("rows of %s is no path like $.a.b[0]"), r->id);
	if (r->ok[0] && !json_test_valid(r->ok))
		mistake(l, line, _("ok of %s is no test like $.code == 0"), r->id);
	if (r->same[0] && !json_test_valid(r->same))
		mistake(l, line, _("same of %s is no test like $.id == :holder_id"), r->id);
	if (r->path[0] != '/' || !only(r->path, "/._~-%"))
		mistake(l, line, _("path of %s starts with / and is written as in a URL"), r->id);
}

/* How the question travels; what is about a person never does in a URL. */
static void check_carry(struct load *l, int line, const struct resource *r)
{
	bool get = strcmp(r->method, "GET") == 0;

	if (!get && strcmp(r->method, "POST") != 0)
		mistake(l, line, _("method of %s is GET or POST"), r->id);
	if (get != (r->carry == CARRY_QUERY))
		mistake(l, line, _("%s: GET and carry = query go together"), r->id);
	if (r->origin && r->origin->dialect && !(r->origin->dialect->carries & 1U << r->carry))
		mistake(l, line, _("%s: its dialect cannot carry = %s"), r->id, carries[r->carry]);
	for (size_t i = 0; r->carry == CARRY_QUERY && i < r->n_arguments; i++) {
		if (r->arguments[i].value[0] == ':')
			mistake(l, line, _("%s: '%s' would stand in a URL"), r->id,
				r->arguments[i].value);
	}
}

static void check_resource(struct load *l, int line, struct draft_resource *d)
{
	struct resource *r = &d->r;

	if (d->sharing < 0)
		mistake(l, line, _("%s does not say how it is shared"), r->id);
	r->sharing = (enum sharing)d->sharing;
	r->carry = (enum carry)d->carry;
	r->cap = (size_t)d->cap;
	r->rows_max = (int)d->rows_max;
	r->fresh_ms = d->fresh_s * 1000;
	r->origin = find_origin(l->catalog, d->origin);
	if (!r->name[0] || !r->department[0])
		mistake(l, line, _("%s needs a name and a department"), r->id);
	if (r->sharing != SHARING_UNCONDITIONAL && !r->ground[0])
		mistake(l, line, _("%s needs its ground"), r->id);
	if (r->sharing == SHARING_NONE)
		return;
	if (!r->origin)
		mistake(l, line, _("%s: there is no origin '%s'"), r->id, d->origin);
	if (r->n_attributes == 0)
		mistake(l, line, _("%s has no items"), r->id);
	check_paths(l, line, r);
	check_carry(l, line, r);
}

static void keep_resource(struct load *l, const struct draft_resource *d)
{
	struct pool *p = &l->catalog->pool;
	struct resource r = d->r;
	struct attribute *attributes = pool_get(p, (r.n_attributes + 1) * sizeof(*attributes));
	struct argument *arguments = pool_get(p, (r.n_arguments + 1) * sizeof(*arguments));

	memcpy(attributes, d->attributes, r.n_attributes * sizeof(*attributes));
	memcpy(arguments, d->arguments, r.n_arguments * sizeof(*arguments));
	r.attributes = attributes;
	r.arguments = arguments;
	l->catalog->resources[l->catalog->n_resources++] = r;
}

/* ---- sections ---- */

/* Sections are named in lower case (base/ini.h); a resource is known in capitals. */
static const char *id_of(struct load *l, int line, const char *word)
{
	char *id = pool_text(&l->catalog->pool, word);

	if (strlen(id) > RESOURCE_ID || !only(id, "-"))
		mistake(l, line, _("'%s' is no id of letters, digits and -, at most %d"), word,
			RESOURCE_ID);
	for (char *c = id; *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return id;
}

/* Entries are in file order: where those of the section headed in this line begin. */
static size_t first_entry(const struct ini *ini, int line)
{
	size_t low = 0, high = ini->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ini->entries[middle].line > line)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static void load_origin(struct load *l, const char *section, int line, const char *name)
{
	struct draft_origin d = {.o = {.name = pool_text(&l->catalog->pool, name),
					 .base = "",
					 .key = "",
					 .secret_file = "",
					 .ca_file = ""},
		.dialect = ""};

	for (size_t i = first_entry(l->ini, line); i < l->ini->n; i++) {
		const struct ini_entry *e = &l->ini->entries[i];

		if (strcmp(e->section, section) != 0)
			break;
		read_key(l, origin_keys, COUNT_OF(origin_keys), e, &d);
	}
	check_origin(l, line, &d);
}

static void load_resource(struct load *l, const char *section, int line, const char *name)
{
	const struct ini *ini = l->ini;
	struct draft_resource d = {
		.r = {.id = id_of(l, line, name), .name = "", .name_en = "", .content = "",
			.content_en = "", .department = "", .department_en = "", .ground = "", .proves = "",
			.path = "", .method = "POST", .ok = "", .rows = "$", .same = ""},
		.sharing = -1,
		.carry = CARRY_JSON,
		.cap = 1 << 20,
		.rows_max = ASK_ROWS,
		.origin = "",
	};

	for (size_t i = first_entry(ini, line); i < ini->n; i++) {
		const struct ini_entry *e = &ini->entries[i];

		if (strcmp(e->section, section) != 0)
			break;
		if (text_starts(e->key, "item."))
			read_item(l, e, &d.r, d.attributes);
		else if (text_starts(e->key, "arg."))
			read_argument(l, e, &d.r, d.arguments);
		else
			read_key(l, resource_keys, COUNT_OF(resource_keys), e, &d);
	}
	d.r.arguments = d.arguments;
	check_resource(l, line, &d);
	keep_resource(l, &d);
}

static void load_sections(struct load *l, bool origins)
{
	static const char *const kinds[] = {"origin", "resource"};

	for (size_t i = 0; i < l->ini->n_sections; i++) {
		const char *section = l->ini->sections[i], *name = strchr(section, ' ');
		int line = l->ini->section_lines[i];

		if (name && text_starts(section, "origin ")) {
			if (origins)
				load_origin(l, section, line, name + 1);
		} else if (name && text_starts(section, "resource ")) {
			if (!origins)
				load_resource(l, section, line, name + 1);
		} else if (origins) {
			unknown(l, line, section, kinds, COUNT_OF(kinds));
		}
	}
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct resource *)a)->id, ((const struct resource *)b)->id);
}

static void load_catalog(struct load *l)
{
	struct catalog *c = l->catalog;
	size_t n = l->ini->n_sections;

	if (n > CATALOG_RESOURCES) {
		mistake(l, 1, _("more than %d resources"), CATALOG_RESOURCES);
		return;
	}
	c->origins = pool_get(&c->pool, (CATALOG_ORIGINS) * sizeof(*c->origins));
	c->resources = pool_get(&c->pool, (n + 1) * sizeof(*c->resources));
	load_sections(l, true);
	load_sections(l, false);
	qsort(c->resources, c->n_resources, sizeof(*c->resources), compare_ids);
}

enum err catalog_load(const char *path, const char *base_override, struct catalog **out,
	struct buf *messages)
{
	struct load l = {.messages = messages, .base_override = base_override};
	struct gateway override = {.base = base_override};
	struct ini *ini;
	enum err err;

	if (base_override && (!base_valid(base_override) || !origin_loopback(&override)))
		return ERR_INPUT;
	err = ini_load(path, &ini, messages);
	if (err)
		return err;
	l.ini = ini;
	l.catalog = mem_new(sizeof(*l.catalog));
	load_catalog(&l);
	ini_free(ini);
	if (l.mistakes > 0) {
		catalog_free(l.catalog);
		return ERR_SYNTAX;
	}
	*out = l.catalog;
	return OK;
}
