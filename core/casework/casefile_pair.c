/* SPDX-License-Identifier: MIT
 *
 * What was decided about pairs of cases. What must hold: a merged case stands still, and taking the
 * merge back leaves it exactly as it was; a case that took another in is not merged itself.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"

static const struct {
	const char *word, *text;
} acts[PAIR_ACTS] = {
#define X(name, word, text) [name] = {word, text},
	PAIR_TABLE(X)
#undef X
};

const char *pair_word(enum pair_act a)
{
	return acts[a].word;
}

const char *pair_text(enum pair_act a)
{
	return acts[a].text;
}

static const struct pair_mark *marked(const struct casefile *c, enum pair_act act)
{
	for (size_t i = 0; i < c->n_pairs; i++)
		if (c->pairs[i].act == act)
			return &c->pairs[i];
	return NULL;
}

const struct pair_mark *casefile_merged(const struct casefile *c)
{
	return marked(c, PAIR_MERGE);
}

const struct pair_mark *casefile_pair(const struct casefile *c, const struct uid *of)
{
	for (size_t i = 0; i < c->n_pairs; i++)
		if (uid_equal(&c->pairs[i].of, of))
			return &c->pairs[i];
	return NULL;
}

/* What is said about it, and what others had begun to say, still arrives. */
bool pair_stands_still(const struct casefile *c, const char *kind)
{
	static const char *const arrives[] = {
		"PAIR", "NOTE", "PRINT", "REVEAL", "RATE", "RATING", "DISPUTE", "BRANCH"};

	for (size_t i = 0; i < COUNT_OF(arrives); i++)
		if (text_equal(arrives[i], kind))
			return false;
	return casefile_merged(c) != NULL;
}

static bool act_parse(const char *word, enum pair_act *out)
{
	for (int a = 0; a < PAIR_ACTS; a++)
		if (text_equal(acts[a].word, word)) {
			*out = (enum pair_act)a;
			return true;
		}
	return false;
}

static bool undecided(enum state s)
{
	return s == STATE_DRAFT || s == STATE_RECEIVED || s == STATE_FIXING || s == STATE_ACCEPTED ||
	       s == STATE_EXAMINING || s == STATE_SPECIAL;
}

/* now: the mark about the same case; NULL none. */
static bool fits(const struct casefile *c, enum pair_act act, const struct pair_mark *now)
{
	bool joined = now && (now->act == PAIR_MERGE || now->act == PAIR_HOLD);

	switch (act) {
	case PAIR_NONE: return now && now->act != PAIR_NONE;
	case PAIR_MERGE: return undecided(c->state) && !casefile_merged(c) && !marked(c, PAIR_HOLD);
	case PAIR_HOLD: return !casefile_merged(c) && !joined;
	default: return !joined;
	}
}

static struct pair_mark *mark_for(struct casefile *c, const struct uid *of)
{
	for (size_t i = 0; i < c->n_pairs; i++)
		if (uid_equal(&c->pairs[i].of, of))
			return &c->pairs[i];
	c->pairs = mem_grow(c->pairs, c->n_pairs * sizeof *c->pairs,
		(c->n_pairs + 1) * sizeof *c->pairs);
	c->pairs[c->n_pairs] = (struct pair_mark){.of = *of};
	return &c->pairs[c->n_pairs++];
}

enum err fold_pair(const struct fold *f)
{
	struct casefile *c = f->file;
	struct uid of = {{0}};
	enum pair_act act;

	if (!act_parse(fold_said(f, "act"), &act) || !text_unhex(fold_said(f, "of"), of.b, sizeof of.b) ||
		uid_equal(&of, &f->event->casefile) || strlen(fold_said(f, "number")) >= CASE_NUMBER)
		return ERR_INPUT;
	const struct pair_mark *now = casefile_pair(c, &of);
	if (c->events == 0 || !fits(c, act, now))
		return ERR_STATE;
	if (!now && c->n_pairs >= CASE_PAIRS)
		return ERR_LIMIT;
	struct pair_mark *m = mark_for(c, &of);
	m->act = act;
	m->at_ms = f->event->at_ms;
	text_copy(m->number, sizeof m->number, fold_said(f, "number"));
	text_copy(m->by, sizeof m->by, f->event->actor);
	c->changed_ms = f->event->at_ms;
	return OK;
}
