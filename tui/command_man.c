/* SPDX-License-Identifier: MIT
 *
 * The man page onetrip(1) in roff, made from the tables of commands, options, keys and settings.
 */
#include <stdio.h>

#include "core/base/base.h"
#include "core/base/conf.h"
#include "tui/action.h"
#include "tui/command.h"

/* Every hyphen is one that can be copied; a dot or quote at a line's start is no request. */
static void roff(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text; text++) {
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
	}
}

static void man_head(void)
{
	printf(".TH ONETRIP 1 \"\" \"onetrip %s\"\n", ONETRIP_VERSION);
	fputs(".ad l\n.SH NAME\n"
	      "onetrip \\- at most one trip: casework at the counters of a service hall\n"
	      ".SH SYNOPSIS\n"
	      ".B onetrip\n[\\fIOPTION\\fR...]\n.br\n.B onetrip\n"
	      "[\\fB\\-\\-lang\\fR \\fIzh|en\\fR] \\fICOMMAND\\fR [\\fIARGUMENT\\fR...]\n"
	      ".SH DESCRIPTION\n"
	      "A clerk reads a citizen's card. onetrip asks every department that already knows\n"
	      "something, fills the form with what came back, asks the citizen only what nobody\n"
	      "knows, checks, submits and prints the slip. A silent department never stops a "
	      "case.\n"
	      "Everything is sealed in one journal before it is shown as done.\n"
	      ".PP\n"
	      "Without a command it works at this counter, as\n"
	      ".I /etc/onetrip/onetrip.conf\n"
	      "says. To try it, run\n.BR \"onetrip demo\" .\n",
		stdout);
}

static void man_options(void)
{
	printf(".SH OPTIONS\n");
	for (size_t i = 0; i < n_program_options; i++) {
		printf(".TP\n.B ");
		roff(program_options[i].option);
		putchar('\n');
		roff(program_options[i].summary);
		printf(".\n");
	}
}

static void man_commands(void)
{
	printf(".SH COMMANDS\nEach has\n.B \\-\\-help\nwith the details.\n");
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
	printf(".SH KEYS\nEvery command has a key that works with a Chinese input method on. Esc "
	       "and "
	       "a digit\nstand for a function key (Esc 0 is F10). F9 finds a command by its "
	       "name.\n");
	for (int a = ACT_NONE + 1; a < ACT_COUNT; a++) {
		const struct action_row *row = action_row((enum action)a);
		char shown[24];

		action_key_shown((enum action)a, shown);
		printf(".TP\n.B ");
		roff(shown);
		putchar('\n');
		roff(row->label);
		printf(" (\\fI");
		roff(row->longname);
		printf("\\fR)\n");
	}
}

static void put_settings(void)
{
	const char *section = "";

	for (size_t i = 0; i < conf_n_options; i++) {
		const struct conf_option *o = &conf_options[i];

		if (o->section != section)
			printf(".SS [%s]\n", o->section);
		section = o->section;
		printf(".TP\n.B ");
		roff(o->key);
		printf(" = ");
		roff(*o->otherwise ? o->otherwise : "\"\"");
		putchar('\n');
		roff(o->help);
		if (o->kind == CONF_NUMBER)
			printf(" From %d to %d.", o->min, o->max);
		if (o->kind == CONF_CHOICE)
			printf(" One of: %s.", o->choices);
		putchar('\n');
	}
}

static void man_settings(void)
{
	printf(".SH SETTINGS\nIn\n.IR onetrip.conf ,\nby section. Each has a default.\n");
	put_settings();
}

void command_man_conf(void)
{
	printf(".TH ONETRIP.CONF 5 \"\" \"onetrip %s\"\n", ONETRIP_VERSION);
	fputs(".SH NAME\nonetrip.conf \\- settings of a counter\n"
	      ".SH DESCRIPTION\n"
	      "A strict INI file in UTF\\-8: sections in brackets, one\n.I key = value\na line, # begins a remark.\n"
	      "A value with anything but letters, digits, Han and _ . , : / \\- stands in double quotes.\n"
	      "An unknown section or key is a mistake, answered with the nearest one; an empty file is good.\n"
	      "What a terminal is like (colours, lost keys) is not here but beside the database, in\n"
	      ".IR terminals.ini ,\nwritten by the settings screen and the self\\-test.\n"
	      ".SH SETTINGS\n",
		stdout);
	put_settings();
	fputs(".SH FILES\n.I /etc/onetrip/onetrip.conf\n"
	      ".SH SEE ALSO\n.BR onetrip (1),\n.BR onetrip\\-form (5)\n",
		stdout);
}

static void man_foot(void)
{
	fputs(".SH EXIT STATUS\n0 good, 1 findings or failure, 2 usage. A session ended by a "
	      "signal\n"
	      "exits with 128 and its number.\n"
	      ".SH ENVIRONMENT\n"
	      ".TP\n.B NO_COLOR\nIf set, no colours.\n"
	      ".TP\n.B ONETRIP_NOW\nWhere the clock starts (YYYY\\-MM\\-DDTHH:MM), for tests.\n"
	      ".TP\n.B TERM\nThe terminal; an unknown one is tried as xterm.\n"
	      ".TP\n.B XDG_DATA_HOME\nWhere the demo keeps its folder; default ~/.local/share.\n"
	      ".SH FILES\n"
	      ".TP\n.I /etc/onetrip/onetrip.conf\nThe settings.\n"
	      ".TP\n.I /etc/onetrip/catalog.ini\nThe catalog: which department shares what, and "
	      "where.\n"
	      ".TP\n.I /etc/onetrip/terminal.key\nThe terminal secret, made by\n.BR \"onetrip "
	      "init\" .\n"
	      ".TP\n.I /var/lib/onetrip/onetrip.db\nThe journal. Only onetrip may open it.\n"
	      ".SH NOTES\nSee the file INSTALL for setting up a machine, and for what is not "
	      "protected against.\n",
		stdout);
}

void command_man(void)
{
	man_head();
	man_options();
	man_commands();
	man_keys();
	man_settings();
	man_foot();
}
