/* SPDX-License-Identifier: MIT
 *
 * Finding pairs and deciding them. What must hold: both cases of a pair are told at once, so that one
 * never says what the other does not.
 */
#include "core/casework/pair.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/scope.h"

enum { LOOKED_AT = 60, PAIRS = 1000, WAIT_MS = 400 };

#define RECENT_MS ((int64_t)PAIR_RECENT_DAYS * 24 * 60 * 60 * 1000)

/* ---- finding ---- */

struct search {
	struct store *store;
	item_finder find;
	void *ctx;
	const struct casefile *file;
	struct person_facts self;
	struct pair list[LOOKED_AT];
	size_t n, looked;
};

static bool looked_at(const struct search *x, const struct uid *id)
{
	for (size_t i = 0; i < x->n; i++)
		if (uid_equal(&x->list[i].row.id, id))
			return true;
	return uid_equal(id, &x->file->id);
}

/* The same matter, or with any item the same person where a number is missing. */
static bool counts(const struct search *x, const struct pair *t)
{
	bool lately = !t->row.closed || clock_now_ms() - t->row.updated_ms <= RECENT_MS;
	bool certain = t->match.signs >> MATCH_NUMBER & 1;

	if (t->said != PAIR_NONE)
		return true; /* what was decided can be seen and taken back */
	return lately && x->file->item && *t->row.item && t->match.score >= MATCH_LEAST &&
	       (t->same_item || !certain) && !text_equal(t->row.state, state_word(STATE_ABANDONED));
}

static void look(struct search *x, const struct view_case *row)
{
	struct person_facts other;
	struct casefile c;
	struct pair t = {.row = *row};

	if (x->looked >= LOOKED_AT || looked_at(x, &row->id))
		return;
	x->looked++;
	if (casefile_load(x->store, &row->id, x->find, x->ctx, &c))
		return;
	person_facts_of(&c, &other);
	t.match = match_people(&x->self, &other);
	t.same_item = x->file->item && text_equal(row->item, x->file->item->code);
	const struct pair_mark *m = casefile_pair(x->file, &row->id);
	t.said = m ? m->act : PAIR_NONE;
	if (counts(x, &t))
		x->list[x->n++] = t;
	mem_wipe(&other, sizeof other);
	casefile_release(&c);
}

static void look_all(struct search *x, struct view_case *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		look(x, &rows[i]);
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
}

static enum err by_token(struct search *x, enum token kind, const char *value)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = *value ? view_find(x->store, kind, value, &rows, &n) : OK;

	look_all(x, rows, n);
	return e;
}

static bool near(const char *name, void *self)
{
	return match_names_near(name, ((const struct person_facts *)self)->name);
}

static enum err by_name(struct search *x)
{
	struct view_case *rows = NULL;
	size_t n = 0;
	enum err e = *x->self.name ? view_match_names(x->store, near, &x->self, LOOKED_AT, &rows, &n)
				   : OK;

	look_all(x, rows, n);
	return e;
}

/* Whatever was decided about once stays to be seen. */
static enum err by_mark(struct search *x)
{
	struct view_case row;
	enum err e = OK;

	for (size_t i = 0; !e && i < x->file->n_pairs; i++) {
		if (x->file->pairs[i].act == PAIR_NONE)
			continue;
		e = view_get(x->store, &x->file->pairs[i].of, &row);
		if (!e)
			look(x, &row);
		mem_wipe(&row, sizeof row);
	}
	return e == ERR_NOTFOUND ? OK : e;
}

static int likelier(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->same_item != y->same_item)
		return x->same_item ? -1 : 1;
	return y->match.score - x->match.score;
}

enum err pairs_find(struct store *s, item_finder find, void *ctx, const struct casefile *c,
	struct pair out[PAIRS_MOST], size_t *n)
{
	struct search *x = mem_new(sizeof *x);

	*x = (struct search){.store = s, .find = find, .ctx = ctx, .file = c};
	person_facts_of(c, &x->self);
	enum err e = by_mark(x);
	if (!e)
		e = by_token(x, c->legal ? TOKEN_CREDIT_CODE : TOKEN_ID, x->self.number);
	if (!e)
		e = by_token(x, TOKEN_PHONE, x->self.phone);
	if (!e && !c->legal)
		e = by_name(x);
	if (!e) {
		qsort(x->list, x->n, sizeof *x->list, likelier);
		*n = x->n < PAIRS_MOST ? x->n : PAIRS_MOST;
		memcpy(out, x->list, *n * sizeof *out);
	}
	mem_wipe(x, sizeof *x);
	mem_free(x);
	return e;
}

/* ---- deciding ---- */

static bool may(const struct store *s, const struct view_case *row)
{
	struct scope_place at = {row->department, row->item};

	return operator_may(s, RIGHT_TAKEOVER, &at);
}

static void fill(struct record *body, const struct view_case *other, enum pair_act act,
	const char *reason)
{
	char hex[UID_HEX];

	uid_hex(&other->id, hex);
	record_add(body, "act", pair_word(act));
	record_add(body, "of", hex);
	record_add(body, "number", other->number);
	record_add(body, "reason", reason && *reason ? reason : NULL);
}

static enum err write(struct store *s, const struct view_case *a, const struct view_case *b,
	enum pair_act act, const char *reason)
{
	struct record bodies[2] = {{0}, {0}};

	fill(&bodies[0], b, act, reason);
	fill(&bodies[1], a, act == PAIR_MERGE ? PAIR_HOLD : act, reason);
	const struct entry entries[2] = {{.casefile = a->id, .kind = "PAIR", .body = &bodies[0]},
		{.casefile = b->id, .kind = "PAIR", .body = &bodies[1]}};
	enum err e = bodies[0].err ? bodies[0].err : bodies[1].err;
	if (!e)
		e = journal_append_wait(s, entries, 2, NULL, NULL, WAIT_MS);
	record_release(&bodies[0]);
	record_release(&bodies[1]);
	return e;
}

/* A merge needs one matter, and somewhere to go. */
static enum err suits(const struct view_case *a, const struct view_case *b, enum pair_act act)
{
	if (act != PAIR_MERGE)
		return OK;
	if (!text_equal(a->item, b->item))
		return ERR_INPUT;
	return text_equal(b->state, state_word(STATE_ABANDONED)) ? ERR_STATE : OK;
}

enum err pair_decide(
	struct store *s, const struct uid *a, const struct uid *b, enum pair_act act, const char *reason)
{
	struct view_case x = {0}, y = {0};

	if (!operator_current(s))
		return ERR_LOCKED;
	if (uid_equal(a, b) || act == PAIR_HOLD || act >= PAIR_ACTS)
		return ERR_INPUT;
	enum err e = scope_refresh(s);
	if (!e)
		e = view_get(s, a, &x);
	if (!e)
		e = view_get(s, b, &y);
	if (!e && (!may(s, &x) || !may(s, &y)))
		e = ERR_DENIED;
	if (!e)
		e = suits(&x, &y, act);
	if (!e)
		e = write(s, &x, &y, act, reason);
	mem_wipe(&x, sizeof x);
	mem_wipe(&y, sizeof y);
	return e;
}

/* ---- the whole file ---- */

static enum err tell(struct store *s, const struct view_pair *p, pair_fn fn, void *ctx)
{
	struct view_case a = {0}, b = {0};
	enum err e = view_get(s, &p->a, &a);

	if (!e)
		e = view_get(s, &p->b, &b);
	if (!e)
		e = fn(&a, &b, ctx);
	mem_wipe(&a, sizeof a);
	mem_wipe(&b, sizeof b);
	return e;
}

static enum err tell_undecided(struct store *s, item_finder find, void *find_ctx,
	const struct view_pair *p, pair_fn fn, void *ctx)
{
	struct casefile c;
	enum err e = casefile_load(s, &p->b, find, find_ctx, &c);

	if (e)
		return e;
	const struct pair_mark *m = casefile_pair(&c, &p->a);
	bool open = !m || m->act == PAIR_NONE;
	casefile_release(&c);
	return open ? tell(s, p, fn, ctx) : OK;
}

enum err pairs_all(struct store *s, item_finder find, void *find_ctx, pair_fn fn, void *ctx)
{
	struct view_pair *pairs = NULL;
	size_t n = 0;
	enum err e = view_pairs(s, clock_now_ms() - RECENT_MS, PAIRS, &pairs, &n);

	for (size_t i = 0; !e && i < n; i++)
		e = tell_undecided(s, find, find_ctx, &pairs[i], fn, ctx);
	mem_free(pairs);
	return e;
}
