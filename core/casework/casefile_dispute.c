/* SPDX-License-Identifier: MIT
 *
 * DISPUTE events: a value of this case is objected to, here (raise) or in another case of the same
 * person (carry), and what became of it (answer, close).
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/objection.h"

enum { MOST = 200 };

static const struct {
	const char *word, *text;
} effects[EFFECT_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	EFFECT_TABLE(X)
#undef X
};

const char *effect_word(enum dispute_effect e)
{
	return effects[e].word;
}

const char *effect_text(enum dispute_effect e)
{
	return effects[e].text;
}

bool effect_parse(const char *word, enum dispute_effect *out)
{
	for (int i = 0; i < EFFECT_COUNT; i++)
		if (text_equal(effects[i].word, word)) {
			*out = (enum dispute_effect)i;
			return true;
		}
	return false;
}

void disputes_release(struct casefile *c)
{
	for (size_t i = 0; i < c->n_disputes; i++)
		mem_free_text(c->disputes[i].value);
	mem_free(c->disputes);
	c->disputes = NULL;
	c->n_disputes = 0;
}

static struct dispute *find(const struct casefile *c, const struct uid *id)
{
	for (size_t i = c->n_disputes; i-- > 0;)
		if (uid_equal(&c->disputes[i].objection, id))
			return &c->disputes[i];
	return NULL;
}

static enum err get(const struct fold *f, struct dispute *d)
{
	if (!text_unhex(fold_said(f, "id"), d->objection.b, sizeof d->objection.b) ||
		!text_copy(d->number, sizeof d->number, fold_said(f, "objection")) ||
		!text_copy(d->field, sizeof d->field, fold_said(f, "field")) ||
		!text_copy(d->resource, sizeof d->resource, fold_said(f, "resource")) ||
		!text_copy(d->attribute, sizeof d->attribute, fold_said(f, "attribute")) ||
		!effect_parse(fold_said(f, "effect"), &d->effect) || !*d->number)
		return ERR_INPUT;
	return OK;
}

static enum err begin(const struct fold *f, bool own)
{
	struct casefile *c = f->file;
	struct dispute d = {.own = own};
	enum err e = get(f, &d);

	if (e)
		return e;
	if (find(c, &d.objection))
		return ERR_EXISTS;
	if (c->n_disputes == MOST)
		return ERR_LIMIT;
	c->disputes = mem_grow(c->disputes, c->n_disputes * sizeof d, (c->n_disputes + 1) * sizeof d);
	c->disputes[c->n_disputes++] = d;
	return OK;
}

/* The answer may reach a case before it was noted there that the value is in dispute. */
static enum err answer(const struct fold *f)
{
	enum dispute_answer said;
	struct uid id;

	if (!text_unhex(fold_said(f, "id"), id.b, sizeof id.b) ||
		!answer_parse(fold_said(f, "answer"), &said) || said == ANSWER_NONE)
		return ERR_INPUT;
	struct dispute *d = find(f->file, &id);
	if (!d) {
		enum err e = begin(f, false);
		if (e)
			return e;
		d = &f->file->disputes[f->file->n_disputes - 1];
	}
	d->answer = said;
	d->answered_ms = f->event->at_ms;
	mem_free_text(d->value);
	d->value = mem_text(record_get(&f->event->body, "value"));
	return OK;
}

static enum err close(const struct fold *f)
{
	struct uid id;

	if (!text_unhex(fold_said(f, "id"), id.b, sizeof id.b))
		return ERR_INPUT;
	struct dispute *d = find(f->file, &id);
	if (!d)
		return ERR_NOTFOUND;
	d->closed = true;
	return OK;
}

enum err fold_dispute(const struct fold *f)
{
	const char *act = fold_said(f, "act");
	enum err e = text_equal(act, "raise")    ? begin(f, true)
		     : text_equal(act, "carry")  ? begin(f, false)
		     : text_equal(act, "answer") ? answer(f)
		     : text_equal(act, "close")  ? close(f)
						 : ERR_INPUT;

	if (!e)
		f->file->changed_ms = f->event->at_ms;
	return e;
}

const struct dispute *casefile_dispute(const struct casefile *c, const char *field)
{
	for (size_t i = c->n_disputes; i-- > 0;)
		if (text_equal(c->disputes[i].field, field))
			return &c->disputes[i];
	return NULL;
}

bool casefile_waits(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_disputes; i++) {
		const struct dispute *d = &c->disputes[i];
		if (d->own && d->effect == EFFECT_WAIT && d->answer == ANSWER_NONE && !d->closed)
			return true;
	}
	return false;
}

bool dispute_outdates(const struct casefile *c, const struct evidence *e)
{
	for (size_t i = 0; i < c->n_disputes; i++) {
		const struct dispute *d = &c->disputes[i];
		if (d->answer == ANSWER_CORRECTED && e->at_ms < d->answered_ms &&
			text_equal(d->resource, e->resource))
			return true;
	}
	return false;
}
