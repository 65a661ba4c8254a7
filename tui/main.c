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
	else if (text_equal(option, "--completion"))
		command_completion();
	else
		return false;
	return true;
}

int main(int argc, char **argv)
{
	harden();
	if (i18n_start(NULL)) {
		fputs("onetrip: no UTF-8 locale (C.UTF-8) on this machine\n", stderr);
		return 2;
	}
	if (argc > 1 && answered(argv[1]))
		return 0;
	if (argc < 2 || argv[1][0] == '-')
		return command_run(argc, argv);
	const struct command *c = find(argv[1]);
	if (!c) {
		fprintf(stderr, _("onetrip: no command '%s'; see onetrip --help\n"), argv[1]);
		return 2;
	}
	return c->run(argc - 1, argv + 1);
}
