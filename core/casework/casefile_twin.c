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
} acts[TWIN_ACTS] = {
#define X(name, word, text) [name] = {word, text},
	TWIN_TABLE(X)
#undef X
};

const char *twin_act_word(enum twin_act a)
{
	return acts[a].word;
}

const char *twin_act_text(enum twin_act a)
{
	return acts[a].text;
}

static const struct twin_mark *marked(const struct casefile *c, enum twin_act act)
{
	for (size_t i = 0; i < c->n_twins; i++)
		if (c->twins[i].act == act)
			return &c->twins[i];
	return NULL;
}

const struct twin_mark *casefile_merged(const struct casefile *c)
{
	return marked(c, TWIN_MERGE);
}

const struct twin_mark *casefile_twin(const struct casefile *c, const struct uid *of)
{
	for (size_t i = 0; i < c->n_twins; i++)
		if (uid_equal(&c->twins[i].of, of))
			return &c->twins[i];
	return NULL;
}

/* What is said about it, and what others had begun to say, still arrives. */
bool twin_stands_still(const struct casefile *c, const char *kind)
{
	static const char *const arrives[] = {
		"TWIN", "NOTE", "PRINT", "REVEAL", "RATE", "RATING", "DISPUTE"};

	for (size_t i = 0; i < COUNT_OF(arrives); i++)
		if (text_equal(arrives[i], kind))
			return false;
	return casefile_merged(c) != NULL;
}

static bool act_parse(const char *word, enum twin_act *out)
{
	for (int a = 0; a < TWIN_ACTS; a++)
		if (text_equal(acts[a].word, word)) {
			*out = (enum twin_act)a;
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
static bool fits(const struct casefile *c, enum twin_act act, const struct twin_mark *now)
{
	bool joined = now && (now->act == TWIN_MERGE || now->act == TWIN_HOLD);

	switch (act) {
	case TWIN_NONE: return now && now->act != TWIN_NONE;
	case TWIN_MERGE: return undecided(c->state) && !casefile_merged(c) && !marked(c, TWIN_HOLD);
	case TWIN_HOLD: return !casefile_merged(c) && !joined;
	default: return !joined;
	}
}

static struct twin_mark *mark_for(struct casefile *c, const struct uid *of)
{
	for (size_t i = 0; i < c->n_twins; i++)
		if (uid_equal(&c->twins[i].of, of))
			return &c->twins[i];
	c->twins = mem_grow(c->twins, c->n_twins * sizeof *c->twins,
		(c->n_twins + 1) * sizeof *c->twins);
	c->twins[c->n_twins] = (struct twin_mark){.of = *of};
	return &c->twins[c->n_twins++];
}

enum err fold_twin(const struct fold *f)
{
	struct casefile *c = f->file;
	struct uid of = {{0}};
	enum twin_act act;

	if (!act_parse(fold_said(f, "act"), &act) || !text_unhex(fold_said(f, "of"), of.b, sizeof of.b) ||
		uid_equal(&of, &f->event->casefile) || strlen(fold_said(f, "number")) >= CASE_NUMBER)
		return ERR_INPUT;
	const struct twin_mark *now = casefile_twin(c, &of);
	if (c->events == 0 || !fits(c, act, now))
		return ERR_STATE;
	if (!now && c->n_twins >= CASE_TWINS)
		return ERR_LIMIT;
	struct twin_mark *m = mark_for(c, &of);
	m->act = act;
	m->at_ms = f->event->at_ms;
	text_copy(m->number, sizeof m->number, fold_said(f, "number"));
	text_copy(m->by, sizeof m->by, f->event->actor);
	c->changed_ms = f->event->at_ms;
	return OK;
}
