/* SPDX-License-Identifier: MIT
 *
 * What must hold: every answer is checked when it is given, and nothing is made before the last one;
 * what was cut short is begun again without harm.
 */
#include "tui/commands/setup.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/init.h"

enum { ANSWER_SIZE = 256, FILE_BYTES = 1 << 16, TRIES = 3 };

enum { ADMIN, SUPERVISOR, CLERK, PEOPLE };

static const struct {
	const char *key, *who;       /* of the answers' file; msgid */
	enum role role;
} persons[PEOPLE] = {
	[ADMIN] = {"administrator", N_("administrator"), ROLE_ADMIN},
	[SUPERVISOR] = {"supervisor", N_("supervisor"), ROLE_SUPERVISOR},
	[CLERK] = {"clerk", N_("first clerk"), ROLE_CLERK},
};

/* What a hall has to say itself; everything else has a default that serves. */
static const struct {
	const char *section, *key;
	const char *ask;             /* msgid */
} questions[] = {
	{"hall", "name", N_("Name of the hall, as slips show it")},
	{"hall", "code", N_("Credit code of the hall")},
	{"station", "window", N_("This window")},
	{"station", "database", N_("Where the journal is kept")},
	{"station", "terminal_key", N_("Where the terminal key is kept")},
	{"exchange", "catalog", N_("Catalog of the exchange, a file or a folder")},
	{"print", "printer", N_("Printer queue, empty for files")},
	{"print", "directory", N_("Folder for slips that are not printed")},
};

struct setup {
	struct station station;
	struct ini *answers;         /* NULL: a person answers */
	char given[COUNT_OF(questions)][ANSWER_SIZE];
	struct person people[PEOPLE];
	char recovery[RECOVERY_CODE];
};

/* ---- answers ---- */

static const char *usual(const struct setup *s, const struct conf_option *o)
{
	const char *now = s->station.conf ? conf_text(s->station.conf, o->section, o->key) : "";

	return *now ? now : o->otherwise;
}

static bool take(const struct conf_option *o, const char *value, char out[ANSWER_SIZE])
{
	if (!conf_fits(o, value) || !text_copy(out, ANSWER_SIZE, value)) {
		fprintf(stderr, _("! \"%s\" does not fit: %s\n"), value, _(o->help));
		return false;
	}
	return true;
}

static enum err ask_person_at_keyboard(const struct setup *s, size_t i, char out[ANSWER_SIZE])
{
	const struct conf_option *o = &conf_options[conf_index(questions[i].section, questions[i].key)];
	char line[ANSWER_SIZE];

	for (int n = 0; n < TRIES; n++) {
		fprintf(stdout, "%zu/%zu  %s [%s]: ", i + 1, COUNT_OF(questions), _(questions[i].ask), usual(s, o));
		fflush(stdout);
		if (!fgets(line, sizeof line, stdin))
			return ERR_INPUT;
		line[strcspn(line, "\r\n")] = '\0';
		if (take(o, *line ? line : usual(s, o), out))
			return OK;
	}
	return ERR_INPUT;
}

static enum err ask_all(struct setup *s)
{
	enum err e = OK;

	if (!s->answers)
		fputs(_("Settings. Enter takes what stands in brackets.\n"), stdout);
	for (size_t i = 0; i < COUNT_OF(questions) && !e; i++) {
		const struct conf_option *o =
			&conf_options[conf_index(questions[i].section, questions[i].key)];
		const char *answer = s->answers ? ini_get(s->answers, o->section, o->key) : NULL;
		if (s->answers)
			e = take(o, answer ? answer : usual(s, o), s->given[i]) ? OK : ERR_INPUT;
		else
			e = ask_person_at_keyboard(s, i, s->given[i]);
	}
	return e;
}

static enum err ask_people(struct setup *s)
{
	enum err e = OK;

	if (!s->answers)
		fputs(_("\nThe first people. Each types a password of their own; two of them are needed for\n"
			"rights, so they are not the same person.\n"), stdout);
	for (int i = 0; i < PEOPLE && !e; i++) {
		const char *given = s->answers ? ini_get(s->answers, "people", persons[i].key) : NULL;
		if (s->answers && !given)
			return ERR_INPUT;
		e = init_person(&s->station, given, _(persons[i].who), &s->people[i]);
		for (int k = 0; k < i && !e; k++)
			if (text_equal(s->people[k].id, s->people[i].id))
				e = ERR_EXISTS;
	}
	return e;
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
	for (size_t i = 0; i < COUNT_OF(questions); i++)
		values[conf_index(questions[i].section, questions[i].key)] = s->given[i];
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

static enum err make(struct setup *s)
{
	enum err e = write_settings(s);

	conf_free(s->station.conf);
	s->station.conf = NULL;
	if (!e)
		e = station_conf(&s->station);
	if (!e)
		e = init_store(&s->station, s->people, s->recovery);
	return e ? e : add_clerk(s);
}

static void tell(const struct setup *s, int bad)
{
	fprintf(stdout, _("\nRecovery key, shown this once. Write it down, keep it in two places away from\n"
		"here; it opens every case:\n\n    %s\n\n"), s->recovery);
	if (bad)
		fprintf(stdout, _("%d things are still to mend; onetrip setup --check looks again.\n"), bad);
	fprintf(stdout, _("Next: %s logs in with \"onetrip\", and F9 \"self-test\" looks at keys and card reader.\n"),
		s->people[CLERK].id);
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

static const char *given(const struct setup *s, const char *section, const char *key)
{
	for (size_t i = 0; i < COUNT_OF(questions); i++)
		if (text_equal(questions[i].section, section) && text_equal(questions[i].key, key))
			return s->given[i];
	BUG("not asked");
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
		fputc('\n', stdout);
		tell(s, setup_look(s->station.conf, true));
	}
	return e;
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
		enum err e = optind < argc ? ERR_USAGE :
			s->station.check ? look_only(s) : set_up(s, s->station.answers);
		status = station_end(&s->station, "setup", e);
	}
	ini_free(s->answers);
	mem_wipe(s, sizeof *s);
	mem_free(s);
	return status;
}
