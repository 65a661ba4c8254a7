/* SPDX-License-Identifier: MIT
 *
 * A catalog's files and sections. Origins of all files come first, so that a resource may name one
 * of another file; ids are unique over all of them.
 */
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/catalog_inside.h"

enum { RESOURCE_ID = 15, MISTAKE = 300 };

void catalog_mistake(struct load *l, int line, const char *format, ...)
{
	char text[MISTAKE];
	va_list args;

	if (++l->mistakes > INI_MESSAGES)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(l->messages, "%s:%d: %s\n", l->ini->path, line, text);
}

/* ---- sections ---- */

/* Sections are named in lower case (base/ini.h); a resource is known in capitals. */
static const char *id_of(struct load *l, int line, const char *word)
{
	char *id = pool_text(&l->catalog->pool, word);

	if (strlen(id) > RESOURCE_ID || !catalog_only(id, "-"))
		catalog_mistake(l, line, _("'%s' is no id of letters, digits and -, at most %d"), word,
			RESOURCE_ID);
	for (char *c = id; *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return id;
}

/* Entries are in file order: where those of the section headed in this line begin. */
static size_t first_entry(const struct ini *ini, int line)
{
	size_t low = 0, high = ini->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (ini->entries[middle].line > line)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

static const struct argument *keep_pairs(struct load *l, const struct argument *from, size_t n)
{
	struct argument *to = pool_get(&l->catalog->pool, (n + 1) * sizeof(*to));

	memcpy(to, from, n * sizeof(*to));
	return to;
}

static const struct gateway *find_origin(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n_origins; i++) {
		if (strcmp(c->origins[i].name, name) == 0)
			return &c->origins[i];
	}
	return NULL;
}

void catalog_blank_origin(struct draft_origin *d)
{
	*d = (struct draft_origin){.dialect = "",
		.o = {.name = "", .base = "", .key = "", .secret_file = "", .secret = "", .ca_file = "",
			.pin = "", .client_cert = "", .client_key = "", .renew_key = "",
			.renew_sec = "", .client = "", .rid = "", .prefix = ""}};
}

static void load_origin(struct load *l, const char *section, int line, const char *name)
{
	struct catalog *c = l->catalog;
	struct draft_origin d;

	catalog_blank_origin(&d);
	d.o.name = pool_text(&c->pool, name);
	for (size_t i = first_entry(l->ini, line); i < l->ini->n; i++) {
		const struct ini_entry *e = &l->ini->entries[i];

		if (strcmp(e->section, section) != 0)
			break;
		catalog_read_origin(l, e, &d);
	}
	catalog_check_origin(l, line, &d);
	if (find_origin(c, name))
		catalog_mistake(l, line, _("origin '%s' stands in another file already"), name);
	else if (c->n_origins == CATALOG_ORIGINS)
		catalog_mistake(l, line, _("more than %d origins"), CATALOG_ORIGINS);
	else {
		d.o.headers = keep_pairs(l, d.headers, d.o.n_headers);
		c->origins[c->n_origins++] = d.o;
	}
}

static void keep_resource(struct load *l, const struct draft_resource *d)
{
	struct catalog *c = l->catalog;
	struct resource r = d->r;
	struct attribute *attributes =
		pool_get(&c->pool, (r.n_attributes + 1) * sizeof(*attributes));

	struct term *terms = pool_get(&c->pool, (r.n_terms + 1) * sizeof(*terms));

	memcpy(attributes, d->attributes, r.n_attributes * sizeof(*attributes));
	memcpy(terms, d->terms, r.n_terms * sizeof(*terms));
	r.attributes = attributes;
	r.terms = terms;
	r.arguments = keep_pairs(l, d->arguments, r.n_arguments);
	r.headers = keep_pairs(l, d->headers, r.n_headers);
	c->resources[c->n_resources++] = r;
}

void catalog_blank_resource(struct draft_resource *d)
{
	*d = (struct draft_resource){
		.r = {.id = "", .name = "", .name_en = "", .content = "", .content_en = "",
			.department = "", .department_en = "", .office = "", .ground = "",
			.proves = "", .path = "", .method = "POST", .ok = "", .rows = "$", .same = "",
			.service = "", .sid = "", .secret_file = "", .error_code = "",
			.error_text = "", .page_arg = "", .page_total = ""},
		.sharing = -1, .carry = -1, .payload = -1, .basis = -1,
		.interface = true,
		.cap = 1 << 20,
		.rows_max = ASK_ROWS,
		.value_max = ASK_VALUE,
		.origin = "",
	};
}

static void load_resource(struct load *l, const char *section, int line, const char *name)
{
	const struct ini *ini = l->ini;
	struct draft_resource d;

	catalog_blank_resource(&d);
	d.r.id = id_of(l, line, name);
	if (l->catalog->n_resources == CATALOG_RESOURCES) {
		catalog_mistake(l, line, _("more than %d resources"), CATALOG_RESOURCES);
		return;
	}
	for (size_t i = first_entry(ini, line); i < ini->n; i++) {
		const struct ini_entry *e = &ini->entries[i];

		if (strcmp(e->section, section) != 0)
			break;
		catalog_read_resource(l, e, &d);
	}
	d.r.arguments = d.arguments;
	d.r.attributes = d.attributes;
	d.r.terms = d.terms;
	d.r.origin = find_origin(l->catalog, d.origin);
	catalog_check_resource(l, line, &d);
	keep_resource(l, &d);
}

static void load_edition(struct load *l, int line)
{
	struct catalog *c = l->catalog;
	day_t day;

	if (*c->version || *c->title)
		catalog_mistake(l, line, _("[catalog] stands in another file already"));
	for (size_t i = first_entry(l->ini, line); i < l->ini->n; i++) {
		if (strcmp(l->ini->entries[i].section, "catalog") != 0)
			break;
		catalog_read_edition(l, &l->ini->entries[i]);
	}
	if (*c->version && !day_parse(c->version, &day))
		catalog_mistake(l, line, _("the version of a catalog is a day like 2026-03-15"));
}

static void load_grant(struct load *l, const char *section, int line, const char *name)
{
	struct catalog *c = l->catalog;
	struct draft_grant d = {.g = {.name = pool_text(&c->pool, name), .resources = "",
					.items = "*", .fields = "*", .until = "", .number = "",
					.ground = ""}};

	for (size_t i = first_entry(l->ini, line); i < l->ini->n; i++) {
		if (strcmp(l->ini->entries[i].section, section) != 0)
			break;
		catalog_read_grant(l, &l->ini->entries[i], &d);
	}
	catalog_check_grant(l, line, &d);
	if (c->n_grants == CATALOG_GRANTS)
		catalog_mistake(l, line, _("more than %d grants"), CATALOG_GRANTS);
	else
		c->grants[c->n_grants++] = d.g;
}

static void load_sections(struct load *l, bool origins)
{
	static const char *const kinds[] = {"catalog", "grant", "origin", "resource"};

	for (size_t i = 0; i < l->ini->n_sections; i++) {
		const char *section = l->ini->sections[i], *name = strchr(section, ' ');
		int line = l->ini->section_lines[i];

		if (name && text_starts(section, "origin ")) {
			if (origins)
				load_origin(l, section, line, name + 1);
		} else if (name && text_starts(section, "resource ")) {
			if (!origins)
				load_resource(l, section, line, name + 1);
		} else if (name && text_starts(section, "grant ")) {
			if (origins)
				load_grant(l, section, line, name + 1);
		} else if (strcmp(section, "catalog") == 0) {
			if (origins)
				load_edition(l, line);
		} else if (origins) {
			catalog_unknown(l, line, section, kinds, COUNT_OF(kinds));
		}
	}
}

/* ---- files ---- */

struct files {
	char *paths[CATALOG_FILES];
	struct ini *inis[CATALOG_FILES];
	size_t n;
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ini_name(const char *name)
{
	size_t len = strlen(name);

	return name[0] != '.' && len > 4 && strcmp(name + len - 4, ".ini") == 0;
}

static enum err list_folder(const char *path, struct files *f, struct buf *messages)
{
	DIR *dir = opendir(path);
	struct dirent *e;
	enum err err = dir ? OK : ERR_IO;

	while (dir && !err && (e = readdir(dir))) {
		char file[PATH_SIZE];

		if (!ini_name(e->d_name))
			continue;
		if (f->n == CATALOG_FILES ||
			!text_format(file, sizeof(file), "%s/%s", path, e->d_name))
			err = ERR_LIMIT;
		else
			f->paths[f->n++] = mem_text(file);
	}
	if (dir)
		closedir(dir);
	if (err == ERR_LIMIT)
		buf_addf(messages, _("%s: more than %d files\n"), path, CATALOG_FILES);
	qsort(f->paths, f->n, sizeof(*f->paths), by_text);
	return err;
}

static enum err list_files(const char *path, struct files *f, struct buf *messages)
{
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return list_folder(path, f, messages);
	f->paths[f->n++] = mem_text(path);
	return OK;
}

/* Each file is read, so that the mistakes of all are told at once. */
static enum err read_files(struct files *f, struct buf *messages)
{
	enum err err = OK;

	for (size_t i = 0; i < f->n; i++) {
		enum err one = ini_load_long(f->paths[i], &f->inis[i], messages);

		err = err ? err : one;
	}
	return err;
}

static void release_files(struct files *f)
{
	for (size_t i = 0; i < f->n; i++) {
		mem_free(f->paths[i]);
		ini_free(f->inis[i]);
	}
}

/* ---- all together ---- */

static int compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct resource *)a)->id, ((const struct resource *)b)->id);
}

static void check_unique(struct load *l)
{
	const struct catalog *c = l->catalog;

	for (size_t i = 1; i < c->n_resources; i++) {
		if (strcmp(c->resources[i].id, c->resources[i - 1].id) == 0)
			catalog_mistake(l, 1, _("resource %s stands in another file already"),
				c->resources[i].id);
	}
}

static void load_catalog(struct load *l, const struct files *f)
{
	struct catalog *c = l->catalog;
	size_t sections = 0;

	for (size_t i = 0; i < f->n; i++)
		sections += f->inis[i]->n_sections;
	if (sections > CATALOG_RESOURCES)
		sections = CATALOG_RESOURCES;
	c->title = c->version = "";
	c->grants = pool_get(&c->pool, CATALOG_GRANTS * sizeof(*c->grants));
	c->origins = pool_get(&c->pool, CATALOG_ORIGINS * sizeof(*c->origins));
	c->resources = pool_get(&c->pool, (sections + 1) * sizeof(*c->resources));
	for (size_t i = 0; i < 2 * f->n; i++) {
		l->ini = f->inis[i % f->n];
		load_sections(l, i < f->n);
	}
	qsort(c->resources, c->n_resources, sizeof(*c->resources), compare_ids);
	check_unique(l);
}

static bool base_fits(const char *base_override)
{
	struct gateway override = {.base = base_override};

	return !base_override || (catalog_base_valid(base_override) && origin_loopback(&override));
}

/* Of files that were read. */
static enum err make(const struct files *f, const char *base_override, struct catalog **out,
	struct buf *messages)
{
	struct load l = {.messages = messages, .base_override = base_override};

	l.catalog = mem_new(sizeof(*l.catalog));
	if (f->n > 0)
		load_catalog(&l, f);
	if (l.mistakes > 0) {
		catalog_free(l.catalog);
		return ERR_SYNTAX;
	}
	*out = l.catalog;
	return OK;
}

enum err catalog_load(const char *path, const char *base_override, struct catalog **out,
	struct buf *messages)
{
	struct files f = {.n = 0};
	enum err err = base_fits(base_override) ? list_files(path, &f, messages) : ERR_INPUT;

	if (!err)
		err = read_files(&f, messages);
	if (!err)
		err = make(&f, base_override, out, messages);
	release_files(&f);
	return err;
}

enum err catalog_parse(const char *name, const char *text, size_t len, const char *base_override,
	struct catalog **out, struct buf *messages)
{
	struct files f = {.paths = {mem_text(name)}, .n = 1};
	enum err err = base_fits(base_override) ? ini_parse_long(name, text, len, &f.inis[0], messages)
						: ERR_INPUT;

	if (!err)
		err = make(&f, base_override, out, messages);
	release_files(&f);
	return err;
}

enum err catalog_text(const char *path, struct buf *out, struct buf *messages)
{
	struct files f = {.n = 0};
	struct buf one;
	enum err err = list_files(path, &f, messages);

	buf_init(&one, CATALOG_BYTES);
	for (size_t i = 0; !err && i < f.n; i++) {
		buf_clear(&one);
		err = file_read(f.paths[i], &one);
		if (err)
			buf_addf(messages, "%s: %s\n", f.paths[i], _(err_text(err)));
		buf_add(out, one.data, one.len);
		if (one.len > 0 && one.data[one.len - 1] != '\n')
			buf_addc(out, '\n');
	}
	buf_release(&one);
	release_files(&f);
	return err ? err : out->err;
}
