/* SPDX-License-Identifier: MIT
 *
 * One sorted array of all divisions. The tables are laid over each other: history, then the
 * list in force, then what changed since, then the demo; the last word on a code counts.
 */
#include "core/standards/region.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/code_set.h"
#include "core/standards/tables.h"

enum { CODE_LEN = 6, LEVELS = 3, DATED = 4, GIVEN_LAYER = 9, GIVEN_ROWS = 5000, NEXT_DEPTH = 6 };

struct division {
	const char *code, *name, *parent;
	const char *dated; /* last_seen of the history, since of the overlay; "" */
	enum region_status status;
	bool container; /* 市辖区 and the like: stands in codes, never in an address */
	uint8_t layer;	/* of the table it comes from */
	day_t from, to;	/* of the hall's own rows; DAY_NONE open */
	const char *next;
};

static struct division *all;
static const char **current; /* codes in use, ascending */
static size_t n_all, n_current;

/* The hall's own rows; those they took the place of, whose names somebody may hold. */
static struct tsv given, *former;
static size_t n_former;

static void forget(void)
{
	mem_free(all);
	mem_free(current);
	all = NULL;
	current = NULL;
	n_all = n_current = 0;
}

static void take(const struct tsv *t, enum region_status status, uint8_t layer)
{
	for (size_t i = 0; i < t->rows; i++) {
		const char *parent = tsv_cell(t, i, 2), *level = tsv_cell(t, i, 3);

		all[n_all++] = (struct division){
			.code = tsv_cell(t, i, 0),
			.name = tsv_cell(t, i, 1),
			.parent = text_equal(parent, "-") ? "" : parent,
			.dated = t->columns > DATED ? tsv_cell(t, i, DATED) : "",
			.status = text_equal(level, "-") && status == REGION_CURRENT ? REGION_OLD
										     : status,
			.container = text_equal(level, "V"),
			.layer = layer,
			.from = DAY_NONE,
			.to = DAY_NONE,
			.next = "",
		};
	}
}

/* What begins later is not there yet. */
static void take_given(void)
{
	struct code_telling told = {.file = "region"};
	struct code c;

	for (size_t i = 0; i < given.rows; i++) {
		if (!code_table_row(&given, i, 0, &c, &told) || (c.from != DAY_NONE && c.from > clock_today()))
			continue;
		all[n_all++] = (struct division){
			.code = c.code,
			.name = c.name,
			.parent = c.parent,
			.dated = "",
			.status = c.to != DAY_NONE && c.to < clock_today() ? REGION_OLD : REGION_CURRENT,
			.layer = GIVEN_LAYER,
			.from = c.from,
			.to = c.to,
			.next = c.next,
		};
	}
}

static int by_code(const void *a, const void *b)
{
	const struct division *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order ? order : x->layer - y->layer;
}

/* Keeps the last layer of each code and lists what is in use. */
static void settle(void)
{
	size_t n = 0;

	for (size_t i = 0; i < n_all; i++) {
		if (i + 1 < n_all && strcmp(all[i].code, all[i + 1].code) == 0)
			continue;
		all[n++] = all[i];
	}
	n_all = n;
	for (size_t i = 0; i < n_all; i++) {
		if (all[i].status == REGION_CURRENT)
			current[n_current++] = all[i].code;
	}
}

static void build(void)
{
	const struct tsv *layers[] = {tables_get(TABLE_HISTORY), tables_get(TABLE_REGIONS),
		tables_get(TABLE_OVERLAY), tables_demo()};
	size_t rows = 0;

	if (all)
		return;
	for (size_t i = 0; i < COUNT_OF(layers); i++)
		rows += layers[i]->rows;
	rows += given.rows;
	all = mem_array(rows, sizeof(*all));
	current = mem_array(rows, sizeof(*current));
	for (size_t i = 0; i < COUNT_OF(layers); i++)
		take(layers[i], i == 0 ? REGION_OLD : REGION_CURRENT, (uint8_t)i);
	take_given();
	qsort(all, n_all, sizeof(*all), by_code);
	settle();
	tables_on_change(forget);
}

static int code_to_division(const void *key, const void *element)
{
	return strcmp(key, ((const struct division *)element)->code);
}

static const struct division *find(const char *code)
{
	build();
	return n_all ? bsearch(code, all, n_all, sizeof(*all), code_to_division) : NULL;
}

void region_find(const char *code, struct region *out)
{
	const struct division *d = find(code);

	*out = (struct region){REGION_NONE, "", ""};
	if (d)
		*out = (struct region){d->status, d->name, d->parent};
}

void region_path(const char *code, struct buf *out)
{
	const struct division *path[LEVELS + 1];
	size_t n = 0;

	for (const struct division *d = find(code); d && n < COUNT_OF(path); d = find(d->parent))
		path[n++] = d;
	while (n-- > 0) {
		if (!path[n]->container)
			buf_adds(out, path[n]->name);
	}
}

static void add_successors(const struct division *d, int depth, size_t begun, struct buf *out)
{
	for (const char *at = d->next; *at; at += strspn(at, " ")) {
		char code[CODE_LEN + 1];
		size_t n = strcspn(at, " ");
		const struct division *next = text_copyn(code, sizeof(code), at, n) ? find(code) : NULL;

		if (next && next->status == REGION_OLD && *next->next && depth < NEXT_DEPTH) {
			add_successors(next, depth + 1, begun, out);
		} else if (next) {
			buf_adds(out, out->len > begun ? "、" : "");
			region_path(code, out);
		}
		at += n;
	}
}

void region_successors(const char *code, struct buf *out)
{
	const struct division *d = find(code);

	if (d && d->status == REGION_OLD)
		add_successors(d, 1, out->len, out);
}

/* ---- what a hall puts in force ---- */

static bool known_in(const struct tsv *t, const char *code)
{
	for (size_t i = 0; i < t->rows; i++) {
		if (strcmp(tsv_cell(t, i, 0), code) == 0)
			return true;
	}
	return find(code) != NULL;
}

static void check_given(const struct tsv *t, size_t row, struct code_telling *told)
{
	struct code c;

	if (!code_table_row(t, row, 0, &c, told))
		return;
	if (strlen(c.code) != CODE_LEN || strspn(c.code, "0123456789") != CODE_LEN)
		code_tell(told, t->lines[row], _("%s: a division has six digits"), c.code);
	if (*c.parent && !known_in(t, c.parent))
		code_tell(told, t->lines[row], _("%s stands under %s, which is not there"), c.code, c.parent);
	for (const char *at = c.next; *at; at += strspn(at, " ")) {
		char code[CODES_CODE + 1];
		size_t n = strcspn(at, " ");

		if (!text_copyn(code, sizeof(code), at, n) || !known_in(t, code))
			code_tell(told, t->lines[row], _("%s is followed by a code that is not there"), c.code);
		at += n;
	}
}

static enum err read_given(const char *text, size_t len, struct code_telling *told, struct tsv *out)
{
	struct tsv t = {0};
	size_t line = 0, before = told->n;

	if (tsv_parse(text, len, CODE_COLUMNS, &t, &line))
		code_tell(told, line, _("not UTF-8 text with at most %d cells between tabs"), CODE_COLUMNS);
	else if (t.rows > GIVEN_ROWS)
		code_tell(told, t.lines[GIVEN_ROWS], _("more than %d rows"), GIVEN_ROWS);
	else
		for (size_t i = 0; i < t.rows; i++)
			check_given(&t, i, told);
	if (told->n > before) {
		tsv_release(&t);
		return ERR_SYNTAX;
	}
	*out = t;
	return OK;
}

enum err region_try(const char *text, size_t len, struct code_telling *told)
{
	struct tsv t = {0};
	enum err e = read_given(text, len, told, &t);

	tsv_release(&t);
	return e;
}

enum err region_publish(const char *text, size_t len, struct code_telling *told)
{
	struct tsv t = {0};
	enum err e = read_given(text, len, told, &t);

	if (e)
		return e;
	former = mem_grow(former, n_former * sizeof(*former), (n_former + 1) * sizeof(*former));
	former[n_former++] = given;
	given = t;
	forget();
	return OK;
}

void region_unpublish(void)
{
	forget();
	tsv_release(&given);
	while (n_former > 0)
		tsv_release(&former[--n_former]);
	mem_free(former);
	former = NULL;
}

bool region_province(const char *code)
{
	char province[CODE_LEN + 1] = "000000";
	struct region r;

	memcpy(province, code, 2);
	region_find(province, &r);
	return r.status == REGION_CURRENT;
}

bool region_demo(const char *code)
{
	return text_starts(code, "3399");
}

size_t region_count(void)
{
	build();
	return n_current;
}

const char *region_code_at(size_t i)
{
	build();
	return i < n_current ? current[i] : "";
}

/* ---- every division, for cascades ---- */

/* "200912", "2018", "2025-11", "<200212": the first day of that month or year, and the first day
 * after it. */
static bool read_month(const char *text, day_t *first, day_t *after)
{
	int64_t year, month = 0;
	char digits[5];

	text += *text == '<';
	text_copyn(digits, sizeof(digits), text, strnlen(text, 4));
	if (!text_number(digits, 1900, 2999, &year))
		return false;
	text += 4;
	text += *text == '-';
	if (*text && !text_number(text, 1, 12, &month))
		return false;
	*first = day_of((int)year, month ? (int)month : 1, 1);
	*after = month && month < 12 ? day_of((int)year, (int)month + 1, 1)
				     : day_of((int)year + 1, 1, 1);
	return true;
}

/* A list is of the end of its month: what it has last was in force until then. */
static void date(const struct division *d, struct region_row *out)
{
	day_t first, after;

	if (d->layer == GIVEN_LAYER) {
		out->from = d->from;
		out->to = d->to;
	}
	if (!*d->dated || !read_month(d->dated, &first, &after))
		return;
	if (d->status == REGION_CURRENT)
		out->from = first;
	else if (d->layer > 0 || *d->dated == '<')
		out->to = first - 1;
	else
		out->to = after - 1;
}

static const char *real_parent(const struct division *d)
{
	const struct division *up = find(d->parent);

	for (int level = 0; up && up->container && level < LEVELS; level++)
		up = find(up->parent);
	return up && !up->container ? up->code : "";
}

size_t region_total(void)
{
	build();
	return n_all;
}

bool region_row(size_t i, struct region_row *out)
{
	const struct division *d = &all[i];

	if (d->container)
		return false;
	*out = (struct region_row){d->code, d->name, real_parent(d), DAY_NONE, DAY_NONE, d->next};
	date(d, out);
	return true;
}

/* Longest name of a division that text begins with; containers do not count. */
static size_t name_at(const char *text)
{
	size_t best = 0;

	for (size_t i = 0; i < n_all; i++) {
		size_t len = strlen(all[i].name);

		if (len > best && !all[i].container && strncmp(text, all[i].name, len) == 0)
			best = len;
	}
	return best;
}

size_t region_prefix(const char *text)
{
	size_t len = 0;

	build();
	for (int level = 0; level < LEVELS; level++)
		len += name_at(text + len);
	return len;
}
