/* SPDX-License-Identifier: MIT
 *
 * The resource catalog: what may be asked of whom, on what terms. First into the catalog, then
 * use: a resource that is not here cannot be called. Strict INI, [origin name] and
 * [resource id] sections, in one file (at most 4 MiB, some 4,000 resources) or in a folder of them
 * (every *.ini, by name); a resource's
 * attributes are its item.NAME paths, nothing else is read.
 *
 *   [origin province]
 *   dialect = openapi|zjgw|irs|national|xroad|ticket
 *   base = "https://host[:port]"        plain = yes|no (http beyond this machine)
 *   key = "appKey, access key, service code"
 *   secret_file = "/etc/onetrip/x"      one line, mode 0600; what the office gave for that key
 *   secret = "..."                      instead of it, for the demo exchange on this machine alone
 *   ca_file = ""  pin = ""              trust: a PEM file instead of the system's; sha256//BASE64=
 *   client_cert = ""  client_key = ""   PEM files where the gateway wants a certificate of the hall
 *   rate = 0..1000                      questions a second this program may send; 0 no limit
 *   header.N = "Name: value"            sent with every question
 *   renew.key = "/path"  renew.sec = "/path"   zjgw, national: where secrets are renewed
 *   client = "INSTANCE/CLASS/MEMBER/SUBSYSTEM" xroad: who asks
 *   rid = "requester"  prefix = "gjgxjhpt_"    national
 *
 *   [resource pop-01]
 *   name name.en content content.en department department.en
 *   office = "..."         of the department: who answers for the data
 *   cycle = realtime|daily|weekly|monthly|quarterly|yearly|irregular   how often it is brought up to date
 *   interface = no         it stands in the catalog and cannot be asked yet: no origin, path, items
 *   origin = province      sharing = unconditional|conditional|none
 *   ground = "..."         (needed unless unconditional)     proves = "marriage household"
 *   label.ATTR label.ATTR.en             what an attribute is called
 *   class.ATTR = "conditional: ground"   where one differs from its resource; none: it is not
 *                                        shared and has no item.ATTR; the ground may be the resource's
 *   predicate.ATTR = "RAW: question" predicate.ATTR.en   a fact that is yes or no (1, 0), to be asked
 *                                        for instead of the attribute RAW ("" when there is none)
 *   path = "/p"            method = POST|GET         safe = yes|no
 *   carry = json|query|form|header       where the arguments travel; zjgw "header": the
 *                                        signature in headers, the arguments as JSON
 *   arg.NAME = ":holder_id"              or, for names with capitals, arg.1 = "Name=:holder_id"
 *   basis = body|header|additional|none  where the lawful basis travels; each dialect has its own
 *   service = "INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE"   xroad; path is what follows it, or ""
 *   sid = "s_1200000900000_9001"         national; secret_file: the key of this service alone
 *   payload = json|json-string           zjgw: what "datas" is declared to be; the other is taken too
 *   ok = "$.code == '0'"   rows = "$.data"   same = "$.id == :holder_id"   (of the payload)
 *   error.code = "$.code"  error.text = "$.message"       what the provider says when ok fails
 *   nothing = 404          type = json|any
 *   cap = bytes            rows_max = 1..200         fresh = seconds
 *   value_max = bytes of one value, 4096 unless it carries files
 *   page.arg = "pageNum"   page.total = "$.total"    page.max = 2..20   (all three, or none)
 *   header.N = "Name: value"             item.ATTR = "$.path"
 *
 *   [catalog]
 *   title = "..."  version = 2026-03-15   the edition; once in all files
 *
 *   [grant letter-7]       what the data office granted with this edition, to be recorded by casework
 *   resources = "POP-01 POP-02"          or "*": every conditional one with an interface
 *   items = "330700101001"  fields = "name sex"    default "*"
 *   until = 2026-12-31     or days = 365 from the day it is recorded
 *   number = "..."         of the office's letter    ground = "..."
 *
 * Sections are written in lower case (base/ini.h), so [resource pop-01] is POP-01.
 * Defaults: POST, json (zjgw: form), not safe, rows "$", 1 MiB, 200 rows, fresh 0. sharing = none
 * needs no origin, path or items. An argument ":..." is never carried in a URL.
 */
#ifndef ONETRIP_CATALOG_H
#define ONETRIP_CATALOG_H

#include "core/base/base.h"
#include "core/base/buf.h"
#include "core/base/pool.h"

enum { CATALOG_RESOURCES = 5000, CATALOG_ORIGINS = 64, CATALOG_ATTRIBUTES = 40,
	CATALOG_ARGUMENTS = 16, CATALOG_HEADERS = 4, CATALOG_FILES = 256, CATALOG_PAGES = 20,
	CATALOG_CAP = 16 << 20, CATALOG_BYTES = 4 << 20,
	CATALOG_TERMS = 80, CATALOG_GRANTS = 64 };

enum sharing { SHARING_UNCONDITIONAL, SHARING_CONDITIONAL, SHARING_NONE };
const char *sharing_word(enum sharing s);
const char *sharing_text(enum sharing s); /* msgid */

/* How often a department brings its data up to date: word, msgid */
#define CYCLE_TABLE(X)                                                                             \
	X(CYCLE_UNKNOWN, "", "Not stated")                                                         \
	X(CYCLE_REALTIME, "realtime", "At once")                                                   \
	X(CYCLE_DAILY, "daily", "Every day")                                                       \
	X(CYCLE_WEEKLY, "weekly", "Every week")                                                    \
	X(CYCLE_MONTHLY, "monthly", "Every month")                                                 \
	X(CYCLE_QUARTERLY, "quarterly", "Every quarter")                                           \
	X(CYCLE_YEARLY, "yearly", "Every year")                                                    \
	X(CYCLE_IRREGULAR, "irregular", "From time to time")

enum cycle {
#define X(name, word, text) name,
	CYCLE_TABLE(X)
#undef X
	CYCLE_COUNT
};
const char *cycle_word(enum cycle c);
const char *cycle_text(enum cycle c); /* msgid */

enum carry { CARRY_QUERY, CARRY_FORM, CARRY_HEADER, CARRY_JSON };
enum payload { PAYLOAD_JSON, PAYLOAD_STRING };
enum basis_place { BASIS_NONE, BASIS_BODY, BASIS_HEADER, BASIS_ADDITIONAL };

struct dialect;

struct argument {
	const char *name;            /* on the wire */
	const char *value;           /* text, or ":holder_id" ":holder_name" ":address" … */
};

struct gateway {
	const char *name;
	const struct dialect *dialect;
	const char *base;            /* "https://host[:port]", no trailing slash */
	const char *key;             /* application key or bearer name; "" none */
	const char *secret_file;     /* 0600; "" none */
	const char *ca_file;         /* "" system trust */
	bool plain;                  /* http allowed beyond loopback */
	/* from here on NULL is as good as "" */
	const char *pin;             /* "sha256//BASE64=" of the server's public key */
	const char *client_cert, *client_key; /* PEM files */
	const char *renew_key, *renew_sec;    /* paths: by the given key, by the refresh secret */
	const char *client;          /* xroad */
	const char *rid, *prefix;    /* national */
	const char *secret;          /* of a loopback origin that has no secret_file */
	int rate;                    /* questions a second, 0 no limit */
	const struct argument *headers; /* name and value */
	size_t n_headers;
};

struct attribute {
	const char *name;            /* "name" */
	const char *path;            /* "$.xm" within a row */
};

/* What the catalog says of one attribute beyond its path. */
struct term {
	const char *name;
	const char *label, *label_en; /* "" none */
	int sharing;                 /* enum sharing, -1: the resource's */
	const char *ground;          /* "" the resource's */
	const char *raw;             /* what this yes or no stands for; "" none in particular */
	const char *asks, *asks_en;  /* the question it answers with yes or no; "" it does not */
};

struct resource {
	const char *id;              /* "POP-01" */
	const char *name, *name_en;
	const char *content, *content_en; /* what it holds, in a few words */
	const char *department, *department_en; /* two characters on lights: 公安 */
	const char *office;          /* NULL or "": none named */
	enum cycle cycle;
	bool listed;                 /* stands in the catalog only, cannot be asked */
	const struct gateway *origin; /* NULL: not shared, or listed */
	enum sharing sharing;
	const char *ground;          /* of a class other than unconditional */
	const char *proves;          /* kinds of proof it makes needless on paper, blank separated */
	const char *path, *method;
	enum carry carry;
	bool safe;                   /* may be repeated */
	const char *ok, *rows, *same; /* paths and tests of json.h; "" none; same is read per row */
	bool nothing_404;            /* status 404 means: no record */
	bool any_type;               /* JSON may come under another Content-Type */
	bool yaml;                   /* or as YAML: descriptions of services, never data */
	size_t cap;                  /* bytes of a body */
	int rows_max;
	size_t value_max;            /* bytes of one value; 0: ASK_VALUE */
	int64_t fresh_ms;            /* how long a value counts as fresh */
	const struct argument *arguments;
	size_t n_arguments;
	const struct attribute *attributes;
	size_t n_attributes;
	const struct term *terms;    /* also of attributes that are not shared */
	size_t n_terms;
	const char *service;         /* xroad */
	const char *sid;             /* national */
	const char *secret_file;     /* of this service alone; "" the origin's */
	enum payload payload;
	enum basis_place basis;
	const char *error_code, *error_text; /* paths in the payload; "" the usual ones */
	const char *page_arg, *page_total;   /* "" one page only */
	int page_max;
	const struct argument *headers;
	size_t n_headers;
};

/* A grant of the data office that came with the catalog. */
struct standing_grant {
	const char *name;
	const char *resources, *items, *fields; /* blank separated; "*" all */
	const char *until;           /* YYYY-MM-DD; "" */
	int days;                    /* 0 none */
	const char *number, *ground;
};

struct catalog {
	struct pool pool;
	const char *title, *version; /* "" not stated */
	struct gateway *origins;
	size_t n_origins;
	struct resource *resources;  /* sorted by id */
	size_t n_resources;
	struct standing_grant *grants;
	size_t n_grants;
};

/* path: a file or a folder of *.ini files. base_override: replaces the base of every loopback
 * origin (the demo's free port), or NULL. */
enum err catalog_load(const char *path, const char *base_override, struct catalog **out,
	struct buf *messages) MUST_CHECK;
/* The same for text in memory, one file's, at most CATALOG_BYTES; name: for messages. */
enum err catalog_parse(const char *name, const char *text, size_t len, const char *base_override,
	struct catalog **out, struct buf *messages) MUST_CHECK;
/* The text of all files of path, one behind the other: loads to the same catalog. */
enum err catalog_text(const char *path, struct buf *out, struct buf *messages) MUST_CHECK;
void catalog_free(struct catalog *c);
const struct resource *catalog_find(const struct catalog *c, const char *id);
/* Indexes of resources that fit what was typed: those whose id begins with it, then those by name
 * (words, initials, pinyin), content or department; each in the order of ids. keep may be NULL. */
size_t catalog_search(const struct catalog *c, const char *query,
	bool (*keep)(const void *ctx, const struct resource *r), const void *ctx, uint16_t *out,
	size_t max);
bool resource_has(const struct resource *r, const char *attribute);
/* Of one attribute: its own term, else the resource's. */
const struct term *resource_term(const struct resource *r, const char *attribute); /* NULL none */
enum sharing resource_sharing(const struct resource *r, const char *attribute);
const char *resource_ground(const struct resource *r, const char *attribute);
const char *resource_label(const struct resource *r, const char *attribute); /* its name when it has none */
/* It answers yes or no. instead: one that does so for a raw attribute; NULL none. */
bool resource_predicate(const struct resource *r, const char *attribute);
const struct term *resource_instead(const struct resource *r, const char *raw);
/* Whether a question about it could leave at all. */
bool resource_asked(const struct resource *r);
bool origin_loopback(const struct gateway *o);
/* Back to the text of its file, section by section; what is written loads to the same. */
void catalog_write(const struct catalog *c, struct buf *out);
void catalog_write_resource(const struct resource *r, struct buf *out);
void catalog_write_origin(const struct gateway *o, struct buf *out);
void catalog_write_grant(const struct standing_grant *g, struct buf *out);
/* The file of the secret this resource is asked with; "" none. */
const char *resource_secret(const struct resource *r);

#endif
