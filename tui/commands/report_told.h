/* SPDX-License-Identifier: MIT
 *
 * What of a report may be told (capability S5): no cell of one to four, and none that follows from its
 * total and the cells beside it, shown as "*".
 */
#ifndef ONETRIP_REPORT_TOLD_H
#define ONETRIP_REPORT_TOLD_H

#include "core/casework/oversight/figures.h"

enum { REPORT_FEW = 5, REPORT_CELL = 24 };
enum told { TOLD, TOLD_FEW, TOLD_NOT };

bool report_few(int64_t n);
/* Of n cells whose sum stands there, too; out is filled. A cell that is TOLD_FEW or TOLD_NOT there
 * already stays so. Pure. */
void report_suppress(const int64_t *cells, size_t n, enum told *out);
/* "<5", "*" or the number. */
void report_told(int64_t n, enum told told, char out[REPORT_CELL]);

/* The groups of a table of figures; a group whose cases are not told has no share of them either. */
struct told_groups {
	enum told *cells;            /* [figure * n + group] */
	size_t n;
};
void told_groups_read(const struct figures *f, struct told_groups *out);
void told_groups_release(struct told_groups *t);
enum told told_group(const struct told_groups *t, enum figure f, size_t group);

/* A ratio or a mean rests on the cases received, or finished, of its column. */
bool report_hidden(const struct tally *t, enum figure f);

#endif
