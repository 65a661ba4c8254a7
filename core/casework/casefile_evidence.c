/* SPDX-License-Identifier: MIT
 *
 * EVIDENCE events, written and read: resource [holder asked] outcome code text trace [receipt]
 * request body_hash [body] [dropped] took at rows row.0 row.1 ... Each row is a nested record. request and
 * body_hash are 32 raw bytes. holder: whom it is about when that is not the applicant; asked: what
 * else the question carried; receipt: the gateway's own seal on its answer.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/exchange/sign.h"

enum { EVIDENCE_ROOM = 1024 }; /* for what is added to an event afterwards */

void evidence_release(struct evidence *e)
{
	for (size_t i = 0; i < e->n_rows; i++)
		record_release(&e->rows[i]);
	mem_free(e->rows);
	mem_free_text(e->asked);
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
	if (*e->holder)
		record_add(out, "holder", e->holder);
	record_add(out, "asked", e->asked);
	record_add(out, "outcome", outcome_word(e->outcome));
	record_add(out, "code", e->code);
	record_add(out, "text", e->text);
	record_add(out, "trace", e->trace);
	if (*e->receipt)
		record_add(out, "receipt", e->receipt);
	record_addn(out, "request", e->request_hash, HASH_SIZE);
	record_addn(out, "body_hash", e->body_hash, HASH_SIZE);
	if (e->dropped)
		record_addi(out, "dropped", e->dropped);
	record_addi(out, "took", e->took_ms);
	record_addi(out, "at", e->at_ms);
	record_addi(out, "rows", (int64_t)e->n_rows);
	put_rows(e, out);
	/* Last, so that a large body never crowds out the rows. */
	if (body && body->len > 0 && body->len <= EVIDENCE_BODY &&
		out->bytes + body->len < RECORD_BYTES - EVIDENCE_ROOM)
		record_addn(out, "body", body->data, body->len);
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

/* The bytes as they lie in the journal now, whatever was known of them before. */
static enum bond bond_of(const struct record *r, const struct evidence *e)
{
	const struct record_pair *body = record_find(r, "body");
	uint8_t hash[HASH_SIZE];

	if (e->outcome != OUTCOME_FOUND && e->outcome != OUTCOME_NOTHING)
		return BOND_NONE;
	if (!body)
		return BOND_MISSING;
	sign_sha256(&(struct piece){body->value, body->len}, 1, hash);
	return memcmp(hash, e->body_hash, HASH_SIZE) == 0 ? BOND_OK : BOND_CHANGED;
}

enum err evidence_get(const struct event *event, struct evidence *out)
{
	const struct record *r = &event->body;
	struct evidence e = {.op = event->op_id,
		.at_ms = record_int(r, "at", event->at_ms),
		.took_ms = (int)record_int(r, "took", 0),
		.dropped = (int)record_int(r, "dropped", 0)};

	const char *holder = record_get(r, "holder");

	memcpy(e.event, event->hash, HASH_SIZE);
	memcpy(e.form, event->form_hash, HASH_SIZE);
	e.asked = mem_text(record_get(r, "asked"));
	const char *receipt = record_get(r, "receipt");
	bool fits = get_text(r, "resource", e.resource, sizeof e.resource) &&
		    text_copy(e.holder, sizeof e.holder, holder ? holder : "") &&
		    get_text(r, "code", e.code, sizeof e.code) &&
		    get_text(r, "text", e.text, sizeof e.text) &&
		    get_text(r, "trace", e.trace, sizeof e.trace) &&
		    text_copy(e.receipt, sizeof e.receipt, receipt ? receipt : "") &&
		    get_hash(r, "request", e.request_hash) &&
		    get_hash(r, "body_hash", e.body_hash) &&
		    outcome_parse(record_get(r, "outcome"), &e.outcome);
	enum err err = fits ? get_rows(r, &e) : ERR_INPUT;
	if (err) {
		evidence_release(&e);
		return err;
	}
	e.body = bond_of(r, &e);
	*out = e;
	return OK;
}

static const char *word(const struct evidence *e, size_t row, const char *attribute)
{
	const char *text = e && row < e->n_rows ? record_get(&e->rows[row], attribute) : NULL;

	return text ? text : "";
}

/* Who may act for the firm has a name there. */
static const char *handler_name(const struct casefile *c, const char *number)
{
	const struct evidence *e = casefile_latest(c, "AUTH-02", "");

	for (size_t i = 0; e && i < e->n_rows; i++)
		if (text_equal(word(e, i, "handler_id"), number))
			return word(e, i, "handler_name");
	return "";
}

static void copy_given(char *to, size_t size, const char *text)
{
	if (*text)
		text_copy(to, size, text);
}

/* Of people the police say it, of firms the credit platform before the market register. */
static void name_applicant(struct casefile *c, const struct evidence *e)
{
	bool register_of_firms = text_equal(e->resource, "CRD-01") ||
				 (text_equal(e->resource, "SJ-01") && !casefile_latest(c, "CRD-01", ""));

	if (c->legal ? register_of_firms : text_equal(e->resource, "POP-01"))
		copy_given(c->applicant, sizeof c->applicant, word(e, 0, "name"));
}

void name_agent(struct casefile *c)
{
	if (!*c->agent)
		return;
	copy_given(c->agent_name, sizeof c->agent_name, handler_name(c, c->agent));
	copy_given(c->agent_name, sizeof c->agent_name,
		word(casefile_latest(c, "POP-01", c->agent), 0, "name"));
}

static bool of_applicant(const struct casefile *c, const struct evidence *e)
{
	return !*e->holder || text_equal(e->holder, c->subject);
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
	if (of_applicant(c, &e))
		name_applicant(c, &e);
	name_agent(c);
	c->changed_ms = f->event->at_ms;
	return OK;
}

static void allow(struct casefile *c, const char *resource)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_refused; i++)
		if (!text_equal(c->refused[i], resource))
			memmove(c->refused[n++], c->refused[i], sizeof c->refused[0]);
	c->n_refused = n;
}

enum err fold_refusal(const struct fold *f)
{
	struct casefile *c = f->file;
	const char *resource = fold_said(f, "resource"), *act = fold_said(f, "act");
	bool refuse = text_equal(act, "refuse");

	if (!casefile_open(c))
		return ERR_STATE;
	if (!*resource || strlen(resource) >= sizeof c->refused[0] || (!refuse && !text_equal(act, "allow")))
		return ERR_INPUT;
	if (!refuse)
		allow(c, resource);
	else if (!casefile_refuses(c, resource) && c->n_refused == CASE_REFUSED)
		return ERR_LIMIT;
	else if (!casefile_refuses(c, resource))
		text_copy(c->refused[c->n_refused++], sizeof c->refused[0], resource);
	c->changed_ms = f->event->at_ms;
	return OK;
}
