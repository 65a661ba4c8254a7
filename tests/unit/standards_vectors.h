/* SPDX-License-Identifier: MIT
 *
 * Reads the vector files: tab separated, everything outside printable ASCII as \uXXXX or
 * \UXXXXXXXX, "-" for an empty column. Tests run from the root of the source tree.
 */
#ifndef ONETRIP_STANDARDS_VECTORS_H
#define ONETRIP_STANDARDS_VECTORS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/buf.h"
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/base/tsv.h"
#include "core/standards/tables.h"
#include "core/standards/verdict.h"

enum { CELL_BYTES = 1024, REFERENCE_YEAR = 2026, REFERENCE_MONTH = 11, REFERENCE_DAY = 23 };

static inline day_t reference_day(void)
{
	return day_of(REFERENCE_YEAR, REFERENCE_MONTH, REFERENCE_DAY);
}

/* The bytes a cell stands for; returns how many. */
static inline size_t unescape(const char *cell, char out[CELL_BYTES])
{
	size_t n = 0;

	while (*cell) {
		char hex[9] = "";
		size_t digits = cell[1] == 'u' ? 4 : 8;

		assert_true(n + TEXT_UTF8_MAX < CELL_BYTES);
		if (cell[0] != '\\') {
			out[n++] = *cell++;
			continue;
		}
		memcpy(hex, cell + 2, digits);
		n += text_put((uint32_t)strtoul(hex, NULL, 16), out + n);
		cell += 2 + digits;
	}
	out[n] = '\0';
	return n;
}

/* An expected value, where "-" stands for nothing. */
static inline const char *expected(const char *cell, char out[CELL_BYTES])
{
	unescape(strcmp(cell, "-") == 0 ? "" : cell, out);
	return out;
}

static inline void load_vectors(const char *name, size_t columns, struct tsv *t)
{
	char path[128];

	assert_true(text_format(path, sizeof(path), "tests/data/vectors/%s", name));
	assert_int_equal(tsv_load(path, columns, t), OK);
	assert_true(t->rows > 0);
}

static inline void assert_verdict(
	const struct verdict *v, const char *grade, const char *flags, const char *input)
{
	struct buf b;

	buf_init(&b, 4096);
	verdict_flags(v, &b);
	if (strcmp(grade_name(v->grade), grade) || strcmp(buf_text(&b), flags))
		fail_msg("%s: %s %s, expected %s %s", input, grade_name(v->grade), buf_text(&b),
			grade, flags);
	buf_release(&b);
}

static inline void assert_cell(const char *is, const char *should_be, const char *input)
{
	if (strcmp(is, should_be))
		fail_msg("%s: \"%s\", expected \"%s\"", input, is, should_be);
}

static inline int open_tables(void **state)
{
	(void)state;
	return tables_open("assets/codes") != OK;
}

static inline int close_tables(void **state)
{
	(void)state;
	tables_close();
	return 0;
}

#endif
