/* SPDX-License-Identifier: MIT
 *
 * What must hold: an edition that was put in force is the very text that was proposed, seen and
 * confirmed; a file on the disk no longer matters from then on.
 */
#include "core/casework/oversight/edition.h"

#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/casework/accord.h"
#include "core/form/fingerprint.h"
#include "core/store/operator.h"

/* A folder of files may be larger than what is proposed, which the journal keeps. */
enum { WAIT_MS = 2000, FOLDER_BYTES = 64 << 20 };

static enum err done(struct store *s, uint8_t hash[HASH_SIZE])
{
	struct motions *c = NULL;
	enum err e = motions_read(s, &c);

	if (e)
		return e;
	const struct motion *x = motions_done(c, MOTION_CATALOG, EDITION_NAME);
	if (x)
		memcpy(hash, x->text, HASH_SIZE);
	motions_free(c);
	return x ? OK : ERR_NOTFOUND;
}

static enum err text_of_path(const char *path, struct buf *text, uint8_t hash[HASH_SIZE], struct buf *messages)
{
	enum err e = catalog_text(path, text, messages);

	if (!e)
		fingerprint(buf_text(text), text->len, hash);
	return e;
}

/* The text that counts, and its name. */
static enum err text_now(struct store *s, const struct edition_place *p, struct buf *text,
	uint8_t hash[HASH_SIZE], bool *by_two, struct buf *messages)
{
	enum err e = done(s, hash);

	*by_two = !e;
	if (e == ERR_NOTFOUND)
		return text_of_path(p->path, text, hash, messages);
	return e ? e : accord_text(s, hash, text);
}

enum err edition_load(struct store *s, const struct edition_place *p, struct catalog **out,
	uint8_t hash[HASH_SIZE], struct buf *messages)
{
	struct buf text;
	bool by_two;

	buf_init(&text, FOLDER_BYTES);
	enum err e = text_now(s, p, &text, hash, &by_two, messages);
	if (!e && by_two)
		e = catalog_parse(EDITION_NAME, buf_text(&text), text.len, p->base_override, out, messages);
	else if (!e) /* its mistakes are told with the names of its files */
		e = catalog_load(p->path, p->base_override, out, messages);
	buf_release(&text);
	return e;
}

enum err edition_hash(struct store *s, const struct edition_place *p, uint8_t hash[HASH_SIZE], bool *by_two)
{
	struct buf text, messages;

	buf_init(&text, FOLDER_BYTES);
	buf_init(&messages, PATH_SIZE * 2);
	enum err e = text_now(s, p, &text, hash, by_two, &messages);
	buf_release(&messages);
	buf_release(&text);
	return e;
}

bool edition_stays_here(const struct catalog *c)
{
	for (size_t i = 0; i < c->n_resources; i++)
		if (resource_asked(&c->resources[i]) && !origin_loopback(c->resources[i].origin))
			return false;
	return true;
}

static enum err check(const char *path, bool training, struct buf *messages)
{
	struct catalog *c = NULL;
	enum err e = catalog_load(path, NULL, &c, messages);

	if (!e && training && !edition_stays_here(c))
		e = ERR_DEMO;
	catalog_free(c);
	return e;
}

enum err edition_propose(struct store *s, const struct edition_place *now, const char *path, bool training,
	struct buf *messages)
{
	struct motion c = {.act = MOTION_CATALOG, .name = EDITION_NAME, .from = DAY_NONE};
	struct buf text;
	bool by_two;

	if (!motion_may_propose(operator_current(s), MOTION_CATALOG))
		return operator_current(s) ? ERR_DENIED : ERR_LOCKED;
	buf_init(&text, CATALOG_BYTES);
	enum err e = check(path, training, messages);
	if (!e)
		e = text_of_path(path, &text, c.text, messages);
	if (!e)
		e = edition_hash(s, now, c.before, &by_two);
	if (!e && memcmp(c.text, c.before, HASH_SIZE) == 0)
		e = ERR_EXISTS;
	if (!e)
		e = motion_propose(s, &c, buf_text(&text), text.len);
	buf_release(&text);
	return e;
}

bool edition_waits(struct store *s)
{
	struct motions *c = NULL;

	if (motions_read(s, &c))
		return false;
	bool waits = motions_waiting(c, MOTION_CATALOG, EDITION_NAME) != NULL;
	motions_free(c);
	return waits;
}

enum err edition_waiting(struct store *s, const struct edition_place *now, struct edition_proposal *out)
{
	struct motions *c = NULL;
	struct buf text, messages;
	enum err e = motions_read(s, &c);

	if (e)
		return e;
	const struct motion *x = motions_waiting(c, MOTION_CATALOG, EDITION_NAME);
	struct edition_proposal p = {0};
	if (x)
		p.motion = *x;
	motions_free(c);
	if (!x)
		return ERR_NOTFOUND;
	buf_init(&text, CATALOG_BYTES);
	buf_init(&messages, PATH_SIZE * 2);
	e = accord_text(s, p.motion.text, &text);
	if (!e)
		e = catalog_parse(EDITION_NAME, buf_text(&text), text.len, now->base_override, &p.catalog,
			&messages);
	buf_release(&messages);
	buf_release(&text);
	if (!e)
		*out = p;
	return e;
}

enum err edition_decide(struct store *s, const struct edition_place *now, const uint8_t hash[HASH_SIZE],
	bool confirm)
{
	uint8_t counts[HASH_SIZE];
	bool by_two;
	enum err e = edition_hash(s, now, counts, &by_two);

	return e ? e : motion_decide(s, hash, confirm, counts);
}

/* ---- what people found wrong ---- */

enum err edition_report(struct store *s, const char *resource, const char *what)
{
	struct record body = {0};
	struct entry entry = {.kind = "CATALOG_REPORT", .body = &body};

	if (!operator_current(s))
		return ERR_LOCKED;
	record_add(&body, "resource", resource);
	record_add(&body, "what", what);
	enum err e = journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

struct reports {
	const char *resource;
	report_fn fn;
	void *ctx;
};

static enum err tell(const struct event *e, void *ctx)
{
	const struct reports *r = ctx;
	const char *resource = record_get(&e->body, "resource"), *what = record_get(&e->body, "what");

	if (resource && what && (!r->resource || text_equal(r->resource, resource)))
		r->fn(resource, what, e->actor, e->at_ms, r->ctx);
	return OK;
}

enum err edition_reports(struct store *s, const char *resource, report_fn fn, void *ctx)
{
	struct reports r = {resource, fn, ctx};
	uint64_t after = 0;

	return journal_kind(s, "CATALOG_REPORT", &after, tell, &r);
}
