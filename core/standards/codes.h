/* SPDX-License-Identifier: MIT
 *
 * Code tables. Codes are stored, names are looked up. A set is found by its name:
 *
 * codes.tsv, subsets.tsv   small sets. A row is "set code name name_en parent from to next", tab
 *                          separated; what is empty at its end may be left out. The rows of a set
 *                          stand together, in the order a list shows them.
 * tables/NAME.tsv          one big set, read when first asked for: "code name name_en parent from
 *                          to next". It takes the place of a small set of the same name.
 * ethnic.tsv countries.tsv "ethnic"; "country" by the three digits of ISO 3166-1, "country3" by its
 *                          three letters
 * regions*.tsv             "region", GB/T 2260 with its history: province, city, county
 *
 * parent is another code of the set; from and to are the first and the last day a row is in force,
 * YYYY-MM-DD, empty for open. A code may have several rows whose days do not meet: its name or its
 * parent changed. next: the codes that took the place of one that ended. The newest row counts where
 * no day is given. "NAME:leaf" is the part of a set under
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
	const char *next;    /* what took its place when it ended, blanks between several; "" not told */
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

/* Sets that a hall has put in force take the place of those of the files, until codes_unpublish. The
 * text is as tables/NAME.tsv; "region" is laid over the divisions instead (region.h). Rows borrowed
 * before stay good until the tables are closed. ERR_SYNTAX with messages as below: nothing changed. */
enum err codes_publish(const char *name, const char *text, size_t len, struct buf *messages) MUST_CHECK;
void codes_unpublish(void);
bool codes_published(const char *name);

/* A new version of a set as a whole table with its history, to be published: out gets rows of what
 * there was and what the text says. With a day from, the text is the list as it stands from that day
 * on, each code once: what it leaves out ended the day before, what has another name or parent has it
 * from then on, what stays as it was keeps its days. Without, the text is the whole table with its own
 * days, and leaves out no code there was. "region": rows to be laid over the divisions, and over those
 * given before. fn (may be NULL) gets each change: was NULL, a new code; is NULL, it ended. ERR_SYNTAX
 * with messages as of codes_check, path before each; ERR_INPUT: no such name. */
typedef void (*codes_change_fn)(void *ctx, const struct code *was, const struct code *is);
enum err codes_merge(const char *name, const char *path, const char *text, size_t len, day_t from,
	struct buf *out, struct buf *messages, codes_change_fn fn, void *ctx) MUST_CHECK;

/* Reads all files anew. ERR_SYNTAX with one "path:line: message\n" for each mistake, at most
 * CODES_MESSAGES. */
enum { CODES_MESSAGES = 50 };
enum err codes_check(struct buf *messages) MUST_CHECK;

#endif
