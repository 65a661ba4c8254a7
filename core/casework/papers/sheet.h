/* SPDX-License-Identifier: MIT
 *
 * A sheet: everything one document says, by name, before a template lays it out. Values are plain
 * text in the language of the words, of any length, masked already as the paper wants it. Filling is
 * the matter of sheet_*.c, laying out that of template.h.
 */
#ifndef ONETRIP_SHEET_H
#define ONETRIP_SHEET_H

#include "core/base/base.h"
#include "core/base/clock.h"
#include "core/base/pool.h"

/* What a document is about. */
enum {
	ON_CASE = 1, ON_NOTICE = 2, ON_CONSULT = 4, ON_DISPUTE = 8, ON_TICKET = 16, ON_DAY = 32,
	ON_LIST = 64, ON_ACCESS = 128, ON_LETTER = 256,
	ON_FILE = ON_CASE | ON_NOTICE,
	ON_ITEM = ON_FILE | ON_CONSULT,
	ON_ANY = 511
};

enum said {
#define SAID(id, name, on) id,
#define ROWS(id, name, on)
#define CELL(id, rows, name)
#include "core/casework/papers/sheet.def"
	SAID_COUNT_
#undef SAID
#undef ROWS
#undef CELL
};

enum rows {
#define SAID(id, name, on)
#define ROWS(id, name, on) id,
#define CELL(id, rows, name)
#include "core/casework/papers/sheet.def"
	ROWS_COUNT_
#undef SAID
#undef ROWS
#undef CELL
};

enum column {
#define SAID(id, name, on)
#define ROWS(id, name, on)
#define CELL(id, rows, name) id,
#include "core/casework/papers/sheet.def"
	CELL_COUNT_
#undef SAID
#undef ROWS
#undef CELL
};

enum { SHEET_CELLS = 6, SHEET_ROWS = 4000 };

struct sheet_row {
	const char *cells[SHEET_CELLS];  /* in the order of sheet.def; NULL nothing */
};

struct sheet {
	struct pool pool;
	const char *said[SAID_COUNT_];   /* NULL nothing */
	struct {
		struct sheet_row *list;
		size_t n, cap;
	} rows[ROWS_COUNT_];
};

void sheet_release(struct sheet *s);             /* wipes */
void sheet_put(struct sheet *s, enum said id, const char *text); /* NULL and "": nothing */
void sheet_putf(struct sheet *s, enum said id, const char *format, ...) PRINTF_LIKE(3, 4);
void sheet_flag(struct sheet *s, enum said id, bool on);
void sheet_day(struct sheet *s, enum said id, day_t day); /* DAY_NONE: nothing */
void sheet_minute(struct sheet *s, enum said id, int64_t at_ms); /* 0: nothing */
/* A new row; cells go into the newest of their list. Beyond SHEET_ROWS rows are left out. */
void sheet_row(struct sheet *s, enum rows rows);
void sheet_cell(struct sheet *s, enum column id, const char *text);
void sheet_cellf(struct sheet *s, enum column id, const char *format, ...) PRINTF_LIKE(3, 4);

/* Dates as papers say them: 2026年3月16日, in English 2026-03-16. */
enum { PAPER_DAY = 32 };
void paper_day(day_t day, char out[PAPER_DAY]);
void paper_minute(int64_t at_ms, char out[PAPER_DAY]);

/* Names for templates: an index, or -1; *on: the kinds of documents that have it. */
int said_named(const char *name, unsigned *on);
int rows_named(const char *name, unsigned *on);
int cell_named(const char *name, enum rows *of);
const char *sheet_name(size_t i);                /* all of them, one after the other; NULL at the end */
int cell_column(enum column id);                   /* in its row */
enum rows cell_rows(enum column id);

#endif
