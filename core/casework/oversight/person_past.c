/* SPDX-License-Identifier: MIT
 *
 * What must hold: of a case that may not be opened not even the item is told.
 */
#include "core/casework/oversight/person_past.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

struct person_past {
	struct store *store;
	item_finder find;
	void *ctx;
	const struct recusals *recusals;
	struct uid self;
	struct view_case *cases;
	size_t n_cases, read;
	struct past_row *rows;
	size_t n, room;
};

enum err person_past_new(struct store *s, item_finder find, void *ctx, const struct recusals *r,
	const struct casefile *c, struct person_past **out)
{
	const struct scope_place anywhere = {NULL, NULL};
	struct authority a = authority_of(s, r, 1u << RIGHT_PERSON, &anywhere);
	struct view_case *cases = NULL;
	size_t n = 0;

	if (!authority_held(&a))
		return operator_current(s) ? ERR_DENIED : ERR_LOCKED;
	if (!*c->subject)
		return ERR_STATE;
	enum err e = view_find(s, c->legal ? TOKEN_CREDIT_CODE : TOKEN_ID, c->subject, &cases, &n);
	if (e)
		return e;
	*out = mem_new(sizeof **out);
	**out = (struct person_past){.store = s, .find = find, .ctx = ctx, .recusals = r,
		.self = c->id, .cases = cases, .n_cases = n};
	return OK;
}

void person_past_free(struct person_past *p)
{
	if (!p)
		return;
	if (p->cases)
		mem_wipe(p->cases, p->n_cases * sizeof *p->cases);
	if (p->rows)
		mem_wipe(p->rows, p->room * sizeof *p->rows);
	mem_free(p->cases);
	mem_free(p->rows);
	mem_free(p);
}

static struct past_row *add(struct person_past *p, int64_t at_ms, const char *number, const char *item)
{
	if (p->n == p->room) {
		size_t room = 2 * p->room + 64;
		p->rows = mem_grow(p->rows, p->room * sizeof *p->rows, room * sizeof *p->rows);
		p->room = room;
	}
	struct past_row *r = &p->rows[p->n++];
	*r = (struct past_row){.at_ms = at_ms};
	text_copy(r->number, sizeof r->number, number);
	text_copy(r->item, sizeof r->item, item);
	return r;
}

/* Steps of the matter and what the person got or said; not every value and question. */
static bool told(const char *kind)
{
	static const char *const kinds[] = {
		"OPEN", "STATE", "PRINT", "RATE", "RATING", "DISPUTE", "APPEAL", "NOTICE", "PAIR"};

	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i], kind))
			return true;
	return false;
}

static enum err read_case(struct person_past *p, const struct view_case *v)
{
	struct casefile c;
	struct trail t;
	enum err e = casefile_load(p->store, &v->id, p->find, p->ctx, &c);

	if (e)
		return e;
	struct authority a = authority_in(p->store, p->recusals, 1u << RIGHT_PERSON, &c);
	if (!authority_held(&a)) {
		casefile_release(&c);
		add(p, v->created_ms, "", v->department);
		return OK;
	}
	e = trail_load(p->store, &c, &t);
	casefile_release(&c);
	if (e)
		return e;
	for (size_t i = 0; i < t.n && p->n < PAST_ROWS; i++) {
		if (!told(t.rows[i].kind))
			continue;
		struct past_row *r = add(p, t.rows[i].at_ms, v->number, v->item_name);
		text_copy(r->kind, sizeof r->kind, t.rows[i].kind);
		text_copy(r->words, sizeof r->words, t.rows[i].words);
	}
	trail_release(&t);
	return OK;
}

static int newer(const void *a, const void *b)
{
	const struct past_row *x = a, *y = b;

	return x->at_ms < y->at_ms ? 1 : x->at_ms > y->at_ms ? -1 : strcmp(x->number, y->number);
}

enum err person_past_step(struct person_past *p, bool *whole)
{
	enum err e = OK;

	if (p->read < p->n_cases) {
		const struct view_case *v = &p->cases[p->read++];
		if (!uid_equal(&v->id, &p->self))
			e = read_case(p, v);
		if (!e && p->n)
			qsort(p->rows, p->n, sizeof *p->rows, newer);
	}
	*whole = p->read == p->n_cases || p->n == PAST_ROWS;
	return e;
}

size_t person_past_rows(const struct person_past *p, const struct past_row **out)
{
	*out = p->rows;
	return p->n;
}

size_t person_past_cases(const struct person_past *p)
{
	return p->n_cases ? p->n_cases - 1 : 0;
}
