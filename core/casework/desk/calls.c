/* SPDX-License-Identifier: MIT
 *
 * A ring of the newest ones. What must hold: rows of answers stay where they are; only what stands in
 * struct call leaves an event.
 */
#include "core/casework/desk/calls.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

struct calls {
	struct store *store;
	uint64_t after;
	bool started, blind;
	struct call ring[CALLS_KEPT];
	size_t n, next;
};

struct calls *calls_new(struct store *s)
{
	struct calls *c = mem_new(sizeof *c);

	c->store = s;
	return c;
}

void calls_free(struct calls *c)
{
	mem_free(c);
}

static void copy_hash(const struct record *r, const char *name, uint8_t out[HASH_SIZE])
{
	const struct record_pair *p = record_find(r, name);

	if (p && p->len == HASH_SIZE)
		memcpy(out, p->value, HASH_SIZE);
}

static void copy_text(const struct record *r, const char *name, char *out, size_t size)
{
	const char *value = record_get(r, name);

	text_copy(out, size, value ? value : "");
}

static enum err take(const struct event *e, void *ctx)
{
	struct calls *c = ctx;
	const char *word = record_get(&e->body, "outcome");
	struct call call = {.at_ms = e->at_ms, .casefile = e->casefile};

	if (!text_equal(e->kind, "EVIDENCE"))
		return OK;
	if (e->body.n == 0)
		c->blind = true;
	if (!word || !outcome_parse(word, &call.outcome))
		return OK;
	copy_text(&e->body, "resource", call.resource, sizeof call.resource);
	copy_text(&e->body, "code", call.code, sizeof call.code);
	copy_text(&e->body, "trace", call.trace, sizeof call.trace);
	text_copy(call.operator_id, sizeof call.operator_id, e->actor);
	copy_hash(&e->body, "request", call.request);
	copy_hash(&e->body, "body_hash", call.body);
	call.took_ms = (int)record_int(&e->body, "took", 0);
	c->ring[c->next] = call;
	c->next = (c->next + 1) % CALLS_KEPT;
	c->n += c->n < CALLS_KEPT;
	return OK;
}

static int64_t midnight(void)
{
	struct civil t = clock_civil(clock_now_ms());

	t.hour = t.minute = t.second = 0;
	return clock_wall(&t);
}

bool calls_step(struct calls *c)
{
	uint64_t before = c->after;

	if (!store_unlocked(c->store))
		return false;
	if (!c->started && journal_since(c->store, midnight(), &c->after) != OK)
		return false;
	if (!c->started)
		before = c->after;
	c->started = true;
	if (journal_walk(c->store, &c->after, CALLS_SLICE, take, c) != OK) {
		c->blind = true;
		return false;
	}
	return c->after != before;
}

bool calls_blind(const struct calls *c)
{
	return c->blind;
}

size_t calls_count(const struct calls *c)
{
	return c->n;
}

const struct call *calls_at(const struct calls *c, size_t i)
{
	return &c->ring[(c->next + CALLS_KEPT - 1 - i) % CALLS_KEPT];
}

/* ---- who waits ---- */

static bool same_question(const struct call *a, const struct call *b)
{
	return uid_equal(&a->casefile, &b->casefile) && text_equal(a->resource, b->resource);
}

static bool of(const struct catalog *catalog, const struct call *c, const struct gateway *o,
	const char *department)
{
	const struct resource *r = catalog_find(catalog, c->resource);

	return r && r->origin == o && (!department || text_equal(r->department, department));
}

static bool unanswered(const struct call *c)
{
	return c->outcome == OUTCOME_AGAIN || c->outcome == OUTCOME_STALE ||
	       c->outcome == OUTCOME_BROKEN || c->outcome == OUTCOME_LIMIT;
}

/* A later answer to the same question, or another question of the case that is counted already. */
static bool passed(const struct calls *c, size_t i, const bool *counted)
{
	const struct call *one = calls_at(c, i);

	for (size_t k = 0; k < i; k++)
		if (same_question(calls_at(c, k), one) ||
			(counted[k] && uid_equal(&calls_at(c, k)->casefile, &one->casefile)))
			return true;
	return false;
}

size_t calls_waiting(const struct calls *c, const struct catalog *catalog, const struct gateway *o,
	const char *department)
{
	bool counted[CALLS_KEPT] = {false};
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct call *one = calls_at(c, i);
		if (!unanswered(one) || !of(catalog, one, o, department) || passed(c, i, counted))
			continue;
		counted[i] = true;
		n++;
	}
	return n;
}
