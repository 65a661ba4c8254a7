/* SPDX-License-Identifier: MIT
 *
 * The directory of items. Only the [item] section of each file is read at start, so that
 * thousands of items open at once; the file as a whole is checked when it is first used (and by
 * `onetrip lint` before it is published).
 */
#include "core/form/item.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/name.h"

enum { DIRECTORY_MOST = 5000, QUERY_MOST = 200 };

struct entry {
	struct item_entry public;
	const char *alias_initials; /* of each alias, separated by blanks */
	struct item *item;	    /* on first use */
	const char *text;	    /* of what was taken; NULL: in the file of its path */
	size_t len;
	unsigned taken;		    /* 1..: in this order; 0 a file */
};

struct directory {
	struct pool pool;
	struct entry *entries; /* every version, by code and day */
	size_t n, cap;
	unsigned taken;
	size_t *current; /* of them those in force */
	size_t n_current;
	char **files; /* still to be read: from next on */
	size_t n_files, next;
};

/* ---- reading ---- */

static bool starts_section(const char *line, const char *kind)
{
	return text_starts(line, "[") && text_starts(line + 1, kind) &&
	       (line[1 + strlen(kind)] == ' ' || line[1 + strlen(kind)] == ']');
}

/* Finds the bytes of [item] and counts fields and materials, line by line. */
static void scan(const char *text, struct buf *head, struct item_entry *e)
{
	bool inside = false;
	while (*text) {
		size_t len = strcspn(text, "\n");
		if (*text == '[') {
			inside = starts_section(text, "item");
			e->fields += starts_section(text, "field");
			e->materials += starts_section(text, "material");
		}
		if (inside) {
			buf_add(head, text, len);
			buf_addc(head, '\n');
		}
		text += len + (text[len] == '\n');
	}
}

static const char *get(const struct ini *ini, struct pool *pool, const char *key)
{
	const char *value = ini_get(ini, "item", key);
	return pool_text(pool, value ? value : "");
}

static struct period get_period(const struct ini *ini, const char *days, const char *unit)
{
	struct period p = {
		.days = -1, .working = text_equal(ini_get(ini, "item", unit), "working")};
	const char *text = ini_get(ini, "item", days);
	int64_t number;
	if (text && text_number(text, 0, 3650, &number))
		p.days = (int)number;
	return p;
}

static enum item_kind get_kind(const struct ini *ini)
{
	static const char *const words[] = {[ITEM_INSTANT] = "instant",
		[ITEM_PROMISE] = "promise",
		[ITEM_FILING] = "filing",
		[ITEM_JOINT] = "joint"};
	enum item_kind kind = ITEM_INSTANT;
	while (kind < ITEM_JOINT && !text_equal(words[kind], ini_get(ini, "item", "kind")))
		kind++;
	return kind;
}

static const char *initials_of(
	struct pool *pool, const char *text, void (*spell)(const char *, struct buf *))
{
	struct buf spelt;
	buf_init(&spelt, 2000);
	spell(text, &spelt);
	const char *copy = pool_text(pool, buf_text(&spelt));
	buf_release(&spelt);
	return copy;
}

static void fill(struct directory *d, struct entry *e, const struct ini *ini)
{
	struct item_entry *p = &e->public;
	struct pool *pool = &d->pool;
	struct buf initials;
	p->code = get(ini, pool, "code");
	p->code31 = get(ini, pool, "code31");
	p->legacy = get(ini, pool, "legacy");
	p->object = get(ini, pool, "object");
	p->name = get(ini, pool, "name");
	p->name_en = get(ini, pool, "name.en");
	p->department = get(ini, pool, "department");
	p->department_en = get(ini, pool, "department.en");
	p->aliases = get(ini, pool, "aliases");
	p->kind = get_kind(ini);
	p->legal = get_period(ini, "legal.days", "legal.unit");
	p->promised = get_period(ini, "promised.days", "promised.unit");
	p->initials = initials_of(pool, p->name, pinyin_initials);
	p->pinyin = initials_of(pool, p->name, pinyin_full);
	buf_init(&initials, 2000);
	for (const char *alias = p->aliases; *alias;) {
		char word[QUERY_MOST];
		size_t len = strcspn(alias, " ");
		text_copyn(word, sizeof(word), alias, len);
		buf_adds(&initials, initials.len ? " " : "");
		pinyin_initials(word, &initials);
		alias += len + strspn(alias + len, " ");
	}
	e->alias_initials = pool_text(pool, buf_text(&initials));
	buf_release(&initials);
}

static void add(struct directory *d, const struct entry *e)
{
	if (d->n == d->cap) {
		size_t cap = d->cap ? 2 * d->cap : 64;
		d->entries = mem_grow(d->entries, d->cap * sizeof(*d->entries), cap * sizeof(*d->entries));
		d->current = mem_grow(d->current, d->cap * sizeof(*d->current), cap * sizeof(*d->current));
		d->cap = cap;
	}
	d->entries[d->n++] = *e;
}

static enum err read_text(struct directory *d, const char *path, const char *text, struct entry *e,
	struct buf *messages)
{
	struct buf head;
	struct ini *ini;
	char name[FILE_NAME];
	buf_init(&head, INI_BYTES);
	scan(text, &head, &e->public);
	enum err err = ini_parse(path, buf_text(&head), head.len, &ini, messages);
	if (!err) {
		e->public.path = pool_text(&d->pool, path);
		item_file_name(path, name, &e->public.from);
		fill(d, e, ini);
		ini_free(ini);
		if (*e->public.code && *e->public.name)
			add(d, e);
		else
			buf_addf(messages, _("%s: an item needs code and name\n"), path);
	}
	buf_release(&head);
	return err;
}

static enum err read_entry(struct directory *d, const char *path, struct buf *messages)
{
	struct buf text;
	struct entry e = {0};
	buf_init(&text, INI_BYTES);
	enum err err = file_read(path, &text);
	if (err)
		buf_addf(messages, "%s: %s\n", path, _(err_text(err)));
	else
		err = read_text(d, path, buf_text(&text), &e, messages);
	buf_release(&text);
	return err;
}

static int by_code(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->public.code, y->public.code);
	if (!order)
		order = (x->public.from > y->public.from) - (x->public.from < y->public.from);
	if (!order)
		order = (x->taken > y->taken) - (x->taken < y->taken);
	return order ? order : strcmp(x->public.path, y->public.path);
}

void item_file_name(const char *path, char out[FILE_NAME], day_t *from)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.'), *at = strrchr(name, '@');
	size_t len = dot ? (size_t)(dot - name) : strlen(name);
	char day[11];
	*from = DAY_NONE;
	if (at && at < name + len && text_copyn(day, sizeof(day), at + 1, len - (size_t)(at + 1 - name)) &&
		day_parse(day, from))
		len = (size_t)(at - name);
	text_copyn(out, FILE_NAME, name, len);
}

static bool same_file(const struct item_entry *a, const struct item_entry *b)
{
	char x[FILE_NAME], y[FILE_NAME];
	day_t from;
	item_file_name(a->path, x, &from);
	item_file_name(b->path, y, &from);
	return text_equal(x, y) && text_equal(a->code, b->code);
}

/* Versions of one file stand together in the order of their days: the last that has begun counts. */
void directory_day(struct directory *d, day_t today)
{
	if (d->next < d->n_files)
		return; /* the last step does it */
	d->n_current = 0;
	for (size_t i = 0; i < d->n; i++) {
		const struct item_entry *e = &d->entries[i].public;
		bool begun = e->from == DAY_NONE || e->from <= today;
		if (!begun)
			continue;
		if (d->n_current > 0 &&
			same_file(&d->entries[d->current[d->n_current - 1]].public, e))
			d->current[d->n_current - 1] = i;
		else
			d->current[d->n_current++] = i;
	}
}

static bool is_item_file(const char *name)
{
	size_t len = strlen(name);
	return name[0] != '.' && len > 4 && text_equal(name + len - 4, ".ini");
}

enum err directory_begin(const char *dir, struct directory **out)
{
	DIR *folder = opendir(dir);
	if (!folder)
		return ERR_NOTFOUND;
	struct directory *d = mem_new(sizeof(*d));
	d->files = mem_array(DIRECTORY_MOST, sizeof(*d->files));
	for (struct dirent *file; (file = readdir(folder)) && d->n_files < DIRECTORY_MOST;) {
		char path[PATH_SIZE];
		if (is_item_file(file->d_name) &&
			text_format(path, sizeof(path), "%s/%s", dir, file->d_name))
			d->files[d->n_files++] = mem_text(path);
	}
	closedir(folder);
	d->cap = d->n_files + 1;
	d->entries = mem_array(d->cap, sizeof(*d->entries));
	d->current = mem_array(d->cap, sizeof(*d->current));
	*out = d;
	return OK;
}

/* A file that cannot be read is told and left out: one bad item must not close the counter. */
static void read_files(struct directory *d, int64_t until_ms, struct buf *messages)
{
	while (d->next < d->n_files) {
		if (read_entry(d, d->files[d->next], messages))
			log_line("form", "an item file was left out");
		mem_free_text(d->files[d->next++]);
		if (clock_mono_ms() >= until_ms)
			break;
	}
	if (d->next < d->n_files)
		return;
	qsort(d->entries, d->n, sizeof(*d->entries), by_code);
	directory_day(d, clock_today());
}

enum err directory_take(struct directory *d, const char *path, const char *text, size_t len,
	struct buf *messages)
{
	struct entry e = {.text = pool_textn(&d->pool, text, len), .len = len, .taken = ++d->taken};
	enum err err = read_text(d, path, e.text, &e, messages);
	if (!err && d->next == d->n_files) {
		qsort(d->entries, d->n, sizeof(*d->entries), by_code);
		directory_day(d, clock_today());
	}
	return err;
}

bool directory_step(struct directory *d, int ms)
{
	struct buf messages;
	if (d->next == d->n_files)
		return true;
	buf_init(&messages, 64 * 1024);
	read_files(d, ms < 0 ? INT64_MAX : clock_mono_ms() + ms, &messages);
	if (messages.len)
		log_line("form", "%s", buf_text(&messages));
	buf_release(&messages);
	return d->next == d->n_files;
}

/* Reading what is left changes nothing that was seen before: nothing was. */
static const struct directory *whole(const struct directory *d)
{
	if (d->next < d->n_files)
		(void)directory_step((struct directory *)(uintptr_t)d, -1);
	return d;
}

enum err directory_open(const char *dir, struct directory **out, struct buf *messages)
{
	struct directory *d;
	enum err e = directory_begin(dir, &d);
	if (e) {
		buf_addf(messages, "%s: %s\n", dir, _(err_text(e)));
		return e;
	}
	read_files(d, INT64_MAX, messages);
	directory_day(d, clock_today());
	*out = d;
	return OK;
}

void directory_free(struct directory *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->n; i++)
		item_free(d->entries[i].item);
	for (size_t i = d->next; i < d->n_files; i++)
		mem_free_text(d->files[i]);
	mem_free(d->files);
	mem_free(d->current);
	mem_free(d->entries);
	pool_release(&d->pool);
	mem_free(d);
}

size_t directory_size(const struct directory *d)
{
	return whole(d)->n_current;
}

const struct item_entry *directory_at(const struct directory *d, size_t i)
{
	return &whole(d)->entries[d->current[i]].public;
}

size_t directory_versions(const struct directory *d)
{
	return whole(d)->n;
}

const struct item_entry *directory_version(const struct directory *d, size_t i)
{
	return &whole(d)->entries[i].public;
}

enum err directory_text(const struct directory *d, size_t i, struct buf *out)
{
	const struct entry *e = &whole(d)->entries[i];
	if (!e->text)
		return file_read(e->public.path, out);
	buf_add(out, e->text, e->len);
	return out->err;
}

bool directory_taken(const struct directory *d, size_t i)
{
	return whole(d)->entries[i].taken > 0;
}

size_t directory_departments(const struct directory *d, const char **out, size_t max)
{
	size_t n = 0;
	for (size_t i = 0; i < whole(d)->n_current && n < max; i++) {
		const char *department = directory_at(d, i)->department;
		size_t k = 0;
		while (k < n && !text_equal(out[k], department))
			k++;
		if (k == n)
			out[n++] = department;
	}
	return n;
}

enum err directory_item(struct directory *d, size_t i, const struct item **out)
{
	struct entry *e = &d->entries[whole(d)->current[i]];
	if (!e->item) {
		struct buf messages;
		buf_init(&messages, 64 * 1024);
		enum err err = e->text ? item_parse(e->public.path, e->text, e->len, &e->item, &messages)
				       : item_load(e->public.path, &e->item, &messages);
		if (err)
			log_line("form", "%s", buf_text(&messages));
		buf_release(&messages);
		if (err)
			return err;
	}
	*out = e->item;
	return OK;
}

/* ---- searching ---- */

enum rank { RANK_EXACT, RANK_START, RANK_ALIAS, RANK_INSIDE, RANK_NONE };

static void normalise(const char *query, struct buf *out)
{
	size_t len = strlen(query);
	while (len > 0) {
		char bytes[TEXT_UTF8_MAX];
		uint32_t c = text_fold(text_next(&query, &len));
		if (c <= ' ' || c == TEXT_BAD)
			continue;
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		buf_add(out, bytes, text_put(c, bytes));
	}
}

/* Does a word of the blank-separated list start with the query? */
static bool word_starts(const char *list, const char *query)
{
	while (*list) {
		if (text_starts(list, query))
			return true;
		list += strcspn(list, " ");
		list += strspn(list, " ");
	}
	return false;
}

/* The query is in small letters; codes are not. */
static bool code_starts(const char *code, const char *query, bool whole)
{
	size_t i = 0;
	for (; query[i]; i++) {
		char c = code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] - 'A' + 'a') : code[i];
		if (c != query[i])
			return false;
	}
	return i > 5 && (!whole || !code[i]);
}

static bool word_is(const char *list, const char *query)
{
	while (*list) {
		size_t len = strcspn(list, " ");
		char word[64];
		if (text_copyn(word, sizeof(word), list, len) && code_starts(word, query, true))
			return true;
		list += len + strspn(list + len, " ");
	}
	return false;
}

static enum rank rank(const struct entry *e, const char *query)
{
	const struct item_entry *p = &e->public;
	if (text_equal(p->initials, query) || text_equal(p->code, query) ||
		text_equal(p->name, query) || code_starts(p->code31, query, true) ||
		(*p->legacy && word_is(p->legacy, query)))
		return RANK_EXACT;
	if (text_starts(p->initials, query) || text_starts(p->pinyin, query) ||
		text_starts(p->name, query) || text_starts(p->code, query) ||
		code_starts(p->code31, query, false) ||
		pinyin_match(p->name, query))
		return RANK_START;
	if (word_starts(p->aliases, query) || word_starts(e->alias_initials, query) ||
		text_starts(p->department, query))
		return RANK_ALIAS;
	if (strstr(p->name, query) || strstr(p->initials, query) || strstr(p->pinyin, query) ||
		strstr(p->code, query) || strstr(p->aliases, query))
		return RANK_INSIDE;
	return RANK_NONE;
}

size_t directory_search(const struct directory *d, const char *query, size_t *out, size_t max)
{
	struct buf plain;
	size_t n = 0;
	enum rank *ranks = mem_array(whole(d)->n + 1, sizeof(*ranks));
	buf_init(&plain, QUERY_MOST);
	normalise(query, &plain);
	for (size_t i = 0; i < d->n_current && plain.len > 0; i++)
		ranks[i] = rank(&d->entries[d->current[i]], buf_text(&plain));
	for (enum rank wanted = RANK_EXACT; wanted < RANK_NONE; wanted++) {
		for (size_t i = 0; i < d->n_current && n < max; i++) {
			if (ranks[i] == wanted)
				out[n++] = i;
		}
	}
	mem_free(ranks);
	buf_release(&plain);
	return n;
}
