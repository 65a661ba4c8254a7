/* SPDX-License-Identifier: MIT */
#include "tui/commands/views.h"

#include <stdio.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"

struct views {
	struct shelf *shelf; /* every item a case used was kept in the journal */
	struct projection *projection;
};

enum err views_start(struct store *s, struct views **out)
{
	struct views *v;
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (e == OK)
		e = tables_open(path);
	if (e == OK && store_kind(s) == STORE_DEMO)
		e = file_asset("demo/regions.tsv", path);
	if (e == OK && store_kind(s) == STORE_DEMO)
		e = tables_add_demo(path);
	if (e != OK)
		return e;
	v = mem_new(sizeof *v);
	e = shelf_new(s, NULL, &v->shelf);
	if (e == OK)
		e = projection_start(s, shelf_find, v->shelf, &v->projection);
	if (e != OK) {
		views_end(v);
		return e;
	}
	*out = v;
	return OK;
}

struct shelf *views_shelf(const struct views *v)
{
	return v->shelf;
}

void views_end(struct views *v)
{
	if (!v)
		return;
	projection_free(v->projection);
	shelf_free(v->shelf);
	tables_close();
	mem_free(v);
}

void views_progress(uint64_t done, uint64_t total)
{
	static int64_t started;
	int64_t now = clock_mono_ms();

	if (!started)
		started = now;
	if (now - started < 1000 || !isatty(STDERR_FILENO))
		return;
	fputs("\r\033[K", stderr);
	if (done < total)
		fprintf(stderr, _("%llu of %llu events"), (unsigned long long)done,
			(unsigned long long)total);
}
