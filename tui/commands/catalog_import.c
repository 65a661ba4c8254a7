/* SPDX-License-Identifier: MIT
 *
 * An edition becomes the hall's. What must hold: it was checked whole, a supervisor approved that
 * very text, the steward imported it, both stand in the journal before a file moves, and the
 * edition before stays beside it.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/grant.h"
#include "core/casework/oversight/edition.h"
#include "tui/commands/catalog.h"

enum { FILE_BYTES = 1 << 20 };

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static enum err copy_file(const char *from, const char *to)
{
	struct buf text;

	buf_init(&text, FILE_BYTES);
	enum err e = file_read(from, &text);
	if (!e)
		e = file_write(to, text.data, text.len);
	buf_release(&text);
	return e;
}

static bool ini_name(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 4 && strcmp(name + len - 4, ".ini") == 0;
}

static enum err copy_folder(const char *from, const char *to)
{
	DIR *dir = opendir(from);
	struct dirent *d;
	enum err e = dir ? file_make_dir(to) : ERR_IO;

	while (!e && (d = readdir(dir))) {
		char a[PATH_SIZE], b[PATH_SIZE];
		if (!ini_name(d->d_name))
			continue;
		e = text_format(a, sizeof a, "%s/%s", from, d->d_name) &&
				    text_format(b, sizeof b, "%s/%s", to, d->d_name)
			    ? copy_file(a, b)
			    : ERR_LIMIT;
	}
	if (dir)
		closedir(dir);
	return e;
}

/* The new one is whole beside the old one before the two change places. */
static enum err put_in_place(const char *from, const char *to)
{
	char next[PATH_SIZE], old[PATH_SIZE];

	if (!text_format(next, sizeof next, "%s.next", to) ||
		!text_format(old, sizeof old, "%s.before", to))
		return ERR_LIMIT;
	enum err e = file_exists(next) ? file_remove_tree(next) : OK;
	if (!e)
		e = is_folder(from) ? copy_folder(from, next) : copy_file(from, next);
	if (!e && file_exists(old))
		e = file_remove_tree(old);
	if (!e && file_exists(to) && rename(to, old))
		e = ERR_IO;
	if (!e && rename(next, to))
		e = ERR_IO;
	return e;
}

/* One person, one act. */
static enum err signed_by(struct library *l, const char *who, const struct catalog *c,
	enum edition_state to)
{
	struct station *s = &l->station;

	s->as = who;
	enum err e = station_login(s);
	if (!e)
		e = edition_act(s->store, c, to);
	return e;
}

static enum err both_sign(struct library *l, const struct catalog *c)
{
	const char *steward = l->station.as;
	enum err e = signed_by(l, l->station.supervisor, c, EDITION_APPROVED);

	operator_logout(l->station.store);
	if (!e)
		e = signed_by(l, steward, c, EDITION_IMPORTED);
	return e;
}

static enum err record_grants(struct library *l, const struct catalog *c, size_t *n)
{
	struct grants *g = grants_new(l->station.store, c);
	enum err e = grants_standing(g, n);

	grants_free(g);
	return e;
}

static void tell_difference(struct library *l, const struct catalog *c)
{
	struct difference d = {.added = c->n_resources};

	if (l->catalog)
		d = library_diff(l->catalog, c, false);
	printf(_("%zu added, %zu removed, %zu changed\n"), d.added, d.removed, d.changed);
}

static enum err import(struct library *l, const char *path, struct catalog *c)
{
	const char *to = conf_text(l->station.conf, "exchange", "catalog");
	size_t grants = 0;
	enum err e = both_sign(l, c);

	if (!e)
		e = put_in_place(path, to);
	if (!e)
		e = record_grants(l, c, &grants);
	if (!e)
		printf(_("%s is the hall's catalog now, edition %s; %zu grants recorded. Counters use it "
			 "when they start next\n"),
			to, *c->version ? c->version : "-", grants);
	return e;
}

int library_import(struct library *l, const char *path)
{
	struct catalog *c = NULL;

	if (!l->station.as || !l->station.supervisor || l->station.demo)
		return USAGE;
	if (library_load(path, &c) != OK)
		return library_complain(_("%s was not imported"), path);
	enum err e = station_open(&l->station);
	if (!e && file_exists(conf_text(l->station.conf, "exchange", "catalog")))
		(void)!station_catalog(&l->station, &l->catalog); /* only to compare with */
	if (!e) {
		tell_difference(l, c);
		e = import(l, path, c);
	}
	catalog_free(c);
	return station_end(&l->station, "catalog import", e);
}
