/* SPDX-License-Identifier: MIT
 *
 * The table of hands-on figures, in the order of the names.
 */
#include "tests/screen/harness/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

enum { LINES = 100, NAME = 32, SHARE_NOT_KEYED = 76, SECONDS_MOST = 180 };

static const double key_s = 0.28, han_s = 1.53, mental_s = 1.35;

static struct line {
	char name[NAME];
	struct figures f;
} lines[LINES];
static size_t n_lines;

double figures_seconds(const struct figures *f)
{
	double prefilled = (double)(f->fields - f->keyed);
	double mental = 1 + f->keyed + f->confirmed + f->papers + 2 * (prefilled / 4);

	return key_s * (f->keys - f->han) + han_s * f->han + mental_s * mental;
}

void figures_put(const char *name, const struct figures *f, struct buf *out)
{
	buf_addf(out, "figures %s %d %d %d %d %d %d\n", name, f->keys, f->han, f->fields, f->keyed,
		f->confirmed, f->papers);
}

void figures_take(const char *text)
{
	struct line l = {{0}, {0}};
	struct figures *f = &l.f;

	if (n_lines < LINES && sscanf(text, "figures %31s %d %d %d %d %d %d", l.name, &f->keys, &f->han,
				       &f->fields, &f->keyed, &f->confirmed, &f->papers) == 7)
		lines[n_lines++] = l;
}

static int by_name(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static int share(const struct figures *f)
{
	return f->fields ? 100 * (f->fields - f->keyed) / f->fields : 100;
}

static void print(const char *name, const struct figures *f)
{
	printf("%-12s %5d %7d %6d %10d %7d %9d%% %8.0f\n", name, f->keys, f->fields, f->keyed,
		f->confirmed, f->papers, share(f), figures_seconds(f));
}

bool figures_end(void)
{
	struct figures all = {0};
	bool slow = false;

	if (n_lines == 0)
		return true;
	qsort(lines, n_lines, sizeof(*lines), by_name);
	printf("%-12s %5s %7s %6s %10s %7s %10s %8s\n", "item", "keys", "fields", "keyed",
		"confirmed", "papers", "not keyed", "seconds");
	for (size_t i = 0; i < n_lines; i++) {
		const struct figures *f = &lines[i].f;
		print(lines[i].name, f);
		slow = slow || figures_seconds(f) > SECONDS_MOST;
		all.keys += f->keys;
		all.han += f->han;
		all.fields += f->fields;
		all.keyed += f->keyed;
		all.confirmed += f->confirmed;
		all.papers += f->papers;
	}
	print("all", &all);
	printf("ceilings: %d%% not keyed over all, %d s for one\n", SHARE_NOT_KEYED, SECONDS_MOST);
	return share(&all) >= SHARE_NOT_KEYED && !slow;
}
