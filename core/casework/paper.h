/* SPDX-License-Identifier: MIT
 *
 * The paper of slips: lines of at most so many cells, labels with their text wrapped under itself,
 * the marks of practice slips. Entries are sanitised; nothing is measured in bytes.
 */
#ifndef ONETRIP_PAPER_H
#define ONETRIP_PAPER_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum { PAPER_LABEL = 10, PAPER_LINE = 1024 };

struct paper {
	struct buf *out;
	int columns;                 /* 32 to 200 */
	bool training;               /* 样张 at the top and every 6 lines */
	int lines;                   /* since the last training mark */
};

void paper_start(struct paper *p);               /* the first training mark, if any */
void paper_rule(struct paper *p);
void paper_centre(struct paper *p, const char *text);
void paper_line(struct paper *p, const char *text); /* from the left edge, wrapped */
/* Label, then the text wrapped under itself. */
void paper_entry(struct paper *p, const char *label, const char *text);
void paper_entryf(struct paper *p, const char *label, const char *format, ...) PRINTF_LIKE(3, 4);
/* The same with a label column of so many cells. */
void paper_under(struct paper *p, const char *label, size_t cells, const char *text);

#endif
