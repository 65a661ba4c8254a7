/* SPDX-License-Identifier: MIT
 *
 * Only what can be a name of the catalog is taken over from a description; the rest of it is
 * somebody else's text and is left where it is.
 */
#include "core/exchange/xroad_survey.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"
#include "core/exchange/wire.h"

enum { ID_LEN = 15, NAME_LEN = 64, REFERENCES = 8, LIST_ROWS = 200 };

/* ---- questions ---- */

static const struct argument *one_argument(struct pool *p, const char *name, const char *value)
{
	struct argument *a = pool_get(p, sizeof(*a));

	*a = (struct argument){name, pool_text(p, value)};
	return a;
}

const struct resource *xroad_question(struct pool *p, const struct gateway *o, const char *provider,
	const char *service)
{
	static const struct attribute of_list[] = {{"code", "$.service_code"}};
	static const struct attribute of_description[] = {{"version", "$.openapi"}};
	struct resource *r = pool_get(p, sizeof(*r));

	*r = (struct resource){
		.id = service ? "GETOPENAPI" : "LISTMETHODS",
		.name = service ? "getOpenAPI" : "listMethods",
		.name_en = "", .content = "", .content_en = "", .department = "X-Road",
		.department_en = "", .ground = "", .ok = "", .same = "",
		.origin = o,
		.service = pool_textf(p, "%s/%s", provider, service ? "getOpenAPI" : "listMethods"),
		.path = "",
		.method = "GET",
		.carry = CARRY_QUERY,
		.basis = BASIS_NONE,
		.safe = true,
		.rows = service ? "$" : "$.service",
		.any_type = true, /* as the provider or the server likes */
		.yaml = service != NULL,
		.cap = SURVEY_CAP,
		.rows_max = service ? 1 : LIST_ROWS,
		.attributes = service ? of_description : of_list,
		.n_attributes = 1,
	};
	if (service) {
		r->arguments = one_argument(p, "serviceCode", service);
		r->n_arguments = 1;
	}
	return r;
}

/* ---- the list ---- */

static const char *text_of(const struct json *j, const char *name)
{
	const char *text = json_text(json_member(j, name));

	return text ? text : "";
}

/* What the catalog can name in a path: no braces of a template. */
static bool plain_path(const char *path)
{
	return path[0] == '/' && !strpbrk(path, "{}?*");
}

static bool method_usable(const char *method)
{
	return strcmp(method, "GET") == 0 || strcmp(method, "POST") == 0;
}

static void add_service(struct xroad_service *s, struct pool *p, const struct json *service,
	const char *method, const char *path)
{
	*s = (struct xroad_service){
		.code = pool_text(p, text_of(service, "service_code")),
		.method = pool_text(p, method),
		.path = pool_text(p, strcmp(path, "/") == 0 ? "" : path),
		.described = strcmp(text_of(service, "service_type"), "OPENAPI") == 0,
	};
}

static size_t endpoints_of(const struct json *service, struct pool *p, struct xroad_service *to)
{
	const struct json *list = json_member(service, "endpoint_list");
	size_t n = 0;

	for (size_t i = 0; i < json_count(list); i++) {
		const char *method = text_of(json_item(list, i), "method");
		const char *path = text_of(json_item(list, i), "path");

		if (!method_usable(method) || !plain_path(path))
			continue;
		if (to)
			add_service(&to[n], p, service, method, path);
		n++;
	}
	if (json_count(list) == 0) { /* it does not say: the root, as a question with a body */
		if (to)
			add_service(to, p, service, "POST", "/");
		n++;
	}
	return n;
}

enum err xroad_services(const struct buf *body, struct pool *p, struct xroad_service **out,
	size_t *n)
{
	struct json *j = NULL;
	const struct json *list;
	size_t total = 0, done = 0;

	if (json_parse(buf_text(body), body->len, &j) != OK)
		return ERR_SYNTAX;
	list = json_member(j, "service");
	if (json_kind(list) != KIND_ARRAY) {
		json_free(j);
		return ERR_SYNTAX;
	}
	for (size_t i = 0; i < json_count(list); i++)
		total += endpoints_of(json_item(list, i), p, NULL);
	if (total <= SURVEY_SERVICES) {
		*out = pool_get(p, (total + 1) * sizeof(**out));
		for (size_t i = 0; i < json_count(list); i++)
			done += endpoints_of(json_item(list, i), p, *out + done);
		*n = total;
	}
	json_free(j);
	return total <= SURVEY_SERVICES ? OK : ERR_LIMIT;
}

/* ---- a description ---- */

struct reading {
	struct pool *pool;
	const struct json *root;
	struct resource *r;
	struct attribute *attributes;
	struct argument *arguments;
};

/* A schema, or the one of #/components/schemas it names. */
static const struct json *resolve(const struct reading *d, const struct json *schema)
{
	static const char before[] = "#/components/schemas/";

	for (int i = 0; i < REFERENCES; i++) {
		const char *name = text_of(schema, "$ref");

		if (!text_starts(name, before))
			return schema;
		schema = json_member(json_find(d->root, "$.components.schemas"),
			name + strlen(before));
	}
	return NULL;
}

/* A name of the other side as one of ours: lower case, [a-z0-9_]. */
static bool own_name(const char *name, char out[NAME_LEN])
{
	size_t n = 0;

	for (; *name; name++) {
		char c = *name >= 'A' && *name <= 'Z' ? (char)(*name - 'A' + 'a') : *name;
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';

		if (!plain || n + 1 == NAME_LEN)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n > 0;
}

static void take_attribute(void *ctx, const char *name)
{
	struct reading *d = ctx;
	char own[NAME_LEN];

	if (d->r->n_attributes == CATALOG_ATTRIBUTES || !own_name(name, own))
		return;
	d->attributes[d->r->n_attributes++] = (struct attribute){
		pool_text(d->pool, own), pool_textf(d->pool, "$.%s", name)};
}

static void take_argument(void *ctx, const char *name)
{
	struct reading *d = ctx;
	char own[NAME_LEN];

	if (d->r->n_arguments == CATALOG_ARGUMENTS || !own_name(name, own))
		return;
	d->arguments[d->r->n_arguments++] = (struct argument){
		pool_text(d->pool, name), pool_textf(d->pool, ":%s", own)};
}

static const struct json *json_schema(const struct json *holder)
{
	return json_member(
		json_member(json_member(holder, "content"), "application/json"), "schema");
}

static bool is_list(const struct json *schema)
{
	return strcmp(text_of(schema, "type"), "array") == 0;
}

struct list_member {
	const struct reading *d;
	const struct json *properties;
	char name[NAME_LEN];
};

static void find_list(void *ctx, const char *name)
{
	struct list_member *m = ctx;

	if (!m->name[0] && is_list(resolve(m->d, json_member(m->properties, name))))
		text_copy(m->name, sizeof(m->name), name);
}

/* Where the rows are: the answer itself, the first list in it, or the one object it is. */
static void read_answer(struct reading *d, const struct json *schema)
{
	struct list_member m = {.d = d};

	schema = resolve(d, schema);
	if (!is_list(schema)) {
		m.properties = json_member(schema, "properties");
		json_names(m.properties, find_list, &m);
	}
	if (m.name[0]) {
		d->r->rows = pool_textf(d->pool, "$.%s", m.name);
		schema = resolve(d, json_member(m.properties, m.name));
	}
	if (is_list(schema))
		schema = resolve(d, json_member(schema, "items"));
	json_names(json_member(schema, "properties"), take_attribute, d);
}

static void read_operation(struct reading *d, const struct json *operation)
{
	static const char *const good[] = {"200", "201", "default"};
	const struct json *responses = json_member(operation, "responses"), *schema = NULL;
	const char *summary = text_of(operation, "summary");
	struct buf clean;

	buf_init(&clean, NAME_LEN);
	text_sanitise(&clean, summary, strlen(summary));
	if (*summary && !clean.err && !strpbrk(buf_text(&clean), "\"\\"))
		d->r->name = pool_text(d->pool, buf_text(&clean));
	buf_release(&clean);
	for (size_t i = 0; i < COUNT_OF(good) && !schema; i++)
		schema = json_schema(json_member(responses, good[i]));
	read_answer(d, schema);
	if (strcmp(d->r->method, "POST") == 0)
		json_names(json_member(resolve(d, json_schema(json_member(operation, "requestBody"))),
				   "properties"),
			take_argument, d);
}

static void read_description(struct reading *d, const struct xroad_service *s,
	const struct buf *description)
{
	struct json *j = NULL;
	const struct json *path;

	if (json_parse(buf_text(description), description->len, &j) != OK)
		return; /* nothing: the fields are to be written by hand */
	d->root = j;
	path = json_member(json_member(j, "paths"), *s->path ? s->path : "/");
	read_operation(d, json_member(path, strcmp(s->method, "GET") == 0 ? "get" : "post"));
	json_free(j);
}

/* ---- drafts ---- */

/* Letters and digits of the code and the path, in capitals, the end of them if it is long. */
static const char *id_of(struct pool *p, const struct xroad_service *s)
{
	char all[256] = "";
	size_t n = 0;
	const char *text = pool_textf(p, "%s%s%s", s->code, *s->path ? "-" : "", s->path);

	for (; *text && n + 1 < sizeof(all); text++) {
		char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;
		bool plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

		if (plain)
			all[n++] = c;
		else if (n > 0 && all[n - 1] != '-')
			all[n++] = '-';
	}
	while (n > 0 && all[n - 1] == '-')
		n--;
	all[n] = '\0';
	text = n > ID_LEN ? all + n - ID_LEN : all;
	text += *text == '-';
	return pool_text(p, *text ? text : "SERVICE");
}

void xroad_draft(struct pool *p, const struct gateway *o, const char *provider,
	const struct xroad_service *s, const struct buf *description, struct resource *out)
{
	struct reading d = {.pool = p, .r = out,
		.attributes = pool_get(p, CATALOG_ATTRIBUTES * sizeof(struct attribute)),
		.arguments = pool_get(p, CATALOG_ARGUMENTS * sizeof(struct argument))};
	bool get = strcmp(s->method, "GET") == 0;

	*out = (struct resource){
		.id = id_of(p, s), .name = s->code, .name_en = "", .content = "", .content_en = "",
		.department = "", .department_en = "", .office = "", .proves = "", .ground = "",
		.origin = o, .sharing = SHARING_CONDITIONAL,
		.service = pool_textf(p, "%s/%s", provider, s->code), .path = s->path,
		.method = s->method, .carry = get ? CARRY_QUERY : CARRY_JSON, .basis = BASIS_NONE,
		.ok = "", .rows = "$", .same = "", .sid = "", .secret_file = "",
		.error_code = "", .error_text = "", .page_arg = "", .page_total = "",
		.cap = 1 << 20, .rows_max = ASK_ROWS,
	};
	if (description)
		read_description(&d, s, description);
	out->attributes = d.attributes;
	out->arguments = d.arguments;
}
