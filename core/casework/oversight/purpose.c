/* SPDX-License-Identifier: MIT
 *
 * What must hold: an ask counts once for its resource, once for its item, once for who asked.
 */
#include "core/casework/oversight/purpose.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/census.h"
#include "core/store/operator.h"

enum count { OF_RESOURCE, OF_ITEM, OF_OPERATOR };

struct purposes {
	struct store *store;
	uint64_t after;
	struct census census;        /* who: operator; what: resource; thing: item */
	struct purpose list[PURPOSE_RESOURCES];
};

enum err purposes_new(struct store *s, struct purposes **out)
{
	uint64_t after = 0;
	enum err e = census_since(s, PURPOSE_DAYS, &after);

	if (e)
		return e;
	*out = mem_new(sizeof **out);
	(*out)->store = s;
	(*out)->after = after;
	return OK;
}

void purposes_free(struct purposes *p)
{
	if (!p)
		return;
	census_release(&p->census);
	mem_free(p);
}

static void count(struct purposes *p, enum count kind, const struct event *e, const char *who,
	const char *thing)
{
	struct census_key k = census_key((int)kind, 0, who, record_get(&e->body, "resource"), thing);

	(void)census_add(&p->census, &k, e->at_ms);
}

static enum err take(const struct event *e, void *ctx)
{
	struct purposes *p = ctx;

	if (!text_equal(e->kind, "ASK") || !record_get(&e->body, "resource"))
		return OK;
	count(p, OF_RESOURCE, e, "", "");
	count(p, OF_ITEM, e, "", record_get(&e->body, "item"));
	count(p, OF_OPERATOR, e, e->actor, "");
	return OK;
}

bool purposes_step(struct purposes *p)
{
	uint64_t before = p->after;

	return journal_walk(p->store, &p->after, PURPOSE_SLICE, take, p) == OK && p->after != before;
}

/* ---- reading it ---- */

static struct purpose *entry(struct purposes *p, size_t *n, const char *resource)
{
	for (size_t i = 0; i < *n; i++)
		if (text_equal(p->list[i].resource, resource))
			return &p->list[i];
	if (*n == PURPOSE_RESOURCES)
		return NULL;
	struct purpose *one = &p->list[(*n)++];
	*one = (struct purpose){.asks = 0};
	text_copy(one->resource, sizeof one->resource, resource);
	return one;
}

static int by_asks(const void *a, const void *b)
{
	const struct purpose *x = a, *y = b;

	return x->asks != y->asks ? (x->asks < y->asks ? 1 : -1) : strcmp(x->resource, y->resource);
}

size_t purposes_all(struct purposes *p, const struct purpose **out)
{
	size_t n = 0;

	for (size_t i = 0; i < p->census.n; i++) {
		const struct census_row *row = &p->census.rows[i];
		struct purpose *one = entry(p, &n, row->key.what);
		if (!one)
			continue;
		if (row->key.kind == OF_RESOURCE)
			one->asks = row->count;
		one->items += row->key.kind == OF_ITEM;
		one->operators += row->key.kind == OF_OPERATOR;
	}
	qsort(p->list, n, sizeof *p->list, by_asks);
	*out = p->list;
	return n;
}

static int by_part(const void *a, const void *b)
{
	const struct purpose_part *x = a, *y = b;

	return x->asks != y->asks ? (x->asks < y->asks ? 1 : -1) : strcmp(x->name, y->name);
}

static size_t parts(const struct purposes *p, enum count kind, const char *resource,
	struct purpose_part *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < p->census.n; i++) {
		const struct census_row *row = &p->census.rows[i];
		if (row->key.kind != (int)kind || !text_equal(row->key.what, resource))
			continue;
		if (n < max) {
			out[n].asks = row->count;
			text_copy(out[n].name, sizeof out[n].name,
				kind == OF_ITEM ? row->key.thing : row->key.who);
		}
		n++;
	}
	qsort(out, n < max ? n : max, sizeof *out, by_part);
	return n;
}

size_t purposes_items(const struct purposes *p, const char *resource, struct purpose_part *out,
	size_t max)
{
	return parts(p, OF_ITEM, resource, out, max);
}

size_t purposes_operators(const struct purposes *p, const char *resource, struct purpose_part *out,
	size_t max)
{
	return parts(p, OF_OPERATOR, resource, out, max);
}
