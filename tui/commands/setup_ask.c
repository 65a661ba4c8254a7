/* SPDX-License-Identifier: MIT */
#include "tui/commands/setup_ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/credit_code.h"

enum { TRIES = 5 };
#define SYSTEM_DATA "/var/lib/onetrip"
#define SYSTEM_SETTINGS "/etc/onetrip"

/* What a hall has to say itself; everything else has a default that serves. */
enum { HALL_NAME, HALL_CODE, WINDOW, DATABASE, KEY, CATALOG, PRINTER, SLIPS };
static const struct {
	const char *section, *key;
	const char *ask, *help;      /* msgids */
} questions[SETUP_QUESTIONS] = {
	[HALL_NAME] = {"hall", "name", N_("Name of the hall, as slips show it"),
		N_("the full name on the door, at most 30 characters, no quotes")},
	[HALL_CODE] = {"hall", "code", N_("Credit code of the hall"),
		N_("18 characters; departments see them in every question; may be left out for now")},
	[WINDOW] = {"station", "window", N_("This window"),
		N_("1 to 7 letters, digits or -, as A03; it stands in every case number")},
	[DATABASE] = {"station", "database", N_("Where the journal is kept"),
		N_("a file on a local disk, from / on; its folder is this account's alone")},
	[KEY] = {"station", "terminal_key", N_("Where the terminal key is kept"),
		N_("a file from / on, best on another disk; without it no password opens anything")},
	[CATALOG] = {"exchange", "catalog", N_("Catalog of the exchange, a file or a folder"),
		N_("what departments share; where there is none, an empty one is begun")},
	[PRINTER] = {"print", "printer", N_("Printer queue, empty for files"),
		N_("as lpstat -p names it; empty: slips are written as files")},
	[SLIPS] = {"print", "directory", N_("Folder for slips that are not printed"),
		N_("a folder from / on")},
};

const struct conf_option *setup_option(size_t question)
{
	return &conf_options[conf_index(questions[question].section, questions[question].key)];
}

bool setup_can_make(const char *path)
{
	char at[PATH_SIZE];

	if (*path != '/' || !text_copy(at, sizeof at, path))
		return false;
	for (;;) {
		char *slash = strrchr(at, '/');
		if (access(at, F_OK) == 0)
			return access(at, W_OK) == 0;
		if (slash == at)
			return access("/", W_OK) == 0;
		*slash = '\0';
	}
}

/* ---- what is offered ---- */

static const char *own_place(const char *path)
{
	static char own[PATH_SIZE];
	static const struct {
		const char *system, *own;
	} places[] = {{SYSTEM_DATA, ".local/share/onetrip"}, {SYSTEM_SETTINGS, ".config/onetrip"}};
	const char *home = getenv("HOME");

	for (size_t i = 0; home && *home == '/' && i < COUNT_OF(places); i++)
		if (text_starts(path, places[i].system) && !setup_can_make(path) &&
			text_format(own, sizeof own, "%s/%s%s", home, places[i].own,
				path + strlen(places[i].system)))
			return own;
	return path;
}

const char *setup_usual(const struct conf *now, size_t question)
{
	const struct conf_option *o = setup_option(question);
	const char *value = now ? conf_text(now, o->section, o->key) : "";

	return *value ? value : o->kind == CONF_PATH ? own_place(o->otherwise) : o->otherwise;
}

/* ---- what fits ---- */

/* A mistyped code is somebody else's: departments see it in every question. Empty: later. */
static bool code_fits(const char *value)
{
	struct credit_code checked;

	credit_code_check(value, strlen(value), &checked);
	return !*value || checked.verdict.grade != GRADE_BAD;
}

/* msgid; NULL: it fits this machine. */
static const char *misfit(size_t question, const char *value)
{
	switch (question) {
	case HALL_NAME: return *value ? NULL : N_("slips and letters need the hall's name");
	case DATABASE:
		if (file_exists(value))
			return N_("a journal is there already; onetrip setup --check looks at it");
		break;
	case CATALOG:
		if (file_exists(value))
			return NULL;
		break;
	case KEY: case SLIPS: break;
	default: return NULL;
	}
	return !*value || setup_can_make(value) ? NULL : N_("this account may not write there");
}

bool setup_take(size_t question, const char *value, char out[SETUP_ANSWER])
{
	const struct conf_option *o = setup_option(question);
	const char *why = conf_fits(o, value) && strlen(value) < SETUP_ANSWER ? misfit(question, value)
									     : questions[question].help;

	if (why) {
		fprintf(stderr, _("! \"%s\" does not fit: %s\n"), value, _(why));
		return false;
	}
	text_copy(out, SETUP_ANSWER, value);
	return true;
}

/* ---- at the keyboard ---- */

static bool read_line(char line[SETUP_ANSWER])
{
	fflush(stdout);
	if (!fgets(line, SETUP_ANSWER, stdin))
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

static bool fits_by_hand(size_t question, const char *value, char out[SETUP_ANSWER])
{
	if (question != HALL_CODE || code_fits(value))
		return setup_take(question, value, out);
	fprintf(stderr, _("! \"%s\" does not fit: its check character does not match; empty: later\n"), value);
	return false;
}

static enum err ask_one(const struct conf *now, size_t i, char out[SETUP_ANSWER])
{
	char line[SETUP_ANSWER];

	for (int n = 0; n < TRIES;) {
		const char *usual = setup_usual(now, i);
		fprintf(stdout, "%zu/%d  %s [%s]: ", i + 1, SETUP_QUESTIONS, _(questions[i].ask), usual);
		if (!read_line(line))
			return ERR_INPUT;
		if (text_equal(line, "?")) {
			fprintf(stdout, "     %s\n", _(questions[i].help));
			continue;
		}
		if (fits_by_hand(i, *line ? line : setup_usual(now, i), out))
			return OK;
		n++;
	}
	return ERR_INPUT;
}

enum err setup_ask(const struct conf *now, char given[SETUP_QUESTIONS][SETUP_ANSWER])
{
	enum err e = OK;

	fputs(_("Settings. Enter takes what stands in brackets, ? explains. Nothing is made before the\n"
		"last answer; Ctrl+C leaves everything as it is. Keep the hall's credit code at hand, and\n"
		"three people: administrator, supervisor, first clerk.\n"), stdout);
	for (size_t i = 0; i < SETUP_QUESTIONS && !e; i++)
		e = ask_one(now, i, given[i]);
	return e;
}

/* ---- people ---- */

static bool number_fits(const char *id, const struct person *before, size_t n)
{
	size_t len = strlen(id);

	if (len == 0 || len >= OPERATOR_ID ||
		strspn(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != len) {
		fputs(_("! A number has letters and digits only, at most 15, as 1024\n"), stderr);
		return false;
	}
	for (size_t i = 0; i < n; i++)
		if (text_equal(before[i].id, id)) {
			fprintf(stderr, _("! %s is %s already; it takes different people\n"), id, before[i].name);
			return false;
		}
	return true;
}

static enum err ask_number(const char *who, const struct person *before, size_t n, char id[OPERATOR_ID])
{
	char line[SETUP_ANSWER];

	for (int t = 0; t < TRIES; t++) {
		printf(_("Number of the %s"), who);
		fputs(": ", stdout);
		if (!read_line(line))
			return ERR_INPUT;
		if (number_fits(line, before, n))
			return text_copy(id, OPERATOR_ID, line) ? OK : ERR_INPUT;
	}
	return ERR_INPUT;
}

static enum err ask_name(const char *who, char name[OPERATOR_NAME])
{
	char line[SETUP_ANSWER];

	for (int t = 0; t < TRIES; t++) {
		printf(_("Name of the %s"), who);
		fputs(": ", stdout);
		if (!read_line(line))
			return ERR_INPUT;
		if (*line && text_copy(name, OPERATOR_NAME, line))
			return OK;
		fputs(_("! As slips and the trail show it; not empty\n"), stderr);
	}
	return ERR_INPUT;
}

static enum err ask_password(const struct secrets *secrets, struct person *p)
{
	char prompt[128];
	enum err e = ERR_INPUT;

	text_format(prompt, sizeof prompt, _("New password of %s"), p->id);
	for (int t = 0; t < TRIES && e == ERR_INPUT; t++) {
		e = secret_new(secrets, prompt, p->password);
		if (e || (e = password_check(p->password)) != ERR_INPUT)
			continue;
		fputs(_("onetrip: a password has at least 8 characters and is not a common one\n"), stderr);
		if (secrets->fd >= 0)
			break; /* nobody types it again */
	}
	return e;
}

enum err setup_ask_person(const struct secrets *secrets, const char *who, const struct person *before,
	size_t n, struct person *out)
{
	enum err e = ask_number(who, before, n, out->id);

	if (!e)
		e = ask_name(who, out->name);
	return e ? e : ask_password(secrets, out);
}
