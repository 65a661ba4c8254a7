/* SPDX-License-Identifier: MIT
 *
 * What must hold: every answer is checked when it is given, and nothing is made before the last one;
 * what was cut short is begun again without harm.
 */
#include "tui/commands/setup.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/init.h"
#include "tui/commands/setup_ask.h"

enum { FILE_BYTES = 1 << 16 };

enum { ADMIN, SUPERVISOR, CLERK, PEOPLE };

static const struct {
	const char *key, *who;       /* of the answers' file; msgid */
	enum role role;
} persons[PEOPLE] = {
	[ADMIN] = {"administrator", N_("administrator"), ROLE_ADMIN},
	[SUPERVISOR] = {"supervisor", N_("supervisor"), ROLE_SUPERVISOR},
	[CLERK] = {"clerk", N_("first clerk"), ROLE_CLERK},
};

struct setup {
	struct station station;
	struct ini *answers;         /* NULL: a person answers */
	char given[SETUP_QUESTIONS][SETUP_ANSWER];
	struct person people[PEOPLE];
	char recovery[RECOVERY_CODE];
};

/* ---- answers ---- */

static enum err take_answers(struct setup *s)
{
	for (size_t i = 0; i < SETUP_QUESTIONS; i++) {
		const struct conf_option *o = setup_option(i);
		const char *answer = ini_get(s->answers, o->section, o->key);
		if (!setup_take(i, answer ? answer : setup_usual(s->station.conf, i), s->given[i]))
			return ERR_INPUT;
	}
	return OK;
}

static enum err ask_all(struct setup *s)
{
	return s->answers ? take_answers(s) : setup_ask(s->station.conf, s->given);
}

static enum err take_person(struct setup *s, int i)
{
	const char *given = ini_get(s->answers, "people", persons[i].key);
	enum err e = given ? init_person(&s->station, given, _(persons[i].who), &s->people[i]) : ERR_INPUT;

	for (int k = 0; k < i && !e; k++)
		if (text_equal(s->people[k].id, s->people[i].id))
			e = ERR_EXISTS;
	return e;
}

static enum err ask_people(struct setup *s)
{
	enum err e = OK;

	if (!s->answers)
		fputs(_("\nThe first people. Each types a password of their own, at least 8 characters, which is\n"
			"not shown. Two of them are needed for rights, so all three are different people.\n"),
			stdout);
	for (int i = 0; i < PEOPLE && !e; i++)
		e = s->answers ? take_person(s, i)
			       : setup_ask_person(&s->station.secrets, _(persons[i].who), s->people, (size_t)i,
					 &s->people[i]);
	return e;
}

static const char *given(const struct setup *s, const char *section, const char *key)
{
	for (size_t i = 0; i < SETUP_QUESTIONS; i++)
		if (text_equal(setup_option(i)->section, section) && text_equal(setup_option(i)->key, key))
			return s->given[i];
	BUG("not asked");
}

/* ---- making ---- */

static enum err write_settings(struct setup *s)
{
	const char **values = mem_array(conf_n_options, sizeof *values);
	struct buf text;

	for (size_t i = 0; i < conf_n_options; i++) {
		const struct conf_option *o = &conf_options[i];
		const char *answer = s->answers ? ini_get(s->answers, o->section, o->key) : NULL;
		if (answer || s->station.conf)
			values[i] = answer ? answer : conf_text(s->station.conf, o->section, o->key);
	}
	for (size_t i = 0; i < SETUP_QUESTIONS; i++)
		values[setup_option(i) - conf_options] = s->given[i];
	buf_init(&text, FILE_BYTES);
	conf_write(values, &text);
	enum err e = text.err ? text.err : init_folder_of(s->station.config);
	if (!e)
		e = file_write(s->station.config, buf_text(&text), text.len);
	buf_release(&text);
	mem_free(values);
	return e;
}

/* The administrator adds, the clerk enrols, the supervisor grants: all three are here. */
static enum err add_clerk(struct setup *s)
{
	const struct person *p = s->people;
	char code[ENROL_CODE] = "";
	struct store *store = s->station.store;
	enum err e = operator_login(store, p[ADMIN].id, p[ADMIN].password);

	if (!e)
		e = operator_add(store, p[CLERK].id, p[CLERK].name, persons[CLERK].role, code);
	operator_logout(store);
	if (!e)
		e = operator_enrol(store, p[CLERK].id, code, p[CLERK].password, &SEAL_COST_LIVE);
	if (!e)
		e = operator_login(store, p[SUPERVISOR].id, p[SUPERVISOR].password);
	if (!e)
		e = operator_grant(store, p[CLERK].id);
	operator_logout(store);
	mem_wipe(code, sizeof code);
	return e;
}

/* A counter works without departments too: everything is asked of the citizen until the catalog names
 * them. */
static enum err begin_catalog(const char *path)
{
	static const char begun[] = "# What departments share with this hall, and where. onetrip catalog explains;\n"
				    "# onetrip catalog lint looks at it. Without an entry everything is asked by hand.\n";
	enum err e = file_exists(path) ? ERR_EXISTS : init_folder_of(path);

	if (!e)
		e = file_write(path, begun, strlen(begun));
	return e == ERR_EXISTS ? OK : e;
}

static enum err make(struct setup *s)
{
	enum err e = write_settings(s);

	if (!e)
		e = begin_catalog(given(s, "exchange", "catalog"));

	conf_free(s->station.conf);
	s->station.conf = NULL;
	if (!e)
		e = station_conf(&s->station);
	if (!e)
		e = init_store(&s->station, s->people, s->recovery);
	return e ? e : add_clerk(s);
}

static void tell_recovery(const struct setup *s)
{
	char line[8];

	fprintf(stdout, _("\nRecovery key, shown this once. Write it down, keep it in two places away from\n"
		"here; it opens every case:\n\n    %s\n\n"), s->recovery);
	if (s->answers || !isatty(STDIN_FILENO))
		return;
	fputs(_("Enter when it is written down; clear this terminal afterwards: "), stdout);
	fflush(stdout);
	(void)!fgets(line, sizeof line, stdin);
}

static void tell(const struct setup *s, int bad)
{
	bool own = !text_equal(s->station.config, conf_where());

	if (bad)
		fprintf(stdout, _("%d things are still to mend; onetrip setup --check looks again.\n"), bad);
	fprintf(stdout, _("Next: %s logs in with \"onetrip%s%s\", and F9 \"self-test\" looks at keys and card reader.\n"),
		s->people[CLERK].id, own ? " --config " : "", own ? s->station.config : "");
	fprintf(stdout, _("More people, windows and units: %s logs in and adds them, %s confirms.\n"),
		s->people[ADMIN].id, s->people[SUPERVISOR].id);
}

/* ---- the whole ---- */

static bool is_person(const struct ini_entry *e)
{
	for (size_t i = 0; i < PEOPLE; i++)
		if (text_equal(e->section, "people") && text_equal(e->key, persons[i].key))
			return true;
	return false;
}

/* Settings nobody is asked for may stand there too; a misspelt one would be lost without a word. */
static enum err check_answers(const struct ini *answers)
{
	enum err e = OK;

	for (size_t i = 0; i < answers->n; i++) {
		const struct ini_entry *a = &answers->entries[i];
		size_t at = conf_index(a->section, a->key);
		if (is_person(a) || (at < conf_n_options && conf_fits(&conf_options[at], a->value)))
			continue;
		fprintf(stderr, at < conf_n_options ? _("%s:%d: [%s] %s: the value does not fit\n") :
			_("%s:%d: [%s] %s: no such setting\n"), answers->path, a->line, a->section, a->key);
		e = ERR_INPUT;
	}
	return e;
}

static enum err read_answers(struct setup *s, const char *path)
{
	struct buf messages;

	if (!path)
		return OK;
	buf_init(&messages, FILE_BYTES);
	enum err e = ini_load(path, &s->answers, &messages);
	if (e)
		fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e ? e : check_answers(s->answers);
}

/* Settings that are there already are what is offered. */
static enum err read_settings(struct setup *s)
{
	return file_exists(s->station.config) ? station_conf(&s->station) : OK;
}

static enum err look_only(struct setup *s)
{
	enum err e = station_conf(&s->station);

	if (e)
		return e;
	return setup_look(s->station.conf, file_exists(conf_text(s->station.conf, "station", "database")))
		? ERR_INCOMPLETE : OK;
}

static enum err set_up(struct setup *s, const char *answers)
{
	enum err e = read_answers(s, answers);

	if (!e)
		e = read_settings(s);
	if (!e && s->station.conf && file_exists(conf_text(s->station.conf, "station", "database")))
		return ERR_EXISTS;
	if (!e)
		e = ask_all(s);
	if (!e && file_exists(given(s, "station", "database")))
		e = ERR_EXISTS;
	if (!e)
		e = ask_people(s);
	if (!e)
		e = make(s);
	if (!e) {
		tell_recovery(s);
		fputc('\n', stdout);
		tell(s, setup_look(s->station.conf, true));
	}
	return e;
}

/* An account that may not write the machine's settings has its own, where every command looks next. */
static void choose_settings(struct setup *s)
{
	if (text_equal(s->station.config, CONF_DEFAULT_PATH) && !file_exists(CONF_DEFAULT_PATH) &&
		!setup_can_make(CONF_DEFAULT_PATH) && conf_own())
		s->station.config = conf_own();
}

int command_setup(int argc, char **argv)
{
	struct setup *s = mem_new(sizeof *s);
	int status = station_options(&s->station, argc, argv, "cne",
		_("Usage: onetrip setup [--config FILE] [--answers FILE] [--check] [--password-fd N]\n"
		  "Leads from an empty machine to a counter that serves: settings, keys, administrator,\n"
		  "supervisor and first clerk, then what is still to mend. With --answers nothing is asked\n"
		  "but the passwords: an INI file with sections as in onetrip.conf, and [people] with\n"
		  "administrator, supervisor and clerk, each \"ID=NAME\". Passwords come in that order.\n"
		  "--check only looks.\n"));

	if (status < 0) {
		choose_settings(s);
		enum err e = optind < argc ? ERR_USAGE :
			s->station.check ? look_only(s) : set_up(s, s->station.answers);
		status = station_end(&s->station, "setup", e);
	}
	ini_free(s->answers);
	mem_wipe(s, sizeof *s);
	mem_free(s);
	return status;
}
