/* SPDX-License-Identifier: MIT */
#include "core/store/pair.h"

#include <string.h>

#include "core/base/text.h"
#include "core/store/inside.h"

void pair_release(struct pair *p)
{
	record_release(&p->body);
}

static void copy_body(const struct record *from, struct record *to)
{
	for (size_t i = 0; from && i < from->n; i++)
		record_addn(to, from->pairs[i].name, from->pairs[i].value, from->pairs[i].len);
}

static enum err append(struct store *s, const char *kind, const struct record *body)
{
	struct entry entry = {.kind = kind, .body = body};

	return body->err ? body->err : journal_append_wait(s, &entry, 1, NULL, NULL, PAIR_WAIT_MS);
}

enum err pair_ask(struct store *s, const char *kind, const struct record *body)
{
	struct record all = {0};

	record_add(&all, "act", "asked");
	copy_body(body, &all);
	enum err e = append(s, kind, &all);
	record_release(&all);
	return e;
}

/* The last one counts: a request takes the place of one before, an answer ends it. */
static enum err newest(const struct event *e, void *ctx)
{
	struct pair *p = ctx;
	const char *act = record_get(&e->body, "act");

	pair_release(p);
	*p = (struct pair){.at_ms = e->at_ms};
	if (!act || !text_equal(act, "asked"))
		return OK;
	text_copy(p->by, sizeof p->by, e->actor);
	memcpy(p->hash, e->hash, HASH_SIZE);
	copy_body(&e->body, &p->body);
	return p->body.err;
}

enum err pair_open(struct store *s, const char *kind, struct pair *out)
{
	struct pair p = {0};
	uint64_t after = 0;
	enum err e = journal_kind(s, kind, &after, newest, &p);

	if (!e && (!*p.by || clock_now_ms() - p.at_ms > PAIR_MS))
		e = ERR_NOTFOUND;
	if (e)
		pair_release(&p);
	else
		*out = p;
	return e;
}

enum err pair_do(struct store *s, const char *kind, const struct record *body)
{
	struct record all = {0};
	struct pair p;
	char hex[HASH_HEX];

	if (!s->keys)
		return ERR_LOCKED;
	enum err e = pair_open(s, kind, &p);
	if (e)
		return e;
	if (text_equal(p.by, s->current.id))
		e = ERR_DENIED;
	text_hex(p.hash, sizeof p.hash, hex);
	record_add(&all, "act", "done");
	record_add(&all, "of", hex);
	record_add(&all, "with", p.by);
	copy_body(body, &all);
	if (!e)
		e = append(s, kind, &all);
	record_release(&all);
	pair_release(&p);
	return e;
}
