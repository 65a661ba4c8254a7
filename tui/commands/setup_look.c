/* SPDX-License-Identifier: MIT
 *
 * One row a thing a counter needs: how to see whether it is well, and what to do when it is not.
 */
#include <locale.h>
#include <langinfo.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/catalog.h"
#include "core/form/item.h"
#include "core/standards/credit_code.h"
#include "core/standards/tables.h"
#include "core/standards/workday.h"
#include "tui/commands/setup.h"

enum { LOCKED_BYTES = 8 << 20, MESSAGE_BYTES = 1 << 16, CALENDAR_DAYS = 31 };

static bool utf8(const struct conf *c)
{
	(void)c;
	return text_equal(nl_langinfo(CODESET), "UTF-8");
}

static bool lockable(const struct conf *c)
{
	struct rlimit r;

	(void)c;
	return getrlimit(RLIMIT_MEMLOCK, &r) == 0 && (r.rlim_cur == RLIM_INFINITY || r.rlim_cur >= LOCKED_BYTES);
}

static bool folder_ours(const char *path)
{
	char folder[PATH_SIZE];
	struct stat st;
	const char *slash = strrchr(path, '/');

	return slash && text_copyn(folder, sizeof folder, path, (size_t)(slash - path) + 1) &&
	       stat(folder, &st) == 0 && st.st_uid == geteuid() && (st.st_mode & 0777) == 0700;
}

static bool data_ours(const struct conf *c)
{
	return folder_ours(conf_text(c, "station", "database"));
}

/* Departments see the code in every question: a mistyped one is somebody else's. */
static bool hall_named(const struct conf *c)
{
	const char *code = conf_text(c, "hall", "code");
	struct credit_code checked;

	credit_code_check(code, strlen(code), &checked);
	return *conf_text(c, "hall", "name") && checked.verdict.grade != GRADE_BAD;
}

static bool calendar_ahead(const struct conf *c)
{
	(void)c;
	return workday_horizon() >= clock_today() + CALENDAR_DAYS;
}

static bool catalog_well(const struct conf *c)
{
	struct catalog *catalog = NULL;
	struct buf messages;

	buf_init(&messages, MESSAGE_BYTES);
	enum err e = catalog_load(conf_text(c, "exchange", "catalog"), NULL, &catalog, &messages);
	buf_release(&messages);
	catalog_free(catalog);
	return e == OK;
}

static bool forms_well(const struct conf *c)
{
	char path[PATH_SIZE];
	const char *forms = conf_text(c, "items", "forms");

	if (*forms)
		return file_exists(forms);
	return file_asset("forms", path) == OK;
}

static bool prints(const struct conf *c)
{
	if (*conf_text(c, "print", "printer"))
		return access("/usr/bin/lp", X_OK) == 0;
	return file_exists(conf_text(c, "print", "directory"));
}

static const struct look {
	const char *what, *mend;     /* msgids */
	bool (*well)(const struct conf *c);
	bool after;                  /* only once the store is there */
} looks[] = {
	{N_("the locale is UTF-8"), N_("set LANG=C.UTF-8 for this account"), utf8, false},
	{N_("memory for the keys can be locked"), N_("ulimit -l 8192 or more for this account"), lockable, false},
	{N_("the hall has a name and a credit code"), N_("[hall] in the settings; departments see the code, so its check must match"), hall_named, false},
	{N_("the calendar reaches a month ahead"), N_("onetrip calendar propose FILE, then confirmed by a supervisor"), calendar_ahead, false},
	{N_("the catalog is without mistakes"), N_("onetrip catalog lint names each with its line"), catalog_well, false},
	{N_("the item files are there"), N_("[items] forms in the settings"), forms_well, false},
	{N_("the data folder is ours alone"), N_("chown and chmod 0700 it"), data_ours, true},
	{N_("slips can be printed"), N_("install cups-client, or leave the printer empty"), prints, true},
};

int setup_look(const struct conf *c, bool database)
{
	char path[PATH_SIZE];
	int bad = 0;

	if (file_asset("codes", path) || tables_open(path))
		return 1;
	for (size_t i = 0; i < COUNT_OF(looks); i++) {
		if (looks[i].after && !database)
			continue;
		bool well = looks[i].well(c);
		bad += !well;
		fprintf(stdout, well ? " %c %s\n" : " %c %s: %s\n", well ? '=' : '!', _(looks[i].what),
			_(looks[i].mend));
	}
	tables_close();
	return bad;
}
