/* SPDX-License-Identifier: MIT
 *
 * What must hold: exit 0 only when every file was read and nothing was found.
 */
#include "tui/commands/lint.h"

#include <dirent.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/item_lint.h"
#include "core/casework/papers/template.h"
#include "core/demo/scenario.h"
#include "core/exchange/catalog.h"
#include "core/form/item.h"
#include "core/standards/codes.h"
#include "tui/commands/lines.h"
#include "tui/screen.h"

enum { GOOD, FINDINGS, USAGE };
enum { FILES_MOST = 5000, MESSAGE_BYTES = 64 * 1024, CODE_SIZE = 16,
	LESSON_BYTES = 512 * 1024 };

struct lint {
	const struct catalog *catalog;
	const char *path; /* of the item being looked at */
	char **paths;
	size_t n_paths;
	char (*codes)[CODE_SIZE];
	size_t mistakes, lessons;
};

static void help(void)
{
	printf(_(
		"Usage: onetrip lint [--catalog FILE] [FILE|FOLDER...]\n\n"
		"Checks item files: their language, their rules, and every resource and attribute\n"
		"against the catalog, and the code tables; templates of documents (.txt): their\n"
		"language and every name in braces; lessons of the demo. Without a name: what came\n"
		"with the program.\n\n"
		"  --catalog FILE  the catalog to check against; default the demo's\n\n"
		"Exit status: 0 good, 1 findings, 2 usage.\n"));
}

PRINTF_LIKE(3, 4) static void tell(struct lint *l, int line, const char *format, ...)
{
	va_list args;
	printf("%s:%d: ", l->path, line);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	l->mistakes++;
}

/* ---- files ---- */

/* NAME.ini and NAME@DATE.ini are one item. */
static bool versions(const char *a, const char *b)
{
	char x[FILE_NAME], y[FILE_NAME];
	day_t from;
	item_file_name(a, x, &from);
	item_file_name(b, y, &from);
	return text_equal(x, y);
}

static void check_template(struct lint *l, const char *path)
{
	char folder[PATH_SIZE], name[PATH_SIZE];
	const char *slash = strrchr(path, '/');
	struct template *t = NULL;
	struct buf messages;

	text_copyn(folder, sizeof folder, slash ? path : ".", slash ? (size_t)(slash - path) : 1);
	text_copy(name, sizeof name, slash ? slash + 1 : path);
	name[strlen(name) - strlen(".txt")] = '\0';
	buf_init(&messages, MESSAGE_BYTES);
	enum err err = template_load(folder, name, &t, &messages);
	if (err) {
		fputs(messages.len ? buf_text(&messages) : "", stdout);
		if (!messages.len)
			printf("%s: %s\n", path, _(err_text(err)));
		l->mistakes++;
	}
	template_free(t);
	buf_release(&messages);
}

/* ---- lessons of the demo ---- */

/* A lesson begins with [scenario]; items never do. */
static bool is_lesson(const char *path)
{
	struct buf text;
	buf_init(&text, LESSON_BYTES);
	bool is = file_read(path, &text) == OK &&
		(text_starts(buf_text(&text), "[scenario]") || strstr(buf_text(&text), "\n[scenario]"));
	buf_release(&text);
	return is;
}

static bool known_screen(const char *name)
{
#define X(s) if (text_equal(name, screen_##s.name)) return true;
	SCREENS(X)
#undef X
	return text_equal(name, "confirm");
}

static bool known_department(const struct lint *l, const char *name)
{
	for (size_t i = 0; i < l->catalog->n_resources; i++)
		if (text_equal(l->catalog->resources[i].department, name))
			return true;
	return false;
}

/* What the lesson says about the program and its departments. */
static void check_lesson(struct lint *l)
{
	struct scenario *s = NULL;
	struct buf messages;
	buf_init(&messages, MESSAGE_BYTES);
	if (scenario_load(l->path, &s, &messages)) {
		fputs(buf_text(&messages), stdout);
		l->mistakes++;
	}
	for (size_t i = 0; s && i < s->n_faults; i++)
		if (!known_department(l, s->faults[i].department))
			tell(l, 1, _("the catalog has no department %s"), s->faults[i].department);
	for (size_t i = 0; s && i < s->n_terms; i++)
		if ((s->terms[i].sees == SEES_SCREEN || s->terms[i].sees == SEES_UNSEEN) &&
			!known_screen(s->terms[i].name))
			tell(l, 1, _("no screen is called %s"), s->terms[i].name);
	scenario_free(s);
	buf_release(&messages);
}

static void check_file(struct lint *l, size_t at)
{
	struct item *item;
	struct buf messages;
	l->path = l->paths[at];
	if (is_lesson(l->path)) {
		l->lessons++;
		check_lesson(l);
		return;
	}
	buf_init(&messages, MESSAGE_BYTES);
	enum err err = item_load(l->path, &item, &messages);
	if (err) {
		fputs(buf_text(&messages), stdout);
		l->mistakes++;
		buf_release(&messages);
		return;
	}
	struct buf found;
	buf_init(&found, MESSAGE_BYTES);
	l->mistakes += item_lint(l->path, item, l->catalog, &found);
	fputs(buf_text(&found), stdout);
	buf_release(&found);
	for (size_t i = 0; i < at; i++) {
		if (text_equal(l->codes[i], item->code) && !versions(l->paths[i], l->path))
			tell(l, 1, _("%s has the code %s already"), l->paths[i], item->code);
	}
	text_copy(l->codes[at], CODE_SIZE, item->code);
	item_free(item);
	buf_release(&messages);
}

static void add_path(struct lint *l, const char *path)
{
	if (l->n_paths < FILES_MOST)
		l->paths[l->n_paths++] = mem_text(path);
}

static int by_name(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

static bool ends(const char *name, const char *ending)
{
	size_t n = strlen(name), len = strlen(ending);
	return n > len && text_equal(name + n - len, ending);
}

/* A folder stands for its .ini and .txt files in the order of their names; false when it is none. */
static bool add_folder(struct lint *l, const char *path)
{
	DIR *folder = opendir(path);
	size_t first = l->n_paths;
	if (!folder)
		return false;
	for (struct dirent *file; (file = readdir(folder));) {
		char full[PATH_SIZE];
		if ((ends(file->d_name, ".ini") || ends(file->d_name, ".txt")) &&
			text_format(full, sizeof(full), "%s/%s", path, file->d_name))
			add_path(l, full);
	}
	closedir(folder);
	qsort(l->paths + first, l->n_paths - first, sizeof(*l->paths), by_name);
	return true;
}

static int run(struct lint *l)
{
	l->codes = mem_array(l->n_paths + 1, sizeof(*l->codes));
	size_t templates = 0;
	for (size_t i = 0; i < l->n_paths; i++) {
		if (!ends(l->paths[i], ".txt")) {
			check_file(l, i);
			continue;
		}
		check_template(l, l->paths[i]);
		templates++;
	}
	if (l->mistakes == 0)
		printf(_("%zu items, %zu templates, %zu lessons, nothing found\n"),
			l->n_paths - templates - l->lessons, templates, l->lessons);
	mem_free(l->codes);
	return l->mistakes ? FINDINGS : GOOD;
}

/* The code tables of the program, which every item leans on. */
static void check_codes(struct lint *l)
{
	struct buf messages;
	buf_init(&messages, MESSAGE_BYTES);
	if (codes_check(&messages)) {
		fputs(buf_text(&messages), stdout);
		l->mistakes++;
	}
	buf_release(&messages);
}

static int lint(struct lint *l, int n, char **names, const char *catalog_path)
{
	char path[PATH_SIZE];
	struct buf messages;
	struct catalog *catalog;
	buf_init(&messages, MESSAGE_BYTES);
	if (n == 0 && file_asset("forms", path) == OK)
		add_folder(l, path);
	if (n == 0 && file_asset("demo/scenarios", path) == OK)
		add_folder(l, path);
	if (n == 0 && file_asset("documents", path) == OK)
		add_folder(l, path);
	for (int i = 0; i < n; i++) {
		if (!add_folder(l, names[i]))
			add_path(l, names[i]);
	}
	if (!catalog_path && file_asset("catalog/demo.ini", path) == OK)
		catalog_path = path;
	enum err err = catalog_load(catalog_path ? catalog_path : "", NULL, &catalog, &messages);
	fputs(buf_text(&messages), stdout);
	buf_release(&messages);
	if (err)
		return FINDINGS;
	l->catalog = catalog;
	check_codes(l);
	int status = run(l);
	catalog_free(catalog);
	return status;
}

int lint_files(int n, char **names, const char *catalog)
{
	struct lint l = {0};
	l.paths = mem_array(FILES_MOST, sizeof(*l.paths));
	int status = lint(&l, n, names, catalog);
	for (size_t i = 0; i < l.n_paths; i++)
		mem_free_text(l.paths[i]);
	mem_free(l.paths);
	return status;
}

int command_lint(int argc, char **argv)
{
	static const struct option options[] = {
		{"catalog", required_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'}, {0}};
	const char *catalog_path = NULL;
	int option;

	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			help();
			return GOOD;
		}
		if (option != 'c') {
			fputs(_("onetrip lint: unknown option\nSee onetrip lint --help\n"), stderr);
			return USAGE;
		}
		catalog_path = optarg;
	}
	if (!lines_tables("lint"))
		return FINDINGS;
	return lint_files(argc - optind, argv + optind, catalog_path);
}
