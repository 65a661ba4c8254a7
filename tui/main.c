/* SPDX-License-Identifier: MIT
 *
 * Entry: hardens the process, then runs a subcommand or the live counter.
 */
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "core/base/i18n.h"
#include "core/base/spawn.h"
#include "core/base/text.h"
#include "tui/command.h"
#include "tui/commands/run.h"

/* No core, no ptrace by the same user, nothing that libraries obey silently. Sanitizer builds
 * need to be inspectable, so they keep dumpable. */
static void harden(void)
{
	umask(077);
	spawn_scrub_environment();
#ifdef ONETRIP_PLAIN
	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#endif
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < n_commands; i++)
		if (text_equal(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static bool answered(const char *option)
{
	if (text_equal(option, "--help") || text_equal(option, "-h"))
		command_help();
	else if (text_equal(option, "--version"))
		printf("onetrip %s\n", ONETRIP_VERSION);
	else if (text_equal(option, "--man"))
		command_man();
	else if (text_equal(option, "--man-conf"))
		command_man_conf();
	else if (text_equal(option, "--completion"))
		command_completion();
	else
		return false;
	return true;
}

/* The counter reads --lang again; before a command or --help only this does. */
static int after_language(int argc, char **argv)
{
	return argc > 2 && text_equal(argv[1], "--lang") ? 3 : 1;
}

int main(int argc, char **argv)
{
	int at = after_language(argc, argv);

	harden();
	enum err e = i18n_start(at > 1 ? argv[2] : NULL);
	if (e == ERR_USAGE) {
		fputs("onetrip: --lang zh or --lang en\n", stderr);
		return 2;
	}
	if (e) {
		fputs("onetrip: no UTF-8 locale (C.UTF-8) on this machine\n", stderr);
		return 2;
	}
	if (argc > at && answered(argv[at]))
		return 0;
	if (argc <= at || argv[at][0] == '-')
		return command_run(argc, argv);
	const struct command *c = find(argv[at]);
	if (!c) {
		fprintf(stderr, _("onetrip: no command '%s'; see onetrip --help\n"), argv[at]);
		return 2;
	}
	return c->run(argc - at, argv + at);
}
