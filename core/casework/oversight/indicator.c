/* SPDX-License-Identifier: MIT
 *
 * What must hold: a value is a sum of shares, so that it leads back to the items and cases it is made
 * of.
 */
#include "core/casework/oversight/indicator.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/base/tsv.h"
#include "core/casework/oversight/appeal_figures.h"
#include "core/casework/oversight/rating_sums.h"

enum { HUNDRED = 100 };
enum { CODE, DIMENSION, NAME, NAME_EN, FORMULA, BETTER, THRESHOLD, FROM, SOURCE, COLUMNS };

static const struct {
	const char *word;
	enum unit unit;
} formulas[ITEM_FORMULAS] = {
#define X(name, word, unit) [name] = {word, unit},
	ITEM_FORMULA_TABLE(X)
#undef X
};
static const struct {
	const char *word, *text;
} dimensions[DIMENSIONS] = {
#define X(name, word, text) [name] = {word, text},
	DIMENSION_TABLE(X)
#undef X
};

const char *dimension_text(enum dimension d)
{
	return dimensions[d].text;
}

/* ---- items ---- */

/* What GB/T 36114 wants of a guide and an item file may leave out. */
static bool guide_whole(const struct item *item)
{
	const char *const parts[] = {item->ground, item->conditions, item->result, item->fee, item->consult,
		item->complain, item->place, item->hours, item->remedy, item->scope};

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (!parts[i] || !*parts[i])
			return false;
	return item->channels != 0 && (item->n_materials > 0 || item->paperless);
}

static struct share_of compression(const struct item *item)
{
	int64_t legal = figures_working(&item->legal), promised = figures_working(&item->promised);

	if (item->legal.days <= 0 || item->promised.days < 0)
		return (struct share_of){0, -1};
	return (struct share_of){legal - promised, legal};
}

struct share_of item_share(enum item_formula f, const struct item *item)
{
	bool visit = item->onsite && *item->onsite;

	if (item->appeal != HOTLINE_NONE)
		return (struct share_of){0, -1};
	switch (f) {
	case FORMULA_INSTANT: return (struct share_of){item->promised.days == 0, 1};
	case FORMULA_COMPRESSION: return compression(item);
	case FORMULA_TRIPS: return (struct share_of){item->target_trips, 1};
	case FORMULA_ONE_TRIP: return (struct share_of){item->target_trips <= 1, 1};
	case FORMULA_NO_TRIP:
		return (struct share_of){item->target_trips == 0, item->target_trips && visit ? -1 : 1};
	case FORMULA_ONLINE: return (struct share_of){(item->channels & CHANNEL_ONLINE) != 0, 1};
	case FORMULA_GUIDE: return (struct share_of){guide_whole(item), 1};
	case ITEM_FORMULAS: break;
	}
	return (struct share_of){0, -1};
}

static void add(struct share_of *sum, struct share_of one)
{
	if (one.below > 0) {
		sum->above += one.above;
		sum->below += one.below;
	}
}

/* The widest gap first, then the directory's order. */
static int by_gap(const void *a, const void *b)
{
	const struct indicator_item *x = a, *y = b;

	if (x->gap != y->gap)
		return x->gap < y->gap ? 1 : -1;
	return (x->index > y->index) - (x->index < y->index);
}

enum err indicator_items(struct directory *d, enum item_formula f, struct indicator_item *out, size_t max,
	size_t *n)
{
	const struct item *item;
	enum err e = OK;
	size_t found = 0;

	for (size_t i = 0; !e && i < directory_size(d) && found < max; i++) {
		e = directory_item(d, i, &item);
		struct share_of s = e ? (struct share_of){0, -1} : item_share(f, item);
		int64_t gap = f == FORMULA_TRIPS ? s.above : s.below - s.above;
		if (!e && s.below > 0 && gap > 0)
			out[found++] = (struct indicator_item){i, gap};
	}
	if (found)
		qsort(out, found, sizeof *out, by_gap);
	*n = found;
	return e;
}

/* ---- the table ---- */

static bool named(const char *word, const char *prefix, const char *const name)
{
	size_t n = strlen(prefix);

	return strncmp(word, prefix, n) == 0 && text_equal(word + n, name);
}

static bool formula_of(const char *word, struct indicator *x)
{
	for (int f = 0; f < ITEM_FORMULAS; f++)
		if (named(word, "item.", formulas[f].word)) {
			x->of = OF_ITEMS, x->which = f, x->unit = formulas[f].unit;
			return true;
		}
	for (int f = 0; f < FIGURE_COUNT; f++)
		if (named(word, "case.", figure_word((enum figure)f)) && figure_unit((enum figure)f) != UNIT_COUNT) {
			x->of = OF_CASES, x->which = f, x->unit = figure_unit((enum figure)f);
			return true;
		}
	for (int f = 0; f < APPEAL_FIGURES; f++)
		if (named(word, "appeal.", appeal_figure_word((enum appeal_figure)f))) {
			x->of = OF_APPEALS, x->which = f;
			return true;
		}
	for (int o = 0; o < RATING_SHARES; o++)
		if (named(word, "rating.", rating_share_word((enum rating_owed)o))) {
			x->of = OF_RATINGS, x->which = o;
			return true;
		}
	return text_equal(word, "none");
}

/* "76.1", "100", "0.35": hundredths. "" none. */
static bool threshold_of(const char *text, int64_t *out)
{
	char *rest;
	long whole = strtol(text, &rest, 10), part = 0;

	*out = -1;
	if (!*text)
		return true;
	if (rest == text || whole < 0 || whole > 10000)
		return false;
	if (*rest == '.') {
		size_t n = strspn(rest + 1, "0123456789");
		if (n < 1 || n > 2)
			return false;
		part = strtol(rest + 1, NULL, 10) * (n == 1 ? 10 : 1);
		rest += n + 1;
	}
	*out = whole * HUNDRED + part;
	return !*rest;
}

static const char *read_row(const struct tsv *t, size_t row, struct indicator *x)
{
	const char *better = tsv_cell(t, row, BETTER), *dimension = tsv_cell(t, row, DIMENSION);
	int d = 0;

	*x = (struct indicator){.unit = UNIT_PERCENT};
	while (d < DIMENSIONS && !text_equal(dimension, dimensions[d].word))
		d++;
	x->dimension = (enum dimension)d;
	x->less = text_equal(better, "less");
	if (!*tsv_cell(t, row, CODE) || !text_copy(x->code, sizeof x->code, tsv_cell(t, row, CODE)))
		return N_("the code is missing or too long");
	if (!text_copy(x->name, sizeof x->name, tsv_cell(t, row, NAME)) ||
		!text_copy(x->name_en, sizeof x->name_en, tsv_cell(t, row, NAME_EN)) ||
		!text_copy(x->source, sizeof x->source, tsv_cell(t, row, SOURCE)))
		return N_("name or source is too long");
	if (d == DIMENSIONS)
		return N_("there is no such dimension");
	if (!formula_of(tsv_cell(t, row, FORMULA), x))
		return N_("there is no such formula");
	if (!x->less && !text_equal(better, "more"))
		return N_("better is more or less");
	if (!threshold_of(tsv_cell(t, row, THRESHOLD), &x->threshold))
		return N_("a threshold is a number with at most two decimals");
	x->from = DAY_NONE;
	if (*tsv_cell(t, row, FROM) && !day_parse(tsv_cell(t, row, FROM), &x->from))
		return N_("in force from is a day YYYY-MM-DD");
	return NULL;
}

static int64_t begins(const struct indicator *x)
{
	return x->from == DAY_NONE ? INT64_MIN : x->from;
}

/* A newer row takes the place of an older one of the same code. */
static bool keep(struct indicators *out, const struct indicator *x)
{
	size_t i = 0;

	while (i < out->n && !text_equal(out->list[i].code, x->code))
		i++;
	if (i == INDICATORS)
		return false;
	if (i == out->n)
		out->n++;
	else if (begins(x) < begins(&out->list[i]))
		return true;
	out->list[i] = *x;
	return true;
}

enum err indicators_load(const char *path, day_t on, struct indicators *out, struct buf *messages)
{
	struct tsv t;
	size_t line = 0;
	enum err e = tsv_load_told(path, COLUMNS, &t, &line);

	out->n = 0;
	if (e) {
		buf_addf(messages, "%s:%zu: %s\n", path, line, _(err_text(e)));
		return e;
	}
	for (size_t row = 0; row < t.rows; row++) {
		struct indicator x;
		const char *wrong = read_row(&t, row, &x);
		if (!wrong && begins(&x) <= on && !keep(out, &x))
			wrong = N_("there are too many indicators");
		if (!wrong)
			continue;
		buf_addf(messages, "%s:%u: %s\n", path, t.lines[row], _(wrong));
		e = ERR_SYNTAX;
	}
	tsv_release(&t);
	return e;
}

/* ---- measuring ---- */

static int64_t ceil_div(int64_t a, int64_t b)
{
	return a > 0 ? (a + b - 1) / b : 0;
}

struct indicator_value indicator_measure(const struct indicator *i, struct share_of sum)
{
	int64_t scale = i->unit == UNIT_PERCENT ? HUNDRED * HUNDRED : HUNDRED;
	struct indicator_value v = {.standing = STANDING_UNKNOWN, .share = sum};

	if (i->of == OF_NOTHING || sum.below <= 0)
		return v;
	v.value = (sum.above * scale + sum.below / 2) / sum.below;
	v.standing = STANDING_SHOWN;
	if (i->threshold < 0)
		return v;
	/* compared exactly, not as rounded for the eye */
	int64_t lacks = i->threshold * sum.below - sum.above * scale;
	lacks = i->less ? -lacks : lacks;
	v.standing = lacks > 0 ? STANDING_SHORT : STANDING_MET;
	if (lacks > 0) {
		v.missing = ceil_div(lacks, sum.below);
		v.need = ceil_div(lacks, scale);
	}
	return v;
}

struct sums {
	struct share_of items[ITEM_FORMULAS];
	struct tally cases;
	struct rating_sums ratings;
	struct appeal_figures appeals;
};

static struct share_of sum_of(const struct sums *x, const struct indicator *i)
{
	switch (i->of) {
	case OF_ITEMS: return x->items[i->which];
	case OF_CASES: return x->cases.of[i->which];
	case OF_RATINGS:
		return (struct share_of){x->ratings.of[i->which].above, x->ratings.of[i->which].below};
	case OF_APPEALS:
		return (struct share_of){x->appeals.of[0][i->which].above, x->appeals.of[0][i->which].below};
	case OF_NOTHING: break;
	}
	return (struct share_of){0, 0};
}

/* ---- reading ---- */

enum stage { STAGE_ITEMS, STAGE_CASES, STAGE_RATINGS, STAGE_APPEALS, STAGE_MEASURE };
enum { SLICE = 256, LONG_MS = 1000 };

struct indicator_reading {
	struct store *store;
	struct directory *directory;
	struct range range;
	enum stage stage;
	size_t item;
	struct figures_reading *cases;
	struct said_mark mark;
	uint64_t n;
	struct sums sums;
};

void indicator_start(struct store *s, struct directory *d, const struct range *r, int64_t now_ms,
	struct indicator_reading **out)
{
	struct indicator_reading *p = mem_new(sizeof *p);

	p->store = s;
	p->directory = d;
	p->range = *r;
	p->sums.appeals.now_ms = now_ms;
	figures_start(s, r, BY_ALL, &p->cases);
	*out = p;
}

static enum err one_item(struct indicator_reading *p, bool *over)
{
	const struct item *item;
	enum err e = OK;

	*over = p->item >= directory_size(p->directory);
	if (!*over)
		e = directory_item(p->directory, p->item++, &item);
	for (int f = 0; !e && !*over && f < ITEM_FORMULAS; f++)
		add(&p->sums.items[f], item_share((enum item_formula)f, item));
	return e;
}

static enum err some_cases(struct indicator_reading *p, int ms, bool *over)
{
	struct figures f;
	enum err e = figures_step(p->cases, ms, over);

	if (e || !*over)
		return e;
	figures_whole(p->cases, &f);
	p->cases = NULL;
	p->sums.cases = f.all;
	p->n += f.cases;
	figures_release(&f);
	return OK;
}

static enum err add_rating(const struct rating_row *r, void *ctx)
{
	struct indicator_reading *p = ctx;

	rating_sums_add(&p->sums.ratings, r->channel, r);
	return OK;
}

static enum err add_appeal(const struct appeal_row *r, void *ctx)
{
	struct indicator_reading *p = ctx;

	appeal_figures_add(&p->sums.appeals, r);
	return OK;
}

static enum err some_said(struct indicator_reading *p, bool *over)
{
	const struct range *r = &p->range;
	size_t n = 0;
	enum err e = p->stage == STAGE_RATINGS
		? ratings_slice(p->store, r->from_ms, r->to_ms, &p->mark, SLICE, add_rating, p, &n)
		: appeal_slice(p->store, r->from_ms, r->to_ms, &p->mark, SLICE, add_appeal, p, &n);

	p->n += n;
	*over = n < SLICE;
	if (*over)
		p->mark = (struct said_mark){.begun = false};
	return e;
}

static enum err some(struct indicator_reading *p, int ms, bool *over)
{
	switch (p->stage) {
	case STAGE_ITEMS: return one_item(p, over);
	case STAGE_CASES: return some_cases(p, ms, over);
	default: return some_said(p, over);
	}
}

enum err indicator_step(struct indicator_reading *p, int ms, struct indicator_check *x, bool *whole)
{
	int64_t end = clock_mono_ms() + ms;
	enum err e = OK;

	*whole = false;
	do {
		bool over = false;
		e = some(p, ms, &over);
		p->stage = over && !e ? (enum stage)(p->stage + 1) : p->stage;
	} while (!e && p->stage != STAGE_MEASURE && clock_mono_ms() < end);
	if (e || p->stage != STAGE_MEASURE)
		return e;
	for (size_t i = 0; i < x->rows.n; i++)
		x->values[i] = indicator_measure(&x->rows.list[i], sum_of(&p->sums, &x->rows.list[i]));
	*whole = true;
	return OK;
}

uint64_t indicator_so_far(const struct indicator_reading *p)
{
	return p->n + p->item + (p->cases ? figures_so_far(p->cases) : 0);
}

void indicator_stop(struct indicator_reading *p)
{
	if (!p)
		return;
	figures_stop(p->cases);
	mem_free(p);
}

enum err indicator_check(struct store *s, struct directory *d, const struct range *r, int64_t now_ms,
	struct indicator_check *x)
{
	struct indicator_reading *p = NULL;
	bool whole = false;
	enum err e = OK;

	indicator_start(s, d, r, now_ms, &p);
	while (!e && !whole)
		e = indicator_step(p, LONG_MS, x, &whole);
	indicator_stop(p);
	return e;
}
