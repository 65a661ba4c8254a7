/* SPDX-License-Identifier: MIT
 *
 * The tables of subcommands and options, and the help made from them.
 */
#include "tui/command.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/commands/ask.h"
#include "tui/commands/audit.h"
#include "tui/commands/backup.h"
#include "tui/commands/calendar.h"
#include "tui/commands/catalog.h"
#include "tui/commands/check.h"
#include "tui/commands/codes.h"
#include "tui/commands/daysheet.h"
#include "tui/commands/citizen.h"
#include "tui/commands/due.h"
#include "tui/commands/report.h"
#include "tui/commands/retention.h"
#include "tui/commands/evidence.h"
#include "tui/commands/exchange.h"
#include "tui/commands/exchange_check.h"
#include "tui/commands/export.h"
#include "tui/commands/help.h"
#include "tui/commands/hall.h"
#include "tui/commands/health.h"
#include "tui/commands/init.h"
#include "tui/commands/item.h"
#include "tui/commands/lint.h"
#include "tui/commands/operator.h"
#include "tui/commands/rebuild.h"
#include "tui/commands/pairs.h"
#include "tui/commands/papers.h"
#include "tui/commands/recover.h"
#include "tui/commands/run.h"
#include "tui/commands/setup.h"
#include "tui/commands/verify.h"

enum { HELP_INDENT = 13, HELP_WIDTH = 80 };

const struct command commands[] = {
	{"demo", command_demo, "[--seed N] [--now TIME] [--lang zh|en] [--dir DIR] [--forms DIR] "
		"[--class NAME] [--listen ADDR:PORT] [--join ADDR:PORT] [--fresh] [--no-history] "
		"[--history N] [--mono] [--linear] [--slow]",
		N_("practise on an embedded exchange with fictional people")},
	{"citizen", command_citizen, "[--config FILE] [--demo DIR] [--window W] [--lang zh|en] [--mono]",
		N_("the citizen's own terminal beside a counter: reads along, rates")},
	{"exchange", command_exchange,
		"[--listen ADDR:PORT] [--seed N] [--now TIME] [--ready-fd N] [--fault DEPARTMENT=FAULT] "
		"[--training] [--class NAME --dir DIR]",
		N_("run the demo exchange alone")},
	{"exchange-check", command_exchange_check,
		"CATALOG [--base URL] [--only WORD] [--item CODE] [--case N] [--window W] [--unit NAME] "
		"[--once] [--csv]",
		N_("ask every resource of a catalog about nobody: which are well")},
	{"check", command_check, "KIND [--today DATE]",
		N_("check numbers and names, one a line on standard input")},
	{"report", command_report, "[--config FILE] [--demo DIR] [--month SPAN] [--format text|csv|html|letter] "
		"[--by department|window|item|operator|day|appeal|rating|index|provider|region] [--as ID] [--password-fd N] [SPAN]",
		N_("the month's figures, nobody's data in them")},
	{"export", command_export, "[--config FILE] [--demo DIR] [--by case|appeal|rating] FROM TO [AFTER]",
		N_("cases, appeals or ratings as CSV, nobody's data in them")},
	{"daysheet", command_daysheet, "[--config FILE] [--demo DIR] --as ID [--password-fd N] [DATE]",
		N_("the sheet of a day: its figures and the anchor of the record")},
	{"due", command_due, "[--rule A|B]", N_("compute due dates from standard input")},
	{"calendar", command_calendar,
		"show|propose|waiting|confirm|withdraw [--config FILE] [--demo DIR] [--as ID] [--password-fd N] "
		"[FILE|HASH]",
		N_("the working days of a year, by two people")},
	{"ask", command_ask,
		"RESOURCE --item CODE (--case N | --test) --subject - [--name -] [--catalog FILE] "
		"[--base URL] [--config FILE] [--as ID] [--password-fd N]",
		N_("put one question to a department and print its answer as JSON")},
	{"catalog", command_catalog,
		"lint|list|show|diff|propose|waiting|confirm|decline|import|export|grants [--catalog PATH] [--config FILE] [--demo DIR] "
		"[--as ID] [--supervisor ID] [--password-fd N] [--department D] "
		"[--class unconditional|conditional|none] [--csv] [--until DATE] [--items CODES] "
		"[--fields NAMES] [--number N] [--ground TEXT] [--reason TEXT] [WORD...]",
		N_("the resource catalog: its terms, its editions, what the hall is granted")},
	{"item", command_item,
		"list|show|diff|export|propose|waiting|confirm|decline|rollback|import|key|halls|trust|"
		"distrust [--forms DIR] [--config FILE] [--demo DIR] [--as ID] [--password-fd N] "
		"[--from DATE] [--elements] [--out FILE] [NAME|CODE|FILE|HASH|HALL...]",
		N_("look after item files: versions, elements, publishing")},
	{"lint", command_lint, "[--catalog FILE] [FILE|FOLDER...]", N_("check item files")},
	{"setup", command_setup, "[--config FILE] [--answers FILE] [--check] [--password-fd N]",
		N_("from an empty machine to a counter that serves, in one sitting")},
	{"init", command_init,
		"[--config FILE] [--admin ID=NAME] [--supervisor ID=NAME] [--password-fd N]",
		N_("set up a machine: keys, recovery key, administrator, supervisor")},
	{"operator", command_operator,
		"add|enrol|grant|passwd|disable|list|self|relative|scope|scope-confirm|scope-end|scopes|"
		"stand-in|delegate|stand-in-end|stand-ins [--as ID] [--config FILE] [--password-fd N] "
		"[WORD...]",
		N_("manage operators and their keys")},
	{"tables", command_codes,
		"list|show|check|import|confirm|withdraw [--config FILE] [--demo DIR] [--as ID] "
		"[--password-fd N] [NAME] [FILE] [DAY]",
		N_("code tables with their days, by two people")},
	{"hall", command_hall,
		"show|unit|window|duty|confirm|withdraw [--config FILE] [--demo DIR] [--as ID] "
		"[--password-fd N] [WORD...]",
		N_("units and windows by two people, who sits where")},
	{"papers", command_papers,
		"[--config FILE] [--demo DIR] --as ID [--password-fd N] [NUMBER...]",
		N_("papers handed to the back office: they are here, or which are not")},
	{"pairs", command_pairs, "[--config FILE] [--demo DIR] --as ID [--password-fd N]",
		N_("cases of one person and item about which nothing is decided")},
	{"recover", command_recover, "[--config FILE] [--password-fd N] ID NAME",
		N_("make a new supervisor from the recovery key")},
	{"evidence", command_evidence, "[--config FILE] [--demo DIR] --as ID [--password-fd N] CASE",
		N_("check the departments' answers kept with a case, and the values that rest on them")},
	{"help", command_manual, "[--lang zh|en] [TOPIC]", N_("the pages of F1: every screen, every error, and guides")},
	{"verify", command_verify, "[--config FILE] [--demo DIR] [--as ID] [--password-fd N]",
		N_("check the journal and its views")},
	{"audit", command_audit,
		"verify|show|subject|rules|anchors [--config FILE] [--demo DIR] [--as ID] [--password-fd N] "
		"[--from DATE] [--to DATE] [--operator ID] [--case N] [--kind KIND] [--clear] [-|CASE]",
		N_("what happened, whether its record holds, what supervision by rule finds")},
	{"health", command_health, "[--config FILE] [--demo DIR]",
		N_("check this machine, for a monitor")},
	{"backup", command_backup, "[--config FILE] [--demo DIR] FILE",
		N_("copy the journal while everybody works, and check the copy")},
	{"restore", command_restore,
		"[--accept-rollback] [--config FILE] [--demo DIR] [--as ID] [--supervisor ID] "
		"[--password-fd N] [FILE]",
		N_("put a backup in the place of the database, which is kept aside")},
	{"retention", command_retention,
		"list|apply|hold|release [--config FILE] [--demo DIR] [--as ID] [--supervisor ID] "
		"[--password-fd N] [NUMBER [GROUND]]",
		N_("delete closed cases whose time is over, or hold them")},
	{"rebuild", command_rebuild, "[--config FILE] [--demo DIR] --as ID [--password-fd N]",
		N_("make the views anew from the journal")},
};
const size_t n_commands = COUNT_OF(commands);

const struct option_text program_options[] = {
	{"--config FILE", N_("settings; default /etc/onetrip/onetrip.conf")},
	{"--lang zh|en", N_("language of the words")},
	{"--mono", N_("no colours (as NO_COLOR)")},
	{"--slow", N_("less to paint, for thin lines")},
	{"--linear", N_("line by line, for screen readers and scripts (as TERM=dumb)")},
	{"--help", N_("this text")},
	{"--version", N_("the version")},
};
const size_t n_program_options = COUNT_OF(program_options);

/* Breaks before a group that would cross the edge of 80 columns. */
static void print_arguments(const char *text)
{
	int col = HELP_INDENT;

	while (*text) {
		size_t len = 1 + strcspn(text + 1, "[("), shown = len - (text[len - 1] == ' ');
		if (col + (int)shown > HELP_WIDTH) {
			printf("\n%*s", HELP_INDENT, "");
			col = HELP_INDENT;
		}
		printf("%s%.*s", col > HELP_INDENT ? " " : "", (int)shown, text);
		col += (int)len;
		text += len;
	}
}

void command_help(void)
{
	printf(_("onetrip: at most one trip to the service hall\n\n"
		"Usage: onetrip [OPTION...]           work at this counter\n"
		"       onetrip COMMAND [ARGUMENT...]\n\nOptions:\n"));
	for (size_t i = 0; i < n_program_options; i++)
		printf("  %-16s %s\n", program_options[i].option, _(program_options[i].summary));
	printf(_("\nCommands (each has --help):\n"));
	for (size_t i = 0; i < n_commands; i++) {
		printf("  %-10s ", commands[i].name);
		print_arguments(commands[i].arguments);
		printf("\n%*s%s\n", HELP_INDENT, "", _(commands[i].summary));
	}
	printf(_("\nExit status: 0 good, 1 findings, 2 usage.\n"));
}
