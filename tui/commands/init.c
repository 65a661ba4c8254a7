/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing is made before both passwords are good, and the recovery key is printed
 * only after everything is durable.
 */
#include "tui/commands/init.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/station.h"

/* "1000=Wang Fang" */
static bool split(const char *text, struct person *p)
{
	const char *equals = strchr(text, '=');

	return equals && text_copyn(p->id, sizeof p->id, text, (size_t)(equals - text)) &&
	       text_copy(p->name, sizeof p->name, equals + 1) && *p->id && *p->name;
}

enum err init_ask(const char *prompt, char *out, size_t size)
{
	char line[256];

	printf("%s: ", prompt);
	fflush(stdout);
	if (!fgets(line, sizeof line, stdin))
		return ERR_INPUT;
	line[strcspn(line, "\r\n")] = '\0';
	return *line && text_copy(out, size, line) ? OK : ERR_INPUT;
}

enum err init_person(
	const struct station *s, const char *given, const char *who, struct person *p)
{
	char prompt[128];
	enum err e = OK;

	if (given && !split(given, p))
		return ERR_USAGE;
	if (!given) {
		text_format(prompt, sizeof prompt, _("Number of the %s"), who);
		e = init_ask(prompt, p->id, sizeof p->id);
		text_format(prompt, sizeof prompt, _("Name of the %s"), who);
		if (e == OK)
			e = init_ask(prompt, p->name, sizeof p->name);
	}
	text_format(prompt, sizeof prompt, _("New password of %s"), p->id);
	if (e == OK)
		e = secret_new(&s->secrets, prompt, p->password);
	if (e != OK)
		return e;
	e = password_check(p->password);
	if (e == ERR_INPUT)
		fputs(_("onetrip: a password has at least 8 characters and is not a common one\n"),
			stderr);
	return e;
}

enum err init_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char folder[PATH_SIZE];

	if (!slash || slash == path)
		return OK;
	if (!text_copyn(folder, sizeof folder, path, (size_t)(slash - path)))
		return ERR_LIMIT;
	return file_make_dir(folder);
}

/* Settings are written only where there are none. */
static enum err default_settings(const char *path)
{
	struct buf text;
	enum err e;

	if (file_exists(path))
		return OK;
	e = init_folder_of(path);
	buf_init(&text, 65536);
	conf_template(&text);
	if (e == OK)
		e = text.err;
	if (e == OK)
		e = file_write(path, text.data, text.len);
	buf_release(&text);
	if (e == OK)
		printf(_("Settings with their defaults: %s\n"), path);
	return e;
}

enum err init_store(
	struct station *s, const struct person people[2], char recovery[RECOVERY_CODE])
{
	const struct operator_first first[] = {
		{people[0].id, people[0].name, people[0].password, ROLE_ADMIN},
		{people[1].id, people[1].name, people[1].password, ROLE_SUPERVISOR},
	};
	struct store_place place = station_place(s);
	enum err e = init_folder_of(place.path);

	if (e == OK)
		e = init_folder_of(place.terminal_key);
	if (e == OK)
		e = file_make_dir(conf_text(s->conf, "print", "directory"));
	if (e == OK)
		e = store_create(&place);
	if (e == OK)
		e = store_open(&place, &s->store);
	return e == OK ? operator_init(s->store, &SEAL_COST_LIVE, first, COUNT_OF(first), recovery)
		       : e;
}

static void tell(const char *recovery, const struct person people[2])
{
	printf(_("\nRecovery key, shown this once. Write it down, keep it in two places away from\n"
		 "here; it opens every case:\n\n    %s\n\n"),
		recovery);
	printf(_("Next: the administrator adds each operator (onetrip operator add --as %s),\n"
		 "the operator enrols, the supervisor grants (onetrip operator grant --as %s).\n"),
		people[0].id, people[1].id);
}

int command_init(int argc, char **argv)
{
	static struct person people[2];
	char recovery[RECOVERY_CODE] = "";
	struct station s = {0};
	enum err e;
	int status = station_options(&s, argc, argv, "cAS",
		_("Usage: onetrip init [--config FILE] [--admin ID=NAME] [--supervisor ID=NAME]\n"
		  "                    [--password-fd N]\n"
		  "Sets up this machine: folders, settings, terminal key, journal, the first\n"
		  "administrator and supervisor. Passwords are asked for, or read from descriptor "
		  "N,\n"
		  "one a line: administrator, supervisor.\n"));

	if (status >= 0)
		return status;
	e = optind == argc ? default_settings(s.config) : ERR_USAGE;
	if (e == OK)
		e = station_conf(&s);
	if (e == OK && file_exists(conf_text(s.conf, "station", "database")))
		e = ERR_EXISTS;
	if (e == OK)
		e = init_person(&s, s.admin, _("administrator"), &people[0]);
	if (e == OK)
		e = init_person(&s, s.supervisor, _("supervisor"), &people[1]);
	if (e == OK)
		e = init_store(&s, people, recovery);
	if (e == OK)
		tell(recovery, people);
	mem_wipe(people, sizeof people);
	mem_wipe(recovery, sizeof recovery);
	return station_end(&s, "init", e);
}
