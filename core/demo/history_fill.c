/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing is made up that a department of the city would know; its answers go
 * through the catalog, the prefill and the rules as at any counter. Only what people would have
 * said is invented.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/material.h"
#include "core/casework/number.h"
#include "core/casework/papers/slip.h"
#include "core/casework/prefill.h"
#include "core/demo/answer.h"
#include "core/demo/history_inside.h"
#include "core/exchange/rows.h"
#include "core/exchange/sign.h"
#include "core/form/fingerprint.h"
#include "core/standards/codes.h"
#include "core/standards/workday.h"

enum { ANSWER_BYTES = 256 * 1024, FILL_MOST = 140, ROUNDS = 3, TOOK_LEAST_MS = 120, TOOK_MS = 900 };

static bool legal(const struct plan *p)
{
	return p->who.kind == PARTY_FIRM;
}

void fill_open(struct laying *l, struct plan *p, struct sitting *s)
{
	struct record *body = sitting_add(s, p, "OPEN");
	day_t today = day_at(p->at_ms);
	size_t day = (size_t)(today - l->first), window = (size_t)(p->at - history_counters);
	char number[CASE_NUMBER];

	number_format(today, p->at->window, ++l->serial[day][window], number);
	record_add(body, "number", number);
	record_add(body, "window", p->at->window);
	record_add(body, "operator", p->at->clerk);
	record_add(body, "subject", city_party_id(l->h->city, p->who));
	record_add(body, "proof", proof_word(PROOF_READER));
	if (legal(p))
		record_add(body, "object", "legal");
}

/* ---- departments ---- */

/* holder: "" the applicant. */
static enum err answer_of(const struct laying *l, const struct plan *p, const struct resource *r,
	const char *holder, struct reply *out)
{
	const struct service *a = service_find(r->id);
	bool known = !*holder;

	if (known)
		holder = city_party_id(l->h->city, p->who);
	struct question q = {.city = l->h->city, .holder_id = holder, .address = ""};
	struct basis basis = {.holder_id = holder};
	struct ask_request request = {.resource = r, .basis = basis};
	struct json *j = NULL;
	struct buf text;
	struct json_out o = {.to = &text};

	if (!a || !a->rows)
		return ERR_NOTFOUND;
	buf_init(&text, ANSWER_BYTES);
	if (known)
		question_about(&q, p->who);
	else
		question_resolve(&q);
	out_open(&o, NULL, '[');
	a->rows(&q, &o);
	out_close(&o, ']');
	enum err e = text.err ? text.err : json_parse(buf_text(&text), text.len, &j);
	if (!e && rows_read(&request, j, out) != FAULT_NONE)
		e = ERR_INPUT;
	out->outcome = out->n_rows ? OUTCOME_FOUND : OUTCOME_NOTHING;
	json_free(j);
	if (e) {
		buf_release(&text);
		return e;
	}
	sign_sha256(&(struct piece){text.data, text.len}, 1, out->body_hash);
	out->body = text;
	return OK;
}

static bool kept(const struct item *item, const char *resource, const char *attribute)
{
	bool names = text_equal(resource, "POP-01") || text_equal(resource, "CRD-01");

	return (names && text_equal(attribute, "name")) || (item && item_reads(item, resource, attribute));
}

static void keep_rows(const struct plan *p, const struct reply *r, struct evidence *out)
{
	out->rows = mem_array(r->n_rows + 1, sizeof *out->rows);
	out->n_rows = r->n_rows;
	for (size_t i = 0; i < r->n_rows; i++)
		for (size_t k = 0; k < r->rows[i].n; k++) {
			const struct record_pair *pair = &r->rows[i].pairs[k];
			if (kept(p->item, out->resource, pair->name))
				record_addn(&out->rows[i], pair->name, pair->value, pair->len);
		}
}

static void trace_of(struct plan *p, char out[17])
{
	text_format(out, 17, "%016llx", (unsigned long long)stream_next(&p->dice));
}

static void put_evidence(struct plan *p, struct sitting *s, const char *resource,
	const char *holder, const struct reply *r, const char *trace)
{
	struct evidence e = {.outcome = r->outcome,
		.at_ms = p->at_ms,
		.took_ms = TOOK_LEAST_MS + (int)stream_below(&p->dice, TOOK_MS)};

	text_copy(e.resource, sizeof e.resource, resource);
	text_copy(e.holder, sizeof e.holder, holder);
	text_copy(e.code, sizeof e.code, "0");
	text_copy(e.trace, sizeof e.trace, trace);
	memcpy(e.body_hash, r->body_hash, HASH_SIZE);
	keep_rows(p, r, &e);
	evidence_put(&e, &r->body, sitting_add(s, p, "EVIDENCE"));
	evidence_release(&e);
}

/* One question and its answer; a department that has no record is left out. */
static void ask(struct laying *l, struct plan *p, struct sitting *s, const char *resource,
	const char *holder, const char *ground)
{
	const struct resource *r = catalog_find(l->h->catalog, resource);
	struct reply reply = {0};
	char trace[17];

	if (!r || s->n + 2 >= FILL_MOST)
		return;
	if (answer_of(l, p, r, holder, &reply) == OK && reply.n_rows > 0) {
		struct record *body = sitting_add(s, p, "ASK");
		trace_of(p, trace);
		record_add(body, "resource", resource);
		record_add(body, "item", p->file.item ? p->file.item->code : "identity");
		record_add(body, "basis", ground);
		record_add(body, "trace", trace);
		if (*holder)
			record_add(body, "holder", holder);
		put_evidence(p, s, resource, holder, &reply, trace);
	}
	reply_release(&reply);
}

enum err fill_identity(struct laying *l, struct plan *p, struct sitting *s)
{
	size_t from = s->n;

	ask(l, p, s, legal(p) ? "CRD-01" : "POP-01", "", "身份核验");
	record_addi(sitting_add(s, p, "IDENTITY"), "verdict", 1);
	record_add(&s->acts[s->n - 1].body, "proof", proof_word(PROOF_READER));
	return sitting_fold(l, p, s, from, p->at->clerk);
}

static enum err pick_item(struct laying *l, struct plan *p, struct sitting *s)
{
	size_t from = s->n;
	struct record *body = sitting_add(s, p, "ITEM");

	record_add(body, "code", p->item->code);
	record_add(body, "name", p->item->name);
	record_addn(body, "hash", p->item->hash, HASH_SIZE);
	s->acts[from].form = true;
	record_add(sitting_add(s, p, "DUPLICATE"), "choice", "none");
	return sitting_fold(l, p, s, from, p->at->clerk);
}

/* Of the applicant; what hangs on an answer of the form is not asked in a past. */
static enum err ask_item(struct laying *l, struct plan *p, struct sitting *s)
{
	size_t from = s->n;

	for (size_t i = 0; i < p->item->n_asks; i++) {
		const struct item_ask *a = &p->item->asks[i];
		if (a->party < 0 && !*a->when && !casefile_latest(&p->file, a->resource, ""))
			ask(l, p, s, a->resource, "", a->basis);
	}
	return sitting_fold(l, p, s, from, p->at->clerk);
}

/* ---- the form ---- */

struct filling {
	struct plan *plan;
	struct sitting *sitting;
};

static void put_known(void *ctx, const struct proposal *change)
{
	struct filling *f = ctx;

	field_put(f->plan->item, change->field, &change->answer, &change->evidence,
		sitting_add(f->sitting, f->plan, "FIELD"));
}


static bool silent(const void *ctx, const char *resource, const char *holder)
{
	(void)ctx;
	(void)resource;
	(void)holder;
	return false;
}

static enum err fill_known(struct laying *l, struct plan *p, struct sitting *s)
{
	struct filling f = {p, s};
	struct prefill known = {.file = &p->file, .today = day_at(p->at_ms), .silent = silent};
	size_t from = s->n;

	if (s->n < FILL_MOST)
		prefill_each(&known, FILL_MOST - s->n, put_known, &f);
	return sitting_fold(l, p, s, from, p->at->clerk);
}

/* What appeals are about differs from one to the next; elsewhere rules hang on codes, and the first
 * one suits them. */
static void pick_code(const struct plan *p, const struct field *f, day_t today, char out[256])
{
	const struct code *codes[128];
	size_t n = codes_filter(f->table, NULL, "", today, codes, COUNT_OF(codes), NULL);
	bool any = text_starts(f->table, "appeal_subject");

	if (n)
		text_copy(out, 256, codes[any ? (size_t)(p->at_ms / 60000) % n : 0]->code);
}

/* What a citizen would say, if the field takes it. */
static void invent(struct laying *l, struct plan *p, const struct field *f, char out[256])
{
	const struct city *c = l->h->city;
	const struct person *me = p->who.kind == PARTY_PERSON ? &c->people[p->who.index] : NULL;
	day_t today = day_at(p->at_ms);

	*out = '\0';
	switch (f->type) {
	case FIELD_TEXT: text_copy(out, 256, "演示内容，按本人所说登记"); break;
	case FIELD_NAME: text_copy(out, 256, city_party_name(c, p->who)); break;
	case FIELD_MOBILE: case FIELD_PHONE:
		text_format(out, 256, "%s", me && *me->mobile ? me->mobile : "13900010001");
		break;
	case FIELD_DATE: day_format(today - 1 - (day_t)stream_below(&p->dice, 9), out); break;
	case FIELD_MONTH:
		day_format(today, out);
		out[7] = '\0';
		break;
	case FIELD_CHOICE:
		if (f->n_choices)
			text_copy(out, 256, f->choices[stream_below(&p->dice, (uint32_t)f->n_choices)].code);
		break;
	case FIELD_CODE: pick_code(p, f, today, out); break;
	case FIELD_REGION: text_copy(out, 256, "339901"); break;
	case FIELD_BOOL: text_copy(out, 256, plan_chance(p, 30) ? "1" : "0"); break;
	case FIELD_DECLARATION: text_copy(out, 256, "1"); break;
	case FIELD_INT: text_format(out, 256, "%d", f->min > 0 ? f->min : 1); break;
	case FIELD_MONEY: text_format(out, 256, "%u00", 500 + stream_below(&p->dice, 9500)); break;
	case FIELD_ADDRESS:
		text_copy(out, 256, c->homes[me ? me->home : c->firms[p->who.index].home].address);
		break;
	case FIELD_HASH:
		for (int i = 0; i < 4; i++)
			text_format(out + 16 * i, 17, "%016llx",
				(unsigned long long)stream_next(&p->dice));
		break;
	case FIELD_POSTCODE: text_copy(out, 256, "339900"); break;
	default: break;
	}
}

static void say(struct plan *p, struct sitting *s, size_t field, const char *value)
{
	char text[256];
	struct answer a = {.value = text, .origin = ORIGIN_TYPED, .at_ms = p->at_ms};
	struct record *body = sitting_add(s, p, "FIELD");

	text_copy(text, sizeof text, value);
	field_put(p->item, field, &a, &(struct uid){{0}}, body);
	record_addi(body, "keys", (int64_t)text_cells(value) + 1);
}

/* What the rules still want, as often as answers make new questions. */
static enum err fill_said(struct laying *l, struct plan *p, struct sitting *s, struct evaluation *e)
{
	day_t today = day_at(p->at_ms);
	enum err err = draft_evaluate(&p->file.draft, today, e);

	for (int round = 0; !err && round < ROUNDS && e->missing > 0; round++) {
		size_t from = s->n;
		for (size_t i = 0; i < p->item->n_fields && s->n < FILL_MOST; i++) {
			char value[256];
			if (!e->needed[i] || *p->file.draft.answers[i].value)
				continue;
			if (text_equal(p->item->fields[i].table, "appeal_unit") && s->n > from)
				continue; /* follows from what the appeal is about */
			invent(l, p, &p->item->fields[i], value);
			if (*value && field_accepts(&p->item->fields[i], value, today))
				say(p, s, i, value);
		}
		if (s->n == from)
			break;
		err = sitting_fold(l, p, s, from, p->at->clerk);
		evaluation_release(e);
		*e = (struct evaluation){0};
		if (!err)
			err = draft_evaluate(&p->file.draft, today, e);
	}
	return err;
}

/* ---- the papers ---- */

/* A paper that no department proves: shown, taken, pledged, or to come. */
static void settle_paper(struct plan *p, size_t i)
{
	const struct material *m = &p->item->materials[i];
	struct material_mark *mark = &p->file.marks[i];
	struct due due;

	mark->by_hand = true;
	mark->due = mark->actual = m->copies > 0 ? m->copies : 1;
	mark->mark = MARK_VERIFIED;
	if ((m->ways & WAY_DEFER) && p->quality >= 92 && workday_due(p->at_ms, m->defer_days > 0 ? m->defer_days : 5,
				DUE_WORKING, DUE_RULE_B, NULL, 0, &due) == OK) {
		mark->mark = MARK_DEFERRED;
		mark->way = WAY_DEFER;
		mark->actual = 0;
		mark->until = due.day;
	} else if ((m->ways & WAY_PLEDGE) && plan_chance(p, 50)) {
		mark->mark = MARK_PLEDGED;
		mark->way = WAY_PLEDGE;
	} else if (m->ways & WAY_GENERATED) {
		mark->way = WAY_GENERATED;
		mark->had = HAD_KEPT;
	} else if (m->ways & WAY_WINDOW) {
		mark->way = WAY_WINDOW;
		mark->had = HAD_FILE;
	} else {
		mark->way = WAY_ORIGINAL;
		mark->had = HAD_SEEN;
	}
}

static void put_papers(struct laying *l, struct plan *p, struct sitting *s, const struct evaluation *e)
{
	struct casefile *c = &p->file;

	material_refresh(c, e, l->h->catalog, day_at(p->at_ms));
	for (size_t i = 0; i < p->item->n_materials; i++) {
		if (c->marks[i].mark == MARK_MISSING && material_leader(c, i) == i)
			settle_paper(p, i);
		else if (c->marks[i].mark == MARK_MISSING)
			c->marks[i].mark = MARK_IDLE;
	}
	for (size_t i = 0; i < p->item->n_materials; i++)
		if (c->marks[i].mark != MARK_IDLE)
			material_put(p->item, i, &c->marks[i], sitting_add(s, p, "MATERIAL"));
}

enum err fill_form(struct laying *l, struct plan *p, struct sitting *s)
{
	struct evaluation eval = {0};
	enum err e = pick_item(l, p, s);

	if (!e)
		e = ask_item(l, p, s);
	if (!e)
		e = fill_known(l, p, s);
	if (!e)
		e = fill_said(l, p, s, &eval);
	if (e)
		return e;
	size_t from = s->n;
	put_papers(l, p, s, &eval);
	p->file.situation = eval.situation;
	evaluation_release(&eval);
	return sitting_fold(l, p, s, from, p->at->clerk);
}

enum err fill_slip(struct laying *l, struct plan *p, struct sitting *s)
{
	struct slip_place place = {.hall = l->h->hall, .clerk = p->at->clerk, .phone = "12345",
		.catalog = l->h->catalog, .training = true};
	uint8_t hash[HASH_SIZE];
	size_t from = s->n;
	struct buf text;

	buf_init(&text, SLIP_BYTES);
	enum err e = slip_render(&p->file, "receipt", &place, 48, &text);
	if (!e) {
		struct record *body = sitting_add(s, p, "SLIP");
		fingerprint(text.data, text.len, hash);
		record_add(body, "document", "receipt");
		record_addi(body, "copies", 1);
		record_addi(body, "columns", 48);
		record_addn(body, "hash", hash, HASH_SIZE);
		record_addn(body, "bytes", text.data, text.len);
		e = sitting_fold(l, p, s, from, p->at->clerk);
	}
	buf_release(&text);
	return e;
}
