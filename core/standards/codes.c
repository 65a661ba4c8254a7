/* SPDX-License-Identifier: MIT
 *
 * Who is asked for which set. The small ones are made together on first use; a big table, the
 * regions and parts of sets when they are asked for. Names without a set are kept, too, so that
 * the disk is asked once.
 */
#include "core/standards/codes.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"
#include "core/standards/region.h"
#include "core/standards/tables.h"

enum { SETS_MAX = 256, CODES_GIVEN = 200, MESSAGE_BYTES = 32 * 1024 };

#define REGIONS "region"

/* Sets that have a table of their own: which columns hold code, name and English name. */
static const struct own {
	enum table table;
	const char *set;
	size_t code, name, name_en;
} owns[] = {
	{TABLE_ETHNIC, "ethnic", 0, 3, 2},
	{TABLE_COUNTRIES, "country", 0, 3, 4},
	{TABLE_COUNTRIES, "country3", 2, 3, 4},
};
static const struct {
	enum table table;
	const char *file;
} shared[] = {{TABLE_CODES, "codes.tsv"}, {TABLE_SUBSETS, "subsets.tsv"}};

static struct entry {
	char name[CODES_NAME];
	struct code_set *set; /* NULL: there is none */
} entries[SETS_MAX];
static size_t n_entries;
static bool started;

/* What the hall has put in force; kept also while the tables are closed. */
static struct given {
	char name[CODES_NAME];
	char *text;
	size_t len;
} givens[CODES_GIVEN];
static size_t n_givens;

/* Sets whose place another one took: somebody may hold a row of theirs. */
static struct code_set **retired;
static size_t n_retired;

static void forget(void)
{
	/* parts stand behind what they are parts of */
	while (n_entries > 0)
		code_set_free(entries[--n_entries].set);
	while (n_retired > 0)
		code_set_free(retired[--n_retired]);
	mem_free(retired);
	retired = NULL;
	started = false;
}

/* ---- making ---- */

static struct code_set *keep(const char *name, struct code_set *set)
{
	if (n_entries == SETS_MAX) {
		log_line("codes", "no room for more than %d sets", SETS_MAX);
		code_set_free(set);
		return NULL;
	}
	text_copy(entries[n_entries].name, CODES_NAME, name);
	return entries[n_entries++].set = set;
}

static void log_messages(const char *messages)
{
	while (*messages) {
		size_t len = strcspn(messages, "\n");

		log_line("codes", "%.*s", (int)len, messages);
		messages += len + (messages[len] == '\n');
	}
}

static struct code_set *make_own(const struct own *o)
{
	const struct tsv *t = tables_get(o->table);
	struct code *rows = mem_array(t->rows, sizeof(*rows));

	for (size_t r = 0; r < t->rows; r++)
		rows[r] = (struct code){tsv_cell(t, r, o->code), tsv_cell(t, r, o->name),
			tsv_cell(t, r, o->name_en), "", DAY_NONE, DAY_NONE, ""};
	return code_set_make(o->set, rows, t->rows);
}

static struct code_set *make_regions(void)
{
	size_t all = region_total(), n = 0;
	struct code *rows = mem_array(all, sizeof(*rows));
	struct region_row r;

	for (size_t i = 0; i < all; i++) {
		if (region_row(i, &r))
			rows[n++] = (struct code){r.code, r.name, "", r.parent, r.from, r.to, r.next};
	}
	return code_set_make(REGIONS, rows, n);
}

static bool find_big(const char *name, char path[PATH_SIZE])
{
	char file[PATH_SIZE];

	return strspn(name, CODES_NAME_CHARS) == strlen(name) &&
	       text_format(file, sizeof(file), "tables/%s.tsv", name) &&
	       tables_path(file, path) == OK && file_exists(path);
}

static struct code_set *make_big(const char *name)
{
	struct buf messages;
	char path[PATH_SIZE];
	struct code_set *s;

	if (!find_big(name, path))
		return NULL;
	buf_init(&messages, MESSAGE_BYTES);
	struct code_telling told = {.file = path, .messages = &messages};
	s = code_table_load(name, path, &told);
	log_messages(buf_text(&messages));
	buf_release(&messages);
	return s;
}

static struct code_set *make_part(const char *name)
{
	size_t whole = strcspn(name, ":");
	char base_name[CODES_NAME];
	struct code_set *base;

	text_copyn(base_name, sizeof(base_name), name, whole);
	base = code_set_get(base_name);
	return base ? code_set_part(base, name, name + whole + 1) : NULL;
}

static struct entry *find(const char *name)
{
	for (size_t i = 0; i < n_entries; i++) {
		if (strcmp(entries[i].name, name) == 0)
			return &entries[i];
	}
	return NULL;
}

static void start_shared(size_t which)
{
	struct code_set *sets[SETS_MAX];
	struct buf messages;
	char path[PATH_SIZE];

	buf_init(&messages, MESSAGE_BYTES);
	struct code_telling told = {.file = shared[which].file, .messages = &messages};
	size_t n = code_table_shared(tables_get(shared[which].table), sets, SETS_MAX, &told);
	for (size_t i = 0; i < n; i++) {
		if (find(sets[i]->name) || find_big(sets[i]->name, path))
			code_set_free(sets[i]);
		else
			keep(sets[i]->name, sets[i]);
	}
	log_messages(buf_text(&messages));
	buf_release(&messages);
}

/* Read without a mistake when they were given. */
static void start_givens(void)
{
	for (size_t i = 0; i < n_givens; i++) {
		struct code_telling told = {.file = givens[i].name};

		if (strcmp(givens[i].name, REGIONS) != 0)
			keep(givens[i].name,
				code_table_read(givens[i].name, givens[i].text, givens[i].len, &told));
	}
}

static void start(void)
{
	if (started)
		return;
	started = true;
	tables_on_change(forget);
	start_givens();
	for (size_t i = 0; i < COUNT_OF(shared); i++)
		start_shared(i);
	for (size_t i = 0; i < COUNT_OF(owns); i++)
		if (!find(owns[i].set))
			keep(owns[i].set, make_own(&owns[i]));
}

struct code_set *code_set_get(const char *name)
{
	struct entry *known;

	start();
	known = find(name);
	if (known || strlen(name) >= CODES_NAME)
		return known ? known->set : NULL;
	if (strchr(name, ':'))
		return keep(name, make_part(name));
	return keep(name, strcmp(name, REGIONS) == 0 ? make_regions() : make_big(name));
}

/* ---- what a hall puts in force ---- */

/* Parts, too: they point into the whole. */
static void retire(const char *name)
{
	size_t kept = 0, len = strlen(name);

	retired = mem_grow(retired, n_retired * sizeof(*retired), (n_retired + n_entries + 1) * sizeof(*retired));
	for (size_t i = 0; i < n_entries; i++) {
		const char *of = entries[i].name;

		if (strncmp(of, name, len) != 0 || (of[len] && of[len] != ':'))
			entries[kept++] = entries[i];
		else if (entries[i].set)
			retired[n_retired++] = entries[i].set;
	}
	n_entries = kept;
}

static struct given *given(const char *name)
{
	for (size_t i = 0; i < n_givens; i++) {
		if (strcmp(givens[i].name, name) == 0)
			return &givens[i];
	}
	return NULL;
}

enum err code_table_try(const char *name, const char *text, size_t len, struct code_telling *told)
{
	if (strcmp(name, REGIONS) == 0)
		return region_try(text, len, told);
	struct code_set *s = code_table_read(name, text, len, told);
	bool good = s != NULL;
	code_set_free(s);
	return good ? OK : ERR_SYNTAX;
}

bool code_name_fits(const char *name)
{
	return *name && strlen(name) < CODES_NAME && strspn(name, CODES_NAME_CHARS) == strlen(name);
}

const char *code_given_text(const char *name, size_t *len)
{
	const struct given *g = given(name);

	*len = g ? g->len : 0;
	return g ? g->text : "";
}

static void remember(const char *name, const char *text, size_t len)
{
	struct given *g = given(name);

	if (!g) {
		g = &givens[n_givens++];
		text_copy(g->name, sizeof(g->name), name);
	}
	mem_free(g->text);
	g->text = mem_textn(text, len);
	g->len = len;
}

enum err codes_publish(const char *name, const char *text, size_t len, struct buf *messages)
{
	struct code_telling told = {.file = name, .messages = messages};
	struct code_set *s;

	if (!code_name_fits(name))
		return ERR_INPUT;
	if (!given(name) && n_givens == CODES_GIVEN)
		return ERR_LIMIT;
	start();
	if (given(name) && given(name)->len == len && memcmp(given(name)->text, text, len) == 0)
		return OK;
	if (strcmp(name, REGIONS) == 0) {
		enum err e = region_publish(text, len, &told);
		if (e)
			return e;
		retire(name);
	} else {
		s = code_table_read(name, text, len, &told);
		if (!s)
			return ERR_SYNTAX;
		retire(name);
		keep(name, s);
	}
	remember(name, text, len);
	return OK;
}

void codes_unpublish(void)
{
	while (n_givens > 0)
		mem_free(givens[--n_givens].text);
	memset(givens, 0, sizeof(givens));
	region_unpublish();
	if (started)
		forget();
}

bool codes_published(const char *name)
{
	return given(name) != NULL;
}

/* ---- asking ---- */

bool codes_has_set(const char *set)
{
	return code_set_get(set) != NULL;
}

size_t codes_list(const char *set, const struct code **out)
{
	const struct code_set *s = code_set_get(set);

	*out = s ? s->rows : NULL;
	return s ? s->n : 0;
}

const struct code *codes_find_on(const char *set, const char *code, day_t on)
{
	const struct code_set *s = code_set_get(set);
	uint32_t row = s ? code_set_find_on(s, code, on) : CODE_NONE;

	return row == CODE_NONE ? NULL : &s->rows[row];
}

const struct code *codes_find(const char *set, const char *code)
{
	return codes_find_on(set, code, DAY_NONE);
}

const char *codes_name(const char *set, const char *code)
{
	const struct code *c = codes_find(set, code);

	return c ? c->name : NULL;
}

bool codes_valid(const char *set, const char *code, day_t on)
{
	return codes_find_on(set, code, on) != NULL;
}

bool codes_under(const char *set, const char *code, const char *parent, day_t on)
{
	const struct code_set *s = code_set_get(set);
	uint32_t row = s ? code_set_find_on(s, code, on) : CODE_NONE;

	if (row == CODE_NONE)
		return false;
	if (!*parent)
		return s->up[row] == CODE_NONE;
	for (row = s->up[row]; row != CODE_NONE; row = s->base->up[row]) {
		if (strcmp(s->base->rows[row].code, parent) == 0)
			return true;
	}
	return false;
}

size_t codes_path(const char *set, const char *code, const struct code *out[CODES_DEPTH])
{
	const struct code_set *s = code_set_get(set);
	uint32_t row = s ? code_set_find(s, code) : CODE_NONE;
	const struct code *up[CODES_DEPTH];
	size_t n = 0;

	if (row == CODE_NONE)
		return 0;
	up[n++] = &s->rows[row];
	for (row = s->up[row]; row != CODE_NONE && n < CODES_DEPTH; row = s->base->up[row])
		up[n++] = &s->base->rows[row];
	for (size_t i = 0; i < n; i++)
		out[i] = up[n - 1 - i];
	return n;
}
