/* SPDX-License-Identifier: MIT
 *
 * What must hold: every answer owns its texts and value is never NULL; what is replaced is wiped.
 */
#include "core/form/draft.h"

#include "core/base/mem.h"
#include "core/base/text.h"

static const char *const origin_words[ORIGIN_COUNT] = {
#define X(name, sign, word) word,
	ORIGIN_TABLE(X)
#undef X
};

char origin_sign(enum origin o)
{
	static const char signs[] = {
#define X(name, sign, word) sign,
		ORIGIN_TABLE(X)
#undef X
	};
	return signs[o];
}

const char *origin_word(enum origin o)
{
	return origin_words[o];
}

bool origin_parse(const char *word, enum origin *out)
{
	for (enum origin o = 0; o < ORIGIN_COUNT; o++) {
		if (text_equal(origin_words[o], word)) {
			*out = o;
			return true;
		}
	}
	return false;
}

void draft_init(struct draft *d, const struct item *item)
{
	d->item = item;
	d->answers = mem_array(item->n_fields + 1, sizeof(*d->answers));
	for (size_t i = 0; i < item->n_fields; i++)
		d->answers[i].value = mem_text("");
}

void draft_release(struct draft *d)
{
	for (size_t i = 0; d->answers && i < d->item->n_fields; i++)
		answer_release(&d->answers[i]);
	mem_free(d->answers);
	*d = (struct draft){0};
}

void answer_release(struct answer *a)
{
	mem_free_text(a->value);
	mem_free_text(a->registered);
	mem_free_text(a->reason);
	*a = (struct answer){0};
}

void draft_set(struct draft *d, size_t field, const struct answer *a)
{
	struct answer copy = *a;
	copy.value = mem_text(a->value ? a->value : "");
	copy.registered = mem_text(a->registered);
	copy.reason = mem_text(a->reason);
	answer_release(&d->answers[field]);
	d->answers[field] = copy;
}

enum change answer_edit(const struct field *f, const struct answer *a)
{
	bool held = a->origin == ORIGIN_FETCHED || a->origin == ORIGIN_LICENCE;
	if (!*a->value)
		return CHANGE_FREE;
	if (f->holder || (f->derive >= 0 && a->origin == ORIGIN_DERIVED))
		return CHANGE_NEVER;
	if (held && f->lock == LOCK_FIXED)
		return CHANGE_NEVER;
	if ((held || a->origin == ORIGIN_OVERRIDE) && f->lock != LOCK_FREE)
		return CHANGE_REASON;
	return CHANGE_FREE;
}
