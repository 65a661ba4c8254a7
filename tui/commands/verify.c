/* SPDX-License-Identifier: MIT */
#include "tui/commands/verify.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/i18n.h"
#include "core/store/state.h"
#include "tui/commands/station.h"
#include "tui/commands/views.h"

/* A store that is locked is checked in reduced form. */
static enum err check(struct station *s, uint64_t *findings)
{
	struct verify_report report;
	enum err e = store_verify(s->store, &report, views_progress);

	fputs(buf_text(&report.text), stdout);
	if (!e && s->as)
		e = store_note_verified(s->store, report.events, report.findings);
	printf(_("%llu events, %llu casefiles, %llu findings%s\n"),
		(unsigned long long)report.events, (unsigned long long)report.casefiles,
		(unsigned long long)report.findings,
		report.reduced ? _(" (reduced: not everything could be opened)") : "");
	*findings = report.findings;
	buf_release(&report.text);
	return e;
}

enum err verify_print(struct station *s, uint64_t *findings)
{
	struct views *views = NULL;
	enum err e = s->as ? views_start(s->store, &views) : OK;

	if (e == OK)
		e = check(s, findings);
	views_end(views);
	return e;
}

int command_verify(int argc, char **argv)
{
	struct station s = {0};
	uint64_t findings = 0;
	enum err e;
	int status = station_options(&s, argc, argv, "cad",
		_("Usage: onetrip verify [--config FILE | --demo DIR] [--as ID] [--password-fd N]\n"
		  "Checks the file, both hash chains, anchors and kept forms; logged in as ID also "
		  "the\n"
		  "sealed bodies, keys, key slots, views and search tokens. One line a finding; "
		  "exit\n"
		  "status 1 when there is one.\n"));

	if (status >= 0)
		return status;
	s.rolled_back = true;
	e = optind == argc ? station_open(&s) : ERR_USAGE;
	if (e == OK && s.as)
		e = station_login(&s);
	if (e == OK)
		e = verify_print(&s, &findings);
	status = station_end(&s, "verify", e);
	return status == GOOD && findings ? FINDINGS : status;
}
