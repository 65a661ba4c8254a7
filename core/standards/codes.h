/* SPDX-License-Identifier: MIT
 *
 * Code tables. Codes are stored, names are looked up. A set is found by its name:
 *
 * codes.tsv, subsets.tsv   small sets. A row is "set code name name_en parent from to", tab
 *                          separated; what is empty at its end may be left out. The rows of a set
 *                          stand together, in the order a list shows them.
 * tables/NAME.tsv          one big set, read when first asked for: "code name name_en parent from
 *                          to". It takes the place of a small set of the same name.
 * ethnic.tsv countries.tsv "ethnic"; "country" by the three digits of ISO 3166-1, "country3" by its
 *                          three letters
 * regions*.tsv             "region", GB/T 2260 with its history: province, city, county
 *
 * parent is another code of the set; from and to are the first and the last day a row is in force,
 * YYYY-MM-DD, empty for open. A code may have several rows whose days do not meet: its name or its
 * parent changed. The newest counts where no day is given. "NAME:leaf" is the part of a set under
 * which nothing stands, "NAME:2" its second level; their parents are those of the set.
 *
 * A set with a mistake is not there at all; the log, and onetrip lint, tell file and line.
 */
#ifndef ONETRIP_CODES_H
#define ONETRIP_CODES_H

#include "core/base/buf.h"
#include "core/base/clock.h"

enum {
	CODES_ROWS = 200000,  /* of a set */
	CODES_DEPTH = 8,      /* levels of a set */
	CODES_NAME = 48,      /* size of the name of a set: letters, digits, _ and - */
	CODES_CODE = 32,      /* bytes of a code: letters, digits, . _ - and / */
	CODES_LABEL = 240     /* bytes of a name */
};

struct code {
	const char *code;
	const char *name;    /* Chinese */
	const char *name_en; /* "" when the table has none */
	const char *parent;  /* code it stands under; "" none */
	day_t from, to;      /* first and last day in force; DAY_NONE open */
};

bool codes_has_set(const char *set);
size_t codes_list(const char *set, const struct code **out); /* rows of the set, in table order */
const char *codes_name(const char *set, const char *code);   /* NULL when unknown */
const struct code *codes_find(const char *set, const char *code); /* NULL when unknown */

/* With DAY_NONE for the day, days do not count. */
const struct code *codes_find_on(const char *set, const char *code, day_t on); /* NULL: not then */
bool codes_valid(const char *set, const char *code, day_t on);
/* In force on the day and, at any depth, under parent; "": it stands under nothing. */
bool codes_under(const char *set, const char *code, const char *parent, day_t on);

/* From the top down to the code itself: 制造业, 食品制造业, 糖果、巧克力制造. Returns how many. */
size_t codes_path(const char *set, const char *code, const struct code *out[CODES_DEPTH]);

/* What a list shows while the clerk types: rows in force on the day and, when parent is not NULL,
 * under it at any depth, ("": at the top), which the query finds: the code from its beginning, the Chinese name at
 * any place, its pinyin as in pinyin_match() from any character, a word of the English name. Best
 * first: whole code, whole name, beginning of the code, of the name, of its pinyin, then what
 * stands inside, short names first; table order else, and for an empty query. Returns the number
 * written, at most max; *total (may be NULL) is how many there are. */
size_t codes_filter(const char *set, const char *parent, const char *query, day_t on,
	const struct code **out, size_t max, size_t *total);

/* Reads all files anew. ERR_SYNTAX with one "path:line: message\n" for each mistake, at most
 * CODES_MESSAGES. */
enum { CODES_MESSAGES = 50 };
enum err codes_check(struct buf *messages) MUST_CHECK;

#endif
