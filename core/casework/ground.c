/* SPDX-License-Identifier: MIT */
#include "core/casework/ground.h"

#include "core/base/text.h"
#include "core/base/tsv.h"

enum { ACT, TEXT, TEXT_EN, LAW, COLUMNS };

static struct tsv table;

enum err grounds_open(const char *path)
{
	return table.text ? OK : tsv_load(path, COLUMNS, &table);
}

void grounds_close(void)
{
	if (table.text)
		tsv_release(&table);
	table = (struct tsv){0};
}

size_t grounds_of(const char *act, struct ground *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < table.rows && n < max; i++)
		if (text_equal(tsv_cell(&table, i, ACT), act))
			out[n++] = (struct ground){tsv_cell(&table, i, TEXT),
				tsv_cell(&table, i, TEXT_EN), tsv_cell(&table, i, LAW)};
	return n;
}
