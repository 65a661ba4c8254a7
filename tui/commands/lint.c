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

/* ---- against the catalog ---- */

static void unknown_resource(struct lint *l, int line, const char *id)
{
	const char **known = mem_array(l->catalog->n_resources + 1, sizeof(*known));
	for (size_t i = 0; i < l->catalog->n_resources; i++)
		known[i] = l->catalog->resources[i].id;
	const char *nearest = ini_nearest(id, known, l->catalog->n_resources);
	if (nearest)
		tell(l, line, _("the catalog has no %s; did you mean %s?"), id, nearest);
	else
		tell(l, line, _("the catalog has no %s"), id);
	mem_free(known);
}

static void unknown_attribute(
	struct lint *l, int line, const struct resource *r, const char *attribute)
{
	const char *known[CATALOG_ATTRIBUTES];
	if (resource_sharing(r, attribute) == SHARING_NONE) {
		tell(l, line, _("%s.%s is not shared: %s"), r->id, attribute,
			resource_ground(r, attribute));
		return;
	}
	for (size_t i = 0; i < r->n_attributes; i++)
		known[i] = r->attributes[i].name;
	const char *nearest = ini_nearest(attribute, known, r->n_attributes);
	if (nearest)
		tell(l, line, _("%s has no attribute %s; did you mean %s?"), r->id, attribute,
			nearest);
	else
		tell(l, line, _("%s has no attribute %s"), r->id, attribute);
}

static void check_share(struct lint *l, const struct share *s)
{
	const struct resource *r = catalog_find(l->catalog, s->resource);
	if (!r)
		return; /* told once, at its [ask] */
	if (*s->attribute && !resource_has(r, s->attribute)) /* rows of a repeat name none */
		unknown_attribute(l, s->line, r, s->attribute);
	for (size_t i = 0; i < SHARE_FILTERS; i++) {
		if (*s->filters[i].where && !resource_has(r, s->filters[i].where))
			unknown_attribute(l, s->line, r, s->filters[i].where);
	}
}

static bool has_word(const char *list, const char *word)
{
	size_t len = strlen(word);
	for (; *list; list += strspn(list, " ")) {
		size_t n = strcspn(list, " ");
		if (n == len && memcmp(list, word, n) == 0)
			return true;
		list += n;
	}
	return false;
}

static int line_of(const struct item *item, const char *section)
{
	char head[80];
	int line = 1;
	text_format(head, sizeof(head), "[material %s]", section);
	for (const char *c = item->text; c && !text_starts(c, head); line++)
		c = strchr(c, '\n') ? strchr(c, '\n') + 1 : NULL;
	return line;
}

/* Paper that a department could prove needs a stated ground (the once-only rule). */
static void check_paper(struct lint *l, const struct item *item, const struct material *m)
{
	if (!(m->ways & WAY_ORIGINAL) || *m->ground)
		return;
	if (!*m->proves) {
		tell(l, line_of(item, m->name),
			_("%s asks for paper: say what it proves, or on what ground"), m->name);
		return;
	}
	for (size_t i = 0; i < l->catalog->n_resources; i++) {
		const struct resource *r = &l->catalog->resources[i];
		if (r->sharing == SHARING_NONE || !has_word(r->proves, m->proves))
			continue;
		tell(l, line_of(item, m->name),
			_("%s asks for paper that %s proves; take it from there or state the ground"),
			m->name, r->id);
		return;
	}
}

/* ---- yes or no where that is enough (minimisation) ---- */

static bool compares(const char *before, const char *after)
{
	static const char *const words[] = {"between ", "in (", "is null", "is not null"};

	after += strspn(after, " ");
	if (strchr("<>=!", *after) && *after)
		return true;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (text_starts(after, words[i]))
			return true;
	while (*before == ' ')
		before--;
	return strchr("<>=", *before) != NULL;
}

/* Wherever the file names it with a colon it stands beside a comparison; never named: no. */
static bool only_compared(const struct item *item, const char *name)
{
	size_t len = strlen(name);
	bool any = false;

	for (const char *c = strchr(item->text, ':'); c; c = strchr(c + 1, ':')) {
		char behind = c[1 + len];
		if (strncmp(c + 1, name, len) != 0 || behind == '_' || (behind >= 'a' && behind <= 'z') ||
			(behind >= '0' && behind <= '9'))
			continue;
		if (c == item->text || !compares(c - 1, c + 1 + len))
			return false;
		any = true;
	}
	return any;
}

static bool measured(const struct field *f)
{
	return f->type == FIELD_INT || f->type == FIELD_DATE || f->type == FIELD_MONTH ||
	       f->type == FIELD_MONEY || f->type == FIELD_MONEY_WAN || f->type == FIELD_SHARE;
}

/* A fact nobody sees, of which only a comparison is wanted: a note, no mistake. */
static void note_raw(struct lint *l, const struct item *item, const struct field *f)
{
	const struct share *s = &f->shares[0];
	const struct resource *r = f->n_shares ? catalog_find(l->catalog, s->resource) : NULL;

	if (!r || !f->fact || !*s->attribute || !measured(f) || resource_predicate(r, s->attribute) ||
		!only_compared(item, f->name))
		return;
	const struct term *t = resource_instead(r, s->attribute);
	printf("%s:%d: ", l->path, s->line);
	if (t)
		printf(_("note: of %s.%s only a comparison is used; %s.%s says yes or no\n"), r->id,
			s->attribute, r->id, t->name);
	else
		printf(_("note: of %s.%s only a comparison is used; yes or no would be enough\n"), r->id,
			s->attribute);
}

static void check_sources(struct lint *l, const struct item *item)
{
	for (size_t i = 0; i < item->n_asks; i++) {
		const struct item_ask *ask = &item->asks[i];
		const struct resource *r = catalog_find(l->catalog, ask->resource);
		if (!r)
			unknown_resource(l, ask->line, ask->resource);
		else if (r->sharing == SHARING_NONE)
			tell(l, ask->line, _("%s is not shared: %s"), r->id, r->ground);
	}
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		if (f->row > 0)
			continue; /* the first row has told it */
		for (size_t k = 0; k < f->n_shares; k++)
			check_share(l, &f->shares[k]);
		if (*f->offer.resource)
			check_share(l, &f->offer);
		note_raw(l, item, f);
	}
	for (size_t i = 0; i < item->n_materials; i++) {
		if (*item->materials[i].shared.resource)
			check_share(l, &item->materials[i].shared);
		check_paper(l, item, &item->materials[i]);
	}
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
	check_sources(l, item);
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
