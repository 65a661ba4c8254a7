/* SPDX-License-Identifier: MIT
 *
 * Loading a catalog: what the files of the loader share. catalog_load.c: files and sections;
 * catalog_keys.c: one table of keys for each kind of section; catalog_check.c: what needs more than
 * one key; catalog_write.c: back to text. Every mistake is told with its file and line; a catalog with one is not used at all.
 */
#ifndef ONETRIP_CATALOG_INSIDE_H
#define ONETRIP_CATALOG_INSIDE_H

#include "core/base/ini.h"
#include "core/exchange/dialect.h"

struct load {
	const struct ini *ini;       /* the file being read */
	struct catalog *catalog;
	struct buf *messages;
	const char *base_override;
	int mistakes;
};

void catalog_mistake(struct load *l, int line, const char *format, ...) PRINTF_LIKE(3, 4);
void catalog_unknown(struct load *l, int line, const char *word, const char *const *known, size_t n);

/* What a section gave, before it is checked. Words are -1 while unsaid. */
struct draft_resource {
	struct resource r;
	int sharing, carry, payload, basis;
	int64_t cap, rows_max, value_max, fresh_s, page_max;
	const char *origin;
	struct attribute attributes[CATALOG_ATTRIBUTES];
	struct argument arguments[CATALOG_ARGUMENTS];
	struct argument headers[CATALOG_HEADERS];
	struct term terms[CATALOG_TERMS];
	int cycle;
	bool interface;              /* it has one */
};

struct draft_grant {
	struct standing_grant g;
	int64_t days;
};

struct draft_origin {
	struct gateway o;
	const char *dialect;
	int64_t rate;
	struct argument headers[CATALOG_HEADERS];
};

/* A section before anything was said in it. */
void catalog_blank_origin(struct draft_origin *d);
void catalog_blank_resource(struct draft_resource *d);

/* catalog_keys.c */
void catalog_read_origin(struct load *l, const struct ini_entry *e, struct draft_origin *d);
void catalog_read_resource(struct load *l, const struct ini_entry *e, struct draft_resource *d);
void catalog_read_edition(struct load *l, const struct ini_entry *e);
void catalog_read_grant(struct load *l, const struct ini_entry *e, struct draft_grant *d);
const char *catalog_carry_word(enum carry carry);
/* "key = value" lines of what differs from a blank section, in the order of the table. */
void catalog_put_origin(const struct draft_origin *d, struct buf *out);
void catalog_put_resource(const struct draft_resource *d, struct buf *out);
void catalog_put_line(const char *key, const char *value, struct buf *out); /* nothing for "" */

/* catalog_check.c: tell mistakes and settle what was not said. */
void catalog_check_origin(struct load *l, int line, struct draft_origin *d);
void catalog_check_resource(struct load *l, int line, struct draft_resource *d);
void catalog_check_grant(struct load *l, int line, struct draft_grant *d);
bool catalog_base_valid(const char *base);

/* Every byte is a letter, a digit or one of extra. */
bool catalog_only(const char *text, const char *extra);

#endif
