/* SPDX-License-Identifier: MIT
 *
 * What an answer of a department says for a field.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/form/draft.h"

static bool row_fits(const struct share *s, const struct draft *d, const struct record *row)
{
	for (size_t i = 0; i < SHARE_FILTERS; i++) {
		const char *wanted = s->filters[i].equals;
		if (!*s->filters[i].where)
			continue;
		if (s->filters[i].field >= 0)
			wanted = d ? d->answers[s->filters[i].field].value : "";
		if (!*wanted || !text_equal(record_get(row, s->filters[i].where), wanted))
			return false;
	}
	return true;
}

size_t share_count(
	const struct share *s, const struct draft *d, const struct record *rows, size_t n_rows)
{
	size_t n = 0;
	for (size_t i = 0; i < n_rows; i++)
		n += row_fits(s, d, &rows[i]);
	return n;
}

const char *share_pick(
	const struct share *s, const struct draft *d, const struct record *rows, size_t n_rows)
{
	if (!*s->attribute)
		return share_count(s, d, rows, n_rows) ? "1" : "0";
	for (size_t i = 0; i < n_rows; i++) {
		const char *value = record_get(&rows[i], s->attribute);
		if (value && *value && row_fits(s, d, &rows[i]))
			return value;
	}
	return NULL;
}

/* Does the share take the row of the answer that its own row in the repeat stands for? */
static const struct share *rows_of(const struct item *item, const struct field *f, size_t k)
{
	const struct share *s = &f->shares[k];
	if (f->row < 0 || *s->filters[0].where)
		return NULL;
	const struct share *rows = &item->repeats[f->repeat].rows;
	return text_equal(rows->resource, s->resource) && rows->party == s->party ? rows : NULL;
}

const char *field_shared(const struct draft *d, size_t field, size_t k, const struct record *rows,
	size_t n_rows, char count[16])
{
	const struct field *f = &d->item->fields[field];
	const struct share *own = rows_of(d->item, f, k);
	int nth = f->row;
	if (f->type == FIELD_ROWS) {
		text_format(count, 16, "%zu", share_count(&f->shares[k], d, rows, n_rows));
		return count;
	}
	if (!own)
		return share_pick(&f->shares[k], d, rows, n_rows);
	for (size_t i = 0; i < n_rows; i++) {
		if (row_fits(own, d, &rows[i]) && nth-- == 0)
			return share_pick(&f->shares[k], NULL, &rows[i], 1);
	}
	return NULL;
}

static bool amount(const struct field *f)
{
	return f->type == FIELD_MONEY || f->type == FIELD_MONEY_WAN || f->type == FIELD_SHARE;
}

/* Amounts come as people write them, never in fen: only folding knows them. */
bool field_take(const struct field *f, const char *said, day_t today, struct buf *out)
{
	char why[WHY_SIZE], most[16];
	int64_t rows;
	if (f->type == FIELD_ROWS && text_number(said, f->max, INT32_MAX, &rows)) {
		text_format(most, sizeof(most), "%d", f->max);
		said = most; /* more than the form has room for */
	}
	if (!amount(f) && field_accepts(f, said, today)) {
		buf_adds(out, said);
		return true;
	}
	return field_fold(f, said, today, out, why) == OK && out->len > 0;
}
