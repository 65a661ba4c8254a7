/* SPDX-License-Identifier: MIT
 *
 * Tab separated tables: UTF-8, LF, lines starting with '#' are comments, no quoting. The file is
 * held once; fields point into it.
 */
#ifndef ONETRIP_TSV_H
#define ONETRIP_TSV_H

#include "core/base/base.h"

enum { TSV_BYTES = 64 << 20, TSV_COLUMNS = 16 };

struct tsv {
	char *text;
	const char **cells; /* rows * columns; missing ones are "" */
	size_t rows, columns;
};

enum err tsv_load(const char *path, size_t columns, struct tsv *out) MUST_CHECK;
void tsv_release(struct tsv *t);
const char *tsv_cell(const struct tsv *t, size_t row, size_t column);

#endif
