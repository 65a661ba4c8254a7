/* SPDX-License-Identifier: MIT
 *
 * Rule functions over the rows of a repeat. Empty and hidden answers do not count.
 */
#include "core/form/rule_functions.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/text.h"

enum { VALUE_TEXT = 24, SPANS_MOST = 64 };

/* Walks the answers of one column, in row order. */
struct walk {
	const struct rule_source *source;
	struct rule_column column;
	int row; /* of the value given last */
};

static bool start(const struct rule_call *call, const char *field, struct walk *w)
{
	*w = (struct walk){.source = call->source, .row = -1};
	return call->source && call->source->column &&
	       call->source->column(call->source->ctx, call->arguments[0], field, &w->column);
}

static bool next(struct walk *w, struct rule_value *out)
{
	while (++w->row < w->column.rows) {
		*out = w->source->cell(
			w->source->ctx, w->column.first + w->row * w->column.stride);
		if (!out->null)
			return true;
	}
	return false;
}

static void give(struct rule_result *result, int64_t value)
{
	result->kind = RESULT_INTEGER;
	result->integer = value;
}

/* Numbers are compared as the text they would be written as: what the function got is text. */
static const char *as_text(const struct rule_value *v, char number[VALUE_TEXT])
{
	if (!v->number)
		return v->text;
	text_format(number, VALUE_TEXT, "%" PRId64, v->integer);
	return number;
}

void rule_row_count(const struct rule_call *call, struct rule_result *result)
{
	struct walk w;
	if (start(call, "", &w))
		give(result, w.column.rows);
}

void rule_row_sum(const struct rule_call *call, struct rule_result *result)
{
	struct walk w;
	struct rule_value v;
	int64_t sum = 0;
	if (!start(call, call->arguments[1], &w))
		return;
	while (next(&w, &v)) {
		if (v.number && __builtin_add_overflow(sum, v.integer, &sum))
			return;
	}
	give(result, sum);
}

void rule_row_filled(const struct rule_call *call, struct rule_result *result)
{
	struct walk w;
	struct rule_value v;
	int64_t n = 0;
	if (!start(call, call->arguments[1], &w))
		return;
	while (next(&w, &v))
		n++;
	give(result, n);
}

static int order(const struct rule_value *a, const struct rule_value *b)
{
	if (a->number && b->number)
		return a->integer < b->integer ? -1 : a->integer > b->integer;
	return strcmp(a->text, b->text);
}

static void extreme(const struct rule_call *call, int sign, struct rule_result *result)
{
	struct walk w;
	struct rule_value v, best = {.null = true};
	if (!start(call, call->arguments[1], &w))
		return;
	while (next(&w, &v)) {
		if (best.null || order(&v, &best) * sign > 0)
			best = v;
	}
	if (best.null)
		return;
	if (best.number) {
		give(result, best.integer);
		return;
	}
	result->kind = RESULT_TEXT;
	if (!text_copy(result->text, sizeof(result->text), best.text))
		result->kind = RESULT_NULL;
}

void rule_row_max(const struct rule_call *call, struct rule_result *result)
{
	extreme(call, 1, result);
}

void rule_row_min(const struct rule_call *call, struct rule_result *result)
{
	extreme(call, -1, result);
}

void rule_row_match(const struct rule_call *call, struct rule_result *result)
{
	struct walk w;
	struct rule_value v;
	char number[VALUE_TEXT];
	int64_t n = 0;
	if (!start(call, call->arguments[1], &w))
		return;
	while (next(&w, &v))
		n += text_equal(as_text(&v, number), call->arguments[2]);
	give(result, n);
}

/* At most ITEM_ROWS values: comparing each with those before it is enough. */
void rule_row_distinct(const struct rule_call *call, struct rule_result *result)
{
	struct walk outer, inner;
	struct rule_value v, before;
	int64_t n = 0;
	if (!start(call, call->arguments[1], &outer))
		return;
	while (next(&outer, &v)) {
		bool fresh = true;
		inner = outer;
		inner.row = -1;
		while (fresh && next(&inner, &before) && inner.row < outer.row)
			fresh = order(&before, &v) != 0;
		n += fresh;
	}
	give(result, n);
}

/* ---- spans ---- */

struct span {
	int64_t from, to; /* both inside */
};

/* A day, or a month as one number; false for anything else. */
static bool take_point(const struct rule_value *v, int64_t *out)
{
	char first[11];
	day_t day;
	int year, month, date;
	if (v->null || v->number)
		return false;
	if (strlen(v->text) != 7) {
		bool fits = day_parse(v->text, &day);
		*out = fits ? day : 0;
		return fits;
	}
	if (!text_format(first, sizeof(first), "%s-01", v->text) || !day_parse(first, &day))
		return false;
	day_split(day, &year, &month, &date);
	*out = (int64_t)year * 12 + month;
	return true;
}

static size_t take_spans(const struct rule_call *call, struct span *out, size_t max)
{
	struct rule_column from, to;
	const struct rule_source *s = call->source;
	size_t n = 0;
	if (!s || !s->column || !s->column(s->ctx, call->arguments[0], call->arguments[1], &from) ||
		!s->column(s->ctx, call->arguments[0], call->arguments[2], &to))
		return 0;
	for (int row = 0; row < from.rows && n < max; row++) {
		struct rule_value a = s->cell(s->ctx, from.first + row * from.stride);
		struct rule_value b = s->cell(s->ctx, to.first + row * to.stride);
		if (take_point(&a, &out[n].from) && take_point(&b, &out[n].to) &&
			out[n].from <= out[n].to)
			n++;
	}
	return n;
}

/* Sorted by their beginning: what lies before the furthest end so far is covered already. What is
 * covered twice counts once. */
void rule_row_overlap(const struct rule_call *call, struct rule_result *result)
{
	struct span spans[SPANS_MOST];
	size_t n = take_spans(call, spans, SPANS_MOST);
	int64_t twice = 0, once = INT64_MIN, counted = INT64_MIN;
	for (size_t i = 1; i < n; i++) {
		struct span s = spans[i];
		size_t k = i;
		for (; k > 0 && spans[k - 1].from > s.from; k--)
			spans[k] = spans[k - 1];
		spans[k] = s;
	}
	for (size_t i = 0; i < n; i++) {
		int64_t end = spans[i].to < once ? spans[i].to : once;
		int64_t from = spans[i].from > counted ? spans[i].from : counted + 1;
		if (i > 0 && end >= from) {
			twice += end - from + 1;
			counted = end;
		}
		once = spans[i].to > once ? spans[i].to : once;
	}
	give(result, twice);
}
