/* SPDX-License-Identifier: MIT */
#include "core/casework/oversight/appeal_figures.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/codes.h"

static const struct {
	const char *word, *text, *definition;
} figures[APPEAL_FIGURES] = {
#define X(name, word, text, definition) [name] = {word, text, definition},
	APPEAL_FIGURE_TABLE(X)
#undef X
};

const char *appeal_figure_word(enum appeal_figure f)
{
	return figures[f].word;
}

const char *appeal_figure_text(enum appeal_figure f)
{
	return figures[f].text;
}

const char *appeal_figure_definition(enum appeal_figure f)
{
	return figures[f].definition;
}

const char *appeal_kind_name(int kind)
{
	char code[2] = {(char)('0' + kind), '\0'};
	const struct code *k = kind > 0 ? codes_find("appeal_kind", code) : NULL;

	return k ? i18n_pick(k->name, k->name_en) : "";
}

static bool taken_on(const struct appeal_row *r)
{
	return !text_equal(r->state, appeal_word(APPEAL_NOT_ACCEPTED)) &&
	       !text_equal(r->state, appeal_word(APPEAL_WITHDRAWN)) &&
	       !(r->flags & APPEAL_FLAG_AT_ONCE);
}

struct appeal_part appeal_part_of(enum appeal_figure f, const struct appeal_row *r, int64_t now_ms)
{
	bool visited = r->visited_ms && r->outcome != APPEAL_UNVISITED;
	bool reached = visited && r->outcome != APPEAL_UNREACHED;

	switch (f) {
	case APPEAL_SIGNED_RATE:
		return (struct appeal_part){r->signed_ms && r->signed_ms <= r->sign_due_ms,
			taken_on(r) && r->dispatched_ms && (r->signed_ms || now_ms > r->sign_due_ms)};
	case APPEAL_ON_TIME:
		return (struct appeal_part){r->replied_ms && day_at(r->replied_ms) <= r->due,
			taken_on(r) && r->due != DAY_NONE && (r->replied_ms || day_at(now_ms) > r->due)};
	case APPEAL_RESPONSE: return (struct appeal_part){reached, visited};
	case APPEAL_RESOLVED: return (struct appeal_part){r->outcome == APPEAL_SOLVED, reached};
	default: return (struct appeal_part){r->rating >= 3, r->rating > 0};
	}
}

void appeal_figures_add(struct appeal_figures *x, const struct appeal_row *r)
{
	int kind = r->kind > 0 && r->kind < APPEAL_KINDS ? r->kind : 0;

	x->n[0]++;
	if (kind)
		x->n[kind]++;
	for (int f = 0; f < APPEAL_FIGURES; f++) {
		struct appeal_part p = appeal_part_of((enum appeal_figure)f, r, x->now_ms);
		if (!p.below)
			continue;
		x->of[0][f].above += p.above;
		x->of[0][f].below++;
		if (kind) {
			x->of[kind][f].above += p.above;
			x->of[kind][f].below++;
		}
	}
}

static enum err add(const struct appeal_row *r, void *ctx)
{
	appeal_figures_add(ctx, r);
	return OK;
}

enum err appeal_figures_between(struct store *s, int64_t from_ms, int64_t to_ms, int64_t now_ms,
	struct appeal_figures *out)
{
	struct appeal_figures x = {.now_ms = now_ms};
	enum err e = appeal_between(s, from_ms, to_ms, add, &x);

	if (!e)
		*out = x;
	return e;
}

enum err appeal_figures_read(struct store *s, int64_t now_ms, int days, struct appeal_figures *out)
{
	enum { DAY_MS = 24 * 60 * 60 * 1000 };

	return appeal_figures_between(s, now_ms - (int64_t)days * DAY_MS, now_ms + 1, now_ms, out);
}

int appeal_figure_value(const struct appeal_part *p)
{
	return p->below ? (int)((1000ull * p->above + p->below / 2) / p->below) : -1;
}
