/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/rating_sums.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

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

void rating_sums_add(struct rating_sums *x, const char *key, const struct rating *r)
{
	struct rating_group *g = group_of(x, key);

	rating_add(&x->all, r);
	if (g)
		rating_add(&g->sum, r);
	if (!rating_bad(r) || !rating_counts(r))
		return;
	x->bad++;
	x->called += r->called_ms != 0;
	x->fixed += r->fixed_ms != 0;
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

void rating_sums_row(struct rating_sums *x, const char *key, const struct rating_row *row)
{
	struct rating r = {.level = row->level, .called_ms = row->called_ms, .fixed_ms = row->fixed_ms,
		.verdict = row->excluded ? RATING_EXCLUDED : RATING_UNJUDGED};

	rating_sums_add(x, key, &r);
}

struct reading {
	struct rating_sums *sums;
	enum rating_by by;
};

static enum err add(const struct rating_row *row, void *ctx)
{
	struct reading *x = ctx;
	const char *const keys[RATING_BYS] = {row->item_name, row->window, row->clerk, row->channel};

	rating_sums_row(x->sums, keys[x->by], row);
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
