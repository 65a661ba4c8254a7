/* SPDX-License-Identifier: MIT
 *
 * EVIDENCE events, written and read: resource outcome code text trace request body_hash [body] took
 * at rows row.0 row.1 ... Each row is a nested record. request and body_hash are 32 raw bytes.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

enum { EVIDENCE_ROOM = 1024 }; /* for what is added to an event afterwards */

void evidence_release(struct evidence *e)
{
	for (size_t i = 0; i < e->n_rows; i++)
		record_release(&e->rows[i]);
	mem_free(e->rows);
	*e = (struct evidence){0};
}

static void row_name(size_t i, char out[16])
{
	text_format(out, 16, "row.%zu", i);
}

static void put_rows(const struct evidence *e, struct record *out)
{
	char name[16];
	struct buf text;

	buf_init(&text, RECORD_BYTES);
	for (size_t i = 0; i < e->n_rows; i++) {
		buf_clear(&text);
		record_encode(&e->rows[i], &text);
		row_name(i, name);
		record_addn(out, name, buf_text(&text), text.len);
		if (text.err && !out->err)
			out->err = text.err;
	}
	buf_release(&text);
}

void evidence_put(const struct evidence *e, const struct buf *body, struct record *out)
{
	record_add(out, "resource", e->resource);
	record_add(out, "outcome", outcome_word(e->outcome));
	record_add(out, "code", e->code);
	record_add(out, "text", e->text);
	record_add(out, "trace", e->trace);
	record_addn(out, "request", e->request_hash, HASH_SIZE);
	record_addn(out, "body_hash", e->body_hash, HASH_SIZE);
	record_addi(out, "took", e->took_ms);
	record_addi(out, "at", e->at_ms);
	record_addi(out, "rows", (int64_t)e->n_rows);
	put_rows(e, out);
	/* Last, so that a large body never crowds out the rows. */
	if (body && body->len > 0 && body->len <= EVIDENCE_BODY &&
		out->bytes + body->len < RECORD_BYTES - EVIDENCE_ROOM)
		record_addn(out, "body", body->data, body->len);
}

static bool outcome_parse(const char *word, enum outcome *out)
{
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (text_equal(outcome_word((enum outcome)i), word)) {
			*out = (enum outcome)i;
			return true;
		}
	return false;
}

static bool get_hash(const struct record *r, const char *name, uint8_t out[HASH_SIZE])
{
	const struct record_pair *p = record_find(r, name);

	if (!p || p->len != HASH_SIZE)
		return false;
	memcpy(out, p->value, HASH_SIZE);
	return true;
}

static bool get_text(const struct record *r, const char *name, char *out, size_t size)
{
	const char *value = record_get(r, name);

	return value && text_copy(out, size, value);
}

static enum err get_rows(const struct record *r, struct evidence *out)
{
	int64_t n = record_int(r, "rows", -1);
	char name[16];

	if (n < 0 || n > ASK_ROWS)
		return ERR_INPUT;
	out->rows = mem_array((size_t)n + 1, sizeof *out->rows);
	for (size_t i = 0; i < (size_t)n; i++) {
		row_name(i, name);
		const struct record_pair *p = record_find(r, name);
		if (!p || record_decode(p->value, p->len, &out->rows[i]))
			return ERR_INPUT;
		out->n_rows++;
	}
	return OK;
}

enum err evidence_get(const struct event *event, struct evidence *out)
{
	const struct record *r = &event->body;
	struct evidence e = {.op = event->op_id,
		.at_ms = record_int(r, "at", event->at_ms),
		.took_ms = (int)record_int(r, "took", 0)};

	memcpy(e.event, event->hash, HASH_SIZE);
	bool fits = get_text(r, "resource", e.resource, sizeof e.resource) &&
		    get_text(r, "code", e.code, sizeof e.code) &&
		    get_text(r, "text", e.text, sizeof e.text) &&
		    get_text(r, "trace", e.trace, sizeof e.trace) &&
		    get_hash(r, "request", e.request_hash) &&
		    get_hash(r, "body_hash", e.body_hash) &&
		    outcome_parse(record_get(r, "outcome"), &e.outcome);
	enum err err = fits ? get_rows(r, &e) : ERR_INPUT;
	if (err) {
		evidence_release(&e);
		return err;
	}
	*out = e;
	return OK;
}

/* The register of the population says who the applicant is. */
static void name_applicant(struct casefile *c, const struct evidence *e)
{
	const char *name = e->n_rows && text_equal(e->resource, "POP-01")
				   ? record_get(&e->rows[0], "name")
				   : NULL;

	if (name && *name)
		text_copy(c->applicant, sizeof c->applicant, name);
}

enum err fold_evidence(const struct fold *f)
{
	struct casefile *c = f->file;
	struct evidence e;

	if (c->n_evidence >= CASE_EVIDENCE)
		return ERR_LIMIT;
	enum err err = evidence_get(f->event, &e);
	if (err)
		return err;
	c->evidence =
		mem_grow(c->evidence, c->n_evidence * sizeof e, (c->n_evidence + 1) * sizeof e);
	c->evidence[c->n_evidence++] = e;
	name_applicant(c, &e);
	c->changed_ms = f->event->at_ms;
	return OK;
}
