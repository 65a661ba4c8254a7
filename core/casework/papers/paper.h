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
	bool ruled;                  /* a rule was the last: two never follow each other */
};

void paper_start(struct paper *p);               /* the first training mark, if any */
void paper_rule(struct paper *p);                /* never two of them */
void paper_centre(struct paper *p, const char *text);
void paper_line(struct paper *p, const char *text); /* from the left edge, wrapped */
/* Label in a column of so many cells, the text beside it, wrapped under itself. */
void paper_under(struct paper *p, const char *label, size_t cells, const char *text);

#endif
