/* SPDX-License-Identifier: MIT
 *
 * What departments say about a field. What must hold: an answer counts only about the holder it was
 * asked about, and with what it was asked with.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/prefill_inside.h"

enum { VALUE_MAX = 8192 };

static bool answered(const struct evidence *e)
{
	return e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING;
}

static const struct evidence *look_up(const struct prefill *p, const struct share *s)
{
	const struct evidence *e = p->incoming;

	if (e && answered(e) && text_equal(e->resource, s->resource) && evidence_fits(p->file, e, s))
		return e;
	return casefile_share(p->file, s);
}

const struct evidence *fill_said_by(struct fill *f, const struct share *s)
{
	size_t kept = f->n < SAID_KEPT ? f->n : SAID_KEPT;

	for (size_t i = 0; i < kept; i++)
		if (f->kept[i].party == s->party && text_equal(f->kept[i].resource, s->resource))
			return f->kept[i].evidence;
	struct said *said = &f->kept[f->n++ % SAID_KEPT];
	*said = (struct said){s->resource, s->party, look_up(f->p, s)};
	return said->evidence;
}

/* What the answer has for the field, as the department wrote it; NULL nothing. */
const char *fill_said(const struct prefill *p, size_t field, size_t rank,
	const struct evidence *e, char count[16])
{
	return e ? field_shared(&p->file->draft, field, rank, e->rows, e->n_rows, count) : NULL;
}

/* The canonical form, NULL when the value cannot be one of this field. */
char *fill_canonical(const struct field *f, const char *raw, day_t today)
{
	char *value = NULL;
	struct buf folded;

	buf_init(&folded, VALUE_MAX);
	if (field_take(f, raw, today, &folded))
		value = mem_text(buf_text(&folded));
	buf_release(&folded);
	return value;
}

const struct field *fill_field(const struct prefill *p, size_t field)
{
	return &p->file->item->fields[field];
}

const struct answer *fill_standing(const struct prefill *p, size_t field)
{
	return &p->file->draft.answers[field];
}

static struct opinion opinion_at(struct fill *fill, size_t field, size_t rank)
{
	const struct field *f = fill_field(fill->p, field);
	struct opinion o = {.rank = rank, .by = fill_said_by(fill, &f->shares[rank])};
	char count[16];
	const char *raw = fill_said(fill->p, field, rank, o.by, count);

	if (raw)
		o.value = fill_canonical(f, raw, fill->p->today);
	return o;
}

/* The first opinion, and the first that differs from it. */
void fill_opinions(struct fill *fill, size_t field, struct opinion out[2])
{
	size_t n = 0;

	memset(out, 0, 2 * sizeof *out);
	for (size_t rank = 0; rank < fill_field(fill->p, field)->n_shares && n < 2; rank++) {
		struct opinion o = opinion_at(fill, field, rank);
		if (o.value && !(n == 1 && text_equal(o.value, out[0].value)))
			out[n++] = o;
		else
			mem_free_text(o.value);
	}
}

void fill_opinions_release(struct opinion o[2])
{
	mem_free_text(o[0].value);
	mem_free_text(o[1].value);
}

const struct evidence *fill_evidence(const struct prefill *p, const struct answer *a)
{
	for (size_t i = p->file->n_evidence; i-- > 0;)
		if (memcmp(p->file->evidence[i].event, a->evidence, HASH_SIZE) == 0)
			return &p->file->evidence[i];
	return NULL;
}

bool fill_says(const struct prefill *p, size_t field, const struct evidence *e, const char *value)
{
	const struct field *f = fill_field(p, field);
	bool same = false;

	for (size_t k = 0; !same && k < f->n_shares; k++) {
		char count[16];
		const char *raw = text_equal(f->shares[k].resource, e->resource) &&
						  evidence_fits(p->file, e, &f->shares[k])
					  ? fill_said(p, field, k, e, count)
					  : NULL;
		char *now = raw ? fill_canonical(f, raw, p->today) : NULL;
		same = now && text_equal(now, value);
		mem_free_text(now);
	}
	return same;
}
