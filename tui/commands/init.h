/* SPDX-License-Identifier: MIT
 *
 * Sets up a machine: folders, default settings, terminal key, recovery key, first administrator and
 * supervisor. The steps are here for the guided set-up, too.
 */
#ifndef ONETRIP_COMMAND_INIT_H
#define ONETRIP_COMMAND_INIT_H

#include "tui/commands/station.h"

int command_init(int argc, char **argv);

struct person {
	char id[OPERATOR_ID], name[OPERATOR_NAME], password[SECRET_SIZE];
};

/* A line of standard input. ERR_INPUT: it ended, is empty or too long. */
enum err init_ask(const char *prompt, char *out, size_t size) MUST_CHECK;
/* given: "ID=NAME", NULL asks for both; who: "administrator", translated. The password is asked for. */
enum err init_person(const struct station *s, const char *given, const char *who, struct person *p)
	MUST_CHECK;
enum err init_folder_of(const char *path) MUST_CHECK;
/* Makes and opens the store of the settings; people: administrator, supervisor. */
enum err init_store(struct station *s, const struct person people[2], char recovery[RECOVERY_CODE])
	MUST_CHECK;

#endif
