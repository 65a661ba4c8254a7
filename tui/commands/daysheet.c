/* SPDX-License-Identifier: MIT
 *
 * What must hold: what is written here is what stands in the journal.
 */
#include "tui/commands/daysheet.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/station_paper.h"
#include "core/casework/papers/template.h"
#include "core/standards/tables.h"
#include "tui/commands/station.h"

static enum err open_calendar(void)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	return e ? e : tables_open(path);
}

static enum err print(struct station *s, day_t day)
{
	bool live = s->conf != NULL;
	struct slip_place place = {.hall = live ? conf_text(s->conf, "hall", "name") : "", .phone = "12345",
		.clerk = operator_current(s->store)->id,
		.window = live ? conf_text(s->conf, "station", "window") : "A03",
		.training = !live};
	struct slip_kept sheet;

	if (live)
		templates_folder(conf_text(s->conf, "print", "templates"));
	enum err e = daysheet_make(s->store, &place, day, SLIP_PAGE, &sheet);
	if (e)
		return e;
	if (sheet.printed)
		printf(_("Reprint %d of the sheet of that day\n"), sheet.printed);
	fwrite(sheet.bytes, 1, sheet.len, stdout);
	station_paper_release(&sheet);
	return fflush(stdout) ? ERR_IO : OK;
}

int command_daysheet(int argc, char **argv)
{
	struct station s = {0};
	day_t day = clock_today();
	int status = station_options(&s, argc, argv, "cda",
		_("Usage: onetrip daysheet [--config FILE | --demo DIR] --as ID [--password-fd N] [DATE]\n"
		  "The sheet of a day (today): its figures, what was handed to departments, and the\n"
		  "anchor of the record. It is kept in the journal; a day that ended shows its own.\n"));
	int words = argc - optind;

	if (status >= 0)
		return status;
	enum err e = words == 0 || (words == 1 && day_parse(argv[optind], &day)) ? OK : ERR_USAGE;
	if (!e && !s.as)
		e = ERR_USAGE;
	if (!e)
		e = open_calendar();
	if (!e)
		e = station_open(&s);
	if (!e)
		e = station_login(&s);
	if (!e)
		e = print(&s, day);
	tables_close();
	return station_end(&s, "daysheet", e);
}
