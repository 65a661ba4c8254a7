/* SPDX-License-Identifier: MIT
 *
 * What must hold: a piece is settled once, and nothing of it touches the form until it is taken.
 */
#include "core/casework/branch.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

static const struct {
	const char *kind, *name;     /* which pair of the body says what it is about */
} kinds[] = {{"FIELD", "name"}, {"MATERIAL", "name"}, {"EXCUSE", "field"}, {"ROW", "repeat"}};

static const char *said(const struct record *r, const char *name)
{
	const char *value = record_get(r, name);

	return value ? value : "";
}

const char *branch_about(const char *kind, const struct record *body)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (text_equal(kinds[i].kind, kind))
			return said(body, kinds[i].name);
	return "";
}

/* Rows are added again by whoever takes a value that lies in one; what rests on an answer of a
 * department comes again with that answer. */
bool branch_fits(const char *kind, const struct record *body)
{
	if (text_equal(kind, "ROW"))
		return text_equal(said(body, "act"), "remove");
	return *branch_about(kind, body) && !record_find(body, "evidence");
}

const char *branch_name(const struct branch *b)
{
	return branch_about(b->was, &b->body);
}

static bool lies_in(const struct item *item, const char *field, const char *repeat)
{
	int at = item ? item_field(item, field) : -1, in = item ? item_repeat(item, repeat) : -1;

	return at >= 0 && in >= 0 && item->fields[at].repeat == in;
}

bool branch_clashes(const struct item *item, const char *kind, const struct record *body,
	const struct event *e)
{
	const char *name = branch_about(kind, body), *other = branch_about(e->kind, &e->body);
	bool rows = text_equal(kind, "ROW");

	if (text_equal(e->kind, "ROW"))
		return rows ? text_equal(name, other) : lies_in(item, name, other);
	if (rows)
		return text_equal(e->kind, "FIELD") && lies_in(item, other, name);
	return *name && text_equal(kind, e->kind) && text_equal(name, other) &&
	       (!text_equal(kind, "EXCUSE") || text_equal(said(body, "check"), said(&e->body, "check")));
}

size_t branches_open(const struct casefile *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_branches; i++)
		n += c->branches[i].state == BRANCH_OPEN;
	return n;
}

size_t branches_newest(const struct casefile *c, char by[16])
{
	size_t n = 0;

	*by = '\0';
	for (size_t i = c->n_branches; i-- > 0;) {
		const struct branch *b = &c->branches[i];
		if (b->state != BRANCH_OPEN)
			continue;
		if (!*by)
			text_copy(by, 16, b->by);
		n += text_equal(b->by, by);
	}
	return n;
}

void branches_release(struct casefile *c)
{
	for (size_t i = 0; i < c->n_branches; i++)
		record_release(&c->branches[i].body);
	mem_free(c->branches);
	c->branches = NULL;
	c->n_branches = 0;
}

/* ---- the fold ---- */

static bool same_thing(const struct branch *a, const struct branch *b)
{
	return text_equal(a->by, b->by) && text_equal(a->was, b->was) && !text_equal(a->was, "ROW") &&
	       text_equal(branch_name(a), branch_name(b)) &&
	       text_equal(said(&a->body, "check"), said(&b->body, "check"));
}

static enum err read_keep(const struct fold *f, struct branch *out)
{
	const struct record_pair *body = record_find(&f->event->body, "body");
	struct branch b = {.op = f->event->op_id, .at_ms = f->event->at_ms,
		.seq = (uint32_t)record_int(&f->event->body, "seq", 0)};

	if (!body || !text_copy(b.was, sizeof b.was, fold_said(f, "was")) ||
		!text_copy(b.window, sizeof b.window, fold_said(f, "window")) ||
		!text_unhex(fold_said(f, "base"), b.base, sizeof b.base) || b.seq > f->file->events)
		return ERR_INPUT;
	text_copy(b.by, sizeof b.by, f->event->actor);
	enum err e = record_decode(body->value, body->len, &b.body);
	if (e || !branch_fits(b.was, &b.body)) {
		record_release(&b.body);
		return ERR_INPUT;
	}
	*out = b;
	return OK;
}

static enum err keep(const struct fold *f)
{
	struct casefile *c = f->file;
	struct branch b;

	if (c->events == 0)
		return ERR_STATE;
	if (c->n_branches >= CASE_BRANCHES)
		return ERR_LIMIT;
	enum err e = read_keep(f, &b);
	if (e)
		return e;
	for (size_t i = 0; i < c->n_branches; i++)
		if (c->branches[i].state == BRANCH_OPEN && same_thing(&c->branches[i], &b))
			c->branches[i].state = BRANCH_OLD;
	c->branches = mem_grow(c->branches, c->n_branches * sizeof b, (c->n_branches + 1) * sizeof b);
	c->branches[c->n_branches++] = b;
	return OK;
}

static enum err settle(const struct fold *f, enum branch_state to)
{
	struct casefile *c = f->file;
	struct uid of;

	if (!text_unhex(fold_said(f, "of"), of.b, sizeof of.b))
		return ERR_INPUT;
	for (size_t i = 0; i < c->n_branches; i++)
		if (uid_equal(&c->branches[i].op, &of)) {
			if (c->branches[i].state != BRANCH_OPEN)
				return ERR_STATE;
			c->branches[i].state = to;
			return OK;
		}
	return ERR_INPUT;
}

enum err fold_branch(const struct fold *f)
{
	const char *act = fold_said(f, "act");

	if (text_equal(act, "keep"))
		return keep(f);
	if (text_equal(act, "take"))
		return settle(f, BRANCH_TAKEN);
	return text_equal(act, "drop") ? settle(f, BRANCH_DROPPED) : ERR_INPUT;
}
