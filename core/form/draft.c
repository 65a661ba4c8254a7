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

static void excuse_release(struct excuse *x)
{
	mem_free_text(x->value);
	mem_free_text(x->text);
	*x = (struct excuse){0};
}

void draft_release(struct draft *d)
{
	for (size_t i = 0; d->answers && i < d->item->n_fields; i++)
		answer_release(&d->answers[i]);
	for (size_t i = 0; i < d->n_excuses; i++)
		excuse_release(&d->excuses[i]);
	mem_free(d->excuses);
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

static struct excuse *excuse_of(const struct draft *d, size_t field, int check)
{
	for (size_t i = 0; i < d->n_excuses; i++) {
		if (d->excuses[i].field == field && d->excuses[i].check == check)
			return &d->excuses[i];
	}
	return NULL;
}

void draft_excuse(struct draft *d, size_t field, int check, const char *text)
{
	struct excuse *x = excuse_of(d, field, check);
	if (!x && !*text)
		return;
	if (!x) {
		d->excuses = mem_grow(d->excuses, d->n_excuses * sizeof(*x),
			(d->n_excuses + 1) * sizeof(*x));
		x = &d->excuses[d->n_excuses++];
		*x = (struct excuse){0};
	}
	excuse_release(x);
	*x = *text ? (struct excuse){field, check, mem_text(d->answers[field].value), mem_text(text)}
		   : d->excuses[--d->n_excuses];
}

const char *draft_excused(const struct draft *d, size_t field, int check)
{
	const struct excuse *x = excuse_of(d, field, check);
	return x && text_equal(x->value, d->answers[field].value) ? x->text : NULL;
}

/* ---- rows ---- */

int draft_rows(const struct draft *d, size_t repeat)
{
	const struct repeat *r = &d->item->repeats[repeat];
	int64_t rows;
	if (!text_number(d->answers[r->count].value, r->min, r->max, &rows))
		return r->min;
	return (int)rows;
}

/* Swaps neighbours, so that nothing is lost and nothing copied. */
static void swap_rows(struct draft *d, const struct repeat *r, int row)
{
	struct answer *a = &d->answers[r->first + (size_t)row * r->columns];
	for (size_t i = 0; i < r->columns; i++) {
		struct answer kept = a[i];
		a[i] = a[i + r->columns];
		a[i + r->columns] = kept;
	}
}

/* Reasons belong to answers: where rows move they are asked again. */
static void forget_excuses(struct draft *d, const struct repeat *r)
{
	size_t end = r->first + (size_t)r->max * r->columns;
	for (size_t i = d->n_excuses; i-- > 0;) {
		if (d->excuses[i].field >= r->first && d->excuses[i].field < end) {
			excuse_release(&d->excuses[i]);
			d->excuses[i] = d->excuses[--d->n_excuses];
		}
	}
}

static void clear_row(struct draft *d, const struct repeat *r, int row)
{
	struct answer *a = &d->answers[r->first + (size_t)row * r->columns];
	for (size_t i = 0; i < r->columns; i++) {
		answer_release(&a[i]);
		a[i].value = mem_text("");
	}
}

enum err draft_row_insert(struct draft *d, size_t repeat, int at)
{
	const struct repeat *r = &d->item->repeats[repeat];
	int rows = draft_rows(d, repeat);
	if (rows == r->max)
		return ERR_LIMIT;
	if (at < 0 || at > rows)
		return ERR_NOTFOUND;
	clear_row(d, r, rows);
	for (int row = rows; row > at; row--)
		swap_rows(d, r, row - 1);
	forget_excuses(d, r);
	return OK;
}

enum err draft_row_remove(struct draft *d, size_t repeat, int at)
{
	const struct repeat *r = &d->item->repeats[repeat];
	int rows = draft_rows(d, repeat);
	if (rows == r->min)
		return ERR_LIMIT;
	if (at < 0 || at >= rows)
		return ERR_NOTFOUND;
	for (int row = at; row < rows - 1; row++)
		swap_rows(d, r, row);
	clear_row(d, r, rows - 1);
	forget_excuses(d, r);
	return OK;
}

enum change answer_edit(const struct field *f, const struct answer *a)
{
	bool held = a->origin == ORIGIN_FETCHED || a->origin == ORIGIN_LICENCE;
	if (!*a->value)
		return CHANGE_FREE;
	if (f->holder || f->present || (f->derive >= 0 && a->origin == ORIGIN_DERIVED))
		return CHANGE_NEVER;
	if (held && f->lock == LOCK_FIXED)
		return CHANGE_NEVER;
	if ((held || a->origin == ORIGIN_OVERRIDE) && f->lock != LOCK_FREE)
		return CHANGE_REASON;
	return CHANGE_FREE;
}
