/* SPDX-License-Identifier: MIT
 *
 * What must hold: what is told to the region of receipt follows from the case alone, so telling it
 * again says the same.
 */
#include "core/casework/inward.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/form/fingerprint.h"
#include "core/standards/workday.h"

enum { ANSWER_DAYS = 5 };

static const char *const words[INWARD_ACTS] = {
#define X(name, word) word,
	INWARD_TABLE(X)
#undef X
};

const char *const inward_reasons[INWARD_REASONS] = {
	N_("Not for this region to decide"),
	N_("A paper is missing or cannot be read"),
	N_("The applicant is not in the registers here"),
	N_("The same matter is under way here already"),
	N_("Handed over by mistake"),
};

const char *const inward_refusals[INWARD_REFUSALS] = {
	N_("The decision is made and about to be issued"),
	N_("The result is being made already"),
	N_("Others rely on it; the matter goes on"),
};

const char *inward_word(enum inward_act a)
{
	return words[a];
}

bool inward_parse(const char *word, enum inward_act *out)
{
	for (int i = 0; i < INWARD_ACTS; i++)
		if (text_equal(words[i], word)) {
			*out = (enum inward_act)i;
			return true;
		}
	return false;
}

day_t inward_last(int64_t handed_ms)
{
	struct due due;

	return workday_due(handed_ms, ANSWER_DAYS, DUE_WORKING, DUE_RULE_B, NULL, 0, &due) ? DAY_NONE : due.day;
}

bool inward_from(const struct casefile *c)
{
	return *c->inward.region != '\0';
}

struct uid inward_op(const struct uid *hand_over, enum inward_act a)
{
	/* Taken in or sent back: one answer, whichever. */
	const char *word = words[a == INWARD_RETURNED ? INWARD_TAKEN : a];
	uint8_t bytes[sizeof hand_over->b + 16] = {0}, hash[HASH_SIZE];
	struct uid op;

	memcpy(bytes, hand_over->b, sizeof hand_over->b);
	memcpy(bytes + sizeof hand_over->b, word, strlen(word));
	fingerprint(bytes, sizeof bytes, hash);
	memcpy(op.b, hash, sizeof op.b);
	return op;
}

/* ---- events ---- */

static void keep(char **text, const char *said)
{
	mem_free_text(*text);
	*text = *said ? mem_text(said) : NULL;
}

static enum err taken(const struct fold *f, const struct uid *op)
{
	struct inward *x = &f->file->inward;

	if (f->file->state != STATE_DRAFT || *x->region)
		return ERR_STATE;
	*x = (struct inward){.op = *op, .due = DAY_NONE, .handed_ms = record_int(&f->event->body, "handed", 0)};
	if (!text_copy(x->region, sizeof x->region, fold_said(f, "region")) || !*x->region ||
		!text_copy(x->number, sizeof x->number, fold_said(f, "number")) ||
		(*fold_said(f, "due") && !day_parse(fold_said(f, "due"), &x->due)))
		return ERR_INPUT;
	return OK;
}

static enum err asked(const struct fold *f)
{
	struct inward *x = &f->file->inward;
	enum crossing_want want;
	int64_t at = record_int(&f->event->body, "at", 0);

	if (!want_parse(fold_said(f, "want"), &want) || want == WANT_NOTHING || at <= 0)
		return ERR_INPUT;
	if (x->want || at <= x->want_ms || x->agreed)
		return ERR_STATE; /* known, or older than what is known */
	x->want = want;
	x->want_ms = at;
	keep(&x->want_reason, fold_said(f, "reason"));
	keep(&x->refused, "");
	return OK;
}

static enum err answered(const struct fold *f)
{
	struct inward *x = &f->file->inward;
	bool agree = text_equal(fold_said(f, "agree"), "1");

	if (!x->want)
		return ERR_STATE;
	if (!agree && !*fold_said(f, "reason"))
		return ERR_INPUT;
	if (agree)
		x->agreed = x->want;
	else
		keep(&x->refused, fold_said(f, "reason"));
	x->want = WANT_NOTHING;
	return OK;
}

enum err fold_inward(const struct fold *f)
{
	struct casefile *c = f->file;
	enum inward_act act;
	enum err e = ERR_INPUT;
	struct uid op;

	if (!c->item || !inward_parse(fold_said(f, "act"), &act) ||
		!text_unhex(fold_said(f, "op"), op.b, sizeof op.b))
		return ERR_INPUT;
	if (act != INWARD_TAKEN && (!inward_from(c) || !uid_equal(&op, &c->inward.op)))
		return ERR_STATE;
	if (act == INWARD_TAKEN)
		e = taken(f, &op);
	else if (act == INWARD_ASKED)
		e = asked(f);
	else if (act == INWARD_ANSWERED)
		e = answered(f);
	else if (act == INWARD_TOLD) {
		c->inward.told_ms = f->event->at_ms;
		e = OK;
	}
	if (!e)
		c->changed_ms = f->event->at_ms;
	return e;
}

/* The applicant is not here: he takes it back, and gets its result, in the region of receipt. */
enum err inward_guard(const struct fold *f, enum state to)
{
	const struct inward *x = &f->file->inward;
	bool back = to == STATE_RETRACTED && !x->agreed;
	bool out = to == STATE_DELIVERED && !text_equal(fold_said(f, "how"), "region");

	return *x->region && (back || out) ? ERR_STATE : OK;
}

/* The words of the decision, before later acts bring words of their own. What is decided or ended asks
 * for nothing any more. */
void inward_moved(const struct fold *f, enum state to)
{
	struct inward *x = &f->file->inward;

	if (!*x->region)
		return;
	if (to == STATE_DECIDING)
		keep(&x->opinion, fold_said(f, "opinion"));
	if (to == STATE_DENIED || to == STATE_TERMINATED || to == STATE_RETRACTED)
		keep(&x->reason, fold_said(f, "reason"));
	if (f->file->decided_ms || !state_open(to))
		x->want = WANT_NOTHING;
}

void inward_release(struct casefile *c)
{
	mem_free_text(c->inward.want_reason);
	mem_free_text(c->inward.refused);
	mem_free_text(c->inward.opinion);
	mem_free_text(c->inward.reason);
	c->inward = (struct inward){0};
}

/* ---- what is told ---- */

static const char *or_none(const char *text)
{
	return text ? text : "";
}

static enum crossing_state state_of(const struct casefile *c)
{
	bool made = c->state == STATE_READY || c->state == STATE_DELIVERED || c->state == STATE_DENIED ||
		    c->state == STATE_ARCHIVED || c->state == STATE_REVOKED;

	if (c->inward.agreed)
		return c->inward.agreed == WANT_WITHDRAW ? CROSSING_WITHDRAWN : CROSSING_RETURNED;
	if (c->decided_ms && made)
		return CROSSING_DECIDED;
	return c->state == STATE_RETRACTED || c->state == STATE_TERMINATED ? CROSSING_RETURNED : CROSSING_TAKEN;
}

void inward_report(const struct casefile *c, struct inward_word *out)
{
	*out = (struct inward_word){.state = state_of(c), .grant = c->granted, .reason = or_none(c->inward.reason),
		.opinion = or_none(c->inward.opinion), .number = or_none(c->words.number),
		.refused = or_none(c->inward.refused), .want_ms = c->inward.want_ms};
	out->at_ms = out->state == CROSSING_TAKEN ? c->accepted_ms
		     : out->state == CROSSING_DECIDED && !c->granted ? c->decided_ms : c->state_since_ms;
	if (out->state == CROSSING_DECIDED)
		out->document = casefile_slip(c, "decision");
}
