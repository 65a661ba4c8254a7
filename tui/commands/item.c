/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing that lint refuses is ever published, and no file in force is overwritten.
 */
#include "tui/commands/item.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/lines.h"
#include "tui/commands/lint.h"

enum { GOOD, FINDINGS, USAGE };

struct shelf {
	char dir[PATH_SIZE], staged[PATH_SIZE];
	const char *catalog;
	day_t from; /* DAY_NONE: today */
	bool elements;
	struct directory *all;
};

static void help(void)
{
	printf(_(
		"Usage: onetrip item [--forms DIR] [--catalog FILE] COMMAND ...\n\n"
		"  list                     every version of every item, and what is staged\n"
		"  show CODE                the national elements of an item\n"
		"  diff CODE | FILE FILE    what a staged version changes, or one file against another\n"
		"  import FILE              checks a file and puts it into DIR/staged\n"
		"  export CODE              the file in force on standard output\n"
		"  export --elements        the elements of all items as CSV\n"
		"  publish NAME [--from DATE]  a staged file counts from that day; default today\n"
		"  rollback CODE            takes the newest version back to DIR/staged\n\n"
		"NAME is a file's name without .ini, CODE an item's code of 12 or 31 characters or its\n"
		"NAME. Cases keep the form they began with.\n\n"
		"Exit status: 0 good, 1 findings, 2 usage.\n"));
}

PRINTF_LIKE(1, 2) static int complain(const char *format, ...)
{
	va_list args;
	fputs("onetrip item: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return FINDINGS;
}

/* ---- finding ---- */

static bool names(const struct item_entry *e, const char *word)
{
	char name[FILE_NAME];
	day_t from;
	item_file_name(e->path, name, &from);
	return text_equal(e->code, word) || text_equal(e->code31, word) || text_equal(name, word);
}

static const struct item_entry *in_force(const struct shelf *s, const char *word)
{
	for (size_t i = 0; i < directory_size(s->all); i++) {
		if (names(directory_at(s->all, i), word))
			return directory_at(s->all, i);
	}
	return NULL;
}

/* The one with the latest day, begun or not; NULL when there is none with a day. */
static const struct item_entry *newest(const struct shelf *s, const char *word)
{
	const struct item_entry *best = NULL;
	for (size_t i = 0; i < directory_versions(s->all); i++) {
		const struct item_entry *e = directory_version(s->all, i);
		if (names(e, word) && e->from != DAY_NONE && (!best || e->from > best->from))
			best = e;
	}
	return best;
}

static enum err open_shelf(struct shelf *s, const char *dir)
{
	struct buf messages;
	enum err e = dir ? (text_copy(s->dir, sizeof(s->dir), dir) ? OK : ERR_LIMIT)
			 : file_asset("forms", s->dir);
	if (!e && !text_format(s->staged, sizeof(s->staged), "%s/staged", s->dir))
		e = ERR_LIMIT;
	buf_init(&messages, 64 * 1024);
	if (!e)
		e = directory_open(s->dir, &s->all, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e;
}

/* ---- list, show, diff ---- */

static const char *state_of(const struct shelf *s, const struct item_entry *e)
{
	for (size_t i = 0; i < directory_size(s->all); i++) {
		if (directory_at(s->all, i) == e)
			return _("in force");
	}
	return e->from != DAY_NONE && e->from > clock_today() ? _("to come") : _("past");
}

static void list_line(const struct item_entry *e, const char *state)
{
	char name[FILE_NAME], day[11] = "-", hash[17] = "-";
	day_t from;
	struct item *item = NULL;
	struct buf messages;
	item_file_name(e->path, name, &from);
	if (from != DAY_NONE)
		day_format(from, day);
	buf_init(&messages, 64 * 1024);
	if (item_load(e->path, &item, &messages) == OK)
		text_hex(item->hash, 8, hash);
	else
		state = _("refused by lint");
	item_free(item);
	buf_release(&messages);
	printf("%-12s  %-22s %-10s  %s  %s  %s\n", e->code, name, day, hash, e->name, state);
}

static int list(struct shelf *s)
{
	struct directory *staged = NULL;
	struct buf messages;
	buf_init(&messages, 64 * 1024);
	for (size_t i = 0; i < directory_versions(s->all); i++)
		list_line(directory_version(s->all, i), state_of(s, directory_version(s->all, i)));
	if (directory_open(s->staged, &staged, &messages) == OK) {
		for (size_t i = 0; i < directory_versions(staged); i++)
			list_line(directory_version(staged, i), _("staged"));
	}
	directory_free(staged);
	buf_release(&messages);
	return GOOD;
}

static int with_item(const struct item_entry *e, void (*show)(const struct item *item))
{
	struct item *item;
	struct buf messages;
	buf_init(&messages, 64 * 1024);
	enum err err = item_load(e->path, &item, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	if (err)
		return FINDINGS;
	show(item);
	item_free(item);
	return GOOD;
}

static int show(struct shelf *s, const char *word)
{
	const struct item_entry *e = in_force(s, word);
	return e ? with_item(e, elements_show) : complain(_("no item %s"), word);
}

static bool staged_path(const struct shelf *s, const char *name, char out[PATH_SIZE])
{
	return text_format(out, PATH_SIZE, "%s/%s.ini", s->staged, name);
}

static int diff(struct shelf *s, const char *a, const char *b)
{
	char path[PATH_SIZE], name[FILE_NAME];
	day_t from;
	const struct item_entry *e = b ? NULL : in_force(s, a);
	int n;
	if (b) {
		n = item_diff(a, b);
	} else {
		if (!e)
			return complain(_("no item %s"), a);
		item_file_name(e->path, name, &from);
		if (!staged_path(s, name, path) || !file_exists(path))
			return complain(_("nothing is staged for %s"), name);
		n = item_diff(e->path, path);
	}
	if (n == 0)
		puts(_("no difference"));
	return n == 0 ? GOOD : FINDINGS;
}

/* ---- export ---- */

static int copy_out(const char *path)
{
	struct buf text;
	buf_init(&text, INI_BYTES);
	enum err e = file_read(path, &text);
	if (!e)
		fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
	return e ? complain("%s", _(err_text(e))) : GOOD;
}

static int export_elements(struct shelf *s)
{
	size_t n = 0, all = directory_size(s->all);
	const struct item **items = mem_array(all + 1, sizeof(*items));
	for (size_t i = 0; i < all; i++)
		n += directory_item(s->all, i, &items[n]) == OK;
	elements_csv(items, n);
	mem_free(items);
	return n == all ? GOOD : complain("%s", _("some items were refused by lint and left out"));
}

static int export_item(struct shelf *s, const char *word)
{
	if (s->elements)
		return export_elements(s);
	const struct item_entry *e = in_force(s, word);
	return e ? copy_out(e->path) : complain(_("no item %s"), word);
}

/* ---- import, publish, rollback ---- */

static enum err copy_file(const char *from, const char *to)
{
	struct buf text;
	buf_init(&text, INI_BYTES);
	enum err e = file_read(from, &text);
	if (!e)
		e = file_write(to, text.data, text.len);
	buf_release(&text);
	return e;
}

static int import(struct shelf *s, char *path)
{
	char name[FILE_NAME], to[PATH_SIZE];
	day_t from;
	item_file_name(path, name, &from);
	if (lint_files(1, &path, s->catalog) != GOOD)
		return complain(_("%s was not imported"), path);
	enum err e = file_make_dir(s->staged);
	if (!e && !staged_path(s, name, to))
		e = ERR_LIMIT;
	if (!e)
		e = copy_file(path, to);
	if (e)
		return complain("%s", _(err_text(e)));
	printf(_("staged as %s; onetrip item diff %s shows what it changes\n"), to, name);
	return GOOD;
}

static int publish(struct shelf *s, const char *name)
{
	char staged[PATH_SIZE], to[PATH_SIZE], day[11];
	char *lint_path = staged;
	day_t from = s->from == DAY_NONE ? clock_today() : s->from;
	if (!staged_path(s, name, staged) || !file_exists(staged))
		return complain(_("nothing is staged for %s"), name);
	if (from < clock_today())
		return complain("%s", _("an item cannot be changed for days that are past"));
	if (lint_files(1, &lint_path, s->catalog) != GOOD)
		return complain(_("%s was not published"), name);
	day_format(from, day);
	if (!text_format(to, sizeof(to), "%s/%s@%s.ini", s->dir, name, day))
		return complain("%s", _(err_text(ERR_LIMIT)));
	if (file_exists(to))
		return complain(_("a version from %s is there already; roll it back first"), day);
	if (rename(staged, to))
		return complain("%s", _(err_text(ERR_IO)));
	printf(_("%s counts from %s\n"), name, day);
	return GOOD;
}

static int rollback(struct shelf *s, const char *word)
{
	char name[FILE_NAME], to[PATH_SIZE], day[11];
	day_t from;
	const struct item_entry *e = newest(s, word);
	if (!e)
		return complain(_("%s has no published version to take back"), word);
	item_file_name(e->path, name, &from);
	if (!staged_path(s, name, to))
		return complain("%s", _(err_text(ERR_LIMIT)));
	if (file_exists(to))
		return complain(_("%s is staged already; publish or remove that first"), name);
	if (file_make_dir(s->staged) || rename(e->path, to))
		return complain("%s", _(err_text(ERR_IO)));
	day_format(from, day);
	printf(_("the version of %s from %s is staged again; cases begun with it keep it\n"), name, day);
	return GOOD;
}

/* ---- options ---- */

static int act(struct shelf *s, int n, char **words)
{
	const char *verb = n > 0 ? words[0] : "";
	if (text_equal(verb, "list") && n == 1)
		return list(s);
	if (text_equal(verb, "export") && n == 1 && s->elements)
		return export_item(s, "");
	if (n == 3 && text_equal(verb, "diff"))
		return diff(s, words[1], words[2]);
	if (n != 2)
		return USAGE;
	if (text_equal(verb, "show"))
		return show(s, words[1]);
	if (text_equal(verb, "diff"))
		return diff(s, words[1], NULL);
	if (text_equal(verb, "export"))
		return export_item(s, words[1]);
	if (text_equal(verb, "import"))
		return import(s, words[1]);
	if (text_equal(verb, "publish"))
		return publish(s, words[1]);
	if (text_equal(verb, "rollback"))
		return rollback(s, words[1]);
	return USAGE;
}

int command_item(int argc, char **argv)
{
	static const struct option options[] = {{"forms", required_argument, NULL, 'f'},
		{"catalog", required_argument, NULL, 'c'}, {"from", required_argument, NULL, 'd'},
		{"elements", no_argument, NULL, 'e'}, {"help", no_argument, NULL, 'h'}, {0}};
	struct shelf *s = mem_new(sizeof(*s));
	const char *dir = NULL;
	int option, status = GOOD;

	optind = 0;
	opterr = 0;
	s->from = DAY_NONE;
	while (status == GOOD && (option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'f')
			dir = optarg;
		else if (option == 'c')
			s->catalog = optarg;
		else if (option == 'e')
			s->elements = true;
		else if (option == 'h')
			status = -1;
		else if (option != 'd' || !day_parse(optarg, &s->from))
			status = USAGE;
	}
	if (status == -1)
		help();
	else if (status == GOOD && optind == argc)
		status = USAGE;
	if (status == GOOD)
		status = lines_tables("item") && open_shelf(s, dir) == OK
				 ? act(s, argc - optind, argv + optind)
				 : FINDINGS;
	if (status == USAGE)
		fputs(_("onetrip item: the words do not fit\nSee onetrip item --help\n"), stderr);
	directory_free(s->all);
	mem_free(s);
	return status == -1 ? GOOD : status;
}
