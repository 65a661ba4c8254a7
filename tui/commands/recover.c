/* SPDX-License-Identifier: MIT */
#include "tui/commands/recover.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/commands/station.h"

int command_recover(int argc, char **argv)
{
	char recovery[SECRET_SIZE] = "", password[SECRET_SIZE] = "";
	struct station s = {0};
	enum err e;
	int status = station_options(&s, argc, argv, "c",
		_("Usage: onetrip recover [--config FILE] [--password-fd N] ID NAME\n"
		  "Makes a new supervisor from the recovery key. The key and the new password are\n"
		  "asked for, or read from descriptor N, one a line.\n"));

	if (status >= 0)
		return status;
	e = argc - optind == 2 ? station_open(&s) : ERR_USAGE;
	if (e == OK)
		e = secret_read(&s.secrets, _("Recovery key"), recovery);
	if (e == OK)
		e = secret_new(&s.secrets, _("New password"), password);
	if (e == OK)
		e = operator_recover(s.store, recovery, argv[optind], argv[optind + 1], password,
			&SEAL_COST_LIVE);
	if (e == OK)
		printf(_("%s is a supervisor now; the act stands in the journal\n"), argv[optind]);
	mem_wipe(recovery, sizeof recovery);
	mem_wipe(password, sizeof password);
	return station_end(&s, "recover", e);
}
