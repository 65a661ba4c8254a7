/* SPDX-License-Identifier: MIT
 *
 * A set of codes in memory, for codes.c and its neighbours only.
 */
#ifndef ONETRIP_CODE_SET_H
#define ONETRIP_CODE_SET_H

#include "core/base/tsv.h"
#include "core/standards/codes.h"

#define CODE_NONE UINT32_MAX /* no row */
#define CODES_NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_-"
enum { CODE_COLUMNS = 7 };   /* code name name_en parent from to next */

struct code_set {
	char name[CODES_NAME];
	struct code *rows;           /* in table order; their strings are the tables' or text's */
	size_t n;
	uint32_t *sorted;            /* rows by code, then by first day */
	uint32_t *up;                /* row of base that each stands under, the newest of its code */
	const struct code_set *base; /* itself, or what it is a part of */
	struct tsv text;
	struct code_index *index;    /* codes_filter.c; NULL until first used */
};

/* Collects "file:line: message\n". */
struct code_telling {
	const char *file;
	struct buf *messages;
	size_t n;
};
PRINTF_LIKE(3, 4) void code_tell(struct code_telling *t, size_t line, const char *format, ...);

/* ---- code_set.c ---- */

/* Takes the rows. lines (may be NULL): where each stands; false when something was told. */
struct code_set *code_set_make(const char *name, struct code *rows, size_t n);
bool code_set_check(const struct code_set *s, const uint32_t *lines, struct code_telling *t);
struct code_set *code_set_part(const struct code_set *base, const char *name, const char *part);
void code_set_free(struct code_set *s);
bool code_in_force(const struct code *c, day_t on);
uint32_t code_set_find(const struct code_set *s, const char *code); /* the newest row */
uint32_t code_set_find_on(const struct code_set *s, const char *code, day_t on);

/* ---- code_table.c ---- */

/* One row of a table whose columns begin at `first`; false when something was told. */
bool code_table_row(const struct tsv *t, size_t row, size_t first, struct code *out,
	struct code_telling *told);
/* The set of a file tables/NAME.tsv, or of such a text; NULL when there is none or something was told. */
struct code_set *code_table_load(const char *name, const char *path, struct code_telling *told);
struct code_set *code_table_read(const char *name, const char *text, size_t len, struct code_telling *told);
/* The sets of codes.tsv or subsets.tsv, those without a mistake; returns how many. */
size_t code_table_shared(const struct tsv *t, struct code_set **out, size_t max,
	struct code_telling *told);

/* ---- codes.c ---- */

struct code_set *code_set_get(const char *name); /* NULL when there is none */

/* ---- region.c ---- */

/* Rows laid over the divisions. ERR_SYNTAX when something was told: nothing changed. */
enum err region_publish(const char *text, size_t len, struct code_telling *told);
enum err region_try(const char *text, size_t len, struct code_telling *told); /* publishes nothing */
void region_unpublish(void);

/* Whether the text could be published. ERR_SYNTAX when something was told. */
enum err code_table_try(const char *name, const char *text, size_t len, struct code_telling *told);
bool code_name_fits(const char *name);           /* of a set */
/* What the hall published as this set; *len 0: nothing. */
const char *code_given_text(const char *name, size_t *len);

/* ---- codes_filter.c ---- */

size_t code_set_filter(struct code_set *s, const char *parent, const char *query, day_t on,
	const struct code **out, size_t max, size_t *total);
void code_index_free(struct code_index *index);

#endif
