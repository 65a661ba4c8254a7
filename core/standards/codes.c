/* SPDX-License-Identifier: MIT
 *
 * All sets in one array, each set in one piece and in table order; beside it the same rows
 * sorted by code within their set, for look-ups.
 */
#include "core/standards/codes.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/tables.h"

enum { SETS_MAX = 64 };

/* Sets that have a table of their own: which columns hold code, name and English name. */
static const struct own {
	enum table table;
	const char *set;
	size_t code, name, name_en;
} owns[] = {
	{TABLE_ETHNIC, "ethnic", 0, 3, 2},
	{TABLE_COUNTRIES, "country", 0, 3, 4},
	{TABLE_COUNTRIES, "country3", 2, 3, 4},
};
static const enum table shared[] = {TABLE_CODES, TABLE_SUBSETS};

static struct set {
	const char *name;
	size_t first, n;
} sets[SETS_MAX];
static size_t n_sets, n_rows;
static struct code *rows;
static const struct code **sorted;

static void forget(void)
{
	mem_free(rows);
	mem_free(sorted);
	rows = NULL;
	sorted = NULL;
	n_sets = n_rows = 0;
}

static void add(const char *set, const struct code *row)
{
	if (n_sets == 0 || !text_equal(sets[n_sets - 1].name, set)) {
		if (n_sets == SETS_MAX)
			BUG("too many code sets");
		sets[n_sets++] = (struct set){set, n_rows, 0};
	}
	sets[n_sets - 1].n++;
	rows[n_rows++] = *row;
}

static bool read_day(const char *text, day_t *out)
{
	*out = DAY_NONE;
	return !*text || day_parse(text, out);
}

/* A row of codes.tsv or subsets.tsv; one without proper days is left out. */
static void add_shared(const struct tsv *t, size_t r)
{
	struct code row = {.code = tsv_cell(t, r, 1),
		.name = tsv_cell(t, r, 2),
		.name_en = tsv_cell(t, r, 3),
		.parent = tsv_cell(t, r, 4)};

	if (read_day(tsv_cell(t, r, 5), &row.from) && read_day(tsv_cell(t, r, 6), &row.to))
		add(tsv_cell(t, r, 0), &row);
	else
		log_line("codes", "%s %s: from and to are YYYY-MM-DD", tsv_cell(t, r, 0), row.code);
}

static int by_code(const void *a, const void *b)
{
	const struct code *const *x = a, *const *y = b;

	return strcmp((*x)->code, (*y)->code);
}

static void sort_sets(void)
{
	for (size_t i = 0; i < n_rows; i++)
		sorted[i] = &rows[i];
	for (size_t i = 0; i < n_sets; i++)
		qsort(sorted + sets[i].first, sets[i].n, sizeof(*sorted), by_code);
}

static void build(void)
{
	size_t n = 0;

	if (rows)
		return;
	for (size_t i = 0; i < COUNT_OF(shared); i++)
		n += tables_get(shared[i])->rows;
	for (size_t i = 0; i < COUNT_OF(owns); i++)
		n += tables_get(owns[i].table)->rows;
	rows = mem_array(n, sizeof(*rows));
	sorted = mem_array(n, sizeof(*sorted));
	for (size_t i = 0; i < COUNT_OF(shared); i++) {
		const struct tsv *t = tables_get(shared[i]);

		for (size_t r = 0; r < t->rows; r++)
			add_shared(t, r);
	}
	for (const struct own *o = owns; o < owns + COUNT_OF(owns); o++) {
		const struct tsv *t = tables_get(o->table);

		for (size_t r = 0; r < t->rows; r++)
			add(o->set, &(struct code){tsv_cell(t, r, o->code), tsv_cell(t, r, o->name),
					    tsv_cell(t, r, o->name_en), "", DAY_NONE, DAY_NONE});
	}
	sort_sets();
	tables_on_change(forget);
}

static const struct set *find_set(const char *name)
{
	build();
	for (size_t i = 0; i < n_sets; i++) {
		if (strcmp(sets[i].name, name) == 0)
			return &sets[i];
	}
	return NULL;
}

bool codes_has_set(const char *set)
{
	return find_set(set) != NULL;
}

size_t codes_list(const char *set, const struct code **out)
{
	const struct set *s = find_set(set);

	*out = s ? rows + s->first : NULL;
	return s ? s->n : 0;
}

static int key_to_code(const void *key, const void *element)
{
	return strcmp(key, (*(const struct code *const *)element)->code);
}

const struct code *codes_find(const char *set, const char *code)
{
	const struct set *s = find_set(set);
	const struct code **found;

	if (!s)
		return NULL;
	found = bsearch(code, sorted + s->first, s->n, sizeof(*sorted), key_to_code);
	return found ? *found : NULL;
}

const char *codes_name(const char *set, const char *code)
{
	const struct code *c = codes_find(set, code);

	return c ? c->name : NULL;
}
