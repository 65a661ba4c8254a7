/* SPDX-License-Identifier: MIT
 *
 * Rows keep the order of their table; beside them stand their order by code, for look-ups, and the
 * row each stands under.
 */
#include "core/standards/code_set.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"

void code_tell(struct code_telling *t, size_t line, const char *format, ...)
{
	char message[512];
	va_list args;

	if (t->n++ >= CODES_MESSAGES || !t->messages)
		return;
	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	buf_addf(t->messages, "%s:%zu: %s\n", t->file, line, message);
}

/* ---- order ---- */

static const struct code *sorting; /* qsort passes no context */

static int by_code(const void *a, const void *b)
{
	const struct code *x = &sorting[*(const uint32_t *)a], *y = &sorting[*(const uint32_t *)b];
	int order = strcmp(x->code, y->code);

	if (order)
		return order;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x < y ? -1 : x > y; /* the earlier line first */
}

static void sort(struct code_set *s)
{
	bool ordered = true;

	sorting = s->rows;
	for (size_t i = 0; i < s->n; i++) {
		s->sorted[i] = (uint32_t)i;
		ordered = ordered && (i == 0 || by_code(&s->sorted[i - 1], &s->sorted[i]) < 0);
	}
	if (!ordered)
		qsort(s->sorted, s->n, sizeof(*s->sorted), by_code);
}

/* First place in the order whose code is not below code, or with `after` is above it. */
static size_t place(const struct code_set *s, const char *code, bool after)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(s->rows[s->sorted[middle]].code, code);

		if (order < 0 || (after && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t code_set_find(const struct code_set *s, const char *code)
{
	size_t end = place(s, code, true);

	if (end == 0 || strcmp(s->rows[s->sorted[end - 1]].code, code) != 0)
		return CODE_NONE;
	return s->sorted[end - 1];
}

bool code_in_force(const struct code *c, day_t on)
{
	return on == DAY_NONE || (on >= c->from && (c->to == DAY_NONE || on <= c->to));
}

uint32_t code_set_find_on(const struct code_set *s, const char *code, day_t on)
{
	if (on == DAY_NONE)
		return code_set_find(s, code);
	for (size_t i = place(s, code, false); i < s->n; i++) {
		const struct code *c = &s->rows[s->sorted[i]];

		if (strcmp(c->code, code) != 0)
			break;
		if (code_in_force(c, on))
			return s->sorted[i];
	}
	return CODE_NONE;
}

/* ---- making ---- */

static void link_rows(struct code_set *s)
{
	uint32_t last = CODE_NONE;

	for (size_t i = 0; i < s->n; i++) {
		const char *parent = s->rows[i].parent;

		/* brothers mostly stand together */
		if (!*parent)
			s->up[i] = CODE_NONE;
		else if (last != CODE_NONE && strcmp(s->rows[last].code, parent) == 0)
			s->up[i] = last;
		else
			s->up[i] = last = code_set_find(s, parent);
	}
}

struct code_set *code_set_make(const char *name, struct code *rows, size_t n)
{
	struct code_set *s = mem_new(sizeof(*s));

	text_copy(s->name, sizeof(s->name), name);
	s->rows = rows;
	s->n = n;
	s->sorted = mem_array(n, sizeof(*s->sorted));
	s->up = mem_array(n, sizeof(*s->up));
	s->base = s;
	sort(s);
	link_rows(s);
	return s;
}

void code_set_free(struct code_set *s)
{
	if (!s)
		return;
	code_index_free(s->index);
	mem_free(s->rows);
	mem_free(s->sorted);
	mem_free(s->up);
	tsv_release(&s->text);
	mem_free(s);
}

/* Levels down to the row; more than CODES_DEPTH when there are too many or they turn round. */
static size_t depth(const struct code_set *base, uint32_t row)
{
	size_t n = 0;

	for (; row != CODE_NONE && n <= CODES_DEPTH; row = base->up[row])
		n++;
	return n;
}

static void check_days(const struct code_set *s, size_t place_of, const uint32_t *lines,
	struct code_telling *t)
{
	uint32_t before = s->sorted[place_of - 1], after = s->sorted[place_of];
	const struct code *x = &s->rows[before], *y = &s->rows[after];

	if (strcmp(x->code, y->code) != 0 || (x->to != DAY_NONE && x->to < y->from))
		return;
	code_tell(t, lines[after], _("%s is in line %u already, and their days meet"), y->code,
		(unsigned)lines[before]);
}

static void check_next(const struct code_set *s, size_t row, const uint32_t *lines, struct code_telling *t)
{
	for (const char *at = s->rows[row].next; *at; at += strspn(at, " ")) {
		char code[CODES_CODE + 1];
		size_t n = strcspn(at, " ");

		if (!text_copyn(code, sizeof(code), at, n) || code_set_find(s, code) == CODE_NONE)
			code_tell(t, lines[row], _("%s is followed by a code that is not there"), s->rows[row].code);
		at += n;
	}
}

bool code_set_check(const struct code_set *s, const uint32_t *lines, struct code_telling *t)
{
	size_t before = t->n;

	for (size_t i = 1; i < s->n; i++)
		check_days(s, i, lines, t);
	for (size_t i = 0; i < s->n; i++) {
		const struct code *c = &s->rows[i];

		if (*c->parent && s->up[i] == CODE_NONE)
			code_tell(t, lines[i], _("%s stands under %s, which is not there"), c->code,
				c->parent);
		else if (depth(s, (uint32_t)i) > CODES_DEPTH)
			code_tell(t, lines[i], _("%s stands under itself, or too deep"), c->code);
		check_next(s, i, lines, t);
	}
	return t->n == before;
}

/* ---- parts ---- */

static bool stands_at_the_end(const struct code *child, const struct code *parent)
{
	return parent->to == DAY_NONE ? child->to == DAY_NONE : code_in_force(child, parent->to);
}

/* Marks the rows under which something stands on the last day they are in force. */
static void mark_parents(const struct code_set *s, bool *marks)
{
	uint32_t *places = mem_array(s->n, sizeof(*places));

	for (size_t i = 0; i < s->n; i++)
		places[s->sorted[i]] = (uint32_t)i;
	for (size_t i = 0; i < s->n; i++) {
		if (s->up[i] == CODE_NONE)
			continue;
		/* the newest row of the parent, and the older ones right before it */
		const char *code = s->rows[s->up[i]].code;
		for (size_t k = places[s->up[i]] + 1; k > 0; k--) {
			uint32_t parent = s->sorted[k - 1];
			if (strcmp(s->rows[parent].code, code) != 0)
				break;
			if (stands_at_the_end(&s->rows[i], &s->rows[parent]))
				marks[parent] = true;
		}
	}
	mem_free(places);
}

static struct code_set *cut(const struct code_set *base, const char *name, size_t level,
	const bool *parents)
{
	struct code *rows = mem_array(base->n, sizeof(*rows));
	uint32_t *from = mem_array(base->n, sizeof(*from));
	size_t n = 0;

	for (size_t i = 0; i < base->n; i++) {
		if (level ? depth(base, (uint32_t)i) != level : parents[i])
			continue;
		from[n] = (uint32_t)i;
		rows[n++] = base->rows[i];
	}
	struct code_set *s = code_set_make(name, rows, n);
	s->base = base;
	for (size_t i = 0; i < n; i++)
		s->up[i] = base->up[from[i]];
	mem_free(from);
	return s;
}

struct code_set *code_set_part(const struct code_set *base, const char *name, const char *part)
{
	bool *parents;
	int64_t level = 0;

	if (text_number(part, 1, CODES_DEPTH, &level))
		return cut(base, name, (size_t)level, NULL);
	if (!text_equal(part, "leaf"))
		return NULL;
	parents = mem_array(base->n, sizeof(*parents));
	mark_parents(base, parents);
	struct code_set *s = cut(base, name, 0, parents);
	mem_free(parents);
	return s;
}
