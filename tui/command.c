/* SPDX-License-Identifier: MIT
 *
 * The tables of subcommands and options, and what is made from them and from keys.def: the help,
 * the man page, the completion.
 */
#include "tui/command.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/action.h"
#include "tui/commands/ask.h"
#include "tui/commands/check.h"
#include "tui/commands/due.h"
#include "tui/commands/exchange.h"
#include "tui/commands/init.h"
#include "tui/commands/lint.h"
#include "tui/commands/operator.h"
#include "tui/commands/rebuild.h"
#include "tui/commands/recover.h"
#include "tui/commands/run.h"
#include "tui/commands/verify.h"

const struct command commands[] = {
	{"demo", command_demo, "[--seed N] [--now TIME] [--lang zh|en] [--dir DIR] [--fresh] [--mono]",
		N_("practise on an embedded exchange with fictional people")},
	{"exchange", command_exchange, "--listen ADDR:PORT [--seed N] [--now TIME]",
		N_("run the demo exchange alone")},
	{"check", command_check, "KIND [--today DATE]",
		N_("check numbers and names, one a line on standard input")},
	{"due", command_due, "[--rule A|B]", N_("compute due dates from standard input")},
	{"ask", command_ask, "RESOURCE --item CODE (--case N | --test) --subject -",
		N_("put one question to a department and print its answer as JSON")},
	{"lint", command_lint, "FILE...", N_("check item files")},
	{"init", command_init, "[--config FILE]",
		N_("set up a machine: keys, recovery key, administrator, supervisor")},
	{"operator", command_operator, "add|enrol|grant|passwd|disable|list ...",
		N_("manage operators and their keys")},
	{"recover", command_recover, "[--config FILE]",
		N_("make a new supervisor from the recovery key")},
	{"verify", command_verify, "[--config FILE]", N_("check the journal and its views")},
	{"rebuild", command_rebuild, "[--config FILE]", N_("make the views anew from the journal")},
};
const size_t n_commands = COUNT_OF(commands);

const struct option_text program_options[] = {
	{"--config FILE", N_("settings; default /etc/onetrip/onetrip.conf")},
	{"--lang zh|en", N_("language of the words")},
	{"--mono", N_("no colours (as NO_COLOR)")},
	{"--help", N_("this text")},
	{"--version", N_("the version")},
};
const size_t n_program_options = COUNT_OF(program_options);

void command_help(void)
{
	printf(_("onetrip: at most one trip to the service hall\n\n"
		"Usage: onetrip [OPTION...]           work at this counter\n"
		"       onetrip COMMAND [ARGUMENT...]\n\nOptions:\n"));
	for (size_t i = 0; i < n_program_options; i++)
		printf("  %-16s %s\n", program_options[i].option, _(program_options[i].summary));
	printf(_("\nCommands (each has --help):\n"));
	for (size_t i = 0; i < n_commands; i++)
		printf("  %-10s %s\n             %s\n", commands[i].name, commands[i].arguments,
			_(commands[i].summary));
	printf(_("\nExit status: 0 good, 1 findings, 2 usage.\n"));
}

/* roff: a leading dot or quote and every hyphen need care. */
static void roff(const char *text)
{
	for (; *text; text++) {
		if (*text == '-' || *text == '\\')
			putchar('\\');
		putchar(*text == '\\' ? 'e' : *text);
	}
}

static void man_commands(void)
{
	for (size_t i = 0; i < n_commands; i++) {
		printf(".TP\n.B ");
		roff(commands[i].name);
		putchar(' ');
		roff(commands[i].arguments);
		putchar('\n');
		roff(commands[i].summary);
		printf(".\n");
	}
}

static void man_keys(void)
{
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		const struct action_row *row = action_row((enum action)a);
		char shown[24];

		action_key_shown((enum action)a, shown);
		printf(".TP\n.B ");
		roff(shown);
		printf("\n%s (\\fI%s\\fR)\n", row->label, row->longname);
	}
}

void command_man(void)
{
	printf(".TH ONETRIP 1 \"\" \"onetrip %s\"\n.SH NAME\nonetrip \\- at most one trip: casework "
		"at the counters of a service hall\n.SH SYNOPSIS\n.B onetrip\n[\\fIOPTION\\fR...]\n"
		".br\n.B onetrip\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n"
		"A clerk reads a citizen's card; onetrip asks every department that already knows "
		"something, fills the form with what came back, asks the citizen only what nobody "
		"knows, checks, submits and prints the slip. A silent department never stops a "
		"case.\n.SH OPTIONS\n", ONETRIP_VERSION);
	for (size_t i = 0; i < n_program_options; i++) {
		printf(".TP\n.B ");
		roff(program_options[i].option);
		putchar('\n');
		roff(program_options[i].summary);
		printf(".\n");
	}
	printf(".SH COMMANDS\n");
	man_commands();
	printf(".SH KEYS\nEvery command has a key that works with a Chinese input method on. Esc and "
		"a digit stand for a function key (Esc 0 is F10).\n");
	man_keys();
	printf(".SH EXIT STATUS\n0 good, 1 findings or failure, 2 usage.\n.SH FILES\n"
		"/etc/onetrip/onetrip.conf, /var/lib/onetrip/\n");
}

void command_completion(void)
{
	printf("_onetrip() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
		"\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n\t\tCOMPREPLY=($(compgen -W '");
	for (size_t i = 0; i < n_commands; i++)
		printf("%s ", commands[i].name);
	for (size_t i = 0; i < n_program_options; i++)
		printf("%.*s ", (int)strcspn(program_options[i].option, " "),
			program_options[i].option);
	printf("' -- \"$cur\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n"
		"\tcheck) COMPREPLY=($(compgen -W 'id credit-code licence card name region mobile "
		"plate postcode passport hmpermit twpermit item --today' -- \"$cur\")) ;;\n"
		"\tdue) COMPREPLY=($(compgen -W '--rule A B' -- \"$cur\")) ;;\n"
		"\tdemo) COMPREPLY=($(compgen -W '--seed --now --lang --dir --fresh --mono' -- "
		"\"$cur\")) ;;\n"
		"\toperator) COMPREPLY=($(compgen -W 'add enrol grant passwd disable list' -- "
		"\"$cur\")) ;;\n\t*) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n\tesac\n}\n"
		"complete -F _onetrip onetrip\n");
}
