/* SPDX-License-Identifier: MIT */
#include "core/casework/ground.h"

#include <string.h>

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

/* "refuse", or "refuse/elsewhere". */
static bool is_of(const char *cell, const char *act, bool *elsewhere)
{
	size_t n = strlen(act);

	*elsewhere = text_starts(cell, act) && text_equal(cell + n, "/elsewhere");
	return *elsewhere || text_equal(cell, act);
}

size_t grounds_of(const char *act, struct ground *out, size_t max)
{
	bool elsewhere;
	size_t n = 0;

	for (size_t i = 0; i < table.rows && n < max; i++)
		if (is_of(tsv_cell(&table, i, ACT), act, &elsewhere))
			out[n++] = (struct ground){tsv_cell(&table, i, TEXT),
				tsv_cell(&table, i, TEXT_EN), tsv_cell(&table, i, LAW), elsewhere};
	return n;
}

bool ground_elsewhere(const char *act, const char *words)
{
	bool elsewhere;

	for (size_t i = 0; i < table.rows; i++)
		if (is_of(tsv_cell(&table, i, ACT), act, &elsewhere) && elsewhere &&
			(text_equal(tsv_cell(&table, i, TEXT), words) || text_equal(tsv_cell(&table, i, TEXT_EN), words)))
			return true;
	return false;
}
