/* SPDX-License-Identifier: MIT
 *
 * Backup needs no key: what it copies is sealed. Accepting an older copy takes two supervisors.
 */
#include "tui/commands/backup.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/store/backup.h"
#include "core/store/witness.h"
#include "tui/commands/station.h"
#include "tui/commands/views.h"

static void print_report(const struct backup_report *r)
{
	char hash[HASH_HEX], stamp[20];

	clock_format(r->at_ms, stamp);
	text_hex(r->hash, HASH_SIZE, hash);
	printf(_("%llu bytes, %llu scans, as of %s\n%s\n"), (unsigned long long)r->bytes,
		(unsigned long long)r->scans, stamp, hash);
}

int command_backup(int argc, char **argv)
{
	struct station s = {0};
	struct backup_report r = {0};
	int status = station_options(&s, argc, argv, "cd",
		_("Usage: onetrip backup [--config FILE | --demo DIR] FILE\n"
		  "Copies the journal as it is at this moment, while everybody works on, and reads it again:\n"
		  "FILE, FILE.manifest and FILE.scans. Needs no key, and holds none: keep the terminal key\n"
		  "and the recovery key elsewhere. Exit status 1 when anything is wrong; then there is no FILE.\n"));

	if (status >= 0)
		return status;
	enum err e = argc - optind == 1 ? station_open(&s) : ERR_USAGE;
	if (!e)
		e = store_backup(s.store, argv[optind], views_progress, &r);
	if (e != ERR_USAGE)
		fputs(buf_text(&r.text), stdout);
	if (!e)
		print_report(&r);
	backup_report_release(&r);
	return station_end(&s, "backup", e);
}

/* ---- restore ---- */

static enum err bring(struct station *s, const char *file)
{
	struct backup_report r = {0};
	enum err e = s->demo ? OK : station_conf(s);
	struct store_place place;

	if (!e)
		e = station_where(s, &place);
	if (e)
		return e;
	e = store_restore(&place, file, views_progress, &r);
	fputs(buf_text(&r.text), stdout);
	if (!e) {
		print_report(&r);
		if (*r.aside)
			printf(_("The database before is kept as %s\n"), r.aside);
		if (r.older)
			puts(_("It is older than what was worked in last. Nobody works in it before two\n"
			       "supervisors accept that: onetrip restore --accept-rollback"));
		if (!file_exists(place.terminal_key))
			printf(_("The terminal key is not here yet: bring its own copy to %s\n"),
				place.terminal_key);
		puts(_("Operators and keys are those of that moment: disable again who left since"));
	}
	backup_report_release(&r);
	return e;
}

/* Each logs in for the own part. */
static enum err accept(struct station *s)
{
	const char *second = s->supervisor;
	enum err e = station_open(s);

	if (!e)
		e = station_login(s);
	if (!e)
		e = rollback_ask(s->store);
	if (e)
		return e;
	operator_logout(s->store);
	s->as = second;
	e = station_login(s);
	if (!e)
		e = rollback_accept(s->store);
	if (!e)
		puts(_("The older copy is accepted; both names stand in the journal"));
	return e;
}

int command_restore(int argc, char **argv)
{
	struct station s = {0};
	int status = station_options(&s, argc, argv, "caSdR",
		_("Usage: onetrip restore [--config FILE | --demo DIR] FILE\n"
		  "       onetrip restore --accept-rollback --as SUPERVISOR --supervisor OTHER\n"
		  "               [--config FILE | --demo DIR] [--password-fd N]\n"
		  "Checks a backup whole and puts it in the place of the database, which is kept aside; nobody\n"
		  "may have it open. When the witness knows of a newer state, the program does not open it\n"
		  "before two supervisors accept the older copy.\n"));

	if (status >= 0)
		return status;
	int words = argc - optind;
	enum err e = ERR_USAGE;
	if (s.rolled_back && words == 0 && s.as && s.supervisor)
		e = accept(&s);
	else if (!s.rolled_back && words == 1 && !s.as && !s.supervisor)
		e = bring(&s, argv[optind]);
	return station_end(&s, "restore", e);
}
