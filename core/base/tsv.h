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
	uint32_t *lines;    /* of the file, from 1: where each row stands */
	size_t rows, columns;
};

enum err tsv_load(const char *path, size_t columns, struct tsv *out) MUST_CHECK;
/* The same; *line is the first bad one on ERR_SYNTAX, else 0. */
enum err tsv_load_told(const char *path, size_t columns, struct tsv *out, size_t *line) MUST_CHECK;
/* The same of a text in memory. */
enum err tsv_parse(const char *text, size_t len, size_t columns, struct tsv *out, size_t *line) MUST_CHECK;
void tsv_release(struct tsv *t);
const char *tsv_cell(const struct tsv *t, size_t row, size_t column);

#endif
