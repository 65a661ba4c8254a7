/* SPDX-License-Identifier: MIT
 *
 * The resource catalog: what may be asked of whom, on what terms. First into the catalog, then
 * use: a resource that is not here cannot be called. Strict INI, [origin name] and
 * [resource id] sections; a resource's attributes are its item.NAME paths, nothing else is read.
 *
 *   [origin demo]                       [resource pop-01]
 *   dialect = openapi                   name name.en content content.en department department.en
 *   base = "http://127.0.0.1:1"         origin = demo      sharing = unconditional|conditional|none
 *                                       proves = "marriage household"
 *   key secret_file ca_file             ground = "..."     (needed unless unconditional)
 *   plain = yes|no                      path = "/p"        method = POST|GET   safe = yes|no
 *                                       carry = json|query|form|header
 *                                       ok = "$.code == '0'"   rows = "$.data"
 *                                       same = "$.id == :holder_id"
 *                                       nothing = 404      type = json|any
 *                                       cap = bytes   rows_max = 1..200   fresh = seconds
 *                                       arg.NAME = ":holder_id"   item.ATTR = "$.path"
 *
 * Sections are written in lower case (base/ini.h), so [resource pop-01] is POP-01.
 * Defaults: POST, json, not safe, rows "$", 1 MiB, 200 rows, fresh 0. sharing = none needs no
 * origin, path or items. An argument ":..." is never carried in a URL.
 */
#ifndef ONETRIP_CATALOG_H
#define ONETRIP_CATALOG_H

#include "core/base/base.h"
#include "core/base/buf.h"
#include "core/base/pool.h"

enum { CATALOG_RESOURCES = 5000, CATALOG_ORIGINS = 64, CATALOG_ATTRIBUTES = 40,
	CATALOG_ARGUMENTS = 8, CATALOG_CAP = 16 << 20 };

enum sharing { SHARING_UNCONDITIONAL, SHARING_CONDITIONAL, SHARING_NONE };
enum carry { CARRY_QUERY, CARRY_FORM, CARRY_HEADER, CARRY_JSON };

struct dialect;

struct gateway {
	const char *name;
	const struct dialect *dialect;
	const char *base;            /* "https://host[:port]", no trailing slash */
	const char *key;             /* application key or bearer name; "" none */
	const char *secret_file;     /* 0600; "" none */
	const char *ca_file;         /* "" system trust */
	bool plain;                  /* http allowed beyond loopback */
};

struct attribute {
	const char *name;            /* "name" */
	const char *path;            /* "$.xm" within a row */
};

struct argument {
	const char *name;            /* on the wire */
	const char *value;           /* text, or ":holder_id" ":holder_name" ":address" … */
};

struct resource {
	const char *id;              /* "POP-01" */
	const char *name, *name_en;
	const char *content, *content_en; /* what it holds, in a few words */
	const char *department, *department_en; /* two characters on lights: 公安 */
	const struct gateway *origin;
	enum sharing sharing;
	const char *ground;          /* of a class other than unconditional */
	const char *proves;          /* kinds of proof it makes needless on paper, blank separated */
	const char *path, *method;
	enum carry carry;
	bool safe;                   /* may be repeated */
	const char *ok, *rows, *same; /* paths and tests of json.h; "" none; same is read per row */
	bool nothing_404;            /* status 404 means: no record */
	bool any_type;               /* JSON may come under another Content-Type */
	size_t cap;                  /* bytes of a body */
	int rows_max;
	int64_t fresh_ms;            /* how long a value counts as fresh */
	const struct argument *arguments;
	size_t n_arguments;
	const struct attribute *attributes;
	size_t n_attributes;
};

struct catalog {
	struct pool pool;
	struct gateway *origins;
	size_t n_origins;
	struct resource *resources;  /* sorted by id */
	size_t n_resources;
};

/* base_override: replaces the base of every loopback origin (the demo's free port), or NULL. */
enum err catalog_load(const char *path, const char *base_override, struct catalog **out,
	struct buf *messages) MUST_CHECK;
void catalog_free(struct catalog *c);
const struct resource *catalog_find(const struct catalog *c, const char *id);
bool resource_has(const struct resource *r, const char *attribute);
bool origin_loopback(const struct gateway *o);

#endif
