/* SPDX-License-Identifier: MIT
 *
 * Where the code tables are. Loaded on first use, read-only afterwards. Everything that a
 * standard may change is data in assets/codes, never C.
 */
#ifndef ONETRIP_TABLES_H
#define ONETRIP_TABLES_H

#include "core/base/file.h"
#include "core/base/tsv.h"

/* name; file; columns, the last ones may be left out; every file is sorted by its first column but
 * codes.tsv and subsets.tsv, where the rows of a set stand together (codes.h) */
#define TABLES(X)                                                                                  \
	X(TABLE_REGIONS, "regions.tsv", 4)         /* code name parent level */                    \
	X(TABLE_HISTORY, "regions_history.tsv", 5) /* the same, last_seen; no longer in use */     \
	X(TABLE_OVERLAY, "regions_overlay.tsv", 6) /* code name parent +|- since confidence */     \
	X(TABLE_HOLIDAYS, "holidays.tsv", 3)       /* date H|W name */                             \
	X(TABLE_CODES, "codes.tsv", 8)             /* set code name name_en parent from to next */      \
	X(TABLE_SUBSETS, "subsets.tsv", 8)         /* the same; excerpts, to be replaced */        \
	X(TABLE_ETHNIC, "ethnic.tsv", 4)           /* code alpha name_en name */                   \
	X(TABLE_COUNTRIES, "countries.tsv", 5)     /* numeric alpha2 alpha3 name name_en */        \
	X(TABLE_LETTERS, "letters.tsv", 2)         /* first last, six hex digits */                \
	X(TABLE_PINYIN, "pinyin.tsv", 2)           /* character reading */                         \
	X(TABLE_PINYIN_MORE, "pinyin_more.tsv", 2) /* character readings */                        \
	X(TABLE_SURNAMES, "surnames.tsv", 2)       /* surname reading */

enum table {
#define X(name, file, columns) name,
	TABLES(X)
#undef X
	TABLE_COUNT
};

/* The folder of the .tsv files; ERR_NOTFOUND when one is missing. Without this call the
 * program's own assets are used. */
enum err tables_open(const char *dir) MUST_CHECK;
enum err tables_add_demo(const char *path) MUST_CHECK; /* demo regions 3399xx; demo mode only */
void tables_close(void);

/* Never NULL: a table that cannot be read is empty, and the log says so. */
const struct tsv *tables_get(enum table t);
const struct tsv *tables_demo(void); /* columns as TABLE_REGIONS; empty unless added */
bool tables_find(const struct tsv *t, const char *key, size_t *row); /* by the first column */

/* Path of a file of the folder, also of one that is not listed above and may not be there. */
enum err tables_path(const char *file, char out[PATH_SIZE]) MUST_CHECK;

/* forget() is called once, when what was built from the tables must go. */
void tables_on_change(void (*forget)(void));

#endif
