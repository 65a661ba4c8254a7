/* SPDX-License-Identifier: MIT
 *
 * What must hold: a catalog with a mistake is shown to nobody as if it were one.
 */
#include "tui/commands/catalog.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/lines.h"

enum { MESSAGES = 1 << 20, CATALOG_TEXT = 64 << 20 };

static void help(void)
{
	printf(_(
		"Usage: onetrip catalog [--catalog PATH] COMMAND ...\n\n"
		"  lint [PATH]              checks a file or a folder of them, and counts\n"
		"  list [--department D] [--class unconditional|conditional|none] [WORD]\n"
		"  show RESOURCE            its terms and its attributes\n"
		"  diff OLD NEW             two editions, key by key\n"
		"  export [--csv]           one file; with --csv a row for each attribute\n"
		"  survey ORIGIN PROVIDER   what a provider behind X-Road offers, as drafts\n"
		"  propose PATH --as STEWARD    an edition to become the hall's\n"
		"  waiting --as ID              what it adds, removes and changes, and the word to confirm with\n"
		"  confirm HASH --as SUPERVISOR it counts, in running programs within a minute\n"
		"  decline HASH --as ID         it does not; also for who proposed it\n"
		"  import PATH --as STEWARD --supervisor SUPERVISOR\n"
		"                           both in one sitting\n"
		"  grants [RESOURCE] --as ID\n"
		"  grants RESOURCE apply|check|answer|publish|activate|refuse|dispute|revoke|\n"
		"         withdraw|record --as ID [--until DATE] [--items CODES] [--fields NAMES]\n"
		"         [--number N] [--ground TEXT] [--reason TEXT]\n\n"
		"PATH is a file or a folder; default the catalog of onetrip.conf (--config FILE), or the\n"
		"demo's. --demo DIR works on the journal of a demo. --password-fd N reads passwords there.\n\n"
		"Exit status: 0 good, 1 findings, 2 usage.\n"));
}

int library_complain(const char *format, ...)
{
	va_list args;

	fputs("onetrip catalog: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return FINDINGS;
}

void library_cell(const char *text, size_t cells)
{
	struct buf b;

	buf_init(&b, 4096);
	text_pad(&b, text, cells, true);
	printf("%s ", buf_text(&b));
	buf_release(&b);
}

enum err library_load(const char *path, struct catalog **out)
{
	struct buf messages;

	buf_init(&messages, MESSAGES);
	enum err e = catalog_load(path, NULL, out, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e;
}

/* The hall's own when there is one on this machine: by its journal when that can be read here. */
enum err library_open(struct library *l)
{
	char path[PATH_SIZE];
	enum err e;

	if (l->path)
		return library_load(l->path, &l->catalog);
	if (l->station.store)
		return station_catalog(&l->station, &l->catalog);
	if (!l->station.demo && (l->station.conf || file_exists(l->station.config))) {
		e = l->station.conf ? OK : station_conf(&l->station);
		if (!e && file_exists(conf_text(l->station.conf, "station", "database")))
			(void)!station_open(&l->station); /* who may not: as the file has it */
		return e ? e : station_catalog(&l->station, &l->catalog);
	}
	e = file_asset("catalog/demo.ini", path);
	return e ? e : library_load(path, &l->catalog);
}

/* ---- lint ---- */

static size_t count_class(const struct catalog *c, enum sharing s)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_resources; i++)
		n += c->resources[i].sharing == s;
	return n;
}

static int lint(struct library *l, const char *path)
{
	enum err e = path ? library_load(path, &l->catalog) : library_open(l);
	const struct catalog *c = l->catalog;
	size_t listed = 0;

	if (e)
		return e == ERR_SYNTAX ? FINDINGS : library_complain("%s", _(err_text(e)));
	for (size_t i = 0; i < c->n_resources; i++)
		listed += c->resources[i].listed;
	printf(_("%zu resources: %zu unconditional, %zu conditional, %zu not shared; %zu without an "
		 "interface\n"),
		c->n_resources, count_class(c, SHARING_UNCONDITIONAL),
		count_class(c, SHARING_CONDITIONAL), count_class(c, SHARING_NONE), listed);
	printf(_("%zu origins, %zu grants, edition %s\n"), c->n_origins, c->n_grants,
		*c->version ? c->version : "-");
	return GOOD;
}

/* ---- list and show ---- */

static bool wanted(const struct library *l, const struct resource *r, const char *word)
{
	if (l->department && !text_equal(r->department, l->department) &&
		!text_equal(r->department_en, l->department))
		return false;
	if (l->sharing && !text_equal(sharing_word(r->sharing), l->sharing))
		return false;
	return !word || strstr(r->id, word) || strstr(r->name, word) || strstr(r->name_en, word) ||
	       strstr(r->content, word);
}

static int list(struct library *l, const char *word)
{
	const struct catalog *c = l->catalog;
	size_t n = 0;

	for (size_t i = 0; i < c->n_resources; i++) {
		const struct resource *r = &c->resources[i];
		char fields[24];
		if (!wanted(l, r, word))
			continue;
		text_format(fields, sizeof fields, "%zu", r->n_attributes);
		library_cell(r->id, 16);
		library_cell(i18n_pick(r->department, r->department_en), 10);
		library_cell(_(sharing_text(r->sharing)), 13);
		library_cell(_(cycle_text(r->cycle)), 16);
		library_cell(r->listed ? _("listed") : fields, 6);
		puts(i18n_pick(r->name, r->name_en));
		n++;
	}
	return n ? GOOD : library_complain("%s", _("no resource fits"));
}

static void show_line(const char *label, const char *value)
{
	if (!value || !*value)
		return;
	library_cell(label, 12);
	puts(value);
}

static void show_attribute(const struct resource *r, const char *name, bool read)
{
	enum sharing s = resource_sharing(r, name);

	printf("  %-18s ", name);
	library_cell(resource_label(r, name), 24);
	library_cell(_(sharing_text(s)), 13);
	puts(s == r->sharing && read ? "" : resource_ground(r, name));
}

/* What can be asked with a yes or no, and what is then not needed. */
static void show_predicates(const struct resource *r)
{
	for (size_t i = 0; i < r->n_terms; i++) {
		const struct term *t = &r->terms[i];
		if (*t->asks && *t->raw)
			printf(_("  %s: %s, instead of %s\n"), t->name, i18n_pick(t->asks, t->asks_en), t->raw);
		else if (*t->asks)
			printf("  %s: %s\n", t->name, i18n_pick(t->asks, t->asks_en));
	}
}

static int show(struct library *l, const char *id)
{
	const struct resource *r = catalog_find(l->catalog, id);

	if (!r)
		return library_complain(_("the catalog has no %s"), id);
	printf("%s %s\n", r->id, i18n_pick(r->name, r->name_en));
	show_line(_("Provider"), i18n_pick(r->department, r->department_en));
	show_line(_("Office"), r->office);
	show_line(_("Content"), i18n_pick(r->content, r->content_en));
	show_line(_("Class"), _(sharing_text(r->sharing)));
	show_line(_("Ground"), r->ground);
	show_line(_("Updated"), _(cycle_text(r->cycle)));
	show_line(_("Interface"), r->listed ? _("none yet") : r->origin ? r->origin->name : "");
	show_line(_("Replaces"), r->proves);
	for (size_t i = 0; i < r->n_attributes; i++)
		show_attribute(r, r->attributes[i].name, true);
	for (size_t i = 0; i < r->n_terms; i++)
		if (!resource_has(r, r->terms[i].name))
			show_attribute(r, r->terms[i].name, false);
	show_predicates(r);
	return GOOD;
}

/* ---- export ---- */

static void csv_row(const struct catalog *c, const struct resource *r, const char *attribute)
{
	const char *cells[] = {r->id, r->name, r->department, r->office ? r->office : "",
		r->content, sharing_word(r->sharing), r->ground, cycle_word(r->cycle),
		r->listed ? "" : r->origin ? "interface" : "", attribute,
		*attribute ? resource_label(r, attribute) : "",
		*attribute ? sharing_word(resource_sharing(r, attribute)) : "",
		*attribute ? resource_ground(r, attribute) : "", c->version};

	for (size_t i = 0; i < COUNT_OF(cells); i++)
		lines_csv(cells[i], i + 1 == COUNT_OF(cells));
}

static void export_csv(const struct catalog *c)
{
	static const char *const heads[] = {"信息资源代码", "信息资源名称", "提供方", "内部部门",
		"信息资源摘要", "共享类型", "共享条件或不予共享依据", "更新周期", "共享方式",
		"信息项代码", "信息项名称", "信息项共享类型", "信息项依据", "目录版本"};

	for (size_t i = 0; i < COUNT_OF(heads); i++)
		lines_csv(heads[i], i + 1 == COUNT_OF(heads));
	for (size_t i = 0; i < c->n_resources; i++) {
		const struct resource *r = &c->resources[i];
		bool any = false;
		for (size_t k = 0; k < r->n_attributes; k++, any = true)
			csv_row(c, r, r->attributes[k].name);
		for (size_t k = 0; k < r->n_terms; k++)
			if (!resource_has(r, r->terms[k].name)) {
				csv_row(c, r, r->terms[k].name);
				any = true;
			}
		if (!any)
			csv_row(c, r, "");
	}
}

static int export(struct library *l)
{
	struct buf text;

	if (l->csv) {
		export_csv(l->catalog);
		return lines_finish("catalog") ? GOOD : FINDINGS;
	}
	buf_init(&text, CATALOG_TEXT);
	catalog_write(l->catalog, &text);
	fwrite(buf_text(&text), 1, text.len, stdout);
	enum err e = text.err;
	buf_release(&text);
	return !e && lines_finish("catalog") ? GOOD : FINDINGS;
}

/* ---- options ---- */

static int with_catalog(struct library *l, int (*act)(struct library *, const char *), const char *word)
{
	enum err e = library_open(l);

	return e == ERR_SYNTAX ? FINDINGS : e ? library_complain("%s", _(err_text(e))) : act(l, word);
}

static int export_act(struct library *l, const char *word)
{
	(void)word;
	return export(l);
}

static int diff(struct library *l, const char *before, const char *after)
{
	struct catalog *other = NULL;
	enum err e = library_load(before, &l->catalog);

	if (!e)
		e = library_load(after, &other);
	if (e)
		return e == ERR_SYNTAX ? FINDINGS : library_complain("%s", _(err_text(e)));
	struct difference d = catalog_diff(l->catalog, other, library_tell_difference, NULL);
	catalog_free(other);
	printf(_("%zu added, %zu removed, %zu changed\n"), d.added, d.removed, d.changed);
	return d.added + d.removed + d.changed ? FINDINGS : GOOD;
}

static int act(struct library *l, int n, char **words)
{
	const char *verb = n > 0 ? words[0] : "";

	if (text_equal(verb, "lint") && n <= 2)
		return lint(l, n == 2 ? words[1] : NULL);
	if (text_equal(verb, "list") && n <= 2)
		return with_catalog(l, list, n == 2 ? words[1] : NULL);
	if (text_equal(verb, "show") && n == 2)
		return with_catalog(l, show, words[1]);
	if (text_equal(verb, "export") && n == 1)
		return with_catalog(l, export_act, NULL);
	if (text_equal(verb, "diff") && n == 3)
		return diff(l, words[1], words[2]);
	if (text_equal(verb, "survey") && n == 3)
		return library_survey(l, words[1], words[2]);
	if (text_equal(verb, "propose") && n == 2)
		return library_propose(l, words[1]);
	if (text_equal(verb, "waiting") && n == 1)
		return library_waiting(l);
	if ((text_equal(verb, "confirm") || text_equal(verb, "decline")) && n == 2)
		return library_decide(l, words[1], text_equal(verb, "confirm"));
	if (text_equal(verb, "import") && n == 2)
		return library_import(l, words[1]);
	if (text_equal(verb, "grants") && n <= 3)
		return library_grants(l, n - 1, words + 1);
	return USAGE;
}

static bool take(struct library *l, int option)
{
	int64_t fd;
	const char **texts[256] = {['C'] = &l->path, ['D'] = &l->department, ['k'] = &l->sharing,
		['c'] = &l->station.config, ['a'] = &l->station.as, ['S'] = &l->station.supervisor,
		['d'] = &l->station.demo, ['i'] = &l->items, ['f'] = &l->fields, ['n'] = &l->number,
		['g'] = &l->ground, ['r'] = &l->reason};

	switch (option) {
	case 'v':
		return l->csv = true;
	case 'h':
		return l->station.help = true;
	case 'u':
		return day_parse(optarg, &l->until);
	case 'p':
		if (!text_number(optarg, 0, 1024, &fd))
			return false;
		l->station.secrets.fd = (int)fd;
		return true;
	default:
		if (option <= 0 || option > 255 || !texts[option])
			return false;
		*texts[option] = optarg;
		return true;
	}
}

static bool options(struct library *l, int argc, char **argv)
{
	static const struct option all[] = {{"catalog", required_argument, NULL, 'C'},
		{"department", required_argument, NULL, 'D'}, {"class", required_argument, NULL, 'k'},
		{"config", required_argument, NULL, 'c'}, {"as", required_argument, NULL, 'a'},
		{"supervisor", required_argument, NULL, 'S'}, {"demo", required_argument, NULL, 'd'},
		{"password-fd", required_argument, NULL, 'p'}, {"items", required_argument, NULL, 'i'},
		{"fields", required_argument, NULL, 'f'}, {"number", required_argument, NULL, 'n'},
		{"ground", required_argument, NULL, 'g'}, {"reason", required_argument, NULL, 'r'},
		{"until", required_argument, NULL, 'u'}, {"csv", no_argument, NULL, 'v'},
		{"help", no_argument, NULL, 'h'}, {0}};
	int option;

	l->station.config = conf_where();
	l->station.secrets.fd = -1;
	l->until = DAY_NONE;
	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", all, NULL)) != -1)
		if (!take(l, option))
			return false;
	return true;
}

int command_catalog(int argc, char **argv)
{
	struct library *l = mem_new(sizeof *l);
	int status = USAGE;

	if (!options(l, argc, argv))
		optind = argc;
	else if (l->station.help)
		help(), status = GOOD;
	else if (optind < argc)
		status = act(l, argc - optind, argv + optind);
	if (status == USAGE)
		fputs(_("onetrip catalog: the words do not fit\nSee onetrip catalog --help\n"), stderr);
	catalog_free(l->catalog);
	station_close(&l->station);
	mem_free(l);
	return status;
}
