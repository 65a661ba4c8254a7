/* SPDX-License-Identifier: MIT
 *
 * Loads an INI file twice, by our lexer and by iniparser, and takes it only when both read the
 * same. iniparser's typed getters and dump functions are never called: they crash on files that
 * have a section and a key of one name (CVE-2023-33461).
 */
#include "core/base/ini.h"

#include <iniparser/iniparser.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini_lex.h"
#include "core/base/mem.h"
#include "core/base/text.h"

struct ini_impl {
	struct pool pool;
	const struct ini_entry **sorted; /* by section, then key */
};

/* ---- looking up ---- */

static int compare(const char *section, const char *key, const struct ini_entry *e)
{
	int c = strcmp(section, e->section);

	return c ? c : strcmp(key, e->key);
}

static int by_name(const void *a, const void *b)
{
	const struct ini_entry *x = *(const struct ini_entry *const *)a;
	const struct ini_entry *y = *(const struct ini_entry *const *)b;
	int c = compare(x->section, x->key, y);

	return c ? c : x->line - y->line;
}

const struct ini_entry *ini_find(const struct ini *ini, const char *section, const char *key)
{
	size_t low = 0, high = ini->n;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int c = compare(section, key, ini->impl->sorted[middle]);

		if (c == 0)
			return ini->impl->sorted[middle];
		if (c < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
	const struct ini_entry *e = ini_find(ini, section, key);

	return e ? e->value : NULL;
}

/* ---- nothing twice ---- */

static void check_keys(struct ini_lex *l)
{
	struct ini *ini = l->ini;
	const struct ini_entry **sorted = mem_array(ini->n, sizeof(struct ini_entry *));

	ini->impl->sorted = sorted;
	for (size_t i = 0; i < ini->n; i++)
		sorted[i] = &ini->entries[i];
	qsort(sorted, ini->n, sizeof(struct ini_entry *), by_name);
	for (size_t i = 1; i < ini->n; i++) {
		/* a section that stands twice is told as such, not key by key */
		if (sorted[i]->section == sorted[i - 1]->section &&
			compare(sorted[i]->section, sorted[i]->key, sorted[i - 1]) == 0)
			ini_mistake(l, sorted[i]->line, _("key '%s' stands already in line %d"),
				sorted[i]->key, sorted[i - 1]->line);
	}
}

struct named_line {
	const char *name;
	int line;
};

static int by_section(const void *a, const void *b)
{
	const struct named_line *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : x->line - y->line;
}

static void check_sections(struct ini_lex *l)
{
	const struct ini *ini = l->ini;
	struct named_line *s = mem_array(ini->n_sections, sizeof(*s));

	for (size_t i = 0; i < ini->n_sections; i++)
		s[i] = (struct named_line){ini->sections[i], ini->section_lines[i]};
	qsort(s, ini->n_sections, sizeof(*s), by_section);
	for (size_t i = 1; i < ini->n_sections; i++) {
		if (strcmp(s[i].name, s[i - 1].name) == 0)
			ini_mistake(l, s[i].line, _("section [%s] stands already in line %d"),
				s[i].name, s[i - 1].line);
	}
	mem_free(s);
}

/* ---- the second reader ---- */

/* iniparser would print to stderr, which is the terminal. */
static int silent(const char *format, ...)
{
	(void)format;
	return 0;
}

/* iniparser reads files only, so the very bytes that were lexed are put into one in memory. */
static dictionary *second_reading(const char *text, size_t len)
{
	char path[32];
	dictionary *d = NULL;
	int fd = memfd_create("ini", MFD_CLOEXEC);

	if (fd < 0)
		return NULL;
	(void)text_format(path, sizeof(path), "/proc/self/fd/%d", fd);
	while (len > 0) {
		ssize_t n = write(fd, text, len);

		if (n <= 0)
			break;
		text += n;
		len -= (size_t)n;
	}
	if (len == 0) {
		iniparser_set_error_callback(silent);
		d = iniparser_load(path);
	}
	close(fd);
	return d;
}

/* iniparser keeps sections (no value) and entries ("section:key") in file order. */
static bool same_section(const struct ini *ini, size_t i, const char *key, const char *value)
{
	return !value && strcmp(ini->sections[i], key) == 0;
}

static bool same_entry(const struct ini_entry *e, const char *key, const char *value)
{
	size_t len = strlen(e->section);

	return value && strncmp(key, e->section, len) == 0 && key[len] == ':' &&
	       strcmp(key + len + 1, e->key) == 0 && strcmp(value, e->value) == 0;
}

/* A run of whole sections: iniparser looks through all it has for each key it adds, so a long
 * file is read in parts. */
struct part {
	const char *text;
	size_t len;
	size_t section, section_end; /* of ini->sections */
	size_t entry, entry_end;     /* of ini->entries */
};

enum { PART_ENTRIES = 512 };

/* The line of the first difference, 0 when there is none. */
static int first_difference(const struct ini *ini, const struct part *p, const dictionary *d)
{
	size_t section = p->section, entry = p->entry;

	for (ssize_t i = 0; i < d->size; i++) {
		const struct ini_entry *e = entry < p->entry_end ? &ini->entries[entry] : NULL;
		int line;
		bool same;

		if (!d->key[i])
			continue;
		if (section < p->section_end && (!e || ini->section_lines[section] < e->line)) {
			line = ini->section_lines[section];
			same = same_section(ini, section++, d->key[i], d->val[i]);
		} else if (e) {
			line = e->line;
			same = same_entry(e, d->key[i], d->val[i]);
			entry++;
		} else {
			return 1; /* it found more than we did */
		}
		if (!same)
			return line;
	}
	if (section < p->section_end)
		return ini->section_lines[section];
	return entry < p->entry_end ? ini->entries[entry].line : 0;
}

/* From the section p begins with to the first one that has enough entries before it. */
static void end_part(const struct ini *ini, struct part *p)
{
	p->section_end = p->section;
	p->entry_end = p->entry;
	while (p->section_end < ini->n_sections && p->entry_end - p->entry < PART_ENTRIES) {
		int next = ++p->section_end < ini->n_sections ?
				   ini->section_lines[p->section_end] : INT_MAX;

		while (p->entry_end < ini->n && ini->entries[p->entry_end].line < next)
			p->entry_end++;
	}
}

/* What of the text stands before a line, counting from *line on. */
static size_t until_line(const char *text, size_t len, int *line, int end)
{
	const char *at = text;

	while (*line < end && at < text + len) {
		const char *newline = memchr(at, '\n', len - (size_t)(at - text));

		at = newline ? newline + 1 : text + len;
		(*line)++;
	}
	return (size_t)(at - text);
}

static void check_second_reading(struct ini_lex *l, const char *text, size_t len)
{
	const struct ini *ini = l->ini;
	struct part p = {.text = text};
	int line = 1, wrong = 0;

	do {
		dictionary *d;
		int end;

		end_part(ini, &p);
		end = p.section_end < ini->n_sections ? ini->section_lines[p.section_end] : INT_MAX;
		p.len = until_line(p.text, len - (size_t)(p.text - text), &line, end);
		d = second_reading(p.text, p.len);
		wrong = d ? first_difference(ini, &p, d) : 1;
		if (d)
			iniparser_freedict(d);
		p.text += p.len;
		p.section = p.section_end;
		p.entry = p.entry_end;
	} while (!wrong && p.section < ini->n_sections);
	if (wrong)
		ini_mistake(l, wrong, _("two readers do not agree on this line; write it simpler"));
}

/* ---- loading ---- */

struct limits {
	int bytes, keys;
};
static const struct limits usual = {INI_BYTES, INI_KEYS}, wide = {INI_LONG_BYTES, INI_LONG_KEYS};

static enum err parse(const char *path, const char *text, size_t len, const struct limits *most,
	struct ini **out, struct buf *messages)
{
	struct ini *ini = mem_new(sizeof(*ini));
	struct ini_lex l = {.ini = ini, .messages = messages, .most = most->keys};

	ini->path = mem_text(path);
	ini->impl = mem_new(sizeof(*ini->impl));
	l.pool = &ini->impl->pool;
	if (len > (size_t)most->bytes)
		ini_mistake(&l, 1, _("larger than %d bytes; split the file"), most->bytes);
	else
		ini_lex(&l, text, len);
	check_keys(&l);
	check_sections(&l);
	if (l.mistakes == 0)
		check_second_reading(&l, text, len);
	if (l.mistakes > 0) {
		ini_free(ini);
		return ERR_SYNTAX;
	}
	*out = ini;
	return OK;
}

static enum err load(
	const char *path, const struct limits *most, struct ini **out, struct buf *messages)
{
	struct buf text;
	enum err e;

	buf_init(&text, (size_t)most->bytes);
	e = file_read(path, &text);
	if (e == OK)
		e = parse(path, buf_text(&text), text.len, most, out, messages);
	else if (e == ERR_LIMIT)
		buf_addf(messages, _("%s: larger than %d bytes; split the file\n"), path,
			most->bytes);
	else
		buf_addf(messages, "%s: %s\n", path, _(err_text(e)));
	buf_release(&text);
	return e;
}

enum err ini_parse(
	const char *path, const char *text, size_t len, struct ini **out, struct buf *messages)
{
	return parse(path, text, len, &usual, out, messages);
}

enum err ini_load(const char *path, struct ini **out, struct buf *messages)
{
	return load(path, &usual, out, messages);
}

enum err ini_parse_long(
	const char *path, const char *text, size_t len, struct ini **out, struct buf *messages)
{
	return parse(path, text, len, &wide, out, messages);
}

enum err ini_load_long(const char *path, struct ini **out, struct buf *messages)
{
	return load(path, &wide, out, messages);
}

void ini_free(struct ini *ini)
{
	if (!ini)
		return;
	pool_release(&ini->impl->pool);
	mem_free(ini->impl->sorted);
	mem_free(ini->impl);
	mem_free(ini->path);
	mem_free(ini->entries);
	mem_free(ini->sections);
	mem_free(ini->section_lines);
	mem_free(ini);
}

/* ---- did you mean ---- */

enum { WORD = 64, FAR = 3 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edit distance with neighbours swapped as one edit; words longer than WORD are far. */
static size_t distance(const char *a, const char *b)
{
	size_t d[WORD + 1][WORD + 1], n = strlen(a), m = strlen(b);

	if (n > WORD || m > WORD)
		return FAR;
	for (size_t i = 0; i <= n; i++) {
		for (size_t j = 0; j <= m; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1,
				d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[n][m];
}

const char *ini_nearest(const char *word, const char *const *candidates, size_t n)
{
	size_t best = least(FAR, strlen(word)); /* a word of which nothing is left is no help */
	const char *nearest = NULL;

	for (size_t i = 0; i < n; i++) {
		size_t far = distance(word, candidates[i]);

		if (far < best) {
			best = far;
			nearest = candidates[i];
		}
	}
	return nearest;
}
