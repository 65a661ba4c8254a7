/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/rating_sums.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/workday.h"

const char *rating_by_text(enum rating_by b)
{
	static const char *const texts[] = {
#define X(name, text) [name] = text,
		RATING_BY_TABLE(X)
#undef X
	};

	return texts[b];
}

static struct rating_group *group_of(struct rating_sums *x, const char *key)
{
	for (size_t i = 0; i < x->n; i++)
		if (text_equal(x->groups[i].key, key))
			return &x->groups[i];
	if (x->n == RATING_GROUPS)
		return NULL;
	text_copyn(x->groups[x->n].key, sizeof x->groups[0].key, key, strlen(key));
	return &x->groups[x->n++];
}

/* ---- what is owed for bad ones ---- */

static const struct {
	const char *word, *text, *definition;
} shares[RATING_SHARES] = {
#define X(name, word, text, definition) [name] = {word, text, definition},
	RATING_SHARE_TABLE(X)
#undef X
};

const char *rating_share_word(enum rating_owed o)
{
	return shares[o].word;
}

const char *rating_share_text(enum rating_owed o)
{
	return shares[o].text;
}

const char *rating_share_definition(enum rating_owed o)
{
	return shares[o].definition;
}

day_t rating_last_day(enum rating_owed o, const struct rating_row *r)
{
	int days = o != RATING_FIXED ? RATING_CALL_DAYS
		 : r->flags & RATING_FLAG_COMPLEX ? RATING_COMPLEX_DAYS : RATING_FIX_DAYS;
	struct due due;

	return workday_due(r->at_ms, days, DUE_WORKING, DUE_RULE_B, NULL, 0, &due) ? DAY_NONE : due.day;
}

static bool by_then(int64_t at_ms, day_t last)
{
	return at_ms && last != DAY_NONE && day_at(at_ms) <= last;
}

struct rating_part rating_part_of(enum rating_owed o, const struct rating_row *r)
{
	bool live = r->level <= RATING_BAD && !(r->flags & RATING_FLAG_EXCLUDED);
	bool named = !(r->flags & RATING_FLAG_ANONYMOUS);

	if (!live || (o != RATING_FIXED && !named))
		return (struct rating_part){0, 0};
	switch (o) {
	case RATING_CALLED: return (struct rating_part){r->called_ms != 0, 1};
	case RATING_CALLED_SOON: return (struct rating_part){by_then(r->called_ms, rating_last_day(o, r)), 1};
	default: return (struct rating_part){by_then(r->fixed_ms, rating_last_day(o, r)), 1};
	}
}

/* ---- sums ---- */

static void count(struct rating_sum *s, const struct rating_row *r)
{
	rating_add(s, &(struct rating){.level = r->level,
		.verdict = r->flags & RATING_FLAG_EXCLUDED ? RATING_EXCLUDED : RATING_UNJUDGED});
}

void rating_sums_add(struct rating_sums *x, const char *key, const struct rating_row *r)
{
	struct rating_group *g = group_of(x, key);

	count(&x->all, r);
	if (g)
		count(&g->sum, r);
	for (int o = 0; o < RATING_SHARES; o++) {
		struct rating_part p = rating_part_of((enum rating_owed)o, r);
		x->of[o].above += p.above;
		x->of[o].below += p.below;
	}
}

const char *rating_key(const struct rating_row *r, enum rating_by by)
{
	const char *const keys[RATING_BYS] = {r->item_name, r->window, r->clerk, r->channel};

	return keys[by];
}

/* Content or better of all, then the larger sample, then the name. */
static int by_share(const void *a, const void *b)
{
	const struct rating_group *x = a, *y = b;
	bool rx = rating_ranked(&x->sum), ry = rating_ranked(&y->sum);
	int sx = rating_share(&x->sum, true), sy = rating_share(&y->sum, true);

	if (rx != ry)
		return rx ? -1 : 1;
	if (rx && sx != sy)
		return sx > sy ? -1 : 1;
	if (x->sum.n != y->sum.n)
		return x->sum.n > y->sum.n ? -1 : 1;
	return strcmp(x->key, y->key);
}

void rating_sums_rank(struct rating_sums *x)
{
	qsort(x->groups, x->n, sizeof x->groups[0], by_share);
	for (size_t i = 0; i < x->n && rating_ranked(&x->groups[i].sum); i++) {
		bool tie = i && rating_share(&x->groups[i].sum, true) ==
			rating_share(&x->groups[i - 1].sum, true);
		x->groups[i].rank = tie ? x->groups[i - 1].rank : (int)i + 1;
	}
}

struct reading {
	struct rating_sums *sums;
	enum rating_by by;
};

static enum err add(const struct rating_row *row, void *ctx)
{
	struct reading *x = ctx;

	rating_sums_add(x->sums, rating_key(row, x->by), row);
	return OK;
}

enum err rating_sums_read(struct store *s, int64_t from_ms, int64_t to_ms, enum rating_by by,
	struct rating_sums *out)
{
	struct reading x = {out, by};

	memset(out, 0, sizeof *out);
	enum err e = ratings_between(s, from_ms, to_ms, add, &x);
	if (!e)
		rating_sums_rank(out);
	return e;
}
