/* SPDX-License-Identifier: MIT
 *
 * What must hold: every word is told again until the exchange has recorded it, and is the same then.
 */
#include "core/casework/desk/inwards_inside.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

enum { LOOKS = 16 }; /* cases looked at in a turn */

#define WORD_RESOURCE "YDTB-OUT"

static const char *or_dash(const char *text)
{
	return *text ? text : "-";
}

static void word_values(const struct inwards *x, const struct inward_case *c, const struct inward_word *w,
	struct record *out)
{
	char op[UID_HEX], hash[HASH_HEX] = "-";
	struct buf paper;

	uid_hex(&c->op, op);
	buf_init(&paper, ASK_VALUE_MOST);
	if (w->document)
		buf_add(&paper, w->document->bytes, w->document->len);
	if (paper.len)
		package_seal(buf_text(&paper), hash);
	record_add(out, "op", op);
	record_add(out, "seal", c->seal);
	record_add(out, "region", x->parts.region);
	record_add(out, "state", crossing_word(w->state));
	record_addi(out, "at", w->at_ms);
	record_add(out, "grant", w->grant ? "1" : "0");
	record_add(out, "opinion", or_dash(w->opinion));
	record_add(out, "reason", or_dash(w->reason));
	record_add(out, "number", or_dash(w->number));
	record_add(out, "document", or_dash(buf_text(&paper)));
	record_add(out, "document_hash", hash);
	record_add(out, "refused", or_dash(w->refused));
	record_addi(out, "want_at", w->want_ms);
	if (paper.err)
		out->err = paper.err;
	buf_release(&paper);
}

static enum err write_told(struct inwards *x, const struct inward_case *c)
{
	struct record bodies[3] = {{0}};
	struct entry entries[3] = {{.kind = "INWARD"}, {.kind = "STATE"}, {.kind = "INWARD"}};
	struct casefile file = {0};
	size_t n = 0;
	enum err e = OK;
	bool ours = c->act == INWARD_TAKEN;

	if (ours)
		e = casefile_load(x->parts.store, &c->casefile, x->parts.find, x->parts.ctx, &file);
	if (e)
		return e;
	if (ours) {
		inward_put(&bodies[n], c, INWARD_TOLD);
		record_add(&bodies[n], "state", crossing_word(x->said));
		record_add(&bodies[n++], "system", "1");
	}
	if (ours && file.state == STATE_READY) { /* that region hands the result over */
		record_add(&bodies[n], "to", state_word(STATE_DELIVERED));
		record_add(&bodies[n], "how", "region");
		record_add(&bodies[n++], "system", "1");
	}
	for (size_t i = 0; i < n; i++) {
		entries[i].casefile = file.id;
		entries[i].form_hash = file.item_hash;
	}
	entries[n].kind = "INWARD";
	inward_put(&bodies[n], c, INWARD_TOLD);
	record_add(&bodies[n], "state", crossing_word(x->said));
	record_add(&bodies[n++], "system", "1");
	for (size_t i = 0; i < n; i++) {
		entries[i].body = &bodies[i];
		e = e ? e : bodies[i].err;
	}
	if (!e)
		e = journal_append(x->parts.store, entries, n, ours ? file.head : NULL, NULL);
	for (size_t i = 0; i < n; i++)
		record_release(&bodies[i]);
	if (ours)
		casefile_release(&file);
	return e;
}

/* Recorded there: the same hand-over, the same word. */
void inwards_take_word(struct inwards *x, const struct reply *r)
{
	struct inward_case *c = inwards_at(x, &x->asked);
	char op[UID_HEX];

	uid_hex(&x->asked, op);
	if (!c || r->outcome != OUTCOME_FOUND || r->n_rows != 1 || !text_equal(inwards_cell(&r->rows[0], "op"), op) ||
		!text_equal(inwards_cell(&r->rows[0], "seal"), c->seal) ||
		!text_equal(inwards_cell(&r->rows[0], "state"), crossing_word(x->said)))
		return;
	if (x->said == CROSSING_TAKEN) { /* more is to come, and told when the case has changed */
		c->of_ms = x->of_ms;
		return;
	}
	enum err e = write_told(x, c);
	c->told = !e;
	x->changed |= !e;
	if (e && e != ERR_BUSY)
		log_line("inward", "what was told could not be noted: %s", err_name(e));
}

static enum err tell_return(struct inwards *x, const struct inward_case *c)
{
	struct inward_word w = {.state = c->agreed == WANT_WITHDRAW ? CROSSING_WITHDRAWN : CROSSING_RETURNED,
		.at_ms = c->at_ms, .reason = c->reason, .opinion = "", .number = "", .refused = ""};
	struct record values = {0};
	struct basis b = {0};

	word_values(x, c, &w, &values);
	x->said = w.state;
	enum err e = inwards_send(x, WORD_RESOURCE, &b, &values, FLIGHT_WORD);
	record_release(&values);
	return e;
}

static enum err tell_case(struct inwards *x, const struct inward_case *c)
{
	struct record values = {0};
	struct inward_word w;
	struct casefile f;
	enum err e = casefile_load(x->parts.store, &c->casefile, x->parts.find, x->parts.ctx, &f);

	if (e)
		return e;
	struct basis b = {.item_code = f.item ? f.item->code : "regions", .case_number = f.number,
		.ground = f.item ? i18n_pick(f.item->regions.basis, f.item->regions.basis_en) : NULL,
		.holder_name = f.applicant, .holder_id = f.subject};
	inward_report(&f, &w);
	x->said = w.state;
	x->of_ms = f.changed_ms;
	word_values(x, c, &w, &values);
	e = inwards_send(x, WORD_RESOURCE, &b, &values, FLIGHT_WORD);
	record_release(&values);
	casefile_release(&f);
	return e;
}

static bool owes(const struct inward_case *c, int64_t now)
{
	return (c->act == INWARD_TAKEN || c->act == INWARD_RETURNED) && !c->told && *c->seal && now >= c->look_ms;
}

/* Nothing happened to it since it was told. */
static bool same_as_told(const struct inwards *x, const struct inward_case *c)
{
	struct view_case v;

	if (c->act != INWARD_TAKEN || !c->of_ms || view_get(x->parts.store, &c->casefile, &v))
		return false;
	bool same = v.updated_ms == c->of_ms;
	mem_wipe(&v, sizeof v);
	return same;
}

void inwards_tell_next(struct inwards *x, int64_t now)
{
	size_t looked = 0;

	for (size_t i = 0; i < x->n && looked < LOOKS; i++) {
		struct inward_case *c = &x->list[i];
		if (!owes(c, now))
			continue;
		c->look_ms = now + INWARD_LOOK_MS;
		x->asked = c->op;
		looked++;
		if (same_as_told(x, c))
			continue;
		enum err e = c->act == INWARD_RETURNED ? tell_return(x, c) : tell_case(x, c);
		if (e)
			log_line("inward", "a word could not be sent: %s", err_name(e));
		return; /* one a turn */
	}
}
