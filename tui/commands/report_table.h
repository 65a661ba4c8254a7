/* SPDX-License-Identifier: MIT
 *
 * A report that is one table: filled once, printed as text, CSV or an HTML page of its own.
 */
#ifndef ONETRIP_REPORT_TABLE_H
#define ONETRIP_REPORT_TABLE_H

#include "core/base/base.h"

enum { TABLE_COLUMNS = 12, TABLE_CELL = 400, TABLE_ROWS = 1000 };

struct report_column {
	const char *word, *text;     /* of CSV; msgid, "" in CSV alone */
	bool words;                  /* set from the left edge, as words are; numbers stand to the right */
	bool under;                  /* text: on a line of its own under the row */
	bool aside;                  /* not in text */
	bool sentence;               /* HTML: may be broken into lines */
};

typedef char report_cells[TABLE_COLUMNS][TABLE_CELL];

struct report_table {
	const char *title, *span, *hall; /* title: as printed */
	const char *note;            /* under it, as printed; NULL none */
	const struct report_column *columns;
	size_t n_columns;
	report_cells *rows;
	size_t n, cap;
};

/* A new row of empty cells, its to fill until the next one; beyond TABLE_ROWS the last one again. */
report_cells *report_table_row(struct report_table *t);
void report_table_release(struct report_table *t);

void report_table_text(const struct report_table *t);
void report_table_csv(const struct report_table *t);
void report_table_html(const struct report_table *t);

/* A count; "<5" when it is one to four. */
void report_count(uint64_t n, char out[TABLE_CELL]);
/* above / below in per cent with one decimal; "-" for nothing below, "<5" where that is few. */
void report_rate(uint64_t above, uint64_t below, char out[TABLE_CELL]);

#endif
