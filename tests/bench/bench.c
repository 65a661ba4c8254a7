/* SPDX-License-Identifier: MIT
 *
 * Usage: bench [NAME...]   Prints a table of figures: all, or those of the named parts.
 */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/tables.h"
#include "core/store/db_inside.h"
#include "core/store/inside.h"

static const struct part {
	const char *name;
	enum err (*run)(void);
} parts[] = {
	{"glass", bench_glass},
	{"asks", bench_asks},
	{"flood", bench_flood},
	{"faults", bench_faults},
	{"journal", bench_journal},
	{"search", bench_search},
	{"rules", bench_rules},
	{"filter", bench_filter},
	{"rows", bench_rows},
	{"queue", bench_queue},
	{"export", bench_export},
	{"verify", bench_verify},
	{"class", bench_class},
	{"programs", bench_programs},
};

/* ---- samples ---- */

void samples_init(struct samples *s, size_t max)
{
	*s = (struct samples){.us = mem_array(max, sizeof(*s->us)), .max = max};
}

void samples_release(struct samples *s)
{
	mem_free(s->us);
	*s = (struct samples){0};
}

void samples_add(struct samples *s, double us)
{
	if (s->n < s->max)
		s->us[s->n++] = us;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double samples_at(struct samples *s, double share)
{
	if (s->n == 0)
		return 0;
	qsort(s->us, s->n, sizeof(*s->us), by_size);
	return s->us[(size_t)((double)(s->n - 1) * share + 0.5)];
}

double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* ---- the table ---- */

void say(const char *name, double us, double floor_us, const char *floor)
{
	bool ms = us >= 10000;
	double unit = ms ? 1000 : 1;

	printf("%-42s %10.1f %-3s %10.1f %8.2f  %s\n", name, us / unit, ms ? "ms" : "us",
		floor_us / unit, floor_us > 0 ? us / floor_us : 0, floor);
	fflush(stdout);
}

void say_in(const char *unit, const char *name, double value, double best, const char *floor)
{
	printf("%-42s %10.1f %-3s %10.1f %8.2f  %s\n", name, value, unit, best,
		best > 0 ? value / best : 0, floor);
	fflush(stdout);
}

void make_fast(struct store *s, bool fast)
{
	s->db->setup = true; /* else the authorizer lets no PRAGMA pass */
	if (db_run(s->db, fast ? "PRAGMA synchronous = OFF; PRAGMA cache_size = -1048576"
			       : "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384"))
		fputs("bench: the file is made slowly\n", stderr);
	s->db->setup = false;
}

bool work_folder(const char *name, char out[PATH_SIZE])
{
	char build[PATH_SIZE];

	return file_build_dir(build) == OK &&
	       text_format(out, PATH_SIZE, "%s/bench-%s-XXXXXX", build, name) && mkdtemp(out);
}

static enum err open_tables(void)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	if (!e)
		e = file_asset("demo/regions.tsv", path);
	return e ? e : tables_add_demo(path);
}

static bool wanted(const char *name, int argc, char **argv)
{
	bool found = argc < 2;

	for (int i = 1; i < argc; i++)
		found = found || strcmp(argv[i], name) == 0;
	return found;
}

int main(int argc, char **argv)
{
	int status = 0;

	if (i18n_start("en") || open_tables()) {
		fputs("bench: no language or tables\n", stderr);
		return 2;
	}
	printf("%-42s %10s %-3s %10s %8s  %s\n", "name", "value", "", "floor", "ratio",
		"the floor is");
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		if (!wanted(parts[i].name, argc, argv))
			continue;
		enum err e = parts[i].run();
		if (e) {
			printf("%-42s not measured: %s\n", parts[i].name, err_text(e));
			status = 1;
		}
	}
	tables_close();
	return status;
}
