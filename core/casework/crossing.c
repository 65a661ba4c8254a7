/* SPDX-License-Identifier: MIT
 *
 * What must hold: a hand-over is answered for once, in order, by the region that has it; while it is
 * away no act of a person here moves the case.
 */
#include "core/casework/crossing.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

enum { AHEAD_MS = 10 * 60 * 1000 }; /* the other region's clock may be so far ahead */

static const struct {
	const char *word, *text;
} states[CROSSING_STATES] = {
#define X(name, word, text) [name] = {word, text},
	CROSSING_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} wants[WANTS] = {
#define X(name, word, text) [name] = {word, text},
	WANT_TABLE(X)
#undef X
};

const char *want_word(enum crossing_want w)
{
	return wants[w].word;
}

const char *want_text(enum crossing_want w)
{
	return wants[w].text;
}

bool want_parse(const char *word, enum crossing_want *out)
{
	for (int i = 0; i < WANTS; i++)
		if (text_equal(wants[i].word, word)) {
			*out = (enum crossing_want)i;
			return true;
		}
	return false;
}

const char *crossing_word(enum crossing_state s)
{
	return states[s].word;
}

const char *crossing_text(enum crossing_state s)
{
	return states[s].text;
}

bool crossing_parse(const char *word, enum crossing_state *out)
{
	for (int i = 0; i < CROSSING_STATES; i++)
		if (text_equal(states[i].word, word)) {
			*out = (enum crossing_state)i;
			return true;
		}
	return false;
}

bool crossing_may(enum crossing_state from, enum crossing_state to)
{
	static const struct {
		enum crossing_state from, to;
	} moves[] = {
		{CROSSING_NONE, CROSSING_HANDED},
		{CROSSING_RETURNED, CROSSING_HANDED},
		{CROSSING_HANDED, CROSSING_TAKEN},
		{CROSSING_HANDED, CROSSING_RETURNED},
		{CROSSING_HANDED, CROSSING_DECIDED}, /* taken in and decided between two questions */
		{CROSSING_TAKEN, CROSSING_RETURNED},
		{CROSSING_TAKEN, CROSSING_DECIDED},
		{CROSSING_HANDED, CROSSING_WITHDRAWN},
		{CROSSING_TAKEN, CROSSING_WITHDRAWN},
	};

	for (size_t i = 0; i < COUNT_OF(moves); i++)
		if (moves[i].from == from && moves[i].to == to)
			return true;
	return false;
}

bool crossing_away(const struct casefile *c)
{
	return c->crossing.state == CROSSING_HANDED || c->crossing.state == CROSSING_TAKEN;
}

bool crossing_region(const struct casefile *c, const char *own, char out[8])
{
	const struct item *item = c->item;

	if (!item || !item->regions.take_part || !own || !*own || *c->inward.region)
		return false;
	const char *region = item->regions.field < 0 ? item->regions.decided_in
						     : c->draft.answers[item->regions.field].value;
	return region && !text_equal(region, own) && item_region(item, region) &&
	       text_copy(out, 8, region);
}

void crossing_resource(const char *region, char out[16])
{
	text_format(out, 16, "YDTB-%s", region);
}

/* ---- what came of it ---- */

static const char *cell(const struct reply *r, const char *name)
{
	const char *value = r->n_rows == 1 ? record_get(&r->rows[0], name) : NULL;

	return value ? value : "";
}

static bool of_this_case(const struct casefile *c, const struct reply *r)
{
	char op[UID_HEX], seal[HASH_HEX];

	uid_hex(&c->crossing.op, op);
	package_seal(c->crossing.package, seal);
	return text_equal(cell(r, "op"), op) && text_equal(cell(r, "seal"), seal) &&
	       text_equal(cell(r, "region"), c->crossing.region);
}

static bool document_whole(const struct reply *r)
{
	char hash[HASH_HEX];

	package_seal(cell(r, "document"), hash);
	return !*cell(r, "document") || text_equal(hash, cell(r, "document_hash"));
}

static bool numbers(const struct reply *r, struct crossing_answer *a)
{
	int64_t have = 0;

	if (!text_number(cell(r, "at"), 0, INT64_MAX, &a->at_ms) ||
		(*cell(r, "have") && !text_number(cell(r, "have"), 0, PACKAGE_WHOLE, &have)) ||
		(*cell(r, "want_at") && !text_number(cell(r, "want_at"), 0, INT64_MAX, &a->want_ms)))
		return false;
	a->have = (size_t)have;
	return true;
}

/* What its state needs to be said with. */
static bool complete(const struct crossing_answer *a)
{
	switch (a->state) {
	case CROSSING_RETURNED: return *a->reason != '\0';
	case CROSSING_DECIDED:
		return *a->opinion && *a->document && *(a->grant ? a->number : a->reason);
	default: return true;
	}
}

enum err crossing_read(const struct casefile *c, const struct reply *r, int64_t now_ms,
	struct crossing_answer *out)
{
	const struct crossing *x = &c->crossing;
	struct crossing_answer a = {.reason = cell(r, "reason"), .opinion = cell(r, "opinion"),
		.number = cell(r, "number"), .document = cell(r, "document"), .refused = cell(r, "refused"),
		.grant = text_equal(cell(r, "grant"), "1")};

	if (r->n_rows != 1 || !x->package || !of_this_case(c, r) || !document_whole(r))
		return ERR_TAMPER;
	if (!crossing_parse(cell(r, "state"), &a.state) || a.state == CROSSING_NONE || !numbers(r, &a) ||
		!complete(&a))
		return ERR_INPUT;
	bool news = a.state != x->state;
	if (a.at_ms > now_ms + AHEAD_MS || (news && a.at_ms < x->at_ms) ||
		(news && !crossing_may(x->state, a.state)) ||
		(a.state == CROSSING_WITHDRAWN && x->want != WANT_WITHDRAW))
		return ERR_CONFLICT;
	*out = a;
	return OK;
}

bool crossing_refuses(const struct casefile *c, const struct crossing_answer *a)
{
	return c->crossing.want && *a->refused && a->want_ms == c->crossing.want_ms;
}

/* ---- events ---- */

static enum err hand_over(const struct fold *f, const struct uid *op)
{
	struct crossing *x = &f->file->crossing;
	const char *region = fold_said(f, "region"), *package = fold_said(f, "package");

	if (f->file->state != STATE_ACCEPTED)
		return ERR_STATE;
	if (!item_region(f->file->item, region) || !*package)
		return ERR_INPUT;
	crossing_release(f->file);
	*x = (struct crossing){.op = *op, .package = mem_text(package)};
	text_copy(x->region, sizeof x->region, region);
	return OK;
}

/* It lies with whoever handed it on, to be mended and sent again. */
static void come_back(const struct fold *f)
{
	struct casefile *c = f->file;

	c->spell_ms[c->state] += f->event->at_ms - c->state_since_ms;
	c->state_since_ms = f->event->at_ms;
	c->state = STATE_ACCEPTED;
	text_copy(c->queue.holder, sizeof c->queue.holder, c->handed_by);
	mem_free_text(c->crossing.reason);
	c->crossing.reason = mem_text(fold_said(f, "reason"));
}

static enum err move(const struct fold *f, enum crossing_state to, const struct uid *op)
{
	struct casefile *c = f->file;
	enum err e = OK;

	if (!crossing_may(c->crossing.state, to) || (to == CROSSING_WITHDRAWN && c->crossing.want != WANT_WITHDRAW))
		return ERR_STATE;
	if (to == CROSSING_RETURNED && !*fold_said(f, "reason"))
		return ERR_INPUT;
	if (to == CROSSING_HANDED)
		e = hand_over(f, op);
	if (e)
		return e;
	if (to == CROSSING_RETURNED)
		come_back(f);
	c->crossing.state = to;
	c->crossing.at_ms = record_int(&f->event->body, "at", f->event->at_ms);
	if (!crossing_away(c))
		c->crossing.want = WANT_NOTHING;
	return OK;
}

static enum err ask_back(const struct fold *f)
{
	struct crossing *x = &f->file->crossing;
	enum crossing_want want;

	if (!want_parse(fold_said(f, "want"), &want) || want == WANT_NOTHING || !*fold_said(f, "reason"))
		return ERR_INPUT;
	if (x->want)
		return ERR_STATE; /* one question at a time */
	x->want = want;
	x->want_ms = f->event->at_ms;
	mem_free_text(x->want_reason);
	mem_free_text(x->refused);
	x->want_reason = mem_text(fold_said(f, "reason"));
	x->refused = NULL;
	return OK;
}

static enum err refuse(const struct fold *f)
{
	struct crossing *x = &f->file->crossing;

	if (!x->want)
		return ERR_STATE;
	x->want = WANT_NOTHING;
	mem_free_text(x->refused);
	x->refused = mem_text(fold_said(f, "refused"));
	return OK;
}

enum err fold_crossing(const struct fold *f)
{
	struct casefile *c = f->file;
	enum crossing_state to = CROSSING_NONE;
	struct uid op;
	bool asks = *fold_said(f, "want") != '\0', refuses = *fold_said(f, "refused") != '\0';

	if (!c->item || !text_unhex(fold_said(f, "op"), op.b, sizeof op.b) ||
		(!asks && !refuses && !crossing_parse(fold_said(f, "to"), &to)))
		return ERR_INPUT;
	if (to != CROSSING_HANDED &&
		(!uid_equal(&op, &c->crossing.op) || c->state != STATE_EXAMINING || !crossing_away(c)))
		return ERR_STATE;
	enum err e = asks ? ask_back(f) : refuses ? refuse(f) : move(f, to, &op);
	if (!e)
		c->crossing.told_ms = c->changed_ms = f->event->at_ms;
	return e;
}

enum err crossing_guard(const struct fold *f, enum state to)
{
	const struct casefile *c = f->file;
	const char *from = fold_said(f, "from");

	if (*from) {
		bool theirs = to == STATE_RETRACTED ? c->crossing.state == CROSSING_WITHDRAWN
						    : c->crossing.state == CROSSING_DECIDED;
		return theirs && text_equal(from, c->crossing.region) ? OK : ERR_STATE;
	}
	if (c->crossing.state == CROSSING_HANDED && c->state == STATE_ACCEPTED)
		return to == STATE_EXAMINING ? OK : ERR_STATE; /* the hand-over itself */
	return crossing_away(c) ? ERR_STATE : OK;
}

void crossing_release(struct casefile *c)
{
	mem_free_text(c->crossing.package);
	mem_free_text(c->crossing.reason);
	mem_free_text(c->crossing.want_reason);
	mem_free_text(c->crossing.refused);
	c->crossing = (struct crossing){0};
}
