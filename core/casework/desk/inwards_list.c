/* SPDX-License-Identifier: MIT
 *
 * What must hold: what comes twice, late, or altered changes nothing.
 */
#include "core/casework/desk/inwards_inside.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

#define LIST_RESOURCE "YDTB-IN"

static void note_seen(struct inwards *x, const struct inward_case *c)
{
	struct record body = {0};

	inward_put(&body, c, INWARD_SEEN);
	record_addi(&body, "handed", c->handed_ms);
	record_add(&body, "system", "1");
	enum err e = inwards_write(x, c, INWARD_SEEN, &body);
	if (e && e != ERR_EXISTS && e != ERR_BUSY)
		log_line("inward", "a hand-over could not be noted: %s", err_name(e));
	record_release(&body);
}

static bool read_row(const struct record *row, struct inward_case *out)
{
	int64_t whole, head, want_at = 0;

	if (!text_unhex(inwards_cell(row, "op"), out->op.b, sizeof out->op.b) || strlen(inwards_cell(row, "seal")) + 1 != HASH_HEX ||
		!text_copy(out->seal, sizeof out->seal, inwards_cell(row, "seal")) ||
		!text_copy(out->region, sizeof out->region, inwards_cell(row, "from_region")) || !*out->region ||
		!text_copy(out->number, sizeof out->number, inwards_cell(row, "number")) ||
		!text_copy(out->item, sizeof out->item, inwards_cell(row, "item")) ||
		!text_number(inwards_cell(row, "handed"), 1, INT64_MAX, &out->handed_ms) ||
		!text_number(inwards_cell(row, "whole"), 1, PACKAGE_WHOLE, &whole) ||
		!text_number(inwards_cell(row, "head"), 1, whole < PACKAGE_TEXT ? whole : PACKAGE_TEXT, &head) ||
		(*inwards_cell(row, "due") && !day_parse(inwards_cell(row, "due"), &out->due)) ||
		(*inwards_cell(row, "want") && !want_parse(inwards_cell(row, "want"), &out->want)) ||
		(*inwards_cell(row, "want_at") && !text_number(inwards_cell(row, "want_at"), 0, INT64_MAX, &want_at)))
		return false;
	out->whole = (size_t)whole;
	out->head = (size_t)head;
	out->want_ms = want_at;
	text_copy(out->want_reason, sizeof out->want_reason, inwards_cell(row, "want_reason"));
	return true;
}

/* The region of receipt asks for it back: the case here hears of it. */
static enum err note_want(struct inwards *x, const struct inward_case *c)
{
	struct record body = {0};
	struct casefile file;
	enum err e = casefile_load(x->parts.store, &c->casefile, x->parts.find, x->parts.ctx, &file);

	if (e)
		return e;
	inward_put(&body, c, INWARD_ASKED);
	record_add(&body, "want", want_word(c->want));
	record_add(&body, "reason", c->want_reason);
	record_addi(&body, "at", c->want_ms);
	record_add(&body, "system", "1");
	struct entry entry = {.casefile = file.id, .kind = "INWARD", .form_hash = file.item_hash, .body = &body};
	bool news = !file.inward.want && !file.inward.agreed && c->want_ms > file.inward.want_ms &&
		    state_open(file.state) && !file.decided_ms;
	if (news)
		e = body.err ? body.err : journal_append(x->parts.store, &entry, 1, file.head, NULL);
	x->changed |= news && !e;
	record_release(&body);
	casefile_release(&file);
	return e;
}

static void take_row(struct inwards *x, const struct record *row)
{
	struct inward_case said = {.due = DAY_NONE};

	if (!read_row(row, &said)) {
		log_line("inward", "a hand-over could not be read");
		return;
	}
	struct inward_case *c = inwards_at(x, &said.op);
	bool news = !c || !*c->seal;
	if (!c)
		c = inwards_add(x, &said.op);
	if (!c || (*c->seal && !text_equal(c->seal, said.seal))) {
		log_line("inward", "a hand-over came with another seal than before");
		return;
	}
	said.act = c->act;
	said.casefile = c->casefile;
	said.told = c->told;
	said.agreed = c->agreed;
	said.at_ms = c->at_ms;
	said.look_ms = c->look_ms;
	said.of_ms = c->of_ms;
	text_copy(said.reason, sizeof said.reason, c->reason);
	said.listed = true;
	x->changed |= news || c->want != said.want;
	*c = said;
	if (c->act == INWARD_SEEN && news)
		note_seen(x, c);
	if (c->act == INWARD_TAKEN && c->want && note_want(x, c))
		log_line("inward", "what the region of receipt asks for could not be noted");
}

void inwards_take_list(struct inwards *x, const struct reply *r)
{
	x->silent = !outcome_well(r->outcome);
	if (x->silent)
		return;
	for (size_t i = 0; i < x->n; i++)
		x->list[i].listed = false;
	for (size_t i = 0; i < r->n_rows; i++)
		take_row(x, &r->rows[i]);
	x->asked_ms = clock_now_ms();
	x->changed = true;
}

/* ---- asked for ---- */

void inwards_ask_list(struct inwards *x)
{
	struct record values = {0};
	struct basis b = {0};

	x->poll_ms = clock_now_ms() + INWARD_POLL_MS;
	if (!*x->parts.region || !catalog_find(x->parts.catalog, LIST_RESOURCE))
		return;
	record_add(&values, "region", x->parts.region);
	x->asked = (struct uid){{0}};
	enum err e = inwards_send(x, LIST_RESOURCE, &b, &values, FLIGHT_LIST);
	x->silent |= e != OK;
	record_release(&values);
}
