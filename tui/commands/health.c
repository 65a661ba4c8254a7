/* SPDX-License-Identifier: MIT
 *
 * The checks of this machine for a monitor: one line each, the exit status says whether all is well.
 */
#include "tui/commands/health.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/casework/oversight/checkup.h"
#include "core/standards/tables.h"
#include "tui/commands/station.h"

/* What only a window at work sees is left out. */
static bool print(const struct checkup_report *r)
{
	static const char *const words[] = {"unknown", "green", "yellow", "red"};

	for (int c = 0; c < CHECKUP_COUNT; c++) {
		const struct checkup_line *l = &r->lines[c];
		if (c == CHECKUP_SKEW || c == CHECKUP_SOURCES)
			continue;
		printf("%-10s %-8s %s\n", checkup_word((enum checkup)c), words[l->level], l->value);
		if (l->level == CHECKUP_RED)
			printf("%-19s %s\n", "", _(checkup_todo((enum checkup)c)));
	}
	return r->worst == CHECKUP_RED;
}

int command_health(int argc, char **argv)
{
	struct station s = {0};
	char path[PATH_SIZE];
	bool red = false;
	int status = station_options(&s, argc, argv, "cd",
		_("Usage: onetrip health [--config FILE | --demo DIR]\n"
		  "Checks this machine without a log-in: disk, database, backup, anchor, witness, record,\n"
		  "keys, clock, calendar, values that wait. One line each: word, light, what was seen; what\n"
		  "to do below a red one. Exit status: 0 nothing red, 1 something red or failed, 2 usage.\n"));

	if (status >= 0)
		return status;
	s.rolled_back = true; /* that it is so is one of the lines */
	enum err e = optind == argc ? station_open(&s) : ERR_USAGE;
	if (!e)
		e = file_asset("codes", path);
	if (!e)
		e = tables_open(path);
	if (!e) {
		struct checkup_report r;
		checkup(s.store, NULL, &r);
		red = print(&r);
		tables_close();
	}
	status = station_end(&s, "health", e);
	return status == GOOD && red ? FINDINGS : status;
}
