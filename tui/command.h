/* SPDX-License-Identifier: MIT
 *
 * The subcommands, one row each: dispatch, --help, man page and completion read this table.
 */
#ifndef ONETRIP_COMMAND_H
#define ONETRIP_COMMAND_H

#include <stddef.h>

struct command {
	const char *name;
	int (*run)(int argc, char **argv); /* argv[0] is the name; exit status */
	const char *arguments;       /* "[--rule A|B] FILE": completion reads it, too */
	const char *summary;         /* msgid */
};

struct option_text {
	const char *option;          /* "--config FILE" */
	const char *summary;         /* msgid */
};

extern const struct command commands[];
extern const size_t n_commands;
extern const struct option_text program_options[];
extern const size_t n_program_options;

/* onetrip --man: the man page in roff; onetrip --completion: for bash. */
void command_man(void);
void command_man_conf(void);             /* onetrip --man-conf: onetrip.conf(5) */
void command_completion(void);
void command_help(void);

#endif
