/* SPDX-License-Identifier: MIT */
#include "tui/commands/due_moved.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/casework/oversight/moved.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"
#include "tui/commands/station.h"

static enum err print(const struct moved *m, void *ctx)
{
	char told[11], now[11];

	day_format(m->told, told);
	day_format(m->now, now);
	printf("%s\t%s\t%s\t%s\t%s\n", m->number, m->clock, told, now,
		m->provisional ? "PROVISIONAL" : "FINAL");
	++*(size_t *)ctx;
	return OK;
}

static enum err list(struct station *s, size_t *moved)
{
	char path[PATH_SIZE];
	struct shelf *shelf = NULL;
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	if (e)
		return e;
	e = shelf_new(s->store, NULL, &shelf);
	if (!e)
		e = moved_list(s->store, shelf_find, shelf, print, moved);
	shelf_free(shelf);
	tables_close();
	return e;
}

int due_moved(int argc, char **argv)
{
	struct station s = {0};
	size_t moved = 0;
	int status = station_options(&s, argc, argv, "cad",
		_("Usage: onetrip due --moved [--config FILE | --demo DIR] --as ID [--password-fd N]\n"
		  "Lists the days told to applicants that the calendar of today sets otherwise, tab separated:\n"
		  "case, clock, told, now, FINAL or PROVISIONAL. Exit status: 0 none, 1 some or failed, 2 usage.\n"));

	if (status >= 0)
		return status;
	enum err e = optind == argc && s.as ? station_open(&s) : ERR_USAGE;
	if (e == OK)
		e = station_login(&s);
	if (e == OK)
		e = list(&s, &moved);
	status = station_end(&s, "due", e);
	return status == GOOD && moved ? FINDINGS : status;
}
