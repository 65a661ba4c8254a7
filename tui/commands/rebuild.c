/* SPDX-License-Identifier: MIT */
#include "tui/commands/rebuild.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/i18n.h"
#include "tui/commands/station.h"
#include "tui/commands/views.h"

int command_rebuild(int argc, char **argv)
{
	struct station s = {0};
	struct views *views = NULL;
	enum err e;
	int status = station_options(&s, argc, argv, "cad",
		_("Usage: onetrip rebuild [--config FILE | --demo DIR] --as ID [--password-fd N]\n"
		  "Makes queue and search tokens anew from the journal, in one transaction.\n"));

	if (status >= 0)
		return status;
	e = optind == argc && s.as ? station_open(&s) : ERR_USAGE;
	if (e == OK)
		e = station_login(&s);
	if (e == OK)
		e = views_start(s.store, &views);
	if (e == OK)
		e = store_rebuild(s.store, views_progress);
	if (e == OK)
		puts(_("The views are rebuilt"));
	views_end(views);
	return station_end(&s, "rebuild", e);
}
